package typeset

import "zhaoyun/internal/typeset/pdf"

// row is what is never split: a line, a row of a table, a row of signatures.
type row struct {
	before, height float64
	keep           bool // with the next
	fresh          bool // begins a page
	draw           func(page *pdf.Page, number int, top float64)
}

// flow puts rows on pages.
type flow struct {
	doc  *pdf.Document
	rows []row
}

func (f *flow) add(rows ...row) { f.rows = append(f.rows, rows...) }

// paragraph adds the lines of a text. Its first two lines stay together and its
// last two.
func (f *flow) paragraph(atoms []atom, s style, x, width float64) {
	room := width / s.size
	lines := breakLines(atoms, room-s.first, room-s.rest)
	for i, line := range lines {
		indent, as := s.rest, s.as
		if i == 0 {
			indent = s.first
		}
		if as == justified && i == len(lines)-1 {
			as = left
		}
		r := row{height: s.leading, keep: s.keep || i == 0 && len(lines) > 1 || len(lines) > 2 && i == len(lines)-2}
		if i == 0 {
			r.before = s.before
		}
		r.draw = func(page *pdf.Page, _ int, top float64) {
			page.Text(setLine(atoms, line, s, room-indent, x+indent*s.size, baseline(s, top), as))
		}
		f.add(r)
	}
}

// baseline is where letters of a line stand that begins at top.
func baseline(s style, top float64) float64 { return top - s.leading/2 - 0.36*s.size }

// pages draws everything. Rows that keep together go to the next page when they do not
// fit, unless they would not fit on any.
func (f *flow) pages(firstNumber int) int {
	var page *pdf.Page
	number, y := firstNumber-1, 0.0
	turn := func() { page, number, y = f.doc.AddPage(), number+1, textTop }
	for from := 0; from < len(f.rows); {
		to := from + 1
		for to < len(f.rows) && f.rows[to-1].keep {
			to++
		}
		need := height(f.rows[from:to])
		if page == nil || f.rows[from].fresh || y-need < textBottom && need <= textTop-textBottom {
			turn()
		}
		for _, r := range f.rows[from:to] {
			if y != textTop {
				y -= r.before
			}
			if y-r.height < textBottom && y != textTop {
				turn()
			}
			if r.draw != nil {
				r.draw(page, number, y)
			}
			y -= r.height
		}
		from = to
	}
	return number
}

func height(rows []row) float64 {
	sum := 0.0
	for _, r := range rows {
		sum += r.before + r.height
	}
	return sum
}
