package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
)

// The made-up people are nobody, and pass every check: a refused record would
// make the figures too good.
func TestPeopleAreSoundAndNobody(t *testing.T) {
	at := places{branches: make([]oplog.ID, branches), groups: make([]oplog.ID, branches), estates: make([]oplog.ID, len(estates)), households: make([]oplog.ID, 1), units: make([]oplog.ID, 1)}
	seen := map[string]bool{}
	for i := range 12_000 {
		p := somebody(i)
		id, err := cn.ParseID(p.IDNumber, "2026-01-15")
		if err != nil || id.Birth != p.Birth || id.Sex != p.Sex {
			t.Fatalf("person %d: ID %+v, %v", i, id, err)
		}
		if p.IDNumber[2:6] != "0000" || p.Mobile[3:6] != "000" {
			t.Fatalf("person %d could be somebody", i)
		}
		if seen[p.IDNumber] || seen[p.Mobile] {
			t.Fatalf("person %d has the number of another", i)
		}
		seen[p.IDNumber], seen[p.Mobile] = true, true
		if i > 200 {
			continue
		}
		m, r := p.member(at), p.resident(at)
		v, w := registers.PartyMembers.Encode(&m), registers.Residents.Encode(&r)
		for j, f := range registers.PartyMembers.Fields {
			if !f.Canonical(v[j]) {
				t.Errorf("person %d: %s is %q", i, f.Key, v[j])
			}
		}
		for j, f := range registers.Residents.Fields {
			if !f.Canonical(w[j]) {
				t.Errorf("resident %d: %s is %q", i, f.Key, w[j])
			}
		}
	}
	once, again, other := somebody(7), somebody(7), somebody(8)
	if once.Name != again.Name || once.IDNumber != again.IDNumber || once.IDNumber == other.IDNumber {
		t.Error("a person is not determined by the number")
	}
}

func TestGoals(t *testing.T) {
	l := line{Unit: "ms", Ours: 20}
	for _, c := range []struct {
		line line
		goal string
		met  bool
	}{
		{l.against("x", 200).atMost(1.0 / 10), "≤ 1/10", true},
		{l.against("x", 199).atMost(1.0 / 10), "≤ 1/10", false},
		{l.against("x", 10).atMost(2), "≤ 2 ×", true},
		{l.against("x", 9).atMost(2), "≤ 2 ×", false},
		{l.within(20), "≤ 20.0 ms", true},
		{l.within(19.9), "≤ 19.9 ms", false},
		{l.against("x", 10).within(5), "≤ 5.00 ms", false}, // a peer does not excuse
	} {
		if c.line.Goal != c.goal || *c.line.Met != c.met {
			t.Errorf("goal %q met %v, want %q %v", c.line.Goal, *c.line.Met, c.goal, c.met)
		}
	}
}

func TestPercentiles(t *testing.T) {
	var times []time.Duration
	for i := 100; i >= 1; i-- {
		times = append(times, time.Duration(i)*time.Millisecond)
	}
	if median(times) != 50 || percentile(times, 99) != 99 || percentile(times, 100) != 100 || percentile(times[:1], 99) != 100 || percentile(nil, 50) != 0 {
		t.Error("nearest ranks are wrong", median(times), percentile(times, 99))
	}
}

func TestReport(t *testing.T) {
	r := newReport(true)
	r.add(line{Measure: "one", Unit: "ms", Ours: 12_345}.against("a peer", 1).atMost(2).noted("why"), line{Measure: "two", Unit: "MB", Ours: 0.05})
	var text strings.Builder
	r.print(&text)
	for _, want := range []string{"QUICK", "one        12.3 s  1.00 ms", "≤ 2 ×", "NO", "- one: peer is a peer; why", "0.050 MB"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %q in\n%s", want, text.String())
		}
	}
	path := filepath.Join(t.TempDir(), "tmp", "bench.json")
	if err := r.write(path); err != nil {
		t.Fatal(err)
	}
	b, _ := os.ReadFile(path)
	var back report
	if err := json.Unmarshal(b, &back); err != nil || len(back.Lines) != 2 || back.Lines[1].Peer != nil || *back.Lines[0].Met {
		t.Errorf("%v\n%s", err, b)
	}
}

