package documents_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chengzhuan/backend/documents"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/notices"
	"chengzhuan/backend/registers"
)

// samplePublic posts n lines.
func samplePublic(n int) documents.PublicNotice {
	m := documents.PublicNotice{Community: community, Title: "2026年度优秀共产党员公示", No: "GS-2026-K7QD-0004", Intro: "经各党支部推荐、社区党委研究，拟对下列同志予以表彰，现予公示，请大家监督。", From: "2026年11月16日", To: "2026年11月20日", Days: 5, FirstCounts: true,
		Phone: "027-80123456", Hours: "周一至周五 8:30—17:30", Answer: 5, Place: "社区公示栏"}
	contents := []string{"优秀共产党员", "优秀党务工作者（推荐到街道）", "拟接收为中共预备党员；入党介绍人：张红梅、赵堃喆"}
	for i := range n {
		m.Rows = append(m.Rows, documents.PublicNoticeRow{Name: pointsNames[i%len(pointsNames)], Unit: pointsBranches[i%3], Content: contents[i%3]})
	}
	return m
}

// noticesMade are the documents of public notices with their samples, in the order of the catalogue.
func noticesMade() []document {
	return []document{{"public_notice", func(o documents.Options) ([]byte, error) { return press.PublicNotice(samplePublic(6), o) }}}
}

// noticePages are the pages of notices whose look is kept.
func noticePages(t *testing.T) map[string][]byte {
	wall := func(th documents.Theme, paper string) documents.Options {
		return documents.Options{Created: printed, Audience: documents.Wall, Theme: th, Paper: paper}
	}
	blank := samplePublic(2)
	blank.Rows[0].Unit, blank.Rows[1].Unit = "", "" // a column that says nothing is left out
	return map[string][]byte{
		"public_notice":       must(t)(press.PublicNotice(samplePublic(6), wall(documents.RedGold, "A4"))),
		"public_notice_sixty": must(t)(press.PublicNotice(samplePublic(60), wall(documents.Brick, "A3"))),
		"public_notice_two":   must(t)(press.PublicNotice(blank, wall(documents.Plain, "A4"))),
		"public_notice_empty": must(t)(press.PublicNotice(documents.PublicNotice{Community: community}, wall(documents.Plain, "A4"))),
	}
}

func TestNoticesLoseNothing(t *testing.T) {
	for _, paper := range []string{"A4", "A3", "A1"} {
		m := samplePublic(60)
		pdf := must(t)(press.PublicNotice(m, documents.Options{Created: printed, Audience: documents.Wall, Paper: paper}))
		if l := lacking(text(t, pdf), fields(m)); l != "" {
			t.Errorf("%s lacks %s", paper, l)
		}
	}
	page := solid(text(t, noticePages(t)["public_notice_two"]))
	if strings.Contains(page, "支部或单位") || !strings.Contains(page, "公示内容") {
		t.Error("an empty column is drawn:", page)
	}
}

// TestNoticeSamples writes pages to look at.
func TestNoticeSamples(t *testing.T) {
	dir := os.Getenv("SAMPLES")
	if dir == "" {
		t.Skip("set SAMPLES to a folder to look at the pages")
	}
	for i, n := range []int{0, 1, 6, 20, 60} {
		for _, paper := range []string{"A4", "A3"} {
			theme := []documents.Theme{documents.RedGold, documents.Brick, documents.Plain}[i%3]
			b := must(t)(press.PublicNotice(samplePublic(n), documents.Options{Created: printed, Paper: paper, Audience: documents.Wall, Theme: theme}))
			os.WriteFile(filepath.Join(dir, fmt.Sprintf("public-%02d-%s.pdf", n, paper)), b, 0o644)
		}
	}
}

