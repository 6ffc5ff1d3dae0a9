package documents

import (
	"context"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/notices"
	"chengzhuan/backend/registers"
)

// PostNotice prints the page of a notice of any kind for the wall and keeps it in the book
// exactly as it is posted: the one way by which a page is kept. notice is an ID or a
// number, "" the only one that is open; params are further ones of its document.
func PostNotice(ctx context.Context, l *ledger.Ledger, notice string, params map[string]string, o Options) (Output, notices.Paper, error) {
	d := notices.New(l)
	v, err := d.View(ctx, notice, false)
	if err != nil {
		return Output{}, notices.Paper{}, err
	}
	id, err := d.Find(ctx, v.Notice.ID)
	if err != nil {
		return Output{}, notices.Paper{}, err
	}
	key, given := noticeKey, map[string]string{"notice": v.Notice.ID}
	if v.Notice.Kind == registers.NoticePoints {
		if key = "points_notice"; v.Notice.Masked {
			given["masked"] = "1"
		}
	}
	for key, value := range params {
		given[key] = value
	}
	o.Audience, o.posting = Wall, true
	out, err := Print(ctx, l, key, given, o)
	if err != nil {
		return Output{}, notices.Paper{}, err
	}
	paper, err := d.Keep(ctx, id, out.PDF, out.Pages)
	return out, paper, err
}
