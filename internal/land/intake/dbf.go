package intake

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"

	"zhaoyun/internal/sheet/read"
)

// dbf reads the attributes of a Shapefile. A .cpg that says how they are encoded is
// often missing, so that is found out like for any text.
type dbf struct {
	in       *bufio.Reader
	headings []string
	fields   []dbfField
	left     uint32 // rows
	row      []byte
	encoding string
	decoder  *encoding.Decoder
}

type dbfField struct {
	kind     byte
	from, to int
}

func float(b []byte) float64 { return math.Float64frombits(binary.LittleEndian.Uint64(b)) }

// dbfEncoding looks whether the attributes are strictly UTF-8. They are mostly
// ASCII and blanks, so a wrong .cpg shows.
func dbfEncoding(part *zip.File, cpg string) (string, error) {
	in, err := part.Open()
	if err != nil {
		return "", read.Damaged(0, err)
	}
	defer in.Close()
	table, err := newDBF(in, read.UTF8)
	if err != nil {
		return "", err
	}
	strict := true
	for _, h := range table.headings {
		strict = strict && utf8.ValidString(h)
	}
	for range 5_000 {
		if !strict || table.left == 0 {
			break
		}
		if _, err := io.ReadFull(table.in, table.row); err != nil {
			break
		}
		for _, f := range table.fields {
			value := bytes.TrimRight(table.row[f.from:f.to], " \x00")
			if f.kind == 'C' && !utf8.Valid(value[:len(value)-read.Cut(value)]) {
				strict = false
				break
			}
		}
		table.left--
	}
	if strict && !strings.Contains(strings.ToUpper(cpg), "GB") || strict && strings.Contains(strings.ToUpper(cpg), "UTF") {
		return read.UTF8, nil
	}
	return read.GB18030, nil
}

func newDBF(in io.Reader, name string) (*dbf, error) {
	d := &dbf{in: bufio.NewReaderSize(in, 64<<10), encoding: name}
	if name == read.GB18030 {
		d.decoder = simplifiedchinese.GB18030.NewDecoder()
	}
	var head [32]byte
	if _, err := io.ReadFull(d.in, head[:]); err != nil {
		return nil, read.Damaged(0, read.NoEOF(err))
	}
	d.left = binary.LittleEndian.Uint32(head[4:])
	headLength, rowLength := int(binary.LittleEndian.Uint16(head[8:])), int(binary.LittleEndian.Uint16(head[10:]))
	if headLength < 33 || rowLength < 1 {
		return nil, read.Damaged(0, fmt.Errorf("a head of %d bytes, rows of %d", headLength, rowLength))
	}
	fields := make([]byte, headLength-32)
	if _, err := io.ReadFull(d.in, fields); err != nil {
		return nil, read.Damaged(0, read.NoEOF(err))
	}
	from := 1
	for len(fields) >= 32 && fields[0] != 0x0D {
		name, _, _ := bytes.Cut(fields[:11], []byte{0})
		to := from + int(fields[16])
		if to > rowLength {
			return nil, read.Damaged(0, fmt.Errorf("fields longer than their row"))
		}
		d.headings = append(d.headings, d.text(name))
		d.fields = append(d.fields, dbfField{kind: fields[11], from: from, to: to})
		from, fields = to, fields[32:]
	}
	d.headings = read.Distinct(d.headings)
	d.row = make([]byte, rowLength)
	return d, nil
}

// next reads a row, and whether it is marked as deleted.
func (d *dbf) next() (*record, bool, error) {
	if d.left == 0 {
		return nil, false, io.EOF
	}
	d.left--
	if _, err := io.ReadFull(d.in, d.row); err != nil {
		return nil, false, read.NoEOF(err)
	}
	if d.row[0] == '*' {
		return nil, true, nil
	}
	rec := &record{cells: make([]Cell, 0, len(d.fields))}
	for i, f := range d.fields {
		value := d.text(bytes.Trim(d.row[f.from:f.to], " \x00"))
		if value == "" || f.kind == 'N' && strings.Trim(value, "*") == "" { // stars: a number too long for its field
			continue
		}
		if f.kind == 'D' && len(value) == 8 {
			value = value[:4] + "-" + value[4:6] + "-" + value[6:]
		}
		rec.cells = append(rec.cells, Cell{Heading: d.headings[i], Text: value, column: i})
	}
	return rec, false, nil
}

// text decodes a value, which the width of its field may have cut within a letter.
func (d *dbf) text(b []byte) string {
	ascii := true
	for _, c := range b {
		ascii = ascii && c < 0x80
	}
	if d.decoder == nil || ascii {
		return string(b[:len(b)-read.Cut(b)])
	}
	s, err := d.decoder.Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	if len(b) >= 10 && bytes.HasSuffix(s, []byte("\uFFFD")) {
		s = bytes.TrimSuffix(s, []byte("\uFFFD"))
	}
	return strings.TrimSpace(string(s))
}
