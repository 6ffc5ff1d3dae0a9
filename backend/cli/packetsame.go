package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/packet"
)

func (a *app) packetSame() *cobra.Command {
	return &cobra.Command{
		Use: "same 电脑 [另一台]", Short: "名册里的两台其实是同一台电脑", Args: between(1, 2, "电脑的名称或编号", "另一台"),
		Long: "电脑改了名字、换了硬盘、数据文件夹搬了家，名册里会多出一台“2号机-2”。写一台，就是说本机就是它；写两台，就是说它们是同一台。\n" +
			"它们合成一台，用原来的名称。说错了用 packet apart 改回来。",
		Example: "  chengzhuan packet same 2号机\n  chengzhuan packet same 3号机 3号机-2",
		RunE: a.exchange(func(ctx context.Context, x *packet.Exchange, args []string) error {
			list, err := computers(ctx, x)
			if err != nil {
				return err
			}
			one, err := findComputer(list, args[0])
			if err != nil {
				return err
			}
			id, other := "", list[0]
			if len(args) == 2 {
				if other, err = findComputer(list, args[1]); err != nil {
					return err
				}
				id = other.ID
			}
			if err := x.Same(ctx, id, one.ID); err != nil {
				return err
			}
			if list, err = computers(ctx, x); err != nil {
				return err
			}
			now := whole(list, one.ID)
			return a.answer(now, func(w io.Writer) {
				fmt.Fprintf(w, "%s 和 %s 是同一台电脑，叫 %s。请导出同步包，让别的电脑也知道。\n", plain(one.Name), plain(other.Name), plain(now.Name))
			})
		}),
	}
}

// whole returns the PC of the roster that a record is of.
func whole(list []packet.Computer, id string) packet.Computer {
	for _, c := range list {
		if c.ID == id {
			return c
		}
		for _, also := range c.Also {
			if also.ID == id {
				return c
			}
		}
	}
	return packet.Computer{Also: []packet.Alias{}}
}

func (a *app) packetApart() *cobra.Command {
	c := &cobra.Command{
		Use: "apart [电脑]", Short: "名册里合成一台的其实不是同一台", Args: between(0, 1, "电脑的名称或编号"),
		Long: "不写电脑：本机的数据是从别的电脑复制来的，本机是另一台，原来那台还在使用。可以顺便给本机取个名称。\n" +
			"写电脑：packet same 说错了，把它拆开。",
		Example: "  chengzhuan packet apart --name 窗口机\n  chengzhuan packet apart 2号机",
	}
	name := c.Flags().String("name", "", "给本机取的`名称`")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		own := strings.Join(strings.Fields(*name), " ")
		if cmd.Flags().Changed("name") {
			if len(args) > 0 {
				return usage(cmd, "--name 是给本机取名，不能和别的电脑一起写；给它改名用 packet rename")
			}
			if n := utf8.RuneCountInString(own); n == 0 || n > 20 {
				return errs.New(errs.Invalid, "电脑的名称应有 1 到 20 个字").In("name").Do("例如 2号机、窗口机")
			}
		}
		return a.exchange(func(ctx context.Context, x *packet.Exchange, args []string) error {
			id := ""
			if len(args) == 1 {
				pc, err := a.computer(ctx, x, args[0])
				if err != nil {
					return err
				}
				id = pc.ID
			}
			if err := x.Apart(ctx, id); err != nil {
				return err
			}
			if own != "" {
				if err := x.Rename(ctx, "", own); err != nil {
					return err
				}
			}
			list, err := computers(ctx, x)
			if err != nil {
				return err
			}
			now := list[0]
			if id != "" {
				now = whole(list, id)
			}
			return a.answer(now, func(w io.Writer) {
				if id == "" {
					fmt.Fprintf(w, "本机是另一台电脑，叫 %s。\n", plain(now.Name))
					return
				}
				fmt.Fprintf(w, "已把 %s 拆开，见 %s packet replicas。请导出同步包，让别的电脑也知道。\n", plain(now.Name), program)
			})
		})(cmd, args)
	}
	return c
}
