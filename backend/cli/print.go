package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/documents"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/sheet"
)

func (a *app) printCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "print 材料 -o 文件.pdf", Short: "打印材料成 PDF；print --list 列出全部材料",
		Args: func(cmd *cobra.Command, args []string) error {
			if list, _ := cmd.Flags().GetBool("list"); list {
				return between(0, 0)(cmd, args)
			}
			return between(1, 1, "材料")(cmd, args)
		},
		Example: "  chengzhuan print --list\n  chengzhuan print member_roster -o 花名册.pdf --paper A3 --audience wall\n  chengzhuan print duty_roster -o 值班表.pdf --param 月份=2026-08",
	}
	list := c.Flags().Bool("list", false, "列出全部材料和它们的选项")
	to := output(c, "要保存的 PDF `文件`（必填）")
	paper := c.Flags().String("paper", "", "`纸张`：A4、A3、A2、A1，或 600x900（毫米）；不写用材料自己的")
	landscape := c.Flags().Bool("landscape", false, "横向")
	portrait := c.Flags().Bool("portrait", false, "竖向")
	tile := c.Flags().String("tile", "", "拼贴：把大图分到这种`纸`上，例如 A4")
	audience := c.Flags().String("audience", "", "`用途`：internal 内部，wall 上墙")
	theme := c.Flags().String("theme", "", "`样式`：redgold 红金，brick 城砖，plain 省墨")
	params := c.Flags().StringArray("param", nil, "材料的`选项`：选项=内容，可写多次")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if *list {
			return a.documents()
		}
		o := documents.Options{Paper: *paper, Tile: *tile, Audience: documents.Audience(*audience), Theme: documents.Theme(*theme)}
		for _, v := range []documents.Audience{documents.Internal, documents.Wall} {
			if *audience == v.Label() {
				o.Audience = v
			}
		}
		for _, t := range []documents.Theme{documents.RedGold, documents.Brick, documents.Plain} {
			if *theme == t.Label() {
				o.Theme = t
			}
		}
		switch {
		case *landscape && *portrait:
			return usage(cmd, "--landscape 和 --portrait 只能写一个")
		case *landscape:
			o.Orientation = documents.Landscape
		case *portrait:
			o.Orientation = documents.Portrait
		}
		return a.needOutput(to, a.book(func(ctx context.Context, l *ledger.Ledger, args []string) error {
			info, err := document(args[0])
			if err != nil {
				return err
			}
			answers, err := answers(cmd, info, *params)
			if err != nil {
				return err
			}
			made, err := documents.Print(ctx, l, info.Key, answers, o)
			if err != nil {
				return err
			}
			if err := ctx.Err(); err != nil {
				return canceled(ctx, err)
			}
			err = sheet.SafeFile(*to, func(w io.Writer) error {
				_, err := w.Write(made.PDF)
				return err
			})
			if err != nil {
				return err
			}
			notes := append([]string{}, made.Notes...)
			return a.answer(object{{"file", *to}, {"pages", made.Pages}, {"notes", notes}}, func(w io.Writer) {
				fmt.Fprintf(w, "已打印“%s”，共 %d 页：%s\n", info.Title, made.Pages, *to)
				for _, n := range notes {
					fmt.Fprintln(w, "说明："+plain(n))
				}
			})
		}))(cmd, args)
	}
	return c
}

// document finds a document by key or title.
func document(name string) (documents.Info, error) {
	for _, i := range documents.Catalogue() {
		if i.Key == name || i.Title == name {
			return i, nil
		}
	}
	return documents.Info{}, errs.New(errs.NotFound, "没有叫“"+name+"”的材料").Do("可打印的材料见 " + program + " print --list")
}

// answers reads --param KEY=VALUE; a key may be the label of the question.
func answers(cmd *cobra.Command, info documents.Info, list []string) (map[string]string, error) {
	out := map[string]string{}
	for _, s := range list {
		name, value, ok := strings.Cut(s, "=")
		if name = strings.TrimSpace(name); !ok || name == "" {
			return nil, usage(cmd, "--param 的“"+s+"”写法不对，应是 选项=内容")
		}
		for _, p := range info.Params {
			if p.Label == name {
				name = p.Key
			}
		}
		out[name] = value
	}
	return out, nil
}

// documents lists what can be printed.
func (a *app) documents() error {
	docs := []object{}
	var rows [][]string
	now := cn.Today(a.now())
	for _, i := range documents.Catalogue() {
		params := []object{}
		var labels, audiences []string
		for _, p := range i.Params {
			usual := ""
			if p.Default != nil {
				usual = p.Default(now)
			}
			params = append(params, object{{"key", p.Key}, {"label", p.Label}, {"kind", p.Kind}, {"register", p.Register}, {"required", p.Required}, {"default", usual}})
			label := p.Label
			if p.Required && usual == "" {
				label += "（必填）"
			}
			labels = append(labels, label)
		}
		for _, v := range i.Audiences {
			audiences = append(audiences, v.Label())
		}
		docs = append(docs, object{{"key", i.Key}, {"title", i.Title}, {"papers", i.Papers}, {"audiences", i.Audiences}, {"params", params}})
		rows = append(rows, []string{i.Key, i.Title, strings.Join(i.Papers, "、"), strings.Join(audiences, "、"), strings.Join(labels, "、")})
	}
	return a.answer(object{{"documents", docs}}, func(w io.Writer) {
		writeTable(w, []string{"材料", "名称", "纸张", "用途", "选项"}, rows)
	})
}
