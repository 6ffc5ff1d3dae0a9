package bind

import "chengzhuan/backend/notices"

// The DTOs of public notices, under the names that the page knows.
type (
	PublicNotice     = notices.PublicNotice
	PublicNoticeView = notices.PublicView
	PublicNoticePlan = notices.PublicPlan
	PublicNoticeLine = notices.PostLine
)

// NoticePosting is a notice as the page asks to open it. The date is as people write it.
type NoticePosting struct {
	Kind   string             `json:"kind"` // code
	Title  string             `json:"title"`
	Body   string             `json:"body"`
	From   string             `json:"from"`
	Days   int                `json:"days"` // 0: the office's figure
	Phone  string             `json:"phone"`
	Masked bool               `json:"masked"`
	By     string             `json:"by"`
	Lines  []notices.PostLine `json:"lines"`
}

// NoticeObjecting is an objection as the page asks to take it down.
type NoticeObjecting struct {
	Notice  string `json:"notice"`
	Line    string `json:"line"` // "" the notice as a whole
	Date    string `json:"date"`
	Person  string `json:"person"`
	Phone   string `json:"phone"`
	Content string `json:"content"`
	By      string `json:"by"`
}

// NoticeDeciding is what came of an objection as the page asks to write it down.
type NoticeDeciding struct {
	Objection string `json:"objection"`
	Outcome   string `json:"outcome"` // code
	Date      string `json:"date"`
	By        string `json:"by"`
	Answer    string `json:"answer"`
}

// NoticeDone is what a step did. Change takes it back; "" where it cannot be told apart
// from what another program wrote at the same time.
type NoticeDone struct {
	ID     string `json:"id"`
	No     string `json:"no"`
	Count  int    `json:"count"`
	Due    string `json:"due"` // of an objection
	Change string `json:"change"`
}

// NoticePaper is a page of a notice as it was posted.
type NoticePaper struct {
	ID     string `json:"id"`
	Date   string `json:"date"`
	By     string `json:"by"`
	Pages  int    `json:"pages"`
	Bytes  int    `json:"bytes"`
	Digest string `json:"digest"`
}

// NoticePosted is a page that was printed for the wall and kept.
type NoticePosted struct {
	File  FileRef     `json:"file"`
	Paper NoticePaper `json:"paper"`
	Notes []string    `json:"notes"`
}
