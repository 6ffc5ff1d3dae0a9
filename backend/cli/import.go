package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/intake"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/sheet"
)

// importFlags is how an import is asked for.
type importFlags struct {
	sheet, mapping, duplicate, suspected, refused string
	header                                        int
	dry, create                                   bool
}

func (a *app) importCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "import 台账 文件", Short: "导入 XLSX、XLS 或 CSV", Args: between(2, 2, "台账", "文件"),
		Long: "把表格导入一个台账。表头、列的对应、日期和证件号码的写法自动辨认；有问题的行不导入，逐行说明原因；" +
			"空白的格子从不覆盖已有内容。一次导入是一次改动，可以用 undo 整个撤销。",
		Example: "  chengzhuan import 党员 花名册.xlsx --dry-run\n  chengzhuan import 党员 花名册.xlsx --create-missing --refused 未导入.xlsx\n" +
			"  chengzhuan import 党员 花名册.xlsx --map 对应.json        对应.json：{\"身份证号\": \"公民身份号码\", \"序号\": \"\"}",
	}
	var f importFlags
	p := c.Flags()
	p.BoolVar(&f.dry, "dry-run", false, "只检查，不写入")
	p.StringVar(&f.sheet, "sheet", "", "工作`表`的名称，或第几个；不写就选最像的")
	p.IntVar(&f.header, "header-row", 0, "表头在第几`行`；不写就自动找")
	p.StringVar(&f.mapping, "map", "", "列的对应，JSON `文件`：{\"表头\": \"栏目\"}，栏目为空表示不导入这一列")
	p.StringVar(&f.duplicate, "on-duplicate", "", "重复的行`怎么办`：skip 跳过，fill 只补空白，update 更新，add 另加一条；不写就把确定相同的补上空白")
	p.StringVar(&f.suspected, "on-suspected", "", "只是像重复的行`怎么办`：skip、fill、update、add，意思同上；不写就留着不导入，列出来等人决定")
	p.BoolVar(&f.create, "create-missing", false, "表格里写到而台账里没有的组织、小区、住户 等一并建立")
	p.StringVar(&f.refused, "refused", "", "把没有导入的行连同原因另存为这个 XLSX `文件`")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case f.duplicate != "" && !slices.Contains([]string{"skip", "fill", "update", "add"}, f.duplicate):
			return usage(cmd, "--on-duplicate 只能是 skip、fill、update 或 add")
		case f.suspected != "" && !slices.Contains([]string{"skip", "fill", "update", "add"}, f.suspected):
			return usage(cmd, "--on-suspected 只能是 skip、fill、update 或 add")
		case f.header < 0:
			return usage(cmd, "--header-row 应从 1 数起")
		}
		if f.refused != "" {
			if err := a.writable(f.refused); err != nil {
				return err
			}
		}
		return a.book(func(ctx context.Context, l *ledger.Ledger, args []string) error {
			return a.intake(ctx, l, args[0], args[1], f)
		})(cmd, args)
	}
	return c
}

// intake plans an import and, unless dry, carries it out.
func (a *app) intake(ctx context.Context, l *ledger.Ledger, name, path string, f importFlags) error {
	d, err := register(l, name)
	if err != nil {
		return err
	}
	p := a.progress("正在读取")
	work, err := intake.Open(ctx, path, p.show)
	p.end()
	if err != nil {
		return err
	}
	o := intake.IntakeOptions{Register: d.Key, HeaderRow: f.header, OnDuplicate: f.duplicate, OnSuspected: f.suspected}
	file := work.File("", []*schema.Def{d}, d.Key)
	if o.Sheet, err = sheetNamed(file, f.sheet); err != nil {
		return err
	}
	if f.create {
		o.Create = []string{"*"}
	}
	if f.mapping != "" {
		if err := mapped(ctx, l, work, &o, f.mapping); err != nil {
			return err
		}
	}
	p = a.progress("正在检查")
	plan, err := intake.MakePlan(ctx, l, work, o, p.show)
	p.end()
	if err != nil {
		return err
	}
	view := plan.View()
	result := intake.IntakeResult{Rows: view.Rows, Created: view.Create, Updated: view.Update, Unchanged: view.Unchanged, Rejected: view.Rejected, Undecided: view.Undecided, Kept: view.Kept}
	if !f.dry {
		p = a.progress("正在导入")
		result, err = plan.Run(ctx, p.show)
		p.end()
		if err != nil {
			return err
		}
	}
	if f.refused != "" && plan.Left() == 0 {
		f.refused = ""
	}
	if f.refused != "" {
		if err := sheet.SafeFile(f.refused, func(w io.Writer) error { return plan.Refused(ctx, w) }); err != nil {
			return err
		}
	}
	return a.answer(importDoc(plan, result, f), func(w io.Writer) { importText(w, plan, view, result, f) })
}

// sheetNamed returns the index of a sheet given by its name or its number from
// 1; without one, of the sheet that looks most like the register.
func sheetNamed(file intake.IntakeFile, want string) (int, error) {
	if want == "" {
		return file.Sheet, nil
	}
	var names []string
	for i, s := range file.Sheets {
		if s.Name == want {
			return i, nil
		}
		names = append(names, s.Name)
	}
	if n, err := strconv.Atoi(want); err == nil && n >= 1 && n <= len(names) {
		return n - 1, nil
	}
	return 0, errs.New(errs.NotFound, "文件里没有“"+want+"”这个工作表").In("sheet").Do("有这些：" + strings.Join(names, "、"))
}

