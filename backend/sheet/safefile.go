package sheet

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"

	"chengzhuan/backend/errs"
)

// SafeFile writes a file so that it is there whole or not at all: into a
// temporary file beside it (readable by its owner only), flushed to the
// medium, then renamed. An older file stays untouched if anything fails.
// Errors: those of write; Disk; Busy if the old file is open in Excel.
func SafeFile(path string, write func(io.Writer) error) (err error) {
	if real, e := filepath.EvalSymlinks(path); e == nil {
		path = real
	}
	if info, e := os.Stat(path); e == nil && info.IsDir() {
		return errs.New(errs.Invalid, "要保存的位置是一个文件夹").Do("请写上文件名")
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".chengzhuan-*.tmp")
	if err != nil {
		return diskError(err)
	}
	done := false
	defer func() { // also when write panics
		if !done {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	b := bufio.NewWriterSize(f, 1<<16)
	if err := write(b); err != nil {
		return writeFailed(err)
	}
	if err := b.Flush(); err != nil {
		return diskError(err)
	}
	if err := f.Sync(); err != nil {
		return diskError(err)
	}
	if err := f.Close(); err != nil {
		return diskError(err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return diskError(err)
	}
	done = true
	if runtime.GOOS != "windows" { // make the name durable too, where that is possible
		if d, err := os.Open(filepath.Dir(path)); err == nil {
			_ = d.Sync()
			d.Close()
		}
	}
	return nil
}

// diskError words an error of writing by what the user can do about it.
func diskError(err error) error {
	var no syscall.Errno
	errors.As(err, &no)
	windows := runtime.GOOS == "windows"
	is := func(unix syscall.Errno, win ...syscall.Errno) bool {
		if !windows {
			return no == unix && no != 0
		}
		for _, w := range win {
			if no == w {
				return true
			}
		}
		return false
	}
	switch {
	case is(syscall.ENOSPC, 112, 39):
		return errs.Wrap(errs.Disk, err, "磁盘或 U 盘空间不够，文件没有保存").Do("请清理出空间，或换一个位置保存")
	case is(syscall.EROFS, 19):
		return errs.Wrap(errs.Disk, err, "这个磁盘或 U 盘是只读的，文件没有保存").Do("请关掉 U 盘上的写保护开关，或换一个位置保存")
	case is(syscall.ETXTBSY, 32, 33):
		return errs.Wrap(errs.Busy, err, "同名的文件正被 Excel 或 WPS 打开着，没有保存").Do("请先关闭它，或换一个文件名")
	case errors.Is(err, fs.ErrPermission):
		return errs.Wrap(errs.Disk, err, "没有权限在这里保存文件").Do("请换一个位置，例如“文档”或桌面；同名文件若开着请先关闭")
	case errors.Is(err, fs.ErrNotExist):
		return errs.Wrap(errs.Disk, err, "保存的位置不存在，U 盘可能已拔出").Do("请插好 U 盘，或换一个位置保存")
	}
	return errs.Wrap(errs.Disk, err, "文件写到一半出错了，没有保存").Do("请确认 U 盘没有拔出，再试一次或换一个位置保存")
}
