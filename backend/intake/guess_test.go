package intake_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/intake"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

func TestGuessOddHeaders(t *testing.T) {
	l := book(t)
	for _, c := range []struct {
		register string
		lines    []string
		want     string
	}{
		// reordered, with marks, brackets and filler words
		{"party_members", []string{"*手机号码（必填）|党员的姓名|居民身份证号码(18位)|入党日期（年月日）", "13800000001|王芳|" + wang + "|1999.7"},
			"mobile name id_number joined"},
		// one field at most once, the surer column first
		{"party_members", []string{"电话|联系电话|手机|姓名", "1|2|13800000001|王芳"}, "- - mobile name"},
		// a word that changes the meaning
		{"party_members", []string{"姓名|申请入党时间|入党时间|确定积极分子日期|入党介绍人|配偶姓名", "王芳|1998-01-01|1999-07-01|1998-03-01|李强|赵六"}, "name - joined - introducers -"},
		// an ID number speaks for itself; so do others under an empty header
		{"party_members", []string{"姓名|证号|备用", "王芳|" + wang + "|x", "李强|420000197503160226|y"}, "name id_number -"},
		{"party_members", []string{"姓名|||", "王芳|女|13800000001|汉族", "李强|男|13800000002|回族"}, "name sex mobile ethnicity"},
		// computed columns are no data
		{"party_members", []string{"姓名|年龄|党龄|性别", "王芳|51|27|女"}, "name - - sex"},
		// an alias whose cells are something else
		{"party_members", []string{"姓名|组织关系", "王芳|仁和苑党支部", "李强|仁和苑党支部", "赵六|幸福里党支部", "孙八|幸福里党支部"}, "name -"},
		{"party_members", []string{"姓名|组织关系", "王芳|直管", "李强|流出"}, "name relation"},
		{"households", []string{"姓名|户主|楼栋|房号|户主电话", "王芳|李强|3栋|101|13800000001"}, "- head building room phone"},
		{"residents", []string{"户主姓名|姓名|与户主关系|居住地址|政治面貌", "王芳|李强|子|仁和苑3栋1单元101|群众"}, "- name relation household political"},
		{"estates", []string{"小区|物业|户数|业主委员会", "仁和苑|安居物业|300|仁和苑业委会"}, "name property households owners"},
		{"organizations", []string{"支部名称|书记|联系电话|换届日期", "第一党支部|王芳|13800000001|2023-05-01"}, "name head phone term_start"},
		{"duties", []string{"值班日期|班次|姓名|电话", "2026-11-23|白班|王芳|13800000001"}, "date shift person phone"},
	} {
		w := csv(t, c.lines...)
		g, err := intake.Guess(ctx, l, w, c.register, 0, 0, 0)
		if err != nil {
			t.Errorf("%v: %v", c.lines[0], err)
			continue
		}
		var got []string
		for _, x := range g.Columns {
			if x.Field == "" {
				x.Field = "-"
			}
			got = append(got, x.Field)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %s\n got %s\nwant %s", c.register, c.lines[0], strings.Join(got, " "), c.want)
		}
	}
}

func TestGroupOfAnotherPersonIsNotTheMember(t *testing.T) {
	l := book(t)
	w := excel(t, func(f *excelize.File) {
		grid(t, f, "Sheet1", [][]any{
			{"姓名", "联系方式", nil, "家庭成员", nil},
			{nil, "手机", "固定电话", "姓名", "电话"},
			{"王芳", "13800000001", "027-80000001", "李强", "13800000002"},
		})
		for _, m := range [][2]string{{"A1", "A2"}, {"B1", "C1"}, {"D1", "E1"}} {
			if err := f.MergeCell("Sheet1", m[0], m[1]); err != nil {
				t.Fatal(err)
			}
		}
	})
	same(t, "mapping", mapping(t, l, w, members.Key), []string{"姓名→name name", "联系方式/手机→mobile name", "联系方式/固定电话→landline name", "家庭成员/姓名→ none", "家庭成员/电话→ none"})
}

