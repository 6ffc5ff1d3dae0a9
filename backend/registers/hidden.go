package registers

import "chengzhuan/backend/schema"

// Setting is one thing that the office decided or that the page remembers;
// being a record, it travels to the other PCs of the book. Figures lists the keys that
// hold (cfg) figures; the page's own keys begin with "page.".
type Setting struct {
	Key, Value string
}

// Settings is hidden: it has a page of its own.
var Settings = schema.Declare(schema.Def{
	Key: "settings", Label: "设置", Unit: "项", Group: groupHidden, Hidden: true,
	List:  []string{"key", "value"},
	Title: []string{"key"},
	Sort:  "key",
	Same:  []schema.Same{{Fields: []string{"key"}, Certain: true, Why: "同一项设置"}},
}, []schema.F[Setting]{
	{Field: schema.Field{Key: "key", Label: "设置项", Kind: schema.Text, Required: true, Index: true, Max: 100}, At: func(s *Setting) any { return &s.Key }},
	{Field: schema.Field{Key: "value", Label: "值", Kind: schema.Note}, At: func(s *Setting) any { return &s.Value }},
}, checkSetting)

// NotTwin remembers that two records which look alike are different things:
// the text forms of their IDs, the smaller text first.
type NotTwin struct {
	A, B string
}

// NotTwins is hidden: the answers given on the page of duplicates.
var NotTwins = schema.Declare(schema.Def{
	Key: "not_twins", Label: "确认不是重复", Unit: "对", Group: groupHidden, Hidden: true,
	List:  []string{"a", "b"},
	Title: []string{"a", "b"},
	Sort:  "a",
	Same:  []schema.Same{{Fields: []string{"a", "b"}, Certain: true, Why: "同一对记录"}},
}, []schema.F[NotTwin]{
	{Field: schema.Field{Key: "a", Label: "记录一", Kind: schema.Text, Required: true, Index: true, Max: 30}, At: func(n *NotTwin) any { return &n.A }},
	{Field: schema.Field{Key: "b", Label: "记录二", Kind: schema.Text, Required: true, Index: true, Max: 30}, At: func(n *NotTwin) any { return &n.B }},
}, nil)
