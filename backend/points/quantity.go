package points

import (
	"strconv"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/points/rules"
)

// maxQuantity is more than anybody does in a year: 9,999 units.
const maxQuantity = 99_990

// readQuantity turns "2.5" into tenths of a unit: 25; full-width digits are digits too.
// Only what is counted in hours has a decimal.
func readQuantity(text string, r *rules.Rule) (int64, error) {
	text = strings.TrimSpace(strings.Map(narrow, text))
	if text == "" {
		text = "1"
	}
	whole, frac, dot := strings.Cut(text, ".")
	if len(frac) > 1 && strings.Trim(frac[1:], "0") == "" {
		frac = frac[:1]
	}
	n, err := strconv.ParseInt(whole+(frac + "0")[:1], 10, 64)
	switch {
	case err != nil || dot && frac == "" || len(frac) > 1 || strings.ContainsAny(text, "+-"):
		return 0, errs.New(errs.Invalid, "数量“"+text+"”不对").In("quantity").Do("请填数字，最多一位小数，例如 2 或 2.5")
	case n <= 0:
		return 0, errs.New(errs.Invalid, "数量要大于 0").In("quantity")
	case n > maxQuantity:
		return 0, errs.New(errs.Invalid, "数量太大，请核对").In("quantity")
	case n%10 != 0 && !r.Fractions:
		return 0, errs.New(errs.Invalid, "“"+r.Text+"”按"+r.Unit+"计，数量应是整数").In("quantity")
	}
	return n, nil
}

// narrow makes a full-width digit or dot a plain one.
func narrow(r rune) rune {
	if r >= '０' && r <= '９' || r == '．' {
		return r - '０' + '0'
	}
	return r
}

// quantityText is the canonical text of tenths of a unit: "2.5", "3".
func quantityText(n int64) string { return rules.Points(n).Short() }

// tenthsOf reads the quantity of a record; what cannot be read counts nothing.
func tenthsOf(text string) int64 {
	whole, frac, _ := strings.Cut(text, ".")
	n, err := strconv.ParseInt(whole+(frac + "0")[:1], 10, 64)
	if err != nil {
		return 0
	}
	return n
}
