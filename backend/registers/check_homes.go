package registers

import (
	"strconv"
	"strings"

	"chengzhuan/backend/schema"
)

func checkEstate(e *Estate, env schema.Env) []schema.Problem {
	var p problems
	if e.BuiltYear != 0 && (e.BuiltYear < 1850 || env.Today.Full() && int(e.BuiltYear) > env.Today.Year()+5) {
		p.warn("built_year", "建成年份不对，请核对")
	}
	if e.Neighbour1 != 0 && e.Neighbour1 == e.Neighbour2 {
		p.warn("neighbour2", "两个相邻小区选了同一个")
	}
	if strings.HasPrefix(e.Area, "-") {
		p.fail("area", "建筑面积不能是负数")
	}
	if e.PropertyFee < 0 {
		p.fail("property_fee", "物业费不能是负数")
	}
	return p
}

func checkBuilding(b *Building, _ schema.Env) []schema.Problem {
	var p problems
	p.checkName("leader", "楼栋长", b.Leader)
	if b.Floors > 150 {
		p.warn("floors", "层数太多，请核对")
	}
	if b.Entrances > 50 {
		p.warn("entrances", "单元数太多，请核对")
	}
	return p
}

func checkHousehold(h *Household, _ schema.Env) []schema.Problem {
	var p problems
	p.checkName("head", "户主", h.Head)
	if h.Building == 0 {
		p.warn("building", "还没有选楼栋，同一室号的两户分不开")
	}
	if h.People > 30 {
		p.warn("people", "家庭人口太多，请核对")
	}
	if h.LowIncomePeople > h.People && h.People > 0 {
		p.warn("low_income_people", "低保人数比家庭人口多，请核对")
	}
	if h.LowIncomePeople > 0 && !h.LowIncome {
		p.warn("low_income", "填了低保人数，请核对是否低保户")
	}
	if h.Housing == HousingVacant && h.People > 0 {
		p.warn("housing", "住房空置，却填了家庭人口，请核对")
	}
	return p
}

func checkResident(r *Resident, env schema.Env) []schema.Problem {
	var p problems
	p.checkName("name", "姓名", r.Name)
	p.checkIdentity(r.IDNumber, r.Sex, r.Birth, env.Today)
	p.notFuture(env.Today, "birth", "出生日期", r.Birth)
	p.notFuture(env.Today, "moved_in", "迁入日期", r.MovedIn)
	p.ordered(r.Birth, "出生日期", "moved_in", "迁入日期", r.MovedIn)
	p.ordered(r.MovedIn, "迁入日期", "moved_out", "迁出日期", r.MovedOut)
	return p
}

func count(n int) string { return strconv.Itoa(n) }

func number(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && strconv.Itoa(n) == s
}
