package schema_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/schema"
)

const today = cn.Date("2026-11-21")

var list = cn.NewCodeList("list", "清单", cn.Code{Code: "1", Label: "甲"}, cn.Code{Code: "2", Label: "乙"}, cn.Code{Code: "10", Label: "丙", Retired: true})

func field(k schema.Kind) *schema.Field {
	f := &schema.Field{Key: "f", Label: "栏目", Kind: k}
	switch k {
	case schema.Code, schema.Codes:
		f.Codes = list
	case schema.Ref:
		f.Ref = "others"
	case schema.Integer:
		f.Unit = "户"
	}
	return f
}

func TestRead(t *testing.T) {
	for _, c := range []struct {
		kind        schema.Kind
		input, want string
		show        string
	}{
		{schema.Text, "  仁寿门   社区\u00a0", "仁寿门 社区", "仁寿门 社区"},
		{schema.Text, "零\u200b宽", "零宽", "零宽"},
		{schema.Note, "一\r\n二\n", "一\n二", "一\n二"},
		{schema.Integer, "１，０３７ 户", "1037", "1037"},
		{schema.Integer, "007", "7", "7"},
		{schema.Integer, "0", "0", "0"},
		{schema.Integer, "12.0", "12", "12"},
		{schema.Decimal, "0.40", "0.4", "0.4"},
		{schema.Decimal, ".5", "0.5", "0.5"},
		{schema.Decimal, "-0.0", "0", "0"},
		{schema.Money, "14.30", "1430", "14.30"},
		{schema.Money, "￥1,200元", "120000", "1200.00"},
		{schema.Money, "0.05", "5", "0.05"},
		{schema.Money, "-3", "-300", "-3.00"},
		{schema.Tenths, "2", "20", "2.0"},
		{schema.Tenths, "０.5 分", "5", "0.5"},
		{schema.Tenths, "-1.0", "-10", "-1.0"},
		{schema.Date, "1975.3.16", "1975-03-16", "1975-03-16"},
		{schema.Date, "1975年3月", "1975-03", "1975-03"},
		{schema.Flag, "√", "1", "是"},
		{schema.Flag, "无", "0", "否"},
		{schema.Code, "甲", "1", "甲"},
		{schema.Code, "10", "10", "丙"},
		{schema.Codes, "乙、甲", "1,2", "甲、乙"},
		{schema.Codes, "丙;甲;甲", "1,10", "甲、丙"},
		{schema.Ref, "1z-2s", "1z-2s", "1z-2s"},
		{schema.Phone, "１３８ 0000 0001", "13800000001", "13800000001"},
		{schema.Phone, "027-8012 3456、13800000001", "027-80123456,13800000001", "027-80123456、13800000001"},
		{schema.Phone, "13800000001／13800000002", "13800000001,13800000002", "13800000001、13800000002"},
		{schema.Phone, "13800000001；\n13800000002﹑", "13800000001,13800000002", "13800000001、13800000002"},
		{schema.Phone, "\u037e", "", ""}, // a sign that looks like a semicolon and becomes one
		{schema.IDNumber, "42000019750316012x", "42000019750316012X", "42000019750316012X"},
		{schema.IDNumber, "420000520410003", "42000019520410003X", "42000019520410003X"},
	} {
		f := field(c.kind)
		got, _, err := f.Read(c.input, today)
		if err != nil || got != c.want || f.Show(got) != c.show || !f.Canonical(got) {
			t.Errorf("%s %q: read %q (want %q), shown %q, canonical %v, %v", c.kind, c.input, got, c.want, f.Show(got), f.Canonical(got), err)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for kind, inputs := range map[schema.Kind][]string{
		schema.Integer:  {"-1", "1.5", "三", "99999999999999999999", "-", "户", "0+5"},
		schema.Decimal:  {"1e5", "1.2.3", "约2", "0—8", "0-0", ".", "-+5"},
		schema.Money:    {"1.234", "很多", "0-8", "元", "--3"},
		schema.Tenths:   {"1.25", "两分", "分", "--3"},
		schema.Date:     {"1975-02-30", "1975-13", "昨天"},
		schema.Flag:     {"也许"},
		schema.Code:     {"丁"},
		schema.Codes:    {"甲、丁"},
		schema.Ref:      {"第一支部", "0-0"},
		schema.IDNumber: {"420000197503160120", "4.2000019750316E+17", "530000197302290011"},
		schema.Text:     {string(make([]rune, 0)) + longText()},
	} {
		f := field(kind)
		for _, in := range inputs {
			v, _, err := f.Read(in, today)
			e := errs.Of(err)
			if err == nil || e.Code != errs.Invalid || e.Field != "f" || e.Message == "" {
				t.Errorf("%s %q became %q, %v", kind, in, v, err)
			}
		}
	}
}

func longText() string {
	s := ""
	for range 201 {
		s += "长"
	}
	return s
}

type reader func(*schema.Field, string) (string, error)

func right(f *schema.Field, s string) (string, error) {
	v, _, err := f.Read(s, today)
	return v, err
}

// readLaw: what was read is canonical, and reading it, or what is shown of it, again gives the same.
func readLaw(read reader, kind schema.Kind, in string) error {
	f := field(kind)
	v, err := read(f, in)
	if err != nil {
		return nil
	}
	if !f.Canonical(v) {
		return fmt.Errorf("%s: %q read as %q, which is not canonical", kind, in, v)
	}
	for _, text := range []string{v, f.Show(v)} {
		if (kind == schema.Money || kind == schema.Tenths) && text == v {
			continue // the canonical text is fen or tenths, people write yuan or points
		}
		if again, err := read(f, text); err != nil || again != v {
			return fmt.Errorf("%s: %q read as %q, then %q as %q, %v", kind, in, v, text, again, err)
		}
	}
	return nil
}

func TestReadLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom(schema.Kinds()).Draw(t, "kind")
		in := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("0123456789+-()（）转.,，、;；/／\u037e﹑'’—－ 　\n"))), rapid.StringMatching(`-?[0-9]{0,12}(\.[0-9]{0,4})?`), rapid.StringMatching(`(19|20)[0-9]{2}[-./年]?[01]?[0-9]?[-./月]?[0-3]?[0-9]?日?`),
			rapid.SampledFrom([]string{"甲、乙", "是", "13800000001", "42000019750316012X", "1z-2s"})).Draw(t, "input")
		if err := readLaw(right, kind, in); err != nil {
			t.Fatal(err)
		}
	})
}

