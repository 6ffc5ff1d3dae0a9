package packet

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"filippo.io/age"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/sheet"
	"chengzhuan/backend/store"
)

// pendingFile keeps, in a data folder without a book, the request that waits
// for its answer, with the secret of its keys.
const pendingFile = "joining.json"

type pending struct {
	Secret string `json:"secret"`
	Name   string `json:"name"`
	Made   int64  `json:"made"`
}

func (p pending) request(file string) (Request, keys, error) {
	k, err := keysOf(p.Secret)
	if err != nil {
		return Request{}, k, err
	}
	return Request{File: file, Name: p.Name, Fingerprint: fingerprint(k.public()), When: when(p.Made)}, k, nil
}

func readPending(dir string) (pending, bool, error) {
	b, err := os.ReadFile(filepath.Join(dir, pendingFile))
	if errors.Is(err, fs.ErrNotExist) {
		return pending{}, false, nil
	}
	var p pending
	if err != nil || json.Unmarshal(b, &p) != nil || p.Secret == "" {
		return pending{}, false, errs.Wrap(errs.Damaged, err, "上次的加入申请读不出来").Do("请删除数据文件夹里的 " + pendingFile + "，重新申请")
	}
	return p, true, nil
}

// Pending returns the request that waits in a data folder without a book; ok is false where none does.
func Pending(dir string) (r Request, ok bool, err error) {
	p, ok, err := readPending(dir)
	if err != nil || !ok || store.Exists(dir) {
		return Request{}, false, err
	}
	r, _, err = p.request("")
	return r, err == nil, err
}

// computerName checks the name of a PC.
func computerName(name string) (string, error) {
	clean := cleanName(name)
	if strings.TrimSpace(name) == "" || utf8.RuneCountInString(strings.TrimSpace(name)) > maxName {
		return "", errs.New(errs.Invalid, "电脑名称应有 1 到 20 个字").In("name").Do("例如 2号机")
	}
	return clean, nil
}

// Join makes, in a data folder without a book, a request to join one. Asking
// again returns the same request under the new name.
func Join(ctx context.Context, dir, name, file string) (Request, error) {
	name, err := computerName(name)
	if err != nil {
		return Request{}, err
	}
	if store.Exists(dir) {
		return Request{}, errs.New(errs.Conflict, "这个文件夹里已经有账套："+dir).Do("要加入别的账套，请换一个空文件夹；本机若是被移出了名册，请“重新申请加入”")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return Request{}, errs.Wrap(errs.Disk, err, "建立数据文件夹失败").Do("请换一个文件夹，或请管理员放开权限")
	}
	unlock, err := lockFolder(ctx, dir)
	if err != nil {
		return Request{}, entering(err)
	}
	defer unlock()
	p, _, err := readPending(dir)
	if err != nil {
		return Request{}, err
	}
	if p.Secret == "" {
		if p.Secret, err = newSecret(); err != nil {
			return Request{}, err
		}
	}
	p.Name, p.Made = name, time.Now().UnixMilli()
	r, k, err := p.request(file)
	if err != nil {
		return Request{}, err
	}
	b, err := json.Marshal(p)
	if err != nil {
		return Request{}, errs.Of(err)
	}
	// Whole or not at all: half a secret would make the answer unreadable.
	err = sheet.SafeFile(filepath.Join(dir, pendingFile), func(w io.Writer) error { _, err := w.Write(b); return err })
	if err != nil {
		return Request{}, errs.Wrap(errs.Disk, err, "数据文件夹写不了").Do("请检查磁盘是否已满，然后再试")
	}
	_, box := k.public()
	_, err = writeFile(file, k, header{Kind: kindRequest, Box: box, Name: name, Made: p.Made}, nil, nil)
	return r, err
}

// entering words what it means that another program works on a folder without a book.
func entering(err error) error {
	if errs.Is(err, errs.Busy) {
		return errs.New(errs.Busy, "另一个窗口或命令正在让这台电脑加入账套").Do("请等它做完再看；不用再做一次")
	}
	return err
}

