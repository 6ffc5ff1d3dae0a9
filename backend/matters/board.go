package matters

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// boardMost is how many cards a board shows; the rest is counted.
const boardMost = 300

// BoardQuery narrows a board. Everything empty is all that is still to be done.
type BoardQuery struct {
	Text  string `json:"text"`
	Owner string `json:"owner"` // name of the one who answers for it
	State string `json:"state"` // code
	Kind  string `json:"kind"`  // code; of supervised problems: of the source
	Light Light  `json:"light"`
}

// MatterCard is one appeal or supervised problem on a board.
type MatterCard struct {
	ID         string `json:"id"`
	No         string `json:"no"`
	Title      string `json:"title"`
	State      string `json:"state"` // code
	Label      string `json:"label"`
	Since      string `json:"since"` // accepted, or issued
	Due        string `json:"due"`   // what is due next: answer, handling or return visit; "" nothing
	Left       int    `json:"left"`  // as in Course
	Light      Light  `json:"light"`
	Urgent     bool   `json:"urgent"`
	Kind       string `json:"kind"` // label
	Owner      string `json:"owner"`
	Unit       string `json:"unit"`       // whom it was forwarded to
	Place      string `json:"place"`      // household, else estate
	Rating     string `json:"rating"`     // label, of a return visit
	Supervised string `json:"supervised"` // number of the supervision that is under way; ""
}

// MatterCount is how many cards stand in a state.
type MatterCount struct {
	State string `json:"state"`
	Label string `json:"label"`
	Count int    `json:"count"`
}

// Board is all that is still to be done, what is most pressing first. The counts
// leave out the filter that they are for: by light those of every light, by state
// those of every state.
type Board struct {
	Cards  []MatterCard  `json:"cards"`
	More   int           `json:"more"` // cards that are not shown
	All    int           `json:"all"`
	Red    int           `json:"red"`
	Yellow int           `json:"yellow"`
	States []MatterCount `json:"states"`
}

// Board returns the appeals that nothing has ended yet.
func (d *Desk) Board(ctx context.Context, q BoardQuery) (Board, error) {
	def := registers.Matters.Def
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return Board{}, err
	}
	open := Pending()
	records, err := d.openRecords(ctx, def, open, "kind", q)
	if err != nil {
		return Board{}, err
	}
	watched, err := d.supervised(ctx)
	if err != nil {
		return Board{}, err
	}
	rights, err := d.ledger.Rights(ctx, def, records)
	if err != nil {
		return Board{}, err
	}
	cards := make([]MatterCard, len(records))
	for i, rec := range records {
		m := registers.Matters.Decode(rec.Values)
		c := MatterCard{ID: rec.ID.String(), No: m.No, Title: m.Title, State: m.State, Since: string(m.Accepted), Owner: m.Owner, Unit: m.To, Urgent: m.Urgency == registers.UrgencyHigh, Supervised: watched[rec.ID]}
		c.Label, _ = registers.MatterStates.LabelOf(m.State)
		c.Kind, _ = registers.MatterKinds.LabelOf(m.Kind)
		c.Rating, _ = registers.Ratings.LabelOf(m.Rating)
		c.Left, c.Light = MatterLight(&m, env)
		c.Due = string(DueOf(&m))
		if rights.Closed(rec.ID) {
			c.Title, c.Unit = SensitiveTitle, ""
		}
		cards[i] = c
	}
	b := boardOf(cards, q, open, registers.MatterStates.LabelOf)
	return b, d.places(ctx, &b, def, "household", "estate")
}

// SupervisionBoard returns the supervised problems that are not done.
func (d *Desk) SupervisionBoard(ctx context.Context, q BoardQuery) (Board, error) {
	def := registers.Supervisions.Def
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return Board{}, err
	}
	open := Watched()
	records, err := d.openRecords(ctx, def, open, "source", q)
	if err != nil {
		return Board{}, err
	}
	rights, err := d.ledger.Rights(ctx, def, records)
	if err != nil {
		return Board{}, err
	}
	cards := make([]MatterCard, len(records))
	for i, rec := range records {
		s := registers.Supervisions.Decode(rec.Values)
		c := MatterCard{ID: rec.ID.String(), No: s.No, Title: s.Problem, State: s.State, Since: string(s.Issued), Due: string(s.Due), Owner: s.Owner, Unit: s.Unit}
		c.Label, _ = registers.SupervisionStates.LabelOf(s.State)
		c.Kind, _ = registers.SupervisionSources.LabelOf(s.Source)
		c.Left, c.Light = SupervisionLight(&s, env)
		if rights.Closed(rec.ID) {
			c.Title, c.Unit = SensitiveTitle, ""
		}
		cards[i] = c
	}
	b := boardOf(cards, q, open, registers.SupervisionStates.LabelOf)
	return b, d.places(ctx, &b, def, "matter")
}

