package intake

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"github.com/paulmach/orb"
	"golang.org/x/text/encoding/simplifiedchinese"

	"zhaoyun/internal/geo"
	"zhaoyun/internal/sheet/read"
)

// kml reads the placemarks of a KML file (OGC 12-007r2). Its coordinates are
// longitude, latitude by the standard.
type kml struct {
	meter   *read.Meter
	decoder *xml.Decoder
	closer  io.Closer
	number  int
}

func newKML(in io.Reader, limits Limits, closer io.Closer) (reader, error) {
	m := read.NewMeter(in, limits.Record)
	d := xml.NewDecoder(m)
	d.CharsetReader = func(charset string, in io.Reader) (io.Reader, error) {
		switch strings.ToLower(charset) {
		case "gbk", "gb2312", "gb18030":
			return simplifiedchinese.GB18030.NewDecoder().Reader(in), nil
		}
		return nil, errors.New("an encoding that is not known here: " + charset)
	}
	return &kml{meter: m, decoder: d, closer: closer}, nil
}

// placemark is a placemark while it is read: a path of names, and what they hold.
type placemark struct {
	rec    *record
	path   []string
	key    string // the name of the value that comes
	text   strings.Builder
	points int
	other  bool // points or lines
	failed bool
}

func (k *kml) next() (*record, error) {
	for {
		token, err := k.decoder.Token()
		if err != nil {
			return nil, read.EndOf(k.number, err)
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "Placemark" {
			k.number++
			k.meter.Reset()
			p := &placemark{rec: &record{line: k.number}}
			if err := p.read(k.decoder); err != nil {
				return nil, read.EndOf(k.number, read.NoEOF(err))
			}
			k.meter.Reset()
			return p.done(), nil
		}
	}
}

func (p *placemark) read(d *xml.Decoder) error {
	for {
		token, err := d.Token()
		if err != nil {
			return err
		}
		switch e := token.(type) {
		case xml.StartElement:
			p.path = append(p.path, e.Name.Local)
			p.begin(e)
		case xml.CharData:
			p.text.Write(e)
		case xml.EndElement:
			if len(p.path) == 0 {
				return nil
			}
			p.end(e.Name.Local)
			p.path = p.path[:len(p.path)-1]
		}
	}
}

func (p *placemark) begin(e xml.StartElement) {
	p.text.Reset()
	switch e.Name.Local {
	case "Data", "SimpleData":
		p.key = read.Attribute(e, "name")
	case "Polygon":
		p.rec.shape = append(p.rec.shape, orb.Polygon{})
	case "Point", "LineString":
		p.other = true
	}
}

func (p *placemark) in(name string) bool {
	for _, n := range p.path {
		if n == name {
			return true
		}
	}
	return false
}

func (p *placemark) end(name string) {
	switch {
	case name == "coordinates" && p.in("Polygon"):
		p.ring(p.in("innerBoundaryIs"))
	case name == "value" && p.in("Data"), name == "SimpleData":
		p.cell(p.key)
	case len(p.path) == 1 && (name == "name" || name == "address" || name == "description"):
		p.cell(name)
	}
}

func (p *placemark) cell(heading string) {
	if text := strings.TrimSpace(p.text.String()); text != "" && heading != "" && len(p.rec.cells) <= read.MostColumns {
		p.rec.cells = append(p.rec.cells, Cell{Heading: heading, Text: text, column: -1})
	}
}

// ring reads lng,lat[,height] triples that blanks separate.
func (p *placemark) ring(inner bool) {
	if p.points > geo.MostPoints {
		return
	}
	polygon := &p.rec.shape[len(p.rec.shape)-1]
	var ring orb.Ring
	for triple := range strings.FieldsSeq(p.text.String()) {
		if p.points++; p.points > geo.MostPoints {
			p.rec.shape = nil
			return
		}
		at, ok := pair(triple)
		if !ok {
			p.failed = true
			return
		}
		ring = append(ring, at)
	}
	if !inner && len(*polygon) > 0 { // the outer one comes first, wherever it stands
		*polygon = append(orb.Polygon{ring}, *polygon...)
		return
	}
	*polygon = append(*polygon, ring)
}

func (p *placemark) done() *record {
	rec := p.rec
	switch {
	case p.points > geo.MostPoints:
		rec.shape, rec.problem = nil, FindingCode(geo.FaultTooManyDots)
	case p.failed:
		rec.shape, rec.problem = nil, GeometryUnread
	case geo.Points(rec.shape) > 0:
	case len(rec.shape) > 0:
		rec.problem = FindingCode(geo.FaultEmpty)
	case p.other:
		rec.problem = GeometryNotArea
	default:
		rec.problem = GeometryMissing
	}
	return rec
}

func (k *kml) columns() []string { return nil }
func (k *kml) about() about      { return about{encoding: read.UTF8, degrees: geo.WGS84} }
func (k *kml) close() error {
	if k.closer == nil {
		return nil
	}
	return k.closer.Close()
}
