package sheet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"

	"chengzhuan/backend/errs"
)

const saveAsXLSX = "请用 Excel 或 WPS 打开它，另存为“Excel 工作簿 (*.xlsx)”，再导入新文件"

// Open reads a whole file, judging it by its content and not by its name.
// progress may be nil; done and total are in one unit that depends on the
// format. Errors: NotFound, Denied (password), Busy (open in Excel), Damaged,
// Disk, Canceled, and Invalid for what is no table or goes beyond the limits.
func Open(ctx context.Context, path string, limits Limits, progress func(done, total int)) (*Book, error) {
	if err := refuseName(filepath.Base(path)); err != nil {
		return nil, err
	}
	lim := limits.withDefaults()
	data, err := readFile(path, lim.FileBytes)
	if err != nil {
		return nil, err
	}
	return Read(ctx, data, lim, progress)
}

// Read is Open for bytes in memory.
func Read(ctx context.Context, data []byte, limits Limits, progress func(done, total int)) (book *Book, err error) {
	g := &grid{ctx: ctx, lim: limits.withDefaults(), progress: progress, total: 1}
	if err := g.step(0); err != nil {
		return nil, err
	}
	defer func() {
		if p := recover(); p != nil {
			book, err = nil, errs.Wrap(errs.Damaged, fmt.Errorf("reading a table file: %v", p), "文件已损坏，读不下去").Do(saveAsXLSX)
		}
	}()
	switch {
	case len(data) == 0:
		return nil, errs.New(errs.Invalid, "文件是空的，一个字也没有").Do("请确认选对了文件；刚从 U 盘或微信拷来的文件，请重新拷一次")
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		book, err = readXLSX(g, data)
	case bytes.HasPrefix(data, []byte(cfbMagic)):
		book, err = readXLS(g, data)
	default:
		if err := refuseContent(data); err != nil {
			return nil, err
		}
		book, err = readCSV(g, data)
	}
	if err != nil {
		return nil, err
	}
	if progress != nil {
		progress(g.total, g.total)
	}
	return book, nil
}

// refuseName refuses the small lock files that office programs leave beside an
// open document: people pick them by mistake.
func refuseName(name string) error {
	for _, p := range []string{"~$", ".~lock.", ".~"} {
		if strings.HasPrefix(name, p) {
			return errs.New(errs.Invalid, "这是表格打开时留下的临时文件，不是表格本身").
				Do("请选同一个文件夹里不带“" + p + "”开头的那个文件")
		}
	}
	return nil
}

func readFile(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fileError(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fileError(err)
	}
	if info.IsDir() {
		return nil, errs.New(errs.Invalid, "选中的是文件夹，不是文件").Do("请选文件夹里的表格文件")
	}
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, fileError(err)
	}
	if int64(len(data)) > limit {
		return nil, errs.New(errs.Invalid, fmt.Sprintf("文件超过 %d MB，太大了", limit>>20)).
			Do("请删掉表格里的图片，或拆成几个文件再导入")
	}
	return data, nil
}

// fileError words an error of the operating system about opening or reading.
func fileError(err error) error {
	var no syscall.Errno
	sharing := runtime.GOOS == "windows" && errors.As(err, &no) && (no == 32 || no == 33)
	switch {
	case sharing:
		return errs.Wrap(errs.Busy, err, "文件正被 Excel 或 WPS 打开着，读不了").Do("请先在 Excel 或 WPS 里保存并关闭它，再试一次")
	case errors.Is(err, fs.ErrNotExist):
		return errs.Wrap(errs.NotFound, err, "找不到这个文件").Do("请确认文件没有被移走、改名；在 U 盘上的，请确认 U 盘还插着")
	case errors.Is(err, fs.ErrPermission):
		return errs.Wrap(errs.Denied, err, "没有权限读这个文件").Do("请把文件复制到“文档”文件夹里再导入")
	}
	return errs.Wrap(errs.Disk, err, "文件读到一半出错了").Do("在 U 盘或网络盘上的文件，请先复制到本机再导入")
}

// refuseContent names the kinds of file that get renamed to .xls or picked by
// mistake.
func refuseContent(data []byte) error {
	starts := func(magic ...string) bool {
		for _, m := range magic {
			if bytes.HasPrefix(data, []byte(m)) {
				return true
			}
		}
		return false
	}
	no := func(what string) error {
		return errs.New(errs.Invalid, "这是"+what+"，不是表格").Do("请选 .xlsx、.xls 或 .csv 表格文件")
	}
	switch {
	case starts("%PDF"):
		return no(" PDF 文件")
	case starts("\x89PNG", "\xff\xd8\xff", "GIF8", "RIFF") || starts("BM") && bytes.IndexByte(data, 0) >= 0:
		return no("图片")
	case starts("{\\rtf"):
		return no(" Word 文档")
	case starts("Rar!", "7z\xbc\xaf", "\x1f\x8b"):
		return errs.New(errs.Invalid, "这是压缩包，不是表格").Do("请先解压，再选里面的表格文件")
	case starts("\x09\x00\x04\x00", "\x09\x02\x06\x00", "\x09\x04\x06\x00", "\x09\x08\x08\x00", "\x09\x08\x10\x00"):
		return errs.New(errs.Invalid, "这是很早以前的 Excel 格式，本程序读不了").Do(saveAsXLSX)
	case starts("SQLite format 3"):
		return no("数据库文件")
	}
	return nil
}
