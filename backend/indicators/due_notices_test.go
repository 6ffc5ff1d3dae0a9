package indicators_test

import (
	"strings"
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/indicators"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// What ends, what is to be reviewed and what waits for long is on the first page; what
// has time, is decided or is closed is not. No name stands there.
func TestDueNotices(t *testing.T) {
	l := open(t) // Saturday 21 November 2026
	member := written(t, l, registers.PartyMembers, &registers.PartyMember{Name: "高福来"})
	notice := func(title, from, to, closed string) {
		written(t, l, registers.Notices, &registers.Notice{Title: title, From: cn.Date(from), To: cn.Date(to), Days: 5, Closed: cn.Date(closed)})
	}
	notice("今天期满的公示", "2026-11-14", "2026-11-21", "")
	notice("期满的公示", "2026-11-02", "2026-11-09", "")
	notice("还在公示", "2026-11-18", "2026-11-25", "")
	notice("办结的公示", "2026-11-02", "2026-11-09", "2026-11-10")
	claim := func(state, on string) oplog.ID {
		return written(t, l, registers.PointClaims, &registers.PointClaim{Member: member, Rule: "J01", Date: cn.Date(on), Quantity: "1", State: state, StepOn: cn.Date(on), StepBy: "李建国"})
	}
	claim(registers.PointClaimed, "2026-11-18")
	claim(registers.PointGroupReview, "2026-09-30")
	claim(registers.PointGroupReview, "2026-11-20")
	claim(registers.PointEffective, "2026-01-20")
	object := func(due, outcome string) {
		c := claim(registers.PointDisputed, "2026-11-10")
		written(t, l, registers.Objections, &registers.Objection{Claim: c, Date: "2026-11-10", Due: cn.Date(due), Outcome: outcome})
	}
	object("2026-11-18", "")
	object("2026-11-23", "")
	object("2026-12-18", "")
	object("2026-11-11", registers.OutcomeUpheld)

	// Notices of other kinds, one withdrawn with an objection that needs no answer any more.
	other := func(title, to, withdrawn string) oplog.ID {
		return written(t, l, registers.Notices, &registers.Notice{Kind: registers.NoticeAwards, Title: title, From: "2026-11-02", To: cn.Date(to), Days: 5, Withdrawn: cn.Date(withdrawn)})
	}
	other("评优公示期满", "2026-11-06", "")
	running := other("评优公示中", "2026-11-27", "")
	written(t, l, registers.Objections, &registers.Objection{Notice: running, Date: "2026-11-10", Due: "2026-11-23"})
	written(t, l, registers.Objections, &registers.Objection{Notice: running, Date: "2026-11-10", Due: "2026-12-23"})
	gone := other("撤回的公示", "2026-11-06", "2026-11-05")
	written(t, l, registers.Objections, &registers.Objection{Notice: gone, Date: "2026-11-04", Due: "2026-11-11"})

	v, err := new(indicators.Desk).Today(ctx, l)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, i := range v.Items {
		got[i.Kind+"|"+i.Tone+"|"+i.Tag+"|"+i.Title]++
	}
	for _, want := range []string{
		"points_notice|amber|今天期满|今天期满的公示", "points_notice|amber|公示期满|期满的公示", "points_objection|red|逾期 2 工作日|积分异议待复核", "points_objection|amber|还有 1 工作日|积分异议待复核",
		"points_claims|blue|待审核|1 条积分申报等小组初审", "points_claims|amber|待审核|2 条积分申报等支部审核",
		"notice|amber|公示期满|评优公示期满", "notice_objection|amber|还有 1 工作日|公示异议待处理",
	} {
		if got[want] != 1 {
			t.Errorf("%s is not listed once", want)
		}
		delete(got, want)
	}
	for rest := range got {
		if strings.HasPrefix(rest, "points") || strings.HasPrefix(rest, "notice") {
			t.Errorf("%s is listed", rest)
		}
	}
}

// written writes one record as the program does and returns its ID.
func written[T any](t *testing.T, l *ledger.Ledger, r *schema.Register[T], rec *T) (id oplog.ID) {
	t.Helper()
	_, err := l.Store.Write(ctx, store.Meta{Kind: "create"}, func(tx *store.Tx) (err error) {
		id, err = tx.Create(r.Def, r.Encode(rec))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}
