package sheet

import "strings"

// stacked reports whether the rows look like one header of several lines: a
// block merged downwards that ends with it, or names over groups of names with
// nothing between them that is no label.
func stacked(s *Sheet, m merges, row, lines int) bool {
	width := 0
	for i := range lines {
		width = max(width, len(s.Rows[row+i]))
	}
	if width > maxStacked {
		return false
	}
	deep, groups, tops, plain := false, 0, map[string]bool{}, 0
	for col := range width {
		top, ok := m.block(row, col)
		if ok && top.Top < row {
			return false
		}
		if ok && top.Bottom >= row+lines {
			return false // a block of the body, or of a longer header
		}
		deep = deep || ok && top.Bottom == row+lines-1
		if c := s.at(row, col); c.Kind != Empty {
			if !labelLike(c) {
				return false
			}
			tops[c.Text] = true
			if groupEnd(s, m, row, col, width) == col {
				plain++
			}
		}
		for i := range lines {
			if r, ok := m.block(row+i, col); ok && r.Bottom >= row+lines {
				return false
			}
		}
	}
	if len(tops) < 2 || plain == 0 {
		return false // names over everything are titles
	}
	for i := range lines - 1 {
		n, ok := groupsUnder(s, m, row+i, width)
		if !ok {
			return false
		}
		groups += n
		if n == 0 && !deep {
			return false
		}
	}
	// Each further line must name something: an empty one belongs to no header
	// unless blocks reach into it.
	return groups > 0
}

// groupsUnder counts the names in row that stand over at least two names of the
// next row; ok is false if a plain name has something below that is not its group.
func groupsUnder(s *Sheet, m merges, row, width int) (groups int, ok bool) {
	merged := false
	for col := range width {
		_, has := m.block(row, col)
		merged = merged || has
	}
	for col := 0; col < width; col++ {
		below := s.at(row+1, col)
		above := s.at(row, col)
		if below.Kind != Empty && !labelLike(below) {
			return 0, false
		}
		if above.Kind == Empty {
			if below.Kind != Empty && groupOf(s, m, row, col) < 0 && !merged {
				return 0, false
			}
			continue
		}
		last := groupEnd(s, m, row, col, width)
		under := 0
		for i := col; i <= last; i++ {
			if s.at(row+1, i).Kind != Empty {
				under++
			}
		}
		switch {
		case last > col && under >= 2:
			groups++
		case under > 0 && !(merged && last > col):
			return 0, false // the next row is a row of its own
		}
	}
	return groups, true
}

// groupEnd returns the last column of the group that a name at (row, col)
// heads: its merged block, or without one the blank cells to its right that
// have something below.
func groupEnd(s *Sheet, m merges, row, col, width int) int {
	if r, ok := m.block(row, col); ok {
		return min(r.Right, width-1)
	}
	last := col
	for last+1 < width && s.at(row, last+1).Kind == Empty && s.at(row+1, last+1).Kind != Empty && s.at(row+1, col).Kind != Empty {
		if _, ok := m.block(row, last+1); ok {
			break
		}
		last++
	}
	return last
}

// groupOf returns the column of the name whose group covers a blank cell, or -1.
func groupOf(s *Sheet, m merges, row, col int) int {
	if r, ok := m.block(row, col); ok {
		if s.at(r.Top, r.Left).Kind != Empty {
			return r.Left
		}
		return -1
	}
	for i := col - 1; i >= 0; i-- {
		if s.at(row, i).Kind != Empty {
			if groupEnd(s, m, row, i, col+1) >= col {
				return i
			}
			return -1
		}
	}
	return -1
}

// joinHeader names every column of the header rows. Of a column name merged
// over several columns, without names below it, only the first has the name.
func joinHeader(s *Sheet, m merges, row, lines int) []string {
	width := 0
	for i := range lines {
		width = max(width, len(s.Rows[row+i]))
	}
	// A name merged to the right may reach beyond the last cell with content.
	wide := width
	for i := range lines {
		for col := range width {
			if r, ok := m.block(row+i, col); ok {
				wide = max(wide, min(r.Right+1, width+64))
			}
		}
	}
	width = wide
	out := make([]string, width)
	for col := range width {
		var names []string
		covered := false // the last name stands in a block that begins further left
		for i := range lines {
			inBlock := false
			label := CleanLabel(s.at(row+i, col).Text)
			if r, ok := m.block(row+i, col); ok {
				label = CleanLabel(s.at(r.Top, r.Left).Text)
				inBlock = col > r.Left
				if r.Top < row {
					label = ""
				}
			} else if label == "" && i < lines-1 {
				if g := groupOf(s, m, row+i, col); g >= 0 {
					label = CleanLabel(s.at(row+i, g).Text)
				}
			}
			if label != "" && (len(names) == 0 || names[len(names)-1] != label) {
				names, covered = append(names, label), inBlock
			}
		}
		if !covered {
			out[col] = strings.Join(names, "/")
		}
	}
	for len(out) > 0 && out[len(out)-1] == "" {
		out = out[:len(out)-1]
	}
	return out
}
