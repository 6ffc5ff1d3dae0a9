package documents

import (
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
)

// bandText is the range of so many stars: 90—95.9分.
func bandText(bands []rules.Points, n int) string {
	if n < 1 || n > len(bands) {
		return ""
	}
	if n == len(bands) {
		return bands[n-1].Short() + "分及以上"
	}
	return bands[n-1].Short() + "—" + (bands[n] - 1).Short() + "分"
}

// quantityOf writes tenths of a unit: 2.5小时, 2个4学时.
func quantityOf(tenths int64, unit string) string {
	n := rules.Points(tenths).Short()
	if unit != "" && unit[0] >= '0' && unit[0] <= '9' {
		return n + "个" + unit
	}
	return n + unit
}

func tenths(quantity string) int64 {
	if quantity == "" {
		return 10
	}
	whole, frac, _ := strings.Cut(quantity, ".")
	n, err := strconv.ParseInt(whole+(frac + "0")[:1], 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// signed writes points with the sign of their group.
func signed(group rules.Group, p rules.Points) string {
	switch group {
	case rules.Deduction:
		return "−" + p.Short()
	case rules.Veto:
		return "总分记0"
	}
	return "+" + p.Short()
}

// rate is what one unit of a rule gives: +1/小时, −2、−3、−5/次.
func rate(r *rules.Rule) string {
	if r.Group == rules.Veto {
		return signed(r.Group, 0)
	}
	text := signed(r.Group, r.Points)
	if len(r.Steps) > 0 {
		var list []string
		for _, p := range r.Steps {
			list = append(list, signed(r.Group, p))
		}
		text = strings.Join(list, "、")
	}
	if r.Unit != "" {
		text += "/" + r.Unit
	}
	return text
}

// claimed is what a claim asks for by its rule alone, before any cap of the year.
func claimed(s *rules.Scheme, c *registers.PointClaim) (points rules.Points, rule rules.Rule, known bool) {
	rule, known = s.Of(c.Rule, c.Date)
	_, lines := rules.Explain(s, rules.Standing{}, []rules.Entry{{ID: 1, Code: c.Rule, Date: c.Date, Quantity: tenths(c.Quantity)}})
	if !known || len(lines) == 0 {
		return 0, rule, known
	}
	points = lines[0].Raw
	for _, cut := range lines[0].Cuts {
		if cut.Why == rules.OverEvent {
			points -= cut.Lost
		}
	}
	return points, rule, true
}

// itemOf is what a claim is for.
func itemOf(r *rules.Rule, known bool, c *registers.PointClaim, event string) string {
	text := r.Text
	if !known || text == "" {
		text = c.Rule
	}
	if event != "" && event != text {
		text += "（" + event + "）"
	}
	return text
}

// scaledCap is a cap as it holds for so many months of the year, rounded up to half a
// point: that of a member who joined within it.
func scaledCap(limit rules.Points, months int) rules.Points {
	if months >= 12 || limit <= 0 {
		return limit
	}
	return (limit*rules.Points(months) + 59) / 60 * 5
}

func slipDay(d cn.Date) string {
	if !d.Full() {
		return dotted(d)
	}
	return strconv.Itoa(d.Month()) + "月" + strconv.Itoa(d.Day()) + "日"
}
