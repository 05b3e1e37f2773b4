package app

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"golang.org/x/crypto/acme/autocert"

	"zhaoyun/api"
	"zhaoyun/internal/config"
	"zhaoyun/internal/core"
	"zhaoyun/internal/store"
)

// App is a running installation: one process with everything wired.
type App struct {
	cfg     config.Config
	log     *slog.Logger
	metrics *prometheus.Registry
	node    string
	now     core.Clock

	parts

	server   *api.Server
	gate     *gate
	listener net.Listener
	draining atomic.Bool
	closers  []func() error // in the order of opening
}

// Open opens what the settings name, migrates the database and wires the house.
// It listens already, so that Addr is known, but answers only under Serve.
func Open(ctx context.Context, cfg config.Config, log *slog.Logger) (*App, error) {
	a, err := assemble(ctx, cfg, log)
	if err != nil {
		return nil, err
	}
	if err := a.listen(); err != nil {
		a.Close()
		return nil, err
	}
	a.startMedia()
	return a, nil
}

// assemble is Open without listening, for commands that work on the same house.
func assemble(ctx context.Context, cfg config.Config, log *slog.Logger) (*App, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	a := &App{cfg: cfg, log: log, metrics: prometheus.NewRegistry(), node: cfg.Node, now: core.Now}
	a.metrics.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	if a.node == "" {
		a.node = core.NewID()
	}
	if err := a.open(ctx); err != nil {
		a.Close()
		return nil, err
	}
	return a, nil
}

func (a *App) open(ctx context.Context) error {
	if a.cfg.Embedded() {
		unlock, err := lockData(a.cfg.Data)
		if err != nil {
			return err
		}
		a.closers = append(a.closers, unlock)
	}
	db, err := openStore(ctx, a.cfg)
	if err != nil {
		return err
	}
	a.db = db
	a.closers = append(a.closers, db.Close)
	if _, err := db.Migrate(ctx); err != nil {
		return err
	}
	return a.wire(ctx)
}

func openStore(ctx context.Context, cfg config.Config) (*store.DB, error) {
	return store.Open(ctx, store.Options{URL: cfg.Database(), MaxConns: cfg.MaxConns})
}

// listen opens the port, with TLS when it is configured.
func (a *App) listen() error {
	ln, err := net.Listen("tcp", a.cfg.Listen)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", a.cfg.Listen, err)
	}
	a.gate.Listener, a.listener = ln, a.gate
	a.closers = append(a.closers, func() error { _ = ln.Close(); return nil })
	conf, err := a.tls()
	if err != nil {
		return err
	}
	if conf != nil {
		a.listener = tls.NewListener(a.gate, conf)
	}
	return nil
}

func (a *App) tls() (*tls.Config, error) {
	switch {
	case a.cfg.TLSCert != "":
		// Read for every handshake, so that a renewed certificate needs no restart.
		if _, err := tls.LoadX509KeyPair(a.cfg.TLSCert, a.cfg.TLSKey); err != nil {
			return nil, fmt.Errorf("read the certificate: %w", err)
		}
		return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
			pair, err := tls.LoadX509KeyPair(a.cfg.TLSCert, a.cfg.TLSKey)
			return &pair, err
		}}, nil
	case len(a.cfg.ACMEHosts) > 0:
		m := &autocert.Manager{
			Prompt: autocert.AcceptTOS, HostPolicy: autocert.HostWhitelist(a.cfg.ACMEHosts...),
			Cache: autocert.DirCache(filepath.Join(a.cfg.Data, "certificates")),
		}
		conf := m.TLSConfig()
		conf.MinVersion, conf.NextProtos = tls.VersionTLS12, []string{"http/1.1", "acme-tls/1"}
		return conf, nil
	}
	return nil, nil
}

// Addr is the address listened on.
func (a *App) Addr() string { return a.listener.Addr().String() }

// Serve answers until ctx ends, then drains: nothing new is let in, rooms are
// told to come back elsewhere, requests under way finish.
func (a *App) Serve(ctx context.Context) error {
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	a.run(running)
	failed := make(chan error, 1)
	go func() { failed <- a.server.App.Listener(a.listener) }()
	a.log.Info("serving", "address", a.cfg.URL(), "listen", a.Addr(), "node", a.node, "version", version())
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	a.log.Info("draining", "limit", a.cfg.Drain)
	a.draining.Store(true)
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), a.cfg.Drain)
	defer cancel()
	a.drain(drain)
	defer a.jobs.Drain(drain) // after the last request, which may add some
	if err := a.server.App.ShutdownWithContext(drain); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("shut down: %w", err)
	}
	a.log.Info("stopped")
	return nil
}

// ready is what /readyz asks.
func (a *App) ready(ctx context.Context) error {
	if a.draining.Load() {
		return errors.New("draining")
	}
	if a.hub.Resting() {
		return errors.New("out of service")
	}
	return a.db.Ping(ctx)
}

// Close gives back everything Open took, last first.
func (a *App) Close() {
	for i := len(a.closers) - 1; i >= 0; i-- {
		if err := a.closers[i](); err != nil {
			a.log.Warn("close", "error", err.Error())
		}
	}
	a.closers = nil
}

// every runs f now and then until the context ends.
func (a *App) every(ctx context.Context, pause time.Duration, what string, f func(context.Context) error) {
	go func() {
		tick := time.NewTicker(pause)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				if err := f(ctx); err != nil && ctx.Err() == nil {
					a.log.Warn(what, "error", err.Error())
				}
			}
		}
	}()
}

// dataDir makes the data directory.
func dataDir(path string) error {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return fmt.Errorf("make the data directory: %w", err)
	}
	return nil
}
