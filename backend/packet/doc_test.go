package packet_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fxamacker/cbor/v2"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/packet"
	"chengzhuan/backend/packet/columns"
)

// description returns the published description of the format.
func description(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "docs", "formats", "packet.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// section returns what stands under a heading up to the next one.
func section(text, heading string) string {
	_, after, found := strings.Cut(text, heading+"\n")
	if !found {
		return ""
	}
	if at := regexp.MustCompile(`(?m)^#`).FindStringIndex(after); at != nil {
		after = after[:at[0]]
	}
	return after
}

var row = regexp.MustCompile(`(?m)^\| (\d+) \| ([a-z ]+) \|`)

// rows returns the keys and names of a table, "1 kind" and so on.
func rows(text string) (out []string) {
	for _, m := range row.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1]+" "+m[2])
	}
	return out
}

// undescribed returns what the description says otherwise than the program does.
func undescribed(text string) (out []string) {
	for heading, shape := range map[string]any{
		"## 2. Header": packet.Header{}, "### Contents": packet.Contents{}, "### Tip": oplog.Tip{}, "### Mark": oplog.Mark{},
		"### Part": packet.Part{}, "### Admission": packet.Cert{},
	} {
		var want []string
		typ := reflect.TypeOf(shape)
		for i := range typ.NumField() {
			key, _, _ := strings.Cut(typ.Field(i).Tag.Get("cbor"), ",")
			want = append(want, key+" "+strings.ToLower(typ.Field(i).Name))
		}
		if got := rows(section(text, heading)); !slices.Equal(got, want) {
			out = append(out, fmt.Sprintf("%s: %v, want %v", heading, got, want))
		}
	}
	for heading, encoded := range map[string][]byte{"### Head of a change": fullHead(), "### Body of an operation": fullBody()} {
		var m map[int]cbor.RawMessage
		if err := cbor.Unmarshal(encoded, &m); err != nil {
			out = append(out, err.Error())
		}
		got := rows(section(text, heading))
		if len(got) != len(m) {
			out = append(out, fmt.Sprintf("%s: %d keys, want %d", heading, len(got), len(m)))
		}
		for i, r := range got {
			if key, _, _ := strings.Cut(r, " "); key != fmt.Sprint(i+1) || m[i+1] == nil {
				out = append(out, heading+": "+r)
			}
		}
	}
	var columnNames []string
	for i, name := range columns.Names {
		columnNames = append(columnNames, fmt.Sprint(i, " ", name))
	}
	if got := rows(section(text, "### Block")); !slices.Equal(got, columnNames) {
		out = append(out, fmt.Sprintf("Block: %v, want %v", got, columnNames))
	}
	var limits []string
	for name, value := range packet.Limits {
		limits = append(limits, fmt.Sprintf("| %s | %d ", name, value))
	}
	limits = append(limits,
		fmt.Sprintf("most %d operations, an operation at most %d bytes", oplog.MaxOps, oplog.MaxBody),
		fmt.Sprintf("magic `% X`", packet.Magic), fmt.Sprintf("format version: %d", packet.FormatVersion), fmt.Sprintf("| %d | H | header", packet.PreambleSize),
		fmt.Sprintf("end − %d", packet.SignatureSize), "`"+packet.SigningText+"`", fmt.Sprintf("the newest %d", packet.KeptParts),
		fmt.Sprintf("fewer than %d and all", columns.Dictionary), fmt.Sprintf("of 1 to %d bytes, is put", columns.DictText), fmt.Sprintf("at most %d |", columns.FarBack-1),
		"`"+oplog.Deleted+"`", "`"+oplog.Void+"`", "`"+oplog.WholeRow+"`", "(`"+packet.Extension+"`)", "1 … 65536")
	for _, kind := range packet.Kinds {
		limits = append(limits, "**"+kind+"**", "`"+kind+"`")
	}
	for _, want := range limits {
		if !strings.Contains(text, want) {
			out = append(out, "says nothing of "+want)
		}
	}
	return out
}

func fullHead() []byte {
	c := oplog.Change{ID: 1, Count: 1, Replica: 1, Seq: 1, Prev: oplog.Hash{1}, Stamp: 1, At: 1, Operator: "x", Face: "x", Kind: "x", Note: "x", Undoes: 1}
	b, _ := c.EncodeHead()
	return b
}

func fullBody() []byte {
	o := oplog.Op{ID: 2, Row: 1, Fields: map[string]string{"a": "b"}, Seen: map[string][]oplog.ID{"a": {}}}
	b, _ := o.EncodeBody()
	return b
}

// The published description has the numbers of the program; one that has not is noticed.
func TestDescription(t *testing.T) {
	text := description(t)
	for _, what := range undescribed(text) {
		t.Error(what)
	}
	for _, altered := range [][2]string{{"| 7 | number |", "| 8 | number |"}, {"| 4 | parts |", "| 4 | pieces |"}, {"2000 decompressed", "200 decompressed"}, {"89 43 5A", "89 43 5B"}, {"| 12 | undoes |", "| 13 | undoes |"}} {
		if len(undescribed(strings.Replace(text, altered[0], altered[1], 1))) == 0 {
			t.Errorf("%s for %s is not noticed", altered[1], altered[0])
		}
	}
	// The texts that signatures and keys depend on, checked by what they give.
	for _, context := range []string{"chengzhuan sign 1", "chengzhuan box 1", "chengzhuan admission 1", "chengzhuan fingerprint 1"} {
		if !strings.Contains(text, "`"+context+"`") {
			t.Error("says nothing of", context)
		}
	}
	checkByDescription(t)
}
