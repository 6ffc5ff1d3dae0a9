package documents

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/print"
	"chengzhuan/backend/print/faces"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// Output is a printed document: Name is a file name without its ending, Notes
// tell in plain words what was masked or left out.
type Output struct {
	PDF   []byte
	Pages int
	Notes []string
	Name  string
}

// usual is the press of the process: a face is parsed once, when first needed.
var usual = sync.OnceValue(func() *Press { return New(print.NewFonts(faces.Load)) })

// desk gathers what documents need from one book.
type desk struct {
	ctx    context.Context
	l      *ledger.Ledger
	params map[string]string
	o      Options
	notes  []string
}

// Print gathers a document's model from the book, masks it for its audience,
// and lays it out.
func Print(ctx context.Context, l *ledger.Ledger, key string, params map[string]string, o Options) (Output, error) {
	info, err := find(key)
	if err != nil {
		return Output{}, err
	}
	// The day, not the second: printing twice on one day gives the same bytes.
	if day, ok := l.Store.Today().Time(); ok {
		o.Created = day
	}
	if o.Audience == "" {
		o.Audience = info.Audiences[0]
	}
	if o.Theme == "" && len(info.Themes) > 0 {
		o.Theme = info.Themes[0]
	}
	for given := range params {
		if !info.asks(given) {
			return Output{}, errs.New(errs.Invalid, info.Title+"没有“"+given+"”这个选项").In(given).Do("可用的选项见 print --list")
		}
	}
	answers := map[string]string{}
	for _, p := range info.Params {
		v := strings.TrimSpace(params[p.Key])
		if v == "" && p.Default != nil {
			v = p.Default(l.Store.Today())
		}
		if v == "" && p.Required {
			verb := "请选择"
			if p.Kind == "text" {
				verb = "请填写"
			}
			return Output{}, errs.New(errs.Invalid, verb+p.Label).In(p.Key)
		}
		answers[p.Key] = v
	}
	usual().fonts.Prepare(print.Hei, print.HeiBold, print.SongBold)
	g := &desk{ctx: ctx, l: l, params: answers, o: o}
	var pdf []byte
	var name string
	switch key {
	case "member_roster":
		pdf, name, err = g.memberRoster()
	case "member_card":
		pdf, name, err = g.memberCard()
	case "duty_roster":
		pdf, name, err = g.dutyRoster()
	case "org_chart":
		pdf, name, err = g.orgChart()
	case noticeKey:
		pdf, name, err = g.publicNotice()
	default:
		gather := g.printPoints(key)
		if gather == nil {
			gather = g.printLife(key)
		}
		if gather == nil {
			gather = func() ([]byte, string, error) { return g.printFieldwork(key) }
		}
		pdf, name, err = gather()
	}
	if err != nil {
		return Output{}, err
	}
	return Output{PDF: pdf, Pages: countPages(pdf), Notes: g.notes, Name: name}, nil
}

func find(key string) (Info, error) {
	for _, i := range Catalogue() {
		if i.Key == key {
			return i, nil
		}
	}
	return Info{}, errs.New(errs.NotFound, "没有叫“"+key+"”的材料").Do("可打印的材料见 print --list")
}

func (i Info) asks(key string) bool {
	for _, p := range i.Params {
		if p.Key == key {
			return true
		}
	}
	return false
}

var pageCount = regexp.MustCompile(`/Count (\d+)`)

// countPages reads the number of sheets from the page tree.
func countPages(pdf []byte) int {
	if m := pageCount.FindSubmatch(pdf); m != nil {
		n, _ := strconv.Atoi(string(m[1]))
		return n
	}
	return 0
}

// community is the name of the book.
func (g *desk) community() (string, error) {
	info, err := g.l.Store.Info(g.ctx)
	return info.Name, err
}

// profile returns the community's profile, empty when none is kept.
func (g *desk) profile() (registers.CommunityProfile, error) {
	records, err := g.l.Store.Page(g.ctx, store.Query{Register: registers.Profile.Key}, 0, 1)
	if err != nil || len(records) == 0 {
		return registers.CommunityProfile{}, err
	}
	return registers.Profile.Decode(records[0].Values), nil
}

// reference turns an answer into a record: an ID or an exact name.
func (g *desk) reference(key, register string) (store.Record, bool, error) {
	answer := g.params[key]
	if answer == "" {
		return store.Record{}, false, nil
	}
	d, err := g.l.Store.Def(register)
	if err != nil {
		return store.Record{}, false, err
	}
	id, err := g.l.Resolve(g.ctx, &schema.Field{Key: key, Label: d.Label, Kind: schema.Ref, Ref: register}, answer)
	if err != nil {
		return store.Record{}, false, err
	}
	parsed, err := oplog.ParseID(id)
	if err != nil {
		return store.Record{}, false, err
	}
	rec, err := g.l.Store.Find(g.ctx, d, parsed)
	return rec, err == nil, err
}

func (g *desk) note(text string) {
	for _, n := range g.notes {
		if n == text {
			return
		}
	}
	g.notes = append(g.notes, text)
}

// chineseMonth writes a date as 1975年3月; a year alone stays one.
func chineseMonth(d cn.Date) string {
	switch {
	case d == "":
		return ""
	case d.Month() == 0:
		return strconv.Itoa(d.Year()) + "年"
	}
	return strconv.Itoa(d.Year()) + "年" + strconv.Itoa(d.Month()) + "月"
}

// dotted writes a date as 1975.03.16, as far as it is known.
func dotted(d cn.Date) string { return strings.ReplaceAll(string(d), "-", ".") }

// asOf is 截至2026年11月21日.
func asOf(today cn.Date) string {
	return "截至" + chineseMonth(today) + strconv.Itoa(today.Day()) + "日"
}

// private logs that a page with private data was made.
func (g *desk) private(register, what string, rows int) error {
	return g.l.Store.LogAccessOnce(g.ctx, store.Access{Action: "打印", Register: register, What: what, Rows: rows})
}
