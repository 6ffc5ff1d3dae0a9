// Package bridge shows the page in any browser on this PC: the same bound
// structs as the window, over loopback HTTP. Only this machine, only a holder
// of the token, only same-origin calls.
package bridge

import (
	"bytes"
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"chengzhuan/backend/errs"
)

// cookie carries the token after the first visit.
const cookie = "chengzhuan"

// maxCall bounds the arguments of one call.
const maxCall = 64 << 20

// Bridge is the handler; New makes it.
type Bridge struct {
	calls map[string]reflect.Value
	names map[string][]string // struct to its methods
	page  http.Handler
	dist  fs.FS
	files http.Handler
	token string
}

// New serves dist, the bound structs, and files under /files.
func New(dist fs.FS, bound []any, files http.Handler) *Bridge {
	var secret [18]byte
	rand.Read(secret[:])
	b := &Bridge{calls: map[string]reflect.Value{}, names: map[string][]string{}, page: http.FileServerFS(dist), dist: dist, files: files, token: hex.EncodeToString(secret[:])}
	for _, o := range bound {
		v := reflect.ValueOf(o)
		name := v.Type().Elem().Name()
		for i := range v.NumMethod() {
			method := v.Type().Method(i).Name
			b.calls[name+"."+method] = v.Method(i)
			b.names[name] = append(b.names[name], method)
		}
	}
	return b
}

// Token opens the page: the address is http://127.0.0.1:PORT/?token=TOKEN.
func (b *Bridge) Token() string { return b.token }

// ServeHTTP checks who asks, then answers.
func (b *Bridge) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Frame-Options", "SAMEORIGIN")
	h.Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; font-src 'self' data:; frame-src 'self' blob:; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'")
	if !loopback(r.Host) || !sameOrigin(r) {
		http.Error(w, "只能在本机打开", http.StatusForbidden)
		return
	}
	if given := r.URL.Query().Get("token"); given != "" && b.right(given) && r.Method == http.MethodGet {
		http.SetCookie(w, &http.Cookie{Name: cookie, Value: b.token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
		http.Redirect(w, r, "/", http.StatusSeeOther)
		return
	}
	if c, err := r.Cookie(cookie); err != nil || !b.right(c.Value) {
		http.Error(w, "请用程序给出的完整地址打开", http.StatusForbidden)
		return
	}
	switch {
	case strings.HasPrefix(r.URL.Path, "/call/"):
		b.call(w, r)
	case r.URL.Path == "/files" || strings.HasPrefix(r.URL.Path, "/files/"):
		b.files.ServeHTTP(w, r)
	case r.URL.Path == "/bridge/shim.js":
		b.shim(w)
	case r.URL.Path == "/" || r.URL.Path == "/index.html":
		b.index(w)
	default:
		b.page.ServeHTTP(w, r)
	}
}

func (b *Bridge) right(token string) bool {
	return subtle.ConstantTimeCompare([]byte(token), []byte(b.token)) == 1
}

// loopback reports whether the Host header names this machine: a foreign name
// that resolves here (DNS rebinding) is refused.
func loopback(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return ip != nil && ip.IsLoopback()
}

// sameOrigin refuses calls that another page makes in the same browser.
func sameOrigin(r *http.Request) bool {
	if o := r.Header.Get("Origin"); o != "" && o != "http://"+r.Host {
		return false
	}
	site := r.Header.Get("Sec-Fetch-Site")
	return site == "" || site == "same-origin" || site == "none" || r.Method == http.MethodGet && r.URL.Path == "/"
}

func (b *Bridge) index(w http.ResponseWriter) {
	page, err := fs.ReadFile(b.dist, "index.html")
	if err != nil {
		http.Error(w, "这个程序里没有页面，请用完整的安装包", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Write(bytes.Replace(page, []byte("<head>"), []byte(`<head><script src="/bridge/shim.js"></script>`), 1))
}

func (b *Bridge) call(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	result, err := b.invoke(strings.TrimPrefix(r.URL.Path, "/call/"), http.MaxBytesReader(w, r.Body, maxCall))
	answer := struct {
		Result any    `json:"result"`
		Error  string `json:"error,omitempty"`
	}{Result: result}
	if err != nil {
		answer.Result, answer.Error = nil, err.Error()
	}
	json.NewEncoder(w).Encode(answer)
}

func (b *Bridge) invoke(name string, body io.Reader) (result any, err error) {
	method, ok := b.calls[name]
	if !ok {
		return nil, wrongCall("没有这个调用：" + name)
	}
	var raw []json.RawMessage
	if err := json.NewDecoder(body).Decode(&raw); err != nil {
		return nil, wrongCall("调用的内容不对")
	}
	t := method.Type()
	if len(raw) != t.NumIn() {
		return nil, wrongCall(fmt.Sprintf("调用“%s”应有 %d 个参数，得到 %d 个", name, t.NumIn(), len(raw)))
	}
	in := make([]reflect.Value, len(raw))
	for i := range raw {
		p := reflect.New(t.In(i))
		if err := json.Unmarshal(raw[i], p.Interface()); err != nil {
			return nil, wrongCall(fmt.Sprintf("调用“%s”的第 %d 个参数不对", name, i+1))
		}
		in[i] = p.Elem()
	}
	out := method.Call(in)
	if e, ok := out[1].Interface().(error); ok && e != nil {
		return nil, e
	}
	return out[0].Interface(), nil
}

// wrongCall is the JSON text of an error, as bound methods give it.
func wrongCall(message string) error {
	return fmt.Errorf("%s", errs.New(errs.Internal, message).Do("请刷新页面后再试").JSON())
}

// shim gives the page the same window.go that the window has.
func (b *Bridge) shim(w http.ResponseWriter) {
	for _, methods := range b.names {
		slices.Sort(methods)
	}
	names, _ := json.Marshal(b.names)
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	fmt.Fprintf(w, shim, names)
}

const shim = `(() => {
  const names = %s, bind = {}
  for (const owner in names) {
    bind[owner] = {}
    for (const method of names[owner]) bind[owner][method] = async (...args) => {
      let answer
      try {
        answer = await (await fetch('/call/' + owner + '.' + method, { method: 'POST', body: JSON.stringify(args) })).json()
      } catch {
        throw new Error(JSON.stringify({ code: 'gone', message: '与程序的连接断了', hint: '请看程序是否还开着，重新打开后刷新页面' }))
      }
      if (answer.error) throw new Error(answer.error)
      return answer.result
    }
  }
  window.go = { bind }
})()
`
