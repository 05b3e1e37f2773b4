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
	lines, took          prometheus.Histogram // of commits
}

// waits are the buckets of histograms of time: fine enough to read a p99 from them.
var waits = []float64{.001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5}

func newMetrics(h *Hub) *metrics {
	gauge := func(name, help string) prometheus.Gauge {
		return prometheus.NewGauge(prometheus.GaugeOpts{Namespace: "zhaoyun", Subsystem: "realtime", Name: name, Help: help})
	}
	vec := func(name, help, label string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "zhaoyun", Subsystem: "realtime", Name: name, Help: help}, []string{label})
	}
	histogram := func(subsystem, name, help string, buckets []float64) prometheus.Histogram {
		return prometheus.NewHistogram(prometheus.HistogramOpts{Namespace: "zhaoyun", Subsystem: subsystem, Name: name, Help: help, Buckets: buckets})
	}
	whether := func(name, help string, f func() bool) prometheus.GaugeFunc {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: "zhaoyun", Subsystem: "realtime", Name: name, Help: help}, func() float64 {
			if f() {
				return 1
			}
			return 0
		})
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
		lag:     histogram("realtime", "bus_lag_seconds", "From an entry's time to its arrival over the bus.", waits),
		lines:   histogram("room", "commit_lines", "Chat lines that shared a commit.", []float64{1, 2, 4, 8, 16, 32, 64, 128}),
		took:    histogram("room", "commit_seconds", "Time to commit chat lines.", waits),
	}
	h.Metrics.MustRegister(m.rooms, m.conns, m.queued, m.frames, m.byes, m.refused, m.gaps, m.reads, m.lag, m.lines, m.took,
		whether("bus_healthy", "1 while the other nodes can be reached, as far as is known.", h.Bus.Healthy),
		whether("accepting", "1 while people are let in.", func() bool { return h.closed() == nil }))
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

// Committed notes a commit of chat lines.
func (h *Hub) Committed(lines int, took time.Duration) {
	h.metrics.lines.Observe(float64(lines))
	h.metrics.took.Observe(took.Seconds())
}
