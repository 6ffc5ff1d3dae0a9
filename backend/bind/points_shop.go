package bind

import (
	"context"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/points"
)

// Shop returns the points shop of a year.
func (p *Points) Shop(year int) (PointsShop, error) {
	return withPoints(p.d, func(ctx context.Context, desk *points.Desk) (out PointsShop, err error) {
		s, err := desk.Scheme(ctx, year)
		if err != nil {
			return out, err
		}
		out.Open = s.Exchange
		goods, err := desk.Goods(ctx)
		if err != nil {
			return out, err
		}
		for _, g := range goods {
			out.Goods = append(out.Goods, PointsGood{g.ID, g.Name, g.Price.Short(), g.Unit, g.Stock, g.Left, g.Off, g.Note})
		}
		list, err := desk.Redemptions(ctx, year, "")
		for _, r := range list {
			out.Redemptions = append(out.Redemptions, PointsRedemption{r.ID, r.Date, r.Member, r.Name, r.Good, r.Count, r.Points.Short(), r.By, r.Note, r.Void})
		}
		return out, err
	})
}

// OpenShop says whether a year has a shop.
func (p *Points) OpenShop(year int, open bool) (PointsDone, error) {
	return acted(p.d, func(ctx context.Context, _ *ledger.Ledger, desk *points.Desk, _ *PointsDone) error {
		return desk.OpenShop(ctx, year, open)
	})
}

// SetGood lays something in or changes it; an empty ID is something new.
func (p *Points) SetGood(g PointsGood) (PointsDone, error) {
	return acted(p.d, func(ctx context.Context, _ *ledger.Ledger, desk *points.Desk, out *PointsDone) error {
		price, err := points.ReadPrice(g.Price)
		if err != nil {
			return err
		}
		out.ID, err = desk.SetGood(ctx, points.Good{ID: g.ID, Name: g.Name, Price: price, Unit: g.Unit, Stock: g.Stock, Off: g.Off, Note: g.Note})
		return err
	})
}

// Purse returns what a member has for the shop in a year.
func (p *Points) Purse(member string, year int) (PointsPurse, error) {
	return withPoints(p.d, func(ctx context.Context, desk *points.Desk) (PointsPurse, error) {
		x, err := desk.PurseOf(ctx, member, year)
		return PointsPurse{x.Earned.Short(), x.Spent.Short(), x.Left.Short()}, err
	})
}

// Redeem gives something out for exchange points, on a day as people write it.
func (p *Points) Redeem(member, good string, count int, date, by, note string) (PointsDone, error) {
	return acted(p.d, func(ctx context.Context, l *ledger.Ledger, desk *points.Desk, out *PointsDone) error {
		on, err := day(l, "date", date)
		if err != nil {
			return err
		}
		made, err := desk.Redeem(ctx, member, good, count, on, by, note)
		out.ID, out.Count = made.ID, made.Count
		return err
	})
}

// VoidRedemption takes an exchange back, with a reason.
func (p *Points) VoidRedemption(id, reason string) (PointsDone, error) {
	return acted(p.d, func(ctx context.Context, _ *ledger.Ledger, desk *points.Desk, _ *PointsDone) error {
		return desk.VoidRedemption(ctx, id, reason)
	})
}
