package cn_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
)

const today = cn.Date("2026-11-21")

func TestParseID(t *testing.T) {
	const female, male = "2", "1"
	for _, c := range []struct {
		in, text, birth, sex string
	}{
		{"42000019750316012X", "42000019750316012X", "1975-03-16", female},
		{"420000197503160226", "420000197503160226", "1975-03-16", female},
		{"370000194901010014", "370000194901010014", "1949-01-01", male},
		{"530000198808088886", "530000198808088886", "1988-08-08", female},
		{"110000199912310041", "110000199912310041", "1999-12-31", female},
		{"420000200111153179", "420000200111153179", "2001-11-15", male},
		{"370000196210050032", "370000196210050032", "1962-10-05", male},
		{"530000197202290014", "530000197202290014", "1972-02-29", male},
		{"110000196806180067", "110000196806180067", "1968-06-18", female},
		{"42000019750316012x", "42000019750316012X", "1975-03-16", female},
		{"420000520410003", "42000019520410003X", "1952-04-10", male},
		{"11010519491231002X", "11010519491231002X", "1949-12-31", female}, // from the standard
		{"４２００００１９７５０３１６０１２Ｘ", "42000019750316012X", "1975-03-16", female},
		{" 420000 19750316 012X\u00a0", "42000019750316012X", "1975-03-16", female},
		{"'420000-19750316-012x", "42000019750316012X", "1975-03-16", female},
		{"42000019750316012Х", "42000019750316012X", "1975-03-16", female}, // a Cyrillic letter
	} {
		id, err := cn.ParseID(c.in, today)
		want := cn.ID{Text: c.text, Birth: cn.Date(c.birth), Sex: c.sex, Upgraded: len(c.in) == 15}
		if err != nil || id != want {
			t.Errorf("ParseID(%q) = %+v, %v, want %+v", c.in, id, err, want)
		}
	}
	for in, message := range map[string]string{
		"420000197503160120":    "公民身份号码校验码错误，可能有一位写错",
		"530000197302290011":    "公民身份号码里的出生日期不存在",
		"420000197513160123":    "公民身份号码里的出生日期不存在",
		"420000209912310032":    "公民身份号码里的出生日期在今天之后",
		"990000197503160139":    "公民身份号码开头的两位不是省份代码",
		"440524188001010014":    "按公民身份号码推算，年龄超过 120 岁",
		"":                      "没有公民身份号码",
		"4200001975031601":      "公民身份号码应为 18 位，现在是 16 位",
		"4.2E+17":               "公民身份号码应为 18 位，现在是 7 位",
		"42000O197503160226":    "公民身份号码第 6 位应为数字",
		"42000052041000X":       "公民身份号码第 15 位应为数字",
		"42000019750316012Y":    "公民身份号码最后一位应为数字或 X",
		"420000731301001":       "公民身份号码里的出生日期不存在",
		"王芳王芳王芳":                "公民身份号码应为 18 位，现在是 6 位",
		"000000197503160139":    "公民身份号码开头的两位不是省份代码",
		"4200001975031601226\n": "公民身份号码应为 18 位，现在是 19 位",
	} {
		id, err := cn.ParseID(in, today)
		if err == nil || errs.Of(err).Message != message || !errs.Is(err, errs.Invalid) || id != (cn.ID{}) {
			t.Errorf("ParseID(%q) = %+v, %v, want %s", in, id, err, message)
		}
	}
	if _, err := cn.ParseID("420000209912310032", ""); err != nil {
		t.Error("without today the future is not checked", err)
	}
	for body, ok := range map[string]bool{"42000019061121001": true, "42000019051121001": false} {
		check, _ := cn.IDCheckDigit(body)
		if _, err := cn.ParseID(body+string(rune(check)), today); (err == nil) != ok {
			t.Errorf("120 years are accepted, 121 are not: %s: %v", body, err)
		}
	}
}

// drawID makes a valid number of 18 signs.
func drawID(rt *rapid.T) (text string, birth cn.Date, sex string) {
	province := rapid.SampledFrom([]string{"11", "15", "21", "37", "42", "46", "53", "65", "71", "82"}).Draw(rt, "province")
	birth = cn.Date("1910-01-01").AddDays(rapid.IntRange(0, 42000).Draw(rt, "birth"))
	seq := rapid.IntRange(1, 999).Draw(rt, "sequence")
	body := fmt.Sprintf("%s0000%s%03d", province, strings.ReplaceAll(string(birth), "-", ""), seq)
	check, ok := cn.IDCheckDigit(body)
	if !ok {
		rt.Fatal("no check digit for", body)
	}
	return body + string(rune(check)), birth, fmt.Sprint(2 - seq%2)
}

