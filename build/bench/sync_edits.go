package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"time"

	"chengzhuan/backend/registers"
)

// syncPCs is how many PCs make the edits; syncImport how many records one
// import creates.
const (
	syncPCs    = 3
	syncImport = 1_000
)

// syncOperators sit at the PCs.
var syncOperators = [syncPCs]string{"张红梅", "李建国", "周文斌"}

// syncEdit is one change: an import of new records, or one field of one record.
type syncEdit struct {
	PC             int
	At             time.Time
	Operator, Note string
	First          int                 // the record, or the first of an import
	Created        []map[string]string // the filled fields of the new records
	Field, Value   string
}

// syncEdits is the list of edits that everybody makes: n operations, one in
// ten the creation of a member with 12 filled fields, the rest one field of a
// member each. A PC edits its own third; one edit in a hundred is of any
// member, so that now and then two PCs meet in one field.
func syncEdits(n int, start time.Time) iter.Seq[syncEdit] {
	return func(yield func(syncEdit) bool) {
		records := n / 10
		at := start
		last := map[int]string{} // by record and field: an edit always changes something
		for first := 0; first < records; first += syncImport {
			pc := first / syncImport % syncPCs
			e := syncEdit{PC: pc, At: at, Operator: syncOperators[pc], Note: "导入党员花名册", First: first}
			for i := first; i < min(first+syncImport, records); i++ {
				e.Created = append(e.Created, syncMember(i))
				for field, f := range syncFields {
					last[i*len(syncFields)+field] = e.Created[i-first][f.key]
				}
			}
			if !yield(e) {
				return
			}
			at = at.Add(time.Minute)
		}
		r := rand.New(rand.NewPCG(seed, uint64(n)))
		for k := range n - records {
			pc := r.IntN(syncPCs)
			record := min(r.IntN(records/syncPCs)*syncPCs+pc, records-1)
			if r.IntN(100) == 0 {
				record = r.IntN(records)
			}
			field, value := 0, ""
			for value == "" || value == last[record*len(syncFields)+field] {
				field, value = syncValue(r, at, k)
			}
			last[record*len(syncFields)+field] = value
			e := syncEdit{PC: pc, At: at, Operator: syncOperators[pc], Note: "修改" + syncFields[field].label, First: record, Field: syncFields[field].key, Value: value}
			if !yield(e) {
				return
			}
			at = at.Add(time.Duration(10+r.IntN(20)) * time.Second)
		}
	}
}

// syncMember is what an import knows of a member.
func syncMember(i int) map[string]string {
	p := somebody(i)
	return map[string]string{
		"name": p.Name, "sex": p.Sex, "ethnicity": p.Ethnicity, "birth": string(p.Birth), "id_number": p.IDNumber, "education": p.Education,
		"category": registers.CategoryFull, "joined": string(p.Joined), "confirmed": string(p.Confirmed), "employer": p.Employer,
		"mobile": p.Mobile, "address": p.Address,
	}
}

// syncFields are what people edit; none of them moves together with another.
var syncFields = []struct {
	key, label string
	weight     int
}{{"mobile", "手机", 35}, {"address", "现居住地", 30}, {"note", "备注", 20}, {"employer", "工作单位及职务", 15}}

func syncValue(r *rand.Rand, at time.Time, k int) (field int, value string) {
	draw := r.IntN(100)
	for draw >= syncFields[field].weight {
		draw -= syncFields[field].weight
		field++
	}
	switch field {
	case 0:
		return field, fmt.Sprintf("%s000%05d", mobiles[r.IntN(len(mobiles))], r.IntN(100_000))
	case 1:
		return field, fmt.Sprintf("%s%d栋%d单元%d室", estates[r.IntN(len(estates))], 1+r.IntN(20), 1+r.IntN(4), 100*(1+r.IntN(18))+1+r.IntN(4))
	case 2:
		return field, fmt.Sprintf("%s电话联系，愿参加%s活动，登记第%d号", at.Format("1月2日"), skills[r.IntN(len(skills))], k+1)
	}
	return field, fmt.Sprintf("%s（工号%04d）", employers[r.IntN(len(employers))], r.IntN(10_000))
}

// writeSyncEdits writes the list for the peers, a change a line:
// [pc, seconds, operator, note, first record, [{field: value}…]] or
// [pc, seconds, operator, note, record, field, value].
func writeSyncEdits(path string, n int, start time.Time) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	for e := range syncEdits(n, start) {
		row := []any{e.PC, e.At.Unix(), e.Operator, e.Note, e.First}
		if e.Created != nil {
			row = append(row, e.Created)
		} else {
			row = append(row, e.Field, e.Value)
		}
		if err := out.Encode(row); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}
