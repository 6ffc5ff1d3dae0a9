package schema

import (
	"strings"
	"unicode/utf8"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
)

// Kind is a closed list of what a field can hold.
type Kind string

// The kinds, each in a file of its own.
const (
	Text     Kind = "text"     // one line
	Note     Kind = "note"     // many lines, full text search
	Integer  Kind = "integer"  // whole number, not negative
	Decimal  Kind = "decimal"  // decimal number without exponent
	Money    Kind = "money"    // integer fen; shown and read in yuan
	Tenths   Kind = "tenths"   // integer tenths; shown and read with one decimal
	Date     Kind = "date"     // 2006-01-02, or 2006-01 and 2006 where the day is not known
	Flag     Kind = "flag"     // "1" yes, "0" no, "" not known
	Code     Kind = "code"     // one code of a list
	Codes    Kind = "codes"    // codes of a list, in its order, joined by commas
	Ref      Kind = "ref"      // the ID of a record of another register
	Phone    Kind = "phone"    // digits, a dash after an area code; several joined by a comma
	IDNumber Kind = "idnumber" // 18 characters, GB 11643-1999
	Image    Kind = "image"    // a JPEG file, see FileText
	Paper    Kind = "paper"    // a PDF file, see FileText
)

// Kinds lists every kind.
func Kinds() []Kind {
	return []Kind{Text, Note, Integer, Decimal, Money, Tenths, Date, Flag, Code, Codes, Ref, Phone, IDNumber, Image, Paper}
}

// codec is what a kind must be able to do. Read takes what people type or
// spreadsheets hold and gives canonical text; an empty input is the caller's.
// Show gives the text for people. Both know nothing but the field.
type codec interface {
	read(f *Field, input string, today cn.Date) (value, warning string, err error)
	show(f *Field, value string) string
	canonical(f *Field, value string) bool
}

var codecs = map[Kind]codec{
	Text: textKind{}, Note: noteKind{}, Integer: integerKind{}, Decimal: decimalKind{}, Money: moneyKind{}, Tenths: tenthsKind{}, Date: dateKind{},
	Flag: flagKind{}, Code: codeKind{}, Codes: codesKind{}, Ref: refKind{}, Phone: phoneKind{}, IDNumber: idNumberKind{}, Image: imageKind, Paper: paperKind,
}

// Read turns input into the canonical text of the field. warning is a doubt
// that does not prevent saving. The error is an *errs.Error that names the field.
func (f *Field) Read(input string, today cn.Date) (value, warning string, err error) {
	input = clean(input)
	if input == "" {
		return "", "", nil
	}
	if f.Private && f.Kind != Note && strings.Contains(input, "**") {
		return "", "", errs.New(errs.Invalid, "“"+f.Label+"”里有 *，像是隐去了几位的写法").In(f.Key).Do("请填完整的内容，不知道就留空")
	}
	value, warning, err = codecs[f.Kind].read(f, input, today)
	if err != nil {
		return "", "", errs.Of(err).In(f.Key)
	}
	if max := f.limit(); utf8.RuneCountInString(value) > max {
		return "", "", errs.New(errs.Invalid, f.Label+"太长").In(f.Key).Do("请缩短，或写到备注里")
	}
	return value, warning, nil
}

// Show turns canonical text into the text for people; a reference stays an ID,
// whoever knows the titles replaces it.
func (f *Field) Show(value string) string {
	if value == "" {
		return ""
	}
	return codecs[f.Kind].show(f, value)
}

// Brief is Show where room is scarce: the everyday word of a code.
func (f *Field) Brief(value string) string {
	if f.Kind == Code {
		if short, ok := f.Codes.ShortOf(value); ok {
			return short
		}
	}
	return f.Show(value)
}

// Canonical reports whether value is the one text form of what it means; "" is.
func (f *Field) Canonical(value string) bool {
	return value == "" || utf8.ValidString(value) && utf8.RuneCountInString(value) <= f.limit() && codecs[f.Kind].canonical(f, value)
}

// limit returns the greatest length in characters.
func (f *Field) limit() int {
	switch {
	case f.Max > 0:
		return f.Max
	case f.Kind == Note:
		return 20000
	case f.Kind == Image:
		return imageKind.most
	case f.Kind == Paper:
		return paperKind.most
	}
	return 200
}

// clean drops what is never meant: invisible characters and blanks at the ends.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\u00a0' || r == '\u3000':
			return ' '
		case r < ' ', r == 0x7f, r >= 0x200b && r <= 0x200f, r == 0xfeff, r == utf8.RuneError:
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}
