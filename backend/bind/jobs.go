package bind

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/errs"
)

// jobTable holds works in progress and the last finished ones.
type jobTable struct {
	mu   sync.Mutex
	list []*job
}

type job struct {
	state  Job
	cancel context.CancelFunc
	result any           // what the work answers; of the method that began it, good once done
	err    error         // why it failed; good once done
	done   chan struct{} // closed at the end
}

const keptJobs = 50

// start runs f beside the page; progress is for people.
func (t *jobTable) start(d *Desk, phase string, f func(ctx context.Context, progress func(phase string, done, total int)) error) Job {
	return t.state(t.begin(d, phase, nil, f))
}

// begin is start for a work that answers: f fills result.
func (t *jobTable) begin(d *Desk, phase string, result any, f func(ctx context.Context, progress func(phase string, done, total int)) error) *job {
	ctx, cancel := context.WithCancel(caller.With(context.Background(), d.caller()))
	j := &job{state: Job{ID: token(), Phase: phase}, cancel: cancel, result: result, done: make(chan struct{})}
	t.mu.Lock()
	if len(t.list) >= keptJobs {
		t.list = t.list[1:]
	}
	t.list = append(t.list, j)
	t.mu.Unlock()
	go func() {
		defer close(j.done)
		defer cancel()
		err := run(ctx, f, func(phase string, done, total int) {
			t.mu.Lock()
			defer t.mu.Unlock()
			if phase != "" {
				j.state.Phase = phase
			}
			j.state.Done, j.state.Total = done, total
		})
		t.mu.Lock()
		defer t.mu.Unlock()
		if j.state.Finished = true; err != nil {
			j.err, j.state.Error = err, fail(err).Error()
		}
	}()
	return j
}

func (t *jobTable) state(j *job) Job {
	t.mu.Lock()
	defer t.mu.Unlock()
	return j.state
}

// run turns a panic of the work into an error, so that the job ends.
func run(ctx context.Context, f func(context.Context, func(string, int, int)) error, progress func(string, int, int)) (err error) {
	defer func() {
		if r := recover(); r != nil {
			slog.Error("panic in a job", "panic", fmt.Sprintf("%T", r), "stack", string(debug.Stack()))
			err = errs.New(errs.Internal, "程序内部出错，这一步没有完成").Do("请再试一次；仍然出错请把日志交给维护人员")
		}
	}()
	return f(ctx, progress)
}

func (t *jobTable) find(id string) (*job, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, j := range t.list {
		if j.state.ID == id {
			return j, nil
		}
	}
	return nil, errs.New(errs.NotFound, "这项工作已经结束或不存在")
}

func (t *jobTable) cancelAll() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, j := range t.list {
		j.cancel()
	}
}

// Jobs are long works in progress.
type Jobs struct{ d *Desk }

// State says how far a job is.
func (j *Jobs) State(id string) (out Job, err error) {
	defer guard(&err)
	found, err := j.d.jobs.find(id)
	if err != nil {
		return out, fail(err)
	}
	return j.d.jobs.state(found), nil
}

// Cancel asks a job to stop; State tells when it has.
func (j *Jobs) Cancel(id string) (out Job, err error) {
	defer guard(&err)
	found, err := j.d.jobs.find(id)
	if err != nil {
		return out, fail(err)
	}
	found.cancel()
	return j.State(id)
}
