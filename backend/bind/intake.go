package bind

import (
	"bytes"
	"context"
	"io"
	"path/filepath"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/intake"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/registers"
)

// Intake brings files in.
type Intake struct{ d *Desk }

// intakeWork is one opened file with its latest plan.
type intakeWork struct {
	work   *intake.Work
	plan   *intake.Plan
	view   IntakePlan
	result IntakeResult
	busy   bool // an import is being written
}

func (i *Intake) keep(w *intake.Work, register string) IntakeFile {
	t := token()
	i.d.mu.Lock()
	defer i.d.mu.Unlock()
	i.d.intakes[t] = &intakeWork{work: w}
	return w.File(t, registers.All(), register)
}

func (i *Intake) find(token string) (*intakeWork, error) {
	i.d.mu.Lock()
	defer i.d.mu.Unlock()
	if w := i.d.intakes[token]; w != nil {
		return w, nil
	}
	return nil, errs.New(errs.NotFound, "这个文件已经关闭").Do("请重新选择文件")
}

// Open reads an uploaded or chosen file; register is a hint, "" none.
func (i *Intake) Open(file string, register string) (IntakeFile, error) {
	return do(i.d, func(ctx context.Context, l *ledger.Ledger) (IntakeFile, error) {
		path, err := i.d.files.at(file)
		if err != nil {
			return IntakeFile{}, err
		}
		w, err := intake.Open(ctx, path, nil)
		if err != nil {
			return IntakeFile{}, err
		}
		return i.keep(w, register), nil
	})
}

// OpenText takes rows pasted from Excel.
func (i *Intake) OpenText(text string, register string) (IntakeFile, error) {
	return do(i.d, func(ctx context.Context, l *ledger.Ledger) (IntakeFile, error) {
		w, err := intake.FromText(text)
		if err != nil {
			return IntakeFile{}, err
		}
		return i.keep(w, register), nil
	})
}

// Guess says how a sheet is understood; headerRow 0 finds the header.
func (i *Intake) Guess(token string, register string, sheet, headerRow, headerLines int) (IntakeGuess, error) {
	return do(i.d, func(ctx context.Context, l *ledger.Ledger) (IntakeGuess, error) {
		w, err := i.find(token)
		if err != nil {
			return IntakeGuess{}, err
		}
		return intake.Guess(ctx, l, w.work, register, sheet, headerRow, headerLines)
	})
}

// Plan works out what an import would do, as a job; PlanResult has the answer.
func (i *Intake) Plan(o IntakeOptions) (Job, error) {
	return i.job("正在检查", o.Token, func(ctx context.Context, l *ledger.Ledger, w *intakeWork, progress func(int, int)) error {
		plan, err := intake.MakePlan(ctx, l, w.work, o, progress)
		if err != nil {
			return err
		}
		view := plan.View()
		i.d.mu.Lock()
		defer i.d.mu.Unlock()
		w.plan, w.view = plan, view
		return nil
	})
}

// PlanResult returns what the plan found.
func (i *Intake) PlanResult(token string) (IntakePlan, error) {
	return do(i.d, func(ctx context.Context, l *ledger.Ledger) (IntakePlan, error) {
		w, err := i.find(token)
		if err != nil {
			return IntakePlan{}, err
		}
		i.d.mu.Lock()
		defer i.d.mu.Unlock()
		return w.view, nil
	})
}

// Run plans with the options and carries the plan out, as a job; RunResult has the answer.
func (i *Intake) Run(o IntakeOptions) (Job, error) {
	return i.job("正在导入", o.Token, func(ctx context.Context, l *ledger.Ledger, w *intakeWork, progress func(int, int)) error {
		if err := i.occupy(w); err != nil {
			return err
		}
		defer i.release(w)
		plan, err := intake.MakePlan(ctx, l, w.work, o, progress)
		if err != nil {
			return err
		}
		result, err := plan.Run(ctx, progress)
		if err != nil {
			return err
		}
		i.d.mu.Lock()
		defer i.d.mu.Unlock()
		w.plan, w.result = plan, result
		return nil
	})
}

// occupy refuses a second import of the same file while the first is being written.
func (i *Intake) occupy(w *intakeWork) error {
	i.d.mu.Lock()
	defer i.d.mu.Unlock()
	if w.busy {
		return errs.New(errs.Busy, "这个文件正在导入").Do("请等它结束，或先停下来")
	}
	w.busy = true
	return nil
}

func (i *Intake) release(w *intakeWork) {
	i.d.mu.Lock()
	defer i.d.mu.Unlock()
	w.busy = false
}

// RunResult returns what the import did.
func (i *Intake) RunResult(token string) (IntakeResult, error) {
	return do(i.d, func(ctx context.Context, l *ledger.Ledger) (IntakeResult, error) {
		w, err := i.find(token)
		if err != nil {
			return IntakeResult{}, err
		}
		i.d.mu.Lock()
		defer i.d.mu.Unlock()
		return w.result, nil
	})
}

func (i *Intake) job(phase, token string, f func(context.Context, *ledger.Ledger, *intakeWork, func(int, int)) error) (Job, error) {
	return do(i.d, func(_ context.Context, l *ledger.Ledger) (Job, error) {
		w, err := i.find(token)
		if err != nil {
			return Job{}, err
		}
		return i.d.jobs.start(i.d, phase, func(ctx context.Context, progress func(string, int, int)) error {
			return f(ctx, l, w, func(done, total int) { progress("", done, total) })
		}), nil
	})
}

// Refused makes an XLSX of the refused rows with the reasons.
func (i *Intake) Refused(token string) (FileRef, error) {
	return do(i.d, func(ctx context.Context, l *ledger.Ledger) (FileRef, error) {
		w, err := i.find(token)
		if err != nil {
			return FileRef{}, err
		}
		i.d.mu.Lock()
		plan := w.plan
		i.d.mu.Unlock()
		if plan == nil {
			return FileRef{}, errs.New(errs.NotFound, "还没有检查过这个文件").Do("请先检查")
		}
		name := w.work.Name()
		return i.d.files.make(name[:len(name)-len(filepath.Ext(name))]+"-未导入的行.xlsx", func(out io.Writer) error { return plan.Refused(ctx, out) })
	})
}

// Template makes an empty XLSX with the headers of a register.
func (i *Intake) Template(register string) (FileRef, error) {
	return do(i.d, func(ctx context.Context, l *ledger.Ledger) (FileRef, error) {
		def, err := l.Store.Def(register)
		if err != nil {
			return FileRef{}, err
		}
		return i.d.files.make(def.Label+"导入模板.xlsx", func(w io.Writer) error {
			var b bytes.Buffer
			if err := intake.WriteTemplate(ctx, def, &b); err != nil {
				return err
			}
			_, err := b.WriteTo(w)
			return err
		})
	})
}

// Close forgets an opened file.
func (i *Intake) Close(token string) (Saved, error) {
	return do(i.d, func(context.Context, *ledger.Ledger) (Saved, error) {
		i.d.mu.Lock()
		defer i.d.mu.Unlock()
		delete(i.d.intakes, token)
		return Saved{}, nil
	})
}
