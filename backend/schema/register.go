package schema

import (
	"fmt"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
)

// F is a field and the place of its value in T. At returns a pointer to one
// of: *string, *cn.Date, *int64, *bool, *oplog.ID, *[]string (codes).
type F[T any] struct {
	Field
	At func(*T) any
}

// Register is a register with its typed record.
type Register[T any] struct {
	*Def
	at []func(*T) any
}

// Declare joins a definition with its typed fields. check may be nil. It
// panics where the declaration contradicts itself: that is a fault of ours
// which every start and every test meets.
func Declare[T any](d Def, fields []F[T], check func(*T, Env) []Problem) *Register[T] {
	r := &Register[T]{Def: &d}
	for i := range fields {
		f := fields[i].Field
		r.Fields = append(r.Fields, &f)
		r.at = append(r.at, fields[i].At)
	}
	if check != nil {
		r.Check = func(v Values, env Env) []Problem {
			t := r.Decode(v)
			return check(&t, env)
		}
	}
	r.through = func(v Values) Values {
		t := r.Decode(v)
		return r.Encode(&t)
	}
	r.Def.index = map[string]int{}
	for i, f := range r.Fields {
		r.Def.index[f.Key] = i
	}
	for _, rule := range r.Same {
		if f := r.Def.Field(rule.Fields[0]); f != nil {
			f.Index = true // twins are looked up by it
		}
	}
	if err := r.Def.validate(); err != nil {
		panic("schema: " + d.Key + ": " + err.Error())
	}
	var zero T
	for i, at := range r.at {
		if !fits(r.Fields[i].Kind, at(&zero)) {
			panic(fmt.Sprintf("schema: %s.%s: kind %s does not fit %T", d.Key, r.Fields[i].Key, r.Fields[i].Kind, at(&zero)))
		}
	}
	return r
}

func fits(k Kind, p any) bool {
	switch p.(type) {
	case *string:
		return k == Text || k == Note || k == Code || k == Phone || k == IDNumber || k == Decimal || k == Image || k == Paper
	case *cn.Date:
		return k == Date
	case *int64:
		return k == Integer || k == Money || k == Tenths
	case *bool:
		return k == Flag
	case *oplog.ID:
		return k == Ref
	case *[]string:
		return k == Codes
	}
	return false
}

// Fills sets what completes a new record of the register by what follows from it:
// fill may set fields that are empty. It returns the register, for declarations.
func (r *Register[T]) Fills(fill func(*T, Env)) *Register[T] {
	r.Fill = func(v Values, env Env) {
		t := r.Decode(v)
		fill(&t, env)
		for i, next := range r.Encode(&t) {
			if v[i] == "" {
				v[i] = next
			}
		}
	}
	return r
}

// Edits sets what completes and checks an edit of a record of the register: see Def.Edit.
// It returns the register, for declarations.
func (r *Register[T]) Edits(edit func(was, next *T, begun cn.Date, env Env) []Problem) *Register[T] {
	r.Edit = func(was, next Values, begun cn.Date, env Env) []Problem {
		old, t := r.Decode(was), r.Decode(next)
		out := edit(&old, &t, begun, env)
		copy(next, r.Encode(&t))
		return out
	}
	return r
}

// Decode turns canonical texts into a typed record.
func (r *Register[T]) Decode(v Values) T {
	var t T
	for i, at := range r.at {
		if i >= len(v) || v[i] == "" {
			continue
		}
		switch p := at(&t).(type) {
		case *string:
			*p = v[i]
		case *cn.Date:
			*p = cn.Date(v[i])
		case *int64:
			*p, _ = strconv.ParseInt(v[i], 10, 64)
		case *bool:
			*p = v[i] == "1"
		case *oplog.ID:
			*p, _ = oplog.ParseID(v[i])
		case *[]string:
			*p = strings.Split(v[i], ",")
		}
	}
	return t
}

// Encode turns a typed record into canonical texts. A zero number and a false
// flag are written as "": a typed record cannot tell them from not known.
func (r *Register[T]) Encode(t *T) Values {
	v := make(Values, len(r.at))
	for i, at := range r.at {
		switch p := at(t).(type) {
		case *string:
			v[i] = *p
		case *cn.Date:
			v[i] = string(*p)
		case *int64:
			if *p != 0 {
				v[i] = strconv.FormatInt(*p, 10)
			}
		case *bool:
			if *p {
				v[i] = "1"
			}
		case *oplog.ID:
			v[i] = p.String()
		case *[]string:
			v[i] = strings.Join(*p, ",")
		}
	}
	return v
}
