package store

import (
	"context"
	"strings"
	"unicode"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
)

// Hit is one answer of a search: Why is 姓名, 拼音, 首字母, 手机, 证件 or 备注.
type Hit struct {
	Register string
	ID       oplog.ID
	Why      string
}

var whyOf = map[byte]string{nameKey: "姓名", pinyinKey: "拼音", initialsKey: "首字母", phoneKey: "手机", idKey: "证件"}

// prefixes returns the key prefixes that a typed text may mean.
func prefixes(text string) []string {
	text = fold(cn.NormalizeDigits(strings.TrimSpace(text)))
	if text == "" {
		return nil
	}
	if strings.Trim(text, "0123456789-+") == "" && digits(text) != "" { // a number as it is shown: 027-80123456
		text = digits(text)
	}
	han, latin, digit := false, false, false
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digit = true
		case r < 0x80 && unicode.IsLetter(r):
			latin = true
		default:
			han = true
		}
	}
	out := []string{string(nameKey) + text}
	switch {
	case han:
	case latin && !digit:
		out = append(out, string(pinyinKey)+text, string(initialsKey)+text)
		if text == "x" {
			out = append(out, string(idKey)+"X")
		}
	case digit && !latin:
		out = append(out, string(phoneKey)+reverse(text), string(idKey)+reverse(text))
	default: // 012x: the end of an ID number
		out = append(out, string(idKey)+reverse(strings.ToUpper(text)), string(pinyinKey)+text)
	}
	return out
}

// notePhrase returns the FTS5 phrase for a typed text, "" for one with nothing to look for.
func notePhrase(text string) string {
	if len([]rune(text)) < 2 || len(text) > 200 {
		return ""
	}
	words := strings.Fields(spaced(strings.ReplaceAll(text, `"`, " ")))
	if len(words) == 0 {
		return ""
	}
	return `"` + strings.Join(words, " ") + `"`
}

// Search finds living records of the named registers (nil: all) by the start
// of a name, given name, pinyin or initials, the end of a phone or ID number,
// or words in notes; the best first.
func (r reader) Search(ctx context.Context, registers []string, text string, limit int) ([]Hit, error) {
	text = strings.TrimSpace(text)
	if len(text) > 200 {
		return nil, errs.New(errs.Invalid, "要找的内容太长").Do("请只输入姓名、拼音、电话或证件尾号")
	}
	wanted := func(id int64) bool { return true }
	if registers != nil {
		ids := map[int64]bool{}
		for _, key := range registers {
			if t := r.s.table[key]; t != nil {
				ids[t.id] = true
			}
		}
		wanted = func(id int64) bool { return ids[id] }
	}
	var hits []Hit
	seen := map[oplog.ID]bool{}
	take := func(row, register int64, why string) {
		if key := r.s.names.of(register); r.s.table[key] != nil && wanted(register) && !seen[oplog.ID(row)] && len(hits) < limit {
			seen[oplog.ID(row)] = true
			hits = append(hits, Hit{key, oplog.ID(row), why})
		}
	}
	for _, p := range prefixes(text) {
		if len(hits) >= limit {
			break
		}
		reach := limit * 4
		if registers != nil {
			reach = limit * 40
		}
		rows, err := r.db.QueryContext(ctx, `SELECT row, register FROM search_keys WHERE key >= ? AND key < ? LIMIT ?`, p, p+"\U0010FFFF", reach)
		if err != nil {
			return nil, translate(err)
		}
		for len(hits) < limit && rows.Next() {
			var row, register int64
			if err := rows.Scan(&row, &register); err != nil {
				rows.Close()
				return nil, translate(err)
			}
			take(row, register, whyOf[p[0]])
		}
		if err := rows.Close(); err != nil {
			return nil, translate(err)
		}
	}
	if phrase := notePhrase(text); phrase != "" && len(hits) < limit {
		rows, err := r.db.QueryContext(ctx, `SELECT n.rowid, o.register FROM notes n JOIN ops o ON o.id = n.rowid WHERE notes MATCH ? LIMIT ?`, phrase, limit)
		if err != nil {
			return nil, translate(err)
		}
		defer rows.Close()
		for rows.Next() {
			var row, register int64
			if err := rows.Scan(&row, &register); err != nil {
				return nil, translate(err)
			}
			take(row, register, "备注")
		}
		return hits, translate(rows.Err())
	}
	return hits, nil
}
