// Package intake reads files of land parcels as they come: GeoJSON, zipped
// Shapefiles, KML and KMZ, Excel, CSV, and the text of boundary points that
// surveying offices exchange. It answers with one Row after the other: what the
// file says, what was understood of it, what follows, and what is wrong.
//
// It writes nothing and repairs nothing. A fault of a row is a Finding with a
// stable code and never stops the rows after it; only what makes the file as a
// whole unreadable is an error. Files are read as streams: memory depends on the
// largest row, never on the file.
package intake

import (
	"errors"
	"fmt"
	"io"

	"github.com/paulmach/orb"

	"zhaoyun/internal/geo"
	"zhaoyun/internal/land/notice"
	"zhaoyun/internal/sheet/read"
)

// Options say what is known about a file beforehand; all may be absent.
type Options struct {
	Columns Mapping       // what each column is, as chosen or remembered
	CRS     geo.CRS       // chosen by somebody
	Near    *orb.Point    // where the land should be
	Scheme  notice.Scheme // which scheme codes of uses belong to
	AsOf    string        // the day whose districts the file means (2006-01-02)
	Limits  Limits        // zero values take the defaults
}

// DefaultLimits are enough for every parcel of a city, and no more.
var DefaultLimits = Limits{File: 256 << 20, Sheet: 32 << 20, Unpacked: 1 << 30, Record: 48 << 20, Rows: 200_000}

// Kind is the format of a file.
type Kind string

// The formats.
const (
	KindGeoJSON   Kind = "geojson"
	KindShapefile Kind = "shapefile"
	KindKML       Kind = "kml"
	KindXLSX      Kind = "xlsx"
	KindCSV       Kind = "csv"
	KindBoundary  Kind = "boundary" // 界址点坐标交换格式
)

// File is a file that is being read. It is for one goroutine.
type File struct {
	Kind     Kind
	Encoding string    // of its texts: utf-8, gb18030, utf-16
	CRS      geo.Guess // of its coordinates; empty when it has none
	Columns  []Column  // as matched; of the first rows where rows have columns of their own

	in       reader
	options  Options
	limits   Limits
	ahead    []*record // read to find the coordinate system, not handed out yet
	ended    error     // what came after them
	rows     int
	place    placer
	numbers  map[string]int // the line each number stood in first
	headings *matcher
}

// reader reads records of one format. It may use the record it gave before again.
type reader interface {
	// next answers io.EOF after the last record.
	next() (*record, error)
	// columns are known once the reader is open, or empty where every record has its own.
	columns() []string
	// about tells what the file says of itself.
	about() about
	close() error
}

type about struct {
	encoding string
	crs      geo.CRS // as declared
	problem  error   // with what is declared, such as an older datum
	degrees  geo.CRS // what degrees are in this format by its own rules
}

// record is a row as it stands in the file.
type record struct {
	line    int
	part    string // the sheet or layer, where there are several
	cells   []Cell
	shape   orb.MultiPolygon // in the coordinates of the file
	problem FindingCode      // why there is no shape although there should be
}

// sample is how many records are looked at to find the coordinate system.
const sample = 100

// Open finds out what a file is and reads its beginning. Close it.
func Open(src Source, o Options) (*File, error) {
	limits := o.Limits.Or(DefaultLimits)
	if src.Size == 0 {
		return nil, read.ErrEmptyFile
	}
	if src.Size > limits.File {
		return nil, errFileTooLarge.With("most", limits.File).With("size", src.Size)
	}
	kind, in, err := open(src, limits, o.Columns)
	if err != nil {
		return nil, err
	}
	f := &File{Kind: kind, in: in, options: o, limits: limits, numbers: map[string]int{}, headings: newMatcher(o.Columns)}
	f.Encoding = in.about().encoding
	if err := f.lookAhead(); err != nil {
		return nil, errors.Join(err, in.close())
	}
	return f, nil
}

func (f *File) lookAhead() error {
	points := 0
	for len(f.ahead) < sample && points < geo.MostPoints {
		r, err := f.in.next()
		if err != nil {
			f.ended = err
			break
		}
		points += geo.Points(r.shape)
		f.ahead = append(f.ahead, r)
	}
	if f.ended != nil && !errors.Is(f.ended, io.EOF) && len(f.ahead) == 0 {
		return f.ended
	}
	if len(f.ahead) == 0 {
		return read.ErrNoRows
	}
	f.Columns = f.headings.columns(f.in.columns(), f.ahead)
	f.findShapes()
	f.CRS = guess(f.ahead, f.in.about(), f.options)
	var err error
	f.place, err = newPlacer(f.CRS)
	return err
}

// Next reads the next row; io.EOF says there are no more.
func (f *File) Next() (*Row, error) {
	r, err := f.record()
	if err != nil {
		return nil, err
	}
	if f.rows++; f.rows > f.limits.Rows {
		return nil, read.ErrTooManyRows.With("most", f.limits.Rows)
	}
	return f.understand(r), nil
}

func (f *File) record() (*record, error) {
	if len(f.ahead) > 0 {
		r := f.ahead[0]
		f.ahead[0] = nil
		f.ahead = f.ahead[1:]
		return r, nil
	}
	if f.ended != nil {
		return nil, f.ended
	}
	r, err := f.in.next()
	if err != nil {
		f.ended = err
		return nil, err
	}
	f.findShape(r)
	return r, nil
}

// Close ends the reading.
func (f *File) Close() error {
	if err := f.in.close(); err != nil {
		return fmt.Errorf("close the file: %w", err)
	}
	return nil
}
