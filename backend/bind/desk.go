package bind

import (
	"context"
	"net/http"
	"os"
	"reflect"
	"sync"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/indicators"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/packet"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// Shell is what the window's system offers: dialogs, viewers, events. An empty
// path means that the person cancelled. A filter is "label|*.xlsx;*.csv". The
// name to save under may have a folder: that is where the dialog starts.
type Shell interface {
	AskSave(title, name string, filters ...string) (path string, err error)
	AskOpen(title string, filters ...string) (path string, err error)
	AskOpenMany(title string, filters ...string) (paths []string, err error)
	AskFolder(title string) (path string, err error)
	Show(path string) error
	Reveal(path string) error
	Emit(event, payload string)
	SetTitle(title string)
}

// Config says what a desk works on.
type Config struct {
	Dir     string // data folder
	Version string
	Face    caller.Face

	WatchEvery int // milliseconds between two looks into the watched folder; 0: the usual
}

// Desk is what all bound structs share: the open book, the services over it,
// files and jobs. A call before Open has returned waits for it.
type Desk struct {
	cfg    Config
	ready  chan struct{}
	shell  Shell
	files  *fileShelf
	photos photoShelf
	jobs   jobTable
	due    indicators.Desk

	mu       sync.Mutex
	ledger   *ledger.Ledger // nil without a book
	trouble  error          // why the book could not be opened
	warm     func()         // ends the reading ahead of the visit log
	chores   func()         // ends what happens by itself
	operator string
	intakes  map[string]*intakeWork
	sync     syncState
}

// NewDesk makes a desk; Open must follow.
func NewDesk(cfg Config) *Desk {
	return &Desk{cfg: cfg, ready: make(chan struct{}), files: newFileShelf(), intakes: map[string]*intakeWork{}}
}

// Open opens the book if there is one; what is wrong with it is shown by the
// page, not returned. shell is nil in a browser.
func (d *Desk) Open(ctx context.Context, shell Shell) error {
	defer close(d.ready)
	d.shell = shell
	if store.Exists(d.cfg.Dir) {
		d.open(ctx, nil)
	}
	return nil
}

func (d *Desk) open(ctx context.Context, create *store.NewBook) error {
	s, err := store.Open(ctx, d.cfg.Dir, registers.All(), store.Options{Create: create})
	operator := ""
	if err == nil {
		operator, err = s.Recall(ctx, "operator")
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.trouble = err; err != nil {
		return err
	}
	d.ledger, d.operator = ledger.New(s), operator
	d.sync.exchange = packet.New(d.ledger, d.cfg.Version)
	d.startWatch(d.sync.exchange)
	d.warm = warmVisits(d.ledger)
	d.chores = startChores(d.ledger, choresEvery)
	return nil
}

// Close ends jobs, closes the book and removes temporary files.
func (d *Desk) Close() error {
	d.jobs.cancelAll()
	d.stopWatch()
	d.farewell()
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.warm != nil {
		d.warm()
		d.warm = nil
	}
	if d.chores != nil {
		d.chores()
		d.chores = nil
	}
	os.RemoveAll(d.files.dir)
	if d.ledger == nil {
		return nil
	}
	err := d.ledger.Store.Close()
	d.ledger = nil
	return err
}

// Bound lists the structs that the page may call.
func (d *Desk) Bound() []any {
	return []any{&Book{d}, &Records{d}, &Intake{d}, &Print{d}, &Files{d}, &Jobs{d}, &Today{d}, &Settings{d}, &Sync{d}, &Upward{d}, &Matters{d}, &Visits{d}, &Care{d}, &Photos{d}, &Points{d}, &Notices{d}, &OrgLife{d}}
}

// Files serves /files: uploads by POST, /files/TOKEN/NAME by GET.
func (d *Desk) Files() http.Handler { return d.files }

func (d *Desk) caller() caller.Caller {
	d.mu.Lock()
	defer d.mu.Unlock()
	return caller.Caller{Operator: d.operator, Face: d.cfg.Face}
}

// book returns the service over the open book.
func (d *Desk) book() (*ledger.Ledger, error) {
	<-d.ready
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.ledger == nil {
		if d.trouble != nil {
			return nil, d.trouble
		}
		return nil, errs.New(errs.NotFound, "还没有建立账套").Do("请先在欢迎页建立账套")
	}
	return d.ledger, nil
}

// do runs f on the open book for the page; see guard and fail.
func do[T any](d *Desk, f func(ctx context.Context, l *ledger.Ledger) (T, error)) (out T, err error) {
	defer guard(&err)
	l, err := d.book()
	if err == nil {
		out, err = f(caller.With(context.Background(), d.caller()), l)
	}
	fillValue(&out)
	return out, fail(err)
}

func fillValue[T any](out *T) { fill(reflect.ValueOf(out).Elem()) }

// fill turns nil lists into empty ones: the page gets [] and never null.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice:
		if v.IsNil() && v.CanSet() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		if k := v.Type().Elem().Kind(); k == reflect.Struct || k == reflect.Slice {
			for i := range v.Len() {
				fill(v.Index(i))
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	}
}
