package intake

import (
	"archive/zip"
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/paulmach/orb"

	"zhaoyun/internal/geo"
	"zhaoyun/internal/sheet/read"
)

// shapefile reads a zipped Shapefile: shapes from .shp and attributes from .dbf, in
// step. The readers of libraries trust the counts in the file, and so give a few
// bytes the power over all the memory; this one holds every count against what the
// record can hold (ESRI Shapefile Technical Description, July 1998).
type shapefile struct {
	shapes   *bufio.Reader
	table    *dbf
	closers  []io.Closer
	declared geo.CRS
	problem  error
	number   int
}

// The kinds of shapes whose first part is a polygon: with heights, with measures.
const (
	nullShape = 0
	polygon   = 5
	polygonZ  = 15
	polygonM  = 25
)

func newShapefile(archive *zip.Reader, names []string, main *zip.File, limits Limits) (reader, error) {
	parts := map[string]*zip.File{}
	stem := ""
	for i, f := range archive.File {
		if f == main {
			stem = strings.TrimSuffix(names[i], path.Ext(names[i]))
		}
	}
	for i, f := range archive.File {
		ext := path.Ext(names[i])
		if strings.EqualFold(strings.TrimSuffix(names[i], ext), stem) {
			parts[strings.ToLower(ext)] = f
		}
	}
	if parts[".dbf"] == nil {
		return nil, errPartMissing.With("part", ".dbf")
	}
	s := &shapefile{}
	if text := small(parts[".prj"]); text != "" {
		s.declared, s.problem = geo.ParseWKT(text)
	}
	shp, err := s.open(main)
	if err != nil {
		return nil, err
	}
	s.shapes = bufio.NewReaderSize(shp, 64<<10)
	encoding, err := dbfEncoding(parts[".dbf"], small(parts[".cpg"]))
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	table, err := s.open(parts[".dbf"])
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	if s.table, err = newDBF(table, encoding); err != nil {
		return nil, errors.Join(err, s.close())
	}
	var head [100]byte
	if _, err := io.ReadFull(s.shapes, head[:]); err != nil || binary.BigEndian.Uint32(head[:]) != 9994 {
		return nil, errors.Join(read.Damaged(0, read.NoEOF(err)), s.close())
	}
	return s, nil
}

func (s *shapefile) open(f *zip.File) (io.Reader, error) {
	in, err := f.Open()
	if err != nil {
		return nil, read.Damaged(0, err)
	}
	s.closers = append(s.closers, in)
	return in, nil
}

// small reads a part that is only a line or two; nothing, where there is none.
func small(f *zip.File) string {
	if f == nil {
		return ""
	}
	in, err := f.Open()
	if err != nil {
		return ""
	}
	defer in.Close()
	text, err := io.ReadAll(io.LimitReader(in, 16<<10))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

func (s *shapefile) next() (*record, error) {
	for {
		rec, deleted, err := s.table.next()
		if errors.Is(err, io.EOF) {
			return nil, io.EOF
		}
		if err != nil {
			return nil, read.EndOf(s.number, err)
		}
		s.number++
		shape, problem, err := s.shape()
		switch {
		case errors.Is(err, io.EOF): // fewer shapes than rows
			problem = GeometryMissing
		case err != nil:
			return nil, read.EndOf(s.number, err)
		}
		if deleted {
			continue
		}
		rec.line, rec.shape, rec.problem = s.number, shape, problem
		return rec, nil
	}
}

// shape reads one record of the .shp.
func (s *shapefile) shape() (orb.MultiPolygon, FindingCode, error) {
	var head [8]byte
	if _, err := io.ReadFull(s.shapes, head[:]); err != nil {
		return nil, "", err
	}
	length := int64(binary.BigEndian.Uint32(head[4:])) * 2
	if length > int64(geo.MostPoints)*40+1<<16 { // with heights and measures a point takes 32 bytes
		return nil, FindingCode(geo.FaultTooManyDots), s.skip(length)
	}
	content := make([]byte, length)
	if _, err := io.ReadFull(s.shapes, content); err != nil {
		return nil, "", read.NoEOF(err)
	}
	if len(content) < 4 {
		return nil, GeometryUnread, nil
	}
	switch binary.LittleEndian.Uint32(content) {
	case nullShape:
		return nil, FindingCode(geo.FaultEmpty), nil
	case polygon, polygonZ, polygonM:
		shape, problem := polygonOf(content)
		return shape, problem, nil
	}
	return nil, GeometryNotArea, nil
}

func (s *shapefile) skip(n int64) error {
	_, err := io.CopyN(io.Discard, s.shapes, n)
	return read.NoEOF(err)
}

func polygonOf(content []byte) (orb.MultiPolygon, FindingCode) {
	if len(content) < 44 {
		return nil, GeometryUnread
	}
	parts, points := int64(binary.LittleEndian.Uint32(content[36:])), int64(binary.LittleEndian.Uint32(content[40:]))
	if points > geo.MostPoints {
		return nil, FindingCode(geo.FaultTooManyDots)
	}
	if parts < 0 || 44+4*parts+16*points > int64(len(content)) {
		return nil, GeometryUnread
	}
	var rings []orb.Ring
	at := content[44+4*parts:]
	for i := range parts {
		from, to := int64(binary.LittleEndian.Uint32(content[44+4*i:])), points
		if i+1 < parts {
			to = int64(binary.LittleEndian.Uint32(content[48+4*i:]))
		}
		if from > to || to > points {
			return nil, GeometryUnread
		}
		ring := make(orb.Ring, 0, to-from)
		for j := from; j < to; j++ {
			ring = append(ring, orb.Point{float(at[16*j:]), float(at[16*j+8:])})
		}
		rings = append(rings, ring)
	}
	shape := geo.Group(rings)
	return shape, emptyCode(shape)
}

func (s *shapefile) columns() []string { return s.table.headings }

func (s *shapefile) about() about {
	return about{encoding: s.table.encoding, crs: s.declared, problem: s.problem}
}

func (s *shapefile) close() error {
	var err error
	for _, c := range s.closers {
		err = errors.Join(err, c.Close())
	}
	return err
}
