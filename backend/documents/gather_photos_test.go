package documents_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"strings"
	"testing"

	"chengzhuan/backend/documents"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// Photos stand on the internal sheets whole, on a wall only where somebody marked them
// as before or after.
func TestPhotosOnPages(t *testing.T) {
	o := openOffice(t)
	o.put(registers.Profile.Def, pairs{"name": community})
	img := image.NewGray(image.Rect(0, 0, 60, 80))
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	picture := schema.FileText(b.Bytes())
	visit := o.put(registers.Visits.Def, pairs{"date": "2026-11-02", "no": "ZF-1", "lead": "李娟"})
	pdf := func() []byte {
		out, err := o.print(operator, "visit_record", documents.Internal, pairs{"visit": visit})
		if err != nil {
			t.Fatal(err)
		}
		return out.PDF
	}
	plain := len(pdf())
	if says := o.page("visit_record", documents.Internal, pairs{"visit": visit}); strings.Contains(says, "三单元门厅") {
		t.Error("a photo that is not there")
	}
	o.put(registers.Photos.Def, pairs{"visit": visit, "caption": "三单元门厅", "taken": "2026-11-02", "width": "60", "height": "80", "image": picture})
	with := pdf()
	if says := solid(text(t, with)); !strings.Contains(says, "三单元门厅") || !strings.Contains(says, "2026.11.02") || len(with) < plain+200 {
		t.Errorf("the photo of a visit is not on its sheet: %s", says)
	}
	project := o.put(registers.Projects.Def, pairs{"name": "楼道照明改造", "stage": "2"})
	o.put(registers.Photos.Def, pairs{"project": project, "caption": "不上墙", "width": "60", "height": "80", "image": picture})
	if says := o.page("project_card", documents.Wall, pairs{"project": project}); !strings.Contains(says, "改造前照片") || strings.Contains(says, "不上墙") {
		t.Error("a photo that nobody marked hangs on the wall")
	}
	o.put(registers.Photos.Def, pairs{"project": project, "stage": registers.PhotoBefore, "width": "60", "height": "80", "image": picture})
	if says := o.page("project_card", documents.Wall, pairs{"project": project}); strings.Contains(says, "改造前照片") || !strings.Contains(says, "改造后照片") {
		t.Error("the photo of before does not take its place")
	}
}
