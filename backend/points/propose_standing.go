package points

import (
	"context"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// What stands for months proposes month by month: pairs that were visited (J07) and
// posts that were held (J09).

// visited is one household that a member called at in a month.
type visited struct {
	who   oplog.ID
	home  oplog.ID
	month string // 2026-10
}

// proposePairs proposes for each household of a pair and month in which its helper
// called there at least once.
func (d *Desk) proposePairs(ctx context.Context, p *proposer) error {
	helps := map[oplog.ID][]registers.Pair{} // by household
	def := registers.Pairs
	err := d.store().EachOf(ctx, def.Def, []string{"helper_member", "household", "started", "ended"}, func(rec store.Record) error {
		if x := def.Decode(rec.Values); x.HelperMember != 0 && x.Household != 0 && p.names[x.HelperMember] != "" {
			helps[x.Household] = append(helps[x.Household], x)
		}
		return nil
	})
	if err != nil || len(helps) == 0 {
		return err
	}
	done := map[visited]bool{}
	log := registers.Visits
	return d.store().EachOf(ctx, log.Def, []string{"date", "lead", "companions", "household"}, func(rec store.Record) error {
		v := log.Decode(rec.Values)
		if !p.within(v.Date) || len(helps[v.Household]) == 0 {
			return nil
		}
		names := cn.Names(v.Lead + "、" + v.Companions)
		for _, x := range helps[v.Household] {
			at := visited{x.HelperMember, v.Household, string(v.Date[:7])}
			if done[at] || !during(v.Date, x.Started, x.Ended) || !hasName(names, p.names[x.HelperMember]) {
				continue
			}
			done[at] = true
			p.count("J07", v.Date, x.HelperMember)
		}
		return nil
	}, p.where("date")...)
}

// during reports whether a day may lie from one date to another; a date that is not
// known bounds nothing.
func during(day, from, to cn.Date) bool {
	return (from == "" || from.First() <= day) && (to == "" || day <= to.Last())
}

func hasName(names []string, name string) bool {
	for _, n := range names {
		if n == cn.PlainName(name) {
			return true
		}
	}
	return false
}

// proposePosts proposes for each month at whose end a member was 楼栋长, 网格员 or
// 党小组长; several posts are one.
func (d *Desk) proposePosts(ctx context.Context, p *proposer) error {
	posts := map[string]bool{registers.PostGroupHead: true, registers.PostGridWorker: true, registers.PostBuildingHead: true}
	held := map[oplog.ID][]registers.Post{}
	def := registers.Posts
	err := d.store().EachOf(ctx, def.Def, []string{"member", "post", "from", "to"}, func(rec store.Record) error {
		if x := def.Decode(rec.Values); x.Member != 0 && posts[x.Post] && p.names[x.Member] != "" {
			held[x.Member] = append(held[x.Member], x)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for month := cn.Date(p.from[:7]); month.First() <= p.to; month = month.First().AddMonths(1)[:7] {
		end := month.Last()
		if !p.within(end) {
			continue
		}
		for who, list := range held {
			for _, x := range list {
				if during(end, x.From, x.To) {
					p.count("J09", end, who)
					break
				}
			}
		}
	}
	return nil
}
