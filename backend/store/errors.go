package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"

	"github.com/mattn/go-sqlite3"

	"chengzhuan/backend/errs"
)

// translate turns a database error into what the user is told.
func translate(err error) error {
	var known *errs.Error
	var lite sqlite3.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return err
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return errs.Wrap(errs.Canceled, err, "已取消，没有改动任何数据")
	case errors.Is(err, sql.ErrNoRows):
		return errs.Wrap(errs.NotFound, err, "没有找到这条记录").Do("它可能已被删除，请刷新列表，或到回收站里找")
	case !errors.As(err, &lite):
		return errs.Of(err)
	}
	switch lite.Code {
	case sqlite3.ErrInterrupt:
		return errs.Wrap(errs.Canceled, err, "已取消，没有改动任何数据")
	case sqlite3.ErrFull:
		return errs.Wrap(errs.Disk, err, "磁盘已满，这一步没有保存").Do("请清理磁盘后再试；已保存的数据没有丢")
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return errs.Wrap(errs.Busy, err, "账套正被另一个程序写入").Do("请稍候再试；若有备份或杀毒软件占用，请等它结束")
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
		return errs.Wrap(errs.Damaged, err, "账套文件已损坏").Do("请不要继续录入，先把整个数据文件夹复制一份，再用最近的备份恢复")
	case sqlite3.ErrReadonly, sqlite3.ErrPerm, sqlite3.ErrAuth:
		return errs.Wrap(errs.Disk, err, "没有写入数据文件夹的权限").Do("请检查文件夹是否只读，或换一个文件夹")
	case sqlite3.ErrCantOpen, sqlite3.ErrIoErr:
		return errs.Wrap(errs.Disk, err, "读写账套文件失败").Do("请检查磁盘或优盘是否还在、是否已满，然后再试")
	}
	return errs.Of(err)
}

// diskError turns a file error into what the user is told; where names the place.
func diskError(err error, where string) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrPermission):
		return errs.Wrap(errs.Disk, err, "没有权限使用“"+where+"”").Do("请换一个文件夹，或请管理员放开权限")
	case errors.Is(err, syscall.ENOSPC):
		return errs.Wrap(errs.Disk, err, "磁盘已满，无法写入“"+where+"”").Do("请清理磁盘后再试")
	case errors.Is(err, fs.ErrNotExist):
		return errs.Wrap(errs.NotFound, err, "找不到“"+where+"”").Do("请检查路径；若在优盘上，请确认优盘已插好")
	}
	return errs.Wrap(errs.Disk, err, "读写“"+where+"”失败").Do("请检查磁盘或优盘，然后再试")
}

// looksLikeSQLite refuses a file that is not a database, or one of a newer
// version, before SQLite touches it.
func looksLikeSQLite(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return diskError(err, path)
	}
	defer f.Close()
	head := make([]byte, 100)
	if _, err := io.ReadFull(f, head); err != nil || string(head[:16]) != "SQLite format 3\x00" {
		return errs.New(errs.Damaged, "“"+path+"”不是城砖的账套文件，或已损坏").Do("请先复制一份保存，再用最近的备份恢复")
	}
	if version := int(binary.BigEndian.Uint32(head[60:])); version > len(Migrations()) {
		return newer(version)
	}
	return nil
}

func newer(version int) error {
	return errs.New(errs.Newer, fmt.Sprintf("这个账套由更新版本的城砖写成（数据第 %d 版，本程序只认到第 %d 版）", version, len(Migrations()))).Do("请在这台电脑上安装新版本的城砖再打开；数据没有改动")
}
