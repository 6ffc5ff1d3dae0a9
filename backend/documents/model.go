package documents

// MemberRoster is 党员花名册.
type MemberRoster struct {
	Title   string // empty: 党员花名册
	Unit    string // 填报单位
	Period  string // such as 截至2026年11月21日
	Members []RosterMember
	Maker   string // 制表人
	Checker string // 审核人
}

// RosterMember is one row; every text is printed as it stands.
type RosterMember struct {
	Name, Sex, Ethnicity string
	Born                 string // 出生年月
	IDNumber             string // printed on internal pages only
	Education            string
	Joined, Confirmed    string // 入党、转正时间
	Workplace            string // 工作单位及职务
	Post                 string // 党内职务
	Branch               string // 所在支部/小组
	Phone                string
	Note                 string
}

// MemberCard is 党员基本情况登记表 of one member.
type MemberCard struct {
	Unit                             string // 所在党组织 as it heads the form
	Name, FormerName, Sex, Ethnicity string
	Born, IDNumber                   string
	NativePlace, Birthplace          string
	Education, Degree, School        string // School: 毕业院校系及专业
	WorkStarted                      string // 参加工作日期
	Category                         string // 正式党员 or 预备党员
	Joined, Confirmed, PartyAge      string
	JoinBranch, Sponsors             string // 入党时所在支部, 入党介绍人
	Branch, Group, EnteredOn         string
	Relation, Status                 string // 组织关系类别, 党籍状态
	Posts                            string // 党内职务
	Occupation, Kinds                string // 工作岗位, 社区人员类别
	Workplace, WorkContact           string
	Mobile, Phone                    string
	Home, Registered                 string // 现居住地, 户籍地址
	Skills, Claimed                  string // 特长与服务意愿, 认领岗位
	Floating                         string // 流动情况
	Dues                             string // 党费核定
	Rewards, Training, Appraisals    string // 奖惩, 教育培训, 民主评议
	Hardship, Note                   string
	Photo                            []byte // PNG or JPEG; empty: a place to glue one
	Maker, Checker                   string
}

// DutyRoster is 值班表 of one month.
type DutyRoster struct {
	Community string // 仁寿门社区
	Title     string // empty: 2026年12月值班表
	Year      int
	Month     int       // 1 to 12
	Days      []DutyDay // in any order; a day left out is empty
	Phone     string    // 值班电话
	Notes     []string  // short sentences in the foot
	Number    string    // 编号
	Edition   string    // 版次, such as 第1版
	Place     string    // 张贴处
}

// DutyDay is one day of a roster.
type DutyDay struct {
	Day      int
	Lunar    string // 廿二, or the solar term 冬至
	Feast    string // 元旦; takes the place of Lunar
	Rest     bool   // a day off: tinted
	Mark     string // 休 or 班, where the official calendar changes the day
	Leader   []string
	DayShift []string // 白班
	Night    []string // 夜班
}

// OrgChart is 组织架构图.
type OrgChart struct {
	Title   string // empty: 组织架构图
	Unit    string // the community; stands above the title
	Period  string // such as 截至2026年11月21日
	Root    *OrgUnit
	Number  string
	Edition string
	Place   string
}

// OrgUnit is one organization of the chart.
type OrgUnit struct {
	Name          string
	SecretaryPost string // empty: 书记
	Secretary     string
	Members       int // less than 0: not shown
	Children      []*OrgUnit
}
