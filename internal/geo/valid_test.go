package geo

import (
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
)

func TestFaultsAreNamedWithTheirPlace(t *testing.T) {
	t.Parallel()
	outer := square(0, 0, 10)
	for name, c := range map[string]struct {
		shape orb.MultiPolygon
		want  FaultCode
		at    *orb.Point
	}{
		"nothing":                      {nil, FaultEmpty, nil},
		"an empty part":                {orb.MultiPolygon{{outer}, {}}, FaultEmpty, nil},
		"a square":                     {orb.MultiPolygon{{outer}}, "", nil},
		"a square wound the other way": {orb.MultiPolygon{{reversed(outer)}}, "", nil},
		"a point twice":                {orb.MultiPolygon{{{{0, 0}, {10, 0}, {10, 0}, {10, 10}, {0, 0}}}}, "", nil},
		"a bow-tie":                    {orb.MultiPolygon{{{{0, 0}, {10, 10}, {10, 0}, {0, 10}, {0, 0}}}}, FaultCrossing, &orb.Point{5, 5}},
		"a spike":                      {orb.MultiPolygon{{{{0, 0}, {10, 0}, {10, 10}, {10, 15}, {10, 10}, {0, 10}, {0, 0}}}}, FaultCrossing, &orb.Point{10, 10}},
		"a ring that touches itself":   {orb.MultiPolygon{{{{0, 0}, {5, 5}, {10, 0}, {10, 10}, {5, 5}, {0, 10}, {0, 0}}}}, FaultCrossing, &orb.Point{5, 5}},
		"a line there and back":        {orb.MultiPolygon{{{{0, 0}, {5, 5}, {10, 10}, {0, 0}}}}, FaultFewPoints, &orb.Point{0, 0}},
		"one point over and over":      {orb.MultiPolygon{{{{1, 1}, {1, 1}, {1, 1}, {1, 1}}}}, FaultFewPoints, &orb.Point{1, 1}},
		"two points":                   {orb.MultiPolygon{{{{0, 0}, {5, 5}, {0, 0}}}}, FaultFewPoints, &orb.Point{0, 0}},
		"no number":                    {orb.MultiPolygon{{{{0, 0}, {math.NaN(), 5}, {3, 3}, {0, 0}}}}, FaultNumber, nil},
		"a hole":                       {orb.MultiPolygon{{outer, square(2, 2, 3)}}, "", nil},
		"a hole outside":               {orb.MultiPolygon{{outer, square(20, 2, 3)}}, FaultHoleOutside, &orb.Point{20, 2}},
		"a hole that leaves":           {orb.MultiPolygon{{outer, square(8, 2, 3)}}, FaultHoleOutside, &orb.Point{11, 2}},
		"a hole in a hole":             {orb.MultiPolygon{{outer, square(2, 2, 6), square(3, 3, 2)}}, FaultHolesMeet, nil},
		"holes across each other":      {orb.MultiPolygon{{outer, square(2, 2, 3), square(4, 4, 3)}}, FaultHolesMeet, nil},
		"two parts":                    {orb.MultiPolygon{{outer}, {square(20, 0, 5)}}, "", nil},
		"two parts that touch":         {orb.MultiPolygon{{outer}, {square(10, 10, 5)}}, "", nil},
		"two parts that overlap":       {orb.MultiPolygon{{outer}, {square(8, 8, 5)}}, FaultPartsMeet, nil},
		"a part in a part":             {orb.MultiPolygon{{outer}, {square(3, 3, 2)}}, FaultPartsMeet, nil},
		"a million points":             {orb.MultiPolygon{{make(orb.Ring, 1_000_000)}}, FaultTooManyDots, nil},
	} {
		faults := Check(c.shape)
		switch {
		case c.want == "" && len(faults) == 0:
		case len(faults) != 1 || faults[0].Code != c.want:
			t.Errorf("%s: %+v, not %s", name, faults, c.want)
		case c.at != nil && (faults[0].At == nil || *faults[0].At != *c.at):
			t.Errorf("%s: at %v, not %v", name, faults[0].At, *c.at)
		}
	}
}

