package store

import (
	"context"
	"fmt"
	"strings"

	"chengzhuan/backend/oplog"
)

// view is the answer of a query at one generation of its register, so that a list
// of 100,000 can be entered anywhere without sorting it again.
type view struct {
	key        string
	generation int64
	ids        []oplog.ID
}

const (
	keptViews = 6
	// directReach is how far into an indexed list a page is read straight from the index.
	directReach = 2000
)

// Stretch returns records offset … offset+limit-1 of a query and how many it
// finds. It stays fast anywhere in a long list.
func (s *Store) Stretch(ctx context.Context, q Query, offset, limit int) ([]Record, int, error) {
	l, err := s.list(q)
	if err != nil {
		return nil, 0, err
	}
	if ids, ok, err := s.cached(ctx, q); err != nil {
		return nil, 0, err
	} else if ok {
		return s.slice(ctx, l, ids, offset, limit)
	}
	if l.indexed && offset+limit <= directReach && len(q.Where) == 0 && strings.TrimSpace(q.Text) == "" {
		n, err := s.Count(ctx, q)
		if err != nil {
			return nil, 0, err
		}
		page, err := s.Page(ctx, q, offset, limit)
		return page, n, err
	}
	ids, err := s.View(ctx, q)
	if err != nil {
		return nil, 0, err
	}
	return s.slice(ctx, l, ids, offset, limit)
}

func (s *Store) slice(ctx context.Context, l list, ids []oplog.ID, offset, limit int) ([]Record, int, error) {
	from, to := min(max(offset, 0), len(ids)), min(max(offset, 0)+limit, len(ids))
	page, err := s.FindMany(ctx, l.t.def, ids[from:to])
	return page, len(ids), err
}

// Generation returns a number that rises with every write to a register, by any program.
func (r reader) Generation(ctx context.Context, register string) (int64, error) {
	var g int64
	err := r.db.QueryRowContext(ctx, `SELECT generation FROM register_ids WHERE key = ?`, register).Scan(&g)
	return g, translate(err)
}

// viewKey includes the day: derived columns change at midnight.
func (s *Store) viewKey(q Query) string { return fmt.Sprintf("%+v %s", q, s.Today()) }

func (s *Store) cached(ctx context.Context, q Query) ([]oplog.ID, bool, error) {
	g, err := s.Generation(ctx, q.Register)
	if err != nil {
		return nil, false, err
	}
	key := s.viewKey(q)
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, v := range s.views {
		if v.key == key && v.generation == g {
			copy(s.views[1:i+1], s.views[:i])
			s.views[0] = v
			return v.ids, true, nil
		}
	}
	return nil, false, nil
}

// View returns all IDs of a query in its order and remembers them; the caller must not alter the slice.
func (s *Store) View(ctx context.Context, q Query) ([]oplog.ID, error) {
	if ids, ok, err := s.cached(ctx, q); ok || err != nil {
		return ids, err
	}
	g, err := s.Generation(ctx, q.Register)
	if err != nil {
		return nil, err
	}
	ids, err := s.IDs(ctx, q)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.views = append([]*view{{s.viewKey(q), g, ids}}, s.views...)
	if len(s.views) > keptViews {
		s.views = s.views[:keptViews]
	}
	return ids, nil
}
