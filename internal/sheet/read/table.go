package read

import (
	"fmt"
	"strings"
	"unicode"
)

// table makes records of the rows of a sheet: it finds the headings, which may
// stand below a title and take two rows, and leaves out where they stand again.
type table struct {
	known Headings
	heads []string
	stood []string   // the row of the headings as it stood, to know it again
	early []tableRow // rows that were read to find the headings
	ended error      // what came after them
}

type tableRow struct {
	line    int
	texts   []string
	formula []bool // nil where the format has none
}

// within this many rows there must be headings.
const headRows = 20

// open reads rows until the headings are found: of the first rows the one with the
// most known headings, else the first that looks like some, for somebody to say what
// they are. Next answers a row or an error.
func (t *table) open(next func() (tableRow, error)) error {
	var rows []tableRow
	best, at, likely := 0, -1, -1
	for range headRows {
		r, err := next()
		if err != nil {
			if len(rows) == 0 {
				return err
			}
			t.ended = err
			break
		}
		rows = append(rows, r)
		if n := t.countKnown(r.texts); n > best {
			best, at = n, len(rows)-1
		}
		if likely < 0 && likeHeads(r.texts) {
			likely = len(rows) - 1
		}
	}
	if best < 2 && likely >= 0 {
		at = likely
	}
	if at < 0 {
		return ErrNoHeadings
	}
	t.heads = t.known.trimmed(rows[at].texts)
	t.stood = rows[at].texts
	below := at + 1
	if t.known.Join != nil && below < len(rows) {
		if joined := t.known.Join(t.heads, rows[below].texts); joined != nil {
			t.heads = joined
			below++
		}
	}
	t.heads = Distinct(t.heads)
	t.early = rows[below:]
	return nil
}

// countKnown counts the headings that are known.
func (t *table) countKnown(texts []string) int {
	n := 0
	for _, s := range texts {
		if t.known.Known(s) {
			n++
		}
	}
	return n
}

// likeHeads reports whether a row is of two texts or more, and no numbers.
func likeHeads(texts []string) bool {
	n := 0
	for _, s := range texts {
		switch s = strings.TrimSpace(s); {
		case s == "":
		case s[0] >= '0' && s[0] <= '9':
			return false
		default:
			n++
		}
	}
	return n >= 2
}

// trimmed folds headings and drops the blank ones behind the last.
func (h Headings) trimmed(texts []string) []string {
	heads := make([]string, len(texts))
	last := 0
	for i, s := range texts {
		if heads[i] = strings.Join(strings.Fields(h.Fold(s)), " "); heads[i] != "" {
			last = i + 1
		}
	}
	return heads[:last]
}

// next reads the next row.
func (t *table) next(read func() (tableRow, error)) (tableRow, error) {
	if len(t.early) > 0 {
		row := t.early[0]
		t.early = t.early[1:]
		return row, nil
	}
	if t.ended != nil {
		return tableRow{}, t.ended
	}
	return read()
}

// record makes a Record of a row; nil for one that is blank or the headings again.
func (t *table) record(r tableRow) *Record {
	blank, again := true, 0
	for i, s := range r.texts {
		if strings.TrimSpace(s) == "" {
			continue
		}
		blank = false
		if i < len(t.stood) && s == t.stood[i] {
			again++
		}
	}
	if blank || again >= 2 && again*2 >= len(t.heads) {
		return nil
	}
	rec := &Record{Line: r.line, Cells: make([]Cell, 0, len(t.heads))}
	for i, s := range r.texts {
		s = strings.TrimFunc(s, unicode.IsSpace)
		formula := r.formula != nil && r.formula[i]
		if s == "" && !formula {
			continue
		}
		heading := ""
		if i < len(t.heads) {
			heading = t.heads[i]
		}
		if heading == "" {
			heading = fmt.Sprintf("#%d", i+1)
		}
		rec.Cells = append(rec.Cells, Cell{Heading: heading, Text: s, Column: i, Formula: formula})
	}
	return rec
}
