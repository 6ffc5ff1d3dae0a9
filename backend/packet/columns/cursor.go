package columns

import "strings"

// cursor takes items off the front of a column. broken, which all columns of a
// reader share, says that something was not there.
type cursor struct {
	rest   string
	broken *bool
}

// number takes an unsigned LEB128 number, as short as can be.
func (c *cursor) number() uint64 {
	n := uint64(0)
	for i := 0; i < len(c.rest) && i < 10; i++ {
		b := c.rest[i]
		if b < 0x80 {
			if i == 9 && b > 1 || i > 0 && b == 0 {
				break
			}
			c.rest = c.rest[i+1:]
			return n | uint64(b)<<(7*i)
		}
		n |= uint64(b&0x7f) << (7 * i)
	}
	*c.broken = true
	return 0
}

// take takes n bytes.
func (c *cursor) take(n uint64) string {
	if n > uint64(len(c.rest)) {
		*c.broken = true
		return ""
	}
	s := c.rest[:n]
	c.rest = c.rest[n:]
	return s
}

// keys takes n texts, each after its length.
func (c *cursor) keys(n uint64) []string {
	if n > uint64(len(c.rest)) {
		*c.broken = true
		return nil
	}
	keys := make([]string, 0, n)
	for range n {
		keys = append(keys, strings.Clone(c.take(c.number())))
	}
	return keys
}
