package sheet

import (
	"context"
	"fmt"

	"chengzhuan/backend/errs"
)

// grid collects the cells of a book under its limits, and carries the user's
// wish to stop and the progress.
type grid struct {
	ctx      context.Context
	lim      Limits
	cells    int
	progress func(done, total int)
	done     int
	total    int
	reported int
}

// put stores a cell. Empty cells are not stored: sheets with a million
// formatted but blank rows are common.
func (g *grid) put(s *Sheet, row, col int, c Cell) error {
	if c.Kind == Empty {
		return nil
	}
	if row >= g.lim.Rows {
		return errs.New(errs.Invalid, fmt.Sprintf("工作表“%s”超过 %d 行，太大了", s.Name, g.lim.Rows)).
			Do("请把表格拆成几个文件再导入；如果下面只是误填的内容，请删掉那些行")
	}
	if col >= g.lim.Columns {
		return errs.New(errs.Invalid, fmt.Sprintf("工作表“%s”第 %d 行超过 %d 列，太宽了", s.Name, row+1, g.lim.Columns)).
			Do("请删掉右边用不到的列再导入")
	}
	if g.cells++; g.cells > g.lim.Cells {
		return errs.New(errs.Invalid, fmt.Sprintf("表格的内容超过 %d 格，太大了", g.lim.Cells)).
			Do("请把表格拆成几个文件再导入")
	}
	for len(s.Rows) <= row {
		s.Rows = append(s.Rows, nil)
	}
	line := s.Rows[row]
	if line == nil {
		hint := 8
		if row > 0 {
			hint = max(hint, len(s.Rows[row-1]))
		}
		line = make([]Cell, 0, max(hint, col+1))
	}
	for len(line) <= col {
		line = append(line, Cell{})
	}
	line[col] = c
	s.Rows[row] = line
	return nil
}

// step says how far the reading is (in any unit that total has) and returns
// the user's wish to stop.
func (g *grid) step(done int) error {
	if err := g.ctx.Err(); err != nil {
		return errs.Wrap(errs.Canceled, err, "已停止读取文件")
	}
	g.done = done
	if g.progress != nil && (g.done-g.reported)*100 >= g.total {
		g.reported = g.done
		g.progress(min(g.done, g.total), g.total)
	}
	return nil
}
