package intake

import (
	"context"
	"slices"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/sheet"
	"chengzhuan/backend/store"
)

// Plan is all that an import would do, row by row. Making it writes nothing.
type Plan struct {
	work    *Work
	ledger  *ledger.Ledger
	options IntakeOptions
	def     *schema.Def
	env     schema.Env
	table   *table
	columns []column
	ignored []string
	names   *names
	twins   *twins
	rows    []*row
	targets []*target
	choices map[int]string

	rights ledger.Rights // of the records of the book that rows are like

	// bookTarget returns a record of the book that rows may write, nil if it is gone.
	bookTarget func(oplog.ID) *target

	generation int64
	problems   []IntakeProblem
	twinList   []IntakeTwin
	counts     map[fate]int
	warnings   int
	kept       int
}

// fate is what becomes of a row.
type fate int

const (
	fateCreate fate = iota
	fateUpdate
	fateUnchanged
	fateSkip
	fateRefused
	fateAsk // a person has to say whether it is there already
)

// column is one column of the file that goes somewhere.
type column struct {
	index  int
	header string // as the person sees it
	target string // field key, or a part of an address
	field  *schema.Field
	at     int // position in the register, -1 for a part of an address
}

// row is one row of data as it was read.
type row struct {
	number int
	cells  []sheet.Cell
	vals   []string // canonical, by column of the plan
	weak   []weak
	lines  []line
	home   address // of a household whose address stands in one cell
	refuse []IntakeProblem
	warn   []IntakeProblem
	like   []lookalike
	kept   bool // the record keeps something that the row says otherwise
	asks   IntakeTwin
	fate   fate
	target *target
}

// weak is a value that follows from others; it only ever fills a blank.
type weak struct {
	at    int
	value string
}

// line is a text that found no record; it is kept in the note.
type line struct {
	at   int
	text string
}

// target is a record that rows write: one of the book, or a new one.
type target struct {
	id      oplog.ID // 0: new
	old     schema.Values
	values  schema.Values
	row     int // the first row that made it
	real    oplog.ID
	entered bool
}

// MakePlan reads every row, says what is wrong with it and what would become of
// it. It never writes. Errors: Invalid for options that contradict the file,
// NotFound for a file without a header, Canceled.
func MakePlan(ctx context.Context, l *ledger.Ledger, w *Work, o IntakeOptions, progress func(done, total int)) (*Plan, error) {
	d, err := importable(l, o.Register)
	if err != nil {
		return nil, err
	}
	switch o.OnDuplicate {
	case "", actSkip, actFill, actUpdate, actAdd:
	default:
		return nil, errs.New(errs.Invalid, "不认识的重复处理方式“"+o.OnDuplicate+"”").In("onDuplicate").Do("可选 skip、fill、update、add")
	}
	switch o.OnSuspected {
	case "", actSkip, actFill, actUpdate, actAdd:
	default:
		return nil, errs.New(errs.Invalid, "不认识的疑似重复处理方式“"+o.OnSuspected+"”").In("onSuspected").Do("可选 skip、fill、update、add")
	}
	p := &Plan{work: w, ledger: l, options: o, def: d, names: newNames(ctx, l, d, o), choices: map[int]string{}, counts: map[fate]int{}}
	for _, c := range o.Choices {
		switch c.Action {
		case actSkip, actFill, actUpdate, actAdd:
			p.choices[c.Row] = c.Action
		default:
			return nil, errs.New(errs.Invalid, "不认识的重复处理方式“"+c.Action+"”").In("choices").Do("可选 skip、fill、update、add")
		}
	}
	info, err := l.Store.Info(ctx)
	if err != nil {
		return nil, err
	}
	p.generation = info.Generation
	if p.env, err = l.Env(ctx); err != nil {
		return nil, err
	}
	if p.table, err = w.table(d, o.Sheet, o.HeaderRow, o.HeaderLines); err != nil {
		return nil, err
	}
	if err := p.mapColumns(ctx); err != nil {
		return nil, err
	}
	step := stepper(ctx, progress, 3*len(p.table.Rows))
	if err := p.readRows(step); err != nil {
		return nil, err
	}
	if err := p.findTwins(ctx); err != nil {
		return nil, err
	}
	if err := p.decide(step); err != nil {
		return nil, err
	}
	p.close()
	return p, nil
}

// stepper counts steps, tells the progress now and then and stops when the
// person wants to.
func stepper(ctx context.Context, progress func(done, total int), total int) func() error {
	done := 0
	return func() error {
		if done++; done%64 != 0 && done != total {
			return nil
		}
		if err := ctx.Err(); err != nil {
			return errs.Wrap(errs.Canceled, err, "已取消，没有改动任何数据")
		}
		if progress != nil {
			progress(done, total)
		}
		return nil
	}
}

