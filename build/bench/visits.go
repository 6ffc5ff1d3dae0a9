package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// The visit log of a very large community over five years: 100,000 people in 35,000
// households, 20 grids and 25 visitors; every tenth visit brought an appeal.
const (
	visitDays   = 5 * 365
	visitHomes  = 35_000
	visitLiving = 100_000
	visitGrids  = 20
	visitPeople = 25
	visitToday  = cn.Date("2026-11-22")
)

var visitTalks = []string{"老人身体还好，按时吃药，子女每周来看望。", "反映楼道灯不亮，已报物业；讲了用电安全和防诈骗。", "家里刚添了孩子，问了入园和医保的事，留了联系卡。", "门禁坏了三天，物业说这周修好；窗台有花盆，提醒收进去。"}

// measureVisits asks a book of b.Visits visits what its pages ask: lists, searches,
// the figures of a half-year and the grid of coverage. Most questions are asked just
// after somebody saved a record, so that nothing that was remembered holds as it is.
func measureVisits(ctx context.Context, b *bench) error {
	dir := b.path("visits")
	if err := b.visitBook(ctx, dir, b.Visits); err != nil {
		return err
	}
	ctx = b.context(ctx)
	s, err := store.Open(ctx, dir, registers.All(), store.Options{Now: visitClock})
	if err != nil {
		return err
	}
	defer s.Close()
	return b.askVisits(ctx, s)
}

func visitClock() time.Time {
	t, _ := visitToday.Time()
	return t.Add(9 * time.Hour)
}

func (b *bench) visitBook(ctx context.Context, dir string, n int) error {
	s, err := store.Open(ctx, dir, registers.All(), store.Options{Now: visitClock, Create: &store.NewBook{Name: "仁寿门社区", Replica: 1}})
	if err != nil {
		return err
	}
	defer s.Close()
	var grids, homes, living, blocks []oplog.ID
	_, err = s.Write(b.context(ctx), store.Meta{Kind: "import", Note: "导入"}, func(tx *store.Tx) (err error) {
		add := func(d *schema.Def, v schema.Values) (id oplog.ID) {
			if err == nil {
				id, err = tx.Create(d, v)
			}
			return id
		}
		for i := range visitGrids {
			grids = append(grids, add(registers.GridCells.Def, registers.GridCells.Encode(&registers.GridCell{Name: fmt.Sprintf("第%d网格", i+1)})))
		}
		var at []oplog.ID
		for _, name := range estates {
			at = append(at, add(registers.Estates.Def, registers.Estates.Encode(&registers.Estate{Name: name})))
			for i := range 25 {
				blocks = append(blocks, add(registers.Buildings.Def, registers.Buildings.Encode(&registers.Building{Estate: at[len(at)-1], Number: fmt.Sprintf("%d栋", i+1)})))
			}
		}
		people := min(visitLiving, max(n/10, 300))
		for i := range min(visitHomes, people/3+1) {
			block := i % len(blocks)
			h := registers.Household{Estate: at[block/25], Building: blocks[block], Entrance: fmt.Sprintf("%d单元", 1+i/len(blocks)/20), Room: fmt.Sprint(101 + i/len(blocks)%20), Head: somebody(i).Name, Grid: grids[i%visitGrids]}
			homes, living = append(homes, add(registers.Households.Def, registers.Households.Encode(&h))), append(living, h.Estate)
		}
		for i := range people {
			home := i % len(homes)
			r := registers.Resident{Name: somebody(i).Name, Household: homes[home], Estate: living[home], Grid: grids[home%visitGrids], Birth: visitToday.AddDays(-i * 7919 % 33_000).AddYears(-1)}
			if i < len(homes) {
				r.Relation = registers.RelationHead
			}
			if i%10 == 0 {
				r.Kinds = []string{"07"}
			}
			add(registers.Residents.Def, registers.Residents.Encode(&r))
		}
		return err
	})
	if err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(seed, 5))
	values := func(i int) (registers.Visit, int) {
		home := r.IntN(len(homes))
		v := registers.Visit{No: fmt.Sprintf("ZF-X-%07d", i), Date: visitToday.AddDays(-visitDays + 1 + i*visitDays/n), Mode: registers.VisitAtHome, Lead: somebody(home % visitPeople).Name,
			Household: homes[home], Estate: living[home], Grid: grids[home%visitGrids], Person: somebody(home).Name, Classes: []string{registers.VisitClasses.Codes[r.IntN(13)].Code}, Talk: visitTalks[r.IntN(len(visitTalks))]}
		switch r.IntN(6) {
		case 0:
			v.Services = []string{"2"}
		case 1:
			v.Deliveries = []string{"3"}
		}
		return v, home
	}
	begun := time.Now()
	const each = 100_000
	for from := 0; from < n; from += each {
		_, err := s.Write(b.context(ctx), store.Meta{Kind: "import", Note: "导入"}, func(tx *store.Tx) error {
			for i := from; i < min(from+each, n); i++ {
				v, _ := values(i)
				id, err := tx.Create(registers.Visits.Def, registers.Visits.Encode(&v))
				if err == nil && i%10 == 0 {
					err = visitMatter(tx, id, &v, i)
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	b.say("book of %d visits made in %.1f s", n, time.Since(begun).Seconds())
	return nil
}

// visitMatter is what somebody asked for at a visit: most of it is long finished.
func visitMatter(tx *store.Tx, visit oplog.ID, v *registers.Visit, i int) error {
	m := registers.Matter{No: fmt.Sprintf("SQ-X-%07d", i), Title: "楼道灯不亮", Kind: registers.MatterKinds.Codes[i/10%13].Code, Source: registers.SourceVisit, Visit: visit, Household: v.Household, Estate: v.Estate, Grid: v.Grid,
		Person: v.Person, Owner: v.Lead, Accepted: v.Date, HandledOn: v.Date, Due: v.Date.AddDays(14), State: registers.StateSatisfied, Finished: min(v.Date.AddDays(i/10%17), visitToday), Rating: registers.RatingGood}
	m.Returned = m.Finished
	way := registers.StateCommunity
	switch i / 10 % 20 {
	case 0:
		way = registers.StateOnSpot
	case 1:
		if v.Date > visitToday.AddDays(-60) {
			m.State, m.Finished, m.Returned, m.Rating = way, "", "", ""
		}
	}
	id, err := tx.Create(registers.Matters.Def, registers.Matters.Encode(&m))
	if err != nil {
		return err
	}
	for _, to := range []string{way, registers.StateFinished} {
		step := registers.MatterStep{Matter: id, Date: v.Date, Kind: registers.StepState, From: registers.StateAccepted, To: to, By: v.Lead}
		if _, err := tx.Create(registers.MatterLog.Def, registers.MatterLog.Encode(&step)); err != nil {
			return err
		}
	}
	return nil
}
