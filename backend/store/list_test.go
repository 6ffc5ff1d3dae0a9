package store_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

func fillPeople(t testing.TB, s *store.Store, n int) []oplog.ID {
	t.Helper()
	surnames := []string{"王", "曾", "单", "欧阳", "解", "仇"}
	given := []string{"芳", "建国", "红梅", "䶮", "志强"}
	var out []oplog.ID
	_, err := s.Write(ctx, store.Meta{Kind: "import"}, func(tx *store.Tx) error {
		for i := range n {
			birth := fmt.Sprintf("%d-%02d-%02d", 1940+i%60, 1+i%12, 1+i%28)
			if i%9 == 0 {
				birth = ""
			}
			id, err := tx.Create(members, person("name", surnames[i%6]+given[i/6%5], "birth", birth, "mobile", fmt.Sprintf("138%08d", i), "sex", fmt.Sprint(1+i%2)))
			if err != nil {
				return err
			}
			out = append(out, id)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Law: pages by cursor, pages by offset and the whole view give the same records in the same order.
func TestAllWaysOfPagingAgree(t *testing.T) {
	s := open(t)
	fillPeople(t, s, 300)
	rapid.Check(t, func(rt *rapid.T) {
		q := store.Query{
			Register: members.Key,
			Sort:     rapid.SampledFrom([]string{"", "name", "birth", "age", "branch", "sex", "mobile"}).Draw(rt, "sort"),
			Desc:     rapid.Bool().Draw(rt, "desc"),
		}
		if rapid.Bool().Draw(rt, "filter") {
			q.Where = []store.Condition{{Field: "sex", Op: "eq", Value: "1"}}
		}
		limit := rapid.IntRange(7, 120).Draw(rt, "limit")
		all, err := s.IDs(ctx, q)
		if err != nil {
			rt.Fatal(err)
		}
		var byCursor, byOffset []oplog.ID
		for cursor, more := "", true; more; more = cursor != "" {
			page, next, err := s.After(ctx, q, cursor, limit)
			if err != nil {
				rt.Fatal(err)
			}
			for _, r := range page {
				byCursor = append(byCursor, r.ID)
			}
			cursor = next
		}
		for offset := 0; ; offset += limit {
			page, n, err := s.Stretch(ctx, q, offset, limit)
			if err != nil || n != len(all) {
				rt.Fatalf("%d records, want %d, %v", n, len(all), err)
			}
			if len(page) == 0 {
				break
			}
			for _, r := range page {
				byOffset = append(byOffset, r.ID)
			}
		}
		if !slices.Equal(all, byCursor) || !slices.Equal(all, byOffset) {
			rt.Fatalf("the ways differ for %+v: %d %d %d", q, len(all), len(byCursor), len(byOffset))
		}
	})
}

func TestConditions(t *testing.T) {
	s := open(t)
	create(t, s, members, person("name", "王芳", "birth", "1956-11-21", "sex", "2", "kinds", "02,10"))
	create(t, s, members, person("name", "李强", "birth", "1956-11-22", "sex", "1"))
	create(t, s, members, person("name", "张三", "birth", "1975-03"))
	create(t, s, members, person("name", "赵四"))
	for _, c := range []struct {
		where store.Condition
		want  []string
	}{
		{store.Condition{Field: "age", Op: "gte", Value: "70"}, []string{"王芳"}},
		{store.Condition{Field: "age", Op: "lte", Value: "69"}, []string{"李强", "张三"}},
		{store.Condition{Field: "age", Op: "eq", Value: "70"}, []string{"王芳"}},
		{store.Condition{Field: "birth", Op: "empty"}, []string{"赵四"}},
		{store.Condition{Field: "birth", Op: "lte", Value: "1975-03"}, []string{"李强", "王芳", "张三"}},
		{store.Condition{Field: "birth", Op: "starts", Value: "1975"}, []string{"张三"}},
		{store.Condition{Field: "sex", Op: "in", Value: "1,2"}, []string{"李强", "王芳"}},
		{store.Condition{Field: "sex", Op: "ne", Value: "1"}, []string{"王芳", "张三", "赵四"}},
		{store.Condition{Field: "kinds", Op: "eq", Value: "10"}, []string{"王芳"}},
		{store.Condition{Field: "kinds", Op: "eq", Value: "1"}, nil},
		{store.Condition{Field: "name", Op: "contains", Value: "强"}, []string{"李强"}},
		{store.Condition{Field: "branch", Op: "notempty"}, nil},
	} {
		got, err := s.Page(ctx, store.Query{Register: members.Key, Where: []store.Condition{c.where}}, 0, 10)
		if err != nil {
			t.Errorf("%+v: %v", c.where, err)
			continue
		}
		var names []string
		for _, r := range got {
			names = append(names, members.Get(r.Values, "name"))
		}
		if !slices.Equal(names, c.want) {
			t.Errorf("%+v finds %v, want %v", c.where, names, c.want)
		}
	}
}

func TestSearch(t *testing.T) {
	s := open(t)
	zeng := create(t, s, members, person("name", "曾志强", "mobile", "13800004471", "id_number", "42000019750316012X"))
	mai := create(t, s, members, person("name", "买买提·吐尔逊"))
	org := create(t, s, orgs, values(orgs, "name", "中共仁寿门社区仁和苑小区支部委员会", "short_name", "仁和苑党支部"))
	for text, want := range map[string]oplog.ID{
		"曾": zeng, "曾志强": zeng, "志强": zeng, "zengzhiqiang": zeng, "zeng": zeng, "zzq": zeng, "ZZQ": zeng, "4471": zeng, "13800004471": zeng,
		"012X": zeng, "012x": zeng, "42000019750316012X": zeng, "买买提": mai, "吐尔逊": mai, "mmt": mai, "仁和苑": org, "rhy": org,
	} {
		hits, err := s.Search(ctx, nil, text, 10)
		if err != nil || !slices.ContainsFunc(hits, func(h store.Hit) bool { return h.ID == want }) {
			t.Errorf("%q finds %v, %v", text, hits, err)
		}
	}
	for _, text := range []string{"", " ", "ceng志", "9999", "没有", `"`, "%", "*", "' OR 1"} {
		if hits, err := s.Search(ctx, nil, text, 10); err != nil || len(hits) != 0 {
			t.Errorf("%q finds %v, %v", text, hits, err)
		}
	}
	update(t, s, members, zeng, "name", "单志强")
	if hits, _ := s.Search(ctx, nil, "曾志强", 10); len(hits) != 0 {
		t.Error("the old name is still found")
	}
	if hits, _ := s.Search(ctx, nil, "shanzhiqiang", 10); len(hits) != 1 {
		t.Error("the new name is not found")
	}
	before, _ := s.Search(ctx, nil, "4471", 10)
	if err := s.RebuildKeys(ctx); err != nil {
		t.Fatal(err)
	}
	if after, _ := s.Search(ctx, nil, "4471", 10); len(after) != len(before) {
		t.Error("rebuilt keys differ")
	}
}

// Law: records are found by a code of an indexed list of codes exactly where it stands
// in it, whatever else stands there, in the order that was asked for.
func TestCodesAreFoundByTheirIndex(t *testing.T) {
	def := registers.Visits.Def
	codes := []string{"01", "02", "03", "11"}
	rapid.Check(t, func(rt *rapid.T) {
		s := open(t)
		defer s.Close()
		var all []store.Record
		for _, held := range rapid.SliceOfN(rapid.SliceOfDistinct(rapid.SampledFrom(codes), rapid.ID), 0, 12).Draw(rt, "held") {
			slices.Sort(held)
			id := create(t, s, def, values(def, "date", fmt.Sprintf("2026-%02d-01", rapid.IntRange(1, 11).Draw(rt, "month")), "classes", strings.Join(held, ",")))
			rec, err := s.Find(ctx, def, id)
			if err != nil {
				rt.Fatal(err)
			}
			all = append(all, rec)
		}
		date := func(r store.Record) string { return def.Get(r.Values, "date") }
		slices.SortFunc(all, func(a, b store.Record) int { return cmp.Or(strings.Compare(date(a), date(b)), cmp.Compare(a.ID, b.ID)) })
		wanted := rapid.SliceOfNDistinct(rapid.SampledFrom(append(codes, "1", "")), 1, 3, rapid.ID).Draw(rt, "wanted")
		var want []oplog.ID
		for _, r := range all {
			held := strings.Split(def.Get(r.Values, "classes"), ",")
			if slices.ContainsFunc(wanted, func(code string) bool { return slices.Contains(held, code) }) {
				want = append(want, r.ID)
			}
		}
		got, err := s.IDs(ctx, store.Query{Register: def.Key, Sort: "date", Where: []store.Condition{{Field: "classes", Op: "in", Value: strings.Join(wanted, ",")}}})
		if err != nil || !slices.Equal(got, want) {
			rt.Fatalf("%q finds %v, want %v, %v", wanted, got, want, err)
		}
	})
}
