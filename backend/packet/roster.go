package packet

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"filippo.io/age"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// What this PC remembers for itself; see store.Recall.
const (
	secretKey   = store.SecretKey // its secret
	formerKey   = store.FormerKey // secrets it had before
	numberKey   = "sync.number"   // its last packet
	sentKey     = "sync.sent"     // what it knew when it made that packet
	exportedKey = "sync.exported" // when that was
	importedKey = "sync.imported"
	partsKey    = "sync.parts"  // which of its packets went how far
	peerKey     = "sync.peer."  // what another PC knows, by its key
	answeredKey = "sync.asked." // the question who this PC is was answered, by its key
)

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
	members []*member
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
	entries := make([]rosterEntry, len(records))
	for i, rec := range records {
		entries[i] = rosterEntry{rec.ID, registers.Computers.Decode(rec.Values)}
	}
	r.members = foldRoster(entries)
	r.self = r.bySign(r.own[0])
	return r, nil
}

// bySign returns the PC of a key; nil where it is not in the roster.
func (r *roster) bySign(sign string) *member {
	m, _ := r.keyOf(sign)
	return m
}

func (r *roster) keyOf(sign string) (*member, *key) {
	for _, m := range r.members {
		for _, k := range m.keys {
			if k.rec.Sign == sign {
				return m, k
			}
		}
	}
	return nil, nil
}

// byRecord returns the PC that a record is of, and its key; nil where there is none.
func (r *roster) byRecord(id oplog.ID) (*member, *key) {
	for _, m := range r.members {
		for _, k := range m.keys {
			if slices.Contains(k.ids, id) {
				return m, k
			}
		}
	}
	return nil, nil
}

func (r *roster) byID(id string) (*member, error) {
	n, err := oplog.ParseID(id)
	if err == nil {
		if m, _ := r.byRecord(n); m != nil {
			return m, nil
		}
	}
	return nil, errs.New(errs.NotFound, "名册里没有这台电脑").Do("请刷新名册后再试")
}

// certs returns the chain of admissions from a PC to the first one.
func (r *roster) certs(sign string) []cert {
	var out []cert
	for len(out) < 50 {
		_, k := r.keyOf(sign)
		if k == nil {
			break
		}
		c, ok := readCert(k.rec.Cert)
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
				return distrust("做这个包的电脑是“"+m.rec.Name+"”接纳的，而它已在 "+string(m.rec.Removed)+" 移出名册", "若做包的电脑是自己人，请在它上面“重新申请加入”（packet join），再由名册里的电脑添加它")
			}
			if m.rec.Removed != "" {
				return distrust("做这个包的电脑“"+m.rec.Name+"”已在 "+string(m.rec.Removed)+" 移出名册", "若它还要使用，请在它上面“重新申请加入”（packet join），再由名册里的电脑添加它；它做过的改动到时照收")
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
		if s == secret { // it came back to a place where it had been
			continue
		}
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
