package api

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"regexp"
	"strings"
	"sync"
	"testing"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// letterbox is where codes arrive.
type letterbox struct {
	mu   sync.Mutex
	last account.Message
}

func (l *letterbox) Send(_ context.Context, m account.Message) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last = m
	return nil
}

func (l *letterbox) code() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return regexp.MustCompile(`\d{6}`).FindString(l.last.Text)
}

// accountServer is a listening server with the account domain on a real database.
type accountServer struct {
	t        *testing.T
	url      string
	box      *letterbox
	accounts *account.Service
}

const adminPassword = "correct horse battery"

func newAccountServer(t *testing.T, db *store.DB) *accountServer {
	t.Helper()
	box := &letterbox{}
	accounts, err := account.New(t.Context(), account.Deps{
		Store: store.NewAccounts(db), Tx: db, Audit: db, Authority: store.NewAuthority(db), Sender: box,
		Hash: account.HashCost{Memory: 64, Time: 1, Threads: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	for login, role := range map[string]core.Role{"admin@zs.example": core.RoleAdministrator, "chen@zs.example": core.RoleOfficial} {
		if _, err := accounts.AddUser(t.Context(), account.NewUser{
			Name: string(role), Contacts: []string{login}, Password: adminPassword, Role: role, Organisation: "上城区投资促进局",
		}); err != nil {
			t.Fatal(err)
		}
	}
	s := New(Deps{Auth: accounts, Once: db, Services: Services{Accounts: accounts}})
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = s.App.Listener(ln) }()
	t.Cleanup(func() { _ = s.App.Shutdown() })
	return &accountServer{t: t, url: "http://" + ln.Addr().String(), box: box, accounts: accounts}
}

// browser is a client that keeps cookies and sends its origin.
type browser struct {
	*accountServer
	client *http.Client
}

func (s *accountServer) browser() *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return &browser{s, &http.Client{Jar: jar}}
}

// do sends a request; headers come in pairs.
func (b *browser) do(method, path, body string, headers ...string) (*http.Response, string) {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), method, b.url+"/api/v1"+path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Origin", b.url)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := b.client.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return res, string(answer)
}

// want sends a request and checks status and a part of the answer.
func (b *browser) want(status int, part, method, path, body string, headers ...string) (*http.Response, string) {
	b.t.Helper()
	res, answer := b.do(method, path, body, headers...)
	if res.StatusCode != status || !strings.Contains(answer, part) {
		b.t.Errorf("%s %s %s: got %d %s, want %d with %s", method, path, body, res.StatusCode, answer, status, part)
	}
	if strings.Contains(answer, "argon2") {
		b.t.Errorf("%s %s: the answer holds a password hash: %s", method, path, answer)
	}
	return res, answer
}

func (s *accountServer) signedIn(login string) *browser {
	s.t.Helper()
	b := s.browser()
	b.want(200, `"me":`, "POST", "/sign-in", `{"method":"password","login":"`+login+`","password":"`+adminPassword+`"}`)
	return b
}

func idOf(t *testing.T, answer string) string {
	t.Helper()
	var thing struct{ ID string }
	if err := json.Unmarshal([]byte(answer), &thing); err != nil || thing.ID == "" {
		t.Fatalf("no id in %s: %v", answer, err)
	}
	return thing.ID
}

func onAccounts(t *testing.T, f func(t *testing.T, s *accountServer)) {
	t.Helper()
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) { f(t, newAccountServer(t, db)) })
}

