package documents

import (
	"fmt"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// memberRoster gathers 党员花名册: the standing members, of one organization and
// what is below it if asked. On the wall it shows the year of birth only, no
// number of any kind and no workplace.
func (g *desk) memberRoster() ([]byte, string, error) {
	community, err := g.community()
	if err != nil {
		return nil, "", err
	}
	m := MemberRoster{Unit: community, Period: asOf(g.l.Store.Today()), Maker: "", Checker: ""}
	inside := map[oplog.ID]bool{}
	org, chosen, err := g.reference("organization", registers.Organizations.Key)
	if err != nil {
		return nil, "", err
	}
	if chosen {
		o := registers.Organizations.Decode(org.Values)
		m.Unit = o.Name
		if inside, err = g.below(org.ID); err != nil {
			return nil, "", err
		}
	}
	d := registers.PartyMembers.Def
	records, err := g.l.All(g.ctx, d)
	if err != nil {
		return nil, "", err
	}
	var kept []store.Record
	for _, r := range records {
		p := registers.PartyMembers.Decode(r.Values)
		if p.Status != "" && p.Status != registers.StatusNormal || chosen && !inside[p.Branch] && !inside[p.PartyGroup] {
			continue
		}
		kept = append(kept, r)
	}
	if left := len(records) - len(kept); left > 0 && !chosen {
		g.note(fmt.Sprintf("党籍已停止、转出、去世等 %d 名没有列入", left))
	}
	posts, err := g.partyPosts()
	if err != nil {
		return nil, "", err
	}
	if m.Members, err = g.rosterRows(kept, posts); err != nil {
		return nil, "", err
	}
	if g.o.internal() {
		g.note("内部版：身份证号中间数字已隐去；电话为全号，请勿张贴")
		if err := g.private(d.Key, "花名册：电话", len(kept)); err != nil {
			return nil, "", err
		}
	} else {
		g.note("上墙版：不印身份证号、工作单位；电话隐去中间四位，出生只印年份")
	}
	pdf, err := usual().MemberRoster(m, g.o)
	return pdf, m.Unit + "党员花名册", err
}

// below returns an organization and all under it.
func (g *desk) below(top oplog.ID) (map[oplog.ID]bool, error) {
	nodes, err := g.l.Tree(g.ctx, registers.Organizations.Key)
	if err != nil {
		return nil, err
	}
	in := map[string]bool{top.String(): true}
	for grown := true; grown; {
		grown = false
		for _, n := range nodes {
			if in[n.Parent] && !in[n.ID] {
				in[n.ID], grown = true, true
			}
		}
	}
	out := map[oplog.ID]bool{}
	for id := range in {
		if parsed, err := oplog.ParseID(id); err == nil {
			out[parsed] = true
		}
	}
	return out, nil
}

// partyPosts returns the posts that members hold today in party organizations.
func (g *desk) partyPosts() (map[oplog.ID]string, error) {
	held, err := g.l.Posts(g.ctx)
	if err != nil {
		return nil, err
	}
	out := map[oplog.ID]string{}
	for _, h := range held {
		if h.Post.Member != 0 && registers.IsParty(h.Fact.BodyType) && h.Fact.Holds(g.l.Store.Today()) {
			if have := out[h.Post.Member]; have != "" {
				out[h.Post.Member] = have + "、" + h.Fact.Post
			} else {
				out[h.Post.Member] = h.Fact.Post
			}
		}
	}
	return out, nil
}

func (g *desk) rosterRows(records []store.Record, posts map[oplog.ID]string) ([]RosterMember, error) {
	d := registers.PartyMembers.Def
	names, err := g.organizationNames(records)
	if err != nil {
		return nil, err
	}
	out := make([]RosterMember, len(records))
	for i, r := range records {
		p := registers.PartyMembers.Decode(r.Values)
		show := func(key string) string { return d.Field(key).Show(d.Get(r.Values, key)) }
		education, _ := cn.Educations.ShortOf(p.Education)
		row := RosterMember{
			Name: p.Name, Sex: show("sex"), Ethnicity: strings.TrimSuffix(show("ethnicity"), "族"), Education: education,
			Joined: dotted(p.Joined), Confirmed: dotted(p.Confirmed), Post: posts[r.ID], Branch: names[p.Branch],
		}
		if group := names[p.PartyGroup]; group != "" {
			row.Branch = strings.Trim(row.Branch+" / "+strings.TrimPrefix(group, row.Branch), " /")
		}
		if p.Category == registers.CategoryProbationary {
			row.Note = "预备"
		}
		if g.o.internal() {
			row.Born, row.IDNumber, row.Phone, row.Workplace = dotted(p.Birth), cn.MaskID(p.IDNumber), show("mobile"), p.Employer
		} else {
			row.Born, row.Phone = cn.MaskBirth(string(p.Birth)), d.Field("mobile").Masked(p.Mobile)
		}
		out[i] = row
	}
	return out, nil
}

// organizationNames returns short names, else full ones, of what the members belong to.
func (g *desk) organizationNames(records []store.Record) (map[oplog.ID]string, error) {
	var want []oplog.ID
	for _, r := range records {
		p := registers.PartyMembers.Decode(r.Values)
		for _, id := range []oplog.ID{p.Branch, p.PartyGroup} {
			if id != 0 {
				want = append(want, id)
			}
		}
	}
	found, err := g.l.Store.FindMany(g.ctx, registers.Organizations.Def, want)
	if err != nil {
		return nil, err
	}
	out := map[oplog.ID]string{}
	for _, r := range found {
		out[r.ID] = shortName(registers.Organizations.Decode(r.Values))
	}
	return out, nil
}

func shortName(o registers.Organization) string {
	if o.ShortName != "" {
		return o.ShortName
	}
	return o.Name
}

// memberCard gathers 党员基本情况登记表, an internal document: in full, and logged.
func (g *desk) memberCard() ([]byte, string, error) {
	rec, _, err := g.reference("member", registers.PartyMembers.Key)
	if err != nil {
		return nil, "", err
	}
	d := registers.PartyMembers.Def
	keys := make([]string, len(d.Fields))
	for i, f := range d.Fields {
		keys[i] = f.Key
	}
	texts, err := g.l.Texts(g.ctx, d, []store.Record{rec}, keys, true)
	if err != nil {
		return nil, "", err
	}
	text := func(key string) string { return texts[0][d.Index(key)] }
	p := registers.PartyMembers.Decode(rec.Values)
	unit, err := g.community()
	if err != nil {
		return nil, "", err
	}
	posts, err := g.partyPosts()
	if err != nil {
		return nil, "", err
	}
	awards, err := g.awards(rec.ID)
	if err != nil {
		return nil, "", err
	}
	m := MemberCard{
		Unit: unit, Name: p.Name, FormerName: p.FormerName, Sex: text("sex"), Ethnicity: text("ethnicity"), Born: dotted(p.Birth), IDNumber: p.IDNumber,
		NativePlace: p.NativePlace, Birthplace: p.Birthplace, Education: text("education"), Degree: p.Degree, School: p.School, WorkStarted: dotted(p.WorkStarted),
		Category: text("category"), Joined: dotted(p.Joined), Confirmed: dotted(p.Confirmed), JoinBranch: p.JoinedBranch, Sponsors: p.Introducers,
		Branch: text("branch"), Group: text("party_group"), EnteredOn: dotted(p.EnteredBranch), Relation: text("relation"), Status: text("status"),
		Posts: posts[rec.ID], Occupation: text("occupation"), Kinds: text("kinds"), Workplace: p.Employer, WorkContact: strings.TrimSpace(p.UnitContact + " " + text("unit_phone")),
		Mobile: text("mobile"), Phone: text("landline"), Home: joinPlace(text("estate"), text("household"), p.Address), Registered: p.HukouAddress,
		Skills: joinTexts(p.Skills, p.Willing), Claimed: p.DutyPost, Floating: floating(&p), Rewards: awards,
		Hardship: joinTexts(text("hardship_reason"), p.Helper, p.HelpNote), Note: p.Note,
	}
	if years, ok := cn.PartyAge(p.Joined, p.Confirmed, g.l.Store.Today()); ok {
		m.PartyAge = strconv.Itoa(years) + " 年"
	}
	if err := g.l.Store.LogAccessOnce(g.ctx, store.Access{Action: "打印", Register: d.Key, Row: rec.ID, What: "登记表全部栏目", Rows: 1}); err != nil {
		return nil, "", err
	}
	g.note("登记表含全部个人信息，只供内部使用；这次打印已记入查看记录")
	portraits, _, err := g.pictures(registers.PartyMembers.Key, rec.ID)
	if err != nil {
		return nil, "", err
	}
	if n := len(portraits); n > 0 {
		m.Photo = portraits[n-1].JPEG // the newest
	}
	pdf, err := usual().MemberCard(m, g.o)
	return pdf, p.Name + "-登记表", err
}

func (g *desk) awards(member oplog.ID) (string, error) {
	d := registers.Awards.Def
	for _, f := range d.Fields {
		if f.Kind != schema.Ref || f.Ref != registers.PartyMembers.Key {
			continue
		}
		found, err := g.l.Store.Lookup(g.ctx, d, f.Key, member.String())
		if err != nil {
			return "", err
		}
		rows := make([]string, 0, len(found))
		ids := make([]oplog.ID, len(found))
		for i, r := range found {
			ids[i] = r.ID
		}
		described, err := g.l.Describe(g.ctx, d, ids)
		if err != nil {
			return "", err
		}
		for _, r := range described {
			rows = append(rows, joinTexts(r.Title, r.Detail))
		}
		return strings.Join(rows, "；"), nil
	}
	return "", nil
}

func joinTexts(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "；")
}

func joinPlace(estate, household, address string) string {
	switch {
	case address != "":
		return address
	case household != "":
		return household
	}
	return estate
}

func floating(p *registers.PartyMember) string {
	var parts []string
	if p.AwayPlace != "" {
		parts = append(parts, p.AwayPlace)
	}
	if p.AwaySince != "" {
		parts = append(parts, "自 "+dotted(p.AwaySince))
	}
	if p.AwayReason != "" {
		parts = append(parts, p.AwayReason)
	}
	if p.LastContact != "" {
		parts = append(parts, "最近联系 "+dotted(p.LastContact))
	}
	return strings.Join(parts, "，")
}
