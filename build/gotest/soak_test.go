package main

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func TestLawsAreFound(t *testing.T) {
	dir := t.TempDir()
	for name, src := range map[string]string{
		"a_test.go": `package p
func TestDirect(t *testing.T) { rapid.Check(t, nil) }
func TestSub(t *testing.T) { for range 2 { t.Run("x", rapid.MakeCheck(nil)) } }
func TestFar(t *testing.T) { viaOther(t) }
func TestMethod(t *testing.T) { (&rig{}).check(t) }
func TestPlain(t *testing.T) { rapid.Int().Example(1); other.Check(t) }
func BenchmarkNoTest(b *testing.B) { holds(nil) }`,
		"b_test.go": `package p
func viaOther(t *testing.T) { holds(t) }
func holds(t *testing.T) { rapid.Check(t, nil) }
func (r *rig) check(t *testing.T) { holds(t) }`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(src), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := lawsOf(dir, []string{"a_test.go", "b_test.go"})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"TestDirect", "TestFar", "TestMethod", "TestSub"}; !slices.Equal(got, want) {
		t.Errorf("laws %v, want %v", got, want)
	}
	if _, err := lawsOf(dir, []string{"none_test.go"}); err == nil {
		t.Error("a missing file passes")
	}
}

func TestSoakTakesTurns(t *testing.T) {
	turns, seeds := map[string]int{}, map[uint64]bool{}
	most := 0
	failed := soak(io.Discard, 20*time.Millisecond, []house{{"sound", nil, firstChecks}, {"broken", nil, firstChecks}}, func(h house, seed uint64) bool {
		turns[h.path]++
		if seed == 0 || seeds[seed] {
			t.Errorf("seed %d", seed)
		}
		seeds[seed] = true
		most = max(most, h.checks)
		time.Sleep(time.Millisecond)
		return h.path == "sound"
	})
	if failed != 1 || turns["broken"] != 1 || turns["sound"] < 2 || most <= firstChecks || most > mostChecks {
		t.Errorf("%d failed, turns %v, at most %d examples", failed, turns, most)
	}
	if failed := soak(io.Discard, 0, []house{{"a", nil, 1}, {"b", nil, 1}}, func(house, uint64) bool { return false }); failed != 2 {
		t.Errorf("without time %d of 2 had their turn", failed)
	}
	for took, want := range map[time.Duration]int{longTurn * 3: 300, longTurn: 300, longTurn / 3: 900, 0: 2400} {
		if n := moreChecks(300, took); n != want {
			t.Errorf("after a turn of %v a package draws %d, want %d", took, n, want)
		}
	}
}