func TestABrowserSignsInRefreshesAndSignsOut(t *testing.T) {
	onAccounts(t, func(t *testing.T, s *accountServer) {
		b := s.browser()
		b.want(401, "sign_in_required", "GET", "/me", "")
		b.want(401, "sign_in_required", "POST", "/sign-in/refresh", "")
		res, answer := b.want(200, `"can":[`, "POST", "/sign-in", `{"method":"password","login":"chen@zs.example","password":"`+adminPassword+`"}`)
		if strings.Contains(answer, "accessToken") || strings.Contains(answer, "chen@zs.example") {
			t.Errorf("too much in %s", answer)
		}
		for _, c := range res.Cookies() {
			want := map[string]string{
				AccessCookie: "true / Lax", RefreshCookie: "true /api/v1/sign-in Strict", HintCookie: "false / Lax",
			}[c.Name]
			site := map[http.SameSite]string{http.SameSiteLaxMode: "Lax", http.SameSiteStrictMode: "Strict"}[c.SameSite]
			if got := fmt.Sprint(c.HttpOnly, c.Path, site); strings.ReplaceAll(want, " ", "") != strings.ReplaceAll(got, " ", "") || c.MaxAge < 40_000 {
				t.Errorf("cookie %v", c)
			}
		}
		b.want(200, `"c***@zs.example"`, "GET", "/me", "")
		before := res.Cookies()[1].Value
		if res, _ = b.want(200, `"expiresAt"`, "POST", "/sign-in/refresh", ""); res.Cookies()[1].Value == before {
			t.Error("the refresh token was not exchanged")
		}
		other := s.browser()
		other.want(403, "origin_not_allowed", "POST", "/sign-in", `{"method":"guest","name":"x"}`, "Origin", "https://evil.example")
		b.want(204, "", "POST", "/sign-out", `{}`)
		b.want(401, "sign_in_required", "GET", "/me", "")
		res, _ = other.want(401, "signed_out", "POST", "/sign-in/refresh", "", "Cookie", RefreshCookie+"=made-up")
		if len(res.Cookies()) != 3 || res.Cookies()[0].MaxAge >= 0 {
			t.Errorf("useless cookies stay: %v", res.Cookies())
		}
	})
}

func TestAProgramUsesTokens(t *testing.T) {
	onAccounts(t, func(t *testing.T, s *accountServer) {
		b := s.browser()
		res, answer := b.want(200, "accessToken", "POST", "/sign-in",
			`{"method":"password","login":"chen@zs.example","password":"`+adminPassword+`","tokens":true}`, "Origin", "")
		var tokens SignedIn
		if err := json.Unmarshal([]byte(answer), &tokens); err != nil || len(res.Cookies()) != 0 {
			t.Fatalf("%v, cookies %v", err, res.Cookies())
		}
		b.want(200, `"official"`, "GET", "/me", "", "Authorization", "Bearer "+tokens.AccessToken)
		b.want(401, "token_invalid", "GET", "/me", "", "Authorization", "Bearer "+tokens.AccessToken+"x")
		b.want(200, `"refreshToken"`, "POST", "/sign-in/refresh", `{"refreshToken":"`+tokens.RefreshToken+`"}`)
		b.want(204, "", "POST", "/sign-out", `{"everywhere":true}`, "Authorization", "Bearer "+tokens.AccessToken)
		b.want(401, "signed_out", "GET", "/me", "", "Authorization", "Bearer "+tokens.AccessToken)
	})
}

func TestACodeIsSentAlikeToKnownAndUnknownContacts(t *testing.T) {
	onAccounts(t, func(t *testing.T, s *accountServer) {
		b := s.browser()
		form := regexp.MustCompile(`^\{"expiresAt":"[^"]+","resendAfter":60\}\s*$`)
		for _, contact := range []string{"chen@zs.example", "nobody@zs.example"} {
			if _, answer := b.want(202, "", "POST", "/codes", `{"contact":"`+contact+`"}`); !form.MatchString(answer) {
				t.Errorf("%s: %s", contact, answer)
			}
			res, _ := b.want(429, "code_too_soon", "POST", "/codes", `{"contact":"`+contact+`"}`)
			if res.Header.Get("Retry-After") == "" {
				t.Error("no Retry-After")
			}
		}
		b.want(422, "contact_invalid", "POST", "/codes", `{"contact":"<script>"}`)
		b.want(422, `"field":"body.code"`, "POST", "/sign-in", `{"method":"code","contact":"nobody@zs.example","code":"x"}`)
		b.want(200, `"name":"林薇"`, "POST", "/sign-in", `{"method":"code","contact":"nobody@zs.example","code":"`+s.box.code()+`","name":"林薇"}`)
		b.want(200, `"verified":true`, "GET", "/me", "")
	})
}

