package documents

// MediationLedger is 调解台账. The internal list has Rows; the wall has nothing but
// the counts, of which none is small enough to point at somebody.
type MediationLedger struct {
	Unit, Period   string
	Target         int // of a year; 0: none
	Total, Agreed  int
	Kinds, Results []Count // for the wall; see MergeSmall
	Rows           []MediationRow
	Phone          string // the office's, for the wall
	Maker, Checker string
}

// Count is how many there are of a kind. Less than 0 is "too few to say".
type Count struct {
	Label string
	N     int
}

// MediationRow is one dispute, for the internal list only.
type MediationRow struct {
	No, Date, Kind, Parties string
	Estate, Facts, Mediator string
	Result, Agreement       string
	Written, Fulfilled      string
	Closed, Returned        string
}

// ProjectCard is 民心工程卡: problem, money, source, stages, photos, result.
type ProjectCard struct {
	Community               string
	Name, Estate            string
	Problem, Works, Result  string
	Amount, Source          string
	Owner, Phone            string // Phone: the office's
	Started, Planned, Ended string
	Households              string // 受益 320 户
	Stages                  []string
	Stage                   int      // index of the present one; less than 0: none
	Photos                  [][]byte // PNG or JPEG: before, after; missing ones are places to glue
	Place                   string   // 张贴处
}

// ContactCard is one 便民联系卡 of 90 × 54 mm.
type ContactCard struct {
	Community       string
	Grid            string // 第3网格, or the building
	Role, Name      string // 网格员 张红梅
	Second          string // 楼栋长 李建国; empty: none
	Phone           string // the office's
	Hours, Services string
	Hotline         string // 监督电话
}

// ContactCards are sheets of cards, each Copies times.
type ContactCards struct {
	Cards  []ContactCard
	Copies int // 0 means 1
}

// ConsultationNotice is 咨询交流日公告 of one visit of the two committees.
type ConsultationNotice struct {
	Community, Estate string
	Date, Time, Place string
	Hosts             []string
	Phone, Hours      string
	Topics            string // what may be asked; empty: the usual
	Posted            string // day of the notice
	Hung              string // 张贴处
}

// RotationPlan is 轮流进小区安排.
type RotationPlan struct {
	Community, Period string
	Rows              []RotationRow
	Phone             string // the office's
	Place             string // 张贴处
}

// RotationRow is one visit of the two committees to an estate.
type RotationRow struct {
	Month, Estate, Date, Time, Place string
	Hosts                            string
	Phone                            string
	Done                             bool
}

// WishWall are cards of micro-wishes. There is no place for the wisher's name.
type WishWall struct {
	Community string
	Phone     string
	Cards     []WishCard
}

// WishCard is one wish, of 某居民.
type WishCard struct {
	No, Wish, Needed string
	ClaimedBy        string
	Done             string // day; empty: not yet
	State            string
}
