package upward

import (
	"crypto/ed25519"
	"strings"
	"testing"

	"chengzhuan/backend/errs"
)

// Sample is a small report that needs no book.
func Sample() *Report {
	return &Report{
		Version: 1, Program: "1.0.0", Community: "仁寿门社区", Street: "仁寿门街道", Title: "仁寿门社区2026年11月上报",
		From: "2026-11-01", To: "2026-11-30", Made: "2026-11-22 10:30:15",
		Sections: []Section{
			{Key: "members", Label: "党员队伍", Note: "按组织关系统计。", Figures: []Figure{{Key: "all", Group: "合计", Label: "党员总数", Value: "251", Unit: "人"}, {Key: "sex.2", Group: "性别", Label: "女", Value: "<3", Unit: "人"}}, Columns: []Column{}, Rows: []Row{}},
			{Key: "grid_list", Label: "网格名单", Figures: []Figure{}, Columns: []Column{{Key: "name", Label: "网格名称"}, {Key: "households", Label: "户数", Unit: "户", Number: true}},
				Rows: []Row{{Key: "第一网格", Cells: []string{"第一网格", "216"}}, {Key: "第一网格（2）", Cells: []string{"第一网格", ""}}}},
		},
	}
}

type testPen struct{ key ed25519.PrivateKey }

func (testPen) Name() string                { return "1号机" }
func (p testPen) Public() ed25519.PublicKey { return p.key.Public().(ed25519.PublicKey) }
func (p testPen) Sign(m []byte) []byte      { return ed25519.Sign(p.key, m) }

// A report that its own signer made malformed is refused as well.
func TestMalformedReports(t *testing.T) {
	by := testPen{ed25519.NewKeyFromSeed(make([]byte, 32))}
	if f, err := wrap(Sample(), by, nil, nil); err != nil {
		t.Fatal(err)
	} else if _, err := Read(f.bytes); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*Report){
		"version":          func(r *Report) { r.Version = 0 },
		"no community":     func(r *Report) { r.Community = "" },
		"period":           func(r *Report) { r.To = "2026-10-01" },
		"date":             func(r *Report) { r.From = "2026-02-30" },
		"time":             func(r *Report) { r.Made = "2026-11-22 25:00:00" },
		"no section":       func(r *Report) { r.Sections = nil },
		"section twice":    func(r *Report) { r.Sections[1].Key = "members" },
		"section key":      func(r *Report) { r.Sections[0].Key = "Members!" },
		"figure twice":     func(r *Report) { r.Sections[0].Figures[1].Key = "all" },
		"line end":         func(r *Report) { r.Sections[0].Figures[0].Value = "1\n2" },
		"turned writing":   func(r *Report) { r.Sections[0].Label = "党员\u202e队伍" },
		"long text":        func(r *Report) { r.Sections[0].Figures[0].Label = strings.Repeat("长", 201) },
		"ragged list":      func(r *Report) { r.Sections[1].Rows[0].Cells = []string{"一"} },
		"line twice":       func(r *Report) { r.Sections[1].Rows[1].Key = "第一网格" },
		"figures and list": func(r *Report) { r.Sections[1].Figures = r.Sections[0].Figures },
	} {
		r := Sample()
		spoil(r)
		if _, err := Seal(t.Context(), r, by); !errs.Is(err, errs.Internal) {
			t.Errorf("%s is written: %v", name, err)
		}
		f, err := wrap(r, by, []byte("%PDF-"), []byte("PK"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Read(f.bytes); !errs.Is(err, errs.Damaged) {
			t.Errorf("%s is read: %v", name, err)
		}
	}
}
