package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// syncLimit ends a step of a peer, or of ours, that takes too long.
const syncLimit = 10 * time.Minute

// syncPeer is a library that makes the same edits, in a program of its own.
type syncPeer struct {
	name, script string
	failed       string // why it is no longer measured
}

// syncFigures are what one side showed at one size.
type syncFigures struct {
	exported, imported       []time.Duration
	exportPeaks, importPeaks []float64
	importCPU                []float64 // seconds
	bytes                    int
	last                     syncStep // the last import
}

// measureSync measures how what three PCs did comes to a fourth: a packet
// against Automerge and Yjs, that make the same edits. Sides take turns.
func measureSync(ctx context.Context, b *bench) error {
	if err := installPeers(ctx); err != nil {
		return err
	}
	// The edits are after the admission of the PCs, or their clocks would seem to have been set back.
	day := time.Now().AddDate(0, 0, 1)
	start := time.Date(day.Year(), day.Month(), day.Day(), 8, 0, 0, 0, day.Location())
	peers := []*syncPeer{{name: "Automerge", script: "automerge.mjs"}, {name: "Yjs", script: "yjs.mjs"}}
	for _, n := range b.Sync {
		if err := b.syncSize(ctx, n, start, peers); err != nil {
			return err
		}
	}
	return nil
}

// peersDir holds the programs of the peers.
var peersDir = filepath.Join("build", "bench", "peers")

// installPeers installs the libraries that the lock file names, once.
func installPeers(ctx context.Context) error {
	if _, err := os.Stat(filepath.Join(peersDir, "node_modules", ".package-lock.json")); err == nil {
		return nil
	}
	cmd := exec.CommandContext(ctx, "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error")
	cmd.Dir, cmd.Stdout, cmd.Stderr = peersDir, os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("npm ci in %s: %w", peersDir, err)
	}
	return nil
}

