package points

import (
	"context"
	"runtime"
	"slices"
	"sync"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// A year may have a million entries of a hundred thousand members: they are read in two
// long reads at once, kept small and free of pointers until they are sorted by member,
// and turned into entries in one piece of memory.

// posted is an entry as it is kept while a year is read. Texts are numbers of words.
type posted struct {
	id, claim        int64
	deed             uint64
	member, quantity int32
	day, code, event int32
}

// stretch is what one read brings: entries in pieces, so that none is copied as they grow.
type stretch struct {
	pieces [][]posted
	words  []string
	number map[string]int32
	day    int32
}

// pieceSize is how many entries are in a piece.
const pieceSize = 1 << 14

func (s *stretch) add(p posted) {
	if n := len(s.pieces); n == 0 || len(s.pieces[n-1]) == pieceSize {
		s.pieces = append(s.pieces, make([]posted, 0, pieceSize))
	}
	last := &s.pieces[len(s.pieces)-1]
	*last = append(*last, p)
}

// word returns the number of a text; days come one after the other.
func (s *stretch) word(text []byte) int32 {
	n, ok := s.number[string(text)]
	if !ok {
		n = int32(len(s.words))
		s.words = append(s.words, string(text))
		s.number[s.words[n]] = n
	}
	return n
}

func (s *stretch) dayOf(text []byte) int32 {
	if int(s.day) >= len(s.words) || s.words[s.day] != string(text) {
		s.day = s.word(text)
	}
	return s.day
}

// read reads the members of a year and their entries; see gather. now is the generation
// of the entries.
func (d *Desk) read(ctx context.Context, year int, until cn.Date, now int64) (*gathered, error) {
	g, at, err := d.members(ctx, year)
	if err != nil {
		return nil, err
	}
	undone, err := d.store().AllVoided(ctx, registers.PointEntries.Def)
	if err != nil {
		return nil, err
	}
	ended, err := d.voids(ctx)
	if err != nil {
		return nil, err
	}
	from, to := span(year)
	if until != "" {
		to = min(to, until.Last())
	}
	parts, err := d.inHalves(ctx, days{from, to}, now, func(s *stretch, b *store.Bundled) {
		if i, ok := at[b.Ref(0)]; ok {
			s.add(posted{int64(b.ID), claimOr(int64(b.Ref(4)), b.ID), deedOf(b.Bytes(6)), i, int32(b.Ref(3)), s.dayOf(b.Bytes(1)), s.word(b.Bytes(2)), s.word(b.Bytes(5))})
		}
	})
	if err != nil {
		return nil, err
	}
	g.hand(parts, func(id, claim int64) bool { return !undone[oplog.ID(id)] && !ended[oplog.ID(claim)] }, len(undone)+len(ended) == 0)
	return g, nil
}

// hand gives each member the entries that count.
func (g *gathered) hand(parts []*stretch, stands func(id, claim int64) bool, all bool) {
	count, n := make([]int32, len(g.members)+1), 0
	each := func(f func(s *stretch, p *posted)) {
		for _, s := range parts {
			for _, piece := range s.pieces {
				for i := range piece {
					f(s, &piece[i])
				}
			}
		}
	}
	each(func(_ *stretch, p *posted) { count[p.member+1]++; n++ })
	for i := range g.members {
		count[i+1] += count[i]
	}
	rows := make([]row, n)
	next := slices.Clone(count)
	each(func(s *stretch, p *posted) {
		rows[next[p.member]] = row{oplog.ID(p.id), p.deed, rules.Entry{ID: p.claim, Code: s.words[p.code], Date: cn.Date(s.words[p.day]), Quantity: int64(p.quantity), Event: s.words[p.event]}}
		next[p.member]++
	})
	inParts(len(g.members), func(from, to int) {
		for i := from; i < to; i++ {
			g.members[i].entries = once(rows[count[i]:count[i+1]], func(r *row) bool { return all || stands(int64(r.id), r.ID) })
		}
	})
	for i := range g.members {
		g.entries += len(g.members[i].entries)
	}
}

// inParts runs f over parts of 0 to n-1 on the processors that there are.
func inParts(n int, f func(from, to int)) {
	each := n/runtime.GOMAXPROCS(0) + 1
	var all sync.WaitGroup
	for from := 0; from < n; from += each {
		all.Go(func() { f(from, min(from+each, n)) })
	}
	all.Wait()
}

// members returns who is rated in a year: the members whose membership stands and who
// had joined by its end.
func (d *Desk) members(ctx context.Context, year int) (*gathered, map[oplog.ID]int32, error) {
	g, at := &gathered{}, map[oplog.ID]int32{}
	_, end := span(year)
	text := interned{}
	err := d.store().EachBundled(ctx, registers.PartyMembers.Def, "", []string{"name", "status", "relation", "entered_branch", "checked_in", "joined", "branch"}, func(b *store.Bundled) error {
		m := registers.PartyMember{Relation: text.of(b.Bytes(2)), EnteredBranch: cn.Date(text.of(b.Bytes(3))), CheckedIn: cn.Date(text.of(b.Bytes(4))), Joined: cn.Date(text.of(b.Bytes(5)))}
		status := string(b.Bytes(1))
		if status != "" && status != registers.StatusNormal {
			return nil
		}
		at[b.ID] = int32(len(g.members))
		g.members = append(g.members, member{id: b.ID, name: string(b.Bytes(0)), branch: b.Ref(6), who: rules.Standing{Joined: joined(&m)}})
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	def := registers.PointStandings
	err = d.store().EachOf(ctx, def.Def, []string{"member", "year", "exempt", "joined", "carried"}, func(rec store.Record) error {
		s := def.Decode(rec.Values)
		if i, ok := at[s.Member]; ok && int(s.Year) == year {
			g.members[i].who = decided(g.members[i].who, &s)
		}
		return nil
	})
	kept := g.members[:0]
	clear(at)
	for _, m := range g.members {
		if m.who.Joined.First() <= end {
			at[m.id] = int32(len(kept))
			kept = append(kept, m)
		}
	}
	g.members = kept
	return g, at, err
}

// interned keeps one copy of each text that comes again and again.
type interned map[string]string

func (t interned) of(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if s, ok := t[string(b)]; ok {
		return s
	}
	s := string(b)
	t[s] = s
	return s
}
