package schema

import (
	"strings"

	"chengzhuan/backend/cn"
)

type phoneKind struct{}

func (phoneKind) read(f *Field, s string, _ cn.Date) (string, string, error) {
	var out []string
	warning := ""
	// Signs are made plain before the numbers are parted: there are more signs
	// that become a comma, semicolon or slash than a list could name.
	for line := range strings.Lines(s) {
		for _, part := range strings.FieldsFunc(cn.NormalizeDigits(line), partsPhones) {
			p, w := cn.ReadPhone(part)
			if p == "" {
				continue
			}
			if w != "" {
				warning = w
			}
			out = append(out, p)
		}
	}
	return strings.Join(out, ","), warning, nil
}
func (phoneKind) show(_ *Field, v string) string { return strings.ReplaceAll(v, ",", "、") }
func (phoneKind) canonical(_ *Field, v string) bool {
	for _, part := range strings.Split(v, ",") {
		if p, _ := cn.ReadPhone(part); p != part || p == "" || strings.ContainsFunc(p, partsPhones) {
			return false
		}
	}
	return true
}

// partsPhones knows what stands between two numbers, in plain signs.
func partsPhones(r rune) bool { return r == ',' || r == '、' || r == ';' || r == '/' }

type idNumberKind struct{}

func (idNumberKind) read(_ *Field, s string, today cn.Date) (string, string, error) {
	id, err := cn.ParseID(s, today)
	if err != nil {
		return "", "", err
	}
	if id.Upgraded {
		return id.Text, "15 位证件号码已升为 18 位，请核对", nil
	}
	return id.Text, "", nil
}
func (idNumberKind) show(_ *Field, v string) string { return v }
func (idNumberKind) canonical(_ *Field, v string) bool {
	if len(v) != 18 {
		return false
	}
	// The form does not depend on today: the age is judged when a number is read.
	born, err := cn.ParseDate(v[6:10] + "-" + v[10:12] + "-" + v[12:14])
	if err != nil {
		return false
	}
	id, err := cn.ParseID(v, born)
	return err == nil && id.Text == v
}
