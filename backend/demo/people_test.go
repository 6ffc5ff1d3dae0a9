package demo_test

import (
	"strings"
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
)

func TestNumbersAreMadeUp(t *testing.T) {
	b := fill(t, today, 3)
	for _, key := range []string{"party_members", "residents"} {
		d := registers.Find(key)
		seen := map[string]bool{}
		for _, v := range b.rows[key] {
			number := d.Get(v, "id_number")
			if number == "" {
				continue
			}
			id, err := cn.ParseID(number, today)
			if err != nil || number[2:6] != "0000" || seen[number] {
				t.Fatalf("%s: number %s: %v, seen %v", key, number, err, seen[number])
			}
			seen[number] = true
			if sex := d.Get(v, "sex"); sex != id.Sex || d.Get(v, "birth") != string(id.Birth) {
				t.Fatalf("%s: %s says %s %s", key, number, id.Sex, id.Birth)
			}
		}
		if len(seen)*100 < len(b.rows[key])*95 {
			t.Errorf("%s: only %d numbers", key, len(seen))
		}
		for _, v := range b.rows[key] {
			if m := d.Get(v, "mobile"); m != "" && (len(m) != 11 || m[3:7] != "0000") {
				t.Fatalf("%s: mobile %s", key, m)
			}
		}
	}
}

func TestNames(t *testing.T) {
	for seed := range uint64(12) {
		checkNames(t, fill(t, today, seed))
	}
}

func checkNames(t *testing.T, b *book) {
	t.Helper()
	var members, all strings.Builder
	d := registers.PartyMembers.Def
	minorities := map[string]bool{}
	for _, v := range b.rows["party_members"] {
		members.WriteString(d.Get(v, "name") + "\n")
		minorities[d.Get(v, "ethnicity")] = true
	}
	for _, v := range b.rows["residents"] {
		all.WriteString(registers.Residents.Get(v, "name") + "\n")
	}
	for _, surname := range []string{"曾", "单", "仇", "解", "查", "翟", "朴", "区", "任", "华", "盖", "葛", "员", "覃", "尉迟", "万俟", "令狐", "长孙", "欧阳"} {
		if !strings.Contains("\n"+members.String(), "\n"+surname) {
			t.Errorf("no member is called %s", surname)
		}
	}
	for _, rare := range []string{"䶮", "㛃", "堃", "𠮷", "𬎆", "·"} {
		if !strings.Contains(members.String(), rare) {
			t.Errorf("no member has %s", rare)
		}
	}
	for _, long := range []string{"阿依古丽·", "买买提·", "次仁卓玛", "乌云其其格"} {
		if !strings.Contains(all.String(), long) {
			t.Errorf("nobody is called %s", long)
		}
	}
	if len(minorities) < 6 {
		t.Errorf("only %d ethnicities among the members", len(minorities))
	}
}

// Families hang together: one head, parents older than their children.
func TestFamilies(t *testing.T) {
	for seed := range uint64(4) {
		b := fill(t, today, seed)
		homes := map[oplog.ID][]registers.Resident{}
		for _, v := range b.rows["residents"] {
			r := registers.Residents.Decode(v)
			homes[r.Household] = append(homes[r.Household], r)
		}
		vacant := 0
		for n, v := range b.rows["households"] {
			h := registers.Households.Decode(v)
			people := homes[b.ids["households"][n]]
			if h.Housing == registers.HousingVacant {
				vacant++
			}
			if int(h.People) != len(people) || (len(people) == 0) != (h.Housing == registers.HousingVacant) {
				t.Fatalf("household of %d has %d people", h.People, len(people))
			}
			if fault := familyFault(people); fault != "" {
				t.Fatalf("seed %d: %s: %+v", seed, fault, people)
			}
		}
		if vacant < 5 || vacant > 50 {
			t.Errorf("%d vacant homes", vacant)
		}
	}
}

func familyFault(people []registers.Resident) string {
	heads := 0
	var couple []registers.Resident
	for _, p := range people {
		switch p.Relation {
		case registers.RelationHead:
			heads++
			couple = append(couple, p)
		case registers.RelationSpouse:
			couple = append(couple, p)
		}
	}
	if len(people) > 0 && heads != 1 {
		return "heads"
	}
	if len(couple) == 2 && couple[0].Sex == couple[1].Sex {
		return "spouses"
	}
	for _, p := range people {
		for _, parent := range couple {
			gap := cn.DaysBetween(parent.Birth, p.Birth) / 365
			switch p.Relation {
			case registers.RelationSon, registers.RelationDaughter:
				if gap < 18 || gap > 52 {
					return "a child too old or too young"
				}
			case registers.RelationParent:
				if parent.Relation == registers.RelationHead && gap > -18 {
					return "a parent too young"
				}
			}
		}
	}
	return ""
}

func TestLowIncome(t *testing.T) {
	for seed := range uint64(6) {
		b := fill(t, today, seed)
		homes, people := 0, int64(0)
		for _, v := range b.rows["households"] {
			if h := registers.Households.Decode(v); h.LowIncome {
				homes++
				people += h.LowIncomePeople
			}
		}
		if homes != 19 || people != 54 {
			t.Errorf("seed %d: %d households, %d people", seed, homes, people)
		}
	}
}
