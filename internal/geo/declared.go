package geo

import (
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// ErrDatum says that coordinates refer to an older datum (西安80, 北京54), whose shift
// to CGCS2000 is tens of metres and differs from place to place: it takes the
// parameters of the surveying office.
var ErrDatum = errors.New("the coordinates refer to an older datum")

// ErrProjection says that a projection is not one of the 3° zones.
var ErrProjection = errors.New("the projection is not known here")

var urn = regexp.MustCompile(`(?i)^(?:urn:ogc:def:crs:)?(EPSG|OGC)(?::[0-9.]*)?:([0-9A-Z]+)$`)

// ParseCRS reads the name of a system as files write it: EPSG:4528,
// urn:ogc:def:crs:EPSG::4528, urn:ogc:def:crs:OGC:1.3:CRS84, GCJ-02, BD-09.
func ParseCRS(name string) (CRS, bool) {
	name = strings.ToUpper(strings.TrimSpace(name))
	switch strings.NewReplacer("-", "", "_", "", " ", "").Replace(name) {
	case "GCJ02":
		return GCJ02, true
	case "BD09", "BD09LL":
		return BD09, true
	case "WGS84", "CRS84":
		return WGS84, true
	case "CGCS2000":
		return CGCS2000, true
	}
	m := urn.FindStringSubmatch(name)
	if m == nil {
		return "", false
	}
	if m[1] == "OGC" {
		return WGS84, m[2] == "CRS84"
	}
	crs := CRS("EPSG:" + m[2])
	return crs, crs.Known()
}

var wktParameter = regexp.MustCompile(`(?i)PARAMETER\s*\[\s*"([^"]+)"\s*,\s*([-+0-9.eE]+)`)

// ParseWKT reads the projection file (.prj) of a Shapefile.
func ParseWKT(text string) (CRS, error) {
	upper := strings.ToUpper(text)
	switch {
	case strings.Contains(upper, "XIAN") || strings.Contains(upper, "BEIJING") || strings.Contains(upper, "KRASOVSKY"):
		return "", ErrDatum
	case !strings.Contains(upper, "CHINA_2000") && !strings.Contains(upper, "CGCS") && !strings.Contains(upper, "CHINA_GEODETIC_COORDINATE_SYSTEM_2000") &&
		!strings.Contains(upper, "CHINA GEODETIC COORDINATE SYSTEM 2000") && !strings.Contains(upper, "WGS_1984") && !strings.Contains(upper, "WGS 84"):
		return "", ErrDatum
	case !strings.Contains(upper, "PROJCS") && !strings.Contains(upper, "PROJCRS"):
		if strings.Contains(upper, "WGS_1984") || strings.Contains(upper, "WGS 84") {
			return WGS84, nil
		}
		return CGCS2000, nil
	}
	p := map[string]float64{"scale_factor": 1}
	for _, m := range wktParameter.FindAllStringSubmatch(text, -1) {
		v, err := strconv.ParseFloat(m[2], 64)
		if err != nil {
			return "", ErrProjection
		}
		p[strings.ReplaceAll(strings.ToLower(m[1]), " ", "_")] = v
	}
	n := math.Round(p["central_meridian"] / 3)
	if p["scale_factor"] != 1 || p["false_northing"] != 0 || p["latitude_of_origin"] != 0 || n*3 != p["central_meridian"] ||
		!strings.Contains(upper, "GAUSS_KRUGER") && !strings.Contains(upper, "TRANSVERSE_MERCATOR") {
		return "", ErrProjection
	}
	for _, prefixed := range []bool{true, false} {
		if crs, err := Zone(int(n), prefixed); err == nil && p["false_easting"] == easting(int(n), prefixed) {
			return crs, nil
		}
	}
	return "", ErrProjection
}
