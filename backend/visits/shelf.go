package visits

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/packs"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// shelf remembers the living records of one ledger as typed values, month by month as
// they are asked for, and follows the writes: of what was touched only the touched
// records are read again. What it gave out is never altered.
type shelf[T any] struct {
	name  string // of its packs
	def   *schema.Def
	by    string // the date by which records are put into months; "" all are one
	keys  []string
	where []store.Condition
	maker func() func(*store.Bundled, day) T // of values, one at a time; each of them for one pack or bundles
	key   func(T) (day, oplog.ID)

	most  int // values held before months are let go that were asked for the longest time ago
	least int // values that it has to hold for packs to be worth it; less than none: there are none

	believe bool // only tests set it: packs are taken as they are

	one        sync.Mutex // values are made by one goroutine at a time
	mu         sync.Mutex
	generation int64
	months     map[month][]T   // each in the order of days and IDs
	used       map[month]int   // when it was asked for last
	at         map[month]int64 // generation since which nothing in it was touched
	asked      int
	stamp      int // changes whenever something is read
}

// between returns the months from one day to another, oldest first, as they stand now,
// and a number that tells whether they are what was returned before.
func (s *shelf[T]) between(ctx context.Context, st *store.Store, from, to day) ([][]T, int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.follow(ctx, st); err != nil {
		return nil, 0, err
	}
	s.asked++
	var wanted, missing []month
	first, last := from.month(), to.month()
	if s.by == "" {
		first, last = 0, 0
	}
	for m := first; m <= last; m = m.next() {
		wanted = append(wanted, m)
		if _, here := s.months[m]; !here {
			missing = append(missing, m)
		}
		s.used[m] = s.asked
	}
	if err := s.read(ctx, st, missing); err != nil {
		return nil, 0, err
	}
	out := make([][]T, len(wanted))
	for i, m := range wanted {
		out[i] = s.months[m]
	}
	s.letGo()
	return out, s.stamp, nil
}

// follow brings what is here up to the last write.
func (s *shelf[T]) follow(ctx context.Context, st *store.Store) error {
	now, err := st.Generation(ctx, s.def.Key)
	if err != nil {
		return err
	}
	if now == s.generation && s.months != nil {
		return nil
	}
	rows, known := []oplog.ID(nil), false
	if s.months != nil {
		if rows, known, err = st.TouchedSince(ctx, s.def.Key, s.generation, now); err != nil {
			return err
		}
	}
	if !known || len(rows) > packs.Follow {
		s.months, s.used, s.at, s.generation = map[month][]T{}, map[month]int{}, map[month]int64{}, now
		return nil
	}
	if err := s.renew(ctx, st, rows); err != nil {
		return err
	}
	s.generation = now
	return nil
}

// renew reads touched records again.
func (s *shelf[T]) renew(ctx context.Context, st *store.Store, rows []oplog.ID) error {
	if len(rows) == 0 {
		return nil
	}
	ids := make([]string, len(rows))
	for i, id := range rows {
		ids[i] = id.String()
	}
	slices.Sort(rows)
	fresh := map[month][]T{}
	keys, where := s.asks(nil)
	where = append([]store.Condition{{Field: "id", Op: "in", Value: strings.Join(ids, ",")}}, where...)
	err := s.each(ctx, st, keys, where, func(v T, _ int) {
		d, _ := s.key(v)
		fresh[s.monthOf(d)] = append(fresh[s.monthOf(d)], v)
	})
	if err != nil {
		return err
	}
	now, err := st.Generation(ctx, s.def.Key) // none of it is newer
	if err != nil {
		return err
	}
	s.stamp++
	touched := func(v T) bool {
		_, id := s.key(v)
		return within(rows, id)
	}
	for m, list := range s.months {
		more := s.inOrder(fresh[m])
		if len(more) == 0 && !slices.ContainsFunc(list, touched) {
			continue
		}
		next := make([]T, 0, len(list)+len(more))
		for _, v := range list {
			if touched(v) {
				continue
			}
			for len(more) > 0 && s.order(more[0], v) < 0 {
				next, more = append(next, more[0]), more[1:]
			}
			next = append(next, v)
		}
		s.months[m], s.at[m] = append(next, more...), now
	}
	return nil
}

// within reports whether a sorted list, of one record most often, holds an ID.
func within(sorted []oplog.ID, id oplog.ID) bool {
	if id < sorted[0] || id > sorted[len(sorted)-1] {
		return false
	}
	_, found := slices.BinarySearch(sorted, id)
	return found
}

func (s *shelf[T]) monthOf(d day) month {
	if s.by == "" {
		return 0
	}
	return d.month()
}