func TestFileChoosesSheetAndRegister(t *testing.T) {
	for want, lines := range map[string][]string{
		"party_members": {"姓名|性别|入党时间|所在支部", "王芳|女|1999|一支部"},
		"residents":     {"姓名|性别|与户主关系|居住类别|政治面貌", "王芳|女|户主|常住|群众"},
		"households":    {"小区|楼栋|单元|室号|户主", "仁和苑|1|1|101|王芳"},
		"estates":       {"小区名称|楼栋数|户数|物业公司", "仁和苑|8|300|安居物业"},
		"organizations": {"组织名称|组织类型|上级组织|届满日期", "一支部|党支部|党委|2027-01-01"},
		"posts":         {"党员姓名|任职组织|职务|任职日期", "王芳|一支部|书记|2022-01-01"},
		"duties":        {"值班日期|班次|值班人|值班电话", "2026-11-23|白班|王芳|13800000001"},
		"grid_cells":    {"网格名称|网格员|网格长|网格范围", "一网格|王芳|李强|东区"},
		"":              {"品名|单价|数量", "笔|2|5"},
	} {
		if f := csv(t, lines...).File("t", registers.All(), ""); f.Register != want {
			t.Errorf("%s: taken for %q", lines[0], f.Register)
		}
	}
	if f := csv(t, "品名|单价", "笔|2").File("t", registers.All(), "estates"); f.Register != "estates" {
		t.Errorf("the hint is ignored: %+v", f)
	}
	w := excel(t, func(f *excelize.File) {
		grid(t, f, "Sheet1", [][]any{{"说明"}, {"本表由各支部填写"}})
		f.NewSheet("名册")
		grid(t, f, "名册", [][]any{{"姓名", "入党时间"}, {"王芳", "1999-07-01"}})
		f.NewSheet("旧名册")
		grid(t, f, "旧名册", [][]any{{"姓名", "入党时间", "性别"}, {"王芳", "1999-07-01", "女"}})
		if err := f.SetSheetVisible("旧名册", false); err != nil {
			t.Fatal(err)
		}
	})
	if f := w.File("t", registers.All(), "party_members"); f.Sheet != 1 {
		t.Errorf("sheet %d chosen", f.Sheet)
	}
}

func TestPersonsMappingIsTakenAndRemembered(t *testing.T) {
	l := book(t)
	w := csv(t, "名儿|甲|乙|手机", "王芳|书法|13800000001|13800000002")
	if _, err := intake.MakePlan(ctx, l, w, intake.IntakeOptions{Register: members.Key}, nil); !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "姓名") {
		t.Errorf("a file without names: %v", err)
	}
	o := intake.IntakeOptions{Remember: true, Mapping: []intake.IntakeMapping{{0, "name"}, {1, "skills"}, {2, "mobile"}, {3, ""}}}
	run(t, plan(t, l, w, o))
	same(t, "members", people(t, l, members, "name", "skills", "mobile"), []string{"王芳|书法|13800000001"})
	same(t, "same columns", mapping(t, l, csv(t, "名儿|甲|乙|手机", "李强|||"), members.Key), []string{"名儿→name remembered", "甲→skills remembered", "乙→mobile remembered", "手机→ remembered"})
	same(t, "one more column", mapping(t, l, csv(t, "名儿|性别|甲", "李强|男|"), members.Key), []string{"名儿→name remembered", "性别→sex name", "甲→skills remembered"})
	for _, bad := range [][]intake.IntakeMapping{{{0, "name"}, {1, "name"}}, {{0, "name"}, {9, "sex"}}, {{0, "nonsense"}}} {
		if _, err := intake.MakePlan(ctx, l, w, intake.IntakeOptions{Register: members.Key, Mapping: bad}, nil); !errs.Is(err, errs.Invalid) {
			t.Errorf("mapping %v: %v", bad, err)
		}
	}
	if _, err := intake.MakePlan(ctx, l, w, intake.IntakeOptions{Register: "settings"}, nil); !errs.Is(err, errs.Denied) {
		t.Errorf("a hidden register was opened: %v", err)
	}
	if _, err := intake.MakePlan(ctx, l, w, intake.IntakeOptions{Register: members.Key, OnDuplicate: "maybe"}, nil); !errs.Is(err, errs.Invalid) {
		t.Errorf("%v", err)
	}
}

