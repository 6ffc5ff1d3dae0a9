package demo

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
)

// planDuties writes the roster of last month, this month and next month: a
// leader, two by day, one at night, each in a turn of its own.
func (c *community) planDuties() {
	first := (c.today[:7] + "-01").AddMonths(-1)
	last := first.AddMonths(3).AddDays(-1)
	leaders, staff := c.cadres[:3], c.cadres
	night := c.nightWatch()
	for n := range cn.DaysBetween(first, last) + 1 {
		day := first.AddDays(n)
		c.duty(day, registers.ShiftLeader, leaders[n%len(leaders)], "社区党群服务中心", officePhone(0))
		c.duty(day, registers.ShiftDay, staff[(2*n+3)%len(staff)], "一楼服务大厅", officePhone(0))
		c.duty(day, registers.ShiftDay, staff[(2*n+4)%len(staff)], "一楼服务大厅", officePhone(0))
		c.duty(day, registers.ShiftNight, night[n%len(night)], "南门值班室", officePhone(8))
	}
}

func (c *community) duty(day cn.Date, shift string, m *member, place, phone string) {
	c.duties = append(c.duties, registers.Duty{Date: day, Shift: shift, Person: m.Name, Phone: phone, Place: place})
	c.onDuty = append(c.onDuty, m)
}

// nightWatch is a group of members between 40 and 65.
func (c *community) nightWatch() []*member {
	var out []*member
	for _, m := range c.members {
		age, _ := cn.Age(m.Birth, c.today)
		if len(out) < 9 && m.Relation == registers.RelationDirect && m.Sex == male && age >= 40 && age <= 65 && m.person != nil && !nameIn(out, m.Name) {
			out = append(out, m)
		}
	}
	return out
}

func nameIn(list []*member, name string) bool {
	for _, m := range list {
		if m.Name == name {
			return true
		}
	}
	return false
}
