package documents

// SupervisionNotice is 督办通知单: one matter, one sheet.
type SupervisionNotice struct {
	Unit            string // who supervises
	Number          string // 〔2026〕12号
	No              string // number in the ledger
	Problem, Source string
	To, Owner       string // 承办单位, 责任人
	Issuer, Issued  string
	Measures, Due   string
	Result          string // 办理结果(反馈)
	Answered, Proof string
	Reason          string // why it was not done in time
	Opinion         string
	Received, Done  string
	Maker, Checker  string
}

// SupervisionList is 督办问题清单.
type SupervisionList struct {
	Unit, Period       string
	Red, Yellow, Green int
	Rows               []SupervisionRow
	Maker, Checker     string
}

// SupervisionRow is one line of 督办问题清单.
type SupervisionRow struct {
	No, Problem, Source string
	To, Owner, Measures string
	Due, Progress       string
	State, Done         string
	Light               Light
	Left                string
}

// TalkRecord is 约谈记录.
type TalkRecord struct {
	Unit                   string
	Person, Post, PersonOf string
	Date, By, Number       string
	Reason, Content        string
	Promise, Deadline      string
	Result, Note           string
	Maker, Checker         string
}

// WeeklyReport is 周工作纪实 of one week, Monday to Sunday.
type WeeklyReport struct {
	Unit                     string
	Week                     string // 第47周
	From, To                 string // 2026年11月16日, 11月22日
	Done, Undone, Next, Need string
	SentTo, Author           string
	Draft                    bool
	Note                     string
	Checker                  string
}
