package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Question is one that somebody asked on a day of consultation (咨询问答): answered
// on the spot, else by a day.
type Question struct {
	Rotation  oplog.ID
	Date      cn.Date
	Asker     string
	Phone     string
	Household oplog.ID
	Question  string
	Kind      string
	OnSpot    bool
	Answer    string
	Answerer  string
	Due       cn.Date
	Replied   cn.Date
	Matter    oplog.ID
	Note      string
}

// Questions is the ledger 咨询问答.
var Questions = schema.Declare(schema.Def{
	Key: "questions", Label: "咨询问答", Unit: "条", Group: groupCare,
	List:    []string{"date", "question", "kind", "on_spot", "answer", "answered_by", "reply_due", "replied", "rotation"},
	Title:   []string{"date", "question"},
	Sort:    "date",
	Coupled: [][]string{{"on_spot", "answer", "answered_by", "replied"}},
	Same: []schema.Same{
		{Fields: []string{"question", "date", "asker"}, Certain: true, Why: "同一个人同一天问的同一个问题"},
		{Fields: []string{"question", "date"}, Why: "同一天的同一个问题"},
	},
}, []schema.F[Question]{
	{Field: schema.Field{Key: "rotation", Label: "进小区活动", Kind: schema.Ref, Group: "提问", Ref: "rotations", Aliases: aliases("活动 轮流进小区 所属活动"), Hint: "平时来电来访的留空"}, At: func(q *Question) any { return &q.Rotation }},
	{Field: schema.Field{Key: "date", Label: "提问日期", Kind: schema.Date, Group: "提问", Required: true, Index: true, Aliases: aliases("日期 时间 咨询日期 咨询时间 受理日期 登记日期")}, At: func(q *Question) any { return &q.Date }},
	{Field: schema.Field{Key: "asker", Label: "提问人", Kind: schema.Text, Group: "提问", Private: true, Mask: schema.HideAll, Search: true, Max: 50, Aliases: aliases("姓名 咨询人 居民姓名 反映人 咨询居民")}, At: func(q *Question) any { return &q.Asker }},
	{Field: schema.Field{Key: "phone", Label: "联系电话", Kind: schema.Phone, Group: "提问", Private: true, Aliases: phoneAliases, Hint: "没有当场答复的，按它回复"}, At: func(q *Question) any { return &q.Phone }},
	{Field: schema.Field{Key: "household", Label: "住户", Kind: schema.Ref, Group: "提问", Ref: "households", Private: true, Mask: schema.HideAll, Aliases: aliases("住址 家庭住址 地址 居住地址 房号 所在住户")}, At: func(q *Question) any { return &q.Household }},
	{Field: schema.Field{Key: "question", Label: "问题", Kind: schema.Text, Group: "提问", Required: true, Search: true, Max: 200, Long: true, Aliases: aliases("咨询问题 咨询内容 提问 反映问题 问题内容 咨询事项 意见建议")}, At: func(q *Question) any { return &q.Question }},
	{Field: schema.Field{Key: "kind", Label: "问题类型", Kind: schema.Code, Group: "提问", Codes: MatterKinds, Aliases: aliases("类型 类别 问题类别 咨询类型 咨询类别")}, At: func(q *Question) any { return &q.Kind }},
	{Field: schema.Field{Key: "on_spot", Label: "当场答复", Kind: schema.Flag, Group: "答复", Aliases: aliases("是否当场答复 是否当场解答 当场解答 现场答复")}, At: func(q *Question) any { return &q.OnSpot }},
	{Field: schema.Field{Key: "answer", Label: "答复内容", Kind: schema.Note, Group: "答复", Long: true, Aliases: aliases("答复 回复 回复内容 解答 解答内容 答复情况 办理结果")}, At: func(q *Question) any { return &q.Answer }},
	{Field: schema.Field{Key: "answered_by", Label: "答复人", Kind: schema.Text, Group: "答复", Max: 50, Search: true, Aliases: aliases("解答人 回复人 承办人 接待人")}, At: func(q *Question) any { return &q.Answerer }},
	{Field: schema.Field{Key: "reply_due", Label: "答复期限", Kind: schema.Date, Group: "答复", Index: true, Aliases: aliases("回复期限 答复时限 期限 承诺答复日期"), Hint: "没有当场答复的，不填就按首次答复的期限算"}, At: func(q *Question) any { return &q.Due }},
	{Field: schema.Field{Key: "replied", Label: "答复日期", Kind: schema.Date, Group: "答复", Index: true, Aliases: aliases("答复时间 回复日期 回复时间")}, At: func(q *Question) any { return &q.Replied }},
	{Field: schema.Field{Key: "matter", Label: "关联诉求", Kind: schema.Ref, Group: "答复", Ref: "matters", Aliases: aliases("诉求编号 关联事项 关联事项编号"), Hint: "转成诉求办理的，从诉求台账中选"}, At: func(q *Question) any { return &q.Matter }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Group: "答复", Private: true, Mask: schema.HideAll, Long: true, Aliases: aliases("说明")}, At: func(q *Question) any { return &q.Note }},
}, checkQuestion).Fills(fillQuestion)

// fillQuestion completes a new question: an answer on the spot was given on that
// day, one that waits is due as the first answer to an appeal is (domain table 5b).
func fillQuestion(q *Question, env schema.Env) {
	switch {
	case q.OnSpot && q.Replied == "":
		q.Replied = q.Date
	case !q.OnSpot && q.Replied == "" && q.Answer == "" && q.Due == "":
		q.Due = ReplyDueOf(q.Date, env)
	}
}

// QuestionWaits reports whether who asked still waits for an answer. One that became
// an appeal waits there.
func QuestionWaits(q *Question) bool { return !q.OnSpot && q.Replied == "" && q.Matter == 0 }
