package registers

import (
	"sort"
	"strings"

	"chengzhuan/backend/cn"
)

// PostFact is one post as the rule of cross posts looks at it. Person is
// whatever tells persons apart (the ID of the member record, of the resident, else
// the name); BodyType is a code of OrganizationTypes, Post the text of the post.
type PostFact struct {
	Person   string
	Body     string
	BodyType string
	Post     string
	From, To cn.Date
}

// CrossPost is one person who holds posts in two or more bodies at once
// (双向进入、交叉任职). PartyAndOther tells the kind that the rule means: a post in
// a party organization and one outside it.
type CrossPost struct {
	Person        string
	Posts         []PostFact // by BodyType, then Body
	PartyAndOther bool
}

// Text names the posts in one line: 中共…支部 书记；…业主委员会 主任.
func (c CrossPost) Text() string {
	var out []string
	for _, p := range c.Posts {
		out = append(out, strings.TrimSpace(p.Body+" "+p.Post))
	}
	return strings.Join(out, "；")
}

// Holds reports whether the post is held on a day; a start that is not known
// counts as long ago.
func (p PostFact) Holds(day cn.Date) bool {
	return (p.From == "" || p.From.First() <= day) && (p.To == "" || p.To.Last() > day)
}

// CrossPosts finds the persons who hold posts in two or more bodies on a day, in
// the order in which the facts first name them.
func CrossPosts(facts []PostFact, day cn.Date) []CrossPost {
	held := map[string][]PostFact{}
	var order []string
	for _, f := range facts {
		if f.Person == "" || f.Body == "" || !f.Holds(day) {
			continue
		}
		if held[f.Person] == nil {
			order = append(order, f.Person)
		}
		held[f.Person] = append(held[f.Person], f)
	}
	var out []CrossPost
	for _, person := range order {
		posts := held[person]
		bodies, party, other := map[string]bool{}, false, false
		for _, p := range posts {
			bodies[p.Body] = true
			party = party || isParty(p.BodyType)
			other = other || !isParty(p.BodyType)
		}
		if len(bodies) < 2 {
			continue
		}
		sort.SliceStable(posts, func(i, j int) bool {
			if posts[i].BodyType != posts[j].BodyType {
				return posts[i].BodyType < posts[j].BodyType
			}
			return posts[i].Body < posts[j].Body
		})
		out = append(out, CrossPost{Person: person, Posts: posts, PartyAndOther: party && other})
	}
	return out
}
