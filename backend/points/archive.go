package points

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// maxPaper bounds a page that is kept: it travels in every packet.
const maxPaper = 2 << 20

// Paper is a page as it was posted, without its bytes.
type Paper struct {
	ID     string `json:"id"`
	Date   string `json:"date"`
	By     string `json:"by"`
	Pages  int    `json:"pages"`
	Bytes  int    `json:"bytes"`
	Digest string `json:"digest"` // SHA-256, hexadecimal
}

// Keep archives the page of a notice exactly as it is posted, as one change. The same
// page again is kept once. pages is how many it has.
func (d *Desk) Keep(ctx context.Context, notice string, pdf []byte, pages int) (Paper, error) {
	id, err := d.noticeID(ctx, notice)
	if err != nil {
		return Paper{}, err
	}
	if len(pdf) > maxPaper {
		return Paper{}, errs.New(errs.Invalid, "公示页太大，存不下").Do("请用 A4 或 A3 打印后再存档，或分几次公示")
	}
	sum := sha256.Sum256(pdf)
	s := d.step(ctx, Step{})
	p := registers.PointPaper{Notice: id, Date: s.Date, By: s.By, Pages: int64(pages), Digest: hex.EncodeToString(sum[:]), Paper: schema.FileText(pdf)}
	var made oplog.ID
	err = d.change(ctx, "公示页存档", func(tx *store.Tx, env schema.Env) error {
		if p.Date == "" {
			p.Date = env.Today
		}
		if _, err := living(ctx, tx, registers.PointNotices.Def, id); err != nil {
			return err
		}
		there, err := standing(ctx, tx, registers.PointPapers.Def, "notice", id)
		if err != nil {
			return err
		}
		for _, rec := range there {
			if registers.PointPapers.Get(rec.Values, "digest") == p.Digest {
				made, p = rec.ID, registers.PointPapers.Decode(rec.Values)
				return nil
			}
		}
		v := registers.PointPapers.Encode(&p)
		if !registers.PointPapers.Field("paper").Canonical(p.Paper) {
			return errs.New(errs.Damaged, "公示页不是 PDF，没有存档").Do("请重新打印")
		}
		if made, err = tx.Create(registers.PointPapers.Def, v); err != nil {
			return err
		}
		_, err = tx.Update(registers.PointNotices.Def, id, map[string]string{"printed": string(p.Date), "digest": p.Digest})
		return err
	})
	if err != nil {
		return Paper{}, err
	}
	return paperOf(made, p), nil
}

func paperOf(id oplog.ID, p registers.PointPaper) Paper {
	return Paper{ID: id.String(), Date: string(p.Date), By: p.By, Pages: int(p.Pages), Bytes: len(schema.FileBytes(p.Paper)), Digest: p.Digest}
}

// Papers returns the pages of a notice that were posted, oldest first.
func (d *Desk) Papers(ctx context.Context, notice string) ([]Paper, error) {
	id, err := d.noticeID(ctx, notice)
	if err != nil {
		return nil, err
	}
	list, err := standing(ctx, d.store(), registers.PointPapers.Def, "notice", id)
	out := make([]Paper, len(list))
	for i, rec := range list {
		out[i] = paperOf(rec.ID, registers.PointPapers.Decode(rec.Values))
	}
	return out, err
}

// PaperPDF returns the bytes of a posted page; a page whose bytes are not those that
// were posted is refused.
func (d *Desk) PaperPDF(ctx context.Context, paper string) ([]byte, error) {
	id, err := idOf(paper, "份存档")
	if err != nil {
		return nil, err
	}
	rec, err := d.store().Find(ctx, registers.PointPapers.Def, id)
	if err != nil {
		return nil, err
	}
	p := registers.PointPapers.Decode(rec.Values)
	pdf := schema.FileBytes(p.Paper)
	sum := sha256.Sum256(pdf)
	if !bytes.Equal([]byte(hex.EncodeToString(sum[:])), []byte(p.Digest)) {
		return nil, errs.New(errs.Damaged, "存档的公示页和张贴时的不一样").Do("请从别的电脑同步或从备份里找回")
	}
	return pdf, nil
}