// Rejoin makes, in the book of a PC that was removed from the roster or that
// others do not know any more, a request to be taken in again with its present
// keys. The answer is taken in by Import.
func (x *Exchange) Rejoin(ctx context.Context, file string) (Request, error) {
	unlock, err := x.lock(ctx)
	if err != nil {
		return Request{}, err
	}
	defer unlock()
	if x.store().Owns(file) {
		return Request{}, errs.New(errs.Denied, "“"+file+"”是账套自己的文件，不能覆盖").Do("请换一个文件名或位置")
	}
	r, k, err := x.settle(ctx)
	if err != nil {
		return Request{}, err
	}
	now := x.store().Now().UnixMilli()
	_, box := k.public()
	out := Request{File: file, Name: r.self.rec.Name, Fingerprint: fingerprint(k.public()), When: when(now), Known: r.self.rec.Name, Removed: string(r.self.rec.Removed)}
	_, err = writeFile(file, k, header{Kind: kindRequest, Program: x.program, Book: r.book, Box: box, Name: out.Name, Made: now}, nil, nil)
	return out, err
}

// ReadRequest shows who asks to join, and whether it was in the book before.
func (x *Exchange) ReadRequest(ctx context.Context, file string) (Request, error) {
	s, err := openRequest(file)
	if err != nil {
		return Request{}, err
	}
	defer s.Close()
	r, err := x.roster(ctx)
	if err != nil {
		return Request{}, err
	}
	if err := r.mayAsk(s); err != nil {
		return Request{}, err
	}
	out := Request{File: file, Name: s.Name, Fingerprint: fingerprint(s.signText(), s.Box), When: when(s.Made)}
	if m := r.bySign(s.signText()); m != nil {
		out.Known, out.Removed = m.rec.Name, string(m.rec.Removed)
	}
	return out, nil
}

// mayAsk refuses requests that cannot be answered here.
func (r *roster) mayAsk(s *sealed) error {
	switch {
	case s.Book != "" && s.Book != r.book:
		return errs.New(errs.Denied, "“"+s.Name+"”用的是另一个账套，不能加入本账套").Do("它若要改用本账套，请在那台电脑上换一个空的数据文件夹，再申请加入")
	case slices.Contains(r.own, s.signText()):
		return errs.New(errs.Invalid, "这是本机自己的申请").Do("请把它交给账套里的另一台电脑")
	}
	return nil
}

func openRequest(file string) (*sealed, error) {
	s, err := openFile(file)
	if err != nil {
		return nil, err
	}
	if s.Kind != kindRequest {
		s.Close()
		return nil, errs.New(errs.Invalid, "这个文件不是加入申请").Do("请在要加入的电脑上打开城砖，选“加入已有账套”，用它生成的文件")
	}
	if _, err := age.ParseX25519Recipient(s.Box); err != nil {
		s.Close()
		return nil, errs.Wrap(errs.Newer, err, "这份申请由更新版本的城砖写成").Do("请在本机安装新版本的城砖")
	}
	return s, nil
}

// Welcome admits the PC of a request and writes the welcome packet for it: its
// admission, the roster and everything in the book.
func (x *Exchange) Welcome(ctx context.Context, request, file string, progress Progress) (Welcomed, error) {
	unlock, err := x.lock(ctx)
	if err != nil {
		return Welcomed{}, err
	}
	defer unlock()
	s, err := openRequest(request)
	if err != nil {
		return Welcomed{}, err
	}
	defer s.Close()
	if x.store().Owns(file) {
		return Welcomed{}, errs.New(errs.Denied, "“"+file+"”是账套自己的文件，不能覆盖").Do("请换一个文件名或位置")
	}
	r, k, err := x.settle(ctx)
	if err != nil {
		return Welcomed{}, err
	}
	if err := r.mayAsk(s); err != nil {
		return Welcomed{}, err
	}
	if r.self.rec.Removed != "" {
		return Welcomed{}, errs.New(errs.Denied, "本机已移出名册，不能接纳别的电脑").Do("请在名册里的另一台电脑上办理")
	}
	name, err := computerName(s.Name)
	if err != nil {
		return Welcomed{}, err
	}
	c, name, err := x.admit(ctx, r, k, s, name)
	if err != nil {
		return Welcomed{}, err
	}
	box, err := age.ParseX25519Recipient(s.Box)
	if err != nil {
		return Welcomed{}, damaged(err)
	}
	what, err := x.store().Lacking(ctx)
	if err != nil {
		return Welcomed{}, err
	}
	known, err := x.store().Vector(ctx)
	if err != nil {
		return Welcomed{}, err
	}
	info, err := x.store().Info(ctx)
	if err != nil {
		return Welcomed{}, err
	}
	now := x.store().Now()
	print := fingerprint(s.signText(), s.Box)
	h := header{Kind: kindWelcome, Program: x.program, Book: r.book, Name: r.self.rec.Name, Made: now.UnixMilli(), Answers: print}
	body := contents{Community: info.Name, Known: known, Certs: r.certs(r.own[0]), Changes: len(what.IDs), Ops: what.Ops, Stamp: oplog.Next(oplog.Stamp(info.Stamp), now), Admission: &c, Name: name}
	size, err := x.write(ctx, file, k, h, []age.Recipient{box, k.box.Recipient()}, body, what, nil, progress)
	if err != nil {
		return Welcomed{}, err
	}
	return Welcomed{File: file, Name: name, Fingerprint: print, Changes: len(what.IDs), Size: int(size)}, nil
}

