package points_test

import (
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points"
)

// Nobody judges their own, however their name is written: with a title, beside another, in brackets.
func TestDressedNamesAreKnown(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang := o.member("汤静")
	id := o.claim(points.Claim{Member: zhang, Rule: "J03", Date: "2026-10-08"})
	for _, name := range []string{"汤静", "汤 静", "汤静 王芳", "王芳，汤静", "汤静（组长）", "组长(汤静)", "汤静和王芳", "汤静书记"} {
		_, err := o.step(id, "小组初审", name, "2026-10-09", "")
		refused(t, err, errs.Denied, "by")
	}
	o.must(id, "小组初审", "汤静怡", "2026-10-09", "")
	o.must(id, "支部审核", "陈建国", "2026-10-09", "")
	o.must(id, "公示中", "李娟", "2026-10-09", "")
	o.must(id, "生效", "李娟", "2026-10-19", "")
	_, err := o.d.Void(ctx, id, "记错", "王芳 汤静", "")
	refused(t, err, errs.Denied, "by")
	member, _ := oplog.ParseID(zhang)
	refused(t, o.d.Exempt(ctx, member, 2026, true, "长期患病", "汤静（本人）"), errs.Denied, "by")
}

// What rests on a document is not reviewed without its number; a veto is not even claimed.
func TestDocumentsAreNamed(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang := o.member("张三")
	_, err := o.d.Claim(ctx, points.Claim{Member: zhang, Rule: "V01", Date: "2026-10-08", Note: "弄虚作假"})
	refused(t, err, errs.Invalid, "file")
	c := points.Claim{Member: zhang, Rule: "H02", Date: "2026-10-08"}
	id := o.claim(c)
	o.must(id, "小组初审", "王芳", "2026-10-09", "")
	_, err = o.step(id, "支部审核", "陈建国", "2026-10-09", "")
	refused(t, err, errs.Invalid, "file")
	o.must(id, "退回", "陈建国", "2026-10-09", "缺文号")
	c.File = "仁社发〔2026〕5号"
	if _, err := o.d.Rewrite(ctx, id, c); err != nil {
		t.Fatal(err)
	}
	o.must(id, "已申报", "李娟", "2026-10-10", "")
	o.must(id, "小组初审", "王芳", "2026-10-10", "")
	o.must(id, "支部审核", "陈建国", "2026-10-10", "")
}

// A further objection is of a day on which the claim hung.
func TestFurtherObjectionsAreDated(t *testing.T) {
	o := open(t)
	defer o.end()
	id := o.claim(points.Claim{Member: o.member("张三"), Rule: "J03", Date: "2026-10-08"})
	o.must(id, "小组初审", "王芳", "2026-10-09", "")
	o.must(id, "支部审核", "陈建国", "2026-10-09", "")
	if _, err := o.d.OpenNotice(ctx, points.NoticeInput{By: "李娟", From: "2026-10-12"}); err != nil {
		t.Fatal(err)
	}
	object := func(day string) error {
		_, err := o.d.Object(ctx, points.Objection{Claim: id, Date: cn.Date(day), Content: "没见到人", By: "李娟"})
		return err
	}
	if err := object("2026-10-13"); err != nil {
		t.Fatal(err)
	}
	refused(t, object("2026-10-09"), errs.Invalid, "date")
	refused(t, object("2027-01-01"), errs.Invalid, "date")
	if err := object("2026-10-14"); err != nil {
		t.Fatal(err)
	}
}
