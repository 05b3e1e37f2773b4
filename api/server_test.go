package api

import (
	"context"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/testkit"
)

type thing struct {
	Name string `json:"name" minLength:"2" maxLength:"10"`
}

type thingInput struct{ Body thing }

// tokens stands for the account domain: "good" is a person, all else is expired.
type tokens struct{}

func (tokens) Authenticate(_ context.Context, token string) (core.Actor, error) {
	if token == "good" {
		return core.Actor{Person: "p1", Kind: core.PersonMember}, nil
	}
	return core.Actor{}, core.Unauthenticated("token_expired", "Refresh the sign-in.")
}

// newTestServer has one resource that fails in every way a handler can.
func newTestServer(t *testing.T) (*Server, *int) {
	t.Helper()
	s := New(Deps{
		Auth: tokens{}, Once: testkit.SQLite(t), PublicURL: "https://zs.example.gov.cn",
		Away: func(err error) bool { return errors.Is(err, driver.ErrBadConn) },
	})
	made := 0
	create(s, huma.Operation{OperationID: "create-thing", Method: http.MethodPost, Path: "/things", Security: public},
		func(_ context.Context, in *thingInput) (*Body[thing], error) {
			made++
			return &Body[thing]{in.Body}, nil
		})
	failures := map[string]error{
		"stale": core.Stale(7), "limited": core.RateLimited("slow_down", "Wait.", 1500*time.Millisecond),
		"secret": errors.New("password of the database"), "panic": nil, "away": fmt.Errorf("read a thing: %w", driver.ErrBadConn),
		"fields": core.InvalidFields(core.FieldError{Field: "body.a", Code: "required", Message: "a"}),
	}
	handle(s, huma.Operation{OperationID: "fail", Method: http.MethodGet, Path: "/failures/{how}", Security: public},
		func(_ context.Context, in *struct {
			How string `path:"how"`
		}) (*Body[thing], error) {
			if in.How == "panic" {
				panic("the handler broke")
			}
			return nil, failures[in.How]
		})
	s.Pages = fstest.MapFS{
		"index.html":                  {Data: []byte(`<meta name="csp-nonce" content="__CSP_NONCE__">`)},
		"assets/a-1.js":               {Data: []byte("export {}")},
		"placeholder.html":            {Data: []byte("not built")},
		"assets/verifier-worker-1.js": {Data: []byte("onmessage = null")},
	}
	s.pages()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = s.App.Listener(ln) }()
	t.Cleanup(func() { _ = s.App.Shutdown() })
	testHost.Store(s, ln.Addr().String())
	return s, &made
}

// testHost keeps the address of each test server.
var testHost sync.Map

