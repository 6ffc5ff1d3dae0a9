package intake_test

import (
	"fmt"
	"testing"

	"chengzhuan/backend/intake"
	"chengzhuan/backend/registers"
)

func missingOf(p *intake.Plan) []string {
	var out []string
	for _, m := range p.Missing() {
		out = append(out, fmt.Sprintf("%s ×%d %s", m.Key, m.Rows, m.Similar))
	}
	return out
}

func TestNamesAreMatchedTolerantly(t *testing.T) {
	l := book(t)
	create(t, l, orgs, "name", "中共仁寿门社区仁和苑小区支部委员会", "short_name", "仁和苑党支部", "type", "12")
	create(t, l, orgs, "name", "中共仁寿门社区委员会", "type", "10")
	create(t, l, orgs, "name", "幸福里党支部", "type", "12")
	create(t, l, orgs, "name", "幸福里物业公司", "type", "31")
	create(t, l, estates, "name", "幸福里")
	const short = "仁和苑党支部" // the title of a body is its short name
	for text, want := range map[string]string{
		"仁和苑支部":      short,
		"仁和苑 党支部":    short,
		"仁和苑小区党支部":   short,
		"中共幸福里支部委员会": "幸福里党支部",
		"幸福里":        "幸福里党支部",
		"仁寿门社区党委":    "中共仁寿门社区委员会",
		"中共仁寿门社区仁和苑小区支部委员会": short,
		"第三党支部": "",
		"幸福党支部": "",
	} {
		p := plan(t, l, csv(t, "姓名|所属支部|小区", "王芳|"+text+"|幸福里小区"), intake.IntakeOptions{})
		run(t, p)
		got := people(t, l, members, "branch", "estate")
		same(t, text, got[len(got)-1:], []string{want + "|幸福里"})
	}
}

func TestAmbiguousNameIsNotGuessed(t *testing.T) {
	l := book(t)
	create(t, l, orgs, "name", "仁和苑一区党支部", "short_name", "第一党支部", "type", "12")
	create(t, l, orgs, "name", "幸福里一区党支部", "short_name", "第一党支部", "type", "12")
	p := plan(t, l, csv(t, "姓名|所属支部", "王芳|第一党支部"), intake.IntakeOptions{})
	same(t, "problems", problems(p.Problems()), []string{"!2 所属支部 [第一党支部] 有 2 个组织都叫这个名字，没有对上"})
	run(t, p)
	same(t, "member", people(t, l, members, "branch", "note"), []string{"|所在党支部：第一党支部"})
}

func TestMissingIsListedAndCreated(t *testing.T) {
	l := book(t)
	create(t, l, orgs, "name", "第九党支部", "type", "12")
	create(t, l, orgs, "name", "仁和苑党支部", "type", "12")
	w := csv(t, "姓名|党支部|党小组|驻区单位|小区|网格|备注",
		"王芳|仁和院支部|第一党小组|市一中|仁和苑|一网格|已谈话", "李强|仁和院支部|第二党小组|市一中|仁和苑||", "赵六|第九支部|第一党小组||||")
	p := plan(t, l, w, intake.IntakeOptions{})
	same(t, "missing", missingOf(p), []string{
		"organizations/仁和院支部 ×2 仁和苑党支部", "organizations/市一中 ×2 ", "estates/仁和苑 ×2 ", "grid_cells/一网格 ×1 ",
		"organizations/仁和院支部第一党小组 ×1 ", "organizations/仁和院支部第二党小组 ×1 ", "organizations/第九党支部第一党小组 ×1 ",
	})
	run(t, p)
	same(t, "nothing chosen", people(t, l, members, "name", "branch", "estate", "note"), []string{
		"王芳|||已谈话\n所在党支部：仁和院支部\n所属驻区单位：市一中\n居住小区：仁和苑\n所在网格：一网格\n党小组：第一党小组",
		"李强|||所在党支部：仁和院支部\n所属驻区单位：市一中\n居住小区：仁和苑\n党小组：第二党小组",
		"赵六|第九党支部||党小组：第一党小组",
	})

	l = book(t)
	create(t, l, orgs, "name", "第九党支部", "type", "12")
	create(t, l, orgs, "name", "仁和苑党支部", "type", "12")
	r := run(t, plan(t, l, w, intake.IntakeOptions{Create: []string{"*"}}))
	if r.Linked != 7 {
		t.Errorf("%+v", r)
	}
	same(t, "bodies", people(t, l, orgs, "name", "type", "parent"), []string{
		"第九党支部|党支部|", "仁和苑党支部|党支部|", "仁和院支部|党支部|", "仁和院支部第一党小组|党小组|仁和院支部", "市一中|驻区单位|", "仁和院支部第二党小组|党小组|仁和院支部", "第九党支部第一党小组|党小组|第九党支部",
	})
	same(t, "members", people(t, l, members, "name", "branch", "party_group", "unit", "estate", "grid", "note"), []string{
		"王芳|仁和院支部|仁和院支部第一党小组|市一中|仁和苑|一网格|已谈话", "李强|仁和院支部|仁和院支部第二党小组|市一中|仁和苑||", "赵六|第九党支部|第九党支部第一党小组||||",
	})
	if again := run(t, plan(t, l, w, intake.IntakeOptions{Create: []string{"*"}})); again.Import != "" {
		// Without ID number and birth nobody can tell that they are the same people.
		if again.Created != 3 || again.Linked != 0 {
			t.Errorf("again: %+v", again)
		}
	}

	l = book(t)
	create(t, l, orgs, "name", "第九党支部", "type", "12")
	create(t, l, orgs, "name", "仁和苑党支部", "type", "12")
	run(t, plan(t, l, w, intake.IntakeOptions{Same: []string{"organizations/仁和院支部"}, Create: []string{"estates/*"}}))
	same(t, "the similar one is meant", people(t, l, members, "branch", "estate"), []string{"仁和苑党支部|仁和苑", "仁和苑党支部|仁和苑", "第九党支部|"})
}

