package demo_test

import (
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
)

// pointsFault says what a book of points lacks that the pages are to show, "" nothing.
func pointsFault(b *book, day cn.Date) string {
	states := map[string]int{}
	for _, c := range decoded(b, registers.PointClaims) {
		states[c.State]++
		if c.Date > day || c.StepOn > day {
			return "a claim from the future"
		}
		if c.Applicant != "" && c.Applicant == c.StepBy && (c.State == registers.PointGroupReview || c.State == registers.PointBranchReview) {
			return "somebody judged a claim of their own"
		}
	}
	for _, s := range []string{registers.PointDraft, registers.PointClaimed, registers.PointBranchReview, registers.PointPosted, registers.PointEffective, registers.PointReturned, registers.PointDisputed, registers.PointVoid} {
		if states[s] == 0 {
			label, _ := registers.PointStates.LabelOf(s)
			return "no claim is " + label
		}
	}
	running := 0
	for _, n := range decoded(b, registers.Notices) {
		if n.Kind == registers.NoticePoints && n.Closed == "" && n.From <= day && n.To >= day && n.Count > 3 {
			running++
		}
	}
	open, settled := 0, 0
	for _, o := range decoded(b, registers.Objections) {
		if o.Outcome == "" {
			open++
		} else {
			settled++
		}
	}
	entries := decoded(b, registers.PointEntries)
	switch {
	case running == 0:
		return "no notice hangs out"
	case open == 0 || settled == 0:
		return "objections"
	case len(entries) < 150 || len(entries) != states[registers.PointEffective]+states[registers.PointVoid]:
		return "entries and claims in effect do not match"
	case len(decoded(b, registers.PointStandings)) < 5:
		return "nobody is exempt"
	}
	return ""
}

func TestAYearOfPoints(t *testing.T) {
	for i, day := range days {
		if fault := pointsFault(fill(t, day, uint64(i)*31+1), day); fault != "" {
			t.Errorf("%s: %s", day, fault)
		}
	}
	b := fill(t, today, 1) // the fault finder finds faults
	for _, key := range []string{"point_claims", "notices", "objections", "point_entries", "point_standings"} {
		rows := b.rows[key]
		b.rows[key] = rows[:len(rows)/9]
		if pointsFault(b, today) == "" {
			t.Errorf("a ninth of %s is enough", key)
		}
		b.rows[key] = rows
	}
}
