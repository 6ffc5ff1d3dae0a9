package intake

import (
	"context"
	"slices"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// shelf holds what the book has of one register that references point to: read
// once, so that no row of a file asks the database.
type shelf struct {
	def    *schema.Def
	exact  map[string][]oplog.ID // by squeezed title, name, short name, number
	loose  map[string][]oplog.ID
	number map[string]oplog.ID // people by ID number
	body   map[oplog.ID]body
	title  map[oplog.ID]string
	places map[place]oplog.ID    // buildings and households by their parts
	estate map[oplog.ID]oplog.ID // of buildings and households
	grid   map[oplog.ID]oplog.ID // of households
}

// body is what tells organizations of one name apart.
type body struct {
	kind   string
	parent oplog.ID
	gone   bool
	name   string
}

// groups returns the party groups of a branch whose name ends with a text:
// 第一党小组 is 仁和苑党支部第一党小组 for a member of that branch.
func (s *shelf) groups(branch oplog.ID, text string) []oplog.ID {
	var out []oplog.ID
	want := loose(s.def, text)
	for id, b := range s.body {
		if b.kind == registers.TypePartyGroup && b.parent == branch && want != "" && strings.HasSuffix(loose(s.def, b.name), want) {
			out = append(out, id)
		}
	}
	return out
}

// place is a building (of an estate) or a household (of a building).
type place struct {
	in             oplog.ID
	entrance, name string
}

// loadShelf reads a register. Titles that hold references are joined by the
// caller's titles of the targets.
func loadShelf(ctx context.Context, l *ledger.Ledger, d *schema.Def, titleOf func(f *schema.Field, id string) (string, error)) (*shelf, error) {
	s := &shelf{def: d, exact: map[string][]oplog.ID{}, loose: map[string][]oplog.ID{}, title: map[oplog.ID]string{},
		body: map[oplog.ID]body{}, number: map[string]oplog.ID{}, places: map[place]oplog.ID{}, estate: map[oplog.ID]oplog.ID{}, grid: map[oplog.ID]oplog.ID{}}
	closed, err := l.ClosedTo(ctx, d)
	if err != nil {
		return nil, err
	}
	err = l.Store.Each(ctx, d, func(r store.Record) error {
		if r.Deleted {
			return nil
		}
		if _, yes := slices.BinarySearch(closed, r.ID); yes { // it is found by nothing that it keeps
			s.title[r.ID] = ledger.CoveredTitle(d, r.Values)
			return nil
		}
		return s.add(r, titleOf)
	})
	return s, err
}

func (s *shelf) add(r store.Record, titleOf func(f *schema.Field, id string) (string, error)) error {
	d := s.def
	var parts []string
	for _, key := range d.Title {
		f := d.Field(key)
		if f == nil {
			continue
		}
		v := d.Get(r.Values, key)
		if f.Kind == schema.Ref {
			t, err := titleOf(f, v)
			if err != nil {
				return err
			}
			v = t
		} else {
			v = f.Show(v)
		}
		if v != "" {
			parts = append(parts, v)
		}
	}
	title := strings.Join(parts, " ")
	s.title[r.ID] = title
	s.name(r.ID, title)
	if v := d.Get(r.Values, d.Short); v != "" {
		s.title[r.ID] = v
		s.name(r.ID, v)
	}
	if v := d.Get(r.Values, "number"); v != "" && d.Key == registers.GridCells.Key {
		s.name(r.ID, v)
	}
	if v := d.Get(r.Values, "id_number"); v != "" {
		s.number[v] = r.ID
	}
	switch d.Key {
	case registers.Organizations.Key:
		s.body[r.ID] = body{d.Get(r.Values, "type"), refID(d, r.Values, "parent"), d.Get(r.Values, "dissolved") != "", d.Get(r.Values, "name")}
	case registers.Buildings.Key:
		s.estate[r.ID] = refID(d, r.Values, "estate")
		s.places[place{in: refID(d, r.Values, "estate"), name: buildingName(squeeze(d.Get(r.Values, "number")))}] = r.ID
	case registers.Households.Key:
		s.estate[r.ID] = refID(d, r.Values, "estate")
		if grid := refID(d, r.Values, "grid"); grid != 0 {
			s.grid[r.ID] = grid
		}
		s.places[place{refID(d, r.Values, "building"), entranceName(squeeze(d.Get(r.Values, "entrance"))), roomName(squeeze(d.Get(r.Values, "room")))}] = r.ID
	}
	return nil
}

func (s *shelf) name(id oplog.ID, text string) {
	put := func(m map[string][]oplog.ID, key string) {
		if key == "" {
			return
		}
		for _, have := range m[key] {
			if have == id {
				return
			}
		}
		m[key] = append(m[key], id)
	}
	put(s.exact, squeeze(text))
	if !isPeople(s.def) {
		put(s.loose, loose(s.def, text))
	}
}

func isPeople(d *schema.Def) bool { return d.Field("id_number") != nil }

func refID(d *schema.Def, v schema.Values, key string) oplog.ID {
	id, _ := oplog.ParseID(d.Get(v, key))
	return id
}

// find returns the records that a text may name, exactly or tolerantly.
func (s *shelf) find(text string, today cn.Date) []oplog.ID {
	if isPeople(s.def) {
		if id, err := cn.ParseID(text, today); err == nil {
			if found, ok := s.number[id.Text]; ok {
				return []oplog.ID{found}
			}
			return nil
		}
		text = cn.NormalizeName(text)
	}
	if id, err := oplog.ParseID(strings.TrimSpace(text)); err == nil && id != 0 {
		if _, ok := s.title[id]; ok {
			return []oplog.ID{id}
		}
	}
	if found := s.exact[squeeze(text)]; len(found) > 0 {
		return found
	}
	if isPeople(s.def) {
		return nil
	}
	return s.loose[loose(s.def, text)]
}

// similar returns the record whose name is most like a text.
func (s *shelf) similar(text string, allowed func(oplog.ID) bool) (oplog.ID, string) {
	want := loose(s.def, text)
	best, score := oplog.ID(0), 0.45
	for key, list := range s.loose {
		for _, id := range list {
			n := likeness(want, key)
			if len([]rune(want)) >= 2 && (strings.Contains(key, want) || strings.Contains(want, key) && len([]rune(key)) >= 2) {
				n += 0.3
			}
			if allowed != nil && !allowed(id) {
				continue
			}
			if n > score || n == score && best != 0 && id < best {
				best, score = id, n
			}
		}
	}
	return best, s.title[best]
}