func (s *shelf[T]) order(a, b T) int {
	day1, id1 := s.key(a)
	day2, id2 := s.key(b)
	return cmp.Or(cmp.Compare(day1, day2), cmp.Compare(id1, id2))
}

func (s *shelf[T]) inOrder(list []T) []T {
	if !slices.IsSortedFunc(list, s.order) { // most often it is: the index has them so
		slices.SortFunc(list, s.order)
	}
	return list
}

// asks returns the fields that are read, the date by which records are put into months
// as the last, and the conditions: of all, or of months that follow one another.
func (s *shelf[T]) asks(part []month) (keys []string, where []store.Condition) {
	keys, where = s.keys, s.where
	if s.by != "" {
		keys, where = append(slices.Clip(keys), s.by), append(slices.Clip(where), store.Condition{Field: s.by, Op: "notempty"})
		if len(part) > 0 {
			where = append([]store.Condition{{Field: s.by, Op: "gte", Value: part[0].from()}, {Field: s.by, Op: "lte", Value: part[len(part)-1].to()}}, where...)
		}
	}
	return keys, where
}

// each reads living records that meet conditions; left is how many more of the same day
// are sure to come.
func (s *shelf[T]) each(ctx context.Context, st *store.Store, keys []string, where []store.Condition, f func(v T, left int)) error {
	begun, value := false, s.maker()
	defer func() {
		if begun { // stopped within a bundle
			s.one.Unlock()
		}
	}()
	return st.EachBundled(ctx, s.def, s.by, keys, func(r *store.Bundled) error {
		var d day
		if s.by != "" {
			d = dayOf(r.Bytes(len(s.keys)))
		}
		if !begun { // one lock for a whole bundle: for each record it would cost more than the record
			s.one.Lock()
		}
		f(value(r, d), r.Left())
		if begun = r.Left() > 0; !begun {
			s.one.Unlock()
		}
		return nil
	}, where...)
}

// read reads months that are not here: those of which there are packs, then the others.
func (s *shelf[T]) read(ctx context.Context, st *store.Store, missing []month) error {
	if len(missing) == 0 {
		return nil
	}
	s.stamp++
	left, touched, err := s.unpack(ctx, st, missing)
	if err == nil {
		err = s.readAll(ctx, st, left)
	}
	if err == nil {
		err = s.renew(ctx, st, touched)
	}
	if err != nil { // packs that do not follow the writes must not stay
		for _, m := range missing {
			delete(s.months, m)
			delete(s.at, m)
		}
	}
	return err
}

// readAll reads months from the ledger: a long stretch in two halves at once.
func (s *shelf[T]) readAll(ctx context.Context, st *store.Store, months []month) error {
	if len(months) == 0 {
		return nil
	}
	var into sync.Mutex
	half := (len(months) + 1) / 2
	err := together(
		func() error { return s.readSome(ctx, st, months[:half], &into) },
		func() error { return s.readSome(ctx, st, months[half:], &into) },
	)
	if err != nil {
		return err
	}
	now, err := st.Generation(ctx, s.def.Key) // none of it is newer
	for _, m := range months {
		s.at[m] = now
	}
	return err
}

func (s *shelf[T]) readSome(ctx context.Context, st *store.Store, part []month, into *sync.Mutex) error {
	for len(part) > 0 {
		n := stretch(part)
		keys, where := s.asks(part[:n])
		got := make(map[month][]T, n)
		for _, m := range part[:n] {
			got[m] = nil
		}
		at, list := part[0], []T(nil)
		err := s.each(ctx, st, keys, where, func(v T, left int) {
			d, _ := s.key(v)
			if m := s.monthOf(d); m != at {
				if _, wanted := got[at]; wanted {
					got[at] = list
				}
				at, list = m, got[m]
			}
			if list == nil {
				list = make([]T, 0, max(left+1, len(got[part[0]])))
			}
			list = append(list, v)
		})
		if err != nil {
			return err
		}
		if _, wanted := got[at]; wanted {
			got[at] = list
		}
		into.Lock()
		for m, list := range got {
			s.months[m] = s.inOrder(list)
		}
		into.Unlock()
		part = part[n:]
	}
	return nil
}

// letGo forgets the months that were asked for the longest time ago while there are too many values.
func (s *shelf[T]) letGo() {
	held := 0
	for _, list := range s.months {
		held += len(list)
	}
	for held > s.most {
		oldest := s.asked
		var at month
		for m, when := range s.used {
			if when < oldest {
				oldest, at = when, m
			}
		}
		if oldest == s.asked {
			return // all of it is in use
		}
		held -= len(s.months[at])
		delete(s.months, at)
		delete(s.used, at)
		delete(s.at, at)
	}
}
