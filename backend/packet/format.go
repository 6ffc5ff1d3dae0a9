package packet

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/sha512"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/fxamacker/cbor/v2"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/sheet"
)

// Extension ends the name of every file that this package writes.
const Extension = ".czb"

// FormatVersion is the format that this program writes; it reads this and all older ones.
const FormatVersion = 1

// The kinds of files.
const (
	kindSync    = "sync"    // changes, for the PCs of a book
	kindRequest = "request" // a PC asks to join
	kindWelcome = "welcome" // the answer: admission, roster and everything so far
)

// magic begins every file. Its line ends and its byte above 127 show at once when
// a mail program has mangled the file as if it were text.
var magic = []byte("\x89CZB\r\n\x1a\n")

const (
	preambleSize = 8 + 4 + 4 + 8 // magic, version, length of the header, length of the file
	maxHeader    = 64 << 10
	// MaxFile is the largest file that is taken in.
	MaxFile = 4 << 30
)

// header is what anybody can read of a file. It holds no personal data.
type header struct {
	Kind    string `cbor:"1,keyasint"`
	Program string `cbor:"2,keyasint,omitempty"` // version of the program
	Book    string `cbor:"3,keyasint,omitempty"`
	Sign    []byte `cbor:"4,keyasint"`           // public key of the PC that made it
	Box     string `cbor:"5,keyasint,omitempty"` // its other public key, in a request
	Name    string `cbor:"6,keyasint,omitempty"` // of that PC
	Number  int    `cbor:"7,keyasint,omitempty"` // of its packets
	Made    int64  `cbor:"8,keyasint"`           // milliseconds since 1970, by its clock
	Answers string `cbor:"9,keyasint,omitempty"` // fingerprint of the request that a welcome answers
}

func (h *header) signText() string { return hex.EncodeToString(h.Sign) }
func (h *header) made() time.Time  { return time.UnixMilli(h.Made) }

var encoding, decoding = func() (cbor.EncMode, cbor.DecMode) {
	e, err := cbor.CoreDetEncOptions().EncMode()
	if err != nil {
		panic(err)
	}
	d, err := cbor.DecOptions{
		DupMapKey: cbor.DupMapKeyEnforcedAPF, IndefLength: cbor.IndefLengthForbidden, TagsMd: cbor.TagsForbidden,
		MaxNestedLevels: 8, MaxArrayElements: 1 << 20, MaxMapPairs: 4096, UTF8: cbor.UTF8RejectInvalid,
	}.DecMode()
	if err != nil {
		panic(err)
	}
	return e, d
}()

