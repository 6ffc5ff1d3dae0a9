package upward

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/sheet"
)

// The entries of a report file, in their order.
const (
	readmeName    = "说明.txt"
	pdfName       = "上报.pdf"
	xlsxName      = "上报.xlsx"
	reportName    = "report.json"
	signatureName = "signature.json"
)

var entryNames = []string{readmeName, pdfName, xlsxName, reportName, signatureName}

// maxFile is the greatest size of a report file in bytes.
const maxFile = 64 << 20

// File is a report as it travels: the report and who vouches for it.
type File struct {
	Report      *Report
	Signer      string // name of the PC
	Fingerprint string
	Digest      string // of the signed content, hexadecimal
	PDF, XLSX   []byte
	Size        int
	bytes       []byte
}

// Seal makes the file of a report. The same report and signer give the same bytes.
func Seal(ctx context.Context, r *Report, by Signer) (*File, error) {
	if what := r.valid(); what != "" {
		return nil, errs.Wrap(errs.Internal, errors.New(what), "上报的内容不对，文件没有保存").Do("请再试一次；仍然出错请把日志交给维护人员")
	}
	xlsx, err := workbook(ctx, r)
	if err != nil {
		return nil, err
	}
	pdf, err := pages(r)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, errs.Wrap(errs.Canceled, err, "已取消，文件没有保存")
	}
	return wrap(r, by, pdf, xlsx)
}

// wrap signs the parts of a file and packs them.
func wrap(r *Report, by Signer, pdf, xlsx []byte) (*File, error) {
	f := &File{Report: r, Signer: line(by.Name(), 40), Fingerprint: Fingerprint(by.Public()), PDF: pdf, XLSX: xlsx}
	entries := []entry{{readmeName, readme(r, f.Signer, f.Fingerprint)}, {pdfName, pdf}, {xlsxName, xlsx}, {reportName, document(r)}}
	s, err := sign(by, entries)
	if err != nil {
		return nil, err
	}
	f.Digest = s.digest()
	f.bytes = pack(append(entries, entry{signatureName, s.bytes()}), r.made())
	if f.Size = len(f.bytes); f.Size > maxFile {
		return nil, errs.New(errs.Invalid, "上报的内容太多，一个文件装不下").Do("请少选几个名单，分几次上报")
	}
	return f, nil
}

// WriteTo writes the file's bytes.
func (f *File) WriteTo(w io.Writer) (int64, error) {
	n, err := w.Write(f.bytes)
	return int64(n), err
}

// Save writes the file to a path, whole or not at all.
func (f *File) Save(path string) error {
	return sheet.SafeFile(path, func(w io.Writer) error {
		_, err := f.WriteTo(w)
		return err
	})
}

// Open reads a report file and checks all of it. Errors: NotFound, Disk;
// Invalid for what is no report file; Newer; Damaged for one that is not as it
// was made.
func Open(path string) (*File, error) {
	in, err := os.Open(path)
	if err == nil {
		defer in.Close()
		var info fs.FileInfo
		if info, err = in.Stat(); err == nil && info.IsDir() {
			return nil, errs.New(errs.Invalid, "这是一个文件夹，不是上报文件").Do("请选以 .czr 结尾的文件")
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errs.Wrap(errs.NotFound, err, "找不到这个文件").Do("请确认文件还在；若在优盘上，请确认优盘已插好")
	}
	var data []byte
	if err == nil {
		data, err = io.ReadAll(io.LimitReader(in, maxFile+1))
	}
	if err != nil {
		return nil, errs.Wrap(errs.Disk, err, "文件读不出来").Do("请检查磁盘或优盘，或把文件复制到桌面再试")
	}
	return Read(data)
}

func notOurs(cause error) error {
	return errs.Wrap(errs.Invalid, cause, "这不是上报文件，或者没有拷完").Do("请选以 .czr 结尾的原文件；若是从优盘或聊天里拷来的，请重新拷一次")
}

func altered(cause error) error {
	return errs.Wrap(errs.Damaged, cause, "这个上报文件已损坏，或者被人改动、重新压缩过").Do("没有导入任何内容。请向上报的社区要原来的 .czr 文件")
}

// Read checks the bytes of a report file and returns what it says.
func Read(data []byte) (*File, error) {
	if len(data) > maxFile {
		return nil, errs.New(errs.Invalid, "文件太大，不会是上报文件").Do("请选以 .czr 结尾的文件")
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, notOurs(err)
	}
	if err := known(z); err != nil {
		return nil, err
	}
	var entries []entry
	for _, f := range z.File {
		if len(entries) == len(entryNames) {
			break
		}
		if f.Method != zip.Store || f.UncompressedSize64 > uint64(len(data)) {
			return nil, stranger(z, errors.New("compressed entry"))
		}
		content, err := read(f, len(data))
		if err != nil {
			return nil, altered(err)
		}
		entries = append(entries, entry{f.Name, content})
	}
	if len(entries) == 0 || entries[len(entries)-1].name != signatureName {
		return nil, stranger(z, errors.New("no signature"))
	}
	return check(data, entries)
}

func read(f *zip.File, limit int) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, int64(limit)))
}

// known refuses files of a newer version, whatever else is in them.
func known(z *zip.Reader) error {
	for _, f := range z.File {
		if f.Name != signatureName || f.Method != zip.Store {
			continue
		}
		var v struct {
			Version int `json:"version"`
		}
		content, err := read(f, 1<<20)
		if err == nil && json.Unmarshal(content, &v) == nil && v.Version > Version {
			return errs.New(errs.Newer, "这个上报文件是更新的程序做的，现在的程序读不了").Do("请先升级本程序，再导入；里面的 PDF 和表格可以照常打开：把文件名最后的 .czr 改成 .zip")
		}
	}
	return nil
}

// stranger tells an altered report from a ZIP that never was one.
func stranger(z *zip.Reader, cause error) error {
	for _, f := range z.File {
		if f.Name == signatureName || f.Name == reportName {
			return altered(cause)
		}
	}
	return notOurs(cause)
}

func check(data []byte, entries []entry) (*File, error) {
	last := len(entries) - 1
	if len(entries) != len(entryNames) {
		return nil, altered(errors.New("entries"))
	}
	for i, name := range entryNames {
		if entries[i].name != name {
			return nil, altered(errors.New("entries"))
		}
	}
	var s signature
	if err := strict(entries[last].data, &s); err != nil {
		return nil, altered(err)
	}
	if !s.valid(entries[:last]) {
		return nil, altered(errors.New("signature"))
	}
	r := &Report{}
	if err := strict(entries[3].data, r); err != nil {
		return nil, altered(err)
	}
	if what := r.valid(); what != "" {
		return nil, altered(errors.New(what))
	}
	if !bytes.Equal(data, pack(entries, r.made())) {
		return nil, altered(errors.New("container"))
	}
	return &File{Report: r, Signer: s.Signer, Fingerprint: s.Fingerprint, Digest: s.digest(), PDF: entries[1].data, XLSX: entries[2].data, Size: len(data), bytes: data}, nil
}

// strict reads JSON that must be in its one form: no unknown member, no other
// spelling of the same.
func strict[T any](data []byte, v *T) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	if !bytes.Equal(data, document(v)) {
		return errors.New("not canonical")
	}
	return nil
}
