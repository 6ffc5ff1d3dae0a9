package bind_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"chengzhuan/backend/bind"
	"chengzhuan/backend/caller"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/packet"
	"chengzhuan/backend/store"
)

// place is one PC with its desk and the structs that its page calls.
type place struct {
	t       *testing.T
	dir     string
	desk    *bind.Desk
	book    *bind.Book
	records *bind.Records
	jobs    *bind.Jobs
	sync    *bind.Sync
	today   *bind.Today
	files   http.Handler
}

// open starts a desk on a folder; shell is nil for a browser.
func open(t *testing.T, dir string, shell bind.Shell, every time.Duration) *place {
	t.Helper()
	p := &place{t: t, dir: dir}
	face := caller.Browser
	if shell != nil {
		face = caller.Window
	}
	p.desk = bind.NewDesk(bind.Config{Dir: dir, Version: "test", Face: face, WatchEvery: int(every.Milliseconds())})
	if err := p.desk.Open(t.Context(), shell); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.desk.Close() })
	for _, b := range p.desk.Bound() {
		switch b := b.(type) {
		case *bind.Book:
			p.book = b
		case *bind.Records:
			p.records = b
		case *bind.Jobs:
			p.jobs = b
		case *bind.Sync:
			p.sync = b
		case *bind.Today:
			p.today = b
		}
	}
	p.files = p.desk.Files()
	return p
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// wait waits for a job and returns its ID; it fails the test where the job failed.
func (p *place) wait(j bind.Job, err error) string {
	p.t.Helper()
	for err == nil && !j.Finished {
		time.Sleep(5 * time.Millisecond)
		j, err = p.jobs.State(j.ID)
	}
	if err != nil || j.Error != "" {
		p.t.Fatalf("job: %v %s", err, j.Error)
	}
	return j.ID
}

// upload brings a file to the page's program as a browser does.
func (p *place) upload(path string) string {
	p.t.Helper()
	f := must[*os.File](p.t)(os.Open(path))
	defer f.Close()
	r := httptest.NewRequest("POST", "/files", f)
	r.Header.Set("X-File-Name", "x.czb")
	w := httptest.NewRecorder()
	p.files.ServeHTTP(w, r)
	var ref bind.FileRef
	if err := json.Unmarshal(w.Body.Bytes(), &ref); err != nil {
		p.t.Fatal(err, w.Body.String())
	}
	return ref.Token
}

// fetch gets a file that the page may download and keeps it on the stick.
func (p *place) fetch(ref bind.FileRef) string {
	p.t.Helper()
	w := httptest.NewRecorder()
	p.files.ServeHTTP(w, httptest.NewRequest("GET", "/files/"+ref.Token+"/x", nil))
	if w.Code != 200 || w.Body.Len() == 0 {
		p.t.Fatalf("download: %d, %d bytes", w.Code, w.Body.Len())
	}
	stick := filepath.Join(p.t.TempDir(), ref.Name)
	if err := os.WriteFile(stick, w.Body.Bytes(), 0o600); err != nil {
		p.t.Fatal(err)
	}
	return stick
}

func (p *place) export() string {
	p.t.Helper()
	id := p.wait(p.sync.Export(bind.ExportOptions{}))
	return p.fetch(must[bind.SyncExport](p.t)(p.sync.ExportResult(id)).File)
}

func (p *place) take(stick string) bind.Imported {
	p.t.Helper()
	id := p.wait(p.sync.Import([]string{p.upload(stick)}))
	return must[bind.Imported](p.t)(p.sync.ImportResult(id))
}

func (p *place) add(name string) string {
	p.t.Helper()
	r, err := p.records.Save("party_members", "", []bind.FieldInput{{Key: "name", Input: name}}, nil, true)
	if err != nil || !r.Saved {
		p.t.Fatalf("save: %+v, %v", r, err)
	}
	return r.ID
}

func (p *place) names() []string {
	p.t.Helper()
	var out []string
	for _, r := range must[bind.ListPage](p.t)(p.records.List(bind.ListQuery{Register: "party_members", Columns: []string{"name"}, Sort: "name", Limit: 100})).Rows {
		out = append(out, r.ID)
	}
	return out
}

