package points

import (
	"context"
	"errors"
	"math"
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

// NameMatch is one name of a list and the members who have it.
type NameMatch struct {
	Text string      `json:"text"`
	Hits []NamedHint `json:"hits"`
}

// NamedHint is a member as a choice.
type NamedHint struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Branch string `json:"branch"`
}

// namesMost is how many names a list may have.
const namesMost = 1000

// FindNames reads names that were pasted, one a line or a cell, as from a sign-in list,
// and finds the members who have them. Headings and numbers are passed over.
func (d *Desk) FindNames(ctx context.Context, text string) ([]NameMatch, error) {
	names := namesIn(text)
	if len(names) > namesMost {
		return nil, errs.New(errs.Invalid, "一次最多粘贴 "+strconv.Itoa(namesMost)+" 个名字").In("names").Do("请分几次粘贴")
	}
	byName := map[string][]oplog.ID{}
	def := registers.PartyMembers
	err := d.store().EachOf(ctx, def.Def, []string{"name", "status"}, func(rec store.Record) error {
		if m := def.Decode(rec.Values); m.Status == "" || m.Status == registers.StatusNormal {
			byName[cn.PlainName(m.Name)] = append(byName[cn.PlainName(m.Name)], rec.ID)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var ids []oplog.ID
	for _, n := range names {
		ids = append(ids, byName[n]...)
	}
	who, err := d.peopleOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := []NameMatch{}
	for _, n := range names {
		m := NameMatch{Text: n, Hits: []NamedHint{}}
		for _, id := range byName[n] {
			m.Hits = append(m.Hits, NamedHint{id.String(), who[id].name, who[id].place})
		}
		out = append(out, m)
	}
	return out, nil
}

// headings are words of sign-in lists that are nobody's name.
var headings = []string{"姓名", "党员", "党员姓名", "序号", "签到", "备注", "名单", "参加人员", "性别", "男", "女", "是", "否"}

// namesIn returns the names of a text, each once: 张 三 is 张三, 1. 张三 too.
func namesIn(text string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("\r\n\t、，,;；/", r) }) {
		name := strings.TrimLeft(cn.PlainName(part), "0123456789.．、)）(（")
		if len([]rune(name)) < 2 || slices.Contains(headings, name) || slices.Contains(out, name) {
			continue
		}
		out = append(out, name)
	}
	return out
}

// Checked is what would come of one claim of a list: what is wrong with it, what is to
// be thought of, and what it would give now.
type Checked struct {
	Problem  string   `json:"problem"`
	Field    string   `json:"field"`
	Warnings []string `json:"warnings"`
	Granted  Amount   `json:"granted"` // with its sign, by what is in effect now
	Why      []string `json:"why"`     // why it is less than the rule promises
}

var errChecked = errors.New("checked only")

// Check says of every claim of a list what would come of it. Nothing is stored.
func (d *Desk) Check(ctx context.Context, list []Claim) ([]Checked, error) {
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return nil, err
	}
	schemes := map[int]*rules.Scheme{}
	out := make([]Checked, len(list))
	drafts := make([]registers.PointClaim, len(list))
	_, err = d.store().Write(ctx, store.Meta{Kind: "create"}, func(tx *store.Tx) error {
		for i := range list {
			c := list[i]
			rec, warnings, err := d.draft(ctx, tx, &c, schemes, env)
			if err != nil {
				e := errs.Of(err)
				if e.Code == errs.Internal || e.Code == errs.Canceled {
					return err
				}
				out[i] = Checked{Problem: refusal(err), Field: e.Field}
				continue
			}
			drafts[i], out[i].Warnings = rec, warnings
		}
		return errChecked
	})
	if err != nil && !errors.Is(err, errChecked) {
		return nil, err
	}
	for i := range list {
		if out[i].Problem == "" {
			if err := d.foresee(ctx, &drafts[i], schemes[drafts[i].Date.Year()], &out[i]); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// foresee works out what a claim would give if it came into effect now.
func (d *Desk) foresee(ctx context.Context, c *registers.PointClaim, s *rules.Scheme, out *Checked) error {
	rec, err := d.store().Find(ctx, registers.PartyMembers.Def, c.Member)
	if err != nil {
		return err
	}
	m := registers.PartyMembers.Decode(rec.Values)
	year := c.Date.Year()
	who, err := d.standingOf(ctx, c.Member, &m, year)
	if err != nil {
		return err
	}
	entries, err := d.entriesOf(ctx, c.Member, year, "")
	if err != nil {
		return err
	}
	entries = append(entries, rules.Entry{ID: math.MaxInt64, Code: c.Rule, Date: c.Date, Quantity: tenthsOf(c.Quantity), Event: c.Event})
	_, lines := rules.Explain(s, who, entries)
	for _, l := range lines {
		if l.Entry.ID != math.MaxInt64 {
			continue
		}
		granted := l.Granted
		if l.Rule != nil && l.Rule.Group == rules.Deduction {
			granted = -granted
		}
		out.Granted = signed(granted)
		for _, cut := range l.Cuts {
			out.Why = append(out.Why, whyText(&cut, d.numberOf(ctx, cut.By)))
		}
	}
	if who.Exempt {
		out.Why = append(out.Why, "这名党员当年免评")
	}
	return nil
}

func (d *Desk) numberOf(ctx context.Context, claim int64) string {
	rec, err := d.store().Find(ctx, registers.PointClaims.Def, oplog.ID(claim))
	if err != nil {
		return ""
	}
	return registers.PointClaims.Get(rec.Values, "no")
}

// ProposalRow is what a ledger tells of a member's deeds, as the page shows it.
type ProposalRow struct {
	Key        string `json:"key"`
	Member     string `json:"member"`
	Name       string `json:"name"`
	BranchName string `json:"branchName"`
	Rule       string `json:"rule"`
	Text       string `json:"text"`
	Date       string `json:"date"`
	Quantity   string `json:"quantity"`
	Worth      Amount `json:"worth"`
	Why        string `json:"why"`
}

// ProposalList is what a period proposes.
type ProposalList struct {
	Rows    []ProposalRow `json:"rows"`
	Unknown []string      `json:"unknown"` // names that are not exactly one member's
	Changed []Outdated    `json:"changed"` // claims under way that their ledgers do not speak for any more
}

// Proposals returns what other ledgers propose for a period, with the rules named.
func (d *Desk) Proposals(ctx context.Context, from, to cn.Date) (ProposalList, error) {
	all, err := d.Propose(ctx, from, to)
	out := ProposalList{Rows: []ProposalRow{}, Unknown: all.Unknown, Changed: []Outdated{}}
	if err != nil {
		return out, err
	}
	if out.Changed, err = d.Outdated(ctx, from, to, ""); err != nil {
		return out, err
	}
	var ids []oplog.ID
	for _, p := range all.List {
		if id, err := oplog.ParseID(p.Member); err == nil {
			ids = append(ids, id)
		}
	}
	who, err := d.peopleOf(ctx, ids)
	if err != nil {
		return out, err
	}
	schemes := map[int]*rules.Scheme{}
	for _, p := range all.List {
		s, err := d.schemeFor(ctx, schemes, p.Date.Year())
		if err != nil {
			return out, err
		}
		row := ProposalRow{Key: p.Key, Member: p.Member, Name: p.Name, Rule: p.Rule, Date: string(p.Date), Quantity: p.Quantity}
		id, _ := oplog.ParseID(p.Member)
		row.BranchName = who[id].place
		rule, ok := s.Of(p.Rule, p.Date)
		if !ok || rule.Retired {
			continue // the office does not score it
		}
		row.Text, row.Quantity, row.Worth = rule.Text, unitText(p.Quantity, rule.Unit), worthOf(&rule, p.Quantity)
		row.Why = strings.TrimSuffix(rule.Source, "自动提议") + "：" + p.Event
		out.Rows = append(out.Rows, row)
	}
	return out, nil
}

// RuleChoice is a rule as one chooses it for a claim.
type RuleChoice struct {
	Code      string `json:"code"`
	Text      string `json:"text"`
	Group     string `json:"group"`
	Label     string `json:"label"` // of the group
	Worth     Amount `json:"worth"` // of one unit, with its sign
	Unit      string `json:"unit"`
	Fractions bool   `json:"fractions"`
	File      bool   `json:"file"`
	Cap       string `json:"cap"` // 全年最多 15 分; ""
}

// Choices returns the rules that are in force on a day.
func (d *Desk) Choices(ctx context.Context, day cn.Date) ([]RuleChoice, error) {
	if day == "" {
		day = d.store().Today()
	}
	_, list, err := d.RulesOn(ctx, day.Year(), day)
	out := []RuleChoice{}
	for _, r := range list {
		label, _ := registers.PointGroups.LabelOf(string(r.Group))
		worth := r.Points
		if r.Group == rules.Deduction {
			worth = -worth
		}
		c := RuleChoice{Code: r.Code, Text: r.Text, Group: string(r.Group), Label: label, Worth: signed(worth), Unit: r.Unit, Fractions: r.Fractions, File: r.File}
		if r.YearCap > 0 {
			c.Cap = "全年最多 " + r.YearCap.Short() + " 分"
		}
		out = append(out, c)
	}
	return out, err
}
