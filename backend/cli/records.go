package cli

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

func (a *app) addRecords(root *cobra.Command) {
	add(root, "records", a.registersCommand(), a.listCommand(), a.showCommand(), a.addCommand(), a.setCommand(),
		a.removeCommand(), a.changesCommand(), a.undoCommand(), a.twinsCommand(), a.mergeCommand())
}

func (a *app) registersCommand() *cobra.Command {
	return &cobra.Command{
		Use: "registers [台账]", Short: "列出全部台账和它们的栏目", Args: between(0, 1, "台账"),
		RunE: func(_ *cobra.Command, args []string) error {
			list := registers.All()
			if len(args) > 0 {
				d, err := named(args[0])
				if err != nil {
					return err
				}
				list = []*schema.Def{d}
			}
			docs := []object{}
			for _, d := range list {
				if d.Hidden {
					continue
				}
				fields := []object{}
				for _, f := range d.Fields {
					fields = append(fields, object{{"key", f.Key}, {"label", f.Label}, {"kind", f.Kind}, {"required", f.Required}, {"private", f.Private}})
				}
				docs = append(docs, object{{"key", d.Key}, {"label", d.Label}, {"fields", fields}})
			}
			return a.answer(docs, func(w io.Writer) {
				if len(args) > 0 {
					registerText(w, list[0])
					return
				}
				var rows [][]string
				for _, d := range list {
					if !d.Hidden {
						rows = append(rows, []string{d.Label, d.Key, strconv.Itoa(len(d.Fields))})
					}
				}
				writeTable(w, []string{"台账", "代号", "栏目数"}, rows)
				fmt.Fprintf(w, "某个台账的栏目：%s registers 党员\n", program)
			})
		},
	}
}

// kindNames is what a person may write into a field of a kind.
var kindNames = map[schema.Kind]string{
	schema.Text: "文字", schema.Note: "长文字", schema.Integer: "整数", schema.Decimal: "数字", schema.Money: "金额（元）", schema.Tenths: "分数（一位小数）",
	schema.Date: "日期", schema.Flag: "是或否", schema.Code: "选一项", schema.Codes: "选多项", schema.Ref: "另一条记录",
	schema.Phone: "电话", schema.IDNumber: "证件号码",
}

func registerText(w io.Writer, d *schema.Def) {
	var rows [][]string
	mark := func(yes bool, text string) string {
		if yes {
			return text
		}
		return ""
	}
	for _, f := range d.Fields {
		rows = append(rows, []string{f.Label, f.Key, kindNames[f.Kind], mark(f.Required, "必填"), mark(f.Private, "隐私")})
	}
	for _, v := range d.Derived {
		rows = append(rows, []string{v.Label, v.Key, "自动计算", "", ""})
	}
	fmt.Fprintf(w, "%s（%s）\n", d.Label, d.Key)
	writeTable(w, []string{"栏目", "代号", "内容", "必填", "隐私"}, rows)
}

// found reads a register and the ID of one of its records from arguments.
func found(l *ledger.Ledger, args []string) (*schema.Def, oplog.ID, error) {
	d, err := register(l, args[0])
	if err != nil {
		return nil, 0, err
	}
	id, err := oplog.ParseID(args[1])
	if err == nil && id == 0 {
		err = errs.New(errs.Invalid, "没有说明是哪条"+d.Label).Do("编号请从 " + program + " list " + d.Label + " 里取")
	}
	return d, id, err
}

func (a *app) showCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "show 台账 编号", Short: "显示一条记录的全部内容（隐私栏目也是全文，会记入查看记录）", Args: between(2, 2, "台账", "编号"),
	}
	history := c.Flags().Bool("history", false, "同时列出每次修改")
	c.RunE = a.book(func(ctx context.Context, l *ledger.Ledger, args []string) error {
		d, id, err := found(l, args)
		if err != nil {
			return err
		}
		rec, err := l.Store.Find(ctx, d, id)
		if err != nil {
			return err
		}
		if err := logPrivate(ctx, l, d, []store.Record{rec}); err != nil {
			return err
		}
		titles, err := l.Titles(ctx, d, []oplog.ID{id})
		if err != nil {
			return err
		}
		var keys []string
		for _, f := range d.Fields {
			keys = append(keys, f.Key)
		}
		for _, v := range d.Derived {
			keys = append(keys, v.Key)
		}
		rows, err := l.Texts(ctx, d, []store.Record{rec}, keys, true)
		if err != nil {
			return err
		}
		var edits []ledger.HistoryEntry
		if *history {
			if edits, err = l.History(ctx, d.Key, id.String()); err != nil {
				return err
			}
		}
		rights, err := l.Rights(ctx, d, []store.Record{rec})
		if err != nil {
			return err
		}
		values, texts := object{}, object{}
		for i, key := range keys {
			if i < len(d.Fields) {
				values = append(values, pair{key, rights.Show(id, key, rec.Values[i])})
			}
			texts = append(texts, pair{key, rows[0][i]})
		}
		doc := object{{"id", id.String()}, {"register", d.Key}, {"title", titles[id]}, {"deleted", rec.Deleted}, {"values", values}, {"texts", texts}}
		if *history {
			doc = append(doc, pair{"history", edits})
		}
		return a.answer(doc, func(w io.Writer) {
			lines := [][2]string{{"编号", id.String()}}
			if rec.Deleted {
				lines = append(lines, [2]string{"状态", "在回收站"})
			}
			for i, key := range keys {
				if rows[0][i] != "" {
					label, _ := d.Column(key)
					lines = append(lines, [2]string{label, rows[0][i]})
				}
			}
			writeFields(w, lines)
			historyText(w, edits)
		})
	})
	return c
}

func historyText(w io.Writer, edits []ledger.HistoryEntry) {
	for _, e := range edits {
		fmt.Fprintf(w, "\n%s  %s  %s（%s，%s）\n", e.Change, e.When, plain(e.Note), plain(orDash(e.Operator)), plain(e.Replica))
		for _, f := range e.Fields {
			fmt.Fprintf(w, "  %s：%s → %s\n", f.Label, cell(orDash(f.Before), widest), cell(orDash(f.After), widest))
		}
	}
}

func orDash(s string) string {
	if s == "" {
		return "（空）"
	}
	return s
}
