package documents

import "chengzhuan/backend/print"

// MemberCard prints 党员基本情况登记表 on standing A4. It is internal only.
func (p *Press) MemberCard(m MemberCard, o Options) ([]byte, error) {
	if err := o.check(Internal); err != nil {
		return nil, err
	}
	paper, err := o.paper("A4", Portrait)
	if err != nil {
		return nil, err
	}
	const title = "党员基本情况登记表"
	d := p.doc(title, o)
	sheetFurniture(d, o, m.Maker, m.Checker)
	f := print.NewFlow(d, paper, sheetMargins, func(pg *print.Page, b print.Box, no int) float64 {
		return sheetHeading(pg, b, title, m.Unit, "", "")
	})
	cardForm(m, f.Body().W).Draw(f)
	return finish(d, o)
}

// photoW and photoH are the usual one-inch photo in millimetres.
const photoW, photoH = 25.0, 35.0

// cardForm has ten columns: label and value four times with a half to spare,
// and the photo at the right.
func cardForm(m MemberCard, width float64) *print.Form {
	const photo = photoW + 5
	label := 23.0
	value := (width - photo - 3*label) / 3
	form := &print.Form{
		Widths: []float64{label, value, label, value, label, value, photo},
		Label:  print.Style{Face: print.Hei, Size: 9.5, Color: sheetInk, Pitch: 1.25},
		Value:  print.Style{Face: print.Hei, Size: 10, Color: sheetInk, Pitch: 1.3},
		PadX:   1.4, PadY: 1.2, LabelFill: &sheetHead, Line: sheetLine, Outer: sheetFrame,
	}
	const h = 9.2
	l := func(s string) print.Cell { return print.Cell{Text: s, Label: true} }
	v := func(s string) print.Cell { return print.Cell{Text: s, Align: print.Center} }
	wide := func(s string, cols int) print.Cell { return print.Cell{Text: s, Cols: cols} }
	row := func(cells ...print.Cell) { form.Rows = append(form.Rows, print.FormRow{Height: h, Cells: cells}) }
	tall := func(height float64, cells ...print.Cell) {
		form.Rows = append(form.Rows, print.FormRow{Height: height, Cells: cells})
	}
	picture := print.Cell{Rows: 4, Draw: func(p *print.Page, b print.Box) { photoSlot(p, b, m.Photo) }}
	row(l("姓　　名"), v(m.Name), l("性　　别"), v(m.Sex), l("民　　族"), v(m.Ethnicity), picture)
	row(l("曾 用 名"), v(m.FormerName), l("出生日期"), v(m.Born), l("籍　　贯"), v(m.NativePlace))
	row(l("公民身份\n号　　码"), print.Cell{Text: m.IDNumber, Cols: 3, Align: print.Center}, l("出 生 地"), v(m.Birthplace))
	row(l("学　　历"), v(m.Education), l("学　　位"), v(m.Degree), l("参加工作\n日　　期"), v(m.WorkStarted))
	row(l("毕业院校\n系及专业"), wide(m.School, 6))
	row(l("人员类别"), v(m.Category), l("入党日期"), v(m.Joined), l("转正日期"), wideCenter(m.Confirmed, 2))
	row(l("党　　龄"), v(m.PartyAge), l("党籍状态"), v(m.Status), l("组织关系\n类　　别"), wideCenter(m.Relation, 2))
	row(l("入党时所\n在 支 部"), wide(m.JoinBranch, 3), l("入 党\n介 绍 人"), wide(m.Sponsors, 2))
	row(l("所在支部"), wide(m.Branch, 3), l("党 小 组"), wideCenter(m.Group, 2))
	row(l("进入当前\n组织日期"), v(m.EnteredOn), l("党内职务"), wide(m.Posts, 4))
	row(l("工作岗位"), wide(m.Occupation, 3), l("社区人员\n类　　别"), wide(m.Kinds, 2))
	row(l("工作单位\n及 职 务"), wide(m.Workplace, 3), l("单位联系人\n及 电 话"), wide(m.WorkContact, 2))
	row(l("手　　机"), wideCenter(m.Mobile, 3), l("固定电话"), wideCenter(m.Phone, 2))
	row(l("现居住地"), wide(m.Home, 6))
	row(l("户籍地址"), wide(m.Registered, 6))
	row(l("特长和\n服务意愿"), wide(m.Skills, 3), l("认领岗位"), wide(m.Claimed, 2))
	row(l("党费核定"), wide(m.Dues, 6))
	row(l("流动情况"), wide(m.Floating, 6))
	tall(13, l("奖惩情况"), wide(m.Rewards, 6))
	tall(11, l("教育培训"), wide(m.Training, 6))
	tall(11, l("民主评议"), wide(m.Appraisals, 6))
	row(l("困难帮扶"), wide(m.Hardship, 6))
	tall(13, l("备　　注"), wide(m.Note, 6))
	return form
}

func wideCenter(s string, cols int) print.Cell {
	return print.Cell{Text: s, Cols: cols, Align: print.Center}
}

// photoSlot draws the photo, or a dashed frame to glue one into.
func photoSlot(p *print.Page, b print.Box, photo []byte) {
	slot := print.Box{X: b.X + (b.W-photoW)/2, Y: b.Y + (b.H-photoH)/2, W: photoW, H: photoH}
	if len(photo) > 0 {
		p.Photo(slot, photo)
		return
	}
	p.Frame(slot, print.Stroke{Width: 0.15, Color: sheetMuted, Dash: []float64{1, 1}})
	p.TextBox(slot, "照　片\n25×35 毫米", print.Text{Style: print.Style{Face: print.Hei, Size: 8.5, Color: sheetMuted, Pitch: 1.8}, Align: print.Center, VAlign: print.Middle, Name: "照片框"})
}
