package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chengzhuan/backend/cli"
)

// interrupted runs a command and interrupts it when the clock is read for the nth time.
func interrupted(t *testing.T, n int, data string, args ...string) (code int, stderr string, reached bool) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var out, bad bytes.Buffer
	code = cli.Run(ctx, cli.Env{Args: append([]string{"--json"}, args...), Stdout: &out, Stderr: &bad, Dist: page, Data: data, Now: func() time.Time {
		if n--; n == 0 {
			reached = true
			stop()
		}
		return time.Date(2026, 8, 10, 9, 30, 0, 0, time.Local)
	}})
	return code, bad.String(), reached
}

func count(t *testing.T, data, register string) int {
	t.Helper()
	var doc struct{ Rows []any }
	if err := json.Unmarshal([]byte(must(t, data, "--json", "list", register, "--limit", "10000")), &doc); err != nil {
		t.Fatal(err)
	}
	return len(doc.Rows)
}

// Wherever an import is interrupted, all of it is there or nothing.
func TestInterruptedImport(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "居民 名册.csv")
	var b strings.Builder
	b.WriteString("姓名,性别,出生日期,备注\n")
	for i := range 300 {
		fmt.Fprintf(&b, "张%c%c,男,1980-01-%02d,第%d名\n", rune('一'+i), rune('七'+i), i%28+1, i)
	}
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	stopped := 0
	for n := 1; n < 2000; n = n*3/2 + 1 {
		data := filepath.Join(dir, fmt.Sprint("数据 ", n))
		must(t, data, "init", "--name", "仁寿门社区")
		code, bad, reached := interrupted(t, n, data, "import", "居民", file)
		have := count(t, data, "居民")
		switch {
		case code == 1 && have == 0 && strings.Contains(bad, `"code":"canceled"`):
			stopped++
		case code == 0 && have == 300:
		default:
			t.Errorf("interrupted at %d: exit %d with %d of 300 rows: %s", n, code, have, bad)
		}
		if !reached {
			break
		}
	}
	if stopped == 0 {
		t.Error("no import was ever interrupted")
	}
}

func TestInterruptedDemo(t *testing.T) {
	data := filepath.Join(t.TempDir(), "数据 夹")
	must(t, data, "init", "--name", "仁寿门社区")
	stopped := 0
	for n := 1; n <= 8; n++ {
		code, bad, reached := interrupted(t, n, data, "demo")
		if !reached {
			break
		}
		if code != 1 || !strings.Contains(bad, `"code":"canceled"`) || count(t, data, "党员") != 0 {
			t.Fatalf("interrupted at %d: exit %d, %s", n, code, bad)
		}
		stopped++
	}
	if stopped == 0 {
		t.Error("no demo was ever interrupted")
	}
}

// An interrupted export leaves the older file and no other.
func TestInterruptedExport(t *testing.T) {
	dir := t.TempDir()
	data, to := filepath.Join(dir, "数据"), filepath.Join(dir, "出", "党员.xlsx")
	must(t, data, "init", "--name", "仁寿门社区")
	must(t, data, "add", "党员", "姓名=王芳", "民族=汉族", "性别=女")
	if err := os.Mkdir(filepath.Dir(to), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	stopped := 0
	for n := 1; n <= 8; n++ {
		code, bad, reached := interrupted(t, n, data, "export", "党员", "-o", to)
		if !reached {
			break
		}
		old, _ := os.ReadFile(to)
		files, _ := os.ReadDir(filepath.Dir(to))
		if code != 1 || string(old) != "old" || len(files) != 1 || !strings.Contains(bad, `"code":"canceled"`) {
			t.Errorf("interrupted at %d: exit %d, %d files, %.20q: %s", n, code, len(files), old, bad)
		}
		stopped++
	}
	if stopped == 0 {
		t.Error("no export was ever interrupted")
	}
}
