package visits

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
)

// addressRun is a run of digits, or of anything else, in what was typed; blanks and
// signs divide: 3-302 is building 3, room 302.
var addressRun = regexp.MustCompile(`[0-9]+|[^0-9` + addressSigns + `]+`)

// Homes finds households by what one types at the door: head or phone as every search
// does, else parts of the address in their order: 302, 3-302, 古楼里3栋, gll302. Those
// whose room is what was typed come first.
func (d *Desk) Homes(ctx context.Context, text string, limit int) ([]ledger.Hit, error) {
	def := registers.Households.Def
	hits, err := d.ledger.Choices(ctx, def.Key, text, limit)
	runs := addressRun.FindAllString(strings.TrimRight(strings.ToLower(text), "室号 　"), -1)
	if err != nil || len(runs) == 0 || len(hits) >= limit {
		return hits, err
	}
	known := map[oplog.ID]bool{}
	for _, h := range hits {
		id, err := oplog.ParseID(h.ID)
		if err != nil {
			return nil, err
		}
		known[id] = true
	}
	all, err := d.allDoors(ctx)
	if err != nil {
		return nil, err
	}
	found := slices.DeleteFunc(all.matching(runs), func(h *door) bool { return known[h.id] })
	last := runs[len(runs)-1]
	rank := func(h *door) int {
		if h.room == last {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(found, func(a, b *door) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(all.blocks[a.block].title, all.blocks[b.block].title))
	})
	ids := make([]oplog.ID, 0, limit)
	for _, h := range found[:min(len(found), limit-len(hits))] {
		ids = append(ids, h.id)
	}
	rows, err := d.ledger.Describe(ctx, def, ids)
	for _, r := range rows {
		hits = append(hits, ledger.Hit{Register: def.Key, Label: def.Label, ID: r.ID, Title: r.Title, Detail: r.Detail, Why: "门牌"})
	}
	return hits, err
}

// after returns the parts that a text does not hold, one after another.
func after(text string, parts []string) []string {
	for len(parts) > 0 {
		i := strings.Index(text, parts[0])
		if i < 0 {
			break
		}
		text, parts = text[i+len(parts[0]):], parts[1:]
	}
	return parts
}
