package upward_test

import (
	"os"
	"path/filepath"
	"testing"
)

// TestSamples writes the files of the demo community into the folder SAMPLES, to look at.
func TestSamples(t *testing.T) {
	dir := os.Getenv("SAMPLES")
	if dir == "" {
		t.Skip("set SAMPLES to a folder to look at the files")
	}
	l := demoBook(t)
	for name, small := range map[string]int{"all": 0, "small": 5} {
		if err := l.SetFigure(t.Context(), "upward.small", small); err != nil {
			t.Fatal(err)
		}
		f := seal(t, gather(t, l))
		if err := f.Save(filepath.Join(dir, name+".czr")); err != nil {
			t.Fatal(err)
		}
		os.WriteFile(filepath.Join(dir, name+".pdf"), f.PDF, 0o600)
		os.WriteFile(filepath.Join(dir, name+".xlsx"), f.XLSX, 0o600)
	}
}
