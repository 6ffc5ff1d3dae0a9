package upward

import (
	"strconv"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
)

func whole(n int) string { return strconv.Itoa(n) }

// ages are the age bands of residents: minors, grown-ups, the old, the very old.
var ages = []struct {
	key, label string
	to         int
}{
	{"age.minor", "17岁及以下", 17}, {"age.adult", "18–59岁", 59}, {"age.old", "60–79岁", 79}, {"age.oldest", "80岁及以上", 200},
}

func buildHomes(g *gatherer) {
	kinds, housing := map[string]int{}, map[string]int{}
	estates, grids, buildings, lifts, households, people := 0, 0, 0, 0, 0, 0
	g.each(registers.Estates.Def, func(r record) { estates++; kinds[r.text("kind")]++ })
	g.each(registers.GridCells.Def, func(record) { grids++ })
	g.each(registers.Buildings.Def, func(r record) {
		buildings++
		if r.flag("elevator") {
			lifts++
		}
	})
	g.each(registers.Households.Def, func(r record) { households++; housing[r.text("housing")]++ })
	sex, residence, age := map[string]int{}, map[string]int{}, map[string]int{}
	g.each(registers.Residents.Def, func(r record) {
		if s := r.text("state"); s != "" && s != "1" {
			return
		}
		people++
		sex[r.text("sex")]++
		residence[r.text("residence")]++
		years, ok := cn.Age(r.date("birth"), g.today)
		if !ok {
			age[""]++
			return
		}
		for _, a := range ages {
			if years <= a.to {
				age[a.key]++
				break
			}
		}
	})
	g.figure("合计", "estates", "小区", estates, "个")
	g.figure("合计", "grids", "网格", grids, "个")
	g.figure("合计", "buildings", "楼栋", buildings, "栋")
	g.figure("合计", "lifts", "有电梯的楼栋", lifts, "栋")
	g.figure("合计", "households", "住户", households, "户")
	g.people("合计", "residents", "在住居民", people, "人")
	g.things("小区类型", "个", byCode(registers.EstateKinds, "kind", kinds, false))
	g.things("住房性质", "户", byCode(registers.HousingKinds, "housing", housing, false))
	g.breakdown("居民性别", "人", sexParts("sex", sex))
	var parts []part
	for _, a := range ages {
		parts = append(parts, part{a.key, a.label, age[a.key]})
	}
	if age[""] > 0 {
		parts = append(parts, part{"age.none", "未填", age[""]})
	}
	g.breakdown("居民年龄", "人", parts)
	g.breakdown("居住类别", "人", byCode(registers.ResidenceKinds, "residence", residence, false))
}

func buildWork(g *gatherer) {
	posts, partTime, shifts, levels := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	started, ended, days, awards, half := 0, 0, map[cn.Date]bool{}, 0, 0
	g.each(registers.Posts.Def, func(r record) {
		from, to := r.date("from"), r.date("to")
		if g.period.holds(from) {
			started++
		}
		if g.period.holds(to) {
			ended++
		}
		if to != "" && to.Last() < g.today || from != "" && from.First() > g.today {
			return // not in office today
		}
		posts[r.text("post")]++
		if kind := r.text("part_time"); kind != "" {
			partTime[kind]++
			half++
		}
	})
	g.each(registers.Duties.Def, func(r record) {
		if date := r.date("date"); g.period.holds(date) {
			shifts[r.text("shift")]++
			days[date] = true
		}
	})
	g.each(registers.Awards.Def, func(r record) {
		if r.text("kind") == awardPraise && g.period.holds(r.date("date")) {
			awards++
			levels[r.text("level")]++
		}
	})
	g.breakdown("现任职务", "人次", byCode(registers.PostKinds, "post", posts, false))
	if half > 0 {
		g.breakdown("兼职委员", "人次", byCode(registers.PartTimeKinds, "part_time", partTime, false))
	}
	g.people("期内任免", "period.started", "任职", started, "人次")
	g.people("期内任免", "period.ended", "离任", ended, "人次")
	g.figure("期内值班", "duty.days", "值班天数", len(days), "天")
	g.things("期内值班", "班次", allCodes(registers.Shifts, "shift", shifts))
	g.people("期内表彰", "award.all", "受表彰", awards, "人次")
	g.breakdown("期内表彰级别", "人次", byCode(registers.AwardLevels, "award", levels, true))
}

// awardPraise is the code of 表彰奖励 in registers.AwardKinds; penalties never go up.
const awardPraise = "1"
