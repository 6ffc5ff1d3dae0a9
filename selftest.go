package main

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"chengzhuan/backend/cli"
)

// selfTestScript runs inside the real web view and clicks through the page.
//
//go:embed build/selftest/selftest.js
var selfTestScript string

// scriptRun is a script at work in the page. The window gives it a way to run
// JavaScript and to hear from it; the self-test decides what that means.
type scriptRun struct {
	exec func(js string)
	hear func(event string, f func(payload string))
	quit func()
}

// selfTest makes a demo book in a temporary folder, opens the window on it,
// runs the script in the page and reports. Exit code 0: everything worked.
//
//	chengzhuan selftest [--script FILE] [--timeout 90s] [--keep] [--no-demo]
func selfTest(ctx context.Context, env cli.Env, args []string) int {
	flags := flag.NewFlagSet("selftest", flag.ContinueOnError)
	flags.SetOutput(env.Stderr)
	file := flags.String("script", "", "JavaScript to run in the page instead of the built-in test")
	timeout := flags.Duration("timeout", 90*time.Second, "how long the page may take")
	keep := flags.Bool("keep", false, "keep the temporary book")
	noDemo := flags.Bool("no-demo", false, "open an empty data folder")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	script := selfTestScript
	if *file != "" {
		b, err := os.ReadFile(*file)
		if err != nil {
			fmt.Fprintln(env.Stderr, "selftest: cannot read the script:", err)
			return 2
		}
		script = string(b)
	}
	data, err := os.MkdirTemp("", "城砖 自检 ")
	if err != nil {
		fmt.Fprintln(env.Stderr, "selftest: no temporary folder:", err)
		return 1
	}
	if !*keep {
		defer os.RemoveAll(data)
	} else {
		fmt.Fprintln(env.Stdout, "selftest: the book is kept in", data)
	}
	if !*noDemo {
		for _, command := range [][]string{{"init", "--name", "自检社区"}, {"demo"}} {
			if !runQuietly(ctx, env, append([]string{"--data", data}, command...)) {
				return 1
			}
		}
	}
	opening := time.Now()
	result := &scriptResult{out: env.Stdout, since: opening}
	ctx, cancel := context.WithTimeout(ctx, *timeout)
	defer cancel()
	err = openWindow(ctx, Window{Data: data, Dist: env.Dist, Version: env.Version, script: func(run *scriptRun) {
		result.mark("page loaded")
		run.hear("selftest:mark", result.mark)
		run.hear("selftest", func(text string) {
			result.finish(text)
			run.quit()
		})
		run.exec(script)
	}})
	switch text, done := result.get(); {
	case err != nil:
		var none errNoWindow
		if errors.As(err, &none) {
			fmt.Fprintln(env.Stderr, "selftest: no window here:", none)
		} else {
			fmt.Fprintln(env.Stderr, "selftest: FAILED:", err)
		}
		return 1
	case !done:
		fmt.Fprintf(env.Stderr, "selftest: FAILED: no answer from the page within %s, last mark: %q\n", *timeout, result.last())
		return 1
	case text != "ok":
		fmt.Fprintf(env.Stderr, "selftest: FAILED after %q: %s\n", result.last(), text)
		return 1
	}
	fmt.Fprintf(env.Stdout, "selftest: ok, %d steps in %d ms\n", result.count(), time.Since(opening).Milliseconds())
	return 0
}

// runQuietly runs one command and shows its output only if it fails.
func runQuietly(ctx context.Context, env cli.Env, args []string) bool {
	var out bytes.Buffer
	env.Args, env.Stdout, env.Stderr = args, &out, &out
	if code := cli.Run(ctx, env); code != 0 {
		fmt.Fprintf(os.Stderr, "selftest: command %q gave %d:\n%s\n", args, code, out.String())
		return false
	}
	return true
}

// scriptResult collects what the page reports; the window's goroutines write it.
type scriptResult struct {
	out   io.Writer
	since time.Time

	mu    sync.Mutex
	marks []string
	text  string
	done  bool
}

func (r *scriptResult) mark(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.marks = append(r.marks, name)
	fmt.Fprintf(r.out, "selftest: %6d ms  %s\n", time.Since(r.since).Milliseconds(), name)
}

func (r *scriptResult) finish(text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.done {
		r.text, r.done = text, true
	}
}

func (r *scriptResult) get() (string, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text, r.done
}

func (r *scriptResult) last() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.marks) == 0 {
		return "nothing"
	}
	return r.marks[len(r.marks)-1]
}

func (r *scriptResult) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.marks)
}
