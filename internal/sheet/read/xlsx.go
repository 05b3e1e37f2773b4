package read

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// xlsxReader reads the visible sheets of a workbook, cell by cell. It is our own
// because three things matter here that libraries do not give together: the value
// as stored (the one shown may be rounded), which cells are formulas, and memory
// that does not grow with the sheet.
type xlsxReader struct {
	parts  map[string]*zip.File
	limits Limits
	known  Headings
	texts  []string
	styles []style
	old    bool // days count from 1904
	sheets []sheetPart
	sheet  *sheetReader
	table  table
	heads  []string
	part   string
}

type sheetPart struct{ name, path string }

// OpenXLSX reads the visible sheets of a workbook.
func OpenXLSX(src Source, archive *zip.Reader, limits Limits, h Headings) (Reader, error) {
	if src.Size > limits.Sheet {
		return nil, ErrFileTooLarge.With("most", limits.Sheet).With("size", src.Size)
	}
	x := &xlsxReader{parts: map[string]*zip.File{}, limits: limits, known: h}
	for _, f := range archive.File {
		x.parts[path.Clean(f.Name)] = f
	}
	if err := x.workbook(); err != nil {
		return nil, err
	}
	if err := x.styleSheet(); err != nil {
		return nil, err
	}
	if err := x.sharedTexts(); err != nil {
		return nil, err
	}
	if err := x.advance(); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, ErrNoHeadings
		}
		return nil, err
	}
	x.heads = x.table.heads
	return x, nil
}

// element is what small parts of a workbook are read into.
func (x *xlsxReader) decode(name string, into any) error {
	part, ok := x.parts[name]
	if !ok {
		return ErrDamaged.With("part", name)
	}
	in, err := part.Open()
	if err != nil {
		return Damaged(0, err)
	}
	defer in.Close()
	m := NewMeter(in, 16<<20)
	if err := xml.NewDecoder(m).Decode(into); err != nil {
		return EndOf(0, NoEOF(err))
	}
	return nil
}

// NoEOF says that a part that ends early is damaged, not finished.
func NoEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

func (x *xlsxReader) workbook() error {
	var book struct {
		Properties struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string `xml:"name,attr"`
			State string `xml:"state,attr"`
			ID    string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var relations struct {
		List []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := x.decode("xl/workbook.xml", &book); err != nil {
		return err
	}
	if err := x.decode("xl/_rels/workbook.xml.rels", &relations); err != nil {
		return err
	}
	x.old = book.Properties.Date1904 == "1" || book.Properties.Date1904 == "true"
	targets := map[string]string{}
	for _, r := range relations.List {
		target := path.Join("xl", r.Target)
		if strings.HasPrefix(r.Target, "/") {
			target = strings.TrimPrefix(r.Target, "/")
		}
		targets[r.ID] = target
	}
	for _, s := range book.Sheets {
		if target := targets[s.ID]; s.State == "" || s.State == "visible" {
			if _, ok := x.parts[target]; ok {
				x.sheets = append(x.sheets, sheetPart{s.Name, target})
			}
		}
	}
	return nil
}

// sharedTexts reads the texts that cells refer to. They are held in memory, which
// the limit of the file bounds.
func (x *xlsxReader) sharedTexts() error {
	part, ok := x.parts["xl/sharedStrings.xml"]
	if !ok {
		return nil
	}
	if part.UncompressedSize64 > uint64(4*x.limits.Sheet) {
		return ErrBomb.With("most", 4*x.limits.Sheet)
	}
	in, err := part.Open()
	if err != nil {
		return Damaged(0, err)
	}
	defer in.Close()
	decoder := xml.NewDecoder(in)
	var b strings.Builder
	depth := 0 // within <t>, and not within the phonetic reading <rPh>
	for {
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return EndOf(0, err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "si":
				b.Reset()
			case "t":
				depth++
			case "rPh":
				depth -= 10
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "si":
				x.texts = append(x.texts, b.String())
			case "t":
				depth--
			case "rPh":
				depth += 10
			}
		case xml.CharData:
			if depth > 0 {
				b.Write(e)
			}
		}
	}
}

// advance opens the next sheet that has headings; the others hold remarks.
func (x *xlsxReader) advance() error {
	for len(x.sheets) > 0 {
		part := x.sheets[0]
		x.sheets = x.sheets[1:]
		if err := x.closeSheet(); err != nil {
			return err
		}
		in, err := x.parts[part.path].Open()
		if err != nil {
			return Damaged(0, err)
		}
		x.sheet, x.part, x.table = newSheetReader(x, in), part.name, table{known: x.known}
		switch err := x.table.open(x.sheet.row); {
		case err == nil:
			return nil
		case errors.Is(err, io.EOF), errors.Is(err, ErrNoHeadings):
		default:
			return err
		}
	}
	return io.EOF
}

// Next implements Reader.
func (x *xlsxReader) Next() (*Record, error) {
	for {
		row, err := x.table.next(x.sheet.row)
		if errors.Is(err, io.EOF) {
			if err := x.advance(); err != nil {
				return nil, err
			}
			continue
		}
		if err != nil {
			return nil, err
		}
		if rec := x.table.record(row); rec != nil {
			rec.Part = x.part
			return rec, nil
		}
	}
}

func (x *xlsxReader) closeSheet() error {
	if x.sheet == nil {
		return nil
	}
	in := x.sheet.in
	x.sheet = nil
	return in.Close()
}

// Columns implements Reader.
func (x *xlsxReader) Columns() []string { return x.heads }

// Encoding implements Reader.
func (x *xlsxReader) Encoding() string { return UTF8 }

// Close implements Reader.
func (x *xlsxReader) Close() error { return x.closeSheet() }
