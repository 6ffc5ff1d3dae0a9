package store_test

import (
	"math/rand"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/oplog"
)

type rapidDice struct{ *rapid.T }

func (d rapidDice) pick(n int, what string) int { return rapid.IntRange(0, n-1).Draw(d.T, what) }

type seededDice struct{ *rand.Rand }

func (d seededDice) pick(n int, _ string) int { return d.Intn(n) }

// memory returns a temporary folder, in memory where that is possible: the laws are not about the disk.
func memory(t testing.TB) string {
	dir, err := os.MkdirTemp("/dev/shm", "model")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// live lets a world live and returns the law that it broke, nil for none.
func live(t testing.TB, d dice, fault string, all []step, pcs, n int) (law *broken, chat []string) {
	dir := memory(t)
	defer os.RemoveAll(dir)
	var w *world
	defer func() {
		if w != nil {
			w.close()
			chat = w.chat
		}
		switch b := recover().(type) {
		case nil:
		case broken:
			law = &b
		default:
			panic(b)
		}
	}()
	w = newWorld(d, dir, fault, pcs)
	w.begin()
	for range n {
		w.step(all)
		if d.pick(4, "check") == 0 {
			w.check(one(d, w.pcs, "PC"))
		}
	}
	w.end()
	return nil, w.chat
}

// Whatever the PCs of an office do, and however packets travel between them,
// they end up alike, nothing is lost, and exactly what two people decided
// differently waits for a third.
func TestLawsOfMerging(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := rapidDice{rt}
		if law, chat := live(t, d, "", steps, 2+d.pick(3, "PCs"), 4+d.pick(20, "steps")); law != nil {
			rt.Fatalf("%v\n%s", law, strings.Join(chat, "\n"))
		}
	})
}

// No law rests on clocks: they hold too where no clock learns from what comes
// in. Nor on how much of a packet is worked out at once.
func TestLawsHoldWithout(t *testing.T) {
	for _, without := range []string{"noAdvance", "settleEach"} {
		for seed := range int64(12) {
			d := seededDice{rand.New(rand.NewSource(seed))}
			if law, chat := live(t, d, without, stepsWith(map[string]int{"clock": 6}), 2+d.pick(3, "PCs"), 25); law != nil {
				t.Fatalf("%s, seed %d: %v\n%s", without, seed, law, strings.Join(chat, "\n"))
			}
		}
	}
}

// quiet are the steps without those that a test does not need.
var quiet = map[string]int{"deliver": 0, "pack": 0, "settle": 0, "void": 0, "undo": 0, "undo at once": 0, "restore": 0, "create": 0, "import": 0, "apart": 0,
	"clock": 0, "clone": 0, "backup": 0, "go back": 0, "upgrade": 0, "delete": 0, "late": 0}

func only(weights map[string]int) []step {
	all := stepsWith(quiet)
	for i, s := range all {
		if weight, ok := weights[s.name]; ok {
			all[i].weight = weight
		}
	}
	return all
}

// Each law can fail: with its protection switched off some world breaks it, and
// with the protection on none of the same worlds breaks any.
func TestLawsNoticeFaults(t *testing.T) {
	for _, c := range []struct {
		fault string
		laws  string
		steps []step
	}{
		{"keepNumber", "numbers", only(map[string]int{"clone": 6, "edit": 6, "meet": 8})},
		{"lastWins", "reviews", only(map[string]int{"edit": 6, "meet": 4})},
		{"noAwaited", "reviews shown", only(map[string]int{"edit": 8, "late": 3, "meet": 4})},
		{"gapReviews", "reviews", only(map[string]int{"edit": 8, "late": 3, "meet": 4})},
		{"gapReviews", "deletion", only(map[string]int{"edit": 8, "late": 6, "delete": 2, "restore": 2, "meet": 4})},
		{"dropUnknown", "lost", only(map[string]int{"create": 8, "meet": 6})},
		{"uncoupled", "coupled", only(map[string]int{"edit": 10, "meet": 4})},
		{"deleteWins", "deletion", only(map[string]int{"edit": 6, "delete": 4, "meet": 6})},
		{"undoDecides", "undo", only(map[string]int{"edit": 8, "delete": 2, "meet": 6, "settle": 2, "undo at once": 6})},
		{"takeAgain", "error", only(map[string]int{"edit": 4, "pack": 2, "deliver": 6})},
		{"vectorBySeq", "stranded", only(map[string]int{"clone": 4, "backup": 2, "go back": 2, "edit": 8, "meet": 8})},
	} {
		t.Run(c.fault, func(t *testing.T) {
			for seed := range int64(60) {
				run := func(fault string) (*broken, []string) {
					d := seededDice{rand.New(rand.NewSource(seed))}
					return live(t, d, fault, c.steps, 2+d.pick(2, ""), 16)
				}
				law, _ := run(c.fault)
				if law == nil {
					continue
				}
				if !slices.Contains(strings.Fields(c.laws), law.law) {
					t.Errorf("seed %d breaks the law of %s: %s", seed, law.law, law.text)
				}
				if law, chat := run(""); law != nil {
					t.Errorf("without the fault seed %d breaks the law of %s: %s\n%s", seed, law.law, law.text, strings.Join(chat, "\n"))
				}
				t.Logf("noticed at seed %d: %s: %s", seed, law.law, law.text)
				return
			}
			t.Error("no law notices it")
		})
	}
}

