package print

// MonthGrid divides a box into a heading row, an optional side column, and
// weeks of seven days, Monday first. It knows nothing of dates: First is the
// column of day 1 (0 to 6) and Days how many there are.
type MonthGrid struct {
	Box         Box
	First, Days int
	Head, Side  float64 // height of the heading, width of the side column
}

// Weeks is the number of rows (4 to 6).
func (m MonthGrid) Weeks() int { return (m.First + m.Days + 6) / 7 }

func (m MonthGrid) cell() (w, h float64) {
	return (m.Box.W - m.Side) / 7, (m.Box.H - m.Head) / float64(m.Weeks())
}

// Slot is the box of column 0 to 6 in week 0 and on.
func (m MonthGrid) Slot(week, column int) Box {
	w, h := m.cell()
	return Box{m.Box.X + m.Side + float64(column)*w, m.Box.Y + m.Head + float64(week)*h, w, h}
}

// Day is the box of a day of the month, from 1.
func (m MonthGrid) Day(day int) Box {
	k := m.First + day - 1
	return m.Slot(k/7, k%7)
}

// HeadSlot is the heading of a column; SideSlot the side box of a week.
func (m MonthGrid) HeadSlot(column int) Box {
	w, _ := m.cell()
	return Box{m.Box.X + m.Side + float64(column)*w, m.Box.Y, w, m.Head}
}

// SideSlot is the box to the left of a week.
func (m MonthGrid) SideSlot(week int) Box {
	_, h := m.cell()
	return Box{m.Box.X, m.Box.Y + m.Head + float64(week)*h, m.Side, h}
}

// Blank lists the slots before day 1 and after the last day.
func (m MonthGrid) Blank() (slots []Box) {
	for k := range m.Weeks() * 7 {
		if k < m.First || k >= m.First+m.Days {
			slots = append(slots, m.Slot(k/7, k%7))
		}
	}
	return slots
}
