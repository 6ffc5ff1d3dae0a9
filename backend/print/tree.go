package print

import "chengzhuan/backend/errs"

// TreeNode is a box of a tree: a title and short notes below it.
type TreeNode struct {
	Title    string
	Notes    []string
	Children []*TreeNode
}

// TreeLevel is how the boxes of one level look, at full size; the whole tree
// is scaled to its paper.
type TreeLevel struct {
	Title, Note Style
	MaxWidth    float64 // millimetres of text; longer titles take more lines
	Fill        *Color
	Stroke      *Stroke
	PadX, PadY  float64
	Radius      float64
}

// Tree draws boxes joined by lines. Inner levels stand side by side (in more
// than one band when that reads larger), the last level is stacked in columns.
type Tree struct {
	Root     *TreeNode
	Levels   []TreeLevel // the last one serves all deeper levels
	Line     Stroke
	GapX     float64 // between neighbours
	GapY     float64 // between levels
	MaxScale float64 // 0 means 1.6
	MinSize  float64 // points; smaller text is refused
}

// treeBox is a measured node with its place relative to its subtree.
type treeBox struct {
	node     *TreeNode
	level    int
	title    Set
	notes    []Set
	w, h     float64 // of the box
	x, y     float64 // of the box, in the subtree
	sw, sh   float64 // of the subtree
	children []*treeBox
	cx, cy   []float64 // of each child's subtree, in this subtree
	columns  int       // of stacked leaves; 0: side by side
	bands    [][]int   // children by band
}

// Draw fits the tree into a box, centred, as large as possible.
func (t *Tree) Draw(p *Page, b Box) {
	root := t.measure(p.doc, t.Root, 0)
	sizes := map[int][2]float64{}
	levelSizes(root, sizes)
	bestScale, bestRows, bestBands := 0.0, 0, 0
	most := max(1, mostLeaves(root))
	for bands := 1; bands <= min(4, max(1, len(root.children)/2)); bands++ {
		for rows := 1; rows <= most; rows++ {
			t.arrange(root, sizes, rows, bands)
			s := min(b.W/root.sw, b.H/root.sh)
			if s > bestScale*1.02 {
				bestScale, bestRows, bestBands = s, rows, bands
			}
		}
	}
	t.arrange(root, sizes, bestRows, bestBands)
	limit := t.MaxScale
	if limit == 0 {
		limit = 1.6
	}
	scale := min(bestScale, limit)
	if least := t.smallest(root) * scale; least < t.MinSize {
		p.doc.Fail(errs.New(errs.Invalid, "内容太多，这张纸放不下看得清的架构图").Do("请换大一号的纸，或拼贴打印"))
	}
	t.draw(p, root, b.X+(b.W-root.sw*scale)/2, b.Y+(b.H-root.sh*scale)/2, scale)
}

func (t *Tree) level(n int) TreeLevel { return t.Levels[min(n, len(t.Levels)-1)] }

func (t *Tree) measure(d *Doc, n *TreeNode, level int) *treeBox {
	l := t.level(level)
	b := &treeBox{node: n, level: level}
	b.title = d.Set(n.Title, l.MaxWidth, Text{Style: l.Title, Align: Center})
	b.title = balance(d, n.Title, b.title)
	w, h := widest(b.title), b.title.Height()
	for _, note := range n.Notes {
		s := d.Set(note, l.MaxWidth, Text{Style: l.Note, Align: Center})
		b.notes = append(b.notes, s)
		w, h = max(w, widest(s)), h+s.Height()
	}
	b.w, b.h = w+2*l.PadX, h+2*l.PadY
	for _, c := range n.Children {
		b.children = append(b.children, t.measure(d, c, level+1))
	}
	return b
}

func widest(s Set) (w float64) {
	for _, l := range s.Lines {
		w = max(w, l.Width)
	}
	return w
}

// levelSizes gives the boxes of a level the size of the largest.
func levelSizes(b *treeBox, sizes map[int][2]float64) {
	s := sizes[b.level]
	sizes[b.level] = [2]float64{max(s[0], b.w), max(s[1], b.h)}
	for _, c := range b.children {
		levelSizes(c, sizes)
	}
}

