package sheet

import (
	"regexp"
	"strings"
)

// guardCSV puts a tab before text that a spreadsheet would not take as text
// when it opens a CSV file: formulas (= + - @), digits that would lose their
// zeros or their tail, and things like 3-2 that would become dates. A tab is
// nearly invisible in a cell and keeps the value text; unguardCSV takes it away.
func guardCSV(s string) string {
	if needsGuard(s) {
		return "\t" + s
	}
	return s
}

// unguardCSV takes away what keeps a value text in a CSV file: the tab of
// guardCSV (other programs write it too) and the form ="00123".
func unguardCSV(s string) string {
	if rest, ok := strings.CutPrefix(s, "\t"); ok && needsGuard(rest) {
		return rest
	}
	if m := literalCSV.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return s
}

var literalCSV = regexp.MustCompile(`^="([^"]*)"$`)

func needsGuard(s string) bool {
	if s == "" {
		return false
	}
	if strings.HasPrefix(s, "＝") || strings.HasPrefix(s, "＋") || strings.HasPrefix(s, "－") || strings.HasPrefix(s, "＠") {
		return true
	}
	switch s[0] {
	case '=', '+', '-', '@', '\t', '\r', '\n':
		return true
	}
	digits := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case !strings.ContainsRune("-/.:,%eE+年月日 ", r):
			return false
		}
	}
	plain := digits == len(s) && digits <= 11 && (s[0] != '0' || digits == 1)
	return digits > 0 && !plain
}
