package packet

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"filippo.io/age"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// What this PC remembers for itself; see store.Recall.
const (
	secretKey   = store.SecretKey // its secret
	formerKey   = "sync.former"   // secrets it had before it got a new identity, newest first
	numberKey   = "sync.number"   // its last packet
	sentKey     = "sync.sent"     // what it knew when it made that packet
	exportedKey = "sync.exported" // when that was
	importedKey = "sync.imported"
	partsKey    = "sync.parts" // which of its packets went how far
	peerKey     = "sync.peer." // what another PC knows, by its key
)

// member is one PC of the roster.
type member struct {
	id   oplog.ID
	rec  registers.Computer
	more []oplog.ID // further records of it: two PCs wrote it down before either knew of the other
}

// is reports whether a record is one of this PC's.
func (m member) is(id oplog.ID) bool { return m.id == id || slices.Contains(m.more, id) }

// each does something with all records of the PC.
func (m member) each(f func(oplog.ID) error) error {
	for _, id := range append([]oplog.ID{m.id}, m.more...) {
		if err := f(id); err != nil {
			return err
		}
	}
	return nil
}

func (m member) fingerprint() string { return fingerprint(m.rec.Sign, m.rec.Box) }

// cert says that By admitted a PC to a book.
type cert struct {
	Book string `cbor:"1,keyasint"`
	Sign string `cbor:"2,keyasint"` // the PC admitted
	Box  string `cbor:"3,keyasint"`
	By   string `cbor:"4,keyasint"` // who admitted it; itself for the first PC
	At   int64  `cbor:"5,keyasint"`
	Sig  []byte `cbor:"6,keyasint"`
}

func (c cert) message() []byte {
	return fmt.Appendf(nil, "chengzhuan admission 1\n%s\n%s\n%s\n%s\n%d", c.Book, c.Sign, c.Box, c.By, c.At)
}

func (c cert) valid(book string) bool {
	by, err := hex.DecodeString(c.By)
	return err == nil && len(by) == ed25519.PublicKeySize && c.Book == book && ed25519.Verify(by, c.message(), c.Sig)
}

func certify(k keys, book, sign, box string, at int64) cert {
	by, _ := k.public()
	c := cert{Book: book, Sign: sign, Box: box, By: by, At: at}
	c.Sig = ed25519.Sign(k.sign, c.message())
	return c
}

func (c cert) text() (string, error) {
	b, err := encoding.Marshal(c)
	return base64.StdEncoding.EncodeToString(b), err
}

func readCert(text string) (c cert, ok bool) {
	b, err := base64.StdEncoding.DecodeString(text)
	return c, err == nil && text != "" && decoding.Unmarshal(b, &c) == nil
}

// roster is who is in the book, as far as this PC knows.
type roster struct {
	book    string
	members []member
	self    *member  // nil before this PC has written itself down
	own     []string // signature keys that this PC has or had
}

func (x *Exchange) store() *store.Store { return x.ledger.Store }

func (x *Exchange) roster(ctx context.Context) (*roster, error) {
	info, err := x.store().Info(ctx)
	if err != nil {
		return nil, err
	}
	r := &roster{book: info.ID}
	k, former, err := x.keys(ctx)
	if err != nil {
		return nil, err
	}
	for _, k := range append([]keys{k}, former...) {
		sign, _ := k.public()
		r.own = append(r.own, sign)
	}
	records, err := x.ledger.All(ctx, registers.Computers.Def)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(records, func(a, b store.Record) int { return cmp.Compare(a.ID, b.ID) })
	for _, rec := range records {
		c := registers.Computers.Decode(rec.Values)
		if m := r.bySign(c.Sign); m != nil {
			m.more = append(m.more, rec.ID)
			if m.rec.Removed == "" { // whoever took it out meant all of it
				m.rec.Removed = c.Removed
			}
			continue
		}
		r.members = append(r.members, member{id: rec.ID, rec: c})
	}
	// PCs that got one name on two PCs at once are told apart, everywhere in the same way.
	for i := range r.members {
		name := r.members[i].rec.Name
		if slices.ContainsFunc(r.members[:i], func(m member) bool { return m.rec.Name == name }) {
			r.members[i].rec.Name = r.freeName(name)
		}
	}
	r.self = r.bySign(r.own[0])
	return r, nil
}

