package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

func (a *app) addCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "add 台账 栏目=内容 …", Short: "新增一条记录", Args: between(2, -1, "台账", "栏目=内容"),
		Example: "  chengzhuan add 党员 姓名=王芳 性别=女 民族=汉族 出生日期=1975-03-16 所在党支部=第一党支部",
	}
	despite := despiteFlag(c)
	c.RunE = a.save(despite, nil, 1)
	return c
}

func (a *app) setCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "set 台账 编号 栏目=内容 …", Short: "修改一条记录的栏目", Args: between(3, -1, "台账", "编号", "栏目=内容"),
		Example: "  chengzhuan set 党员 1z141z-2s 手机=13800000001 备注=\n  chengzhuan set 党员 1z141z-2s 手机=13800000001 --was 手机=13800000009",
	}
	despite := despiteFlag(c)
	was := c.Flags().StringArray("was", nil, "`栏目=内容`：修改前看到的内容，现在已不是它就不改；可写多次")
	c.RunE = a.save(despite, was, 2)
	return c
}

func despiteFlag(c *cobra.Command) *bool {
	return c.Flags().Bool("despite-twins", false, "有疑似重复的记录也保存")
}

// save is add and set: the first words name the register and perhaps the
// record, the others are inputs of its form; was says what they held before.
func (a *app) save(despite *bool, was *[]string, words int) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		return a.book(func(ctx context.Context, l *ledger.Ledger, args []string) error {
			d, err := register(l, args[0])
			if err != nil {
				return err
			}
			id := ""
			if words == 2 {
				if _, _, err := found(l, args); err != nil {
					return err
				}
				id = args[1]
			}
			inputs, err := assignments(cmd, d, args[words:])
			if err != nil {
				return err
			}
			form := ledger.Form{Inputs: inputs}
			if was != nil {
				if form.Seen, err = seals(ctx, l, cmd, d, id, inputs, *was); err != nil {
					return err
				}
			}
			draft, err := l.DraftForm(ctx, d.Key, id, form)
			if err != nil {
				return err
			}
			saved, err := l.Save(ctx, draft, *despite)
			if len(saved.Conflicts) > 0 {
				return &refusal{errs.Of(err), conflictsDoc(saved.Conflicts)}
			}
			if err != nil {
				return err
			}
			if !saved.Saved {
				return refused(draft, *despite)
			}
			warnings := []object{}
			for _, p := range saved.Problems {
				warnings = append(warnings, object{{"field", p.Field}, {"message", p.Message}})
			}
			return a.answer(object{{"id", saved.ID}, {"change", saved.Change}, {"warnings", warnings}}, func(w io.Writer) {
				switch {
				case id == "":
					fmt.Fprintf(w, "已新增%s：%s\n", d.Label, saved.ID)
				case saved.Change == "":
					fmt.Fprintln(w, "内容没有变化。")
				default:
					fmt.Fprintf(w, "已修改。撤销：%s undo %s\n", program, saved.Change)
				}
				for _, p := range saved.Problems {
					fmt.Fprintln(w, "注意："+plain(p.Message))
				}
			})
		})(cmd, args)
	}
}

