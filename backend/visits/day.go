package visits

import (
	"strconv"

	"chengzhuan/backend/cn"
)

// day is a canonical date as a number, 20261122, with zeros for a month or a day that
// is not known: days compare as their texts do. 0 is no date.
type day uint32

func dayOf[T string | []byte | cn.Date](text T) (d day) {
	for i := range 10 {
		switch {
		case i == 4 || i == 7:
		case i < len(text):
			d = d*10 + day(text[i]-'0')
		default:
			d *= 10
		}
	}
	return d
}

// text is the canonical text of a day.
func (d day) text() string {
	n := strconv.Itoa(int(d))
	switch {
	case len(n) != 8:
		return ""
	case n[4:] == "0000":
		return n[:4]
	case n[6:] == "00":
		return n[:4] + "-" + n[4:6]
	}
	return n[:4] + "-" + n[4:6] + "-" + n[6:]
}

// month is a month of a year, 202611; what is known by its year only stands in its January.
type month uint32

func (d day) month() month { return max(month(d/100), month(d/10000*100+1)) }

func (m month) next() month {
	if m%100 == 12 {
		return m + 89
	}
	return m + 1
}

// from and to are the edges of a month for a condition of the store: before the first
// stands what names the month alone, in January also what names the year alone.
func (m month) from() string {
	text := strconv.Itoa(int(m))
	if m%100 == 1 {
		return text[:4]
	}
	return text[:4] + "-" + text[4:]
}

func (m month) to() string { return (day(m)*100 + 31).text() }
