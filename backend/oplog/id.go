// Package oplog owns operations, changes and their clock: what the change log
// is made of and how concurrent edits meet. It is pure: no SQL, no files, and
// it knows no register by name.
package oplog

import (
	"strconv"
	"strings"

	"chengzhuan/backend/errs"
)

// counterBits leaves 27 bits for the replica: 134 million possible PCs, and
// 68 billion operations on each.
const counterBits = 36

// MaxReplica is the largest replica number.
const MaxReplica = 1<<(63-counterBits) - 1

// LastDrawn is the largest replica number that a PC gets: those above stand for
// records that are only planned, as during an import.
const LastDrawn = MaxReplica - 16

// ID names an operation, and the row that the operation created: the replica
// (a random number per PC) in the high bits, its counter in the low ones, so
// rows of one PC are sequential. Zero means none.
type ID int64

// NewID joins a replica and a counter.
func NewID(replica uint32, counter int64) ID {
	return ID(int64(replica)<<counterBits | counter)
}

// Replica returns the PC that made it.
func (id ID) Replica() uint32 { return uint32(int64(id) >> counterBits) }

// Counter returns its number on that PC, from 1.
func (id ID) Counter() int64 { return int64(id) & (1<<counterBits - 1) }

// String is the text form that crosses every border, such as "1z141z-2s";
// the zero ID is "".
func (id ID) String() string {
	if id == 0 {
		return ""
	}
	return strconv.FormatUint(uint64(id.Replica()), 36) + "-" + strconv.FormatInt(id.Counter(), 36)
}

// ParseID reads the text form; "" is the zero ID.
func ParseID(s string) (ID, error) {
	if s == "" {
		return 0, nil
	}
	left, right, ok := strings.Cut(s, "-")
	if ok {
		replica, err1 := strconv.ParseUint(left, 36, 63-counterBits)
		counter, err2 := strconv.ParseInt(right, 36, counterBits+1)
		if err1 == nil && err2 == nil && counter > 0 && counter < 1<<counterBits && replica > 0 {
			if id := NewID(uint32(replica), counter); id.String() == s {
				return id, nil
			}
		}
	}
	return 0, errs.New(errs.Invalid, "编号“"+s+"”不对").Do("编号请从列表中复制，形如 1z141z-2s")
}
