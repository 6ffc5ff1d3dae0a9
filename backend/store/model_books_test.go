package store_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// The registers of the model: small, with everything a merge has to care for.
// The newer version knows one field and one whole register more.
type (
	neighbour struct{ Name, Phone, Street, Door, Note, Late string }
	grant     struct {
		Person string
		Amount int64
	}
	knob  struct{ Key, Value string }
	extra struct {
		Title string
		Of    oplog.ID
	}
)

func declareNeighbours(version int) *schema.Def {
	d := schema.Def{Key: "neighbours", Label: "邻居", Unit: "名", Title: []string{"name"}, List: []string{"name"}, Sort: "name", Coupled: [][]string{{"street", "door"}}}
	f := []schema.F[neighbour]{
		{Field: schema.Field{Key: "name", Label: "姓名", Kind: schema.Text, Search: true}, At: func(n *neighbour) any { return &n.Name }},
		{Field: schema.Field{Key: "phone", Label: "手机", Kind: schema.Phone, Search: true}, At: func(n *neighbour) any { return &n.Phone }},
		{Field: schema.Field{Key: "street", Label: "街道", Kind: schema.Text}, At: func(n *neighbour) any { return &n.Street }},
		{Field: schema.Field{Key: "door", Label: "门牌", Kind: schema.Text}, At: func(n *neighbour) any { return &n.Door }},
		{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note}, At: func(n *neighbour) any { return &n.Note }},
	}
	if version > 1 {
		f = append(f, schema.F[neighbour]{Field: schema.Field{Key: "late", Label: "新栏目", Kind: schema.Text, Search: true}, At: func(n *neighbour) any { return &n.Late }})
	}
	return schema.Declare(d, f, nil).Def
}

var (
	neighbours1 = declareNeighbours(1)
	neighbours  = declareNeighbours(2)
	grants      = schema.Declare(schema.Def{Key: "grants", Label: "积分", Unit: "条", Title: []string{"person"}, List: []string{"person"}, Sort: "person", Entries: true}, []schema.F[grant]{
		{Field: schema.Field{Key: "person", Label: "姓名", Kind: schema.Text, Search: true}, At: func(g *grant) any { return &g.Person }},
		{Field: schema.Field{Key: "amount", Label: "分数", Kind: schema.Integer}, At: func(g *grant) any { return &g.Amount }},
	}, nil).Def
	knobs = schema.Declare(schema.Def{Key: "knobs", Label: "旋钮", Unit: "个", Title: []string{"key"}, List: []string{"key"}, Sort: "key"}, []schema.F[knob]{
		{Field: schema.Field{Key: "key", Label: "名称", Kind: schema.Text}, At: func(k *knob) any { return &k.Key }},
		{Field: schema.Field{Key: "value", Label: "值", Kind: schema.Text}, At: func(k *knob) any { return &k.Value }},
	}, nil).Def
	extras = schema.Declare(schema.Def{Key: "extras", Label: "新台账", Unit: "条", Title: []string{"title"}, List: []string{"title"}, Sort: "title"}, []schema.F[extra]{
		{Field: schema.Field{Key: "title", Label: "标题", Kind: schema.Text, Search: true}, At: func(e *extra) any { return &e.Title }},
		{Field: schema.Field{Key: "of", Label: "邻居", Kind: schema.Ref, Ref: "neighbours"}, At: func(e *extra) any { return &e.Of }},
	}, nil).Def
)

// versionDefs returns what a version of the program knows.
func versionDefs(version int) []*schema.Def {
	if version == 1 {
		return []*schema.Def{neighbours1, grants, knobs}
	}
	return []*schema.Def{neighbours, grants, knobs, extras}
}

// blankBook returns the file of an empty book of version 1 that has not been
// anywhere yet: founding one takes longer than all that a model does with it.
var blankBook = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "blank")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	s, err := store.Open(ctx, dir, versionDefs(1), store.Options{Create: &store.NewBook{Name: "仁寿门社区", Replica: 1}})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	for _, d := range registers.All() {
		if err := s.Raw(`DROP TABLE "` + d.Key + `"`); err != nil {
			return nil, err
		}
	}
	if err := s.Raw(store.Draft(versionDefs(1), nil) + `; DELETE FROM local; DELETE FROM replicas`); err != nil {
		return nil, err
	}
	file := filepath.Join(dir, "blank.db")
	if err := s.Raw(`VACUUM INTO ?`, file); err != nil {
		return nil, err
	}
	return os.ReadFile(file)
})

// onFile runs SQL on a book that nobody has open.
func onFile(dir, query string) error {
	db, err := sql.Open("sqlite3", filepath.Join(dir, store.FileName))
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.Exec(query)
	return err
}

// upgradeFile gives a book of version 1 the tables of version 2, as the next migration would.
func upgradeFile(dir string) error {
	have := map[string][]string{}
	for _, d := range versionDefs(1) {
		for _, c := range store.Columns(d) {
			have[d.Key] = append(have[d.Key], c.Name)
		}
	}
	return onFile(dir, store.Draft(versionDefs(2), have))
}

func TestModelBooks(t *testing.T) {
	if _, err := blankBook(); err != nil {
		t.Fatal(err)
	}
	if neighbours1.Field("late") != nil || neighbours.Field("late") == nil {
		t.Fatal("the versions do not differ")
	}
}
