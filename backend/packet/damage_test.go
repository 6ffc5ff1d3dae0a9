package packet_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/packet"
)

// spoiled calls f with every way to spoil one byte of a file.
func spoiled(whole []byte, f func(what string, b []byte)) {
	for at := range whole {
		for _, mask := range []byte{0x01, 0x80} {
			b := bytes.Clone(whole)
			b[at] ^= mask
			f(fmt.Sprintf("byte %d of %d xor %#x", at, len(whole), mask), b)
		}
	}
}

// refusedAlways imports many files, each of which must be refused, in few calls.
func (p *pc) refusedAlways(each func(f func(what string, b []byte))) {
	t := p.t
	t.Helper()
	before := p.dump()
	dir := t.TempDir()
	var files, what []string
	flush := func() {
		got, err := p.x.Import(ctx, files, nil)
		if err == nil {
			t.Fatal("an import of spoiled files succeeded")
		}
		for i, f := range got.Files {
			if f.Error == "" || f.Hint == "" || f.New > 0 {
				t.Fatalf("%s was taken in: %+v", what[i], f)
			}
		}
		files, what = files[:0], what[:0]
	}
	each(func(name string, b []byte) {
		files = append(files, put(t, filepath.Join(dir, fmt.Sprint(len(files))), b))
		if what = append(what, name); len(files) == 200 {
			flush()
		}
	})
	if len(files) > 0 {
		flush()
	}
	if !slices.Equal(p.dump(), before) {
		t.Fatal("a refused file altered the book")
	}
}

// A packet is to the byte what its maker wrote, or it is refused and nothing is altered.
func TestEverySpoiledByteIsRefused(t *testing.T) {
	all, wang := office(t, 2)
	a, b := all[0], all[1]
	b.set(wang, "school", "一中")
	whole := read(t, b.export())
	a.refusedAlways(func(f func(string, []byte)) {
		spoiled(whole, f)
		for n := range len(whole) {
			f(fmt.Sprintf("cut to %d bytes", n), whole[:n])
		}
		for _, more := range []string{"\x00", "\n", string(whole), "PK\x03\x04"} {
			f(fmt.Sprintf("%d bytes more", len(more)), append(bytes.Clone(whole), more...))
		}
		f("line ends of text", bytes.ReplaceAll(whole, []byte("\r\n"), []byte("\n")))
		f("line ends of Windows", bytes.ReplaceAll(whole, []byte("\n"), []byte("\r\n")))
		f("seven bits", bytes.Map(func(r rune) rune { return r & 0x7f }, whole))
	})
	a.take(put(t, file(t, "whole.czb"), whole)) // and the whole one was good
}

func TestEverySpoiledByteOfARequestIsRefused(t *testing.T) {
	all, _ := office(t, 1)
	request := file(t, "request.czb")
	if _, err := packet.Join(ctx, filepath.Join(t.TempDir(), "new"), "4号机", request); err != nil {
		t.Fatal(err)
	}
	whole := read(t, request)
	before := all[0].dump()
	spoilt, answer := file(t, "spoilt.czb"), file(t, "welcome.czb")
	spoiled(whole, func(what string, b []byte) {
		put(t, spoilt, b)
		if _, err := all[0].x.ReadRequest(ctx, spoilt); err == nil {
			t.Fatal(what)
		}
		if _, err := all[0].x.Welcome(ctx, spoilt, answer, nil); err == nil {
			t.Fatal(what)
		}
	})
	if _, err := os.Stat(answer); err == nil || !slices.Equal(all[0].dump(), before) {
		t.Fatal("a refused request left something")
	}
}

func TestEverySpoiledByteOfAWelcomeIsRefused(t *testing.T) {
	a := found(t)
	dir := filepath.Join(t.TempDir(), "new")
	request, welcome := file(t, "request.czb"), file(t, "welcome.czb")
	if _, err := packet.Join(ctx, dir, "2号机", request); err != nil {
		t.Fatal(err)
	}
	if _, err := a.x.Welcome(ctx, request, welcome, nil); err != nil {
		t.Fatal(err)
	}
	whole := read(t, welcome)
	before := filesIn(t, dir)
	spoilt := file(t, "spoilt.czb")
	tried := 0
	try := func(what string, b []byte) {
		if tried++; tried%3 != 0 { // two masks: every byte is tried, with one or the other
			return
		}
		put(t, spoilt, b)
		if _, err := packet.Enter(ctx, dir, []string{spoilt}, nil); err == nil {
			t.Fatal(what)
		}
	}
	spoiled(whole, try)
	for n := range len(whole) {
		try(fmt.Sprintf("cut to %d bytes", n), whole[:n])
	}
	if !slices.Equal(filesIn(t, dir), before) {
		t.Fatalf("refused welcomes left %v", filesIn(t, dir))
	}
	if got, err := packet.Enter(ctx, dir, []string{welcome}, nil); err != nil || !got.Joined {
		t.Fatal(got, err)
	}
}