func TestAdministratorsKeepPeopleAndOrganisations(t *testing.T) {
	onAccounts(t, func(t *testing.T, s *accountServer) {
		admin, official := s.signedIn("admin@zs.example"), s.signedIn("chen@zs.example")
		draft := `{"kind":"company","name":{"zh-CN":"某公司"},"uscc":"91330100799655058B"}`
		_, answer := admin.want(201, `"version":1`, "POST", "/organisations", draft, "Idempotency-Key", "organisation-1")
		company := idOf(t, answer)
		if _, again := admin.want(201, company, "POST", "/organisations", draft, "Idempotency-Key", "organisation-1"); again != answer {
			t.Errorf("repeated: %s", again)
		}
		admin.want(409, "uscc_taken", "POST", "/organisations", draft)
		admin.want(422, `"code":"uscc_check_digit"`, "POST", "/organisations", `{"kind":"company","name":{"zh-CN":"x"},"uscc":"91310115MA1H8R7C6D"}`)
		official.want(403, "not_allowed", "POST", "/organisations", draft)
		res, _ := official.want(200, "某公司", "GET", "/organisations/"+company, "")
		admin.want(428, "if_match_required", "PATCH", "/organisations/"+company, `{"region":"CN"}`)
		admin.want(412, "version_conflict", "PATCH", "/organisations/"+company, `{"region":"CN"}`, "If-Match", `"9"`)
		admin.want(200, `"version":2`, "PATCH", "/organisations/"+company, `{"twoPersonPublish":true}`, "If-Match", res.Header.Get("ETag"))
		official.want(200, company, "GET", "/organisations?q="+"%E6%9F%90", "")

		body := `{"name":"林薇","contacts":["13800138000"],"password":"` + adminPassword + `","memberships":[{"organisation":"` + company + `","role":"investor"}]}`
		_, answer = admin.want(201, `"+8613800138000"`, "POST", "/people", body, "Idempotency-Key", "person-0001")
		person := "/people/" + idOf(t, answer)
		admin.want(201, `"+8613800138000"`, "POST", "/people", body, "Idempotency-Key", "person-0001")
		official.want(200, `"138****8000"`, "GET", person, "")
		investor := s.signedIn("13800138000")
		investor.want(403, "not_allowed", "GET", "/people", "")
		investor.want(403, "not_allowed", "GET", "/audit", "")
		investor.want(200, `"can":["create-file"]`, "GET", "/me", "")
		official.want(403, "not_allowed", "PUT", person+"/memberships", `{"memberships":[]}`, "If-Match", `"1"`)
		admin.want(200, `"memberships":[]`, "PUT", person+"/memberships", `{"memberships":[]}`, "If-Match", `"1"`)
		admin.want(204, "", "POST", person+"/sign-out", "")
		investor.want(401, "signed_out", "GET", "/me", "")
		admin.want(204, "", "DELETE", person, "")
		admin.want(404, "person_not_found", "GET", person, "")
		_, audit := admin.want(200, `"action":"erase-person"`, "GET", "/audit?limit=200", "")
		if strings.Contains(audit, "林薇") || strings.Contains(audit, "138001") || !strings.Contains(audit, `"result":"refused"`) {
			t.Errorf("audit %s", audit)
		}
		admin.want(422, "cursor_invalid", "GET", "/organisations?cursor=nonsense", "")
		admin.want(404, "person_not_found", "GET", "/people/..%2Fme", "")
	})
}
