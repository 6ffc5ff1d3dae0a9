package orglife

import (
	"context"
	"slices"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// body is an organization.
type body struct {
	id oplog.ID
	registers.Organization
	place int // in the order in which people number them
}

func (b *body) title() string {
	if b.ShortName != "" {
		return b.ShortName
	}
	return b.Name
}

// bodies are all organizations of the book.
type bodies struct {
	list []*body
	byID map[oplog.ID]*body
}

func (d *Desk) bodies(ctx context.Context) (*bodies, error) {
	def := registers.Organizations
	all := &bodies{byID: map[oplog.ID]*body{}}
	err := d.store().EachOf(ctx, def.Def, []string{"name", "short_name", "type", "parent", "founded", "dissolved"}, func(rec store.Record) error {
		all.list = append(all.list, &body{id: rec.ID, Organization: def.Decode(rec.Values)})
		return nil
	})
	keys := map[oplog.ID]string{}
	for _, b := range all.list {
		all.byID[b.id], keys[b.id] = b, cn.NaturalKey(b.title())
	}
	slices.SortStableFunc(all.list, func(a, b *body) int { return strings.Compare(keys[a.id], keys[b.id]) })
	for i, b := range all.list {
		b.place = i
	}
	return all, err
}

// find returns an organization by the text of its ID.
func (all *bodies) find(text string) (*body, error) {
	id, err := idOf(text, "个组织")
	if err != nil {
		return nil, err
	}
	if b := all.byID[id]; b != nil {
		return b, nil
	}
	return nil, errs.New(errs.NotFound, "没有编号为“"+text+"”的组织").In("organization").Do("请从组织台账中选择")
}

// at is find, nil for "": everybody.
func (all *bodies) at(text string) (*body, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	return all.find(text)
}

// name is the title of an organization, "" of everybody.
func (b *body) name() string {
	if b == nil {
		return ""
	}
	return b.title()
}

func (all *bodies) name(id oplog.ID) string {
	if b := all.byID[id]; b != nil {
		return b.title()
	}
	return ""
}

// below returns an organization and all under it; a loop in the book stops it.
func (all *bodies) below(id oplog.ID) map[oplog.ID]bool {
	in := map[oplog.ID]bool{id: true}
	for grown := true; grown; {
		grown = false
		for _, b := range all.list {
			if !in[b.id] && in[b.Parent] && b.Parent != 0 {
				in[b.id], grown = true, true
			}
		}
	}
	return in
}

// person is a member as the sheets need him.
type person struct {
	id oplog.ID
	registers.PartyMember
}

// formal are the members whose formal relation is here; one of whom nothing is said counts.
func formal(m *registers.PartyMember) bool {
	return m.Relation == "" || m.Relation == registers.RelationDirect || m.Relation == registers.RelationOut
}

var standing = store.Condition{Field: "status", Op: "in", Value: "," + registers.StatusNormal}

// people returns the members that stand and belong to an organization or to one below
// it, nil: all, by branch and then by name. Who reports or lives here without a formal
// relation is among them.
func (d *Desk) people(ctx context.Context, all *bodies, at *body) ([]person, error) {
	where := []store.Condition{standing}
	if at == nil {
		return d.choose(ctx, all, where)
	}
	in := all.below(at.id)
	field, of := "branch", func(p person) oplog.ID { return p.Branch }
	if at.Type == registers.TypePartyGroup {
		field, of = "party_group", func(p person) oplog.ID { return p.PartyGroup }
	}
	if len(in) == 1 {
		where = append(where, store.Condition{Field: field, Op: "eq", Value: at.id.String()})
	}
	list, err := d.choose(ctx, all, where)
	return slices.DeleteFunc(list, func(p person) bool { return !in[of(p)] }), err
}

// choose returns the members that meet conditions, by branch and then by name.
func (d *Desk) choose(ctx context.Context, all *bodies, where []store.Condition) ([]person, error) {
	def := registers.PartyMembers
	ids, err := d.store().View(ctx, store.Query{Register: def.Key, Where: where})
	if err != nil {
		return nil, err
	}
	records, err := d.store().FindMany(ctx, def.Def, ids)
	out := make([]person, len(records))
	for i, rec := range records {
		out[i] = person{rec.ID, def.Decode(rec.Values)}
	}
	place := func(p person) int {
		if b := all.byID[p.Branch]; b != nil {
			return b.place
		}
		return len(all.list)
	}
	slices.SortStableFunc(out, func(a, b person) int { return place(a) - place(b) })
	return out, err
}

// leads are the posts of a branch's or a committee's committee.
func leads(post string) bool { return post >= registers.PostSecretary && post <= registers.PostMember }

// heads are the members who are on the committee of each organization on a day.
func (d *Desk) heads(ctx context.Context, day cn.Date) (map[oplog.ID][]oplog.ID, error) {
	out := map[oplog.ID][]oplog.ID{}
	def := registers.Posts
	err := d.store().EachOf(ctx, def.Def, []string{"member", "organization", "post", "from", "to"}, func(rec store.Record) error {
		p := def.Decode(rec.Values)
		if p.Member != 0 && leads(p.Post) && during(day, p.From, p.To) && !slices.Contains(out[p.Organization], p.Member) {
			out[p.Organization] = append(out[p.Organization], p.Member)
		}
		return nil
	})
	return out, err
}

// during reports whether a day may lie from one date to another; a date that is not
// known bounds nothing.
func during(day, from, to cn.Date) bool {
	return (from == "" || from.First() <= day) && (to == "" || day <= to.Last())
}

// env returns what rules may know.
func (d *Desk) env(ctx context.Context) (schema.Env, error) { return d.ledger.Env(ctx) }