func TestResidentsWithAddressesInColumns(t *testing.T) {
	l := book(t)
	residents, households := registers.Residents.Def, registers.Households.Def
	estate := create(t, l, estates, "name", "仁和苑")
	building := create(t, l, registers.Buildings.Def, "estate", estate.String(), "number", "3栋")
	create(t, l, households, "estate", estate.String(), "building", building.String(), "entrance", "2单元", "room", "501")
	w := csv(t, "小区|楼栋|单元|房号|姓名|与户主关系", "仁和苑|3|2|501|王芳|户主", "仁和苑小区|3号楼|二单元|502室|李强|户主", "仁和苑|三栋|2单元|502|赵敏|配偶", "幸福里|1栋||101|孙八|户主", "|||101|钱七|户主")
	same(t, "mapping", mapping(t, l, w, residents.Key), []string{
		"小区→estate alias", "楼栋→household.building alias", "单元→household.entrance alias", "房号→household.room alias", "姓名→name name", "与户主关系→relation name",
	})
	o := intake.IntakeOptions{Register: residents.Key}
	p := plan(t, l, w, o)
	same(t, "missing", missingOf(p), []string{
		"households/仁和苑 3栋 2单元 502 ×2 ", "estates/幸福里 ×1 ", "buildings/幸福里 1栋 ×1 ", "households/幸福里 1栋 1单元 101 ×1 ",
	})
	o.Create = []string{"*"}
	before := snapshot(t, l)
	r := run(t, plan(t, l, w, o))
	same(t, "residents", people(t, l, residents, "name", "household", "estate", "note"), []string{
		"王芳|仁和苑 3栋 2单元 501|仁和苑|", "李强|仁和苑 3栋 2单元 502|仁和苑|", "赵敏|仁和苑 3栋 2单元 502|仁和苑|", "孙八|幸福里 1栋 1单元 101|幸福里|", "钱七|||住户：101",
	})
	same(t, "households", people(t, l, households, "building", "entrance", "room", "estate", "head"), []string{
		"仁和苑 3栋|2单元|501|仁和苑|", "仁和苑 3栋|2单元|502|仁和苑|李强", "幸福里 1栋|1单元|101|幸福里|孙八",
	})
	if _, err := l.Undo(ctx, r.Import); err != nil {
		t.Fatal(err)
	}
	if snapshot(t, l) != before {
		t.Error("undo left something")
	}
}

func TestResidentsWithAddressInOneCell(t *testing.T) {
	l := book(t)
	residents := registers.Residents.Def
	w := csv(t, "姓名|家庭住址", "王芳|仁和苑3栋2单元501室", "李强|仁和苑 3-2-502", "赵敏|仁寿门社区仁和苑小区3号楼2单元501", "孙八|城外刘家湾")
	run(t, plan(t, l, w, intake.IntakeOptions{Register: residents.Key, Create: []string{"*"}}))
	same(t, "residents", people(t, l, residents, "name", "household", "estate", "note"), []string{
		"王芳|仁和苑 3栋 2单元 501|仁和苑|", "李强|仁和苑 3栋 2单元 502|仁和苑|", "赵敏|仁和苑 3栋 2单元 501|仁和苑|", "孙八|||住户：城外刘家湾",
	})
	// What the program itself writes is read back.
	run(t, plan(t, l, csv(t, "姓名|住户", "周九|仁和苑 3栋 2单元 501"), intake.IntakeOptions{Register: residents.Key}))
	got := people(t, l, residents, "name", "household")
	same(t, "read back", got[len(got)-1:], []string{"周九|仁和苑 3栋 2单元 501"})
}

