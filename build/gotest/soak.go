package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"time"
)

const (
	firstChecks = 200
	mostChecks  = 20_000
	longTurn    = 20 * time.Second // what a turn of a package may grow to
)

// house is a package with laws.
type house struct {
	path   string
	laws   []string
	checks int
}

// moreChecks is how many examples a law draws in the next turn after one that
// took so long: packages of fast laws draw many, slow ones few.
func moreChecks(checks int, took time.Duration) int {
	factor := int(longTurn / max(took, time.Millisecond))
	return min(checks*min(max(factor, 1), 8), mostChecks)
}

// soak checks the laws of the packages in turn, each turn with another random
// seed, until the time is up; every package has one turn at least. A package
// that fails has no further turn. It returns the number of packages that failed.
func soak(out io.Writer, length time.Duration, houses []house, turn func(house, uint64) bool) int {
	failed := 0
	start := time.Now()
	for round := 0; len(houses) > 0 && (round == 0 || time.Since(start) < length); round++ {
		var sound []house
		for i, h := range houses {
			if round > 0 && time.Since(start) >= length {
				sound = append(sound, houses[i:]...)
				break
			}
			seed := rand.Uint64()>>1 | 1 // 0 would let rapid choose one and not tell
			fmt.Fprintf(out, "%s: %d laws, %d examples each, seed %d\n", h.path, len(h.laws), h.checks, seed)
			began := time.Now()
			if !turn(h, seed) {
				failed++
				continue
			}
			h.checks = moreChecks(h.checks, time.Since(began))
			sound = append(sound, h)
		}
		houses = sound
	}
	return failed
}

// housesOf lists the packages that have laws. args are those of go list.
func housesOf(args []string) ([]house, error) {
	const form = `{{.ImportPath}}	{{.Dir}}	{{join .TestGoFiles " "}} {{join .XTestGoFiles " "}}`
	cmd := exec.Command("go", append([]string{"list", "-f", form}, args...)...)
	cmd.Stderr = os.Stderr
	list, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	var houses []house
	for line := range strings.Lines(string(list)) {
		parts := strings.SplitN(strings.TrimSuffix(line, "\n"), "\t", 3)
		if len(parts) != 3 {
			return nil, fmt.Errorf("go list said %q", line)
		}
		laws, err := lawsOf(parts[1], strings.Fields(parts[2]))
		if err != nil {
			return nil, err
		}
		if len(laws) > 0 {
			houses = append(houses, house{parts[0], laws, firstChecks})
		}
	}
	return houses, nil
}

// soakMain is `gotest -soak 10m [build flags] PACKAGES`, the packages as one
// pattern such as ./backend/...
func soakMain(length string, args []string) error {
	d, err := time.ParseDuration(length)
	if err != nil {
		return fmt.Errorf("how long? want a duration such as 10m: %w", err)
	}
	houses, err := housesOf(args)
	if err != nil {
		return err
	}
	if len(houses) == 0 {
		return fmt.Errorf("no package with laws among %v", args)
	}
	flags := args[:len(args)-1]
	t := newTally(os.Stdout)
	failed := soak(os.Stdout, d, houses, func(h house, seed uint64) bool {
		before := t.badPackages
		cmd := append([]string{"-count=1", "-timeout=30m", "-run=^(" + strings.Join(h.laws, "|") + ")$"}, flags...)
		env := []string{fmt.Sprint("RAPID_SEED=", seed), fmt.Sprint("RAPID_CHECKS=", h.checks)}
		return goTest(t, append(cmd, h.path), env) == nil && t.badPackages == before
	})
	t.close()
	if failed > 0 {
		return fmt.Errorf("%d packages failed; keep an example that breaks a law as a fixed test", failed)
	}
	return nil
}