// admit writes a PC into the roster; one that is there already is admitted again.
func (x *Exchange) admit(ctx context.Context, r *roster, k keys, s *sealed, name string) (cert, string, error) {
	d := registers.Computers.Def
	c := certify(k, r.book, s.signText(), s.Box, x.store().Now().UnixMilli())
	text, err := c.text()
	if err != nil {
		return c, "", errs.Of(err)
	}
	if m, own := r.keyOf(s.signText()); m != nil {
		if m.rec.Removed == "" {
			return c, m.rec.Name, nil
		}
		_, err := x.store().Write(ctx, store.Meta{Kind: "sync", Note: "重新接纳电脑“" + m.rec.Name + "”"}, func(tx *store.Tx) error {
			return m.each(func(id oplog.ID) error {
				back := map[string]string{"removed": ""}
				if slices.Contains(own.ids, id) {
					back["cert"] = text
				}
				_, err := tx.Update(d, id, back)
				return err
			})
		})
		return c, m.rec.Name, err
	}
	if taken := r.names(); taken[name] {
		name = freeName(name, taken)
	}
	known, err := x.store().Vector(ctx)
	if err != nil {
		return c, "", err
	}
	start := slices.Clone(known)
	for i := range start {
		start[i].Marks = nil
	}
	b, err := encoding.Marshal(start)
	if err != nil {
		return c, "", errs.Of(err)
	}
	rec := registers.Computer{Name: name, Sign: s.signText(), Box: s.Box, Cert: text, Joined: x.store().Today()}
	if text := base64.StdEncoding.EncodeToString(b); len(text) < 20_000 {
		rec.Start = text
	}
	_, err = x.store().Write(ctx, store.Meta{Kind: "sync", Note: "接纳电脑“" + name + "”"}, func(tx *store.Tx) error {
		_, err := tx.Create(d, registers.Computers.Encode(&rec))
		return err
	})
	return c, name, err
}

// Enter makes the book in dir out of the welcome packet among the files, which
// answers this folder's request, and takes in the other packets too.
func Enter(ctx context.Context, dir string, files []string, progress Progress) (Imported, error) {
	unlock, err := lockFolder(ctx, dir)
	if err != nil {
		return Imported{}, entering(err)
	}
	defer unlock()
	p, ok, err := readPending(dir)
	if err != nil {
		return Imported{}, err
	}
	if store.Exists(dir) {
		return Imported{}, errs.New(errs.Conflict, "这个文件夹里已经有账套："+dir).Do("请直接导入同步包")
	}
	if !ok {
		return Imported{}, errs.New(errs.NotFound, "这台电脑还没有申请加入账套").Do("请先申请加入（packet join），再导入对方给的欢迎包")
	}
	var last error
	for welcome, f := range files {
		w, err := newcomer(p, f)
		if err != nil {
			last = err
			continue
		}
		got, err := w.build(ctx, dir, progress)
		if err != nil {
			return Imported{}, err
		}
		return enterRest(ctx, dir, files, welcome, got, progress)
	}
	return Imported{}, last
}

// enterRest takes in all the files as usual, now that the book is there: so the
// result tells what came in, and what came beside the welcome is not forgotten.
func enterRest(ctx context.Context, dir string, files []string, welcome int, got store.Received, progress Progress) (out Imported, err error) {
	s, err := store.Open(ctx, dir, registers.All(), store.Options{})
	if err != nil {
		return Imported{}, err
	}
	defer func() {
		if e := s.Close(); err == nil {
			err = e
		}
	}()
	x := New(ledger.New(s))
	out, err = x.take(ctx, files, &got, progress)
	out.Joined = true
	if welcome < len(out.Files) {
		out.Files[welcome].New = got.Changes
	}
	return out, err
}

