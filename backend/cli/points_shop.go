package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points"
)

func (a *app) pointShop() *cobra.Command {
	return a.group(&cobra.Command{
		Use: "shop 命令", Short: "积分兑换：物品、兑换、作废；积分规则里开办了才有",
		Example: "  chengzhuan points shop add 肥皂 --price 2 --stock 40 --unit 块\n  chengzhuan points shop redeem 肥皂 --member 张三 --count 2 --by 王芳",
	}, "points shop list", a.shopOpen(true), a.shopOpen(false), a.shopList(), a.shopAdd(), a.shopRedeem(), a.shopVoid(), a.shopPurse())
}

func (a *app) shopList() *cobra.Command {
	c := &cobra.Command{Use: "list", Short: "物品和余量", Args: between(0, 0)}
	c.RunE = a.scoring(func(ctx context.Context, d *points.Desk, _ *ledger.Ledger, _ []string) error {
		goods, err := d.Goods(ctx)
		if err != nil {
			return err
		}
		rows := []object{}
		for _, g := range goods {
			rows = append(rows, object{{"id", g.ID}, {"name", g.Name}, {"price", onePlace(g.Price)}, {"unit", g.Unit}, {"stock", g.Stock}, {"left", g.Left}, {"off", g.Off}})
		}
		return a.answer(object{{"goods", rows}}, func(w io.Writer) {
			for _, g := range goods {
				off := ""
				if g.Off {
					off = "  停止兑换"
				}
				fmt.Fprintf(w, "%s  %s  %s 分  还有 %d%s%s\n", g.ID, plain(g.Name), g.Price.Short(), g.Left, g.Unit, off)
			}
			if len(goods) == 0 {
				fmt.Fprintln(w, "还没有物品")
			}
		})
	})
	return c
}

func (a *app) shopOpen(open bool) *cobra.Command {
	c := &cobra.Command{Use: "open", Short: "这一年开办积分兑换", Args: between(0, 0), Long: "这一年开办积分兑换。每项给多少兑换分，在积分规则的“兑换分”一栏填。"}
	if !open {
		c = &cobra.Command{Use: "close", Short: "这一年停办积分兑换；以前换过的都留着", Args: between(0, 0)}
	}
	year := yearFlag(c)
	c.RunE = a.scoring(func(ctx context.Context, d *points.Desk, l *ledger.Ledger, _ []string) error {
		if err := d.OpenShop(ctx, year(l), open); err != nil {
			return err
		}
		word := map[bool]string{true: "已开办", false: "已停办"}[open]
		return a.answer(object{{"year", year(l)}, {"open", open}}, func(w io.Writer) { fmt.Fprintf(w, "%d 年%s积分兑换\n", year(l), word) })
	})
	return c
}

// goodOf finds something of the shop by its ID or its name.
func goodOf(ctx context.Context, d *points.Desk, word string) (points.Good, error) {
	goods, err := d.Goods(ctx)
	if err != nil {
		return points.Good{}, err
	}
	var found []points.Good
	for _, g := range goods {
		if g.ID == word {
			return g, nil
		}
		if g.Name == word {
			found = append(found, g)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return points.Good{}, errs.New(errs.NotFound, "没有叫“"+word+"”的物品").Do("全部物品见 " + program + " points shop list")
	}
	return points.Good{}, errs.New(errs.Conflict, "有几种物品都叫“"+word+"”").Do("请写 " + program + " points shop list 里第一列的编号")
}

func (a *app) shopAdd() *cobra.Command {
	c := &cobra.Command{Use: "add 名称", Short: "登记一种物品；已有同名的就是补货或改价", Args: between(1, 1, "名称")}
	f := c.Flags()
	price, stock, unit, off := f.String("price", "", "每件的兑换`分`"), f.Int("stock", -1, "一共进了多少`件`"), f.String("unit", "", "`单位`"), f.Bool("off", false, "停止兑换")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		return a.scoring(func(ctx context.Context, d *points.Desk, _ *ledger.Ledger, args []string) error {
			g, err := goodOf(ctx, d, args[0])
			if err != nil && errs.Of(err).Code != errs.NotFound {
				return err
			}
			if err != nil {
				g = points.Good{Name: args[0]}
			}
			if *price != "" {
				if g.Price, err = points.ReadPrice(*price); err != nil {
					return err
				}
			}
			if *stock >= 0 {
				g.Stock = *stock
			}
			if *unit != "" {
				g.Unit = *unit
			}
			if cmd.Flags().Changed("off") {
				g.Off = *off
			}
			id, err := d.SetGood(ctx, g)
			if err != nil {
				return err
			}
			return a.answer(object{{"id", id}}, func(w io.Writer) { fmt.Fprintf(w, "已登记：%s（编号 %s）\n", plain(g.Name), id) })
		})(cmd, args)
	}
	return c
}

