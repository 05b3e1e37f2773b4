package intake

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"zhaoyun/internal/geo"
	"zhaoyun/internal/sheet/read"
)

// geoJSON reads a FeatureCollection feature by feature (RFC 7946, with the crs
// member of its forerunner, which Chinese software still writes).
type geoJSON struct {
	encoding string
	meter    *read.Meter
	decoder  *json.Decoder
	declared geo.CRS
	problem  error
	single   *feature // a feature or a geometry by itself
	number   int
	ended    bool
}

type feature struct {
	Type       string          `json:"type"`
	ID         json.RawMessage `json:"id"`
	Properties json.RawMessage `json:"properties"`
	Geometry   json.RawMessage `json:"geometry"`
}

func newGeoJSON(t read.Text, limits Limits) (reader, error) {
	m := read.NewMeter(t.Reader(), limits.Record)
	g := &geoJSON{encoding: t.Encoding, meter: m, decoder: json.NewDecoder(m)}
	return g, g.open()
}

// open reads up to the first feature.
func (g *geoJSON) open() error {
	first, err := g.decoder.Token()
	if err != nil {
		return g.broken(err)
	}
	if first == json.Delim('[') { // features without their collection
		return nil
	}
	var alone feature
	var coordinates json.RawMessage
	for g.decoder.More() {
		key, err := g.decoder.Token()
		if err != nil {
			return g.broken(err)
		}
		if key == "features" {
			if open, err := g.decoder.Token(); err != nil || open != json.Delim('[') {
				return g.broken(read.NoEOF(err))
			}
			return nil
		}
		var value json.RawMessage
		g.meter.Reset()
		if err := g.decoder.Decode(&value); err != nil {
			return g.broken(err)
		}
		switch key {
		case "type":
			_ = json.Unmarshal(value, &alone.Type)
		case "crs":
			g.declare(value)
		case "properties":
			alone.Properties = value
		case "geometry":
			alone.Geometry = value
		case "coordinates":
			coordinates = value
		}
	}
	switch {
	case alone.Type == "Feature":
		g.single = &alone
	case coordinates != nil:
		whole, err := json.Marshal(map[string]any{"type": alone.Type, "coordinates": coordinates})
		if err != nil {
			return g.broken(err)
		}
		g.single = &feature{Type: "Feature", Geometry: whole}
	default:
		return errUnknownKind
	}
	return nil
}

func (g *geoJSON) declare(value json.RawMessage) {
	var crs struct {
		Properties struct {
			Name string `json:"name"`
		} `json:"properties"`
	}
	if json.Unmarshal(value, &crs) != nil || crs.Properties.Name == "" {
		return
	}
	if found, ok := geo.ParseCRS(crs.Properties.Name); ok {
		g.declared = found
	} else {
		g.problem = fmt.Errorf("%w: %s", geo.ErrProjection, crs.Properties.Name)
	}
}

func (g *geoJSON) broken(err error) error {
	if err == nil {
		err = errors.New("not GeoJSON")
	}
	return read.EndOf(g.number, read.NoEOF(err))
}

func (g *geoJSON) next() (*record, error) {
	if g.ended {
		return nil, io.EOF
	}
	g.number++
	if g.single != nil {
		g.ended = true
		return g.record(g.single), nil
	}
	g.meter.Reset()
	if !g.decoder.More() {
		if _, err := g.decoder.Token(); err != nil { // the bracket that ends the list
			return nil, g.broken(err)
		}
		g.ended = true
		return nil, io.EOF
	}
	var f feature
	if err := g.decoder.Decode(&f); err != nil {
		var kind *json.UnmarshalTypeError
		if errors.As(err, &kind) { // one feature is something else: the next may be sound
			return &record{line: g.number, problem: GeometryUnread}, nil
		}
		return nil, g.broken(err)
	}
	return g.record(&f), nil
}

func (g *geoJSON) record(f *feature) *record {
	rec := &record{line: g.number}
	rec.cells = properties(f.Properties)
	rec.shape, rec.problem = geometryOf(f.Geometry)
	return rec
}

func (g *geoJSON) columns() []string { return nil }
func (g *geoJSON) about() about {
	return about{encoding: g.encoding, crs: g.declared, problem: g.problem, degrees: geo.WGS84}
}
func (g *geoJSON) close() error { return nil }
