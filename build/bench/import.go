package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"chengzhuan/backend/cn"
)

// measureImport imports a roster of 20 columns as it lies in a drawer into a
// fresh book, by the command. LibreOffice reads the same file and saves it.
func measureImport(ctx context.Context, b *bench) error {
	file := b.path("花名册.xlsx")
	if err := writeXLSX(file, importRows(b.Import), false); err != nil {
		return err
	}
	ours, peak, last, err := repeat(ctx, min(b.Runs, 3), func(run int) (usage, error) {
		data := b.path(fmt.Sprintf("import-%d", run))
		if _, err := measure(ctx, nil, b.bin, "--data", data, "init", "--name", "仁寿门社区"); err != nil {
			return usage{}, err
		}
		u, err := measure(ctx, nil, b.bin, "--data", data, "--json", "import", "party_members", file, "--create-missing")
		if err != nil {
			return u, err
		}
		var done struct {
			Created  int
			Rejected []struct{ Row int }
		}
		if err := json.Unmarshal([]byte(u.Out), &done); err != nil {
			return u, fmt.Errorf("the answer of import is no JSON: %w", err)
		}
		if done.Created != b.Import || len(done.Rejected) != 0 {
			return u, fmt.Errorf("import created %d of %d records and refused %d", done.Created, b.Import, len(done.Rejected))
		}
		return u, nil
	})
	if err != nil {
		return err
	}
	peer, peerPeak, its, err := repeat(ctx, b.Office, func(int) (usage, error) { return b.convert(ctx, "xlsx", b.path("converted"), file) })
	if err != nil {
		return err
	}
	name := fmt.Sprintf("import of %d rows", b.Import)
	b.report.add(
		line{Measure: name, Unit: "ms", Ours: ours}.against(officeName+" loading and saving the same file", peer).
			noted("whole processes; ours reads, checks, finds doubles, creates organizations and estates, writes with history and search keys; processor time %.2f s against %.2f s; %s alone starts and ends in %.0f ms", last.CPU.Seconds(), its.CPU.Seconds(), officeName, ms(b.started.Wall)),
		line{Measure: name + ", peak memory", Unit: "MB", Ours: peak}.against(officeName, peerPeak),
	)
	return nil
}

// importRows is the roster: a title above the header, dates in the ways people
// write them, blanks in names of two characters, spaces in ID numbers.
func importRows(n int) [][]any {
	rows := [][]any{
		{"仁寿门社区党员花名册"},
		{"序号", "姓名", "性别", "民族", "出生年月", "身份证号码", "籍贯", "学历", "人员类别", "入党时间", "转正时间", "所在党支部", "组织关系", "工作单位及职务", "手机", "居住小区", "现居住地", "户籍地址", "特长", "备注"},
	}
	show := func(l *cn.CodeList, code string) string { s, _ := l.LabelOf(code); return s }
	for i := range n {
		p := somebody(i)
		name, id := p.Name, p.IDNumber
		if i%7 == 0 && len([]rune(name)) == 2 {
			name = string([]rune(name)[0]) + "　" + string([]rune(name)[1])
		}
		if i%11 == 0 {
			id = id[:6] + " " + id[6:14] + " " + id[14:]
		}
		rows = append(rows, []any{
			i + 1, name, show(cn.Sexes, p.Sex), show(cn.Ethnicities, p.Ethnicity), odd(p.Birth, i), id, "湖北黄冈",
			show(cn.Educations, p.Education), "正式党员", odd(p.Joined, i+1), odd(p.Confirmed, i+2), branchName(p.Branch), "直管",
			p.Employer, p.Mobile, estates[p.Estate], p.Address, "湖北省武汉市江岸区" + p.Address, p.Skills, p.remark(),
		})
	}
	return rows
}

// odd writes a date in one of the ways found in rosters. The birth date is
// always whole where it is compared with the ID number.
func odd(d cn.Date, i int) any {
	switch i % 6 {
	case 0, 1:
		return serial(cn.DaysBetween("1899-12-30", d))
	case 2:
		return fmt.Sprintf("%d.%d.%d", d.Year(), d.Month(), d.Day())
	case 3:
		return fmt.Sprintf("%d年%d月%d日", d.Year(), d.Month(), d.Day())
	case 4:
		return strings.ReplaceAll(string(d), "-", "")
	}
	return fmt.Sprintf("%d年%d月", d.Year(), d.Month())
}
