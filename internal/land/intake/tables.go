package intake

import (
	"strings"

	"zhaoyun/internal/land/notice"
	"zhaoyun/internal/sheet/read"
)

// Source is a file to read.
type Source = read.Source

// Limits bound what a file may take.
type Limits = read.Limits

// sheet makes records of the rows of a table.
type sheet struct{ read.Reader }

// headingsOf say how the headings of parcels are known.
func headingsOf(chosen Mapping) read.Headings {
	return read.Headings{
		Known: func(s string) bool {
			_, ours := chosen[strings.TrimSpace(notice.Fold(s))]
			_, ok := fieldOf(s)
			return ok || ours
		},
		Fold: notice.Fold,
		Join: func(heads, below []string) []string {
			if !isSubHead(below, heads) {
				return nil
			}
			return joinHeads(heads, below)
		},
	}
}

func (s sheet) next() (*record, error) {
	row, err := s.Next()
	if err != nil {
		return nil, err
	}
	rec := &record{line: row.Line, part: row.Part, cells: make([]Cell, len(row.Cells))}
	for i, c := range row.Cells {
		rec.cells[i] = Cell{Heading: c.Heading, Text: c.Text, column: c.Column, formula: c.Formula}
	}
	return rec, nil
}

func (s sheet) columns() []string { return s.Columns() }
func (s sheet) about() about      { return about{encoding: s.Encoding()} }
func (s sheet) close() error      { return s.Close() }
