package registers_test

import (
	"strings"
	"testing"

	"chengzhuan/backend/registers"
)

func TestLifeDecodeEncode(t *testing.T) {
	lawOf(t, registers.Meetings)
	lawOf(t, registers.Attendances)
	lawOf(t, registers.Dues)
	lawOf(t, registers.DuesBases)
	lawOf(t, registers.Studies)
}

func TestLifeRequiresLittle(t *testing.T) {
	for register, want := range map[string]string{"meetings": "date", "attendances": "meeting,member,state", "dues": "member,month", "dues_bases": "member,year", "studies": "member,date,hours"} {
		var got []string
		for _, f := range registers.Find(register).Fields {
			if f.Required {
				got = append(got, f.Key)
			}
		}
		if strings.Join(got, ",") != want {
			t.Errorf("%s requires %v, want %s", register, got, want)
		}
	}
}

// What somebody earns, owes and pays, and why he was away, is masked.
func TestLifeIsPrivate(t *testing.T) {
	for _, where := range []string{"attendances.reason", "dues.amount", "dues.paid", "dues.reason", "dues_bases.payer", "dues_bases.base", "dues_bases.amount", "dues_bases.reason"} {
		register, key, _ := strings.Cut(where, ".")
		if f := registers.Find(register).Field(key); f == nil || !f.Private || f.Masked("1") != "***" {
			t.Errorf("%s is open", where)
		}
	}
}

// The headers of the offices' own sheets.
func TestLifeHeaders(t *testing.T) {
	for register, headers := range map[string]string{
		"meetings":    "时间→date 地点→place 主持人→host 记录人→recorder 会议主题→title 会议类型→kind 所在支部→organization 会议内容→content 授课人→lecturer 会议决议→resolution 学时→hours 编号→no",
		"attendances": "姓名→member 考勤→state 出勤情况→state 请假原因→reason 活动编号→meeting 服务时长→hours",
		"dues":        "姓名→member 月份→month 应缴金额→amount 实缴金额→paid 缴费日期→paid_on 收缴人→receiver",
		"dues_bases":  "姓名→member 年度→year 人员类别→payer 缴费基数→base 月应缴→amount",
		"studies":     "姓名→member 学习时间→date 学习形式→kind 培训内容→topic 学时→hours 主办单位→organizer",
	} {
		for _, pair := range strings.Fields(headers) {
			header, key, _ := strings.Cut(pair, "→")
			found := ""
			for _, f := range registers.Find(register).Fields {
				for _, h := range append([]string{f.Label}, f.Aliases...) {
					if fold(h) == fold(header) {
						found = f.Key
					}
				}
			}
			if found != key {
				t.Errorf("%s: header %s leads to %q, want %s", register, header, found, key)
			}
		}
	}
}

// What offices write in a column of codes.
func TestLifeWords(t *testing.T) {
	for where, words := range map[string]string{
		"meetings.kind": "党员大会=01 支委会=02 小组会=03 主题党日活动=05 民主评议=07 志愿活动=10 民情恳谈会=11", "attendances.state": "出席=1 √=1 病假=4 旷会=5 缺席=5",
		"dues_bases.payer": "退休=2 年薪制=3 个体户=4 农民=5 低保=6", "studies.kind": "党校培训=1 网上学习=4 个人自学=5",
	} {
		register, key, _ := strings.Cut(where, ".")
		for _, pair := range strings.Fields(words) {
			word, want, _ := strings.Cut(pair, "=")
			if got, _ := registers.Find(register).Field(key).Codes.Find(word); got != want {
				t.Errorf("%s: %s reads as %q, want %s", where, word, got, want)
			}
		}
	}
}

func TestMeetingCheck(t *testing.T) {
	table(t, "meetings", `
		date error date=2026-10
		date ok date=2026-10-15
		hours error date=2026-10-15 hours=1.55
		hours error date=2026-10-15 hours=-1
		hours warn date=2026-10-15 hours=25
		hours ok date=2026-10-15 hours=24
		start warn date=2026-10-15 start=下午
		start ok date=2026-10-15 start=14：30
		end warn date=2026-10-15 start=14:30 end=14:30
		end ok date=2026-10-15 start=14:30 end=16:00
		kind warn date=2026-10-15
		kind ok date=2026-10-15 kind=05
		also warn date=2026-10-15 kind=05 also=05
		also ok date=2026-10-15 kind=05 also=01
		lecturer warn date=2026-10-15 kind=05 also=04
		lecturer ok date=2026-12-15 kind=04
		lecturer ok date=2026-10-15 kind=04 lecturer=陈建国
		resolution error date=2026-12-15 resolution=通过
		resolution ok date=2026-10-15 resolution=通过
		organization warn date=2026-10-15
		organization ok date=2026-10-15 organization=1-27`)
}

func TestAttendanceCheck(t *testing.T) {
	table(t, "attendances", `
		hours error state=1 hours=1.25
		hours warn state=4 reason=住院 hours=1.5
		hours ok state=2 hours=1.5
		reason warn state=4
		reason ok state=4 reason=住院
		reason ok state=1`)
}

func TestDuesCheck(t *testing.T) {
	table(t, "dues", `
		month error month=2026
		month error month=2026-10-15
		month warn month=2026-10-01
		month ok month=2026-10
		amount error month=2026-10 amount=-1
		paid error month=2026-10 paid=-1
		amount warn month=2026-10 amount=1000001
		amount ok month=2026-10 amount=1430
		paid_on error month=2026-10 paid=100 paid_on=2026-11-22
		paid_on warn month=2026-10 paid=100
		paid_on ok month=2026-10 paid=100 paid_on=2026-10-12
		paid warn month=2026-10 paid_on=2026-10-12
		paid warn month=2026-10 amount=200 paid=100 paid_on=2026-10-12
		reason error month=2026-10 waived=1
		reason ok month=2026-10 waived=1 reason=生活困难
		waived warn month=2026-10 reason=生活困难
		paid warn month=2026-10 waived=1 reason=生活困难 paid=100 paid_on=2026-10-12`)
	table(t, "dues_bases", `
		year error year=26
		year warn year=2028
		year ok year=2027
		payer warn year=2026 base=300000
		payer ok year=2026 base=300000 payer=1
		base warn year=2026 payer=1
		base ok year=2026 payer=6
		base error year=2026 payer=1 base=-1
		amount error year=2026 payer=1 base=1 amount=-1
		base warn year=2026 payer=1 base=100000001`)
}

func TestStudyCheck(t *testing.T) {
	table(t, "studies", `
		date error date=2026-11-22 hours=1
		date ok date=2026-11 hours=1
		hours error date=2026-10-15 hours=1.55
		hours warn date=2026-10-15 hours=0
		hours ok date=2026-10-15 hours=1.5`)
}

func TestTenthsOf(t *testing.T) {
	for text, want := range map[string]int64{"": 0, "0": 0, "1": 10, "1.5": 15, "120.1": 1201, "-1": -1, "1.55": -1, "x": -1, "9999999": -1} {
		n, ok := registers.TenthsOf(text)
		if ok != (want >= 0) || ok && n != want {
			t.Errorf("%q is %d tenths, %v", text, n, ok)
		}
	}
}
