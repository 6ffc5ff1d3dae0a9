package points

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/sheet"
)

// Imported is a claim that a row of a table became.
type Imported struct {
	Row int `json:"row"` // as the table numbers it, from 1
	Claimed
}

// ImportClaims claims what a table says, as ReadClaims reads it: all of it or nothing.
func (d *Desk) ImportClaims(ctx context.Context, path string) ([]Imported, error) {
	list, rows, err := d.readTable(ctx, path)
	if err != nil {
		return nil, err
	}
	made, err := d.ClaimAll(ctx, list)
	if err != nil {
		return nil, err
	}
	out := make([]Imported, len(made))
	for i, c := range made {
		out[i] = Imported{rows[i], c}
	}
	return out, nil
}

// ReadClaims reads claims from a table whose header names 姓名 (or 党员编号), 规则编号 and
// 日期, and may name 数量, 活动, 说明 and 文号. It writes nothing: ClaimAll does. A name that no
// member or more than one has is refused with its row.
func (d *Desk) ReadClaims(ctx context.Context, path string) ([]Claim, error) {
	list, _, err := d.readTable(ctx, path)
	return list, err
}

// readTable is ReadClaims with the row of each claim.
func (d *Desk) readTable(ctx context.Context, path string) ([]Claim, []int, error) {
	book, err := sheet.Open(ctx, path, sheet.Limits{}, nil)
	if err != nil {
		return nil, nil, err
	}
	for _, s := range book.Sheets {
		t, err := sheet.Detect(s, func(label string) bool { return claimColumn(label) != "" })
		if err != nil {
			continue
		}
		columns := map[string]int{}
		for i, label := range t.Header {
			if key := claimColumn(label); key != "" {
				if _, taken := columns[key]; !taken {
					columns[key] = i
				}
			}
		}
		if _, ok := columns["rule"]; !ok {
			continue
		}
		return d.readClaims(ctx, t, columns)
	}
	return nil, nil, errs.New(errs.Invalid, "文件里没有积分申报").Do("表头要有：姓名、规则编号、日期；还可以有数量、活动、说明、文号")
}

func (d *Desk) readClaims(ctx context.Context, t sheet.Table, columns map[string]int) ([]Claim, []int, error) {
	var out []Claim
	var rows []int
	field := *registers.PointClaims.Field("member")
	field.Label = "党员" // the table says so, a record 申报人
	for _, row := range t.Rows {
		get := func(key string) string {
			if i, ok := columns[key]; ok && i < len(row.Cells) {
				return strings.TrimSpace(row.Cells[i].Text)
			}
			return ""
		}
		fail := func(err error, column string) error {
			e := errs.Of(err)
			return errs.New(e.Code, "第 "+strconv.Itoa(row.Number)+" 行"+column+"："+e.Message).In(e.Field).Do(e.Hint)
		}
		c := Claim{Rule: get("rule"), Quantity: get("quantity"), Event: get("event"), Note: get("note"), File: get("file"), Origin: registers.PointImported}
		who := get("id")
		if who == "" {
			who = get("member")
		}
		if who == "" && c.Rule == "" {
			continue
		}
		if who == "" {
			return nil, nil, fail(errs.New(errs.Invalid, "没有姓名").In("member"), "")
		}
		id, err := d.ledger.Resolve(ctx, &field, who)
		if err != nil {
			return nil, nil, fail(err, "")
		}
		c.Member = id
		if c.Date, err = cn.ReadDate(get("date")); err != nil {
			return nil, nil, fail(err, "的日期")
		}
		out, rows = append(out, c), append(rows, row.Number)
	}
	if len(out) == 0 {
		return nil, nil, errs.New(errs.Invalid, "表里一条申报也没有")
	}
	return out, rows, nil
}

// claimColumn returns which part of a claim a header names, "" none.
func claimColumn(label string) string {
	label = sheet.CleanLabel(label)
	for key, names := range map[string][]string{"id": {"党员编号"}, "member": {"姓名", "党员", "党员姓名", "申报人"}, "rule": {"规则编号", "规则", "积分规则", "编号"}, "date": {"日期", "时间", "事项日期"},
		"quantity": {"数量", "次数", "时长", "小时"}, "event": {"活动", "事项", "活动或事项", "活动名称"}, "note": {"说明", "备注", "证明", "说明和证明"}, "file": {"文号"}} {
		if slices.Contains(names, label) {
			return key
		}
	}
	return ""
}