func (r *roster) bySign(sign string) *member {
	for i := range r.members {
		if r.members[i].rec.Sign == sign {
			return &r.members[i]
		}
	}
	return nil
}

func (r *roster) byID(id string) (*member, error) {
	for i := range r.members {
		if r.members[i].id.String() == id {
			return &r.members[i], nil
		}
	}
	return nil, errs.New(errs.NotFound, "名册里没有这台电脑").Do("请刷新名册后再试")
}

// certs returns the chain of admissions from a PC to the first one.
func (r *roster) certs(sign string) []cert {
	var out []cert
	for len(out) < 50 {
		m := r.bySign(sign)
		if m == nil {
			break
		}
		c, ok := readCert(m.rec.Cert)
		if !ok {
			break
		}
		out = append(out, c)
		if c.By == sign {
			break
		}
		sign = c.By
	}
	return out
}

// trusts decides whether a file signed with the key may be taken in: its maker is
// in the roster, or was admitted by somebody who is. chain is what the maker
// says of its admission.
func (r *roster) trusts(sign string, chain []cert) error {
	maker := sign
	for range 50 {
		if m := r.bySign(sign); m != nil {
			if m.rec.Removed != "" && sign != maker {
				return distrust("做这个包的电脑是“"+m.rec.Name+"”接纳的，而它已在 "+string(m.rec.Removed)+" 移出名册", "若做包的电脑是自己人，请在名册里的电脑上重新接纳它")
			}
			if m.rec.Removed != "" {
				return distrust("做这个包的电脑“"+m.rec.Name+"”已在 "+string(m.rec.Removed)+" 移出名册", "若它还在使用，请在名册里的电脑上重新添加它")
			}
			return nil
		}
		if slices.Contains(r.own, sign) {
			return nil
		}
		i := slices.IndexFunc(chain, func(c cert) bool { return c.Sign == sign })
		if i < 0 || !chain[i].valid(r.book) || chain[i].By == sign {
			break
		}
		sign = chain[i].By
	}
	return distrust("做这个包的电脑不在本账套的名册里", "若它是新加入的，请先导入接纳它的那台电脑的同步包；若不认识，请不要导入")
}

// untrustedError refuses a file for who made it: another file may change that.
type untrustedError struct{ why *errs.Error }

func (e *untrustedError) Error() string { return e.why.Error() }

func (e *untrustedError) Unwrap() error { return e.why }

func distrust(message, hint string) error {
	return &untrustedError{errs.New(errs.Denied, message).Do(hint)}
}

// keys returns this PC's keys, and those it had before.
func (x *Exchange) keys(ctx context.Context) (keys, []keys, error) {
	secret, err := x.store().Recall(ctx, secretKey)
	if err != nil {
		return keys{}, nil, err
	}
	k, err := keysOf(secret)
	if err != nil {
		return keys{}, nil, err
	}
	text, err := x.store().Recall(ctx, formerKey)
	if err != nil {
		return keys{}, nil, err
	}
	var former []keys
	for _, s := range strings.Fields(text) {
		old, err := keysOf(s)
		if err != nil {
			return keys{}, nil, err
		}
		former = append(former, old)
	}
	return k, former, nil
}

func (x *Exchange) identities(ctx context.Context) ([]age.Identity, error) {
	k, former, err := x.keys(ctx)
	if err != nil {
		return nil, err
	}
	out := []age.Identity{k.box}
	for _, f := range former {
		out = append(out, f.box)
	}
	return out, nil
}

