// Package faces owns the fonts the program prints with: the data, their names
// and their licences. It knows nothing of PDF, of text layout or of any
// document. The files are rebuilt by build/fonts/make.sh.
package faces

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"

	"chengzhuan/backend/errs"
)

// The faces, by the name that Load takes. Each is a TrueType font without
// hinting and layout tables, 1000 units to the em, with one character map of
// format 4 and one of format 12.
const (
	Hei      = "hei"      // 黑体: Noto Sans SC Regular
	HeiBold  = "heibold"  // 黑体加粗: Noto Sans SC Bold
	Song     = "song"     // 宋体: Noto Serif SC Regular
	SongBold = "songbold" // 宋体加粗, for 小标宋: Noto Serif SC Bold
	Kai      = "kai"      // 楷体 and the widest set of rare characters: LXGW WenKai Regular
	FangSong = "fangsong" // 仿宋: FandolFang, GB 2312 and little more
)

//go:embed *.split.zst licences/*.txt
var files embed.FS

// face is one font: the file of its licence, and its data, unpacked when first asked for.
type face struct {
	name    string
	licence string
	load    func() ([]byte, error)
}

// table lists the faces in the order of Names.
var table = []face{
	newFace(files, Hei, "NotoSansSC-OFL.txt"),
	newFace(files, HeiBold, "NotoSansSC-OFL.txt"),
	newFace(files, Song, "NotoSerifSC-OFL.txt"),
	newFace(files, SongBold, "NotoSerifSC-OFL.txt"),
	newFace(files, Kai, "LXGWWenKai-OFL.txt"),
	newFace(files, FangSong, "Fandol-COPYING.txt"),
}

func newFace(from fs.FS, name, licence string) face {
	return face{name, licence, sync.OnceValues(func() ([]byte, error) { return unpack(from, name) })}
}

// Names returns the names of all faces, sans first, rare stand-ins last.
func Names() []string {
	names := make([]string, len(table))
	for i, f := range table {
		names[i] = f.name
	}
	return names
}

// Load returns the TrueType file of a face. It is unpacked once per process and
// the same bytes are handed to every caller, so a caller that writes must copy.
// An unknown name is errs.NotFound, a file that does not unpack errs.Damaged.
// Safe for concurrent use.
func Load(name string) ([]byte, error) {
	f, err := find(name)
	if err != nil {
		return nil, err
	}
	return f.load()
}

// Licence returns the licence of a face with its copyright notice, to be shown
// or written beside exported fonts. An unknown name is errs.NotFound.
func Licence(name string) (string, error) {
	f, err := find(name)
	if err != nil {
		return "", err
	}
	text, err := files.ReadFile("licences/" + f.licence)
	if err != nil {
		return "", errs.Wrap(errs.Internal, err, "程序里缺少字体“"+name+"”的许可文本")
	}
	return string(text), nil
}

func find(name string) (face, error) {
	i := slices.IndexFunc(table, func(f face) bool { return f.name == name })
	if i < 0 {
		return face{}, errs.New(errs.NotFound, fmt.Sprintf("没有名为“%s”的字体", name)).
			Do("可用的字体：" + strings.Join(Names(), "、"))
	}
	return table[i], nil
}

// unpack reads one packed font. Its capacity is its length, so that an append
// by a caller never writes into the shared bytes.
func unpack(from fs.FS, name string) ([]byte, error) {
	damaged := func(cause error) error {
		return errs.Wrap(errs.Damaged, cause, "程序自带的字体“"+name+"”已损坏，无法打印").
			Do("请重新安装程序")
	}
	packed, err := fs.ReadFile(from, name+".split.zst")
	if err != nil {
		return nil, damaged(err)
	}
	reader, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, damaged(err)
	}
	defer reader.Close()
	split, err := reader.DecodeAll(packed, nil)
	if err != nil {
		return nil, damaged(err)
	}
	data, err := join(split)
	if err != nil {
		return nil, damaged(err)
	}
	return slices.Clip(data), nil
}
