package documents_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/documents"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
	"chengzhuan/backend/visits"
)

var operator = caller.With(context.Background(), caller.Caller{Operator: "张红梅", Face: caller.Command})

// office is an open book with a fixed clock.
type office struct {
	t *testing.T
	l *ledger.Ledger
}

func openOffice(t *testing.T) *office {
	t.Helper()
	day := time.Date(2026, 11, 22, 9, 0, 0, 0, time.Local)
	s, err := store.Open(operator, t.TempDir(), registers.All(), store.Options{Now: func() time.Time { return day }, Create: &store.NewBook{Name: community}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &office{t, ledger.New(s)}
}

// put writes a record as it is given, past the checks.
func (o *office) put(d *schema.Def, fields map[string]string) string {
	o.t.Helper()
	v := d.New()
	for key, value := range fields {
		if d.Index(key) < 0 {
			o.t.Fatalf("%s has no %s", d.Key, key)
		}
		v[d.Index(key)] = value
	}
	var id oplog.ID
	_, err := o.l.Store.Write(operator, store.Meta{Kind: "create"}, func(tx *store.Tx) (err error) {
		id, err = tx.Create(d, v)
		return err
	})
	if err != nil {
		o.t.Fatal(d.Key, err)
	}
	return id.String()
}

func (o *office) print(ctx context.Context, key string, a documents.Audience, params map[string]string) (documents.Output, error) {
	return documents.Print(ctx, o.l, key, params, documents.Options{Audience: a})
}

// page is the text of a document that must print.
func (o *office) page(key string, a documents.Audience, params map[string]string) string {
	o.t.Helper()
	out, err := o.print(operator, key, a, params)
	if err != nil {
		o.t.Fatal(key, err, errs.Of(err).Hint)
	}
	return solid(text(o.t, out.PDF))
}

type pairs = map[string]string

// book is an office with one of everything.
func book(t *testing.T) (*office, pairs) {
	o := openOffice(t)
	ids := pairs{}
	add := func(name string, d *schema.Def, fields pairs) { ids[name] = o.put(d, fields) }
	add("profile", registers.Profile.Def, pairs{"name": community, "office_phone": "027-80123456", "hotline": "027-80123499", "service_hours": "周一至周五 8:30—17:30"})
	add("estate", registers.Estates.Def, pairs{"name": "行政南小区"})
	add("grid", registers.GridCells.Def, pairs{"name": "第3网格", "worker": "张红梅", "phone": "13900000001", "office_phone": "027-80123457"})
	add("building", registers.Buildings.Def, pairs{"estate": ids["estate"], "number": "3栋", "grid": ids["grid"], "leader": "李建国", "phone": "13900000002"})
	add("home", registers.Households.Def, pairs{"estate": ids["estate"], "building": ids["building"], "entrance": "2单元", "room": "501", "grid": ids["grid"], "head": "单秀兰"})
	add("visit", registers.Visits.Def, pairs{"no": "ZF-2026-TEST-0001", "date": "2026-11-18", "start": "9:30", "end": "10:10", "mode": "1", "lead": "张红梅", "companions": "何梅", "household": ids["home"], "estate": ids["estate"], "grid": ids["grid"],
		"person": "单秀兰", "age": "5", "relation": registers.RelationHead, "phone": "13800000001", "classes": "05,11", "services": "2", "deliveries": "3", "talk": "楼道灯坏了", "hazards": "燃气软管老化", "form": "B7K2-03"})
	add("closed", registers.Visits.Def, pairs{"no": "ZF-2026-TEST-0002", "date": "2026-11-19", "mode": "1", "lead": "赵堃喆", "person": "仇明", "talk": "矫正人员谈心", "sensitive": "1", "viewers": "何梅"})
	add("matter", registers.Matters.Def, pairs{"no": "SQ-2026-TEST-0001", "title": "2单元楼道灯损坏", "kind": "01", "urgency": "1", "source": "1", "visit": ids["visit"], "household": ids["home"], "accepted": "2026-11-02", "owner": "赵堃喆", "person": "单秀兰", "phone": "13800000001",
		"state": registers.StateForwarded, "handled_on": "2026-11-03", "to": "物业公司", "due": "2026-11-18", "content": "一个多月没有修", "hearing": "1", "heard": "2026-11-04", "heard_note": "问过三户", "major": "1", "proposed": "2026-11-05"})
	add("supervision", registers.Supervisions.Def, pairs{"no": "DB-2026-TEST-0012", "problem": "北门消防通道堵塞", "source": "1", "matter": ids["matter"], "unit": "物业公司", "owner": "刘强", "issuer": "赵堃喆", "measures": "划线值守", "issued": "2026-11-12", "due": "2026-11-20", "state": "2", "received": "2026-11-13"})
	// The list of open problems counts the one above; these are over.
	for name, fields := range map[string]pairs{"numbered": {"no": "DB-2026-TEST-0013", "notice_no": "7"}, "elsewhere": {"no": "DB-2026-K7QD-0012"}, "by hand": {"no": "2026-9"}} {
		fields["problem"], fields["issued"], fields["state"], fields["done"], fields["proof"] = "早已办完", "2025-11-12", registers.SupervisionDone, "2025-11-20", "照片"
		add(name, registers.Supervisions.Def, fields)
	}
	add("talk", registers.Talks.Def, pairs{"date": "2026-11-20", "person": "刘强", "post": "项目经理", "unit": "物业公司", "by": "赵堃喆", "reason": "到期没有办结", "content": "说明情况", "promise": "三日内清理", "deadline": "2026-11-23", "supervision_no": "〔2026〕12号"})
	add("weekly", registers.Weeklies.Def, pairs{"monday": "2026-12-28", "done": "走访38户", "undone": "标线没有划完", "next": "继续督办", "needs": "请交警协助", "sent_to": "街道书记", "author": "张红梅", "state": "1"})
	for i := range 5 {
		add("mediation", registers.Mediations.Def, pairs{"no": fmt.Sprintf("TJ-2026-TEST-%04d", i+1), "date": "2026-11-10", "kind": []string{"01", "01", "01", "04", "05"}[i], "parties": "仇明、解晓东", "facts": "为漏水争执", "result": "1", "agreement": "三日内维修", "mediator": "赵堃喆"})
	}
	add("project", registers.Projects.Def, pairs{"name": "雨污分流改造", "problem": "一楼进水", "estate": ids["estate"], "amount": "48600000", "source": "区住建局", "owner": "赵堃喆", "started": "2026-03-10", "planned": "2026-12-20", "stage": "3", "works": "换管570米", "households": "320"})
	add("rotation", registers.Rotations.Def, pairs{"month": "2026-11", "estate": ids["estate"], "date": "2026-11-28", "time": "9:00–11:00", "place": "中心花坛旁", "hosts": "赵堃喆、张红梅", "phone": "13900000003", "state": "1"})
	add("wish", registers.Wishes.Def, pairs{"no": "XY-2026-TEST-0001", "wish": "想要血压计", "needed": "一台", "date": "2026-11-01", "wisher": "单秀兰", "kind": "5", "household": ids["home"], "estate": ids["estate"], "phone": "13800000001", "state": "2", "claimed_by": "李建国、重华里小区党支部"})
	add("granted", registers.Wishes.Def, pairs{"no": "XY-2026-TEST-0002", "wish": "想要台灯", "wisher": "王芳", "date": "2026-11-02", "state": "3", "done": "2026-11-15", "claimed_by": "何梅"})
	return o, ids
}

func TestGathered(t *testing.T) {
	o, ids := book(t)
	for _, c := range []struct {
		key    string
		a      documents.Audience
		params pairs
		has    string // texts that must stand on the page
		not    string // texts that must not
	}{
		{"visit_record", "", pairs{"visit": ids["visit"]}, "ZF-2026-TEST-0001 2026年11月18日 9:30—10:10 单秀兰 13800000001 ☑低保户 ☑空巢独居老人 ☐党员 ☑送温暖 ☑有病住院看望到家 楼道灯坏了 2单元楼道灯损坏 转办（物业公司） 纸质表编号B7K2-03 内部资料", "☑党员"},
		{"visit_list", "", nil, "2026年11月1日—11月22日 走访2次，1户 楼道灯坏了 隐患：燃气软管老化 2单元楼道灯损坏（转办） 敏感走访，内容从略", "矫正人员 仇明"},
		{"visit_list", "", pairs{"lead": "赵堃喆"}, "走访1次 走访人赵堃喆", "楼道灯坏了"},
		{"visit_list", "", pairs{"grid": ids["grid"], "from": "2026-11-01", "to": "2026-11-30"}, "第3网格 走访1次", "赵堃喆"},
		{"visit_list", "", pairs{"from": "2025-01-01", "to": "2025-12-31"}, "2025年1月1日—12月31日 没有登记走访", ""},
		{"matter_reply", "", pairs{"matter": ids["matter"]}, "单秀兰居民 您于2026年11月2日反映的“2单元楼道灯损坏”，我们已经转物业公司办理 电话027-80123456 （存根）", ""},
		{"matter_sheet", "", pairs{"matter": ids["matter"]}, "SQ-2026-TEST-0001 ZF-2026-TEST-0001 一个多月没有修 办前听 ☑2026.11.04 问过三户 建设改造 党组织提议 ☑2026.11.05 ☐未办 13800000001", ""},
		{"matter_list", "", nil, "2026年1月1日—11月22日受理 共1件，在办1件，逾期1件 逾期2个工作日 2单元楼道灯损坏", ""},
		{"matter_list", "", pairs{"overdue": "1", "open": "是"}, "共1件", ""},
		{"matter_list", "", pairs{"owner": "何梅"}, "没有符合条件的诉求", ""},
		{"supervision_notice", "", pairs{"supervision": ids["supervision"]}, "编号〔2026〕TEST-12号 北门消防通道堵塞 逾期事项（SQ-2026-TEST-0001） 物业公司 刘强 划线值守 2026年11月20日前办结并反馈 签收日期：2026年11月13日 审核意见 办理结果", ""},
		{"supervision_notice", "", pairs{"supervision": ids["supervision"], "number": "3"}, "编号〔2026〕3号", "TEST-12号"},
		{"supervision_notice", "", pairs{"supervision": ids["numbered"]}, "编号〔2025〕7号", "TEST-13号"},
		{"supervision_notice", "", pairs{"supervision": ids["numbered"], "number": "8"}, "编号〔2025〕8号", "〔2025〕7号"},
		{"supervision_notice", "", pairs{"supervision": ids["elsewhere"]}, "编号〔2026〕K7QD-12号", ""},
		{"supervision_notice", "", pairs{"supervision": ids["by hand"]}, "编号〔2026〕9号", ""},
		{"supervision_notice", "", pairs{"supervision": ids["supervision"], "number": "仁督〔2026〕8号"}, "编号仁督〔2026〕8号", ""},
		{"supervision_list", "", nil, "共1项：红1，黄0，绿0 红签收 逾期1个工作日 北门消防通道堵塞", ""},
		{"supervision_list", "", pairs{"open": "1"}, "共1项", ""},
		{"talk_record", "", pairs{"talk": ids["talk"]}, "刘强 物业公司 项目经理 2026年11月20日 三日内清理 督办编号〔2026〕12号", ""},
		{"weekly", "", pairs{"weekly": ids["weekly"]}, "第53周 2026年12月28日（周一）—2027年1月3日（周日） （草稿） 走访38户 街道书记", ""},
		{"mediation_ledger", "", nil, "共5件，调解成功5件，全年目标30件 仇明、 三日内维修 内部资料", ""},
		{"mediation_ledger", documents.Wall, nil, "5件 受理调解 30件 其他5件 调解成功5件 调解电话027-80123456", "仇明 解晓东 漏水 物业纠纷 噪音 三日内 内部资料"},
		{"project_card", "", pairs{"project": ids["project"], "place": "北门"}, "雨污分流改造 行政南小区 486000元区住建局 2026年3月10日开工，计划2026年12月20日完成 320户 赵堃喆 张贴处：北门 联系电话027-80123456", "内部资料"},
		{"contact_cards", "", nil, "第3网格 网格员张红梅 027-80123457 监督电话027-80123499 周一至周五8:30—17:30 政策咨询", "139 李建国"},
		{"contact_cards", "", pairs{"grid": ids["grid"], "buildings": "1", "copies": "2", "services": "开证明"}, "楼栋长李建国 行政南小区3栋 开证明", "139"},
		{"consultation_notice", "", pairs{"rotation": ids["rotation"], "topics": "加装电梯"}, "行政南小区的居民朋友 2026年11月28日（星期六）9:00–11:00 中心花坛旁 赵堃喆、张红梅 027-80123456 加装电梯 2026年11月22日", "139"},
		{"rotation_plan", "", nil, "2026年 11月 行政南小区 11月28日（六） 赵堃喆、张红梅 027-80123456", "139"},
		{"rotation_plan", "", pairs{"year": "2025"}, "2025年 还没有安排", "行政南小区"},
		{"wish_cards", "", nil, "某居民的心愿 想要血压计 一台 李**、重华里小区党支部 已认领 027-80123456", "单秀兰 李建国 残疾 138 501 想要台灯"},
		{"wish_cards", "", pairs{"done": "1", "estate": ids["estate"]}, "想要血压计", "想要台灯"},
		{"wish_cards", "", pairs{"done": "1"}, "想要台灯 2026年11月15日 已完成 何*", "王芳 何梅"},
	} {
		page := o.page(c.key, c.a, c.params)
		for _, s := range strings.Fields(c.has) {
			if !strings.Contains(page, s) {
				t.Errorf("%s %v lacks %s:\n%s", c.key, c.params, s, page)
			}
		}
		for _, s := range strings.Fields(c.not) {
			if strings.Contains(page, s) {
				t.Errorf("%s %v shows %s", c.key, c.params, s)
			}
		}
	}
}

// Twice on one day gives the same bytes; private pages are in the access log, wall
// pages are not.
func TestGatheredTwice(t *testing.T) {
	o, ids := book(t)
	for _, c := range []struct {
		key    string
		a      documents.Audience
		params pairs
		logged string // the register; "" not logged
	}{
		{"visit_record", "", pairs{"visit": ids["visit"]}, "visits"}, {"visit_list", "", nil, "visits"}, {"matter_reply", "", pairs{"matter": ids["matter"]}, "matters"},
		{"matter_sheet", "", pairs{"matter": ids["matter"]}, "matters"}, {"matter_list", "", nil, "matters"}, {"talk_record", "", pairs{"talk": ids["talk"]}, "talks"},
		{"supervision_notice", "", pairs{"supervision": ids["supervision"]}, ""}, {"supervision_list", "", nil, ""}, {"weekly", "", pairs{"weekly": ids["weekly"]}, ""},
		{"mediation_ledger", documents.Internal, nil, "mediations"}, {"mediation_ledger", documents.Wall, nil, ""}, {"project_card", documents.Wall, pairs{"project": ids["project"]}, ""},
		{"contact_cards", "", nil, ""}, {"consultation_notice", "", pairs{"rotation": ids["rotation"]}, ""}, {"rotation_plan", "", nil, ""}, {"wish_cards", "", nil, ""},
	} {
		before, err := o.l.Store.AccessLog(operator, 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		first, err := o.print(operator, c.key, c.a, c.params)
		if err != nil {
			t.Fatal(c.key, err)
		}
		second, err := o.print(operator, c.key, c.a, c.params)
		if err != nil || string(first.PDF) != string(second.PDF) {
			t.Errorf("%s prints otherwise the second time: %v", c.key, err)
		}
		after, err := o.l.Store.AccessLog(operator, 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		switch fresh := after[:len(after)-len(before)]; {
		case c.logged == "" && len(fresh) > 0:
			t.Errorf("%s %s is logged: %+v", c.key, c.a, fresh)
		case c.logged != "" && (len(fresh) == 0 || fresh[0].Register != c.logged || strings.Contains(fmt.Sprint(fresh), "单秀兰")):
			t.Errorf("%s is logged as %+v", c.key, fresh)
		}
	}
}

// The course of an appeal stands on its sheet as it was written.
func TestGatheredCourse(t *testing.T) {
	o, _ := book(t)
	id := o.put(registers.Matters.Def, pairs{"no": "SQ-2026-TEST-0002", "title": "电梯常停", "accepted": "2026-11-16", "owner": "赵堃喆", "state": registers.StateAccepted, "hearing": "1", "heard": "2026-11-16"})
	desk := matters.New(o.l)
	if _, err := desk.Advance(operator, id, matters.Step{To: registers.StateCommunity, Date: "2026-11-17", Note: "请物业一同查看"}); err != nil {
		t.Fatal(err)
	}
	if _, err := desk.Note(operator, id, registers.StepProgress, "2026-11-18", "已约维保单位"); err != nil {
		t.Fatal(err)
	}
	page := o.page("matter_sheet", "", pairs{"matter": id})
	for _, s := range []string{"受理→社区协调", "2026.11.17", "张红梅", "请物业一同查看", "进展", "已约维保单位", "☑2026.11.18", "2026.12.01"} {
		if !strings.Contains(page, s) {
			t.Errorf("the sheet lacks %s:\n%s", s, page)
		}
	}
}

// Sensitive visits print for those who have to do with them, and for nobody else.
func TestSensitivePrints(t *testing.T) {
	o, ids := book(t)
	as := func(name string) context.Context {
		return caller.With(context.Background(), caller.Caller{Operator: name, Face: caller.Window})
	}
	for name, may := range map[string]bool{"赵堃喆": true, "何梅": true, "张红梅": false, "": false} {
		out, err := o.print(as(name), "visit_record", "", pairs{"visit": ids["closed"]})
		if may != (err == nil) || !may && !errs.Is(err, errs.Denied) {
			t.Errorf("%q: %v", name, err)
		}
		if may && !strings.Contains(solid(text(t, out.PDF)), "敏感走访：限有权限的人查阅") {
			t.Error("the sheet does not say that it is sensitive")
		}
		out, err = o.print(as(name), "visit_list", "", nil)
		if err != nil {
			t.Fatal(err)
		}
		if shown := strings.Contains(solid(text(t, out.PDF)), "矫正人员谈心"); shown != may {
			t.Errorf("%q: content shown is %v", name, shown)
		}
	}
}

func TestVisitFormsKeepTheirNumbers(t *testing.T) {
	o, _ := book(t)
	desk := visits.New(o.l, matters.New(o.l))
	batch, err := desk.Forms(operator, 2, visits.SheetLines)
	if err != nil {
		t.Fatal(err)
	}
	out, err := o.print(operator, "visit_forms", "", pairs{"batch": batch.Code})
	if err != nil || out.Pages != 2 || !strings.HasSuffix(out.Name, batch.Code) {
		t.Fatalf("%+v, %v", out, err)
	}
	page := text(t, out.PDF)
	for n := range 10 {
		if !strings.Contains(page, fmt.Sprintf("%s-%02d", batch.Code, n+1)) {
			t.Errorf("line %d has no number", n+1)
		}
	}
	again, err := o.print(operator, "visit_forms", "", pairs{"batch": strings.ToLower(batch.Code)})
	if err != nil || string(again.PDF) != string(out.PDF) {
		t.Errorf("the batch prints otherwise the second time: %v", err)
	}
	for _, p := range []pairs{{}, {"batch": "ZZZZ"}} {
		if _, err := o.print(operator, "visit_forms", "", p); err == nil || errs.Of(err).Message == "" {
			t.Errorf("%v: %v", p, err)
		}
	}
}

func TestGatherRefusals(t *testing.T) {
	o, ids := book(t)
	for _, c := range []struct {
		key    string
		a      documents.Audience
		params pairs
		code   errs.Code
	}{
		{"visit_record", documents.Wall, pairs{"visit": ids["visit"]}, errs.Denied},
		{"visit_record", "", nil, errs.Invalid},
		{"visit_list", "", pairs{"from": "昨天"}, errs.Invalid},
		{"visit_list", "", pairs{"from": "2026-11-20", "to": "2026-11-01"}, errs.Invalid},
		{"matter_list", documents.Wall, nil, errs.Denied},
		{"matter_list", "", pairs{"open": "也许"}, errs.Invalid},
		{"contact_cards", "", pairs{"copies": "一百"}, errs.Invalid},
		{"rotation_plan", "", pairs{"year": "今年"}, errs.Invalid},
		{"talk_record", documents.Wall, pairs{"talk": ids["talk"]}, errs.Denied},
		{"wish_cards", documents.Internal, nil, errs.Denied},
	} {
		if _, err := o.print(operator, c.key, c.a, c.params); !errs.Is(err, c.code) || errs.Of(err).Message == "" {
			t.Errorf("%s %v: %v", c.key, c.params, err)
		}
	}
}
