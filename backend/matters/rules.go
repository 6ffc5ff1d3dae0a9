package matters

import (
	"slices"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
)

// rules are one kind of course as data: its states, which of them may follow which,
// and what a step needs besides. T is the record whose course it is. Appeals,
// supervised problems, wishes and mediations are four tables of this form; whatever
// asks what may follow, refuses a step or lists what is open reads them.
type rules[T any] struct {
	states *cn.CodeList
	state  func(*T) string
	next   map[string][]string
	bar    func(*T, string) *errs.Error // why a step that its state allows may not be taken as the record stands; nil: nothing bars
}

// label names a state.
func (r *rules[T]) label(code string) string {
	label, _ := r.states.LabelOf(code)
	return label
}

// barred says why a record may not take a step that its state allows; nil if it may.
func (r *rules[T]) barred(t *T, to string) *errs.Error {
	if r.bar == nil {
		return nil
	}
	return r.bar(t, to)
}

// lawful returns the states that may follow for a record as it stands: of those of
// its state without what it does not meet the needs of.
func (r *rules[T]) lawful(t *T) (out []string) {
	for _, to := range r.next[r.state(t)] {
		if r.barred(t, to) == nil {
			out = append(out, to)
		}
	}
	return out
}

// refuse returns why a step may not follow, naming those that may; nil if it may.
func (r *rules[T]) refuse(t *T, to string) error {
	from := r.state(t)
	if slices.Contains(r.next[from], to) {
		if err := r.barred(t, to); err != nil {
			return err
		}
		return nil
	}
	var may []string
	for _, code := range r.lawful(t) {
		may = append(may, r.label(code))
	}
	e := errs.New(errs.Invalid, "“"+r.label(from)+"”之后不能直接“"+r.label(to)+"”").In("state")
	if len(may) == 0 {
		return e.Do("这件事已经结束，不能再办理")
	}
	return e.Do("现在可以：" + strings.Join(may, "、"))
}

// choices returns the states that may follow, with why not where something is missing.
func (r *rules[T]) choices(t *T) []Choice {
	out := []Choice{}
	for _, to := range r.next[r.state(t)] {
		c := Choice{State: to, Label: r.label(to)}
		if err := r.barred(t, to); err != nil {
			c.Why = err.Message
		}
		out = append(out, c)
	}
	return out
}

// ended reports whether nothing follows a state.
func (r *rules[T]) ended(state string) bool { return len(r.next[state]) == 0 }

// pending returns the states that something follows, in the order of the list.
func (r *rules[T]) pending() (out []string) {
	for _, c := range r.states.Codes {
		if !r.ended(c.Code) {
			out = append(out, c.Code)
		}
	}
	return out
}
