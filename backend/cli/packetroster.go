package cli

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/packet"
)

func (a *app) packetReplicas() *cobra.Command {
	return &cobra.Command{
		Use: "replicas", Short: "列出账套里的电脑（名册）", Args: between(0, 0),
		RunE: a.exchange(func(ctx context.Context, x *packet.Exchange, _ []string) error {
			list, err := computers(ctx, x)
			if err != nil {
				return err
			}
			return a.answer(object{{"replicas", list}}, func(w io.Writer) { rosterText(w, list) })
		}),
	}
}

// rosterText is the roster as a table.
func rosterText(w io.Writer, list []packet.Computer) {
	var rows [][]string
	for _, c := range list {
		state := "在用"
		switch {
		case c.Self:
			state = "这台"
		case c.Removed != "":
			state = c.Removed + " 移出"
		}
		if c.CopyOf != "" {
			state += "，从 " + c.CopyOf + " 复制"
		}
		for _, also := range c.Also {
			state += "，也是 " + also.Name
		}
		seen, lacks, holds := c.Seen, "", ""
		if !c.Self && c.Removed == "" {
			lacks = count(c.Lacks)
			if seen == "" {
				seen = "还没有"
			}
		}
		if !c.Self {
			holds = count(c.Holds)
		}
		rows = append(rows, []string{c.Name, c.ID, c.Fingerprint, c.Joined, seen, lacks, holds, state})
	}
	writeTable(w, []string{"名称", "编号", "指纹", "加入日期", "它最近的包", "它还缺", "这里还缺", "状态"}, rows)
}

// count is a number of changes as a cell: nothing where there is none.
func count(n int) string {
	if n == 0 {
		return "不缺"
	}
	return strconv.Itoa(n) + " 次"
}

func (a *app) packetRename() *cobra.Command {
	return &cobra.Command{
		Use: "rename 电脑 新名称", Short: "给一台电脑改名", Args: between(2, 2, "电脑的名称或编号", "新名称"),
		Example: "  chengzhuan packet rename 2号机 窗口机",
		RunE: a.exchange(func(ctx context.Context, x *packet.Exchange, args []string) error {
			name := strings.Join(strings.Fields(args[1]), " ")
			if n := utf8.RuneCountInString(name); n == 0 || n > 20 {
				return errs.New(errs.Invalid, "电脑的名称应有 1 到 20 个字").In("name").Do("例如 2号机、窗口机")
			}
			pc, err := a.computer(ctx, x, args[0])
			if err != nil {
				return err
			}
			if err := x.Rename(ctx, pc.ID, name); err != nil {
				return err
			}
			return a.answer(object{{"id", pc.ID}, {"name", name}}, func(w io.Writer) {
				fmt.Fprintf(w, "已改名：%s → %s\n", plain(pc.Name), plain(name))
			})
		}),
	}
}

func (a *app) computer(ctx context.Context, x *packet.Exchange, word string) (packet.Computer, error) {
	list, err := computers(ctx, x)
	if err != nil {
		return packet.Computer{}, err
	}
	return findComputer(list, word)
}

func (a *app) packetRemove() *cobra.Command {
	c := &cobra.Command{
		Use: "remove 电脑", Short: "把一台电脑移出账套", Args: between(1, 1, "电脑的名称或编号"),
		Long: "把一台电脑移出账套：从此它做的同步包不再收，新的同步包它也打不开。它以前的改动都留着，它自己已有的资料也还在它那里。\n" +
			"电脑丢了、报废了、调走了就这样办。",
		Example: "  chengzhuan packet remove 3号机",
	}
	yes := c.Flags().Bool("yes", false, "不再问，直接移出")
	c.RunE = a.exchange(func(ctx context.Context, x *packet.Exchange, args []string) error {
		pc, err := a.computer(ctx, x, args[0])
		if err != nil {
			return err
		}
		if err := a.agreed(ctx, *yes, question{
			facts:   [][2]string{{"要移出的电脑", pc.Name}, {"它的指纹", pc.Fingerprint}},
			ask:     "移出以后，它做的同步包不再收，新的同步包它也打不开。确定移出吗？",
			answer:  "确定",
			refused: fmt.Sprintf("还没有移出“%s”", pc.Name),
			hint:    "移出以后，它做的同步包不再收，新的同步包它也打不开。确定要移出请加上 --yes",
		}); err != nil {
			return err
		}
		if err := x.Remove(ctx, pc.ID); err != nil {
			return err
		}
		return a.answer(object{{"id", pc.ID}, {"name", pc.Name}}, func(w io.Writer) {
			fmt.Fprintf(w, "已移出：%s。请导出同步包交给其余的电脑，让它们也知道。\n", plain(pc.Name))
		})
	})
	return c
}
