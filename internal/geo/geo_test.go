package geo

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/tidwall/geodesic"
)

// run gives a program its input and answers with the fields of each line it wrote.
func run(t *testing.T, input, name string, args ...string) [][]string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Stdin = strings.NewReader(input)
	var problem bytes.Buffer
	cmd.Stderr = &problem
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v: %s", name, err, problem.String())
	}
	var lines [][]string
	for line := range strings.Lines(string(out)) {
		lines = append(lines, strings.Fields(line))
	}
	return lines
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestGaussKrugerAgreesWithPROJToTheMillimetre(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	const each = 1250 // 4 systems: 5,000 points
	worst, worstBack := 0.0, 0.0
	for _, crs := range []CRS{"EPSG:4528", "EPSG:4549", "EPSG:4513", "EPSG:4554"} {
		points := make([]orb.Point, each)
		var in strings.Builder
		for i := range points {
			points[i] = orb.Point{crs.Meridian() + 4*random.Float64() - 2, 16 + 38*random.Float64()} // beyond the zone's edges too
			fmt.Fprintf(&in, "%.12f %.12f\n", points[i][1], points[i][0])
		}
		forward, err := crs.Inverse()
		if err != nil {
			t.Fatal(err)
		}
		back, err := crs.Transform()
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range run(t, in.String(), "cs2cs", "-f", "%.6f", "EPSG:4490", string(crs)) {
			got := forward(points[i])
			worst = max(worst, math.Hypot(got[0]-number(t, f[1]), got[1]-number(t, f[0]))) // PROJ follows the official order: northing first
			home := back(got)
			worstBack = max(worstBack, 111_000*math.Hypot(home[0]-points[i][0], home[1]-points[i][1]))
		}
	}
	t.Logf("worst of %d points: %.6f mm from PROJ, %.6f mm there and back", 4*each, worst*1000, worstBack*1000)
	if worst > 0.001 || worstBack > 0.001 {
		t.Errorf("off by %.6f m, there and back by %.6f m", worst, worstBack)
	}
}

func TestZonesHaveTheCodesOfEPSG(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		zone     int
		prefixed bool
		want     CRS
	}{{25, true, "EPSG:4513"}, {40, true, "EPSG:4528"}, {40, false, "EPSG:4549"}, {45, false, "EPSG:4554"}} {
		got, err := Zone(c.zone, c.prefixed)
		if err != nil || got != c.want || !got.Known() || got.Meridian() != float64(3*c.zone) {
			t.Errorf("zone %d: %s, %v", c.zone, got, err)
		}
	}
	if _, err := Zone(20, true); err == nil {
		t.Error("zone 20 is one of 6°, not of 3°")
	}
	for _, c := range []CRS{"", "EPSG:4555", "EPSG:2437", "4528"} {
		if c.Known() {
			t.Errorf("%q is not known here", c)
		}
	}
}

func TestAreasAgreeWithGeographicLib(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	var rings []orb.Ring
	var in strings.Builder
	for range 300 {
		centre := orb.Point{75 + 55*random.Float64(), 18 + 34*random.Float64()}
		size := math.Pow(10, -2.7+2.4*random.Float64()) // 200 m to 50 km: below, the tool itself rounds (next test)
		n := 3 + random.IntN(60)
		var ring orb.Ring
		for i := range n {
			sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
			r := size * (0.4 + 0.6*random.Float64())
			ring = append(ring, orb.Point{centre[0] + r*cos, centre[1] + r*sin})
			fmt.Fprintf(&in, "%.17g %.17g\n", ring[i][1], ring[i][0])
		}
		rings = append(rings, append(ring, ring[0]))
		in.WriteString("\n")
	}
	worst := 0.0
	for i, f := range run(t, in.String(), "Planimeter", "-p", "6") {
		want := math.Abs(number(t, f[2]))
		worst = max(worst, math.Abs(Area(orb.MultiPolygon{{rings[i]}})-want)/want)
	}
	t.Logf("worst of %d areas: %.3g %%", len(rings), worst*100)
	if worst > 1e-5 {
		t.Errorf("off by %g %%", worst*100)
	}
}

