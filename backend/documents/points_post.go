package documents

import (
	"context"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/points"
)

// PostNotice prints the page of a notice for the wall and keeps it in the book exactly
// as it is posted. params are further ones of the document points_notice.
func PostNotice(ctx context.Context, l *ledger.Ledger, notice string, params map[string]string, o Options) (Output, points.Paper, error) {
	d := points.New(l)
	n, err := d.Notice(ctx, notice)
	if err != nil {
		return Output{}, points.Paper{}, err
	}
	given := map[string]string{"notice": n.ID}
	if n.Masked {
		given["masked"] = "1"
	}
	for key, value := range params {
		given[key] = value
	}
	o.Audience = Wall
	out, err := Print(ctx, l, "points_notice", given, o)
	if err != nil {
		return Output{}, points.Paper{}, err
	}
	paper, err := d.Keep(ctx, n.ID, out.PDF, out.Pages)
	return out, paper, err
}
