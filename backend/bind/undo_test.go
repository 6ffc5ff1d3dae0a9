package bind_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"chengzhuan/backend/bind"
	"chengzhuan/backend/caller"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// many writes n members as one change, as another process on the same book would.
func many(t *testing.T, dir string, n int) string {
	t.Helper()
	s, err := store.Open(context.Background(), dir, registers.All(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	d := registers.PartyMembers.Def
	r, err := s.Write(context.Background(), store.Meta{Kind: "import", Note: "导入党员"}, func(tx *store.Tx) error {
		for i := range n {
			v := d.New()
			v[d.Index("name")] = fmt.Sprintf("王芳%d", i)
			if _, err := tx.Create(d, v); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return r.Change.String()
}

func emptyDesk(t *testing.T) (string, *bind.Records, *bind.Jobs) {
	t.Helper()
	dir := t.TempDir()
	d := bind.NewDesk(bind.Config{Dir: dir, Version: "test", Face: caller.Browser})
	if err := d.Open(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	var records *bind.Records
	var jobs *bind.Jobs
	for _, b := range d.Bound() {
		switch b := b.(type) {
		case *bind.Book:
			if _, err := b.Create("仁寿门社区", "张红梅"); err != nil {
				t.Fatal(err)
			}
		case *bind.Records:
			records = b
		case *bind.Jobs:
			jobs = b
		}
	}
	return dir, records, jobs
}

func living(t *testing.T, r *bind.Records) int {
	t.Helper()
	page, err := r.List(bind.ListQuery{Register: "party_members", Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	return page.Total
}

func TestAnUndoOfAFewRowsAnswersAtOnce(t *testing.T) {
	dir, records, _ := emptyDesk(t)
	change := many(t, dir, 3)
	u, err := records.Undo(change)
	if err != nil || !u.Done || u.Result.Rows != 3 || u.Job.ID != "" || living(t, records) != 0 {
		t.Fatalf("%+v, %v", u, err)
	}
	if _, err := records.Undo(change); err == nil || !strings.Contains(err.Error(), `"conflict"`) {
		t.Errorf("the second undo: %v", err)
	}
}

func TestAnUndoOfManyRowsIsAJobThatCanBeStopped(t *testing.T) {
	const n = 10_000
	dir, records, jobs := emptyDesk(t)
	change := many(t, dir, n)
	start := time.Now()
	u, err := records.Undo(change)
	if err != nil || u.Done || u.Job.ID == "" {
		t.Fatalf("%+v, %v", u, err)
	}
	if waited := time.Since(start); waited > 5*time.Second {
		t.Errorf("the page waited %v", waited)
	}
	if _, err := records.UndoResult(u.Job.ID); err == nil {
		t.Error("a result before the end")
	}
	if _, err := jobs.Cancel(u.Job.ID); err != nil {
		t.Fatal(err)
	}
	if job := ended(t, jobs, u.Job); !strings.Contains(job.Error, `"canceled"`) || living(t, records) != n {
		t.Fatalf("stopped: %+v, %d left", job, living(t, records))
	}
	start = time.Now()
	if u, err = records.Undo(change); err != nil {
		t.Fatal(err)
	}
	if job := ended(t, jobs, u.Job); u.Done || job.Error != "" {
		t.Fatalf("%+v, %s", u, job.Error)
	}
	t.Logf("%d rows taken back in %v", n, time.Since(start))
	r, err := records.UndoResult(u.Job.ID)
	if err != nil || r.Rows != n || living(t, records) != 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

func ended(t *testing.T, jobs *bind.Jobs, job bind.Job) bind.Job {
	t.Helper()
	for !job.Finished {
		time.Sleep(20 * time.Millisecond)
		var err error
		if job, err = jobs.State(job.ID); err != nil {
			t.Fatal(err)
		}
	}
	return job
}
