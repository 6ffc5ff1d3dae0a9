package registers_test

import (
	"strings"
	"testing"
	"unicode"

	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// fold makes headers comparable as an importer does: without blanks, brackets and width.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("（）()·、/", r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// ambiguous returns the first header that would match two fields.
func ambiguous(fields []*schema.Field) string {
	owner := map[string]string{}
	for _, f := range fields {
		for _, h := range append([]string{f.Label}, f.Aliases...) {
			if other, taken := owner[fold(h)]; taken && other != f.Key {
				return h + ": " + other + ", " + f.Key
			}
			owner[fold(h)] = f.Key
		}
	}
	return ""
}

func TestDeclarations(t *testing.T) {
	keys, labels := map[string]bool{}, map[string]bool{}
	for _, d := range registers.All() {
		if keys[d.Key] || labels[d.Label] {
			t.Errorf("%s: key or label used twice", d.Key)
		}
		keys[d.Key], labels[d.Label] = true, true
		if registers.Find(d.Key) != d {
			t.Errorf("%s: not found by its key", d.Key)
		}
		if d.Unit == "" || d.Group == "" || len(d.List) == 0 {
			t.Errorf("%s: unit, group and list columns are needed", d.Key)
		}
		if dup := ambiguous(d.Fields); dup != "" {
			t.Errorf("%s: one header for two fields: %s", d.Key, dup)
		}
		seen := map[string]bool{}
		for _, c := range d.List {
			if seen[c] {
				t.Errorf("%s: column %s listed twice", d.Key, c)
			}
			seen[c] = true
		}
		for _, f := range d.Fields {
			checkField(t, d, f)
		}
	}
	if registers.Find("nothing") != nil {
		t.Error("an unknown key finds a register")
	}
}

func checkField(t *testing.T, d *schema.Def, f *schema.Field) {
	t.Helper()
	where := d.Key + "." + f.Key
	if f.Kind == schema.Ref && registers.Find(f.Ref) == nil {
		t.Errorf("%s: refers to no register: %s", where, f.Ref)
	}
	if f.Kind == schema.IDNumber && !f.Private {
		t.Errorf("%s: an ID number must be private", where)
	}
	if f.Mask != "" && !f.Private {
		t.Errorf("%s: a mask on what is not private", where)
	}
	for _, a := range f.Aliases {
		if a == f.Label || a == "" {
			t.Errorf("%s: alias %q says nothing new", where, a)
		}
	}
	if f.Codes == nil {
		return
	}
	words := map[string]string{}
	for _, c := range f.Codes.Codes {
		if f.Kind == schema.Codes && strings.ContainsAny(c.Label+c.Short, ",，、;；/|\n") {
			t.Errorf("%s: %q cannot be written among others in one cell", where, c.Label)
		}
		for _, w := range append([]string{c.Label, c.Short}, c.Aliases...) {
			if w == "" {
				continue
			}
			if other, taken := words[w]; taken && other != c.Code {
				t.Errorf("%s: %q means both %s and %s", where, w, other, c.Code)
			}
			words[w] = c.Code
		}
		if got, ok := f.Codes.Find(c.Label); !ok || got != c.Code {
			t.Errorf("%s: label %q reads as %q", where, c.Label, got)
		}
	}
}

// A header for two fields is caught.
func TestAmbiguousHeaderIsSeen(t *testing.T) {
	bad := []*schema.Field{{Key: "mobile", Label: "手机", Aliases: []string{"电话"}}, {Key: "landline", Label: "固定电话", Aliases: []string{"电 话"}}}
	if ambiguous(bad) == "" {
		t.Fatal("the test of headers sees nothing")
	}
}

// The labels and the usual headers of the offices' rosters.
func TestUsualHeaders(t *testing.T) {
	for header, key := range map[string]string{
		"姓名": "name", "性别": "sex", "民族": "ethnicity", "出生日期": "birth", "出生年月": "birth", "公民身份号码": "id_number",
		"身份证号": "id_number", "身份证号码": "id_number", "证件号码": "id_number", "手机": "mobile", "联系电话": "mobile", "手机号": "mobile",
		"联系方式": "mobile", "入党日期": "joined", "入党时间": "joined", "转正日期": "confirmed", "转正时间": "confirmed", "所在支部": "branch",
		"所属支部": "branch", "所在党支部": "branch", "家庭住址": "address", "文化程度": "education", "学历": "education", "籍贯": "native_place",
		"工作单位及职务": "employer", "党小组": "party_group", "备注": "note", "人员类别": "category", "参加工作时间": "work_started",
	} {
		found := ""
		for _, f := range registers.PartyMembers.Fields {
			for _, h := range append([]string{f.Label}, f.Aliases...) {
				if fold(h) == fold(header) {
					found = f.Key
				}
			}
		}
		if found != key {
			t.Errorf("header %s leads to %q, want %s", header, found, key)
		}
	}
}

// What an office cannot know at import must not refuse a person.
func TestRequiredIsLittle(t *testing.T) {
	for register, want := range map[string]string{
		"party_members": "name", "organizations": "name", "posts": "organization", "awards": "member,name", "estates": "name",
		"grid_cells": "name", "buildings": "estate,number", "households": "room", "residents": "name",
		"community_profile": "name", "duties": "date,shift,person", "settings": "key", "not_twins": "a,b",
		"reports": "community,title,digest", "report_figures": "report,section,key",
	} {
		var got []string
		for _, f := range registers.Find(register).Fields {
			if f.Required {
				got = append(got, f.Key)
			}
		}
		if strings.Join(got, ",") != want {
			t.Errorf("%s requires %v, want %s", register, got, want)
		}
	}
}

// What the privacy rules call sensitive is masked unless asked for.
func TestPrivateFields(t *testing.T) {
	for _, where := range []string{
		"party_members.id_number", "party_members.mobile", "party_members.landline", "party_members.address", "party_members.hukou_address",
		"party_members.kinds", "party_members.hardship", "party_members.hardship_reason", "party_members.low_income", "party_members.help_note",
		"organizations.phone", "households.phone", "households.kinds", "households.low_income", "households.reason", "awards.name", "awards.reason",
		"residents.id_number", "residents.mobile", "residents.kinds", "residents.health", "residents.hukou_address", "buildings.phone", "grid_cells.phone",
	} {
		register, key, _ := strings.Cut(where, ".")
		f := registers.Find(register).Field(key)
		if f == nil || !f.Private {
			t.Errorf("%s is not private", where)
		}
	}
}
