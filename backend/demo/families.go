package demo

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
)

// kin is how a family is of one kind: what they are called and where they come from.
type kin struct {
	ethnicity, province string
	surname             string // "" for long names
	long                *longNames
}

// planFamilies fills every household. One in eleven or so is let to migrants.
func (c *community) planFamilies() {
	tricky, rare := 0, 0
	for i, h := range c.households {
		k := c.kin()
		useTricky := i%23 == 7 && tricky < len(trickySurnames) // every tricky surname occurs
		if useTricky {
			k = kin{"01", "42", trickySurnames[tricky], nil}
		}
		if rare < len(rareNames) && i%97 > 60 { // and every rare character
			k = kin{"01", "42", rareNames[rare].surname, nil}
		}
		switch n := c.rand.IntN(100); {
		case n < 2:
			h.Housing = registers.HousingVacant
			continue
		case n < 12:
			h.migrants = true
			k = c.migrantKin(k)
			c.couple(h, k, c.between(24, 48), c.between(1, 2), 0)
		case n < 15:
			c.single(h, k, c.between(63, 93))
		case n < 22:
			c.couple(h, k, c.between(60, 88), 0, 0)
		case n < 26:
			c.couple(h, k, c.between(25, 58), 0, 0)
		case n < 37:
			c.couple(h, k, c.between(27, 58), 1, 0)
		case n < 50:
			c.couple(h, k, c.between(32, 54), 2, 0)
		default:
			c.couple(h, k, c.between(30, 54), c.between(1, 2), c.between(1, 2))
		}
		if rare < len(rareNames) && c.rename(h, rareNames[rare]) {
			rare++
		}
		if useTricky && !h.migrants {
			tricky++
		}
		c.settle(h)
	}
}

// rename gives a rare name to the head or the wife, whose surname nobody shares
// or everybody should.
func (c *community) rename(h *household, n rareName) bool {
	for _, p := range h.people {
		if age := c.age(p); age < 28 || age > 80 {
			continue
		}
		head := p.Relation == registers.RelationHead && p.surname == n.surname
		wife := p.Relation == registers.RelationSpouse && p.Sex == female && n.sex == female
		if p.Sex == n.sex && (head || wife) && !h.migrants {
			p.Name, p.surname, p.rare = n.surname+n.given, n.surname, true
			return true
		}
	}
	return false
}

func (c *community) kin() kin {
	switch n := c.rand.IntN(1000); {
	case n < 18:
		l := &longNamed[c.turn("long")%len(longNamed)]
		return kin{l.ethnicity, l.province, "", l}
	case n < 80:
		m := pick(c, minorities)
		return kin{m.ethnicity, "42", string(pick(c, []rune(m.surnames))), nil}
	}
	return kin{"01", "42", c.surname(), nil}
}

var migrantProvinces = []string{"41", "43", "34", "36", "51", "52", "61", "50"}

func (c *community) migrantKin(k kin) kin {
	if k.long == nil {
		k.province = pick(c, migrantProvinces)
	}
	return k
}

func (c *community) single(h *household, k kin, age int) {
	sex := male
	if c.chance(60) {
		sex = female
	}
	c.person(h, k, sex, c.bornAged(age), registers.RelationHead, nil)
}

// couple makes a family around a head: spouse, children, the head's parents.
func (c *community) couple(h *household, k kin, age, children, parents int) {
	headSex, spouseSex := male, female
	if c.chance(25) {
		headSex, spouseSex = female, male
	}
	head := c.person(h, k, headSex, c.bornAged(age), registers.RelationHead, nil)
	spouseKin := k
	if k.long == nil {
		spouseKin.surname = c.surname()
	}
	spouseAge := age - c.between(-1, 5)
	if headSex == female {
		spouseAge = age + c.between(-1, 5)
	}
	spouse := c.person(h, spouseKin, spouseSex, c.bornAged(max(spouseAge, 23)), registers.RelationSpouse, nil)
	father, mother := head, spouse
	if headSex == female {
		father, mother = spouse, head
	}
	childKin := k
	childKin.surname = father.surname
	motherAge := c.age(mother)
	born := c.between(max(motherAge-33, 0), max(motherAge-22, 0))
	for range children {
		sex, relation := male, registers.RelationSon
		if c.chance(49) {
			sex, relation = female, registers.RelationDaughter
		}
		if born < 0 || born > 30 { // grown children keep house elsewhere
			break
		}
		c.person(h, childKin, sex, c.bornAged(born), relation, father)
		born -= c.between(2, 6)
	}
	for i := range parents {
		sex, kk := male, k
		if i == 1 || parents == 1 && c.chance(65) {
			sex = female
			if k.long == nil {
				kk.surname = c.surname()
			}
		}
		c.person(h, kk, sex, c.bornAged(min(c.age(head)+c.between(22, 31), 97)), registers.RelationParent, nil)
	}
}