// mapColumns takes the mapping of the options, or guesses one.
func (p *Plan) mapColumns(ctx context.Context) error {
	fields := map[int]string{}
	if len(p.options.Mapping) > 0 {
		for _, m := range p.options.Mapping {
			if m.Index < 0 || m.Index >= len(p.table.Header) {
				return errs.New(errs.Invalid, "表格里没有第 "+count(m.Index+1)+" 列").In("mapping").Do("请重新核对各列的对应")
			}
			fields[m.Index] = m.Field
		}
	} else {
		guessed, err := guessColumns(ctx, p.ledger, p.work.lexicon(p.def), p.table)
		if err != nil {
			return err
		}
		for _, c := range guessed {
			fields[c.Index] = c.Field
		}
	}
	used := map[string]bool{}
	for i, h := range p.table.Header {
		c := column{index: i, header: h, target: fields[i], at: -1}
		if c.header == "" {
			c.header = sheet.ColumnName(i) + "列"
		}
		if c.target == "" {
			p.ignore(i, h)
			continue
		}
		if used[c.target] {
			label, _ := p.labelOf(c.target)
			return errs.New(errs.Invalid, "有两列都对应“"+label+"”").In("mapping").Do("请只留一列，另一列选“不导入”")
		}
		used[c.target] = true
		if c.field = p.def.Field(c.target); c.field != nil {
			c.at = p.def.Index(c.target)
		} else if !isPart(p.def, c.target) {
			return errs.New(errs.Invalid, p.def.Label+"没有“"+c.target+"”这一栏").In("mapping").Do("请重新核对各列的对应")
		}
		p.columns = append(p.columns, c)
	}
	return p.enough(used)
}

// enough refuses a mapping with which no row can become a record or find one.
func (p *Plan) enough(used map[string]bool) error {
	if len(p.columns) == 0 {
		return errs.New(errs.Invalid, "没有一列认得出是“"+p.def.Label+"”的栏目").In("mapping").Do("请核对台账和表头所在的行，或自己指定各列对应什么")
	}
	for _, s := range p.def.Same {
		if s.Certain && !slices.ContainsFunc(s.Fields, func(k string) bool { return !used[k] }) {
			return nil
		}
	}
	for _, f := range p.def.Fields {
		// A building or household may also follow from other columns.
		if f.Required && f.Default == "" && f.Kind != schema.Ref && !used[f.Key] && !p.def.Single {
			return errs.New(errs.Invalid, "没有哪一列是“"+f.Label+"”").In(f.Key).Do("请指定哪一列是“" + f.Label + "”，或在表格里加上这一列")
		}
	}
	return nil
}

// ignore notes a column that holds something and goes nowhere.
func (p *Plan) ignore(i int, header string) {
	lex := p.work.lexicon(p.def)
	if i == p.table.Ordinal || lex.deny[fold(header)] || len(samplesOf(p.table, i)) == 0 {
		return
	}
	if header == "" || p.table.headless {
		header = sheet.ColumnName(i) + "列"
	}
	p.ignored = append(p.ignored, header)
}

func (p *Plan) labelOf(target string) (string, bool) {
	for _, t := range targets(p.def) {
		if t.Key == target {
			return t.Label, true
		}
	}
	return target, false
}

// columnFor returns the plan's column of a position in the register, or -1.
func (p *Plan) columnFor(at int) int {
	return slices.IndexFunc(p.columns, func(c column) bool { return c.at == at })
}

// columnOf returns the plan's column of a target, or -1.
func (p *Plan) columnOf(target string) int {
	return slices.IndexFunc(p.columns, func(c column) bool { return c.target == target })
}

// problem makes an entry about a cell of a row.
func (p *Plan) problem(r *row, col int, message, hint string, warning bool) {
	c := p.columns[col]
	x := IntakeProblem{Row: r.number, Column: c.header, Value: clip(r.cells[c.index].Text), Message: message, Hint: hint, Warning: warning}
	if warning {
		r.warn = append(r.warn, x)
	} else {
		r.refuse = append(r.refuse, x)
	}
}

func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// record returns a record of the book by ID.
func (p *Plan) records(ctx context.Context, ids []oplog.ID) (map[oplog.ID]store.Record, error) {
	found, err := p.ledger.Store.FindMany(ctx, p.def, ids)
	out := make(map[oplog.ID]store.Record, len(found))
	for _, r := range found {
		out[r.ID] = r
	}
	return out, err
}

func joined(parts []string) string { return strings.Join(parts, "\x1f") }