// pair is two PCs of one book: the first made it, the second joined.
func pair(t *testing.T, every time.Duration) (a, b *place) {
	t.Helper()
	a, b = open(t, t.TempDir(), nil, every), open(t, t.TempDir(), nil, every)
	must[bind.BookStatus](t)(a.book.Create("仁寿门社区", "张红梅"))
	asked := must[bind.SyncJoin](t)(b.sync.Join(" 2号机 "))
	if !asked.Waiting || asked.Request.Name != "2号机" || asked.File.Name != "加入申请-2号机.czb" {
		t.Fatalf("asked: %+v", asked)
	}
	waits := must[bind.SyncJoin](t)(b.sync.Pending())
	if !waits.Waiting || waits.Request.Fingerprint != asked.Request.Fingerprint {
		t.Fatalf("waiting: %+v, asked %+v", waits, asked)
	}
	request := a.upload(b.fetch(asked.File))
	seen := must[[]bind.Inspected](t)(a.sync.Inspect([]string{request}))
	if len(seen) != 1 || seen[0].Kind != "request" {
		t.Fatalf("inspected: %+v", seen)
	}
	if r := must[bind.Request](t)(a.sync.ReadRequest(request)); r.Fingerprint != asked.Request.Fingerprint || r.Name != "2号机" {
		t.Fatalf("request: %+v, asked %+v", r, asked)
	}
	made := must[bind.SyncWelcome](t)(a.sync.WelcomeResult(a.wait(a.sync.Welcome(request))))
	id := b.wait(b.sync.Enter([]string{b.upload(a.fetch(made.File))}))
	if got := must[bind.Imported](t)(b.sync.ImportResult(id)); !got.Joined {
		t.Fatalf("entered: %+v", got)
	}
	if s := must[bind.BookStatus](t)(b.book.Status()); !s.Exists || s.Community != "仁寿门社区" || s.Replica != "2号机" {
		t.Fatalf("the book of the second PC: %+v", s)
	}
	return a, b
}

func TestSyncOfTwoDesks(t *testing.T) {
	a, b := pair(t, time.Hour)
	if w := must[bind.SyncJoin](t)(b.sync.Pending()); w.Waiting {
		t.Error("a request still waits beside a book")
	}
	if _, err := b.sync.Join("3号机"); err == nil || !strings.Contains(err.Error(), `"conflict"`) {
		t.Errorf("joining twice: %v", err)
	}
	a.add("王芳")
	b.add("赵铁柱")
	got := b.take(a.export())
	if got.Changes == 0 || len(got.Registers) == 0 || got.Registers[0].New != 1 {
		t.Fatalf("import: %+v", got)
	}
	a.take(b.export())
	if x, y := a.names(), b.names(); len(x) != 2 || !reflect.DeepEqual(x, y) {
		t.Fatalf("%v and %v", x, y)
	}
	s := must[packet.Status](t)(a.sync.Status())
	if len(s.Computers) != 2 || !s.Computers[0].Self || s.Computers[1].Name != "2号机" {
		t.Errorf("roster: %+v", s.Computers)
	}
	// A file that is none is told with its reason; the job is no failure.
	junk := filepath.Join(t.TempDir(), "坏.czb")
	if err := os.WriteFile(junk, []byte("这不是同步包"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := a.take(junk); len(got.Files) != 1 || got.Files[0].Error == "" {
		t.Errorf("junk: %+v", got)
	}
	if seen := must[[]bind.Inspected](t)(a.sync.Inspect([]string{a.upload(junk)})); len(seen) != 1 || seen[0].Problem == "" || seen[0].File != "x.czb" {
		t.Errorf("junk inspected: %+v", seen)
	}
}

func TestReviewsCross(t *testing.T) {
	a, b := pair(t, time.Hour)
	id := a.add("王芳")
	b.take(a.export())
	set := func(p *place, phone string) {
		t.Helper()
		if r, err := p.records.Save("party_members", id, []bind.FieldInput{{Key: "mobile", Input: phone}}, nil, true); err != nil || !r.Saved {
			t.Fatalf("save: %+v, %v", r, err)
		}
	}
	set(a, "13800000102")
	set(b, "13800000103")
	a.take(b.export())
	if s := must[bind.BookStatus](t)(a.book.Status()); s.Reviews != 1 {
		t.Fatalf("the frame counts %d", s.Reviews)
	}
	due := must[bind.TodayView](t)(a.today.View())
	if !slices.ContainsFunc(due.Items, func(i bind.TodayItem) bool { return i.Kind == "review" && strings.HasPrefix(i.Title, "1 处") }) {
		t.Errorf("today says nothing of the review: %+v", due.Items)
	}
	list := must[[]bind.Review](t)(a.sync.Reviews())
	if len(list) != 1 || list[0].Field != "mobile" || strings.Contains(text(list), "13800000102") {
		t.Fatalf("reviews: %+v", list)
	}
	if r := must[bind.Review](t)(a.sync.Reveal(list[0].ID)); !strings.Contains(text(r), "13800000102") || !strings.Contains(text(r), "13800000103") {
		t.Errorf("revealed: %+v", r)
	}
	if log := must[[]bind.AccessEntry](t)(a.book.Access(10)); len(log) == 0 {
		t.Error("revealing was not logged")
	}
	must[bind.Saved](t)(a.sync.Resolve(list[0].ID, "theirs"))
	if s := must[bind.BookStatus](t)(a.book.Status()); s.Reviews != 0 {
		t.Errorf("the frame still counts %d", s.Reviews)
	}
	if due := must[bind.TodayView](t)(a.today.View()); slices.ContainsFunc(due.Items, func(i bind.TodayItem) bool { return i.Kind == "review" }) {
		t.Errorf("today still lists it: %+v", due.Items)
	}
	_, err := a.sync.Reveal(list[0].ID)
	var e errs.Error
	if err == nil || json.Unmarshal([]byte(err.Error()), &e) != nil || e.Code != errs.NotFound {
		t.Errorf("revealing what was decided: %v", err)
	}
}

func text(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}

// The desk looks into the watched folder by itself, tells the page, and stops
// before the book closes.
func TestTheDeskWatches(t *testing.T) {
	a, b := pair(t, 30*time.Millisecond)
	folder := t.TempDir()
	for _, wrong := range []string{"", filepath.Join(folder, "没有")} {
		if _, err := a.sync.SetWatch(true, wrong); err == nil || !strings.Contains(err.Error(), `"field":"folder"`) {
			t.Errorf("watching %q: %v", wrong, err)
		}
	}
	a.add("王芳")
	before := must[bind.SyncNews](t)(b.sync.News())
	must[packet.Status](t)(a.sync.SetWatch(true, folder))
	must[packet.Status](t)(b.sync.SetWatch(true, folder))
	deadline := time.Now().Add(30 * time.Second)
	for len(b.names()) == 0 {
		if time.Now().After(deadline) {
			t.Fatalf("nothing came: %+v", must[packet.Status](t)(b.sync.Status()).Watch)
		}
		time.Sleep(20 * time.Millisecond)
	}
	for news := before; news.Serial == before.Serial; news = must[bind.SyncNews](t)(b.sync.News()) {
		if time.Now().After(deadline) {
			t.Fatal("the page was not told")
		}
		time.Sleep(5 * time.Millisecond)
	}
	if news := must[bind.SyncNews](t)(b.sync.News()); !strings.Contains(news.Text, "共享文件夹") {
		t.Errorf("news: %+v", news)
	}
	if err := b.desk.Close(); err != nil {
		t.Fatal(err)
	}
	// Nothing touches the closed book any more: its folder can be opened again.
	again := open(t, b.dir, nil, time.Hour)
	if len(again.names()) != 1 {
		t.Error("the book lost what came")
	}
}

// What was done since the last look comes into the folder when the program ends.
func TestClosingTellsTheFolder(t *testing.T) {
	a, b := pair(t, time.Hour)
	folder := t.TempDir()
	must[packet.Status](t)(a.sync.SetWatch(true, folder))
	a.add("王芳")
	if err := a.desk.Close(); err != nil {
		t.Fatal(err)
	}
	found, err := filepath.Glob(filepath.Join(folder, "*"+bind.PacketExtension))
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	must[packet.Status](t)(b.sync.SetWatch(true, folder))
	must[bind.Job](t)(b.sync.RunWatch())
	for end := time.Now().Add(20 * time.Second); len(b.names()) == 0; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("nothing came")
		}
	}
	// Closing again, with the folder gone, is no trouble.
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	b.add("李强")
	if err := b.desk.Close(); err != nil {
		t.Fatal(err)
	}
}

