package bench

import (
	"fmt"
	"io"
	"sort"
)

// row is one line of the result: a value, of which the median counts, against
// what is to be reached.
type row struct {
	name   string
	values []float64
	unit   string
	reach  string // such as "<=8" or ">=2000"; empty for what is only to be known
}

// print writes `name value unit reach=… ok|short (lowest to highest)`.
func (r row) print(w io.Writer) {
	v := append([]float64(nil), r.values...)
	sort.Float64s(v)
	n := len(v)
	reach := r.reach
	if reach == "" {
		reach = "none"
	}
	_, _ = fmt.Fprintf(w, "%-36s %10.2f %-5s reach=%-7s %-5s (%.2f to %.2f)\n", r.name, median(v), r.unit, reach, r.verdict(median(v)), v[0], v[n-1])
}

func (r row) verdict(value float64) string {
	var (
		sign  string
		limit float64
	)
	if r.reach == "" {
		return "info"
	}
	if _, err := fmt.Sscanf(r.reach, "%2s%g", &sign, &limit); err != nil {
		return "short" // not a number to reach
	}
	if sign == "<=" && value <= limit || sign == ">=" && value >= limit {
		return "ok"
	}
	return "short"
}

// median of values in order.
func median(sorted []float64) float64 {
	n := len(sorted)
	if n%2 == 0 {
		return (sorted[n/2-1] + sorted[n/2]) / 2
	}
	return sorted[n/2]
}

func (o Options) show(rows ...row) {
	for _, r := range rows {
		r.print(o.Out)
	}
}

// ratios divides pair by pair.
func ratios(a, b []float64) []float64 {
	out := make([]float64, len(a))
	for i := range a {
		out[i] = a[i] / b[i]
	}
	return out
}
