package oplog

import "unicode/utf8"

// plainBody reads the body of an operation in the deterministic form in which
// this program writes it: {1: {text: text}, 2: {text: [number]}}, lengths as
// short as can be, keys in order. It returns false for anything else, which the
// general decoder then judges: bodies are most of what an import reads.
func (o *Op) plainBody(b []byte) bool {
	r := bodyReader{rest: string(b)}
	parts := r.head(5)
	if parts < 1 || parts > 2 || r.head(0) != 1 {
		return false
	}
	n := r.head(5)
	if n < 0 || n > maxFields {
		return false
	}
	fields := make(map[string]string, n)
	before := ""
	for i := range n {
		key := r.text()
		if i > 0 && !ordered(before, key) {
			return false
		}
		before, fields[key] = key, r.text()
	}
	var seen map[string][]ID
	if parts == 2 {
		if r.head(0) != 2 {
			return false
		}
		n := r.head(5)
		if n < 0 || n > maxFields {
			return false
		}
		seen = make(map[string][]ID, n)
		for i := range n {
			key := r.text()
			if i > 0 && !ordered(before, key) {
				return false
			}
			count := r.head(4)
			if count < 0 || count > len(r.rest) { // each takes a byte at least
				return false
			}
			ids := make([]ID, count)
			for j := range ids {
				ids[j] = ID(r.head(0))
			}
			before, seen[key] = key, ids
		}
	}
	if r.bad || r.rest != "" {
		return false
	}
	o.Fields, o.Seen = fields, seen
	return true
}

// ordered reports whether two texts of a map stand in the order of their encoded bytes.
func ordered(a, b string) bool {
	if len(a) != len(b) {
		return len(a) < len(b)
	}
	return a < b
}

// bodyReader takes items off the front; bad says that one was not as expected.
type bodyReader struct {
	rest string
	bad  bool
}

// head takes the head of an item of that major type and returns its number, -1
// where it is another or not in its shortest form.
func (r *bodyReader) head(major byte) int {
	if r.bad || r.rest == "" || r.rest[0]>>5 != major {
		r.bad = true
		return -1
	}
	low := r.rest[0] & 31
	if low < 24 {
		r.rest = r.rest[1:]
		return int(low)
	}
	size := 1 << (low - 24)
	if low > 27 || len(r.rest) < 1+size {
		r.bad = true
		return -1
	}
	n := uint64(0)
	for i := range size {
		n = n<<8 | uint64(r.rest[1+i])
	}
	least := []uint64{24, 1 << 8, 1 << 16, 1 << 32}[low-24]
	if n < least || n >= 1<<63 {
		r.bad = true
		return -1
	}
	r.rest = r.rest[1+size:]
	return int(n)
}

func (r *bodyReader) text() string {
	n := r.head(3)
	if r.bad || n > len(r.rest) || !utf8.ValidString(r.rest[:n]) {
		r.bad = true
		return ""
	}
	out := r.rest[:n]
	r.rest = r.rest[n:]
	return out
}
