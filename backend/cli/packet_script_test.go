package cli_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"chengzhuan/backend/cli"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// packetCommands are what the scripts of sync do with several books.
func packetCommands() map[string]func(*testscript.TestScript, bool, []string) {
	return map[string]func(*testscript.TestScript, bool, []string){
		"office": office, "exchange": exchange, "same": same, "state": state, "copydir": copyDir, "flip": flip, "cut": cut, "touch": touch, "cmpjson": cmpJSON,
	}
}

// inside runs a command in this process at the clock of the script.
func inside(ts *testscript.TestScript, data string, args ...string) (int, string, string) {
	var out, bad bytes.Buffer
	code := cli.Run(context.Background(), cli.Env{
		Version: "1.2.3", Args: append([]string{"--json"}, args...), Stdout: &out, Stderr: &bad, Dist: page, Data: ts.MkAbs(data),
		Now: func() time.Time { return scriptClock(ts) },
	})
	return code, out.String(), bad.String()
}

func done(ts *testscript.TestScript, data string, args ...string) string {
	code, out, bad := inside(ts, data, args...)
	if code != 0 {
		ts.Fatalf("%s: %q: exit %d: %s", data, args, code, bad)
	}
	return out
}

// office FOLDER...: a book in the first folder, joined by the others; the PCs are
// called 1号机, 2号机 … in the order of the folders.
func office(ts *testscript.TestScript, neg bool, args []string) {
	done(ts, args[0], "init", "--name", "仁寿门社区", "--operator", "张三")
	for i, dir := range args[1:] {
		asks, welcome := ts.MkAbs(dir+"-申请.czb"), ts.MkAbs(dir+"-欢迎.czb")
		done(ts, dir, "packet", "join", "--name", fmt.Sprintf("%d号机", i+2), "-o", asks)
		done(ts, args[0], "packet", "welcome", asks, "--yes", "-o", welcome)
		done(ts, dir, "packet", "import", welcome, "--operator", []string{"李四", "王五", "赵六"}[i])
		for _, f := range []string{asks, welcome} {
			ts.Check(os.Remove(f))
		}
	}
	exchange(ts, false, args)
}

// exchange FOLDER...: every PC in turn gives its packet to every other, so that all
// hold what any of them holds; after a second time they know that of each other.
func exchange(ts *testscript.TestScript, neg bool, args []string) {
	file := ts.MkAbs("来往.czb")
	for _, from := range args {
		done(ts, from, "packet", "export", "-o", file)
		for _, to := range args {
			if to != from {
				done(ts, to, "packet", "import", file)
			}
		}
	}
	ts.Check(os.Remove(file))
}

// records are all records of a book, hidden ones and the recycle bin too, with
// every field in full.
func records(ts *testscript.TestScript, data string) string {
	ctx := context.Background()
	s, err := store.Open(ctx, ts.MkAbs(data), registers.All(), store.Options{Now: func() time.Time { return scriptClock(ts) }})
	ts.Check(err)
	var b strings.Builder
	for _, d := range registers.All() {
		for _, deleted := range []bool{false, true} {
			ids, err := s.View(ctx, store.Query{Register: d.Key, Deleted: deleted})
			ts.Check(err)
			list, err := s.FindMany(ctx, d, ids)
			ts.Check(err)
			slices.SortFunc(list, func(a, b store.Record) int { return cmp.Compare(a.ID, b.ID) })
			for _, r := range list {
				fmt.Fprintf(&b, "%s %v %v", d.Label, r.ID, deleted)
				for i, f := range d.Fields {
					if r.Values[i] != "" {
						fmt.Fprintf(&b, " %s=%s", f.Label, r.Values[i])
					}
				}
				b.WriteByte('\n')
			}
		}
	}
	ts.Check(s.Close())
	return b.String()
}

// same FOLDER...: the books hold the same records, the recycle bin too, the
// same PCs and the same number of reviews; none of them is damaged.
func same(ts *testscript.TestScript, neg bool, args []string) {
	var first string
	for i, dir := range args {
		got := records(ts, dir)
		var roster struct {
			Replicas []struct{ ID, Name, Removed string }
		}
		ts.Check(json.Unmarshal([]byte(done(ts, dir, "packet", "replicas")), &roster))
		names := map[string]string{}
		for _, r := range roster.Replicas {
			names[r.ID] = r.Name + " " + r.Removed
		}
		var status struct{ Reviews, Twins int }
		ts.Check(json.Unmarshal([]byte(done(ts, dir, "packet", "status")), &status))
		got += fmt.Sprintf("%v\n%+v\n", names, status)
		done(ts, dir, "check")
		if i == 0 {
			first = got
			continue
		}
		if (got == first) == neg {
			ts.Fatalf("%s and %s: equal %v\n%s:\n%s\n%s:\n%s", args[0], dir, got == first, args[0], first, dir, got)
		}
	}
}

// state FOLDER FILE: writes all that a book holds: records, changes, reviews,
// how the exchange stands. Two equal states are an unchanged book.
func state(ts *testscript.TestScript, neg bool, args []string) {
	text := records(ts, args[0])
	for _, more := range [][]string{{"changes", "--limit", "200"}, {"packet", "reviews", "--private"}, {"packet", "status"}} {
		text += done(ts, args[0], more...)
	}
	done(ts, args[0], "check")
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o600))
}

// copydir FROM TO: copies a folder with all that is in it, as a disk image does.
func copyDir(ts *testscript.TestScript, neg bool, args []string) {
	ts.Check(os.CopyFS(ts.MkAbs(args[1]), os.DirFS(ts.MkAbs(args[0]))))
}

// offset reads a place in a file; negative ones count from its end.
func offset(ts *testscript.TestScript, file, text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	ts.Check(err)
	if n < 0 {
		info, err := os.Stat(ts.MkAbs(file))
		ts.Check(err)
		n += info.Size()
	}
	return n
}

// flip FILE OFFSET: turns one bit of a file.
func flip(ts *testscript.TestScript, neg bool, args []string) {
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_RDWR, 0)
	ts.Check(err)
	at := offset(ts, args[0], args[1])
	b := make([]byte, 1)
	_, err = f.ReadAt(b, at)
	ts.Check(err)
	b[0] ^= 1
	_, err = f.WriteAt(b, at)
	ts.Check(errors.Join(err, f.Close()))
}

// cut FILE LENGTH: leaves only the first bytes of a file; a negative length drops from the end.
func cut(ts *testscript.TestScript, neg bool, args []string) {
	ts.Check(os.Truncate(ts.MkAbs(args[0]), offset(ts, args[0], args[1])))
}

// touch FILE: the file was changed last at the clock of the script.
func touch(ts *testscript.TestScript, neg bool, args []string) {
	now := scriptClock(ts)
	ts.Check(os.Chtimes(ts.MkAbs(args[0]), now, now))
}

// scriptClock is the time that the script has set.
func scriptClock(ts *testscript.TestScript) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04:05", ts.Getenv(clock), time.Local)
	ts.Check(err)
	return t
}

// cmpjson FILE PATH FILE PATH: what stands at the two places is equal.
func cmpJSON(ts *testscript.TestScript, neg bool, args []string) {
	a, b := fmt.Sprint(document(ts, args[0], args[1])), fmt.Sprint(document(ts, args[2], args[3]))
	if a == "" || (a == b) == neg {
		ts.Fatalf("%s at %s is %q, %s at %s is %q", filepath.Base(args[0]), args[1], a, filepath.Base(args[2]), args[3], b)
	}
}
