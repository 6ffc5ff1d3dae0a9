package documents

// VisitRecord is 走访登记表 of one visit. It goes to nobody outside the office.
type VisitRecord struct {
	Unit                            string // 填报单位
	No, Date, Time, Weather         string
	Mode, Place                     string
	Lead, Companions, Recorder      string
	Household, Grid                 string // or Company
	Company                         string // shop or unit
	Person, Age, Relation, Phone    string
	Classes, Deliveries, Services   []Tick
	Family, Talk, Policies, Hazards string
	Appeals                         []VisitAppeal
	Form                            string // 纸质表编号
	Sensitive                       bool
	Note                            string
	Photos                          []Picture
	Maker, Checker                  string
}

// VisitAppeal is an appeal made at a visit, as it stands now.
type VisitAppeal struct {
	No, Title, Kind, Urgency string
	State, Owner, Due        string
	Result, Rating           string
}

// VisitList is 民情日志: the visits of a time.
type VisitList struct {
	Title          string // empty: 民情日志
	Unit, Period   string
	Of             string // such as 第3网格 · 走访人 张红梅; empty: all
	Households     int    // how many different ones; with Visits in the heading
	Rows           []VisitRow
	Maker, Checker string
}

// VisitRow is one line of 民情日志.
type VisitRow struct {
	Date, No, Place, Person string
	Classes, Lead, Mode     string
	Talk                    string
	Services                string // 六到家 and 三送
	Appeals                 string // each with its state
	Note                    string
}

// VisitForms are blank sheets to write visits on at the door. Numbers are those of
// the lines, B7K2-01 and on: by them the visits are keyed back.
type VisitForms struct {
	Unit                          string
	Numbers                       []string
	Classes, Deliveries, Services []string
	Maker                         string
}
