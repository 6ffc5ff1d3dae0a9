package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/packet"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

func (a *app) packetJoin() *cobra.Command {
	c := &cobra.Command{
		Use: "join --name 这台电脑的名称 -o 文件", Short: "这台新电脑申请加入账套", Args: between(0, 0),
		Long: "在还没有账套的电脑上用。写一个加入申请，交给账套里的任意一台电脑，由它接纳并给一个欢迎包；导入欢迎包就加入了。\n" +
			"两台电脑的屏幕上会显示同一个指纹，请对一对。\n" +
			"在已有账套的电脑上用，不写 --name：本机被移出了名册，申请重新加入。本机的资料都留着，移出期间录的也会收进去。",
		Example: "  chengzhuan packet join --name 2号机 -o E:\\\n  chengzhuan packet import E:\\欢迎包-2号机.czb\n  chengzhuan packet join -o E:\\",
	}
	name := c.Flags().String("name", "", "这台电脑的`名称`，例如 2号机（必填）")
	to := output(c, "加入申请的`文件`，一般以 .czb 结尾；也可以是文件夹（必填）")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		pc := strings.Join(strings.Fields(*name), " ")
		if store.Exists(a.data) && strings.TrimSpace(*to) != "" {
			return a.rejoin(cmd, pc, *to)
		}
		if pc == "" {
			return usage(cmd, "请用 --name 写明这台电脑的名称，例如 2号机")
		}
		if utf8.RuneCountInString(pc) > 20 {
			return errs.New(errs.Invalid, "名称太长").In("name").Do("电脑名称最多 20 个字")
		}
		file, err := a.packetFile(cmd, *to, func() (string, error) { return "加入申请-" + fileName(pc) + packet.Extension, nil })
		if err != nil {
			return err
		}
		ctx, err := a.withOperator(cmd.Context())
		if err != nil {
			return err
		}
		r, err := packet.Join(ctx, a.data, pc, file)
		if err != nil {
			return err
		}
		return a.answer(r, func(w io.Writer) {
			fmt.Fprintf(w, "已写好加入申请：%s\n\n", r.File)
			writeFields(w, [][2]string{{"这台电脑", r.Name}, {"指纹", r.Fingerprint}})
			fmt.Fprintf(w, "\n下一步：把这个文件交给账套里的一台电脑，在那里运行 %s packet welcome，并对一对指纹。\n"+
				"拿到欢迎包以后，在这台电脑上运行 %s packet import。\n", program, program)
		})
	}
	return c
}

// rejoin writes a request of a PC that has the book; name, where it is given, must be its own.
func (a *app) rejoin(cmd *cobra.Command, name, to string) error {
	return a.exchange(func(ctx context.Context, x *packet.Exchange, _ []string) error {
		s, err := x.Status(ctx)
		if err != nil {
			return err
		}
		if name != "" && name != s.Self.Name {
			return errs.New(errs.Conflict, "这个文件夹里已经有账套，本机在里面叫“"+s.Self.Name+"”").In("name").
				Do("要加入别的账套，请用 --data 指到一个空文件夹；本机若是被移出了名册，要重新申请，请不写 --name")
		}
		file, err := a.packetFile(cmd, to, func() (string, error) { return "加入申请-" + fileName(s.Self.Name) + packet.Extension, nil })
		if err != nil {
			return err
		}
		r, err := x.Rejoin(ctx, file)
		if err != nil {
			return err
		}
		return a.answer(r, func(w io.Writer) {
			fmt.Fprintf(w, "已写好重新加入的申请：%s\n\n", r.File)
			writeFields(w, [][2]string{{"这台电脑", r.Name}, {"指纹", r.Fingerprint}})
			fmt.Fprintf(w, "\n下一步：把这个文件交给账套里的一台电脑，在那里运行 %s packet welcome，并对一对指纹。\n"+
				"拿到欢迎包以后，在这台电脑上运行 %s packet import，再导出一次同步包。\n", program, program)
		})
	})(cmd, nil)
}

// askerFacts says who asks to join, and whether it was in the book before.
func askerFacts(r packet.Request) [][2]string {
	out := [][2]string{{"申请加入的电脑", r.Name}, {"它的指纹", r.Fingerprint}, {"申请时间", r.When}}
	if text := returning(r); text != "" {
		out = append(out, [2]string{"注意", text})
	}
	return out
}

// returning says in words that a PC was in the book before; "" it was not.
func returning(r packet.Request) string {
	switch {
	case r.Removed != "":
		return "“" + r.Known + "”已在 " + r.Removed + " 移出名册，接纳就是让它重新回来；它做过的改动到时照收"
	case r.Known != "":
		return "它本来就在名册里，叫“" + r.Known + "”；接纳只是再给它一个欢迎包"
	}
	return ""
}

// withOperator puts the caller of --operator into the context, for commands
// that run before there is a book.
func (a *app) withOperator(ctx context.Context) (context.Context, error) {
	who, err := operatorName(a.operator)
	return caller.With(ctx, caller.Caller{Operator: who, Face: caller.Command}), err
}