// Readers that are wrong in one way each must break the law on an input that the right one passes.
func TestReadLawCatches(t *testing.T) {
	for name, c := range map[string]struct {
		read reader
		kind schema.Kind
		in   string
	}{
		"keeps a blank": {func(f *schema.Field, s string) (string, error) { v, err := right(f, s); return v + " ", err }, schema.Text, "仁寿门"},
		"keeps zeros":   {func(f *schema.Field, s string) (string, error) { return s, nil }, schema.Decimal, "0.40"},
		"adds each time": {func(f *schema.Field, s string) (string, error) {
			v, err := right(f, s)
			return v + "0", err
		}, schema.Integer, "7"},
	} {
		if err := readLaw(right, c.kind, c.in); err != nil {
			t.Errorf("%s: the right reader breaks the law: %v", name, err)
		}
		if readLaw(c.read, c.kind, c.in) == nil {
			t.Errorf("the law does not notice a reader that %s", name)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"1975.3.16", "甲、乙", "0.40", "420000520410003", "\xff\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, k := range schema.Kinds() {
			fd := field(k)
			if v, _, err := fd.Read(s, today); err == nil && !fd.Canonical(v) {
				t.Errorf("%s: %q read as %q, which is not canonical", k, s, v)
			}
		}
	})
}

func TestMaskedHidesTheSecret(t *testing.T) {
	for _, c := range []struct {
		field schema.Field
		value string
		want  string
	}{
		{schema.Field{Kind: schema.IDNumber}, "42000019750316012X", "420***********012X"},
		{schema.Field{Kind: schema.Phone}, "13800001234,027-80123456", "138****1234、" + cn.MaskPhone("027-80123456")},
		{schema.Field{Kind: schema.Text}, "因病", "***"},
		{schema.Field{Kind: schema.Text, Mask: schema.MaskName}, "张红梅", "张**"},
		{schema.Field{Kind: schema.Flag, Mask: schema.HideAll}, "1", "***"},
		{schema.Field{Kind: schema.Text}, "", ""},
	} {
		if got := c.field.Masked(c.value); got != c.want {
			t.Errorf("%v %q masked as %q, want %q", c.field.Kind, c.value, got, c.want)
		}
	}
}

// What a list or an export shows of a private value is never read back as the value.
func TestMaskedIsNotRead(t *testing.T) {
	phone := &schema.Field{Key: "mobile", Label: "手机", Kind: schema.Phone, Private: true}
	if _, _, err := phone.Read("138****0001", "2026-11-22"); !errs.Is(err, errs.Invalid) {
		t.Error(err)
	}
	if v, _, err := phone.Read("13800000001", "2026-11-22"); err != nil || v != "13800000001" {
		t.Error(v, err)
	}
}

func TestFilesInValues(t *testing.T) {
	photo, page := schema.FileText([]byte("\xff\xd8\xff the rest")), schema.FileText([]byte("%PDF-1.4 the rest"))
	for _, c := range []struct {
		kind  schema.Kind
		value string
		good  bool
	}{
		{schema.Image, photo, true},
		{schema.Paper, page, true},
		{schema.Image, page, false},
		{schema.Paper, photo, false},
		{schema.Image, photo + "=", false},
		{schema.Image, photo[:len(photo)-1] + "!", false},
		{schema.Image, "C:\\照片.jpg", false},
		{schema.Image, schema.FileText(append([]byte("\xff\xd8\xff"), make([]byte, 512<<10)...)), false},
	} {
		f := field(c.kind)
		if got := f.Canonical(c.value); got != c.good {
			t.Errorf("%s, %.20s…: canonical %v", c.kind, c.value, got)
		}
		v, _, err := f.Read(c.value, today)
		if (err == nil) != c.good || c.good && v != c.value {
			t.Errorf("%s, %.20s…: read with %v", c.kind, c.value, err)
		}
		if !c.good && errs.Of(err).Hint == "" {
			t.Errorf("%s: %v does not say what to do", c.kind, err)
		}
		if shown := f.Show(c.value); c.good && len(shown) > 30 {
			t.Errorf("%s is shown as %q", c.kind, shown)
		}
	}
}
