package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/bind"
	"chengzhuan/backend/bridge"
	"chengzhuan/backend/caller"
	"chengzhuan/backend/errs"
)

func (a *app) serveCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "serve", Short: "在浏览器里使用（只限本机）", Args: between(0, 0),
		Long: "把页面开给本机的浏览器。别的电脑连不上；地址里的口令每次不同，请用打印出来的完整地址打开。按 Ctrl+C 结束。",
	}
	port := c.Flags().Uint16("port", 0, "`端口`；0 表示自动选一个空闲的")
	open := c.Flags().Bool("open", false, "同时打开浏览器")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		return a.serve(cmd.Context(), int(*port), *open, "", nil)
	}
	return c
}

// IsPacket reports whether a name is that of a file of sync.
func IsPacket(name string) bool {
	return strings.EqualFold(filepath.Ext(name), bind.PacketExtension)
}

// packetFile returns the whole path of a packet that is there.
func packetFile(name string) (string, error) {
	abs, err := filepath.Abs(name)
	if err == nil {
		var info os.FileInfo
		if info, err = os.Stat(abs); err == nil && info.Mode().IsRegular() {
			return abs, nil
		}
	}
	return "", errs.Wrap(errs.NotFound, err, "找不到文件“"+filepath.Base(name)+"”").Do("请确认文件还在；若在优盘上，请确认优盘已插好")
}

// noWindow stands for a process that has no window to open.
type noWindow struct{}

func (noWindow) Error() string  { return "这个版本不带窗口" }
func (noWindow) NoWindow() bool { return true }

// window opens the window; where none can be shown it says why and serves the
// page to a browser instead. file is a packet for the page to take in, "" none.
func (a *app) window(ctx context.Context, file string) error {
	var none interface{ NoWindow() bool }
	var err error = noWindow{}
	if a.env.Window != nil {
		err = a.env.Window(ctx, a.data, file)
	}
	if !errors.As(err, &none) || !none.NoWindow() {
		return err
	}
	if !a.json {
		fmt.Fprintf(a.env.Stderr, "%s，改在浏览器里使用。\n", err.Error())
		if file != "" {
			fmt.Fprintf(a.env.Stderr, "“%s”会在页面的“同步”里等您导入；也可以运行 %s packet import 导入它。\n", filepath.Base(file), program)
		}
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	return a.serve(ctx, 0, true, file, func(address string) {
		if a.env.Hold == nil {
			return
		}
		go func() {
			a.env.Hold(err.Error() + "，城砖已在浏览器里打开。\n\n浏览器没有出现时，请把这个地址抄进浏览器：\n" + address + "\n\n用完以后按“确定”，城砖就会结束。")
			stop()
		}()
	})
}

// serve shows the page until ctx ends. file is a packet for the page to take in,
// "" none. started is called with the address when the page can be opened; it
// may be nil.
func (a *app) serve(ctx context.Context, port int, browse bool, file string, started func(address string)) (err error) {
	desk := bind.NewDesk(bind.Config{Dir: a.data, Version: a.env.Version, Face: caller.Browser})
	if err := desk.Open(ctx, nil); err != nil {
		return err
	}
	defer func() {
		if e := desk.Close(); err == nil {
			err = e
		}
	}()
	if file != "" {
		if err := desk.Offer(file); err != nil {
			return err
		}
	}
	b := bridge.New(a.env.Dist, desk.Bound(), desk.Files())
	return listen(ctx, b, port, func(base string) error {
		address := base + "/?token=" + b.Token()
		if a.json {
			doc, err := marshal(object{{"address", address}})
			if err != nil {
				return err
			}
			if err := a.put(append(doc, '\n')); err != nil {
				return err
			}
		} else if err := a.put([]byte("请用浏览器打开：\n" + address + "\n按 Ctrl+C 结束。\n")); err != nil {
			return err
		}
		if browse && a.env.Browse != nil {
			if err := a.env.Browse(address); err != nil && !a.json {
				fmt.Fprintln(a.env.Stderr, "浏览器没有打开，请自己用上面的地址打开。")
			}
		}
		if started != nil {
			started(address)
		}
		return nil
	})
}
