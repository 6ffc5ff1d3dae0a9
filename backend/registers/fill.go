package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/schema"
)

// FillFromID writes birth and sex from the ID number where they are empty and
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
		if i := d.Index(f.key); i >= 0 && i < len(v) && v[i] == "" {
			v[i] = f.value
			filled = append(filled, d.Fields[i])
		}
	}
	return filled
}