func reversed(r orb.Ring) orb.Ring {
	r = slices.Clone(r)
	slices.Reverse(r)
	return r
}

func TestEveryPartHasItsOwnFault(t *testing.T) {
	t.Parallel()
	bow := orb.Ring{{0, 0}, {1, 1}, {1, 0}, {0, 1}, {0, 0}}
	faults := Check(orb.MultiPolygon{{bow}, {square(5, 5, 2)}, {square(9, 9, 4), bow}})
	if len(faults) != 2 || faults[0].Polygon != 0 || faults[1].Polygon != 2 || faults[1].Ring != 1 {
		t.Errorf("%+v", faults)
	}
}

func TestNumbersTellTheirSystem(t *testing.T) {
	t.Parallel()
	hangzhou := &orb.Point{120.17, 30.25}
	around := func(x, y, d float64) orb.Bound { return orb.Bound{Min: orb.Point{x, y}, Max: orb.Point{x + d, y + d}} }
	for name, c := range map[string]struct {
		bound   orb.Bound
		near    *orb.Point
		want    CRS
		swapped bool
		certain bool
	}{
		"degrees":                       {around(120.1, 30.2, 0.1), nil, CGCS2000, false, false},
		"latitude first":                {around(30.2, 120.1, 0.1), nil, CGCS2000, true, false},
		"a zone":                        {around(40516361, 3347839, 500), nil, "EPSG:4528", false, true},
		"a zone, X northing":            {around(3347839, 40516361, 500), nil, "EPSG:4528", true, true},
		"no zone, nowhere":              {around(516361, 3347839, 500), nil, "", false, false},
		"no zone, near Hangzhou":        {around(516361, 3347839, 500), hangzhou, "EPSG:4549", false, false},
		"no zone, northing first":       {around(3347839, 516361, 500), hangzhou, "EPSG:4549", true, false},
		"a zone in the west":            {around(25500000, 3347839, 500), nil, "EPSG:4513", false, true},
		"a zone of 6°":                  {around(20516361, 3347839, 500), nil, "", false, false},
		"two zones":                     {orb.Bound{Min: orb.Point{39516361, 3347839}, Max: orb.Point{40516361, 3347900}}, nil, "", false, false},
		"numbers of anything":           {around(1, 2, 3), nil, "", false, false},
		"Web Mercator, which we refuse": {around(13377000, 3536000, 500), nil, "", false, false},
	} {
		g := Detect(c.bound, c.near)
		if g.CRS != c.want || g.Swapped != c.swapped || g.Certain != c.certain || len(g.Reasons) == 0 {
			t.Errorf("%s: %+v", name, g)
		}
		if c.want != "" && !c.swapped && !c.want.Fits(c.bound) {
			t.Errorf("%s does not fit", name)
		}
	}
	if CRS("EPSG:4528").Fits(around(39516361, 3347839, 500)) || CRS("EPSG:4549").Fits(around(120, 30, 1)) || CGCS2000.Fits(around(30, 120, 1)) {
		t.Error("these numbers do not fit")
	}
}

