package upward

import (
	"bytes"
	"context"
	"regexp"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/sheet"
)

// workbook writes a report as XLSX: a cover, then one sheet for each section.
func workbook(ctx context.Context, r *Report) ([]byte, error) {
	outs := []sheet.Out{cover(r)}
	for i := range r.Sections {
		outs = append(outs, r.Sections[i].out())
	}
	var b bytes.Buffer
	err := sheet.WriteXLSX(ctx, &b, outs...)
	return b.Bytes(), err
}

// Fact is one line of what a report says of itself.
type Fact struct{ Label, Text string }

// Facts are what a report says of itself, for its cover and for the page.
func (r *Report) Facts() []Fact {
	out := []Fact{{"标题", r.Title}, {"上报单位", r.Community}}
	if r.Street != "" {
		out = append(out, Fact{"报送", r.Street})
	}
	p := Period{cn.Date(r.From), cn.Date(r.To)}
	out = append(out,
		Fact{"起止日期", day(p.From) + "至" + day(p.To)},
		Fact{"制表时间", r.Made},
	)
	return append(out, r.remarks()...)
}

// remarks say how the figures are to be read.
func (r *Report) remarks() []Fact {
	out := []Fact{{"数据口径", "台账数为制表当天的数；期内数为起止日期之间发生的数。"}}
	if r.Small > 0 {
		n := strconv.Itoa(r.Small)
		out = append(out, Fact{"小数目", "人数少于 " + n + " 的写成“<" + n + "”；能由它推算出小数目的写“" + notTold + "”。"})
	}
	return append(out, Fact{"个人信息", "本表只有合计数和组织、小区、网格、楼栋的名单，不含姓名、电话、证件号码和住址。"})
}

func cover(r *Report) sheet.Out {
	return sheet.Out{Title: "说明", Columns: []sheet.Column{{Title: "项目", Width: 14}, {Title: "内容", Width: 72}}, Rows: func(yield func([]string) bool) error {
		for _, f := range r.Facts() {
			if !yield([]string{f.Label, f.Text}) {
				return nil
			}
		}
		for _, s := range r.Sections {
			if s.Note != "" && !yield([]string{s.Label, s.Note}) {
				return nil
			}
		}
		return nil
	}}
}

func (s *Section) out() sheet.Out {
	o := sheet.Out{Title: s.Label}
	if len(s.Columns) == 0 {
		o.Columns = []sheet.Column{{Title: "分组"}, {Title: "指标"}, {Title: "数值", Kind: sheet.OutNumber}, {Title: "单位"}}
		o.Rows = func(yield func([]string) bool) error {
			for _, f := range s.Figures {
				if !yield([]string{f.Group, f.Label, f.Value, f.Unit}) {
					break
				}
			}
			return nil
		}
		return o
	}
	for i, c := range s.Columns {
		kind := sheet.OutText
		switch {
		case c.Number:
			kind = sheet.OutInt
		case s.dates(i):
			kind = sheet.OutDate
		}
		o.Columns = append(o.Columns, sheet.Column{Title: c.title(), Kind: kind})
	}
	o.Rows = func(yield func([]string) bool) error {
		for _, r := range s.Rows {
			if !yield(r.Cells) {
				break
			}
		}
		return nil
	}
	return o
}

func (c Column) title() string {
	if c.Unit == "" {
		return c.Label
	}
	return c.Label + "（" + c.Unit + "）"
}

var dateForm = regexp.MustCompile(`^\d{4}-\d{2}(-\d{2})?$`)

// dates reports whether a column holds dates and nothing else.
func (s *Section) dates(column int) bool {
	n := 0
	for _, r := range s.Rows {
		v := r.Cells[column]
		if v != "" && !dateForm.MatchString(v) {
			return false
		}
		if v != "" {
			n++
		}
	}
	return n > 0
}

// readme is 说明.txt: what the file is and how to open it without the program.
// It has the line ends and the mark that old Windows editors need.
func readme(r *Report, signer, fingerprint string) []byte {
	var b strings.Builder
	b.WriteString(r.Title + "\n\n")
	for _, f := range r.Facts()[1:] {
		b.WriteString(f.Label + "：" + f.Text + "\n")
	}
	b.WriteString("\n这是社区用“城砖”程序制作的上报文件。\n" +
		"不用安装程序也能看：把文件名最后的 .czr 改成 .zip，双击打开，里面有\n" +
		"  上报.pdf　　打印和看的\n" +
		"  上报.xlsx　 用 Excel 或 WPS 汇总的\n" +
		"装了城砖的，在“同步—上报街道—收到的上报”里导入原来的 .czr 文件，可以和别的社区、别的月份对比。\n" +
		"导入要用原来的文件；改过里面的内容，或重新压缩过，就导不进去。\n" +
		"\n制作电脑：" + signer + "\n" +
		"上报指纹：" + fingerprint + "\n" +
		"要确认文件确实是这台电脑做的，请打电话和社区核对上报指纹。\n")
	return []byte("\ufeff" + strings.ReplaceAll(b.String(), "\n", "\r\n"))
}
