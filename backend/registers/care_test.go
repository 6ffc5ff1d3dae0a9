package registers_test

import (
	"strings"
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

func TestCareDecodeEncode(t *testing.T) {
	lawOf(t, registers.Hardships)
	lawOf(t, registers.Aids)
	lawOf(t, registers.Pairs)
	lawOf(t, registers.Wishes)
	lawOf(t, registers.Mediations)
	lawOf(t, registers.Patrols)
	lawOf(t, registers.Projects)
	lawOf(t, registers.Rotations)
	lawOf(t, registers.Questions)
	lawOf(t, registers.Consultations)
	lawOf(t, registers.Inspections)
	lawOf(t, registers.Talks)
	lawOf(t, registers.Weeklies)
}

var careRegisters = map[string]string{ // what each requires
	"hardships": "person", "aids": "date", "pairs": "helper,person", "wishes": "wish", "mediations": "date", "patrols": "date",
	"projects": "name", "rotations": "month,estate", "questions": "date,question", "consultations": "date,problem",
	"inspections": "date", "talks": "date,person", "weeklies": "monday",
}

func TestCareRequiresLittle(t *testing.T) {
	for register, want := range careRegisters {
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

// Who is helped, wishes, quarrels, asks or is talked to, and why.
var helpedPersons = strings.Fields(`
	hardships.person hardships.member hardships.resident hardships.household hardships.phone hardships.reason hardships.people hardships.income hardships.living
	hardships.measures hardships.effect hardships.note aids.received_by aids.note
	pairs.person pairs.resident pairs.household pairs.phone pairs.kind pairs.note wishes.wisher wishes.household wishes.phone wishes.note
	mediations.parties mediations.phone mediations.facts mediations.agreement mediations.note
	questions.asker questions.phone questions.household questions.note talks.person talks.reason talks.content talks.promise talks.result talks.note`)

// leaks returns the first value of a record that shows though it is masked, or
// that names the record wherever another one refers to it.
func leaks(d *schema.Def, mask func(*schema.Field, string) string) string {
	for _, where := range helpedPersons {
		register, key, _ := strings.Cut(where, ".")
		if register != d.Key {
			continue
		}
		f := d.Field(key)
		if f == nil || !f.Private {
			return where + " is open"
		}
		value := map[schema.Kind]string{schema.Ref: "1-27", schema.Phone: "13800001234", schema.Code: "6", schema.Money: "123400", schema.Integer: "4321"}[f.Kind]
		if value == "" {
			value = "欧阳立新住院三次"
		}
		shown := mask(f, value)
		if f.Kind == schema.Phone && strings.Contains(shown, "0000") || f.Kind != schema.Phone && f.Mask != schema.MaskName && shown != "***" || strings.Contains(shown, "立新") {
			return where + " shows " + shown
		}
		for _, title := range d.Title {
			if title == key {
				return where + " is in the title"
			}
		}
	}
	return ""
}

func TestHelpedPersonsAreNotShown(t *testing.T) {
	for register := range careRegisters {
		d := registers.Find(register)
		if where := leaks(d, (*schema.Field).Masked); where != "" {
			t.Error(where)
		}
	}
	if leaks(registers.Mediations.Def, func(_ *schema.Field, v string) string { return v }) == "" {
		t.Error("an open mask is not noticed")
	}
}

// The headers of the offices' own sheets.
func TestCareHeaders(t *testing.T) {
	for register, headers := range map[string]string{
		"hardships":     "姓名→person 帮扶人→helper 帮扶措施→measures 致困原因→reason 家庭收入→income 生活状况→living 联系电话→phone 家庭住址→household 是否脱困→state 脱困时间→ended",
		"aids":          "慰问对象→received_by 慰问时间→date 慰问金→amount 慰问品→goods 慰问人→given_by 资金来源→source",
		"pairs":         "结对党员→helper 帮扶对象→person 结对时间→started 联系电话→phone",
		"wishes":        "编号→no 微心愿→wish 心愿人→wisher 所需物品→needed 认领人→claimed_by 完成时间→done 状态→state",
		"mediations":    "编号→no 日期→date 纠纷类型→kind 双方当事人→parties 调解人→mediator 调解结果→result 是否履行→fulfilled 书面协议→written 调解协议→agreement",
		"patrols":       "日期→date 班次→shift 路线→route 队长→leader 队员→members 发现问题→finding 处理结果→handling",
		"projects":      "项目名称→name 存在问题→problem 投资金额→amount 资金来源→source 竣工时间→ended 进度→stage",
		"rotations":     "月份→month 小区→estate 日期→date 地点→place 参加两委→hosts 联系电话→phone",
		"questions":     "咨询人→asker 咨询内容→question 答复→answer 答复人→answered_by 是否当场答复→on_spot",
		"consultations": "时间→date 问题→problem 参会人员→participants 会诊意见→opinions 决定→decision 责任单位→owner 完成时限→deadline",
		"inspections":   "督查时间→date 督查形式→form 地点→place 发现问题→findings 整改要求→demands 整改期限→deadline",
		"talks":         "被约谈人→person 时间→date 事由→reason 内容→content 整改承诺→promise 约谈人→by",
		"weeklies":      "起始日期→monday 本周完成（写实）→done 未完成及原因→undone 下周打算→next 需协调→needs 报送范围→sent_to",
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
func TestCareWords(t *testing.T) {
	for where, words := range map[string]string{
		"hardships.kind": "低保户=3 五保户=5 困难户=2 困难党员=1", "hardships.state": "脱困=2 在帮=1", "aids.kind": "现金=1 物资=2 大病救助=3", "pairs.kind": "两劳帮教=6 “两劳”帮教=6 敬老=3",
		"wishes.state": "未认领=1 完成=3", "mediations.kind": "邻里=01 噪声=05 家庭矛盾=02", "mediations.result": "成功=1 失败=2 起诉=3",
		"patrols.kind": "脏乱差=1 消防=6", "projects.stage": "在建=3 竣工=5", "rotations.state": "已举办=2", "inspections.form": "实地检查=3", "weeklies.state": "已定稿=2",
	} {
		register, key, _ := strings.Cut(where, ".")
		for _, pair := range strings.Fields(words) {
			word, want, _ := strings.Cut(pair, "=")
			if got, _, err := registers.Find(register).Field(key).Read(word, today); err != nil || got != want {
				t.Errorf("%s: %s reads as %q (%v), want %s", where, word, got, err, want)
			}
		}
	}
}

// Weeks are named by the numbers of GB/T 7408: week 53 of 2026 reaches into January.
func TestWeekColumn(t *testing.T) {
	d := registers.Weeklies.Def
	of := func(monday string) string {
		return d.Computed("week").Of(d.Getter(record(d, "monday", monday)), today)
	}
	for monday, want := range map[string]string{
		"2026-11-16": "第47周 11月16日–22日", "2026-12-28": "第53周 12月28日–1月3日", "2027-01-04": "第1周 1月4日–10日", "2026-11": "", "": "",
	} {
		if got := of(monday); got != want {
			t.Errorf("%s: %q, want %q", monday, got, want)
		}
	}
	for day := cn.Date("2026-01-05"); day < "2027-12-31"; day = day.AddDays(7) { // one name for one week of a year
		if next := of(string(day.AddDays(7))); next == of(string(day)) {
			t.Fatalf("%s and the next week are both %s", day, next)
		}
	}
}
