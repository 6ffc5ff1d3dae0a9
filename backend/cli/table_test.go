package cli

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestDisplayWidth(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"", 0}, {"abc", 3}, {"王芳", 4}, {"𠮷𬎆䶮", 6}, {"１２", 4}, {"e\u0301", 1}, {"\u200b", 0}, {"（甲）", 6}, {"阿依古丽·买买提", 15},
	} {
		if got := displayWidth(c.text); got != c.want {
			t.Errorf("%q takes %d columns, want %d", c.text, got, c.want)
		}
	}
}

func TestCell(t *testing.T) {
	for _, c := range []struct {
		text  string
		limit int
		want  string
	}{
		{"王芳", 4, "王芳"}, {"王芳芳", 4, "王…"}, {"王芳芳", 5, "王芳…"}, {"甲\n乙", 9, "甲 乙"},
		{"a\x1b[31mb\x07", 9, "a[31mb"}, {"x\u202eyz", 9, "xyz"}, {"a\tb", 9, "a b"},
	} {
		if got := cell(c.text, c.limit); got != c.want {
			t.Errorf("%q in %d columns: %q, want %q", c.text, c.limit, got, c.want)
		}
	}
}

// lawAligned: in every line of a table each column begins where it begins in
// the header, counted in columns of the terminal, and no cell is too wide.
func lawAligned(t *rapid.T, write func(*strings.Builder, []string, [][]string)) bool {
	word := rapid.SampledFrom([]string{"", "a", "王", "王芳", "阿卜杜热合曼·买买提依明", "𠮷", "138****0001", "第一\n支部", strings.Repeat("长", 60)})
	n := rapid.IntRange(1, 4).Draw(t, "columns")
	header := []string{"编号", "姓名", "x", "所在党支部"}[:n]
	rows := rapid.SliceOfN(rapid.SliceOfN(word, n, n), 0, 6).Draw(t, "rows")
	for _, row := range rows {
		row[n-1] += "!" // an end that is seen
	}
	var b strings.Builder
	write(&b, header, rows)
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	if len(lines) != len(rows)+2 {
		return false
	}
	// The rule under the header shows where the columns are.
	starts, at := []int{}, 0
	for _, part := range strings.Split(lines[1], "  ") {
		starts = append(starts, at)
		at += len(part) + 2
	}
	if len(starts) != n {
		return false
	}
	for i, line := range append(lines[:1:1], lines[2:]...) {
		cells := header
		if i > 0 {
			cells = rows[i-1]
		}
		for j, c := range cells {
			if c = cell(c, room(j, n)); c != "" && !strings.HasPrefix(fromColumn(line, starts[j]), c) {
				return false
			}
		}
	}
	return true
}

// fromColumn returns the rest of a line from a column of the terminal on.
func fromColumn(line string, column int) string {
	n := 0
	for i, r := range line {
		if n == column && runeWidth(r) > 0 {
			return line[i:]
		}
		n += runeWidth(r)
	}
	return ""
}

func TestTableAligned(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		if !lawAligned(t, func(b *strings.Builder, h []string, r [][]string) { writeTable(b, h, r) }) {
			t.Fatal("not aligned")
		}
	})
}

// A table that counts characters instead of columns breaks the law.
func TestTableAlignedFinds(t *testing.T) {
	caught := false
	rapid.Check(t, func(t *rapid.T) {
		ok := lawAligned(t, func(b *strings.Builder, header []string, rows [][]string) {
			widths := make([]int, len(header))
			lines := append([][]string{header, make([]string, len(header))}, rows...)
			for i := range widths {
				for _, l := range lines {
					widths[i] = max(widths[i], len([]rune(cell(l[i], room(i, len(header))))))
				}
				lines[1][i] = strings.Repeat("-", widths[i])
			}
			for _, l := range lines {
				for i, c := range l {
					c = cell(c, room(i, len(header)))
					b.WriteString(c + strings.Repeat(" ", widths[i]-len([]rune(c))+2))
				}
				b.WriteString("\n")
			}
		})
		caught = caught || !ok
	})
	if !caught {
		t.Error("the law finds nothing wrong with a table that counts characters")
	}
}

func TestReadCondition(t *testing.T) {
	for _, c := range []struct {
		text string
		want condition
		ok   bool
	}{
		{"民族=回族", condition{"民族", "eq", "回族"}, true},
		{" 民族 != 回族 ", condition{"民族", "ne", "回族"}, true},
		{"birth>=1950", condition{"birth", "gte", "1950"}, true},
		{"birth<=1950-01", condition{"birth", "lte", "1950-01"}, true},
		{"出生日期≥1950", condition{"出生日期", "gte", "1950"}, true},
		{"备注~a=b", condition{"备注", "contains", "a=b"}, true},
		{"备注=a>=b", condition{"备注", "eq", "a>=b"}, true},
		{"备注=", condition{"备注", "empty", ""}, true},
		{"备注!=", condition{"备注", "notempty", ""}, true},
		{"备注=甲\n乙", condition{"备注", "eq", "甲\n乙"}, true},
		{"备注", condition{}, false}, {"", condition{}, false}, {"=回族", condition{}, false},
		{"birth<1950", condition{}, false}, {"birth>1950", condition{}, false},
	} {
		got, ok := readCondition(c.text)
		if ok != c.ok || got != c.want {
			t.Errorf("%q: %+v %v, want %+v %v", c.text, got, ok, c.want, c.ok)
		}
	}
}

func FuzzReadCondition(f *testing.F) {
	for _, s := range []string{"a=b", "民族!=回族", "x>=1", "~", "a\nb<=c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if c, ok := readCondition(s); ok && (c.name == "" || c.op == "" || !strings.Contains(s, c.name) || !strings.Contains(s, c.value)) {
			t.Errorf("%q became %+v", s, c)
		}
	})
}

func TestObjectKeepsOrder(t *testing.T) {
	got, err := marshal(object{{"z", 1}, {"a", object{}}, {"<&>", []object{{{"王", "\u2028"}}}}})
	if want := `{"z":1,"a":{},"<&>":[{"王":"\u2028"}]}`; err != nil || string(got) != want {
		t.Errorf("%s %v, want %s", got, err, want)
	}
}

func TestAsksJSON(t *testing.T) {
	for _, c := range []struct {
		args string
		want bool
	}{
		{"--json list x", true}, {"list x --json", true}, {"list x", false}, {"list -- --json", false}, {"--json=true", true}, {"--json=false", false},
	} {
		if got := asksJSON(strings.Fields(c.args)); got != c.want {
			t.Errorf("%q: %v", c.args, got)
		}
	}
}

func TestFirstWord(t *testing.T) {
	root := (&app{}).root()
	for args, want := range map[string]string{
		"--data d foo --x": "foo", "--data=d foo": "foo", "--json foo": "foo", "--x": "", "--operator 张三 --json": "", "-h foo": "foo",
	} {
		if got := firstWord(strings.Fields(args), root); got != want {
			t.Errorf("%q: %q, want %q", args, got, want)
		}
	}
}
