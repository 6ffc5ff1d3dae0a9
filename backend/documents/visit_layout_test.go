package documents_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/documents"
)

// The upper half of a reply goes to the person: it has neither the stamp nor the
// telephone and the home, which stand on the stub.
func TestReplyHalves(t *testing.T) {
	pdf := must(t)(press.MatterReply(sampleReply(), documents.Options{Created: printed}))
	dir := t.TempDir()
	path := filepath.Join(dir, "x.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	half := func(y string) string {
		return solid(tool(t, nil, "pdftotext", "-layout", "-x", "0", "-y", y, "-W", "595", "-H", "421", path, "-"))
	}
	upper, lower := half("0"), half("421")
	for _, s := range []string{"13800000001", "内部资料", "501"} {
		if strings.Contains(upper, s) || !strings.Contains(lower, s) {
			t.Errorf("%s is on the wrong half:\n%s\n%s", s, upper, lower)
		}
	}
	if !strings.Contains(upper, "单秀兰居民") || !strings.Contains(upper, "80123456") {
		t.Errorf("the slip lacks whom it is for or whom to ask: %s", upper)
	}
}

// What is told of one talk, one week, one problem stands on one sheet unless it is long.
func TestOneSheetEach(t *testing.T) {
	o := documents.Options{Created: printed}
	talk, week, notice := sampleTalk(), sampleWeekly(), sampleNotice()
	talk.Result, talk.Note = "已清理完毕，标线已划好。", "照片存档"
	week.Note = "按时报送"
	notice.Result, notice.Reason, notice.Proof, notice.Answered, notice.Opinion, notice.Received, notice.Done = "已清理完毕", "档期推迟", "照片三张", "2026年11月26日", "同意销号", "2026年11月13日", "2026年11月27日"
	for name, pdf := range map[string][]byte{
		"visit": must(t)(press.VisitRecord(sampleVisit(), o)), "reply": must(t)(press.MatterReply(sampleReply(), o)), "talk": must(t)(press.TalkRecord(talk, o)),
		"week": must(t)(press.WeeklyReport(week, o)), "notice": must(t)(press.SupervisionNotice(notice, o)), "blank notice": must(t)(press.SupervisionNotice(documents.SupervisionNotice{}, o)),
	} {
		if n := strings.Count(text(t, pdf), "\f"); n != 1 {
			t.Errorf("%s takes %d sheets", name, n)
		}
	}
}

func TestVisitFormsHaveRoomToWrite(t *testing.T) {
	m := sampleForms()
	page := text(t, must(t)(press.VisitForms(m, documents.Options{Created: printed})))
	if n := strings.Count(page, "\f"); n != 2 {
		t.Errorf("%d sheets for ten lines", n)
	}
	for _, number := range m.Numbers {
		if strings.Count(page, number) != 1 {
			t.Errorf("number %s is there %d times", number, strings.Count(page, number))
		}
	}
	for _, s := range append(append(m.Classes, m.Deliveries...), m.Services...) {
		if strings.Count(solid(page), "☐"+s) != len(m.Numbers) {
			t.Errorf("box %s is there %d times", s, strings.Count(solid(page), "☐"+s))
		}
	}
}

func TestContactCardsOnASheet(t *testing.T) {
	m := sampleContacts()
	for copies, sheets := range map[int]int{5: 1, 6: 2, 50: 10} {
		m.Copies = copies
		if n := strings.Count(text(t, must(t)(press.ContactCards(m, documents.Options{Created: printed}))), "\f"); n != sheets {
			t.Errorf("2 × %d cards on %d sheets", copies, n)
		}
	}
}

func TestProjectPhotos(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 80, 60))
	for i := range 80 * 60 {
		img.Set(i%80, i/80, color.RGBA{uint8(i), 90, 60, 255})
	}
	var photo bytes.Buffer
	if err := png.Encode(&photo, img); err != nil {
		t.Fatal(err)
	}
	m := sampleProject()
	m.Photos = [][]byte{photo.Bytes()}
	page := solid(text(t, must(t)(press.ProjectCard(m, documents.Options{Created: printed}))))
	if strings.Contains(page, "改造前照片") || !strings.Contains(page, "改造前") || !strings.Contains(page, "改造后照片") {
		t.Error("a photo does not take its place")
	}
}

// A cell of less than least never stands on a wall, nor can it be worked out from
// the total: the merged cell too is large enough, or nothing is said of it.
func TestMergeSmall(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"邻里 9 物业 7 宠物 1", "邻里 9 其他 8"},
		{"邻里 9 物业 7 宠物 1 婚姻 2", "邻里 9 物业 7 其他 3"},
		{"邻里 9 物业 3", "邻里 9 物业 3"},
		{"邻里 2", "其他 -1"},
		{"邻里 2 宠物 2", "其他 4"},
		{"邻里 0", ""},
		{"其他 5 邻里 4", "邻里 4 其他 5"},
		{"其他 1 邻里 4", "其他 5"},
	} {
		var in []documents.Count
		parts := strings.Fields(c.in)
		for i := 0; i < len(parts); i += 2 {
			var n int
			fmt.Sscan(parts[i+1], &n)
			in = append(in, documents.Count{Label: parts[i], N: n})
		}
		var got []string
		for _, k := range documents.MergeSmall(in, 3, "其他") {
			got = append(got, fmt.Sprint(k.Label, " ", k.N))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.in, s, c.want)
		}
	}
	// flaw says what the law does not allow in a merge of counts; "" nothing.
	flaw := func(merge func([]documents.Count, int, string) []documents.Count, list []int) string {
		var in []documents.Count
		total := 0
		for i, n := range list {
			in = append(in, documents.Count{Label: fmt.Sprint(i), N: n})
			total += n
		}
		sum, unsaid := 0, false
		for _, c := range merge(in, 3, "其他") {
			switch {
			case c.N < 0:
				unsaid = true
			case c.N < 3:
				return fmt.Sprintf("a cell of %d", c.N)
			}
			sum += max(c.N, 0)
		}
		if !unsaid && sum != total || unsaid && total >= 3 {
			return fmt.Sprintf("%d of %d", sum, total)
		}
		return ""
	}
	rapid.Check(t, func(rt *rapid.T) {
		if s := flaw(documents.MergeSmall, rapid.SliceOfN(rapid.IntRange(0, 8), 0, 8).Draw(rt, "counts")); s != "" {
			rt.Fatal(s)
		}
	})
	naive := func(list []documents.Count, least int, other string) (out []documents.Count) {
		merged := 0
		for _, c := range list {
			if c.N < least {
				merged += c.N
			} else {
				out = append(out, c)
			}
		}
		return append(out, documents.Count{Label: other, N: merged})
	}
	if flaw(naive, []int{9, 7, 1}) == "" {
		t.Error("the law passes a merge that leaves a small rest")
	}
}
