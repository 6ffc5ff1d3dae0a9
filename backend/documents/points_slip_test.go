package documents_test

import (
	"strings"
	"testing"

	"chengzhuan/backend/documents"
)

// A name as long as the register takes one stands whole in the head of every page and
// beside the sum, also on the smallest paper.
func TestSlipOfALongName(t *testing.T) {
	for _, name := range []string{strings.Repeat("阿卜杜", 8) + "拉", strings.Repeat("买买提吐尔", 10)} {
		m := sampleSlip(40)
		m.Member = name
		for _, paper := range []string{"A5", "A4"} {
			pdf, err := press.PointsSlip(m, documents.Options{Created: printed, Paper: paper})
			if err != nil {
				t.Errorf("%d letters on %s: %v", len([]rune(name)), paper, err)
				continue
			}
			if l := lacking(text(t, pdf), []string{name}); l != "" {
				t.Errorf("%s lacks %s", paper, l)
			}
		}
	}
}
