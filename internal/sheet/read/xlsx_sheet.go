package read

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"
)

// sheetReader reads the rows of one sheet.
type sheetReader struct {
	book    *xlsxReader
	in      io.ReadCloser
	meter   *Meter
	decoder *xml.Decoder
	line    int
}

func newSheetReader(x *xlsxReader, in io.ReadCloser) *sheetReader {
	m := NewMeter(in, mostCells)
	return &sheetReader{book: x, in: in, meter: m, decoder: xml.NewDecoder(m)}
}

// sheetCell is a cell while it is read.
type sheetCell struct {
	column  int
	kind    string
	style   int
	formula bool
	value   strings.Builder
}

// MostColumns is how many columns Excel has.
const MostColumns = 16_384

func (s *sheetReader) row() (tableRow, error) {
	s.meter.Reset()
	var row tableRow
	var cell sheetCell
	taking := false // the text comes from <v> or <t>
	for {
		token, err := s.decoder.RawToken()
		if err != nil {
			return row, EndOf(s.line, err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "row":
				s.line++
				if n, err := strconv.Atoi(Attribute(e, "r")); err == nil {
					s.line = n
				}
				row = tableRow{line: s.line, texts: make([]string, 0, 32)}
			case "c":
				cell = s.cell(e, cell.column+1)
			case "f":
				cell.formula = true
			case "v", "t":
				taking = true
			}
		case xml.CharData:
			if taking {
				cell.value.Write(e)
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "v", "t":
				taking = false
			case "c":
				s.put(&row, &cell)
			case "row":
				return row, nil
			case "sheetData":
				return row, io.EOF
			}
		}
	}
}

// Attribute is an attribute of an element, by its name without a prefix.
func Attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

func (s *sheetReader) cell(e xml.StartElement, column int) sheetCell {
	c := sheetCell{column: column, style: -1}
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "r":
			if n := columnOf(a.Value); n > 0 {
				c.column = n
			}
		case "t":
			c.kind = a.Value
		case "s":
			c.style, _ = strconv.Atoi(a.Value)
		}
	}
	return c
}

// columnOf reads the letters of a reference such as AB12; A is 1.
func columnOf(ref string) int {
	n := 0
	for _, c := range []byte(ref) {
		if c < 'A' || c > 'Z' || n > MostColumns {
			break
		}
		n = n*26 + int(c-'A') + 1
	}
	return n
}

func (s *sheetReader) put(row *tableRow, c *sheetCell) {
	if c.column < 1 || c.column > MostColumns {
		return
	}
	text := s.text(c)
	if text == "" && !c.formula {
		return
	}
	for len(row.texts) < c.column {
		row.texts = append(row.texts, "")
	}
	row.texts[c.column-1] = text
	if c.formula || c.kind == "e" {
		for len(row.formula) < MostColumns && len(row.formula) < c.column {
			row.formula = append(row.formula, false)
		}
		row.formula[c.column-1] = true
	}
}

// text is the value of a cell as it is stored, with what its format says of it: a
// day, a percentage, a unit.
func (s *sheetReader) text(c *sheetCell) string {
	value := c.value.String()
	switch c.kind {
	case "s":
		if n, err := strconv.Atoi(value); err == nil && n >= 0 && n < len(s.book.texts) {
			return s.book.texts[n]
		}
		return ""
	case "inlineStr", "str", "e", "d":
		return value
	case "b":
		if value == "1" {
			return "是"
		}
		return "否"
	}
	v, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return value
	}
	if c.style >= 0 && c.style < len(s.book.styles) {
		return s.book.styles[c.style].show(v, s.book.old)
	}
	return figure(v)
}
