package points_test

import (
	"fmt"
	"slices"
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"pgregory.net/rapid"
)

// taker is what the laws of steps judge.
type taker func(registers.PointClaim, points.People, points.Step, schema.Env) (registers.PointClaim, error)

var allStates = func() (out []string) {
	for _, c := range registers.PointStates.Codes {
		out = append(out, c.Code)
	}
	return out
}()

// The course in the words of domain section 4: what stands before each state.
var before = map[string][]string{"小组初审": {"已申报"}, "支部审核": {"小组初审"}, "公示中": {"支部审核"}, "生效": {"公示中", "维持"}, "异议": {"公示中", "维持"}, "复核": {"异议"}, "维持": {"复核"}, "更正": {"复核"},
	"退回": {"已申报", "小组初审", "支部审核"}, "已申报": {"草稿", "退回"}}

// walk takes random steps and returns what breaks the laws: a state without the one
// before it, an effect before its notice was over, somebody judging their own.
func walk(take taker, rt *rapid.T) error {
	env := schema.Env{Today: "2026-11-22"}
	names := []string{"张三", "李娟", "王芳", "陈建国", ""}
	who := points.People{Member: rapid.SampledFrom(names[:2]).Draw(rt, "member"), Applicant: rapid.SampledFrom(names).Draw(rt, "applicant")}
	c := registers.PointClaim{Rule: "J01", Date: "2026-09-01", Quantity: "1", State: registers.PointDraft, StepOn: "2026-09-01"}
	var path []string
	var posted cn.Date
	for range rapid.IntRange(5, 40).Draw(rt, "steps") {
		s := points.Step{To: rapid.SampledFrom(allStates).Draw(rt, "to"), By: rapid.SampledFrom(names).Draw(rt, "by"), Reason: rapid.SampledFrom([]string{"", "有误"}).Draw(rt, "reason"),
			Date: c.StepOn.AddDays(rapid.IntRange(-1, 9).Draw(rt, "days"))}
		if follows := points.Next(c.State); len(follows) > 0 && rapid.IntRange(0, 2).Draw(rt, "lawful") > 0 {
			s.To = rapid.SampledFrom(follows).Draw(rt, "next")
		}
		next, err := take(c, who, s, env)
		if err != nil {
			if next != c {
				return fmt.Errorf("a refused step altered the claim")
			}
			continue
		}
		from, to := label(c.State), label(s.To)
		if next.State != s.To || !slices.Contains(before[to], from) {
			return fmt.Errorf("%s after %s", to, from)
		}
		if s.Date < c.StepOn || s.Date > env.Today {
			return fmt.Errorf("%s on %s, the step before on %s", to, s.Date, c.StepOn)
		}
		if to == "公示中" {
			posted = s.Date
		}
		if to == "生效" && env.WorkingDays(posted, s.Date) < 5 {
			return fmt.Errorf("posted on %s, in effect on %s", posted, s.Date)
		}
		if slices.Contains([]string{"小组初审", "支部审核", "公示中", "生效", "退回", "复核", "维持", "更正"}, to) {
			judges := to != "公示中" && to != "生效"
			if s.By == "" || s.By == who.Member || judges && s.By == who.Applicant {
				return fmt.Errorf("%s by %q, member %s, applicant %s", to, s.By, who.Member, who.Applicant)
			}
		}
		if path = append(path, to); to == "生效" {
			for _, must := range []string{"已申报", "小组初审", "支部审核", "公示中"} {
				if !slices.Contains(path, must) {
					return fmt.Errorf("in effect without %s: %v", must, path)
				}
			}
		}
		c = next
	}
	return nil
}

func label(state string) string { l, _ := registers.PointStates.LabelOf(state); return l }

func TestNoStateWithoutItsSteps(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		for range 20 {
			if err := walk(points.Take, rt); err != nil {
				rt.Fatal(err)
			}
		}
	})
	for name, broken := range map[string]taker{
		"skips the branch": func(c registers.PointClaim, who points.People, s points.Step, env schema.Env) (registers.PointClaim, error) {
			if c.State == state("小组初审") && s.To == state("公示中") {
				c.State = state("支部审核")
			}
			return points.Take(c, who, s, env)
		},
		"the applicant is forgotten": func(c registers.PointClaim, who points.People, s points.Step, env schema.Env) (registers.PointClaim, error) {
			who.Applicant = ""
			return points.Take(c, who, s, env)
		},
		"the member is forgotten": func(c registers.PointClaim, who points.People, s points.Step, env schema.Env) (registers.PointClaim, error) {
			who.Member = ""
			return points.Take(c, who, s, env)
		},
		"days of the calendar": func(c registers.PointClaim, who points.People, s points.Step, env schema.Env) (registers.PointClaim, error) {
			next, err := points.Take(c, who, s, env)
			if err == nil && s.To == state("公示中") {
				next.PostedUntil = s.Date.AddDays(5)
			}
			return next, err
		},
	} {
		verdict := rapid.Custom(func(rt *rapid.T) bool { return walk(broken, rt) != nil })
		noticed := false
		for seed := 0; seed < 4000 && !noticed; seed++ {
			noticed = verdict.Example(seed)
		}
		if !noticed {
			t.Errorf("the law does not notice: %s", name)
		}
	}
}

