package packet_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/packet"
)

func (p *pc) watch(folder string) {
	p.t.Helper()
	if err := p.x.SetWatch(ctx, true, folder); err != nil {
		p.t.Fatal(err)
	}
}

// look runs the watched folder once and returns the problem it leaves.
func (p *pc) look() string {
	p.t.Helper()
	p.x.RunWatch(ctx)
	return p.status().Watch.Problem
}

func packetsIn(t testing.TB, dir string) (out []string) {
	t.Helper()
	for _, name := range filesIn(t, dir) {
		if strings.HasSuffix(name, packet.Extension) {
			out = append(out, name)
		}
	}
	return out
}

// Two PCs and a folder: what one writes comes to the other, and when there is no
// news nobody writes a file.
func TestWatchedFolder(t *testing.T) {
	all, wang := office(t, 2)
	a, b := all[0], all[1]
	dir := t.TempDir()
	a.watch(dir)
	b.watch(dir)
	round := func(n int) {
		t.Helper()
		for range n {
			for _, p := range all {
				if problem := p.look(); problem != "" {
					t.Fatal(problem)
				}
			}
		}
	}
	round(5)
	for i := range 6 {
		all[i%2].set(wang, "school", fmt.Sprintf("%d中", i))
		round(2)
		if got := all[1-i%2].show(wang, "school"); got != fmt.Sprintf("%d中", i) {
			t.Fatal(got)
		}
		quiet := filesIn(t, dir)
		before := []string{a.numberOf(), b.numberOf()}
		round(5)
		if !slices.Equal(filesIn(t, dir), quiet) || !slices.Equal([]string{a.numberOf(), b.numberOf()}, before) {
			t.Fatalf("packets without news: %v, before %v", filesIn(t, dir), quiet)
		}
	}
	// Each leaves its newest few.
	for _, name := range []string{"1号机", "2号机"} {
		n := 0
		for _, f := range packetsIn(t, dir) {
			if strings.Contains(f, name) {
				n++
			}
		}
		if n != packet.KeptInFolder {
			t.Fatalf("%d packets of %s: %v", n, name, packetsIn(t, dir))
		}
	}
	if s := a.status().Watch; !s.On || s.Folder != dir || s.LastRun == "" {
		t.Fatalf("%+v", s)
	}
	if err := a.x.SetWatch(ctx, false, ""); err != nil {
		t.Fatal(err)
	}
	a.set(wang, "school", "关了")
	if got, err := a.x.RunWatch(ctx); got != nil || err != nil || a.status().Watch.Folder != dir {
		t.Fatal(got, err)
	}
}

func (p *pc) numberOf() string {
	p.t.Helper()
	n, err := p.s.Recall(ctx, packet.NumberKey)
	if err != nil {
		p.t.Fatal(err)
	}
	return n
}

// A file that is still on its way is left alone until it is whole, whatever it looks like meanwhile.
func TestHalfCopiedFiles(t *testing.T) {
	all, wang := office(t, 2)
	a, b := all[0], all[1]
	dir := t.TempDir()
	a.watch(dir)
	a.look()
	b.set(wang, "school", "一中")
	whole := read(t, b.export())
	path := filepath.Join(dir, "来自2号机.CZB")
	for name, half := range map[string][]byte{
		"nothing yet": {}, "the beginning": whole[:10], "the middle": whole[:len(whole)/2], "all but a byte": whole[:len(whole)-1],
		"its length but no content": make([]byte, len(whole)),
		"its length and half":       append(slices.Clone(whole[:len(whole)/2]), make([]byte, len(whole)-len(whole)/2)...),
	} {
		put(t, path, half)
		if problem := a.look(); problem != "" {
			t.Fatalf("%s: %s", name, problem)
		}
	}
	put(t, path, whole)
	if problem := a.look(); problem != "" || a.show(wang, "school") != "一中" {
		t.Fatal(problem, a.show(wang, "school"))
	}
	// One that stays half is told of, once nobody can be copying it any more.
	put(t, path, whole[:len(whole)-1])
	old := time.Now().Add(-2 * packet.CopyTime)
	if err := os.Chtimes(path, old, old); err != nil {
		t.Fatal(err)
	}
	if problem := a.look(); !strings.Contains(problem, "来自2号机.CZB：这个文件没有拷完") {
		t.Fatal(problem)
	}
	if os.Remove(path); a.look() != "" {
		t.Fatal("the problem outlives its file")
	}
}

