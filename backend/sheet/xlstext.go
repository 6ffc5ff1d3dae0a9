package sheet

import (
	"encoding/binary"
	"unicode/utf16"
)

// biffText reads a string whose length takes 1 or 2 bytes; it returns the rest.
func biffText(b []byte, lenBytes int) (string, []byte, error) {
	if len(b) < lenBytes+1 {
		if len(b) == lenBytes && b[0] == 0 { // an empty string may lack its flags
			return "", nil, nil
		}
		return "", nil, errBIFF
	}
	n := int(b[0])
	if lenBytes == 2 {
		n = int(binary.LittleEndian.Uint16(b))
	}
	r := &sstReader{chunks: [][]byte{b[lenBytes:]}}
	t, err := r.text(n)
	if err != nil {
		return "", nil, err
	}
	return t, r.chunks[0][r.pos:], nil
}

// readSST reads the shared string table, which breaks over records anywhere.
func readSST(chunks [][]byte) ([]string, error) {
	r := &sstReader{chunks: chunks}
	head, err := r.bytes(8)
	if err != nil {
		return nil, err
	}
	count := int(binary.LittleEndian.Uint32(head[4:]))
	var out []string
	for i := 0; i < count; i++ {
		b, err := r.bytes(2)
		if err != nil {
			return nil, err
		}
		t, err := r.text(int(binary.LittleEndian.Uint16(b)))
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

type sstReader struct {
	chunks [][]byte
	at     int
	pos    int
}

func (r *sstReader) bytes(n int) ([]byte, error) {
	var out []byte
	for n > 0 {
		if r.at >= len(r.chunks) {
			return nil, errBIFF
		}
		c := r.chunks[r.at]
		take := min(n, len(c)-r.pos)
		if take == n && out == nil {
			r.pos += n
			return c[r.pos-n : r.pos], nil
		}
		out = append(out, c[r.pos:r.pos+take]...)
		r.pos += take
		if n -= take; n > 0 {
			r.at, r.pos = r.at+1, 0
		}
	}
	return out, nil
}

// text reads a string of n code units from its flags on. Where a record ends
// inside the characters, the next one begins with flags of its own.
func (r *sstReader) text(n int) (string, error) {
	f, err := r.bytes(1)
	if err != nil {
		return "", err
	}
	flags, runs, ext := f[0], 0, 0
	if flags&8 != 0 {
		b, err := r.bytes(2)
		if err != nil {
			return "", err
		}
		runs = int(binary.LittleEndian.Uint16(b))
	}
	if flags&4 != 0 {
		b, err := r.bytes(4)
		if err != nil {
			return "", err
		}
		if ext = int(int32(binary.LittleEndian.Uint32(b))); ext < 0 {
			return "", errBIFF
		}
	}
	units := make([]uint16, 0, n)
	wide := flags&1 != 0
	for len(units) < n {
		if r.at >= len(r.chunks) {
			return "", errBIFF
		}
		c := r.chunks[r.at]
		if r.pos >= len(c) {
			if r.at, r.pos = r.at+1, 1; r.at >= len(r.chunks) || len(r.chunks[r.at]) == 0 {
				return "", errBIFF
			}
			wide = r.chunks[r.at][0]&1 != 0
			continue
		}
		if wide {
			if r.pos+2 > len(c) {
				return "", errBIFF
			}
			units = append(units, binary.LittleEndian.Uint16(c[r.pos:]))
			r.pos += 2
		} else {
			units = append(units, uint16(c[r.pos]))
			r.pos++
		}
	}
	if _, err := r.bytes(runs*4 + ext); err != nil {
		return "", err
	}
	return normalLines(string(utf16.Decode(units))), nil
}
