package documents

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// scorer gathers what the documents of points have in common.
type scorer struct {
	*desk
	points  *points.Desk
	schemes map[int]*rules.Scheme
	orgs    map[oplog.ID]string // short names
}

func (g *desk) scorer() *scorer {
	return &scorer{g, points.New(g.l), map[int]*rules.Scheme{}, map[oplog.ID]string{}}
}

func (g *desk) year() (int, error) { return g.number("year", "年度", 1949, 2200) }

func (s *scorer) scheme(ctx context.Context, year int) (*rules.Scheme, error) {
	if s.schemes[year] == nil {
		made, err := s.points.Scheme(ctx, year)
		if err != nil {
			return nil, err
		}
		s.schemes[year] = &made
	}
	return s.schemes[year], nil
}

// names learns the short names of organizations.
func (s *scorer) names(ids []oplog.ID) error {
	var want []oplog.ID
	for _, id := range ids {
		if _, known := s.orgs[id]; id != 0 && !known && !slices.Contains(want, id) {
			want = append(want, id)
		}
	}
	found, err := s.l.Store.FindMany(s.ctx, registers.Organizations.Def, want)
	for _, r := range found {
		s.orgs[r.ID] = shortName(registers.Organizations.Decode(r.Values))
	}
	return err
}

// rated are the members of a year as they stand: those of the closing where the year is
// closed, else by what is known up to a day.
func (s *scorer) rated(year int, until cn.Date) ([]points.Ranked, *points.Closing, error) {
	var closing *points.Closing
	list := []points.Ranked(nil)
	made, err := s.points.Closed(s.ctx, year)
	switch {
	case err == nil && (until == "" || until.Month() == 12 && until.Day() == 31):
		closing = &made
		list, err = s.points.Ranking(s.ctx, year)
	case err == nil || errs.Is(err, errs.NotFound):
		list, err = s.points.RankingUntil(s.ctx, year, until)
	}
	if err != nil {
		return nil, nil, err
	}
	inside, err := s.branch()
	if err != nil {
		return nil, nil, err
	}
	if inside != nil {
		list = slices.DeleteFunc(list, func(r points.Ranked) bool { return !inside[r.Branch] })
		points.Place(list)
	}
	var ids []oplog.ID
	for i := range list {
		ids = append(ids, list[i].Branch)
	}
	sortTies(list)
	return list, closing, s.names(ids)
}

// branch is the organization asked for with what is below it, nil where all are.
func (s *scorer) branch() (map[oplog.ID]bool, error) {
	org, chosen, err := s.reference("branch", registers.Organizations.Key)
	if err != nil || !chosen {
		return nil, err
	}
	return s.below(org.ID)
}

// snapshot are the results of a closing with the names of today.
func (s *scorer) members(ids []oplog.ID) (map[oplog.ID]registers.PartyMember, error) {
	slices.Sort(ids)
	found, err := s.l.Store.FindMany(s.ctx, registers.PartyMembers.Def, slices.Compact(ids))
	out := map[oplog.ID]registers.PartyMember{}
	for _, r := range found {
		out[r.ID] = registers.PartyMembers.Decode(r.Values)
	}
	return out, err
}

// sortTies orders members of one place by the reading of their names, as lists on a wall are.
func sortTies(list []points.Ranked) {
	keys := make(map[string]string, len(list))
	for i := range list {
		if name := list[i].Name; keys[name] == "" {
			keys[name] = cn.KeysOf(name).Sort
		}
	}
	last := func(r points.Ranked) int { // who is exempt has no place
		if r.Exempt {
			return math.MaxInt
		}
		return r.Place
	}
	slices.SortStableFunc(list, func(a, b points.Ranked) int {
		return cmp.Or(cmp.Compare(last(a), last(b)), strings.Compare(keys[a.Name], keys[b.Name]))
	})
}

// onWall is who may stand on a wall, and how: never who is exempt, vetoed or without a
// star, nor who does not wish to; names are shortened where asked.
type onWall struct {
	without []string
	missing []string
	masked  bool
}

func (g *desk) onWall() (*onWall, error) {
	masked, err := g.flag("masked")
	w := &onWall{masked: masked}
	for _, n := range strings.FieldsFunc(g.params["without"], func(r rune) bool { return strings.ContainsRune("、，,;；\n", r) }) {
		if n = cn.NormalizeName(n); n != "" {
			w.without, w.missing = append(w.without, n), append(w.missing, n)
		}
	}
	return w, err
}

// hides reports whether a member asked to be left out.
func (w *onWall) hides(name string) bool {
	name = cn.NormalizeName(name)
	w.missing = slices.DeleteFunc(w.missing, func(n string) bool { return n == name })
	return slices.Contains(w.without, name)
}

func (w *onWall) name(s string) string {
	if w.masked {
		return cn.MaskName(s)
	}
	return s
}

// told notes whom the answer names who is no member.
func (g *desk) told(w *onWall) {
	if len(w.missing) > 0 {
		g.note("“不上墙的人”里的 " + strings.Join(w.missing, "、") + " 不在名单中，请核对姓名")
	}
	if w.masked {
		g.note("名字只印姓，例如“张**”")
	}
}

// starred are the members that may stand on a wall, the highest first.
func (s *scorer) starred(list []points.Ranked, w *onWall) []points.Ranked {
	out := list[:0:0]
	for _, r := range list {
		if hidden := w.hides(r.Name); hidden || r.Exempt || r.Vetoed || r.Stars < 1 {
			continue
		}
		out = append(out, r)
	}
	if len(out) < len(list) {
		s.note("没有星级的、免评的和不同意公开的党员不上墙，墙上也不写原因")
	}
	return out
}

// almostAll warns where so many hang out that those who do not are pointed at.
func (g *desk) almostAll(hung int, list []points.Ranked) {
	without := 0
	for i := range list {
		if r := &list[i]; !r.Exempt && (r.Vetoed || r.Stars < 1) {
			without++
		}
	}
	if without > 0 && hung > without {
		g.note("多数党员都在榜上，没有上榜的容易被认出来：建议从两星印起，或者只印前几名")
	}
}

// fewEnough refuses a page of more members than anybody prints at once.
func fewEnough(n int, field, hint string) error {
	if n <= mostRows {
		return nil
	}
	return errs.New(errs.Invalid, "要印的党员超过 "+strconv.Itoa(mostRows)+" 名").In(field).Do(hint)
}

// byBranch orders the names of branches; members without one come last.
func byBranch(a, b string) int {
	if (a == "") != (b == "") {
		return len(b) - len(a)
	}
	return strings.Compare(cn.NaturalKey(a), cn.NaturalKey(b))
}

// oneBranch reports whether all of them are of one branch: then no name needs it.
func oneBranch(list []points.Ranked) bool {
	for i := range list {
		if list[i].Branch != list[0].Branch {
			return false
		}
	}
	return true
}

// living are the records of a reference that are not in the recycle bin.
func (s *scorer) living(records []store.Record, err error) ([]store.Record, error) {
	return slices.DeleteFunc(records, func(r store.Record) bool { return r.Deleted }), err
}
