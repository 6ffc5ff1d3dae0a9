//go:build desktop

package main

import (
	"os"
	"os/exec"
	"path/filepath"

	"chengzhuan/backend/errs"
)

// windowMissing says why no window can be shown here, "" when it can.
func windowMissing() string {
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return "这里没有图形桌面，不能打开窗口"
	}
	return ""
}

// showFile opens path in the program that the desktop opens such files with.
func showFile(path string) error { return xdgOpen(path) }

// revealFile opens the folder of path; no desktop-neutral way selects the file in it.
func revealFile(path string) error { return xdgOpen(filepath.Dir(path)) }

func xdgOpen(path string) error {
	abs, err := filepath.Abs(path) // a path that starts with "-" must not become an option
	if err != nil {
		return errs.Wrap(errs.Internal, err, "文件没有打开").Do("请到保存的位置手工打开")
	}
	cmd := exec.Command("xdg-open", abs)
	if err := cmd.Start(); err != nil {
		return errs.Wrap(errs.NotFound, err, "这台电脑没有设定用什么程序打开文件").Do("请到保存的位置手工打开")
	}
	go func() { _ = cmd.Wait() }()
	return nil
}
