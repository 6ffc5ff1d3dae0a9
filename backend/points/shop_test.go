package points_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/points"
	"chengzhuan/backend/points/rules"
)

// shop opens a book whose scheme of 2026 gives one exchange point for an hour of J01.
func shop(t testing.TB) *office {
	t.Helper()
	o := open(t)
	s, err := o.d.Scheme(ctx, 2026)
	if err != nil {
		t.Fatal(err)
	}
	s.Exchange = true
	for i := range s.Rules {
		if s.Rules[i].Code == "J01" {
			s.Rules[i].Exchange = 10
		}
	}
	if err := o.d.SetScheme(ctx, s, "2026-01-01"); err != nil {
		t.Fatal(err, errs.Of(err).Hint)
	}
	return o
}

func TestShopIsClosedUnlessTheSchemeRunsOne(t *testing.T) {
	o := open(t)
	defer o.end()
	m := o.member("张三")
	soap, err := o.d.SetGood(ctx, points.Good{Name: "肥皂", Price: 20, Stock: 10, Unit: "块"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.d.Redeem(ctx, m, soap, 1, "", "", "")
	refused(t, err, errs.Denied, "year")
}

func TestRedeem(t *testing.T) {
	o := shop(t)
	defer o.end()
	m := o.member("张三")
	o.scored(m, "J01", "6", "2026-10-10")
	before := o.total(m, 2026)
	soap, err := o.d.SetGood(ctx, points.Good{Name: " 肥皂 ", Price: 20, Stock: 4, Unit: "块"})
	if err != nil {
		t.Fatal(err)
	}
	purse := func(want string) {
		t.Helper()
		p, err := o.d.PurseOf(ctx, m, 2026)
		if got := fmt.Sprint(p.Earned.Short(), " ", p.Spent.Short(), " ", p.Left.Short()); err != nil || got != want {
			t.Errorf("the purse has %s, want %s (%v)", got, want, err)
		}
	}
	left := func(want int) {
		t.Helper()
		if g, err := o.d.Goods(ctx); err != nil || g[0].Left != want || g[0].Name != "肥皂" {
			t.Errorf("%+v, want %d left (%v)", g, want, err)
		}
	}
	purse("6 0 6")
	first, err := o.d.Redeem(ctx, m, soap, 2, "", "王芳", "社区活动室领")
	if err != nil || first.Points != 40 || first.Name != "张三" || first.Good != "肥皂" || first.Date != "2026-11-22" {
		t.Fatalf("%+v, %v", first, err)
	}
	purse("6 4 2")
	left(2)
	if after := o.total(m, 2026); after != before {
		t.Errorf("the total fell from %s to %s", before, after)
	}
	_, err = o.d.Redeem(ctx, m, soap, 2, "", "", "")
	refused(t, err, errs.Invalid, "good") // two points are left, four are needed
	_, err = o.d.Redeem(ctx, m, soap, 3, "", "", "")
	refused(t, err, errs.Invalid, "count") // two pieces are left
	_, err = o.d.Redeem(ctx, m, soap, 0, "", "", "")
	refused(t, err, errs.Invalid, "count")
	_, err = o.d.Redeem(ctx, m, soap, 1, "2026-11-23", "", "")
	refused(t, err, errs.Invalid, "date")
	_, err = o.d.SetGood(ctx, points.Good{ID: soap, Name: "肥皂", Price: 20, Stock: 1})
	refused(t, err, errs.Invalid, "stock") // two are out already
	if err := o.d.VoidRedemption(ctx, first.ID, " "); err == nil {
		t.Error("voided without a reason")
	}
	if err := o.d.VoidRedemption(ctx, first.ID, "退回"); err != nil {
		t.Fatal(err)
	}
	purse("6 0 6")
	left(4)
	list, err := o.d.Redemptions(ctx, 2026, m)
	if err != nil || len(list) != 1 || list[0].Void != "退回" {
		t.Errorf("%+v, %v", list, err)
	}
	if _, err := o.d.SetGood(ctx, points.Good{ID: soap, Name: "肥皂", Price: 20, Stock: 4, Off: true}); err != nil {
		t.Fatal(err)
	}
	_, err = o.d.Redeem(ctx, m, soap, 1, "", "", "")
	refused(t, err, errs.Denied, "good")
}

// keeper is what the law asks of a shop.
type keeper interface {
	redeem(member, good, count int) error
	void(i int) error
}

type realShop struct {
	o              *office
	members, goods []string
	done           []string
}

func (s *realShop) redeem(m, g, n int) error {
	r, err := s.o.d.Redeem(ctx, s.members[m], s.goods[g], n, "", "王芳", "")
	if err == nil {
		s.done = append(s.done, r.ID)
	}
	return err
}
func (s *realShop) void(i int) error { return s.o.d.VoidRedemption(ctx, s.done[i], "退回") }

// shopLaw gives out and takes back at random and compares with plain arithmetic: never
// more than there is, neither of points nor of goods, and nothing refused that suffices.
func shopLaw(t *rapid.T, k keeper, earned, prices, stock []int) error {
	spent, given := make([]int, len(earned)), make([]int, len(prices))
	type trade struct {
		m, g, n int
		void    bool
	}
	var done []trade
	for range rapid.IntRange(1, 8).Draw(t, "trades") {
		if len(done) > 0 && rapid.IntRange(0, 3).Draw(t, "void") == 0 {
			i := rapid.IntRange(0, len(done)-1).Draw(t, "which")
			if err := k.void(i); err == nil && !done[i].void {
				done[i].void = true
				spent[done[i].m] -= done[i].n * prices[done[i].g]
				given[done[i].g] -= done[i].n
			}
			continue
		}
		x := trade{m: rapid.IntRange(0, len(earned)-1).Draw(t, "member"), g: rapid.IntRange(0, len(prices)-1).Draw(t, "good"), n: rapid.IntRange(1, 3).Draw(t, "count")}
		fits := spent[x.m]+x.n*prices[x.g] <= earned[x.m] && given[x.g]+x.n <= stock[x.g]
		err := k.redeem(x.m, x.g, x.n)
		if (err == nil) != fits {
			return fmt.Errorf("%+v: fits %v, answered %v", x, fits, err)
		}
		if fits {
			done = append(done, x)
			spent[x.m] += x.n * prices[x.g]
			given[x.g] += x.n
		}
	}
	return nil
}

func TestShopLaw(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := &realShop{o: shop(t)}
		defer s.o.end()
		for i, hours := range []string{"5", "3"} {
			s.members = append(s.members, s.o.member(fmt.Sprint("党员", i)))
			s.o.scored(s.members[i], "J01", hours, "2026-10-10")
		}
		for i, price := range []rules.Points{10, 20} {
			id, err := s.o.d.SetGood(ctx, points.Good{Name: fmt.Sprint("物品", i), Price: price, Stock: 3})
			if err != nil {
				rt.Fatal(err)
			}
			s.goods = append(s.goods, id)
		}
		if err := shopLaw(rt, s, []int{50, 30}, []int{10, 20}, []int{3, 3}); err != nil {
			rt.Fatal(err)
		}
	})
}

