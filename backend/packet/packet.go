// Package packet owns how the PCs of one book exchange what they did: the
// files, who may write and read them, what each PC lacks, and what waits for a
// person. It knows no register by name but its own roster, and no screen.
package packet

import (
	"context"
	"crypto/ed25519"
	"sync"
	"time"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/store"
)

// Exchange is the sync of one open book. It is safe for concurrent use.
type Exchange struct {
	ledger  *ledger.Ledger
	program string
	mu      sync.Mutex // one export, import or change of the roster at a time
}

// New returns the sync of an open book; program is the version that files name
// as their maker.
func New(l *ledger.Ledger, program ...string) *Exchange {
	x := &Exchange{ledger: l}
	if len(program) > 0 {
		x.program = program[0]
	}
	return x
}

// Progress tells how far a long work is; total 0 is not known. It may be nil.
type Progress func(phase string, done, total int)

func (p Progress) tell(phase string, done, total int) {
	if p != nil {
		p(phase, done, total)
	}
}

// Signer is what this PC signs with: its name in the roster and its key.
type Signer struct {
	name string
	keys keys
}

// Name returns the PC's name.
func (s *Signer) Name() string { return s.name }

// Public returns the key by which others know its signature.
func (s *Signer) Public() ed25519.PublicKey { return s.keys.sign.Public().(ed25519.PublicKey) }

// Sign signs a message.
func (s *Signer) Sign(message []byte) []byte { return ed25519.Sign(s.keys.sign, message) }

// Signer returns what this PC signs with. Where its data were moved or copied
// that is dealt with first: a copy does not sign for the original.
func (x *Exchange) Signer(ctx context.Context) (*Signer, error) {
	if moved, err := x.store().Moved(ctx); err != nil {
		return nil, err
	} else if moved != store.NotMoved {
		unlock, err := x.lock(ctx)
		if err != nil {
			return nil, err
		}
		_, _, err = x.settle(ctx)
		unlock()
		if err != nil {
			return nil, err
		}
	}
	k, _, err := x.keys(ctx)
	if err != nil {
		return nil, err
	}
	info, err := x.store().Info(ctx)
	if err != nil {
		return nil, err
	}
	return &Signer{info.PC, k}, nil
}

// when is a time as people read it, "" for none.
func when(ms int64) string {
	if ms == 0 {
		return ""
	}
	return time.UnixMilli(ms).Format("2006-01-02 15:04")
}
