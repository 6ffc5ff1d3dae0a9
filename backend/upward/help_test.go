package upward_test

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"testing"
	"time"

	"chengzhuan/backend/demo"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
	"chengzhuan/backend/upward"
)

var clock = time.Date(2026, 11, 22, 10, 30, 15, 0, time.Local)

// pen signs as a PC of the name would.
type pen struct {
	name string
	key  ed25519.PrivateKey
}

func newPen(name string) pen {
	seed := sha256.Sum256([]byte(name))
	return pen{name, ed25519.NewKeyFromSeed(seed[:])}
}

func (p pen) Name() string              { return p.name }
func (p pen) Public() ed25519.PublicKey { return p.key.Public().(ed25519.PublicKey) }
func (p pen) Sign(m []byte) []byte      { return ed25519.Sign(p.key, m) }

// book opens an empty book; now may move its clock.
func book(t testing.TB, name string, now *time.Time) *ledger.Ledger {
	t.Helper()
	s, err := store.Open(t.Context(), t.TempDir(), registers.All(), store.Options{
		Now:    func() time.Time { return *now },
		Create: &store.NewBook{Name: name, Replica: 7},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return ledger.New(s)
}

func demoBook(t testing.TB) *ledger.Ledger {
	t.Helper()
	now := clock
	l := book(t, "仁寿门社区", &now)
	_, err := l.Store.Write(t.Context(), store.Meta{Kind: "demo"}, func(tx *store.Tx) error {
		return demo.Fill(t.Context(), tx, l.Store.Today(), 20260101, nil)
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func period(t testing.TB, from, to string) upward.Period {
	t.Helper()
	p, err := upward.ReadPeriod(from, to, "2026-11-22")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func gather(t testing.TB, l *ledger.Ledger, sections ...string) *upward.Report {
	t.Helper()
	r, err := upward.Gather(t.Context(), l, upward.Options{Period: period(t, "2026-11", "2026-11"), Sections: sections, Program: "1.0.0"})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func seal(t testing.TB, r *upward.Report) *upward.File {
	t.Helper()
	f, err := upward.Seal(context.Background(), r, newPen("1号机"))
	if err != nil {
		t.Fatal(err)
	}
	return f
}
