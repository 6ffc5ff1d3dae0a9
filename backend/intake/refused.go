package intake

import (
	"context"
	"io"
	"slices"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/sheet"
)

// Refused writes the rows that are not imported as XLSX, those refused and those
// that nobody decided: the reasons first, then every column of the file as it was.
// Corrected, the file can be imported as it is.
func (p *Plan) Refused(ctx context.Context, w io.Writer) error {
	if p.Left() == 0 {
		return errs.New(errs.NotFound, "没有被退回的行").Do("全部行都可以导入，不用下载")
	}
	columns := []sheet.Column{{Title: reasonHeader, Width: 46}}
	for i, h := range p.table.Header {
		if p.table.headless {
			h = ""
			if at := slices.IndexFunc(p.columns, func(c column) bool { return c.index == i }); at >= 0 {
				h, _ = p.labelOf(p.columns[at].target)
			}
		}
		columns = append(columns, sheet.Column{Title: h})
	}
	rows := func(yield func([]string) bool) error {
		for _, r := range p.rows {
			if !r.left() {
				continue
			}
			line := make([]string, 1, len(columns))
			line[0] = reasons(r)
			for _, c := range r.cells {
				line = append(line, asWritten(c))
			}
			if !yield(line) {
				return nil
			}
		}
		return nil
	}
	return sheet.WriteXLSX(ctx, w, sheet.Out{Title: "不能导入的" + p.def.Label, Columns: columns, Rows: rows})
}

// reasons joins what is wrong with a row, and what to do.
func reasons(r *row) string {
	var parts []string
	for _, x := range r.refuse {
		t := x.Column + "：" + x.Message
		if x.Hint != "" {
			t += "（" + x.Hint + "）"
		}
		parts = append(parts, t)
	}
	if r.fate == fateAsk {
		parts = append(parts, r.asks.ask()+"（请在导入的“重复”里选补空白、更新、跳过或仍新增）")
	}
	return "原表第 " + count(r.number) + " 行　" + strings.Join(parts, "；")
}

// asWritten is a cell as the person saw it, except that a whole number in
// scientific notation gets its digits back.
func asWritten(c sheet.Cell) string {
	if c.Kind == sheet.Number && !c.LostDigits() && scientific.MatchString(strings.TrimSpace(c.Text)) {
		return numberText(c)
	}
	return c.Text
}

// guideSheet is the name of a template's second sheet, which holds no data.
const guideSheet = "怎么填"

// fewFields is how many fields a register may have for all of them to be in its template.
const fewFields = 26

// Template lists the fields of the empty form that an office fills in: all of a
// small register; of a large one those shown in lists, required, recommended or
// telling two records apart, and the note.
func Template(d *schema.Def) []*schema.Field {
	if len(d.Fields) <= fewFields {
		return slices.Clone(d.Fields)
	}
	want := map[string]bool{"note": true, "address": true, "employer": true}
	for _, key := range append(slices.Clone(d.List), d.Title...) {
		want[key] = true
	}
	for _, s := range d.Same {
		for _, key := range s.Fields {
			want[key] = true
		}
	}
	for _, f := range registers.Missing(d, d.New()) {
		want[f.Key] = true
	}
	var out []*schema.Field
	for _, f := range d.Fields {
		if want[f.Key] || f.Required {
			out = append(out, f)
		}
	}
	return out
}

// WriteTemplate writes the empty form of a register as XLSX, with a second
// sheet that says how to fill in each column.
func WriteTemplate(ctx context.Context, d *schema.Def, w io.Writer) error {
	form := sheet.Out{Title: d.Label}
	var help [][]string
	for _, f := range Template(d) {
		c := sheet.Column{Title: f.Label, Width: float64(max(10, 2*len([]rune(f.Label))+4))}
		if f.Kind == schema.Date {
			c.Kind, c.Width = sheet.OutDate, max(c.Width, 13)
		}
		if f.Kind == schema.IDNumber {
			c.Width = 22
		}
		form.Columns = append(form.Columns, c)
		must := ""
		if f.Required {
			must = "必填"
		}
		help = append(help, []string{f.Label, must, howToFill(f)})
	}
	help = append(help, examples(d)...)
	guide := sheet.Out{Title: guideSheet, Columns: []sheet.Column{{Title: "栏目", Width: 22}, {Title: "要求", Width: 8}, {Title: "写法", Width: 70}},
		Rows: func(yield func([]string) bool) error {
			for _, line := range help {
				if !yield(line) {
					return nil
				}
			}
			return nil
		}}
	return sheet.WriteXLSX(ctx, w, form, guide)
}

// examples are lines that show how a table looks which no office has lying ready.
func examples(d *schema.Def) [][]string {
	if d.Key != registers.Holidays.Key {
		return nil
	}
	return [][]string{{"例子", "", "2026-02-14　春节　班（周末补班的一天）"}, {"", "", "2026-02-15　春节　休（放假的每一天各一行）"}, {"", "", "2026-02-16　春节　休"}}
}

func howToFill(f *schema.Field) string {
	how := ""
	switch f.Kind {
	case schema.Date:
		how = "写成 1975-03-16；日不详写 1975-03"
	case schema.Flag:
		how = "填 是 或 否"
	case schema.Code, schema.Codes:
		var labels []string
		for _, c := range f.Codes.Codes {
			if !c.Retired && len(labels) < 24 {
				labels = append(labels, c.Label)
			}
		}
		how = "可填：" + strings.Join(labels, "、")
		if f.Kind == schema.Codes {
			how += "；多项用顿号隔开"
		}
	case schema.Ref:
		how = "填它的名称；还没有的，导入时可以一并新建"
		if f.Ref == registers.Households.Key {
			how = "写成 仁和苑3栋2单元501"
		}
	case schema.Money:
		how = "填元，最多两位小数"
	case schema.Tenths:
		how = "填分，最多一位小数"
	}
	if f.Hint != "" {
		if how != "" {
			how += "。"
		}
		how += f.Hint
	}
	return how
}
