package media

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"zhaoyun/internal/core"
)

// Gate decides who is let through to the media server; video.Service is one.
type Gate interface {
	// Admit exchanges the token somebody comes with for one that says what they may do now.
	Admit(ctx context.Context, token string) (string, error)
	// Encode exchanges the key of an encoder for a token.
	Encode(ctx context.Context, key string) (string, error)
}

// Proxy passes signalling and WHIP on to the media server, so that people see one port. Nobody gets by without the gate.
type Proxy struct {
	gate Gate
	log  func(what string, err error)

	mu     sync.Mutex
	target *url.URL // nil: there is no media server
	open   map[net.Conn]bool
}

// NewProxy returns a proxy that leads nowhere yet.
func NewProxy(gate Gate, log func(what string, err error)) *Proxy {
	return &Proxy{gate: gate, log: log, open: map[net.Conn]bool{}}
}

// Lead says where the media server is.
func (p *Proxy) Lead(target *url.URL) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.target = target
}

// Close ends what is open; clients come back through another node.
func (p *Proxy) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.target = nil
	for conn := range p.open {
		_ = conn.Close()
	}
}

func (p *Proxy) to() (*url.URL, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.target == nil {
		return nil, core.Conflict("media_off", "There is no live video on this installation. Ask its administrator.")
	}
	return p.target, nil
}

// Signal is the handler of /rtc and what is below it.
func (p *Proxy) Signal(c *fiber.Ctx) error {
	target, err := p.to()
	if err != nil {
		return err
	}
	query, err := url.ParseQuery(string(c.Request().URI().QueryString()))
	if err != nil {
		return core.Invalid("bad_request", "The address cannot be read.").Wrap(err)
	}
	token := query.Get("access_token")
	if token == "" {
		token = strings.TrimPrefix(c.Get(fiber.HeaderAuthorization), "Bearer ")
	}
	fresh, err := p.gate.Admit(c.UserContext(), token)
	if err != nil {
		return err
	}
	query.Set("access_token", fresh)
	query.Del("publish") // it would make LiveKit know them by another name
	address := *target
	address.Path, address.RawQuery = strings.Clone(c.Path()), query.Encode()
	request, err := http.NewRequestWithContext(context.WithoutCancel(c.UserContext()), c.Method(), address.String(), http.NoBody)
	if err != nil {
		return fmt.Errorf("pass on to the media server: %w", err)
	}
	for _, name := range []string{"User-Agent", "Connection", "Upgrade", "Sec-Websocket-Version", "Sec-Websocket-Key", "Sec-Websocket-Extensions", "Sec-Websocket-Protocol"} {
		if v := c.Get(name); v != "" {
			request.Header.Set(name, strings.Clone(v))
		}
	}
	if strings.EqualFold(c.Get(fiber.HeaderUpgrade), "websocket") {
		return p.upgrade(c, request)
	}
	return p.pass(c, request)
}

// Whip is the handler of /whip and what is below it. An encoder shows its key with every request.
func (p *Proxy) Whip(c *fiber.Ctx) error {
	target, err := p.to()
	if err != nil {
		return err
	}
	address := *target
	address.Path = strings.Clone(c.Path())
	body := string(c.Body())
	if c.Method() == fiber.MethodPost {
		if body, err = OnlyH264(body); err != nil {
			return err
		}
	}
	request, err := http.NewRequestWithContext(c.UserContext(), c.Method(), address.String(), strings.NewReader(body))
	if err != nil {
		return fmt.Errorf("pass on to the media server: %w", err)
	}
	if c.Method() != fiber.MethodOptions {
		key, bearer := strings.CutPrefix(c.Get(fiber.HeaderAuthorization), "Bearer ")
		if !bearer {
			return core.Unauthenticated("encoder_key_invalid", "Send the encoder's key as bearer token.")
		}
		token, err := p.gate.Encode(c.UserContext(), key)
		if err != nil {
			return err
		}
		request.Header.Set("Authorization", "Bearer "+token)
	}
	for _, name := range []string{"Content-Type", "If-Match", "User-Agent"} {
		if v := c.Get(name); v != "" {
			request.Header.Set(name, strings.Clone(v))
		}
	}
	return p.pass(c, request)
}

