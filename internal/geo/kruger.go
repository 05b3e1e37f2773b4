package geo

import "math"

// ellipsoid holds what the series needs of an ellipsoid of revolution.
type ellipsoid struct {
	e       float64    // first eccentricity
	radius  float64    // of the rectifying sphere, m
	alpha   [6]float64 // to the plane
	beta    [6]float64 // and back
	eSquare float64
}

// cgcs2000 is the ellipsoid of GB 22021-2008 (that of GRS80 to 0.1 mm).
var cgcs2000 = newEllipsoid(6378137, 1/298.257222101)

func newEllipsoid(a, f float64) ellipsoid {
	n := f / (2 - f)
	n2, n3 := n*n, n*n*n
	n4, n5, n6 := n2*n2, n2*n3, n3*n3
	return ellipsoid{
		e:       math.Sqrt(f * (2 - f)),
		eSquare: f * (2 - f),
		radius:  a / (1 + n) * (1 + n2/4 + n4/64 + n6/256),
		alpha: [6]float64{
			n/2 - 2*n2/3 + 5*n3/16 + 41*n4/180 - 127*n5/288 + 7891*n6/37800,
			13*n2/48 - 3*n3/5 + 557*n4/1440 + 281*n5/630 - 1983433*n6/1935360,
			61*n3/240 - 103*n4/140 + 15061*n5/26880 + 167603*n6/181440,
			49561*n4/161280 - 179*n5/168 + 6601661*n6/7257600,
			34729*n5/80640 - 3418889*n6/1995840,
			212378941 * n6 / 319334400,
		},
		beta: [6]float64{
			n/2 - 2*n2/3 + 37*n3/96 - n4/360 - 81*n5/512 + 96199*n6/604800,
			n2/48 + n3/15 - 437*n4/1440 + 46*n5/105 - 1118711*n6/3870720,
			17*n3/480 - 37*n4/840 - 209*n5/4480 + 5569*n6/90720,
			4397*n4/161280 - 11*n5/504 - 830251*n6/7257600,
			4583*n5/161280 - 108847*n6/3991680,
			20648693 * n6 / 638668800,
		},
	}
}

// forward maps degrees, east of the central meridian, to metres east and north of
// where the meridian meets the equator. Gauss–Krüger has a scale of 1 there.
func (el *ellipsoid) forward(lng, lat float64) (east, north float64) {
	sinLng, cosLng := math.Sincos(lng * math.Pi / 180)
	tau := math.Tan(lat * math.Pi / 180)
	conformal := el.conformal(tau)
	xi := math.Atan2(conformal, cosLng)
	eta := math.Asinh(sinLng / math.Hypot(conformal, cosLng))
	dXi, dEta := series(&el.alpha, xi, eta)
	return el.radius * (eta + dEta), el.radius * (xi + dXi)
}

// inverse undoes forward.
func (el *ellipsoid) inverse(east, north float64) (lng, lat float64) {
	xi, eta := north/el.radius, east/el.radius
	dXi, dEta := series(&el.beta, xi, eta)
	xi, eta = xi-dXi, eta-dEta
	sinXi, cosXi := math.Sincos(xi)
	sinhEta := math.Sinh(eta)
	tau := el.geographic(sinXi / math.Hypot(sinhEta, cosXi))
	return math.Atan2(sinhEta, cosXi) * 180 / math.Pi, math.Atan(tau) * 180 / math.Pi
}

// conformal maps the tangent of a latitude to that of the conformal latitude.
func (el *ellipsoid) conformal(tau float64) float64 {
	root := math.Hypot(1, tau)
	sigma := math.Sinh(el.e * math.Atanh(el.e*tau/root))
	return tau*math.Hypot(1, sigma) - sigma*root
}

// geographic undoes conformal by Newton's method; three rounds reach the last bit.
func (el *ellipsoid) geographic(conformal float64) float64 {
	tau := conformal / (1 - el.eSquare)
	for range 5 {
		at := el.conformal(tau)
		step := (conformal - at) / math.Hypot(1, at) *
			(1 + (1-el.eSquare)*tau*tau) / ((1 - el.eSquare) * math.Hypot(1, tau))
		tau += step
		if math.Abs(step) < 1e-15*(1+math.Abs(tau)) {
			break
		}
	}
	return tau
}

// series sums Σ cⱼ sin(2jζ) of the complex ζ = ξ + iη, by Clenshaw's recurrence.
func series(c *[6]float64, xi, eta float64) (float64, float64) {
	sin2, cos2 := math.Sincos(2 * xi)
	sinh2, cosh2 := math.Sinh(2*eta), math.Cosh(2*eta)
	twice := complex(2*cos2*cosh2, -2*sin2*sinh2) // 2 cos 2ζ
	var b1, b2 complex128
	for j := 5; j >= 0; j-- {
		b1, b2 = twice*b1-b2+complex(c[j], 0), b1
	}
	sum := b1 * complex(sin2*cosh2, cos2*sinh2)
	return real(sum), imag(sum)
}
