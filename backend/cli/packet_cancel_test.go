package cli_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chengzhuan/backend/cli"
)

// afterChecks is a context that ends when it has been asked for the nth time
// whether it has: so a test can stop a work at every place where it looks.
type afterChecks struct {
	context.Context
	stop context.CancelFunc
	left int
}

func (c *afterChecks) Err() error {
	if c.left--; c.left == 0 {
		c.stop()
	}
	return c.Context.Err()
}

// stoppedAt runs a command that is interrupted at the nth look.
func stoppedAt(t *testing.T, n int, data string, args ...string) (code int, stderr string, reached bool) {
	t.Helper()
	inner, stop := context.WithCancel(t.Context())
	defer stop()
	ctx := &afterChecks{inner, stop, n}
	var out, bad strings.Builder
	code = cli.Run(ctx, cli.Env{Args: append([]string{"--json"}, args...), Stdout: &out, Stderr: &bad, Dist: page, Data: data, Now: func() time.Time {
		return time.Date(2089, 1, 5, 9, 30, 0, 0, time.Local)
	}})
	return code, bad.String(), ctx.left <= 0
}

// twoPCs makes a book with 300 residents on one PC, and a second PC that lacks them.
func twoPCs(t *testing.T) (first, second, dir string) {
	t.Helper()
	dir = t.TempDir()
	first, second = filepath.Join(dir, "甲"), filepath.Join(dir, "乙")
	at := func(name string) string { return filepath.Join(dir, name) }
	must(t, first, "init", "--name", "仁寿门社区")
	must(t, second, "packet", "join", "--name", "2号机", "-o", at("申请.czb"))
	must(t, first, "packet", "welcome", at("申请.czb"), "--yes", "-o", at("欢迎.czb"))
	must(t, second, "packet", "import", at("欢迎.czb"))
	var b strings.Builder
	b.WriteString("姓名,性别,出生日期,备注\n")
	for i := range 300 {
		fmt.Fprintf(&b, "张%c%c,男,1980-01-%02d,第%d名\n", rune('一'+i), rune('七'+i), i%28+1, i)
	}
	if err := os.WriteFile(at("居民.csv"), []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		must(t, first, "add", "小区", "小区名称=小区"+fmt.Sprint(time.Now().UnixNano()))
	}
	must(t, first, "import", "居民", at("居民.csv"))
	return first, second, dir
}

// Wherever an import is stopped, a packet is in whole or not at all, and the
// next try takes it in.
func TestInterruptedPacketImport(t *testing.T) {
	first, second, dir := twoPCs(t)
	file := filepath.Join(dir, "同步.czb")
	must(t, first, "packet", "export", "-o", file)
	stopped := 0
	for n := 1; ; n += 1 + n/4 {
		code, bad, reached := stoppedAt(t, n, second, "packet", "import", file)
		have := count(t, second, "居民")
		switch {
		case code == 1 && (have == 0 || have == 300) && strings.Contains(bad, `"code":"canceled"`):
			stopped++
		case code == 0 && have == 300:
		default:
			t.Errorf("stopped at look %d: exit %d with %d of 300 rows: %s", n, code, have, bad)
		}
		must(t, second, "check")
		if !reached {
			break
		}
	}
	if stopped == 0 {
		t.Error("no import was ever stopped")
	}
	must(t, second, "packet", "import", file)
	if got := count(t, second, "居民"); got != 300 {
		t.Errorf("in the end: %d", got)
	}
}

// A stopped export leaves the older file and no other; the next one is whole.
func TestInterruptedPacketExport(t *testing.T) {
	first, second, dir := twoPCs(t)
	folder := filepath.Join(dir, "优盘")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(folder, "同步.czb")
	if err := os.WriteFile(file, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	stopped := 0
	for n := 1; ; n += 1 + n/4 {
		code, bad, reached := stoppedAt(t, n, first, "packet", "export", "-o", file)
		files, _ := os.ReadDir(folder)
		now, _ := os.ReadFile(file)
		switch {
		case code == 1 && string(now) == "old" && len(files) == 1 && strings.Contains(bad, `"code":"canceled"`):
			stopped++
		case code == 0 && len(files) == 1:
			if err := os.WriteFile(file, []byte("old"), 0o600); err != nil {
				t.Fatal(err)
			}
		default:
			t.Errorf("stopped at look %d: exit %d, %d files, %.10q: %s", n, code, len(files), now, bad)
		}
		if !reached {
			break
		}
	}
	if stopped == 0 {
		t.Error("no export was ever stopped")
	}
	must(t, first, "packet", "export", "-o", file)
	must(t, second, "packet", "import", file)
	if got := count(t, second, "居民"); got != 300 {
		t.Errorf("in the end: %d", got)
	}
}

// Wherever joining is stopped, the request still waits or the book is there whole.
func TestInterruptedEntering(t *testing.T) {
	first, _, dir := twoPCs(t)
	asks, welcome := filepath.Join(dir, "申请-丙.czb"), filepath.Join(dir, "欢迎-丙.czb")
	third := filepath.Join(dir, "丙")
	must(t, third, "packet", "join", "--name", "3号机", "-o", asks)
	must(t, first, "packet", "welcome", asks, "--yes", "-o", welcome)
	stopped := 0
	for n := 1; ; n += 1 + n/4 {
		code, bad, reached := stoppedAt(t, n, third, "packet", "import", welcome)
		_, err := os.Stat(filepath.Join(third, "book.db"))
		entered := err == nil
		switch {
		case code == 0 && entered && count(t, third, "居民") == 300:
		case code == 1 && strings.Contains(bad, `"code":"canceled"`) && (!entered || count(t, third, "居民") == 300):
			stopped++
		default:
			t.Fatalf("stopped at look %d: exit %d, entered %v: %s", n, code, entered, bad)
		}
		if entered || !reached {
			break
		}
	}
	if stopped == 0 {
		t.Error("joining was never stopped")
	}
	must(t, third, "packet", "import", welcome)
	must(t, third, "check")
	if got := count(t, third, "居民"); got != 300 {
		t.Errorf("in the end: %d", got)
	}
}