// replaceable refuses to write over anything but an older file of this name or format:
// a slip in the dialog must not cost a spreadsheet, or another book.
func replaceable(path string) error {
	if strings.EqualFold(filepath.Ext(path), Extension) {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil // nothing there, or writing will say what is wrong
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.IsDir() || info.Size() == 0 {
		return nil
	}
	have := make([]byte, len(magic))
	if _, err := io.ReadFull(f, have); err == nil && bytes.Equal(have, magic) {
		return nil
	}
	return errs.New(errs.Conflict, "“"+filepath.Base(path)+"”已经有了，而且不是同步文件").Do("请换一个文件名，以免盖掉它")
}

// writeFile writes a file of this format, whole or not at all: preamble,
// header, body, signature of everything before it. It returns its size. ready, if
// any, is called when the file is written and has not got its name yet.
func writeFile(path string, k keys, h header, body func(io.Writer) error, ready func() error) (size int64, err error) {
	if err := replaceable(path); err != nil {
		return 0, err
	}
	h.Sign, h.Name = k.sign.Public().(ed25519.PublicKey), cleanName(h.Name)
	head, err := encoding.Marshal(h)
	if err != nil {
		return 0, errs.Wrap(errs.Internal, err, "写同步文件时出错")
	}
	// The length of the whole stands at the front, so a half-copied file is known
	// for what it is; so the body is written first.
	tmp, err := os.CreateTemp("", "chengzhuan-*.body")
	if err != nil {
		return 0, temporary(err)
	}
	defer os.Remove(tmp.Name())
	defer tmp.Close()
	if body != nil {
		if err := body(tmp); err != nil {
			return 0, temporary(err)
		}
	}
	n, err := tmp.Seek(0, io.SeekCurrent)
	if err != nil {
		return 0, temporary(err)
	}
	size = preambleSize + int64(len(head)) + n + ed25519.SignatureSize
	if size > MaxFile {
		return 0, errs.New(errs.Invalid, "同步包太大，超过 4 GB").Do("请把文件分开同步，或交给维护人员")
	}
	err = sheet.SafeFile(path, func(w io.Writer) error {
		if _, err := tmp.Seek(0, io.SeekStart); err != nil {
			return err
		}
		digest := sha512.New()
		to := io.MultiWriter(w, digest)
		if _, err := to.Write(preamble(len(head), size)); err != nil {
			return err
		}
		if _, err := to.Write(head); err != nil {
			return err
		}
		if _, err := io.Copy(to, tmp); err != nil {
			return err
		}
		signature, err := k.sign.Sign(nil, digest.Sum(nil), signing)
		if err != nil {
			return err
		}
		if _, err = w.Write(signature); err != nil || ready == nil {
			return err
		}
		return ready()
	})
	return size, err
}

// temporary words an error of writing the temporary file.
func temporary(err error) error {
	var known *errs.Error
	if errors.As(err, &known) {
		return err
	}
	return errs.Wrap(errs.Disk, err, "临时文件写不了").Do("请检查系统盘是否已满")
}

var signing = &ed25519.Options{Hash: crypto.SHA512, Context: "chengzhuan packet 1"}

func preamble(head int, size int64) []byte {
	b := bytes.Clone(magic)
	b = binary.BigEndian.AppendUint32(b, FormatVersion)
	b = binary.BigEndian.AppendUint32(b, uint32(head))
	return binary.BigEndian.AppendUint64(b, uint64(size))
}

// sealed is an open file whose signature has been found right: it is, to the
// byte, what the owner of the key in its header wrote.
type sealed struct {
	header
	version int
	path    string
	size    int64
	file    *os.File
	bodyAt  int64
	digest  [sha512.Size]byte // of everything before the signature
}

func (s *sealed) Close() error { return s.file.Close() }

// body returns the encrypted part from its beginning. When all of it has been
// read, recheck reports whether that was still the file that was signed: on a shared
// folder somebody may write into it between two readings.
func (s *sealed) body() (r io.Reader, recheck func() error, err error) {
	digest := sha512.New()
	if _, err := io.Copy(digest, io.NewSectionReader(s.file, 0, s.bodyAt)); err != nil {
		return nil, nil, fileError(err)
	}
	r = io.TeeReader(io.NewSectionReader(s.file, s.bodyAt, s.size-s.bodyAt-ed25519.SignatureSize), digest)
	return r, func() error {
		if _, err := io.Copy(io.Discard, r); err != nil {
			return fileError(err)
		}
		if [sha512.Size]byte(digest.Sum(nil)) != s.digest {
			return damaged(nil)
		}
		return nil
	}, nil
}

// openFile opens a file of this format and checks all of it. The caller closes it.
func openFile(path string) (*sealed, error) { return openBy(path, (*sealed).check) }

// peekFile opens a file of this format and reads only what it says of itself:
// enough to leave it alone, not to trust it.
func peekFile(path string) (*sealed, error) {
	return openBy(path, func(s *sealed) error { _, err := s.readHead(); return err })
}

func openBy(path string, check func(*sealed) error) (*sealed, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fileError(err)
	}
	s := &sealed{path: path, file: f}
	if err := check(s); err != nil {
		f.Close()
		return nil, err
	}
	return s, nil
}

func fileError(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errs.Wrap(errs.NotFound, err, "找不到这个文件").Do("若在优盘上，请确认优盘已插好")
	case errors.Is(err, fs.ErrPermission):
		return errs.Wrap(errs.Disk, err, "没有权限读这个文件").Do("请把它复制到桌面再试")
	}
	return errs.Wrap(errs.Disk, err, "读这个文件时出错").Do("优盘可能被拔掉了；请重新插好再试，账套没有改动")
}

