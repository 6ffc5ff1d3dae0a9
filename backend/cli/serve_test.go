package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chengzhuan/backend/cli"
)

// command runs one command in this process and returns what it printed.
func command(t *testing.T, data string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, bad bytes.Buffer
	code = cli.Run(t.Context(), cli.Env{Version: "1.2.3", Args: args, Stdout: &out, Stderr: &bad, Dist: page, Data: data})
	return code, out.String(), bad.String()
}

func must(t *testing.T, data string, args ...string) string {
	t.Helper()
	code, out, bad := command(t, data, args...)
	if code != 0 {
		t.Fatalf("%q: exit %d: %s", args, code, bad)
	}
	return out
}

// served starts a program and returns the browser that opened its address, the
// address, and a function that ends the program and returns its exit code.
func served(t *testing.T, env cli.Env) (*http.Client, string, func() int) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	r, w := io.Pipe()
	env.Stdout, env.Dist = w, page
	if env.Stderr == nil {
		env.Stderr = io.Discard
	}
	code := make(chan int, 1)
	go func() {
		code <- cli.Run(ctx, env)
		w.Close()
	}()
	var answer struct{ Address string }
	if err := json.NewDecoder(r).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	go io.Copy(io.Discard, r)
	jar, _ := cookiejar.New(nil)
	client := &http.Client{Jar: jar, Timeout: 10 * time.Second}
	t.Cleanup(client.CloseIdleConnections)
	return client, answer.Address, func() int {
		stop()
		select {
		case c := <-code:
			return c
		case <-time.After(20 * time.Second):
			t.Fatal("the program does not end")
			return -1
		}
	}
}

