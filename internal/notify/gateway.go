package notify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"zhaoyun/internal/core"
)

// GatewayConfig says how a carrier's HTTP gateway is asked to send a text message. In
// the address, the headers, the body and what is signed stand {phone} (+8613800000000),
// {national} (the same without +86), {text}, {id}, {time} (seconds since 1970), {nonce}
// and, outside of Sign, {signature}.
type GatewayConfig struct {
	URL     string
	Method  string   // POST when empty
	Headers []string // such as Content-Type: application/json
	Body    string
	Secret  string // key of the signature, HMAC-SHA256 in hexadecimal
	Sign    string // what is signed
	OK      string // regular expression that the answer has to match, when set
}

// Gateway is the Texter that asks an HTTP gateway.
type Gateway struct {
	c      GatewayConfig
	ok     *regexp.Regexp
	header [][2]string
	escape func(string) string // for the body, by its type
	client *http.Client
	marks  *Marks
	clock  core.Clock
}

// NewGateway reads the configuration.
func NewGateway(c GatewayConfig, marks *Marks, clock core.Clock) (*Gateway, error) {
	u, err := url.Parse(strings.NewReplacer("{", "", "}", "").Replace(c.URL))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, errors.New("the SMS gateway's address must begin with http:// or https://")
	}
	if c.Method == "" {
		c.Method = http.MethodPost
	}
	g := &Gateway{c: c, marks: marks, clock: clock, escape: func(s string) string { return s }}
	g.client = &http.Client{Timeout: 20 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if g.ok, err = regexp.Compile(c.OK); err != nil {
		return nil, fmt.Errorf("what the SMS gateway answers: %w", err)
	}
	for _, h := range c.Headers {
		name, value, found := strings.Cut(h, ":")
		if name = strings.TrimSpace(name); !found || name == "" {
			return nil, fmt.Errorf("header %q of the SMS gateway must look like Name: value", h)
		}
		value = strings.TrimSpace(value)
		g.header = append(g.header, [2]string{name, value})
		if strings.EqualFold(name, "Content-Type") {
			switch {
			case strings.Contains(value, "json"):
				g.escape = inJSON
			case strings.Contains(value, "urlencoded"):
				g.escape = url.QueryEscape
			}
		}
	}
	return g, nil
}

// Text implements Texter.
func (g *Gateway) Text(ctx context.Context, m SMS) error {
	if err := checkNumber(m.To); err != nil {
		return err
	}
	if g.marks.has(m.ID) {
		return nil // whoever handed it over died before they could say so
	}
	var marked atomic.Pointer[error]
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteRequest: func(i httptrace.WroteRequestInfo) {
		if i.Err == nil {
			err := g.marks.set(m.ID)
			marked.Store(&err)
		}
	}})
	req, err := g.request(ctx, m)
	if err != nil {
		return err
	}
	res, err := g.client.Do(req)
	if err != nil {
		g.marks.drop(m.ID)
		var u *url.Error
		if errors.As(err, &u) {
			err = u.Err // without the address, which may hold a key
		}
		return fmt.Errorf("reach the SMS gateway: %w", err)
	}
	defer func() { _ = res.Body.Close() }()
	answer, _ := io.ReadAll(io.LimitReader(res.Body, 64<<10))
	if err := g.judge(res.StatusCode, answer); err != nil {
		g.marks.drop(m.ID)
		return err
	}
	if err := marked.Load(); err != nil {
		return *err
	}
	return nil
}

// judge reads what the gateway answered.
func (g *Gateway) judge(status int, answer []byte) error {
	said := oneLine(string(answer[:min(len(answer), 200)]))
	switch {
	case slices.Contains([]int{http.StatusBadRequest, http.StatusGone, http.StatusUnprocessableEntity}, status):
		return fmt.Errorf("%w: the SMS gateway answered %d %s", ErrPermanent, status, said)
	case status < 200 || status > 299 || !g.ok.Match(answer):
		return fmt.Errorf("the SMS gateway answered %d %s", status, said)
	}
	return nil
}

func (g *Gateway) request(ctx context.Context, m SMS) (*http.Request, error) {
	text, now := plainText(m.Text), g.clock()
	values := map[string]string{
		"phone": m.To, "national": strings.TrimPrefix(m.To, "+86"), "text": text, "id": m.ID,
		"time": strconv.FormatInt(now.Unix(), 10), "nonce": rand.Text(),
	}
	if g.c.Secret != "" {
		mac := hmac.New(sha256.New, []byte(g.c.Secret))
		mac.Write([]byte(filled(g.c.Sign, values, same)))
		values["signature"] = hex.EncodeToString(mac.Sum(nil))
	}
	req, err := http.NewRequestWithContext(ctx, g.c.Method, filled(g.c.URL, values, url.QueryEscape), bytes.NewReader([]byte(filled(g.c.Body, values, g.escape))))
	if err != nil {
		return nil, fmt.Errorf("ask the SMS gateway: %w", err)
	}
	for _, h := range g.header {
		req.Header.Set(h[0], filled(h[1], values, oneLine))
	}
	return req, nil
}

// filled puts values into the places of a template.
func filled(template string, values map[string]string, escape func(string) string) string {
	var pairs []string
	for name, v := range values {
		pairs = append(pairs, "{"+name+"}", escape(v))
	}
	return strings.NewReplacer(pairs...).Replace(template)
}

func same(s string) string { return s }

func inJSON(s string) string {
	raw, err := json.Marshal(s)
	if err != nil {
		return ""
	}
	return string(raw[1 : len(raw)-1])
}

// plainText keeps the line breaks of a text message and no other control characters.
func plainText(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r >= ' ' && r != 0x7f {
			return r
		}
		return -1
	}, s)
}

var number = regexp.MustCompile(`^\+[1-9]\d{6,14}$`)

func checkNumber(to string) error {
	if !number.MatchString(to) {
		return fmt.Errorf("%w: %q is not a phone number", ErrPermanent, masked(to))
	}
	return nil
}
