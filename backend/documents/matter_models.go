package documents

// MatterReply is 居民意见答复单: a slip for the person, and its stub that stays.
// Only what is in the slip's own fields leaves the office.
type MatterReply struct {
	Community        string
	No               string
	To               string // 王芳 居民; empty: a line to write
	Asked            string // what was asked
	Accepted         string
	Way              string // how it was handled
	Result           string // the answer
	Finished         string
	Contact, Phone   string // who may be asked, and the office's telephone
	Hours            string // 服务时间
	Place            string // of the person; on the stub only
	PersonPhone      string // on the stub only
	Owner, Delivered string // on the stub only
	Maker            string
}

// MatterSheet is 诉求办理单 with the whole course.
type MatterSheet struct {
	Unit                                string
	No, Title, Kind, Urgency            string
	Source, Visit                       string
	Accepted, Owner                     string
	Place, Person, Phone                string
	Content, Wanted                     string
	State, To                           string
	ReplyDue, Replied                   string
	Due, Extension                      string
	Finished, Result, Cost              string
	Returned, ReturnBy, Rating, Opinion string
	Photos                              []Picture
	Reopened                            string
	Reason                              string // 不予受理原因
	Steps                               []MatterStage
	Major                               string // class of a major matter; empty: Stages is left out
	Stages                              []MatterStage
	Course                              []MatterEntry
	Sensitive                           bool
	Note                                string
	Maker, Checker                      string
}

// MatterStage is one required step: done on a day, or not yet.
type MatterStage struct {
	Label, Date, Note string
}

// MatterEntry is one entry of the course.
type MatterEntry struct {
	Date, What, By, Due, Note string
	Void                      string // why it does not count
}

// MatterList is 诉求台账.
type MatterList struct {
	Unit, Period, Of string
	Open, Overdue    int
	Rows             []MatterRow
	Maker, Checker   string
}

// MatterRow is one line of 诉求台账.
type MatterRow struct {
	No, Accepted, Title, Kind, Source string
	Place, Person                     string
	Owner, State, To, Due             string
	Finished, Result, Rating          string
	Light                             Light
	Left                              string // 剩2个工作日, 逾期3个工作日
}