func importDoc(plan *intake.Plan, r intake.IntakeResult, f importFlags) object {
	rejected, warnings, duplicates, missing := []object{}, []object{}, []object{}, []object{}
	for _, p := range plan.Problems() {
		doc := object{{"row", p.Row}, {"column", p.Column}, {"value", p.Value}, {"message", p.Message}, {"hint", p.Hint}}
		if p.Warning {
			warnings = append(warnings, doc)
		} else {
			rejected = append(rejected, doc)
		}
	}
	for _, t := range plan.Duplicates() {
		duplicates = append(duplicates, object{{"row", t.Row}, {"id", t.ID}, {"why", t.Why}, {"other", t.Other}, {"certain", t.Certain}, {"preset", t.Preset}, {"action", t.Action}})
	}
	for _, m := range plan.Missing() {
		missing = append(missing, object{{"register", m.Register}, {"name", m.Name}, {"rows", m.Rows}, {"similar", m.Similar}})
	}
	return object{{"import", r.Import}, {"rows", r.Rows}, {"created", r.Created}, {"updated", r.Updated}, {"unchanged", r.Unchanged},
		{"rejected", rejected}, {"duplicates", duplicates}, {"missing", missing}, {"warnings", warnings},
		{"undecided", r.Undecided}, {"kept", r.Kept}, {"linked", r.Linked}, {"refused", f.refused}}
}

// shown is how many lines of one kind the text of an import has; --json has all.
const shown = 50

func importText(w io.Writer, plan *intake.Plan, view intake.IntakePlan, r intake.IntakeResult, f importFlags) {
	verb := "已导入"
	if f.dry {
		verb = "检查完毕，没有写入"
	}
	fmt.Fprintf(w, "%s：共 %d 行，新增 %d，更新 %d，没有变化 %d，跳过 %d，没有导入 %d。\n", verb, r.Rows, r.Created, r.Updated, r.Unchanged, view.Skip, r.Rejected)
	if r.Undecided > 0 {
		fmt.Fprintf(w, "待决定 %d 行：像是已经有了，又不能确定，先没有导入。看清下面“重复”后加 --on-suspected fill、update、skip 或 add 再导入一次。\n", r.Undecided)
	}
	if view.Preset > 0 {
		fmt.Fprintf(w, "%d 行有两处依据对得上，已当作同一个处理，请核对。\n", view.Preset)
	}
	if r.Kept > 0 {
		fmt.Fprintf(w, "%d 行里的办理状态、期限等由办理步骤决定，保留了台账原值。\n", r.Kept)
	}
	if r.Linked > 0 {
		fmt.Fprintf(w, "同时建立了 %d 条别的台账的记录。\n", r.Linked)
	}
	if len(view.Ignored) > 0 {
		fmt.Fprintf(w, "没有用到的列：%s\n", plain(strings.Join(view.Ignored, "、")))
	}
	problems := func(title string, warning bool) {
		var rows [][]string
		for _, p := range plan.Problems() {
			if p.Warning == warning {
				text := p.Message
				if p.Hint != "" && !warning { // hints of warnings are about the page
					text += "。" + p.Hint
				}
				rows = append(rows, []string{strconv.Itoa(p.Row), p.Column, p.Value, text})
			}
		}
		section(w, title, []string{"行", "列", "内容", "说明"}, rows)
	}
	problems("没有导入的行", false)
	problems("请核对", true)
	var rows [][]string
	for _, t := range plan.Duplicates() {
		sure := map[bool]string{true: "确定", false: "疑似"}[t.Certain]
		same := t.ID
		if same == "" {
			same = fmt.Sprintf("第 %d 行", t.Other)
		}
		rows = append(rows, []string{strconv.Itoa(t.Row), t.Title, same, t.Why, sure, actionNames[t.Action]})
	}
	section(w, "重复", []string{"行", "名称", "同", "依据", "", "处理"}, rows)
	rows = nil
	for _, m := range plan.Missing() {
		rows = append(rows, []string{m.Label, m.Name, strconv.Itoa(m.Rows), m.Similar})
	}
	title := "台账里还没有"
	if f.create {
		title = "一并建立"
	}
	section(w, title, []string{"台账", "名称", "行数", "是否就是"}, rows)
	if len(rows) > 0 && !f.create {
		fmt.Fprintln(w, "加上 --create-missing 就一并建立；否则这些栏目留空，原文写进备注。")
	}
	if f.refused != "" {
		fmt.Fprintf(w, "没有导入的行连同原因已存为：%s\n", f.refused)
	}
	if r.Import != "" {
		fmt.Fprintf(w, "整个撤销：%s undo %s\n", program, r.Import)
	}
}

var actionNames = map[string]string{"skip": "跳过", "fill": "只补空白", "update": "更新", "add": "另加一条", "ask": "待决定"}

// section writes a headed table of at most shown rows, nothing without rows.
func section(w io.Writer, title string, header []string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s：\n", title)
	writeTable(w, header, rows[:min(len(rows), shown)])
	if len(rows) > shown {
		fmt.Fprintf(w, "还有 %d 条没有列出，加 --json 可看全部。\n", len(rows)-shown)
	}
}
