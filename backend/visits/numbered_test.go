package visits

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// numberedMisses numbers keys as a map would and says where they differ; "" nowhere. same
// tells of a key which other one it is taken for.
func numberedMisses(rt *rapid.T, same func(uint64) uint64) string {
	var t numbered
	at := map[uint64]uint32{0: 0}
	start := rapid.Uint64().Draw(rt, "start")
	for range rapid.IntRange(0, 3000).Draw(rt, "keys") {
		key := start + uint64(rapid.IntRange(0, 4000).Draw(rt, "key"))
		if rapid.IntRange(0, 9).Draw(rt, "far") == 0 {
			key = rapid.Uint64().Draw(rt, "any")
		}
		want, known := at[key]
		if got, ok := t.find(same(key)); ok != known || got != want {
			return fmt.Sprintf("%d is found at %d, %v, want %d, %v", key, got, ok, want, known)
		}
		if !known {
			want = uint32(len(at))
			at[key] = want
		}
		if got, fresh := t.place(same(key)); got != want || fresh == known {
			return fmt.Sprintf("%d is put at %d, want %d", key, got, want)
		}
	}
	return ""
}

func TestNumberedIsAsAMap(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		if miss := numberedMisses(rt, func(key uint64) uint64 { return key }); miss != "" {
			rt.Fatal(miss)
		}
	})
}

func TestTheLawSeesKeysTakenForOthers(t *testing.T) {
	for seed := range 50 {
		if rapid.Custom(func(rt *rapid.T) string {
			return numberedMisses(rt, func(key uint64) uint64 { return key &^ 1 })
		}).Example(seed) != "" {
			return
		}
	}
	t.Error("keys that are taken for one another were not seen")
}