// waiting reports whether the data folder has no book but a request to join one.
func (a *app) waiting() (bool, error) {
	if store.Exists(a.data) {
		return false, nil
	}
	_, ok, err := packet.Pending(a.data)
	return ok, err
}

// enter makes the book out of the welcome packet and remembers the operator.
func (a *app) enter(ctx context.Context, files []string, show packet.Progress) (packet.Imported, error) {
	ctx, err := a.withOperator(ctx)
	if err != nil {
		return packet.Imported{}, err
	}
	r, err := packet.Enter(ctx, a.data, files, show)
	who := caller.From(ctx).Operator
	if err != nil || who == "" || !r.Joined {
		return r, err
	}
	s, err := store.Open(ctx, a.data, registers.All(), store.Options{Now: a.env.Now})
	if err != nil {
		return r, err
	}
	err = s.Remember(ctx, "operator", who)
	if e := s.Close(); err == nil {
		err = e
	}
	return r, err
}

func (a *app) packetWelcome() *cobra.Command {
	c := &cobra.Command{
		Use: "welcome 加入申请 -o 文件", Short: "接纳一台新电脑，写欢迎包给它", Args: between(1, 1, "加入申请"),
		Long: "在账套里的一台电脑上用。先显示申请里的名称和指纹，请和那台电脑屏幕上的对一对，一样才接纳。\n" +
			"在脚本里用时没有人回答，请自己对好指纹，再加上 --yes。",
		Example: "  chengzhuan packet welcome E:\\加入申请-2号机.czb -o E:\\",
	}
	to := output(c, "欢迎包的`文件`，一般以 .czb 结尾；也可以是文件夹（必填）")
	yes := c.Flags().Bool("yes", false, "指纹已经对过，一样")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if strings.TrimSpace(*to) == "" {
			return usage(cmd, "请用 -o 写明要保存的文件，或放文件的文件夹")
		}
		return a.exchange(func(ctx context.Context, x *packet.Exchange, args []string) error {
			asks, err := x.ReadRequest(ctx, args[0])
			if err != nil {
				return err
			}
			file, err := a.packetFile(cmd, *to, func() (string, error) { return "欢迎包-" + fileName(asks.Name) + packet.Extension, nil })
			if err != nil {
				return err
			}
			if err := a.agreed(ctx, *yes, question{
				facts:   askerFacts(asks),
				ask:     "请看那台电脑屏幕上的指纹，和上面的一样吗？",
				answer:  "一样",
				refused: strings.TrimSuffix(fmt.Sprintf("还没有接纳“%s”，它的指纹是 %s。%s", asks.Name, asks.Fingerprint, returning(asks)), "。"),
				hint:    "请和那台电脑屏幕上的指纹对一对，一样再加上 --yes；不一样就不要接纳，请那台电脑重新申请",
			}); err != nil {
				return err
			}
			show, end := a.packetProgress("正在写欢迎包")
			r, err := x.Welcome(ctx, args[0], file, show)
			end()
			if err != nil {
				return stopped(ctx, err, "欢迎包没有保存")
			}
			return a.answer(r, func(w io.Writer) {
				fmt.Fprintf(w, "已接纳 %s（指纹 %s）。\n欢迎包：%s（%s）\n下一步：把欢迎包交给 %s，在那里运行 %s packet import。\n",
					plain(r.Name), r.Fingerprint, r.File, sizeText(int64(r.Size)), plain(r.Name), program)
			})
		})(cmd, args)
	}
	return c
}

// question is what a command asks before it does something that matters.
type question struct {
	facts   [][2]string
	ask     string
	answer  string // what y means: 一样
	refused string // the error's message where nobody agreed
	hint    string
}

// agreed asks on the terminal unless --yes was given; without a terminal, with
// --json and without an answer the command is refused.
func (a *app) agreed(ctx context.Context, yes bool, q question) error {
	if yes {
		return nil
	}
	refused := errs.New(errs.Denied, q.refused).Do(q.hint)
	in, ok := a.env.Stdin.(*os.File)
	if !ok || a.json {
		return refused
	}
	if info, err := in.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return refused
	}
	writeFields(a.env.Stderr, q.facts)
	fmt.Fprint(a.env.Stderr, q.ask+q.answer+"请输入 y，再按回车：")
	answer := make(chan string, 1)
	go func() { // reading a terminal cannot be interrupted; the process ends without it
		line, _ := bufio.NewReader(in).ReadString('\n')
		answer <- line
	}()
	select {
	case <-ctx.Done():
		fmt.Fprintln(a.env.Stderr)
		return errs.Wrap(errs.Canceled, ctx.Err(), "已取消，什么都没有做")
	case line := <-answer:
		switch strings.ToLower(strings.TrimSpace(line)) {
		case "y", "yes", "是", q.answer:
			return nil
		}
		return refused
	}
}
