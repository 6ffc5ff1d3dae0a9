package bind

import (
	"context"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/orglife"
)

// The DTOs of organizational life, under the names that the page knows.
type (
	LifeSheet      = orglife.Sheet
	LifeMark       = orglife.Mark
	LifeDuesSheet  = orglife.DuesSheet
	LifeDuesMark   = orglife.DuesMark
	LifeHoursTable = orglife.HoursTable
	LifeHoursRow   = orglife.HoursRow
	LifeBoard      = orglife.YearBoard
	LifeBoardRow   = orglife.BoardRow
	LifeBoardCell  = orglife.BoardCell
)

// OrgLife takes attendance and dues, and shows the hours and the meetings of a year.
type OrgLife struct{ d *Desk }

// withLife is do with the service of organizational life.
func withLife[T any](d *Desk, f func(ctx context.Context, o *orglife.Desk) (T, error)) (T, error) {
	return do(d, func(ctx context.Context, l *ledger.Ledger) (T, error) { return f(ctx, orglife.New(l)) })
}

// Sheet returns the attendance of a meeting.
func (o *OrgLife) Sheet(meeting string) (LifeSheet, error) {
	return withLife(o.d, func(ctx context.Context, desk *orglife.Desk) (LifeSheet, error) { return desk.Sheet(ctx, meeting) })
}

// SaveSheet writes the marks that differ, as one change. A mark without a state is removed.
func (o *OrgLife) SaveSheet(meeting string, marks []LifeMark) (LifeSheet, error) {
	return withLife(o.d, func(ctx context.Context, desk *orglife.Desk) (LifeSheet, error) {
		return desk.SaveSheet(ctx, meeting, marks)
	})
}

// DuesSheet returns the dues of a month; org "" is everybody. That they were seen is written down.
func (o *OrgLife) DuesSheet(org, month string) (LifeDuesSheet, error) {
	return withLife(o.d, func(ctx context.Context, desk *orglife.Desk) (LifeDuesSheet, error) {
		return desk.DuesSheet(ctx, org, month)
	})
}

// SaveDues writes the dues that differ, as one change.
func (o *OrgLife) SaveDues(org, month string, marks []LifeDuesMark) (LifeDuesSheet, error) {
	return withLife(o.d, func(ctx context.Context, desk *orglife.Desk) (LifeDuesSheet, error) {
		return desk.SaveDues(ctx, org, month, marks)
	})
}

// Hours returns the learning hours of a year; org "" is everybody, year 0 this year.
func (o *OrgLife) Hours(org string, year int) (LifeHoursTable, error) {
	return withLife(o.d, func(ctx context.Context, desk *orglife.Desk) (LifeHoursTable, error) {
		return desk.Hours(ctx, org, year)
	})
}

// Board returns which required meetings of a year an organization held; year 0 is this year.
func (o *OrgLife) Board(org string, year int) (LifeBoard, error) {
	return withLife(o.d, func(ctx context.Context, desk *orglife.Desk) (LifeBoard, error) { return desk.Board(ctx, org, year) })
}
