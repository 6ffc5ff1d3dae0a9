package faces_test

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"chengzhuan/backend/print/faces"
)

const folder = "backend/print/faces"

// verify compares the data files under root with the lines "sha256  path" of
// sums, both ways: no file may be unlisted, no line without its file.
func verify(root fs.FS, sums string) error {
	listed := map[string]string{}
	for line := range strings.Lines(sums) {
		sum, name, ok := strings.Cut(strings.TrimSpace(line), "  ")
		if !ok {
			return fmt.Errorf("bad line %q", line)
		}
		listed[name] = sum
	}
	for _, pattern := range []string{"*.zst", "licences/*", "testdata/*.txt"} {
		names, err := fs.Glob(root, folder+"/"+pattern)
		if err != nil {
			return err
		}
		for _, name := range names {
			data, err := fs.ReadFile(root, name)
			if err != nil {
				return err
			}
			if got := fmt.Sprintf("%x", sha256.Sum256(data)); listed[name] != got {
				return fmt.Errorf("%s is %s, SHA256SUMS says %q", name, got, listed[name])
			}
			delete(listed, name)
		}
	}
	if len(listed) > 0 {
		return fmt.Errorf("listed but absent: %v", slices.Sorted(maps.Keys(listed)))
	}
	return nil
}

func TestDataMatchesManifest(t *testing.T) {
	sums, err := os.ReadFile("../../../build/fonts/SHA256SUMS")
	if err != nil {
		t.Fatal(err)
	}
	if err := verify(os.DirFS("../../.."), string(sums)); err != nil {
		t.Errorf("%v; rebuild with build/fonts/make.sh", err)
	}
}

func TestManifestCatches(t *testing.T) {
	good := fmt.Sprintf("%x  %s/a.split.zst\n", sha256.Sum256([]byte("a")), folder)
	file := func(name, data string) fstest.MapFS {
		return fstest.MapFS{folder + "/" + name: {Data: []byte(data)}}
	}
	if err := verify(file("a.split.zst", "a"), good); err != nil {
		t.Fatal(err)
	}
	for what, root := range map[string]fstest.MapFS{
		"changed": file("a.split.zst", "b"),
		"absent":  {},
		"renamed": file("b.split.zst", "a"),
	} {
		if verify(root, good) == nil {
			t.Errorf("a file that is %s went unnoticed", what)
		}
	}
}

// What Load gives is byte for byte the font that was built, although it is kept split and packed.
func TestFontsAreWhole(t *testing.T) {
	text, err := os.ReadFile("../../../build/fonts/TRUETYPE")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range faces.Names() {
		data, err := faces.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		if line := fmt.Sprintf("%x  %s.ttf\n", sha256.Sum256(data), name); !strings.Contains(string(text), line) {
			t.Errorf("%s differs from the font that was built", name)
		}
	}
}
