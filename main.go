// Package main is the entry of the program: it wires the page, the commands
// and the window together and decides nothing else. Without arguments it opens
// the window; with arguments it is a command.
package main

import (
	"context"
	"embed"
	"io/fs"
	"os"
	"os/signal"
	"syscall"

	"chengzhuan/backend/cli"
)

// dist is the built page. A build without it still runs every command.
//
//go:embed all:frontend/dist
var dist embed.FS

// version is stamped by the linker: -X main.version=1.2.3.
var version = "dev"

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	attachConsole(len(args) > 0)
	page, err := fs.Sub(dist, "frontend/dist")
	if err != nil {
		panic(err) // the path is a constant of this file
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	env := cli.Env{
		Version: version,
		Args:    args,
		Stdin:   os.Stdin,
		Stdout:  os.Stdout,
		Stderr:  os.Stderr,
		Dist:    page,
		Data:    dataFolder(os.Getenv),
		Window: func(ctx context.Context, data, file string) error {
			return openWindow(ctx, Window{Data: data, Dist: page, Version: version, File: file})
		},
		Hold:   hold,
		Browse: browse(),
	}
	if len(args) > 0 && args[0] == "selftest" {
		return selfTest(ctx, env, args[1:])
	}
	return cli.Run(ctx, env)
}
