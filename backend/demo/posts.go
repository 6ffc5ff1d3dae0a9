package demo

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
)

func (c *community) addPost(b *body, code string, m *member, p *person) *post {
	x := &post{body: b, member: m, person: p, Post: registers.Post{Post: code, From: b.TermStart}}
	if x.From == "" {
		x.From = b.Founded
	}
	if m != nil { // nobody holds a post of the party before being a full member
		x.From = later(x.From, m.Confirmed.Last())
	}
	c.posts = append(c.posts, x)
	return x
}

// headed writes who heads a body, with the post that goes with it.
func (c *community) headed(b *body, m *member) {
	code := registers.PostHead
	switch b.Type {
	case registers.TypeDeliberation:
		code = registers.PostGroupLeader
	case registers.TypeLiaisonStation:
		code = "42"
	case registers.TypeVolunteerTeam, registers.TypePatrolTeam:
		code = "43"
	case registers.TypeMediation:
		code = registers.PostDirector
	}
	b.Head, b.Contact, b.Phone = m.Name, m.Name, m.Mobile
	c.addPost(b, code, m, nil)
}

// olderMember picks a full member of an estate between 45 and 75 who heads
// nothing yet.
func (c *community) olderMember(e *estate) *member {
	return c.free(e, func(m *member, age int) bool { return age >= 45 && age <= 75 })
}

func (c *community) free(e *estate, fits func(m *member, age int) bool) *member {
	for round := range 2 {
		for _, m := range c.members {
			age, _ := cn.Age(m.Birth, c.today)
			if m.person == nil || m.person.household.building.estate != e || m.Relation != registers.RelationDirect || m.Category != registers.CategoryFull || m.busy && round == 0 {
				continue
			}
			if fits(m, age) || round == 1 && age < 80 {
				m.busy = true
				return m
			}
		}
	}
	return c.cadres[0]
}

var committeePosts = []string{registers.PostSecretary, "12", "13", "14", registers.PostDeputySecretary}

// planPosts fills the committees. The secretary of the community also directs
// the residents' committee; branch members sit in the owners' committees.
func (c *community) planPosts() {
	c.planCommunityPosts()
	for _, s := range branchSpecs {
		b := c.named["支部 "+s.key]
		home := c.estateOf(b)
		for i := range s.committee {
			m := c.cadres[min(i, len(c.cadres)-1)]
			if home != nil {
				m = c.free(home, func(_ *member, age int) bool { return age >= 32 && age <= 72 })
			}
			p := c.addPost(b, committeePosts[i], m, nil)
			if i == 0 {
				b.Head, b.Contact, b.Phone = m.Name, m.Name, m.Mobile
				if home != nil {
					p.Source, p.PastJob = pick(c, []string{"1", "1", "2", "3"}), m.Employer
				}
			}
		}
	}
	for _, g := range c.bodies {
		if g.Type == registers.TypePartyGroup {
			m := c.groupHead(g)
			g.Head = m.Name
			c.addPost(g, registers.PostGroupHead, m, nil)
		}
	}
	for _, e := range c.estates {
		c.planOwners(e)
		c.planBlock(e)
	}
}

func (c *community) planCommunityPosts() {
	for i, code := range []string{registers.PostSecretary, registers.PostDeputySecretary, "12", "13", "14"} {
		c.addPost(c.committee, code, c.cadres[i], nil)
	}
	for i, code := range []string{registers.PostDirector, registers.PostDeputyDirector, registers.PostMember, registers.PostMember, registers.PostMember, registers.PostMember} {
		c.addPost(c.residents, code, c.cadres[i], nil).Duty = []string{"主持全面工作", "综治、调解", "民政、救助", "党务、宣传", "物业、城管", "劳动保障、计生"}[i]
	}
	c.addPost(c.named["居监会"], registers.PostDirector, c.cadres[3], nil)
	for _, key := range []string{"党委", "居委会", "居监会"} {
		b, head := c.named[key], c.cadres[0]
		if key == "居监会" {
			head = c.cadres[3]
		}
		b.Head, b.Contact, b.Phone = head.Name, c.cadres[5].Name, c.cadres[5].Mobile
	}
	for i, g := range c.grids {
		m := c.cadres[i%len(c.cadres)]
		g.Leader, g.Worker, g.Phone = c.cadres[0].Name, m.Name, m.Mobile
	}
}

func (c *community) estateOf(b *body) *estate {
	for _, e := range c.estates {
		if e.branch == b {
			return e
		}
	}
	return nil
}

func (c *community) groupHead(g *body) *member {
	var second *member
	for _, m := range c.members {
		age, _ := cn.Age(m.Birth, c.today)
		if m.group != g || m.Category != registers.CategoryFull {
			continue
		}
		if !m.busy && age >= 40 && age <= 75 {
			m.busy = true
			return m
		}
		second = m
	}
	return second
}

// planOwners elects five owners: a branch member in the chair, one or two more
// members, residents, and the property company's manager as outside post.
func (c *community) planOwners(e *estate) {
	if e.owners == nil {
		return
	}
	chair := c.secretaryOrMember(e)
	p := c.addPost(e.owners, registers.PostDirector, chair, nil)
	p.PartTime = "1"
	e.owners.Head, e.owners.Contact, e.owners.Phone = chair.Name, chair.Name, chair.Mobile
	c.addPost(e.owners, registers.PostDeputyDirector, c.free(e, func(_ *member, age int) bool { return age >= 35 && age <= 70 }), nil).PartTime = "2"
	left := 3
	for _, r := range e.people {
		if left == 0 {
			break
		}
		if r.member == nil && r.Relation == registers.RelationHead && !r.household.migrants && c.age(r) >= 35 && c.age(r) <= 68 && c.chance(15) {
			c.addPost(e.owners, registers.PostMember, nil, r)
			left--
		}
	}
	if e.property != nil {
		if e.property.posted {
			return
		}
		e.property.posted = true
		x := c.addPost(e.property, "40", nil, nil)
		x.Person, x.From = e.property.Head, c.today.AddYears(-3)
	}
}

// secretaryOrMember lets the secretary chair the owners of the estate, but for
// 仁和苑, where the post is another member's.
func (c *community) secretaryOrMember(e *estate) *member {
	for _, p := range c.posts {
		if p.body == e.branch && p.Post.Post == registers.PostSecretary && e.Name != "仁和苑" {
			p.OutsidePost = "业委会主任"
			return p.member
		}
	}
	return c.olderMember(e)
}

// planBlock names a head for every building: members first.
func (c *community) planBlock(e *estate) {
	for _, b := range e.buildings {
		var leader *person
		for _, p := range e.people {
			age := c.age(p)
			if p.household.building != b || p.household.migrants || age < 45 || age > 74 {
				continue
			}
			if leader == nil || leader.member == nil && p.member != nil {
				leader = p
			}
		}
		if leader != nil {
			b.Leader, b.Phone = leader.Name, leader.Mobile
		}
	}
}
