package ledger

import (
	"context"
	"slices"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// Search finds any person, household, organization … by what people type.
func (l *Ledger) Search(ctx context.Context, text string, limit int) ([]Hit, error) {
	var keys []string
	for _, d := range registers.All() {
		if !d.Hidden {
			keys = append(keys, d.Key)
		}
	}
	// People first: a common surname stands in many duty rows and grid cells too.
	people, others := []string{}, []string{}
	for _, key := range keys {
		if isPerson(registers.Find(key)) {
			people = append(people, key)
		} else {
			others = append(others, key)
		}
	}
	out, err := l.hits(ctx, people, text, max(limit*3/4, 1))
	if err != nil {
		return nil, err
	}
	rest, err := l.hits(ctx, others, text, max(limit-len(out), 1))
	return append(out, rest...), err
}

// Choices finds records of one register for picking a reference; without text, the first ones.
func (l *Ledger) Choices(ctx context.Context, register, text string, limit int) ([]Hit, error) {
	if strings.TrimSpace(text) != "" {
		return l.hits(ctx, []string{register}, text, limit)
	}
	d, err := l.Store.Def(register)
	if err != nil {
		return nil, err
	}
	records, err := l.Store.Page(ctx, store.Query{Register: register}, 0, min(max(limit, 1), 200))
	if err != nil {
		return nil, err
	}
	rows, err := l.describe(ctx, d, records)
	if err != nil {
		return nil, err
	}
	out := make([]Hit, len(rows))
	for i, r := range rows {
		out[i] = Hit{Register: d.Key, Label: d.Label, ID: r.ID, Title: r.Title, Detail: r.Detail}
	}
	return out, nil
}

// hits searches registers; what is closed to the caller is not found.
func (l *Ledger) hits(ctx context.Context, keys []string, text string, limit int) ([]Hit, error) {
	limit = min(max(limit, 1), 200)
	out, hidden, err := l.hitsOf(ctx, keys, text, limit)
	if err == nil && hidden > 0 { // others may stand behind those
		out, _, err = l.hitsOf(ctx, keys, text, limit+hidden+200)
	}
	return out[:min(len(out), limit)], err
}

// hitsOf is hits, with the number of those that the caller does not get to see.
func (l *Ledger) hitsOf(ctx context.Context, keys []string, text string, limit int) (out []Hit, hidden int, err error) {
	found, err := l.Store.Search(ctx, keys, text, limit)
	if err != nil {
		return nil, 0, err
	}
	byRegister := map[string][]oplog.ID{}
	for _, h := range found {
		byRegister[h.Register] = append(byRegister[h.Register], h.ID)
	}
	rows := map[string]RelatedRow{}
	for register, list := range byRegister {
		d, err := l.Store.Def(register)
		if err != nil {
			return nil, 0, err
		}
		all, err := l.Store.FindMany(ctx, d, list)
		if err != nil {
			return nil, 0, err
		}
		records, err := l.opened(ctx, d, slices.Clone(all))
		if err != nil {
			return nil, 0, err
		}
		hidden += len(all) - len(records)
		described, err := l.describe(ctx, d, records)
		if err != nil {
			return nil, 0, err
		}
		for _, r := range described {
			rows[r.ID] = r
		}
	}
	out = []Hit{}
	for _, h := range found {
		d, err := l.Store.Def(h.Register)
		if err != nil {
			return nil, 0, err
		}
		if r, ok := rows[h.ID.String()]; ok {
			out = append(out, Hit{Register: h.Register, Label: d.Label, ID: r.ID, Title: r.Title, Detail: r.Detail, Why: h.Why})
		}
	}
	return out, hidden, nil
}

// Tree returns the records of a tree register with the people counted in each.
func (l *Ledger) Tree(ctx context.Context, register string) ([]TreeNode, error) {
	d, err := l.Store.Def(register)
	if err != nil {
		return nil, err
	}
	records, err := l.All(ctx, d)
	if err != nil {
		return nil, err
	}
	rows, err := l.describe(ctx, d, records)
	if err != nil {
		return nil, err
	}
	sortByName(records, rows)
	counts, err := l.memberCounts(ctx, d)
	if err != nil {
		return nil, err
	}
	out := make([]TreeNode, len(records))
	known := map[string]bool{}
	for i, r := range records {
		known[rows[i].ID] = true
		out[i] = TreeNode{ID: rows[i].ID, Parent: d.Get(r.Values, d.Parent), Title: rows[i].Title, Detail: rows[i].Detail, Count: counts[r.ID]}
	}
	at := map[string]int{}
	for i := range out {
		at[out[i].ID] = i
		if !known[out[i].Parent] {
			out[i].Parent = ""
		}
	}
	for i := range out { // a loop is opened at its first record, so that nothing disappears
		seen := map[string]bool{}
		for j := i; out[j].Parent != ""; j = at[out[j].Parent] {
			if seen[out[j].ID] {
				out[j].Parent = ""
				break
			}
			seen[out[j].ID] = true
		}
	}
	sumUp(out)
	return out, nil
}

// sortByName puts siblings into the order in which people number them.
func sortByName(records []store.Record, rows []RelatedRow) {
	keys := make([]string, len(rows))
	order := make([]int, len(rows))
	for i, r := range rows {
		keys[i], order[i] = cn.NaturalKey(r.Title), i
	}
	slices.SortStableFunc(order, func(a, b int) int { return strings.Compare(keys[a], keys[b]) })
	sorted, sortedRows := make([]store.Record, len(order)), make([]RelatedRow, len(order))
	for i, at := range order {
		sorted[i], sortedRows[i] = records[at], rows[at]
	}
	copy(records, sorted)
	copy(rows, sortedRows)
}

// memberCounts counts party members per organization: in a party group where the group is known, else in the branch.
func (l *Ledger) memberCounts(ctx context.Context, d *schema.Def) (map[oplog.ID]int, error) {
	if d.Key != registers.Organizations.Key {
		return nil, nil
	}
	return l.StandingBy(ctx, "branch")
}

// StandingBy counts the members who stand and whose formal relation is here, by
// what a field refers to; one whose relation is not known counts.
func (l *Ledger) StandingBy(ctx context.Context, field string) (map[oplog.ID]int, error) {
	return l.Store.CountBy(ctx, registers.PartyMembers.Def, field,
		store.Condition{Field: "status", Op: "in", Value: "," + registers.StatusNormal},
		store.Condition{Field: "relation", Op: "in", Value: "," + registers.RelationDirect + "," + registers.RelationOut})
}

// sumUp adds the counts of everything below to each node; a loop in the data stops it.
func sumUp(nodes []TreeNode) {
	at := map[string]int{}
	for i, n := range nodes {
		at[n.ID] = i
	}
	for i := range nodes {
		seen := map[string]bool{}
		for j, ok := i, true; ok && !seen[nodes[j].ID]; j, ok = lookup(at, nodes[j].Parent) {
			seen[nodes[j].ID] = true
			nodes[j].Total += nodes[i].Count
		}
	}
}

func lookup(at map[string]int, id string) (int, bool) {
	i, ok := at[id]
	return i, ok
}
