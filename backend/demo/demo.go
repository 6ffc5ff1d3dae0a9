// Package demo owns a made-up community to look around in: 仁寿门社区, with the
// size of a real one (1,037 households, about 4,000 people, 300 party members) and
// the untidiness of a real one. Nobody in it exists: ID numbers belong to no
// county (xx0000), telephone numbers to no exchange. It knows the registers and
// whoever writes records, neither a database nor a screen.
package demo

import (
	"context"
	"math/rand/v2"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// Writer takes one new record and gives its ID.
type Writer interface {
	Create(def *schema.Def, v schema.Values) (oplog.ID, error)
}

// Fill writes the community into an empty book. The same today and seed give
// the same records in the same order. progress may be nil; it is called now and
// then with the records written so far and in all. A cancelled ctx stops it with
// errs.Canceled; the writer decides what becomes of what was written.
func Fill(ctx context.Context, w Writer, today cn.Date, seed uint64, progress func(done, total int)) error {
	if !today.Full() {
		return errs.New(errs.Internal, "示范数据需要今天的日期")
	}
	c := plan(today, seed)
	out := &output{ctx: ctx, w: w, progress: progress, total: c.records()}
	c.write(out)
	if out.err == nil && progress != nil {
		progress(out.done, out.total)
	}
	return out.err
}

// community is everything that will be written, linked by pointers; the IDs
// come while writing.
type community struct {
	today cn.Date
	rand  *rand.Rand
	ids   map[string]bool // ID numbers given out
	names map[string]bool // name and birth given out
	hard  map[string]bool // see person.hard: members who have one
	phone int             // mobiles given out
	turns map[string]int  // see turn

	profile    registers.CommunityProfile
	grids      []*grid
	estates    []*estate
	buildings  []*building
	households []*household
	people     []*person
	members    []*member
	bodies     []*body
	posts      []*post
	awards     []*award
	duties     []registers.Duty
	onDuty     []*member // who each of duties is

	committee, residents *body            // 社区党委, 居委会
	named                map[string]*body // bodies by the words that the plan calls them
	cadres               []*member        // of the 机关党支部: the office itself
	units                []*body

	visits *visitPlan
	care   careBook
	points *pointsBook
	posted *noticeBook
	life   *lifeBook
}

type grid struct {
	registers.GridCell
	id oplog.ID
}

type estate struct {
	registers.Estate
	id                       oplog.ID
	spec                     estateSpec
	grid                     *grid
	branch, owners, property *body
	buildings                []*building
	people                   []*person
}

type building struct {
	registers.Building
	id     oplog.ID
	estate *estate
}

type household struct {
	registers.Household
	id       oplog.ID
	building *building
	people   []*person
	migrants bool
}

type person struct {
	registers.Resident
	id        oplog.ID
	household *household
	member    *member
	province  string // two digits
	surname   string
	rare      bool
}

type member struct {
	registers.PartyMember
	id                  oplog.ID
	person              *person // nil for who does not live here
	branch, group, unit *body
	busy                bool // heads or sits in something
}

type body struct {
	registers.Organization
	id     oplog.ID
	parent *body
	estate *estate // written after the estates
	posted bool    // its manager has a post
}

type post struct {
	registers.Post
	member *member
	person *person
	body   *body
}

type award struct {
	registers.Award
	id     oplog.ID
	member *member
}

func plan(today cn.Date, seed uint64) *community {
	c := &community{
		today: today,
		rand:  rand.New(rand.NewPCG(seed, uint64(cn.DaysBetween("2000-01-01", today)))),
		ids:   map[string]bool{}, names: map[string]bool{}, named: map[string]*body{}, turns: map[string]int{}, hard: map[string]bool{},
	}
	c.planBodies()
	c.planEstates()
	c.planFamilies()
	c.planMembers()
	c.planNeeds()
	c.planPosts()
	c.planServices()
	c.planAwards()
	c.planDuties()
	c.planProfile()
	c.visits = c.planVisits()
	c.planCare()
	c.points = c.planPoints()
	c.posted = c.planNotices()
	c.life = c.planLife()
	return c
}

func (c *community) records() int {
	return 1 + len(c.grids) + len(c.estates) + len(c.buildings) + len(c.households) + len(c.people) +
		len(c.members) + len(c.bodies) + len(c.posts) + len(c.awards) + len(c.duties) + c.visits.records() + c.care.records() + c.points.records() + c.posted.records() + c.life.records()
}
