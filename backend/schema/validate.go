package schema

import (
	"fmt"
	"regexp"
)

var keyForm = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// validate checks a declaration against itself.
func (d *Def) validate() error {
	if !keyForm.MatchString(d.Key) || d.Label == "" || len(d.Fields) == 0 {
		return fmt.Errorf("key, label and fields are needed")
	}
	seen := map[string]bool{"id": true}
	labels := map[string]bool{}
	for _, f := range d.Fields {
		switch {
		case !keyForm.MatchString(f.Key) || seen[f.Key]:
			return fmt.Errorf("field key %q is malformed or used twice", f.Key)
		case f.Label == "" || labels[f.Label]:
			return fmt.Errorf("field %s: label %q is empty or used twice", f.Key, f.Label)
		case codecs[f.Kind] == nil:
			return fmt.Errorf("field %s: no kind %q", f.Key, f.Kind)
		case (f.Kind == Code || f.Kind == Codes) != (f.Codes != nil):
			return fmt.Errorf("field %s: a code needs its list, others have none", f.Key)
		case (f.Kind == Ref) != (f.Ref != ""):
			return fmt.Errorf("field %s: a reference needs its register, others have none", f.Key)
		case !f.Canonical(f.Default):
			return fmt.Errorf("field %s: default %q is not canonical", f.Key, f.Default)
		}
		seen[f.Key], labels[f.Label] = true, true
	}
	for _, v := range d.Derived {
		if seen[v.Key] || d.Field(v.From) == nil || v.Of == nil {
			return fmt.Errorf("derived column %s: key taken, no such source, or no function", v.Key)
		}
		seen[v.Key] = true
	}
	for _, keys := range append([][]string{d.List, d.Title}, d.Coupled...) {
		for _, k := range keys {
			if !seen[k] || k == "id" {
				return fmt.Errorf("no field %q", k)
			}
		}
	}
	for _, s := range d.Same {
		for _, k := range s.Fields {
			if d.Field(k) == nil {
				return fmt.Errorf("a rule of sameness names %q, which is no field", k)
			}
		}
	}
	if len(d.Title) == 0 || d.Field(d.Sort) == nil {
		return fmt.Errorf("title and sort are needed")
	}
	if d.Short != "" && (d.Field(d.Short) == nil || d.Field(d.Short).Kind != Text) {
		return fmt.Errorf("the short name must be a text field")
	}
	if d.Number.Field != "" && (d.Field(d.Number.Field) == nil || d.Field(d.Number.Field).Kind != Text || d.Number.Prefix == "") {
		return fmt.Errorf("the number must be a text field and have a prefix")
	}
	if d.Parent != "" && (d.Field(d.Parent) == nil || d.Field(d.Parent).Ref != d.Key) {
		return fmt.Errorf("parent must refer to the same register")
	}
	return nil
}

// Indexed reports whether records are found by this field's exact value without reading all of them.
func (f *Field) Indexed() bool { return f.Index || f.Kind == Ref || f.Kind == IDNumber && f.Search }

// Pinyin reports whether the field has pinyin keys and is sorted by pinyin.
func (f *Field) Pinyin() bool { return f.Kind == Text && f.Search }