func TestPaste(t *testing.T) {
	l := book(t)
	for name, c := range map[string]struct{ text, want string }{
		"with header":    {"姓名\t手机\t备注\r\n王　芳\t13800000001\t\"第一行\n第\"\"二\"\"行\"\r\n", "王芳|13800000001|第一行\n第\"二\"行"},
		"without header": {"王芳\t女\t13800000001\t" + wang + "\r\n李强\t男\t13800000002\t\r\n", "王芳|13800000001|"},
		"quote inside":   {"姓名\t备注\n王芳\t\"小王\"家的\n", "王芳||\"小王\"家的"},
	} {
		w, err := intake.FromText(c.text)
		if err != nil {
			t.Fatal(name, err)
		}
		if f := w.File("t", registers.All(), members.Key); f.Format != "text" || f.Register != members.Key {
			t.Errorf("%s: %+v", name, f)
		}
		g, err := intake.Guess(ctx, l, w, members.Key, 0, 0, 0)
		if err != nil {
			t.Fatal(name, err)
		}
		o := intake.IntakeOptions{HeaderRow: g.HeaderRow, HeaderLines: g.HeaderLines}
		if name == "without header" {
			if g.HeaderRow != -1 || g.Rows != 2 || g.Columns[0].Header != "" {
				t.Errorf("%s: %+v", name, g)
			}
		}
		r := run(t, plan(t, l, w, o))
		got := people(t, l, members, "name", "mobile", "note")
		same(t, name, got[:1], []string{c.want})
		if _, err := l.Undo(ctx, r.Import); err != nil {
			t.Fatal(err)
		}
	}
	for _, empty := range []string{"", " \r\n\t"} {
		if _, err := intake.FromText(empty); !errs.Is(err, errs.Invalid) {
			t.Errorf("%q: %v", empty, err)
		}
	}
}

func TestHeaderIsPointedOut(t *testing.T) {
	l := book(t)
	w := csv(t, "一|二", "三|四", "名字|电话", "王芳|13800000001")
	p := plan(t, l, w, intake.IntakeOptions{HeaderRow: 3, HeaderLines: 1})
	if v := p.View(); v.Rows != 1 || v.Create != 1 {
		t.Errorf("%+v", v)
	}
	blank := excel(t, func(f *excelize.File) { grid(t, f, "Sheet1", [][]any{{12.5, 3}, {4, 5}}) })
	g, err := intake.Guess(ctx, l, blank, members.Key, 0, 0, 0)
	if err != nil || g.HeaderRow != 0 || len(g.Preview) != 2 || len(g.Targets) < len(members.Fields) {
		t.Errorf("no header: %+v %v", g, err)
	}
	if _, err := intake.Guess(ctx, l, blank, members.Key, 5, 0, 0); !errs.Is(err, errs.Invalid) {
		t.Errorf("a sheet that is not there: %v", err)
	}
}

// What the template offers is understood without a question, in every register.
func TestTemplatesAreReadBack(t *testing.T) {
	l := book(t)
	for _, d := range registers.All() {
		if d.Hidden {
			continue
		}
		var b bytes.Buffer
		if err := intake.WriteTemplate(ctx, d, &b); err != nil {
			t.Fatal(err)
		}
		w, err := intake.Read(ctx, "模板.xlsx", b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		f := w.File("t", registers.All(), d.Key)
		g, err := intake.Guess(ctx, l, w, d.Key, f.Sheet, 0, 0)
		if err != nil || f.Sheet != 0 || len(g.Missing) > 0 {
			t.Errorf("%s: sheet %d, missing %v, %v", d.Key, f.Sheet, g.Missing, err)
			continue
		}
		fields := intake.Template(d)
		if len(g.Columns) != len(fields) {
			t.Errorf("%s: %d columns of %d", d.Key, len(g.Columns), len(fields))
			continue
		}
		for i, c := range g.Columns {
			if c.Field != fields[i].Key || c.How != "name" {
				t.Errorf("%s: %s → %s (%s)", d.Key, c.Header, c.Field, c.How)
			}
		}
	}
}

// Every label and every alias of every register leads to its own field.
func TestEveryAliasIsKnown(t *testing.T) {
	l := book(t)
	for _, d := range registers.All() {
		if d.Hidden {
			continue
		}
		for _, f := range d.Fields {
			for _, h := range append([]string{f.Label}, f.Aliases...) {
				first := d.Fields[0]
				if first == f {
					first = d.Fields[1]
				}
				w := csv(t, first.Label+"|"+h, "|")
				g, err := intake.Guess(ctx, l, w, d.Key, 0, 1, 1)
				if err != nil {
					t.Fatal(err)
				}
				if got := g.Columns[1].Field; got != f.Key && !sharedAlias(d, h, got) {
					t.Errorf("%s: %s → %q, not %s", d.Key, h, got, f.Key)
				}
			}
		}
	}
}

func sharedAlias(d *schema.Def, h, key string) bool {
	f := d.Field(key)
	if f == nil {
		return strings.HasPrefix(key, "household.")
	}
	for _, a := range append([]string{f.Label}, f.Aliases...) {
		if a == h {
			return true
		}
	}
	return false
}
