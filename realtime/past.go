package realtime

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"

	"zhaoyun/internal/node"
)

const (
	sampleEvery = 10 * time.Second
	lately      = time.Minute     // the span of rates and spreads in a report
	memory      = 5 * time.Minute // the span of slow clients
)

// sample is what collectors had counted at a moment.
type sample struct {
	at               time.Time
	slow             int64
	lag, took, lines tally
}

// past keeps samples, so that what has happened lately is what was counted since
// then. Prometheus itself counts from the start on.
type past struct{ samples []sample }

// keep adds a sample now and then and forgets the old ones.
func (p *past) keep(s sample) {
	if n := len(p.samples); n == 0 || s.at.Sub(p.samples[n-1].at) >= sampleEvery {
		p.samples = append(p.samples, s)
	}
	for len(p.samples) > 1 && s.at.Sub(p.samples[1].at) >= memory {
		p.samples = p.samples[1:]
	}
}

// before is the youngest sample that is at least so old, else the oldest there is.
func (p *past) before(now time.Time, span time.Duration) sample {
	for i := len(p.samples) - 1; i > 0; i-- {
		if now.Sub(p.samples[i].at) >= span {
			return p.samples[i]
		}
	}
	return p.samples[0]
}

// tally is a histogram at a moment.
type tally struct {
	bounds []float64
	counts []uint64 // at most the bound, cumulative
	n      uint64
	sum    float64
}

func tallyOf(h prometheus.Histogram) tally {
	var m dto.Metric
	_ = h.Write(&m) // cannot fail for a histogram without labels
	t := tally{n: m.GetHistogram().GetSampleCount(), sum: m.GetHistogram().GetSampleSum()}
	for _, b := range m.GetHistogram().GetBucket() {
		t.bounds, t.counts = append(t.bounds, b.GetUpperBound()), append(t.counts, b.GetCumulativeCount())
	}
	return t
}

// since is what was counted after an earlier tally of the same histogram.
func (t tally) since(old tally) tally {
	d := tally{bounds: t.bounds, counts: make([]uint64, len(t.counts)), n: t.n - old.n, sum: t.sum - old.sum}
	for i := range t.counts {
		d.counts[i] = t.counts[i]
		if i < len(old.counts) {
			d.counts[i] -= old.counts[i]
		}
	}
	return d
}

// quantile reads a quantile as Prometheus does: evenly within a bucket. What is
// beyond the last bucket counts as the last bound.
func (t tally) quantile(q float64) float64 {
	if t.n == 0 {
		return 0
	}
	rank, below, under := q*float64(t.n), uint64(0), 0.0
	for i, c := range t.counts {
		if float64(c) >= rank && c > below {
			return under + (t.bounds[i]-under)*(rank-float64(below))/float64(c-below)
		}
		below, under = c, t.bounds[i]
	}
	return under
}

// spread is the tally of seconds in the words of a report.
func (t tally) spread() node.Spread {
	return node.Spread{Count: int64(t.n), P50: 1000 * t.quantile(.5), P99: 1000 * t.quantile(.99)} //nolint:gosec // far from overflowing
}

// countsOf are the values of a counter by its label.
func countsOf(v *prometheus.CounterVec) map[string]int64 {
	found := make(chan prometheus.Metric, 64)
	go func() {
		v.Collect(found)
		close(found)
	}()
	counts := map[string]int64{}
	for metric := range found {
		var m dto.Metric
		if metric.Write(&m) == nil && len(m.GetLabel()) > 0 {
			counts[m.GetLabel()[0].GetValue()] = int64(m.GetCounter().GetValue())
		}
	}
	return counts
}
