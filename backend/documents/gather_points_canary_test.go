package documents_test

import (
	"slices"
	"strings"
	"testing"

	"chengzhuan/backend/documents"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/registers"
)

// Every text of the points system holds names and numbers; the members with these names
// have a deduction, a veto or an exemption, or asked not to hang out. None of it reaches
// a wall.
func TestNoCanaryOnAWallOfPoints(t *testing.T) {
	o := openOffice(t)
	o.put(registers.Residents.Def, pairs{"name": "韩梅梅"})
	plant(o, registers.Profile.Def, pairs{"name": community, "service_hours": "周一至周五"})
	branch := plant(o, registers.Organizations.Def, pairs{"name": "中共仁寿门社区第一支部", "short_name": "第一支部", "type": registers.TypeBranch})
	ids := pairs{}
	for _, name := range []string{"张三", "买买提·吐尔逊", "钱多多", "欧阳震华", "韩梅梅"} {
		ids[name] = plant(o, registers.PartyMembers.Def, pairs{"name": name, "branch": branch, "entered_branch": "2015-01-01", "id_number": "", "landline": ""})
	}
	plant(o, registers.PointSchemes.Def, pairs{"year": "2026", "base": "600", "ceiling": "1100", "contribution_cap": "400", "honour_cap": "100", "bands": "600,700,800,900,960"})
	for code, group := range map[string]string{"J01": "J", "K03": "K", "V01": "V"} {
		plant(o, registers.PointRules.Def, pairs{"year": "2026", "code": code, "group": group, "points": "50", "excludes": "", "steps": "", "highest": ""})
	}
	plant(o, registers.PointStandings.Def, pairs{"member": ids["钱多多"], "year": "2026", "exempt": "1"})
	notice := plant(o, registers.Notices.Def, pairs{"no": "GS-1", "kind": registers.NoticePoints, "from": "2026-11-16", "to": "2026-11-20", "days": "5"})
	for name, rule := range map[string]string{"张三": "J01", "买买提·吐尔逊": "K03", "欧阳震华": "V01"} {
		posted := plant(o, registers.PointClaims.Def, pairs{"no": "JF-1" + rule, "member": ids[name], "rule": rule, "date": "2026-11-02", "quantity": "1", "state": registers.PointPosted, "notice": notice})
		plant(o, registers.Objections.Def, pairs{"claim": posted, "notice": notice, "date": "2026-11-17"})
		done := plant(o, registers.PointClaims.Def, pairs{"no": "JF-2" + rule, "member": ids[name], "rule": rule, "date": "2026-03-02", "quantity": "1", "state": registers.PointEffective})
		plant(o, registers.PointEntries.Def, pairs{"claim": done, "member": ids[name], "rule": rule, "date": "2026-03-02", "quantity": "10"})
	}
	canaries := append(slices.Clone(canaryNames), canaryNumbers...)
	for _, c := range []struct {
		key    string
		params pairs
	}{
		{"points_notice", pairs{"notice": notice}}, {"points_notice", pairs{"notice": notice, "masked": "1"}}, {"points_notice", pairs{"ranking": "1", "until": "2026-12-31", "without": "韩梅梅"}},
		{"points_notice", pairs{"ranking": "1", "until": "2026-06-30", "without": "韩梅梅", "masked": "1", "top": "100"}}, {"points_stars", pairs{"least": "1", "without": "韩梅梅"}}, {"points_stars", pairs{"least": "1", "without": "韩梅梅", "branch": branch, "masked": "1"}},
		{"points_rules", nil},
	} {
		out, err := o.print(operator, c.key, documents.Wall, c.params)
		if err != nil {
			t.Error(c.key, err, errs.Of(err).Hint)
			continue
		}
		page := solid(text(t, out.PDF))
		for _, s := range canaries {
			if strings.Contains(page, s) {
				t.Errorf("%s %v shows %s:\n%s", c.key, c.params, s, page)
			}
		}
		if c.key != "points_rules" && !strings.Contains(page, "张") {
			t.Errorf("%s %v lacks who may stand on it:\n%s", c.key, c.params, page)
		}
	}
	// The canaries are there: pages of the office show them.
	for key, want := range map[string]string{"points_notice": "买买提·吐尔逊", "points_summary": "钱多多"} {
		params := pairs{}
		if key == "points_notice" {
			params["notice"] = notice
		}
		if page := o.page(key, documents.Internal, params); !strings.Contains(page, want) {
			t.Errorf("%s: the canaries were not planted:\n%s", key, page)
		}
	}
}
