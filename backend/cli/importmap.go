package cli

import (
	"context"
	"encoding/json"
	"os"
	"slices"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/intake"
	"chengzhuan/backend/ledger"
)

// mapped fills the mapping of an import from a file {"header": "field"}: what
// it names goes where it says, other columns as guessed.
func mapped(ctx context.Context, l *ledger.Ledger, work *intake.Work, o *intake.IntakeOptions, path string) error {
	wanted, err := readMap(path)
	if err != nil {
		return err
	}
	guess, err := intake.Guess(ctx, l, work, o.Register, o.Sheet, o.HeaderRow, 0)
	if err != nil {
		return err
	}
	if guess.HeaderRow == 0 {
		return errs.New(errs.NotFound, "没有找到表头").In("header-row").Do("请用 --header-row 写明表头在第几行")
	}
	o.HeaderRow, o.HeaderLines, o.Remember = guess.HeaderRow, guess.HeaderLines, true
	taken := map[string]bool{}
	chosen := map[int]bool{}
	fields := make([]string, len(guess.Columns))
	for i, c := range guess.Columns {
		fields[i] = c.Field
	}
	for _, m := range wanted {
		i := slices.IndexFunc(guess.Columns, func(c intake.IntakeColumn) bool { return squeeze(c.Header) == squeeze(m.header) })
		if i < 0 {
			return errs.New(errs.Invalid, "表格里没有“"+m.header+"”这一列").In("map").Do("表头有：" + headers(guess))
		}
		key, err := targetOf(guess, m.field)
		if err != nil {
			return err
		}
		if key != "" && taken[key] {
			return errs.New(errs.Invalid, "对应文件里有两列都写成“"+m.field+"”").In("map").Do("请只留一列")
		}
		fields[i], chosen[i] = key, true
		taken[key] = key != ""
	}
	for i, c := range guess.Columns {
		if !chosen[i] && taken[fields[i]] {
			fields[i] = ""
		}
		o.Mapping = append(o.Mapping, intake.IntakeMapping{Index: c.Index, Field: fields[i]})
	}
	return nil
}

type mapLine struct{ header, field string }

func readMap(path string) ([]mapLine, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, errs.Wrap(errs.NotFound, err, "读不到对应文件“"+path+"”").In("map").Do("请检查 --map 后面的路径")
	}
	var m map[string]string
	if err := json.Unmarshal([]byte(strings.TrimPrefix(string(data), "\ufeff")), &m); err != nil {
		return nil, errs.Wrap(errs.Invalid, err, "对应文件“"+path+"”不是所要的 JSON").In("map").Do(`请写成 {"表头": "栏目"}，例如 {"身份证号": "公民身份号码"}`)
	}
	var out []mapLine
	for h, f := range m {
		out = append(out, mapLine{h, strings.TrimSpace(f)})
	}
	slices.SortFunc(out, func(a, b mapLine) int { return strings.Compare(a.header, b.header) })
	return out, nil
}

// targetOf turns the key or label of what a column may go to into its key; ""
// leaves the column out.
func targetOf(g intake.IntakeGuess, name string) (string, error) {
	if name == "" {
		return "", nil
	}
	for _, t := range g.Targets {
		if t.Key == name || t.Label == name {
			return t.Key, nil
		}
	}
	return "", errs.New(errs.Invalid, "台账没有“"+name+"”这一栏").In("map").Do("可用的栏目见 " + program + " registers")
}

func headers(g intake.IntakeGuess) string {
	var out []string
	for _, c := range g.Columns {
		if c.Header != "" {
			out = append(out, c.Header)
		}
	}
	return strings.Join(out, "、")
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }
