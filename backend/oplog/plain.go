package oplog

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"chengzhuan/backend/errs"
)

// Plain is the body of an operation in the deterministic form in which this
// program writes it: {1: {text: text}, 2: {text: [number]}}, lengths as short as can
// be, keys in order. Read and Append are each other's reverse, to the byte; what
// another program wrote otherwise has no Plain and is handled as bytes.
type Plain struct {
	Keys, Values []string
	HasSeen      bool // whether there is a second part, be it empty
	SeenKeys     []string
	Seen         [][]ID
}

// Read takes a body apart, reusing the slices; it returns false for a body in any other form.
func (p *Plain) Read(b []byte) bool {
	*p = Plain{Keys: p.Keys[:0], Values: p.Values[:0], SeenKeys: p.SeenKeys[:0], Seen: p.Seen[:0]}
	r := itemReader{rest: string(b)}
	parts := r.head(5)
	if parts < 1 || parts > 2 || r.head(0) != 1 {
		return false
	}
	n := r.head(5)
	if n < 0 || n > maxFields {
		return false
	}
	for i := range n {
		key := r.text()
		if i > 0 && !ordered(p.Keys[i-1], key) {
			return false
		}
		p.Keys, p.Values = append(p.Keys, key), append(p.Values, r.text())
		if r.bad {
			return false
		}
	}
	if p.HasSeen = parts == 2; p.HasSeen {
		if r.head(0) != 2 {
			return false
		}
		n := r.head(5)
		if n < 0 || n > maxFields {
			return false
		}
		for i := range n {
			key := r.text()
			if i > 0 && !ordered(p.SeenKeys[i-1], key) {
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
			p.SeenKeys, p.Seen = append(p.SeenKeys, key), append(p.Seen, ids)
		}
	}
	return !r.bad && r.rest == ""
}

// Append writes the body behind dst. The parts must be such as Read gives: see Sound.
func (p *Plain) Append(dst []byte) []byte {
	parts := 1
	if p.HasSeen {
		parts = 2
	}
	dst = append(appendNumber(dst, 5, parts), 1)
	dst = appendNumber(dst, 5, len(p.Keys))
	for i, key := range p.Keys {
		dst = appendText(appendText(dst, key), p.Values[i])
	}
	if !p.HasSeen {
		return dst
	}
	dst = appendNumber(append(dst, 2), 5, len(p.SeenKeys))
	for i, key := range p.SeenKeys {
		dst = appendNumber(appendText(dst, key), 4, len(p.Seen[i]))
		for _, id := range p.Seen[i] {
			dst = appendNumber(dst, 0, int(id))
		}
	}
	return dst
}

// Sound reports whether the parts can be written so that Read gives them back.
func (p *Plain) Sound() bool {
	if len(p.Values) != len(p.Keys) || len(p.Seen) != len(p.SeenKeys) || len(p.SeenKeys) > 0 && !p.HasSeen || !KeysOrdered(p.Keys) || !KeysOrdered(p.SeenKeys) {
		return false
	}
	for _, list := range p.Seen {
		for _, id := range list {
			if id < 0 {
				return false
			}
		}
	}
	return !slices.ContainsFunc(p.Values, func(v string) bool { return !utf8.ValidString(v) })
}

// KeysOrdered reports whether keys are such as a map of a body holds: valid, each
// once, in the order of their encoded bytes, not too many.
func KeysOrdered(keys []string) bool {
	for i, key := range keys {
		if i > 0 && !ordered(keys[i-1], key) || !utf8.ValidString(key) {
			return false
		}
	}
	return len(keys) <= maxFields
}

// of takes the parts of an operation.
func (p *Plain) of(o *Op) {
	for key := range o.Fields {
		p.Keys = append(p.Keys, key)
	}
	slices.SortFunc(p.Keys, inOrder)
	for _, key := range p.Keys {
		p.Values = append(p.Values, o.Fields[key])
	}
	p.HasSeen = len(o.Seen) > 0
	for key := range o.Seen {
		p.SeenKeys = append(p.SeenKeys, key)
	}
	slices.SortFunc(p.SeenKeys, inOrder)
	for _, key := range p.SeenKeys {
		p.Seen = append(p.Seen, o.Seen[key])
	}
}

func (p *Plain) fill(o *Op) {
	o.Fields, o.Seen = make(map[string]string, len(p.Keys)), nil
	for i, key := range p.Keys {
		o.Fields[key] = p.Values[i]
	}
	if !p.HasSeen {
		return
	}
	o.Seen = make(map[string][]ID, len(p.SeenKeys))
	for i, key := range p.SeenKeys {
		o.Seen[key] = p.Seen[i]
	}
}

// plainBody fills the operation from a body in the plain form, which most of
// what an import reads is; it returns false for any other, which the general decoder then judges.
func (o *Op) plainBody(b []byte) bool {
	var keys, values, seenKeys [8]string
	var seen [8][]ID
	p := Plain{Keys: keys[:0], Values: values[:0], SeenKeys: seenKeys[:0], Seen: seen[:0]}
	if !p.Read(b) {
		return false
	}
	p.fill(o)
	return true
}

// appendHead writes the deterministic form of a head; numbers must not be negative.
func (h *head) appendHead(dst []byte) []byte {
	texts := [...]string{h.Operator, h.Face, h.Kind, h.Note}
	keys := 6
	for _, has := range [...]bool{len(h.Prev) > 0, texts[0] != "", texts[1] != "", texts[2] != "", texts[3] != "", h.Undoes != 0} {
		if has {
			keys++
		}
	}
	dst = appendNumber(dst, 5, keys)
	for i, n := range [...]int{int(h.ID), h.Count, int(h.Replica), int(h.Seq)} {
		dst = appendNumber(append(dst, byte(i+1)), 0, n)
	}
	if len(h.Prev) > 0 {
		dst = append(appendNumber(append(dst, 5), 2, len(h.Prev)), h.Prev...)
	}
	dst = appendNumber(append(dst, 6), 0, int(h.Stamp))
	dst = appendNumber(append(dst, 7), 0, int(h.At))
	for i, text := range texts {
		if text != "" {
			dst = appendText(append(dst, byte(i+8)), text)
		}
	}
	if h.Undoes != 0 {
		dst = appendNumber(append(dst, 12), 0, int(h.Undoes))
	}
	return dst
}

// readPlain reads a head in the form in which appendHead writes it, to the byte;
// it returns false for any other.
func (h *head) readPlain(b []byte) bool {
	*h = head{}
	r := itemReader{rest: string(b)}
	keys := r.head(5)
	if keys < 6 || keys > 12 {
		return false
	}
	last := 0
	for range keys {
		key := r.head(0)
		if r.bad || key <= last || key > 12 || last < 4 && key != last+1 || last == 4 && key > 6 || last == 5 && key != 6 || last == 6 && key != 7 {
			return false
		}
		last = key
		switch key {
		case 1:
			h.ID = ID(r.head(0))
		case 2:
			h.Count = r.head(0)
		case 3:
			h.Replica = int64(r.head(0))
		case 4:
			h.Seq = int64(r.head(0))
		case 5:
			n := r.head(2)
			if n < 1 || n > len(r.rest) {
				return false
			}
			h.Prev, r.rest = []byte(r.rest[:n]), r.rest[n:]
		case 6:
			h.Stamp = Stamp(r.head(0))
		case 7:
			h.At = int64(r.head(0))
		case 12:
			h.Undoes = ID(r.head(0))
			r.bad = r.bad || h.Undoes == 0
		default:
			text := r.text()
			*[...]*string{&h.Operator, &h.Face, &h.Kind, &h.Note}[key-8] = text
			r.bad = r.bad || text == ""
		}
	}
	return !r.bad && r.rest == "" && last >= 7
}

// decodeHead reads a head; plain says that the deterministic form of what it says is the same bytes.
func decodeHead(b []byte) (h head, plain bool, err error) {
	if h.readPlain(b) {
		return h, true, nil
	}
	h = head{}
	if err := decoding.Unmarshal(b, &h); err != nil {
		return h, false, errs.Wrap(errs.Damaged, err, "改动记录已损坏").Do("请用最近的备份恢复，并保留现在的数据文件")
	}
	return h, false, nil
}

// ordered reports whether two texts of a map stand in the order of their encoded bytes.
func ordered(a, b string) bool { return inOrder(a, b) < 0 }

func inOrder(a, b string) int {
	if n := cmp.Compare(len(a), len(b)); n != 0 {
		return n
	}
	return cmp.Compare(a, b)
}

func appendText(dst []byte, s string) []byte { return append(appendNumber(dst, 3, len(s)), s...) }

// appendNumber writes the head of an item of that major type.
func appendNumber(dst []byte, major byte, n int) []byte {
	major <<= 5
	switch u := uint64(n); {
	case u < 24:
		return append(dst, major|byte(u))
	case u < 1<<8:
		return append(dst, major|24, byte(u))
	case u < 1<<16:
		return append(dst, major|25, byte(u>>8), byte(u))
	case u < 1<<32:
		return append(dst, major|26, byte(u>>24), byte(u>>16), byte(u>>8), byte(u))
	default:
		return append(dst, major|27, byte(u>>56), byte(u>>48), byte(u>>40), byte(u>>32), byte(u>>24), byte(u>>16), byte(u>>8), byte(u))
	}
}

// itemReader takes items off the front; bad says that one was not as expected.
type itemReader struct {
	rest string
	bad  bool
}

// head takes the head of an item of that major type and returns its number, -1
// where it is another or not in its shortest form.
func (r *itemReader) head(major byte) int {
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
	least := [...]uint64{24, 1 << 8, 1 << 16, 1 << 32}[low-24]
	if n < least || n >= 1<<63 {
		r.bad = true
		return -1
	}
	r.rest = r.rest[1+size:]
	return int(n)
}

func (r *itemReader) text() string {
	n := r.head(3)
	if r.bad || n > len(r.rest) || !utf8.ValidString(r.rest[:n]) {
		r.bad = true
		return ""
	}
	out := r.rest[:n]
	r.rest = r.rest[n:]
	return out
}
