package documents_test

import (
	"os"
	"path/filepath"
	"testing"

	"chengzhuan/backend/documents"
)

func TestSamples(t *testing.T) {
	dir := os.Getenv("SAMPLES")
	if dir == "" {
		t.Skip("set SAMPLES to a folder to look at the pages")
	}
	save := func(name string, b []byte, err error) {
		if err != nil {
			t.Error(name, err)
			return
		}
		os.WriteFile(filepath.Join(dir, name+".pdf"), b, 0o644)
	}
	o := documents.Options{Created: printed}
	with := func(paper string, a documents.Audience, th documents.Theme, tile string) documents.Options {
		o := o
		o.Paper, o.Audience, o.Theme, o.Tile = paper, a, th, tile
		return o
	}
	b, err := press.MemberRoster(sampleRoster(300), o)
	save("roster300", b, err)
	b, err = press.MemberRoster(sampleRoster(40), with("A3", documents.Wall, "", ""))
	save("rosterA3", b, err)
	b, err = press.MemberRoster(sampleRoster(0), o)
	save("roster0", b, err)
	b, err = press.MemberCard(sampleCard(), o)
	save("card", b, err)
	for _, th := range []documents.Theme{documents.RedGold, documents.Brick, documents.Plain} {
		b, err = press.DutyRoster(sampleDuty(), with("", documents.Wall, th, ""))
		save("duty-"+string(th), b, err)
		b, err = press.OrgChart(sampleChart(44), with("", documents.Internal, th, ""))
		save("chart-"+string(th), b, err)
	}
	op := with("A4", documents.Internal, "", "")
	op.Orientation = documents.Portrait
	b, err = press.DutyRoster(sampleDuty(), op)
	save("dutyA4p", b, err)
	b, err = press.OrgChart(sampleChart(6), op)
	save("chart6", b, err)
	b, err = press.OrgChart(sampleChart(30), with("600x900", documents.Wall, "", ""))
	save("chart30p", b, err)
	b, err = press.OrgChart(sampleChart(40), with("", documents.Wall, "", "A4"))
	save("charttile", b, err)
}
