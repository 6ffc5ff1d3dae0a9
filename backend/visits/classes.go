package visits

import (
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
)

// set is a set of codes of a list, a bit for each in the order of the list.
type set uint32

func (s set) has(at int) bool { return at >= 0 && s>>at&1 == 1 }

// setOf reads canonical text of several codes; codes that the list does not know are left out.
func setOf[T string | []byte](list *cn.CodeList, text T) (s set) {
	for from := 0; from < len(text); {
		to := from
		for to < len(text) && text[to] != ',' {
			to++
		}
		for i := range list.Codes {
			if list.Codes[i].Code == string(text[from:to]) {
				s |= 1 << i
			}
		}
		from = to + 1
	}
	return s
}

func bit(list *cn.CodeList, code string) set { return setOf(list, code) }

// codes returns the codes of a set in the order of the list.
func (s set) codes(list *cn.CodeList) []string {
	out := []string{}
	for i, c := range list.Codes {
		if s.has(i) {
			out = append(out, c.Code)
		}
	}
	return out
}

// homeClasses says which class of visits the kinds of a household stand for (户情类别);
// 优抚户 and 少数民族户 are no class of the visit log.
var homeClasses = map[string]string{
	"01": registers.ClassMember, "02": registers.ClassHardship, "03": registers.ClassLowIncome, "05": registers.ClassVeteran,
	"06": registers.ClassLonely, "07": registers.ClassLonely, "08": registers.ClassDisabled, "09": registers.ClassNew, "10": registers.ClassMigrant,
}

// personClasses says it for the kinds of a person (重点类别).
var personClasses = map[string]string{
	"01": registers.ClassHardship, "02": registers.ClassLowIncome, "04": registers.ClassVeteran, "05": registers.ClassDisabled,
	"06": registers.ClassLonely, "07": registers.ClassLonely, "08": registers.ClassYouth, "11": registers.ClassCorrection, "12": registers.ClassCorrection,
}

func classesOf(table map[string]string, kinds string) (s set) {
	for kinds != "" {
		var kind string
		kind, kinds, _ = strings.Cut(kinds, ",")
		if class := table[kind]; class != "" {
			s |= bit(registers.VisitClasses, class)
		}
	}
	return s
}

// classesOfHome are the classes that a household's own record stands for.
func classesOfHome(kinds string, lowIncome bool) set {
	s := classesOf(homeClasses, kinds)
	if lowIncome {
		s |= bit(registers.VisitClasses, registers.ClassLowIncome)
	}
	return s
}

// classesOfResident are those that a resident's record stands for whatever the day: of
// the kinds, of a member of the Party, of somebody from elsewhere.
func classesOfResident(kinds string, member, migrant bool) set {
	s := classesOf(personClasses, kinds)
	if member {
		s |= bit(registers.VisitClasses, registers.ClassMember)
	}
	if migrant {
		s |= bit(registers.VisitClasses, registers.ClassMigrant)
	}
	return s
}

// classesOn are those of a resident on a day, with that of school age.
func (r *resident) classesOn(today cn.Date) set {
	if y := today.Year() - int(r.Birth/10000); y < 6 || y > 18 { // without looking at the day
		return r.Classes
	}
	if y := today.Year() - int(r.Birth/10000); y > 6 && y < 18 { // nor here
		return r.Classes | young
	}
	if years, ok := cn.Age(cn.Date(r.Birth.text()), today); ok && years >= 6 && years < 18 {
		return r.Classes | young
	}
	return r.Classes
}

var young = bit(registers.VisitClasses, registers.ClassYouth)

// monthly are the classes that are visited every month: hardship, migrants,
// empty-nest and correction cases (domain table 5b).
var monthly = bit(registers.VisitClasses, registers.ClassHardship) | bit(registers.VisitClasses, registers.ClassLowIncome) |
	bit(registers.VisitClasses, registers.ClassLonely) | bit(registers.VisitClasses, registers.ClassMigrant) |
	bit(registers.VisitClasses, registers.ClassCorrection)

// five are the classes of 五走访.
var five = setOf(registers.VisitClasses, strings.Join(registers.FiveVisits, ","))

// ordinary is what a household is that belongs to no other class.
var ordinary = bit(registers.VisitClasses, registers.ClassOrdinary)
