package intake_test

import (
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"

	"chengzhuan/backend/intake"
	"chengzhuan/backend/registers"
)

// Each cell is read in a row of its own: what is stored, or why it is refused.
func TestCells(t *testing.T) {
	for _, c := range []struct {
		header string
		cell   any
		field  string
		want   string
	}{
		{"身份证号", "42000019750316012x", "id_number", wang},
		{"身份证号", "４２００００１９７５０３１６０１２Ｘ", "id_number", wang},
		{"身份证号", "420000 19750316 012X", "id_number", wang},
		{"身份证号", 420000520410003, "id_number", "42000019520410003X ! 15 位证件号码已升为 18 位，请核对"},
		{"身份证号", "4.20000520410003E+14", "id_number", "42000019520410003X ! 15 位证件号码已升为 18 位，请核对"},
		{"身份证号", 420000197503160226, "id_number", "420000197503160226"}, // written out in full by a program
		{"身份证号", 4.20000197503160e17, "id_number", "× 公民身份号码被表格当成数字，末尾几位已经丢失"},
		{"身份证号", "4.2E+17", "id_number", "× 公民身份号码被表格当成数字，末尾几位已经丢失"},
		{"身份证号", "420000197503160120", "id_number", "× 公民身份号码校验码错误，可能有一位写错"},
		{"身份证号", "530000197302290011", "id_number", "× 公民身份号码里的出生日期不存在"},
		{"身份证号", "420000209912310032", "id_number", "× 公民身份号码里的出生日期在今天之后"},
		{"身份证号", "无", "id_number", ""},
		{"出生日期", "1975.3.16", "birth", "1975-03-16"},
		{"出生日期", "1975年3月", "birth", "1975-03 ! 出生日期日不详"},
		{"出生日期", "197503", "birth", "1975-03 ! 出生日期日不详"},
		{"出生日期", 197503, "birth", "1975-03 ! 出生日期日不详"},
		{"出生日期", 19750316, "birth", "1975-03-16"},
		{"出生日期", 1975, "birth", "1975 ! 出生日期日不详"},
		{"出生日期", 27469, "birth", "1975-03-16"},
		{"出生日期", 27469.5, "birth", "1975-03-16"},
		{"出生日期", "27469", "birth", "1975-03-16 ! 这一格是表格的日期序号，请核对"},
		{"出生日期", 1975.12, "birth", "1975-12 ! 出生日期日不详"},
		{"出生日期", 1975.1, "birth", "1975-01 ! 表格把它当成小数，可能是 1 月，也可能是 10 月（末尾的 0 会丢），请核对"},
		{"出生日期", "1975-02-30", "birth", "× 这个日期不存在"},
		{"出生日期", "2027-01-01", "birth", "× 出生日期还没有到，请核对年份"},
		{"出生日期", "七五年", "birth", "× 日期的年份要写在最前面，并写全四位"},
		{"出生日期", "——", "birth", ""},
		{"手机", 13800000001.0, "mobile", "13800000001"},
		{"手机", "１３８ ００００ ０００１", "mobile", "13800000001"},
		{"手机", "13800000001/13800000002", "mobile", "13800000001、13800000002"},
		{"手机", "1.38E+10", "mobile", "× 手机被表格当成数字，末尾几位已经丢失"},
		{"手机", "不详", "mobile", ""},
		{"手机", "1380000", "mobile", "1380000 ! 手机号码应为 11 位，请核对"},
		{"民族", "汉", "ethnicity", "汉族"},
		{"民族", "火星族", "ethnicity", "× 民族里没有“火星族”这一项"},
		{"民族", "/", "ethnicity", ""},
		{"学历", "大专（函授）", "education", "大学专科毕业 ! 按“大学专科毕业”导入"},
		{"学历", "本科学历", "education", "大学本科毕业 ! 按“大学本科毕业”导入"},
		{"是否失联", true, "lost", "是"},
		{"曾用名", "无", "former_name", ""},
		{"特长", "无", "skills", "无"},
		{"特长", "-", "skills", ""},
		{"姓名", "欧阳　娜娜", "name", "欧阳娜娜"},
		{"姓名", "䶮㛃𠮷𬎆", "name", "䶮㛃𠮷𬎆"},
	} {
		l := book(t)
		w := excel(t, func(f *excelize.File) {
			if c.header == "姓名" {
				grid(t, f, "Sheet1", [][]any{{"姓名", "手机"}, {c.cell, "13800000001"}})
				return
			}
			grid(t, f, "Sheet1", [][]any{{"姓名", c.header}, {"王芳", c.cell}})
		})
		p := plan(t, l, w, intake.IntakeOptions{Mapping: []intake.IntakeMapping{{Index: 0, Field: "name"}, {Index: 1, Field: other(c.field)}}})
		got := ""
		for _, x := range p.Problems() {
			if x.Warning {
				got += " ! " + x.Message
			} else {
				got += "× " + x.Message
				if x.Row != 2 || x.Column != c.header || x.Value == "" || x.Hint == "" && c.cell != "2027-01-01" {
					t.Errorf("%v: %+v", c.cell, x)
				}
			}
		}
		if p.View().Rejected == 0 {
			run(t, p)
			got = people(t, l, members, c.field)[0] + got
		}
		if got != c.want {
			t.Errorf("%s %v:\n got %q\nwant %q", c.header, c.cell, got, c.want)
		}
	}
}

func other(field string) string {
	if field == "name" {
		return "mobile"
	}
	return field
}

func TestErrorValuesAreBlank(t *testing.T) {
	l := book(t)
	p := plan(t, l, csv(t, "姓名|手机", "王芳|#N/A", "#REF!|13800000001"), intake.IntakeOptions{})
	same(t, "problems", problems(p.Problems()), []string{
		"×3 姓名 [#REF!] 姓名不能为空",
		"!2 手机 [#N/A] 这一格是公式的错误值，按空白处理",
		"!3 姓名 [#REF!] 这一格是公式的错误值，按空白处理",
	})
	run(t, p)
	same(t, "members", people(t, l, members, "name", "mobile"), []string{"王芳|"})
}

func TestEstateFigures(t *testing.T) {
	l := book(t)
	w := csv(t, "小区名称|户数|建筑面积|物业费", "仁和苑|\"1,037户\"|8.50万平方米|1.2元", "幸福里|三百|8|1.234")
	p := plan(t, l, w, intake.IntakeOptions{Register: estates.Key})
	same(t, "problems", problems(p.Problems()), []string{"×3 户数 [三百] 户数应是整数", "×3 物业费 [1.234] 物业费应是金额，最多两位小数"})
	run(t, p)
	same(t, "estates", people(t, l, estates, "name", "households", "area", "property_fee"), []string{"仁和苑|1037|8.5|1.20"})
}

func TestSingleRecord(t *testing.T) {
	l := book(t)
	d := registers.Profile.Def
	for i, name := range []string{"重华社区", "重华社区居委会"} {
		r := run(t, plan(t, l, csv(t, "社区名称|面积|楼栋数|户数", name+"|0.4|53|1037"), intake.IntakeOptions{Register: d.Key, OnDuplicate: "update"}))
		if fmt.Sprint(r.Created, r.Updated) != []string{"1 0", "0 1"}[i] {
			t.Errorf("%+v", r)
		}
	}
	same(t, "profile", people(t, l, d, "name", "households"), []string{"重华社区居委会|1037"})
}
