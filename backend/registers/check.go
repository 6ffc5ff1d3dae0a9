package registers

import (
	"strings"
	"unicode"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/schema"
)

// problems collects what a check finds. Messages name no person and no value:
// they are also written to import reports.
type problems []schema.Problem

func (p *problems) fail(field, message string) {
	*p = append(*p, schema.Problem{Field: field, Message: message})
}

func (p *problems) warn(field, message string) {
	*p = append(*p, schema.Problem{Field: field, Message: message, Warning: true})
}

// A partial date is what it can be: a rule is broken only when every reading
// of the dates breaks it.

// before reports that a is before b under every reading; not when one is missing.
func before(a, b cn.Date) bool {
	return a != "" && b != "" && a.Last() < b.First()
}

// future reports that d lies after today under every reading.
func future(d, today cn.Date) bool { return today != "" && before(today, d) }

// notFuture refuses dates that have not come yet.
func (p *problems) notFuture(today cn.Date, field, label string, d cn.Date) {
	if future(d, today) {
		p.fail(field, label+"还没有到，请核对年份")
	}
}

// ordered refuses an end before its start.
func (p *problems) ordered(start cn.Date, startLabel, field, label string, end cn.Date) {
	if before(end, start) {
		p.fail(field, label+"早于"+startLabel+"，请核对")
	}
}

// checkName doubts what no personal name looks like. It never refuses: real
// names are stranger than rules.
func (p *problems) checkName(field, label, name string) {
	if name == "" {
		return
	}
	letters, digits, odd := 0, 0, 0
	for _, r := range name {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r) || unicode.Is(unicode.Co, r):
			letters++
		case strings.ContainsRune("·.'- ", r), unicode.Is(unicode.Variation_Selector, r):
		default:
			odd++
		}
	}
	switch {
	case digits > 0:
		p.warn(field, label+"里有数字，请核对")
	case odd > 0:
		p.warn(field, label+"里有标点或符号，请核对")
	case letters < 2:
		p.warn(field, label+"只有一个字，请核对")
	}
}

// checkIdentity compares what a person's ID number says with sex and birth
// (GB 11643-1999: the 17th digit is odd for men). A different sex is an error,
// a different birth only a doubt: the date in the personal file prevails.
func (p *problems) checkIdentity(number, sex string, birth, today cn.Date) {
	if number == "" {
		return
	}
	id, err := cn.ParseID(number, today)
	if err != nil {
		return // the field's own kind says so
	}
	if (sex == "1" || sex == "2") && sex != id.Sex {
		p.fail("sex", "性别与公民身份号码不一致，请核对这两项")
	}
	if birth != "" && (before(id.Birth, birth) || before(birth, id.Birth)) {
		p.warn("birth", "出生日期与公民身份号码里的不一致；以个人档案为准的，请在备注里写明原因")
	}
}

// missing warns once, at the first empty field, about everything that is not there yet.
func (p *problems) missing(keys []string, label map[string]string) {
	if len(keys) == 0 {
		return
	}
	var names []string
	for _, k := range keys {
		names = append(names, label[k])
	}
	p.warn(keys[0], "资料还不全，还缺："+strings.Join(names, "、"))
}
