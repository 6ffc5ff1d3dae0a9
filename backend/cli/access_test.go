package cli_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// Whoever sees private fields in full is written down, with what and how many
// but never the values; whoever sees them masked is not.
func TestPrivateIsLogged(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(dir, "数据 夹")
	must(t, data, "init", "--name", "仁寿门社区", "--operator", "张三")
	var added struct{ ID string }
	if err := json.Unmarshal([]byte(must(t, data, "--json", "add", "党员", "姓名=王芳", "公民身份号码=420000197503160162", "手机=13800000001")), &added); err != nil {
		t.Fatal(err)
	}
	must(t, data, "add", "小区", "小区名称=仁和苑")
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
	must(t, data, "list", "党员")
	must(t, data, "--json", "list", "党员")
	must(t, data, "list", "小区", "--unmask")
	must(t, data, "export", "党员", "-o", filepath.Join(dir, "a.xlsx"))
	if got := log(); len(got) != 0 {
		t.Fatalf("nothing private was seen, yet logged: %+v", got)
	}
	for i, args := range [][]string{
		{"list", "党员", "--unmask"},
		{"--json", "list", "党员", "--unmask"},
		{"show", "党员", added.ID},
		{"--operator", "李四", "export", "党员", "-o", filepath.Join(dir, "b.xlsx"), "--unmask", "--columns", "姓名,手机"},
	} {
		must(t, data, args...)
		got := log()
		if len(got) != i+1 {
			t.Fatalf("%q: %d entries, want %d", args, len(got), i+1)
		}
		e := got[0]
		if e.Face != "command" || e.Register != "party_members" || e.Rows != 1 || !strings.Contains(e.What, "手机") {
			t.Errorf("%q: %+v", args, e)
		}
		if want := map[bool]string{true: "李四", false: "张三"}[i == 3]; e.Operator != want {
			t.Errorf("%q: operator %q, want %q", args, e.Operator, want)
		}
		if strings.Contains(e.What, "138") || strings.Contains(e.What, "420000") {
			t.Errorf("%q: the log holds a value: %q", args, e.What)
		}
	}
}
