//go:build desktop

package main

import (
	"os/exec"
	"syscall"

	"github.com/wailsapp/go-webview2/webviewloader"
	"golang.org/x/sys/windows"

	"chengzhuan/backend/errs"
)

// windowMissing says why no window can be shown here, "" when it can.
func windowMissing() string {
	version, err := webviewloader.GetAvailableCoreWebView2BrowserVersionString("")
	if err != nil || version == "" {
		return "这台电脑没有 WebView2 运行时，不能打开窗口"
	}
	return ""
}

// showFile opens path in the program that Windows opens such files with.
func showFile(path string) error {
	verb, _ := windows.UTF16PtrFromString("open")
	file, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return errs.Wrap(errs.Invalid, err, "文件名不对，文件没有打开")
	}
	if err := windows.ShellExecute(0, verb, file, nil, nil, windows.SW_SHOWNORMAL); err != nil {
		return errs.Wrap(errs.NotFound, err, "这台电脑没有设定用什么程序打开这种文件").Do("请到保存的位置手工打开")
	}
	return nil
}

// revealFile opens the Explorer with path selected. Explorer reads its own
// command line, so the quoting is done here; it always exits with 1.
func revealFile(path string) error {
	cmd := exec.Command("explorer.exe")
	cmd.SysProcAttr = &syscall.SysProcAttr{CmdLine: `explorer.exe /select,"` + path + `"`}
	if err := cmd.Start(); err != nil {
		return errs.Wrap(errs.Internal, err, "文件夹没有打开").Do("请到保存的位置手工打开")
	}
	go func() { _ = cmd.Wait() }()
	return nil
}
