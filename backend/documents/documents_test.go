package documents_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"unicode"

	"chengzhuan/backend/documents"
	"chengzhuan/backend/errs"
)

var press = documents.New(fonts)

// document is any of them with its sample filled in.
type document struct {
	name string
	make func(documents.Options) ([]byte, error)
}

func all() []document {
	return append([]document{
		{"member_roster", func(o documents.Options) ([]byte, error) { return press.MemberRoster(sampleRoster(60), o) }},
		{"member_card", func(o documents.Options) ([]byte, error) { return press.MemberCard(sampleCard(), o) }},
		{"duty_roster", func(o documents.Options) ([]byte, error) { return press.DutyRoster(sampleDuty(), o) }},
		{"org_chart", func(o documents.Options) ([]byte, error) { return press.OrgChart(sampleChart(20), o) }},
	}, append(append(append(fieldwork(), lifeMade()...), pointsMade()...), noticesMade()...)...)
}

// must takes the two results of a document and fails on the second.
func must(t testing.TB) func([]byte, error) []byte {
	return func(b []byte, err error) []byte {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
}

func tool(t testing.TB, stdin []byte, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed", name)
	}
	cmd := exec.Command(name, args...)
	cmd.Stdin = bytes.NewReader(stdin)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func text(t testing.TB, pdf []byte) string { return tool(t, pdf, "pdftotext", "-raw", "-", "-") }

// solid drops blanks and line ends.
func solid(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// TestEveryPaper prints each document on every paper of the catalogue, for
// every audience and theme, whole and tiled: no error, a sound file.
func TestEveryPaper(t *testing.T) {
	infos := documents.Catalogue()
	for i, d := range all() {
		info := infos[i]
		if info.Key != d.name {
			t.Fatalf("catalogue has %s where %s is tested", info.Key, d.name)
		}
		for _, paper := range info.Papers {
			for _, a := range info.Audiences {
				themes := info.Themes
				if len(themes) == 0 {
					themes = []documents.Theme{""}
				}
				for _, theme := range themes {
					for _, tile := range []string{"", "A4"} {
						o := documents.Options{Paper: paper, Audience: a, Theme: theme, Tile: tile, Created: printed}
						t.Run(fmt.Sprintf("%s-%s-%s-%s-%s", d.name, paper, a, theme, tile), func(t *testing.T) {
							pdf := must(t)(d.make(o))
							if theme != themes[0] || a != info.Audiences[0] {
								return // one of each is enough for the slow check
							}
							path := filepath.Join(t.TempDir(), "x.pdf")
							if err := os.WriteFile(path, pdf, 0o600); err != nil {
								t.Fatal(err)
							}
							tool(t, nil, "qpdf", "--check", path)
						})
					}
				}
			}
		}
	}
}

func TestSameModelSameBytes(t *testing.T) {
	for _, d := range all() {
		o := documents.Options{Created: printed}
		want := must(t)(d.make(o))
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				if got, err := d.make(o); err != nil || !bytes.Equal(got, want) {
					t.Errorf("%s: other bytes (%v)", d.name, err)
				}
			})
		}
		wg.Wait()
	}
}

// fields lists the texts of a model.
func fields(v any) (out []string) {
	var walk func(reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.String:
			out = append(out, v.String())
		case reflect.Pointer:
			if !v.IsNil() {
				walk(v.Elem())
			}
		case reflect.Struct:
			for i := range v.NumField() {
				walk(v.Field(i))
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		}
	}
	walk(reflect.ValueOf(v))
	return out
}

// TestNothingIsLost looks for the characters of every field in the page. The
// order of boxes differs, so each field's characters are counted.
func TestNothingIsLost(t *testing.T) {
	o := documents.Options{Created: printed}
	for _, c := range []struct {
		name  string
		model any
		pdf   []byte
	}{
		{"roster", sampleRoster(45), must(t)(press.MemberRoster(sampleRoster(45), o))},
		{"card", sampleCard(), must(t)(press.MemberCard(sampleCard(), o))},
		{"duty", sampleDuty(), must(t)(press.DutyRoster(sampleDuty(), o))},
		{"chart", sampleChart(40), must(t)(press.OrgChart(sampleChart(40), o))},
	} {
		if l := lacking(text(t, c.pdf), fields(c.model)); l != "" {
			t.Errorf("%s lacks %s", c.name, l)
		}
	}
	if lacking("王", []string{"王", "王"}) == "" {
		t.Error("a lost field passes")
	}
}

func lacking(page string, want []string) string {
	have := map[rune]int{}
	for _, r := range solid(page) {
		have[r]++
	}
	for _, s := range want {
		for _, r := range solid(s) {
			if have[r]--; have[r] < 0 {
				return fmt.Sprintf("%c of %q", r, s)
			}
		}
	}
	return ""
}