// lax is a shop that forgets something.
type lax struct {
	stock, purse bool // what it looks at
	spent, given [2]int
}

func (l *lax) redeem(m, g, n int) error {
	if l.purse && l.spent[m]+n*[]int{10, 20}[g] > []int{50, 30}[m] || l.stock && l.given[g]+n > 3 {
		return errors.New("refused")
	}
	l.spent[m] += n * []int{10, 20}[g]
	l.given[g] += n
	return nil
}
func (l *lax) void(int) error { return nil } // and gives nothing back

func TestShopLawCatches(t *testing.T) {
	for name, k := range map[string]func() keeper{
		"looks at no stock":   func() keeper { return &lax{purse: true} },
		"looks into no purse": func() keeper { return &lax{stock: true} },
		"gives back nothing":  func() keeper { return &lax{stock: true, purse: true} },
		"refuses all":         func() keeper { return miser{} },
	} {
		caught := rapid.Custom(func(rt *rapid.T) bool { return shopLaw(rt, k(), []int{50, 30}, []int{10, 20}, []int{3, 3}) != nil })
		found := false
		for seed := range 2000 {
			if found = caught.Example(seed); found {
				break
			}
		}
		if !found {
			t.Errorf("the law does not notice a shop that %s", name)
		}
	}
}

