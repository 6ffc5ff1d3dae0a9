package print

// Style is how characters look: face, size in points, colour, and Pitch, the
// distance of lines as a multiple of the size (0 means 1.35).
type Style struct {
	Face  Face
	Size  float64
	Color Color
	Pitch float64
}

// At returns the style in another size.
func (s Style) At(size float64) Style { s.Size = size; return s }

// In returns the style in another colour.
func (s Style) In(c Color) Style { s.Color = c; return s }

// With returns the style in another face.
func (s Style) With(f Face) Style { s.Face = f; return s }

// LineHeight is the distance of two lines in millimetres.
func (s Style) LineHeight() float64 {
	pitch := s.Pitch
	if pitch == 0 {
		pitch = 1.35
	}
	return s.Size * pitch / PointsPerMM
}

// Em is the size in millimetres.
func (s Style) Em() float64 { return s.Size / PointsPerMM }

// Align says where a line stands in its box.
type Align uint8

// Justify fills every line but the last of a paragraph; Distribute (分散对齐)
// fills every line.
const (
	Left Align = iota
	Center
	Right
	Justify
	Distribute
)

// VAlign says where the lines stand in a box taller than they are.
type VAlign uint8

// Top, middle or bottom of the box.
const (
	Top VAlign = iota
	Middle
	Bottom
)

// Text is a style with what is needed to set it in a box.
type Text struct {
	Style
	Align   Align
	VAlign  VAlign
	Indent  float64 // of the first line of each paragraph, in em
	MinSize float64 // points; the size may shrink to this to fit (0: it may not)
	OneLine bool    // never break; shrink instead
	Name    string  // what to call the box in an error, such as "标题"; no personal data
}
