package registers

import (
	"slices"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Photo is one picture of a record: of a visit, an appeal, a project and so on. It has
// a record of its own, so that lists of the others need not read it. The picture is
// shrunk and knows no place, no camera and no time but the day.
type Photo struct {
	Member, Visit, Matter, Supervision, Project, Patrol, Aid, Wish, Mediation, Claim oplog.ID

	Stage         string
	Caption       string
	Taken         cn.Date
	Width, Height int64
	Image         string
}

// PhotoStages say what of a work a picture shows.
var PhotoStages = cn.NewCodeList("photo_stage", "照片阶段",
	cn.Code{Code: PhotoBefore, Label: "实施前", Aliases: []string{"改造前", "办理前", "整改前"}},
	cn.Code{Code: PhotoDuring, Label: "实施中", Aliases: []string{"改造中", "办理中", "整改中"}},
	cn.Code{Code: PhotoAfter, Label: "实施后", Aliases: []string{"改造后", "办结后", "整改后"}},
)

// Codes of PhotoStages.
const (
	PhotoBefore = "1"
	PhotoDuring = "2"
	PhotoAfter  = "3"
)

// Photos is the hidden register of the pictures.
var Photos = schema.Declare(schema.Def{
	Key: "photos", Label: "照片", Unit: "张", Group: groupHidden, Hidden: true,
	List: []string{"taken", "caption", "stage"}, Title: []string{"taken", "caption"}, Sort: "taken",
}, []schema.F[Photo]{
	{Field: schema.Field{Key: "member", Label: "党员", Kind: schema.Ref, Ref: "party_members"}, At: func(p *Photo) any { return &p.Member }},
	{Field: schema.Field{Key: "visit", Label: "走访", Kind: schema.Ref, Ref: "visits"}, At: func(p *Photo) any { return &p.Visit }},
	{Field: schema.Field{Key: "matter", Label: "诉求", Kind: schema.Ref, Ref: "matters"}, At: func(p *Photo) any { return &p.Matter }},
	{Field: schema.Field{Key: "supervision", Label: "督办", Kind: schema.Ref, Ref: "supervisions"}, At: func(p *Photo) any { return &p.Supervision }},
	{Field: schema.Field{Key: "project", Label: "民心工程", Kind: schema.Ref, Ref: "projects"}, At: func(p *Photo) any { return &p.Project }},
	{Field: schema.Field{Key: "patrol", Label: "巡查", Kind: schema.Ref, Ref: "patrols"}, At: func(p *Photo) any { return &p.Patrol }},
	{Field: schema.Field{Key: "aid", Label: "慰问", Kind: schema.Ref, Ref: "aids"}, At: func(p *Photo) any { return &p.Aid }},
	{Field: schema.Field{Key: "wish", Label: "微心愿", Kind: schema.Ref, Ref: "wishes"}, At: func(p *Photo) any { return &p.Wish }},
	{Field: schema.Field{Key: "mediation", Label: "调解", Kind: schema.Ref, Ref: "mediations"}, At: func(p *Photo) any { return &p.Mediation }},
	{Field: schema.Field{Key: "claim", Label: "积分申报", Kind: schema.Ref, Ref: "point_claims"}, At: func(p *Photo) any { return &p.Claim }},
	{Field: schema.Field{Key: "stage", Label: "阶段", Kind: schema.Code, Codes: PhotoStages}, At: func(p *Photo) any { return &p.Stage }},
	{Field: schema.Field{Key: "caption", Label: "说明", Kind: schema.Text, Private: true, Mask: schema.HideAll, Max: 100}, At: func(p *Photo) any { return &p.Caption }},
	{Field: schema.Field{Key: "taken", Label: "拍摄日期", Kind: schema.Date}, At: func(p *Photo) any { return &p.Taken }},
	{Field: schema.Field{Key: "width", Label: "宽", Kind: schema.Integer, Unit: "像素"}, At: func(p *Photo) any { return &p.Width }},
	{Field: schema.Field{Key: "height", Label: "高", Kind: schema.Integer, Unit: "像素"}, At: func(p *Photo) any { return &p.Height }},
	{Field: schema.Field{Key: "image", Label: "照片", Kind: schema.Image, Required: true, Private: true, Mask: schema.HideAll}, At: func(p *Photo) any { return &p.Image }},
}, checkPhoto)

// PhotoOwner returns the field of a photo that points to a record of a register, nil
// where its records have no photos.
func PhotoOwner(register string) *schema.Field {
	at := slices.IndexFunc(Photos.Fields, func(f *schema.Field) bool { return f.Ref == register })
	if at < 0 {
		return nil
	}
	return Photos.Fields[at]
}

func checkPhoto(p *Photo, env schema.Env) []schema.Problem {
	var out problems
	owners := 0
	for _, id := range []oplog.ID{p.Member, p.Visit, p.Matter, p.Supervision, p.Project, p.Patrol, p.Aid, p.Wish, p.Mediation, p.Claim} {
		if id != 0 {
			owners++
		}
	}
	if owners != 1 {
		out.fail("image", "照片要属于一条记录")
	}
	if future(p.Taken, env.Today) {
		out.warn("taken", "拍摄日期还没有到，请核对相机的时钟")
	}
	return out
}