// openRecords reads the records in the open states that the query leaves, whatever
// their state and light: those are counted.
func (d *Desk) openRecords(ctx context.Context, def *schema.Def, open []string, kind string, q BoardQuery) ([]store.Record, error) {
	lq := ledger.ListQuery{Register: def.Key, Text: q.Text, Where: []ledger.Condition{{Field: "state", Op: "in", Value: strings.Join(open, ",")}}}
	if q.Owner != "" {
		lq.Where = append(lq.Where, ledger.Condition{Field: "owner", Op: "eq", Value: q.Owner})
	}
	if q.Kind != "" {
		lq.Where = append(lq.Where, ledger.Condition{Field: kind, Op: "in", Value: q.Kind})
	}
	sq, err := d.ledger.Query(ctx, lq)
	if err != nil {
		return nil, err
	}
	list, err := d.store().View(ctx, sq)
	if err != nil {
		return nil, err
	}
	return d.store().FindMany(ctx, def, list)
}

// supervised returns the numbers of the supervisions under way, by appeal.
func (d *Desk) supervised(ctx context.Context) (map[oplog.ID]string, error) {
	records, err := d.openRecords(ctx, registers.Supervisions.Def, Watched(), "", BoardQuery{})
	out := map[oplog.ID]string{}
	for _, rec := range records {
		if s := registers.Supervisions.Decode(rec.Values); s.Matter != 0 {
			out[s.Matter] = s.No
		}
	}
	return out, err
}

// boardOf counts, filters and orders cards. It is pure.
func boardOf(cards []MatterCard, q BoardQuery, open []string, label func(string) (string, bool)) Board {
	out := Board{Cards: []MatterCard{}, States: []MatterCount{}}
	counts := map[string]int{}
	for _, c := range cards {
		if q.Light == NoLight || c.Light == q.Light {
			counts[c.State]++
		}
		if q.State != "" && c.State != q.State {
			continue
		}
		out.All++
		switch c.Light {
		case Red:
			out.Red++
		case Yellow:
			out.Yellow++
		}
		if q.Light == NoLight || c.Light == q.Light {
			out.Cards = append(out.Cards, c)
		}
	}
	for _, code := range open {
		if counts[code] > 0 || code == q.State {
			c := MatterCount{State: code, Count: counts[code]}
			c.Label, _ = label(code)
			out.States = append(out.States, c)
		}
	}
	slices.SortStableFunc(out.Cards, func(a, b MatterCard) int {
		return cmp.Or(cmp.Compare(pressing(a), pressing(b)), cmp.Compare(a.dueOrLate(), b.dueOrLate()), cmp.Compare(a.Since, b.Since))
	})
	if len(out.Cards) > boardMost {
		out.More, out.Cards = len(out.Cards)-boardMost, out.Cards[:boardMost]
	}
	return out
}

// pressing orders cards: past the deadline, near it, urgent, the others.
func pressing(c MatterCard) int {
	switch {
	case c.Light == Red:
		return 0
	case c.Light == Yellow:
		return 1
	case c.Urgent:
		return 2
	}
	return 3
}

func (c MatterCard) dueOrLate() string {
	if c.Due == "" {
		return "9999"
	}
	return c.Due
}

// places gives the cards that are shown the names of where they belong: the first
// of the references that is filled in.
func (d *Desk) places(ctx context.Context, b *Board, def *schema.Def, keys ...string) error {
	list := make([]oplog.ID, 0, len(b.Cards))
	for _, c := range b.Cards {
		id, err := oplog.ParseID(c.ID)
		if err != nil {
			return err
		}
		list = append(list, id)
	}
	records, err := d.store().FindMany(ctx, def, list)
	if err != nil {
		return err
	}
	texts, err := d.ledger.Texts(ctx, def, records, keys, false)
	if err != nil {
		return err
	}
	at := make(map[string]string, len(records))
	for i, rec := range records {
		at[rec.ID.String()] = cmp.Or(texts[i]...)
	}
	for i := range b.Cards {
		b.Cards[i].Place = at[b.Cards[i].ID]
	}
	return nil
}
