// Package mapsource is what lies under the parcels: nothing but paper with the
// district's outline, or the tiles of a source that the operator configures. Readers
// ask this server alone; the key and the address of a source never leave it.
package mapsource

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"golang.org/x/sync/singleflight"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Settings are the operator's choice of a ground.
type Settings struct {
	// Tiles is empty for none, tianditu:vec, tianditu:img or tianditu:ter, a URL with
	// {z}, {x}, {y} (and {key}), or file:///….pmtiles with raster tiles.
	Tiles       string
	Key         string
	Number      string // 审图号, which public maps have to show
	Attribution string
	GCJ02       bool   // the source is shifted, as those of 高德 and 腾讯 are
	Outline     string // a GeoJSON file with the outline of the district
	MaxZoom     int
	Timeout     time.Duration
}

// Map says what the ground of the maps is.
type Map struct {
	Background  string          `json:"background" enum:"plain,tiles" doc:"plain is paper with the outline; tiles come from the address in tiles"`
	Tiles       string          `json:"tiles,omitempty" doc:"Address of raster tiles, with {z}, {x} and {y}"`
	MinZoom     int             `json:"minZoom"`
	MaxZoom     int             `json:"maxZoom"`
	Attribution string          `json:"attribution,omitempty"`
	MapNumber   string          `json:"mapNumber,omitempty" doc:"Number under which the map was approved (审图号)"`
	GCJ02       bool            `json:"gcj02" doc:"The source is in GCJ-02; the tiles served here are shifted back"`
	Outline     json.RawMessage `json:"outline,omitempty" doc:"GeoJSON of the district's outline"`
	Centre      []float64       `json:"centre,omitempty" doc:"Longitude, latitude"`
	Bounds      []float64       `json:"bounds,omitempty" doc:"West, south, east, north"`
}

// Tile is a picture of the ground.
type Tile struct {
	Type string
	Body []byte
}

// The answers where there is no tile.
var (
	ErrUnknown = core.NotFound("map_tile_unknown", "The map has no such tile.")
	ErrAway    = core.Unavailable("map_tile_away", "The source of the map does not answer. The parcels are there all the same; try again later.")
)

// fetcher gets a layer's tile from where it is; a nil picture where there is none.
type fetcher interface {
	fetch(ctx context.Context, z, x, y int) ([]byte, error)
}

// Source serves the ground.
type Source struct {
	about    Map
	layers   []fetcher
	shift    bool
	bounds   *orb.Bound
	kept     *cache
	flight   singleflight.Group
	patience time.Duration
}

// New reads the settings; a ground that cannot work is an error at the start, not on the map.
func New(s Settings) (*Source, error) {
	if s.Timeout <= 0 {
		s.Timeout = 8 * time.Second
	}
	source := &Source{
		about:    Map{Background: "plain", Attribution: s.Attribution, MapNumber: s.Number, MaxZoom: 20},
		kept:     newCache(64<<20, 24*time.Hour),
		patience: s.Timeout,
	}
	if err := source.readOutline(s.Outline); err != nil {
		return nil, err
	}
	if s.Tiles == "" {
		return source, nil
	}
	if err := source.open(s); err != nil {
		return nil, fmt.Errorf("ZHAOYUN_MAP_TILES: %w", err)
	}
	source.about.Background, source.about.Tiles = "tiles", "/api/v1/map/tiles/{z}/{x}/{y}"
	source.shift, source.about.GCJ02 = s.GCJ02, s.GCJ02
	return source, nil
}

func (s *Source) open(set Settings) error {
	s.about.MaxZoom = 18
	if set.MaxZoom > 0 {
		s.about.MaxZoom = set.MaxZoom
	}
	switch scheme, rest, _ := strings.Cut(set.Tiles, ":"); scheme {
	case "tianditu":
		return s.openTianditu(rest, set)
	case "http", "https":
		remote, err := newRemote(set.Tiles, set.Key, set.Timeout)
		s.layers = []fetcher{remote}
		return err
	case "file":
		u, err := url.Parse(set.Tiles)
		if err != nil {
			return err
		}
		file, err := openPMTiles(u.Path)
		if err != nil {
			return err
		}
		s.layers = []fetcher{file}
		s.about.MinZoom, s.about.MaxZoom = int(file.minZoom), int(file.maxZoom)
		return nil
	default:
		return errors.New("must be tianditu:vec, tianditu:img, tianditu:ter, an http(s) address with {z}, {x} and {y}, or file:///….pmtiles")
	}
}

