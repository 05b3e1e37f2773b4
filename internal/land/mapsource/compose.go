package mapsource

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/draw"
	_ "image/jpeg" // sources send it
	"image/png"
	"math"

	"github.com/paulmach/orb"

	"zhaoyun/internal/geo"
)

// side is the side of a tile that is put together here, in pixels.
const side = 256

// placeOf is the place of a point of the grid of tiles, which may lie within one.
func placeOf(z int, x, y float64) (lng, lat float64) {
	scale := math.Exp2(float64(z))
	return x/scale*360 - 180, math.Atan(math.Sinh(math.Pi*(1-2*y/scale))) * 180 / math.Pi
}

func gridOf(z int, p orb.Point) (x, y float64) {
	scale := math.Exp2(float64(z))
	return (p[0] + 180) / 360 * scale, (1 - math.Asinh(math.Tan(p[1]*math.Pi/180))/math.Pi) / 2 * scale
}

// make fetches a tile as it is where that will do, and otherwise puts it together
// of layers and, where the source is shifted, of up to four of its neighbours.
func (s *Source) make(ctx context.Context, z, x, y int) ([]byte, error) {
	across, down := 0, 0
	if s.shift {
		across, down = shiftOf(z, x, y)
	}
	if len(s.layers) == 1 && across == 0 && down == 0 {
		return s.layers[0].fetch(ctx, z, x, y)
	}
	sheet := image.NewRGBA(image.Rect(0, 0, side, side))
	drawn := false
	for _, layer := range s.layers {
		some, err := paste(ctx, sheet, layer, z, x*side+across, y*side+down)
		if err != nil {
			return nil, err
		}
		drawn = drawn || some
	}
	if !drawn {
		return nil, nil
	}
	var out bytes.Buffer
	if err := png.Encode(&out, sheet); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// shiftOf says how many pixels away a GCJ-02 source has what belongs to a tile. Within
// one tile the shift differs by less than a pixel.
func shiftOf(z, x, y int) (across, down int) {
	lng, lat := placeOf(z, float64(x)+0.5, float64(y)+0.5)
	gx, gy := gridOf(z, geo.ToGCJ02(orb.Point{lng, lat}))
	return int(math.Round((gx - float64(x) - 0.5) * side)), int(math.Round((gy - float64(y) - 0.5) * side))
}

// paste draws what a layer has from a pixel of its whole picture on.
func paste(ctx context.Context, sheet *image.RGBA, layer fetcher, z, left, top int) (bool, error) {
	drawn := false
	for ty := floorDiv(top, side); ty*side < top+side; ty++ {
		for tx := floorDiv(left, side); tx*side < left+side; tx++ {
			if tx < 0 || ty < 0 || tx >= 1<<z || ty >= 1<<z {
				continue
			}
			raw, err := layer.fetch(ctx, z, tx, ty)
			if err != nil {
				return false, err
			}
			if len(raw) == 0 {
				continue
			}
			tile, err := decode(raw)
			if err != nil {
				return false, err
			}
			at := image.Rect(0, 0, side, side).Add(image.Pt(tx*side-left, ty*side-top))
			draw.Draw(sheet, at, tile, tile.Bounds().Min, draw.Over)
			drawn = true
		}
	}
	return drawn, nil
}

func decode(raw []byte) (image.Image, error) {
	about, _, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("read a tile of the map's source: %w", err)
	}
	if about.Width != side || about.Height != side {
		return nil, fmt.Errorf("tiles that are put together must be %d pixels wide, not %d", side, about.Width)
	}
	tile, _, err := image.Decode(bytes.NewReader(raw))
	return tile, err
}

func floorDiv(a, b int) int { return int(math.Floor(float64(a) / float64(b))) }
