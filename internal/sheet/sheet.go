// Package sheet writes spreadsheets (.xlsx) a row at a time, straight into the file:
// a book takes the same memory however long it is.
package sheet

import (
	"archive/zip"
	"bufio"
	"compress/flate"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Book is a workbook that is being written. Its sheets are written one after the
// other, in whatever order.
type Book struct {
	zip   *zip.Writer
	zone  *time.Location
	names []string
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

// New begins a book with these sheets, whose moments are shown in the zone. Close it.
func New(w io.Writer, zone *time.Location, names ...string) *Book {
	b := &Book{zip: zip.NewWriter(w), zone: zone, names: names}
	b.zip.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	return b
}

// Close writes what holds the sheets together.
func (b *Book) Close() error {
	var types, sheets, relations strings.Builder
	for i, name := range b.names {
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%s.worksheet+xml"/>`, i+1, mainType)
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, escaped(name), i+1, i+1)
		fmt.Fprintf(&relations, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, relationSpace, i+1)
	}
	fmt.Fprintf(&relations, `<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/>`, len(b.names)+1, relationSpace)
	for _, p := range []struct{ name, content string }{
		{"[Content_Types].xml", fmt.Sprintf(contentTypes, types.String())},
		{"_rels/.rels", packageRelations},
		{"xl/workbook.xml", fmt.Sprintf(workbook, sheets.String())},
		{"xl/_rels/workbook.xml.rels", fmt.Sprintf(workbookRelations, relations.String())},
		{"xl/styles.xml", styles},
	} {
		f, err := b.zip.Create(p.name)
		if err == nil {
			_, err = io.WriteString(f, xml.Header+p.content)
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", p.name, err)
		}
	}
	return b.zip.Close()
}

// Sheet is a sheet that is being written. End it before the next.
type Sheet struct {
	zone *time.Location
	w    *bufio.Writer
	row  int
}

// Sheet begins to write a sheet: its heads stay in sight.
func (b *Book) Sheet(name string, columns ...Column) (*Sheet, error) {
	n := slices.Index(b.names, name) + 1
	if n == 0 {
		return nil, fmt.Errorf("the book has no sheet %q", name)
	}
	f, err := b.zip.Create(fmt.Sprintf("xl/worksheets/sheet%d.xml", n))
	if err != nil {
		return nil, fmt.Errorf("begin the sheet %s: %w", name, err)
	}
	s := &Sheet{zone: b.zone, w: bufio.NewWriterSize(f, 32<<10)}
	_, _ = s.w.WriteString(xml.Header + sheetHead) // a bufio.Writer keeps its error for Flush
	for i, c := range columns {
		_, _ = fmt.Fprintf(s.w, `<col min="%d" max="%d" width="%g" customWidth="1"/>`, i+1, i+1, c.Width)
	}
	_, _ = s.w.WriteString(`</cols><sheetData>`)
	s.begin(` ht="24" customHeight="1"`)
	for i, c := range columns {
		s.text(i, styleHead, c.Title)
	}
	return s, s.end()
}

// most is how many rows a sheet of Excel has.
const most = 1 << 20

// Row adds a row: texts, figures (with two decimals where they are float64), moments (time.Time), Day or Long. The zero
// moment is an empty cell. What Excel has no room for is left out.
func (s *Sheet) Row(values ...any) error {
	if s.row >= most {
		return nil
	}
	s.begin("")
	for i, v := range values {
		s.cell(i, v)
	}
	return s.end()
}

func (s *Sheet) begin(attributes string) {
	s.row++
	_, _ = s.w.WriteString(`<row r="` + strconv.Itoa(s.row) + `"` + attributes + `>`)
}

func (s *Sheet) end() error {
	_, err := s.w.WriteString(`</row>`)
	return err
}

// End finishes the sheet.
func (s *Sheet) End() error {
	_, _ = s.w.WriteString(`</sheetData></worksheet>`)
	return s.w.Flush()
}

// cell writes a value. A text is written as a text whatever it begins with, so
// nothing somebody typed is ever a formula.
func (s *Sheet) cell(column int, v any) {
	switch v := v.(type) {
	case string:
		s.text(column, styleText, v)
	case Long:
		s.text(column, styleLong, string(v))
	case time.Time:
		if !v.IsZero() {
			s.number(column, styleMoment, serial(v.In(s.zone)))
		}
	case Day:
		if day, err := time.Parse(time.DateOnly, string(v)); err == nil {
			s.number(column, styleDay, serial(day))
		}
	case int:
		s.number(column, styleFigure, strconv.Itoa(v))
	case int64:
		s.number(column, styleFigure, strconv.FormatInt(v, 10))
	case float64:
		s.number(column, styleDecimal, strconv.FormatFloat(v, 'f', -1, 64))
	}
}

func (s *Sheet) open(column int, style, kind string) {
	_, _ = s.w.WriteString(`<c r="` + letters(column) + strconv.Itoa(s.row) + `" s="` + style + `"` + kind + `>`)
}

// letters names a column, which is counted from 0: A to Z, then AA.
func letters(column int) string {
	if column < 26 {
		return string(rune('A' + column))
	}
	return letters(column/26-1) + letters(column%26)
}

func (s *Sheet) number(column int, style, n string) {
	s.open(column, style, "")
	_, _ = s.w.WriteString(`<v>` + n + `</v></c>`)
}

// longest is how many characters fit into a cell.
const longest = 32767

func (s *Sheet) text(column int, style, text string) {
	if text == "" {
		return
	}
	if len(text) > longest && utf8.RuneCountInString(text) > longest {
		text = string([]rune(text)[:longest-1]) + "…"
	}
	s.open(column, style, ` t="inlineStr"`)
	_, _ = s.w.WriteString(`<is><t xml:space="preserve">`)
	if plain(text) {
		_, _ = s.w.WriteString(text)
	} else {
		_ = xml.EscapeText(s.w, []byte(text)) // what XML cannot hold becomes U+FFFD
	}
	_, _ = s.w.WriteString(`</t></is></c>`)
}

// plain reports whether a text can stand in XML as it is, which nearly all can.
func plain(text string) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case c < ' ', c == '<', c == '>', c == '&', c == 0xEF && strings.HasPrefix(text[i:], "\xEF\xBF"):
			return false
		}
	}
	return utf8.ValidString(text)
}

// serial is what the clock on the wall shows, in days since the end of 1899: a
// sheet has no zones.
func serial(t time.Time) string {
	wall := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
	days := wall.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Seconds() / (24 * 60 * 60)
	return strconv.FormatFloat(days, 'f', 8, 64)
}

func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a builder takes everything
	return b.String()
}
