package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/packet"
	"chengzhuan/backend/store"
)

func (a *app) packetImport() *cobra.Command {
	c := &cobra.Command{
		Use: "import 文件或文件夹 …", Short: "导入同步包", Args: between(1, -1, "文件或文件夹"),
		Long: "导入别的电脑给的同步包，可以一次写好几个；写文件夹就是里面全部 .czb 文件。先后次序不要紧，重复导入也不要紧。\n" +
			"每个文件先查后收：查不过的不收，并说明原因，不影响别的文件。\n" +
			"在等着加入的空数据文件夹里，导入欢迎包就加入了账套。",
		Example: "  chengzhuan packet import E:\\同步\n  chengzhuan packet import 甲.czb 乙.czb",
	}
	c.RunE = func(cmd *cobra.Command, args []string) error {
		files, err := packetFiles(args)
		if err != nil {
			return err
		}
		show, end := a.packetProgress("正在导入")
		waiting, err := a.waiting()
		if err != nil {
			return err
		}
		if !waiting && !store.Exists(a.data) {
			return errs.New(errs.NotFound, "这个文件夹里还没有账套，也没有申请加入："+a.where()).
				Do("新电脑请先申请加入：" + program + " packet join；账套在别处的，用 --data 指到它的文件夹")
		}
		if waiting {
			r, err := a.enter(cmd.Context(), files, show)
			end()
			return a.imported(cmd.Context(), r, err)
		}
		return a.exchange(func(ctx context.Context, x *packet.Exchange, _ []string) error {
			r, err := x.Import(ctx, files, show)
			end()
			return a.imported(ctx, r, err)
		})(cmd, args)
	}
	return c
}

// packetFiles are the arguments, folders replaced by the packets in them.
func packetFiles(args []string) ([]string, error) {
	var out []string
	for _, arg := range args {
		if !isFolder(arg) {
			out = append(out, arg)
			continue
		}
		entries, err := os.ReadDir(arg) // sorted by name
		if err != nil {
			return nil, errs.Wrap(errs.Disk, err, "读不了“"+arg+"”这个文件夹").Do("请确认优盘已插好，再试一次")
		}
		before := len(out)
		for _, e := range entries {
			if name := e.Name(); !e.IsDir() && strings.EqualFold(filepath.Ext(name), packet.Extension) && !strings.HasPrefix(name, ".") && !strings.HasPrefix(name, "~$") {
				out = append(out, filepath.Join(arg, name))
			}
		}
		if len(out) == before {
			return nil, errs.New(errs.NotFound, "“"+arg+"”这个文件夹里没有 "+packet.Extension+" 文件").Do("请确认文件夹写对了，同步包以 " + packet.Extension + " 结尾")
		}
	}
	return out, nil
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// imported prints what an import did. Where files were refused the others are
// in all the same, and the error says how many were not.
func (a *app) imported(ctx context.Context, r packet.Imported, failed error) error {
	if failed != nil && len(r.Files) == 0 {
		return stopped(ctx, failed, "已经收进来的文件不受影响，其余的没有收")
	}
	fillLists(&r)
	if err := a.answer(r, func(w io.Writer) { takenText(w, r) }); err != nil {
		return err
	}
	if failed != nil && ctx.Err() != nil || errs.Is(failed, errs.Canceled) {
		return stopped(ctx, failed, "已经收进来的文件不受影响，其余的没有收")
	}
	if err := refusedFiles(r.Files, failed); err != nil {
		return err
	}
	return failed
}

// fillLists makes every list of a result one that scripts can count on.
func fillLists(r *packet.Imported) {
	r.Files, r.Registers, r.Gaps, r.Warnings = full(r.Files), full(r.Registers), full(r.Gaps), full(r.Warnings)
	for i := range r.Registers {
		r.Registers[i].Rows = full(r.Registers[i].Rows)
	}
}

// refusedFiles is the error that tells how many files were refused; nil none.
// failed, where nothing at all could be done, gives it its code.
func refusedFiles(files []packet.FileResult, failed error) error {
	code := errs.Denied
	if failed != nil {
		code = errs.Of(failed).Code
	}
	var bad []packet.FileResult
	for _, f := range files {
		if f.Error != "" && (f.Kind != "request" || failed != nil) { // a request among packets is told of, and waits for a person
			bad = append(bad, f)
		}
	}
	more := object{{"refused", len(bad)}}
	switch {
	case len(bad) == 0:
		return nil
	case len(files) == 1:
		return &refusal{errs.New(code, "没有导入“"+bad[0].File+"”："+bad[0].Error).In("file").Do(bad[0].Hint), more}
	}
	hint := ""
	for _, f := range bad {
		hint += "“" + f.File + "”：" + f.Error
		if f.Hint != "" {
			hint += "。" + f.Hint
		}
		hint += "\n"
	}
	return &refusal{errs.New(code, fmt.Sprintf("%d 个文件里有 %d 个没有导入", len(files), len(bad))).Do(strings.TrimSuffix(hint, "\n")), more}
}

func takenText(w io.Writer, r packet.Imported) {
	if r.Joined {
		fmt.Fprintln(w, "这台电脑已加入账套。")
	}
	taken := 0
	var files [][]string
	for _, f := range r.Files {
		result := "已导入"
		if f.Kind == "request" {
			result = "加入申请"
		} else if f.Error != "" {
			result = "没有导入"
		} else {
			taken++
		}
		number := ""
		if f.Number > 0 {
			number = strconv.Itoa(f.Number)
		}
		files = append(files, []string{result, filepath.Base(f.File), f.From, number, f.When, strconv.Itoa(f.Changes), strconv.Itoa(f.New)})
	}
	fmt.Fprintf(w, "收了 %d 个文件，其中没见过的改动 %d 次。\n", taken, r.Changes)
	writeTable(w, []string{"结果", "文件", "来自", "第几包", "制作时间", "改动", "没见过"}, files)
	for _, f := range r.Files {
		if f.Kind == "request" {
			fmt.Fprintf(w, "“%s”是“%s”的加入申请，不是同步包。要接纳它：%s packet welcome %s\n", filepath.Base(f.File), plain(f.From), program, filepath.Base(f.File))
		}
	}
	if len(r.Registers) > 0 {
		var rows [][]string
		for _, in := range r.Registers {
			rows = append(rows, []string{in.Label, strconv.Itoa(in.New), strconv.Itoa(in.Changed), strconv.Itoa(in.Removed)})
		}
		fmt.Fprintln(w)
		writeTable(w, []string{"台账", "新增", "修改", "删除"}, rows)
	}
	needsText(w, r.Reviews, r.Twins, r.Gaps, r.Warnings)
	if r.Kept > 0 {
		fmt.Fprintf(w, "有 %d 条记录带着新版城砖才认识的内容，已原样保存，升级以后就能看到。\n", r.Kept)
	}
}

// needsText is what a person has to look at now.
func needsText(w io.Writer, reviews, twins int, gaps []packet.Gap, warnings []string) {
	if reviews > 0 {
		fmt.Fprintf(w, "待确认 %d 处：%s packet reviews\n", reviews, program)
	}
	if twins > 0 {
		fmt.Fprintf(w, "有 %d 对记录其实是同一个，请合并：%s twins 台账\n", twins, program)
	}
	for _, g := range gaps {
		fmt.Fprintln(w, plain(g.Text))
	}
	for _, text := range warnings {
		fmt.Fprintln(w, "提醒："+plain(text))
	}
}
