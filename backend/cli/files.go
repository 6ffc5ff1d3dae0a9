package cli

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/store"
)

func (a *app) addFiles(root *cobra.Command) {
	add(root, "files", a.importCommand(), a.exportCommand(), a.printCommand(), a.packetCommand(), a.upwardCommand())
}

// output declares -o.
func output(c *cobra.Command, text string) *string {
	return c.Flags().StringP("output", "o", "", text)
}

// needOutput refuses to start without a file to write, or where its folder is
// missing: that must not be found out only after the work.
func (a *app) needOutput(to *string, run func(*cobra.Command, []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		if strings.TrimSpace(*to) == "" {
			return usage(cmd, "请用 -o 写明要保存的文件")
		}
		if err := a.writable(*to); err != nil {
			return err
		}
		return run(cmd, args)
	}
}

// writable checks, before the work, that a file can be written where it shall
// be: its folder is there, and it is not the book itself.
func (a *app) writable(path string) error {
	dir := filepath.Dir(path)
	info, err := os.Stat(dir)
	switch {
	case os.IsNotExist(err):
		return errs.New(errs.NotFound, "没有“"+dir+"”这个文件夹，文件没有保存").Do("请先建好文件夹，或换一个位置；若在优盘上，请确认优盘已插好")
	case err != nil:
		return errs.Wrap(errs.Disk, err, "不能使用“"+dir+"”这个文件夹，文件没有保存").Do("请换一个位置")
	case !info.IsDir():
		return errs.New(errs.Invalid, "“"+dir+"”不是文件夹，文件没有保存").Do("请换一个位置")
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return errs.New(errs.Invalid, "“"+path+"”是一个文件夹").Do("请写上文件名")
	}
	if a.ofBook(path) {
		return errs.New(errs.Denied, "“"+path+"”是账套自己的文件，不能覆盖").Do("请换一个文件名或位置")
	}
	return nil
}

// ofBook reports whether a path names the database or a file that belongs to it.
func (a *app) ofBook(path string) bool {
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		own := filepath.Join(a.data, store.FileName+suffix)
		x, err1 := os.Stat(path)
		y, err2 := os.Stat(own)
		if err1 == nil && err2 == nil {
			if os.SameFile(x, y) {
				return true
			}
			continue
		}
		p, err1 := filepath.Abs(path)
		q, err2 := filepath.Abs(own)
		if err1 == nil && err2 == nil && strings.EqualFold(p, q) {
			return true
		}
	}
	return false
}
