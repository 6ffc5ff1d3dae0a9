package visits

import (
	"context"
	"strings"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/store"
)

// Desk serves the visit log of one open book. It is safe for concurrent use.
type Desk struct {
	ledger  *ledger.Ledger
	matters *matters.Desk
	memory  *memory
}

// New returns the service over a ledger and the desk of the appeals. All desks of one
// ledger share what they remember.
func New(l *ledger.Ledger, m *matters.Desk) *Desk {
	return &Desk{ledger: l, matters: m, memory: l.Keep("visits", func() any { return newMemory() }).(*memory)}
}

func (d *Desk) store() *store.Store { return d.ledger.Store }

func operator(ctx context.Context) string { return strings.TrimSpace(caller.From(ctx).Operator) }