func TestHouseholdSheet(t *testing.T) {
	l := book(t)
	w := csv(t, "小区|楼栋|单元|室号|户主姓名|联系电话|人口", "仁和苑|3|1|101|王芳|13800000001|3", "仁和苑|3|1|102|李强||2", "仁和苑|3|1|101|||4")
	households := registers.Households.Def
	same(t, "mapping", mapping(t, l, w, households.Key), []string{
		"小区→estate alias", "楼栋→building name", "单元→entrance name", "室号→room name", "户主姓名→head alias", "联系电话→phone name", "人口→people alias",
	})
	r := run(t, plan(t, l, w, intake.IntakeOptions{Register: households.Key, Create: []string{"*"}}))
	if r.Created != 2 || r.Unchanged != 1 || r.Linked != 2 {
		t.Errorf("%+v", r)
	}
	same(t, "households", people(t, l, households, "estate", "building", "entrance", "room", "head", "people"), []string{
		"仁和苑|仁和苑 3栋|1单元|101|王芳|3", "仁和苑|仁和苑 3栋|1单元|102|李强|2",
	})
}

func TestOrganizationsReferToEachOther(t *testing.T) {
	l := book(t)
	w := csv(t, "组织名称|组织类型|上级组织", "第一党支部|党支部|仁寿门社区党委", "仁寿门社区党委|党委|永安街道党工委", "甲会|协会|乙会", "乙会|协会|甲会", "自己|协会|自己", "|党支部|", "第二党支部|党支部|坏的支部", "坏的支部|没有的类型|")
	p := plan(t, l, w, intake.IntakeOptions{Register: orgs.Key, Create: []string{"*"}})
	r := run(t, p)
	if r.Created != 6 || r.Rejected != 2 || r.Linked != 1 {
		t.Errorf("%+v\n%v", r, problems(p.Problems()))
	}
	same(t, "bodies", people(t, l, orgs, "name", "type", "parent", "note"), []string{
		"永安街道党工委|上级党组织||", "仁寿门社区党委|党委|永安街道党工委|", "第一党支部|党支部|仁寿门社区党委|",
		"乙会|社会组织|甲会|", "甲会|社会组织|乙会|", "自己|社会组织||", "第二党支部|党支部||上级组织：坏的支部",
	})
}

func TestPostsFallBackOnTheName(t *testing.T) {
	l := book(t)
	create(t, l, members, "name", "王芳")
	posts := registers.Posts.Def
	w := csv(t, "姓名|所在支部|职务", "王芳|第一党支部|书记", "李强|第一党支部|副书记")
	p := plan(t, l, w, intake.IntakeOptions{Register: posts.Key})
	same(t, "the body is needed", problems(p.Rejected()), []string{"×2 所在支部 [第一党支部] 账套里还没有这个组织", "×3 所在支部 [第一党支部] 账套里还没有这个组织"})
	run(t, plan(t, l, w, intake.IntakeOptions{Register: posts.Key, Create: []string{"*"}}))
	same(t, "posts", people(t, l, posts, "member", "person", "organization", "post"), []string{"王芳||第一党支部|书记", "|李强|第一党支部|副书记"})
}

func TestHouseholdsWithAddressInOneCell(t *testing.T) {
	l := book(t)
	households := registers.Households.Def
	lines := []string{"户主|住址|人口", "王芳|仁寿门社区仁和苑小区3号楼2单元501室|3", "李强|仁和苑3栋502|2", "赵敏|刘家湾|1"}
	w := csv(t, lines...)
	same(t, "mapping", mapping(t, l, w, households.Key), []string{"户主→head name", "住址→room guess", "人口→people alias"})
	o := intake.IntakeOptions{Register: households.Key, Create: []string{"*"}}
	if r := run(t, plan(t, l, w, o)); r.Created != 3 || r.Linked != 2 {
		t.Errorf("%+v", r)
	}
	same(t, "households", people(t, l, households, "estate", "building", "entrance", "room", "head"), []string{
		"仁和苑小区|仁和苑小区 3栋|2单元|501|王芳", "仁和苑小区|仁和苑小区 3栋|1单元|502|李强", "||1单元|刘家湾|赵敏",
	})
}
