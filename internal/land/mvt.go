package land

import (
	"encoding/binary"

	"github.com/paulmach/orb"
)

// vectorTile writes the Mapbox Vector Tile format, version 2.1. The part that is
// needed is this small; the libraries bring a database driver along.
type vectorTile struct{ out []byte }

// layerOf writes the features of a layer, one after another.
type layerOf struct {
	out    []byte
	keys   []string
	values map[any]uint64
	order  []any
	body   []byte // of the feature at hand
	tags   []byte
	path   []byte
	n      int
}

func newLayerOf(name string, keys ...string) *layerOf {
	l := &layerOf{keys: keys, values: map[any]uint64{}}
	l.out = varint(varint(l.out, 15<<3), 2) // version
	l.out = text(varint(l.out, 1<<3|2), name)
	return l
}

// add writes a feature with the values, strings or bools, of the layer's keys.
func (l *layerOf) add(g orb.MultiPolygon, values ...any) {
	l.path = l.path[:0]
	var x, y int64
	for _, p := range g {
		for i, r := range p {
			l.path, x, y = appendRing(l.path, r, i == 0, x, y)
		}
	}
	if len(l.path) == 0 {
		return
	}
	l.tags = l.tags[:0]
	for k, v := range values {
		n, ok := l.values[v]
		if !ok {
			n = uint64(len(l.order))
			l.values[v] = n
			l.order = append(l.order, v)
		}
		l.tags = varint(varint(l.tags, uint64(k)), n) //nolint:gosec // an index
	}
	l.body = text(varint(l.body[:0], 2<<3|2), string(l.tags))
	l.body = varint(varint(l.body, 3<<3), 3) // a polygon
	l.body = text(varint(l.body, 4<<3|2), string(l.path))
	l.out = text(varint(l.out, 2<<3|2), string(l.body))
	l.n++
}

// appendRing writes a ring from where the last one ended. Outer rings have an area
// above zero as the format counts it, with y downwards, holes below.
func appendRing(b []byte, r orb.Ring, outer bool, x, y int64) ([]byte, int64, int64) {
	if len(r) < 4 {
		return b, x, y
	}
	twice := 0.0
	for i := 1; i < len(r); i++ {
		twice += r[i-1][0]*r[i][1] - r[i][0]*r[i-1][1]
	}
	if twice == 0 {
		return b, x, y
	}
	n := len(r) - 1 // the last is the first again
	step := func(i int) orb.Point { return r[i] }
	if (twice > 0) != outer {
		step = func(i int) orb.Point { return r[n-i] }
	}
	b = varint(b, 1<<3|1)
	for i := range n {
		if i == 1 {
			b = varint(b, uint64(n-1)<<3|2) //nolint:gosec // a count
		}
		p := step(i)
		px, py := int64(p[0]), int64(p[1])
		b = binary.AppendVarint(binary.AppendVarint(b, px-x), py-y)
		x, y = px, py
	}
	return varint(b, 1<<3|7), x, y
}

// put adds a layer to the tile unless nothing is in it.
func (t *vectorTile) put(l *layerOf) {
	if l.n == 0 {
		return
	}
	for _, k := range l.keys {
		l.out = text(varint(l.out, 3<<3|2), k)
	}
	for _, v := range l.order {
		var value []byte
		switch v := v.(type) {
		case string:
			value = text(varint(nil, 1<<3|2), v)
		case bool:
			bit := uint64(0)
			if v {
				bit = 1
			}
			value = varint(varint(nil, 7<<3), bit)
		}
		l.out = text(varint(l.out, 4<<3|2), string(value))
	}
	l.out = varint(varint(l.out, 5<<3), extent)
	t.out = text(varint(t.out, 3<<3|2), string(l.out))
}

func varint(b []byte, v uint64) []byte { return binary.AppendUvarint(b, v) }

// text writes a length and what has it.
func text(b []byte, s string) []byte { return append(varint(b, uint64(len(s))), s...) }
