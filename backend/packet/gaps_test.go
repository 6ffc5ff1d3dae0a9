package packet_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/packet"
	"chengzhuan/backend/store"
)

// told makes every PC believe that the others have all that it has: from here on
// packets hold only what is newer.
func told(all ...*pc) {
	for range 2 {
		meet(all...)
	}
}

// The packet that is left out is named, with its changes, and named no more when it comes.
func TestGapNamedByPacket(t *testing.T) {
	all, wang := office(t, 2)
	a, b := all[0], all[1]
	told(a, b)
	old := perfectCopy(a) // a as it is now: what b sends from here on is too little for it
	seq := len(b.query(`SELECT id FROM changes WHERE replica = ?`, b.info().Replica))
	next := func(value string) (string, packet.Exported) {
		b.set(wang, "school", value)
		path := file(t, "packet.czb")
		e, err := b.x.Export(ctx, path, packet.ExportOptions{To: []string{b.computer("1号机").ID}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		a.take(path)
		b.take(a.export())
		return path, e
	}
	p1, e1 := next("一中")
	p2, e2 := next("二中")
	p3, e3 := next("三中")
	p4, e4 := next("四中")
	if e1.Full || e1.Number+3 != e4.Number {
		t.Fatalf("%+v %+v", e1, e4)
	}
	old.take(p4)
	want := fmt.Sprintf("缺少 2号机 的第 %d–%d 个包（第 %d–%d 次改动）", e1.Number, e3.Number, seq+1, seq+3)
	if s := old.status(); len(s.Gaps) != 1 || s.Gaps[0].Text != want {
		t.Fatalf("%+v, want %s", s.Gaps, want)
	}
	got := old.take(p1, p3)
	want = fmt.Sprintf("缺少 2号机 的第 %d 个包（第 %d 次改动）", e2.Number, seq+2)
	if len(got.Gaps) != 1 || got.Gaps[0].Text != want {
		t.Fatalf("%+v, want %s", got.Gaps, want)
	}
	if got := old.take(p2); len(got.Gaps) != 0 || old.show(wang, "school") != "四中" {
		t.Fatalf("%+v", got.Gaps)
	}
}

// sentPacket is what a test knows of a packet: who made it and the changes of each chain in it.
type sentPacket struct {
	path   string
	number int
	upTo   map[int64]int64 // how far it goes in the chains of its maker
}

// boast is a packet that says that a PC has all that another has: what it would have
// sent before it lost it again.
func (p *pc) boast(of, to *pc) string {
	p.t.Helper()
	w := of.word()
	path := file(p.t, "boast.czb")
	h := packet.Header{Kind: "sync", Book: p.info().ID, Name: "1号机", Number: 1, Made: p.s.Now().UnixMilli()}
	if err := packet.Forge(path, p.secret(), h, w, nil, to.box()); err != nil {
		p.t.Fatal(err)
	}
	return path
}

// chains returns the places of all changes of a PC's book by replica.
func (p *pc) chains() map[int64]map[int64]bool {
	out := map[int64]map[int64]bool{}
	for _, line := range p.query(`SELECT replica, seq FROM changes`) {
		var replica, seq int64
		fmt.Sscan(line, &replica, &seq)
		if out[replica] == nil {
			out[replica] = map[int64]bool{}
		}
		out[replica][seq] = true
	}
	return out
}

// naiveGaps recomputes from what is here, place by place, what is missing.
func (p *pc) naiveGaps() map[string]bool {
	out := map[string]bool{}
	for replica, have := range p.chains() {
		top := int64(0)
		for seq := range have {
			top = max(top, seq)
		}
		for from := int64(1); from <= top; from++ {
			if have[from] {
				continue
			}
			to := from
			for !have[to+1] {
				to++
			}
			out[fmt.Sprintf("%d %d %d", replica, from, to)] = true
			from = to
		}
	}
	return out
}

// names returns the names of the PCs by the numbers they write under.
func (p *pc) names() map[string]string {
	out := map[string]string{}
	for _, line := range p.query(`SELECT w.number, c.name FROM writers w JOIN computers c ON c.id = w.computer`) {
		number, name, _ := strings.Cut(line, " ")
		out[number] = name
	}
	return out
}

// Packets of several PCs are lost, repeated and reordered: what is said to be
// missing is exactly what a count of all places finds, and in the packets that first held it.
func TestGapsAreExact(t *testing.T) {
	base, wang := office(t, 3)
	told(base...)
	serial := 0
	rapid.Check(t, func(rt *rapid.T) {
		var all []*pc
		for _, p := range base {
			all = append(all, perfectCopy(p))
		}
		defer func() {
			for _, p := range all {
				p.s.Close()
			}
		}()
		target := all[0]
		var sent []sentPacket
		for range rapid.IntRange(3, 8).Draw(rt, "packets") {
			from := rapid.IntRange(1, 2).Draw(rt, "from")
			p := all[from]
			for range rapid.IntRange(1, 3).Draw(rt, "changes") {
				serial++
				p.set(wang, []string{"", "school", "employer"}[from], fmt.Sprintf("第%d处", serial))
			}
			path := file(t, "packet.czb")
			e, err := p.x.Export(ctx, path, packet.ExportOptions{}, nil)
			if err != nil {
				rt.Fatal(err)
			}
			replica := p.info().Replica
			upTo := int64(len(p.query(`SELECT id FROM changes WHERE replica = ?`, replica)))
			sent = append(sent, sentPacket{path: path, number: e.Number, upTo: map[int64]int64{replica: upTo}})
			// The maker believes that everybody has got it.
			for _, to := range all {
				if to != p && to != target {
					to.take(path)
					p.take(to.export())
				}
			}
			for _, q := range all[1:] {
				q.take(target.boast(p, q))
			}
		}
		order := rapid.Permutation(sent).Draw(rt, "order")
		order = order[:rapid.IntRange(1, len(order)).Draw(rt, "arrive")]
		for _, s := range order {
			got := target.take(s.path)
			want := target.naiveGaps()
			if len(want) != len(got.Gaps) {
				rt.Fatalf("%+v, want %v", got.Gaps, want)
			}
			names := target.names()
			for _, g := range got.Gaps {
				found := false
				for key := range want {
					var replica, from, to int64
					fmt.Sscan(key, &replica, &from, &to)
					if names[fmt.Sprint(replica)] != g.Computer || int(from) != g.From || int(to) != g.To {
						continue
					}
					found = true
					first, last := firstHeld(sent, replica, from, to)
					if g.FirstPacket != first || g.LastPacket != last {
						rt.Fatalf("%+v, want packets %d–%d", g, first, last)
					}
				}
				if !found {
					rt.Fatalf("%+v is not among %v", g, want)
				}
			}
		}
	})
}

// firstHeld returns, out of all packets ever made, those that first went as far as the places.
func firstHeld(sent []sentPacket, replica, from, to int64) (first, last int) {
	for seq := from; seq <= to; seq++ {
		for _, s := range sent {
			if s.upTo[replica] >= seq {
				if first == 0 {
					first = s.number
				}
				last = max(last, s.number)
				break
			}
		}
	}
	return first, last
}

// A list of packets that has been cut does not guess.
func TestPacketsOfAGap(t *testing.T) {
	short := []packet.Part{{Number: 1, Replica: 7, Seq: 3}, {Number: 2, Replica: 8, Seq: 9}, {Number: 4, Replica: 7, Seq: 6}, {Number: 5, Replica: 7, Seq: 9}}
	long := slices.Clone(short)
	for i := range packet.KeptParts {
		long = append(long, packet.Part{Number: 6 + i, Replica: 7, Seq: int64(10 + i)})
	}
	for _, c := range []struct {
		parts       []packet.Part
		from, to    int64
		first, last int
	}{
		{short, 1, 1, 1, 1}, {short, 3, 3, 1, 1}, {short, 4, 6, 4, 4}, {short, 3, 4, 1, 4}, {short, 2, 9, 1, 5}, {short, 10, 12, 0, 0},
		{long, 2, 3, 0, 0}, {long, 3, 5, 0, 0}, {long, 4, 6, 4, 4}, {long, 12, 13, 8, 9},
	} {
		if first, last := packet.Within(c.parts, 7, c.from, c.to); first != c.first || last != c.last {
			t.Errorf("%d–%d: packets %d–%d, want %d–%d", c.from, c.to, first, last, c.first, c.last)
		}
	}
}

// perfectCopy is a PC as it is now in another folder, for another course of events.
func perfectCopy(p *pc) *pc {
	p.forgetPlace()
	backup := file(p.t, "book.db")
	if _, err := p.s.Backup(ctx, backup); err != nil {
		p.t.Fatal(err)
	}
	dir := file(p.t, "data")
	if err := store.Restore(ctx, backup, dir); err != nil {
		p.t.Fatal(err)
	}
	return openPC(p.t, dir, nil)
}