// window is a Shell whose person answers with what the test says.
type window struct {
	mu           sync.Mutex
	save, folder string
	opened       []string
	asked        []string // names that the save dialog was given
	events       []string
	shown        string
	on           bool
}

func (w *window) AskSave(_, name string, _ ...string) (string, error) {
	w.asked = append(w.asked, name)
	return w.save, nil
}
func (w *window) AskOpen(string, ...string) (string, error)       { return "", nil }
func (w *window) AskOpenMany(string, ...string) ([]string, error) { return w.opened, nil }
func (w *window) AskFolder(string) (string, error)                { return w.folder, nil }
func (w *window) Show(string) error                               { return nil }
func (w *window) Reveal(path string) error                        { w.shown = path; return nil }
func (w *window) SetTitle(string)                                 {}
func (w *window) OpensPackets() (bool, error)                     { return w.on, nil }
func (w *window) OpenPackets(on bool) error                       { w.on = on; return nil }
func (w *window) Emit(event, _ string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.events = append(w.events, event)
}

// In the window a packet goes where the person says; the next dialog starts in
// the same folder; cancelling does nothing; the book's own files are safe.
func TestExportInTheWindow(t *testing.T) {
	w := &window{}
	p := open(t, t.TempDir(), w, time.Hour)
	must[bind.BookStatus](t)(p.book.Create("仁寿门社区", ""))
	if j := must[bind.Job](t)(p.sync.Export(bind.ExportOptions{})); j.ID != "" {
		t.Fatalf("a cancelled export started a job: %+v", j)
	}
	stick := t.TempDir()
	w.save = filepath.Join(stick, "给二号机")
	made := must[bind.SyncExport](t)(p.sync.ExportResult(p.wait(p.sync.Export(bind.ExportOptions{}))))
	if made.File.Token != "" || made.Exported.File != w.save+".czb" {
		t.Errorf("export: %+v", made)
	}
	if _, err := os.Stat(w.save + ".czb"); err != nil {
		t.Error(err)
	}
	w.save = ""
	must[bind.Job](t)(p.sync.Export(bind.ExportOptions{}))
	if last := w.asked[len(w.asked)-1]; filepath.Dir(last) != stick || !strings.HasSuffix(last, ".czb") {
		t.Errorf("the next dialog starts with %q", last)
	}
	// A stick that was pulled is no place to start.
	if err := os.RemoveAll(stick); err != nil {
		t.Fatal(err)
	}
	must[bind.Job](t)(p.sync.Export(bind.ExportOptions{}))
	if last := w.asked[len(w.asked)-1]; strings.ContainsRune(last, filepath.Separator) {
		t.Errorf("the dialog starts in a folder that is gone: %q", last)
	}
	w.save = filepath.Join(p.dir, "book.db")
	if _, err := p.sync.Export(bind.ExportOptions{}); err == nil || !strings.Contains(err.Error(), `"denied"`) {
		t.Errorf("the book itself was offered to be overwritten: %v", err)
	}
	if !store.Exists(p.dir) {
		t.Error("the book is gone")
	}
}