func mostLeaves(b *treeBox) int {
	most := 0
	if b.onlyLeaves() {
		most = len(b.children)
	}
	for _, c := range b.children {
		most = max(most, mostLeaves(c))
	}
	return min(most, 40)
}

func (b *treeBox) onlyLeaves() bool {
	for _, c := range b.children {
		if len(c.children) > 0 {
			return false
		}
	}
	return len(b.children) > 0
}

// arrange places a subtree: leaves in columns of at most rows, other children
// in bands (below the root only).
func (t *Tree) arrange(b *treeBox, sizes map[int][2]float64, rows, bands int) {
	b.w, b.h = sizes[b.level][0], sizes[b.level][1]
	b.columns, b.bands = 0, nil
	b.cx, b.cy = make([]float64, len(b.children)), make([]float64, len(b.children))
	for _, c := range b.children {
		t.arrange(c, sizes, rows, 1)
	}
	switch {
	case len(b.children) == 0:
		b.x, b.y, b.sw, b.sh = 0, 0, b.w, b.h
	case b.onlyLeaves() && rows > 1:
		t.stack(b, rows)
	default:
		t.spread(b, bands)
	}
}

// rail is how far stacked boxes stand to the right of their rail.
func (t *Tree) rail() float64 { return t.GapX * 0.9 }

func (t *Tree) stack(b *treeBox, rows int) {
	n := len(b.children)
	b.columns = (n + rows - 1) / rows
	per := (n + b.columns - 1) / b.columns
	cw, ch := b.children[0].sw+t.rail(), b.children[0].sh
	width := float64(b.columns)*cw + float64(b.columns-1)*t.GapX
	if b.columns == 1 {
		// A single column hangs below its parent, a little to the right.
		width = max(cw, b.w)
	}
	b.sw = max(width, b.w)
	b.x = (b.sw - b.w) / 2
	left, bottom := (b.sw-width)/2, 0.0
	for i := range b.children {
		c, r := i/per, i%per
		b.cx[i] = left + float64(c)*(cw+t.GapX) + t.rail()
		b.cy[i] = b.h + t.GapY*0.7 + float64(r)*(ch+t.GapX*0.6)
		bottom = max(bottom, b.cy[i]+ch)
	}
	b.sh = bottom
}

func (t *Tree) spread(b *treeBox, bands int) {
	n := len(b.children)
	per := (n + bands - 1) / bands
	y := b.h + t.GapY
	b.sw = b.w
	type bandSize struct{ w, left float64 }
	var sizes []bandSize
	for from := 0; from < n; from += per {
		idx := make([]int, 0, per)
		w, h, left := 0.0, 0.0, 0.0
		half := (min(per, n-from) + 1) / 2
		for i := from; i < min(from+per, n); i++ {
			c := b.children[i]
			if len(idx) > 0 {
				w += t.GapX
				if bands > 1 && len(idx) == half { // the trunk passes here
					w += t.GapX
				}
			}
			b.cx[i], b.cy[i] = w, y
			w += c.sw
			h = max(h, c.sh)
			idx = append(idx, i)
			if len(idx) == half {
				left = w + t.GapX
			}
		}
		if bands == 1 {
			left = w / 2
		}
		b.bands = append(b.bands, idx)
		sizes = append(sizes, bandSize{w, left})
		y += h + t.GapY
	}
	b.sh = y - t.GapY
	// Every band is shifted so that the trunk is one line.
	trunk, right := b.w/2, b.w/2
	for _, s := range sizes {
		trunk, right = max(trunk, s.left), max(right, s.w-s.left)
	}
	b.sw = trunk + right
	b.x = trunk - b.w/2
	for k, idx := range b.bands {
		for _, i := range idx {
			b.cx[i] += trunk - sizes[k].left
		}
	}
}

func (t *Tree) smallest(b *treeBox) float64 {
	l := t.level(b.level)
	s := l.Title.Size
	if len(b.notes) > 0 {
		s = min(s, l.Note.Size)
	}
	for _, c := range b.children {
		s = min(s, t.smallest(c))
	}
	return s
}