func (c *community) age(p *person) int {
	n, _ := cn.Age(p.Birth, c.today)
	return n
}

// person makes someone whose name and birth date nobody else has.
func (c *community) person(h *household, k kin, sex string, birth cn.Date, relation string, father *person) *person {
	p := &person{household: h, province: k.province, surname: k.surname, Resident: registers.Resident{
		Sex: sex, Birth: birth, Ethnicity: k.ethnicity, Relation: relation, State: "1", Residence: registers.ResidenceLocal,
	}}
	for tries := 0; ; tries++ {
		p.Name = c.nameOf(k, sex, birth.Year(), father)
		if tries > 20 {
			p.Birth = p.Birth.AddDays(-tries)
		}
		if key := p.Name + string(p.Birth); !c.names[key] {
			c.names[key] = true
			break
		}
	}
	if !c.chance(2) {
		p.IDNumber = c.idNumber(k.province, p.Birth, sex)
	}
	age := c.age(p)
	if age >= 14 && age < 90 && !c.chance(6) {
		p.Mobile = c.mobile()
	}
	if age >= 6 {
		p.Education = c.education(age)
	}
	p.Political = c.political(age)
	h.people = append(h.people, p)
	c.people = append(c.people, p)
	e := h.building.estate
	e.people = append(e.people, p)
	return p
}

func (c *community) nameOf(k kin, sex string, born int, father *person) string {
	if k.long == nil {
		return k.surname + c.given(sex, born)
	}
	names := k.long.male
	if sex == female {
		names = k.long.female
	}
	name := names[c.turn(k.ethnicity+sex)%len(names)]
	if !k.long.dot {
		return name
	}
	own := pick(c, k.long.male)
	if father != nil {
		own = firstPart(father.Name)
	}
	for own == name { // nobody is called after himself
		name = pick(c, names)
	}
	return name + "·" + own
}

// turn counts up from 0 for each key, so that short lists are used evenly.
func (c *community) turn(key string) int {
	n := c.turns[key]
	c.turns[key]++
	return n
}

func firstPart(name string) string {
	for i, r := range name {
		if r == '·' {
			return name[:i]
		}
	}
	return name
}

func (c *community) education(age int) string {
	var from []string
	switch {
	case age < 12:
		return ""
	case age < 16:
		return "81"
	case age < 19:
		return "71"
	case age < 22:
		return "61"
	case age < 35:
		from = []string{"21", "21", "21", "31", "31", "14", "61", "41", "47", "71"}
	case age < 50:
		from = []string{"21", "21", "31", "31", "61", "41", "47", "71", "71", "14"}
	case age < 65:
		from = []string{"31", "61", "61", "41", "71", "71", "44", "21"}
	default:
		from = []string{"81", "81", "71", "71", "61", "41", "31", "21", "90"}
	}
	return pick(c, from)
}

func (c *community) political(age int) string {
	switch {
	case age < 14:
		return ""
	case age < 28 && c.chance(55):
		return "03"
	case age > 35 && c.chance(1):
		return pick(c, []string{"04", "05", "06", "07", "10"})
	}
	return "13"
}

var madeUpCounties = []string{"石桥县", "柳塘县", "青砖县", "白泉县", "云岭县"}

var provinceNames = map[string]string{
	"41": "河南省", "42": "湖北省", "43": "湖南省", "34": "安徽省", "36": "江西省", "51": "四川省", "52": "贵州省", "61": "陕西省", "50": "重庆市",
	"65": "新疆维吾尔自治区", "54": "西藏自治区", "15": "内蒙古自治区",
}

// settle writes what a household shares.
func (c *community) settle(h *household) {
	head := h.people[0]
	h.Head, h.Phone, h.People = head.Name, head.Mobile, int64(len(h.people))
	h.Housing = registers.HousingOwned
	if h.building.estate.spec.kind == "3" && c.chance(40) {
		h.Housing = "4"
	}
	first := cn.Date("1980-01-01")
	if y, err := cn.NewDate(h.building.estate.spec.built, 6, 1); err == nil {
		first = y
	}
	moved := c.dayIn(first, c.today.AddMonths(-7))
	if h.migrants {
		h.Housing = registers.HousingRented
		moved = c.dayIn(c.today.AddYears(-6), c.today.AddMonths(-7))
	}
	home := provinceNames[head.province] + pick(c, madeUpCounties)
	for _, p := range h.people {
		p.MovedIn = later(moved, p.Birth)
		if h.migrants {
			p.Residence = registers.ResidenceMigrant
			p.HukouAddress = home
		}
	}
}

func later(a, b cn.Date) cn.Date {
	if a > b {
		return a
	}
	return b
}
