package bind

import "chengzhuan/backend/matters"

// The DTOs of the matters, under the names that the page knows.
type (
	Course      = matters.Course
	Choice      = matters.Choice
	Entry       = matters.Entry
	BoardQuery  = matters.BoardQuery
	Board       = matters.Board
	MatterCard  = matters.MatterCard
	MatterCount = matters.MatterCount
)

// MatterMove is one step of an appeal as the page asks for it. Dates are as people write them.
type MatterMove struct {
	To     string `json:"to"`   // code of the next state
	From   string `json:"from"` // the state that the page shows
	Date   string `json:"date"` // "" today
	By     string `json:"by"`   // "" the operator
	Note   string `json:"note"`
	Rating string `json:"rating"` // code, of a return visit
	Unit   string `json:"unit"`   // to whom it goes
	Due    string `json:"due"`    // another deadline than the usual one
	Cost   string `json:"cost"`   // yuan
}

// SupervisionMove is one step of a supervised problem as the page asks for it.
type SupervisionMove struct {
	To    string `json:"to"`
	From  string `json:"from"`
	Date  string `json:"date"`
	By    string `json:"by"`
	Note  string `json:"note"`
	Proof string `json:"proof"`
	Due   string `json:"due"`
}

// MatterWatched is the supervision that was started.
type MatterWatched struct {
	ID string `json:"id"`
}