// The peer of the store must do what it is said to do: the same rows in the
// same table with the same indexes, with every write confirmed by the disk.
func TestBarePeer(t *testing.T) {
	ctx := context.Background()
	b := &bench{sizes: quick, dir: t.TempDir(), report: newReport(true)}
	if err := b.memberBook(ctx, b.path("book"), 50); err != nil {
		t.Fatal(err)
	}
	p, err := newBare(ctx, b.path("bare.db"), b.path("book"), "party_members")
	if err != nil {
		t.Fatal(err)
	}
	defer p.db.Close()
	rows, err := storedRows(ctx, b.path("book"), "party_members", p.columns, 100)
	if err != nil || len(rows) != 50 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if err := p.fill(ctx, rows); err != nil {
		t.Fatal(err)
	}
	var n, indexes, sync int
	var journal, name string
	for query, dst := range map[string]any{
		`SELECT count(*) FROM party_members`: &n, `SELECT count(*) FROM sqlite_master WHERE type = 'index'`: &indexes,
		`PRAGMA synchronous`: &sync, `PRAGMA journal_mode`: &journal, `SELECT min(name) FROM party_members WHERE name_py <> ''`: &name,
	} {
		if err := p.db.QueryRow(query).Scan(dst); err != nil {
			t.Fatal(query, err)
		}
	}
	if n != 50 || indexes < 5 || sync != 2 || journal != "wal" || name == "" {
		t.Errorf("%d rows, %d indexes, synchronous %d, journal %s", n, indexes, sync, journal)
	}
	if _, err := newBare(ctx, b.path("none.db"), b.path("book"), "nothing"); err == nil {
		t.Error("a table that is not there was copied")
	}
}

// What a child used is that child's own, however large its parent is.
func TestChildPeak(t *testing.T) {
	ballast := make([]byte, 300<<20)
	for i := 0; i < len(ballast); i += 4096 {
		ballast[i] = 1
	}
	u, err := measure(context.Background(), nil, "/bin/sh", "-c", "echo out")
	if err != nil || u.Out != "out\n" || u.Wall <= 0 {
		t.Fatalf("%+v, %v", u, err)
	}
	if ballast[0] != 1 || u.Peak <= 0 || u.Peak > 100 {
		t.Errorf("a shell took %.0f MB", u.Peak)
	}
	if _, err := measure(context.Background(), nil, "/bin/sh", "-c", "echo why >&2; exit 3"); err == nil || !strings.Contains(err.Error(), "why") {
		t.Errorf("a failure gave %v", err)
	}
}

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == childArg {
		os.Exit(childMain(os.Args[2:]))
	}
	if len(os.Args) > 1 && os.Args[1] == syncChildArg {
		if err := syncChild(os.Args[2:]); err != nil {
			os.Stderr.WriteString(err.Error())
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// The list of edits is what it is said to be: n operations, a tenth of them
// members with 12 filled fields that pass every check, each edit a change of one
// field, the same list every time.
func TestSyncEdits(t *testing.T) {
	const n = 20_000
	d := registers.PartyMembers.Def
	start := time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
	created, edited, meetings := 0, 0, 0
	now := map[int]map[string]string{}
	pcs := map[int]int{}
	last := start
	for e := range syncEdits(n, start) {
		if e.At.Before(last) || e.Operator == "" || e.Note == "" {
			t.Fatalf("%+v", e)
		}
		last = e.At
		pcs[e.PC]++
		for i, fields := range e.Created {
			if len(fields) != 12 {
				t.Fatalf("record %d has %d fields", e.First+i, len(fields))
			}
			now[e.First+i] = fields
			created++
			for key, v := range fields {
				if v == "" || !d.Fields[d.Index(key)].Canonical(v) {
					t.Fatalf("record %d: %s is %q", e.First+i, key, v)
				}
			}
		}
		if e.Created != nil {
			continue
		}
		edited++
		if now[e.First] == nil || now[e.First][e.Field] == e.Value || !d.Fields[d.Index(e.Field)].Canonical(e.Value) {
			t.Fatalf("%+v changes nothing, or is not allowed", e)
		}
		if e.First%syncPCs != e.PC {
			meetings++
		}
		now[e.First][e.Field] = e.Value
	}
	if created != n/10 || edited != n-n/10 || len(pcs) != syncPCs || meetings < n/300 || meetings > n/60 {
		t.Errorf("%d created, %d edited, by %v, %d on records of others", created, edited, pcs, meetings)
	}
	digest := func() string {
		path := filepath.Join(t.TempDir(), "edits.jsonl")
		if err := writeSyncEdits(path, 3_000, start); err != nil {
			t.Fatal(err)
		}
		b, _ := os.ReadFile(path)
		return string(b)
	}
	if a, b := digest(), digest(); a != b || len(a) < 100_000 {
		t.Error("the list is not the same each time")
	}
}

// What three PCs did is all at the first, and comes to the fourth by one packet.
func TestSyncBooks(t *testing.T) {
	ctx := context.Background()
	b := &bench{sizes: quick, dir: t.TempDir(), report: newReport(true)}
	start := time.Now().AddDate(0, 0, 1)
	books, err := b.makeSyncBooks(ctx, 600, start)
	if err != nil {
		t.Fatal(err)
	}
	packet := b.path("packet.czb")
	var f syncFigures
	for range 2 { // the fourth is as before each time
		if err := b.syncOnce(ctx, books, packet, &f); err != nil {
			t.Fatal(err)
		}
		if f.last.Ops < 600 || f.last.Ops > 620 || f.bytes == 0 || f.last.MS <= 0 {
			t.Fatalf("%+v", f)
		}
	}
}