// idLaw: what was put in comes out, and one wrong or two swapped digits are noticed.
func idLaw(parse func(string, cn.Date) (cn.ID, error)) law {
	return func(rt *rapid.T) error {
		text, birth, sex := drawID(rt)
		if id, err := parse(text, today); err != nil || id.Birth != birth || id.Sex != sex || id.Text != text {
			return fmt.Errorf("%s: %+v, %v", text, id, err)
		}
		at, other := rapid.IntRange(0, 16).Draw(rt, "at"), rapid.IntRange(0, 9).Draw(rt, "other")
		wrong := []byte(text)
		if wrong[at] = byte('0' + other); string(wrong) != text {
			if _, err := parse(string(wrong), today); err == nil {
				return fmt.Errorf("%s: wrong digit %d not noticed", text, at)
			}
		}
		swapped := []byte(text)
		if at < 16 {
			if swapped[at], swapped[at+1] = swapped[at+1], swapped[at]; string(swapped) != text {
				if _, err := parse(string(swapped), today); err == nil {
					return fmt.Errorf("%s: swapped digits %d not noticed", text, at)
				}
			}
		}
		if birth.Year() < 2000 && birth.Year() >= 1907 {
			id, err := parse(text[:6]+text[8:17], today)
			if err != nil || id.Text != text || !id.Upgraded {
				return fmt.Errorf("%s: upgrade gives %+v, %v", text, id, err)
			}
		}
		return nil
	}
}

func TestIDLaw(t *testing.T) {
	holds(t, idLaw(cn.ParseID))
	caught(t, idLaw(func(s string, today cn.Date) (cn.ID, error) { // ignores the check digit
		id, err := cn.ParseID(s, today)
		if err != nil && len(s) == 18 {
			if check, ok := cn.IDCheckDigit(s[:17]); ok {
				return cn.ParseID(s[:17]+string(rune(check)), today)
			}
		}
		return id, err
	}))
}

func TestIDFromNumber(t *testing.T) {
	for in, want := range map[string]string{
		"420000520410003": "420000520410003", "4.20000520410003E+14": "420000520410003", "420000520410003.0": "420000520410003",
		"4.20000520410003e14": "420000520410003", "４２００００５２０４１０００３": "420000520410003", "420000520410000": "420000520410000",
	} {
		if got, err := cn.IDFromNumber(in); err != nil || got != want {
			t.Errorf("%s: %q, %v", in, got, err)
		}
	}
	for in, part := range map[string]string{
		"4.2000019750316E+17": "末尾几位已经丢失", "420000197503160000": "末尾几位已经丢失", "420000197503160226": "末尾几位已经丢失", "4.2E+17": "末尾几位已经丢失",
		"": "不是公民身份号码", "12.5": "不是公民身份号码", "王芳": "不是公民身份号码", "-420000520410003": "不是公民身份号码", "4.2E": "不是公民身份号码", "4E+99": "不是公民身份号码",
		"42000019750316": "现在是 14 位", "0": "不是公民身份号码",
	} {
		got, err := cn.IDFromNumber(in)
		if err == nil || got != "" || !strings.Contains(err.Error(), part) || !errs.Is(err, errs.Invalid) {
			t.Errorf("%s: %q, %v, want %s", in, got, err, part)
		}
		if part == "末尾几位已经丢失" && !strings.Contains(errs.Of(err).Hint, "设为文本格式") {
			t.Errorf("%s: the hint says how to repair it: %q", in, errs.Of(err).Hint)
		}
	}
}

func FuzzParseID(f *testing.F) {
	for _, s := range []string{"42000019750316012X", "420000520410003", "530000197302290011", "４２００００１９７５０３１６０１２Ｘ", "420000-19750316-012x", "\xff\xfe", "420000５２０４１０００３"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		id, err := cn.ParseID(s, today)
		if err != nil {
			if !errs.Is(err, errs.Invalid) || !utf8.ValidString(err.Error()) {
				t.Errorf("%q: %v", s, err)
			}
			if len(s) > 6 && utf8.ValidString(s) && strings.Contains(err.Error()+errs.Of(err).Hint, s) {
				t.Errorf("the message repeats the number %q", s)
			}
			return
		}
		if again, err := cn.ParseID(id.Text, today); err != nil || again.Text != id.Text || again.Birth != id.Birth || again.Sex != id.Sex {
			t.Errorf("%q: %+v read again as %+v, %v", s, id, again, err)
		}
		if len(id.Text) != 18 || !id.Birth.Full() || id.Birth > today || strings.ReplaceAll(string(id.Birth), "-", "") != id.Text[6:14] {
			t.Errorf("%q: %+v", s, id)
		}
		cn.IDFromNumber(s)
	})
}

func BenchmarkParseID(b *testing.B) {
	for b.Loop() {
		if _, err := cn.ParseID("42000019750316012X", today); err != nil {
			b.Fatal(err)
		}
	}
}