// posting opens a notice whose texts name people of the ledgers and of the list.
func posting(o *office, masked bool) notices.PublicView {
	o.t.Helper()
	in := notices.Input{Kind: registers.NoticeDevelopment, Title: "拟接收预备党员公示", Body: "经研究，拟接收高福来、买买提·吐尔逊为预备党员。联系人韩梅梅13912345678。", Phone: "13700000001", Masked: masked, By: "李建国",
		Lines: []notices.PostLine{{Name: "高福来", Unit: "第一支部", Content: "介绍人韩梅梅；高福来住3栋2单元501室"}, {Name: "买买提·吐尔逊", Unit: "第一支部", Content: "身份证420000194912310026"}}}
	v, err := notices.New(o.l).Open(operator, in)
	if err != nil {
		o.t.Fatal(err, errs.Of(err).Hint)
	}
	return v
}

// Who is posted stands as the notice says, also within what people wrote; who is not
// posted, numbers and rooms stand on no wall.
func TestPublicNoticeGathered(t *testing.T) {
	o := openOffice(t)
	o.put(registers.Residents.Def, pairs{"name": "韩梅梅"})
	o.put(registers.PartyMembers.Def, pairs{"name": "买买提·吐尔逊"})
	o.put(registers.Profile.Def, pairs{"name": community, "office_phone": "027-80123456"})
	never := []string{"韩梅梅", "13912345678", "420000194912310026", "501室", "13700000001"}
	v := posting(o, false)
	page := o.page("public_notice", documents.Wall, pairs{"notice": v.Notice.ID})
	for _, want := range []string{"拟接收预备党员公示", v.Notice.No, "高福来", "买买提·吐尔逊", "拟接收高福来", "027-80123456", "公示期自2026年11月22日至2026年11月27日", "共5个工作日", "张贴当天算第一天", "第一支部"} {
		if !strings.Contains(page, want) {
			t.Errorf("lacks %s:\n%s", want, page)
		}
	}
	masked := posting(o, true)
	if _, err := o.print(operator, "public_notice", "", nil); !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "2 次公示") {
		t.Error(err)
	}
	out, err := o.print(operator, "public_notice", documents.Wall, pairs{"notice": masked.Notice.ID})
	if err != nil {
		t.Fatal(err)
	}
	hidden := solid(text(t, out.PDF))
	for _, canary := range append([]string{"高福来", "福来", "吐尔逊"}, never...) {
		if strings.Contains(hidden, canary) {
			t.Errorf("a masked page shows %s:\n%s", canary, hidden)
		}
		if strings.Contains(string(out.PDF), canary) {
			t.Errorf("the file holds %s", canary)
		}
	}
	for _, n := range never {
		if strings.Contains(page, n) {
			t.Errorf("a wall shows %s:\n%s", n, page)
		}
	}
	if !strings.Contains(hidden, "高**") || !strings.Contains(strings.Join(out.Notes, ""), "不存档") {
		t.Error(hidden, out.Notes)
	}
}

// What is kept is what was printed; what was withdrawn is not hung up.
func TestPostNotice(t *testing.T) {
	o := openOffice(t)
	d := notices.New(o.l)
	v := posting(o, true)
	out, paper, err := documents.PostNotice(operator, o.l, "", map[string]string{"place": "北门"}, documents.Options{Paper: "A3"})
	if err != nil || strings.Contains(strings.Join(out.Notes, ""), "不存档") {
		t.Fatal(err, out.Notes)
	}
	kept, err := d.PDF(operator, paper.ID)
	if err != nil || string(kept) != string(out.PDF) || paper.Pages != out.Pages || !strings.Contains(solid(text(t, kept)), "高**") {
		t.Error(err, paper)
	}
	if _, err := o.print(operator, "points_notice", documents.Wall, pairs{"notice": v.Notice.ID}); !errs.Is(err, errs.Invalid) {
		t.Error(err)
	}
	if _, err := d.Withdraw(operator, v.Notice.ID, "名单有误", "李建国", ""); err != nil {
		t.Fatal(err)
	}
	if _, _, err := documents.PostNotice(operator, o.l, v.Notice.ID, nil, documents.Options{}); !errs.Is(err, errs.Invalid) {
		t.Error(err)
	}
}
