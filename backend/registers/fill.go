package registers

import (
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/schema"
)

// FillFromID writes birth and sex from the ID number where they are empty (or the day of birth is not known) and
// returns the fields that it filled. Rosters often have the number alone. It
// works on any register with the fields id_number, birth and sex, and changes
// nothing else.
func FillFromID(d *schema.Def, v schema.Values, today cn.Date) []*schema.Field {
	number := d.Get(v, "id_number")
	if number == "" {
		return nil
	}
	id, err := cn.ParseID(number, today)
	if err != nil {
		return nil
	}
	var filled []*schema.Field
	for _, f := range []struct{ key, value string }{{"sex", id.Sex}, {"birth", string(id.Birth)}} {
		// A birth date whose day is not known gets it from the number that agrees with it.
		if i := d.Index(f.key); i >= 0 && i < len(v) && (v[i] == "" || f.key == "birth" && len(v[i]) < len(f.value) && strings.HasPrefix(f.value, v[i])) {
			v[i] = f.value
			filled = append(filled, d.Fields[i])
		}
	}
	return filled
}