// What is none of ours stays as it is and troubles nobody.
func TestForeignFilesInTheFolder(t *testing.T) {
	all, wang := office(t, 2)
	a, b := all[0], all[1]
	other := found(t)
	other.join("2号机")
	dir := t.TempDir()
	a.watch(dir)
	foreign := map[string][]byte{
		"党员名单.xlsx": []byte("PK"), "说明.czb": []byte("不是包"), "别的账套.czb": read(t, other.export()), ".隐藏.czb": read(t, b.export()), "无后缀": {},
	}
	for name, content := range foreign {
		put(t, filepath.Join(dir, name), content)
	}
	request := filepath.Join(dir, "申请.czb")
	if _, err := packet.Join(ctx, filepath.Join(t.TempDir(), "new"), "4号机", request); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "文件夹.czb"), 0o700); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if problem := a.look(); problem != "" {
			t.Fatal(problem)
		}
	}
	for name, content := range foreign {
		if string(read(t, filepath.Join(dir, name))) != string(content) {
			t.Fatal(name)
		}
	}
	// A packet of a stranger is told of until the stranger is known or the file gone.
	p := filepath.Join(dir, "生人.czb")
	w := a.word()
	w.Certs = nil
	put(t, p, read(t, a.forge(packet.NewSecret(), w)))
	for range 2 {
		if problem := a.look(); !strings.Contains(problem, "生人.czb：做这个包的电脑不在本账套的名册里") {
			t.Fatal(problem)
		}
	}
	if os.Remove(p); a.look() != "" {
		t.Fatal("the problem outlives its file")
	}
	// A packet of a newer program is told of, and looked at again when this one is newer.
	newer := slices.Clone(read(t, b.export()))
	newer[11]++
	put(t, filepath.Join(dir, "新版.czb"), newer)
	for range 2 {
		if problem := a.look(); !strings.Contains(problem, "新版.czb：这个文件由更新版本的城砖写成") {
			t.Fatal(problem)
		}
	}
	// In spite of all that the others' packets come in.
	b.set(wang, "school", "一中")
	put(t, filepath.Join(dir, "b.czb"), read(t, b.export()))
	if a.look(); a.show(wang, "school") != "一中" {
		t.Fatal("a good packet did not come in")
	}
}

// The shared drive is gone, and comes back.
func TestFolderGone(t *testing.T) {
	all, wang := office(t, 2)
	a, b := all[0], all[1]
	dir := filepath.Join(t.TempDir(), "共享")
	if err := a.x.SetWatch(ctx, true, dir); !errs.Is(err, errs.Invalid) || errs.Of(err).Field != "folder" {
		t.Fatal(err)
	}
	if err := a.x.SetWatch(ctx, true, ""); !errs.Is(err, errs.Invalid) {
		t.Fatal(err)
	}
	if err := a.x.SetWatch(ctx, true, put(t, file(t, "f"), nil)); !errs.Is(err, errs.Invalid) {
		t.Fatal(err)
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	a.watch(dir)
	b.watch(dir)
	if left := filesIn(t, dir); len(left) != 0 {
		t.Fatal(left)
	}
	gone := dir + "没了"
	if err := os.Rename(dir, gone); err != nil {
		t.Fatal(err)
	}
	a.set(wang, "school", "一中")
	if _, err := a.x.RunWatch(ctx); !errs.Is(err, errs.Disk) {
		t.Fatal(err)
	}
	if problem := a.look(); problem != "打不开共享文件夹："+dir+"。请检查网络和共享是否还在；恢复后会自动继续" {
		t.Fatal(problem)
	}
	if err := os.Rename(gone, dir); err != nil {
		t.Fatal(err)
	}
	if problem := a.look(); problem != "" {
		t.Fatal(problem)
	}
	if b.look(); b.show(wang, "school") != "一中" {
		t.Fatal("what was written while the folder was gone did not come")
	}
}

// Two copies of a PC that nobody has told apart yet do not overwrite each other's files.
func TestClonesShareAFolder(t *testing.T) {
	all, wang := office(t, 2)
	a, b := all[0], all[1]
	dir := t.TempDir()
	a.watch(dir)
	b.watch(dir)
	clone := perfectCopy(b)
	b.set(wang, "school", "一中")
	clone.set(wang, "employer", "粮库")
	for range 6 {
		for _, p := range []*pc{b, clone, a} {
			p.x.RunWatch(ctx)
		}
	}
	for _, p := range []*pc{a, b, clone} {
		if p.show(wang, "school") != "一中" || p.show(wang, "employer") != "粮库" || p.status().Watch.Problem != "" {
			t.Fatal(p.show(wang, "school"), p.show(wang, "employer"), p.status().Watch.Problem)
		}
	}
	same(t, a, b, clone)
}

// The book is busy when a packet lies in the folder: it is taken in the next time.
func TestBusyIsNotTaken(t *testing.T) {
	all, wang := office(t, 2)
	a, b := all[0], all[1]
	dir := t.TempDir()
	a.watch(dir)
	b.set(wang, "school", "一中")
	put(t, filepath.Join(dir, "b.czb"), read(t, b.export()))
	// A file that cannot be read now stands for any passing trouble.
	if os.Getuid() != 0 {
		os.Chmod(filepath.Join(dir, "b.czb"), 0)
		a.look()
		os.Chmod(filepath.Join(dir, "b.czb"), 0o600)
	}
	c := &countdown{Context: ctx, left: 40}
	a.x.RunWatch(c)
	if a.look(); a.show(wang, "school") != "一中" {
		t.Fatal("a packet was marked as taken that was not")
	}
}

// A PC that went back to a backup gives its packets names that it gave before: the
// files of before stay, somebody may not have taken them yet.
func TestFilesOfBeforeStay(t *testing.T) {
	all, wang := office(t, 1)
	a := all[0]
	dir := t.TempDir()
	a.watch(dir)
	name, err := a.x.FileName(ctx)
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, name), []byte("从前的包"))
	a.set(wang, "school", "一中")
	if a.look(); string(read(t, filepath.Join(dir, name))) != "从前的包" || len(packetsIn(t, dir)) != 2 {
		t.Fatal(packetsIn(t, dir))
	}
}
