package visits

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// addressRun is a run of digits, or of anything else, in what was typed.
var addressRun = regexp.MustCompile(`[0-9]+|[^0-9]+`)

// Homes finds households by what one types at the door: head or phone as every search
// does, else parts of the address in their order: 302, 3-302, 古楼里3栋, gll302. Those
// whose room is what was typed come first.
func (d *Desk) Homes(ctx context.Context, text string, limit int) ([]ledger.Hit, error) {
	def := registers.Households.Def
	hits, err := d.ledger.Choices(ctx, def.Key, text, limit)
	runs := addressRun.FindAllString(strings.ToLower(address(text)), -1)
	if err != nil || len(runs) == 0 || len(hits) >= limit {
		return hits, err
	}
	known := map[string]bool{}
	for _, h := range hits {
		known[h.ID] = true
	}
	type home struct {
		id, building   oplog.ID
		entrance, room string
		rank           int
	}
	var all []home
	var buildings []oplog.ID
	seen := map[oplog.ID]bool{}
	err = d.store().EachOf(ctx, def, []string{"building", "entrance", "room"}, func(r store.Record) error {
		h := home{id: r.ID, building: ref(def, r, "building"), entrance: def.Get(r.Values, "entrance"), room: def.Get(r.Values, "room")}
		if r.Deleted || known[h.id.String()] {
			return nil
		}
		if all = append(all, h); !seen[h.building] {
			seen[h.building], buildings = true, append(buildings, h.building)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	titles, err := d.store().Titles(ctx, registers.Buildings.Def, buildings)
	if err != nil {
		return nil, err
	}
	letters := make(map[oplog.ID][]string, len(titles)) // readings of a building's name by initials
	for id, t := range titles {
		letters[id] = cn.TextKeys(t).Initials
	}
	found := slices.DeleteFunc(all, func(h home) bool {
		tail := "|" + address(h.entrance) + "|" + address(h.room)
		return !inOrderOf(titles[h.building]+tail, runs) &&
			!slices.ContainsFunc(letters[h.building], func(l string) bool { return inOrderOf(l+tail, runs) })
	})
	last := runs[len(runs)-1]
	for i, h := range found {
		if address(h.room) != last {
			found[i].rank = 1
		}
	}
	slices.SortStableFunc(found, func(a, b home) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(titles[a.building], titles[b.building]))
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

// inOrderOf reports whether a text holds all parts, one after another.
func inOrderOf(text string, parts []string) bool {
	for _, p := range parts {
		i := strings.Index(text, p)
		if i < 0 {
			return false
		}
		text = text[i+len(p):]
	}
	return true
}
