package upward_test

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"reflect"
	"strings"
	"testing"

	"chengzhuan/backend/upward"
)

var update = flag.Bool("update", false, "write the golden files anew; never for a version that is out")

// Files of every released version stay readable, to the last text.
func TestOldFilesAreReadable(t *testing.T) {
	if *update {
		if err := seal(t, upward.Sample()).Save("testdata/v1.czr"); err != nil {
			t.Fatal(err)
		}
	}
	f, err := upward.Open("testdata/v1.czr")
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(f.Report, upward.Sample()) || f.Signer != "1号机" || f.Fingerprint != upward.Fingerprint(newPen("1号机").Public()) {
		t.Errorf("%+v %s %s", f.Report, f.Signer, f.Fingerprint)
	}
}

// The page says what the report says, in its order.
func TestPageText(t *testing.T) {
	f := seal(t, gather(t, town(t)))
	cmd := exec.Command("pdftotext", "-layout", "-", "-")
	cmd.Stdin = bytes.NewReader(f.PDF)
	out, err := cmd.Output()
	if err != nil {
		t.Skip("pdftotext is not installed")
	}
	if *update {
		if err := os.WriteFile("testdata/town.txt", out, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/town.txt")
	if err != nil {
		t.Fatal(err)
	}
	// Versions of the tool guess blanks differently; the order must agree.
	solid := func(b []byte) string { return strings.Join(strings.Fields(string(b)), "") }
	if solid(out) != solid(want) {
		t.Errorf("the page reads otherwise:\n%s", out)
	}
}
