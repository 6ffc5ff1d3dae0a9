package registers

import "strings"

// EstateFacts is what the advice on an estate's branch looks at. Direct counts
// its directly managed members; Joint tells that its branch also covers other
// estates; Neighbours are names, the nearest first.
type EstateFacts struct {
	Name       string
	Direct     int
	HasBranch  bool
	Joint      bool
	Neighbours []string
}

// BranchRule holds the two figures of the rule.
type BranchRule struct {
	MinDirect int // directly managed members that make a branch of their own
	MaxUnits  int // estates that one joint branch generally covers at most
}

// DefaultBranchRule follows the 《中国共产党支部工作条例(试行)》.
var DefaultBranchRule = BranchRule{MinDirect: 3, MaxUnits: 5}

// BranchAdvice is the advice of the default rule.
func BranchAdvice(e EstateFacts, all []EstateFacts) (text string, ok bool) {
	return DefaultBranchRule.Advice(e, all)
}

// Advice says what branch an estate should have: with MinDirect or more directly
// managed members one of its own, with fewer one together with a neighbouring
// estate. Not ok where nothing is to be done. all holds every estate, e
// included or not.
func (r BranchRule) Advice(e EstateFacts, all []EstateFacts) (text string, ok bool) {
	have, enough := "直管党员 "+count(e.Direct)+" 名", " "+count(r.MinDirect)+" 名"
	switch {
	case e.HasBranch && e.Joint && e.Direct >= r.MinDirect:
		return have + "，已达" + enough + "，可以从联合党支部分出，单独成立党支部", true
	case e.HasBranch && !e.Joint && e.Direct < r.MinDirect:
		return have + "，已不足" + enough + "，建议" + r.joinWith(e, all), true
	case e.HasBranch:
		return "", false
	case e.Direct >= r.MinDirect:
		return have + "，已达" + enough + "，应单独成立小区党支部", true
	}
	return have + "，不足" + enough + "，建议" + r.joinWith(e, all), true
}

// joinWith names the estates to join with: neighbours in their order until one
// has a branch or the joint branch has enough members. Without neighbours on
// record it asks for them and names the estates that have a branch.
func (r BranchRule) joinWith(e EstateFacts, all []EstateFacts) string {
	facts := map[string]EstateFacts{}
	for _, f := range all {
		facts[f.Name] = f
	}
	var names []string
	sum := e.Direct
	for _, n := range e.Neighbours {
		f, known := facts[n]
		if n == e.Name || !known {
			continue
		}
		if f.HasBranch {
			return "与相邻的" + n + "联合，并入它的党支部"
		}
		names = append(names, n)
		sum += f.Direct
		if sum >= r.MinDirect || len(names) == r.MaxUnits-1 {
			break
		}
	}
	switch {
	case len(names) == 0:
		return "与相邻小区组建联合党支部；请先填写相邻小区" + withBranch(e, all)
	case sum >= r.MinDirect:
		return "与相邻的" + strings.Join(names, "、") + "组建联合党支部（合计 " + count(sum) + " 名）"
	}
	return "与相邻的" + strings.Join(names, "、") + "组建联合党支部；合计仍只有 " + count(sum) + " 名，还要再联合一个小区"
}

// withBranch lists up to three other estates that have a branch.
func withBranch(e EstateFacts, all []EstateFacts) string {
	var names []string
	for _, f := range all {
		if f.HasBranch && f.Name != e.Name && len(names) < 3 {
			names = append(names, f.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "（已有党支部的：" + strings.Join(names, "、") + "）"
}
