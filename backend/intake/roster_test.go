package intake_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"chengzhuan/backend/intake"
	"chengzhuan/backend/registers"
)

// messy is a roster as it really lies in a drawer: titles above a header of two
// lines, merged cells, renamed and reordered columns, dates in every form, an ID
// number that became a number, a total at the bottom.
func messy(t *testing.T) *intake.Work {
	return excel(t, func(f *excelize.File) {
		grid(t, f, "Sheet1", [][]any{
			{"仁寿门社区党员花名册"},
			{"填报单位：仁寿门社区党委", nil, nil, nil, nil, nil, nil, "2026年11月"},
			{"序号", "姓　名", "性别", "身份证号码", "出生年月", "党籍", nil, "所属支部", "联系电话", "血型"},
			{nil, nil, nil, nil, nil, "入党时间", "转正时间"},
			{1, "王　芳", "女", "42000019750316012X", "1975.3.16", "1999年7月1日", "2000.07.01", "第九支部", 13800000001, "A"},
			{2, "李强", "男", 420000520410003, "1952.04.10", 27576, "１９７６－０７－０１", "第九支部", "138 0000 0002", nil},
			{3, "买买提.艾力", "男", idNumber("19750316", 25), "197503", "199907", "200007", "仁和苑党支部", "无", nil},
			{4, "赵六", "男", 4.20000197503161e17, "1975年3月", nil, nil, nil, nil, nil},
			{5, "钱七", "女", "530000197302290011", "1973-02-30", nil, nil, nil, nil, nil},
			{6, "孙八", "男", "370000194901010014", time.Date(1949, 1, 1, 0, 0, 0, 0, time.UTC), "1969.5.1", nil, "第九支部", nil, nil},
			{"合计", "6人"},
		})
		for _, m := range [][2]string{{"A1", "J1"}, {"A3", "A4"}, {"B3", "B4"}, {"C3", "C4"}, {"D3", "D4"}, {"E3", "E4"}, {"F3", "G3"}, {"H3", "H4"}, {"I3", "I4"}, {"J3", "J4"}} {
			if err := f.MergeCell("Sheet1", m[0], m[1]); err != nil {
				t.Fatal(err)
			}
		}
		style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellStyle("Sheet1", "E10", "E10", style); err != nil {
			t.Fatal(err)
		}
		f.NewSheet("说明")
		grid(t, f, "说明", [][]any{{"填表说明"}, {"请认真填写"}})
	})
}

func TestMessyRoster(t *testing.T) {
	l := book(t)
	w := messy(t)
	file := w.File("t", registers.All(), "")
	if file.Register != members.Key || file.Sheet != 0 || len(file.Sheets) != 2 {
		t.Fatalf("file: %+v", file)
	}
	same(t, "mapping", mapping(t, l, w, members.Key), []string{
		"序号→ none", "姓名→name name", "性别→sex name", "身份证号码→id_number alias", "出生年月→birth alias",
		"党籍/入党时间→joined alias", "党籍/转正时间→confirmed alias", "所属支部→branch alias", "联系电话→mobile alias", "血型→ none",
	})
	p := plan(t, l, w, intake.IntakeOptions{Create: []string{"organizations/第九支部"}})
	same(t, "problems", problems(p.Problems()), []string{
		"×8 身份证号码 [420000197503161024] 公民身份号码被表格当成数字，末尾几位已经丢失",
		"×9 身份证号码 [530000197302290011] 公民身份号码里的出生日期不存在",
		"×9 出生年月 [1973-02-30] 这个日期不存在",
		"!6 身份证号码 [420000520410003] 15 位证件号码已升为 18 位，请核对",
		"!7 出生年月 [197503] 出生日期日不详",
		"!7 党籍/入党时间 [199907] 入党日期日不详",
		"!7 党籍/转正时间 [200007] 转正日期日不详",
		"!7 所属支部 [仁和苑党支部] 账套里还没有这个组织",
		"!8 出生年月 [1975年3月] 出生日期日不详",
	})
	v := p.View()
	if v.Rows != 6 || v.Create != 4 || v.Rejected != 2 || v.Update+v.Unchanged+v.Skip != 0 || v.Warnings != 6 {
		t.Errorf("counts: %+v", v)
	}
	same(t, "ignored", v.Ignored, []string{"血型"})
	if len(v.Missing) != 2 || v.Missing[0].Key != "organizations/第九支部" || v.Missing[0].Rows != 3 || v.Missing[1].Rows != 1 {
		t.Errorf("missing: %+v", v.Missing)
	}
	before := snapshot(t, l)
	if before != "" {
		t.Fatalf("planning wrote:\n%s", before)
	}
	r := run(t, p)
	if r.Created != 4 || r.Rejected != 2 || r.Linked != 1 || r.Import == "" {
		t.Errorf("result: %+v", r)
	}
	same(t, "members", people(t, l, members, "name", "sex", "id_number", "birth", "joined", "confirmed", "branch", "mobile", "relation", "note"), []string{
		"王芳|女|42000019750316012X|1975-03-16|1999-07-01|2000-07-01|第九支部|13800000001|直管|",
		"李强|男|42000019520410003X|1952-04-10|1975-07-01|1976-07-01|第九支部|13800000002|直管|",
		"买买提·艾力|男|" + idNumber("19750316", 25) + "|1975-03-16|1999-07|2000-07|||直管|所在党支部：仁和苑党支部",
		"孙八|男|370000194901010014|1949-01-01|1969-05-01||第九支部||直管|",
	})
	same(t, "branches", people(t, l, orgs, "name", "type"), []string{"第九支部|党支部"})
}

