package schema

import (
	"bytes"
	"encoding/base64"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
)

// fileEncoding is how the bytes of a file stand in a value.
var fileEncoding = base64.RawStdEncoding

// fileKind is a whole file of one format. Nobody types one: what makes it has shrunk it
// and taken out what does not belong into the book.
type fileKind struct {
	mark []byte // how a file of the format begins
	most int    // characters of the value
	word string // what stands for it in lists, histories and sheets
	how  string // how it is put into the book
}

var (
	imageKind = fileKind{[]byte{0xff, 0xd8, 0xff}, 512 << 10, "（照片）", "请打开这条记录，用“添加照片”放进来"}
	paperKind = fileKind{[]byte("%PDF-"), 3 << 20, "（存档页）", "存档页由打印生成"}
)

// FileText returns the canonical value of a file's bytes.
func FileText(data []byte) string { return fileEncoding.EncodeToString(data) }

// FileBytes returns the bytes of a file's value, nil where it is none.
func FileBytes(value string) []byte {
	out, err := fileEncoding.Strict().DecodeString(value)
	if err != nil {
		return nil
	}
	return out
}

func (k fileKind) read(f *Field, s string, _ cn.Date) (string, string, error) {
	if k.canonical(f, s) {
		return s, "", nil
	}
	return "", "", errs.New(errs.Invalid, f.Label+"不能用文字填写").Do(k.how)
}

func (k fileKind) show(*Field, string) string { return k.word }

func (k fileKind) canonical(_ *Field, v string) bool {
	return len(v) <= k.most && bytes.HasPrefix(FileBytes(v), k.mark)
}
