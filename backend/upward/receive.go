package upward

import (
	"cmp"
	"context"
	"slices"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// Received is one report of the book: what is known of it without its figures.
type Received struct {
	ID          string `json:"id"`
	Community   string `json:"community"`
	Title       string `json:"title"`
	Period      string `json:"period"` // 2026年11月
	From        string `json:"from"`
	To          string `json:"to"`
	Made        string `json:"made"` // 2006-01-02 15:04
	ReceivedOn  string `json:"received"`
	Signer      string `json:"signer"`
	Fingerprint string `json:"fingerprint"`
	Note        string `json:"note"`
	Corrected   bool   `json:"corrected"`  // a later one of the same community and period is here
	Correction  bool   `json:"correction"` // an earlier one of the same community and period is here
	NewSigner   bool   `json:"newSigner"`  // signed by another PC than the community's first report here
	exact       string // time of making to the second
}

// Taken is what became of one file.
type Taken struct {
	Received
	Known   bool `json:"known"`   // it was here already; nothing was written
	Figures int  `json:"figures"` // cells written
}

// Take takes a checked report into the book as one change. The same report
// twice is there once.
func Take(ctx context.Context, l *ledger.Ledger, f *File) (Taken, error) {
	r := f.Report
	reports, figures := registers.Reports, registers.ReportFigures
	var out Taken
	var id oplog.ID
	_, err := l.Store.Write(ctx, store.Meta{Kind: "import", Note: "收到上报：" + r.Title}, func(tx *store.Tx) error {
		have, err := tx.Lookup(ctx, reports.Def, "digest", f.Digest)
		if err != nil {
			return err
		}
		if len(have) > 0 {
			id, out.Known = have[0].ID, true
			return nil
		}
		id, err = tx.Create(reports.Def, reports.Encode(&registers.Report{
			Community: r.Community, Title: r.Title, From: cn.Date(r.From), To: cn.Date(r.To), Made: cn.Date(r.Made[:10]), Time: r.Made[11:],
			Received: l.Store.Today(), Signer: f.Signer, Fingerprint: f.Fingerprint, Digest: f.Digest,
		}))
		if err != nil {
			return err
		}
		for _, cell := range cells(r) {
			cell.Report, cell.Sort = id, int64(out.Figures+1)
			if _, err := tx.Create(figures.Def, figures.Encode(&cell)); err != nil {
				return err
			}
			out.Figures++
		}
		return nil
	})
	if err != nil {
		return Taken{}, err
	}
	list, err := List(ctx, l)
	if err != nil {
		return Taken{}, err
	}
	for _, x := range list {
		if x.ID == id.String() {
			out.Received = x
			return out, nil
		}
	}
	return out, nil
}

// cells are the records of a report's figures, in its order.
func cells(r *Report) []registers.ReportFigure {
	var out []registers.ReportFigure
	for _, s := range r.Sections {
		for _, f := range s.Figures {
			out = append(out, registers.ReportFigure{Section: s.Key, SectionLabel: s.Label, Key: f.Key, Label: f.Label, Part: f.Group, Value: f.Value, Unit: f.Unit, Number: true})
		}
		for _, row := range s.Rows {
			for i, c := range s.Columns {
				out = append(out, registers.ReportFigure{Section: s.Key, SectionLabel: s.Label, Key: row.Key, Label: row.Cells[0],
					Column: c.Key, ColumnLabel: c.Label, Value: row.Cells[i], Unit: c.Unit, Number: c.Number})
			}
		}
	}
	return out
}

// List returns the reports of the book: newest period first, then by community,
// of the same two the latest first.
func List(ctx context.Context, l *ledger.Ledger) ([]Received, error) {
	records, err := l.All(ctx, registers.Reports.Def)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(records, func(a, b store.Record) int { return cmp.Compare(a.ID, b.ID) })
	out := []Received{}
	seen := map[string]bool{}
	for _, rec := range records {
		if digest := registers.Reports.Get(rec.Values, "digest"); !seen[digest] {
			seen[digest] = true
			out = append(out, received(rec))
		}
	}
	slices.SortFunc(out, func(a, b Received) int {
		return cmp.Or(cmp.Compare(b.To, a.To), cmp.Compare(b.From, a.From), cmp.Compare(cn.NaturalKey(a.Community), cn.NaturalKey(b.Community)),
			cmp.Compare(a.Community, b.Community), cmp.Compare(b.exact, a.exact), cmp.Compare(a.ID, b.ID))
	})
	first := map[string]Received{}
	for _, x := range out {
		if f, ok := first[x.Community]; !ok || x.exact < f.exact {
			first[x.Community] = x
		}
	}
	for i := range out {
		if i > 0 && same(out[i-1], out[i]) {
			out[i].Corrected, out[i-1].Correction = true, true
		}
		out[i].NewSigner = out[i].Fingerprint != first[out[i].Community].Fingerprint
	}
	return out, nil
}

func same(a, b Received) bool { return a.Community == b.Community && a.From == b.From && a.To == b.To }

func received(rec store.Record) Received {
	r := registers.Reports.Decode(rec.Values)
	out := Received{ID: rec.ID.String(), Community: r.Community, Title: r.Title, From: string(r.From), To: string(r.To), Made: string(r.Made),
		ReceivedOn: string(r.Received), Signer: r.Signer, Fingerprint: r.Fingerprint, Note: r.Note, exact: string(r.Made) + " " + r.Time}
	if len(r.Time) >= 5 {
		out.Made += " " + r.Time[:5]
	}
	if r.From.Full() && r.To.Full() {
		out.Period = Period{r.From, r.To}.Label()
	}
	return out
}

// Find returns a report of the book with its sections, as its file had them.
// The notes of the sections stay in the file.
func Find(ctx context.Context, l *ledger.Ledger, id string) (Received, *Report, error) {
	list, err := List(ctx, l)
	if err != nil {
		return Received{}, nil, err
	}
	at := slices.IndexFunc(list, func(x Received) bool { return x.ID == id })
	if at < 0 {
		return Received{}, nil, errs.New(errs.NotFound, "没有这份上报").Do("它可能已被删除，请刷新列表")
	}
	x := list[at]
	records, err := l.Store.Lookup(ctx, registers.ReportFigures.Def, "report", id)
	if err != nil {
		return Received{}, nil, err
	}
	figures := make([]registers.ReportFigure, len(records))
	for i, rec := range records {
		figures[i] = registers.ReportFigures.Decode(rec.Values)
	}
	slices.SortStableFunc(figures, func(a, b registers.ReportFigure) int { return int(a.Sort - b.Sort) })
	r := &Report{Version: Version, Community: x.Community, Title: x.Title, From: x.From, To: x.To, Made: x.exact}
	for _, f := range figures {
		r.add(f)
	}
	return x, r, nil
}

// add puts a cell back into its place.
func (r *Report) add(f registers.ReportFigure) {
	if n := len(r.Sections); n == 0 || r.Sections[n-1].Key != f.Section {
		r.Sections = append(r.Sections, Section{Key: f.Section, Label: f.SectionLabel, Figures: []Figure{}, Columns: []Column{}, Rows: []Row{}})
	}
	s := &r.Sections[len(r.Sections)-1]
	if f.Column == "" {
		s.Figures = append(s.Figures, Figure{f.Key, f.Part, f.Label, f.Value, f.Unit})
		return
	}
	if n := len(s.Rows); n == 0 || s.Rows[n-1].Key != f.Key {
		s.Rows = append(s.Rows, Row{Key: f.Key})
	}
	row := &s.Rows[len(s.Rows)-1]
	if len(s.Rows) == 1 {
		s.Columns = append(s.Columns, Column{f.Column, f.ColumnLabel, f.Unit, f.Number})
	}
	row.Cells = append(row.Cells, f.Value)
}

// Remove puts a report and its figures into the recycle bin, all copies of it,
// and returns the change, which an undo takes back.
func Remove(ctx context.Context, l *ledger.Ledger, id string) (change string, err error) {
	n, err := oplog.ParseID(id)
	if err != nil || n == 0 {
		return "", errs.New(errs.NotFound, "没有这份上报").Do("请刷新列表")
	}
	reports, figures := registers.Reports.Def, registers.ReportFigures.Def
	rec, err := l.Store.Find(ctx, reports, n)
	if err != nil {
		return "", err
	}
	res, err := l.Store.Write(ctx, store.Meta{Kind: "delete", Note: "删除收到的上报：" + reports.Get(rec.Values, "title")}, func(tx *store.Tx) error {
		copies, err := tx.Lookup(ctx, reports, "digest", reports.Get(rec.Values, "digest"))
		if err != nil {
			return err
		}
		for _, c := range copies {
			cells, err := tx.Lookup(ctx, figures, "report", c.ID.String())
			if err != nil {
				return err
			}
			for _, f := range cells {
				if err := tx.Delete(figures, f.ID); err != nil {
					return err
				}
			}
			if err := tx.Delete(reports, c.ID); err != nil {
				return err
			}
		}
		return nil
	})
	if res.Change == 0 {
		return "", err
	}
	return res.Change.String(), err
}
