package demo_test

import (
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
)

// A year of organizational life is there, of a size that a book bears, with absences
// and with dues that are behind.
func TestLife(t *testing.T) {
	for i, day := range days {
		b := fill(t, day, uint64(i)+40)
		for key, want := range map[string][2]int{"meetings": {55, 100}, "attendances": {150, 900}, "dues": {120, 700}, "dues_bases": {12, 70}, "studies": {15, 140}} {
			if n := len(b.rows[key]); n < want[0] || n > want[1] {
				t.Errorf("%s: %s: %d records, want %d to %d", day, key, n, want[0], want[1])
			}
		}
		states := map[string]int{}
		for _, v := range b.rows["attendances"] {
			a := registers.Attendances.Decode(v)
			states[a.State]++
		}
		if states[registers.AttendPresent] < states[registers.AttendLeave]*3 || states[registers.AttendLeave] == 0 || states[registers.AttendAbsent] == 0 || states[registers.AttendLate] == 0 {
			t.Errorf("%s: marks %v", day, states)
		}
		last, waived := map[oplog.ID]cn.Date{}, 0
		for _, v := range b.rows["dues"] {
			d := registers.Dues.Decode(v)
			last[d.Member] = max(last[d.Member], d.Month)
			if d.Waived {
				waived++
			} else if !d.Settled() {
				t.Errorf("%s: dues %+v", day, d)
			}
		}
		behind := 0
		for _, month := range last {
			if month < day.AddMonths(-3)[:7] {
				behind++
			}
		}
		if behind == 0 || behind > 8 || waived == 0 {
			t.Errorf("%s: %d behind with dues, %d let off", day, behind, waived)
		}
	}
}
