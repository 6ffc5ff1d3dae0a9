package packet

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// Status returns how the book stands between its PCs.
func (x *Exchange) Status(ctx context.Context) (Status, error) {
	r, err := x.settled(ctx)
	if err != nil {
		return Status{}, err
	}
	info, err := x.store().Info(ctx)
	if err != nil {
		return Status{}, err
	}
	out := Status{Book: info.ID, Community: info.Name}
	if out.Self, err = x.selfOf(ctx, r, info); err != nil {
		return Status{}, err
	}
	out.Computers = []Computer{out.Self}
	for _, m := range r.members {
		if m == r.self {
			continue
		}
		c, err := x.computer(ctx, r, m)
		if err != nil {
			return Status{}, err
		}
		out.Computers = append(out.Computers, c)
	}
	if out.Gaps, err = x.gaps(ctx, r); err != nil {
		return Status{}, err
	}
	if out.Reviews, err = x.countReviews(ctx); err != nil {
		return Status{}, err
	}
	if out.Twins, err = x.countTwins(ctx); err != nil {
		return Status{}, err
	}
	if out.Unsent, err = x.unsent(ctx); err != nil {
		return Status{}, err
	}
	if out.LastExport, err = x.recallTime(ctx, exportedKey); err != nil {
		return Status{}, err
	}
	if out.LastImport, err = x.recallTime(ctx, importedKey); err != nil {
		return Status{}, err
	}
	if q, ok, err := x.question(ctx, r); err != nil {
		return Status{}, err
	} else if ok {
		out.Question = q
	}
	out.Warnings = x.warnings(r, out)
	w, err := x.watch(ctx)
	out.Watch = w.Watch
	return out, err
}

// settled returns the roster. Where the data folder was moved or copied it deals
// with that first; else it alters nothing and waits for nobody.
func (x *Exchange) settled(ctx context.Context) (*roster, error) {
	moved, err := x.store().Moved(ctx)
	if err != nil {
		return nil, err
	}
	r, err := x.roster(ctx)
	if err != nil || moved == store.NotMoved || len(r.members) == 0 {
		return r, err
	}
	unlock, err := x.lock(ctx)
	if err != nil {
		return nil, err
	}
	defer unlock()
	r, _, err = x.settle(ctx)
	return r, err
}

func (x *Exchange) selfOf(ctx context.Context, r *roster, info store.Info) (Computer, error) {
	if r.self == nil {
		k, _, err := x.keys(ctx)
		if err != nil {
			return Computer{}, err
		}
		return Computer{Name: info.PC, Self: true, Fingerprint: fingerprint(k.public())}, nil
	}
	c := describe(r, r.self)
	c.Self = true
	return c, nil
}

func describe(r *roster, m *member) Computer {
	c := Computer{ID: m.id.String(), Name: m.rec.Name, Fingerprint: m.fingerprint(), Joined: string(m.rec.Joined), Removed: string(m.rec.Removed)}
	if from, _ := r.byRecord(m.rec.CopyOf); from != nil && from != m {
		c.CopyOf = from.rec.Name
	}
	for _, k := range m.keys[1:] {
		c.Also = append(c.Also, Alias{ID: k.ids[0].String(), Name: k.rec.Name, Fingerprint: k.fingerprint(), Joined: string(k.rec.Joined)})
	}
	return c
}

func (x *Exchange) computer(ctx context.Context, r *roster, m *member) (Computer, error) {
	c := describe(r, m)
	p, _, err := x.peer(ctx, m)
	if err != nil {
		return c, err
	}
	c.Seen = when(p.Made)
	if m.rec.Removed != "" {
		return c, nil
	}
	c.Lacks, c.Holds, err = x.store().Compare(ctx, p.Known)
	return c, err
}

// unsent counts the changes of this PC that no packet of it holds yet.
func (x *Exchange) unsent(ctx context.Context) (int, error) {
	text, err := x.store().Recall(ctx, sentKey)
	if err != nil {
		return 0, err
	}
	var sent oplog.Vector
	if text != "" {
		if err := json.Unmarshal([]byte(text), &sent); err != nil {
			sent = nil
		}
	}
	what, err := x.store().Lacking(ctx, sent)
	return what.Own, err
}

func (x *Exchange) recallTime(ctx context.Context, key string) (string, error) {
	text, err := x.store().Recall(ctx, key)
	if err != nil || text == "" {
		return "", err
	}
	ms, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return "", nil
	}
	return when(ms), nil
}

func (x *Exchange) warnings(r *roster, s Status) []string {
	var out []string
	if s.Self.Removed != "" {
		out = append(out, "本机已在 "+s.Self.Removed+" 移出名册：还能查看和录入，但导出的包别的电脑不收。若还要使用，请重新申请加入，再由名册里的电脑添加本机。")
	}
	if name := r.overruled(); name != "" {
		out = append(out, "本机和另一台电脑都说自己是“"+name+"”，算那一台的；本机叫“"+s.Self.Name+"”。若弄错了，请在名册里说那一台“不是同一台”。")
	}
	return out
}