func TestProjectionFilesAreRead(t *testing.T) {
	t.Parallel()
	esri := func(geog, meridian, easting, scale string) string {
		return `PROJCS["x",GEOGCS["` + geog + `",DATUM["D_x",SPHEROID["x",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],` +
			`PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",` + easting + `],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",` + meridian +
			`],PARAMETER["Scale_Factor",` + scale + `],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`
	}
	for name, c := range map[string]struct {
		text string
		want CRS
		err  error
	}{
		"with a zone":    {esri("GCS_China_Geodetic_Coordinate_System_2000", "120.0", "40500000.0", "1.0"), "EPSG:4528", nil},
		"without":        {esri("GCS_China_Geodetic_Coordinate_System_2000", "120.0", "500000.0", "1.0"), "EPSG:4549", nil},
		"of 6°":          {esri("GCS_China_Geodetic_Coordinate_System_2000", "123.0", "21500000.0", "1.0"), "", ErrProjection},
		"UTM":            {esri("GCS_WGS_1984", "123.0", "500000.0", "0.9996"), "", ErrProjection},
		"Xi'an 1980":     {esri("GCS_Xian_1980", "120.0", "40500000.0", "1.0"), "", ErrDatum},
		"degrees":        {`GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]]]`, CGCS2000, nil},
		"degrees of GPS": {`GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]]]`, WGS84, nil},
		"nothing":        {"", "", ErrDatum},
	} {
		if got, err := ParseWKT(c.text); got != c.want || err != c.err {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	for name, want := range map[string]CRS{
		"urn:ogc:def:crs:EPSG::4528": "EPSG:4528", "urn:ogc:def:crs:OGC:1.3:CRS84": WGS84, "EPSG:4490": CGCS2000, "gcj02": GCJ02, "BD-09": BD09, "EPSG:3857": "EPSG:3857",
	} {
		if got, known := ParseCRS(name); got != want || known != (want != "EPSG:3857") {
			t.Errorf("%s: %q, %v", name, got, known)
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	for name, n := range map[string]int{"12 points": 12, "200 points": 200, "as many as may be": MostPoints - 1} {
		ring := make(orb.Ring, 0, n+1)
		for i := range n {
			sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
			r := 0.01 + 0.002*float64(i%2)
			ring = append(ring, orb.Point{r * cos, r * sin})
		}
		shape := orb.MultiPolygon{{append(ring, ring[0])}}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				if len(Check(shape)) != 0 {
					b.Fatal("sound")
				}
			}
		})
		b.Run("area of "+name, func(b *testing.B) {
			for range b.N {
				Area(shape)
			}
		})
	}
}

func TestRingsOfAShapefileFindTheirPolygons(t *testing.T) {
	t.Parallel()
	big, small, inBig, inSmall := reversed(square(0, 0, 10)), reversed(square(20, 0, 5)), square(2, 2, 3), square(21, 1, 2)
	island := reversed(square(3, 3, 1))
	for name, c := range map[string]struct {
		rings []orb.Ring
		want  []int // rings of each polygon
	}{
		"holes after all":               {[]orb.Ring{big, small, inSmall, inBig}, []int{2, 2}},
		"an island in a hole":           {[]orb.Ring{big, inBig, island}, []int{2, 1}},
		"a hole that nothing holds":     {[]orb.Ring{big, square(50, 50, 1)}, []int{2}},
		"all the wrong way":             {[]orb.Ring{reversed(big), reversed(small)}, []int{1, 1}},
		"all the wrong way, and a hole": {[]orb.Ring{reversed(big), inBig}, []int{2}},
		"empty rings":                   {[]orb.Ring{{}, {}}, []int{1}},
		"none":                          {nil, nil},
	} {
		var got []int
		for _, polygon := range Group(c.rings) {
			got = append(got, len(polygon))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, not %v", name, got, c.want)
		}
	}
}

func TestBoundsLeaveOutWhatIsEmpty(t *testing.T) {
	t.Parallel()
	want := orb.Bound{Min: orb.Point{20, 30}, Max: orb.Point{25, 35}}
	if b, any := Bounds(orb.MultiPolygon{{}, {{}}, {square(20, 30, 5)}}); !any || b != want {
		t.Errorf("%v", b)
	}
	if _, any := Bounds(orb.MultiPolygon{{}, {{}}}); any {
		t.Error("there is nothing to bound")
	}
	if b, _ := Bounds(orb.MultiPolygon{{{{20, 30}, {math.NaN(), 35}, {25, 30}, {20, 30}}}}); CGCS2000.Fits(b) {
		t.Error("no number lies nowhere")
	}
}