func TestRosterRowsAPage(t *testing.T) {
	for _, paper := range []string{"A4", "A3"} {
		m := sampleRoster(300)
		for i := range m.Members {
			m.Members[i].Name, m.Members[i].Workplace = "王芳", "退休"
		}
		pdf := must(t)(press.MemberRoster(m, documents.Options{Paper: paper, Created: printed}))
		pages := strings.Count(text(t, pdf), "\f")
		if per := 300 / pages; per < 20 || per > 25 {
			t.Errorf("%s: %d pages, %d rows a page", paper, pages, per)
		}
		if want := fmt.Sprintf("第1页共%d页", pages); !strings.Contains(solid(text(t, pdf)), want) {
			t.Errorf("%s: no %q", paper, want)
		}
	}
}

func TestWallNeverShowsIDNumbers(t *testing.T) {
	m := sampleRoster(30)
	m.Members[3].IDNumber = "420000194912310026"
	o := documents.Options{Audience: documents.Wall, Created: printed}
	page := text(t, must(t)(press.MemberRoster(m, o)))
	if strings.Contains(page, "420000194912310026") || strings.Contains(page, "420***") || strings.Contains(page, "内部资料") || strings.Contains(page, "身份") {
		t.Error("the wall roster shows ID numbers or the internal stamp")
	}
	page = text(t, must(t)(press.MemberRoster(m, documents.Options{Created: printed})))
	if !strings.Contains(page, "420000194912310026") || !strings.Contains(solid(page), "内部资料") {
		t.Error("the internal roster lacks the ID number or the stamp")
	}
}

func TestEmptyModels(t *testing.T) {
	o := documents.Options{Created: printed}
	page := text(t, must(t)(press.MemberRoster(documents.MemberRoster{}, o)))
	if !strings.Contains(page, "还没有党员") {
		t.Error("an empty roster does not say so")
	}
	must(t)(press.MemberCard(documents.MemberCard{}, o))
	for month := 1; month <= 12; month++ {
		page = text(t, must(t)(press.DutyRoster(documents.DutyRoster{Year: 2027, Month: month}, o)))
		for _, s := range []string{"带班", "白班", "夜班", "星期日", "值班电话"} {
			if !strings.Contains(page, s) {
				t.Errorf("month %d lacks %s", month, s)
			}
		}
	}
	one := &documents.OrgUnit{Name: "中共仁寿门社区委员会", Members: -1}
	page = text(t, must(t)(press.OrgChart(documents.OrgChart{Root: one}, o)))
	if !strings.Contains(solid(page), one.Name) || strings.Contains(page, "名") {
		t.Errorf("a chart of one: %s", page)
	}
}

func TestLongTextsFlow(t *testing.T) {
	m := sampleCard()
	m.Rewards = strings.Repeat("二〇一九年七月　社区抗洪先进个人；", 200)
	pdf := must(t)(press.MemberCard(m, documents.Options{Created: printed}))
	if n := strings.Count(solid(text(t, pdf)), "抗"); n != 200 {
		t.Errorf("%d of 200", n)
	}
}

func TestRefusals(t *testing.T) {
	crowd := sampleDuty()
	for range 60 {
		crowd.Days[6].Night = append(crowd.Days[6].Night, "阿卜杜热合曼·阿卜杜外力")
	}
	for _, c := range []struct {
		name string
		code errs.Code
		says string
		err  error
	}{
		{"paper", errs.Invalid, "信纸", second(press.MemberRoster(sampleRoster(1), documents.Options{Paper: "信纸"}))},
		{"tile", errs.Invalid, "A9", second(press.MemberRoster(sampleRoster(1), documents.Options{Tile: "A9"}))},
		{"theme", errs.Invalid, "样式", second(press.DutyRoster(sampleDuty(), documents.Options{Theme: "blue"}))},
		{"card on the wall", errs.Denied, "用途", second(press.MemberCard(sampleCard(), documents.Options{Audience: documents.Wall}))},
		{"month", errs.Invalid, "年月", second(press.DutyRoster(documents.DutyRoster{Year: 2026, Month: 13}, documents.Options{}))},
		{"crowded day", errs.Invalid, "7日", second(press.DutyRoster(crowd, documents.Options{}))},
		{"no chart", errs.Invalid, "党组织", second(press.OrgChart(documents.OrgChart{}, documents.Options{}))},
		{"chart too small", errs.Invalid, "纸", second(press.OrgChart(sampleChart(90), documents.Options{Paper: "A4"}))},
	} {
		if !errs.Is(c.err, c.code) || !strings.Contains(c.err.Error(), c.says) || errs.Of(c.err).Hint == "" {
			t.Errorf("%s: %v", c.name, c.err)
		}
	}
}

func second(_ []byte, err error) error { return err }

func TestTitleOfAnyLengthFits(t *testing.T) {
	m := sampleDuty()
	for _, n := range []int{1, 10, 20, 40} {
		m.Title = strings.Repeat("值", n)
		if _, err := press.DutyRoster(m, documents.Options{Created: printed}); err != nil {
			t.Errorf("%d characters: %v", n, err)
		}
	}
}