// entry is a welcome packet that answers our request.
type entry struct {
	file string
	p    pending
	k    keys
}

func newcomer(p pending, file string) (*entry, error) {
	r, k, err := p.request("")
	if err != nil {
		return nil, err
	}
	s, err := openFile(file)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	switch {
	case s.Kind == kindRequest:
		return nil, errs.New(errs.Invalid, "这是加入申请，不是欢迎包").Do("请把它交给已有账套的电脑，用它给回来的欢迎包")
	case s.Kind != kindWelcome:
		return nil, errs.New(errs.Invalid, "这是同步包，不是欢迎包").Do("请先导入接纳本机的那台电脑给的欢迎包")
	case s.Answers != r.Fingerprint:
		return nil, errs.New(errs.Denied, "这个欢迎包不是给本机的").Do("请核对指纹：本机是 " + r.Fingerprint)
	}
	return &entry{file, p, k}, nil
}

// build makes the book beside the data folder's place and moves it there when it is whole.
func (e *entry) build(ctx context.Context, dir string, progress Progress) (got store.Received, err error) {
	s, err := openFile(e.file)
	if err != nil {
		return got, err
	}
	defer s.Close()
	u, err := unseal(s, []age.Identity{e.k.box})
	if errors.Is(err, errNotForUs) {
		return got, errs.New(errs.Denied, "这个欢迎包不是给本机的").Do("请让对方用本机的申请重新接纳")
	}
	if err != nil {
		return got, err
	}
	defer u.close()
	sign, box := e.k.public()
	if a := u.Admission; a == nil || a.Sign != sign || a.Box != box || a.By != s.signText() || !a.valid(s.Book) || !rooted(s.Book, s.signText(), u.Certs) {
		return got, errs.New(errs.Denied, "这个欢迎包里的准入证明不对").Do("请让对方重新接纳本机；仍然这样请不要使用这个文件")
	}
	tmp := filepath.Join(dir, "joining.tmp")
	if err := os.RemoveAll(tmp); err != nil {
		return got, errs.Wrap(errs.Disk, err, "数据文件夹写不了").Do("请检查磁盘，然后再试")
	}
	defer os.RemoveAll(tmp)
	if got, err = e.fill(ctx, tmp, s, u, progress); err != nil {
		return got, err
	}
	if err := os.Rename(filepath.Join(tmp, store.FileName), filepath.Join(dir, store.FileName)); err != nil {
		return got, errs.Wrap(errs.Disk, err, "数据文件夹写不了").Do("请检查磁盘，然后再试")
	}
	if err := os.Remove(filepath.Join(dir, pendingFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return got, errs.Wrap(errs.Disk, err, "数据文件夹写不了").Do("请检查磁盘，然后再试")
	}
	return got, nil
}

func (e *entry) fill(ctx context.Context, dir string, s *sealed, u *unsealed, progress Progress) (got store.Received, err error) {
	book, err := store.Open(ctx, dir, registers.All(), store.Options{Create: &store.NewBook{Name: u.Community, PC: u.Name, ID: s.Book, Secret: e.p.Secret}})
	if err != nil {
		return got, err
	}
	defer func() {
		if e := book.Close(); err == nil {
			err = e
		}
	}()
	if got, err = book.Receive(ctx, u.next, func(n int) { progress.tell("正在装入账套", n, u.Changes) }); err != nil {
		return got, err
	}
	x := New(ledger.New(book))
	if err := x.learn(ctx, s.signText(), peer{Known: u.Known, Stamp: u.Stamp, Made: s.Made, Parts: u.Parts}); err != nil {
		return got, err
	}
	return got, book.ForgetPlace(ctx)
}

// rooted reports whether the admissions lead from a PC to the first one of the book.
func rooted(book, sign string, chain []cert) bool {
	for range 50 {
		i := slices.IndexFunc(chain, func(c cert) bool { return c.Sign == sign })
		if i < 0 || !chain[i].valid(book) {
			return false
		}
		if chain[i].By == sign {
			return true
		}
		sign = chain[i].By
	}
	return false
}