// What is wrong with a file is said in plain words.
func TestWhyAFileIsRefused(t *testing.T) {
	all, wang := office(t, 2)
	a, b := all[0], all[1]
	b.set(wang, "school", "一中")
	whole := read(t, b.export())
	newer := bytes.Clone(whole)
	binary.BigEndian.PutUint32(newer[8:], packet.FormatVersion+1)
	request := file(t, "request.czb")
	if _, err := packet.Join(ctx, filepath.Join(t.TempDir(), "new"), "4号机", request); err != nil {
		t.Fatal(err)
	}
	other := found(t)
	other.join("2号机")
	before := a.dump()
	for _, c := range []struct {
		path string
		code errs.Code
		text string
	}{
		{put(t, file(t, "empty.czb"), nil), errs.Damaged, "这个文件是空的"},
		{t.TempDir(), errs.Invalid, "这是一个文件夹"},
		{file(t, "nothing.czb"), errs.NotFound, "找不到这个文件"},
		{put(t, file(t, "text.czb"), []byte("姓名,手机\r\n")), errs.Invalid, "这不是城砖的同步文件"},
		{put(t, file(t, "short.czb"), whole[:5]), errs.Invalid, "这不是城砖的同步文件"},
		{put(t, file(t, "cut.czb"), whole[:len(whole)-7]), errs.Damaged, fmt.Sprintf("这个文件没有拷完：应有 %d 字节，只有 %d 字节", len(whole), len(whole)-7)},
		{put(t, file(t, "cut.czb"), whole[:20]), errs.Damaged, "这个文件没有拷完"},
		{put(t, file(t, "mangled.czb"), bytes.Replace(whole, []byte("\r\n"), []byte("\n"), 1)), errs.Invalid, "这不是城砖的同步文件"},
		{put(t, file(t, "newer.czb"), newer), errs.Newer, "这个文件由更新版本的城砖写成（格式第 2 版，本程序认到第 1 版）"},
		{put(t, file(t, "spoilt.czb"), append(bytes.Clone(whole[:len(whole)-1]), 'x')), errs.Damaged, "这个文件已损坏或被改动过"},
		{request, errs.Invalid, "这是“4号机”的加入申请，不是同步包"},
		{other.export(), errs.Denied, "这个包属于另一个账套，不能导入"},
	} {
		e := a.refused(c.path, c.code)
		if e.Message != c.text {
			t.Errorf("%s: %q, want %q", filepath.Base(c.path), e.Message, c.text)
		}
		if i, err := a.x.Inspect(ctx, c.path); err == nil && i.Problem != c.text && i.Kind != "request" {
			t.Errorf("%s: looked at it says %q", filepath.Base(c.path), i.Problem)
		}
	}
	if !slices.Equal(a.dump(), before) {
		t.Fatal("a refused file altered the book")
	}
	if _, err := a.x.ReadRequest(ctx, b.export()); !errs.Is(err, errs.Invalid) {
		t.Fatal(err)
	}
}

// Of several files the good ones are taken in, and what is wrong with the others is told.
func TestGoodFilesAmongBadOnes(t *testing.T) {
	all, wang := office(t, 3)
	a, b, c := all[0], all[1], all[2]
	b.set(wang, "school", "一中")
	c.set(wang, "employer", "粮库")
	got, err := a.x.Import(ctx, []string{file(t, "nothing.czb"), c.export(), put(t, file(t, "bad.czb"), []byte("x")), b.export()}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, good := range []bool{false, true, false, true} {
		if (got.Files[i].Error == "") != good {
			t.Fatalf("%d: %+v", i, got.Files[i])
		}
	}
	if a.show(wang, "school") != "一中" || a.show(wang, "employer") != "粮库" || got.Changes != 2 {
		t.Fatalf("%+v", got)
	}
}

// Looking at a file tells what an import would find, and alters nothing.
func TestInspect(t *testing.T) {
	all, wang := office(t, 2)
	a, b := all[0], all[1]
	b.set(wang, "school", "一中")
	path := b.export()
	before := a.dump()
	i, err := a.x.Inspect(ctx, path)
	if err != nil || i.Problem != "" || !i.Readable || !i.ThisBook || i.New != 1 || i.From != "2号机" || i.Kind != "sync" || i.Version != 1 || i.Program != "1.2.3" || i.Fingerprint != b.status().Self.Fingerprint {
		t.Fatalf("%+v, %v", i, err)
	}
	if !slices.Equal(a.dump(), before) {
		t.Fatal("looking altered the book")
	}
	if got := a.take(path); got.Changes != i.New || got.Files[0].Changes != i.Changes {
		t.Fatalf("%+v, %+v", got, i)
	}
	if i, err = a.x.Inspect(ctx, path); err != nil || i.New != 0 || i.Problem != "" {
		t.Fatalf("%+v, %v", i, err)
	}
}
