package documents

import "chengzhuan/backend/registers"

// noticeKey is the document of every notice but those of points.
const noticeKey = "public_notice"

// noticeDocuments lists the documents of public notices; that of points is with the points.
func noticeDocuments() []Info {
	return []Info{
		{Key: noticeKey, Title: "公示榜", Detail: "评优表彰、发展党员和其他事项的公示：名单、公示期、异议电话", About: []string{registers.Notices.Key}, Papers: []string{"A4", "A3", "A2", "A1"},
			Audiences: []Audience{Wall}, Themes: []Theme{RedGold, Brick, Plain},
			Params: []Param{{Key: "notice", Label: "公示（不选就是正在进行的一次）", Kind: "ref", Register: registers.Notices.Key}, {Key: "place", Label: "张贴处", Kind: "text"}}},
	}
}
