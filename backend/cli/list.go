package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// filter are the flags that choose records, for list and export.
type filter struct {
	query, sort   string
	where         []string
	desc, deleted bool
}

func (f *filter) declare(c *cobra.Command) {
	p := c.Flags()
	p.StringVar(&f.query, "query", "", "按姓名、拼音、首字母、手机尾号、证件尾号或备注查找的`文字`")
	p.StringArrayVar(&f.where, "where", nil, "筛选`条件`，可写多次：栏目=内容、!=、>=、<=、~（含有）；栏目= 表示没有填")
	p.StringVar(&f.sort, "sort", "", "按哪个`栏目`排序")
	p.BoolVar(&f.desc, "desc", false, "倒序")
	p.BoolVar(&f.deleted, "deleted", false, "回收站里的，而不是在用的")
}

// read turns the flags into the query of a register.
func (f *filter) read(ctx context.Context, cmd *cobra.Command, l *ledger.Ledger, d *schema.Def) (ledger.ListQuery, error) {
	q := ledger.ListQuery{Register: d.Key, Text: f.query, Desc: f.desc, Deleted: f.deleted}
	var err error
	if f.sort != "" {
		if q.Sort, err = column(d, f.sort); err != nil {
			return q, err
		}
	}
	q.Where, err = conditions(ctx, cmd, l, d, f.where)
	return q, err
}

func (a *app) listCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "list 台账", Short: "列出记录", Args: between(1, 1, "台账"),
		Example: "  chengzhuan list 党员 --query wf\n  chengzhuan list 党员 --where 民族=回族 --where '出生日期<=1956' --sort 入党日期",
	}
	return a.lists(c, "", nil)
}

// lists makes a command a list: of the register that is its first argument, or of the
// one given. narrow may add what flags of its own ask for.
func (a *app) lists(c *cobra.Command, of string, narrow func(*ledger.Ledger, *ledger.ListQuery) error) *cobra.Command {
	var f filter
	f.declare(c)
	limit := c.Flags().Int("limit", 100, "最多列出几`条`")
	after := c.Flags().String("after", "", "从上一页给出的`位置`接着列")
	unmask := c.Flags().Bool("unmask", false, "隐私栏目显示全文（会记入查看记录）")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if *limit < 1 || *limit > 1_000_000 {
			return usage(cmd, "--limit 应在 1 到 1000000 之间")
		}
		return a.book(func(ctx context.Context, l *ledger.Ledger, args []string) error {
			name := of
			if name == "" {
				name = args[0]
			}
			d, err := register(l, name)
			if err != nil {
				return err
			}
			lq, err := f.read(ctx, cmd, l, d)
			if err == nil && narrow != nil {
				err = narrow(l, &lq)
			}
			if err != nil {
				return err
			}
			q, err := l.Query(ctx, lq)
			if err != nil {
				return err
			}
			records, next, err := l.Store.After(ctx, q, *after, *limit)
			if err != nil {
				return err
			}
			if *unmask {
				if err := logPrivate(ctx, l, d, records); err != nil {
					return err
				}
			}
			if a.json {
				rows, err := canonicalRows(ctx, l, d, records, *unmask)
				if err != nil {
					return err
				}
				return a.answer(object{{"rows", rows}, {"next", next}}, nil)
			}
			return a.listText(ctx, l, d, records, next, *unmask)
		})(cmd, args)
	}
	return c
}

// canonicalRows are records as scripts see them: every field in canonical
// text, private ones masked unless unmask, then the derived columns.
func canonicalRows(ctx context.Context, l *ledger.Ledger, d *schema.Def, records []store.Record, unmask bool) ([]object, error) {
	var keys []string
	for _, v := range d.Derived {
		keys = append(keys, v.Key)
	}
	derived, err := l.Texts(ctx, d, records, keys, unmask)
	if err != nil {
		return nil, err
	}
	rights, err := l.Rights(ctx, d, records)
	if err != nil {
		return nil, err
	}
	rows := make([]object, len(records))
	for i, r := range records {
		row := make(object, 0, 1+len(d.Fields)+len(keys))
		row = append(row, pair{"id", r.ID.String()})
		for j, f := range d.Fields {
			v := r.Values[j]
			if f.Private && !unmask {
				v = f.Masked(v)
			}
			row = append(row, pair{f.Key, rights.Show(r.ID, f.Key, v)})
		}
		for j, key := range keys {
			row = append(row, pair{key, derived[i][j]})
		}
		rows[i] = row
	}
	return rows, nil
}

func (a *app) listText(ctx context.Context, l *ledger.Ledger, d *schema.Def, records []store.Record, next string, unmask bool) error {
	texts, err := l.Texts(ctx, d, records, d.List, unmask)
	if err != nil {
		return err
	}
	header := []string{"编号"}
	for _, key := range d.List {
		label, _ := d.Column(key)
		header = append(header, label)
	}
	rows := make([][]string, len(records))
	for i, r := range records {
		rows[i] = append([]string{r.ID.String()}, texts[i]...)
	}
	return a.answer(nil, func(w io.Writer) {
		if len(rows) == 0 {
			fmt.Fprintln(w, "没有符合条件的记录。")
			return
		}
		writeTable(w, header, rows)
		if next != "" {
			fmt.Fprintf(w, "列出 %d 条，后面还有：加上 --after %s 接着列。\n", len(rows), next)
		} else {
			fmt.Fprintf(w, "列出 %d 条，到此为止。\n", len(rows))
		}
	})
}

// logPrivate records that private fields of records were seen in full.
func logPrivate(ctx context.Context, l *ledger.Ledger, d *schema.Def, records []store.Record) error {
	var labels []string
	for i, f := range d.Fields {
		for _, r := range records {
			if f.Private && r.Values[i] != "" {
				labels = append(labels, f.Label)
				break
			}
		}
	}
	if len(labels) == 0 {
		return nil
	}
	entry := store.Access{Action: "查看", Register: d.Key, What: strings.Join(labels, "、"), Rows: len(records)}
	if len(records) == 1 {
		entry.Row = records[0].ID
	}
	return l.Store.LogAccess(ctx, entry)
}
