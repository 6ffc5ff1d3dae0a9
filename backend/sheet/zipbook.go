package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"

	"chengzhuan/backend/errs"
)

func damaged(cause error, what string) error {
	return errs.Wrap(errs.Damaged, cause, "文件已损坏："+what).
		Do("请用 Excel 或 WPS 打开它，能打开就另存一份再导入；打不开请找原来的人重新发一次")
}

// parts is the opened zip with a budget of bytes for everything read from it.
type parts struct {
	byName map[string]*zip.File // lower case, slashes
	budget int64
}

func openParts(data []byte, budget int64) (*parts, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, damaged(err, "文件不完整，可能没有拷完")
	}
	p := &parts{byName: make(map[string]*zip.File, len(z.File)), budget: budget}
	for _, f := range z.File {
		p.byName[partName(f.Name)] = f
	}
	return p, nil
}

// partName brings a part's name to one form: some writers use backslashes,
// a leading slash or another case.
func partName(name string) string {
	name = strings.ToLower(strings.ReplaceAll(name, `\`, "/"))
	return strings.TrimPrefix(path.Clean("/"+name), "/")
}

func (p *parts) has(name string) bool { _, ok := p.byName[partName(name)]; return ok }

// read inflates one part, within what is left of the budget.
func (p *parts) read(name string) ([]byte, error) {
	f, ok := p.byName[partName(name)]
	if !ok {
		return nil, damaged(errors.New("part missing: "+name), "缺少一部分内容")
	}
	if f.Flags&1 != 0 {
		return nil, passwordError()
	}
	tooBig := errs.New(errs.Invalid, "表格解压后太大了").Do("请把表格拆成几个文件再导入；文件来路不明的请不要打开")
	if f.UncompressedSize64 > uint64(p.budget) {
		return nil, tooBig
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged(err, "压缩内容读不出来")
	}
	defer r.Close()
	// The declared size is only a hint and may lie; it must not make us allocate.
	buf := bytes.NewBuffer(make([]byte, 0, min(f.UncompressedSize64+512, f.CompressedSize64*40+4096, 64<<20)))
	n, err := io.Copy(buf, io.LimitReader(r, p.budget+1))
	if err != nil {
		return nil, damaged(err, "压缩内容读不出来")
	}
	if p.budget -= n; p.budget < 0 {
		return nil, tooBig
	}
	return buf.Bytes(), nil
}

func passwordError() error {
	return errs.New(errs.Denied, "表格加了打开密码，读不了").
		Do("请用 Excel 或 WPS 输入密码打开，在“文件—信息—保护工作簿”里去掉密码，另存后再导入")
}

// refuseZip names the other kinds of file that are zips.
func (p *parts) refuse() error {
	no := func(what, hint string) error { return errs.New(errs.Invalid, what).Do(hint) }
	switch {
	case p.has("xl/workbook.bin"):
		return no("这是 .xlsb 格式，本程序读不了", saveAsXLSX)
	case p.has("word/document.xml"):
		return no("这是 Word 文档，不是表格", "请把文档里的表格复制到 Excel 里，另存为 .xlsx 再导入")
	case p.has("ppt/presentation.xml"):
		return no("这是幻灯片，不是表格", "请选 .xlsx、.xls 或 .csv 表格文件")
	case p.has("index/document.iwa"), p.has("index.zip"):
		return no("这是苹果 Numbers 表格，本程序读不了", "请在 Numbers 里选“导出为—Excel”，再导入导出的文件")
	case p.has("mimetype"), p.has("content.xml"):
		return no("这是 .ods 表格，本程序读不了", saveAsXLSX)
	}
	return no("这是压缩包，不是表格", "如果表格在压缩包里，请先解压，再选里面的表格文件")
}
