package visits

import "chengzhuan/backend/oplog"

// numbered gives keys numbers in the order of their coming, from 1; it is a hash table
// of its own because every visit is looked up in it several times. The key 0 is at 0.
type numbered struct {
	slots []numberedSlot // a power of two, at most three quarters full
	count uint32
}

type numberedSlot struct {
	key   uint64
	place uint32
}

// find returns the place of a key; ok is false where it has none.
func (t *numbered) find(key uint64) (place uint32, ok bool) {
	if key == 0 {
		return 0, true
	}
	if len(t.slots) == 0 {
		return 0, false
	}
	s := t.slot(key)
	return s.place, s.key != 0
}

// place returns the place of a key and whether it has been given just now.
func (t *numbered) place(key uint64) (place uint32, fresh bool) {
	if key == 0 {
		return 0, false
	}
	if 4*int(t.count+1) > 3*len(t.slots) {
		t.grow(2 * len(t.slots))
	}
	s := t.slot(key)
	if s.key == 0 {
		t.count++
		s.key, s.place = key, t.count
		return t.count, true
	}
	return s.place, false
}

// slot returns where a key stands or would stand.
func (t *numbered) slot(key uint64) *numberedSlot {
	mask := uint64(len(t.slots) - 1)
	// Records that were made one after another stand side by side in eights, which come
	// from memory together; the eights are spread by the golden ratio.
	h := (key>>3*0x9e3779b97f4a7c15>>32)<<3 | key&7
	for i := h & mask; ; i = (i + 1) & mask {
		if s := &t.slots[i]; s.key == key || s.key == 0 {
			return s
		}
	}
}

func (t *numbered) grow(size int) {
	old := t.slots
	t.slots = make([]numberedSlot, max(size, 1<<10))
	for _, s := range old {
		if s.key != 0 {
			*t.slot(s.key) = s
		}
	}
}

// idTable numbers records in the order of their coming; no record is at 0.
type idTable struct{ numbered }

func (t *idTable) of(id oplog.ID) uint32 {
	place, _ := t.place(uint64(id))
	return place
}

// len returns how many places there are, with that of none.
func (t *idTable) len() int { return int(t.count) + 1 }
