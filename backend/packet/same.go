package packet

import (
	"cmp"
	"slices"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
)

// key is one pair of keys of the roster, with all records of it: two PCs may have
// written it down before either knew of the other.
type key struct {
	ids []oplog.ID // the lowest first
	rec registers.Computer
}

// member is one PC of the roster. It has several keys where it was found to be
// somebody that it had been before (registers.Computer.SameAs).
type member struct {
	id   oplog.ID // of its first record
	rec  registers.Computer
	keys []*key // from the first one to the present one
}

// is reports whether a record is one of this PC's.
func (m *member) is(id oplog.ID) bool {
	return slices.ContainsFunc(m.keys, func(k *key) bool { return slices.Contains(k.ids, id) })
}

// each does something with all records of the PC.
func (m *member) each(f func(oplog.ID) error) error {
	for _, k := range m.keys {
		for _, id := range k.ids {
			if err := f(id); err != nil {
				return err
			}
		}
	}
	return nil
}

// last returns the key that the PC has now.
func (m *member) last() *key { return m.keys[len(m.keys)-1] }

func (m *member) fingerprint() string { return m.last().fingerprint() }

func (k *key) fingerprint() string { return fingerprint(k.rec.Sign, k.rec.Box) }

// rosterEntry is a record of the roster.
type rosterEntry struct {
	id  oplog.ID
	rec registers.Computer
}

// foldRoster makes the PCs out of the records of the roster. The result depends on the
// set of records alone, so all PCs that know the same show the same.
func foldRoster(records []rosterEntry) []*member {
	keys := keysOfRoster(records)
	before := claims(keys)
	after := map[*key]*key{}
	for later, earlier := range before {
		after[earlier] = later
	}
	done := map[*key]bool{}
	var out []*member
	follow := func(k *key) {
		m := &member{id: k.ids[0], rec: k.rec}
		for ; k != nil && !done[k]; k = after[k] {
			done[k] = true
			m.keys = append(m.keys, k)
			if k.rec.Joined != "" && (m.rec.Joined == "" || k.rec.Joined < m.rec.Joined) {
				m.rec.Joined = k.rec.Joined
			}
		}
		out = append(out, m)
	}
	for _, k := range keys {
		if before[k] == nil {
			follow(k)
		}
	}
	for _, k := range keys { // what is left claims one another in a ring
		if !done[k] {
			follow(k)
		}
	}
	tellApart(out)
	return out
}

// keysOfRoster gathers the records of each key, the oldest key first.
func keysOfRoster(records []rosterEntry) []*key {
	records = slices.Clone(records)
	slices.SortFunc(records, func(a, b rosterEntry) int { return cmp.Compare(a.id, b.id) })
	bySign := map[string]*key{}
	var out []*key
	for _, e := range records {
		k := bySign[e.rec.Sign]
		if k == nil {
			k = &key{rec: e.rec}
			bySign[e.rec.Sign], out = k, append(out, k)
		}
		k.ids = append(k.ids, e.id)
		if k.rec.Removed == "" { // whoever took it out meant all of it
			k.rec.Removed = e.rec.Removed
		}
		k.rec.SameAs = cmp.Or(k.rec.SameAs, e.rec.SameAs)
		k.rec.CopyOf = cmp.Or(k.rec.CopyOf, e.rec.CopyOf)
		k.rec.Start = cmp.Or(k.rec.Start, e.rec.Start)
	}
	slices.SortStableFunc(out, func(a, b *key) int { return compareAge(a.rec, a.ids[0], b.rec, b.ids[0]) })
	return out
}

// compareAge orders PCs by when they joined.
func compareAge(a registers.Computer, x oplog.ID, b registers.Computer, y oplog.ID) int {
	return cmp.Or(cmp.Compare(a.Joined, b.Joined), cmp.Compare(x, y))
}

// claims returns which key each key is a later one of. Of several that say so of
// one, the lowest number holds. A PC in use is never folded with one that was taken
// out: whoever took that out did not mean it.
func claims(keys []*key) map[*key]*key {
	byID := map[oplog.ID]*key{}
	for _, k := range keys {
		for _, id := range k.ids {
			byID[id] = k
		}
	}
	holder := map[*key]*key{}
	for _, k := range keys {
		as := byID[k.rec.SameAs]
		if as == nil || as == k || (as.rec.Removed == "") != (k.rec.Removed == "") {
			continue
		}
		if h := holder[as]; h == nil || k.ids[0] < h.ids[0] {
			holder[as] = k
		}
	}
	before := map[*key]*key{}
	for as, k := range holder {
		before[k] = as
	}
	return before
}

// tellApart gives PCs that were called the same on two PCs at once different
// names: who joined first keeps it, so a later one never changes how a PC is
// called. Those that were taken out come last.
func tellApart(list []*member) {
	slices.SortStableFunc(list, func(a, b *member) int {
		gone := func(m *member) int { return min(len(m.rec.Removed), 1) }
		return cmp.Or(cmp.Compare(gone(a), gone(b)), compareAge(a.rec, a.id, b.rec, b.id))
	})
	taken := map[string]bool{}
	for _, m := range list {
		if taken[m.rec.Name] {
			m.rec.Name = freeName(m.rec.Name, taken)
		}
		taken[m.rec.Name] = true
	}
	slices.SortStableFunc(list, func(a, b *member) int { return cmp.Compare(a.id, b.id) })
}

// names returns the names of the roster.
func (r *roster) names() map[string]bool {
	out := map[string]bool{}
	for _, m := range r.members {
		out[m.rec.Name] = true
	}
	return out
}
