package schema

import (
	"regexp"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
)

var decimalForm = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,14})(\.[0-9]{0,7}[1-9])?$`)

// plainNumber strips what people write around a number: thousands commas, the unit.
func plainNumber(f *Field, s string) string {
	s = strings.NewReplacer(",", "", "，", "", " ", "").Replace(cn.NormalizeDigits(s))
	if f.Unit != "" {
		s = strings.TrimSuffix(s, f.Unit)
	}
	return s
}

// numberForm is what people write for one number; 0-8, a lone dash or a unit
// without a number are none.
var numberForm = regexp.MustCompile(`^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)$`)

// trimZeros drops what carries no meaning in a decimal: 0.40 is 0.4. What is
// no number becomes "".
func trimZeros(s string) string {
	if !numberForm.MatchString(s) {
		return ""
	}
	neg := s[0] == '-'
	s = strings.TrimLeft(s, "+-")
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	s = strings.TrimLeft(s, "0")
	if s == "" || s[0] == '.' {
		s = "0" + s
	}
	if neg && s != "0" {
		s = "-" + s
	}
	return s
}

type integerKind struct{}

func (integerKind) read(f *Field, s string, _ cn.Date) (string, string, error) {
	n, err := strconv.ParseInt(trimZeros(plainNumber(f, s)), 10, 64)
	if err != nil || n < 0 || n > 1<<53 {
		return "", "", errs.New(errs.Invalid, f.Label+"应是整数").Do("请只填数字，例如 1037")
	}
	return strconv.FormatInt(n, 10), "", nil
}
func (integerKind) show(_ *Field, v string) string { return v }
func (integerKind) canonical(_ *Field, v string) bool {
	n, err := strconv.ParseInt(v, 10, 64)
	return err == nil && n >= 0 && n <= 1<<53 && strconv.FormatInt(n, 10) == v
}

type decimalKind struct{}

func (decimalKind) read(f *Field, s string, _ cn.Date) (string, string, error) {
	if s = trimZeros(plainNumber(f, s)); !decimalForm.MatchString(s) {
		return "", "", errs.New(errs.Invalid, f.Label+"应是数字").Do("请只填数字，例如 0.4")
	}
	return s, "", nil
}
func (decimalKind) show(_ *Field, v string) string    { return v }
func (decimalKind) canonical(_ *Field, v string) bool { return decimalForm.MatchString(v) && v != "-0" }

type moneyKind struct{}

func (moneyKind) read(f *Field, s string, _ cn.Date) (string, string, error) {
	v, ok := readPlaces(strings.TrimSuffix(strings.TrimLeft(plainNumber(f, s), "¥￥"), "元"), 2)
	if !ok {
		return "", "", errs.New(errs.Invalid, f.Label+"应是金额，最多两位小数").Do("请填元，例如 1200 或 14.30")
	}
	return v, "", nil
}
func (moneyKind) show(_ *Field, v string) string    { return showPlaces(v, 2) }
func (moneyKind) canonical(_ *Field, v string) bool { return wholeNumber(v) }

type tenthsKind struct{}

func (tenthsKind) read(f *Field, s string, _ cn.Date) (string, string, error) {
	v, ok := readPlaces(strings.TrimSuffix(plainNumber(f, s), "分"), 1)
	if !ok {
		return "", "", errs.New(errs.Invalid, f.Label+"应是分数，最多一位小数").Do("例如 2 或 0.5")
	}
	return v, "", nil
}
func (tenthsKind) show(_ *Field, v string) string    { return showPlaces(v, 1) }
func (tenthsKind) canonical(_ *Field, v string) bool { return wholeNumber(v) }

// readPlaces reads a number of at most so many decimals as a whole number of its smallest part.
func readPlaces(s string, places int) (string, bool) {
	s = trimZeros(s)
	whole, frac, _ := strings.Cut(s, ".")
	if !decimalForm.MatchString(s) || len(frac) > places || len(whole) > 12 {
		return "", false
	}
	return trimZeros(whole + (frac + "00")[:places]), true
}

func showPlaces(v string, places int) string {
	sign, digits := "", v
	if strings.HasPrefix(v, "-") {
		sign, digits = "-", v[1:]
	}
	for len(digits) <= places {
		digits = "0" + digits
	}
	return sign + digits[:len(digits)-places] + "." + digits[len(digits)-places:]
}

func wholeNumber(v string) bool {
	n, err := strconv.ParseInt(v, 10, 64)
	return err == nil && strconv.FormatInt(n, 10) == v
}
