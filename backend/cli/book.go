package cli

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"chengzhuan/backend/bind"
	"chengzhuan/backend/caller"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

func (a *app) addBook(root *cobra.Command) {
	add(root, "book", a.initCommand(), a.demoCommand(), a.backupCommand(), a.restoreCommand(), a.checkCommand(), a.settingsCommand())
}

func (a *app) initCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "init --name 社区名称", Short: "建立账套", Args: between(0, 0),
		Example: "  chengzhuan init --name 仁寿门社区\n  chengzhuan --data D:\\台账 init --name 仁寿门社区 --pc 2号机 --operator 张三",
	}
	name := c.Flags().String("name", "", "社区`名称`（必填）")
	pc := c.Flags().String("pc", "", "这台电脑的`名称`，不写就叫 1号机")
	c.RunE = func(cmd *cobra.Command, _ []string) (err error) {
		if strings.TrimSpace(*name) == "" {
			return usage(cmd, "请用 --name 写明社区名称")
		}
		who, err := operatorName(a.operator)
		if err != nil {
			return err
		}
		if utf8.RuneCountInString(*name) > 60 || utf8.RuneCountInString(*pc) > 20 {
			return errs.New(errs.Invalid, "名称太长").In("name").Do("社区名称最多 60 个字，电脑名称最多 20 个字")
		}
		ctx := caller.With(cmd.Context(), caller.Caller{Operator: who, Face: caller.Command})
		s, err := store.Open(ctx, a.data, registers.All(), store.Options{Now: a.env.Now, Create: &store.NewBook{Name: *name, PC: strings.TrimSpace(*pc)}})
		if err != nil {
			return err
		}
		defer func() {
			if e := s.Close(); err == nil {
				err = e
			}
		}()
		if err := s.Remember(ctx, "operator", who); err != nil {
			return err
		}
		info, err := s.Info(ctx)
		if err != nil {
			return err
		}
		return a.answer(object{{"book", info.ID}, {"name", info.Name}, {"pc", info.PC}, {"data", a.where()}}, func(w io.Writer) {
			fmt.Fprintf(w, "已建立账套：%s（%s）\n数据文件夹：%s\n", info.Name, info.PC, a.where())
		})
	}
	return c
}

// where is the data folder as the user can find it.
func (a *app) where() string {
	if abs, err := filepath.Abs(a.data); err == nil {
		return abs
	}
	return a.data
}

// operatorName is the name with single blanks, as the page keeps it.
func operatorName(s string) (string, error) {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) > 20 {
		return "", errs.New(errs.Invalid, "操作人姓名太长").In("operator").Do("最多 20 个字")
	}
	return s, nil
}

func (a *app) demoCommand() *cobra.Command {
	return &cobra.Command{
		Use: "demo", Short: "在空账套里生成一个虚构的示范社区", Args: between(0, 0),
		RunE: a.book(func(ctx context.Context, l *ledger.Ledger, _ []string) error {
			records := 0
			p := a.progress("正在生成")
			err := bind.FillDemo(ctx, l, func(done, total int) {
				records = done
				p.show(done, total)
			})
			p.end()
			if err != nil {
				return err
			}
			return a.answer(object{{"records", records}}, func(w io.Writer) {
				fmt.Fprintf(w, "示范社区已生成，共 %d 条记录。人名、证件号码和电话都是虚构的。\n", records)
			})
		}),
	}
}

func (a *app) backupCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "backup -o 备份文件", Short: "备份账套，写完就检查一遍", Args: between(0, 0),
		Example: "  chengzhuan backup -o E:\\备份\\社区.czbak",
	}
	to := output(c, "备份`文件`，一般以 .czbak 结尾（必填）")
	c.RunE = a.needOutput(to, a.book(func(ctx context.Context, l *ledger.Ledger, _ []string) error {
		size, err := l.Store.Backup(ctx, *to)
		if err != nil {
			return err
		}
		if err := l.Store.Remember(ctx, "backup", l.Store.Now().Format("2006-01-02 15:04")); err != nil {
			return err
		}
		return a.answer(object{{"file", *to}, {"size", size}}, func(w io.Writer) {
			fmt.Fprintf(w, "已备份并检查：%s（%s）\n", *to, sizeText(size))
		})
	}))
	return c
}

func sizeText(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d KB", (n+1023)>>10)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
}

// restoreCommand is two things under one word: a record out of the recycle bin,
// and a backup into an empty data folder.
func (a *app) restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use: "restore 备份文件 | restore 台账 编号", Short: "用备份恢复账套；或从回收站恢复一条记录",
		Long:    "一个参数：把备份恢复到空的数据文件夹里，先检查再写。\n两个参数：从回收站恢复一条记录。",
		Example: "  chengzhuan --data D:\\恢复 restore E:\\备份\\社区.czbak\n  chengzhuan restore 党员 1z141z-2s",
		Args:    between(1, 2, "备份文件，或台账和编号"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 2 {
				return a.restoreRecord(cmd, args)
			}
			if err := store.Restore(cmd.Context(), args[0], a.data); err != nil {
				return err
			}
			return a.answer(object{{"data", a.where()}}, func(w io.Writer) {
				fmt.Fprintf(w, "已从备份恢复到：%s\n", a.where())
			})
		},
	}
}

func (a *app) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use: "check", Short: "检查账套是否完好", Args: between(0, 0),
		RunE: a.book(func(ctx context.Context, l *ledger.Ledger, _ []string) error {
			problems, err := l.Store.Check(ctx)
			if err != nil {
				return err
			}
			if problems == nil {
				problems = []string{}
			}
			err = a.answer(object{{"ok", len(problems) == 0}, {"problems", problems}}, func(w io.Writer) {
				if len(problems) == 0 {
					fmt.Fprintln(w, "账套完好。")
				}
				for _, p := range problems {
					fmt.Fprintln(w, plain(p))
				}
			})
			if err == nil && len(problems) > 0 {
				return errs.New(errs.Damaged, fmt.Sprintf("账套有 %d 处问题", len(problems))).Do("请不要继续录入，先把整个数据文件夹复制一份，再用最近的备份恢复")
			}
			return err
		}),
	}
}
