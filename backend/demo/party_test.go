package demo_test

import (
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
)

func TestParty(t *testing.T) {
	for i, day := range days {
		b := fill(t, day, uint64(i))
		direct := map[oplog.ID]int{}
		relations := map[string]int{}
		soon, over, probation, medals, medalDue, incomplete := 0, 0, 0, 0, 0, 0
		for _, v := range b.rows["party_members"] {
			m := registers.PartyMembers.Decode(v)
			relations[m.Relation]++
			if m.Direct() && m.Estate != 0 {
				direct[m.Estate]++
			}
			if m.Category == registers.CategoryProbationary {
				probation++
				if due, ok := registers.Probation(&m, day, 30, 7); ok && due.Days >= 0 {
					soon++
				} else if ok {
					over++
				}
			}
			if m.Medal != "" {
				medals++
			}
			if registers.MedalDue(&m, day.Year(), 50) {
				medalDue++
			}
			if len(registers.Missing(registers.PartyMembers.Def, v)) > 0 {
				incomplete++
			}
		}
		if probation != 9 || soon != 2 || over != 1 {
			t.Errorf("%s: %d probationary, %d end soon, %d are overdue", day, probation, soon, over)
		}
		if medals < 3 || medalDue < 1 || incomplete < 6 || incomplete > 30 {
			t.Errorf("%s: %d medals, %d due, %d incomplete", day, medals, medalDue, incomplete)
		}
		if relations[registers.RelationDirect] != 241 || relations[registers.RelationCheckIn] != 38 || relations[registers.RelationIn] != 12 || relations[registers.RelationOut] != 10 {
			t.Errorf("%s: relations %v", day, relations)
		}
		own, joint := 0, map[oplog.ID]int{}
		for n, v := range b.rows["estates"] {
			e := registers.Estates.Decode(v)
			if e.Branch == 0 {
				t.Errorf("%s: %s has no branch", day, e.Name)
			}
			joint[e.Branch]++
			if count := direct[b.ids["estates"][n]]; count >= 20 {
				own++
			} else if count != 2 && count != 3 {
				t.Errorf("%s: %s has %d members", day, e.Name, count)
			}
		}
		if own != 6 || len(joint) != 7 {
			t.Errorf("%s: %d estates with branches of their own, %d branches", day, own, len(joint))
		}
		checkTwins(t, day, b)
		checkTerms(t, day, b)
	}
}

// One pair of members looks alike; nobody else does, in either ledger.
func checkTwins(t *testing.T, day cn.Date, b *book) {
	t.Helper()
	for key, want := range map[string]int{"party_members": 1, "residents": 0} {
		d := registers.Find(key)
		seen, twins := map[string]bool{}, 0
		for _, v := range b.rows[key] {
			who := d.Get(v, "name") + string(d.Get(v, "birth"))
			if seen[who] {
				twins++
			}
			seen[who] = true
		}
		if twins != want {
			t.Errorf("%s: %d pairs in %s, want %d", day, twins, key, want)
		}
	}
	for _, d := range registers.All() {
		for _, s := range d.Same {
			if !s.Certain {
				continue
			}
			seen := map[string]bool{}
			for _, v := range b.rows[d.Key] {
				parts, whole := "", true
				for _, f := range s.Fields {
					parts, whole = parts+"\x00"+d.Get(v, f), whole && d.Get(v, f) != ""
				}
				if whole && seen[parts] {
					t.Errorf("%s: %s: twice the same %v", day, d.Key, s.Fields)
				}
				seen[parts] = true
			}
		}
	}
}

func checkTerms(t *testing.T, day cn.Date, b *book) {
	t.Helper()
	tones := map[registers.Tone]int{}
	heads, cross := 0, 0
	for _, v := range b.rows["organizations"] {
		o := registers.Organizations.Decode(v)
		if due, ok := registers.Election(o.TermEnd, day, 6, 12); ok {
			tones[due.Tone]++
		}
		if o.Head == "" && o.Type != registers.TypeSuperior {
			heads++
		}
	}
	if tones[registers.ToneAmber] != 2 || tones[registers.ToneRed] != 1 || tones[registers.ToneBlack] != 0 {
		t.Errorf("%s: terms %v", day, tones)
	}
	if heads != 0 {
		t.Errorf("%s: %d bodies without a head", day, heads)
	}
	types := map[string]string{}
	for n, v := range b.rows["organizations"] {
		types[b.ids["organizations"][n].String()] = registers.Organizations.Get(v, "type")
	}
	var facts []registers.PostFact
	for _, v := range b.rows["posts"] {
		get := registers.Posts.Getter(v)
		facts = append(facts, registers.PostFact{Person: get("member") + get("resident") + get("person"), Body: get("organization"),
			BodyType: types[get("organization")], From: cn.Date(get("from")), To: cn.Date(get("to"))})
	}
	for _, c := range registers.CrossPosts(facts, day) {
		if c.PartyAndOther {
			cross++
		}
	}
	if cross < 6 {
		t.Errorf("%s: only %d cross posts", day, cross)
	}
}
