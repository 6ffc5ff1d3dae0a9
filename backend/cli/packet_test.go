package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/packet"
)

func TestFindComputer(t *testing.T) {
	roster := []packet.Computer{
		{ID: "a-1", Name: "1号机", Self: true, Fingerprint: "F1"},
		{ID: "b-1", Name: "2号机", Fingerprint: "F2", Removed: "2026-05-01"},
		{ID: "c-1", Name: "2号机", Fingerprint: "F3"},
		{ID: "d-1", Name: "窗口机", Fingerprint: "F4", Joined: "2026-08-10"},
		{ID: "e-1", Name: "窗口机", Fingerprint: "F5"},
		{ID: "f-1", Name: "旧机", Removed: "2026-05-01"},
		{ID: "g-1", Name: "老机", Removed: "2026-05-01"},
		{ID: "h-1", Name: "老机", Removed: "2026-06-01"},
		{ID: "i-1", Name: "a-1"},
	}
	for _, c := range []struct {
		word, id string
		code     errs.Code
	}{
		{"1号机", "a-1", ""}, {" 1号机 ", "a-1", ""},
		{"2号机", "c-1", ""}, // the one that is still in the book
		{"b-1", "b-1", ""}, {"旧机", "f-1", ""},
		{"窗口机", "", errs.Conflict}, {"老机", "", errs.Conflict},
		{"a-1", "a-1", ""}, // an ID comes before a name
		{"3号机", "", errs.NotFound}, {"", "", errs.NotFound},
	} {
		got, err := findComputer(roster, c.word)
		if got.ID != c.id || (c.code == "") != (err == nil) || err != nil && !errs.Is(err, c.code) {
			t.Errorf("%q: %q, %v", c.word, got.ID, err)
		}
	}
	_, err := findComputer(roster, "窗口机")
	hint := errs.Of(err).Hint
	for _, part := range []string{"d-1", "F4", "2026-08-10", "e-1", "F5"} {
		if !strings.Contains(hint, part) {
			t.Errorf("the hint lacks %s: %s", part, hint)
		}
	}
}

func TestFileName(t *testing.T) {
	for in, want := range map[string]string{
		"2号机": "2号机", `a/b\c:d`: "a_b_c_d", "前台 ": "前台", "..": "", "甲\n乙": "甲_乙", `"<>|*?`: "______",
	} {
		if got := fileName(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// A folder stands for the packets in it: not for hidden or half-written files,
// nor for what lies deeper.
func TestPacketFiles(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"乙.CZB", "甲.czb", "丙.czb.part", ".丁.czb", "~$戊.czb", "己.txt", "深/庚.czb", "夹.czb/辛.czb"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := packetFiles([]string{"没有.czb", dir, filepath.Join(dir, "己.txt")})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"没有.czb", filepath.Join(dir, "乙.CZB"), filepath.Join(dir, "甲.czb"), filepath.Join(dir, "己.txt")}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if _, err := packetFiles([]string{t.TempDir()}); !errs.Is(err, errs.NotFound) {
		t.Errorf("an empty folder: %v", err)
	}
}

// One refused file speaks for itself; of several, each is named with its reason.
func TestRefusedFiles(t *testing.T) {
	good := packet.FileResult{File: "好.czb"}
	bad := packet.FileResult{File: "坏.czb", Error: "文件不完整", Hint: "请再拷一次"}
	if err := refusedFiles([]packet.FileResult{good, good}, nil); err != nil {
		t.Errorf("nothing was refused: %v", err)
	}
	if e := errs.Of(refusedFiles([]packet.FileResult{bad}, errs.New(errs.Damaged, "x"))); e.Code != errs.Damaged || e.Message != "没有导入“坏.czb”：文件不完整" || e.Hint != "请再拷一次" {
		t.Errorf("one: %+v", e)
	}
	if e := errs.Of(refusedFiles([]packet.FileResult{bad, good}, nil)); e.Message != "2 个文件里有 1 个没有导入" || e.Hint != "“坏.czb”：文件不完整。请再拷一次" {
		t.Errorf("one of two: %+v", e)
	}
}