func TestAgainIsUnchangedAndUndoRestores(t *testing.T) {
	l := book(t)
	create(t, l, members, "name", "王芳", "id_number", "42000019750316012X", "employer", "市一中")
	before := snapshot(t, l)
	o := intake.IntakeOptions{Create: []string{"*"}}
	first := run(t, plan(t, l, messy(t), o))
	if first.Created != 3 || first.Updated != 1 || first.Linked != 2 {
		t.Errorf("first: %+v", first)
	}
	middle := snapshot(t, l)
	again := run(t, plan(t, l, messy(t), o))
	if again.Unchanged != 4 || again.Created+again.Updated+again.Linked != 0 || again.Import != "" {
		t.Errorf("again: %+v", again)
	}
	if snapshot(t, l) != middle {
		t.Errorf("the second import changed something")
	}
	for _, how := range []string{"update", "skip"} {
		o.OnDuplicate = how
		if r := run(t, plan(t, l, messy(t), o)); r.Import != "" {
			t.Errorf("%s changed something: %+v", how, r)
		}
	}
	if _, err := l.Undo(ctx, first.Import); err != nil {
		t.Fatal(err)
	}
	if after := snapshot(t, l); after != before {
		t.Errorf("undo left\n%s\nwant\n%s", after, before)
	}
}

func TestRefusedFileImportsAfterTheFix(t *testing.T) {
	l := book(t)
	p := plan(t, l, messy(t), intake.IntakeOptions{Create: []string{"*"}})
	run(t, p)
	var b bytes.Buffer
	if err := p.Refused(ctx, &b); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil || len(rows) != 3 {
		t.Fatalf("%v %v", rows, err)
	}
	if rows[0][0] != "不能导入的原因" || !strings.HasPrefix(rows[1][0], "原表第 8 行") || !strings.Contains(rows[1][0], "文本格式") {
		t.Errorf("refused: %q", rows)
	}
	if rows[2][2] != "钱七" || rows[2][4] != "530000197302290011" {
		t.Errorf("the row is not as it was: %q", rows[2])
	}
	name := f.GetSheetName(0)
	for cell, v := range map[string]string{"E2": "420000197503161034", "E3": "530000197202290014", "F3": "1972-02-29"} {
		if v == "420000197503161034" {
			v = idNumber("19750316", 103)
		}
		if err := f.SetCellStr(name, cell, v); err != nil {
			t.Fatal(err)
		}
	}
	// 530000197202290014 is a man's number.
	if err := f.SetCellStr(name, "D3", "男"); err != nil {
		t.Fatal(err)
	}
	var fixed bytes.Buffer
	if err := f.Write(&fixed); err != nil {
		t.Fatal(err)
	}
	w, err := intake.Read(ctx, "不能导入的党员.xlsx", fixed.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if r := run(t, plan(t, l, w, intake.IntakeOptions{})); r.Created != 2 || r.Rejected != 0 {
		t.Errorf("after the fix: %+v", r)
	}
}

func TestEncodings(t *testing.T) {
	text := "姓名,手机\n王　芳,13800000001\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"UTF-8": text, "BOM": "\ufeff" + text, "GB18030": gb} {
		l := book(t)
		w, err := intake.Read(ctx, "a.csv", []byte(data))
		if err != nil {
			t.Fatal(name, err)
		}
		run(t, plan(t, l, w, intake.IntakeOptions{}))
		same(t, name, people(t, l, members, "name", "mobile"), []string{"王芳|13800000001"})
	}
}
