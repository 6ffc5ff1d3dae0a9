package documents

import (
	"regexp"
	"slices"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// Free text is what people wrote; on a wall it may still hold what points at
// somebody. The washer takes it out before a model is made: names that stand in the
// ledgers of residents, homes and members, private numbers, and rooms. It cannot
// know a name that stands in no ledger.
type washer struct {
	names   *strings.Replacer
	offices []string // digits of the office's own telephones
	hits    bool
}

// someone stands for a name on a wall.
const someone = "某居民"

var (
	// Seven digits and more, however they are parted: telephones, numbers of cards
	// and persons.
	longNumber = regexp.MustCompile(`[0-9](?:[ \-–—－·]?[0-9]){6,}[ \-]?[Xx]?`)
	calendarIn = regexp.MustCompile(`^(19|20)[0-9]{2}[-–—－][01]?[0-9][-–—－][0-3]?[0-9]$`)
	amountIn   = regexp.MustCompile(`^\s*(元|万|亿|平方|立方|米|吨|公里)`)
	roomIn     = regexp.MustCompile(`(?:[0-9一二三四五六七八九十]{1,3}单元\s*)[0-9]{3,4}(?:室|号房?|房)?|[0-9]{3,4}(?:室|号房|房)`)
)

// washer learns the names of the book, and those of the records at hand.
func (g *desk) washer(more ...string) (*washer, error) {
	w := &washer{}
	profile, err := g.profile()
	if err != nil {
		return nil, err
	}
	offices := []string{profile.OfficePhone, profile.Hotline}
	var kept []string // names of places and bodies are no names of people
	for _, s := range []struct {
		def  *schema.Def
		keys []string
		into *[]string
	}{
		{registers.Estates.Def, []string{"name"}, &kept},
		{registers.GridCells.Def, []string{"name"}, &kept},
		{registers.Organizations.Def, []string{"name", "short_name"}, &kept},
		{registers.GridCells.Def, []string{"office_phone"}, &offices},
		{registers.Residents.Def, []string{"name"}, &more},
		{registers.Households.Def, []string{"head"}, &more},
		{registers.PartyMembers.Def, []string{"name", "former_name"}, &more},
	} {
		records, err := g.l.All(g.ctx, s.def)
		if err != nil {
			return nil, err
		}
		for _, r := range records {
			for _, key := range s.keys {
				*s.into = append(*s.into, s.def.Get(r.Values, key))
			}
		}
	}
	for _, phones := range offices {
		for _, p := range strings.Split(phones, ",") {
			if digits := onlyDigits(p); len(digits) >= 7 && !mobileIn.MatchString(digits) {
				w.offices = append(w.offices, digits)
			}
		}
	}
	w.names = namesReplacer(append(kept, profile.Name), more)
	return w, nil
}

// namesReplacer turns names into someone, longer ones first, and leaves kept words.
func namesReplacer(kept, names []string) *strings.Replacer {
	long := func(a, b string) int { return len(b) - len(a) }
	var pairs []string
	add := func(list []string, to func(string) string) {
		list = slices.Clone(list)
		slices.Sort(list)
		list = slices.Compact(list)
		slices.SortStableFunc(list, long)
		for _, s := range list {
			if len([]rune(s)) >= 2 {
				pairs = append(pairs, s, to(s))
			}
		}
	}
	add(kept, func(s string) string { return s })
	add(names, func(string) string { return someone })
	return strings.NewReplacer(pairs...)
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// narrowDigits makes full-width digits plain ones.
func narrowDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, s)
}

// text is free text as a wall may show it.
func (w *washer) text(s string) string {
	if s == "" {
		return ""
	}
	out := roomIn.ReplaceAllString(w.names.Replace(w.numbers(s, "（号码略）")), "某户")
	if out != narrowDigits(s) {
		w.hits = true
	}
	return out
}

// duty is a field that names who is on duty: the names stay, private numbers go.
func (w *washer) duty(s string) string {
	return strings.Trim(w.numbers(s, ""), " 　、，,；;（）()：:")
}

// numbers puts something else for private numbers. Those of the office, days and
// amounts stay.
func (w *washer) numbers(s, instead string) string {
	s = narrowDigits(s)
	var b strings.Builder
	from := 0
	for _, at := range longNumber.FindAllStringIndex(s, -1) {
		found := s[at[0]:at[1]]
		if slices.Contains(w.offices, onlyDigits(found)) || calendarIn.MatchString(found) || amountIn.MatchString(s[at[1]:]) && len(onlyDigits(found)) < 11 {
			continue
		}
		b.WriteString(s[from:at[0]])
		b.WriteString(instead)
		from = at[1]
		w.hits = true
	}
	b.WriteString(s[from:])
	return b.String()
}

// claimant is who took on a wish: bodies by their name, persons by the surname only.
func (w *washer) claimant(s string) string {
	parts := strings.FieldsFunc(w.numbers(s, ""), func(r rune) bool { return strings.ContainsRune("、，,；;", r) })
	for i, p := range parts {
		p = strings.TrimSpace(p)
		if w.names.Replace(p) != someone && isBody(p) {
			parts[i] = w.text(p)
		} else {
			parts[i] = cn.MaskName(p)
		}
	}
	return strings.Join(parts, "、")
}

// isBody reports whether a name is surely one of a body: what might be a person's is
// masked. Names of persons have at most three characters, or none of these ends.
func isBody(name string) bool {
	return shortBody.MatchString(name) || len([]rune(name)) >= 4 && bodyEnd.MatchString(name)
}

var (
	bodyEnd   = regexp.MustCompile(`(公司|支部|党委|总支|小组|委会|队|协会|商会|工会|妇联|店|校|院|所|站|局|部|组|厂|社|团|中心|集团|银行|中学|小学|大学|园|馆|商户|街道|社区|小区|志愿者|党员)$`)
	shortBody = regexp.MustCompile(`^(居委会|业委会|物业|工会|妇联|团委|街道|社区)$`)
)

// publicPhone is the first telephone that is no private mobile.
func publicPhone(candidates ...string) string {
	for _, c := range candidates {
		for _, p := range strings.FieldsFunc(c, func(r rune) bool { return strings.ContainsRune("、，,；;", r) }) {
			if p = strings.TrimSpace(p); p != "" && !mobileIn.MatchString(onlyDigits(p)) {
				return p
			}
		}
	}
	return ""
}
