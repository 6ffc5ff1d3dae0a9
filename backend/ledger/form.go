package ledger

import (
	"context"
	"maps"
	"slices"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// Draft is a record on a form: what it was, what the inputs make of it, what is wrong with it.
type Draft struct {
	Def      *schema.Def
	ID       oplog.ID // zero: new
	Old      schema.Values
	Values   schema.Values
	Patch    map[string]string // canonical values of the inputs that were readable
	Problems []FieldProblem
	Twins    []Twin

	deleted    bool
	form       Form
	generation int64 // of the register when twins were looked for
}

// Form is what a form sends: what was typed and what the person saw when typing.
type Form struct {
	Inputs map[string]string // as people write, by field
	Back   map[string]string // fields that get a value back that the form saw, by its seal (see Ledger.Seal)
	Seen   map[string]string // seals of the values that the form shows; a field without one is not compared
}

// Blocked reports whether a problem prevents saving.
func (d *Draft) Blocked() bool {
	return slices.ContainsFunc(d.Problems, func(p FieldProblem) bool { return !p.Warning })
}

// Draft reads inputs into a record, new for an empty id, and checks it whole.
// Saving it overwrites whatever the fields hold by then: the inputs state what is wanted.
func (l *Ledger) Draft(ctx context.Context, register, id string, inputs map[string]string) (*Draft, error) {
	return l.DraftForm(ctx, register, id, Form{Inputs: inputs})
}

// DraftForm reads a form as Draft does; saving it refuses to overwrite what
// somebody else changed since the form was loaded.
func (l *Ledger) DraftForm(ctx context.Context, register, id string, form Form) (*Draft, error) {
	d, err := l.Store.Def(register)
	if err != nil {
		return nil, err
	}
	w := &Draft{Def: d, Old: make(schema.Values, len(d.Fields)), Patch: map[string]string{}, form: form}
	if w.ID, err = oplog.ParseID(id); err != nil {
		return nil, err
	}
	if w.ID == 0 {
		w.Values = d.New()
	} else {
		rec, err := l.Store.Find(ctx, d, w.ID)
		if err != nil {
			return nil, err
		}
		if err := l.Allow(ctx, d, rec); err != nil {
			return nil, err
		}
		w.Old, w.Values, w.deleted = rec.Values, slices.Clone(rec.Values), rec.Deleted
	}
	for _, key := range slices.Sorted(maps.Keys(form.Inputs)) {
		if err := l.read(ctx, w, key, form.Inputs[key]); err != nil {
			return nil, err
		}
	}
	for _, key := range slices.Sorted(maps.Keys(form.Back)) {
		if err := l.putBack(ctx, w, key, form.Back[key]); err != nil {
			return nil, err
		}
	}
	env, err := l.Env(ctx)
	if err != nil {
		return nil, err
	}
	if _, given := w.Patch["id_number"]; given {
		for _, f := range registers.FillFromID(d, w.Values, env.Today) {
			w.Patch[f.Key] = d.Get(w.Values, f.Key)
		}
	}
	if err := l.fillPlace(ctx, w); err != nil {
		return nil, err
	}
	if w.ID == 0 && d.Fill != nil {
		d.Fill(w.Values, env)
	}
	if err := l.edited(ctx, w, env); err != nil {
		return nil, err
	}
	w.Problems = append(w.Problems, w.further(Problems(d, w.Values, env))...)
	if _, given := w.Patch[d.Parent]; given && w.ID != 0 {
		if below, err := l.below(ctx, d, w.ID, d.Get(w.Values, d.Parent)); err != nil {
			return nil, err
		} else if below {
			f := d.Field(d.Parent)
			w.Problems = append(w.Problems, FieldProblem{Field: f.Key, Message: f.Label + "不能是它自己或它的下级", Hint: "请另选一个"})
		}
	}
	if w.generation, err = l.Store.Generation(ctx, register); err != nil {
		return nil, err
	}
	w.Twins, err = l.draftTwins(ctx, w)
	return w, err
}

// read takes one input; what is wrong with it becomes a problem, not an error.
func (l *Ledger) read(ctx context.Context, w *Draft, key, input string) error {
	f := w.Def.Field(key)
	if f == nil {
		return errs.New(errs.Invalid, w.Def.Label+"没有“"+key+"”这一栏").In(key).Do("栏目见 registers 命令")
	}
	if f.Kind == schema.Ref {
		id, err := l.Resolve(ctx, f, input)
		if err != nil {
			return w.problem(f, err)
		}
		input = id
	}
	value, warning, err := f.Read(input, l.Store.Today())
	if err != nil {
		return w.problem(f, err)
	}
	if warning != "" {
		w.Problems = append(w.Problems, FieldProblem{Field: key, Message: warning, Warning: true})
	}
	if f.Managed && w.ID != 0 && value != w.Def.Get(w.Values, key) {
		w.Problems = append(w.Problems, FieldProblem{Field: key, Message: "“" + f.Label + "”随办理步骤改变，不能直接修改", Hint: "请用办理步骤"})
		return nil
	}
	w.Patch[key], w.Values[w.Def.Index(key)] = value, value
	return nil
}

// further leaves out that a field is empty which only could not be read.
func (w *Draft) further(list []FieldProblem) []FieldProblem {
	return slices.DeleteFunc(list, func(p FieldProblem) bool {
		f := w.Def.Field(p.Field)
		return f != nil && f.Required && w.Def.Get(w.Values, p.Field) == "" &&
			slices.ContainsFunc(w.Problems, func(q FieldProblem) bool { return q.Field == p.Field && !q.Warning })
	})
}

func (w *Draft) problem(f *schema.Field, err error) error {
	e := errs.Of(err)
	if e.Code != errs.Invalid && e.Code != errs.NotFound {
		return err
	}
	w.Problems = append(w.Problems, FieldProblem{Field: f.Key, Message: e.Message, Hint: e.Hint})
	return nil
}

// Problems checks a whole record: required fields, then the register's own rules.
func Problems(d *schema.Def, v schema.Values, env schema.Env) []FieldProblem {
	var out []FieldProblem
	for i, f := range d.Fields {
		if f.Required && v[i] == "" {
			out = append(out, FieldProblem{Field: f.Key, Message: f.Label + "不能为空"})
		}
	}
	if d.Check != nil {
		for _, p := range d.Check(v, env) {
			out = append(out, FieldProblem{Field: p.Field, Message: p.Message, Warning: p.Warning})
		}
	}
	return out
}

// draftTwins returns the twins of a draft; those of an old record only when the
// draft alters what makes them so.
func (l *Ledger) draftTwins(ctx context.Context, w *Draft) ([]Twin, error) {
	altered := w.ID == 0
	for _, rule := range w.Def.Same {
		for _, key := range rule.Fields {
			altered = altered || w.Def.Get(w.Old, key) != w.Def.Get(w.Values, key)
		}
	}
	if !altered {
		return nil, nil
	}
	return l.Twins(ctx, w.Def, w.Values, w.ID)
}

// below reports whether the chain of parents from start leads to id.
func (l *Ledger) below(ctx context.Context, d *schema.Def, id oplog.ID, start string) (bool, error) {
	seen := map[oplog.ID]bool{}
	for at, _ := oplog.ParseID(start); at != 0 && !seen[at]; {
		if at == id {
			return true, nil
		}
		seen[at] = true
		rec, err := l.Store.Find(ctx, d, at)
		if err != nil {
			return false, err
		}
		at, _ = oplog.ParseID(d.Get(rec.Values, d.Parent))
	}
	return false, nil
}

// Resolve turns the ID or the exact name of a record into its ID.
func (l *Ledger) Resolve(ctx context.Context, f *schema.Field, input string) (string, error) {
	input = strings.TrimSpace(input)
	if input == "" {
		return "", nil
	}
	target, err := l.Store.Def(f.Ref)
	if err != nil {
		return "", err
	}
	if id, err := oplog.ParseID(input); err == nil {
		rec, err := l.Store.Find(ctx, target, id)
		if err != nil {
			return "", err
		}
		if rec.Deleted {
			return "", errs.New(errs.Invalid, f.Label+"所选的记录已删除").In(f.Key).Do("请另选一条，或先从回收站恢复它")
		}
		return id.String(), nil
	}
	found, err := l.ByTitle(ctx, target, input)
	switch {
	case err != nil:
		return "", err
	case len(found) == 0:
		return "", errs.New(errs.NotFound, "没有找到"+f.Label+"“"+clip(input)+"”").In(f.Key).Do("请先建立它，或从列表中选择")
	case len(found) > 1:
		return "", errs.New(errs.Invalid, "有几个"+target.Label+"都叫“"+clip(input)+"”").In(f.Key).Do("请从列表中选择其中一个")
	}
	return found[0].String(), nil
}

// ByTitle returns the living records that have the text as title or as one of their searchable names.
func (l *Ledger) ByTitle(ctx context.Context, d *schema.Def, text string) ([]oplog.ID, error) {
	hits, err := l.Store.Search(ctx, []string{d.Key}, lastWord(text), 200)
	if err != nil {
		return nil, err
	}
	list := make([]oplog.ID, len(hits))
	for i, h := range hits {
		list[i] = h.ID
	}
	records, err := l.Store.FindMany(ctx, d, list)
	if err == nil {
		records, err = l.opened(ctx, d, records) // a guess that is right would tell of a closed one
	}
	if err != nil {
		return nil, err
	}
	titles, err := l.Store.Titles(ctx, d, list)
	if err != nil {
		return nil, err
	}
	var out []oplog.ID
	for _, r := range records {
		match := squeeze(titles[r.ID]) == squeeze(text)
		for i, f := range d.Fields {
			match = match || f.Pinyin() && r.Values[i] == text
		}
		if match {
			out = append(out, r.ID)
		}
	}
	return out, nil
}

func lastWord(s string) string {
	if words := strings.Fields(s); len(words) > 0 {
		return words[len(words)-1]
	}
	return s
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

func clip(s string) string {
	if r := []rune(s); len(r) > 16 {
		return string(r[:16]) + "…"
	}
	return s
}
