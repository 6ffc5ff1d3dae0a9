package bind

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/sheet"
)

// maxUpload bounds a file that comes in through the page.
const maxUpload = 256 << 20

// fileShelf keeps the files that the page knows by token: made ones in a
// private temporary folder, chosen ones where they are.
type fileShelf struct {
	dir  string
	once sync.Once
	mu   sync.Mutex
	path map[string]string
	bad  error
}

func newFileShelf() *fileShelf { return &fileShelf{path: map[string]string{}} }

func (s *fileShelf) folder() (string, error) {
	s.once.Do(func() {
		sweep()
		s.dir, s.bad = os.MkdirTemp("", tempPrefix)
	})
	if s.bad != nil {
		return "", errs.Wrap(errs.Disk, s.bad, "建立临时文件夹失败").Do("请清理磁盘后再试")
	}
	return s.dir, nil
}

const tempPrefix = "chengzhuan-"

// sweep removes folders that a program left behind when it was killed: they may hold exports.
func sweep() {
	old, _ := filepath.Glob(filepath.Join(os.TempDir(), tempPrefix+"*"))
	for _, dir := range old {
		if info, err := os.Stat(dir); err == nil && info.IsDir() && time.Since(info.ModTime()) > 24*time.Hour {
			os.RemoveAll(dir)
		}
	}
}

func token() string {
	var b [16]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

// put registers a file and returns its reference.
func (s *fileShelf) put(path string) (FileRef, error) {
	info, err := os.Stat(path)
	if err != nil {
		return FileRef{}, errs.Wrap(errs.NotFound, err, "找不到文件“"+filepath.Base(path)+"”").Do("请确认文件还在；若在优盘上，请确认优盘已插好")
	}
	t := token()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.path[t] = path
	return FileRef{Token: t, Name: filepath.Base(path), Size: info.Size()}, nil
}

// make writes a new file of the given name and returns its reference.
func (s *fileShelf) make(name string, write func(io.Writer) error) (FileRef, error) {
	path, err := s.place(name)
	if err != nil {
		return FileRef{}, err
	}
	if err := sheet.SafeFile(path, write); err != nil {
		return FileRef{}, err
	}
	return s.put(path)
}

// place returns a path in a folder of its own for a file that is still to be written.
func (s *fileShelf) place(name string) (string, error) {
	dir, err := s.folder()
	if err != nil {
		return "", err
	}
	sub, err := os.MkdirTemp(dir, "")
	if err != nil {
		return "", errs.Wrap(errs.Disk, err, "写临时文件失败").Do("请清理磁盘后再试")
	}
	return filepath.Join(sub, safeName(name)), nil
}

// all returns the paths of files; there must be one at least.
func (s *fileShelf) all(tokens []string) ([]string, error) {
	if len(tokens) == 0 {
		return nil, errs.New(errs.Invalid, "没有选择文件").Do("请选择或拖入文件")
	}
	var out []string
	for _, t := range tokens {
		p, err := s.at(t)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

func (s *fileShelf) at(token string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p, ok := s.path[token]; ok {
		return p, nil
	}
	return "", errs.New(errs.NotFound, "这个文件已经不在了").Do("请重新选择或重新生成")
}

// safeName keeps a name inside its folder and legal on Windows.
func safeName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, name)
	if name = strings.Trim(name, " ."); name == "" {
		return "文件"
	}
	// 255 bytes is what file systems take; a Chinese character has three.
	ext := filepath.Ext(name)
	if len(ext) > 20 {
		ext = ""
	}
	for r := []rune(strings.TrimSuffix(name, ext)); len(name) > 200 && len(r) > 0; r = r[:len(r)-1] {
		name = string(r[:len(r)-1]) + ext
	}
	return name
}

// ServeHTTP takes uploads (POST /files, name in X-File-Name) and gives files (GET /files/TOKEN/NAME).
func (s *fileShelf) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rest, ok := strings.CutPrefix(r.URL.Path, "/files")
	switch {
	case !ok:
		http.NotFound(w, r)
	case r.Method == http.MethodPost && strings.Trim(rest, "/") == "":
		s.upload(w, r)
	case r.Method == http.MethodGet || r.Method == http.MethodHead:
		t, _, _ := strings.Cut(strings.Trim(rest, "/"), "/")
		path, err := s.at(t)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		if r.URL.Query().Has("download") {
			w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": filepath.Base(path)}))
		}
		http.ServeFile(w, r, path)
	default:
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
	}
}

