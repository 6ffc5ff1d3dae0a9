package photos

import (
	"context"
	"fmt"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// most is how many photos a record may have: every PC carries all of them.
const most = 30

// Desk serves the photos of one open book. It is safe for concurrent use.
type Desk struct{ ledger *ledger.Ledger }

// New returns the service over a ledger.
func New(l *ledger.Ledger) *Desk { return &Desk{ledger: l} }

// Photo is a photo of a record, without the picture itself.
type Photo struct {
	ID      string
	Stage   string // code of registers.PhotoStages
	Caption string
	Taken   cn.Date
	Width   int // pixels
	Height  int
	Bytes   int // of the JPEG file
}

// Fresh is a picture that is to be put to a record.
type Fresh struct {
	Picture
	Stage, Caption string
}

// Added says what was stored.
type Added struct {
	IDs    []string
	Change string // takes all of them back
}

// Owner refuses a register whose records have no photos.
func Owner(register string) (*schema.Field, error) {
	f := registers.PhotoOwner(register)
	if f == nil {
		return nil, errs.New(errs.Invalid, "这个台账的记录不放照片").In("register")
	}
	return f, nil
}

// Put stores photos of a record as part of a change; the record is new or was looked at.
func Put(tx *store.Tx, owner *schema.Field, record oplog.ID, list []Fresh) (made []string, err error) {
	at := registers.Photos.Index(owner.Key)
	for _, n := range list {
		p := registers.Photo{
			Stage: n.Stage, Caption: n.Caption, Taken: n.Taken, Width: int64(n.Width), Height: int64(n.Height), Image: schema.FileText(n.JPEG),
		}
		v := registers.Photos.Encode(&p)
		v[at] = record.String()
		for i, f := range registers.Photos.Fields {
			if f.Canonical(v[i]) {
				continue
			}
			return nil, errs.New(errs.Invalid, "照片的"+f.Label+"不对").In(f.Key).Do("请重新选照片")
		}
		id, err := tx.Create(registers.Photos.Def, v)
		if err != nil {
			return nil, err
		}
		made = append(made, id.String())
	}
	return made, nil
}

// Read turns what a person said of a photo into canonical texts.
func (f *Fresh) Read(stage, caption string) (err error) {
	if f.Stage, _, err = registers.Photos.Field("stage").Read(stage, ""); err != nil {
		return err
	}
	f.Caption, _, err = registers.Photos.Field("caption").Read(caption, "")
	return err
}

// Add puts photos to a record that the caller may read, as one change.
func (d *Desk) Add(ctx context.Context, register, id string, list []Fresh) (Added, error) {
	owner, rec, err := d.record(ctx, register, id)
	if err != nil {
		return Added{}, err
	}
	if rec.Deleted {
		return Added{}, errs.New(errs.Denied, "这条记录在回收站里，不能加照片").Do("请先恢复它")
	}
	if len(list) == 0 {
		return Added{}, errs.New(errs.Invalid, "没有选照片").Do("请选择照片")
	}
	var out Added
	result, err := d.ledger.Store.Write(ctx, store.Meta{Kind: "create", Note: fmt.Sprintf("添加照片 %d 张", len(list))}, func(tx *store.Tx) error {
		there, err := tx.Lookup(ctx, registers.Photos.Def, owner.Key, rec.ID.String())
		if err != nil {
			return err
		}
		if len(there)+len(list) > most {
			return errs.New(errs.Invalid, fmt.Sprintf("一条记录最多放 %d 张照片，已有 %d 张", most, len(there))).Do("请只留最能说明情况的几张")
		}
		out.IDs, err = Put(tx, owner, rec.ID, list)
		return err
	})
	out.Change = result.Change.String()
	return out, err
}

// List returns the photos of a record in the order in which they were put there.
func (d *Desk) List(ctx context.Context, register, id string) ([]Photo, error) {
	owner, rec, err := d.record(ctx, register, id)
	if err != nil {
		return nil, err
	}
	records, err := d.ledger.Store.Lookup(ctx, registers.Photos.Def, owner.Key, rec.ID.String())
	if err != nil {
		return nil, err
	}
	out := make([]Photo, len(records))
	for i, r := range records {
		p := registers.Photos.Decode(r.Values)
		out[i] = Photo{ID: r.ID.String(), Stage: p.Stage, Caption: p.Caption, Taken: p.Taken, Width: int(p.Width), Height: int(p.Height), Bytes: len(schema.FileBytes(p.Image))}
	}
	return out, nil
}

// JPEG returns the picture of a photo whose record the caller may read.
func (d *Desk) JPEG(ctx context.Context, id string) ([]byte, error) {
	rec, err := d.photo(ctx, id)
	if err != nil {
		return nil, err
	}
	out := schema.FileBytes(registers.Photos.Get(rec.Values, "image"))
	if out == nil {
		return nil, errs.New(errs.Damaged, "这张照片打不开").Do("请删除后重新添加")
	}
	return out, nil
}

// Describe changes what is said of a photo; the change is "" when nothing was new.
func (d *Desk) Describe(ctx context.Context, id, stage, caption string) (string, error) {
	rec, err := d.photo(ctx, id)
	if err != nil {
		return "", err
	}
	var said Fresh
	if err := said.Read(stage, caption); err != nil {
		return "", err
	}
	result, err := d.ledger.Store.Write(ctx, store.Meta{Kind: "update", Note: "修改照片说明"}, func(tx *store.Tx) error {
		_, err := tx.Update(registers.Photos.Def, rec.ID, map[string]string{"stage": said.Stage, "caption": said.Caption})
		return err
	})
	return result.Change.String(), err
}

// Remove takes a photo away; undoing the change brings it back.
func (d *Desk) Remove(ctx context.Context, id string) (string, error) {
	rec, err := d.photo(ctx, id)
	if err != nil {
		return "", err
	}
	result, err := d.ledger.Store.Write(ctx, store.Meta{Kind: "delete", Note: "删除照片"}, func(tx *store.Tx) error {
		return tx.Delete(registers.Photos.Def, rec.ID)
	})
	return result.Change.String(), err
}

// record finds a record that the caller may read, and the field that photos point to it by.
func (d *Desk) record(ctx context.Context, register, id string) (*schema.Field, store.Record, error) {
	owner, err := Owner(register)
	if err != nil {
		return nil, store.Record{}, err
	}
	rec, err := d.ledger.Open(ctx, register, id)
	return owner, rec, err
}

// photo finds a photo whose record the caller may read.
func (d *Desk) photo(ctx context.Context, id string) (store.Record, error) {
	key, err := oplog.ParseID(strings.TrimSpace(id))
	if err != nil {
		return store.Record{}, err
	}
	rec, err := d.ledger.Store.Find(ctx, registers.Photos.Def, key)
	if err != nil {
		return rec, err
	}
	if rec.Deleted {
		return rec, errs.New(errs.NotFound, "这张照片已经删除了")
	}
	for i, f := range registers.Photos.Fields {
		if f.Ref == "" || rec.Values[i] == "" {
			continue
		}
		if _, err := d.ledger.Open(ctx, f.Ref, rec.Values[i]); err != nil {
			return rec, err
		}
	}
	return rec, nil
}
