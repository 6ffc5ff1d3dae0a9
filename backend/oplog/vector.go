package oplog

// Tip says how far a PC knows the changes of one replica number: everything up
// to change Seq, whose hash it names. A number that two copies of a PC used apart
// has several tips.
type Tip struct {
	Replica int64  `cbor:"1,keyasint"`
	Seq     int64  `cbor:"2,keyasint"`
	Hash    Hash   `cbor:"3,keyasint"`
	Marks   []Mark `cbor:"4,keyasint,omitempty"`
}

// Mark names an earlier change of the same chain, so that who does not know the
// tip may still know where the chains part.
type Mark struct {
	Seq  int64 `cbor:"1,keyasint"`
	Hash Hash  `cbor:"2,keyasint"`
}

// Vector is all that a PC knows: one tip for each chain.
type Vector []Tip

// MarkSteps returns the places before seq that a tip marks: 1, 2, 4, 8 … back.
func MarkSteps(seq int64) []int64 {
	var out []int64
	for step := int64(1); seq-step >= 1; step *= 2 {
		out = append(out, seq-step)
	}
	return out
}