// settle makes sure that this PC is written down: a new identity where its data
// were copied, its record, and the number under which it writes. The caller holds x.mu.
func (x *Exchange) settle(ctx context.Context) (*roster, keys, error) {
	moved, err := x.store().Moved(ctx)
	if err != nil {
		return nil, keys{}, err
	}
	if moved == store.CopiedHere {
		if err := x.renew(ctx); err != nil {
			return nil, keys{}, err
		}
	}
	// From here on a power cut is harmless: who has former keys and is not written down is a copy.
	if moved != store.NotMoved {
		if err := x.store().ForgetMoved(ctx); err != nil {
			return nil, keys{}, err
		}
	}
	k, former, err := x.keys(ctx)
	if err != nil {
		return nil, keys{}, err
	}
	r, err := x.roster(ctx)
	if err != nil {
		return nil, keys{}, err
	}
	info, err := x.store().Info(ctx)
	if err != nil {
		return nil, keys{}, err
	}
	number := strconv.FormatInt(info.Replica, 10)
	known, err := x.store().Lookup(ctx, registers.Writers.Def, "number", number)
	if err != nil {
		return nil, keys{}, err
	}
	if r.self == nil || len(known) == 0 {
		if err := x.enroll(ctx, r, k, former, info, number); err != nil {
			return nil, keys{}, err
		}
		if r, err = x.roster(ctx); err != nil {
			return nil, keys{}, err
		}
	}
	return r, k, x.nameReplicas(ctx, r)
}

// renew gives this PC keys of its own; it can still read what was meant for the
// old ones. Keys that it got so a moment ago, before the power failed, are its own already.
func (x *Exchange) renew(ctx context.Context) error {
	if r, err := x.roster(ctx); err != nil || r.self == nil && len(r.own) > 1 {
		return err
	}
	old, err := x.store().Recall(ctx, secretKey)
	if err != nil {
		return err
	}
	former, err := x.store().Recall(ctx, formerKey)
	if err != nil {
		return err
	}
	secret, err := newSecret()
	if err != nil {
		return err
	}
	// The old secret is remembered first: a power cut between the two loses nothing.
	if !strings.HasPrefix(former, old) {
		if err := x.store().Remember(ctx, formerKey, strings.TrimSpace(old+"\n"+former)); err != nil {
			return err
		}
	}
	return x.store().Remember(ctx, secretKey, secret)
}

// enroll writes this PC and its number into the roster.
func (x *Exchange) enroll(ctx context.Context, r *roster, k keys, former []keys, info store.Info, number string) error {
	d, w := registers.Computers.Def, registers.Writers.Def
	today := x.store().Today()
	_, err := x.store().Write(ctx, store.Meta{Kind: "sync", Note: "在同步名册里登记本机"}, func(tx *store.Tx) error {
		id := oplog.ID(0)
		if r.self != nil {
			id = r.self.id
		} else {
			by, name := k, cleanName(info.PC)
			rec := registers.Computer{Joined: today}
			rec.Sign, rec.Box = k.public()
			var err error
			if len(former) > 0 { // a copy is vouched for by what it was copied from
				var from *member
				if by, from, err = origin(tx, r, former, registers.Computer{Name: name, Joined: today}, x.store().Now()); err != nil {
					return err
				}
				rec.CopyOf, name = from.id, r.freeName(from.rec.Name)
			}
			if rec.Cert, err = certify(by, r.book, rec.Sign, rec.Box, x.store().Now().UnixMilli()).text(); err != nil {
				return err
			}
			rec.Name = name
			if id, err = tx.Create(d, registers.Computers.Encode(&rec)); err != nil {
				return err
			}
		}
		_, err := tx.Create(w, registers.Writers.Encode(&registers.Writer{Number: number, Computer: id, Since: today}))
		return err
	})
	return err
}

