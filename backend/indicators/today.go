// Package indicators owns figures and reminders over the ledgers: what is due
// today, how many of how many. It reads through the ledger and writes nothing.
package indicators

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/packet"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// shownItems is how many things the first page lists.
const shownItems = 12

// The kinds of reminders, in the order of the page.
const (
	kindReview      = "review"
	kindMatter      = "matter"
	kindSupervision = "supervision"
	kindPromise     = "promise_" // and the register
	kindTerm        = "term"
	kindProbation   = "probation"
	kindBirthday    = "birthday"
	kindMedal       = "medal"
	kindIncomplete  = "incomplete"
	kindHolidays    = "holidays"
)

// due collects every reminder.
type due struct {
	today   cn.Date
	figures map[string]int
	items   []TodayItem
	ids     map[string][]string
	members memberFacts
}

type memberFacts struct {
	formal, probationary, women, minority, complete, all int
}

// Desk answers for one open book and remembers its last look: as long as
// nobody writes and the day is the same, the ledgers are not read again. The
// zero value is ready; it is safe for concurrent use.
type Desk struct {
	mu         sync.Mutex
	generation int64
	last       *due
}

// DueCount returns how many things are overdue or soon, for the mark beside 今日.
// It is asked for after every save, so it reads only what can be either:
// appeals and supervised problems that are not over, organizations and probationary members.
func (k *Desk) DueCount(ctx context.Context, l *ledger.Ledger) (int, error) {
	d, err := begin(ctx, l)
	if err != nil {
		return 0, err
	}
	probationary := store.Condition{Field: "category", Op: "eq", Value: registers.CategoryProbationary}
	if err := l.Store.EachOf(ctx, registers.PartyMembers.Def, readByReminders, d.member, probationary); err != nil {
		return 0, err
	}
	n := 0
	for _, i := range d.items {
		if i.Tone == "red" || i.Tone == "amber" {
			n++
		}
	}
	return n, nil
}

// Today returns all that the first page shows.
func (k *Desk) Today(ctx context.Context, l *ledger.Ledger) (TodayView, error) {
	d, err := k.look(ctx, l)
	if err != nil {
		return TodayView{}, err
	}
	out := TodayView{Date: string(d.today), Line: dateLine(d.today), Groups: d.groups(), Figures: d.memberFigures(), Items: d.items}
	if len(out.Items) > shownItems {
		out.Items, out.More = slices.Clone(out.Items[:shownItems]), len(d.items)-shownItems
	}
	if out.Week, err = week(ctx, l, d.today); err != nil {
		return out, err
	}
	out.Profile, err = profile(ctx, l)
	return out, err
}

func (k *Desk) look(ctx context.Context, l *ledger.Ledger) (*due, error) {
	info, err := l.Store.Info(ctx)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.last != nil && k.generation == info.Generation && k.last.today == l.Store.Today() {
		return k.last, nil
	}
	d, err := collect(ctx, l)
	if err != nil {
		return nil, err
	}
	k.generation, k.last = info.Generation, d
	return d, nil
}

// readByReminders are the fields of members that reminders and figures look at.
var readByReminders = []string{"name", "sex", "ethnicity", "birth", "id_number", "education", "category", "joined", "confirmed", "probation_until",
	"branch", "entered_branch", "relation", "status", "medal", "occupation", "employer", "checked_in", "mobile", "landline", "estate", "household", "address",
	"away_place", "away_since"}

// begin collects the reminders of appeals, of supervised problems and of organizations.
func begin(ctx context.Context, l *ledger.Ledger) (*due, error) {
	figures, err := l.Figures(ctx)
	if err != nil {
		return nil, err
	}
	d := &due{today: l.Store.Today(), figures: figures, ids: map[string][]string{}}
	env, err := l.Env(ctx)
	if err != nil {
		return nil, err
	}
	if err := d.appeals(ctx, l, env); err != nil {
		return nil, err
	}
	if err := d.promised(ctx, l, env); err != nil {
		return nil, err
	}
	if err := d.notices(ctx, l, env); err != nil {
		return nil, err
	}
	if err := d.reviewsOfPoints(ctx, l, env); err != nil {
		return nil, err
	}
	if err := d.life(ctx, l); err != nil {
		return nil, err
	}
	d.holidays(env)
	return d, l.Store.Each(ctx, registers.Organizations.Def, d.organization)
}

func collect(ctx context.Context, l *ledger.Ledger) (*due, error) {
	d, err := begin(ctx, l)
	if err != nil {
		return nil, err
	}
	if err := l.Store.EachOf(ctx, registers.PartyMembers.Def, readByReminders, d.member); err != nil {
		return nil, err
	}
	if err := d.reviews(ctx, l); err != nil {
		return nil, err
	}
	sortItems(d.items)
	return d, nil
}

func (d *due) add(kind string, i TodayItem) {
	i.Kind = kind
	d.ids[kind] = append(d.ids[kind], i.ID)
	d.items = append(d.items, i)
}