func (x *Exchange) countReviews(ctx context.Context) (int, error) {
	list, err := x.store().ReviewFields(ctx)
	if err != nil {
		return 0, err
	}
	if slices.ContainsFunc(list, func(v store.Review) bool { return v.Field == oplog.Deleted }) {
		all, err := x.Reviews(ctx, false) // several deletions can be one question
		return len(all), err
	}
	byRegister := map[string][]oplog.ID{}
	for _, v := range list {
		if ids := byRegister[v.Register]; len(ids) == 0 || ids[len(ids)-1] != v.Row {
			byRegister[v.Register] = append(ids, v.Row)
		}
	}
	living := map[oplog.ID]bool{}
	for register, ids := range byRegister {
		d, err := x.store().Def(register)
		if err != nil {
			continue // a register of a newer version
		}
		records, err := x.store().FindMany(ctx, d, ids)
		if err != nil {
			return 0, err
		}
		for _, rec := range records {
			living[rec.ID] = !rec.Deleted
		}
	}
	count := map[string]bool{} // coupled fields of one record are one decision
	for at := 0; at < len(list); {
		end := at
		for end < len(list) && list[end].Row == list[at].Row {
			end++
		}
		for _, v := range list[at:end] {
			if living[v.Row] {
				d, err := x.store().Def(v.Register)
				if err != nil {
					return 0, err
				}
				count[reviewID(v.Row, leadOf(d, list[at:end], v))] = true
			}
		}
		at = end
	}
	pairs, err := x.pairs(ctx, nil)
	if err != nil {
		return 0, err
	}
	more, err := x.questions(ctx, pairs, false, "")
	return len(count) + len(more), err
}

// countTwins counts pairs of records that are certainly the same thing.
func (x *Exchange) countTwins(ctx context.Context) (int, error) {
	n := 0
	for _, d := range registers.All() {
		if d.Hidden || d.Single {
			continue
		}
		for _, rule := range d.Same {
			if !rule.Certain {
				continue
			}
			groups, err := x.store().SameGroups(ctx, d, rule.Fields, 1000)
			if err != nil {
				return 0, err
			}
			for _, g := range groups {
				n += len(g) * (len(g) - 1) / 2
			}
		}
	}
	return n, nil
}

// gaps names what is missing, by PC and, where they told of it, by packet.
func (x *Exchange) gaps(ctx context.Context, r *roster) ([]Gap, error) {
	list, err := x.store().Gaps(ctx)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	writers, err := x.ledger.All(ctx, registers.Writers.Def)
	if err != nil {
		return nil, err
	}
	var out []Gap
	for _, g := range list {
		gap := Gap{From: int(g.From), To: int(g.To)}
		for _, rec := range writers {
			w := registers.Writers.Decode(rec.Values)
			if w.Number != strconv.FormatInt(g.Replica, 10) {
				continue
			}
			for _, m := range r.members {
				if m.is(w.Computer) {
					gap.Computer = m.rec.Name
				}
			}
		}
		for _, m := range r.members {
			words, err := x.words(ctx, m)
			if err != nil {
				return nil, err
			}
			for _, w := range words {
				if first, last := within(w.Parts, g); first > 0 {
					gap.FirstPacket, gap.LastPacket = first, last
					gap.Computer = cmp.Or(gap.Computer, m.rec.Name)
				}
			}
		}
		gap.Text = gap.text()
		out = append(out, gap)
	}
	return out, nil
}

// within returns the first and last packet that first held the missing changes;
// zeros where the list does not reach back to them.
func within(parts []part, g store.Gap) (first, last int) {
	before := int64(0)
	if len(parts) >= keptParts {
		before = -1 // it was cut: where its first entry begins is not known
	}
	for _, p := range parts {
		if p.Replica != g.Replica {
			continue
		}
		if p.Seq >= g.From && before < g.To { // it held before+1 … p.Seq
			if before < 0 {
				return 0, 0
			}
			if first == 0 {
				first = p.Number
			}
			last = p.Number
		}
		before = p.Seq
	}
	return first, last
}

func (g Gap) text() string {
	run := func(from, to int) string {
		if from == to {
			return strconv.Itoa(from)
		}
		return fmt.Sprintf("%d–%d", from, to)
	}
	who := g.Computer
	if who == "" {
		who = "一台还不认识的电脑"
	}
	if g.FirstPacket > 0 {
		return fmt.Sprintf("缺少 %s 的第 %s 个包（第 %s 次改动）", who, run(g.FirstPacket, g.LastPacket), run(g.From, g.To))
	}
	return fmt.Sprintf("缺少 %s 的第 %s 次改动", who, run(g.From, g.To))
}
