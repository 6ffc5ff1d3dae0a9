package cli

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/bind"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/upward"
)

func (a *app) upwardCommand() *cobra.Command {
	return a.group(&cobra.Command{
		Use: "upward 命令", Short: "上报：做给街道的 .czr 文件，收别的社区的上报",
		Long: "上报文件里只有合计数和组织、小区、网格、楼栋的名单，没有姓名、电话、证件号码和住址。\n" +
			"文件有签名，改过就导不进去；把 .czr 改成 .zip 打开，里面有 PDF 和 XLSX。",
		Example: "  chengzhuan upward export -o 11月.czr --from 2026-11 --to 2026-11\n  chengzhuan upward import E:\\上报\\11月.czr\n  chengzhuan upward list",
	}, "upward export 或 upward list", a.upwardExport(), a.upwardSections(), a.upwardImport(), a.upwardInspect(), a.upwardList(), a.upwardShow())
}

func (a *app) upwardExport() *cobra.Command {
	c := &cobra.Command{
		Use: "export -o 文件 --from 日期 --to 日期", Short: "做一份上报", Args: between(0, 0),
		Long:    "做一份上报。起止日期可以写到日，也可以只写年月或年：--to 2026-11 就是到 11 月 30 日。\n不写 --section 就是全部部分。-o 写一个文件夹时，文件名由程序取。",
		Example: "  chengzhuan upward export -o 11月.czr --from 2026-11 --to 2026-11\n  chengzhuan upward export -o E:\\上报 --from 2026-10 --to 2026-12 --section members --section organizations",
	}
	to := output(c, "要保存的`文件`，一般以 .czr 结尾；也可以是文件夹（必填）")
	from := c.Flags().String("from", "", "从这个`日期`起（必填）")
	until := c.Flags().String("to", "", "到这个`日期`止（必填）")
	sections := c.Flags().StringArray("section", nil, "只要这个`部分`（代号或名称，见 upward sections），可写多次")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if strings.TrimSpace(*to) == "" || *from == "" || *until == "" {
			return usage(cmd, "请用 -o 写明要保存的文件，用 --from 和 --to 写明起止日期")
		}
		return a.book(func(ctx context.Context, l *ledger.Ledger, _ []string) error {
			p, err := upward.ReadPeriod(*from, *until, l.Store.Today())
			if err != nil {
				return err
			}
			r, err := upward.Gather(ctx, l, upward.Options{Period: p, Sections: sectionKeys(*sections), Program: a.env.Version})
			if err != nil {
				return canceled(ctx, err)
			}
			file, err := a.packetFile(cmd, *to, func() (string, error) { return fileName(r.Name() + upward.Extension), nil })
			if err != nil {
				return err
			}
			by, err := bind.ReportSigner(ctx, l)
			if err != nil {
				return err
			}
			f, err := upward.Seal(ctx, r, by)
			if err == nil {
				err = f.Save(file)
			}
			if err != nil {
				return canceled(ctx, err)
			}
			return a.answer(append(object{{"file", file}, {"size", f.Size}}, about(f)...), func(w io.Writer) {
				fmt.Fprintf(w, "已保存：%s（%s）\n%s，%d 个部分。上报指纹：%s\n", file, sizeText(int64(f.Size)), plain(r.Title), len(r.Sections), f.Fingerprint)
			})
		})(cmd, args)
	}
	return c
}

// sectionKeys turns names of sections into their keys; unknown ones stay.
func sectionKeys(list []string) []string {
	out := make([]string, len(list))
	for i, name := range list {
		out[i] = name
		for _, s := range upward.Sections() {
			if s.Label == name {
				out[i] = s.Key
			}
		}
	}
	return out
}

// about is what a report says of itself.
func about(f *upward.File) object {
	r := f.Report
	sections := make([]object, len(r.Sections))
	for i, s := range r.Sections {
		sections[i] = object{{"key", s.Key}, {"label", s.Label}, {"figures", len(s.Figures)}, {"rows", len(s.Rows)}}
	}
	return object{{"title", r.Title}, {"community", r.Community}, {"street", r.Street}, {"from", r.From}, {"to", r.To}, {"made", r.Made},
		{"signer", f.Signer}, {"fingerprint", f.Fingerprint}, {"digest", f.Digest}, {"sections", sections}}
}

func (a *app) upwardSections() *cobra.Command {
	return &cobra.Command{
		Use: "sections", Short: "上报里可以有哪些部分", Args: between(0, 0),
		RunE: func(*cobra.Command, []string) error {
			list := upward.Sections()
			rows := make([][]string, len(list))
			for i, s := range list {
				rows[i] = []string{s.Key, s.Label, s.Detail}
			}
			return a.answer(object{{"sections", list}}, func(w io.Writer) { writeTable(w, []string{"代号", "名称", "内容"}, rows) })
		},
	}
}

// reportFile is what became of one file of an import.
type reportFile struct {
	File    string           `json:"file"`
	Error   string           `json:"error"`
	Hint    string           `json:"hint"`
	Known   bool             `json:"known"`
	Figures int              `json:"figures"`
	Report  *upward.Received `json:"report"`
}

