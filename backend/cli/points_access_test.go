package cli_test

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// What is for the committee and the person is written down when it is printed, one entry
// a command; who has nothing taken off and a star shows nothing of the kind.
func TestDeductionsAreLogged(t *testing.T) {
	data := filepath.Join(t.TempDir(), "数据")
	must(t, data, "init", "--name", "仁寿门社区", "--operator", "李娟")
	must(t, data, "add", "党员", "姓名=张三")
	claim := func(rule string) string {
		var c struct{ ID string }
		if err := json.Unmarshal([]byte(must(t, data, "--json", "points", "claim", "--member", "张三", "--rule", rule, "--date", "2026-01-05")), &c); err != nil {
			t.Fatal(err)
		}
		return c.ID
	}
	good, bad := claim("J01"), claim("K01")
	must(t, data, "add", "微心愿", "心愿=一盏灯", "心愿状态=已完成", "认领人=张三", "认领人党员档案=张三", "认领日期=2026-01-05", "完成日期=2026-01-06")
	log := func() []store.Access {
		s, err := store.Open(t.Context(), data, registers.All(), store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		list, err := s.AccessLog(t.Context(), 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	must(t, data, "points", "balance", "--member", "张三", "--year", "2026")
	must(t, data, "points", "show", good)
	must(t, data, "points", "rules", "list")
	if got := log(); len(got) != 0 {
		t.Fatalf("nothing of the kind was seen, yet logged: %+v", got)
	}
	for i, args := range [][]string{
		{"points", "ranking", "--year", "2026"},
		{"--json", "points", "ranking", "--year", "2026"},
		{"points", "explain", "--member", "张三", "--year", "2026"},
		{"points", "show", bad},
		{"points", "list", "--year", "2026"},
		{"points", "propose", "--from", "2026-01-01", "--to", "2026-01-31"},
	} {
		must(t, data, args...)
		got := log()
		if len(got) != i+1 {
			t.Fatalf("%q: %d entries, want %d", args, len(got), i+1)
		}
		if e := got[0]; e.Face != "command" || e.Operator != "李娟" || e.Action != "查看" || e.What == "" {
			t.Errorf("%q: %+v", args, e)
		}
	}
}
