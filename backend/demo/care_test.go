package demo_test

import (
	"slices"
	"strings"
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

func decoded[T any](b *book, r *schema.Register[T]) []T {
	var out []T
	for _, v := range b.rows[r.Key] {
		out = append(out, r.Decode(v))
	}
	return out
}

// careFault says what a year of care lacks, "" nothing.
func careFault(b *book, day cn.Date) string {
	mediated := 0
	for _, m := range decoded(b, registers.Mediations) {
		if m.Date > day.AddYears(-1) {
			mediated++
		}
	}
	if mediated < 30 {
		return "mediations below the 30 that are promised"
	}
	states, late := map[string]int{}, 0
	for _, w := range decoded(b, registers.Wishes) {
		states[w.State]++
		if w.State == registers.WishClaimed && w.Planned < day {
			late++
		}
	}
	if states[registers.WishOpen] < 3 || states[registers.WishClaimed] < 2 || states[registers.WishDone] < 8 || states[registers.WishCancelled] != 2 || late != 1 {
		return "wishes are not in every state, or not one of them is late"
	}
	open, over := 0, 0
	for _, h := range decoded(b, registers.Hardships) {
		if h.State == registers.HardshipOpen {
			open++
		} else {
			over++
		}
	}
	if open < 15 || over != 2 {
		return "cases of hardship"
	}
	waiting := 0
	for _, q := range decoded(b, registers.Questions) {
		if !q.OnSpot && q.Replied == "" {
			waiting++
		}
	}
	if waiting == 0 {
		return "no question waits for an answer"
	}
	stages := map[string]bool{}
	for _, p := range decoded(b, registers.Projects) {
		stages[p.Stage] = true
	}
	if len(stages) != 4 {
		return "projects are not in four stages"
	}
	kinds := map[string]bool{}
	for _, p := range decoded(b, registers.Patrols) {
		kinds[p.Kind] = true
	}
	for _, four := range []string{"1", "2", "3", "4"} {
		if !kinds[four] {
			return "a patrol finding of the four 点 is missing"
		}
	}
	var months []string
	for _, r := range decoded(b, registers.Rotations) {
		months = append(months, string(r.Month))
	}
	if !slices.IsSorted(months) || len(slices.Compact(months)) != 12 {
		return "not one round a month"
	}
	weeks := decoded(b, registers.Weeklies)
	if len(weeks) != 8 || weeks[7].Monday != day.Monday() || weeks[7].State != registers.WeeklyDraft || weeks[0].State != registers.WeeklyFinal {
		return "weekly reports"
	}
	if len(b.rows["aids"]) < 50 || len(b.rows["pairs"]) < 10 || len(b.rows["consultations"]) != 4 || len(b.rows["inspections"]) != 10 || len(b.rows["talks"]) != 2 {
		return "sizes"
	}
	return ""
}

func TestAYearOfCare(t *testing.T) {
	for i, day := range days {
		if fault := careFault(fill(t, day, uint64(i)*77+1), day); fault != "" {
			t.Errorf("%s: %s", day, fault)
		}
	}
	b := fill(t, today, 1) // the fault finder finds faults
	for key, rows := range b.rows {
		if registers.Find(key).Group != registers.Hardships.Group && registers.Find(key).Group != registers.Weeklies.Group || strings.HasPrefix(key, "supervision") {
			continue
		}
		b.rows[key] = rows[:len(rows)/3]
		if careFault(b, today) == "" {
			t.Errorf("a third of %s is enough", key)
		}
		b.rows[key] = rows
	}
}

// Doubts of the checks stand only on what is meant to be open: a late wish, a
// question that waits, a project without money yet, deadlines that have passed.
func TestCareIsTidy(t *testing.T) {
	meant := strings.Fields("wishes.planned questions.reply_due consultations.deadline inspections.deadline talks.deadline rotations.state projects.planned")
	for i, day := range days {
		b := fill(t, day, uint64(i))
		for _, d := range registers.All() {
			if d.Check == nil || d.Group != registers.Hardships.Group && d.Group != registers.Weeklies.Group {
				continue
			}
			for n, v := range b.rows[d.Key] {
				for _, p := range d.Check(v, schema.Env{Today: day}) {
					if !slices.Contains(meant, d.Key+"."+p.Field) {
						t.Fatalf("%s: %s %d: %s: %s", day, d.Key, n, p.Field, p.Message)
					}
				}
			}
		}
	}
}

// What is supervised of an appeal that is done is done too, and some of both are not.
func TestSupervisionsFollowTheirMatters(t *testing.T) {
	open := 0
	for i, day := range days {
		b := fill(t, day, uint64(i))
		states := map[oplog.ID]registers.Matter{}
		for n, m := range decoded(b, registers.Matters) {
			states[b.ids["matters"][n]] = m
		}
		for _, s := range decoded(b, registers.Supervisions) {
			m := states[s.Matter]
			switch {
			case s.State != registers.SupervisionDone:
				open++
				if m.Finished != "" {
					t.Errorf("%s: %s is supervised though done on %s", day, m.No, m.Finished)
				}
			case s.Done != "" && s.Matter != 0 && m.Finished == "" && m.Reopened == 0:
				t.Errorf("%s: the supervision of %s ended before it", day, m.No)
			}
		}
	}
	if open == 0 {
		t.Error("nothing is supervised")
	}
}
