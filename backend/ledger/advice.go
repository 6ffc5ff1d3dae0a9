package ledger

import (
	"context"
	"slices"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// advice returns sentences that help with a record: the form of an estate's
// branch, posts in two bodies.
func (l *Ledger) advice(ctx context.Context, d *schema.Def, rec store.Record) ([]string, error) {
	switch d.Key {
	case registers.Estates.Key:
		return l.branchAdvice(ctx, rec)
	case registers.PartyMembers.Key:
		return l.crossPosts(ctx, func(p registers.Post) bool { return p.Member == rec.ID })
	case registers.Residents.Key:
		return l.crossPosts(ctx, func(p registers.Post) bool { return p.Resident == rec.ID })
	}
	return nil, nil
}

// branchAdvice says whether the estate should have its own branch or a joint one.
func (l *Ledger) branchAdvice(ctx context.Context, rec store.Record) ([]string, error) {
	d := registers.Estates.Def
	records, err := l.All(ctx, d)
	if err != nil {
		return nil, err
	}
	direct, err := l.directMembers(ctx)
	if err != nil {
		return nil, err
	}
	env, err := l.Env(ctx)
	if err != nil {
		return nil, err
	}
	name, shared := map[oplog.ID]string{}, map[string]int{}
	for _, r := range records {
		name[r.ID] = d.Get(r.Values, "name")
		shared[d.Get(r.Values, "branch")]++
	}
	rule := registers.BranchRule{MinDirect: env.Setting(registers.BranchMinDirect), MaxUnits: env.Setting(registers.BranchMaxUnits)}
	var this registers.EstateFacts
	var facts []registers.EstateFacts
	for _, r := range records {
		e := registers.Estates.Decode(r.Values)
		f := registers.EstateFacts{Name: e.Name, Direct: direct[r.ID], HasBranch: e.Branch != 0, Joint: e.Branch != 0 && shared[e.Branch.String()] > 1}
		for _, n := range []oplog.ID{e.Neighbour1, e.Neighbour2} {
			if name[n] != "" {
				f.Neighbours = append(f.Neighbours, name[n])
			}
		}
		facts = append(facts, f)
		if r.ID == rec.ID {
			this = f
		}
	}
	if text, ok := rule.Advice(this, facts); ok {
		return []string{text}, nil
	}
	return nil, nil
}

// directMembers counts the directly managed members living in each estate.
func (l *Ledger) directMembers(ctx context.Context) (map[oplog.ID]int, error) {
	return l.Store.CountBy(ctx, registers.PartyMembers.Def, "estate",
		store.Condition{Field: "relation", Op: "eq", Value: registers.RelationDirect}, store.Condition{Field: "status", Op: "eq", Value: registers.StatusNormal})
}

// crossPosts names the posts in two or more bodies of whoever mine chooses.
func (l *Ledger) crossPosts(ctx context.Context, mine func(registers.Post) bool) ([]string, error) {
	list, err := l.Posts(ctx)
	if err != nil {
		return nil, err
	}
	var facts []registers.PostFact
	for _, p := range list {
		if mine(p.Post) {
			facts = append(facts, p.Fact)
		}
	}
	var out []string
	for _, c := range registers.CrossPosts(facts, l.Store.Today()) {
		out = append(out, "交叉任职："+c.Text())
	}
	return out, nil
}

// HeldPost is one post with the names it refers to.
type HeldPost struct {
	Post   registers.Post
	Person string // name of the holder
	Fact   registers.PostFact
}

// Posts returns every post on record, by the order in which they were entered.
func (l *Ledger) Posts(ctx context.Context) ([]HeldPost, error) {
	d := registers.Posts.Def
	var posts []registers.Post
	err := l.Store.Each(ctx, d, func(r store.Record) error {
		if !r.Deleted {
			posts = append(posts, registers.Posts.Decode(r.Values))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var members, residents, bodies []oplog.ID
	for _, p := range posts {
		members, residents, bodies = append(members, p.Member), append(residents, p.Resident), append(bodies, p.Organization)
	}
	memberNames, err := l.Store.Titles(ctx, registers.PartyMembers.Def, nonzero(members))
	if err != nil {
		return nil, err
	}
	residentNames, err := l.Store.Titles(ctx, registers.Residents.Def, nonzero(residents))
	if err != nil {
		return nil, err
	}
	found, err := l.Store.FindMany(ctx, registers.Organizations.Def, nonzero(bodies))
	if err != nil {
		return nil, err
	}
	body := map[oplog.ID]registers.Organization{}
	for _, r := range found {
		body[r.ID] = registers.Organizations.Decode(r.Values)
	}
	out := make([]HeldPost, len(posts))
	for i, p := range posts {
		h := HeldPost{Post: p, Person: p.Person}
		key := "name " + p.Person
		switch {
		case p.Member != 0:
			h.Person, key = memberNames[p.Member], p.Member.String()
		case p.Resident != 0:
			h.Person, key = residentNames[p.Resident], p.Resident.String()
		}
		title := p.Title
		if title == "" {
			title, _ = registers.PostKinds.LabelOf(p.Post)
		}
		o := body[p.Organization]
		h.Fact = registers.PostFact{Person: key, Body: o.Name, BodyType: o.Type, Post: title, From: p.From, To: p.To}
		out[i] = h
	}
	return out, nil
}

func nonzero(list []oplog.ID) []oplog.ID {
	return slices.DeleteFunc(list, func(id oplog.ID) bool { return id == 0 })
}
