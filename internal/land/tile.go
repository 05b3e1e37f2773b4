package land

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/simplify"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// The measures of a tile.
const (
	MaxZoom = 20
	extent  = 4096
	margin  = 64 // what is drawn beyond the edge, so that outlines do not end there
	crowded = 12 // below this zoom one thing a cell is enough
	cell    = 48 // of the extent
	speck   = 3  // how wide something has to be at least to be seen
)

// Tile names a tile of the usual grid of Web Mercator.
type Tile struct{ Z, X, Y int }

// ErrTile is the answer to a tile that no map has.
var ErrTile = core.Invalid("tile_unknown", "There is no such tile.").On("path")

func (t Tile) valid() bool {
	return t.Z >= 0 && t.Z <= MaxZoom && t.X >= 0 && t.Y >= 0 && t.X < 1<<t.Z && t.Y < 1<<t.Z
}

// bound is where the tile lies on the earth, its margin included.
func (t Tile) bound() orb.Bound {
	side, m := math.Exp2(float64(-t.Z)), float64(margin)/extent
	lng := func(x float64) float64 { return x*360 - 180 }
	lat := func(y float64) float64 { return math.Atan(math.Sinh(math.Pi*(1-2*y))) * 180 / math.Pi }
	x, y := float64(t.X), float64(t.Y)
	return orb.Bound{Min: orb.Point{lng((x - m) * side), lat((y + 1 + m) * side)}, Max: orb.Point{lng((x + 1 + m) * side), lat((y - m) * side)}}
}

// Tile draws what the actor may see, and the filter leaves, as a vector tile (MVT)
// with the layers parcels and carriers. It is empty where there is nothing.
func (s *Service) Tile(ctx context.Context, actor core.Actor, t Tile, f Filter) ([]byte, error) {
	if err := policy.Check(actor, "get-tile", policy.Target{}); err != nil {
		return nil, err
	}
	if !t.valid() {
		return nil, ErrTile
	}
	plain := f.plain()
	f, err := s.narrowed(ctx, actor, f)
	if err != nil {
		return nil, err
	}
	if err := s.index.fresh(ctx); err != nil {
		return nil, err
	}
	v := viewOf(actor)
	if !plain || !v.publicOnly() {
		return s.index.tile(t, v, f), nil
	}
	turn := s.index.at()
	if kept, ok := s.tiles.get(turn, t); ok {
		return kept, nil
	}
	made := s.index.tile(t, v, f)
	s.tiles.put(turn, t, made)
	return made, nil
}

func (x *index) tile(t Tile, v view, f Filter) []byte {
	b := t.bound()
	var parcels, carriers []*Indexed
	x.mu.RLock()
	x.parcels.in(&b, func(i *Indexed) {
		if v.sees(i) && f.fails(i) == 0 {
			parcels = append(parcels, i)
		}
	})
	if f.plain() {
		x.carriers.in(&b, func(i *Indexed) {
			if v.sees(i) {
				carriers = append(carriers, i)
			}
		})
	}
	x.mu.RUnlock()
	var out vectorTile
	out.put(t.layer("carriers", carriers, []string{"id", "name", "kind", "illustrative"}, func(i *Indexed) []any {
		return []any{i.ID, i.Name, string(i.Kind), i.Illustrative}
	}))
	out.put(t.layer("parcels", parcels, []string{"id", "number", "name", "group", "status", "illustrative"}, func(i *Indexed) []any {
		return []any{i.ID, i.Number, i.Name, string(i.Group), string(i.Status), i.Illustrative}
	}))
	return out.out
}

// layer draws things, the large ones first.
func (t Tile) layer(name string, of []*Indexed, keys []string, about func(*Indexed) []any) *layerOf {
	slices.SortFunc(of, func(a, b *Indexed) int { return cmp.Or(-cmp.Compare(a.size(), b.size()), cmp.Compare(a.ID, b.ID)) })
	l := newLayerOf(name, keys...)
	taken := map[[2]int]bool{}
	for _, i := range of {
		if t.Z < crowded {
			x, y := t.place(i.shape.xy[0], i.shape.xy[1])
			at := [2]int{int(math.Floor(x / cell)), int(math.Floor(y / cell))}
			if taken[at] {
				continue
			}
			taken[at] = true
		}
		l.add(t.draw(i.shape), about(i)...)
	}
	return l
}

// size orders what covers more before what covers less.
func (i *Indexed) size() float64 {
	return (i.box.Max[0] - i.box.Min[0]) * (i.box.Max[1] - i.box.Min[1])
}

// place puts a point of the grid on the tile.
func (t Tile) place(x, y uint32) (px, py float64) {
	side := math.Exp2(float64(32 - t.Z))
	return (float64(x) - float64(t.X)*side) * extent / side, (float64(y) - float64(t.Y)*side) * extent / side
}

var drawn = orb.Bound{Min: orb.Point{-margin, -margin}, Max: orb.Point{extent + margin, extent + margin}}

// draw cuts a shape out for the tile.
func (t Tile) draw(s shape) orb.MultiPolygon {
	var all orb.MultiPolygon
	at := 0
	for _, n := range s.rings {
		outer := n < 0
		if outer {
			n = -n
		}
		ring := t.ring(s.xy[at : at+2*int(n)])
		at += 2 * int(n)
		if outer {
			all = append(all, orb.Polygon{seen(ring)})
		} else if p := &all[len(all)-1]; len(ring) >= 4 {
			*p = append(*p, ring)
		}
	}
	if b := all.Bound(); drawn.Contains(b.Min) && drawn.Contains(b.Max) {
		return all
	}
	return clip.MultiPolygon(drawn, all)
}

// ring places a ring in whole steps, without corners that are no corners there.
func (t Tile) ring(xy []uint32) orb.Ring {
	ring := make(orb.Ring, 0, len(xy)/2)
	for i := 0; i < len(xy); i += 2 {
		x, y := t.place(xy[i], xy[i+1])
		p := orb.Point{math.Round(x), math.Round(y)}
		if n := len(ring); n == 0 || ring[n-1] != p {
			ring = append(ring, p)
		}
	}
	if len(ring) > 8 {
		ring = simplify.DouglasPeucker(1).Ring(ring)
	}
	return ring
}

// seen is a ring that is large enough to be seen: what has shrunk to a line or a
// point becomes a speck.
func seen(r orb.Ring) orb.Ring {
	b := r.Bound()
	if len(r) >= 4 && b.Max[0]-b.Min[0] >= speck && b.Max[1]-b.Min[1] >= speck {
		return r
	}
	x, y := b.Min[0], b.Min[1]
	w, h := max(speck, b.Max[0]-x), max(speck, b.Max[1]-y)
	return orb.Ring{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}, {x, y}}
}

// tiles keeps what everybody sees, until something changes.
type tiles struct {
	mu   sync.Mutex
	turn Turn
	kept map[Tile][]byte
}

// mostTiles are kept: some 20 MiB where a district is full of parcels.
const mostTiles = 4096

func (k *tiles) get(turn Turn, t Tile) ([]byte, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.turn != turn {
		return nil, false
	}
	b, ok := k.kept[t]
	return b, ok
}

func (k *tiles) put(turn Turn, t Tile, b []byte) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.turn != turn || len(k.kept) >= mostTiles {
		k.turn, k.kept = turn, map[Tile][]byte{}
	}
	k.kept[t] = b
}
