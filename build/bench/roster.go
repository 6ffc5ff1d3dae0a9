package main

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"chengzhuan/backend/cn"
)

// measureRoster prints 党员花名册 by the command. LibreOffice makes a PDF of a
// workbook with the same rows and columns, bordered, as wide as a lying A4.
func measureRoster(ctx context.Context, b *bench) error {
	_, idle, _, err := repeat(ctx, 3, func(int) (usage, error) { return measure(ctx, nil, b.bin, "registers", "--json") })
	if err != nil {
		return err
	}
	for _, n := range b.Roster {
		data := b.path(fmt.Sprintf("roster-%d", n))
		if err := b.memberBook(ctx, data, n); err != nil {
			return err
		}
		if err := b.profileRoster(ctx, data, fmt.Sprintf("roster-%d", n)); err != nil {
			return err
		}
		pdf := b.path("花名册.pdf")
		ours, peak, last, err := repeat(ctx, b.Runs, func(int) (usage, error) {
			return measure(ctx, nil, b.bin, "--data", data, "--json", "print", "member_roster", "-o", pdf)
		})
		if err != nil {
			return err
		}
		var made struct{ Pages int }
		if err := json.Unmarshal([]byte(last.Out), &made); err != nil {
			return fmt.Errorf("the answer of print is no JSON: %w", err)
		}
		if least := n / 40; made.Pages < least {
			return fmt.Errorf("a roster of %d people on %d pages?", n, made.Pages)
		}
		file := filepath.Join(b.dir, fmt.Sprintf("roster-%d.xlsx", n))
		if err := writeXLSX(file, rosterRows(n), true); err != nil {
			return err
		}
		runs := b.Office
		if n > 5_000 {
			runs = min(runs, 2)
		}
		peer, peerPeak, its, err := repeat(ctx, runs, func(int) (usage, error) { return b.convert(ctx, "pdf", b.path("converted"), file) })
		if err != nil {
			return err
		}
		name := fmt.Sprintf("roster PDF of %d people", n)
		b.report.add(
			line{Measure: name, Unit: "ms", Ours: ours}.against(officeName+" making a PDF of a workbook of the same rows", peer).atMost(1.0/10).
				noted("whole processes; ours has %d pages; processor time %.2f s against %.2f s; %s alone starts and ends in %.0f ms", made.Pages, last.CPU.Seconds(), its.CPU.Seconds(), officeName, ms(b.started.Wall)),
			line{Measure: name + ", peak memory", Unit: "MB", Ours: peak}.against(officeName, peerPeak).atMost(1.0/4).
				noted("largest resident size of one process (wait4), for %s that is soffice.bin; ours is %.0f MB before it does anything", officeName, idle),
		)
	}
	return nil
}

func rosterRows(n int) [][]any {
	rows := [][]any{{"序号", "姓名", "性别", "民族", "出生年月", "公民身份号码", "学历", "入党时间", "转正时间", "工作单位及职务", "党内职务", "所在支部／小组", "联系电话", "备注"}}
	show := func(l *cn.CodeList, code string) string { s, _ := l.ShortOf(code); return s }
	dots := func(d cn.Date) string { return strings.ReplaceAll(string(d), "-", ".") }
	for i := range n {
		p := somebody(i)
		rows = append(rows, []any{
			i + 1, p.Name, show(cn.Sexes, p.Sex), show(cn.Ethnicities, p.Ethnicity), dots(p.Birth), cn.MaskID(p.IDNumber), show(cn.Educations, p.Education),
			dots(p.Joined), dots(p.Confirmed), p.Employer, "", branchName(p.Branch) + " / 第一党小组", p.Mobile, "",
		})
	}
	return rows
}
