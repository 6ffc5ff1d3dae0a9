package registers

import "chengzhuan/backend/cn"

// groupNotices is the heading of public notices.
const groupNotices = "公示"

// NoticeKinds say what a notice is about, and so what becomes of what it posts.
var NoticeKinds = cn.NewCodeList("notice_kind", "公示种类",
	cn.Code{Code: NoticePoints, Label: "党员积分", Short: "积分"},
	cn.Code{Code: NoticeAwards, Label: "评优表彰", Short: "评优", Aliases: []string{"表彰", "评先评优"}},
	cn.Code{Code: NoticeDevelopment, Label: "发展党员", Short: "发展", Aliases: []string{"党员发展"}},
	cn.Code{Code: NoticeOther, Label: "其他事项", Short: "其他"},
)

// Codes of NoticeKinds.
const (
	NoticePoints      = "1"
	NoticeAwards      = "2"
	NoticeDevelopment = "3"
	NoticeOther       = "9"
)

// LineOutcomes are what came of a line once its days were over. A line against which
// an objection is open has none yet.
var LineOutcomes = cn.NewCodeList("line_outcome", "公示结果",
	cn.Code{Code: LineUnopposed, Label: "无异议", Aliases: []string{"没有异议"}},
	cn.Code{Code: LineUpheld, Label: "有异议，维持"},
	cn.Code{Code: LineOut, Label: "有异议，不予通过", Aliases: []string{"有异议"}},
)

// Codes of LineOutcomes.
const (
	LineUnopposed = "1"
	LineUpheld    = "2"
	LineOut       = "3"
)

// ObjectionOutcomes are how an objection ended: the posted matter stands, or it does not.
var ObjectionOutcomes = cn.NewCodeList("objection_outcome", "处理结果",
	cn.Code{Code: OutcomeUpheld, Label: "维持"},
	cn.Code{Code: OutcomeCorrected, Label: "更正"},
)

// Codes of ObjectionOutcomes.
const (
	OutcomeUpheld    = "1"
	OutcomeCorrected = "2"
)

// Keys of the figures of notices; those of points are PointsNoticeDays and
// PointsObjectionDays.
const (
	NoticesAwardsDays      = "notices.awards_days"
	NoticesDevelopmentDays = "notices.development_days"
	NoticesOtherDays       = "notices.other_days"
	NoticesObjectionDays   = "notices.objection_days"
)

// NoticeFigures returns the keys of the figures of a kind of notice: how many working
// days it hangs at least, and within how many an objection is answered.
func NoticeFigures(kind string) (days, objection string) {
	switch kind {
	case NoticeAwards:
		return NoticesAwardsDays, NoticesObjectionDays
	case NoticeDevelopment:
		return NoticesDevelopmentDays, NoticesObjectionDays
	case NoticeOther:
		return NoticesOtherDays, NoticesObjectionDays
	}
	return PointsNoticeDays, PointsObjectionDays
}

// AwardPraise is the code of AwardKinds whose entries may hang on a wall.
const AwardPraise = "1"
