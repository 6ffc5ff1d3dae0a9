package cli_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/encoding/simplifiedchinese"

	"chengzhuan/backend/cli"
	"chengzhuan/backend/sheet"
)

var page = fstest.MapFS{"index.html": {Data: []byte("<!doctype html><html><head><title>城砖</title></head></html>")}}

// The clock of every script; a script may set it itself.
const clock = "CHENGZHUAN_TEST_CLOCK"

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"chengzhuan": func() {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
		defer stop()
		os.Exit(cli.Run(ctx, cli.Env{
			Version: "1.2.3", Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
			Dist: page, Data: os.Getenv("CHENGZHUAN_DATA"), Now: now,
		}))
	}})
}

func now() time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04:05", os.Getenv(clock), time.Local)
	if err != nil {
		panic(err)
	}
	return t
}

func TestScripts(t *testing.T) {
	commands := packetCommands()
	maps.Copy(commands, map[string]func(*testscript.TestScript, bool, []string){
		"exits": exits, "json": checkJSON, "keep": keepJSON, "gb18030": gb18030, "poke": poke, "table": table, "picture": picture,
	})
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("CHENGZHUAN_DATA", filepath.Join(e.WorkDir, "数据 夹"))
			e.Setenv(clock, "2026-08-10 09:30:00")
			return nil
		},
		Cmds: commands,
	})
}

// picture FILE WIDTH HEIGHT: draws a JPEG file.
func picture(ts *testscript.TestScript, _ bool, args []string) {
	w, err := strconv.Atoi(args[1])
	ts.Check(err)
	h, err := strconv.Atoi(args[2])
	ts.Check(err)
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = byte(i * i >> 7)
	}
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(jpeg.Encode(f, img, nil))
	ts.Check(f.Close())
}

// exits CODE PROGRAM ARG...: runs a program and wants that exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var e *exec.ExitError
		if !errors.As(err, &e) {
			ts.Fatalf("%v", err)
		}
		got = e.ExitCode()
	}
	if neg || got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// document reads a file, stdout or stderr as exactly one JSON document and
// returns what stands at the path: names and numbers joined by dots, "." all.
func document(ts *testscript.TestScript, file, path string) any {
	d := json.NewDecoder(strings.NewReader(strings.TrimPrefix(ts.ReadFile(file), "\ufeff")))
	d.UseNumber()
	var v any
	ts.Check(d.Decode(&v))
	if _, err := d.Token(); err != io.EOF {
		ts.Fatalf("%s holds more than one document", file)
	}
	for _, step := range strings.Split(path, ".") {
		switch at := v.(type) {
		case map[string]any:
			next, ok := at[step]
			if !ok && step != "" {
				ts.Fatalf("%s: no %q", path, step)
			}
			if step != "" {
				v = next
			}
		case []any:
			if step == "" {
				continue
			}
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(at) {
				ts.Fatalf("%s: no %q in a list of %d", path, step, len(at))
			}
			v = at[i]
		default:
			ts.Fatalf("%s: %q is below a plain value", path, step)
		}
	}
	return v
}

// json FILE PATH = VALUE | len LENGTH | ~ PART | keys A,B,C
func checkJSON(ts *testscript.TestScript, neg bool, args []string) {
	v := document(ts, args[0], args[1])
	got, want := fmt.Sprint(v), strings.Join(args[min(3, len(args)):], " ")
	ok := false
	switch args[2] {
	case "=":
		ok = got == want
	case "~":
		ok = strings.Contains(got, want)
	case "len":
		switch v := v.(type) {
		case []any:
			got = strconv.Itoa(len(v))
		case map[string]any:
			got = strconv.Itoa(len(v))
		}
		ok = got == want
	case "keys":
		var keys []string
		for k := range v.(map[string]any) {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		wanted := strings.Split(want, ",")
		slices.Sort(wanted)
		got, want = strings.Join(keys, ","), strings.Join(wanted, ",")
		ok = got == want
	default:
		ts.Fatalf("json: what is %q?", args[2])
	}
	if ok == neg {
		ts.Fatalf("%s at %s is %q, want %s %q", args[0], args[1], got, args[2], want)
	}
}

// keep NAME FILE PATH: puts a value of a document into a variable.
func keepJSON(ts *testscript.TestScript, neg bool, args []string) {
	ts.Setenv(args[0], fmt.Sprint(document(ts, args[1], args[2])))
}

// gb18030 FILE: turns a UTF-8 file into GB18030.
func gb18030(ts *testscript.TestScript, neg bool, args []string) {
	out, err := simplifiedchinese.GB18030.NewEncoder().String(ts.ReadFile(args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(out), 0o600))
}

// poke FILE OFFSET HEX: overwrites bytes of a file.
func poke(ts *testscript.TestScript, neg bool, args []string) {
	offset, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	b, err := hex.DecodeString(args[2])
	ts.Check(err)
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_RDWR, 0)
	ts.Check(err)
	_, err = f.WriteAt(b, offset)
	ts.Check(errors.Join(err, f.Close()))
}

// table FILE OUT: writes the first sheet of a spreadsheet as lines of cells joined by |.
func table(ts *testscript.TestScript, neg bool, args []string) {
	book, err := sheet.Open(context.Background(), ts.MkAbs(args[0]), sheet.Limits{}, nil)
	ts.Check(err)
	var b bytes.Buffer
	for _, row := range book.Sheets[0].Rows {
		var cells []string
		for _, c := range row {
			cells = append(cells, c.Text)
		}
		fmt.Fprintln(&b, strings.Join(cells, "|"))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b.Bytes(), 0o600))
}