// deed is what the law knows of one claim, told by no code of this package.
type deed struct {
	id, member, rule, quantity string
	date                       cn.Date
	at                         [2]int // how far each PC has brought it
	void                       [2]bool
}

var course = []string{"小组初审", "支部审核", "公示中", "生效"}

// Two PCs claim, review, bring into effect and void while apart, also the same claims,
// and exchange in any order: they agree, and each balance is what the claims that are
// in effect anywhere and void nowhere make.
func TestTwoComputersAgree(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a := open(t)
		defer a.end()
		b := twin(t, a)
		defer b.end()
		pcs := [2]*office{a, b}
		members := []string{a.member("张三"), a.member("李四", "entered_branch", "2026-07-01")}
		pass(t, a, b)
		var deeds []*deed
		meet := func() {
			if rapid.Bool().Draw(rt, "b first") {
				pass(t, b, a)
			}
			pass(t, a, b)
			pass(t, b, a)
			for _, d := range deeds {
				d.void[0] = d.void[0] || d.void[1]
				d.void[1] = d.void[0]
				d.at[0] = max(d.at[0], d.at[1])
				d.at[1] = d.at[0]
			}
		}
		for range rapid.IntRange(3, 14).Draw(rt, "doings") {
			n := rapid.IntRange(0, 1).Draw(rt, "pc")
			pc := pcs[n]
			switch what := rapid.IntRange(0, 9).Draw(rt, "what"); {
			case what < 3 || len(deeds) == 0:
				d := &deed{member: rapid.SampledFrom(members).Draw(rt, "who"), rule: rapid.SampledFrom([]string{"J01", "J02", "J04", "K01", "J20"}).Draw(rt, "rule"), quantity: fmt.Sprint(rapid.IntRange(1, 12).Draw(rt, "quantity")),
					date: cn.Date("2026-09-01").AddDays(rapid.IntRange(0, 6).Draw(rt, "day"))}
				d.id = pc.claim(points.Claim{Member: d.member, Rule: d.rule, Quantity: d.quantity, Date: d.date})
				d.at[1-n] = -1
				deeds = append(deeds, d)
			case what < 8:
				d := rapid.SampledFrom(deeds).Draw(rt, "claim")
				if d.at[n] < 0 || d.void[n] {
					continue
				}
				for ; d.at[n] < len(course); d.at[n]++ {
					day := []string{"2026-09-10", "2026-09-10", "2026-09-11", "2026-09-25"}[d.at[n]]
					pc.must(d.id, course[d.at[n]], []string{"王芳", "赵敏"}[n], day, "")
				}
			case what < 9:
				d := rapid.SampledFrom(deeds).Draw(rt, "claim")
				if d.at[n] < 0 || d.void[n] {
					continue
				}
				if _, err := pc.d.Void(ctx, d.id, "记错", "王芳", ""); err != nil {
					rt.Fatal(err)
				}
				d.void[n] = true
			default:
				meet()
			}
		}
		meet()
		s := rules.Standard(2026)
		for i, member := range members {
			var entries []rules.Entry
			for _, d := range deeds {
				if d.member == member && d.at[0] == len(course) && !d.void[0] {
					id, _ := oplog.ParseID(d.id)
					var q int64
					fmt.Sscan(d.quantity, &q)
					entries = append(entries, rules.Entry{ID: int64(id), Code: d.rule, Date: d.date, Quantity: 10 * q})
				}
			}
			want, _ := rules.Explain(&s, rules.Standing{Joined: []cn.Date{"", "2026-07-01"}[i]}, entries)
			for n, pc := range pcs {
				got, err := pc.d.Balance(ctx, member, 2026)
				if err != nil || got.Balance != want {
					rt.Fatalf("PC %d, member %d: %+v, want %+v (%v)", n, i, got.Balance, want, err)
				}
				ranking, err := pc.d.Ranking(ctx, 2026)
				at := slices.IndexFunc(ranking, func(r points.Ranked) bool { return r.Member.String() == member })
				if err != nil || ranking[at].Balance != want {
					rt.Fatalf("PC %d, ranking: %+v, want %+v (%v)", n, ranking[at], want, err)
				}
			}
		}
	})
}
