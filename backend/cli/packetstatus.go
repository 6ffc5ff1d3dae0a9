package cli

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/packet"
)

func (a *app) packetStatus() *cobra.Command {
	return &cobra.Command{
		Use: "status", Short: "看看同步得怎么样：谁还缺什么", Args: between(0, 0),
		RunE: a.exchange(func(ctx context.Context, x *packet.Exchange, _ []string) error {
			s, err := x.Status(ctx)
			if err != nil {
				return err
			}
			s.Self.Also = full(s.Self.Also)
			s.Computers, s.Gaps, s.Warnings = fullRoster(s.Computers), full(s.Gaps), full(s.Warnings)
			return a.answer(s, func(w io.Writer) { statusText(w, s) })
		}),
	}
}

func statusText(w io.Writer, s packet.Status) {
	or := func(text, other string) string {
		if text == "" {
			return other
		}
		return text
	}
	writeFields(w, [][2]string{
		{"账套", s.Community},
		{"这台电脑", s.Self.Name + "（指纹 " + s.Self.Fingerprint + "）"},
		{"还没有导出的改动", strconv.Itoa(s.Unsent) + " 次"},
		{"上次导出", or(s.LastExport, "还没有")},
		{"上次导入", or(s.LastImport, "还没有")},
		{"监视文件夹", watchText(s.Watch)},
	})
	fmt.Fprintln(w)
	rosterText(w, s.Computers)
	needsText(w, s.Reviews, s.Twins, s.Gaps, s.Warnings)
	if q := s.Question; q.Computer != "" {
		fmt.Fprintf(w, "\n请回答：%s\n  %s：%s packet same %s\n  %s：%s packet apart\n", plain(q.Text), plain(q.Yes), program, plain(q.Name), plain(q.No), program)
	}
}

// watchText is the state of the watched folder in one line.
func watchText(h packet.Watch) string {
	if !h.On {
		return "没有开"
	}
	text := h.Folder
	if h.LastRun != "" {
		text += "（上次 " + h.LastRun + "）"
	}
	if h.Problem != "" {
		text += "，没有成：" + h.Problem
	}
	return text
}

func (a *app) packetWatch() *cobra.Command {
	c := &cobra.Command{
		Use: "watch [--folder 文件夹 | --off] [--once]", Short: "监视一个共享文件夹，自动导出和导入", Args: between(0, 0),
		Long: "监视一个几台电脑都能用的文件夹：城砖开着的时候，自己往里导出，也自己把别的电脑放进来的导入。\n" +
			"不带选项就显示现在的设置。--once 马上做一遍，用于计划任务。",
		Example: "  chengzhuan packet watch --folder \\\\服务器\\同步\n  chengzhuan packet watch --once\n  chengzhuan packet watch --off",
	}
	folder := c.Flags().String("folder", "", "监视这个`文件夹`")
	off := c.Flags().Bool("off", false, "不再监视")
	once := c.Flags().Bool("once", false, "马上导出和导入一遍")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		set := cmd.Flags().Changed("folder")
		if *off && (set || *once) {
			return usage(cmd, "--off 不能和 --folder、--once 一起写")
		}
		return a.exchange(func(ctx context.Context, x *packet.Exchange, _ []string) error {
			if set {
				path, err := watchFolder(*folder)
				if err != nil {
					return err
				}
				if err := x.SetWatch(ctx, true, path); err != nil {
					return err
				}
			}
			if *off {
				if err := x.SetWatch(ctx, false, ""); err != nil {
					return err
				}
			}
			if *once {
				return a.watchOnce(ctx, x)
			}
			return a.watched(ctx, x, nil)
		})(cmd, args)
	}
	return c
}

// watchFolder is the whole path of a folder that is there.
func watchFolder(path string) (string, error) {
	if !isFolder(path) {
		return "", errs.New(errs.NotFound, "没有“"+path+"”这个文件夹").In("folder").Do("请先建好文件夹；若在共享盘上，请确认连得上")
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", errs.Wrap(errs.Disk, err, "不能使用“"+path+"”这个文件夹").In("folder").Do("请换一个位置")
	}
	return abs, nil
}

func (a *app) watchOnce(ctx context.Context, x *packet.Exchange) error {
	r, failed := x.RunWatch(ctx)
	if r == nil && failed == nil {
		return errs.New(errs.Invalid, "没有监视文件夹").Do("请先指定文件夹：" + program + " packet watch --folder 文件夹")
	}
	if r != nil && ctx.Err() == nil {
		fillLists(r)
		if err := a.watched(ctx, x, r); err != nil {
			return err
		}
	}
	// What lies there and is not for this book is no failure: failed says what is.
	return stopped(ctx, failed, "已经收进来的文件不受影响")
}

// watched prints how the watched folder stands and what came out of it.
func (a *app) watched(ctx context.Context, x *packet.Exchange, r *packet.Imported) error {
	s, err := x.Status(ctx)
	if err != nil {
		return err
	}
	return a.answer(object{{"watch", s.Watch}, {"imported", r}}, func(w io.Writer) {
		fmt.Fprintln(w, "监视文件夹："+plain(watchText(s.Watch)))
		if r != nil {
			takenText(w, *r)
		}
	})
}