// The laws that no protection stands for by itself notice damage of the book.
func TestLawsNoticeDamage(t *testing.T) {
	for _, c := range []struct{ law, damage string }{
		{"gaps", `UPDATE changes SET whole = 1`},
		{"gaps", `UPDATE changes SET seq = seq + 1 WHERE whole = 0`},
		{"vector", `DELETE FROM tips`},
		{"vector", `INSERT INTO tips SELECT hash, replica, seq FROM changes WHERE seq = 1`},
		{"history", `DELETE FROM ops WHERE id IN (SELECT op FROM heads)`},
		{"sum", `DELETE FROM heads WHERE field = '~void'`},
		{"shown", `UPDATE grants SET amount = amount + 1`},
		{"shown", `UPDATE neighbours SET phone = '13800000007'`},
		{"reviews", `DELETE FROM reviews`},
		{"reviews", `INSERT OR IGNORE INTO reviews SELECT id, 'name', (SELECT id FROM register_ids WHERE key = 'neighbours') FROM neighbours`},
		{"deletion", `UPDATE neighbours SET "_deleted" = 1`},
		{"coupled", `UPDATE neighbours SET door = '7'`},
		{"lost", `DELETE FROM neighbours`},
		{"bytes", `UPDATE ops SET body = x'a101a0' WHERE id = (SELECT max(id) FROM ops WHERE id = row AND row NOT IN (SELECT row FROM heads))`},
		{"history", `DELETE FROM changes WHERE seq = 1`},
		{"keys", `DELETE FROM search_keys WHERE key = (SELECT min(key) FROM search_keys)`},
		{"converge", `INSERT INTO awaited VALUES (7, 7)`},
	} {
		w := newWorld(zeroDice{}, memory(t), "", 3)
		defer w.close()
		a, b := w.pcs[0], w.pcs[1]
		w.begin()
		w.voidEntry(a)
		call := func(p *pc, row oplog.ID, phone string) {
			w.write(p, false, nil, func() (oplog.ID, error) { return set1(t, p, row, "phone", phone), nil }, row)
		}
		call(a, w.rows[0], "13800000001")
		call(b, w.rows[0], "13800000002")
		w.bring(a, b)
		w.bring(b, a)
		call(a, w.rows[1], "13800000003")
		call(a, w.rows[1], "13800000004")
		w.receive(b, w.changes[len(w.changes)-1:]) // and the one before it is under way
		last := c.law == "keys" || c.law == "converge"
		examine := func() (law string) {
			defer func() {
				if b, ok := recover().(broken); ok {
					law = b.law
				}
			}()
			w.check(b)
			w.packet(b, nil)
			if last {
				w.end()
			}
			return ""
		}
		if !last {
			if law := examine(); law != "" {
				t.Errorf("the sound book breaks the law of %s", law)
			}
		}
		for _, p := range w.pcs {
			if p == b || c.law == "keys" { // a key that is missing everywhere differs nowhere
				if err := p.Raw(c.damage); err != nil {
					t.Fatal(err)
				}
			}
		}
		if law := examine(); law != c.law {
			t.Errorf("%s: the law of %q is broken, it should be that of %s", c.damage, law, c.law)
		}
	}
}
