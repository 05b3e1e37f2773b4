package mapsource

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"zhaoyun/internal/core"
	"zhaoyun/internal/geo"
)

// hangzhou is a tile at the lake, and its neighbours differ in colour.
const hz, hx, hy = 15, 27324, 13466

var nobody core.Actor

func pictureOf(t *testing.T, side int, c color.Color) []byte {
	t.Helper()
	sheet := image.NewRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			sheet.Set(x, y, c)
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, sheet); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// colourOf tells tiles apart.
func colourOf(x, y int) color.RGBA { return color.RGBA{uint8(x % 251), uint8(y % 241), 77, 255} }

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.URL
}

func open(t *testing.T, s Settings) *Source {
	t.Helper()
	source, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	return source
}

func TestATileComesFromTheSourceWithItsKeyAndIsAskedForOnce(t *testing.T) {
	var asked atomic.Int32
	body := pictureOf(t, 256, color.White)
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if r.URL.Path != fmt.Sprintf("/%d/%d/%d.png", hz, hx, hy) || r.URL.Query().Get("tk") != "se cret" {
			t.Errorf("asked for %s", r.URL)
		}
		_, _ = w.Write(body)
	})
	source := open(t, Settings{Tiles: url + "/{z}/{x}/{y}.png?tk={key}", Key: "se cret", Number: "GS(2026)1", Attribution: "示例测绘"})
	for range 3 {
		tile, err := source.Tile(t.Context(), nobody, hz, hx, hy)
		if err != nil || tile.Type != "image/png" || !bytes.Equal(tile.Body, body) {
			t.Fatal(tile.Type, err)
		}
	}
	if n := asked.Load(); n != 1 {
		t.Errorf("the source was asked %d times", n)
	}
	about, err := source.Describe(t.Context(), nobody)
	if err != nil || about.Background != "tiles" || about.MapNumber != "GS(2026)1" || strings.Contains(fmt.Sprint(about), "se") && strings.Contains(fmt.Sprint(about), "cret") {
		t.Errorf("%+v %v", about, err)
	}
}

func TestWithoutASourceThereIsPaperWithTheOutline(t *testing.T) {
	path := filepath.Join(t.TempDir(), "outline.json")
	outline := `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[120.1,30.2],[120.3,30.2],[120.3,30.4],[120.1,30.2]]]}}]}`
	if err := os.WriteFile(path, []byte(outline), 0o600); err != nil {
		t.Fatal(err)
	}
	source := open(t, Settings{Outline: path})
	about, err := source.Describe(t.Context(), nobody)
	if err != nil || about.Background != "plain" || string(about.Outline) != outline || about.Bounds[2] != 120.3 {
		t.Errorf("%+v %v", about, err)
	}
	if _, err := source.Tile(t.Context(), nobody, hz, hx, hy); !errors.Is(err, ErrUnknown) {
		t.Error(err)
	}
}

func TestASourceThatMisbehavesCostsNothingButItsTiles(t *testing.T) {
	elsewhere := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("another host was asked") })
	for name, h := range map[string]http.HandlerFunc{
		"errs":         func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) },
		"sends a page": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>quota</html>")) },
		"sends without end": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte("\x89PNG\r\n\x1a\n"))
			for range 100 {
				if _, err := w.Write(make([]byte, 1<<16)); err != nil {
					return
				}
			}
		},
		"sends elsewhere": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, elsewhere, http.StatusFound) },
		"hangs":           func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
	} {
		t.Run(name, func(t *testing.T) {
			source := open(t, Settings{Tiles: serve(t, h) + "/{z}/{x}/{y}?tk={key}", Key: "secret", Timeout: 300 * time.Millisecond})
			_, err := source.Tile(t.Context(), nobody, hz, hx, hy)
			if !errors.Is(err, ErrAway) || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "127.0.0.1/") {
				t.Error(err)
			}
		})
	}
}

func TestATileTheSourceDoesNotHaveIsRememberedAsSuch(t *testing.T) {
	var asked atomic.Int32
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) { asked.Add(1); w.WriteHeader(http.StatusNotFound) })
	source := open(t, Settings{Tiles: url + "/{z}/{x}/{y}"})
	for range 2 {
		if _, err := source.Tile(t.Context(), nobody, hz, hx, hy); !errors.Is(err, ErrUnknown) {
			t.Error(err)
		}
	}
	if asked.Load() != 1 {
		t.Error("asked again")
	}
}