var client = &http.Client{Timeout: 15 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// pass sends an ordinary request and hands the answer back.
func (p *Proxy) pass(c *fiber.Ctx, request *http.Request) error {
	answer, err := client.Do(request)
	if err != nil {
		return unreachable(err)
	}
	defer func() { _ = answer.Body.Close() }()
	return copyAnswer(c, answer)
}

func copyAnswer(c *fiber.Ctx, answer *http.Response) error {
	body, err := io.ReadAll(io.LimitReader(answer.Body, 1<<20))
	if err != nil {
		return unreachable(err)
	}
	for _, name := range []string{"Content-Type", "Location", "Etag", "Accept-Patch", "Retry-After"} {
		if v := answer.Header.Get(name); v != "" {
			c.Set(name, v)
		}
	}
	for _, link := range answer.Header.Values("Link") { // ICE servers
		c.Append("Link", link)
	}
	return c.Status(answer.StatusCode).Send(body)
}

func unreachable(err error) error {
	return core.Unavailable("media_away", "The media server does not answer. Try again in a moment.").After(2 * time.Second).Wrap(err)
}

// upgrade does the handshake with the media server and lets both sides talk.
func (p *Proxy) upgrade(c *fiber.Ctx, request *http.Request) error {
	server, err := dial(c.UserContext(), request.URL)
	if err != nil {
		return unreachable(err)
	}
	_ = server.SetDeadline(time.Now().Add(15 * time.Second))
	if err := request.Write(server); err != nil {
		return unreachable(errors.Join(err, server.Close()))
	}
	in := bufio.NewReader(server)
	answer, err := http.ReadResponse(in, request)
	if err != nil {
		return unreachable(errors.Join(err, server.Close()))
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusSwitchingProtocols {
		defer func() { _ = server.Close() }()
		return copyAnswer(c, answer)
	}
	_ = server.SetDeadline(time.Time{})
	c.Status(fiber.StatusSwitchingProtocols)
	c.Context().HijackSetNoResponse(true)
	c.Context().Hijack(func(browser net.Conn) {
		p.keep(server, true)
		defer p.keep(server, false)
		_ = browser.SetDeadline(time.Time{})
		var head strings.Builder
		_ = answer.Header.Write(&head)
		if _, err := io.WriteString(browser, "HTTP/1.1 101 Switching Protocols\r\n"+head.String()+"\r\n"); err != nil {
			p.log("pass a media connection on", err)
		}
		join(browser, server, in)
	})
	return nil
}

// keep notes which connections are open, to be closed with the proxy.
func (p *Proxy) keep(conn net.Conn, open bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if delete(p.open, conn); open {
		p.open[conn] = true
	}
}

// join copies both ways until one side is done.
func join(browser, server net.Conn, fromServer io.Reader) {
	done := make(chan struct{}, 2)
	go func() {
		_, _ = io.Copy(server, browser)
		done <- struct{}{}
	}()
	go func() {
		_, _ = io.Copy(browser, fromServer)
		done <- struct{}{}
	}()
	<-done
	_ = server.Close()
	bare := browser
	if u, ok := browser.(interface{ UnsafeConn() net.Conn }); ok {
		bare = u.UnsafeConn()
	}
	_ = bare.Close()
	<-done // fasthttp takes its buffers back when this returns
}

// dial opens a connection to the media server.
func dial(ctx context.Context, to *url.URL) (net.Conn, error) {
	host := to.Host
	if to.Port() == "" {
		host = net.JoinHostPort(to.Hostname(), map[string]string{"http": "80", "https": "443"}[to.Scheme])
	}
	dialer := &net.Dialer{Timeout: 5 * time.Second}
	if to.Scheme == "https" {
		secure := tls.Dialer{NetDialer: dialer, Config: &tls.Config{MinVersion: tls.VersionTLS12, ServerName: to.Hostname()}}
		return secure.DialContext(ctx, "tcp", host)
	}
	return dialer.DialContext(ctx, "tcp", host)
}
