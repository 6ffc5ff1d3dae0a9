package oplog

import "time"

// Stamp is a hybrid logical clock reading: milliseconds since 1970 in the high
// 48 bits, a logical counter in the low 16. It orders concurrent edits only;
// causality is carried by the heads an edit has seen.
type Stamp int64

// Wall returns the wall clock part.
func (s Stamp) Wall() time.Time { return time.UnixMilli(int64(s) >> 16) }

// Next returns a stamp later than last and not before now: a clock that was
// set back never makes a new edit look older than what this PC has seen.
func Next(last Stamp, now time.Time) Stamp {
	if wall := Stamp(now.UnixMilli() << 16); wall > last {
		return wall
	}
	return last + 1
}