// labels of 天地图 come apart from the ground they belong to.
var labels = map[string]string{"vec": "cva", "img": "cia", "ter": "cta"}

func (s *Source) openTianditu(kind string, set Settings) error {
	names, ok := labels[kind]
	if !ok {
		return errors.New("天地图 has the maps vec, img and ter")
	}
	if set.Key == "" {
		return errors.New("天地图 needs ZHAOYUN_MAP_KEY")
	}
	if set.GCJ02 {
		return errors.New("天地图 is not shifted: leave ZHAOYUN_MAP_GCJ02 out")
	}
	if s.about.Attribution == "" {
		s.about.Attribution = "天地图"
	}
	for _, layer := range []string{kind, names} {
		remote, err := newRemote("https://t0.tianditu.gov.cn/"+layer+"_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER="+layer+
			"&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}", set.Key, set.Timeout)
		if err != nil {
			return err
		}
		s.layers = append(s.layers, remote)
	}
	return nil
}

func (s *Source) readOutline(path string) error {
	if path == "" {
		return nil
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("ZHAOYUN_MAP_OUTLINE: %w", err)
	}
	found, err := geojson.UnmarshalFeatureCollection(raw)
	if err != nil || len(found.Features) == 0 {
		return errors.New("ZHAOYUN_MAP_OUTLINE must be a GeoJSON FeatureCollection with the outline of the district")
	}
	b := found.Features[0].Geometry.Bound()
	for _, f := range found.Features[1:] {
		b = b.Union(f.Geometry.Bound())
	}
	var small bytes.Buffer
	if err := json.Compact(&small, raw); err != nil {
		return fmt.Errorf("ZHAOYUN_MAP_OUTLINE: %w", err)
	}
	s.bounds, s.about.Outline = &b, small.Bytes()
	s.about.Centre = []float64{b.Center()[0], b.Center()[1]}
	s.about.Bounds = []float64{b.Min[0], b.Min[1], b.Max[0], b.Max[1]}
	return nil
}

// Describe says what the ground is.
func (s *Source) Describe(_ context.Context, actor core.Actor) (Map, error) {
	return s.about, policy.Check(actor, "get-map", policy.Target{})
}

// Tile is a picture of the ground, from memory where it was asked for before.
func (s *Source) Tile(ctx context.Context, actor core.Actor, z, x, y int) (Tile, error) {
	if err := policy.Check(actor, "get-map-tile", policy.Target{}); err != nil {
		return Tile{}, err
	}
	if len(s.layers) == 0 || z < s.about.MinZoom || z > s.about.MaxZoom || x < 0 || y < 0 || x >= 1<<z || y >= 1<<z || !s.near(z, x, y) {
		return Tile{}, ErrUnknown
	}
	name := fmt.Sprintf("%d/%d/%d", z, x, y)
	if body, ok := s.kept.get(name); ok {
		return picture(body)
	}
	// Many ask for the same tile at once; nobody's leaving may take it from the others.
	made, err, _ := s.flight.Do(name, func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*s.patience)
		defer cancel()
		body, err := s.make(ctx, z, x, y)
		if err == nil {
			s.kept.put(name, body)
		}
		return body, err
	})
	if err != nil {
		return Tile{}, fmt.Errorf("%w: %w", ErrAway, err)
	}
	body, _ := made.([]byte)
	return picture(body)
}

func picture(body []byte) (Tile, error) {
	if len(body) == 0 {
		return Tile{}, ErrUnknown
	}
	return Tile{Type: typeOf(body), Body: body}, nil
}

// near keeps strangers from fetching the world through this server: where the
// district is known, only tiles about it are served.
func (s *Source) near(z, x, y int) bool {
	if s.bounds == nil || z < 9 {
		return true
	}
	around := s.bounds.Pad(0.25)
	west, north := placeOf(z, float64(x), float64(y))
	east, south := placeOf(z, float64(x+1), float64(y+1))
	return around.Intersects(orb.Bound{Min: orb.Point{west, south}, Max: orb.Point{east, north}})
}
