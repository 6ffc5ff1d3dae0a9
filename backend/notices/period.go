package notices

import (
	"strconv"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// FirstCounts reports whether the day of posting is the first working day of a notice of
// a kind: everything but points counts it (domain 3d: posted Monday 2026-09-21, five
// working days, 2026-09-28). Of points the facts name no first day; they hang five whole
// days after that of posting, and every page says which of the two holds.
func FirstCounts(kind string) bool { return kind != registers.NoticePoints }

// Last returns the last day of a notice of a kind that hangs for some working days from
// a day on. A day of rest counts nothing, also where the notice is posted on it.
func Last(env schema.Env, kind string, from cn.Date, days int) cn.Date {
	if FirstCounts(kind) {
		from = from.AddDays(-1)
	}
	return env.Working(from, days)
}

// Least returns how many working days a notice of a kind hangs at least: the office's figure.
func Least(env schema.Env, kind string) int {
	key, _ := registers.NoticeFigures(kind)
	return registers.SettingOf(env, key)
}

// AnswerBy returns until when an objection of a day to a notice of a kind is answered.
func AnswerBy(env schema.Env, kind string, on cn.Date) cn.Date {
	_, key := registers.NoticeFigures(kind)
	return env.Working(on, registers.SettingOf(env, key))
}

// Post writes down a notice that begins to hang, within a change. n has its kind, title,
// phone, first day and count; Days 0 is the office's figure, fewer than that is refused.
// It completes n and returns the ID.
func Post(tx *store.Tx, n *registers.Notice, env schema.Env) (oplog.ID, error) {
	least := Least(env, n.Kind)
	if n.Days != 0 && int(n.Days) < least {
		key, _ := registers.NoticeFigures(n.Kind)
		f, _ := registers.FindFigure(key)
		return 0, errs.New(errs.Invalid, "公示期不能少于 "+strconv.Itoa(least)+" 个工作日").In("days").Do("少于这个天数要先在设置里改“" + f.Label + "”的天数")
	}
	n.Days = max(n.Days, int64(least))
	n.To = Last(env, n.Kind, n.From, int(n.Days))
	if err := dated(n.From, "", env); err != nil {
		return 0, err
	}
	return tx.Create(registers.Notices.Def, registers.Notices.Encode(n))
}
