package indicators

import "chengzhuan/backend/ledger"

// TodayItem is one thing that is due. Tone: red overdue, amber soon, blue for information.
type TodayItem struct {
	Kind     string `json:"kind"`
	Tone     string `json:"tone"`
	Tag      string `json:"tag"`
	Title    string `json:"title"`
	Detail   string `json:"detail"`
	Register string `json:"register"`
	ID       string `json:"id"`
	Due      string `json:"due"`
}

// TodayGroup counts the items of one kind; All holds the filter to see them in the ledger.
type TodayGroup struct {
	Kind  string           `json:"kind"`
	Label string           `json:"label"`
	Count int              `json:"count"`
	Query ledger.ListQuery `json:"query"`
}

// Figure is one number with its numerator and denominator; Denominator 0 gives Value "—".
type Figure struct {
	Key         string           `json:"key"`
	Label       string           `json:"label"`
	Value       string           `json:"value"`
	Numerator   int              `json:"numerator"`
	Denominator int              `json:"denominator"`
	Unit        string           `json:"unit"`
	Goal        int              `json:"goal"` // percent, 0 none
	Note        string           `json:"note"`
	Query       ledger.ListQuery `json:"query"`
}

// DutyDay is who is on duty on one of the coming days.
type DutyDay struct {
	Date    string `json:"date"`
	Weekday string `json:"weekday"`
	Off     bool   `json:"off"`
	Text    string `json:"text"`
	Phone   string `json:"phone"`
}

// TodayView is the first page.
type TodayView struct {
	Date    string       `json:"date"`
	Line    string       `json:"line"` // 11月21日 星期六 · 农历十月十三
	Items   []TodayItem  `json:"items"`
	More    int          `json:"more"`
	Groups  []TodayGroup `json:"groups"`
	Figures []Figure     `json:"figures"`
	Week    []DutyDay    `json:"week"`
	Profile []Figure     `json:"profile"` // community profile numbers
}
