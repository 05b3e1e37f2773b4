package geo

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// The shifted systems that Chinese maps for the public use. Hong Kong, Macao and
// Taiwan are not shifted, nor is what lies outside China.

// Krasovsky's ellipsoid of 1940, on which the shift is defined.
const (
	krasovskyA  = 6378245.0
	krasovskyE2 = 0.00669342162296594323
)

// ToGCJ02 shifts a position as the maps of 高德 and 腾讯 do, some 500 m at Hangzhou.
func ToGCJ02(p orb.Point) orb.Point {
	if !shifted(p) {
		return p
	}
	x, y := p[0]-105, p[1]-35
	waves := 20*math.Sin(6*x*math.Pi) + 20*math.Sin(2*x*math.Pi)
	dLat := -100 + 2*x + 3*y + 0.2*y*y + 0.1*x*y + 0.2*math.Sqrt(math.Abs(x)) +
		(waves+20*math.Sin(y*math.Pi)+40*math.Sin(y/3*math.Pi)+160*math.Sin(y/12*math.Pi)+320*math.Sin(y/30*math.Pi))*2/3
	dLng := 300 + x + 2*y + 0.1*x*x + 0.1*x*y + 0.1*math.Sqrt(math.Abs(x)) +
		(waves+20*math.Sin(x*math.Pi)+40*math.Sin(x/3*math.Pi)+150*math.Sin(x/12*math.Pi)+300*math.Sin(x/30*math.Pi))*2/3
	sin, cos := math.Sincos(p[1] * math.Pi / 180)
	magic := 1 - krasovskyE2*sin*sin
	root := math.Sqrt(magic)
	dLat = dLat * 180 / (krasovskyA * (1 - krasovskyE2) / (magic * root) * math.Pi)
	dLng = dLng * 180 / (krasovskyA / root * cos * math.Pi)
	return orb.Point{p[0] + dLng, p[1] + dLat}
}

// FromGCJ02 undoes ToGCJ02.
func FromGCJ02(p orb.Point) orb.Point { return undo(ToGCJ02, p) }

// baidu is the angle of the waves of BD-09.
const baidu = math.Pi * 3000 / 180

// ToBD09 shifts a position as the maps of 百度 do: on top of GCJ-02.
func ToBD09(p orb.Point) orb.Point {
	if !shifted(p) {
		return p
	}
	g := ToGCJ02(p)
	radius := math.Hypot(g[0], g[1]) + 0.00002*math.Sin(g[1]*baidu)
	sin, cos := math.Sincos(math.Atan2(g[1], g[0]) + 0.000003*math.Cos(g[0]*baidu))
	return orb.Point{radius*cos + 0.0065, radius*sin + 0.006}
}

// FromBD09 undoes ToBD09.
func FromBD09(p orb.Point) orb.Point { return undo(ToBD09, p) }

// undo finds what shift takes to p. The shift changes slowly, so each round wins
// three digits or more; 1e-10° is a hundredth of a millimetre.
func undo(shift func(orb.Point) orb.Point, p orb.Point) orb.Point {
	if !shifted(p) {
		return p
	}
	guess := p
	for range 12 {
		at := shift(guess)
		dx, dy := p[0]-at[0], p[1]-at[1]
		guess = orb.Point{guess[0] + dx, guess[1] + dy}
		if math.Abs(dx) < 1e-11 && math.Abs(dy) < 1e-11 {
			break
		}
	}
	return guess
}

// shifted reports whether a position lies where the maps are shifted. The outlines
// of what is not are schematic: within a kilometre or so of a boundary, in the bay
// or the river, it may answer wrongly.
func shifted(p orb.Point) bool {
	if p[0] < 72.004 || p[0] > 137.8347 || p[1] < 0.8293 || p[1] > 55.8271 {
		return false
	}
	for _, out := range unshifted {
		if out.bound.Contains(p) && planar.RingContains(out.ring, p) {
			return false
		}
	}
	return true
}

type outline struct {
	ring  orb.Ring
	bound orb.Bound
}

func outlined(ring ...orb.Point) outline {
	ring = append(ring, ring[0])
	return outline{ring: ring, bound: orb.Ring(ring).Bound()}
}

func boxed(west, south, east, north float64) outline {
	return outlined(orb.Point{west, south}, orb.Point{east, south}, orb.Point{east, north}, orb.Point{west, north})
}

var unshifted = []outline{
	outlined( // Hong Kong: the Shenzhen river and the middle of the bays
		orb.Point{113.83, 22.14}, orb.Point{114.51, 22.14}, orb.Point{114.51, 22.43}, orb.Point{114.42, 22.56},
		orb.Point{114.32, 22.58}, orb.Point{114.24, 22.555}, orb.Point{114.225, 22.547}, orb.Point{114.175, 22.557},
		orb.Point{114.16, 22.562}, orb.Point{114.13, 22.541}, orb.Point{114.113, 22.532}, orb.Point{114.085, 22.526},
		orb.Point{114.065, 22.516}, orb.Point{114.03, 22.506}, orb.Point{113.95, 22.475}, orb.Point{113.87, 22.42}, orb.Point{113.83, 22.40},
	),
	outlined( // Macao, without Hengqin
		orb.Point{113.535, 22.214}, orb.Point{113.55, 22.217}, orb.Point{113.562, 22.213}, orb.Point{113.60, 22.19},
		orb.Point{113.60, 22.105}, orb.Point{113.545, 22.105}, orb.Point{113.552, 22.13}, orb.Point{113.545, 22.16}, orb.Point{113.53, 22.19},
	),
	boxed(120.0, 21.75, 122.2, 25.5),     // Taiwan
	boxed(119.25, 23.1, 119.80, 23.85),   // Penghu
	boxed(118.20, 24.37, 118.50, 24.535), // Kinmen
	boxed(119.88, 26.10, 120.10, 26.40),  // Matsu
}
