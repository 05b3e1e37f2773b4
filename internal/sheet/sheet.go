// Package sheet writes spreadsheets (.xlsx) a row at a time. Rows go to a file on
// their way, so a book takes the same memory however long it is.
package sheet

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// Book is a workbook that is being written.
type Book struct {
	file  *excelize.File
	zone  *time.Location
	style struct{ head, text, moment, day, figure, wrap int }
}

// Column is a column of a sheet.
type Column struct {
	Title string
	Width float64 // in characters
}

// Day is a date without a time.
type Day string

// Long is a text that is shown on several lines.
type Long string

// New begins a book with these sheets, whose moments are shown in the zone. The
// sheets are written in whatever order. Close it.
func New(zone *time.Location, names ...string) (*Book, error) {
	b := &Book{file: excelize.NewFile(), zone: zone}
	for i, name := range names {
		if i == 0 {
			if err := b.file.SetSheetName("Sheet1", name); err != nil {
				return nil, fmt.Errorf("name a sheet: %w", err)
			}
		} else if _, err := b.file.NewSheet(name); err != nil {
			return nil, fmt.Errorf("add a sheet: %w", err)
		}
	}
	border := []excelize.Border{{Type: "bottom", Color: "D7DEE4", Style: 1}}
	moment, day, figure := "yyyy-mm-dd hh:mm:ss", "yyyy-mm-dd", "#,##0"
	top := &excelize.Alignment{Vertical: "top"}
	for _, s := range []struct {
		to    *int
		style excelize.Style
	}{
		{&b.style.head, excelize.Style{
			Font: &excelize.Font{Bold: true, Color: "10243A"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EEF3F4"}},
			Border: border, Alignment: &excelize.Alignment{Vertical: "center", WrapText: true},
		}},
		{&b.style.text, excelize.Style{NumFmt: 49, Alignment: top}},
		{&b.style.wrap, excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}},
		{&b.style.moment, excelize.Style{CustomNumFmt: &moment, Alignment: top}},
		{&b.style.day, excelize.Style{CustomNumFmt: &day, Alignment: top}},
		{&b.style.figure, excelize.Style{CustomNumFmt: &figure, Alignment: top}},
	} {
		var err error
		if *s.to, err = b.file.NewStyle(&s.style); err != nil {
			_ = b.file.Close()
			return nil, fmt.Errorf("style a book: %w", err)
		}
	}
	return b, nil
}

// Close lets go of what the book holds on disk.
func (b *Book) Close() error { return b.file.Close() }

// Sheet is a sheet that is being written; End it before the book is written.
type Sheet struct {
	book   *Book
	stream *excelize.StreamWriter
	row    int
}

// Sheet begins to write a sheet: its heads stay in sight.
func (b *Book) Sheet(name string, columns ...Column) (*Sheet, error) {
	stream, err := b.file.NewStreamWriter(name)
	if err != nil {
		return nil, fmt.Errorf("write the sheet %s: %w", name, err)
	}
	heads := make([]any, len(columns))
	for i, c := range columns {
		heads[i] = excelize.Cell{StyleID: b.style.head, Value: c.Title}
		if err := stream.SetColWidth(i+1, i+1, c.Width); err != nil {
			return nil, err
		}
	}
	if err := stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, err
	}
	s := &Sheet{book: b, stream: stream, row: 1}
	return s, stream.SetRow("A1", heads, excelize.RowOpts{Height: 24})
}

// most is how many rows a sheet of Excel has.
const most = excelize.TotalRows

// Row adds a row: texts, figures, moments (time.Time), Day or Long. The zero
// moment is an empty cell. What Excel has no room for is left out.
func (s *Sheet) Row(values ...any) error {
	if s.row >= most {
		return nil
	}
	s.row++
	cells := make([]any, len(values))
	for i, v := range values {
		cells[i] = s.book.cell(v)
	}
	return s.stream.SetRow("A"+fmt.Sprint(s.row), cells)
}

// End finishes the sheet.
func (s *Sheet) End() error { return s.stream.Flush() }

// longest is how many characters fit into a cell.
const longest = excelize.TotalCellChars

// cell is a value as the sheet has it. A text is written as a text whatever it
// begins with, so nothing somebody typed is ever a formula.
func (b *Book) cell(v any) excelize.Cell {
	switch v := v.(type) {
	case string:
		return excelize.Cell{StyleID: b.style.text, Value: tidy(v)}
	case Long:
		return excelize.Cell{StyleID: b.style.wrap, Value: tidy(string(v))}
	case time.Time:
		if v.IsZero() {
			return excelize.Cell{StyleID: b.style.text}
		}
		return excelize.Cell{StyleID: b.style.moment, Value: wall(v.In(b.zone))}
	case Day:
		if day, err := time.Parse(time.DateOnly, string(v)); err == nil {
			return excelize.Cell{StyleID: b.style.day, Value: day}
		}
		return excelize.Cell{StyleID: b.style.text}
	case int, int64, float64:
		return excelize.Cell{StyleID: b.style.figure, Value: v}
	default:
		return excelize.Cell{StyleID: b.style.text, Value: tidy(fmt.Sprint(v))}
	}
}

// wall is what the clock on the wall shows, as a moment of UTC: a sheet has no zones.
func wall(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}

// tidy is a text as XML and a cell can hold it.
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
	if runes := []rune(s); len(runes) > longest {
		s = string(runes[:longest-1]) + "…"
	}
	return s
}

// Write ends the book and writes it.
func (b *Book) Write(w io.Writer) error {
	b.file.SetActiveSheet(0)
	if err := b.file.Write(w); err != nil {
		return fmt.Errorf("write a book: %w", err)
	}
	return nil
}
