package intake

import (
	"regexp"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// squeeze is the form in which names of records are compared exactly: blanks,
// width and case do not count.
func squeeze(s string) string {
	return strings.ToLower(strings.NewReplacer("(", "（", ")", "）", "·", "").Replace(cn.NormalizeDigits(s)))
}

var ordinalWord = regexp.MustCompile(`第([一二三四五六七八九十]{1,3}|[0-9]{1,3})`)

// loose is the form in which two names of one register are tolerantly the
// same: 中共仁和苑支部委员会, 仁和苑党支部 and 仁和苑小区党支部 are.
func loose(d *schema.Def, name string) string {
	s := fold(name)
	s = ordinalWord.ReplaceAllStringFunc(s, func(m string) string { return arabic(strings.TrimPrefix(m, "第")) })
	switch d.Key {
	case registers.Organizations.Key:
		return looseBody(s)
	case registers.Estates.Key:
		return looseEstate(s)
	case registers.GridCells.Key:
		return trimSuffix(s, "网格")
	}
	return s
}

// looseBody takes the fixed words off a body's name; what tells a committee or
// a general branch from a branch stays.
func looseBody(s string) string {
	party := false
	for _, p := range []string{"中国共产党", "中共"} {
		if t, ok := strings.CutPrefix(s, p); ok {
			s, party = t, true
		}
	}
	for _, w := range []struct{ suffix, kind string }{
		{"总支部委员会", "总支"}, {"总支委员会", "总支"}, {"党总支部", "总支"}, {"总支部", "总支"}, {"党总支", "总支"}, {"总支", "总支"},
		{"党支部委员会", ""}, {"支部委员会", ""}, {"党支部", ""}, {"支部", ""}, {"党小组", "小组"}, {"业主委员会", "业委会"}, {"居民委员会", "居委会"},
	} {
		if t, ok := strings.CutSuffix(s, w.suffix); ok {
			return strings.TrimSuffix(t, "小区") + w.kind
		}
	}
	if t, ok := strings.CutSuffix(s, "委员会"); ok && party {
		return t + "党委"
	}
	return strings.TrimSuffix(s, "小区")
}

func looseEstate(s string) string {
	if i := strings.LastIndex(s, "社区"); i >= 0 && i+len("社区") < len(s) {
		s = s[i+len("社区"):]
	}
	return trimSuffix(s, "小区")
}

// trimSuffix takes a word off the end unless nothing would be left.
func trimSuffix(s, word string) string {
	if t := strings.TrimSuffix(s, word); t != "" {
		return t
	}
	return s
}
