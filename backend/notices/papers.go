package notices

import (
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
func (d *Desk) Keep(ctx context.Context, notice oplog.ID, pdf []byte, pages int) (Paper, error) {
	if len(pdf) > maxPaper {
		return Paper{}, errs.New(errs.Invalid, "公示页太大，存不下").Do("请用 A4 或 A3 打印后再存档，或分几次公示")
	}
	sum := sha256.Sum256(pdf)
	p := registers.Paper{Notice: notice, Date: d.store().Today(), By: by(ctx, ""), Pages: int64(pages), Digest: hex.EncodeToString(sum[:]), Paper: schema.FileText(pdf)}
	var made oplog.ID
	err := d.change(ctx, "公示页存档", func(tx *store.Tx, env schema.Env) error {
		rec, err := living(ctx, tx, registers.Notices.Def, notice)
		if err != nil {
			return err
		}
		if registers.Notices.Decode(rec.Values).Withdrawn != "" {
			return errs.New(errs.Conflict, "这次公示已经撤回，不再张贴").In("notice").Do("请另开一次公示")
		}
		there, err := d.kept(ctx, tx, notice)
		if err != nil {
			return err
		}
		for _, rec := range there {
			if registers.Papers.Get(rec.Values, "digest") == p.Digest {
				made, p = rec.ID, registers.Papers.Decode(rec.Values)
				return nil
			}
		}
		v := registers.Papers.Encode(&p)
		if !registers.Papers.Field("paper").Canonical(p.Paper) {
			return errs.New(errs.Damaged, "公示页不是 PDF，没有存档").Do("请重新打印")
		}
		if made, err = tx.Create(registers.Papers.Def, v); err != nil {
			return err
		}
		_, err = tx.Update(registers.Notices.Def, notice, map[string]string{"printed": string(p.Date), "digest": p.Digest})
		return err
	})
	if err != nil {
		return Paper{}, err
	}
	return paperOf(made, p), nil
}

// kept returns the pages of a notice that are not void.
func (d *Desk) kept(ctx context.Context, r finder, notice oplog.ID) ([]store.Record, error) {
	list, err := under(ctx, r, registers.Papers.Def, "notice", notice)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	var ids []oplog.ID
	for _, rec := range list {
		ids = append(ids, rec.ID)
	}
	void, err := r.Voided(ctx, ids)
	out := list[:0]
	for _, rec := range list {
		if void[rec.ID] == "" {
			out = append(out, rec)
		}
	}
	return out, err
}

func paperOf(id oplog.ID, p registers.Paper) Paper {
	return Paper{ID: id.String(), Date: string(p.Date), By: p.By, Pages: int(p.Pages), Bytes: len(schema.FileBytes(p.Paper)), Digest: p.Digest}
}

// Papers returns the pages of a notice that were posted, oldest first.
func (d *Desk) Papers(ctx context.Context, notice oplog.ID) ([]Paper, error) {
	list, err := d.kept(ctx, d.store(), notice)
	out := make([]Paper, len(list))
	for i, rec := range list {
		out[i] = paperOf(rec.ID, registers.Papers.Decode(rec.Values))
	}
	return out, err
}

// PDF returns the bytes of a posted page; a page whose bytes are not those that were
// posted is refused.
func (d *Desk) PDF(ctx context.Context, paper string) ([]byte, error) {
	id, err := parsed(paper, "份存档")
	if err != nil {
		return nil, err
	}
	rec, err := d.store().Find(ctx, registers.Papers.Def, id)
	if err != nil {
		return nil, err
	}
	p := registers.Papers.Decode(rec.Values)
	pdf := schema.FileBytes(p.Paper)
	sum := sha256.Sum256(pdf)
	if hex.EncodeToString(sum[:]) != p.Digest {
		return nil, errs.New(errs.Damaged, "存档的公示页和张贴时的不一样").Do("请从别的电脑同步或从备份里找回")
	}
	return pdf, nil
}
