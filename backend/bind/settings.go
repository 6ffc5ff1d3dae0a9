package bind

import (
	"context"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/registers"
)

// Today is the first page.
type Today struct{ d *Desk }

// View returns all that the first page shows.
func (t *Today) View() (TodayView, error) {
	return do(t.d, t.d.due.Today)
}

// Settings are the figures of the office and what the page remembers.
type Settings struct{ d *Desk }

// List returns every figure with its default.
func (s *Settings) List() ([]SettingView, error) {
	return do(s.d, func(ctx context.Context, l *ledger.Ledger) ([]SettingView, error) {
		figures, err := l.Figures(ctx)
		if err != nil {
			return nil, err
		}
		var out []SettingView
		for _, f := range registers.Figures() {
			out = append(out, SettingView{Key: f.Key, Group: f.Group, Label: f.Label, Value: figures[f.Key], Default: f.Default, Min: f.Min, Max: f.Max, Unit: f.Unit, Hint: f.Hint})
		}
		return out, nil
	})
}

// Set changes one figure.
func (s *Settings) Set(key string, value int) (SettingView, error) {
	return do(s.d, func(ctx context.Context, l *ledger.Ledger) (SettingView, error) {
		if err := l.SetFigure(ctx, key, value); err != nil {
			return SettingView{}, err
		}
		f, _ := registers.FindFigure(key)
		return SettingView{Key: f.Key, Group: f.Group, Label: f.Label, Value: value, Default: f.Default, Min: f.Min, Max: f.Max, Unit: f.Unit, Hint: f.Hint}, nil
	})
}

// pagePrefix keeps what the page remembers apart from what the program does.
const pagePrefix = "page."

// Recall returns what the page remembered on this PC, "" when nothing.
func (s *Settings) Recall(key string) (string, error) {
	return do(s.d, func(ctx context.Context, l *ledger.Ledger) (string, error) {
		return l.Store.Recall(ctx, pagePrefix+key)
	})
}

// Remember keeps a text for the page on this PC; "" forgets it.
func (s *Settings) Remember(key, value string) (Saved, error) {
	return do(s.d, func(ctx context.Context, l *ledger.Ledger) (Saved, error) {
		if len(key) > 200 || len(value) > 1<<20 {
			return Saved{}, errs.New(errs.Invalid, "要记住的内容太长")
		}
		return Saved{}, l.Store.Remember(ctx, pagePrefix+key, value)
	})
}
