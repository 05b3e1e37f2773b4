package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/key"
)

// Names of the cookies. The access token is short-lived but its cookie is kept,
// so that an expired one is told apart from nobody having signed in.
const (
	AccessCookie  = "zy_access"
	RefreshCookie = "zy_refresh"
	HintCookie    = "zy_in" // readable by the page: somebody is signed in here
)

// requestTimeout bounds one request: a client that goes away does not cancel it.
const requestTimeout = 20 * time.Second

// request is what the middleware learned about the request at hand.
type request struct {
	id        string
	actor     core.Actor
	tokenErr  error  // why the token that came with it is no good
	key       string // Idempotency-Key
	digest    string // of method, path and body, to tell requests with one key apart
	userAgent string
	host      string
	secure    bool
	refresh   string   // refresh token from its cookie
	cookies   []string // to set with the answer
}

type requestKey struct{}

func requestOf(ctx context.Context) *request {
	if r, ok := ctx.Value(requestKey{}).(*request); ok {
		return r
	}
	return &request{}
}

// actor returns who asks.
func actor(ctx context.Context) core.Actor { return requestOf(ctx).actor }

// withoutToken lists the paths that work whatever became of the token sent along.
var withoutToken = []string{"/api/v1/sign-in", "/api/v1/codes", "/api/v1/sign-out"}

// middleware gives every request an id, a time limit, an actor and a log line.
func (s *Server) middleware(c *fiber.Ctx) (err error) {
	start := time.Now()
	if s.Arrived != nil {
		s.Arrived(c.Context().Conn())
	}
	r := &request{id: core.NewID(), userAgent: c.Get(fiber.HeaderUserAgent), host: c.Hostname(), secure: c.Secure()}
	ctx, cancel := context.WithTimeout(context.WithValue(c.UserContext(), requestKey{}, r), requestTimeout)
	defer cancel()
	c.SetUserContext(ctx)
	c.Set("X-Request-Id", r.id)
	defer func() {
		if p := recover(); p != nil {
			s.Log.ErrorContext(ctx, "panic", "request", r.id, "path", c.Path(), "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			err = s.onError(c, core.Internal(fmt.Errorf("panic: %v", p)))
		}
		s.logged(c, r, start)
	}()
	if err := s.checkOrigin(c); err != nil {
		return s.onError(c, err)
	}
	if c.Get(fiber.HeaderContentEncoding) != "" { // Fiber would unpack it, past every limit
		return s.onError(c, fiber.NewError(fiber.StatusUnsupportedMediaType, "Send the body as it is, without Content-Encoding."))
	}
	if err := checkNUL(c); err != nil {
		return s.onError(c, err)
	}
	if err := s.identify(c, r); err != nil {
		return s.onError(c, err)
	}
	if err := c.Next(); err != nil {
		return s.onError(c, err)
	}
	for _, cookie := range r.cookies {
		c.Response().Header.Add(fiber.HeaderSetCookie, cookie)
	}
	return nil
}

// identify finds the actor from the bearer token or the cookie.
func (s *Server) identify(c *fiber.Ctx, r *request) error {
	r.actor = core.Actor{RequestID: r.id, IP: s.ClientIP(c), Language: preferred(c.Get(fiber.HeaderAcceptLanguage))}
	r.refresh = c.Cookies(RefreshCookie)
	if r.key = c.Get("Idempotency-Key"); r.key != "" {
		if len(r.key) < 8 || len(r.key) > 200 {
			return core.Invalid("idempotency_key_form", "Use an Idempotency-Key of 8 to 200 characters, such as a UUID.").On("header.Idempotency-Key")
		}
		sum := sha256.Sum256([]byte(c.Method() + " " + c.OriginalURL() + "\n" + string(c.Body())))
		r.digest = hex.EncodeToString(sum[:])
	}
	token, bearer := strings.CutPrefix(c.Get(fiber.HeaderAuthorization), "Bearer ")
	if !bearer {
		token = c.Cookies(AccessCookie)
	}
	if token == "" || s.Auth == nil {
		return nil
	}
	authenticate := s.Auth.Authenticate
	if bearer && s.Keys != nil && strings.HasPrefix(token, key.Mark) {
		authenticate = s.Keys.Authenticate
	}
	a, err := authenticate(c.UserContext(), token)
	if err != nil {
		for _, p := range withoutToken {
			if strings.HasPrefix(c.Path(), p) {
				return nil
			}
		}
		if strings.HasPrefix(c.Path(), "/api/") {
			return err
		}
		r.tokenErr = err
		return nil
	}
	a.RequestID, a.IP = r.actor.RequestID, r.actor.IP
	r.actor = a
	return nil
}

// checkOrigin refuses unsafe requests that another site made the browser send.
func (s *Server) checkOrigin(c *fiber.Ctx) error {
	switch c.Method() {
	case fiber.MethodGet, fiber.MethodHead, fiber.MethodOptions:
		return nil
	}
	if origin := c.Get(fiber.HeaderOrigin); origin != "" {
		if s.OriginAllowed(origin, c.Hostname()) {
			return nil
		}
	} else if site := c.Get("Sec-Fetch-Site"); site == "same-origin" || site == "none" ||
		(site == "" && c.Cookies(AccessCookie) == "" && c.Cookies(RefreshCookie) == "") {
		return nil // a program, which no other site can make do things
	}
	return core.Forbidden("origin_not_allowed", "This request came from another site and was refused.")
}

// OriginAllowed reports whether a page of that origin may act here: the public
// address, or the host the request itself was sent to.
func (s *Server) OriginAllowed(origin, host string) bool {
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" {
		return false
	}
	return strings.EqualFold(u.Host, host) || strings.EqualFold(origin, s.PublicURL)
}

