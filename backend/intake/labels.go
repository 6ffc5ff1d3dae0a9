package intake

import (
	"strings"
	"unicode"

	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/sheet"
)

// Parts of an address that offices keep in columns of their own although the
// register has one reference to a household. Their keys go into a mapping like
// those of fields.
const (
	partBuilding = "household.building"
	partEntrance = "household.entrance"
	partRoom     = "household.room"
)

var addressParts = []struct {
	key, label string
	words      []string
}{
	{partBuilding, "住户的楼栋", strings.Fields("楼栋 楼栋号 楼号 栋号 幢号 所在楼栋 栋 楼 幢")},
	{partEntrance, "住户的单元", strings.Fields("单元 单元号 门洞 门栋")},
	{partRoom, "住户的室号", strings.Fields("室号 房间号 室 房屋号 户号")},
}

// reasonHeader heads the first column of the file of refused rows; such a
// column is never data.
const reasonHeader = "不能导入的原因"

// How a column came to its field, the surest first.
const (
	howRemembered = "remembered"
	howName       = "name"
	howAlias      = "alias"
	howGuess      = "guess"
	howNone       = "none"
	howChosen     = "chosen"
)

// match is a field that a header may mean.
type match struct {
	field string
	how   string
	score int
}

// lexicon knows the headers of one register.
type lexicon struct {
	def   *schema.Def
	words map[string]match // by fold
	bare  map[string]match // by fold without what stands in brackets
	core  map[string]match // by core; ambiguous ones have no field
	deny  map[string]bool  // headers that are computed or none of the data
	list  []word
}

type word struct {
	core  string
	field string
}

func lexiconOf(d *schema.Def) *lexicon {
	l := &lexicon{def: d, words: map[string]match{}, bare: map[string]match{}, core: map[string]match{}, deny: map[string]bool{fold(reasonHeader): true}}
	add := func(text, field, how string, score int) {
		set(l.words, fold(text), match{field, how, score})
		set(l.bare, fold(unbracket(text)), match{field, how, score - 5})
		c := core(text)
		if old, ok := l.core[c]; ok && old.field != field {
			if old.how != howName || how == howName {
				l.core[c] = match{}
			}
		} else if !ok {
			l.core[c] = match{field, howGuess, 70}
		}
		l.list = append(l.list, word{c, field})
	}
	for _, f := range d.Fields {
		add(f.Label, f.Key, howName, 100)
	}
	for _, f := range d.Fields {
		for _, a := range f.Aliases {
			add(a, f.Key, howAlias, 90)
		}
	}
	if hasHousehold(d) {
		for _, p := range addressParts {
			for _, w := range append([]string{p.label}, p.words...) {
				add(w, p.key, howAlias, 88)
			}
		}
	}
	if d.Key == registers.Households.Key {
		for _, w := range addressWords {
			add(w, "room", howGuess, 60)
		}
	}
	for _, v := range d.Derived {
		l.deny[fold(v.Label)] = true
	}
	return l
}

func set(m map[string]match, key string, v match) {
	if _, taken := m[key]; !taken && key != "" {
		m[key] = v
	}
}

// hasHousehold reports whether a register refers to a household, so that its
// address may stand in several columns.
func hasHousehold(d *schema.Def) bool {
	f := d.Field("household")
	return f != nil && f.Ref == registers.Households.Key
}

// known reports whether a label is surely a field's name.
func (l *lexicon) known(label string) bool {
	_, ok := l.find(label)
	return ok
}

// find returns the field that a header names, by its whole text or by the last
// line of a header of several.
func (l *lexicon) find(header string) (match, bool) {
	if l.deny[fold(header)] {
		return match{}, false
	}
	if m, ok := l.plain(header); ok {
		return m, true
	}
	group, last, ok := cutLast(header)
	if !ok || l.deny[fold(last)] || someoneElse(group) {
		return match{}, false
	}
	m, ok := l.plain(last)
	m.score -= 10
	return m, ok
}

