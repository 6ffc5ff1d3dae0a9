package points

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// The points shop (积分兑换) is an option of the scheme of a year. Exchange points are no
// part of the total: what is given out lowers nobody's score.

// Good is something in the shop and how many are left.
type Good struct {
	ID    string       `json:"id"`
	Name  string       `json:"name"`
	Price rules.Points `json:"price"` // tenths
	Unit  string       `json:"unit"`
	Stock int          `json:"stock"` // laid in, in all
	Left  int          `json:"left"`
	Off   bool         `json:"off"`
	Note  string       `json:"note"`
}

// Redemption is one exchange.
type Redemption struct {
	ID     string       `json:"id"`
	Date   string       `json:"date"`
	Member string       `json:"member"` // ID
	Name   string       `json:"name"`
	Good   string       `json:"good"`
	Count  int          `json:"count"`
	Points rules.Points `json:"points"` // tenths
	By     string       `json:"by"`
	Note   string       `json:"note"`
	Void   string       `json:"void"` // reason; "" it stands
}

// Purse is what a member has for the shop in a year, in tenths. Of a year without a shop
// nothing is left, whatever was spent before it closed.
type Purse struct {
	Earned rules.Points `json:"earned"`
	Spent  rules.Points `json:"spent"`
	Left   rules.Points `json:"left"`
	Off    bool         `json:"off"` // the year has no shop
}

// shopOpen refuses a year whose scheme runs no shop.
func (d *Desk) shopOpen(ctx context.Context, year int) error {
	s, err := d.Scheme(ctx, year)
	if err == nil && !s.Exchange {
		err = errs.New(errs.Denied, fmt.Sprintf("%d 年没有开办积分兑换", year)).In("year").Do("要开办，请在积分规则里把“开办积分兑换”改为“是”，并填各项的兑换分")
	}
	return err
}

// OpenShop says whether the scheme of a year runs a shop.
func (d *Desk) OpenShop(ctx context.Context, year int, open bool) error {
	s, err := d.Scheme(ctx, year)
	if err != nil || s.Exchange == open {
		return err
	}
	s.Exchange = open
	return d.SetScheme(ctx, s, "")
}

