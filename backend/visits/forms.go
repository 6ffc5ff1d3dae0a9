package visits

import (
	"context"
	"crypto/rand"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// A batch of blank forms has a code of four characters that no other batch of the book
// has; the paper carries it with the number of the line. Which batches there are stands
// in the settings of the book, so that every PC knows them.
const (
	batchKey     = "walk_forms."                      // stands behind the figures in the order of settings
	batchLetters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ" // without those that look like another
	batchLength  = 4
	mostSheets   = 200
	mostLines    = 40
)

// SheetLines is how many visits a printed blank sheet holds.
const SheetLines = 5

// Forms reserves the numbers of count blank sheets with some lines each.
func (d *Desk) Forms(ctx context.Context, count, lines int) (FormBatch, error) {
	switch {
	case count < 1 || count > mostSheets:
		return FormBatch{}, errs.New(errs.Invalid, fmt.Sprintf("一次可印 1 到 %d 张", mostSheets)).In("count")
	case lines < 1 || lines > mostLines:
		return FormBatch{}, errs.New(errs.Invalid, fmt.Sprintf("每张可有 1 到 %d 行", mostLines)).In("lines")
	}
	out := FormBatch{Sheets: count, Lines: lines}
	def := registers.Settings.Def
	_, err := d.store().Write(ctx, store.Meta{Kind: "create", Note: fmt.Sprintf("预留空白走访表编号，%d 张", count)}, func(tx *store.Tx) (err error) {
		if out.Code, err = d.freeCode(ctx, tx); err != nil {
			return err
		}
		v := def.New()
		v[def.Index("key")], v[def.Index("value")] = batchKey+out.Code, strconv.Itoa(count*lines)
		_, err = tx.Create(def, v)
		return err
	})
	if err != nil {
		return FormBatch{}, err
	}
	out.Numbers = numbersOf(out.Code, count*lines)
	return out, nil
}

// Batch returns the numbers of all lines of a batch that was reserved, none where the
// book knows no such batch.
func (d *Desk) Batch(ctx context.Context, code string) ([]string, error) {
	n, err := d.linesOf(ctx, strings.ToUpper(strings.TrimSpace(code)))
	return numbersOf(strings.ToUpper(strings.TrimSpace(code)), n), err
}

// linesOf returns how many lines a batch has, 0 where the book knows no such batch.
func (d *Desk) linesOf(ctx context.Context, code string) (int, error) {
	have, err := d.store().Lookup(ctx, registers.Settings.Def, "key", batchKey+code)
	if err != nil || len(have) == 0 {
		return 0, err
	}
	n, _ := strconv.Atoi(registers.Settings.Get(have[0].Values, "value"))
	return min(max(n, 0), mostSheets*mostLines), nil
}

func numbersOf(code string, lines int) (out []string) {
	for n := 1; n <= lines; n++ {
		out = append(out, formNumber(code, n, lines))
	}
	return out
}

// formNumber is the number of a line: two digits, more in a batch of more lines.
func formNumber(code string, n, of int) string {
	return fmt.Sprintf("%s-%0*d", code, max(2, len(strconv.Itoa(of))), n)
}

// freeCode draws a code under which neither a batch nor a visit stands.
func (d *Desk) freeCode(ctx context.Context, tx *store.Tx) (string, error) {
	for range 100 {
		var random [batchLength]byte
		if _, err := rand.Read(random[:]); err != nil {
			return "", errs.Wrap(errs.Internal, err, "取随机数失败")
		}
		for i, b := range random {
			random[i] = batchLetters[int(b)%len(batchLetters)]
		}
		code := string(random[:])
		have, err := tx.Lookup(ctx, registers.Settings.Def, "key", batchKey+code)
		if err != nil {
			return "", err
		}
		used, err := tx.Count(ctx, store.Query{Register: registers.Visits.Key, Where: []store.Condition{{Field: "form", Op: "gte", Value: code}, {Field: "form", Op: "lte", Value: code + "-~"}}})
		if err != nil {
			return "", err
		}
		if len(have) == 0 && used == 0 {
			return code, nil
		}
	}
	return "", errs.New(errs.Internal, "没有取到空闲的表格编号").Do("请再试一次")
}

var formLine = regexp.MustCompile(`^([2-9A-HJ-NP-Z]{4})-([0-9]{2,5})$`)

// formProblem says what is wrong with the number of a paper form: written in another
// way, or of a batch that this book reserved with fewer lines. A batch that is not
// known here was reserved on another PC.
func (d *Desk) formProblem(ctx context.Context, number string) (string, error) {
	m := formLine.FindStringSubmatch(number)
	switch {
	case number == "":
		return "", nil
	case m == nil:
		return "没有这样的走访表编号", nil
	}
	lines, err := d.linesOf(ctx, m[1])
	if err != nil {
		return "", err
	}
	if n, _ := strconv.Atoi(m[2]); lines > 0 && (n < 1 || n > lines) {
		return fmt.Sprintf("这批走访表只有 %d 行", lines), nil
	}
	return "", nil
}

// readForm writes the number of a paper form as it was printed: b7k2 3 is B7K2-03.
func readForm(text string) string {
	s := strings.ToUpper(strings.TrimSpace(text))
	s = strings.NewReplacer("－", "-", "—", "-", "–", "-", " ", "-", "　", "-").Replace(s)
	code, n, ok := strings.Cut(s, "-")
	n = strings.Trim(n, "-")
	if number, err := strconv.Atoi(n); ok && err == nil && len(code) == batchLength && len(n) < 2 {
		return fmt.Sprintf("%s-%02d", code, number)
	}
	if ok && len(code) == batchLength {
		if _, err := strconv.Atoi(n); err == nil {
			return code + "-" + n
		}
	}
	return strings.TrimSpace(text)
}
