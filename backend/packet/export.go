package packet

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"filippo.io/age"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/store"
)

// keptParts bounds how many of its own packets a PC lists in each new one.
const keptParts = 200

// FileName proposes a name for the next packet: 仁寿门社区-2号机-0014-20261122.czb.
func (x *Exchange) FileName(ctx context.Context) (string, error) {
	info, err := x.store().Info(ctx)
	if err != nil {
		return "", err
	}
	n, err := x.number(ctx)
	if err != nil {
		return "", err
	}
	name := []rune(info.Name)
	name = name[:min(len(name), 30)] // file systems take 255 bytes
	return fileSafe(fmt.Sprintf("%s-%s-%04d-%s", string(name), info.PC, n+1, x.store().Now().Format("20060102"))) + Extension, nil
}

// fileSafe replaces what Windows does not allow in names of files.
func fileSafe(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`\/:*?"<>|`, r) {
			return '_'
		}
		return r
	}, s)
}

func (x *Exchange) number(ctx context.Context) (int, error) {
	text, err := x.store().Recall(ctx, numberKey)
	if err != nil || text == "" {
		return 0, err
	}
	return strconv.Atoi(text)
}

// Export writes a packet to a file, whole or not at all.
func (x *Exchange) Export(ctx context.Context, file string, opt ExportOptions, progress Progress) (Exported, error) {
	unlock, err := x.lock(ctx)
	if err != nil {
		return Exported{}, err
	}
	defer unlock()
	return x.export(ctx, file, opt, progress)
}

func (x *Exchange) export(ctx context.Context, file string, opt ExportOptions, progress Progress) (Exported, error) {
	if x.store().Owns(file) {
		return Exported{}, errs.New(errs.Denied, "“"+file+"”是账套自己的文件，不能覆盖").Do("请换一个文件名或位置")
	}
	progress.tell("正在查找要发出的改动", 0, 0)
	sweep(time.Now(), filepath.Dir(file), os.TempDir(), x.store().Dir())
	r, k, err := x.settle(ctx)
	if err != nil {
		return Exported{}, err
	}
	if r.self.rec.Removed != "" {
		return Exported{}, errs.New(errs.Denied, "本机已在 "+string(r.self.rec.Removed)+" 移出名册，导出的包别的电脑不收").Do("若本机还要使用，请在本机“重新申请加入”（packet join），再由名册里的电脑添加它")
	}
	targets, err := r.targets(opt.To)
	if err != nil {
		return Exported{}, err
	}
	known, full, err := x.knownTo(ctx, targets, opt.Full)
	if err != nil {
		return Exported{}, err
	}
	out := Exported{File: file, Full: full}
	to := []age.Recipient{k.box.Recipient()}
	for _, m := range r.members {
		if m.rec.Removed != "" {
			continue
		}
		boxes := m.boxes(k)
		if to = append(to, boxes...); m != r.self && len(boxes) > 0 {
			out.For = append(out.For, m.rec.Name)
		}
	}
	// Before the changes are looked for: what is written meanwhile is not in this packet.
	vector, err := x.store().Vector(ctx)
	if err != nil {
		return Exported{}, err
	}
	what, err := x.store().Lacking(ctx, known...)
	if err != nil {
		return Exported{}, err
	}
	number, err := x.number(ctx)
	if err != nil {
		return Exported{}, err
	}
	number++
	parts, err := x.addPart(ctx, number, vector)
	if err != nil {
		return Exported{}, err
	}
	info, err := x.store().Info(ctx)
	if err != nil {
		return Exported{}, err
	}
	now := x.store().Now()
	c := contents{Community: info.Name, Known: vector, Certs: r.certs(r.own[0]), Parts: parts, Changes: len(what.IDs), Ops: what.Ops, Stamp: oplog.Next(oplog.Stamp(info.Stamp), now)}
	h := header{Kind: kindSync, Program: x.program, Book: r.book, Name: r.self.rec.Name, Number: number, Made: now.UnixMilli()}
	// The number is used up before the file has its name: after a power cut no two packets have the same.
	size, err := x.write(ctx, file, k, h, to, c, what, func() error { return x.store().Remember(ctx, numberKey, strconv.Itoa(number)) }, progress)
	if err != nil {
		return Exported{}, err
	}
	ctx = context.WithoutCancel(ctx) // the packet is there
	out.Number, out.Changes, out.Ops, out.Size = number, len(what.IDs), what.Ops, int(size)
	return out, x.exported(ctx, vector, parts)
}

