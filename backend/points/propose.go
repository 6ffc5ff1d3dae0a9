package points

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// Proposal is what other ledgers tell of a member's deeds: it becomes a claim when a
// person takes it, and is reviewed like any other.
type Proposal struct {
	Key      string  `json:"key"` // what it comes from; it comes once
	Member   string  `json:"member"`
	Name     string  `json:"name"`
	Rule     string  `json:"rule"`
	Date     cn.Date `json:"date"`
	Quantity string  `json:"quantity"`
	Event    string  `json:"event"`
}

// Proposed is what a period proposes, and the names in it that no member, or more than
// one, has.
type Proposed struct {
	List    []Proposal `json:"list"`
	Unknown []string   `json:"unknown"`
}

// Propose reads what the ledgers of a period say of members: visits (J04), patrols (J02),
// wishes (J03), mediations (J06), pairs (J07), posts (J09, J10), meetings and their rolls
// (K01–K04, J01, J11, J13, J14), dues (K05), learning hours (K06, J12) and appraisals
// (H05, K12). Visits,
// patrols, pairs and posts are counted by member and month, for months that are over; what
// was proposed and claimed before does not come again, nor what no rule of the year is for.
func (d *Desk) Propose(ctx context.Context, from, to cn.Date) (Proposed, error) {
	if !from.Full() || !to.Full() || from > to {
		return Proposed{}, errs.New(errs.Invalid, "起止日期不对").In("from").Do("请写到日，开始不晚于结束")
	}
	p, err := d.proposer(ctx, from, to, nil)
	for _, read := range []func(context.Context, *proposer) error{d.proposeVisits, d.proposePatrols, d.proposeWishes, d.proposeMediations, d.proposePairs, d.proposePosts,
		d.proposeOwners, d.proposeLife, d.proposeDues, d.proposeHours, d.proposeAppraisals} {
		if err == nil {
			err = read(ctx, p)
		}
	}
	if err != nil {
		return Proposed{}, err
	}
	return d.fresh(ctx, p)
}

// proposer returns one that knows the members who are there, and those of also, whatever
// became of them since.
func (d *Desk) proposer(ctx context.Context, from, to cn.Date, also map[oplog.ID]bool) (*proposer, error) {
	p := &proposer{byName: map[string][]oplog.ID{}, names: map[oplog.ID]string{}, members: map[oplog.ID]registers.PartyMember{}, checkedIn: map[oplog.ID]bool{}, given: map[string]bool{},
		months: map[string]int{}, unknown: map[string]bool{}, from: from, to: to, today: d.store().Today()}
	p.over = p.today[:7] + "-01"
	def := registers.PartyMembers
	err := d.store().EachOf(ctx, def.Def, []string{"name", "status", "branch", "relation", "joined", "entered_branch"}, func(rec store.Record) error {
		if m := def.Decode(rec.Values); m.Status == "" || m.Status == registers.StatusNormal || also[rec.ID] {
			p.byName[cn.PlainName(m.Name)] = append(p.byName[cn.PlainName(m.Name)], rec.ID)
			p.names[rec.ID], p.members[rec.ID], p.checkedIn[rec.ID] = m.Name, m, m.Relation == registers.RelationCheckIn
		}
		return nil
	})
	return p, err
}

// fresh leaves out what is claimed already.
func (d *Desk) fresh(ctx context.Context, p *proposer) (Proposed, error) {
	p.monthly()
	out := Proposed{List: []Proposal{}, Unknown: []string{}}
	schemes := map[int]*rules.Scheme{}
	for _, x := range p.list {
		s, err := d.schemeFor(ctx, schemes, x.Date.Year())
		if err != nil {
			return out, err
		}
		if _, err := ruleFor(s, x.Rule, x.Date); err != nil {
			continue // the office does not reckon by this rule
		}
		had, err := d.store().Lookup(ctx, registers.PointClaims.Def, "origin_key", x.Key)
		if err != nil {
			return out, err
		}
		if len(had) == 0 {
			out.List = append(out.List, x)
		}
	}
	slices.SortFunc(out.List, func(a, b Proposal) int { return strings.Compare(string(a.Date)+a.Key, string(b.Date)+b.Key) })
	for name := range p.unknown {
		out.Unknown = append(out.Unknown, name)
	}
	slices.Sort(out.Unknown)
	return out, nil
}

// Accept makes claims of proposals of a period, those with the given keys; none: all. A
// key that nothing of the period has is refused, and then nothing is written.
func (d *Desk) Accept(ctx context.Context, from, to cn.Date, keys []string) ([]Claimed, error) {
	all, err := d.Propose(ctx, from, to)
	if err != nil {
		return nil, err
	}
	wanted := map[string]bool{} // and whether it is there
	for _, key := range keys {
		wanted[key] = false
	}
	var list []Claim
	for _, x := range all.List {
		if _, asked := wanted[x.Key]; asked || len(keys) == 0 {
			wanted[x.Key] = true
			list = append(list, Claim{Member: x.Member, Rule: x.Rule, Quantity: x.Quantity, Date: x.Date, Event: x.Event, Origin: registers.PointProposed, Claimed: d.store().Today(), key: x.Key})
		}
	}
	for _, key := range keys {
		if !wanted[key] {
			return nil, errs.New(errs.NotFound, "没有“"+key+"”这条提议，一条也没有申报").In("keys").Do("它可能已经申报过，或不在这段日期里；请刷新自动提议再选")
		}
	}
	if len(list) == 0 {
		return []Claimed{}, nil
	}
	return d.ClaimAll(ctx, list)
}

