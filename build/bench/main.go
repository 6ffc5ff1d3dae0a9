// Command bench measures the program against named peers, all in one run, so
// that a slow machine slows both sides: LibreOffice for whole files, bare SQLite
// for the database, Automerge and Yjs for sync. It prints a table and writes
// build/tmp/bench.json. It measures and does not judge: it fails only when
// something does not work.
//
// It knows the program as users do (its commands) and as the page does (the
// bound calls); only the peers of the store see SQL.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// measures in the order of a run: commands first, while nothing else is in memory.
var measures = []struct {
	name    string
	run     func(context.Context, *bench) error
	program bool // runs the built program
}{
	{"import", measureImport, true},
	{"roster", measureRoster, true},
	{"bulk", measureBulk, false},
	{"save", measureSave, false},
	{"list", measureList, false},
	{"start", measureStart, true},
	{"search", measureSearch, false},
	{"visits", measureVisits, false},
	{"points", measurePoints, false},
	{"sync", measureSync, false},
}

// sizes are the sizes of one run.
type sizes struct {
	Import int   // rows of the roster that is imported
	Roster []int // people on the printed roster
	Search []int // people among whom is searched
	Book   int   // people in the book of list, save and start
	Bulk   int   // records of one bulk write
	Saves  int   // records saved one by one
	Find   int   // searches
	Runs   int   // of what takes less than seconds
	Office int   // runs of LibreOffice
	Sync   []int // operations that PCs exchange
	Visits int   // visits in the log of which figures are asked
	Points int   // entries in effect in the book of points
}

var (
	full  = sizes{Import: 10_000, Roster: []int{1_000, 10_000}, Search: []int{100_000, 1_000_000}, Book: 100_000, Bulk: 10_000, Saves: 200, Find: 2_000, Runs: 5, Office: 3, Sync: []int{100_000, 1_000_000}, Visits: 1_000_000, Points: 5_000_000}
	quick = sizes{Import: 1_000, Roster: []int{100, 1_000}, Search: []int{10_000, 50_000}, Book: 10_000, Bulk: 2_000, Saves: 60, Find: 500, Runs: 3, Office: 1, Sync: []int{10_000}, Visits: 20_000, Points: 100_000}
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == childArg {
		os.Exit(childMain(os.Args[2:]))
	}
	if len(os.Args) > 1 && os.Args[1] == syncChildArg {
		if err := syncChild(os.Args[2:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	switch {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	var names []string
	for _, m := range measures {
		names = append(names, m.name)
	}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	small := flags.Bool("quick", false, "small sizes: does it work at all?")
	only := flags.String("only", "", "only these measures, joined by commas: "+strings.Join(names, ", "))
	bin := flags.String("bin", filepath.Join("build", "bin", "chengzhuan"), "the program; if absent, one without a window is built")
	out := flags.String("json", filepath.Join("build", "tmp", "bench.json"), "where the figures go")
	profile := flags.String("profile", "", "write a CPU profile of our side of save, bulk, list, search and sync into this folder")
	operations := flags.Int("sync", 0, "measure sync at this many operations only")
	if err := flags.Parse(args); err != nil {
		return err
	}
	var wanted []string
	if *only != "" {
		wanted = strings.Split(*only, ",")
		for _, w := range wanted {
			if !slices.Contains(names, w) {
				return fmt.Errorf("no measure %q; there are %s", w, strings.Join(names, ", "))
			}
		}
	}
	b := &bench{sizes: full, profile: *profile, report: newReport(*small)}
	if *small {
		b.sizes = quick
	}
	if *operations > 0 {
		b.Sync = []int{*operations}
	}
	if err := b.open(*out); err != nil {
		return err
	}
	defer b.close()
	var failed []error
	for _, m := range measures {
		if wanted != nil && !slices.Contains(wanted, m.name) {
			continue
		}
		if m.program && b.bin == "" {
			if err := b.program(ctx, *bin); err != nil {
				return err
			}
		}
		begun := time.Now()
		b.say("%s …", m.name)
		if err := m.run(ctx, b); err != nil {
			// What was measured before is worth having.
			failed = append(failed, fmt.Errorf("%s: %w", m.name, err))
			b.report.Failed = append(b.report.Failed, m.name+": "+err.Error())
		}
		b.say("%s: %.1f s", m.name, time.Since(begun).Seconds())
		if ctx.Err() != nil {
			break
		}
	}
	b.report.finish()
	b.report.print(os.Stdout)
	return errors.Join(append(failed, b.report.write(*out))...)
}
