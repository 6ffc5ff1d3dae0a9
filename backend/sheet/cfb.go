package sheet

import (
	"encoding/binary"
	"errors"
	"strings"
	"unicode/utf16"
)

const cfbMagic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

var errCFB = errors.New("malformed compound file")

// compound is an OLE2 compound file (MS-CFB), read as far as finding a stream
// by name. Every chain is walked at most as far as the file has sectors.
type compound struct {
	data    []byte
	sector  int
	fat     []uint32
	mini    []uint32
	cutoff  uint32
	root    []byte // the mini stream
	entries []cfbEntry
}

type cfbEntry struct {
	name  string // lower case
	kind  byte
	start uint32
	size  uint32
}

func openCompound(data []byte) (*compound, error) {
	if len(data) < 512 {
		return nil, errCFB
	}
	le := binary.LittleEndian
	shift := le.Uint16(data[30:])
	if shift != 9 && shift != 12 {
		return nil, errCFB
	}
	c := &compound{data: data, sector: 1 << shift, cutoff: le.Uint32(data[56:])}
	sectors := len(data)/c.sector + 1
	var fatSectors []uint32
	for i := 0; i < 109; i++ {
		fatSectors = append(fatSectors, le.Uint32(data[76+4*i:]))
	}
	difat := le.Uint32(data[68:])
	for n := 0; difat < 0xfffffffa; n++ {
		b := c.at(difat)
		if b == nil || n > sectors {
			return nil, errCFB
		}
		for i := 0; i+8 <= len(b); i += 4 {
			fatSectors = append(fatSectors, le.Uint32(b[i:]))
		}
		difat = le.Uint32(b[len(b)-4:])
	}
	for _, f := range fatSectors {
		if f >= 0xfffffffa {
			continue
		}
		b := c.at(f)
		if b == nil || len(c.fat) > sectors {
			break // a cut file: what of it is there may still name its kind
		}
		for i := 0; i+4 <= len(b); i += 4 {
			c.fat = append(c.fat, le.Uint32(b[i:]))
		}
	}
	dir, err := c.chain(le.Uint32(data[48:]), -1)
	if err != nil {
		return nil, err
	}
	for i := 0; i+128 <= len(dir); i += 128 {
		if e := dir[i : i+128]; e[66] != 0 {
			n := min(int(le.Uint16(e[64:]))/2, 32)
			units := make([]uint16, 0, 32)
			for j := 0; j < n-1; j++ {
				units = append(units, le.Uint16(e[2*j:]))
			}
			c.entries = append(c.entries, cfbEntry{
				name: strings.ToLower(string(utf16.Decode(units))), kind: e[66],
				start: le.Uint32(e[116:]), size: le.Uint32(e[120:]),
			})
		}
	}
	return c, nil
}

// at returns a sector, shorter at the end of a cut file, nil beyond it.
func (c *compound) at(n uint32) []byte {
	from := (int64(n) + 1) * int64(c.sector)
	if from >= int64(len(c.data)) {
		return nil
	}
	b := c.data[from:min(from+int64(c.sector), int64(len(c.data)))]
	if len(b) < 8 {
		return nil
	}
	return b
}

// chain joins the sectors from start; size < 0 means all of them.
func (c *compound) chain(start uint32, size int64) ([]byte, error) {
	var out []byte
	for n := 0; start < 0xfffffffa && (size < 0 || int64(len(out)) < size); n++ {
		b := c.at(start)
		if b == nil || n > len(c.fat) || int(start) >= len(c.fat) {
			return nil, errCFB
		}
		out = append(out, b...)
		start = c.fat[start]
	}
	if size >= 0 {
		if int64(len(out)) < size {
			return nil, errCFB
		}
		out = out[:size]
	}
	return out, nil
}

// has reports whether the file has an entry of that name.
func (c *compound) has(name string) bool {
	for _, e := range c.entries {
		if e.name == strings.ToLower(name) {
			return true
		}
	}
	return false
}

// stream returns the content of the first stream of that name, nil if there is none.
func (c *compound) stream(name string) ([]byte, error) {
	for _, e := range c.entries {
		if e.name != strings.ToLower(name) || e.kind != 2 {
			continue
		}
		if e.size >= c.cutoff {
			return c.chain(e.start, int64(e.size))
		}
		return c.miniStream(e)
	}
	return nil, nil
}

// miniStream reads a short stream, kept in 64-byte pieces of the root's stream.
func (c *compound) miniStream(e cfbEntry) ([]byte, error) {
	if c.root == nil {
		for _, r := range c.entries {
			if r.kind == 5 {
				root, err := c.chain(r.start, -1)
				if err != nil {
					return nil, err
				}
				c.root = root
			}
		}
		fat, err := c.chain(binary.LittleEndian.Uint32(c.data[60:]), -1)
		if err != nil {
			return nil, err
		}
		for i := 0; i+4 <= len(fat); i += 4 {
			c.mini = append(c.mini, binary.LittleEndian.Uint32(fat[i:]))
		}
	}
	var out []byte
	for n, at := 0, e.start; at < 0xfffffffa && len(out) < int(e.size); n++ {
		from := int64(at) * 64
		if n > len(c.mini) || int(at) >= len(c.mini) || from+64 > int64(len(c.root)) {
			return nil, errCFB
		}
		out = append(out, c.root[from:from+64]...)
		at = c.mini[at]
	}
	if len(out) < int(e.size) {
		return nil, errCFB
	}
	return out[:e.size], nil
}
