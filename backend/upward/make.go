package upward

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// Options say what a report is to hold.
type Options struct {
	Period   Period
	Sections []string // keys; empty: all
	Program  string   // version of the program
}

// Gather makes a report out of the book as it is now. The time of making is the
// book's clock.
func Gather(ctx context.Context, l *ledger.Ledger, o Options) (*Report, error) {
	figures, err := l.Figures(ctx)
	if err != nil {
		return nil, err
	}
	info, err := l.Store.Info(ctx)
	if err != nil {
		return nil, err
	}
	r := &Report{Version: Version, Program: line(o.Program, 40), From: string(o.Period.From), To: string(o.Period.To),
		Made: l.Store.Now().Format("2006-01-02 15:04:05"), Small: least(figures[registers.UpwardSmall])}
	if r.Community, r.Street, err = who(ctx, l); err != nil {
		return nil, err
	}
	if r.Community == "" {
		r.Community = line(info.Name, 60)
	}
	r.Title = line(r.Community+o.Period.Label()+"上报", 100)
	for _, key := range o.Sections {
		if Sources(key) == nil {
			return nil, errs.New(errs.NotFound, "上报里没有“"+line(key, 40)+"”这个部分").In("section").Do("可选的部分：" + strings.Join(keys(), "、"))
		}
	}
	for _, d := range definitions() {
		if len(o.Sections) > 0 && !slices.Contains(o.Sections, d.key) {
			continue
		}
		g := &gatherer{ctx: ctx, l: l, period: o.Period, today: l.Store.Today(), figures: figures, least: r.Small, def: &d,
			out: &Section{Key: d.key, Label: d.label, Note: d.note, Figures: []Figure{}, Columns: []Column{}, Rows: []Row{}}}
		if d.build(g); g.err != nil {
			return nil, g.err
		}
		r.Sections = append(r.Sections, *g.out)
	}
	if what := r.valid(); what != "" {
		return nil, errs.New(errs.Invalid, "上报的内容太多，一个文件装不下").Do("请少选几个名单，分几次上报")
	}
	return r, nil
}

func keys() []string {
	var out []string
	for _, d := range definitions() {
		out = append(out, d.key)
	}
	return out
}

// who are the community and its street office by the profile.
func who(ctx context.Context, l *ledger.Ledger) (community, street string, err error) {
	d := registers.Profile.Def
	err = l.Store.EachOf(ctx, d, []string{"name", "street"}, func(r store.Record) error {
		if community == "" {
			community, street = line(d.Get(r.Values, "name"), 60), line(d.Get(r.Values, "street"), 60)
		}
		return nil
	})
	return community, street, err
}

// Digest tells whether two reports say the same: it covers everything but the
// time of making.
func (r *Report) Digest() string {
	c := *r
	c.Made = ""
	b, _ := json.Marshal(&c)
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Name proposes a file name without its ending: 仁寿门社区2026年11月上报-20261122.
func (r *Report) Name() string {
	return r.Title + "-" + strings.ReplaceAll(r.Made[:10], "-", "")
}

// made is the time of making in UTC terms of its local digits: it is written
// into the files, and the same report gives the same bytes on every PC.
func (r *Report) made() time.Time {
	t, _ := time.Parse("2006-01-02 15:04:05", r.Made)
	return t
}
