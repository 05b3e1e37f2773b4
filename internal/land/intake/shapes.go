package intake

import (
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"zhaoyun/internal/geo"
)

// Shapes that stand as text in a cell of a table: WKT, GeoJSON, or a list of points
// such as 120.1,30.2;120.2,30.2;… with names of points before them or not.

// textShape reads such a text.
func textShape(text string) (orb.MultiPolygon, Code) {
	text = strings.TrimSpace(text)
	upper := strings.ToUpper(text[:min(len(text), 12)])
	switch {
	case text == "":
		return nil, GeometryMissing
	case strings.HasPrefix(text, "{"):
		return geometryOf([]byte(text))
	case strings.HasPrefix(upper, "POLYGON"), strings.HasPrefix(upper, "MULTIPOLYGON"):
		return wkt(text)
	case strings.HasPrefix(upper, "POINT"), strings.HasPrefix(upper, "LINESTRING"), strings.HasPrefix(upper, "MULTI"):
		return nil, GeometryNotArea
	}
	return pointList(text)
}

// wkt rewrites the brackets and reads the same lists as GeoJSON has.
func wkt(text string) (orb.MultiPolygon, Code) {
	open := strings.IndexByte(text, '(')
	if open < 0 || strings.Contains(strings.ToUpper(text), "EMPTY") {
		return nil, Code(geo.FaultEmpty)
	}
	kind := strings.Fields(strings.ToUpper(text[:open]))[0]
	var b strings.Builder
	b.Grow(len(text) + 64)
	inPoint := false
	for i := open; i < len(text); i++ {
		switch c := text[i]; {
		case c == '(':
			b.WriteByte('[')
		case c == ')' || c == ',':
			if inPoint {
				b.WriteByte(']')
				inPoint = false
			}
			b.WriteByte(map[byte]byte{')': ']', ',': ','}[c])
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			if inPoint && i+1 < len(text) && isNumeric(text[i+1]) {
				b.WriteByte(',')
			}
		default:
			if !inPoint {
				b.WriteByte('[')
				inPoint = true
			}
			b.WriteByte(c)
		}
	}
	coordinates := coordinates{in: []byte(b.String())}
	var shape orb.MultiPolygon
	if kind == "POLYGON" {
		shape = orb.MultiPolygon{coordinates.polygon()}
	} else {
		shape = coordinates.polygons()
	}
	switch {
	case coordinates.points > geo.MostPoints:
		return nil, Code(geo.FaultTooManyDots)
	case coordinates.failed:
		return nil, GeometryUnread
	}
	return shape, emptyCode(shape)
}

func isNumeric(c byte) bool { return c >= '0' && c <= '9' || c == '-' || c == '.' || c == '+' }

// pointList reads one ring: J1,3347839.26,40516361.41;J2,…
func pointList(text string) (orb.MultiPolygon, Code) {
	var ring orb.Ring
	for item := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ';' || r == '；' || r == '\n' || r == '\r' || r == '|' }) {
		if len(ring) > geo.MostPoints {
			return nil, Code(geo.FaultTooManyDots)
		}
		at, ok := pair(item)
		if !ok {
			return nil, GeometryUnread
		}
		ring = append(ring, at)
	}
	if len(ring) < 3 {
		return nil, GeometryUnread
	}
	return orb.MultiPolygon{{ring}}, ""
}

// pair reads two numbers, after a name such as J1 and before a height.
func pair(item string) (orb.Point, bool) {
	var p orb.Point
	n := 0
	for field := range strings.FieldsFuncSeq(item, func(r rune) bool { return r == ',' || r == '，' || r == ' ' || r == '\t' || r == '、' }) {
		v, err := strconv.ParseFloat(field, 64)
		switch {
		case err != nil && n == 0 && isPointName(field):
		case err != nil:
			return p, false
		case n < 2:
			p[n] = v
			n++
		default:
			n++
		}
	}
	return p, n == 2 || n == 3
}

func isPointName(s string) bool {
	return len(s) < 12 && (s[0] == 'J' || s[0] == 'j' || s[0] == 'P' || s[0] == 'p' || s[0] >= 0x80)
}