// write writes a file with changes; see writeFile for ready.
func (x *Exchange) write(ctx context.Context, file string, k keys, h header, to []age.Recipient, c contents, what store.Lacking, ready func() error, progress Progress) (int64, error) {
	size, err := writeFile(file, k, h, func(w io.Writer) error {
		p, err := newPayload(w, to, c)
		if err != nil {
			return err
		}
		done := 0
		err = x.store().Send(ctx, what, func(w *oplog.Wire) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			if done%512 == 0 {
				progress.tell("正在写同步包", done, len(what.IDs))
			}
			done++
			return p.add(w)
		})
		if err != nil {
			return err
		}
		return p.close()
	}, ready)
	if err != nil && ctx.Err() != nil {
		return 0, errs.Wrap(errs.Canceled, ctx.Err(), "已取消，没有写出文件")
	}
	return size, err
}

// boxes returns what a packet for a PC is encrypted to, but for one key that it is
// encrypted to already.
func (m *member) boxes(but keys) []age.Recipient {
	var out []age.Recipient
	_, have := but.public()
	for _, k := range m.keys {
		box, err := age.ParseX25519Recipient(k.rec.Box)
		if err != nil || k.rec.Box == have {
			continue // written by a version that knows other keys: it will say that it cannot read us
		}
		out = append(out, box)
	}
	return out
}

// targets returns the PCs of the roster that a packet is for.
func (r *roster) targets(ids []string) ([]*member, error) {
	var out []*member
	for _, id := range ids {
		m, err := r.byID(id)
		if err != nil {
			return nil, err
		}
		if m == r.self {
			return nil, errs.New(errs.Invalid, "“"+m.rec.Name+"”就是本机，不用给自己导出").In("to").Do("请选别的电脑；不选就是给所有电脑")
		}
		if m.rec.Removed != "" {
			return nil, errs.New(errs.Invalid, "“"+m.rec.Name+"”已移出名册，不能给它导出").In("to")
		}
		out = append(out, m)
	}
	if len(ids) > 0 {
		return out, nil
	}
	for _, m := range r.members {
		if m.rec.Removed == "" && m != r.self {
			out = append(out, m)
		}
	}
	return out, nil
}

// knownTo returns what each of the PCs is known to have; full says that the
// packet has to hold everything.
func (x *Exchange) knownTo(ctx context.Context, targets []*member, full bool) ([]oplog.Vector, bool, error) {
	var out []oplog.Vector
	for _, m := range targets {
		p, known, err := x.peer(ctx, m)
		if err != nil {
			return nil, false, err
		}
		full = full || !known
		out = append(out, p.Known)
	}
	if full || len(targets) == 0 {
		return nil, true, nil
	}
	return out, false, nil
}

// addPart lists how far packet number of this PC goes in each of its chains.
func (x *Exchange) addPart(ctx context.Context, number int, v oplog.Vector) ([]part, error) {
	text, err := x.store().Recall(ctx, partsKey)
	if err != nil {
		return nil, err
	}
	var parts []part
	if text != "" {
		if err := json.Unmarshal([]byte(text), &parts); err != nil {
			parts = nil // only a comfort
		}
	}
	own, err := x.store().OwnReplicas(ctx)
	if err != nil {
		return nil, err
	}
	for _, t := range v {
		if slices.Contains(own, t.Replica) && !slices.ContainsFunc(parts, func(p part) bool { return p.Replica == t.Replica && p.Seq >= t.Seq }) {
			parts = append(parts, part{number, t.Replica, t.Seq})
		}
	}
	return parts[max(0, len(parts)-keptParts):], nil
}

// exported remembers a packet that was written.
func (x *Exchange) exported(ctx context.Context, v oplog.Vector, parts []part) error {
	sent, err := json.Marshal(v)
	if err != nil {
		return errs.Of(err)
	}
	list, err := json.Marshal(parts)
	if err != nil {
		return errs.Of(err)
	}
	for _, note := range [][2]string{{partsKey, string(list)}, {sentKey, string(sent)}, {exportedKey, strconv.FormatInt(x.store().Now().UnixMilli(), 10)}} {
		if err := x.store().Remember(ctx, note[0], note[1]); err != nil {
			return err
		}
	}
	return nil
}
