package api

import (
	"context"
	"crypto/subtle"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"zhaoyun/internal/core"
)

// operations registers what keeps the house running: health and metrics.
func (s *Server) operations() {
	s.App.Get("/healthz", func(c *fiber.Ctx) error { return c.JSON(fiber.Map{"status": "ok", "version": s.Version}) })
	s.App.Get("/readyz", func(c *fiber.Ctx) error {
		if s.Ready == nil {
			return c.JSON(fiber.Map{"status": "ok"})
		}
		ctx, cancel := context.WithTimeout(c.UserContext(), 2*time.Second)
		defer cancel()
		if err := s.Ready(ctx); err != nil {
			s.Log.WarnContext(ctx, "not ready", "error", err.Error())
			return core.Unavailable("not_ready", "A part this server needs is away, or it is shutting down.").Wrap(err)
		}
		return c.JSON(fiber.Map{"status": "ok"})
	})
	metrics := adaptor.HTTPHandler(promhttp.HandlerFor(s.Metrics, promhttp.HandlerOpts{}))
	s.App.Get("/metrics", func(c *fiber.Ctx) error {
		if !s.mayReadMetrics(c) {
			return core.Forbidden("metrics_private", "Read the metrics from the server itself, or with the metrics token.")
		}
		return metrics(c)
	})
}

// mayReadMetrics allows the machine itself, when no proxy stands in between, and
// whoever holds the token.
func (s *Server) mayReadMetrics(c *fiber.Ctx) bool {
	if token, ok := strings.CutPrefix(c.Get(fiber.HeaderAuthorization), "Bearer "); ok && s.MetricsToken != "" {
		return subtle.ConstantTimeCompare([]byte(token), []byte(s.MetricsToken)) == 1
	}
	return c.Context().RemoteIP().IsLoopback() && c.Get(fiber.HeaderXForwardedFor) == "" && c.Get("Forwarded") == ""
}

// httpMetrics counts and times requests by route.
type httpMetrics struct {
	took *prometheus.HistogramVec
}

func newHTTPMetrics(r *prometheus.Registry) *httpMetrics {
	m := &httpMetrics{took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "zhaoyun_http_request_seconds", Help: "Time to answer a request.",
		Buckets: []float64{.001, .005, .02, .1, .5, 2, 10},
	}, []string{"method", "route", "status"})}
	r.MustRegister(m.took)
	return m
}

func (m *httpMetrics) observe(method, route string, status int, took time.Duration) {
	m.took.WithLabelValues(method, route, strconv.Itoa(status)).Observe(took.Seconds())
}