// proposer collects what ledgers tell.
type proposer struct {
	byName    map[string][]oplog.ID
	names     map[oplog.ID]string
	members   map[oplog.ID]registers.PartyMember // with what the rules of dues and hours ask for
	checkedIn map[oplog.ID]bool                  // 在职报到
	list      []Proposal
	given     map[string]bool // keys of what is proposed once a year
	months    map[string]int  // units by "J04/2026-10/member"
	unknown   map[string]bool
	from, to  cn.Date
	today     cn.Date
	over      cn.Date // months before this day are over
}

func (p *proposer) within(day cn.Date) bool { return day.Full() && day >= p.from && day <= p.to }

// who returns the members in a line of names; names that are not exactly one member's are noted.
func (p *proposer) who(names string) (out []oplog.ID) {
	for _, name := range cn.Names(names) {
		switch ids := p.byName[name]; {
		case len(ids) == 1:
			if !slices.Contains(out, ids[0]) {
				out = append(out, ids[0])
			}
		case len(ids) > 1 || name != "":
			p.unknown[name] = true
		}
	}
	return out
}

func (p *proposer) count(rule string, day cn.Date, who oplog.ID) {
	if day < p.over {
		p.months[rule+"/"+string(day[:7])+"/"+who.String()]++
	}
}

// monthly makes proposals of what was counted.
func (p *proposer) monthly() {
	for key, n := range p.months {
		parts := strings.Split(key, "/")
		id, _ := oplog.ParseID(parts[2])
		month := cn.Date(parts[1])
		what := map[string]string{"J02": "巡逻", "J04": "走访", "J07": "结对走访", "J09": "任职"}[parts[0]]
		p.list = append(p.list, Proposal{Key: key, Member: parts[2], Name: p.names[id], Rule: parts[0], Date: month.Last(), Quantity: quantityText(int64(n) * 10), Event: monthText(month) + what})
	}
}

// monthText is a month as people write it: 2026年1月.
func monthText(month cn.Date) string {
	return strconv.Itoa(month.Year()) + "年" + strconv.Itoa(month.Month()) + "月"
}

func (p *proposer) add(rule, key string, who oplog.ID, day cn.Date, event string) {
	p.list = append(p.list, Proposal{Key: key + "/" + who.String(), Member: who.String(), Name: p.names[who], Rule: rule, Date: day, Quantity: "1", Event: event})
}

func (d *Desk) proposeVisits(ctx context.Context, p *proposer) error {
	def := registers.Visits
	return d.store().EachOf(ctx, def.Def, []string{"date", "lead", "companions", "household", "talk"}, func(rec store.Record) error {
		v := def.Decode(rec.Values)
		if !p.within(v.Date) || v.Talk == "" || v.Household == 0 { // 走访并形成民情记录, by household
			return nil
		}
		for _, id := range p.who(v.Lead + "、" + v.Companions) {
			p.count("J04", v.Date, id)
		}
		return nil
	}, p.where("date")...)
}

func (d *Desk) proposePatrols(ctx context.Context, p *proposer) error {
	def := registers.Patrols
	return d.store().EachOf(ctx, def.Def, []string{"date", "leader", "members"}, func(rec store.Record) error {
		x := def.Decode(rec.Values)
		if p.within(x.Date) {
			for _, id := range p.who(x.Leader + "、" + x.Members) {
				p.count("J02", x.Date, id)
			}
		}
		return nil
	}, p.where("date")...)
}

func (d *Desk) proposeWishes(ctx context.Context, p *proposer) error {
	def := registers.Wishes
	return d.store().EachOf(ctx, def.Def, []string{"no", "state", "claimer", "done"}, func(rec store.Record) error {
		if w := def.Decode(rec.Values); w.Claimer != 0 && w.State == registers.WishDone && p.within(w.Done) && p.names[w.Claimer] != "" {
			p.add("J03", "wishes/"+rec.ID.String(), w.Claimer, w.Done, "微心愿 "+w.No)
		}
		return nil
	}, p.where("done")...)
}

func (d *Desk) proposeMediations(ctx context.Context, p *proposer) error {
	def := registers.Mediations
	return d.store().EachOf(ctx, def.Def, []string{"no", "mediator", "result", "closed"}, func(rec store.Record) error {
		if m := def.Decode(rec.Values); m.Result == registers.MediationAgreed && p.within(m.Closed) {
			for _, id := range p.who(m.Mediator) {
				p.add("J06", "mediations/"+rec.ID.String(), id, m.Closed, "调解 "+m.No)
			}
		}
		return nil
	}, p.where("closed")...)
}

func (p *proposer) where(field string) []store.Condition {
	return []store.Condition{{Field: field, Op: "gte", Value: string(p.from)}, {Field: field, Op: "lte", Value: string(p.to)}}
}