// reviews adds one line for all that waits for a decision after a sync; its page
// counts and shows them. It has its own mark beside 同步, so DueCount leaves it out.
func (d *due) reviews(ctx context.Context, l *ledger.Ledger) error {
	if n, err := l.Store.CountReviews(ctx); err != nil || n == 0 {
		return err
	}
	// Fields that move together are one decision.
	list, err := packet.New(l).Reviews(ctx, false)
	if err != nil {
		return err
	}
	n := len(list)
	d.items = append(d.items, TodayItem{Kind: kindReview, Tone: "amber", Tag: "待确认", Title: strconv.Itoa(n) + " 处改动待确认", Detail: "几台电脑改得不一样，要由人来定"})
	return nil
}

func (d *due) organization(r store.Record) error {
	if r.Deleted {
		return nil
	}
	o := registers.Organizations.Decode(r.Values)
	if o.Dissolved != "" {
		return nil
	}
	item := TodayItem{Title: o.Name, Register: registers.Organizations.Key, ID: r.ID.String()}
	if e, ok := registers.Election(o.TermEnd, d.today, d.figures[registers.ElectionRemindMonths], d.figures[registers.ElectionLateMonths]); ok {
		item.Tone, item.Tag, item.Detail, item.Due = tone(e.Tone), tag(e.Days), e.Text, string(e.Date)
		d.add(kindTerm, item)
	}
	d.lacks(registers.Organizations.Def, r)
	return nil
}

func (d *due) member(r store.Record) error {
	if r.Deleted {
		return nil
	}
	m := registers.PartyMembers.Decode(r.Values)
	item := TodayItem{Title: m.Name, Register: registers.PartyMembers.Key, ID: r.ID.String()}
	if p, ok := registers.Probation(&m, d.today, d.figures[registers.ProbationFirstDays], d.figures[registers.ProbationLastDays]); ok {
		item.Tone, item.Tag, item.Detail, item.Due = tone(p.Tone), tag(p.Days), p.Text, string(p.Date)
		d.add(kindProbation, item)
	}
	if day, years, ok := registers.PoliticalBirthday(&m, d.today); ok {
		// Anniversaries that are over need nothing any more.
		if !day.Full() || day >= d.today {
			i := item
			i.Tone, i.Tag, i.Due = "blue", "政治生日", string(day)
			i.Detail = fmt.Sprintf("入党 %d 周年，%s", years, dayText(day))
			d.add(kindBirthday, i)
		}
	}
	if year := d.medalYear(); registers.MedalDue(&m, year, d.figures[registers.MedalYears]) {
		i := item
		i.Tone, i.Tag, i.Due = "blue", "纪念章", strconv.Itoa(year)+"-07-01"
		i.Detail = fmt.Sprintf("到 %d 年 7 月 1 日党龄满 %d 年，请核对并上报", year, d.figures[registers.MedalYears])
		d.add(kindMedal, i)
	}
	d.count(&m)
	if m.Status == registers.StatusNormal || m.Status == "" {
		d.lacks(registers.PartyMembers.Def, r)
	}
	return nil
}

// medalYear is the year whose 1 July comes next.
func (d *due) medalYear() int {
	if y := d.today.Year(); string(d.today) <= fmt.Sprintf("%04d-07-01", y) {
		return y
	}
	return d.today.Year() + 1
}

func (d *due) count(m *registers.PartyMember) {
	if m.Status == registers.StatusNormal || m.Status == "" {
		d.members.all++
	}
	if !m.Formal() {
		return
	}
	d.members.formal++
	if m.Category == registers.CategoryProbationary {
		d.members.probationary++
	}
	if m.Sex == "2" {
		d.members.women++
	}
	if m.Ethnicity != "" && m.Ethnicity != "01" {
		d.members.minority++
	}
}

func (d *due) lacks(def *schema.Def, r store.Record) {
	if len(registers.Missing(def, r.Values)) > 0 {
		if def.Key == registers.PartyMembers.Key {
			d.ids[kindIncomplete] = append(d.ids[kindIncomplete], r.ID.String())
		}
	} else if def.Key == registers.PartyMembers.Key {
		d.members.complete++
	}
}

func tone(t registers.Tone) string {
	if t == registers.ToneBlack {
		return "red"
	}
	return string(t)
}

func tag(days int) string {
	switch {
	case days < 0:
		return "逾期 " + strconv.Itoa(-days) + " 天"
	case days == 0:
		return "今天到期"
	}
	return "还有 " + strconv.Itoa(days) + " 天"
}

var toneRank = map[string]int{"red": 0, "amber": 1, "blue": 2}

func sortItems(items []TodayItem) {
	slices.SortStableFunc(items, func(a, b TodayItem) int {
		if r := toneRank[a.Tone] - toneRank[b.Tone]; r != 0 {
			return r
		}
		switch {
		case a.Due < b.Due:
			return -1
		case a.Due > b.Due:
			return 1
		}
		return 0
	})
}