func TestMeasuringInThePlaneAgreesWithTheGeodesicArea(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(7, 8))
	worst := 0.0
	for range 2000 {
		centre := orb.Point{75 + 60*random.Float64(), 18 + 34*random.Float64()}
		size := math.Pow(10, -4+2.6*random.Float64()) // 10 m to 5 km
		ring := make(orb.Ring, 24)
		p := geodesic.WGS84.PolygonInit(false)
		for i := range ring {
			sin, cos := math.Sincos(2 * math.Pi * float64(i) / 24)
			r := size * (0.4 + 0.6*random.Float64())
			ring[i] = orb.Point{centre[0] + r*cos, centre[1] + r*sin}
			p.AddPoint(ring[i][1], ring[i][0])
		}
		var want, perimeter float64
		p.Compute(false, true, &want, &perimeter)
		worst = max(worst, math.Abs(Area(orb.MultiPolygon{{append(ring, ring[0])}})/want-1))
	}
	t.Logf("worst of 2,000 areas: %.3g %%", worst*100)
	if worst > 1e-5 {
		t.Errorf("off by %g %%", worst*100)
	}
}

func TestAreaTakesHolesOff(t *testing.T) {
	t.Parallel()
	outer := square(120.1, 30.2, 0.01)
	hole := square(120.102, 30.202, 0.002)
	whole, taken := Area(orb.MultiPolygon{{outer}}), Area(orb.MultiPolygon{{hole}})
	if got := Area(orb.MultiPolygon{{outer, hole}}); math.Abs(got-(whole-taken)) > 1e-6 {
		t.Errorf("%f is not %f - %f", got, whole, taken)
	}
}

func square(x, y, side float64) orb.Ring {
	return orb.Ring{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}
}

func TestShiftedMapsComeBackToWhereTheyWere(t *testing.T) {
	t.Parallel()
	hangzhou := orb.Point{120.17, 30.25}
	for name, c := range map[string]CRS{"GCJ-02": GCJ02, "BD-09": BD09} {
		to, _ := c.Inverse()
		back, _ := c.Transform()
		random := rand.New(rand.NewPCG(5, 6))
		for range 2000 {
			p := orb.Point{98 + 20*random.Float64(), 24 + 20*random.Float64()}
			if got := back(to(p)); math.Hypot(got[0]-p[0], got[1]-p[1]) > 1e-9 {
				t.Fatalf("%s: %v came back as %v", name, p, got)
			}
		}
		t.Logf("%s: Hangzhou moves by %.0f m", name, metres(hangzhou, to(hangzhou)))
	}
	if d := metres(hangzhou, ToGCJ02(hangzhou)); d < 400 || d > 600 {
		t.Errorf("GCJ-02 moves Hangzhou by %.0f m", d)
	}
	if metres(hangzhou, ToBD09(hangzhou)) < metres(hangzhou, ToGCJ02(hangzhou)) {
		t.Error("BD-09 moves more")
	}
}

func metres(a, b orb.Point) float64 {
	return math.Hypot((a[0]-b[0])*math.Cos(a[1]*math.Pi/180), a[1]-b[1]) * 111_320
}

func TestHongKongMacaoAndTaiwanAreNotShifted(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]orb.Point{
		"Central": {114.158, 22.283}, "Sheung Shui": {114.127, 22.502}, "Tuen Mun": {113.974, 22.391}, "Macao": {113.543, 22.198}, "Cotai": {113.560, 22.145},
		"Taipei": {121.565, 25.034}, "Kaohsiung": {120.302, 22.628}, "Kinmen": {118.32, 24.43}, "Tokyo": {139.69, 35.68},
	} {
		if ToGCJ02(p) != p || ToBD09(p) != p || FromGCJ02(p) != p || FromBD09(p) != p {
			t.Errorf("%s was shifted", name)
		}
	}
	for name, p := range map[string]orb.Point{
		"Futian": {114.055, 22.541}, "Luohu": {114.131, 22.555}, "Shekou": {113.92, 22.49}, "Gongbei": {113.545, 22.225}, "Hengqin": {113.52, 22.12},
		"Xiamen": {118.09, 24.48}, "Pingtan": {119.79, 25.50}, "Hangzhou": {120.17, 30.25},
	} {
		if ToGCJ02(p) == p {
			t.Errorf("%s was not shifted", name)
		}
	}
}
