//go:build desktop

package main

import (
	"context"
	_ "embed"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/options/windows"
	wails_runtime "github.com/wailsapp/wails/v2/pkg/runtime"

	"chengzhuan/backend/bind"
	"chengzhuan/backend/caller"
	"chengzhuan/backend/errs"
)

// Size of the window in CSS pixels. The start size leaves room for the title
// bar and the task bar on a 1366 × 768 screen.
const (
	startWidth, startHeight = 1280, 700
	minWidth, minHeight     = 1024, 680
)

// icon is what the task bar of a Linux desktop shows; Windows takes it from the program file.
//
//go:embed build/appicon.png
var icon []byte

// openWindow shows the window and returns when it is closed. A second start on
// the same data folder raises the first window and ends the process.
func openWindow(ctx context.Context, w Window) error {
	if why := windowMissing(); why != "" {
		return errNoWindow{why}
	}
	desk := bind.NewDesk(bind.Config{Dir: w.Data, Version: w.Version, Face: caller.Window})
	// Started runs beside the page's first calls, so what it finds is kept for
	// the caller and not only shown.
	var failed atomic.Pointer[errs.Error]
	opened := make(chan struct{})
	var openedOnce atomic.Bool

	err := wails.Run(&options.App{
		Title:            "城砖",
		Width:            startWidth,
		Height:           startHeight,
		MinWidth:         minWidth,
		MinHeight:        minHeight,
		BackgroundColour: options.NewRGB(0xf6, 0xf3, 0xee),
		AssetServer:      &assetserver.Options{Assets: withPage(w.Dist), Handler: desk.Files()},
		Bind:             desk.Bound(),
		SingleInstanceLock: &options.SingleInstanceLock{
			UniqueId: instanceID(w.Data),
			OnSecondInstanceLaunch: func(second options.SecondInstanceData) {
				raise()
				// A file that is gone again is the first start's worry no more.
				if file := packetOf(second.Args, second.WorkingDirectory); file != "" {
					_ = desk.Offer(file)
				}
			},
		},
		// The page brings its own menus where they are useful; text fields keep cut, copy and paste.
		EnableDefaultContextMenu: true,
		OnStartup: func(wctx context.Context) {
			current.Store(&shell{ctx: wctx, data: w.Data})
			go func() {
				select {
				case <-ctx.Done():
					// Wails ends the window at a signal by itself; ending it twice
					// at once touches a window that is gone.
					if errors.Is(ctx.Err(), context.DeadlineExceeded) {
						wails_runtime.Quit(wctx)
					}
				case <-wctx.Done():
				}
			}()
			open := caller.With(ctx, caller.Caller{Face: caller.Window})
			if err := desk.Open(open, current.Load()); err != nil {
				failed.Store(errs.Of(err))
				tell(wctx, errs.Of(err))
				wails_runtime.Quit(wctx)
				return
			}
			if w.File != "" {
				if err := desk.Offer(w.File); err != nil {
					tell(wctx, errs.Of(err))
				}
			}
			if openedOnce.CompareAndSwap(false, true) {
				close(opened)
			}
		},
		OnDomReady: func(wctx context.Context) {
			if w.script == nil {
				return
			}
			go func() {
				<-opened
				w.script(newScriptRun(wctx))
			}()
		},
		OnShutdown: func(context.Context) {
			if err := desk.Close(); err != nil {
				failed.CompareAndSwap(nil, errs.Of(err))
			}
		},
		Windows: &windows.Options{
			WebviewUserDataPath: webviewFolder(),
			Messages:            windowsMessages(),
			Theme:               windows.Light,
			WindowClassName:     "ChengzhuanWindow",
		},
		Linux: &linux.Options{
			Icon:        icon,
			ProgramName: "chengzhuan",
			// The GPU of an old office PC draws a table no faster and fails more often.
			WebviewGpuPolicy: linux.WebviewGpuPolicyNever,
			Messages: &linux.Messages{
				WebKit2GTKMinRequired: "窗口需要 WebKit2GTK %s 以上。请先升级系统组件，或用 chengzhuan serve 在浏览器里使用。",
			},
		},
	})
	if e := failed.Load(); e != nil {
		return e
	}
	if err != nil {
		return errs.Wrap(errs.Internal, err, "窗口没有打开").Do("请改用 chengzhuan serve 在浏览器里使用，并把日志交给维护人员")
	}
	return nil
}

// current is the shell of the one window that a process can have.
var current atomic.Pointer[shell]

// raise brings the window to the front, out of the task bar if it was there.
func raise() {
	s := current.Load()
	if s == nil {
		return
	}
	wails_runtime.WindowUnminimise(s.ctx)
	wails_runtime.Show(s.ctx)
	// A window manager may refuse focus to a process in the background; being
	// on top for a moment is not refused.
	wails_runtime.WindowSetAlwaysOnTop(s.ctx, true)
	wails_runtime.WindowSetAlwaysOnTop(s.ctx, false)
}

