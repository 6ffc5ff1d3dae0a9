package indicators

import (
	"fmt"

	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// firstMonth is when the notice on next year's holidays usually comes out.
const firstMonth = 11

// holidays reminds of a holiday table that is missing: next year's from November, to
// be felt from December; this year's as long as it is. Without it deadlines in
// working days are counted by the days of the law and weekends alone.
func (d *due) holidays(env schema.Env) {
	this := d.today.Year()
	remind := func(year int, tone, due string) {
		if env.Days().Published(year) {
			return
		}
		d.items = append(d.items, TodayItem{
			Kind: kindHolidays, Tone: tone, Tag: "放假安排", Due: due, Register: registers.Holidays.Key,
			Title: fmt.Sprintf("%d 年的放假安排还没有导入", year), Detail: "按国务院办公厅的放假通知，导入“节假日”台账",
		})
	}
	remind(this, "amber", fmt.Sprintf("%d-01-01", this))
	switch m := d.today.Month(); {
	case m > firstMonth:
		remind(this+1, "amber", fmt.Sprintf("%d-12-31", this))
	case m == firstMonth:
		remind(this+1, "blue", fmt.Sprintf("%d-12-31", this))
	}
}