func TestTheWindowChoosesAndOpens(t *testing.T) {
	w := &window{folder: "/共享"}
	p := open(t, t.TempDir(), w, time.Hour)
	file := filepath.Join(t.TempDir(), "甲.czb")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if list := must[[]bind.FileRef](t)(p.sync.Choose()); len(list) != 0 {
		t.Errorf("cancelled: %+v", list)
	}
	w.opened = []string{file, file}
	if list := must[[]bind.FileRef](t)(p.sync.Choose()); len(list) != 2 || list[0].Name != "甲.czb" {
		t.Errorf("chosen: %+v", list)
	}
	if got := must[bind.Saved](t)(p.sync.ChooseFolder()); got.Path != "/共享" {
		t.Errorf("folder: %+v", got)
	}
	if must[bind.Saved](t)(p.sync.ShowInFolder(file)); w.shown != file {
		t.Errorf("shown: %q", w.shown)
	}
	if o := must[bind.FileOpening](t)(p.sync.Opening()); !o.Possible || o.On {
		t.Errorf("opening: %+v", o)
	}
	if o := must[bind.FileOpening](t)(p.sync.SetOpening(true)); !o.On || !w.on {
		t.Errorf("switched on: %+v", o)
	}
	// A double click reaches the page once, and the window is told at once.
	if err := p.desk.Offer(file); err != nil || len(w.events) != 1 || w.events[0] != "offered" {
		t.Errorf("offer: %v, events %v", err, w.events)
	}
	if n := must[bind.SyncNews](t)(p.sync.News()); n.Offered != 1 {
		t.Errorf("news: %+v", n)
	}
	if list := must[[]bind.FileRef](t)(p.sync.Offered()); len(list) != 1 || list[0].Name != "甲.czb" {
		t.Errorf("offered: %+v", list)
	}
	if list := must[[]bind.FileRef](t)(p.sync.Offered()); len(list) != 0 {
		t.Errorf("offered twice: %+v", list)
	}
	if err := p.desk.Offer(file + "没有"); err == nil {
		t.Error("a file that is gone was offered")
	}
}

// A browser has no dialogs and no switch for the double click, and says so.
func TestTheBrowserHasNoDialogs(t *testing.T) {
	p := open(t, t.TempDir(), nil, time.Hour)
	if o := must[bind.FileOpening](t)(p.sync.Opening()); o.Possible {
		t.Errorf("opening: %+v", o)
	}
	for name, call := range map[string]func() error{
		"choose": func() error { _, err := p.sync.Choose(); return err },
		"folder": func() error { _, err := p.sync.ChooseFolder(); return err },
		"show":   func() error { _, err := p.sync.ShowInFolder("/x"); return err },
		"switch": func() error { _, err := p.sync.SetOpening(true); return err },
		"none":   func() error { _, err := p.sync.Enter(nil); return err },
		"name":   func() error { _, err := p.sync.Join("  "); return err },
		"long":   func() error { _, err := p.sync.Join(strings.Repeat("长", 21)); return err },
	} {
		var e errs.Error
		if err := call(); err == nil || json.Unmarshal([]byte(err.Error()), &e) != nil || e.Code == errs.Internal || e.Message == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
