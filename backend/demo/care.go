package demo

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
)

// careBook is what the office does for those who need it, and what it reports
// upward: about a year of it.
type careBook struct {
	hardships     []*hardship
	aids          []*aid
	pairs         []*pair
	wishes        []*wish
	mediations    []*mediation
	patrols       []*patrol
	projects      []*project
	rotations     []*rotation
	questions     []*question
	consultations []*registers.Consultation
	inspections   []*registers.Inspection
	talks         []*registers.Talk
	weeklies      []*registers.Weekly
}

type hardship struct {
	registers.Hardship
	id     oplog.ID
	person *person
	helper *member
}

type aid struct {
	registers.Aid
	hardship *hardship
}

type pair struct {
	registers.Pair
	helper *member
	person *person // nil: by name only
}

type wish struct {
	registers.Wish
	person  *person
	claimer *member
}

type mediation struct {
	registers.Mediation
	estate *estate
}

type patrol struct {
	registers.Patrol
	estate *estate
}

type project struct {
	registers.Project
	estate *estate
	photos []*registers.Photo
}

type rotation struct {
	registers.Rotation
	id     oplog.ID
	estate *estate
}

type question struct {
	registers.Question
	rotation *rotation // nil: somebody called
	person   *person
}

// planCare comes after everything that it refers to.
func (c *community) planCare() {
	c.planHardships()
	c.planAids()
	c.planPairs()
	c.planWishes()
	c.planMediations()
	c.planPatrols()
	c.planProjects()
	c.planRotations()
	c.planConsultations()
	c.planInspections()
	c.planWeeklies()
}

func (b *careBook) records() int {
	photos := 0
	for _, p := range b.projects {
		photos += len(p.photos)
	}
	return photos + len(b.hardships) + len(b.aids) + len(b.pairs) + len(b.wishes) + len(b.mediations) + len(b.patrols) + len(b.projects) +
		len(b.rotations) + len(b.questions) + len(b.consultations) + len(b.inspections) + len(b.talks) + len(b.weeklies)
}

// write follows everything else: cases before what was given, rounds before questions.
func (b *careBook) write(out *output) {
	for _, h := range b.hardships {
		h.HelperMember = h.helper.ref()
		if h.person.member != nil {
			h.Member = h.person.member.id
		} else {
			h.Resident = h.person.id
		}
		h.Household, h.Estate = h.person.household.id, h.person.household.Estate
		h.id = create(out, registers.Hardships, &h.Hardship)
	}
	for _, a := range b.aids {
		if a.hardship != nil {
			a.Hardship = a.hardship.id
		}
		create(out, registers.Aids, &a.Aid)
	}
	for _, p := range b.pairs {
		p.HelperMember = p.helper.ref()
		if p.person != nil {
			p.Resident, p.Household, p.Estate = p.person.id, p.person.household.id, p.person.household.Estate
		}
		create(out, registers.Pairs, &p.Pair)
	}
	for _, w := range b.wishes {
		w.Claimer, w.Household, w.Estate = w.claimer.ref(), w.person.household.id, w.person.household.Estate
		create(out, registers.Wishes, &w.Wish)
	}
	for _, m := range b.mediations {
		m.Estate = m.estate.id
		create(out, registers.Mediations, &m.Mediation)
	}
	for _, p := range b.patrols {
		p.Estate = p.estate.id
		create(out, registers.Patrols, &p.Patrol)
	}
	for _, p := range b.projects {
		p.Estate = p.estate.id
		id := create(out, registers.Projects, &p.Project)
		for _, photo := range p.photos {
			photo.Project = id
			create(out, registers.Photos, photo)
		}
	}
	b.writeMeetings(out)
}

func (b *careBook) writeMeetings(out *output) {
	for _, r := range b.rotations {
		r.Estate = r.estate.id
		r.id = create(out, registers.Rotations, &r.Rotation)
	}
	for _, q := range b.questions {
		if q.rotation != nil {
			q.Rotation = q.rotation.id
		}
		q.Household = q.person.household.id
		create(out, registers.Questions, &q.Question)
	}
	for _, x := range b.consultations {
		create(out, registers.Consultations, x)
	}
	for _, x := range b.inspections {
		create(out, registers.Inspections, x)
	}
	for _, x := range b.talks {
		create(out, registers.Talks, x)
	}
	for _, x := range b.weeklies {
		create(out, registers.Weeklies, x)
	}
}

// lately is the day of event i of n that lie about evenly in the last so many days.
func (c *community) lately(i, n, days int) cn.Date {
	step := max(days/n, 1)
	return c.atMostToday(c.today.AddDays(-days + i*step + c.rand.IntN(step)))
}

// lastDay is the latest such day of a year that is not to come.
func (c *community) lastDay(month, day int) cn.Date {
	d, err := cn.NewDate(c.today.Year(), month, day)
	if err != nil || d > c.today {
		d, _ = cn.NewDate(c.today.Year()-1, month, day)
	}
	return d
}

func (c *community) atMostToday(d cn.Date) cn.Date {
	if d > c.today {
		return c.today
	}
	return d
}

// homeOf names the estate of a person.
func homeOf(p *person) *estate { return p.household.building.estate }

// neighbours are up to n residents of an age or older, no two of one household;
// fits may be nil.
func (c *community) neighbours(n, age int, fits func(*person) bool) []*person {
	var out []*person
	seen := map[*household]bool{}
	for _, i := range c.rand.Perm(len(c.people)) {
		p := c.people[i]
		if len(out) == n {
			break
		}
		if seen[p.household] || c.age(p) < age || p.State == residentDead || fits != nil && !fits(p) {
			continue
		}
		seen[p.household] = true
		out = append(out, p)
	}
	return out
}

// residentDead is the code of registers.ResidentStates for 去世.
const residentDead = "3"

// helpers are members who live here and are neither old nor in the office.
func (c *community) helpers(n int) []*member {
	var out []*member
	for i, m := range c.members {
		age, _ := cn.Age(m.Birth, c.today)
		if len(out) < n && i%5 == 2 && m.person != nil && m.Relation == registers.RelationDirect && age >= 30 && age <= 70 && !m.Hardship {
			out = append(out, m)
		}
	}
	for len(out) < n {
		out = append(out, c.cadres[len(out)%len(c.cadres)])
	}
	return out
}