func ask(t *testing.T, s *Server, r *http.Request) (*http.Response, string) {
	t.Helper()
	host, _ := testHost.Load(s)
	r.URL.Scheme, r.URL.Host, r.RequestURI = "http", host.(string), ""
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

func TestEveryFailureIsAProblemDocument(t *testing.T) {
	t.Parallel()
	s, _ := newTestServer(t)
	post := func(body string, h ...string) *http.Request {
		r := httptest.NewRequest(http.MethodPost, "/api/v1/things", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		for i := 0; i < len(h); i += 2 {
			r.Header.Set(h[i], h[i+1])
		}
		return r
	}
	get := func(path string, h ...string) *http.Request {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		for i := 0; i < len(h); i += 2 {
			r.Header.Set(h[i], h[i+1])
		}
		return r
	}
	for name, c := range map[string]struct {
		request *http.Request
		status  int
		code    string
		want    string
		not     string
	}{
		"stale edit":           {get("/api/v1/failures/stale"), 412, "version_conflict", `"version":7`, ""},
		"rate limit rounds up": {get("/api/v1/failures/limited"), 429, "slow_down", `"retryAfter":2`, ""},
		"fields":               {get("/api/v1/failures/fields"), 422, "invalid_input", `"field":"body.a"`, ""},
		"unknown error":        {get("/api/v1/failures/secret"), 500, "internal", "requestId", "password"},
		"database away":        {get("/api/v1/failures/away"), 503, "storage_away", `"retryAfter":1`, "bad connection"},
		"panic":                {get("/api/v1/failures/panic"), 500, "internal", "requestId", "broke"},
		"no such path":         {get("/api/v1/nothing"), 404, "no_such_path", "openapi", ""},
		"old asset":            {get("/assets/old-9.js"), 404, "no_such_path", "Load the page again", ""},
		"not JSON":             {post(`{"name":`), 400, "bad_request", "", ""},
		"too short":            {post(`{"name":"x"}`), 422, "invalid_input", `"code":"too_short"`, ""},
		"unknown field":        {post(`{"name":"xx","y":1}`), 422, "invalid_input", `"code":"unknown_field"`, ""},
		"missing field":        {post(`{}`), 422, "invalid_input", `"code":"required"`, ""},
		"form instead":         {post(`name=xx`, "Content-Type", "text/plain"), 415, "content_type_not_supported", "", ""},
		"bad key":              {post(`{"name":"xx"}`, "Idempotency-Key", "k"), 422, "idempotency_key_form", "", ""},
		"other site":           {post(`{"name":"xx"}`, "Origin", "https://evil.example"), 403, "origin_not_allowed", "", ""},
		"cookie, no origin":    {post(`{"name":"xx"}`, "Cookie", AccessCookie+"=good"), 403, "origin_not_allowed", "", ""},
		"expired token":        {get("/api/v1/failures/stale", "Authorization", "Bearer old"), 401, "token_expired", "", ""},
	} {
		res, body := ask(t, s, c.request)
		if res.StatusCode != c.status || !strings.Contains(body, `"code":"`+c.code+`"`) || !strings.Contains(body, c.want) ||
			(c.not != "" && strings.Contains(body, c.not)) {
			t.Errorf("%s: got %d %s", name, res.StatusCode, body)
		}
		if ct := res.Header.Get("Content-Type"); ct != "application/problem+json" {
			t.Errorf("%s: content type %q", name, ct)
		}
	}
}

func TestABodyOverTheLimitIsRefusedBeforeItIsRead(t *testing.T) {
	t.Parallel()
	s, _ := newTestServer(t)
	host, _ := testHost.Load(s)
	conn, err := net.Dial("tcp", host.(string))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	_, _ = fmt.Fprintf(conn, "POST /api/v1/things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n", bodyLimit+1)
	answer, err := io.ReadAll(conn)
	if err != nil || !strings.HasPrefix(string(answer), "HTTP/1.1 413") || !strings.Contains(string(answer), "body_too_large") {
		t.Errorf("%v: %s", err, answer)
	}
}

func TestARepeatedCreationAnswersTheSameAndCreatesOnce(t *testing.T) {
	t.Parallel()
	s, made := newTestServer(t)
	send := func(body string) (int, string) {
		r := httptest.NewRequest(http.MethodPost, "/api/v1/things", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Idempotency-Key", "0123456789")
		r.Header.Set("Origin", "https://zs.example.gov.cn")
		res, got := ask(t, s, r)
		return res.StatusCode, strings.TrimSpace(got)
	}
	for range 3 {
		if status, body := send(`{"name":"parcel"}`); status != 201 || body != `{"name":"parcel"}` {
			t.Fatalf("got %d %s", status, body)
		}
	}
	if *made != 1 {
		t.Errorf("created %d times", *made)
	}
	if status, body := send(`{"name":"other"}`); status != 409 || !strings.Contains(body, "idempotency_key_reused") {
		t.Errorf("another body under the key: %d %s", status, body)
	}
}

func TestPagesCarryAFreshNonceAndAssetsAreKeptForEver(t *testing.T) {
	t.Parallel()
	s, _ := newTestServer(t)
	seen := map[string]bool{}
	for _, path := range []string{"/", "/rooms/x", "/assets/../rooms/y"} {
		res, body := ask(t, s, httptest.NewRequest(http.MethodGet, path, nil))
		_, nonce, _ := strings.Cut(body, `content="`)
		nonce, _, _ = strings.Cut(nonce, `"`)
		csp := res.Header.Get("Content-Security-Policy")
		if nonce == "" || seen[nonce] || !strings.Contains(csp, "'nonce-"+nonce+"'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: nonce %q, policy %s", path, nonce, csp)
		}
		if !strings.Contains(csp, "connect-src 'self' ws://example.com wss://example.com;") {
			t.Errorf("%s: sockets are not allowed: %s", path, csp)
		}
		seen[nonce] = true
	}
	res, _ := ask(t, s, httptest.NewRequest(http.MethodGet, "/assets/a-1.js", nil))
	if !strings.Contains(res.Header.Get("Cache-Control"), "immutable") || !strings.Contains(res.Header.Get("Content-Type"), "javascript") {
		t.Errorf("asset headers %v", res.Header)
	}
	if policy := res.Header.Get("Content-Security-Policy"); policy != "" {
		t.Errorf("a script has the policy %q", policy)
	}
	res, _ = ask(t, s, httptest.NewRequest(http.MethodGet, "/assets/verifier-worker-1.js", nil))
	if policy := res.Header.Get("Content-Security-Policy"); policy != "default-src 'none'; script-src 'wasm-unsafe-eval'" {
		t.Errorf("the worker that has documents in hand has the policy %q", policy)
	}
}

func TestTheOpenAPIDocumentNeedsNoServices(t *testing.T) {
	t.Parallel()
	doc, err := New(Deps{}).OpenAPI()
	if err != nil || !json.Valid(doc) {
		t.Fatalf("%v: %s", err, doc)
	}
}
