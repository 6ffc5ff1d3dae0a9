package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func (a *app) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "help [命令]",
		Short:   "显示说明",
		GroupID: "more",
		RunE: func(cmd *cobra.Command, args []string) error {
			found, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return unknownCommand(cmd.Root(), rest[0])
			}
			a.help(found, nil)
			return nil
		},
	}
}

// useLine is the one line that shows how to call a command.
func useLine(cmd *cobra.Command) string {
	if !cmd.HasParent() {
		return program + " [选项] 命令 …"
	}
	return strings.TrimSuffix(cmd.Parent().CommandPath()+" "+cmd.Use, " ")
}

// help prints what a command does and how it is called.
func (a *app) help(cmd *cobra.Command, _ []string) {
	w := a.env.Stdout
	text := cmd.Long
	if text == "" {
		text = cmd.Short
	}
	fmt.Fprintf(w, "%s\n\n用法：\n  %s\n", text, useLine(cmd))
	for _, g := range cmd.Groups() {
		helpCommands(w, g.Title, cmd, g.ID)
	}
	if len(cmd.Groups()) == 0 {
		helpCommands(w, "命令", cmd, "")
	}
	if cmd.Example != "" {
		fmt.Fprintf(w, "\n例：\n%s\n", cmd.Example)
	}
	helpFlags(w, "选项", cmd.LocalNonPersistentFlags())
	helpFlags(w, "各命令都有的选项", cmd.Root().PersistentFlags())
	if !cmd.HasParent() {
		fmt.Fprintf(w, "\n某个命令的说明：%s help 命令\n", program)
	}
}

func helpCommands(w io.Writer, title string, cmd *cobra.Command, group string) {
	var lines [][]string
	for _, c := range cmd.Commands() {
		if c.GroupID == group && !c.Hidden {
			lines = append(lines, []string{"  " + c.Name(), c.Short})
		}
	}
	if len(lines) > 0 {
		fmt.Fprintf(w, "\n%s：\n", title)
		writeColumns(w, lines)
	}
}

func helpFlags(w io.Writer, title string, flags *pflag.FlagSet) {
	var lines [][]string
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, text := pflag.UnquoteUsage(f)
		name := "    --" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", --" + f.Name
		}
		if f.Value.Type() != "bool" {
			name += " " + value
		}
		lines = append(lines, []string{"  " + name, text})
	})
	if len(lines) > 0 {
		fmt.Fprintf(w, "\n%s：\n", title)
		writeColumns(w, lines)
	}
}
