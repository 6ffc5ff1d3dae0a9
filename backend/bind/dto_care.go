package bind

import "chengzhuan/backend/matters"

// The DTOs of care, under the names that the page knows.
type (
	OpenWish      = matters.OpenWish
	MediationYear = matters.MediationYear
	PlanQuery     = matters.PlanQuery
	Round         = matters.Round
	Plan          = matters.Plan
	RoundProblem  = matters.RoundProblem
	Planned       = matters.Planned
	AskedQuestion = matters.AskedQuestion
	AskedRound    = matters.AskedRound
	Asked         = matters.Asked
)

// WishMove is one step of a wish as the page asks for it. Dates are as people write them.
type WishMove struct {
	To      string `json:"to"`      // code of the next state
	From    string `json:"from"`    // the state that the page shows; "" whatever it is
	Date    string `json:"date"`    // "" today
	By      string `json:"by"`      // who claims it; "" the name of the member
	Member  string `json:"member"`  // ID of the party member who claims it
	Planned string `json:"planned"` // by when
	Note    string `json:"note"`
}

// MediationMove is one step of a mediation as the page asks for it.
type MediationMove struct {
	To        string `json:"to"`
	From      string `json:"from"`
	Date      string `json:"date"`
	By        string `json:"by"`
	Note      string `json:"note"`
	Agreement string `json:"agreement"`
	Written   bool   `json:"written"`
	Fulfilled bool   `json:"fulfilled"`
}

// QuestionRow is one question of a table as it was typed.
type QuestionRow struct {
	Inputs []FieldInput `json:"inputs"`
}

// RoundAsking is what was asked on a visit to an estate.
type RoundAsking struct {
	Rotation string        `json:"rotation"`
	Date     string        `json:"date"`
	People   string        `json:"people"`
	Rows     []QuestionRow `json:"rows"`
}

// QuestionAppeal is the appeal that a question became.
type QuestionAppeal struct {
	ID string `json:"id"`
}