func (a *app) shopRedeem() *cobra.Command {
	c := &cobra.Command{Use: "redeem 物品 --member 党员", Short: "兑换：兑换分和余量够才行", Args: between(1, 1, "物品")}
	f := c.Flags()
	member, count, date, name, note := f.String("member", "", "`党员`，编号或姓名（必填）"), f.Int("count", 1, "几`件`"), f.String("date", "", "`日期`；不写就是今天"), f.String("by", "", "经办人`姓名`；不写就是操作人"), f.String("note", "", "`备注`")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		day, err := dayFlag("date", *date)
		if err != nil {
			return err
		}
		return a.scoring(func(ctx context.Context, d *points.Desk, l *ledger.Ledger, args []string) error {
			id, err := memberID(ctx, l, *member)
			if err != nil {
				return err
			}
			g, err := goodOf(ctx, d, args[0])
			if err != nil {
				return err
			}
			r, err := d.Redeem(ctx, id, g.ID, *count, day, *name, *note)
			if err != nil {
				return err
			}
			return a.answer(object{{"id", r.ID}, {"date", r.Date}, {"good", r.Good}, {"count", r.Count}, {"points", onePlace(r.Points)}}, func(w io.Writer) {
				fmt.Fprintf(w, "已兑换：%s %d%s，用去 %s 分（编号 %s）\n", plain(r.Good), r.Count, g.Unit, r.Points.Short(), r.ID)
			})
		})(cmd, args)
	}
	return c
}

func (a *app) shopVoid() *cobra.Command {
	c := &cobra.Command{Use: "void 编号 --reason 理由", Short: "作废一次兑换：兑换分和余量都退回", Args: between(1, 1, "编号")}
	reason := c.Flags().String("reason", "", "作废的`理由`（必填）")
	c.RunE = a.scoring(func(ctx context.Context, d *points.Desk, _ *ledger.Ledger, args []string) error {
		if _, err := oplog.ParseID(args[0]); err != nil {
			return err
		}
		if err := d.VoidRedemption(ctx, args[0], *reason); err != nil {
			return err
		}
		return a.answer(object{{"id", args[0]}}, func(w io.Writer) { fmt.Fprintln(w, "已作废") })
	})
	return c
}

func (a *app) shopPurse() *cobra.Command {
	c := &cobra.Command{Use: "purse --member 党员", Short: "一名党员有多少兑换分，换过什么", Args: between(0, 0)}
	member := c.Flags().String("member", "", "`党员`，编号或姓名（必填）")
	year := yearFlag(c)
	c.RunE = a.scoring(func(ctx context.Context, d *points.Desk, l *ledger.Ledger, _ []string) error {
		id, err := memberID(ctx, l, *member)
		if err != nil {
			return err
		}
		p, err := d.PurseOf(ctx, id, year(l))
		if err != nil {
			return err
		}
		list, err := d.Redemptions(ctx, year(l), id)
		if err != nil {
			return err
		}
		rows := []object{}
		for _, r := range list {
			rows = append(rows, object{{"id", r.ID}, {"date", r.Date}, {"good", r.Good}, {"count", r.Count}, {"points", onePlace(r.Points)}, {"by", r.By}, {"void", r.Void}})
		}
		return a.answer(object{{"earned", onePlace(p.Earned)}, {"spent", onePlace(p.Spent)}, {"left", onePlace(p.Left)}, {"off", p.Off}, {"redemptions", rows}}, func(w io.Writer) {
			if p.Off {
				fmt.Fprintf(w, "兑换分：用 %s，还有 %s（%d 年积分兑换已停用）\n", p.Spent.Short(), p.Left.Short(), year(l))
			} else {
				fmt.Fprintf(w, "兑换分：得 %s，用 %s，还有 %s\n", p.Earned.Short(), p.Spent.Short(), p.Left.Short())
			}
			for _, r := range list {
				void := ""
				if r.Void != "" {
					void = "  已作废：" + plain(r.Void)
				}
				fmt.Fprintf(w, "%s  %s  %s × %d  %s 分%s\n", r.ID, r.Date, plain(r.Good), r.Count, r.Points.Short(), void)
			}
		})
	})
	return c
}
