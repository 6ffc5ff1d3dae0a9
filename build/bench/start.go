package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"

	"chengzhuan/backend/bind"
	"chengzhuan/backend/registers"
)

// measureStart starts the program as a served page and reads the first rows:
// from the start of the process to the last byte of the first page of a list.
// At rest it is two seconds later, with the book still open.
func measureStart(ctx context.Context, b *bench) error {
	dir, err := b.book(ctx)
	if err != nil {
		return err
	}
	var starts []time.Duration
	var rest, own []float64
	for range max(b.Runs, 3) {
		took, resting, err := b.startOnce(ctx, dir)
		if err != nil {
			return err
		}
		starts, rest, own = append(starts, took), append(rest, resting.all), append(own, resting.own)
	}
	b.report.add(
		line{Measure: fmt.Sprintf("start of serve to the first rows of %d", b.Book), Unit: "ms", Ours: median(starts)}.noted("process start, book opened, first page of 100 read over loopback"),
		line{Measure: "serve at rest, resident", Unit: "MB", Ours: middle(rest)}.noted("VmRSS 2 s after the first rows; %.0f MB of it is its own memory (RssAnon), the rest is the program file", middle(own)),
	)
	return b.measureWindow(ctx)
}

// resident is the memory of a process in MB: all of it, and without mapped files.
type resident struct{ all, own float64 }

func (b *bench) startOnce(ctx context.Context, dir string) (time.Duration, resident, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, b.bin, "--data", dir, "--json", "serve")
	cmd.Stderr = os.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 5 * time.Second
	out, err := cmd.StdoutPipe()
	if err != nil {
		return 0, resident{}, err
	}
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, resident{}, err
	}
	defer func() {
		cancel()
		cmd.Wait()
	}()
	var answer struct{ Address string }
	if err := json.NewDecoder(bufio.NewReader(out)).Decode(&answer); err != nil {
		return 0, resident{}, fmt.Errorf("serve gave no address: %w", err)
	}
	web, err := visit(answer.Address)
	if err != nil {
		return 0, resident{}, err
	}
	_, page, err := web.list(bind.ListQuery{Register: registers.PartyMembers.Key, Limit: pageSize})
	took := time.Since(begun)
	if err != nil {
		return 0, resident{}, err
	}
	if len(page.Rows) != pageSize {
		return 0, resident{}, fmt.Errorf("%d rows", len(page.Rows))
	}
	select {
	case <-ctx.Done():
		return 0, resident{}, ctx.Err()
	case <-time.After(2 * time.Second):
	}
	memory, err := memoryOf(cmd.Process.Pid)
	return took, memory, err
}

func memoryOf(pid int) (resident, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return resident{}, err
	}
	of := func(key string) float64 {
		_, after, _ := strings.Cut(string(text), "\n"+key+":")
		kb, _, _ := strings.Cut(strings.TrimSpace(after), " ")
		n, _ := strconv.Atoi(kb)
		return float64(n) / 1024
	}
	return resident{of("VmRSS"), of("RssAnon")}, nil
}

var windowMarks = regexp.MustCompile(`selftest: +(\d+) ms +(.+)`)

// measureWindow starts the program with its window under a virtual display.
// Its self-test reports when the page was loaded and when it showed data, both
// counted from the opening of the window. Without such a display, or with a
// program that has no window, there is no figure.
func (b *bench) measureWindow(ctx context.Context) error {
	xvfb, err := exec.LookPath("xvfb-run")
	if err != nil {
		b.say("no xvfb-run: the window is not measured")
		return nil
	}
	home := b.path("home")
	if err := os.MkdirAll(home+"/run", 0o700); err != nil {
		return err
	}
	script := b.path("first-data.js")
	if err := os.WriteFile(script, []byte(firstData), 0o644); err != nil {
		return err
	}
	var loaded, shown []float64
	for range min(b.Runs, 3) {
		once, cancel := context.WithTimeout(ctx, 90*time.Second)
		cmd := exec.CommandContext(once, xvfb, "-a", "-s", "-screen 0 1366x768x24 -nolisten tcp", "dbus-run-session", "--", b.bin, "selftest", "--script", script)
		cmd.Env = append(os.Environ(), "HOME="+home, "XDG_RUNTIME_DIR="+home+"/run", "LANG=C.UTF-8", "LC_ALL=C.UTF-8", "NO_AT_BRIDGE=1", "GTK_A11Y=none", "LIBGL_ALWAYS_SOFTWARE=1", "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS=1")
		cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
		cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
		cmd.WaitDelay = 5 * time.Second
		text, err := cmd.CombinedOutput()
		cancel()
		if err != nil {
			b.say("the window is not measured: %v: %s", err, lastLine(string(text)))
			return ctx.Err()
		}
		for _, m := range windowMarks.FindAllStringSubmatch(string(text), -1) {
			at, _ := strconv.ParseFloat(m[1], 64)
			switch m[2] {
			case "page loaded":
				loaded = append(loaded, at)
			case "first data":
				shown = append(shown, at)
			}
		}
	}
	if len(shown) > 0 {
		b.report.add(line{Measure: "window: opening to the first data shown", Unit: "ms", Ours: middle(shown)}.
			noted("in the real web view under a virtual display, demo book, ledger of members; page loaded after %.0f ms", middle(loaded)))
	}
	return nil
}

// firstData waits, in the page, until the ledger of members shows rows.
const firstData = `(async () => {
  const emit = (event, text) => window.runtime.EventsEmit(event, text)
  const shown = () => document.querySelector('[data-testid="row-0"]')?.dataset.id
  location.hash = '#/ledger/party_members'
  const end = Date.now() + 30000
  while (!shown()) {
    if (Date.now() > end) return emit('selftest', 'no rows after 30 s')
    await new Promise((done) => requestAnimationFrame(done))
  }
  emit('selftest:mark', 'first data')
  emit('selftest', 'ok')
})()
`

func lastLine(s string) string {
	s = strings.TrimSpace(s)
	return s[strings.LastIndexByte(s, '\n')+1:]
}
