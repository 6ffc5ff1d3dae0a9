package photos_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"strings"
	"testing"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/photos"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

var ctx = as("张红梅")

func as(operator string) context.Context {
	return caller.With(context.Background(), caller.Caller{Operator: operator, Face: caller.Command})
}

func open(t *testing.T) (*ledger.Ledger, *photos.Desk) {
	t.Helper()
	s, err := store.Open(ctx, t.TempDir(), registers.All(), store.Options{Create: &store.NewBook{Name: "测试社区"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	l := ledger.New(s)
	return l, photos.New(l)
}

func put(t *testing.T, l *ledger.Ledger, register string, pairs ...string) string {
	t.Helper()
	d := registers.Find(register)
	v := d.New()
	for i := 0; i < len(pairs); i += 2 {
		v[d.Index(pairs[i])] = pairs[i+1]
	}
	var id string
	_, err := l.Store.Write(ctx, store.Meta{Kind: "create"}, func(tx *store.Tx) error {
		made, err := tx.Create(d, v)
		id = made.String()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func picture(t *testing.T) photos.Fresh {
	t.Helper()
	p, err := photos.Shrink(camera(t, image.NewGray(image.Rect(0, 0, 40, 30)), 6, binary.LittleEndian))
	if err != nil {
		t.Fatal(err)
	}
	return photos.Fresh{Picture: p}
}

func TestPhotosOfARecord(t *testing.T) {
	l, d := open(t)
	project := put(t, l, "projects", "name", "楼道照明改造")
	before, after := picture(t), picture(t)
	if err := before.Read("改造前", " 三单元  门厅 "); err != nil {
		t.Fatal(err)
	}
	if err := after.Read("3", ""); err != nil {
		t.Fatal(err)
	}
	added, err := d.Add(ctx, "projects", project, []photos.Fresh{before, after})
	if err != nil || len(added.IDs) != 2 {
		t.Fatalf("%+v, %v", added, err)
	}
	list, err := d.List(ctx, "projects", project)
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	want := photos.Photo{ID: added.IDs[0], Stage: registers.PhotoBefore, Caption: "三单元 门厅", Taken: "2026-11-20", Width: 30, Height: 40, Bytes: len(before.JPEG)}
	if list[0] != want || list[1].Stage != registers.PhotoAfter {
		t.Errorf("%+v", list)
	}
	if got, err := d.JPEG(ctx, list[0].ID); err != nil || !bytes.Equal(got, before.JPEG) {
		t.Errorf("another picture came back: %v", err)
	}

	// Words change, a photo goes and comes back.
	if _, err := d.Describe(ctx, list[1].ID, registers.PhotoDuring, "刷漆"); err != nil {
		t.Fatal(err)
	}
	change, err := d.Remove(ctx, list[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if list, _ := d.List(ctx, "projects", project); len(list) != 1 || list[0].Stage != registers.PhotoDuring || list[0].Caption != "刷漆" {
		t.Errorf("after changing one and removing the other: %+v", list)
	}
	if _, err := d.JPEG(ctx, want.ID); errs.Of(err).Code != errs.NotFound {
		t.Errorf("a removed photo is still shown: %v", err)
	}
	if _, err := l.Undo(ctx, change); err != nil {
		t.Fatal(err)
	}
	if list, _ := d.List(ctx, "projects", project); len(list) != 2 {
		t.Errorf("undo brought back %+v", list)
	}
}

func TestPhotosAreBounded(t *testing.T) {
	l, d := open(t)
	visit := put(t, l, "visits", "date", "2026-11-20", "lead", "李娟")
	p := picture(t)
	many := make([]photos.Fresh, 29)
	for i := range many {
		many[i] = p
	}
	if _, err := d.Add(ctx, "visits", visit, many); err != nil {
		t.Fatal(err)
	}
	_, err := d.Add(ctx, "visits", visit, []photos.Fresh{p, p})
	if e := errs.Of(err); err == nil || !strings.Contains(e.Message, "最多放 30 张照片，已有 29 张") {
		t.Errorf("31 photos: %v", err)
	}
	if list, _ := d.List(ctx, "visits", visit); len(list) != 29 {
		t.Errorf("a refused addition left %d photos", len(list))
	}
	if _, err := d.Add(ctx, "visits", visit, []photos.Fresh{p}); err != nil {
		t.Errorf("the 30th: %v", err)
	}
	if _, err := d.Add(ctx, "estates", visit, []photos.Fresh{p}); errs.Of(err).Code != errs.Invalid {
		t.Errorf("a register without photos: %v", err)
	}
	if _, err := d.Add(ctx, "visits", visit, nil); errs.Of(err).Code != errs.Invalid {
		t.Errorf("no photo: %v", err)
	}
	if wrong, err := l.Store.Check(ctx); err != nil || len(wrong) > 0 {
		t.Error(wrong, err)
	}
}

// Photos of a sensitive visit are for those who may read the visit.
func TestPhotosOfASensitiveVisit(t *testing.T) {
	l, d := open(t)
	visit := put(t, l, "visits", "date", "2026-11-20", "lead", "李娟", "sensitive", "1")
	added, err := d.Add(as("李娟"), "visits", visit, []photos.Fresh{picture(t)})
	if err != nil {
		t.Fatal(err)
	}
	for name, try := range map[string]func(ctx context.Context) error{
		"list": func(c context.Context) error { _, err := d.List(c, "visits", visit); return err },
		"show": func(c context.Context) error { _, err := d.JPEG(c, added.IDs[0]); return err },
		"say":  func(c context.Context) error { _, err := d.Describe(c, added.IDs[0], "", "门口"); return err },
		"add": func(c context.Context) error {
			_, err := d.Add(c, "visits", visit, []photos.Fresh{picture(t)})
			return err
		},
		"remove": func(c context.Context) error { _, err := d.Remove(c, added.IDs[0]); return err },
	} {
		if err := try(as("王强")); errs.Of(err).Code != errs.Denied {
			t.Errorf("%s by somebody else: %v", name, err)
		}
	}
	if list, err := d.List(as("李娟"), "visits", visit); err != nil || len(list) != 1 {
		t.Errorf("the visitor sees %v, %v", list, err)
	}
}
