package intake

import (
	"strings"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// ref is the record of an answer, also one that nobody chose to create yet: an
// address is taken apart all the same, so that all that is lacking is listed at once.
func (a answer) ref() oplog.ID {
	if a.id == 0 && a.missing != nil {
		return a.missing.pending
	}
	return a.id
}

func notFound(message, hint string) answer { return answer{message: message, hint: hint} }

// building answers which building a text means; estate is the one that the row
// names elsewhere, 0 if none.
func (n *names) building(f *schema.Field, text string, estate oplog.ID, row int) (answer, error) {
	if text = strings.TrimSpace(text); isPlaceholder(text) {
		return answer{}, nil
	}
	q := question{f, text, estate}
	if a, ok := n.memo[q]; ok {
		n.count(a.missing, row)
		return a, nil
	}
	s, err := n.shelf(registers.Buildings.Key)
	if err != nil {
		return answer{}, err
	}
	a := answer{}
	if found := s.find(text, n.today); len(found) == 1 {
		a.id = found[0]
	} else {
		parts := readAddress(text)
		number := parts.building
		if number == "" {
			number = buildingName(squeeze(text))
		}
		if a, err = n.buildingOf(number, parts.estate, estate, row); err != nil {
			return a, err
		}
	}
	n.memo[q] = a
	n.count(a.missing, row)
	return a, nil
}

// buildingOf finds a building by its number; the estate is the row's own, else
// the one named before the number.
func (n *names) buildingOf(number, estateName string, estate oplog.ID, row int) (answer, error) {
	s, err := n.shelf(registers.Buildings.Key)
	if err != nil {
		return answer{}, err
	}
	if estate == 0 && estateName != "" {
		e, err := n.find(registers.Buildings.Field("estate"), estateName, 0, row)
		if err != nil {
			return e, err
		}
		estate = e.ref()
	}
	if estate == 0 {
		return notFound("没有写明小区，分不清是哪一栋", "请加一列“小区”，或写成 仁和苑3栋"), nil
	}
	if id, ok := s.places[place{in: estate, name: number}]; ok {
		return answer{id: id}, nil
	}
	d := s.def
	v := d.New()
	v[d.Index("estate")] = estate.String()
	value, _, err := d.Field("number").Read(number, n.today)
	if err != nil || value == "" {
		return notFound("看不出是哪一栋", "请写成 仁和苑3栋"), nil
	}
	v[d.Index("number")] = value
	return n.lack(s, n.titleOf(registers.Estates.Key, estate)+" "+value, v, nil), nil
}

// household answers which household an address means. It may stand in one text
// or in columns for building, entrance and room.
func (n *names) household(f *schema.Field, text string, parts address, estate oplog.ID, row int) (answer, error) {
	whole := strings.Join([]string{text, parts.building, parts.entrance, parts.room}, "\x1f")
	q := question{f, whole, estate}
	if a, ok := n.memo[q]; ok {
		n.count(a.missing, row)
		return a, nil
	}
	a, err := n.askHousehold(text, parts, estate, row)
	if err != nil {
		return a, err
	}
	n.memo[q] = a
	n.count(a.missing, row)
	return a, nil
}

func (n *names) askHousehold(text string, parts address, estate oplog.ID, row int) (answer, error) {
	s, err := n.shelf(registers.Households.Key)
	if err != nil {
		return answer{}, err
	}
	if text != "" {
		if found := s.find(text, n.today); len(found) == 1 {
			return answer{id: found[0]}, nil
		}
		read := readAddress(text)
		if parts.estate == "" {
			parts.estate = read.estate
		}
		if parts.building == "" {
			parts.building = read.building
		}
		if parts.entrance == "" {
			parts.entrance = read.entrance
		}
		if parts.room == "" {
			parts.room = read.room
		}
	}
	if parts.building == "" || parts.room == "" {
		return notFound("看不出是哪一户", "请写成 仁和苑3栋2单元501，或分成小区、楼栋、单元、室号几列"), nil
	}
	b, err := n.buildingOf(parts.building, parts.estate, estate, row)
	if err != nil || b.ref() == 0 {
		return b, err
	}
	if parts.entrance == "" {
		parts.entrance = "1单元"
	}
	if id, ok := s.places[place{b.ref(), parts.entrance, parts.room}]; ok {
		return answer{id: id}, nil
	}
	n.count(b.missing, row)
	d := s.def
	v := d.New()
	v[d.Index("building")] = b.ref().String()
	v[d.Index("estate")] = n.estateOf(registers.Buildings.Key, b.ref())
	for key, text := range map[string]string{"entrance": parts.entrance, "room": parts.room} {
		value, _, err := d.Field(key).Read(text, n.today)
		if err != nil {
			return notFound("看不出是哪一户", "请写成 仁和苑3栋2单元501"), nil
		}
		v[d.Index(key)] = value
	}
	return n.lack(s, n.titleOf(registers.Buildings.Key, b.ref())+" "+parts.entrance+" "+parts.room, v, nil), nil
}

// estateOf returns the estate of a building or household, real or pending.
func (n *names) estateOf(register string, id oplog.ID) string {
	if m := n.pendingOf(id); m != nil {
		return m.def.Get(m.values, "estate")
	}
	if s := n.shelves[register]; s != nil {
		return s.estate[id].String()
	}
	return ""
}
