package intake

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/sheet"
)

// reading is what a cell gives: canonical text, or why it cannot be read.
type reading struct {
	value   string
	warning string
	err     *errs.Error
}

// Serials between these are dates from 1954 to 2064; smaller numbers in a date
// column are years, larger ones digits of a date (197503).
const (
	firstSerial = 20000
	lastSerial  = 60000
)

var (
	yearPointMonth = regexp.MustCompile(`^(1[89]|20)\d\d\.1$`)
	fiveDigits     = regexp.MustCompile(`^[2-5]\d{4}$`)
	errorValue     = regexp.MustCompile(`^#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)$`) // also as text, in CSV
	scientific     = regexp.MustCompile(`^\d(\.\d+)?[eE]\+\d{2,3}$`)
)

// readCell turns a cell into the canonical text of a field. References are read
// elsewhere.
func readCell(f *schema.Field, c sheet.Cell, today cn.Date) reading {
	switch {
	case c.Kind == sheet.Empty || strings.TrimSpace(c.Text) == "":
		return reading{}
	case c.Kind == sheet.Error || c.Kind == sheet.Text && errorValue.MatchString(strings.TrimSpace(c.Text)):
		return reading{warning: "这一格是公式的错误值，按空白处理"}
	}
	text := c.Text
	switch f.Kind {
	case schema.IDNumber:
		return readID(f, c, today)
	case schema.Date:
		return readDate(f, c, today)
	case schema.Phone:
		if c.LostDigits() {
			return reading{err: lostDigits(f)}
		}
		text = numberText(c)
		if isPlaceholder(text) {
			return reading{}
		}
	case schema.Integer, schema.Decimal, schema.Money, schema.Tenths:
		if text = numberText(c); isPlaceholder(text) {
			return reading{}
		}
	case schema.Text:
		if c.LostDigits() {
			return reading{err: lostDigits(f)}
		}
		if isDash(text) || f.Search && isPlaceholder(text) {
			return reading{}
		}
		text = tidyHome(f, text)
	case schema.Note:
		if isDash(text) {
			return reading{}
		}
	case schema.Code, schema.Codes, schema.Flag:
		return readCode(f, text, today)
	}
	return readText(f, text, today)
}

func readText(f *schema.Field, text string, today cn.Date) reading {
	v, warning, err := f.Read(text, today)
	if err != nil {
		return reading{err: errs.Of(err)}
	}
	return reading{value: v, warning: warning}
}

// readCode also reads a term with something in brackets behind it, as 大专（函授）.
func readCode(f *schema.Field, text string, today cn.Date) reading {
	r := readText(f, text, today)
	if r.err == nil {
		return r
	}
	if isPlaceholder(text) {
		return reading{}
	}
	if f.Kind == schema.Code {
		plain := unbracket(text)
		for _, suffix := range []string{"", "学历", "毕业", "文化", "程度"} {
			if t := strings.TrimSuffix(plain, suffix); t != text && t != "" {
				if s := readText(f, t, today); s.err == nil {
					s.warning = "按“" + f.Show(s.value) + "”导入"
					return s
				}
			}
		}
	}
	return r
}

func lostDigits(f *schema.Field) *errs.Error {
	return errs.New(errs.Invalid, f.Label+"被表格当成数字，末尾几位已经丢失").In(f.Key).Do("请在表格里把这一列设为文本格式，再重新填写")
}

// readID reads an ID number. A number of 15 digits is whole in a spreadsheet,
// one of 18 has lost its end unless a program wrote it out in full.
func readID(f *schema.Field, c sheet.Cell, today cn.Date) reading {
	text := c.Text
	if isPlaceholder(text) {
		return reading{}
	}
	if c.LostDigits() {
		return reading{err: errs.New(errs.Invalid, "公民身份号码被表格当成数字，末尾几位已经丢失").In(f.Key).
			Do("请在表格里把这一列设为文本格式，再重新填写号码")}
	}
	if c.Kind == sheet.Text && scientific.MatchString(strings.TrimSpace(text)) {
		whole, err := cn.IDFromNumber(text)
		if err != nil {
			return reading{err: errs.Of(err).In(f.Key)}
		}
		text = whole
	}
	if c.Kind == sheet.Number {
		text = c.Raw
		if len(text) != 18 || strings.Trim(text, "0123456789") != "" {
			whole, err := cn.IDFromNumber(numberText(c))
			if err != nil {
				return reading{err: errs.Of(err).In(f.Key)}
			}
			text = whole
		}
	}
	return readText(f, text, today)
}

// readDate reads a date in any of the ways a sheet holds one.
func readDate(f *schema.Field, c sheet.Cell, today cn.Date) reading {
	text := strings.TrimSpace(c.Text)
	switch {
	case isPlaceholder(text):
		return reading{}
	case c.Kind == sheet.Number && c.Number >= firstSerial && c.Number < lastSerial:
		return fromSerial(f, c.Number, today, "")
	case c.Kind == sheet.Text && fiveDigits.MatchString(cn.NormalizeDigits(text)):
		n, _ := strconv.ParseFloat(cn.NormalizeDigits(text), 64)
		return fromSerial(f, n, today, "这一格是表格的日期序号，请核对")
	case c.Kind == sheet.Number:
		if t := numberText(c); !strings.Contains(text, ".") {
			text = t
		}
	}
	r := readText(f, text, today)
	if r.err == nil && c.Kind == sheet.Number && yearPointMonth.MatchString(text) {
		r.warning = "表格把它当成小数，可能是 1 月，也可能是 10 月（末尾的 0 会丢），请核对"
	}
	return r
}

func fromSerial(f *schema.Field, n float64, today cn.Date, warning string) reading {
	d, err := cn.ExcelSerial(n, false)
	if err != nil {
		return reading{err: errs.Of(err).In(f.Key)}
	}
	r := readText(f, string(d), today)
	if r.err == nil && warning != "" {
		r.warning = warning
	}
	return r
}

// numberText writes a whole number out in full, whatever its format shows.
func numberText(c sheet.Cell) string {
	if c.Kind != sheet.Number {
		return strings.TrimSpace(c.Text)
	}
	if c.Number == math.Trunc(c.Number) && math.Abs(c.Number) < 1e15 {
		return strconv.FormatFloat(c.Number, 'f', 0, 64)
	}
	if math.Abs(c.Number) < 1e15 {
		return strconv.FormatFloat(c.Number, 'f', -1, 64)
	}
	return c.Text
}

// isDash reports whether a text is only a sign for «nothing».
func isDash(s string) bool {
	return strings.Trim(s, " \u3000\u00a0/\\-—－–_―~～*·.。") == ""
}

// isPlaceholder reports whether a text says that there is nothing to say.
func isPlaceholder(s string) bool {
	switch strings.TrimSpace(s) {
	case "无", "没有", "不详", "未知", "暂无", "待补", "待补充", "待查", "空", "缺", "无号码", "无电话", "无手机", "N/A", "n/a", "NA", "null", "NULL", "？", "?":
		return true
	}
	return isDash(s)
}
