package typeset

import (
	"strings"

	"zhaoyun/internal/typeset/pdf"
)

const cellPad = 6.0

// table adds a table: its first row is the head, columns of figures stand right.
func (f *flow) table(fonts *faces, rows [][]string) {
	columns := 0
	for _, r := range rows {
		columns = max(columns, len(r))
	}
	if columns == 0 {
		return
	}
	widths, figures := shares(fonts, rows, columns), make([]bool, columns)
	for c := range figures {
		figures[c] = len(rows) > 1
		for _, r := range rows[1:] {
			figures[c] = figures[c] && (c >= len(r) || isFigure(r[c]))
		}
	}
	for i, cellsOfRow := range rows {
		f.add(tableRow(fonts, cellsOfRow, widths, figures, i == 0, i == len(rows)-1))
	}
	f.rows[len(f.rows)-len(rows)].before = 10
	f.add(row{height: 8})
}

func tableRow(fonts *faces, cellsOfRow []string, widths []float64, figures []bool, head, last bool) row {
	type cell struct {
		atoms []atom
		lines []span
		x     float64
		room  float64
		as    alignment
	}
	var set []cell
	most, x := 1, marginLeft
	for c, width := range widths {
		k := cell{x: x + cellPad, room: (width - 2*cellPad) / cells.size, as: left}
		if c < len(cellsOfRow) {
			k.atoms = fonts.atoms(cellsOfRow[c], head)
			k.lines = breakLines(k.atoms, k.room, k.room)
		}
		if figures[c] {
			k.as = right
		}
		most, x = max(most, len(k.lines)), x+width
		set = append(set, k)
	}
	r := row{height: float64(most)*cells.leading + 2*cellPad, keep: head}
	r.draw = func(page *pdf.Page, _ int, top float64) {
		if head {
			page.Rule(marginLeft, top, textWidth, 0.9, ink)
		}
		thick, color := 0.4, faint
		if head {
			color = ink
		}
		if last {
			thick, color = 0.9, ink
		}
		page.Rule(marginLeft, top-r.height, textWidth, thick, color)
		for _, k := range set {
			for i, line := range k.lines {
				page.Text(setLine(k.atoms, line, cells, k.room, k.x, baseline(cells, top-cellPad-float64(i)*cells.leading), k.as))
			}
		}
	}
	return r
}

// shares gives columns the width their longest cell asks for, within reason.
func shares(fonts *faces, rows [][]string, columns int) []float64 {
	wants, whole := make([]float64, columns), 0.0
	for c := range wants {
		wants[c] = 4
		for _, r := range rows {
			if c < len(r) {
				atoms := fonts.atoms(r[c], false)
				width, _ := measure(atoms, span{0, len(atoms)})
				wants[c] = max(wants[c], min(width, 16))
			}
		}
		whole += wants[c]
	}
	for c := range wants {
		wants[c] *= textWidth / whole
	}
	return wants
}

func isFigure(s string) bool {
	return s != "" && strings.Trim(s, "0123456789,.%-–—＋+ ¥$‰") == ""
}
