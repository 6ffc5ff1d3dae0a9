package intake

import (
	"strings"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/sheet"
)

// addressWords are headers over a whole address in a sheet of households, which
// is taken apart where it stands in the place of the room.
var addressWords = strings.Fields("住址 家庭住址 地址 详细地址 居住地址 住户地址 现住址 家庭地址")

// wholeAddress takes an address apart that stands in the room's column of a
// sheet of households: 仁和苑3栋2单元501. It reports whether it was one.
func (p *Plan) wholeAddress(r *row, i int, cell sheet.Cell) bool {
	if p.def.Key != registers.Households.Key || p.columns[i].target != "room" {
		return false
	}
	a := readAddress(cell.Text)
	if a.building == "" || a.room == "" {
		return false
	}
	r.home, r.vals[i] = a, a.room
	return true
}

// buildingOfHome settles building and entrance of such an address; columns of
// their own go before.
func (p *Plan) buildingOfHome(r *row, estate oplog.ID) error {
	if at := p.def.Index("entrance"); r.home.entrance != "" {
		r.weak = append(r.weak, weak{at, r.home.entrance})
	}
	at := p.def.Index("building")
	if i := p.columnFor(at); i >= 0 && r.vals[i] != "" {
		return nil
	}
	a, err := p.names.buildingOf(r.home.building, r.home.estate, estate, r.number)
	if err != nil {
		return err
	}
	p.names.count(a.missing, r.number)
	p.estateFrom(r, registers.Buildings.Key, a)
	if a.id != 0 {
		r.weak = append(r.weak, weak{at, a.id.String()})
		return nil
	}
	p.problem(r, p.columnOf("room"), a.message, a.hint, true)
	r.lines = append(r.lines, line{at, p.def.Fields[at].Label + "：" + r.home.estate + r.home.building})
	return nil
}

// household reads the address of a row from its one column and its parts.
func (p *Plan) household(r *row, f *schema.Field, text string, estate oplog.ID) (answer, error) {
	if isPlaceholder(text) {
		text = ""
	}
	var a address
	for _, part := range []struct {
		key string
		to  *string
		as  func(string) string
	}{{partBuilding, &a.building, buildingName}, {partEntrance, &a.entrance, entranceName}, {partRoom, &a.room, roomName}} {
		if i := p.columnOf(part.key); i >= 0 {
			if t := cellText(r, p.columns[i]); !isPlaceholder(t) {
				*part.to = part.as(squeeze(t))
			}
		}
	}
	if text == "" && a.room == "" {
		return answer{}, nil
	}
	got, err := p.names.household(f, text, a, estate, r.number)
	if err == nil {
		p.estateFrom(r, registers.Households.Key, got)
		p.headFrom(r, got)
	}
	return got, err
}

// partsOnly settles a household that only columns of parts name.
func (p *Plan) partsOnly(r *row, estate oplog.ID) error {
	room := p.columnOf(partRoom)
	if room < 0 {
		room = p.columnOf(partBuilding)
	}
	if room < 0 || p.columnOf("household") >= 0 {
		return nil
	}
	f := p.def.Field("household")
	a, err := p.household(r, f, "", estate)
	if err != nil {
		return err
	}
	if a.id != 0 {
		r.weak = append(r.weak, weak{p.def.Index("household"), a.id.String()})
		return nil
	}
	if a.message == "" {
		return nil
	}
	var parts []string
	for _, key := range []string{partBuilding, partEntrance, partRoom} {
		if i := p.columnOf(key); i >= 0 {
			if t := cellText(r, p.columns[i]); t != "" {
				parts = append(parts, t)
			}
		}
	}
	p.problem(r, room, a.message, a.hint, true)
	r.lines = append(r.lines, line{p.def.Index("household"), f.Label + "：" + strings.Join(parts, " ")})
	return nil
}

// estateFrom fills the estate that a building or household is in.
func (p *Plan) estateFrom(r *row, register string, a answer) {
	at := p.def.Index("estate")
	if at < 0 || a.id == 0 || p.def.Fields[at].Ref != registers.Estates.Key {
		return
	}
	if v := p.names.estateOf(register, a.id); v != "" {
		r.weak = append(r.weak, weak{at, v})
	}
}

// headFrom names the head of a household that is created on the way.
func (p *Plan) headFrom(r *row, a answer) {
	if p.def.Key != registers.Residents.Key || a.missing == nil || p.get(r, "relation") != registers.RelationHead {
		return
	}
	if at := a.missing.def.Index("head"); a.missing.values[at] == "" {
		a.missing.values[at] = p.get(r, "name")
	}
}