func TestTilesFarFromTheDistrictAndOutsideTheGridAreNotFetched(t *testing.T) {
	url := serve(t, func(_ http.ResponseWriter, r *http.Request) { t.Error("asked for", r.URL) })
	source := open(t, Settings{Tiles: url + "/{z}/{x}/{y}"})
	source.bounds = &orb.Bound{Min: orb.Point{120.1, 30.2}, Max: orb.Point{120.3, 30.4}}
	for _, tile := range [][3]int{{hz, 1, 1}, {hz, -1, 0}, {3, 8, 0}, {19, 1, 1}, {0, 0, 1}} {
		if _, err := source.Tile(t.Context(), nobody, tile[0], tile[1], tile[2]); !errors.Is(err, ErrUnknown) {
			t.Error(tile, err)
		}
	}
}

func TestAShiftedSourceIsShiftedBack(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		var z, x, y int
		if _, err := fmt.Sscanf(r.URL.Path, "/%d/%d/%d", &z, &x, &y); err != nil {
			t.Error(err)
		}
		_, _ = w.Write(pictureOf(t, 256, colourOf(x, y)))
	})
	source := open(t, Settings{Tiles: url + "/{z}/{x}/{y}", GCJ02: true})
	tile, err := source.Tile(t.Context(), nobody, hz, hx, hy)
	if err != nil {
		t.Fatal(err)
	}
	shown, err := png.Decode(bytes.NewReader(tile.Body))
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []image.Point{{3, 3}, {252, 3}, {3, 252}, {252, 252}, {128, 128}} {
		lng, lat := placeOf(hz, hx+(float64(at.X)+0.5)/256, hy+(float64(at.Y)+0.5)/256)
		x, y := gridOf(hz, geo.ToGCJ02(orb.Point{lng, lat}))
		if want := colourOf(int(x), int(y)); shown.At(at.X, at.Y) != color.Color(want) {
			t.Errorf("at %v stands %v, not %v of the source's tile %d/%d", at, shown.At(at.X, at.Y), want, int(x), int(y))
		}
	}
}

func TestLabelsLieOverTheirGround(t *testing.T) {
	ground := pictureOf(t, 256, color.RGBA{200, 220, 210, 255})
	sheet := image.NewRGBA(image.Rect(0, 0, 256, 256))
	sheet.Set(9, 9, color.Black)
	var names bytes.Buffer
	if err := png.Encode(&names, sheet); err != nil {
		t.Fatal(err)
	}
	source := open(t, Settings{})
	source.about.MaxZoom = 18
	source.layers = []fetcher{fixed(ground), fixed(names.Bytes())}
	tile, err := source.Tile(t.Context(), nobody, hz, hx, hy)
	if err != nil {
		t.Fatal(err)
	}
	shown, err := png.Decode(bytes.NewReader(tile.Body))
	if err != nil {
		t.Fatal(err)
	}
	if shown.At(9, 9) != color.Color(color.RGBA{0, 0, 0, 255}) || shown.At(10, 9) != color.Color(color.RGBA{200, 220, 210, 255}) {
		t.Error(shown.At(9, 9), shown.At(10, 9))
	}
}

type fixed []byte

func (f fixed) fetch(context.Context, int, int, int) ([]byte, error) { return f, nil }

func TestAGroundThatCannotWorkIsRefusedAtTheStart(t *testing.T) {
	for tiles, want := range map[string]string{
		"https://maps.example/{z}/{x}":             "{y}",
		"https://{host}/{z}/{x}/{y}":               "fixed host",
		"https://maps.example/{z}/{x}/{y}?k={key}": "ZHAOYUN_MAP_KEY",
		"ftp://maps.example/{z}/{x}/{y}":           "tianditu",
		"tianditu:globe":                           "vec, img and ter",
		"tianditu:vec":                             "ZHAOYUN_MAP_KEY",
		"file:///nowhere.pmtiles":                  "nowhere",
	} {
		if _, err := New(Settings{Tiles: tiles}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", tiles, err)
		}
	}
	if source := open(t, Settings{Tiles: "tianditu:vec", Key: "k"}); len(source.layers) != 2 || source.about.Attribution != "天地图" {
		t.Errorf("%+v", source)
	}
}

func TestTheCacheForgetsWhatWasAskedForLongestAgo(t *testing.T) {
	c := newCache(3*(100+overhead), time.Hour)
	for _, name := range []string{"a", "b", "c"} {
		c.put(name, make([]byte, 100))
	}
	_, _ = c.get("a")
	c.put("d", make([]byte, 100))
	for name, want := range map[string]bool{"a": true, "b": false, "c": true, "d": true} {
		if _, ok := c.get(name); ok != want {
			t.Error(name, ok)
		}
	}
}
