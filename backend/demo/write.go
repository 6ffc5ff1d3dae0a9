package demo

import (
	"context"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// output writes records until the first error.
type output struct {
	ctx         context.Context
	w           Writer
	progress    func(done, total int)
	done, total int
	err         error
}

const progressEvery = 100

func create[T any](out *output, r *schema.Register[T], t *T) oplog.ID {
	if out.err != nil {
		return 0
	}
	if out.ctx.Err() != nil {
		out.err = errs.Wrap(errs.Canceled, out.ctx.Err(), "已停止生成示范数据")
		return 0
	}
	id, err := out.w.Create(r.Def, r.Encode(t))
	if err != nil {
		out.err = err
		return 0
	}
	out.done++
	if out.progress != nil && out.done%progressEvery == 0 {
		out.progress(out.done, out.total)
	}
	return id
}

// write goes from what is referred to, to what refers.
func (c *community) write(out *output) {
	create(out, registers.Profile, &c.profile)
	for _, g := range c.grids {
		g.id = create(out, registers.GridCells, &g.GridCell)
	}
	c.writeBodies(out, false)
	for _, e := range c.estates {
		e.Grid, e.Branch, e.Owners, e.Property = e.grid.id, e.branch.ref(), e.owners.ref(), e.property.ref()
		if n := e.spec.neighbours; len(n) > 0 {
			e.Neighbour1 = c.estates[n[0]].id
			if len(n) > 1 {
				e.Neighbour2 = c.estates[n[1]].id
			}
		}
		e.id = create(out, registers.Estates, &e.Estate)
	}
	c.writeBodies(out, true)
	for _, b := range c.buildings {
		b.Estate, b.Grid = b.estate.id, b.estate.grid.id
		b.id = create(out, registers.Buildings, &b.Building)
	}
	for _, h := range c.households {
		h.Estate, h.Building, h.Grid = h.building.estate.id, h.building.id, h.building.estate.grid.id
		h.id = create(out, registers.Households, &h.Household)
	}
	for _, m := range c.members {
		m.Branch, m.PartyGroup, m.Unit = m.branch.ref(), m.group.ref(), m.unit.ref()
		if m.person != nil {
			h := m.person.household
			m.Household, m.Estate, m.Grid = h.id, h.Estate, h.Grid
		}
		m.id = create(out, registers.PartyMembers, &m.PartyMember)
	}
	for _, p := range c.people {
		p.Household, p.Estate, p.Grid = p.household.id, p.household.Estate, p.household.Grid
		p.Member = p.member.ref()
		p.id = create(out, registers.Residents, &p.Resident)
	}
	for _, p := range c.posts {
		p.Member, p.Organization = p.member.ref(), p.body.id
		if p.person != nil {
			p.Resident = p.person.id
		}
		create(out, registers.Posts, &p.Post)
	}
	for _, a := range c.awards {
		a.Member = a.member.id
		a.id = create(out, registers.Awards, &a.Award)
	}
	for i := range c.duties {
		c.duties[i].Member = c.onDuty[i].ref()
		create(out, registers.Duties, &c.duties[i])
	}
	c.visits.write(out)
	c.care.write(out)
	c.points.write(out)
	c.posted.write(out)
	c.life.write(out)
}

// writeBodies writes those that stand in an estate after the estates, the
// others, which estates name, before.
func (c *community) writeBodies(out *output, inEstate bool) {
	for _, b := range c.bodies {
		if (b.estate != nil) != inEstate {
			continue
		}
		b.Parent = b.parent.ref()
		if b.estate != nil {
			b.Estate = b.estate.id
		}
		b.id = create(out, registers.Organizations, &b.Organization)
	}
}

func (b *body) ref() oplog.ID {
	if b == nil {
		return 0
	}
	return b.id
}

func (m *member) ref() oplog.ID {
	if m == nil {
		return 0
	}
	return m.id
}
