package video

import "github.com/prometheus/client_golang/prometheus"

type metrics struct {
	connections *prometheus.GaugeVec
	refused     *prometheus.CounterVec
	enforced    *prometheus.CounterVec
	healthy     prometheus.Gauge
}

func newMetrics(r *prometheus.Registry) *metrics {
	m := &metrics{
		connections: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Namespace: "zhaoyun", Subsystem: "media", Name: "connections", Help: "Connections to the media server, by kind; the same on every node.",
		}, []string{"kind"}),
		refused: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: "zhaoyun", Subsystem: "media", Name: "refused_total", Help: "Connections that were not let through to the media server, by code.",
		}, []string{"code"}),
		enforced: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: "zhaoyun", Subsystem: "media", Name: "enforced_total", Help: "What this node had the media server do, by what: permit, mute or remove.",
		}, []string{"what"}),
		healthy: prometheus.NewGauge(prometheus.GaugeOpts{
			Namespace: "zhaoyun", Subsystem: "media", Name: "healthy", Help: "1 while the media server answers.",
		}),
	}
	if r != nil {
		r.MustRegister(m.connections, m.refused, m.enforced, m.healthy)
	}
	return m
}
