// Package cli owns the commands: it parses what was typed, calls the same
// services as the page, and prints the answer as Chinese text or as one JSON
// document. It decides nothing about records, and it reads neither os.Args nor
// the environment: everything of the process comes in through Env.
package cli

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// Env is what a command gets from the process; nothing below reads os.Args,
// the environment or the standard streams by itself.
type Env struct {
	Version        string
	Args           []string // without the program's name
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Dist           fs.FS  // the built page; index.html is missing in a build without it
	Data           string // data folder unless --data says otherwise

	// Window opens the window on a data folder and returns when it is closed;
	// file is a packet that was opened by double click, "" none.
	// An error with a method NoWindow() bool means: serve the page instead.
	Window func(ctx context.Context, data, file string) error
	// Hold shows a text until the user closes it; nil where a terminal does that.
	Hold func(text string)
	// Browse opens an address in the browser; nil where there is no display.
	Browse func(address string) error
	// Now is the clock; nil is the real one.
	Now func() time.Time
}

// Exit codes.
const (
	exitDone    = 0
	exitRefused = 1
	exitUsage   = 2
)

func init() {
	// The library would refuse to run where a shortcut with arguments was
	// double-clicked, and would sort the commands out of their groups.
	cobra.MousetrapHelpText = ""
	cobra.EnableCommandSorting = false
}

// Run runs one command, or opens the window where there is none, and returns
// the exit code: 0 done, 1 refused or failed, 2 wrong usage. A cancelled ctx
// stops the work; what was not finished is not stored.
func Run(ctx context.Context, env Env) (code int) {
	a := &app{env: env, json: asksJSON(env.Args)}
	defer func() {
		if r := recover(); r != nil {
			code = a.fail(errs.New(errs.Internal, "程序内部出错，这一步没有完成").Do("请再试一次；仍然出错请把出错的命令交给维护人员"))
			if !a.json {
				// The kind of the panic and the places in the code; values stay out.
				fmt.Fprintf(env.Stderr, "%T\n%s", r, debug.Stack())
			}
		}
	}()
	root := a.root()
	root.SetArgs(env.Args)
	if err := root.ExecuteContext(ctx); err != nil {
		return a.fail(err)
	}
	return exitDone
}

// app is one run of the program.
type app struct {
	env      Env
	data     string
	operator string
	json     bool
}

// now is the clock of the process.
func (a *app) now() time.Time {
	if a.env.Now != nil {
		return a.env.Now()
	}
	return time.Now()
}

// book opens the book for a command and closes it afterwards. The context of f
// carries the caller: --operator, else the name remembered on this PC.
func (a *app) book(f func(ctx context.Context, l *ledger.Ledger, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) (err error) {
		s, err := store.Open(cmd.Context(), a.data, registers.All(), store.Options{Now: a.env.Now})
		if err != nil {
			return err
		}
		defer func() {
			if e := s.Close(); err == nil {
				err = e
			}
		}()
		who, err := operatorName(a.operator)
		if err != nil {
			return err
		}
		if who == "" {
			if who, err = s.Recall(cmd.Context(), "operator"); err != nil {
				return err
			}
		}
		ctx := caller.With(cmd.Context(), caller.Caller{Operator: who, Face: caller.Command})
		return f(ctx, ledger.New(s), args)
	}
}
