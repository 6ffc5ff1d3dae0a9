package sheet

import (
	"math"
	"strconv"
	"strings"
)

// render writes a number as the format shows it: padding zeros, decimals,
// thousands, percent, and literal text. What it does not know (fractions,
// scientific) comes out plain.
func (f *numFormat) render(n float64) string {
	code := f.sections[0]
	abs := n
	switch {
	case n < 0 && len(f.sections) > 1:
		code, abs = f.sections[1], -n
	case n == 0 && len(f.sections) > 2:
		code = f.sections[2]
	}
	bare := stripLiterals(code)
	if !strings.ContainsAny(bare, "0#?") || strings.ContainsAny(bare, "/Ee@") || strings.Contains(strings.ToLower(bare), "general") {
		return plainNumber(n)
	}
	toks := lexFormat(code)
	if len(toks) == 0 {
		return plainNumber(n)
	}
	return place(toks, abs)
}

// fmtTok is a digit place (0 # ?), the point, or literal text.
type fmtTok struct {
	kind byte // '0' '#' '?' '.' or 'L'
	text string
}

func lexFormat(code string) []fmtTok {
	var toks []fmtTok
	rs := []rune(code)
	point := false
	for i := 0; i < len(rs); i++ {
		switch r := rs[i]; r {
		case '0', '#', '?':
			toks = append(toks, fmtTok{kind: byte(r)})
		case '.':
			if point {
				return nil
			}
			point = true
			toks = append(toks, fmtTok{kind: '.'})
		case ',':
			toks = append(toks, fmtTok{kind: ','})
		case '%':
			toks = append(toks, fmtTok{kind: '%', text: "%"})
		case '"':
			j := i + 1
			for j < len(rs) && rs[j] != '"' {
				j++
			}
			toks = append(toks, fmtTok{kind: 'L', text: string(rs[i+1 : j])})
			i = j
		case '\\':
			if i++; i < len(rs) {
				toks = append(toks, fmtTok{kind: 'L', text: string(rs[i])})
			}
		case '_', '*':
			i++
		case '[':
			j := i
			for j < len(rs) && rs[j] != ']' {
				j++
			}
			if body := string(rs[i+1 : min(j, len(rs))]); strings.HasPrefix(body, "$") {
				sym, _, _ := strings.Cut(body[1:], "-")
				toks = append(toks, fmtTok{kind: 'L', text: sym})
			}
			i = j
		default:
			toks = append(toks, fmtTok{kind: 'L', text: string(r)})
		}
	}
	return toks
}

// place fills the digits of n into the places of the format.
func place(toks []fmtTok, n float64) string {
	ints, decs, optional, zeros, group, percent := 0, 0, 0, 0, false, 0
	point, lastInt := false, -1
	for i, t := range toks {
		switch t.kind {
		case '.':
			point = true
		case '%':
			percent++
		case '0', '#', '?':
			if point {
				if decs++; t.kind == '#' {
					optional++
				} else {
					optional = 0
				}
				continue
			}
			ints++
			lastInt = i
			if t.kind == '0' || zeros > 0 {
				zeros++
			}
		}
	}
	scale := 0
	for i, t := range toks {
		if t.kind == ',' {
			if i < lastInt {
				group = true
			} else {
				scale++
			}
		}
	}
	n *= math.Pow(100, float64(percent)) / math.Pow(1000, float64(scale))
	digits := strconv.FormatFloat(math.Abs(roundAway(n, decs)), 'f', min(decs, 30), 64)
	whole, frac, _ := strings.Cut(digits, ".")
	for optional > 0 && strings.HasSuffix(frac, "0") {
		frac = frac[:len(frac)-1]
		optional--
	}
	if whole = strings.TrimLeft(whole, "0"); len(whole) < zeros {
		whole = strings.Repeat("0", zeros-len(whole)) + whole
	}
	var b strings.Builder
	if n < 0 && strings.Trim(digits, "0.") != "" {
		b.WriteByte('-')
	}
	left, seenInt, point := ints, 0, false
	for _, t := range toks {
		switch t.kind {
		case 'L', '%':
			b.WriteString(t.text)
		case '.':
			point = true
			if frac != "" {
				b.WriteString("." + frac)
			}
		case '0', '#', '?':
			if point {
				continue
			}
			// The first place takes the digits that have no place of their own.
			take := len(whole) - seenInt - (left - 1)
			for ; take > 0; take-- {
				b.WriteByte(whole[seenInt])
				seenInt++
				if rest := len(whole) - seenInt; group && rest > 0 && rest%3 == 0 {
					b.WriteByte(',')
				}
			}
			left--
		}
	}
	return b.String()
}

// roundAway rounds half away from zero at the decimals shown, judging by the
// 15 digits that spreadsheets keep (so 1.005 to two decimals is 1.01).
func roundAway(n float64, decs int) float64 {
	p := math.Pow(10, float64(min(decs, 15)))
	s := n * p
	if math.Abs(s) >= 1e15 {
		return n
	}
	if t, err := strconv.ParseFloat(strconv.FormatFloat(s, 'g', 15, 64), 64); err == nil {
		s = t
	}
	return math.Round(s) / p
}
