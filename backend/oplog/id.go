package oplog

import (
	"crypto/rand"
	"encoding/binary"
	"strconv"
	"strings"

	"chengzhuan/backend/errs"
)

// placeBits divides the text form and the numbers of planned records.
const placeBits = 36

// MaxBlock is the largest number in the left half of an ID.
const MaxBlock = 1<<(63-placeBits) - 1

// LastDrawn is the largest left half that a real record gets: those above stand for
// records that are only planned, as during an import.
const LastDrawn = MaxBlock - 16

// gapBits is how far, at random, a change leaves the numbers of the one before.
const gapBits = 40

// ID names an operation, and the row that the operation created. The operations of
// a change are numbered in a row; a change begins a random distance of 40 bits after
// the last number of its PC. So the rows of one PC are in the order of their making, and
// two copies of one PC, who know nothing of each other, never give one number to
// two things. Zero means none.
type ID int64

// NewID joins the halves of the text form.
func NewID(block uint32, place int64) ID {
	return ID(int64(block)<<placeBits | place)
}

// DrawID returns the ID for the first operation of a new change of a PC whose
// last one had the number last; 0 for the first change.
func DrawID(last ID) (ID, error) {
	for {
		var b [8]byte
		if _, err := rand.Read(b[:]); err != nil {
			return 0, errs.Wrap(errs.Internal, err, "取随机数失败")
		}
		random := binary.BigEndian.Uint64(b[:])
		id := last + 1 + ID(random>>(64-gapBits))
		if last == 0 || !(id + MaxOps).Drawn() {
			id = ID(random >> 2) // in the lower half: a lifetime of changes fits above
		}
		if id.Drawn() {
			return id, nil
		}
	}
}

// Drawn reports whether the ID can be that of a real operation.
func (id ID) Drawn() bool { return id > 0 && id.Block() > 0 && id.Block() <= LastDrawn }

// Block returns the left half.
func (id ID) Block() uint32 { return uint32(int64(id) >> placeBits) }

// Place returns the right half.
func (id ID) Place() int64 { return int64(id) & (1<<placeBits - 1) }

// String is the text form that crosses every border, such as "1z141z-2s";
// the zero ID is "".
func (id ID) String() string {
	if id == 0 {
		return ""
	}
	return strconv.FormatUint(uint64(id.Block()), 36) + "-" + strconv.FormatInt(id.Place(), 36)
}

// ParseID reads the text form; "" is the zero ID.
func ParseID(s string) (ID, error) {
	if s == "" {
		return 0, nil
	}
	left, right, ok := strings.Cut(s, "-")
	if ok {
		block, err1 := strconv.ParseUint(left, 36, 63-placeBits)
		place, err2 := strconv.ParseInt(right, 36, placeBits+1)
		if err1 == nil && err2 == nil && place >= 0 && place < 1<<placeBits && block > 0 {
			if id := NewID(uint32(block), place); id.String() == s {
				return id, nil
			}
		}
	}
	return 0, errs.New(errs.Invalid, "编号“"+s+"”不对").Do("编号请从列表中复制，形如 1z141z-2s")
}