func (a *app) upwardImport() *cobra.Command {
	return &cobra.Command{
		Use: "import 文件 …", Short: "收下别的社区的上报", Args: between(1, -1, "文件"),
		Long: "收下上报文件，可以一次写好几个。每个文件先查后收：查不过的不收，并说明原因，不影响别的文件。\n同一份再导入一次不会变成两份；同一社区同一期的更正另存一份，旧的标出。",
		RunE: a.book(func(ctx context.Context, l *ledger.Ledger, args []string) error {
			var files []reportFile
			bad := 0
			for _, path := range args {
				x := reportFile{File: path}
				f, err := upward.Open(path)
				if err == nil {
					var got upward.Taken
					if got, err = upward.Take(ctx, l, f); err == nil {
						x.Known, x.Figures, x.Report = got.Known, got.Figures, &got.Received
					}
				}
				if ctx.Err() != nil {
					return stopped(ctx, ctx.Err(), "已经收进来的文件不受影响，其余的没有收")
				}
				if err != nil {
					e := errs.Of(err)
					x.Error, x.Hint = e.Message, e.Hint
					bad++
				}
				files = append(files, x)
			}
			err := a.answer(object{{"files", files}}, func(w io.Writer) {
				for _, x := range files {
					switch {
					case x.Error != "":
						fmt.Fprintf(w, "没有导入：%s。%s\n", plain(filepath.Base(x.File)), x.Error)
					case x.Known:
						fmt.Fprintf(w, "早就有了：%s\n", plain(x.Report.Title))
					default:
						fmt.Fprintf(w, "已收下：%s，%d 项\n", plain(x.Report.Title), x.Figures)
					}
				}
			})
			if err == nil && bad > 0 {
				e := errs.New(errs.Denied, fmt.Sprintf("%d 个文件里有 %d 个没有导入", len(files), bad)).In("file").Do("原因见上面各个文件；其余的已经收下")
				if len(files) == 1 {
					e = errs.New(errs.Denied, "没有导入："+files[0].Error).In("file").Do(files[0].Hint)
				}
				return &refusal{e, object{{"refused", bad}}}
			}
			return err
		}),
	}
}

func (a *app) upwardInspect() *cobra.Command {
	return &cobra.Command{
		Use: "inspect 文件", Short: "看一个上报文件是什么，不收下", Args: between(1, 1, "文件"),
		Long: "检查一个上报文件并说出它是什么，不收下，也不需要账套。",
		RunE: func(_ *cobra.Command, args []string) error {
			f, err := upward.Open(args[0])
			if err != nil {
				return err
			}
			return a.answer(append(object{{"file", args[0]}, {"size", f.Size}, {"version", f.Report.Version}, {"program", f.Report.Program}}, about(f)...), func(w io.Writer) {
				for _, x := range f.Report.Facts() {
					fmt.Fprintf(w, "%s：%s\n", x.Label, plain(x.Text))
				}
				for _, s := range f.Report.Sections {
					fmt.Fprintf(w, "　%s（%d 项）\n", plain(s.Label), len(s.Figures)+len(s.Rows))
				}
				fmt.Fprintf(w, "制作电脑：%s\n上报指纹：%s\n文件完好，签名正确。\n", plain(f.Signer), f.Fingerprint)
			})
		},
	}
}

func (a *app) upwardList() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "收到的上报", Args: between(0, 0),
		RunE: a.book(func(ctx context.Context, l *ledger.Ledger, _ []string) error {
			list, err := upward.List(ctx, l)
			if err != nil {
				return err
			}
			rows := make([][]string, len(list))
			for i, r := range list {
				var mark []string
				if r.Correction {
					mark = append(mark, "更正")
				}
				if r.Corrected {
					mark = append(mark, "已被更正")
				}
				if r.NewSigner {
					mark = append(mark, "换了电脑")
				}
				rows[i] = []string{r.ID, r.Period, r.Community, r.Made, r.ReceivedOn, r.Fingerprint, strings.Join(mark, "、")}
			}
			return a.answer(object{{"reports", full(list)}}, func(w io.Writer) {
				if len(rows) == 0 {
					fmt.Fprintln(w, "还没有收到上报。")
					return
				}
				writeTable(w, []string{"编号", "期间", "社区", "制表时间", "收到日期", "上报指纹", "说明"}, rows)
			})
		}),
	}
}

func (a *app) upwardShow() *cobra.Command {
	return &cobra.Command{
		Use: "show 编号", Short: "一份收到的上报的全部内容", Args: between(1, 1, "编号"),
		RunE: a.book(func(ctx context.Context, l *ledger.Ledger, args []string) error {
			x, r, err := upward.Find(ctx, l, args[0])
			if err != nil {
				return err
			}
			return a.answer(object{{"report", x}, {"sections", full(r.Sections)}}, func(w io.Writer) {
				fmt.Fprintln(w, plain(x.Title))
				for _, s := range r.Sections {
					fmt.Fprintf(w, "\n%s\n", plain(s.Label))
					var rows [][]string
					for _, f := range s.Figures {
						rows = append(rows, []string{f.Group, f.Label, f.Value, f.Unit})
					}
					head := []string{"分组", "指标", "数值", "单位"}
					if len(s.Columns) > 0 {
						head = nil
						for _, c := range s.Columns {
							head = append(head, c.Label)
						}
						for _, row := range s.Rows {
							rows = append(rows, row.Cells)
						}
					}
					writeTable(w, head, rows)
				}
			})
		}),
	}
}
