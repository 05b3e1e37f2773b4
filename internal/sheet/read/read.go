// Package read reads tables as people have them: Excel workbooks, CSV in UTF-8 or
// GB18030, and what is pasted from a spreadsheet. It finds the headings, which may
// stand below a title, and answers with one Record after the other, as texts; what
// they mean is for who asks.
//
// Files are read as streams: memory depends on the largest row, not on the file.
// Only what makes a file as a whole unreadable is an error.
package read

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"

	"golang.org/x/text/width"
)

// Source is a file to read.
type Source struct {
	Name string
	Size int64
	Data io.ReaderAt
}

// Limits bound what a file may take.
type Limits struct {
	File     int64 // bytes of the file
	Sheet    int64 // bytes of an Excel file, which is held in memory as it is packed
	Unpacked int64 // bytes that an archive unpacks to
	Record   int64 // bytes of one row
	Rows     int
}

// Or fills what is not set.
func (l Limits) Or(otherwise Limits) Limits {
	for _, v := range []struct {
		is        *int64
		otherwise int64
	}{
		{&l.File, otherwise.File}, {&l.Sheet, otherwise.Sheet}, {&l.Unpacked, otherwise.Unpacked}, {&l.Record, otherwise.Record},
	} {
		if *v.is <= 0 {
			*v.is = v.otherwise
		}
	}
	if l.Rows <= 0 {
		l.Rows = otherwise.Rows
	}
	return l
}

// Headings say what a row of headings looks like.
type Headings struct {
	// Known reports whether a text is a heading that one knows.
	Known func(text string) bool
	// Fold brings a heading into the form in which it is given; Plain when nil.
	Fold func(text string) string
	// Join puts a second row of headings behind the first; nil when it is none. There
	// is no second row when Join is nil.
	Join func(heads, below []string) []string
}

// Plain folds full-width letters and drops blanks around a text.
func Plain(s string) string { return strings.TrimSpace(width.Narrow.String(s)) }

// Record is a row as it stands in the file.
type Record struct {
	Line  int
	Part  string // the sheet, where there are several
	Cells []Cell
}

// Cell is one text of a row with the column it stands in.
type Cell struct {
	Heading string
	Text    string
	Column  int
	Formula bool // the text is a formula's, or its result
}

// Reader reads records of one file.
type Reader interface {
	// Next answers io.EOF after the last record.
	Next() (*Record, error)
	// Columns are the headings.
	Columns() []string
	Encoding() string
	Close() error
}

// Kind is the format of a file.
type Kind string

// The formats.
const (
	XLSX Kind = "xlsx"
	CSV  Kind = "csv"
)

// Open finds out by its content what a file is, for names lie, and reads its beginning.
func Open(src Source, limits Limits, h Headings) (Kind, Reader, error) {
	if h.Fold == nil {
		h.Fold = Plain
	}
	if src.Size == 0 {
		return "", nil, ErrEmptyFile
	}
	if src.Size > limits.File {
		return "", nil, ErrFileTooLarge.With("most", limits.File).With("size", src.Size)
	}
	head, err := Head(src)
	if err != nil {
		return "", nil, err
	}
	if IsZip(head) {
		return openWorkbook(src, limits, h)
	}
	if err := Unreadable(src, head); err != nil {
		return "", nil, err
	}
	t, err := OpenText(src)
	if err != nil {
		return "", nil, err
	}
	start := strings.TrimLeft(t.Start(head), " \t\r\n")
	if bytes.IndexByte(head, 0) >= 0 && t.Encoding != UTF16 || strings.HasPrefix(start, "<") || strings.HasPrefix(start, "{") {
		return "", nil, ErrNoTable
	}
	in, err := OpenCSV(t, limits, h)
	return CSV, in, err
}

func openWorkbook(src Source, limits Limits, h Headings) (Kind, Reader, error) {
	archive, err := zip.NewReader(src.Data, src.Size)
	if err != nil {
		return "", nil, Damaged(0, err)
	}
	names, err := Inspect(archive, limits)
	if err != nil {
		return "", nil, err
	}
	for _, name := range names {
		if name == "xl/workbook.xml" {
			in, err := OpenXLSX(src, archive, limits, h)
			return XLSX, in, err
		}
	}
	return "", nil, ErrNoTable
}

// Head is the beginning of a file.
func Head(src Source) ([]byte, error) {
	head := make([]byte, min(src.Size, 4096))
	if _, err := src.Data.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, Damaged(0, err)
	}
	return head, nil
}

// IsZip reports whether a file that begins so is a zip archive, as workbooks are.
func IsZip(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06"))
}

// Unreadable tells what is known but cannot be read: Excel of old, what a password
// protects, other archives.
func Unreadable(src Source, head []byte) error {
	switch {
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0")): // OLE: Excel of old, or an encrypted one
		if bytes.Contains(head, utf16ASCII("EncryptedPackage")) || strings.HasSuffix(strings.ToLower(src.Name), ".xlsx") {
			return ErrLocked
		}
		return ErrOldExcel
	case bytes.HasPrefix(head, []byte("Rar!")) || bytes.HasPrefix(head, []byte("7z\xBC\xAF")) || bytes.HasPrefix(head, []byte("\x1F\x8B")):
		return ErrOtherArchive
	}
	return nil
}

func utf16ASCII(s string) []byte {
	b := make([]byte, 0, 2*len(s))
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}
