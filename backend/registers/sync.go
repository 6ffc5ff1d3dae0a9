package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Computer is one PC of the book's roster (名册). Being a record, the roster
// travels with the packets.
type Computer struct {
	Name    string
	Sign    string // public key of its signature, hexadecimal
	Box     string // public key for what only it may read
	Cert    string // its admission, signed by a PC of the book; base64
	Start   string // what it was given when it joined; base64
	Joined  cn.Date
	Removed cn.Date
	CopyOf  oplog.ID // whose data it was copied from
	SameAs  oplog.ID // the PC that it is, under another key
}

// Computers is hidden: the page 同步 shows it.
var Computers = schema.Declare(schema.Def{
	Key: "computers", Label: "同步电脑", Unit: "台", Group: groupHidden, Hidden: true,
	List:  []string{"name", "joined", "removed"},
	Title: []string{"name"},
	Sort:  "name",
}, []schema.F[Computer]{
	{Field: schema.Field{Key: "name", Label: "名称", Kind: schema.Text, Required: true, Max: 20}, At: func(c *Computer) any { return &c.Name }},
	{Field: schema.Field{Key: "sign", Label: "签名公钥", Kind: schema.Text, Required: true, Index: true, Max: 64}, At: func(c *Computer) any { return &c.Sign }},
	{Field: schema.Field{Key: "box", Label: "加密公钥", Kind: schema.Text, Required: true, Max: 100}, At: func(c *Computer) any { return &c.Box }},
	{Field: schema.Field{Key: "cert", Label: "准入证明", Kind: schema.Text, Max: 2000}, At: func(c *Computer) any { return &c.Cert }},
	{Field: schema.Field{Key: "start", Label: "加入时已有", Kind: schema.Note, Private: true}, At: func(c *Computer) any { return &c.Start }},
	{Field: schema.Field{Key: "joined", Label: "加入日期", Kind: schema.Date}, At: func(c *Computer) any { return &c.Joined }},
	{Field: schema.Field{Key: "removed", Label: "移出日期", Kind: schema.Date}, At: func(c *Computer) any { return &c.Removed }},
	{Field: schema.Field{Key: "copy_of", Label: "复制自", Kind: schema.Ref, Ref: "computers"}, At: func(c *Computer) any { return &c.CopyOf }},
	{Field: schema.Field{Key: "same_as", Label: "就是", Kind: schema.Ref, Ref: "computers"}, At: func(c *Computer) any { return &c.SameAs }},
}, nil)

// Writer says which PC writes under a replica number. A PC gets another number
// whenever its data folder may have been copied, so it has several in time.
type Writer struct {
	Number   string
	Computer oplog.ID
	Since    cn.Date
}

// Writers is hidden.
var Writers = schema.Declare(schema.Def{
	Key: "writers", Label: "同步编号", Unit: "个", Group: groupHidden, Hidden: true,
	List:  []string{"number", "computer", "since"},
	Title: []string{"number"},
	Sort:  "number",
}, []schema.F[Writer]{
	{Field: schema.Field{Key: "number", Label: "编号", Kind: schema.Text, Required: true, Index: true, Max: 20}, At: func(w *Writer) any { return &w.Number }},
	{Field: schema.Field{Key: "computer", Label: "电脑", Kind: schema.Ref, Ref: "computers", Required: true}, At: func(w *Writer) any { return &w.Computer }},
	{Field: schema.Field{Key: "since", Label: "启用日期", Kind: schema.Date}, At: func(w *Writer) any { return &w.Since }},
}, nil)
