package demo_test

import (
	"testing"

	"chengzhuan/backend/registers"
)

// A notice of awards hangs out with an objection that waits, one of development has ended.
func TestNotices(t *testing.T) {
	for i, day := range days {
		b := fill(t, day, uint64(i)*17+5)
		running, ended := 0, 0
		for _, n := range decoded(b, registers.Notices) {
			if n.From > day || n.Closed > day {
				t.Errorf("%s: a notice from the future: %s", day, n.Title)
			}
			switch {
			case n.Kind == registers.NoticeAwards && n.Closed == "" && n.To >= day && n.Count > 0:
				running++
			case n.Kind == registers.NoticeDevelopment && n.Closed != "" && n.Count == 2:
				ended++
			}
		}
		if running != 1 || ended != 1 {
			t.Errorf("%s: %d running, %d ended", day, running, ended)
		}
		waiting := 0
		for _, o := range decoded(b, registers.Objections) {
			if o.Line != 0 && o.Outcome == "" {
				waiting++
			}
		}
		if waiting != 1 {
			t.Errorf("%s: %d objections to a line wait", day, waiting)
		}
	}
}
