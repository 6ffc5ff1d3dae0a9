package packet

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// settle makes sure that this PC is written down: a new identity where its data
// were copied, its record, and the number under which it writes. The caller holds x.mu.
func (x *Exchange) settle(ctx context.Context) (*roster, keys, error) {
	moved, err := x.store().Moved(ctx)
	if err != nil {
		return nil, keys{}, err
	}
	switch moved {
	case store.CopiedHere:
		// A power cut after this is harmless: who has former keys and is not written down is a copy.
		err = x.renew(ctx)
	case store.MovedHere:
		err = x.store().ForgetMoved(ctx)
	}
	if err != nil {
		return nil, keys{}, err
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

// renew gives this PC keys of its own; it can still read what was meant for the old ones.
func (x *Exchange) renew(ctx context.Context) error {
	secret, err := newSecret()
	if err != nil {
		return err
	}
	return x.store().Renew(ctx, secret)
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
				if by, from, rec.CopyOf, err = origin(tx, r, former, registers.Computer{Name: name, Joined: today}, x.store().Now()); err != nil {
					return err
				}
				name = freeName(from.rec.Name, r.names())
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

// origin returns what this PC was copied from: the key, the PC, and its record of
// that key. Where it had never been written down it is now: it was the only PC of
// the book.
func origin(tx *store.Tx, r *roster, former []keys, rec registers.Computer, now time.Time) (keys, *member, oplog.ID, error) {
	for _, k := range former {
		sign, _ := k.public()
		if m, of := r.keyOf(sign); m != nil {
			return k, m, of.ids[0], nil
		}
	}
	k := former[len(former)-1]
	rec.Sign, rec.Box = k.public()
	var err error
	if rec.Cert, err = certify(k, r.book, rec.Sign, rec.Box, now.UnixMilli()).text(); err != nil {
		return k, nil, 0, err
	}
	id, err := tx.Create(registers.Computers.Def, registers.Computers.Encode(&rec))
	m := &member{id: id, rec: rec, keys: []*key{{[]oplog.ID{id}, rec}}}
	r.members = append(r.members, m)
	return k, m, id, err
}

// freeName returns a name that is not taken, made from another.
func freeName(name string, taken map[string]bool) string {
	base := numbered.ReplaceAllString(cleanName(name), "") // a copy of 2号机-2 is 2号机-3
	for i := 2; ; i++ {
		end := fmt.Sprintf("-%d", i)
		head := []rune(base)
		if s := string(head[:min(len(head), maxName-len(end))]) + end; !taken[s] {
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
