// Command gotest runs `go test` with the arguments it is given and shows what a
// reader of the log wants: go's own line for each package, the whole output of
// a failed test, every skipped test with its reason, and the totals at the end.
//
// `gotest -soak 10m [build flags] PACKAGES` instead looks for examples that
// break a law: only the tests of laws, random seeds, ever more examples.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

// event is one line of `go test -json`.
type event struct {
	Action      string
	Package     string
	ImportPath  string // of a build event
	Test        string
	Output      string
	FailedBuild string
}

// tally keeps the output of each test until its end says whether it is wanted.
type tally struct {
	out                     io.Writer
	output                  map[string]*strings.Builder
	passed, failed, skipped int
	packages, badPackages   int
	skips, failures         []string
}

func newTally(out io.Writer) *tally {
	return &tally{out: out, output: map[string]*strings.Builder{}}
}

func (t *tally) add(e event) {
	key := e.Package + " " + e.Test
	switch e.Action {
	case "build-output":
		fmt.Fprint(t.out, e.Output)
	case "output":
		if e.Test == "" {
			if e.Output != "PASS\n" {
				fmt.Fprint(t.out, e.Output)
			}
			return
		}
		b := t.output[key]
		if b == nil {
			b = &strings.Builder{}
			t.output[key] = b
		}
		b.WriteString(e.Output)
	case "pass", "fail", "skip":
		t.end(e, key)
	}
}

func (t *tally) end(e event, key string) {
	text := ""
	if b := t.output[key]; b != nil {
		text = b.String()
		delete(t.output, key)
	}
	if e.Test == "" {
		t.packages++
		if e.Action == "fail" {
			t.badPackages++
			// A test that was running when its package died has no end of its own.
			for k, b := range t.output {
				if strings.HasPrefix(k, e.Package+" ") {
					fmt.Fprint(t.out, b.String())
					delete(t.output, k)
				}
			}
			if e.FailedBuild != "" {
				t.failures = append(t.failures, e.Package+" (does not build)")
			}
		}
		return
	}
	switch e.Action {
	case "pass":
		t.passed++
	case "fail":
		t.failed++
		t.failures = append(t.failures, key)
		fmt.Fprint(t.out, text)
	case "skip":
		t.skipped++
		t.skips = append(t.skips, key+": "+reason(text))
	}
}

// reason is what a skipped test said, without go's own lines around it.
func reason(text string) string {
	var said []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "=== ") && !strings.HasPrefix(line, "--- ") {
			said = append(said, line)
		}
	}
	return strings.Join(said, " ")
}

func (t *tally) close() {
	for _, s := range t.skips {
		fmt.Fprintln(t.out, "skipped:", s)
	}
	for _, f := range t.failures {
		fmt.Fprintln(t.out, "FAILED:", f)
	}
	fmt.Fprintf(t.out, "%d passed, %d failed, %d skipped tests in %d packages (%d failed)\n",
		t.passed, t.failed, t.skipped, t.packages, t.badPackages)
}

func read(r io.Reader, t *tally) error {
	lines := bufio.NewReaderSize(r, 1<<16)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var e event
			if json.Unmarshal(line, &e) == nil && e.Action != "" {
				t.add(e)
			} else {
				fmt.Fprintf(t.out, "%s", line)
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// goTest runs go test and counts what it says into t. env is added to the
// environment.
func goTest(t *tally, args, env []string) error {
	cmd := exec.Command("go", append([]string{"test", "-json"}, args...)...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stderr = os.Stderr
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	err = read(pipe, t)
	if wait := cmd.Wait(); err == nil {
		err = wait
	}
	return err
}

func main() {
	if len(os.Args) > 3 && os.Args[1] == "-soak" {
		if err := soakMain(os.Args[2], os.Args[3:]); err != nil {
			fmt.Println("FAILED:", err)
			os.Exit(1)
		}
		return
	}
	t := newTally(os.Stdout)
	err := goTest(t, os.Args[1:], nil)
	t.close()
	if err != nil || t.failed > 0 || t.badPackages > 0 {
		os.Exit(1)
	}
	if t.packages == 0 {
		fmt.Println("FAILED: no package was tested")
		os.Exit(1)
	}
}
