package job

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// metrics are what a queue tells. How many jobs there are is the same on every node.
type metrics struct {
	jobs   *prometheus.GaugeVec
	oldest prometheus.Gauge
	ends   *prometheus.CounterVec
	spent  *prometheus.HistogramVec
}

func newMetrics(r *prometheus.Registry) *metrics {
	m := &metrics{
		jobs: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Namespace: "zhaoyun", Name: "jobs", Help: "Jobs of the installation that are not done, by state.",
		}, []string{"state"}),
		oldest: prometheus.NewGauge(prometheus.GaugeOpts{
			Namespace: "zhaoyun", Name: "jobs_overdue_seconds", Help: "How long the job that waits longest has been due.",
		}),
		ends: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: "zhaoyun", Name: "jobs_attempts_total", Help: "Attempts that ended on this node, by kind and the state they left; waiting: to be tried again.",
		}, []string{"kind", "state"}),
		spent: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Namespace: "zhaoyun", Name: "job_seconds", Help: "Time of an attempt.", Buckets: []float64{.01, .05, .2, 1, 5, 20, 60, 300},
		}, []string{"kind"}),
	}
	if r != nil {
		r.MustRegister(m.jobs, m.oldest, m.ends, m.spent)
	}
	return m
}

func (m *metrics) took(kind string, d time.Duration) {
	m.spent.WithLabelValues(kind).Observe(d.Seconds())
}

func (m *metrics) ended(kind string, o Outcome) { m.ends.WithLabelValues(kind, string(o.State)).Inc() }

// count brings the gauges up to date.
func (q *Queue) count(ctx context.Context) {
	states, since, err := q.Store.Standing(ctx, q.Clock())
	if err != nil {
		return // the look at the jobs themselves says what is wrong
	}
	for _, s := range []State{Waiting, Running, Failed} {
		q.metrics.jobs.WithLabelValues(string(s)).Set(float64(states[s]))
	}
	late := 0.0
	if !since.IsZero() {
		late = q.Clock().Sub(since).Seconds()
	}
	q.metrics.oldest.Set(late)
}