type miser struct{}

func (miser) redeem(int, int, int) error { return errors.New("refused") }
func (miser) void(int) error             { return errors.New("refused") }

func TestAPostedPageIsKeptAsItWas(t *testing.T) {
	o := open(t)
	defer o.end()
	m := o.member("张三")
	id := o.claim(points.Claim{Member: m, Rule: "J01", Quantity: "2", Date: "2026-10-10"})
	o.must(id, "小组初审", "王芳", "", "")
	o.must(id, "支部审核", "陈建国", "", "")
	n, err := o.d.OpenNotice(ctx, points.NoticeInput{Phone: "027-80000000", By: "李娟"})
	if err != nil {
		t.Fatal(err)
	}
	page := []byte("%PDF-1.4 张贴的那一页")
	kept, err := o.d.Keep(ctx, n.ID, page, 1)
	if err != nil || kept.Bytes != len(page) || kept.Date != "2026-11-22" || len(kept.Digest) != 64 {
		t.Fatalf("%+v, %v", kept, err)
	}
	again, err := o.d.Keep(ctx, n.No, page, 1)
	if err != nil || again.ID != kept.ID {
		t.Errorf("the same page is kept twice: %+v, %v", again, err)
	}
	if _, err := o.d.Keep(ctx, n.ID, append(page, "，改了一版"...), 1); err != nil {
		t.Fatal(err)
	}
	list, err := o.d.Papers(ctx, n.ID)
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	if got, err := o.d.PaperPDF(ctx, kept.ID); err != nil || string(got) != string(page) {
		t.Errorf("%q, %v", got, err)
	}
	_, err = o.d.Keep(ctx, n.ID, []byte("不是 PDF"), 1)
	refused(t, err, errs.Damaged, "")
	_, err = o.d.Keep(ctx, n.ID, append([]byte("%PDF-"), strings.Repeat("0", 3<<20)...), 1)
	refused(t, err, errs.Invalid, "")
	// Another PC has it too.
	b := twin(t, o)
	defer b.end()
	pass(t, o, b)
	if got, err := b.d.PaperPDF(ctx, kept.ID); err != nil || string(got) != string(page) {
		t.Errorf("after the exchange: %q, %v", got, err)
	}
}

// Nobody hands things out to himself; of a shop that closed nothing is left to spend.
func TestShopHandAndClosing(t *testing.T) {
	o := shop(t)
	defer o.end()
	m := o.member("姜珍")
	o.scored(m, "J01", "6", "2026-10-10")
	soap, err := o.d.SetGood(ctx, points.Good{Name: "肥皂", Price: 60, Stock: 4, Unit: "块"})
	if err != nil {
		t.Fatal(err)
	}
	for _, by := range []string{"姜珍", "王芳、姜 珍"} {
		_, err = o.d.Redeem(ctx, m, soap, 1, "", by, "")
		refused(t, err, errs.Denied, "by")
	}
	if _, err = o.d.Redeem(ctx, m, soap, 1, "", "王芳", ""); err != nil {
		t.Fatal(err)
	}
	if err := o.d.OpenShop(ctx, 2026, false); err != nil {
		t.Fatal(err)
	}
	if p, err := o.d.PurseOf(ctx, m, 2026); err != nil || p.Left != 0 || p.Spent != 60 || !p.Off {
		t.Errorf("%+v %v", p, err)
	}
}
