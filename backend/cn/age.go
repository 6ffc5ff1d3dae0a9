package cn

// Age counts whole years from birth to today. A partial date is read as its
// earliest day (1975 as 1975-01-01), so the answer may be a year too high,
// never too low. Not ok without a birth date, with one in the future, or
// without a full today.
func Age(birth, today Date) (years int, ok bool) {
	b := birth.First()
	if b == "" || !today.Full() || b > today {
		return 0, false
	}
	years = today.Year() - b.Year()
	if b.AddYears(years) > today {
		years--
	}
	return years, true
}

// AgeBand names the age band of the national party statistics bulletin.
func AgeBand(years int) string {
	switch {
	case years < 0:
		return ""
	case years <= 30:
		return "30岁及以下"
	case years <= 35:
		return "31–35岁"
	case years <= 40:
		return "36–40岁"
	case years <= 45:
		return "41–45岁"
	case years <= 50:
		return "46–50岁"
	case years <= 55:
		return "51–55岁"
	case years <= 60:
		return "56–60岁"
	}
	return "61岁及以上"
}

// The 9th and 10th party constitutions had no probation.
const (
	noProbationFrom = "1969-04-01"
	noProbationTo   = "1977-08-31"
)

// NoProbation reports whether someone who entered then became a full member at
// once (1969-04 to 1977-08). A partial date must lie in that time altogether.
func NoProbation(entered Date) bool {
	first, last := entered.First(), entered.Last()
	return first != "" && first >= noProbationFrom && last <= noProbationTo
}

// PartyAgeFrom returns the day that 党龄 counts from: the confirmation (转正);
// for entries of the time without probation, when no confirmation is written,
// the entry. "" if there is none yet.
func PartyAgeFrom(entered, confirmed Date) Date {
	switch {
	case confirmed.Valid():
		return confirmed
	case NoProbation(entered):
		return entered
	}
	return ""
}

// PartyAge is 党龄 in whole years on the day today, counted from PartyAgeFrom;
// partial dates as in Age. Not ok for who is not a full member yet.
func PartyAge(entered, confirmed, today Date) (years int, ok bool) {
	return Age(PartyAgeFrom(entered, confirmed), today)
}

// MedalYear returns the first year whose 1 July finds 50 years of 党龄
// ("光荣在党50年"); not ok for who is not a full member yet.
func MedalYear(entered, confirmed Date) (year int, ok bool) {
	from := PartyAgeFrom(entered, confirmed).First()
	fifty := from.AddYears(50)
	if fifty == "" {
		return 0, false
	}
	year = fifty.Year()
	if fifty > format(year, 7, 1) {
		year++
	}
	return year, true
}
