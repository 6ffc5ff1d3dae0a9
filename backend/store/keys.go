package store

import (
	"context"
	"database/sql"
	"strings"
	"unicode/utf8"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/schema"
)

// keysVersion rises when the keys of a value change; an older book gets its keys anew on opening.
const keysVersion = 2

// The first character of a search key says its kind. Numbers are stored
// backwards, so that a tail of any length is a prefix.
const (
	nameKey     = 'n' // the text itself, and what follows the surname
	pinyinKey   = 'p'
	initialsKey = 'i'
	phoneKey    = 't'
	idKey       = 'd'
)

// searchKeys returns the keys of one value of a field.
func searchKeys(f *schema.Field, v string) []string {
	if v == "" || !f.Search {
		return nil
	}
	switch f.Kind {
	case schema.Text:
		k := readings(v)
		out := []string{string(nameKey) + fold(v)}
		for _, part := range tails(v) {
			out = appendNew(out, string(nameKey)+fold(part))
		}
		for _, p := range append(k.Full, k.Given...) {
			out = appendNew(out, string(pinyinKey)+p)
		}
		for _, p := range k.Initials {
			out = appendNew(out, string(initialsKey)+p)
		}
		return out
	case schema.Phone:
		var out []string
		for _, p := range strings.Split(v, ",") {
			out = appendNew(out, string(phoneKey)+reverse(digits(p)))
		}
		return out
	case schema.IDNumber:
		return []string{string(idKey) + reverse(v)}
	}
	return nil
}

// longName is where a personal name ends and the name of a body begins.
const longName = 4

// readings returns the pinyin keys of a name: of a person, or of anything else.
func readings(v string) cn.NameKeys {
	if utf8.RuneCountInString(v) <= longName || strings.ContainsRune(v, '·') {
		return cn.KeysOf(v)
	}
	return cn.TextKeys(v)
}

// tails returns the parts of a name that people look for as well: the given
// name, what follows a dot, and of the name of a body every later part.
func tails(v string) []string {
	r := []rune(v)
	var out []string
	for i := 1; i < len(r); i++ {
		switch {
		case strings.ContainsRune(v, '·'):
			if r[i-1] == '·' {
				out = append(out, string(r[i:]))
			}
		case len(r) > longName && i <= maxTails && len(r)-i > 1, len(r) <= longName && (i == 1 || i == 2 && len(r) == longName):
			out = append(out, string(r[i:]))
		}
	}
	return out
}

// maxTails bounds the keys of a long name.
const maxTails = 30

// rowKeys returns all keys of a record.
func rowKeys(d *schema.Def, v schema.Values) []string {
	var out []string
	for i, f := range d.Fields {
		for _, k := range searchKeys(f, v[i]) {
			out = appendNew(out, k)
		}
	}
	return out
}

// noteText returns the full text of a record, each Han character a word of its own.
func noteText(d *schema.Def, v schema.Values) string {
	var b strings.Builder
	for i, f := range d.Fields {
		if f.Kind == schema.Note && !f.Private && v[i] != "" {
			b.WriteString(spaced(v[i]))
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// spaced puts blanks around Han characters: FTS5 takes a run of them for one word.
func spaced(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r >= 0x2e80 {
			b.WriteByte(' ')
			b.WriteRune(r)
			b.WriteByte(' ')
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// fold makes texts that people take for the same equal: case, blanks, the dot.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '·' || r == '　' {
			return -1
		}
		return r
	}, strings.ToLower(s))
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

func reverse(s string) string {
	r := []rune(s)
	for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 {
		r[i], r[j] = r[j], r[i]
	}
	return string(r)
}

func appendNew(list []string, s string) []string {
	if contains(list, s) {
		return list
	}
	return append(list, s)
}

// renewKeys rebuilds the search keys of a book that an older version wrote.
func (s *Store) renewKeys(ctx context.Context) error {
	var version int
	if err := s.write.QueryRowContext(ctx, `SELECT keys FROM book`).Scan(&version); err != nil {
		if err == sql.ErrNoRows {
			return errs.New(errs.Damaged, "账套文件里没有账套信息").Do("请用最近的备份恢复")
		}
		return translate(err)
	}
	if version >= keysVersion {
		return nil
	}
	return s.RebuildKeys(ctx)
}

// RebuildKeys computes all search keys and full text anew.
func (s *Store) RebuildKeys(ctx context.Context) error {
	sqlTx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return translate(err)
	}
	defer sqlTx.Rollback()
	tx := newTx(ctx, s, sqlTx)
	if _, err := sqlTx.ExecContext(ctx, `DELETE FROM search_keys; DELETE FROM notes`); err != nil {
		return translate(err)
	}
	for _, t := range s.table {
		err := tx.Each(ctx, t.def, func(r Record) error {
			if r.Deleted {
				return nil
			}
			return tx.addKeys(t, r)
		})
		if err != nil {
			return err
		}
	}
	if err := tx.flushKeys(); err != nil {
		return err
	}
	if _, err := sqlTx.ExecContext(ctx, `UPDATE book SET keys = ?`, keysVersion); err != nil {
		return translate(err)
	}
	return translate(sqlTx.Commit())
}
