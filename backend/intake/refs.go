package intake

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// Places of records that do not exist yet: a record to be created on the way,
// and the record of a row of this file. No PC has these numbers.
const (
	pendingBlock = oplog.MaxBlock
	rowBlock     = oplog.MaxBlock - 1
)

func isPending(id oplog.ID) bool { return id.Block() >= rowBlock }

// missing is a record that the file names and the book does not have.
type missing struct {
	def     *schema.Def
	name    string
	values  schema.Values // of the record to create; references may be pending
	rows    int
	lastRow int
	similar string
	create  bool
	pending oplog.ID
	real    oplog.ID // once it is created
}

func (m *missing) key() string { return m.def.Key + "/" + m.name }

// alike is equal for names that are tolerantly the same, so that 第九支部 and
// 第九党支部 in one file make one record.
func (m *missing) alike() string {
	name := m.name
	if m.def.Field("name") != nil {
		name = loose(m.def, name)
	}
	return joined([]string{m.def.Key, m.def.Get(m.values, "type"), name})
}

// answer is what a text in a column of references means.
type answer struct {
	id      oplog.ID // real or pending; 0: not found
	message string   // why it was not found
	hint    string
	missing *missing
}

// names resolves texts to records.
type names struct {
	ctx     context.Context
	ledger  *ledger.Ledger
	today   cn.Date
	create  map[string]bool
	same    map[string]bool
	shelves map[string]*shelf
	missing map[string]*missing
	order   []*missing
	memo    map[question]answer
	self    *schema.Def    // the register that is imported
	rows    map[string]int // rows of the file by the name that they give their record; -1 several
}

type question struct {
	field *schema.Field
	text  string
	in    oplog.ID // the branch of a party group, the estate of a building
}

func newNames(ctx context.Context, l *ledger.Ledger, d *schema.Def, o IntakeOptions) *names {
	n := &names{ctx: ctx, ledger: l, today: l.Store.Today(), self: d, create: map[string]bool{}, same: map[string]bool{},
		shelves: map[string]*shelf{}, missing: map[string]*missing{}, memo: map[question]answer{}, rows: map[string]int{}}
	for _, k := range o.Create {
		n.create[k] = true
	}
	for _, k := range o.Same {
		n.same[k] = true
	}
	return n
}

// shelf returns what the book has of a register, read at the first question.
func (n *names) shelf(register string) (*shelf, error) {
	if s, ok := n.shelves[register]; ok {
		return s, nil
	}
	d, err := n.ledger.Store.Def(register)
	if err != nil {
		return nil, err
	}
	// The shelves that titles need come first: a shelf that asks for another one
	// while it is read holds two connections of the few that there are.
	for _, key := range d.Title {
		if f := d.Field(key); f != nil && f.Kind == schema.Ref && f.Ref != register {
			if _, err := n.shelf(f.Ref); err != nil {
				return nil, err
			}
		}
	}
	s, err := loadShelf(n.ctx, n.ledger, d, func(f *schema.Field, id string) (string, error) {
		if f.Ref == register || id == "" {
			return "", nil
		}
		t, err := n.shelf(f.Ref)
		if err != nil {
			return "", err
		}
		key, err := oplog.ParseID(id)
		return t.title[key], err
	})
	if err != nil {
		return nil, err
	}
	n.shelves[register] = s
	return s, nil
}

// find answers what record a text names. in narrows it: the branch of a party
// group. row is the row that asks, for counting.
func (n *names) find(f *schema.Field, text string, in oplog.ID, row int) (answer, error) {
	text = strings.TrimSpace(text)
	if isPlaceholder(text) {
		return answer{}, nil
	}
	q := question{f, text, in}
	a, ok := n.memo[q]
	if !ok {
		var err error
		if a, err = n.ask(f, text, in); err != nil {
			return a, err
		}
		n.memo[q] = a
	}
	n.count(a.missing, row)
	return a, nil
}

func (n *names) count(m *missing, row int) {
	if m != nil && m.lastRow != row {
		m.lastRow = row
		m.rows++
	}
}

