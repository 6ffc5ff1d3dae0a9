package visits

import (
	"slices"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// call is a visit as it is remembered, in 24 bytes: what stands in many visits alike
// is a number of one of the tables of the log.
type call struct {
	ID     oplog.ID
	Home   uint32 // place of the household
	Person uint32 // place of the resident
	Tag    uint32 // place of what it shares with others
	Day    day
}

// tag is what many visits have in common.
type tag struct {
	Lead                          int32 // place of the visitor
	Grid                          oplog.ID
	Classes, Services, Deliveries set
}

// table numbers values in the order of their coming; the zero value is at 0. What was
// given out of it stays as it is.
type table[T comparable] struct {
	at   map[T]uint32
	list []T
}

func (t *table[T]) place(v T) uint32 {
	if t.at == nil {
		var none T
		t.at, t.list = map[T]uint32{none: 0}, []T{none}
	}
	n, ok := t.at[v]
	if !ok {
		n = uint32(len(t.list))
		t.at[v], t.list = n, append(t.list, v)
	}
	return n
}

// callLog remembers visits; its tables only grow, and only under the lock under which
// values are made.
type callLog struct {
	shelf[call]
	homes, people idTable
	tags          []tag
	leads         table[string]
	known         map[string]uint32 // tags by their texts
	text          []byte
}

func newCallLog() *callLog {
	l := &callLog{known: map[string]uint32{}, tags: make([]tag, 1)}
	l.leads.place("")
	l.shelf = shelf[call]{name: "visits.calls", least: packLeast, def: registers.Visits.Def, by: "date", most: 1_300_000, // 32 MB
		keys: []string{"household", "resident", "lead", "grid", "classes", "services", "deliveries"},
		key:  func(c call) (day, oplog.ID) { return c.Day, c.ID },
		maker: func() func(*store.Bundled, day) call {
			alike := memo[uint32]{make: l.tagOf}
			return func(r *store.Bundled, d day) call {
				return call{ID: r.ID, Home: l.homes.of(r.Ref(0)), Person: l.people.of(r.Ref(1)), Tag: alike.of(r, 2, 6), Day: d}
			}
		}}
	return l
}

func (l *callLog) tagOf(r *store.Bundled) uint32 {
	l.text = l.text[:0]
	for n := 2; n <= 6; n++ {
		l.text = append(append(l.text, r.Bytes(n)...), 0)
	}
	at, ok := l.known[string(l.text)]
	if !ok {
		lead := l.leads.place(string(r.Bytes(2)))
		at = uint32(len(l.tags))
		l.known[string(l.text)] = at
		l.tags = append(l.tags, tag{int32(lead), r.Ref(3), setOf(registers.VisitClasses, r.Bytes(4)), setOf(registers.HomeServices, r.Bytes(5)), setOf(registers.Deliveries, r.Bytes(6))})
	}
	return at
}

// memo makes a value of some fields once for all records of a pack that have them alike.
type memo[V any] struct {
	make func(*store.Bundled) V
	seen numbered
	list []V
}

func (m *memo[V]) of(r *store.Bundled, from, to int) V {
	key := r.Alike(from, to)
	if key == 0 {
		return m.make(r)
	}
	at, fresh := m.seen.place(key)
	if fresh {
		m.list = append(m.list, m.make(r))
	}
	return m.list[at-1]
}

// walk is the visits of a period, oldest first, with the tables that their numbers mean.
type walk struct {
	months [][]call
	tags   []tag
	leads  []string
	homes  int // places of households that there are
	people int
}

// each calls f with every visit, oldest first.
func (w *walk) each(f func(*call)) {
	for _, list := range w.months {
		for i := range list {
			f(&list[i])
		}
	}
}

// cut returns the visits of a period out of whole months.
func cut(months [][]call, from, to cn.Date) [][]call {
	out := make([][]call, 0, len(months))
	low, high := dayOf(from), dayOf(to)
	for _, list := range months {
		a, _ := slices.BinarySearchFunc(list, low, func(c call, d day) int { return int(c.Day) - int(d) })
		b, _ := slices.BinarySearchFunc(list, high+1, func(c call, d day) int { return int(c.Day) - int(d) })
		if a < b {
			out = append(out, list[a:b])
		}
	}
	return out
}
