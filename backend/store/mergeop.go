package store

import (
	"chengzhuan/backend/oplog"
)

// mergeOp is what merging has to know of an operation. It is a small form of
// oplog.Op: a receipt holds very many of them at once.
type mergeOp struct {
	id, row  oplog.ID
	register string
	stamp    oplog.Stamp
	replica  int64
	undo     bool     // it took something back
	place    int      // in the order of arrival; 0: it was here before
	next     *mergeOp // the one that came after it on the same row
	parts    []part
}

// part is one field of an operation: what it was set to, and what its writer saw of it.
type part struct {
	key, value string
	sets       bool
	named      bool // there is a list of what was seen; without one it was the creation alone
	saw        []oplog.ID
}

// newMergeOp returns the small form of an operation of a change.
func newMergeOp(o *oplog.Op, c *oplog.Change) mergeOp {
	m := mergeOp{id: o.ID, row: o.Row, register: o.Register, stamp: c.Stamp, replica: c.Replica, undo: c.Undoes != 0, parts: make([]part, 0, max(len(o.Fields), len(o.Seen)))}
	for key, value := range o.Fields {
		saw, named := o.Seen[key]
		m.parts = append(m.parts, part{key: key, value: value, sets: true, named: named, saw: saw})
	}
	for key, saw := range o.Seen {
		if _, sets := o.Fields[key]; !sets {
			m.parts = append(m.parts, part{key: key, named: true, saw: saw})
		}
	}
	return m
}

func (m *mergeOp) creates() bool { return m.id == m.row }

// part returns what the operation says of a field, nil for nothing.
func (m *mergeOp) part(key string) *part {
	for i := range m.parts {
		if m.parts[i].key == key {
			return &m.parts[i]
		}
	}
	return nil
}

// value returns what the operation set a field to, "" for nothing.
func (m *mergeOp) value(key string) string {
	if p := m.part(key); p != nil {
		return p.value
	}
	return ""
}

// named reports whether the writer named an operation as seen under a key.
func (m *mergeOp) named(key string, id oplog.ID) bool {
	p := m.part(key)
	if p == nil {
		return false
	}
	for _, seen := range p.saw {
		if seen == id {
			return true
		}
	}
	return false
}

// after reports whether the operation is the later of two by the clock.
func (m *mergeOp) after(o *mergeOp) bool {
	return m.stamp > o.stamp || m.stamp == o.stamp && m.id > o.id
}

// op returns the form that oplog works with.
func (m *mergeOp) op() oplog.Op {
	o := oplog.Op{ID: m.id, Register: m.register, Row: m.row, Fields: make(map[string]string, len(m.parts))}
	for i := range m.parts {
		p := &m.parts[i]
		if p.sets {
			o.Fields[p.key] = p.value
		}
		if p.named {
			if o.Seen == nil {
				o.Seen = map[string][]oplog.ID{}
			}
			o.Seen[p.key] = p.saw
		}
	}
	return o
}