// Goods returns what the shop has, by name.
func (d *Desk) Goods(ctx context.Context) ([]Good, error) {
	out := []Good{}
	var ids []oplog.ID
	err := d.store().Each(ctx, registers.PointGoods.Def, func(rec store.Record) error {
		g := registers.PointGoods.Decode(rec.Values)
		out = append(out, Good{ID: rec.ID.String(), Name: g.Name, Price: rules.Points(g.Price), Unit: g.Unit, Stock: int(g.Stock), Off: g.Off, Note: g.Note})
		ids = append(ids, rec.ID)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i := range out {
		given, err := d.given(ctx, d.store(), ids[i])
		if err != nil {
			return nil, err
		}
		out[i].Left = out[i].Stock - given
	}
	slices.SortStableFunc(out, func(a, b Good) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

// given counts what was given out of something.
func (d *Desk) given(ctx context.Context, r finder, good oplog.ID) (n int, err error) {
	list, err := standing(ctx, r, registers.PointRedemptions.Def, "good", good)
	for _, rec := range list {
		n += int(registers.PointRedemptions.Decode(rec.Values).Count)
	}
	return n, err
}

// SetGood lays something in or changes it; an empty ID is something new. It returns the ID.
func (d *Desk) SetGood(ctx context.Context, g Good) (string, error) {
	name := strings.Join(strings.Fields(g.Name), " ")
	switch {
	case name == "":
		return "", errs.New(errs.Invalid, "请填物品名称").In("name")
	case g.Price <= 0:
		return "", errs.New(errs.Invalid, "兑换分要大于 0").In("price").Do("例如 5，或 2.5")
	case g.Stock < 0:
		return "", errs.New(errs.Invalid, "数量不能是负数").In("stock")
	}
	v := registers.PointGoods.Encode(&registers.PointGood{Name: name, Price: int64(g.Price), Stock: int64(g.Stock), Unit: strings.TrimSpace(g.Unit), Off: g.Off, Note: strings.TrimSpace(g.Note)})
	for i, f := range registers.PointGoods.Fields {
		if !f.Canonical(v[i]) {
			return "", errs.New(errs.Invalid, f.Label+"太长").In(f.Key).Do("请缩短")
		}
	}
	id := g.ID
	err := d.change(ctx, "兑换物品："+name, func(tx *store.Tx, _ schema.Env) error {
		if g.ID == "" {
			made, err := tx.Create(registers.PointGoods.Def, v)
			id = made.String()
			return err
		}
		key, err := idOf(g.ID, "种物品")
		if err != nil {
			return err
		}
		rec, err := living(ctx, tx, registers.PointGoods.Def, key)
		if err != nil {
			return err
		}
		given, err := d.given(ctx, tx, key)
		if err != nil {
			return err
		}
		if g.Stock < given {
			return errs.New(errs.Invalid, fmt.Sprintf("已经兑出 %d%s，进货数量不能比它少", given, g.Unit)).In("stock").Do("请填一共进了多少")
		}
		_, err = tx.Update(registers.PointGoods.Def, key, changed(rec.Values, v, registers.PointGoods.Def))
		return err
	})
	return id, err
}

// PurseOf returns what a member has for the shop in a year.
func (d *Desk) PurseOf(ctx context.Context, member string, year int) (Purse, error) {
	id, err := idOf(member, "名党员")
	if err != nil {
		return Purse{}, err
	}
	return d.purse(ctx, d.store(), id, year)
}

func (d *Desk) purse(ctx context.Context, r finder, member oplog.ID, year int) (Purse, error) {
	score, _, err := d.score(ctx, member.String(), year, "")
	if err != nil {
		return Purse{}, err
	}
	p := Purse{Earned: score.Exchange}
	list, err := standing(ctx, r, registers.PointRedemptions.Def, "member", member)
	for _, rec := range list {
		if x := registers.PointRedemptions.Decode(rec.Values); int(x.Year) == year {
			p.Spent += rules.Points(x.Points)
		}
	}
	if err != nil {
		return p, err
	}
	s, err := d.Scheme(ctx, year)
	if p.Off = !s.Exchange; !p.Off {
		p.Left = p.Earned - p.Spent
	}
	return p, err
}

// Redeem gives something out for exchange points, as one change: the purse and the stock
// must suffice. on is the day, "" today; by whose hand, "" the operator's.
func (d *Desk) Redeem(ctx context.Context, member, good string, count int, on cn.Date, name, note string) (Redemption, error) {
	who, err := idOf(member, "名党员")
	if err != nil {
		return Redemption{}, err
	}
	what, err := idOf(good, "种物品")
	if err != nil {
		return Redemption{}, err
	}
	if count < 1 || count > 9999 {
		return Redemption{}, errs.New(errs.Invalid, "数量不对").In("count").Do("请填 1 以上的整数")
	}
	s := d.step(ctx, Step{Date: on, By: name})
	if s.Date == "" {
		s.Date = d.store().Today()
	}
	if !s.Date.Full() || s.Date > d.store().Today() {
		return Redemption{}, errs.New(errs.Invalid, "兑换日期不对").In("date").Do("请填今天或以前的日期，写到日")
	}
	if s.By == "" {
		return Redemption{}, errs.New(errs.Invalid, "请写明经办人").In("by")
	}
	year := s.Date.Year()
	if err := d.shopOpen(ctx, year); err != nil {
		return Redemption{}, err
	}
	var out Redemption
	err = d.change(ctx, "积分兑换", func(tx *store.Tx, _ schema.Env) error {
		m, err := living(ctx, tx, registers.PartyMembers.Def, who)
		if err != nil {
			return err
		}
		rec, err := living(ctx, tx, registers.PointGoods.Def, what)
		if err != nil {
			return err
		}
		if cn.Acts(s.By, registers.PartyMembers.Get(m.Values, "name")) {
			return errs.New(errs.Denied, "不能经办自己的兑换").In("by").Do("请由别的人经办")
		}
		g := registers.PointGoods.Decode(rec.Values)
		given, err := d.given(ctx, tx, what)
		if err != nil {
			return err
		}
		purse, err := d.purse(ctx, tx, who, year)
		if err != nil {
			return err
		}
		cost := rules.Points(g.Price) * rules.Points(count)
		switch {
		case g.Off:
			return errs.New(errs.Denied, "“"+g.Name+"”已经停止兑换").In("good").Do("请选别的物品")
		case int(g.Stock)-given < count:
			return errs.New(errs.Invalid, fmt.Sprintf("“%s”只剩 %d%s", g.Name, max(0, int(g.Stock)-given), g.Unit)).In("count").Do("请减少数量，或先登记进货")
		case cost > purse.Left:
			return errs.New(errs.Invalid, "兑换分不够：要 "+cost.Short()+"，还有 "+purse.Left.Short()).In("good").Do("请选分值低些的物品")
		}
		x := registers.PointRedemption{Member: who, Good: what, Year: int64(year), Date: s.Date, Count: int64(count), Points: int64(cost), By: s.By, Note: strings.Join(strings.Fields(note), " ")}
		v := registers.PointRedemptions.Encode(&x)
		for i, f := range registers.PointRedemptions.Fields {
			if !f.Canonical(v[i]) {
				return errs.New(errs.Invalid, f.Label+"太长").In(f.Key).Do("请缩短")
			}
		}
		id, err := tx.Create(registers.PointRedemptions.Def, v)
		out = Redemption{ID: id.String(), Date: string(s.Date), Member: member, Name: registers.PartyMembers.Get(m.Values, "name"), Good: g.Name, Count: count, Points: cost, By: s.By, Note: x.Note}
		return err
	})
	return out, err
}

// VoidRedemption takes an exchange back, with a reason: points and stock are as before.
func (d *Desk) VoidRedemption(ctx context.Context, redemption, reason string) error {
	id, err := idOf(redemption, "次兑换")
	if err != nil {
		return err
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return errs.New(errs.Invalid, "请写明作废的原因").In("reason")
	}
	return d.change(ctx, "作废积分兑换", func(tx *store.Tx, _ schema.Env) error {
		if _, err := living(ctx, tx, registers.PointRedemptions.Def, id); err != nil {
			return err
		}
		return tx.Void(registers.PointRedemptions.Def, id, reason)
	})
}

// Redemptions returns the exchanges of a year, the latest first; member "" is everybody's.
func (d *Desk) Redemptions(ctx context.Context, year int, member string) ([]Redemption, error) {
	out := []Redemption{}
	var ids, people, goods []oplog.ID
	err := d.store().Each(ctx, registers.PointRedemptions.Def, func(rec store.Record) error {
		x := registers.PointRedemptions.Decode(rec.Values)
		if int(x.Year) != year || member != "" && x.Member.String() != member {
			return nil
		}
		out = append(out, Redemption{ID: rec.ID.String(), Date: string(x.Date), Member: x.Member.String(), Count: int(x.Count), Points: rules.Points(x.Points), By: x.By, Note: x.Note})
		ids, people, goods = append(ids, rec.ID), append(people, x.Member), append(goods, x.Good)
		return nil
	})
	if err != nil {
		return nil, err
	}
	void, err := d.store().Voided(ctx, ids)
	if err != nil {
		return nil, err
	}
	names, err := d.store().Titles(ctx, registers.PartyMembers.Def, people)
	if err != nil {
		return nil, err
	}
	things, err := d.store().Titles(ctx, registers.PointGoods.Def, goods)
	for i := range out {
		out[i].Void, out[i].Name, out[i].Good = void[ids[i]], names[people[i]], things[goods[i]]
	}
	slices.SortStableFunc(out, func(a, b Redemption) int { return strings.Compare(b.Date, a.Date) })
	return out, err
}

// ReadPrice reads the exchange points of something as people write them: 5, or 2.5.
func ReadPrice(text string) (rules.Points, error) {
	p, err := readPoints("兑换分", text)
	if err != nil {
		return 0, errs.Of(err).In("price")
	}
	return p, nil
}
