package schema

import (
	"strings"

	"chengzhuan/backend/cn"
)

// Mask names how a private value is hidden.
type Mask string

// The masks; DefaultMask lets the kind decide, HideAll leaves only a mark.
const (
	DefaultMask Mask = ""
	MaskName    Mask = "name"
	MaskAddress Mask = "address"
	MaskTail    Mask = "tail"
	HideAll     Mask = "all"
)

// Masked returns the text for people of a private value without its secret.
func (f *Field) Masked(value string) string {
	if value == "" {
		return ""
	}
	switch {
	case f.Mask == MaskName:
		return cn.MaskName(value)
	case f.Mask == MaskAddress:
		return cn.MaskAddress(value, false)
	case f.Mask == MaskTail:
		return cn.MaskTail4(value)
	case f.Mask == HideAll:
		return "***"
	case f.Kind == IDNumber:
		return cn.MaskID(value)
	case f.Kind == Phone:
		parts := strings.Split(value, ",")
		for i, p := range parts {
			parts[i] = cn.MaskPhone(p)
		}
		return strings.Join(parts, "、")
	case f.Kind == Date:
		return cn.MaskBirth(value)
	}
	return "***"
}
