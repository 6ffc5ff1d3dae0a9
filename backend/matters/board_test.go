package matters

import (
	"slices"
	"testing"

	"chengzhuan/backend/registers"
)

func cardsOf() []MatterCard {
	return []MatterCard{
		{ID: "far", State: "30", Light: Green, Due: "2026-12-10", Since: "2026-11-20"},
		{ID: "late", State: "40", Light: Red, Due: "2026-11-10", Since: "2026-10-01"},
		{ID: "urgent", State: "10", Light: Green, Due: "2026-12-20", Since: "2026-11-21", Urgent: true},
		{ID: "later", State: "40", Light: Red, Due: "2026-11-01", Since: "2026-10-20"},
		{ID: "near", State: "60", Light: Yellow, Due: "2026-11-24", Since: "2026-10-01"},
		{ID: "asked", State: "70", Since: "2026-09-01"},
	}
}

func idsOf(b Board) (out []string) {
	for _, c := range b.Cards {
		out = append(out, c.ID)
	}
	return out
}

// What is most pressing comes first; counts leave out the filter that they are for.
func TestBoardOf(t *testing.T) {
	for name, c := range map[string]struct {
		q                BoardQuery
		ids              []string
		all, red, yellow int
		states           int
	}{
		"everything": {BoardQuery{}, []string{"later", "late", "near", "urgent", "far", "asked"}, 6, 2, 1, 5},
		"overdue":    {BoardQuery{Light: Red}, []string{"later", "late"}, 6, 2, 1, 1},
		"forwarded":  {BoardQuery{State: "40"}, []string{"later", "late"}, 2, 2, 0, 5},
		"nothing":    {BoardQuery{State: "10", Light: Red}, nil, 1, 0, 0, 2},
	} {
		b := boardOf(cardsOf(), c.q, Pending(), registers.MatterStates.LabelOf)
		if got := idsOf(b); !slices.Equal(got, c.ids) || b.All != c.all || b.Red != c.red || b.Yellow != c.yellow || len(b.States) != c.states || b.More != 0 {
			t.Errorf("%s: %v, all %d, red %d, yellow %d, states %v, more %d", name, got, b.All, b.Red, b.Yellow, b.States, b.More)
		}
	}
}

// A board shows so many cards and counts the rest.
func TestBoardMost(t *testing.T) {
	cards := make([]MatterCard, boardMost+7)
	for i := range cards {
		cards[i].State = "10"
	}
	b := boardOf(cards, BoardQuery{}, Pending(), registers.MatterStates.LabelOf)
	if len(b.Cards) != boardMost || b.More != 7 || b.All != boardMost+7 || b.States[0].Count != boardMost+7 {
		t.Errorf("%d cards, %d more, %d in all, %v", len(b.Cards), b.More, b.All, b.States)
	}
}
