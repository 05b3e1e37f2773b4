// Package api is the REST side: Huma operations on Fiber, one file per resource.
// Handlers decode, call a domain and encode; no rule of the field lives here.
package api

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"log/slog"
	"net"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"
	"github.com/prometheus/client_golang/prometheus"

	"zhaoyun/internal/core"
)

// Authenticator turns an access token into who sent it. Its errors are
// core.KindUnauthenticated: token_expired asks the client to refresh,
// token_invalid and signed_out to sign in.
type Authenticator interface {
	Authenticate(ctx context.Context, accessToken string) (core.Actor, error)
}

// Keeper answers a repeated creating request as the first time; see store.DB.Once.
type Keeper interface {
	Once(ctx context.Context, actor, key, operation, digest string, create func(ctx context.Context) (string, error)) (string, error)
}

// Deps is what the server works with. With the zero value New still makes a
// server that can print its OpenAPI document.
type Deps struct {
	Auth           Authenticator
	Once           Keeper
	Log            *slog.Logger
	Metrics        *prometheus.Registry
	MetricsToken   string                      // lets a remote Prometheus read /metrics
	Ready          func(context.Context) error // what /readyz asks
	Away           func(error) bool            // whether an error says that the database is away
	PublicURL      string                      // scheme and host under which people reach it, no slash at the end
	TrustedProxies []*net.IPNet
	Pages          fs.FS // the built web
	Version        string
	Mount          func(s *Server) // adds what is served beside REST, such as the sockets of rooms
	Arrived        func(net.Conn)  // is told of each request that has come whole

	Services
}

// Server is the REST side of the house.
type Server struct {
	Deps
	App  *fiber.App
	Huma huma.API

	metrics *httpMetrics
}

// bodyLimit caps request bodies; the largest is one chunk of an upload.
const bodyLimit = 5 << 20

// New makes a server with all resources registered.
func New(d Deps) *Server {
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	if d.Metrics == nil {
		d.Metrics = prometheus.NewRegistry()
	}
	s := &Server{Deps: d, metrics: newHTTPMetrics(d.Metrics)}
	s.App = fiber.New(fiber.Config{
		AppName:               "zhaoyun",
		DisableStartupMessage: true,
		Immutable:             true, // values outlive the handler: they are logged, queued, stored
		BodyLimit:             bodyLimit,
		ReadTimeout:           60 * time.Second,
		IdleTimeout:           120 * time.Second,
		ReadBufferSize:        16 << 10, // headers; long cookies and invitation links
		ErrorHandler:          s.onError,
		EnablePrintRoutes:     false,
	})
	s.App.Server().KeepHijackedConns = true // WebSockets live on without fasthttp's goroutine and buffers
	if s.Recordings != nil {
		s.App.Get("/media/:recording/:secret/:file", s.segments)
	}
	s.App.Use(s.middleware)
	s.Huma = humafiber.New(s.App, s.describe())
	s.resources()
	s.operations()
	if s.Mount != nil {
		s.Mount(s)
	}
	s.pages()
	return s
}

// Huma makes its errors by functions of its package: they are set once, before any
// server is made.
func init() {
	huma.NewErrorWithContext = func(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
		p := fromStatus(status, msg, errs...)
		if ctx != nil {
			p.RequestID = requestOf(ctx.Context()).id
		}
		return p
	}
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError { return fromStatus(status, msg, errs...) }
}

// describe is the head of the OpenAPI document.
func (s *Server) describe() huma.Config {
	c := huma.DefaultConfig("Zhaoyun", "1.0.0")
	c.CreateHooks = nil // they add a $schema link to every answer, a quarter of the time
	c.DocsPath = ""
	c.OpenAPIPath = "/api/openapi"
	c.SchemasPath = ""
	c.Info.Description = "Online investment-matchmaking events: sessions, rooms, registration. " +
		"Errors are application/problem+json with a stable `code`. Edits need `If-Match`; creations take an `Idempotency-Key`."
	c.Info.License = &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}
	c.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"cookie": {Type: "apiKey", In: "cookie", Name: AccessCookie, Description: "Set by sign-in; for browsers."},
		"bearer": {Type: "http", Scheme: "bearer", BearerFormat: "JWT", Description: "The accessToken of sign-in with tokens; for programs."},
		"key":    {Type: "http", Scheme: "bearer", Description: "A key zyk_… that an administrator made, with one of the scopes named; for other systems."},
	}
	c.Servers = []*huma.Server{{URL: "/", Description: "This installation"}}
	if s.PublicURL != "" {
		c.Servers[0].URL = s.PublicURL
	}
	return c
}

// OpenAPI returns the OpenAPI 3.1 document, indented.
func (s *Server) OpenAPI() ([]byte, error) {
	raw, err := json.Marshal(s.Huma.OpenAPI())
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := json.Indent(&out, raw, "", "  "); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}