func (l *lexicon) plain(header string) (match, bool) {
	if m, ok := l.words[fold(header)]; ok {
		return m, true
	}
	if m, ok := l.bare[fold(unbracket(header))]; ok {
		return m, true
	}
	return match{}, false
}

// guess returns fields that a header may mean although it does not say so
// exactly: filler words left out, or most of its characters.
func (l *lexicon) guess(header string) []match {
	if header == "" || l.deny[fold(header)] {
		return nil
	}
	group, last, joined := cutLast(header)
	if joined && someoneElse(group) {
		return nil
	}
	c := core(last)
	if m, ok := l.core[c]; ok {
		if m.field == "" {
			return nil
		}
		return []match{m}
	}
	var out []match
	best := map[string]float64{}
	for _, w := range l.list {
		if s := likeness(c, w.core); s >= 0.72 && s > best[w.field] && !meansOther(c, w.core) {
			best[w.field] = s
		}
	}
	for field, s := range best {
		out = append(out, match{field, howGuess, int(30 + 30*s)})
	}
	return out
}

func cutLast(header string) (group, last string, joined bool) {
	if i := strings.LastIndexByte(header, '/'); i >= 0 {
		return header[:i], header[i+1:], true
	}
	return "", header, false
}

// someoneElse reports whether a heading over several columns speaks of another
// person or body than the record: 家庭成员/姓名 is not the name of the member.
func someoneElse(group string) bool {
	for _, w := range strings.Fields("家庭成员 成员情况 配偶 介绍人 联系人 户主 父亲 母亲 子女 亲属 家属 帮扶 监护 紧急 单位 培养") {
		if strings.Contains(group, w) {
			return true
		}
	}
	return false
}

// meansOther reports whether a header has a word that changes the meaning and
// that the known name lacks: 申请入党时间 is not 入党时间.
func meansOther(header, name string) bool {
	for _, w := range strings.Fields("申请 配偶 介绍 联系人 户主 父亲 母亲 子女 家属 亲属 紧急 积极分子 发展对象 确定 培养 离开 停止 原 拟 是否 派出所 单位 证明 复印 开户 银行 不 未") {
		if strings.Contains(header, w) && !strings.Contains(name, w) {
			return true
		}
	}
	return false
}

// fold is the form in which headers are compared: letters and digits only.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, sheet.CleanLabel(s))
}

// unbracket drops what stands in brackets.
func unbracket(s string) string {
	s = sheet.CleanLabel(s)
	for _, pair := range [][2]string{{"(", ")"}, {"[", "]"}, {"【", "】"}, {"〔", "〕"}, {"<", ">"}} {
		for {
			before, rest, opened := strings.Cut(s, pair[0])
			_, after, closed := strings.Cut(rest, pair[1])
			if !opened || !closed {
				break
			}
			s = before + after
		}
	}
	return s
}

var fillers = strings.NewReplacer("党员", "", "居民", "", "的", "", "本人", "", "所在", "", "所属", "", "现在", "", "目前", "", "情况", "", "信息", "",
	"年月日", "日期", "年月", "日期", "时间", "日期", "号码", "号", "编码", "编号")

// core is fold without brackets and filler words.
func core(s string) string {
	f := fold(unbracket(s))
	if c := fillers.Replace(f); c != "" {
		return c
	}
	return f
}

// likeness compares two texts by their pairs of characters, from 0 to 1.
func likeness(a, b string) float64 {
	x, y := []rune(a), []rune(b)
	if len(x) < 2 || len(y) < 2 {
		return 0
	}
	pairs := map[[2]rune]int{}
	for i := 1; i < len(x); i++ {
		pairs[[2]rune{x[i-1], x[i]}]++
	}
	common := 0
	for i := 1; i < len(y); i++ {
		if p := [2]rune{y[i-1], y[i]}; pairs[p] > 0 {
			pairs[p]--
			common++
		}
	}
	return 2 * float64(common) / float64(len(x)+len(y)-2)
}