func (n *names) ask(f *schema.Field, text string, in oplog.ID) (answer, error) {
	s, err := n.shelf(f.Ref)
	if err != nil {
		return answer{}, err
	}
	found := s.find(text, n.today)
	if len(found) > 0 && f.Ref == registers.Organizations.Key {
		found = s.suited(found, f, in, len(s.exact[squeeze(text)]) > 0)
	}
	if f.Key == "party_group" && in != 0 && len(found) == 0 {
		found = s.groups(in, text)
	}
	switch {
	case len(found) == 1:
		return answer{id: found[0]}, nil
	case len(found) > 1:
		return answer{message: "有 " + strconv.Itoa(len(found)) + " " + s.def.Unit + s.def.Label + "都叫这个名字，没有对上", hint: "请导入后打开这条记录，从列表里选择"}, nil
	}
	if f.Ref == n.self.Key {
		for _, k := range []string{squeeze(text), "~" + loose(s.def, text)} {
			if row := n.rows[k]; row > 0 {
				return answer{id: oplog.NewID(rowBlock, int64(row))}, nil
			}
		}
	}
	values := n.valuesFor(s.def, f, text, in)
	if values == nil {
		return answer{message: "账套里没有这" + measure(s.def) + s.def.Label, hint: "请先导入" + s.def.Label + "，再导入这个文件"}, nil
	}
	return n.lack(s, n.titleFor(s.def, values, text), values, func(id oplog.ID) bool { return kindFits(f, s.body[id].kind) }), nil
}

func measure(d *schema.Def) string {
	if d.Unit == "" {
		return "条"
	}
	return d.Unit
}

// suited narrows organizations of one name by what the field asks for.
func (s *shelf) suited(found []oplog.ID, f *schema.Field, in oplog.ID, exact bool) []oplog.ID {
	keep := func(list []oplog.ID, ok func(oplog.ID) bool) []oplog.ID {
		var out []oplog.ID
		for _, id := range list {
			if ok(id) {
				out = append(out, id)
			}
		}
		return out
	}
	fit := keep(found, func(id oplog.ID) bool { return kindFits(f, s.body[id].kind) })
	if len(fit) == 0 && !exact {
		return nil // a tolerant match of another kind of body is none
	}
	if f.Key == "party_group" && in != 0 {
		own := keep(found, func(id oplog.ID) bool { return s.body[id].parent == in })
		if len(own) > 0 {
			return own
		}
		return keep(fit, func(id oplog.ID) bool { return s.body[id].parent == 0 })
	}
	for _, ok := range []func(oplog.ID) bool{
		func(id oplog.ID) bool { return kindFits(f, s.body[id].kind) },
		func(id oplog.ID) bool { return !s.body[id].gone },
	} {
		if part := keep(found, ok); len(found) > 1 && len(part) > 0 {
			found = part
		}
	}
	return found
}

// kindFits reports whether a body of a type is what a field refers to; a body
// without a type fits everywhere.
func kindFits(f *schema.Field, kind string) bool {
	if kind == "" {
		return true
	}
	switch f.Key {
	case "branch":
		return registers.IsParty(kind) && kind != registers.TypePartyGroup && kind != registers.TypeSuperior
	case "party_group":
		return kind == registers.TypePartyGroup
	case "unit":
		return !registers.IsParty(kind)
	case "owners":
		return kind == registers.TypeOwnersCommittee
	case "property":
		return kind == registers.TypePropertyCompany
	}
	return true
}

// nameRows notes which row gives its record which name, so that a row may refer
// to another one of the same file, as an organization to its superior.
func (n *names) nameRows(d *schema.Def, rows []*row, get func(*row, string) string) {
	if !slices.ContainsFunc(d.Fields, func(f *schema.Field) bool { return f.Ref == d.Key }) {
		return
	}
	for i, r := range rows {
		name, short := get(r, "name"), get(r, d.Short)
		if name == "" {
			continue
		}
		if k := squeeze(name); n.rows[k] == 0 { // of twins within the file the first one stands for all
			n.rows[k] = i + 1
			n.nameRow("~"+loose(d, name), i+1)
		}
		if short != "" {
			n.nameRow(squeeze(short), i+1)
		}
	}
}

func (n *names) nameRow(key string, row int) {
	if have, ok := n.rows[key]; ok && have != row {
		row = -1
	}
	n.rows[key] = row
}