// ClientIP is the address of the client: the peer's, or, behind trusted proxies,
// the last forwarded address that is none of theirs.
func (s *Server) ClientIP(c *fiber.Ctx) string {
	peer := c.Context().RemoteIP()
	if !s.trusted(peer) {
		return peer.String()
	}
	hops := strings.Split(c.Get(fiber.HeaderXForwardedFor), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		if ip := net.ParseIP(strings.TrimSpace(hops[i])); ip != nil && !s.trusted(ip) {
			return ip.String()
		}
	}
	return peer.String()
}

func (s *Server) trusted(ip net.IP) bool {
	for _, n := range s.TrustedProxies {
		if n.Contains(ip) {
			return true
		}
	}
	return false
}

// preferred picks the first language of an Accept-Language header we speak.
func preferred(header string) string {
	for part := range strings.SplitSeq(header, ",") {
		tag, _, _ := strings.Cut(strings.TrimSpace(part), ";")
		switch low := strings.ToLower(tag); {
		case low == "zh-hk" || low == "zh-tw" || low == "zh-mo" || strings.HasPrefix(low, "zh-hant"):
			return "zh-HK"
		case strings.HasPrefix(low, "zh"):
			return "zh-CN"
		case strings.HasPrefix(low, "en"):
			return "en"
		}
	}
	return "zh-CN"
}

// logged writes the log line and the metrics of a finished request.
func (s *Server) logged(c *fiber.Ctx, r *request, start time.Time) {
	route, status, took := c.Route().Path, c.Response().StatusCode(), time.Since(start)
	if route == "/" && c.Path() != "/" {
		route = "pages"
	}
	s.metrics.observe(c.Method(), route, status, took)
	level := slog.LevelInfo
	switch {
	case status == fiber.StatusServiceUnavailable: // said on purpose, or the cause has a line of its own
		level = slog.LevelWarn
	case status >= 500:
		level = slog.LevelError
	case status == fiber.StatusTooManyRequests: // they are counted; a flood must not fill the disk as well
		level = slog.LevelDebug
	case route == "pages" || route == "/healthz" || route == "/readyz" || route == "/metrics":
		level = slog.LevelDebug
	}
	attrs := []slog.Attr{
		slog.String("request", r.id), slog.String("method", c.Method()), slog.String("path", c.Path()),
		slog.Int("status", status), slog.Duration("took", took),
	}
	if r.actor.Person != "" {
		attrs = append(attrs, slog.String("person", r.actor.Person))
	}
	if room := c.Params("room"); room != "" {
		attrs = append(attrs, slog.String("room", room))
	}
	s.Log.LogAttrs(context.WithoutCancel(c.UserContext()), level, "request", attrs...)
}

// failure notes an internal error in the log: its answer gives nothing away.
func (s *Server) failure(ctx context.Context, err error) {
	if e := core.AsError(err); e.Kind == core.KindInternal || e.Kind == core.KindUnavailable {
		if p := (*Problem)(nil); !errors.As(err, &p) {
			s.Log.ErrorContext(ctx, "request failed", "request", requestOf(ctx).id, "error", err.Error())
		}
	}
}
