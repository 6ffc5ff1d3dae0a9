package bind_test

import (
	"context"
	"strings"
	"testing"

	"chengzhuan/backend/bind"
	"chengzhuan/backend/caller"
)

// What goes out is what was previewed, and comes in once.
func TestUpward(t *testing.T) {
	d := bind.NewDesk(bind.Config{Dir: t.TempDir(), Version: "1.2.3", Face: caller.Browser})
	if err := d.Open(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	var up *bind.Upward
	var book *bind.Book
	var records *bind.Records
	for _, b := range d.Bound() {
		switch b := b.(type) {
		case *bind.Upward:
			up = b
		case *bind.Book:
			book = b
		case *bind.Records:
			records = b
		}
	}
	if _, err := book.Create("仁寿门社区", "张红梅"); err != nil {
		t.Fatal(err)
	}
	form, err := up.Form()
	if err != nil || len(form.Sections) != 9 || len(form.Chosen) != 9 || form.Span != "month" {
		t.Fatalf("%+v, %v", form, err)
	}
	q := bind.UpwardRequest{From: "2026-01", To: "2026-03", Span: "quarter", Sections: []string{"homes", "estate_list"}}
	seen, err := up.Preview(q)
	if err != nil || seen.Title != "仁寿门社区2026年第一季度上报" || len(seen.Sections) != 2 || len(seen.Fingerprint) != 19 || seen.PC != "1号机" {
		t.Fatalf("%+v, %v", seen, err)
	}
	if _, err := records.Save("estates", "", []bind.FieldInput{{Key: "name", Input: "古楼里"}}, nil, false); err != nil {
		t.Fatal(err)
	}
	if _, err := up.Make(q, seen.Digest); err == nil || !strings.Contains(err.Error(), `"conflict"`) {
		t.Errorf("something else goes out than was seen: %v", err)
	}
	if seen, err = up.Preview(q); err != nil || len(seen.Sections[1].Rows) != 1 {
		t.Fatalf("%+v, %v", seen, err)
	}
	made, err := up.Make(q, seen.Digest)
	if err != nil || !strings.HasSuffix(made.File.Name, ".czr") || made.Fingerprint != seen.Fingerprint || int(made.File.Size) != made.Size {
		t.Fatalf("%+v, %v", made, err)
	}
	if form, err = up.Form(); err != nil || strings.Join(form.Chosen, " ") != "homes estate_list" || form.Span != "quarter" {
		t.Errorf("%+v, %v", form, err)
	}
	taken, err := up.Import([]string{made.File.Token, made.File.Token})
	if err != nil || len(taken) != 2 || taken[0].Known || !taken[1].Known || taken[0].Error != "" {
		t.Fatalf("%+v, %v", taken, err)
	}
	list, err := up.Received()
	if err != nil || len(list) != 1 || list[0].Fingerprint != seen.Fingerprint {
		t.Fatalf("%+v, %v", list, err)
	}
	got, err := up.Find(list[0].ID)
	if err != nil || len(got.Sections) != 2 || got.Sections[1].Rows[0].Key != "古楼里" {
		t.Errorf("%+v, %v", got, err)
	}
	if c, err := up.Compare(list[0].ID, list[0].ID); err != nil || c.Differs != 0 || len(c.Lines) == 0 {
		t.Errorf("%+v, %v", c, err)
	}
	for _, other := range []string{"", list[0].ID} {
		if f, err := up.Export(list[0].ID, other); err != nil || !strings.HasSuffix(f.Name, ".xlsx") {
			t.Errorf("%+v, %v", f, err)
		}
	}
	if _, err := up.SetNote(list[0].ID, " 已核对 "); err != nil {
		t.Error(err)
	}
	if list, err = up.Received(); err != nil || list[0].Note != "已核对" {
		t.Errorf("%+v, %v", list, err)
	}
	gone, err := up.Remove(list[0].ID)
	if err != nil || gone.Change == "" {
		t.Fatalf("%+v, %v", gone, err)
	}
	for name, bad := range map[string]func() error{
		"no section": func() error {
			_, err := up.Preview(bind.UpwardRequest{From: "2026-01", To: "2026-01"})
			return err
		},
		"no period":   func() error { _, err := up.Preview(bind.UpwardRequest{Sections: []string{"homes"}}); return err },
		"no file":     func() error { _, err := up.Import(nil); return err },
		"gone report": func() error { _, err := up.Find(list[0].ID); return err },
		"no window":   func() error { _, err := up.Choose(); return err },
	} {
		if err := bad(); err == nil || !strings.Contains(err.Error(), `"hint"`) && name != "no window" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
