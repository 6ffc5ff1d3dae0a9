package cli

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/packet"
	"chengzhuan/backend/store"
)

func (a *app) packetExport() *cobra.Command {
	c := &cobra.Command{
		Use: "export -o 文件", Short: "导出同步包", Args: between(0, 0),
		Long: "导出同步包，交给别的电脑导入。平时只装别的电脑可能还没有的改动；--full 装全部。\n" +
			"只有名册里的电脑打得开。-o 写一个文件夹时，文件名由程序取，不会重名。",
		Example: "  chengzhuan packet export -o E:\\同步\n  chengzhuan packet export -o 给2号机.czb --to 2号机",
	}
	to := output(c, "要保存的`文件`，一般以 .czb 结尾；也可以是文件夹（必填）")
	names := c.Flags().StringArray("to", nil, "只装这台`电脑`（名称或编号）还缺的，可写多次；不写就装所有电脑还缺的")
	everything := c.Flags().Bool("full", false, "装上全部内容，不管对方有没有")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if strings.TrimSpace(*to) == "" {
			return usage(cmd, "请用 -o 写明要保存的文件，或放文件的文件夹")
		}
		return a.exchange(func(ctx context.Context, x *packet.Exchange, _ []string) error {
			opt := packet.ExportOptions{Full: *everything}
			var chosen []string
			if len(*names) > 0 {
				list, err := computers(ctx, x)
				if err != nil {
					return err
				}
				for _, name := range *names {
					pc, err := findComputer(list, name)
					if err != nil {
						return err
					}
					opt.To, chosen = append(opt.To, pc.ID), append(chosen, pc.Name)
				}
			}
			file, err := a.packetFile(cmd, *to, func() (string, error) { return x.FileName(ctx) })
			if err != nil {
				return err
			}
			show, end := a.packetProgress("正在导出")
			r, err := x.Export(ctx, file, opt, show)
			end()
			if err != nil {
				return stopped(ctx, err, "同步包没有保存")
			}
			r.For = full(r.For)
			return a.answer(r, func(w io.Writer) {
				fmt.Fprintf(w, "已导出：%s（%s）\n", r.File, sizeText(int64(r.Size)))
				what := "装了 "
				if r.Full {
					what = "装了全部内容，共 "
				}
				fmt.Fprintf(w, "%s%d 次改动。\n", what, r.Changes)
				whom := chosen
				if len(whom) == 0 {
					whom = r.For
				}
				if len(whom) == 0 {
					fmt.Fprintf(w, "账套里只有这一台电脑，没有别的电脑要它。添加电脑：%s help packet join\n", program)
					return
				}
				fmt.Fprintf(w, "下一步：把这个文件交给 %s。\n", plain(strings.Join(whom, "、")))
			})
		})(cmd, args)
	}
	return c
}

func (a *app) packetInspect() *cobra.Command {
	return &cobra.Command{
		Use: "inspect 文件", Short: "看一个同步包是谁的、装了什么，不导入", Args: between(1, 1, "文件"),
		RunE: func(cmd *cobra.Command, args []string) error {
			show := func(r packet.Inspected, err error) error {
				if err != nil {
					return err
				}
				return a.answer(r, func(w io.Writer) { inspectText(w, r) })
			}
			if !store.Exists(a.data) { // a new PC may look at what it was given
				return show(packet.InspectFile(args[0]))
			}
			return a.exchange(func(ctx context.Context, x *packet.Exchange, args []string) error {
				return show(x.Inspect(ctx, args[0]))
			})(cmd, args)
		},
	}
}

// packetKinds is what people call the files of sync.
var packetKinds = map[string]string{"sync": "同步包", "welcome": "欢迎包", "request": "加入申请"}

func inspectText(w io.Writer, r packet.Inspected) {
	kind := packetKinds[r.Kind]
	if kind == "" {
		kind = "认不出"
	}
	lines := [][2]string{{"文件", fmt.Sprintf("%s（%s）", r.File, sizeText(int64(r.Size)))}, {"种类", kind}}
	line := func(label, text string) {
		if text != "" && text != "0" {
			lines = append(lines, [2]string{label, text})
		}
	}
	line("来自", r.From)
	line("指纹", r.Fingerprint)
	line("第几包", strconv.Itoa(r.Number))
	line("制作时间", r.When)
	line("城砖版本", r.Program)
	if r.Kind == "sync" || r.Kind == "welcome" {
		line("账套", map[bool]string{true: "就是这一本", false: "不是这一本"}[r.ThisBook])
		if r.Readable {
			lines = append(lines, [2]string{"改动", fmt.Sprintf("%d 次，其中没见过的 %d 次", r.Changes, r.New)})
		} else {
			line("内容", "不是给这台电脑的，打不开")
		}
	}
	line("不能导入", r.Problem)
	line("怎么办", r.Hint)
	writeFields(w, lines)
}
