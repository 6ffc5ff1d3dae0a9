package cli

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"chengzhuan/backend/errs"
)

// program is the name under which the help calls the program.
const program = "chengzhuan"

// root returns the tree of all commands.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:                        program,
		Short:                      "城砖：社区党建台账。不带命令时打开窗口",
		SilenceErrors:              true,
		SilenceUsage:               true,
		SuggestionsMinimumDistance: 2,
		CompletionOptions:          cobra.CompletionOptions{DisableDefaultCmd: true},
		Args: func(cmd *cobra.Command, args []string) error {
			// What a double click on a packet starts.
			if len(args) == 1 && IsPacket(args[0]) {
				return nil
			}
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return nil
		},
	}
	version := root.Flags().Bool("version", false, "显示版本")
	root.RunE = func(cmd *cobra.Command, args []string) error {
		if *version {
			return a.version(cmd, nil)
		}
		if len(args) == 0 {
			return a.window(cmd.Context(), "")
		}
		file, err := packetFile(args[0])
		if err != nil {
			return err
		}
		return a.window(cmd.Context(), file)
	}
	p := root.PersistentFlags()
	p.StringVar(&a.data, "data", a.env.Data, "账套所在的`文件夹`；平时由环境变量 CHENGZHUAN_DATA 指定")
	p.BoolVar(&a.json, "json", a.json, "结果写成一份 JSON，供脚本使用")
	p.StringVar(&a.operator, "operator", "", "操作人`姓名`，记入改动；不写就用本机记住的姓名")
	p.BoolP("help", "h", false, "显示说明")

	root.SetOut(a.env.Stdout)
	root.SetErr(a.env.Stderr)
	root.SetIn(a.env.Stdin)
	root.SetHelpFunc(a.help)
	root.SetUsageFunc(func(*cobra.Command) error { return nil })
	root.SetHelpCommand(a.helpCommand())
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		if !cmd.HasParent() {
			if word := firstWord(a.env.Args, cmd); word != "" {
				return unknownCommand(cmd, word)
			}
		}
		return flagError(cmd, err)
	})
	for _, g := range []struct{ id, title string }{
		{"book", "账套"}, {"records", "台账"}, {"work", "走访和办理"}, {"files", "文件"}, {"more", "其他"},
	} {
		root.AddGroup(&cobra.Group{ID: g.id, Title: g.title})
	}
	a.addBook(root)
	a.addRecords(root)
	a.addWork(root)
	add(root, "work", a.lifeCommand(), a.pointsCommand(), a.noticesCommand())
	a.addFiles(root)
	a.addMore(root)
	return root
}

// add puts a command into a group of the help.
func add(root *cobra.Command, group string, list ...*cobra.Command) {
	for _, c := range list {
		c.GroupID = group
		root.AddCommand(c)
	}
}

// group is a command that only holds others; example is named to whom writes none of them.
func (a *app) group(c *cobra.Command, example string, parts ...*cobra.Command) *cobra.Command {
	c.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 && args[0] != "help" {
			return unknownCommand(cmd, args[0])
		}
		return nil
	}
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			a.help(cmd, nil)
			return nil
		}
		return usage(cmd, "请写明要做什么，例如 "+example)
	}
	c.SuggestionsMinimumDistance = 2
	c.AddCommand(parts...)
	return c
}

// between wants from low to high arguments; names are what the help calls them.
func between(low, high int, names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) >= low && (high < 0 || len(args) <= high) {
			return nil
		}
		want := strconv.Itoa(low)
		switch {
		case high < 0:
			want = "至少 " + want
		case high > low:
			want += " 到 " + strconv.Itoa(high)
		}
		what := ""
		if len(names) > 0 {
			what = "（" + strings.Join(names, "、") + "）"
		}
		if high == 0 {
			return usage(cmd, fmt.Sprintf("“%s”后面不带参数，得到 %d 个", cmd.Name(), len(args)))
		}
		return usage(cmd, fmt.Sprintf("“%s”后面应有 %s 个参数%s，得到 %d 个", cmd.Name(), want, what, len(args)))
	}
}

// usage is an error about how a command was called: exit code 2.
func usage(cmd *cobra.Command, message string) error {
	hint := "用法：" + useLine(cmd) + "\n说明：" + program + " help"
	if cmd.HasParent() {
		hint += " " + strings.TrimPrefix(cmd.CommandPath(), program+" ")
	}
	return errs.New(errs.Usage, message).Do(hint)
}

func unknownCommand(cmd *cobra.Command, word string) error {
	e := errs.New(errs.Usage, "没有“"+word+"”这个命令")
	if near := cmd.SuggestionsFor(word); len(near) > 0 {
		return e.Do("是不是想用 " + strings.Join(near, "、") + "？全部命令见 " + cmd.CommandPath() + " help")
	}
	return e.Do("全部命令见 " + program + " help")
}

// flagError words an error of parsing flags.
func flagError(cmd *cobra.Command, err error) error {
	var none *pflag.NotExistError
	var value *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	var syntax *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &none):
		name := "--" + none.GetSpecifiedName()
		if short := none.GetSpecifiedShortnames(); short != "" {
			name = "-" + none.GetSpecifiedName()
		}
		return usage(cmd, "没有“"+name+"”这个选项")
	case errors.As(err, &value):
		return usage(cmd, "选项“"+flagName(value.GetFlag())+"”后面要写内容")
	case errors.As(err, &wrong):
		return usage(cmd, "选项“"+flagName(wrong.GetFlag())+"”的内容“"+wrong.GetValue()+"”不对")
	case errors.As(err, &syntax):
		return usage(cmd, "选项“"+syntax.GetSpecifiedFlag()+"”写法不对")
	}
	return usage(cmd, "命令的写法不对")
}

func flagName(f *pflag.Flag) string {
	if f.Shorthand != "" {
		return "-" + f.Shorthand
	}
	return "--" + f.Name
}

// firstWord returns the first argument that is neither a flag nor the value of one.
func firstWord(args []string, root *cobra.Command) string {
	for i := 0; i < len(args); i++ {
		s := args[i]
		if !strings.HasPrefix(s, "-") {
			return s
		}
		name, _, joined := strings.Cut(strings.TrimLeft(s, "-"), "=")
		if f := root.PersistentFlags().Lookup(name); f != nil && !joined && f.NoOptDefVal == "" {
			i++
		}
	}
	return ""
}

// asksJSON reports whether the arguments ask for JSON, also where they are
// otherwise wrong: the error about that has to be JSON too.
func asksJSON(args []string) bool {
	for _, s := range args {
		switch s {
		case "--json", "--json=true", "--json=1":
			return true
		case "--":
			return false
		}
	}
	return false
}
