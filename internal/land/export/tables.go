package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"zhaoyun/internal/sheet"
)

type csvWriter struct {
	w   *csv.Writer
	row []string
}

// CSV writes a table that Excel opens as it is: UTF-8 with a byte-order mark, and a
// mark before what would be taken for a formula.
func CSV(w io.Writer) (Writer, error) {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return nil, fmt.Errorf("begin the table: %w", err)
	}
	c := &csvWriter{w: csv.NewWriter(w)}
	c.w.UseCRLF = true
	for _, column := range columns {
		c.row = append(c.row, column.heading)
	}
	return c, c.w.Write(append(c.row, shapeHeading))
}

func (c *csvWriter) Write(p *Parcel) error {
	c.row = c.row[:0]
	for _, column := range columns {
		switch v := column.value(p).(type) {
		case float64:
			c.row = append(c.row, strconv.FormatFloat(v, 'f', -1, 64))
		case string:
			c.row = append(c.row, harmless(v))
		}
	}
	return c.w.Write(append(c.row, wkt(p.Geometry)))
}

// harmless puts an apostrophe before what a sheet would take for a formula.
func harmless(s string) string {
	if s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0 {
		return "'" + s
	}
	return s
}

func (c *csvWriter) Close() error {
	c.w.Flush()
	return c.w.Error()
}

type xlsxWriter struct {
	book  *sheet.Book
	sheet *sheet.Sheet
	row   []any
}

// XLSX writes an Excel file with one sheet.
func XLSX(w io.Writer, zone *time.Location) (Writer, error) {
	x := &xlsxWriter{book: sheet.New(w, zone, "地块")}
	heads := make([]sheet.Column, 0, len(columns)+1)
	for _, c := range columns {
		heads = append(heads, sheet.Column{Title: c.heading, Width: c.width})
	}
	var err error
	x.sheet, err = x.book.Sheet("地块", append(heads, sheet.Column{Title: shapeHeading, Width: 40})...)
	return x, err
}

func (x *xlsxWriter) Write(p *Parcel) error {
	x.row = x.row[:0]
	for _, c := range columns {
		x.row = append(x.row, c.value(p))
	}
	return x.sheet.Row(append(x.row, wkt(p.Geometry))...)
}

func (x *xlsxWriter) Close() error {
	if err := x.sheet.End(); err != nil {
		return fmt.Errorf("end the sheet: %w", err)
	}
	return x.book.Close()
}
