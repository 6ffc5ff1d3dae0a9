package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// places is a data folder that is carried about, and its copies.
type places struct {
	t   *testing.T
	dir string
}

// open opens the folder on a machine, tells what was found and what secret it has,
// and deals with it as sync does: a copy gets the secret.
func (p *places) open(machine, renew string) (store.Moved, string) {
	p.t.Helper()
	s, err := store.Open(ctx, p.dir, registers.All(), store.Options{Machine: machine})
	if err != nil {
		p.t.Fatal(err)
	}
	defer s.Close()
	moved, err := s.Moved(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	switch {
	case renew == "": // somebody only looked
	case moved == store.CopiedHere:
		err = s.Renew(ctx, renew)
	default:
		err = s.ForgetMoved(ctx)
	}
	if err != nil {
		p.t.Fatal(err)
	}
	secret, err := s.Recall(ctx, store.SecretKey)
	if err != nil {
		p.t.Fatal(err)
	}
	return moved, secret
}

func (p *places) move(to string) {
	p.t.Helper()
	to = filepath.Join(p.t.TempDir(), to)
	if err := os.Rename(p.dir, to); err != nil {
		p.t.Fatal(err)
	}
	p.dir = to
}

func newPlaces(t *testing.T) *places {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	s, err := store.Open(ctx, dir, registers.All(), store.Options{Machine: "A", Create: &store.NewBook{Name: "仁寿门社区", Secret: "sA"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return &places{t, dir}
}

func TestPlacesAreRemembered(t *testing.T) {
	type step struct {
		machine, move, renew string
		moved                store.Moved
		secret               string
	}
	for name, steps := range map[string][]step{
		"to and fro": {
			{machine: "B", renew: "sB", moved: store.CopiedHere, secret: "sB"},
			{machine: "A", renew: "x", moved: store.MovedHere, secret: "sA"},
			{machine: "B", renew: "x", moved: store.MovedHere, secret: "sB"},
			{machine: "C", renew: "sC", moved: store.CopiedHere, secret: "sC"},
			{machine: "A", renew: "x", moved: store.MovedHere, secret: "sA"},
			{machine: "C", renew: "x", moved: store.MovedHere, secret: "sC"},
		},
		"to another folder on the same machine": {
			{machine: "A", move: "other", renew: "x", moved: store.MovedHere, secret: "sA"},
			{machine: "B", renew: "sB", moved: store.CopiedHere, secret: "sB"},
			{machine: "A", renew: "x", moved: store.MovedHere, secret: "sA"},
		},
		"back to another folder": {
			{machine: "B", move: "stick", renew: "sB", moved: store.CopiedHere, secret: "sB"},
			{machine: "A", move: "third", renew: "x", moved: store.MovedHere, secret: "sA"},
			{machine: "B", renew: "x", moved: store.MovedHere, secret: "sB"}, // where it lay on B nothing lies any more
		},
		"nobody looked at the copy": {
			{machine: "B", moved: store.CopiedHere, secret: "sA"},
			{machine: "C", moved: store.CopiedHere, secret: "sA"},
			{machine: "A", moved: store.MovedHere, secret: "sA"},
			{machine: "B", renew: "sB", moved: store.CopiedHere, secret: "sB"},
		},
		"a copy that is moved stays one": {
			{machine: "B", moved: store.CopiedHere, secret: "sA"},
			{machine: "B", move: "other", renew: "sB", moved: store.CopiedHere, secret: "sB"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlaces(t)
			for i, s := range steps {
				if s.move != "" {
					p.move(s.move)
				}
				if moved, secret := p.open(s.machine, s.renew); moved != s.moved || secret != s.secret {
					t.Fatalf("step %d: %q with %s, want %q with %s", i, moved, secret, s.moved, s.secret)
				}
			}
		})
	}
}
