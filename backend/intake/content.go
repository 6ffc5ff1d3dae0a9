package intake

import (
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/sheet"
)

// shown returns the first different texts.
func shown(cells []sheet.Cell) []string {
	out := []string{}
	for _, c := range cells {
		if !slices.Contains(out, c.Text) {
			if out = append(out, c.Text); len(out) == samplesShow {
				break
			}
		}
	}
	return out
}

// agrees reports whether what stands in a column can be what its header seems
// to say. A surely named column is doubted only if none of several cells fits.
func agrees(f *schema.Field, cells []sheet.Cell, how string, today cn.Date) bool {
	switch f.Kind {
	case schema.Text, schema.Note, schema.Ref:
		return true
	}
	total, fit := 0, 0
	for _, c := range cells {
		if isPlaceholder(c.Text) {
			continue
		}
		total++
		if r := readCell(f, c, today); r.err == nil && (f.Kind != schema.Phone || r.warning == "") {
			fit++
		}
	}
	switch {
	case how == howGuess:
		return total == 0 || 2*fit >= total
	case how == howAlias && (f.Kind == schema.Code || f.Kind == schema.Codes || f.Kind == schema.Flag):
		return total < 4 || fit > 0
	}
	return true
}

// byContent names a column by what stands in it. Only ID numbers speak for
// themselves under a header that says something else.
func byContent(d *schema.Def, header string, cells []sheet.Cell) []match {
	if len(cells) == 0 || someoneElse(header) {
		return nil
	}
	share := func(is func(sheet.Cell) bool) float64 {
		n := 0
		for _, c := range cells {
			if is(c) {
				n++
			}
		}
		return float64(n) / float64(len(cells))
	}
	var out []match
	add := func(f *schema.Field, score int) {
		if f != nil {
			out = append(out, match{f.Key, howGuess, score})
		}
	}
	if share(isIDNumber) >= 0.6 {
		add(d.Field("id_number"), 25)
		return out
	}
	if header != "" {
		return nil
	}
	switch {
	case share(func(c sheet.Cell) bool { return c.Text == "男" || c.Text == "女" }) >= 0.8:
		add(d.Field("sex"), 20)
	case share(isMobile) >= 0.6:
		add(firstField(d, func(f *schema.Field) bool { return f.Kind == schema.Phone && f.Search }), 20)
	case share(func(c sheet.Cell) bool { return codeIn(cn.Ethnicities, c.Text) }) >= 0.8:
		add(d.Field("ethnicity"), 20)
	case share(func(c sheet.Cell) bool { return codeIn(cn.Educations, c.Text) }) >= 0.8:
		add(d.Field("education"), 20)
	case share(isName) >= 0.8:
		add(firstField(d, func(f *schema.Field) bool { return f.Key == "name" || f.Key == "person" || f.Key == "head" }), 15)
	}
	return out
}

func firstField(d *schema.Def, ok func(*schema.Field) bool) *schema.Field {
	if i := slices.IndexFunc(d.Fields, ok); i >= 0 {
		return d.Fields[i]
	}
	return nil
}

func codeIn(l *cn.CodeList, text string) bool {
	if _, err := strconv.Atoi(strings.TrimSpace(text)); err == nil {
		return false
	}
	_, ok := l.Find(text)
	return ok
}

func isIDNumber(c sheet.Cell) bool {
	_, err := cn.ParseID(c.Text, "")
	return err == nil
}

func isMobile(c sheet.Cell) bool {
	p, warning := cn.ReadPhone(numberText(c))
	return warning == "" && len(p) == 11 && p[0] == '1'
}

// isName reports whether a text looks like a Chinese personal name.
func isName(c sheet.Cell) bool {
	n := 0
	for _, r := range cn.NormalizeName(c.Text) {
		if r < 0x3400 && r != '·' {
			return false
		}
		n++
	}
	return n >= 2 && n <= 15 && !strings.HasSuffix(c.Text, "族") && (n <= 4 || strings.Contains(c.Text, "·"))
}