// tell shows an error in a box of the system, for when there is no page to show it.
func tell(ctx context.Context, e *errs.Error) {
	text := e.Message
	if e.Hint != "" {
		text += "\n\n" + e.Hint
	}
	_, _ = wails_runtime.MessageDialog(ctx, wails_runtime.MessageDialogOptions{
		Type: wails_runtime.ErrorDialog, Title: "城砖没有打开", Message: text, Buttons: []string{"关闭"},
	})
}

// webviewFolder keeps the browser's own files out of the book and out of the
// roaming profile.
func webviewFolder() string {
	if runtime.GOOS != "windows" {
		return ""
	}
	if dir := os.Getenv("LOCALAPPDATA"); dir != "" {
		return filepath.Join(dir, "Chengzhuan", "WebView2")
	}
	return ""
}

func windowsMessages() *windows.Messages {
	const next = "请让维护人员安装“Microsoft Edge WebView2 运行时”（离线安装包即可，不用联网）；在这之前可以运行 chengzhuan serve，在浏览器里使用。"
	return &windows.Messages{
		InstallationRequired: "这台电脑没有 WebView2 运行时，窗口打不开。" + next,
		UpdateRequired:       "这台电脑的 WebView2 运行时太旧，窗口打不开。" + next,
		MissingRequirements:  "城砖缺少组件",
		Webview2NotInstalled: "这台电脑没有 WebView2 运行时",
		Error:                "城砖没有打开",
		FailedToInstall:      "WebView2 运行时没有装上。" + next,
		DownloadPage:         "窗口需要 WebView2 运行时。" + next,
		PressOKToInstall:     "按“确定”安装。",
		ContactAdmin:         "这台电脑没有可用的 WebView2 运行时，窗口打不开。" + next,
		InvalidFixedWebview2: "指定的 WebView2 运行时不能用：请检查它的文件夹和版本。",
		WebView2ProcessCrash: "显示页面的组件意外退出，数据没有丢。请重新打开城砖；经常这样请把日志交给维护人员。",
	}
}

// shell is the bind.Shell of the window.
type shell struct {
	ctx  context.Context
	data string // data folder of the window's book
}

func (s *shell) AskSave(title, name string, filters ...string) (string, error) {
	// A folder that is gone (a stick was pulled) would keep the dialog from opening.
	folder := filepath.Dir(name)
	if info, err := os.Stat(folder); folder == "." || err != nil || !info.IsDir() {
		folder = ""
	}
	path, err := wails_runtime.SaveFileDialog(s.ctx, wails_runtime.SaveDialogOptions{
		Title: title, DefaultDirectory: folder, DefaultFilename: filepath.Base(name), Filters: fileFilters(filters), CanCreateDirectories: true,
	})
	if err != nil {
		return "", errs.Wrap(errs.Internal, err, "“另存为”窗口没有打开").Do("请再试一次")
	}
	return path, nil
}

func (s *shell) AskOpen(title string, filters ...string) (string, error) {
	path, err := wails_runtime.OpenFileDialog(s.ctx, wails_runtime.OpenDialogOptions{
		Title: title, Filters: fileFilters(filters),
	})
	if err != nil {
		return "", errs.Wrap(errs.Internal, err, "“打开文件”窗口没有打开").Do("请再试一次")
	}
	return path, nil
}

func (s *shell) AskOpenMany(title string, filters ...string) ([]string, error) {
	paths, err := wails_runtime.OpenMultipleFilesDialog(s.ctx, wails_runtime.OpenDialogOptions{
		Title: title, Filters: fileFilters(filters),
	})
	if err != nil {
		return nil, errs.Wrap(errs.Internal, err, "“打开文件”窗口没有打开").Do("请再试一次")
	}
	return paths, nil
}

func (s *shell) AskFolder(title string) (string, error) {
	path, err := wails_runtime.OpenDirectoryDialog(s.ctx, wails_runtime.OpenDialogOptions{Title: title, CanCreateDirectories: true})
	if err != nil {
		return "", errs.Wrap(errs.Internal, err, "“选择文件夹”窗口没有打开").Do("请再试一次")
	}
	return path, nil
}

func (s *shell) Show(path string) error   { return showFile(path) }
func (s *shell) Reveal(path string) error { return revealFile(path) }

func (s *shell) Emit(event, payload string) { wails_runtime.EventsEmit(s.ctx, event, payload) }

func (s *shell) SetTitle(title string) { wails_runtime.WindowSetTitle(s.ctx, title) }

func fileFilters(filters []string) []wails_runtime.FileFilter {
	var out []wails_runtime.FileFilter
	for _, f := range filters {
		label, pattern, ok := strings.Cut(f, "|")
		if !ok {
			label, pattern = f, f
		}
		out = append(out, wails_runtime.FileFilter{DisplayName: label, Pattern: pattern})
	}
	return out
}

func newScriptRun(ctx context.Context) *scriptRun {
	return &scriptRun{
		exec: func(js string) { wails_runtime.WindowExecJS(ctx, js) },
		hear: func(event string, f func(string)) {
			wails_runtime.EventsOn(ctx, event, func(data ...any) {
				text := ""
				if len(data) > 0 {
					text, _ = data[0].(string)
				}
				f(text)
			})
		},
		quit: func() { wails_runtime.Quit(ctx) },
	}
}