// seals reads what stands behind --was.
func seals(ctx context.Context, l *ledger.Ledger, cmd *cobra.Command, d *schema.Def, id string, inputs map[string]string, was []string) (map[string]string, error) {
	before, err := assignments(cmd, d, was)
	if err != nil {
		return nil, err
	}
	row, err := oplog.ParseID(id)
	if err != nil {
		return nil, err
	}
	out := make(map[string]string, len(before))
	for key, text := range before {
		if !written(d, key, inputs) {
			return nil, usage(cmd, "--was 只用于要修改的栏目，“"+d.Field(key).Label+"”没有要修改")
		}
		if out[key], err = l.SealInput(ctx, d, row, key, text); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// written reports whether a field, or one that belongs together with it, is set.
func written(d *schema.Def, key string, inputs map[string]string) bool {
	_, ok := inputs[key]
	for _, group := range d.Coupled {
		if slices.Contains(group, key) {
			ok = ok || slices.ContainsFunc(group, func(k string) bool { _, set := inputs[k]; return set })
		}
	}
	return ok
}

// conflictsDoc names what was changed meanwhile, by whom and when; private values are masked.
func conflictsDoc(list []ledger.Conflict) object {
	docs := []object{}
	for _, c := range list {
		for _, f := range c.Fields {
			if f.Changed {
				docs = append(docs, object{{"field", f.Key}, {"label", f.Label}, {"now", f.Theirs.Text}, {"operator", f.By.Operator}, {"computer", f.By.Replica}, {"when", f.By.When}})
			}
		}
	}
	return object{{"conflicts", docs}}
}

// refused returns why a draft cannot be saved: every problem in one error, or
// the records that it would repeat.
func refused(w *ledger.Draft, despite bool) error {
	problems := slices.DeleteFunc(slices.Clone(w.Problems), func(p ledger.FieldProblem) bool { return p.Warning })
	if len(problems) > 0 {
		var messages, hints []string
		docs := []object{}
		for _, p := range problems {
			messages = append(messages, p.Message)
			if p.Hint != "" && !slices.Contains(hints, p.Hint) {
				hints = append(hints, p.Hint)
			}
			docs = append(docs, object{{"field", p.Field}, {"message", p.Message}, {"hint", p.Hint}})
		}
		e := errs.New(errs.Invalid, strings.Join(messages, "；")).In(problems[0].Field).Do(strings.Join(hints, "；"))
		return &refusal{e, object{{"problems", docs}}}
	}
	var certain, suspected []ledger.Twin
	for _, t := range w.Twins {
		if t.Certain {
			certain = append(certain, t)
		} else {
			suspected = append(suspected, t)
		}
	}
	switch {
	case len(certain) > 0:
		e := errs.New(errs.Conflict, "已有相同的"+w.Def.Label+"："+twinsText(certain)).Do("请用 " + program + " set 修改已有的那条；若在回收站里，请先恢复")
		return &refusal{e, twinsDoc(certain)}
	case len(suspected) > 0 && !despite:
		e := errs.New(errs.Conflict, "疑似已有同一"+w.Def.Label+"："+twinsText(suspected)).Do("请核对；确实不是同一条就加上 --despite-twins 再保存")
		return &refusal{e, twinsDoc(suspected)}
	}
	return errs.New(errs.Internal, "记录没有保存").Do("请再试一次")
}

// twinsText names records by their IDs: whose they are must not get into the
// log of a scheduled command.
func twinsText(list []ledger.Twin) string {
	var out []string
	for _, t := range list {
		out = append(out, "编号 "+t.ID+"（"+t.Why+"）")
	}
	return strings.Join(out, "、")
}

func twinsDoc(list []ledger.Twin) object {
	docs := []object{}
	for _, t := range list {
		docs = append(docs, object{{"id", t.ID}, {"why", t.Why}, {"certain", t.Certain}})
	}
	return object{{"twins", docs}}
}

func (a *app) removeCommand() *cobra.Command {
	return &cobra.Command{
		Use: "remove 台账 编号", Short: "把一条记录放进回收站", Args: between(2, 2, "台账", "编号"),
		RunE: a.book(func(ctx context.Context, l *ledger.Ledger, args []string) error {
			d, _, err := found(l, args)
			if err != nil {
				return err
			}
			r, err := l.Delete(ctx, d.Key, args[1:])
			if err != nil {
				return err
			}
			return a.undone(r, "已放进回收站。恢复："+program+" restore "+d.Label+" "+args[1], "它已经在回收站里。")
		}),
	}
}

func (a *app) restoreRecord(cmd *cobra.Command, args []string) error {
	return a.book(func(ctx context.Context, l *ledger.Ledger, args []string) error {
		d, _, err := found(l, args)
		if err != nil {
			return err
		}
		r, err := l.Restore(ctx, d.Key, args[1:])
		if err != nil {
			return err
		}
		return a.undone(r, "已从回收站恢复。", "它不在回收站里，没有改动。")
	})(cmd, args)
}

func (a *app) undoCommand() *cobra.Command {
	return &cobra.Command{
		Use: "undo 改动编号", Short: "撤销一次改动，也可以是一次导入", Args: between(1, 1, "改动编号"),
		Long: "撤销一次改动。后来又改过的栏目保持原样，并一一列出。改动编号见 chengzhuan changes。",
		RunE: a.book(func(ctx context.Context, l *ledger.Ledger, args []string) error {
			r, err := l.Undo(ctx, args[0])
			if err != nil {
				return err
			}
			return a.undone(r, fmt.Sprintf("已撤销，涉及 %d 处。", r.Rows), "没有可撤销的内容。")
		}),
	}
}

// undone prints what an undo, a removal, a restoring or a merge did.
func (a *app) undone(r ledger.UndoResult, done, nothing string) error {
	kept := []object{}
	for _, k := range r.Kept {
		kept = append(kept, object{{"register", k.Register}, {"id", k.ID}, {"title", k.Title}, {"label", k.Label}})
	}
	return a.answer(object{{"change", r.Change}, {"rows", r.Rows}, {"kept", kept}}, func(w io.Writer) {
		if r.Change == "" {
			fmt.Fprintln(w, nothing)
			return
		}
		fmt.Fprintln(w, done)
		for _, k := range r.Kept {
			fmt.Fprintf(w, "后来改过，保持原样：%s（%s）的“%s”\n", plain(k.Title), k.ID, k.Label)
		}
	})
}

func (a *app) changesCommand() *cobra.Command {
	c := &cobra.Command{Use: "changes", Short: "列出最近的改动，供撤销", Args: between(0, 0)}
	limit := c.Flags().Int("limit", 20, "最多列出几`次`，至多 200")
	before := c.Flags().String("before", "", "只列比这次`改动`早的")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if *limit < 1 || *limit > 200 {
			return usage(cmd, "--limit 应在 1 到 200 之间")
		}
		return a.book(func(ctx context.Context, l *ledger.Ledger, _ []string) error {
			list, err := l.Changes(ctx, *before, *limit)
			if err != nil {
				return err
			}
			return a.answer(object{{"changes", list}}, func(w io.Writer) {
				if len(list) == 0 {
					fmt.Fprintln(w, "还没有改动。")
					return
				}
				var rows [][]string
				for _, c := range list {
					state := ""
					if c.Undone {
						state = "已撤销"
					}
					rows = append(rows, []string{c.ID, c.When, c.Operator, c.Replica, c.Note, fmt.Sprint(c.Rows), state})
				}
				writeTable(w, []string{"改动编号", "时间", "操作人", "电脑", "内容", "处", "状态"}, rows)
			})
		})(cmd, args)
	}
	return c
}