func (b *bench) syncSize(ctx context.Context, n int, start time.Time, peers []*syncPeer) error {
	list := b.path(fmt.Sprintf("edits-%d.jsonl", n))
	if err := writeSyncEdits(list, n, start); err != nil {
		return err
	}
	begun := time.Now()
	books, err := b.makeSyncBooks(ctx, n, start)
	if err != nil {
		return err
	}
	b.say("%d operations made by ours in %.0f s", n, time.Since(begun).Seconds())
	dir := b.path(fmt.Sprint("sync-peers-", n))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for _, p := range peers {
		begun = time.Now()
		if _, _, err := p.run(ctx, "make", list, dir); err != nil {
			b.giveUp(ctx, p, n, "making the edits", err)
			continue
		}
		b.say("%d operations made by %s in %.0f s", n, p.name, time.Since(begun).Seconds())
	}
	os.Remove(list)
	var ours syncFigures
	theirs := make([]syncFigures, len(peers))
	runs := b.Runs
	if n > 100_000 {
		runs = min(runs, 3)
	}
	packet := filepath.Join(dir, "packet.czb")
	for range runs {
		if err := b.syncOnce(ctx, books, packet, &ours); err != nil {
			return err
		}
		if ours.last.Ops < n {
			return fmt.Errorf("%d of %d operations came in", ours.last.Ops, n)
		}
		for i, p := range peers {
			if p.failed != "" {
				continue
			}
			if err := p.once(ctx, dir, n/10, &theirs[i]); err != nil {
				b.giveUp(ctx, p, n, "passing them on", err)
			}
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	b.syncLines(n, ours, peers, theirs)
	for _, dir := range []string{books.first, books.fourth} {
		os.RemoveAll(dir)
	}
	return nil
}

// run runs one step of a peer.
func (p *syncPeer) run(ctx context.Context, args ...string) (usage, syncStep, error) {
	u, err := measureWithin(ctx, syncLimit, nil, "node", append([]string{"--max-old-space-size=8192", filepath.Join(peersDir, p.script)}, args...)...)
	if err != nil {
		return u, syncStep{}, err
	}
	step, err := stepOf(u)
	return u, step, err
}

func stepOf(u usage) (step syncStep, err error) {
	if err := json.NewDecoder(strings.NewReader(u.Out)).Decode(&step); err != nil {
		return step, fmt.Errorf("no figures in %q: %w", u.Out, err)
	}
	return step, nil
}

// giveUp measures a peer no longer, at this size and larger ones, and says so.
func (b *bench) giveUp(ctx context.Context, p *syncPeer, n int, doing string, err error) {
	if ctx.Err() != nil {
		return
	}
	p.failed = fmt.Sprintf("%s is not measured at %d operations: %s failed or took longer than %v", p.name, n, doing, syncLimit)
	b.say("%s: %v", p.failed, err)
}

// syncOnce exports from the first PC and imports at the fourth, as it was before.
func (b *bench) syncOnce(ctx context.Context, books syncBooks, packet string, f *syncFigures) error {
	u, out, err := b.syncOurs(ctx, "export", books.first, packet, books)
	if err != nil {
		return err
	}
	work := books.fourth + "-work"
	if err := os.RemoveAll(work); err != nil {
		return err
	}
	if err := os.CopyFS(work, os.DirFS(books.fourth)); err != nil {
		return err
	}
	f.export(u, out)
	if u, out, err = b.syncOurs(ctx, "import", work, packet, books); err != nil {
		return err
	}
	f.take(u, out)
	return os.RemoveAll(work)
}

// once does the same with a peer.
func (p *syncPeer) once(ctx context.Context, dir string, records int, f *syncFigures) error {
	file := filepath.Join(dir, p.script+".passed")
	u, out, err := p.run(ctx, "export", dir, file)
	if err != nil {
		return err
	}
	f.export(u, out)
	if u, out, err = p.run(ctx, "import", dir, file); err != nil {
		return err
	}
	f.take(u, out)
	if out.Records != records {
		return fmt.Errorf("%d of %d records came in", out.Records, records)
	}
	return nil
}

func (f *syncFigures) export(u usage, out syncStep) {
	f.exported, f.exportPeaks, f.bytes = append(f.exported, out.took()), append(f.exportPeaks, u.Peak), out.Bytes
}

func (f *syncFigures) take(u usage, out syncStep) {
	f.imported, f.importPeaks, f.last = append(f.imported, out.took()), append(f.importPeaks, u.Peak), out
	f.importCPU = append(f.importCPU, u.CPU.Seconds())
}

func (s syncStep) took() time.Duration { return time.Duration(s.MS * float64(time.Millisecond)) }

// syncLines reports one size.
func (b *bench) syncLines(n int, ours syncFigures, peers []*syncPeer, theirs []syncFigures) {
	name := fmt.Sprintf("sync of %d operations", n)
	each := func(bytes int) float64 { return float64(bytes) / float64(n) }
	what := map[string]string{
		"Automerge": "Automerge, the same edits as changes of one document with message and time; whole document saved and loaded, its view made, saved to disk again",
		"Yjs":       "Yjs, the same edits as transactions; it keeps neither operator, time and note nor what was replaced",
	}
	for i, p := range peers {
		f := theirs[i]
		if p.failed != "" {
			b.report.add(line{Measure: name + ", import", Unit: "ms", Ours: median(ours.imported)}.noted("%s", p.failed))
			continue
		}
		imports := line{Measure: name + ", import", Unit: "ms", Ours: median(ours.imported)}.against(what[p.name], median(f.imported))
		size := line{Measure: name + ", bytes an operation", Unit: "B", Ours: each(ours.bytes)}.against(p.name, each(f.bytes))
		if i == 0 {
			imports = imports.atMost(1.0/3).noted("ours writes table, log, history, search keys, reviews (%d) with the disk confirming it, out of a signed and sealed packet; processor time of the whole processes %.1f s against %.1f s", ours.last.Reviews, middle(ours.importCPU), middle(f.importCPU))
			size = size.atMost(1).noted("its compressed form; ours is sealed")
		}
		b.report.add(imports,
			line{Measure: name + ", export", Unit: "ms", Ours: median(ours.exported)}.against(p.name, median(f.exported)),
			size,
			line{Measure: name + ", import, peak memory", Unit: "MB", Ours: middle(ours.importPeaks)}.against(p.name+"'s process", middle(f.importPeaks)),
			line{Measure: name + ", export, peak memory", Unit: "MB", Ours: middle(ours.exportPeaks)}.against(p.name+"'s process", middle(f.exportPeaks)),
		)
	}
}
