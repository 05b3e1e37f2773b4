package realtime

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"zhaoyun/internal/room"
)

// metrics are what a node tells about its rooms.
type metrics struct {
	rooms, conns, queued prometheus.Gauge
	frames               prometheus.Counter
	byes                 *prometheus.CounterVec
	refused              *prometheus.CounterVec
	gaps                 *prometheus.CounterVec
	reads                *prometheus.CounterVec
	lag                  prometheus.Histogram
}

func newMetrics(r *prometheus.Registry) *metrics {
	gauge := func(name, help string) prometheus.Gauge {
		return prometheus.NewGauge(prometheus.GaugeOpts{Namespace: "zhaoyun", Subsystem: "realtime", Name: name, Help: help})
	}
	vec := func(name, help, label string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "zhaoyun", Subsystem: "realtime", Name: name, Help: help}, []string{label})
	}
	m := &metrics{
		rooms:  gauge("rooms", "Rooms with members on this node."),
		conns:  gauge("connections", "Open connections."),
		queued: gauge("queue_bytes", "Bytes that wait for slow clients."),
		frames: prometheus.NewCounter(prometheus.CounterOpts{
			Namespace: "zhaoyun", Subsystem: "realtime", Name: "frames_total", Help: "Frames handed to connections.",
		}),
		byes:    vec("closed_total", "Connections that ended, by the code of their bye; left: the client went.", "code"),
		refused: vec("refused_total", "Connections that were not let in, by code.", "code"),
		gaps:    vec("gaps_total", "Gaps in a lane that were read from the store, by what noticed them.", "by"),
		reads:   vec("store_reads_total", "Reads of the store, by what was read.", "what"),
		lag: prometheus.NewHistogram(prometheus.HistogramOpts{
			Namespace: "zhaoyun", Subsystem: "realtime", Name: "bus_lag_seconds", Help: "From an entry's time to its arrival over the bus.",
			Buckets: []float64{.002, .01, .05, .2, 1, 5},
		}),
	}
	r.MustRegister(m.rooms, m.conns, m.queued, m.frames, m.byes, m.refused, m.gaps, m.reads, m.lag)
	return m
}

// observe notes how long entries were on their way.
func (m *metrics) observe(p room.Post, now time.Time) {
	for _, e := range p.Entries {
		if at, err := time.Parse(time.RFC3339, e.At); err == nil {
			m.lag.Observe(now.Sub(at).Seconds())
		}
	}
}