func (s *fileShelf) upload(w http.ResponseWriter, r *http.Request) {
	name, err := url.QueryUnescape(r.Header.Get("X-File-Name"))
	if err != nil || name == "" {
		name = "文件"
	}
	body := http.MaxBytesReader(w, r.Body, maxUpload)
	ref, err := s.make(name, func(f io.Writer) error {
		_, err := io.Copy(f, body)
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return errs.New(errs.Invalid, "文件太大，超过 256 MB").Do("请把它拆成几个文件再导入")
		}
		return err
	})
	w.Header().Set("Content-Type", "application/json")
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		io.WriteString(w, errs.Of(err).JSON())
		return
	}
	json.NewEncoder(w).Encode(ref)
}

// Files are chosen, saved and opened.
type Files struct{ d *Desk }

// Choose asks for a file of a purpose: sheet, backup. Only the window has
// dialogs; a browser uploads to /files. An empty token means cancelled.
func (f *Files) Choose(purpose string) (out FileRef, err error) {
	defer guard(&err)
	if f.d.shell == nil {
		return out, fail(errs.New(errs.Denied, "浏览器里请用页面上的选择按钮"))
	}
	title, filter := "选择表格", "表格文件|*.xlsx;*.xls;*.csv;*.txt"
	if purpose == "backup" {
		title, filter = "选择备份", "城砖备份|*.czbak"
	}
	path, err := f.d.shell.AskOpen(title, filter, "所有文件|*.*")
	if err != nil || path == "" {
		return out, fail(err)
	}
	out, err = f.d.files.put(path)
	return out, fail(err)
}

// chooseMany asks for files of a kind in the window; none means cancelled.
func (d *Desk) chooseMany(title, filter string) (out []FileRef, err error) {
	defer guard(&err)
	out = []FileRef{}
	if d.shell == nil {
		return out, fail(errs.New(errs.Denied, "浏览器里请用页面上的选择按钮"))
	}
	paths, err := d.shell.AskOpenMany(title, filter, "所有文件|*.*")
	if err != nil {
		return out, fail(err)
	}
	for _, p := range paths {
		ref, err := d.files.put(p)
		if err != nil {
			return out, fail(err)
		}
		out = append(out, ref)
	}
	return out, nil
}

// Save asks where to put a file and copies it there; in a browser the page downloads instead.
func (f *Files) Save(token string) (out Saved, err error) {
	defer guard(&err)
	from, err := f.d.files.at(token)
	if err != nil {
		return out, fail(err)
	}
	if f.d.shell == nil {
		return out, fail(errs.New(errs.Denied, "浏览器里请用页面上的下载按钮"))
	}
	ext := filepath.Ext(from)
	to, err := f.d.shell.AskSave("保存到", filepath.Base(from), strings.TrimPrefix(ext, ".")+" 文件|*"+ext)
	if err != nil || to == "" {
		return out, fail(err)
	}
	if l, err := f.d.book(); err == nil && l.Store.Owns(to) {
		return out, fail(errs.New(errs.Denied, "“"+to+"”是账套自己的文件，不能覆盖").Do("请换一个文件名或位置"))
	}
	return Saved{Path: to}, fail(copyFile(from, to))
}

func copyFile(from, to string) error {
	return sheet.SafeFile(to, func(w io.Writer) error {
		r, err := os.Open(from)
		if err != nil {
			return err
		}
		defer r.Close()
		_, err = io.Copy(w, r)
		return err
	})
}

// Show opens a saved file in its program.
func (f *Files) Show(path string) (out Saved, err error) {
	defer guard(&err)
	if f.d.shell == nil {
		return out, fail(errs.New(errs.Denied, "浏览器里不能打开本机文件"))
	}
	return Saved{Path: path}, fail(f.d.shell.Show(path))
}

// Export of a list goes through Records; see records.go.
func (d *Desk) export(ctx context.Context, l *ledger.Ledger, q ExportRequest) (FileRef, error) {
	def, err := l.Store.Def(q.Query.Register)
	if err != nil {
		return FileRef{}, err
	}
	name := def.Label + "-" + strings.ReplaceAll(string(l.Store.Today()), "-", "") + "." + q.Format
	return d.files.make(name, func(w io.Writer) error {
		_, err := l.Export(ctx, ledger.Export{Query: q.Query, IDs: q.IDs, Columns: q.Columns, Format: q.Format, Unmask: q.Unmask}, w, nil)
		return err
	})
}
