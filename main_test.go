package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
)

func TestDataFolder(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the folders of Linux")
	}
	for _, c := range []struct {
		env  map[string]string
		want string
	}{
		{map[string]string{"CHENGZHUAN_DATA": "/数据 夹", "XDG_DATA_HOME": "/x", "HOME": "/h"}, "/数据 夹"},
		{map[string]string{"XDG_DATA_HOME": "/x", "HOME": "/h"}, "/x/chengzhuan"},
		{map[string]string{"XDG_DATA_HOME": "relative", "HOME": "/h"}, "/h/.local/share/chengzhuan"},
		{map[string]string{"HOME": "/h"}, "/h/.local/share/chengzhuan"},
	} {
		if got := dataFolder(func(k string) string { return c.env[k] }); got != c.want {
			t.Errorf("%v: %q, want %q", c.env, got, c.want)
		}
	}
}

// One window for each book: every way to name a folder gives the same id, and
// the id is fit for the message bus of Linux, which takes letters, digits and _.
func TestInstanceID(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "城砖 数据")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	id := instanceID(dir)
	if strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
		t.Errorf("id %q", id)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Fatal(err)
	}
	t.Chdir(filepath.Dir(dir))
	for _, same := range []string{dir + "/", filepath.Join(dir, "..", "城砖 数据"), "城砖 数据", "./城砖 数据", link} {
		if instanceID(same) != id {
			t.Errorf("%q is another window", same)
		}
	}
	if instanceID(filepath.Dir(dir)) == id {
		t.Error("another folder is the same window")
	}
}

func TestPageExplainsItselfWhenNotBuilt(t *testing.T) {
	empty := fstest.MapFS{".keep": {}}
	page, err := fs.ReadFile(withPage(empty), "index.html")
	if err != nil || !strings.Contains(string(page), "make build") {
		t.Errorf("%s %v", page, err)
	}
	built := fstest.MapFS{"index.html": {Data: []byte("x")}}
	if page, err := fs.ReadFile(withPage(built), "index.html"); err != nil || string(page) != "x" {
		t.Errorf("%s %v", page, err)
	}
}

// A second start hands over its arguments and its folder: the packet among them
// is found, everything else is not taken for one.
func TestPacketOf(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "社区 2号机.czb")
	for _, name := range []string{file, filepath.Join(dir, "表.xlsx")} {
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "夹.czb"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, ""},
		{[]string{file}, file},
		{[]string{"社区 2号机.czb"}, file},
		{[]string{"--data", dir, file}, file},
		{[]string{filepath.Join(dir, "表.xlsx")}, ""},
		{[]string{"没有.czb"}, ""},
		{[]string{"夹.czb"}, ""},
	} {
		if got := packetOf(c.args, dir); got != c.want {
			t.Errorf("%q: %q, want %q", c.args, got, c.want)
		}
	}
}

func TestOpenCommand(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the folders of Linux")
	}
	for _, c := range []struct{ data, usual, want string }{
		{"/u/Chengzhuan", "/u/chengzhuan/", `"/p/城砖.exe" "%1"`},
		{"/d/台账", "/u/chengzhuan", `"/p/城砖.exe" --data "/d/台账" "%1"`},
		{`/D:\`, "/u/chengzhuan", `"/p/城砖.exe" --data "/D:\." "%1"`},
	} {
		if got := openCommand("/p/城砖.exe", c.data, c.usual); got != c.want {
			t.Errorf("%q: %s, want %s", c.data, got, c.want)
		}
	}
}
