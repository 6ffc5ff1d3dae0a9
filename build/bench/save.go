package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"chengzhuan/backend/bind"
	"chengzhuan/backend/caller"
	"chengzhuan/backend/registers"
)

// measureSave saves one form after another through the bound call of the page,
// against bare inserts of the same rows, each its own transaction, into an
// identical table of the same length. The two take turns.
func measureSave(ctx context.Context, b *bench) error {
	dir, err := b.book(ctx)
	if err != nil {
		return err
	}
	d := registers.PartyMembers.Def
	p, err := newBare(ctx, b.path("save.db"), dir, d.Key)
	if err != nil {
		return err
	}
	defer p.db.Close()
	before, err := storedRows(ctx, dir, d.Key, p.columns, b.Book)
	if err != nil {
		return err
	}
	slices.Reverse(before)
	if err := p.fill(ctx, before); err != nil {
		return err
	}
	desk := bind.NewDesk(bind.Config{Dir: dir, Version: "bench", Face: caller.Browser})
	if err := desk.Open(ctx, nil); err != nil {
		return err
	}
	defer desk.Close()
	records := bound[*bind.Records](desk)
	template, err := recordOf(records)
	if err != nil {
		return err
	}
	insert, err := p.db.PrepareContext(ctx, p.insert)
	if err != nil {
		return err
	}
	defer insert.Close()
	stop, err := b.profiling("save")
	if err != nil {
		return err
	}
	defer stop()
	sync, err := syncTime(b.path("sync"))
	if err != nil {
		return err
	}
	var creates, checks, edits, peers, updates []time.Duration
	for i := range b.Saves {
		who := somebody(b.Book + 10_000_000 + i)
		inputs := form(who, template)
		begun := time.Now()
		if _, err := records.Check(d.Key, "", inputs); err != nil {
			return err
		}
		checks = append(checks, time.Since(begun))
		begun = time.Now()
		saved, err := records.Save(d.Key, "", inputs, nil, true)
		creates = append(creates, time.Since(begun))
		if err != nil {
			return err
		}
		if saved.ID == "" || !saved.Saved {
			return fmt.Errorf("form %d was not saved: %+v", i, saved)
		}
		rows, err := storedRows(ctx, dir, d.Key, p.columns, 1)
		if err != nil {
			return err
		}
		begun = time.Now()
		if _, err := insert.ExecContext(ctx, rows[0]...); err != nil {
			return err
		}
		peers = append(peers, time.Since(begun))

		begun = time.Now()
		edited, err := records.Save(d.Key, saved.ID, []bind.FieldInput{{Key: "mobile", Input: fmt.Sprintf("1390000%04d", i)}}, nil, true)
		edits = append(edits, time.Since(begun))
		if err != nil {
			return err
		}
		if !edited.Saved {
			return fmt.Errorf("edit %d was not saved: %+v", i, edited)
		}
		begun = time.Now()
		if _, err := p.db.ExecContext(ctx, `UPDATE party_members SET mobile = ? WHERE id = ?`, fmt.Sprintf("1390000%04d", i), rows[0][0]); err != nil {
			return err
		}
		updates = append(updates, time.Since(begun))
	}
	b.report.add(
		line{Measure: fmt.Sprintf("one new member saved, in %d", b.Book), Unit: "ms", Ours: median(creates)}.
			against("bare SQLite: one prepared insert of the same stored row, WAL, synchronous=FULL, the same indexes, as many rows", median(peers)).atMost(2).
			noted("ours through Records.Save: reads the form, checks, looks for doubles (that alone takes %.2f ms), writes with log, keys and history; p99 %.2f ms, peer's %.2f ms; this disk confirms 4 kB in %.2f ms", median(checks), percentile(creates, 99), percentile(peers, 99), sync),
		line{Measure: "one field of a member edited", Unit: "ms", Ours: median(edits)}.
			against("bare SQLite: one UPDATE of that column", median(updates)),
	)
	return nil
}

// syncTime is how long the disk takes to confirm one small write: both sides
// wait for that once a record, so on a slow disk the ratio goes towards 1.
func syncTime(path string) (float64, error) {
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	page := make([]byte, 4096)
	times, err := timed(50, func(int) error {
		if _, err := f.Write(page); err != nil {
			return err
		}
		return f.Sync()
	})
	return median(times), err
}

// bound finds one of the structs that the page may call.
func bound[T any](desk *bind.Desk) T {
	for _, o := range desk.Bound() {
		if t, ok := o.(T); ok {
			return t
		}
	}
	panic(errors.New("the desk has no such struct"))
}

// recordOf returns the references of some member of the book, for new forms.
func recordOf(records *bind.Records) (map[string]string, error) {
	list, err := records.List(bind.ListQuery{Register: registers.PartyMembers.Key, Limit: 1})
	if err != nil {
		return nil, err
	}
	if len(list.Rows) == 0 {
		return nil, errors.New("the book is empty")
	}
	view, err := records.Find(registers.PartyMembers.Key, list.Rows[0].ID)
	if err != nil {
		return nil, err
	}
	refs := map[string]string{}
	for _, f := range view.Fields {
		if registers.PartyMembers.Field(f.Key).Ref != "" {
			refs[f.Key] = f.Value
		}
	}
	return refs, nil
}

// form fills in what the page would send for a new member.
func form(p person, refs map[string]string) []bind.FieldInput {
	m := p.member(somewhere)
	v := registers.PartyMembers.Encode(&m)
	var out []bind.FieldInput
	for i, f := range registers.PartyMembers.Fields {
		input := v[i]
		if f.Ref != "" {
			input = refs[f.Key]
		}
		if input != "" {
			out = append(out, bind.FieldInput{Key: f.Key, Input: input})
		}
	}
	return out
}
