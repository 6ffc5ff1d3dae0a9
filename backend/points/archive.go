package points

import (
	"context"

	"chengzhuan/backend/notices"
)

// Paper is a page as it was posted, without its bytes.
type Paper = notices.Paper

// Keep archives the page of a notice of points exactly as it is posted; see notices.Desk.Keep.
func (d *Desk) Keep(ctx context.Context, notice string, pdf []byte, pages int) (Paper, error) {
	id, err := d.noticeID(ctx, notice)
	if err != nil {
		return Paper{}, err
	}
	return d.notices().Keep(ctx, id, pdf, pages)
}

// Papers returns the pages of a notice of points that were posted, oldest first.
func (d *Desk) Papers(ctx context.Context, notice string) ([]Paper, error) {
	id, err := d.noticeID(ctx, notice)
	if err != nil {
		return nil, err
	}
	return d.notices().Papers(ctx, id)
}

// PaperPDF returns the bytes of a posted page; see notices.Desk.PDF.
func (d *Desk) PaperPDF(ctx context.Context, paper string) ([]byte, error) {
	return d.notices().PDF(ctx, paper)
}
