package orglife_test

import (
	"strconv"
	"testing"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/orglife"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

func (o *office) dues(org, month string) (orglife.DuesSheet, map[string]orglife.DuesMark) {
	o.t.Helper()
	s, err := o.d.DuesSheet(ctx, org, month)
	if err != nil {
		o.t.Fatal(err)
	}
	rows := map[string]orglife.DuesMark{}
	for _, r := range s.Rows {
		rows[r.Name] = r
	}
	return s, rows
}

func (o *office) pay(org, month string, marks ...orglife.DuesMark) orglife.DuesSheet {
	o.t.Helper()
	s, err := o.d.SaveDues(ctx, org, month, marks)
	if err != nil {
		o.t.Fatal(err, errs.Of(err).Hint)
	}
	return s
}

func TestDuesSheet(t *testing.T) {
	o := open(t)
	defer o.end()
	b, m := o.branch("仁和苑党支部", "陈建国", "王芳", "赵敏", "刘伟", "周涛")
	o.add("dues_bases", "member", m[0], "year", "2026", "payer", registers.PayerWage, "base", "300001")
	o.add("dues_bases", "member", m[1], "year", "2026", "payer", registers.PayerRetired, "base", "320000", "amount", "1000", "reason", "生活困难")
	o.add("dues_bases", "member", m[2], "year", "2025", "payer", registers.PayerWage, "base", "300000")
	o.set("party_members", m[3], "relation", registers.RelationCheckIn)
	o.set("party_members", m[4], "joined", "2026-11-03")
	s, rows := o.dues(b, "2026年10月")
	if s.Month != "2026-10" || len(s.Rows) != 3 || rows["陈建国"].Amount != 3000 || rows["王芳"].Amount != 1000 || rows["赵敏"].Amount != 0 || rows["赵敏"].Why == "" {
		t.Fatalf("%+v", s)
	}
	if s.AmountSum != 4000 || s.Open != 3 || s.Unknown != 1 || s.Paid != 0 || s.PaidSum != 0 {
		t.Errorf("%+v", s)
	}
	was := o.changes()
	if s = o.pay(b, "2026-10", s.Rows...); s.Change != "" || o.changes() != was {
		t.Error("a sheet that nobody changed was written")
	}
	s = o.pay(b, "2026-10", orglife.DuesMark{Member: m[0], Paid: 3000, PaidOn: "2026.10.12", Receiver: "刘伟"}, orglife.DuesMark{Member: m[1], Waived: true, Reason: "报上级同意"}, orglife.DuesMark{Member: m[2], Amount: 500, Paid: 200, PaidOn: "2026-10-12"})
	if s.Change == "" || s.Paid != 1 || s.Waived != 1 || s.Open != 1 || s.AmountSum != 3500 || s.PaidSum != 3200 || s.Unknown != 0 {
		t.Errorf("%+v", s)
	}
	was = o.changes()
	if s = o.pay(b, "2026-10", s.Rows...); o.changes() != was || s.Change != "" {
		t.Error("the same was written again")
	}
	// What was owed stays with the month when the base changes afterwards.
	list, _ := o.s.Lookup(ctx, registers.DuesBases.Def, "member", m[0])
	o.set("dues_bases", list[0].ID.String(), "base", "1000001")
	if _, rows := o.dues(b, "2026-10"); rows["陈建国"].Amount != 3000 || !rows["陈建国"].Settled {
		t.Errorf("%+v", rows["陈建国"])
	}
	if _, rows := o.dues(b, "2026-11"); rows["陈建国"].Amount != 20000 || rows["陈建国"].Behind != 0 || rows["赵敏"].Behind != 0 || rows["周涛"].Name == "" {
		t.Errorf("%+v", rows)
	}
	for field, k := range map[string]orglife.DuesMark{
		"reason":  {Member: m[0], Waived: true},
		"paid":    {Member: m[0], Paid: -1},
		"paid_on": {Member: m[0], Paid: 3000, PaidOn: "2026-12-01"},
	} {
		_, err := o.d.SaveDues(ctx, b, "2026-10", []orglife.DuesMark{k})
		refused(t, err, errs.Invalid, field)
	}
	_, err := o.d.DuesSheet(ctx, b, "2026")
	refused(t, err, errs.Invalid, "month")
	_, err = o.d.DuesSheet(ctx, m[0], "2026-10")
	refused(t, err, errs.NotFound, "organization")
	if log, err := o.s.AccessLog(ctx, 0, 10); err != nil || len(log) == 0 || log[0].Register != registers.Dues.Key {
		t.Errorf("nobody wrote down that amounts were seen: %v %v", log, err)
	}
}

// Months in a row without dues are counted from when the branch's dues are on record,
// and from when a member came.
func TestBehind(t *testing.T) {
	o := open(t)
	defer o.end()
	b, m := o.branch("仁和苑党支部", "陈建国", "王芳", "赵敏", "刘伟")
	far, x := o.branch("古楼里党支部", "郑洁")
	o.set("party_members", m[2], "entered_branch", "2026-08-20")
	for _, month := range []string{"2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"} {
		o.pay(b, month, orglife.DuesMark{Member: m[0], Amount: 1000, Paid: 1000, PaidOn: month + "-10"})
	}
	o.add("dues", "member", m[3], "month", "2026-07-01", "paid", "100") // as a spreadsheet writes a month
	_, rows := o.dues("", "2026-11")
	for name, want := range map[string]struct {
		n    int
		tone string
	}{"陈建国": {0, ""}, "王芳": {6, "red"}, "赵敏": {3, "amber"}, "刘伟": {3, "amber"}, "郑洁": {0, ""}} {
		if r := rows[name]; r.Behind != want.n || r.Alert != want.tone {
			t.Errorf("%s is %d months behind, %s", name, r.Behind, r.Alert)
		}
	}
	all, err := o.d.Arrears(ctx)
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	for _, a := range all {
		if a.Name != "仁和苑党支部" || a.Red != 1 || a.Amber != 2 {
			t.Errorf("%+v", a)
		}
	}
	if s, _ := o.dues(far, "2026-11"); s.Behind != 0 || s.Rows[0].Member != x[0] {
		t.Errorf("%+v", s)
	}
	// The month that a spreadsheet wrote is the one that a save finds.
	o.pay(b, "2026-07", orglife.DuesMark{Member: m[3], Paid: 200, PaidOn: "2026-07-09"})
	if n, _ := o.s.CountRefs(ctx, registers.Dues.Def, "member", id(m[3])); n != 1 {
		t.Errorf("%d records of one month", n)
	}
	// A year in which dues are on record from January reaches across the new year.
	o.day("2027-02-10")
	if _, rows := o.dues(b, ""); rows["陈建国"].Behind != 3 || rows["王芳"].Behind != 9 {
		t.Errorf("%+v", rows)
	}
}

// A sheet of very many, which is read in another way, says the same of a member as that
// of his branch.
func TestManyMembersOneSheet(t *testing.T) {
	o := open(t)
	defer o.end()
	b, m := o.branch("仁和苑党支部", "陈建国", "王芳")
	far := o.add("organizations", "name", "古楼里党支部", "type", registers.TypeBranch)
	_, err := o.s.Write(ctx, store.Meta{Kind: "import"}, func(tx *store.Tx) error {
		for i := range 420 {
			if _, err := tx.Create(registers.PartyMembers.Def, registers.PartyMembers.Encode(&registers.PartyMember{Name: "郑" + strconv.Itoa(i), Branch: id(far)})); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	o.pay(b, "2026-05", orglife.DuesMark{Member: m[0], Amount: 1000, Paid: 1000, PaidOn: "2026-05-10"})
	o.pay(b, "2026-10", orglife.DuesMark{Member: m[0], Amount: 1000, Paid: 500, PaidOn: "2026-10-10", Receiver: "王芳"}, orglife.DuesMark{Member: m[1], Waived: true, Reason: "报上级同意"})
	for _, month := range []string{"2026-04", "2026-05", "2026-09", "2026-10", "2026-11"} {
		few, mine := o.dues(b, month)
		many, all := o.dues("", month)
		if len(many.Rows) != len(few.Rows)+420 || many.PaidSum != few.PaidSum || many.Behind != few.Behind || many.Waived != few.Waived {
			t.Errorf("%s: %d rows of %d, %d behind of %d", month, len(few.Rows), len(many.Rows), few.Behind, many.Behind)
		}
		for name, r := range mine {
			if all[name] != r {
				t.Errorf("%s: %+v, among all %+v", month, r, all[name])
			}
		}
	}
	if _, rows := o.dues(b, "2026-10"); rows["陈建国"].Behind != 4 || rows["王芳"].Behind != 5 || rows["陈建国"].Settled {
		t.Errorf("%+v", rows)
	}
}