func text(t *testing.T, r *http.Response, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// The page and commands work on one book at the same time.
func TestServe(t *testing.T) {
	data := t.TempDir() + "/数据 夹"
	must(t, data, "init", "--name", "仁寿门社区", "--operator", "张三")
	browser, address, end := served(t, cli.Env{Args: []string{"--json", "serve"}, Data: data})
	base, _, _ := strings.Cut(address, "/?token=")
	if !strings.HasPrefix(base, "http://127.0.0.1:") {
		t.Fatalf("not loopback: %s", address)
	}
	r, err := http.Get(base + "/")
	if text(t, r, err); r.StatusCode != http.StatusForbidden {
		t.Errorf("without the token: %d", r.StatusCode)
	}
	r, err = browser.Get(address)
	if body := text(t, r, err); !strings.Contains(body, "<title>城砖</title>") {
		t.Errorf("no page: %s", body)
	}
	call := func(method, args string) string {
		r, err := browser.Post(base+"/call/"+method, "application/json", strings.NewReader(args))
		return text(t, r, err)
	}
	const list = `[{"register":"estates","columns":["name"],"limit":10}]`
	if got := call("Records.List", list); !strings.Contains(got, `"matched":0`) {
		t.Errorf("before: %s", got)
	}
	must(t, data, "add", "小区", "小区名称=仁和苑")
	if got := call("Records.List", list); !strings.Contains(got, "仁和苑") {
		t.Errorf("the page does not see what a command wrote: %s", got)
	}
	if got := call("Records.Save", `["estates","",[{"key":"name","input":"锦绣华庭"}],[],false]`); !strings.Contains(got, `"saved":true`) {
		t.Errorf("save: %s", got)
	}
	if out := must(t, data, "list", "小区"); !strings.Contains(out, "锦绣华庭") {
		t.Errorf("a command does not see what the page wrote: %s", out)
	}
	if code := end(); code != 0 {
		t.Errorf("exit code %d after an interrupt", code)
	}
	if _, err := http.Get(base + "/"); err == nil {
		t.Error("still answering after the end")
	}
}

type noWindow struct{ error }

func (noWindow) NoWindow() bool { return true }

// Where no window can be shown the page is served instead, in the browser of
// the desktop; a box that the user closes ends the program.
func TestNoWindowServes(t *testing.T) {
	held, closed := make(chan string, 1), make(chan struct{})
	opened := make(chan string, 1)
	browser, address, end := served(t, cli.Env{
		Args: []string{"--json"}, Data: t.TempDir(),
		Window: func(context.Context, string, string) error {
			return noWindow{errors.New("这台电脑没有 WebView2 运行时")}
		},
		Hold:   func(text string) { held <- text; <-closed },
		Browse: func(a string) error { opened <- a; return nil },
	})
	if got := <-opened; got != address {
		t.Errorf("the browser got %q, want %q", got, address)
	}
	if got := <-held; !strings.Contains(got, address) || !strings.Contains(got, "没有 WebView2") {
		t.Errorf("the box says %q", got)
	}
	r, err := browser.Get(address)
	text(t, r, err)
	close(closed)
	if code := end(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

func TestWindow(t *testing.T) {
	var data string
	env := cli.Env{Args: []string{"--data", "别处"}, Stdout: io.Discard, Stderr: io.Discard, Window: func(_ context.Context, d, _ string) error {
		data = d
		return nil
	}}
	if code := cli.Run(t.Context(), env); code != 0 || data != "别处" {
		t.Errorf("exit %d, window on %q", code, data)
	}
	env.Window = func(context.Context, string, string) error { return errors.New("坏了") }
	if code := cli.Run(t.Context(), env); code != 1 {
		t.Errorf("a window that fails: exit %d", code)
	}
}

func TestServePortTaken(t *testing.T) {
	_, address, end := served(t, cli.Env{Args: []string{"--json", "serve"}, Data: t.TempDir()})
	base, _, _ := strings.Cut(address, "/?")
	port := base[strings.LastIndexByte(base, ':')+1:]
	code, _, bad := command(t, t.TempDir(), "--json", "serve", "--port", port)
	if code != 1 || !strings.Contains(bad, `"code":"busy"`) {
		t.Errorf("exit %d: %s", code, bad)
	}
	if code := end(); code != 0 {
		t.Errorf("exit %d", code)
	}
}

// A double click on a packet opens the window with it; a packet that is not
// there, or two of them, is no start but a mistake.
func TestWindowOnAPacket(t *testing.T) {
	var data, file string
	var out, bad bytes.Buffer
	start := func(args ...string) int {
		data, file = "", ""
		out.Reset()
		bad.Reset()
		return cli.Run(t.Context(), cli.Env{Args: args, Data: "这里", Stdout: &out, Stderr: &bad, Window: func(_ context.Context, d, f string) error {
			data, file = d, f
			return nil
		}})
	}
	dir := t.TempDir()
	t.Chdir(dir)
	packet := filepath.Join(dir, "仁寿门社区-2号机-0001.CZB")
	if err := os.WriteFile(packet, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{packet}, {filepath.Base(packet)}, {"--data", "这里", packet}} {
		if code := start(args...); code != 0 || data != "这里" || file != packet {
			t.Errorf("%q: exit %d, window on %q with %q: %s", args, code, data, file, bad.String())
		}
	}
	for _, args := range [][]string{{"没有.czb"}, {dir + "/.czb"}} {
		if code := start(args...); code != 1 || data != "" || !strings.Contains(bad.String(), "优盘") {
			t.Errorf("%q: exit %d, window on %q: %s", args, code, data, bad.String())
		}
	}
	for _, args := range [][]string{{packet, packet}, {"别的.txt"}} {
		if code := start(args...); code != 2 || data != "" {
			t.Errorf("%q: exit %d, window on %q: %s", args, code, data, bad.String())
		}
	}
}

// Without a window the page is served, the command line says where the packet
// waits, and the page finds it.
func TestAPacketWaitsForTheServedPage(t *testing.T) {
	packet := filepath.Join(t.TempDir(), "甲.czb")
	if err := os.WriteFile(packet, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	browser, address, end := served(t, cli.Env{Args: []string{"--json", packet}, Data: t.TempDir()})
	r, err := browser.Get(address)
	text(t, r, err)
	base := address[:strings.Index(address, "/?")]
	r, err = browser.Post(base+"/call/Sync.Offered", "application/json", strings.NewReader("[]"))
	if got := text(t, r, err); !strings.Contains(got, `"name":"甲.czb"`) {
		t.Errorf("the page is offered %s", got)
	}
	r, err = browser.Post(base+"/call/Sync.Offered", "application/json", strings.NewReader("[]"))
	if got := text(t, r, err); strings.Contains(got, "甲") {
		t.Errorf("offered twice: %s", got)
	}
	if code := end(); code != 0 {
		t.Errorf("exit %d", code)
	}
	var said bytes.Buffer
	ctx, stop := context.WithCancel(t.Context())
	stop()
	code := cli.Run(ctx, cli.Env{Args: []string{packet}, Dist: page, Data: t.TempDir(), Stdout: io.Discard, Stderr: &said})
	if code != 0 || !strings.Contains(said.String(), "同步") || !strings.Contains(said.String(), "甲.czb") {
		t.Errorf("exit %d: %s", code, said.String())
	}
}