// readHead reads preamble and header and returns the length of the header.
func (s *sealed) readHead() (int64, error) {
	info, err := s.file.Stat()
	if err != nil {
		return 0, fileError(err)
	}
	if info.IsDir() {
		return 0, errs.New(errs.Invalid, "这是一个文件夹").Do("请选文件夹里的 " + Extension + " 文件")
	}
	s.size = info.Size()
	var pre [preambleSize]byte
	n, err := io.ReadFull(s.file, pre[:])
	if err != nil && n == 0 {
		return 0, errs.New(errs.Damaged, "这个文件是空的").Do("请让对方重新导出，或重新拷贝")
	}
	if !bytes.HasPrefix(pre[:], magic[:min(n, len(magic))]) || n < len(magic) {
		return 0, errs.New(errs.Invalid, "这不是城砖的同步文件").Do("同步文件的名字以 " + Extension + " 结尾；通过网页或邮件传的，请改用压缩包或优盘")
	}
	if err != nil {
		return 0, cut(0, s.size)
	}
	s.version = int(binary.BigEndian.Uint32(pre[8:]))
	headSize := int64(binary.BigEndian.Uint32(pre[12:]))
	size := int64(binary.BigEndian.Uint64(pre[16:]))
	switch {
	case s.version > FormatVersion:
		return 0, errs.New(errs.Newer, fmt.Sprintf("这个文件由更新版本的城砖写成（格式第 %d 版，本程序认到第 %d 版）", s.version, FormatVersion)).Do("请在这台电脑上安装新版本的城砖再导入；账套没有改动")
	case s.version < 1 || headSize < 1 || headSize > maxHeader || size > MaxFile || size < preambleSize+headSize+ed25519.SignatureSize:
		return 0, damaged(nil)
	case s.size < size:
		return 0, cut(size, s.size)
	case s.size > size:
		return 0, damaged(nil)
	}
	head := make([]byte, headSize)
	if _, err := io.ReadFull(s.file, head); err != nil {
		return 0, fileError(err)
	}
	if err := decoding.Unmarshal(head, &s.header); err != nil {
		return 0, damaged(err)
	}
	if len(s.Sign) != ed25519.PublicKeySize || len(s.Book) > 64 || len(s.Box) > 200 || utf8.RuneCountInString(s.Name) > 40 || len(s.Program) > 60 || len(s.Answers) > 60 || s.Made < 0 || s.Number < 0 || strings.ContainsFunc(s.Name, func(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf) }) {
		return 0, damaged(nil)
	}
	return headSize, nil
}

func (s *sealed) check() error {
	headSize, err := s.readHead()
	if err != nil {
		return err
	}
	size := s.size
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return fileError(err)
	}
	digest := sha512.New()
	if _, err := io.CopyN(digest, s.file, size-ed25519.SignatureSize); err != nil {
		return fileError(err)
	}
	var signature [ed25519.SignatureSize]byte
	if _, err := io.ReadFull(s.file, signature[:]); err != nil {
		return fileError(err)
	}
	s.digest, s.bodyAt = [sha512.Size]byte(digest.Sum(nil)), preambleSize+headSize
	if err := ed25519.VerifyWithOptions(s.Sign, s.digest[:], signature[:], signing); err != nil {
		return damaged(err)
	}
	return nil
}

// cut refuses a file that was not copied to its end.
func cut(want, have int64) error {
	text := "这个文件没有拷完"
	if want > 0 {
		text += fmt.Sprintf("：应有 %d 字节，只有 %d 字节", want, have)
	}
	return errs.New(errs.Damaged, text).Do("请等复制结束，或重新拷贝一次再导入；账套没有改动")
}

func damaged(err error) error {
	const text, do = "这个文件已损坏或被改动过", "请让对方重新导出，或重新拷贝一次；账套没有改动"
	if err == nil {
		return errs.New(errs.Damaged, text).Do(do)
	}
	return errs.Wrap(errs.Damaged, err, text).Do(do)
}
