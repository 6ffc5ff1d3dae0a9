package upward_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/upward"
)

func data(t testing.TB, f *upward.File) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := f.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFileComesBack(t *testing.T) {
	f := seal(t, upward.Sample())
	path := filepath.Join(t.TempDir(), "上报 11月.czr")
	if err := f.Save(path); err != nil {
		t.Fatal(err)
	}
	g, err := upward.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(g.Report, upward.Sample()) {
		t.Errorf("%+v", g.Report)
	}
	if g.Signer != "1号机" || g.Digest != f.Digest || g.Fingerprint != upward.Fingerprint(newPen("1号机").Public()) || !bytes.Equal(g.PDF, f.PDF) || !bytes.Equal(g.XLSX, f.XLSX) || len(g.Fingerprint) != 19 {
		t.Errorf("%s %s %s", g.Signer, g.Digest, g.Fingerprint)
	}
	if !bytes.Equal(data(t, seal(t, upward.Sample())), data(t, f)) {
		t.Error("the same report gives other bytes")
	}
	// Anybody's ZIP program reads it, and what is in it is what it says.
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var names []string
	for _, e := range z.File {
		names = append(names, e.Name)
		if e.NonUTF8 {
			t.Errorf("%s: its name is not marked as UTF-8", e.Name)
		}
	}
	if got := strings.Join(names, " "); got != "说明.txt 上报.pdf 上报.xlsx report.json signature.json" {
		t.Errorf("entries: %s", got)
	}
	if _, err := zip.NewReader(bytes.NewReader(f.XLSX), int64(len(f.XLSX))); err != nil || !bytes.HasPrefix(f.PDF, []byte("%PDF-")) {
		t.Error("the XLSX or the PDF is none")
	}
}

// refused is the law of reading: bytes that are not exactly a sealed file are refused.
func refused(read func([]byte) error, good []byte) (wrong []int) {
	step := 1
	bad := bytes.Clone(good)
	small := len(good) - 6000 // the report, the signature and the directory lie behind
	for i := 0; i < len(good); i += step {
		if step = 1; i > 200 && i < small {
			step = 53
		}
		for _, flip := range []byte{0x01, 0x80} {
			bad[i] ^= flip
			if read(bad) == nil {
				wrong = append(wrong, i)
			}
			bad[i] = good[i]
		}
	}
	for n := 0; n < len(good); n += 97 {
		if read(good[:n]) == nil || read(good[n:]) == nil && n > 0 {
			wrong = append(wrong, n)
		}
	}
	if read(append(bytes.Clone(good), 0)) == nil || read(append([]byte{0}, good...)) == nil {
		wrong = append(wrong, len(good))
	}
	return wrong
}

func TestEveryOtherByteIsRefused(t *testing.T) {
	good := data(t, seal(t, upward.Sample()))
	if _, err := upward.Read(good); err != nil {
		t.Fatal(err)
	}
	wrong := refused(func(b []byte) error {
		_, err := upward.Read(b)
		if err != nil && (errs.Of(err).Hint == "" || errs.Is(err, errs.Internal)) {
			t.Errorf("an error without a next step: %v", err)
		}
		return err
	}, good)
	if len(wrong) > 0 {
		t.Errorf("altered files pass, altered at %v of %d", wrong[:min(10, len(wrong))], len(good))
	}
	// A reader that looks at the content alone lets altered containers pass.
	naive := func(b []byte) error {
		z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return err
		}
		for _, f := range z.File {
			r, err := f.Open()
			if err == nil {
				_, err = io.Copy(io.Discard, r)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
	if len(refused(naive, good)) == 0 {
		t.Error("the law does not notice a reader that checks no container")
	}
}

// rebuild packs the entries of a file anew, each passed through change.
func rebuild(t *testing.T, good []byte, method uint16, change func(name string, b []byte) []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(good), int64(len(good)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		r, _ := f.Open()
		b, _ := io.ReadAll(r)
		if b = change(f.Name, b); b == nil {
			continue
		}
		e, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: method, Modified: f.Modified})
		if err != nil {
			t.Fatal(err)
		}
		e.Write(b)
	}
	w.Close()
	return out.Bytes()
}

func TestRefusals(t *testing.T) {
	good := data(t, seal(t, upward.Sample()))
	same := func(_ string, b []byte) []byte { return b }
	other := data(t, seal(t, func() *upward.Report { r := upward.Sample(); r.Sections[0].Figures[0].Value = "999"; return r }()))
	foreign := map[string][]byte{}
	rebuild(t, other, zip.Store, func(name string, b []byte) []byte { foreign[name] = b; return b })
	var plain bytes.Buffer
	w := zip.NewWriter(&plain)
	e, _ := w.Create("照片.jpg")
	e.Write([]byte("x"))
	w.Close()
	for _, c := range []struct {
		name string
		data []byte
		code errs.Code
		says string
	}{
		{"nothing", nil, errs.Invalid, "不是上报文件"},
		{"text", []byte("你好"), errs.Invalid, "不是上报文件"},
		{"another ZIP", plain.Bytes(), errs.Invalid, "不是上报文件"},
		{"a PDF", seal(t, upward.Sample()).PDF, errs.Invalid, "不是上报文件"},
		{"an XLSX", seal(t, upward.Sample()).XLSX, errs.Invalid, "不是上报文件"},
		{"packed anew", rebuild(t, good, zip.Store, same), errs.Damaged, "重新压缩"},
		{"compressed", rebuild(t, good, zip.Deflate, same), errs.Damaged, "重新压缩"},
		{"one entry less", rebuild(t, good, zip.Store, func(n string, b []byte) []byte {
			if n == "上报.pdf" {
				return nil
			}
			return b
		}), errs.Damaged, "改动"},
		{"another report under the signature", rebuild(t, good, zip.Store, func(n string, b []byte) []byte {
			if n == "report.json" {
				return foreign[n]
			}
			return b
		}), errs.Damaged, "改动"},
		{"another PDF under the signature", rebuild(t, good, zip.Store, func(n string, b []byte) []byte {
			if n == "上报.pdf" {
				return foreign[n]
			}
			return b
		}), errs.Damaged, "改动"},
		{"a newer version", rebuild(t, good, zip.Store, func(n string, b []byte) []byte {
			if n == "signature.json" {
				var v map[string]any
				json.Unmarshal(b, &v)
				v["version"], v["more"] = 2, true
				b, _ = json.Marshal(v)
			}
			return b
		}), errs.Newer, "更新的程序"},
		{"too large", make([]byte, 65<<20), errs.Invalid, "太大"},
	} {
		_, err := upward.Read(c.data)
		if !errs.Is(err, c.code) || !strings.Contains(err.Error(), c.says) || errs.Of(err).Hint == "" {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if _, err := upward.Open(filepath.Join(t.TempDir(), "没有.czr")); !errs.Is(err, errs.NotFound) {
		t.Errorf("a missing file: %v", err)
	}
	if _, err := upward.Open(t.TempDir()); !errs.Is(err, errs.Invalid) {
		t.Errorf("a folder: %v", err)
	}
}

// brokenPen is a key that does not fit its signature.
type brokenPen struct{ pen }

func (brokenPen) Sign([]byte) []byte { return make([]byte, 64) }

func TestAWrongSignatureIsNotWritten(t *testing.T) {
	if _, err := upward.Seal(t.Context(), upward.Sample(), brokenPen{newPen("x")}); !errs.Is(err, errs.Internal) {
		t.Errorf("%v", err)
	}
}
