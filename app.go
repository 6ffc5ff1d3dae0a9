package main

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"chengzhuan/backend/cli"
)

// errNoWindow says that no window can be shown here: this build has none, there
// is no display, or the web view of the system is missing. Its text is for the
// user; the page can still be served to a browser.
type errNoWindow struct{ why string }

func (e errNoWindow) Error() string { return e.why }

// NoWindow marks the error for callers that must not import this package.
func (e errNoWindow) NoWindow() bool { return true }

// Window says what the window shows.
type Window struct {
	Data    string // data folder of the book
	Dist    fs.FS  // the built page, index.html at its root
	Version string
	File    string // a packet that was opened by double click, "" none

	script func(run *scriptRun) // only for the self-test: called when the page is loaded
}

// packetOf returns the packet that a start was given to open, whole, or "":
// the one existing file among the arguments whose name ends like one.
func packetOf(args []string, dir string) string {
	for _, a := range args {
		if !cli.IsPacket(a) {
			continue
		}
		if !filepath.IsAbs(a) {
			a = filepath.Join(dir, a)
		}
		if info, err := os.Stat(a); err == nil && info.Mode().IsRegular() {
			return a
		}
	}
	return ""
}

// openCommand is the command line with which Windows opens a packet: the
// program, the data folder where it is not the usual one, and the file.
func openCommand(program, data, usual string) string {
	command := `"` + program + `"`
	if abs, err := filepath.Abs(data); err == nil {
		data = abs
	}
	if !strings.EqualFold(filepath.Clean(data), filepath.Clean(usual)) {
		// The root of a drive ends with a backslash, which would make the closing
		// quote a part of the text.
		if strings.HasSuffix(data, `\`) {
			data += "."
		}
		command += ` --data "` + data + `"`
	}
	return command + ` "%1"`
}

// instanceID is the same for every spelling of one data folder, and different
// for another: one window for each book.
func instanceID(data string) string {
	if abs, err := filepath.Abs(data); err == nil {
		data = abs
	}
	if real, err := filepath.EvalSymlinks(data); err == nil {
		data = real
	}
	data = filepath.Clean(data)
	if runtime.GOOS == "windows" {
		data = strings.ToLower(data)
	}
	sum := sha256.Sum256([]byte(data))
	return "chengzhuan_" + hex.EncodeToString(sum[:8])
}

// dataFolder is where the book is unless --data says otherwise.
func dataFolder(getenv func(string) string) string {
	if dir := getenv("CHENGZHUAN_DATA"); dir != "" {
		return dir
	}
	if runtime.GOOS == "windows" {
		if dir := getenv("APPDATA"); dir != "" {
			return filepath.Join(dir, "Chengzhuan")
		}
		return filepath.Join(getenv("USERPROFILE"), "AppData", "Roaming", "Chengzhuan")
	}
	// The XDG specification ignores a relative path.
	if dir := getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "chengzhuan")
	}
	return filepath.Join(getenv("HOME"), ".local", "share", "chengzhuan")
}

// noPage is the one page of a build whose page was not built.
//
//go:embed build/nopage/index.html
var noPage embed.FS

// withPage returns dist, or one page that explains itself if dist was not built.
func withPage(dist fs.FS) fs.FS {
	if _, err := fs.Stat(dist, "index.html"); !errors.Is(err, fs.ErrNotExist) {
		return dist
	}
	page, err := fs.Sub(noPage, "build/nopage")
	if err != nil {
		panic(err) // the path is a constant of this file
	}
	return page
}
