package upward_test

import (
	"strings"
	"testing"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
	"chengzhuan/backend/upward"
)

// add writes one record and returns its ID in its text form.
func add(t *testing.T, l *ledger.Ledger, d *schema.Def, pairs ...string) string {
	t.Helper()
	v := d.New()
	for i := 0; i < len(pairs); i += 2 {
		v[d.Index(pairs[i])] = pairs[i+1]
	}
	var id oplog.ID
	_, err := l.Store.Write(t.Context(), store.Meta{Kind: "create"}, func(tx *store.Tx) (err error) {
		id, err = tx.Create(d, v)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id.String()
}

// town is a book of which every figure can be counted on one's fingers; today is 2026-11-22.
func town(t *testing.T) *ledger.Ledger {
	t.Helper()
	now := clock
	l := book(t, "账套的名字", &now)
	add(t, l, registers.Profile.Def, "name", "仁寿门社区", "street", "仁寿门街道", "population", "4063", "area", "0.4", "introduction", "不上报", "office_phone", "027-80123456")
	o, m, p := registers.Organizations.Def, registers.PartyMembers.Def, registers.Posts.Def
	add(t, l, o, "name", "街道党工委", "type", registers.TypeSuperior)
	committee := add(t, l, o, "name", "社区党委", "short_name", "党委", "type", registers.TypeCommittee, "term_end", "2026-11-21", "grade", "1")
	branch := add(t, l, o, "name", "古楼里支部", "type", registers.TypeBranch, "parent", committee, "term_end", "2027-05-22", "term_start", "2026-11-05", "founded", "2026-11")
	add(t, l, o, "name", "第二小组", "type", registers.TypePartyGroup, "parent", branch)
	add(t, l, o, "name", "老支部", "type", registers.TypeBranch, "dissolved", "2026-11-22")
	add(t, l, o, "name", "更老的支部", "type", registers.TypeBranch, "dissolved", "2020")
	property := add(t, l, o, "name", "便民物业", "type", registers.TypePropertyCompany, "term_end", "2027-05-23")
	add(t, l, o, "name", "没分类的")
	grid := add(t, l, registers.GridCells.Def, "name", "第十网格", "number", "G10", "households", "19")
	add(t, l, registers.GridCells.Def, "name", "第二网格")
	estate := add(t, l, registers.Estates.Def, "name", "古楼里", "kind", "2", "households", "190", "branch", branch, "property", property, "grid", grid)
	add(t, l, registers.Estates.Def, "name", "仁和苑", "kind", "1")
	ten := add(t, l, registers.Buildings.Def, "estate", estate, "number", "10栋", "elevator", "1", "grid", grid)
	add(t, l, registers.Buildings.Def, "estate", estate, "number", "9栋")
	home := add(t, l, registers.Households.Def, "building", ten, "estate", estate, "room", "501", "housing", "1")
	add(t, l, registers.Households.Def, "room", "502")
	for _, r := range [][]string{
		{"name", "甲", "sex", "1", "birth", "2008-11-23", "residence", "1"}, // 17
		{"name", "乙", "sex", "2", "birth", "2008-11-22", "residence", "1"}, // 18 today
		{"name", "丙", "sex", "2", "birth", "1946-11-22"},                   // 80 today
		{"name", "丁", "state", "2"}, {"name", "戊", "birth", ""},
	} {
		add(t, l, registers.Residents.Def, append(r, "household", home)...)
	}
	direct := func(pairs ...string) string {
		return add(t, l, m, append([]string{"relation", "1", "status", "1", "category", "1", "branch", branch, "estate", estate}, pairs...)...)
	}
	first := direct("name", "王一", "sex", "1", "ethnicity", "01", "birth", "1950-01-01", "joined", "1974-05-01", "education", "61", "occupation", "8")
	direct("name", "王二", "sex", "2", "ethnicity", "03", "birth", "1991-11-23", "joined", "2025-11-03", "confirmed", "2026-11-03", "education", "21", "occupation", "3") // 34
	direct("name", "王三", "sex", "2", "ethnicity", "01", "birth", "1990-11-22", "joined", "2026-11-30", "category", "2", "education", "14", "entered_branch", "2026-11") // 36 today
	add(t, l, m, "name", "流出", "relation", "4", "status", "1", "sex", "1", "education", "31")
	add(t, l, m, "name", "报到", "relation", "2", "status", "1", "sex", "1", "checked_in", "2026-11-09")
	add(t, l, m, "name", "流入", "relation", "3", "status", "1")
	add(t, l, m, "name", "去世", "relation", "1", "status", "4", "sex", "1", "branch", branch)
	add(t, l, p, "member", first, "organization", branch, "post", "10", "from", "2026-11-05", "part_time", "2")
	add(t, l, p, "member", first, "organization", branch, "post", "19", "to", "2026-11-21")
	add(t, l, p, "member", first, "organization", branch, "post", "19", "from", "2026-11-23")
	a := registers.Awards.Def
	add(t, l, a, "member", first, "kind", "1", "name", "优秀", "date", "2026-11-10", "level", "2")
	add(t, l, a, "member", first, "kind", "2", "name", "警告", "date", "2026-11-10", "level", "2")
	add(t, l, a, "member", first, "kind", "1", "name", "早的", "date", "2026-10-31", "level", "2")
	for _, date := range []string{"2026-10-31", "2026-11-01", "2026-11-01", "2026-11-30", "2026-12-01"} {
		add(t, l, registers.Duties.Def, "date", date, "shift", "2", "person", "某"+date)
	}
	return l
}

func TestFigures(t *testing.T) {
	r := gather(t, town(t))
	if r.Community != "仁寿门社区" || r.Street != "仁寿门街道" || r.Title != "仁寿门社区2026年11月上报" || r.Made != "2026-11-22 10:30:15" || r.Program != "1.0.0" {
		t.Errorf("%+v", *r)
	}
	want := map[string]string{
		"profile": "area=0.4 population=4063",
		// Superior bodies and dissolved ones are not counted; the branch that ends in six months to the day is soon.
		"organizations": "party=3 other=2 type.10=1 type.12=1 type.15=1 type.31=1 type.none=1 term.over=1 term.soon=1 term.unknown=0 grade.1=1 grade.2=0 grade.3=0 grade.4=0 grade.none=1 period.founded=1 period.elected=1 period.dissolved=1",
		// 王一 (1974, no probation) has 52 years of membership and no medal.
		"members": "all=4 category.full=3 category.probationary=1 sex.1=2 sex.2=2 minority=1 medal=1 " +
			"age.30=0 age.35=1 age.40=1 age.45=0 age.50=0 age.55=0 age.60=0 age.61=1 age.none=1 " +
			"edu.graduate=1 edu.bachelor=1 edu.college=1 edu.vocational=0 edu.high=1 edu.lower=0 college=3 " +
			"job.3=1 job.8=1 job.none=2 relation.1=3 relation.2=1 relation.3=1 relation.4=1 " +
			"period.joined=1 period.confirmed=1 period.entered=1 period.checked_in=1",
		"homes": "estates=2 grids=2 buildings=2 lifts=1 households=2 residents=4 kind.1=1 kind.2=1 housing.1=1 housing.none=1 " +
			"sex.1=1 sex.2=2 sex.none=1 age.minor=1 age.adult=1 age.old=0 age.oldest=1 age.none=1 residence.1=2 residence.none=2",
		"work":              "post.10=1 part_time.2=1 period.started=2 period.ended=1 duty.days=2 shift.1=0 shift.2=3 shift.3=0 award.all=1 award.2=1",
		"organization_list": "社区党委|党委|||2026-11-21|好|0 / 古楼里支部|党支部|党委|2026-11|2027-05-22||3 / 第二小组|党小组|古楼里支部|||| / 便民物业|物业服务企业|||2027-05-23|| / 没分类的||||||",
		"estate_list":       "古楼里|老旧小区|||190|古楼里支部||便民物业|3 / 仁和苑|商品房小区|||||||0",
		"grid_list":         "第二网格|||0|0 / 第十网格|G10|19|1|1",
		"building_list":     "古楼里 9栋||||无| / 古楼里 10栋||||有|第十网格",
	}
	for _, s := range r.Sections {
		var got []string
		for _, f := range s.Figures {
			got = append(got, f.Key+"="+f.Value)
		}
		text := strings.Join(got, " ")
		if len(s.Columns) > 0 {
			for _, row := range s.Rows {
				got = append(got, strings.Join(row.Cells, "|"))
			}
			text = strings.Join(got, " / ")
		}
		if text != want[s.Key] {
			t.Errorf("%s:\n%s\nwant\n%s", s.Key, text, want[s.Key])
		}
	}
	if len(r.Sections) != len(want) {
		t.Errorf("%d sections", len(r.Sections))
	}
}

func TestSmallCountsInAReport(t *testing.T) {
	l := town(t)
	if err := l.SetFigure(t.Context(), "upward.small", 3); err != nil {
		t.Fatal(err)
	}
	r := gather(t, l, "members", "estate_list", "organization_list")
	for _, s := range r.Sections {
		for _, f := range s.Figures {
			if f.Value == "1" || f.Value == "2" {
				t.Errorf("%s %s is %s", s.Key, f.Key, f.Value)
			}
			if f.Key == "college" {
				t.Error("a sum over hidden counts is told")
			}
		}
		for i, c := range s.Columns {
			for _, row := range s.Rows {
				if v := row.Cells[i]; c.Unit == "人" && (v == "1" || v == "2") {
					t.Errorf("%s: %s", s.Key, v)
				}
			}
		}
	}
	for _, f := range r.Sections[0].Figures {
		if strings.HasPrefix(f.Key, "sex.") && f.Value != "不单列" { // 2 and 2 of 4
			t.Errorf("%s is %s", f.Key, f.Value)
		}
	}
	if r.Small != 3 || !strings.Contains(r.Facts()[6].Text, "<3") {
		t.Errorf("%+v", r.Facts())
	}
}

func TestNothingUnknownIsGathered(t *testing.T) {
	now := clock
	l := book(t, "空社区", &now)
	if _, err := upward.Gather(t.Context(), l, upward.Options{Period: period(t, "2026-11", "2026-11"), Sections: []string{"dues"}}); err == nil {
		t.Error("an unknown section is gathered")
	}
	// An empty book gives a report of zeros that can be sealed.
	if f := seal(t, gather(t, l)); f.Report.Community != "空社区" {
		t.Errorf("%+v", f.Report)
	}
}

func TestDigestIsOfTheContent(t *testing.T) {
	now := clock
	l := book(t, "仁寿门社区", &now)
	a := gather(t, l).Digest()
	now = now.Add(90_000_000_000)
	if gather(t, l).Digest() != a {
		t.Error("another minute is another content")
	}
	add(t, l, registers.Estates.Def, "name", "古楼里")
	if gather(t, l).Digest() == a {
		t.Error("another estate is the same content")
	}
}
