package read

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"strings"
)

// mostCells is the most bytes that a row of a table may have.
const mostCells = 8 << 20

type csvReader struct {
	text  Text
	meter *Meter
	in    *csv.Reader
	table table
	last  int // line that was read
}

// OpenCSV reads a text of rows: CSV, or what a spreadsheet puts on the clipboard.
func OpenCSV(t Text, limits Limits, h Headings) (Reader, error) {
	m := NewMeter(t.Reader(), min(limits.Record, mostCells))
	buffered := bufio.NewReaderSize(m, 64<<10)
	r := &csvReader{text: t, meter: m, in: csv.NewReader(buffered), table: table{known: h}}
	head, err := buffered.Peek(8 << 10)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, EndOf(1, err)
	}
	r.in.Comma = separatorOf(string(head))
	r.in.FieldsPerRecord = -1
	r.in.LazyQuotes = true
	if err := r.table.open(r.row); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, ErrNoRows
		}
		return nil, err
	}
	return r, nil
}

// separatorOf takes what stands in the most of the first lines, outside quotation
// marks; of several the one that stands there most often.
func separatorOf(head string) rune {
	best, most := ',', 0
	for _, c := range []rune{',', '\t', ';', '，', '|'} {
		lines, all, here, quoted := 0, 0, 0, false
		for _, r := range head + "\n" {
			switch {
			case r == '"':
				quoted = !quoted
			case r == c && !quoted:
				here++
			case r == '\n' && !quoted:
				if here > 0 {
					lines++
				}
				all, here = all+here, 0
			}
		}
		if score := lines<<16 + all; score > most {
			best, most = c, score
		}
	}
	return best
}

func (r *csvReader) row() (tableRow, error) {
	r.meter.Reset()
	texts, err := r.in.Read()
	if err != nil {
		return tableRow{}, EndOf(r.last+1, err)
	}
	if len(texts) > MostColumns {
		return tableRow{}, ErrRowTooLarge
	}
	r.last, _ = r.in.FieldPos(0)
	row := tableRow{line: r.last, texts: texts}
	for i, s := range texts {
		if len(s) < 2 {
			continue
		}
		switch s[0] {
		case '=':
			if literal, ok := excelLiteral(s); ok {
				texts[i] = literal
				continue
			}
		case '\'': // our own mark before what a sheet would take for a formula
			if strings.IndexByte("=+-@", s[1]) >= 0 {
				texts[i] = s[1:]
			}
			continue
		case '@':
		case '+', '-':
			if c := s[1]; c >= '0' && c <= '9' || c == '.' || c == '-' {
				continue
			}
		default:
			continue
		}
		if row.formula == nil {
			row.formula = make([]bool, len(texts))
		}
		row.formula[i] = true
	}
	return row, nil
}

// excelLiteral unwraps ="0701", with which people keep Excel from dropping zeros.
func excelLiteral(s string) (string, bool) {
	inner, ok := strings.CutPrefix(s, `="`)
	inner, closed := strings.CutSuffix(inner, `"`)
	if !ok || !closed || strings.Contains(inner, `"`) {
		return "", false
	}
	return inner, true
}

// Next implements Reader.
func (r *csvReader) Next() (*Record, error) {
	for {
		row, err := r.table.next(r.row)
		if err != nil {
			return nil, err
		}
		if rec := r.table.record(row); rec != nil {
			return rec, nil
		}
	}
}

// Columns implements Reader.
func (r *csvReader) Columns() []string { return r.table.heads }

// Encoding implements Reader.
func (r *csvReader) Encoding() string { return r.text.Encoding }

// Close implements Reader.
func (r *csvReader) Close() error { return nil }
