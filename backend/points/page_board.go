package points

import (
	"context"
	"slices"
	"strconv"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
)

// nearStar is how far below a star somebody is called near it: two points.
const nearStar rules.Points = 20

// trendMost is how many entries a year may have for the board to show its months.
const trendMost = 300_000

// BoardRank is one member of the board of a year.
type BoardRank struct {
	Member       string `json:"member"`
	Name         string `json:"name"`
	Branch       string `json:"branch"`
	BranchName   string `json:"branchName"`
	Place        int    `json:"place"` // 0: exempt
	Total        Amount `json:"total"`
	Base         Amount `json:"base"`
	Contribution Amount `json:"contribution"`
	Honour       Amount `json:"honour"`
	Deduction    Amount `json:"deduction"` // nothing unless for the committee
	Gain         Amount `json:"gain"`      // since the month before ended
	Stars        int    `json:"stars"`
	Exempt       bool   `json:"exempt"`
	Vetoed       bool   `json:"vetoed"`
	Near         string `json:"near"` // 离四星还差 0.5 分; ""
}

// BoardYear is the board of a year, or of its first half.
type BoardYear struct {
	Year     int           `json:"year"`
	Half     bool          `json:"half"`
	Closed   string        `json:"closed"` // the day on which the year was closed; ""
	Rows     []BoardRank   `json:"rows"`
	Members  int           `json:"members"`
	Hidden   int           `json:"hidden"` // who fell behind and is shown to the committee only
	Exempt   int           `json:"exempt"`
	Stars    []int         `json:"stars"` // members by stars, from none to the most
	Branches []BranchCount `json:"branches"`
	Months   []MonthTotal  `json:"months"` // average total of all who are rated
	Entries  int           `json:"entries"`
}

// Board returns the ranking of a year as the page shows it. Deductions and who has no
// star are for the committee: without it they are left out and only counted.
func (d *Desk) Board(ctx context.Context, year int, half, committee bool) (BoardYear, error) {
	out := BoardYear{Year: year, Half: half, Rows: []BoardRank{}, Stars: []int{}, Branches: []BranchCount{}, Months: []MonthTotal{}}
	s, err := d.Scheme(ctx, year)
	if err != nil {
		return out, err
	}
	closed, err := d.closing(ctx, year)
	if err != nil {
		return out, err
	}
	if closed != nil {
		out.Closed = string(closed.Date)
	}
	until := cn.Date("")
	if half {
		until = cn.Date(strconv.Itoa(year) + "-06")
	}
	all, err := d.gather(ctx, year, until)
	if err != nil {
		return out, err
	}
	book := rules.Prepare(&s)
	ranking := all.rank(book)
	if closed != nil && !half {
		if ranking, err = d.Snapshot(ctx, closed.id); err != nil {
			return out, err
		}
	}
	out.Members, out.Entries, out.Stars = len(ranking), all.entries, make([]int, len(s.Bands)+1)
	before := map[oplog.ID]rules.Points{}
	if all.entries <= trendMost {
		out.Months, before = all.months(book, year, d.store().Today(), half)
	}
	names, err := d.branchesOf(ctx, ranking)
	if err != nil {
		return out, err
	}
	counts := map[oplog.ID]int{}
	for i := range ranking {
		r := &ranking[i]
		counts[r.Branch]++
		if r.Exempt {
			out.Exempt++
		} else {
			out.Stars[r.Stars]++
		}
		if behind := !r.Exempt && (r.Vetoed || r.Stars == 0); behind && !committee {
			out.Hidden++
			continue
		}
		row := BoardRank{Member: r.Member.String(), Name: r.Name, BranchName: names[r.Branch], Place: r.Place, Total: amount(r.Total), Base: amount(r.Base + r.Carried),
			Contribution: amount(r.Contribution), Honour: amount(r.Honour), Stars: r.Stars, Exempt: r.Exempt, Vetoed: r.Vetoed, Near: near(&s, r)}
		if r.Branch != 0 {
			row.Branch = r.Branch.String()
		}
		if was, ok := before[r.Member]; ok {
			row.Gain = signed(r.Total - was)
		}
		if committee {
			row.Deduction = amount(r.Deduction)
		}
		out.Rows = append(out.Rows, row)
	}
	for id, n := range counts {
		b := BranchCount{Name: names[id], Count: n}
		if id != 0 {
			b.ID = id.String()
		}
		out.Branches = append(out.Branches, b)
	}
	slices.SortFunc(out.Branches, func(a, b BranchCount) int { return b.Count - a.Count })
	if committee && len(ranking) > 0 {
		err = d.looked(ctx, registers.PointEntries.Key, 0, "扣分和落后人员", len(ranking))
	}
	return out, err
}

func (d *Desk) branchesOf(ctx context.Context, ranking []Ranked) (map[oplog.ID]string, error) {
	ids := make([]oplog.ID, len(ranking))
	for i := range ranking {
		ids[i] = ranking[i].Branch
	}
	return d.branches(ctx, ids)
}

// near says how little is missing to the next star, "" where it is much.
func near(s *rules.Scheme, r *Ranked) string {
	if r.Exempt || r.Vetoed || r.Stars >= len(s.Bands) {
		return ""
	}
	left := s.Bands[r.Stars] - r.Total
	if left > nearStar {
		return ""
	}
	return "离" + starWord(r.Stars+1) + "还差 " + left.Short() + " 分"
}

// starWord names a number of stars: 三星.
func starWord(n int) string {
	words := []string{"无", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	if n < len(words) {
		return words[n] + "星"
	}
	return strconv.Itoa(n) + " 星"
}

// months returns the average total at the end of every month of the year that has
// begun, and what everybody had before the present month.
func (g *gathered) months(book *rules.Book, year int, today cn.Date, half bool) ([]MonthTotal, map[oplog.ID]rules.Points) {
	out := []MonthTotal{}
	before := map[oplog.ID]rules.Points{}
	last := 12
	if half {
		last = 6
	}
	var some []rules.Entry
	for m := 1; m <= last; m++ {
		month := cn.Date(strconv.Itoa(year) + "-" + strconv.Itoa(100 + m)[1:])
		if month.First() > today {
			break
		}
		end, sum, n := month.Last(), rules.Points(0), 0
		was := year == today.Year() && m == today.Month()-1
		for i := range g.members {
			x := &g.members[i]
			if x.who.Exempt {
				continue
			}
			some = some[:0]
			for _, e := range x.entries {
				if e.Date <= end {
					some = append(some, e)
				}
			}
			total := book.Balance(x.who, some).Total
			sum, n = sum+total, n+1
			if was {
				before[x.id] = total
			}
		}
		if n > 0 {
			out = append(out, MonthTotal{string(month), amount((sum + rules.Points(n)/2) / rules.Points(n))})
		}
	}
	return out, before
}
