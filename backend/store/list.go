package store

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Condition filters a list. Op is eq, ne, contains, starts, in (values joined
// by commas), empty, notempty, gte or lte; Value is canonical text, or for a
// derived column what it shows.
type Condition struct {
	Field string
	Op    string
	Value string
}

// Query says which records of a register, in what order.
type Query struct {
	Register string
	Text     string
	Where    []Condition
	Sort     string // "" is the register's own order
	Desc     bool
	Deleted  bool       // the recycle bin instead of the living
	Except   []oplog.ID // records that are left out
}

// list is a query turned into SQL.
type list struct {
	t       *table
	where   string
	args    []any
	column  string // what the order goes by
	desc    bool
	order   string
	indexed bool // the order comes from an index
}

func (r reader) list(q Query) (list, error) {
	d, err := r.s.Def(q.Register)
	if err != nil {
		return list{}, err
	}
	l := list{t: r.s.table[d.Key]}
	where := []string{`"_deleted" = 0`}
	if q.Deleted {
		where[0] = `"_deleted" = 1`
	}
	for _, c := range q.Where {
		sql, args, err := r.condition(d, c)
		if err != nil {
			return list{}, err
		}
		where, l.args = append(where, sql), append(l.args, args...)
	}
	if text := strings.TrimSpace(q.Text); text != "" {
		sql, args := textCondition(l.t, text)
		if q.Deleted { // records in the bin have no search keys
			sql, args = plainCondition(l.t, text)
		}
		where, l.args = append(where, sql), append(l.args, args...)
	}
	if len(q.Except) > 0 {
		where, l.args = append(where, "id NOT IN (SELECT value FROM json_each(?))"), append(l.args, idList(q.Except))
	}
	l.where = strings.Join(where, " AND ")
	return l, l.sort(d, q)
}

func (l *list) sort(d *schema.Def, q Query) error {
	key, desc := q.Sort, q.Desc
	if key == "" {
		key = d.Sort
	}
	if v := d.Computed(key); v != nil {
		key = v.From
		if v.Down {
			desc = !desc
		}
	}
	f := d.Field(key)
	if f == nil {
		return errs.New(errs.Invalid, "不能按“"+key+"”排序").In("sort")
	}
	column := quote(f.Key)
	switch {
	case f.Pinyin():
		column, l.indexed = quote(pinyinColumn(f)), f.Key == d.Sort && !q.Deleted
	case f.Kind == schema.Decimal:
		column = "CAST(" + column + " AS REAL)"
	default:
		l.indexed = f.Indexed() && !numeric(f)
	}
	dir := ""
	if desc {
		dir = " DESC"
	}
	l.column, l.desc, l.order = column, desc, column+dir+", id"+dir
	return nil
}

// Count returns how many records a query finds.
func (r reader) Count(ctx context.Context, q Query) (int, error) {
	l, err := r.list(q)
	if err != nil {
		return 0, err
	}
	table := quote(l.t.def.Key)
	query := `SELECT count(*) FROM ` + table + ` WHERE ` + l.where
	if len(q.Where) == 0 && strings.TrimSpace(q.Text) == "" && !q.Deleted && len(q.Except) == 0 {
		// All rows are counted in the smallest index; those in the bin are few, and large tables have an index of them.
		query = `SELECT (SELECT count(*) FROM ` + table + `) - (SELECT count(*) FROM ` + table + ` WHERE "_deleted" = 1)`
	}
	var n int
	err = r.db.QueryRowContext(ctx, query, l.args...).Scan(&n)
	return n, translate(err)
}

// IDs returns the IDs of all records of a query, in its order.
func (r reader) IDs(ctx context.Context, q Query) ([]oplog.ID, error) {
	l, err := r.list(q)
	if err != nil {
		return nil, err
	}
	// One row of text crosses the driver faster than 100,000 rows do.
	var text []byte
	err = r.db.QueryRowContext(ctx, `SELECT coalesce(group_concat(id), '') FROM (SELECT id FROM `+quote(l.t.def.Key)+` WHERE `+l.where+` ORDER BY `+l.order+`)`, l.args...).Scan(&text)
	if err != nil {
		return nil, translate(err)
	}
	return parseIDs(text), nil
}

// Page returns records offset … offset+limit-1 of a query.
func (r reader) Page(ctx context.Context, q Query, offset, limit int) ([]Record, error) {
	l, err := r.list(q)
	if err != nil {
		return nil, err
	}
	rows, err := r.db.QueryContext(ctx, `SELECT id, "_deleted", `+l.t.fields+` FROM `+quote(l.t.def.Key)+` WHERE `+l.where+` ORDER BY `+l.order+` LIMIT ? OFFSET ?`, append(l.args, limit, offset)...)
	if err != nil {
		return nil, translate(err)
	}
	var out []Record
	err = eachRecord(rows, l.t.def, func(rec Record) error { out = append(out, rec); return nil })
	return out, err
}

// After returns up to limit records that follow the cursor, and the cursor
// after them, "" at the end. "" as cursor starts. A cursor names the last
// record, so pages neither skip nor repeat others when records are added.
func (r reader) After(ctx context.Context, q Query, cursor string, limit int) ([]Record, string, error) {
	l, err := r.list(q)
	if err != nil {
		return nil, "", err
	}
	table := quote(l.t.def.Key)
	where, args := l.where, l.args
	if cursor != "" {
		sql, more, err := r.follows(ctx, l, cursor, q.Except)
		if err != nil {
			return nil, "", err
		}
		where, args = where+" AND "+sql, append(args, more...)
	}
	rows, err := r.db.QueryContext(ctx, `SELECT id, "_deleted", `+l.t.fields+` FROM `+table+` WHERE `+where+` ORDER BY `+l.order+` LIMIT ?`, append(args, limit+1)...)
	if err != nil {
		return nil, "", translate(err)
	}
	var out []Record
	if err := eachRecord(rows, l.t.def, func(rec Record) error { out = append(out, rec); return nil }); err != nil {
		return nil, "", err
	}
	if len(out) > limit {
		out = out[:limit]
		return out, out[limit-1].ID.String(), nil
	}
	return out, "", nil
}

// follows is the condition for the rows after the one that the cursor names.
// NULL sorts first. A record that is left out is no cursor: what follows it would tell
// where it stands.
func (r reader) follows(ctx context.Context, l list, cursor string, except []oplog.ID) (string, []any, error) {
	last, err := oplog.ParseID(cursor)
	if err != nil {
		return "", nil, err
	}
	if slices.Contains(except, last) {
		return "", nil, errs.New(errs.NotFound, "没有这个位置").In("after").Do("请从头列起")
	}
	var at any
	if err := r.db.QueryRowContext(ctx, `SELECT `+l.column+` FROM `+quote(l.t.def.Key)+` WHERE id = ?`, int64(last)).Scan(&at); err != nil {
		return "", nil, translate(err)
	}
	switch {
	case at == nil && l.desc:
		return l.column + " IS NULL AND id < ?", []any{int64(last)}, nil
	case at == nil:
		return "(" + l.column + " IS NOT NULL OR id > ?)", []any{int64(last)}, nil
	case l.desc:
		return "((" + l.column + ", id) < (?, ?) OR " + l.column + " IS NULL)", []any{at, int64(last)}, nil
	}
	return "(" + l.column + ", id) > (?, ?)", []any{at, int64(last)}, nil
}

// condition turns one filter into SQL.
func (r reader) condition(d *schema.Def, c Condition) (string, []any, error) {
	if c.Field == "id" {
		return idCondition(c)
	}
	f := d.Field(c.Field)
	if v := d.Computed(c.Field); v != nil {
		return r.derivedCondition(d, v, c)
	}
	if f == nil {
		return "", nil, errs.New(errs.Invalid, d.Label+"没有“"+c.Field+"”这一栏").In(c.Field)
	}
	col := quote(f.Key)
	empty := "(" + col + " IS NULL OR " + col + " = '')"
	value := func(v string) any {
		if f.Kind == schema.Decimal {
			n, _ := strconv.ParseFloat(v, 64)
			return n
		}
		return stored(f, v)
	}
	if f.Kind == schema.Decimal {
		col = "CAST(" + col + " AS REAL)"
	}
	switch c.Op {
	case "eq", "":
		if c.Value == "" {
			return empty, nil, nil
		}
		if f.Kind == schema.Codes && f.Index {
			sql, args := codesCondition(d, f, c.Value)
			return sql, args, nil
		}
		if f.Kind == schema.Codes {
			// Most often a code stands alone: to compare costs a third of what the search for it between commas does.
			return "(" + col + " = ? OR length(" + col + ") > ? AND instr(',' || " + col + " || ',', ?) > 0)", []any{c.Value, len(c.Value), "," + c.Value + ","}, nil
		}
		if f.Kind == schema.Date && len(c.Value) < 10 { // a month or a year means all of its days
			return "substr(" + col + ", 1, ?) = ?", []any{len(c.Value), c.Value}, nil
		}
		if f.Kind == schema.Flag && c.Value == "1" { // as the indexes of marked records say it
			return col + " = '1'", nil, nil
		}
		return col + " = ?", []any{value(c.Value)}, nil
	case "ne":
		return "NOT coalesce(" + col + " = ?, 0)", []any{value(c.Value)}, nil
	case "contains":
		return "instr(" + quote(f.Key) + ", ?) > 0", []any{c.Value}, nil
	case "starts":
		return "substr(" + quote(f.Key) + ", 1, length(?)) = ?", []any{c.Value, c.Value}, nil
	case "in":
		var parts []string
		var args []any
		for _, v := range strings.Split(c.Value, ",") {
			sql, a, err := r.condition(d, Condition{c.Field, "eq", v})
			if err != nil {
				return "", nil, err
			}
			parts, args = append(parts, sql), append(args, a...)
		}
		return "(" + strings.Join(parts, " OR ") + ")", args, nil
	case "empty":
		return empty, nil, nil
	case "notempty":
		return "NOT " + empty, nil, nil
	case "gte":
		return "(NOT " + empty + " AND " + col + " >= ?)", []any{value(c.Value)}, nil
	case "lte":
		// A month or a year as the upper edge takes all of its days.
		if f.Kind == schema.Date && len(c.Value) < 10 {
			return "(NOT " + empty + " AND substr(" + col + ", 1, ?) <= ?)", []any{len(c.Value), c.Value}, nil
		}
		return "(NOT " + empty + " AND " + col + " <= ?)", []any{value(c.Value)}, nil
	}
	return "", nil, errs.New(errs.Invalid, "不认识的筛选方式“"+c.Op+"”").In(c.Field)
}

// codesCondition finds the records whose list of codes holds one. The index tells the
// different lists that there are, which are few, from one to the next; only records of
// those that hold the code are looked at.
func codesCondition(d *schema.Def, f *schema.Field, code string) (string, []any) {
	col, table := quote(f.Key), quote(d.Key)
	next := "(SELECT min(" + col + ") FROM " + table + " WHERE " + col + " <> ''"
	return "(" + col + " <> '' AND " + col + " IN (WITH RECURSIVE held(codes) AS (SELECT " + next + ") UNION ALL SELECT " + next + " AND " + col + " > held.codes) FROM held WHERE held.codes IS NOT NULL)" +
		" SELECT codes FROM held WHERE instr(',' || codes || ',', ?) > 0))", []any{"," + code + ","}
}

// idCondition finds records by their IDs, joined by commas.
func idCondition(c Condition) (string, []any, error) {
	if c.Op != "in" && c.Op != "eq" {
		return "", nil, errs.New(errs.Invalid, "编号只能用“等于”或“是其中之一”筛选").In("id")
	}
	var ids []oplog.ID
	for text := range strings.SplitSeq(c.Value, ",") {
		id, err := oplog.ParseID(text)
		if err != nil {
			return "", nil, err
		}
		ids = append(ids, id)
	}
	return "id IN (SELECT value FROM json_each(?))", []any{idList(ids)}, nil
}

// idList is a list of IDs as one argument. Of ten thousands of IDs, each written into
// the statement, the reading of it took longer than the records.
func idList(ids []oplog.ID) string {
	list := []byte{'['}
	for i, id := range ids {
		if i > 0 {
			list = append(list, ',')
		}
		list = strconv.AppendInt(list, int64(id), 10)
	}
	return string(append(list, ']'))
}

func (r reader) derivedCondition(d *schema.Def, v *schema.Derived, c Condition) (string, []any, error) {
	if v.Bound == nil {
		return "", nil, errs.New(errs.Invalid, "不能按“"+v.Label+"”筛选").In(v.Key)
	}
	switch c.Op {
	case "empty", "notempty":
		return r.condition(d, Condition{v.From, c.Op, ""})
	case "eq":
		low, args, err := r.derivedCondition(d, v, Condition{v.Key, "gte", c.Value})
		if err != nil {
			return "", nil, err
		}
		high, more, err := r.derivedCondition(d, v, Condition{v.Key, "lte", c.Value})
		return "(" + low + " AND " + high + ")", append(args, more...), err
	}
	// Bound gives the edge between value-1 and value: From at value is on or
	// before it when the column falls as From rises, on or after it otherwise.
	at, within := c.Value, "gte"
	if c.Op == "lte" {
		n, err := strconv.Atoi(strings.TrimSpace(c.Value))
		if err != nil {
			return "", nil, errs.New(errs.Invalid, v.Label+"应是整数").In(v.Key)
		}
		at, within = strconv.Itoa(n+1), "lt"
	} else if c.Op != "gte" {
		return "", nil, errs.New(errs.Invalid, v.Label+"只能用“不小于”“不大于”“等于”筛选").In(v.Key)
	}
	edge, err := v.Bound(at, r.s.Today())
	if err != nil {
		return "", nil, err
	}
	col := quote(v.From)
	op := map[string]string{"gte+": ">=", "gte-": "<=", "lt+": "<", "lt-": ">"}[within+map[bool]string{true: "-", false: "+"}[v.Down]]
	return "(" + col + " <> '' AND " + col + " " + op + " ?)", []any{edge}, nil
}

// textCondition finds what a person types into the filter of a list.
func textCondition(t *table, text string) (string, []any) {
	var parts []string
	var args []any
	for _, p := range prefixes(text) {
		parts = append(parts, "id IN (SELECT row FROM search_keys WHERE key >= ? AND key < ? AND register = ?)")
		args = append(args, p, p+"\U0010FFFF", t.id)
	}
	if phrase := notePhrase(text); phrase != "" && hasNotes(t.def) {
		parts = append(parts, "id IN (SELECT rowid FROM notes WHERE notes MATCH ?)")
		args = append(args, phrase)
	}
	if len(parts) == 0 {
		return "0", nil
	}
	return "(" + strings.Join(parts, " OR ") + ")", args
}

// plainCondition looks into the searchable columns themselves.
func plainCondition(t *table, text string) (string, []any) {
	var parts []string
	var args []any
	for _, f := range t.def.Fields {
		if !f.Search {
			continue
		}
		parts, args = append(parts, "instr("+quote(f.Key)+", ?) > 0"), append(args, text)
		if f.Pinyin() {
			parts, args = append(parts, "instr("+quote(pinyinColumn(f))+", ?) = 1"), append(args, fold(text))
		}
	}
	if len(parts) == 0 {
		return "0", nil
	}
	return "(" + strings.Join(parts, " OR ") + ")", args
}

func hasNotes(d *schema.Def) bool {
	for _, f := range d.Fields {
		if f.Kind == schema.Note && !f.Private {
			return true
		}
	}
	return false
}
