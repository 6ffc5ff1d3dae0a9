package packet

// Version is one of the values that a field under review could have.
type Version struct {
	Op       string `json:"op"`    // names this version in Resolve
	Value    string `json:"value"` // canonical text; masked as Shown is unless revealed
	Shown    string `json:"shown"` // as people read it; private fields masked unless revealed
	Mine     bool   `json:"mine"`  // made on this PC
	Current  bool   `json:"current"`
	Computer string `json:"computer"`
	Operator string `json:"operator"`
	When     string `json:"when"`
}

// ReviewField is one field of a review; a review of coupled fields has several.
type ReviewField struct {
	Key      string    `json:"key"`
	Label    string    `json:"label"`
	Private  bool      `json:"private"`
	Versions []Version `json:"versions"`
}

// Reference is a record that refers to another one.
type Reference struct {
	Register      string `json:"register"`
	RegisterLabel string `json:"registerLabel"`
	Row           string `json:"row"`
	Title         string `json:"title"`
	Label         string `json:"label"` // of the field that refers
}

// What a review is about besides a field; see Review.Field.
const (
	// ReviewDeleted: a record was deleted on one PC and edited on another. Of Fields
	// the first says who did what; the others are what was edited, as the deleter saw
	// it and as it is now.
	ReviewDeleted = "~deleted"
	// ReviewPair: of records that are one thing each PC deleted another, or made
	// another the one that stays. The versions of Fields are the records, named by their IDs.
	ReviewPair = "~pair"
	// ReviewMerged: records refer to one that was merged into another.
	ReviewMerged = "~merged"
)

// Review is a decision that waits for a person (待确认): a field, or fields that
// move together, which PCs changed apart from each other; or one of the above.
type Review struct {
	ID            string        `json:"id"`
	Register      string        `json:"register"`
	RegisterLabel string        `json:"registerLabel"`
	Row           string        `json:"row"`
	Title         string        `json:"title"`
	Field         string        `json:"field"`
	Label         string        `json:"label"`
	Values        []string      `json:"values"`
	Fields        []ReviewField `json:"fields"`
	Both          bool          `json:"both"`      // taking both makes sense: lists, notes, phones
	Into          string        `json:"into"`      // the record that this one was merged into; ""
	IntoTitle     string        `json:"intoTitle"` //
	Refs          []Reference   `json:"refs"`      // of a ReviewMerged, at most 200
}