// origin returns what this PC was copied from, and its keys. Where it had never
// been written down it is now: it was the only PC of the book.
func origin(tx *store.Tx, r *roster, former []keys, rec registers.Computer, now time.Time) (keys, *member, error) {
	for _, k := range former {
		sign, _ := k.public()
		if m := r.bySign(sign); m != nil {
			return k, m, nil
		}
	}
	k := former[len(former)-1]
	m := member{rec: rec}
	m.rec.Sign, m.rec.Box = k.public()
	var err error
	if m.rec.Cert, err = certify(k, r.book, m.rec.Sign, m.rec.Box, now.UnixMilli()).text(); err != nil {
		return k, nil, err
	}
	m.id, err = tx.Create(registers.Computers.Def, registers.Computers.Encode(&m.rec))
	r.members = append(r.members, m)
	return k, &m, err
}

// freeName returns a name that no PC of the roster has, made from another.
func (r *roster) freeName(name string) string {
	taken := func(s string) bool {
		return slices.ContainsFunc(r.members, func(m member) bool { return m.rec.Name == s })
	}
	base := numbered.ReplaceAllString(cleanName(name), "") // a copy of 2号机-2 is 2号机-3
	for i := 2; ; i++ {
		end := fmt.Sprintf("-%d", i)
		head := []rune(base)
		if s := string(head[:min(len(head), maxName-len(end))]) + end; !taken(s) {
			return s
		}
	}
}

var numbered = regexp.MustCompile(`-\d{1,3}$`)

// maxName is how many characters the name of a PC may have.
const maxName = 20

// cleanName makes a name one that every reader of a file takes: without control
// and invisible characters, which come along when a name is copied out of a chat,
// and not too long.
func cleanName(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Cf) || r == utf8.RuneError {
			return -1
		}
		return r
	}, name)
	name = strings.Join(strings.Fields(name), " ")
	if r := []rune(name); len(r) > maxName {
		name = strings.TrimSpace(string(r[:maxName]))
	}
	if name == "" {
		return "电脑"
	}
	return name
}

// nameReplicas gives the history the names of the roster.
func (x *Exchange) nameReplicas(ctx context.Context, r *roster) error {
	writers, err := x.ledger.All(ctx, registers.Writers.Def)
	if err != nil {
		return err
	}
	names := map[int64]string{}
	for _, rec := range writers {
		w := registers.Writers.Decode(rec.Values)
		n, err := strconv.ParseInt(w.Number, 10, 64)
		if err != nil || n < 1 {
			continue
		}
		for _, m := range r.members {
			if m.is(w.Computer) {
				names[n] = m.rec.Name
			}
		}
	}
	return x.store().NameReplicas(ctx, names)
}

// peer is what another PC told of itself last.
type peer struct {
	Known  oplog.Vector `json:"known"`
	Stamp  oplog.Stamp  `json:"stamp"`
	Made   int64        `json:"made"`
	Number int          `json:"number"`
	Parts  []part       `json:"parts"`
}

func (x *Exchange) peer(ctx context.Context, m member) (p peer, known bool, err error) {
	text, err := x.store().Recall(ctx, peerKey+m.rec.Sign)
	if err != nil {
		return p, false, err
	}
	if text != "" && json.Unmarshal([]byte(text), &p) == nil {
		return p, true, nil
	}
	raw, err := base64.StdEncoding.DecodeString(m.rec.Start)
	if err == nil && len(raw) > 0 && decoding.Unmarshal(raw, &p.Known) == nil {
		return p, true, nil
	}
	return peer{}, false, nil
}

// learn keeps what a PC told of itself, if it is newer than what is known.
func (x *Exchange) learn(ctx context.Context, sign string, p peer) error {
	text, err := x.store().Recall(ctx, peerKey+sign)
	if err != nil {
		return err
	}
	var old peer
	if text != "" && json.Unmarshal([]byte(text), &old) == nil && old.Stamp >= p.Stamp {
		return nil
	}
	b, err := json.Marshal(p)
	if err != nil {
		return errs.Of(err)
	}
	return x.store().Remember(ctx, peerKey+sign, string(b))
}
