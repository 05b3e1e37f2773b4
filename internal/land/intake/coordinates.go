package intake

import (
	"bytes"
	"encoding/json"
	"strconv"

	"github.com/paulmach/orb"

	"zhaoyun/internal/geo"
)

// geometryOf reads a geometry of GeoJSON: areas, and collections of areas.
func geometryOf(raw json.RawMessage) (orb.MultiPolygon, Code) {
	if len(raw) == 0 || raw[0] == 'n' {
		return nil, GeometryMissing
	}
	var g struct {
		Type        string            `json:"type"`
		Coordinates json.RawMessage   `json:"coordinates"`
		Geometries  []json.RawMessage `json:"geometries"`
	}
	if json.Unmarshal(raw, &g) != nil {
		return nil, GeometryUnread
	}
	c := coordinates{in: g.Coordinates}
	var shape orb.MultiPolygon
	switch g.Type {
	case "Polygon":
		if polygon := c.polygon(); len(polygon) > 0 {
			shape = orb.MultiPolygon{polygon}
		}
	case "MultiPolygon":
		shape = c.polygons()
	case "GeometryCollection":
		for _, part := range g.Geometries {
			more, problem := geometryOf(part)
			if problem != "" {
				return nil, problem
			}
			shape = append(shape, more...)
		}
		return shape, emptyCode(shape)
	case "Point", "MultiPoint", "LineString", "MultiLineString":
		return nil, GeometryNotArea
	default:
		return nil, GeometryUnread
	}
	c.space()
	switch {
	case c.points > geo.MostPoints:
		return nil, Code(geo.FaultTooManyDots)
	case c.failed || len(c.in) > 0:
		return nil, GeometryUnread
	}
	return shape, emptyCode(shape)
}

func emptyCode(shape orb.MultiPolygon) Code {
	if geo.Points(shape) == 0 {
		return Code(geo.FaultEmpty)
	}
	return ""
}

// coordinates reads nested lists of numbers. It stops at the first thing that is
// none, and at more points than a shape may have: those are never held.
type coordinates struct {
	in     []byte
	points int
	failed bool
}

func (c *coordinates) space() { c.in = bytes.TrimLeft(c.in, " \t\r\n") }

// list calls each for the items of a list.
func (c *coordinates) list(each func()) {
	if !c.take('[') {
		c.failed = true
		return
	}
	if c.take(']') {
		return
	}
	for !c.failed {
		each()
		if c.take(',') {
			continue
		}
		c.failed = c.failed || !c.take(']')
		return
	}
}

func (c *coordinates) take(b byte) bool {
	c.space()
	if len(c.in) == 0 || c.in[0] != b {
		return false
	}
	c.in = c.in[1:]
	return true
}

func (c *coordinates) polygons() orb.MultiPolygon {
	var shape orb.MultiPolygon
	c.list(func() { shape = append(shape, c.polygon()) })
	return shape
}

func (c *coordinates) polygon() orb.Polygon {
	var polygon orb.Polygon
	c.list(func() { polygon = append(polygon, c.ring()) })
	return polygon
}

func (c *coordinates) ring() orb.Ring {
	ring := make(orb.Ring, 0, 16)
	c.list(func() {
		ring = append(ring, c.point())
		if c.points++; c.points > geo.MostPoints {
			c.failed = true
		}
	})
	return ring
}

// point reads two numbers and leaves out a height.
func (c *coordinates) point() orb.Point {
	var p orb.Point
	n := 0
	c.list(func() {
		v := c.number()
		if n < 2 {
			p[n] = v
		}
		n++
	})
	c.failed = c.failed || n < 2
	return p
}

func (c *coordinates) number() float64 {
	c.space()
	end := 0
	for end < len(c.in) && (c.in[end] >= '0' && c.in[end] <= '9' || bytes.IndexByte([]byte("+-.eE"), c.in[end]) >= 0) {
		end++
	}
	v, err := strconv.ParseFloat(string(c.in[:end]), 64)
	c.failed = c.failed || err != nil
	c.in = c.in[end:]
	return v
}
