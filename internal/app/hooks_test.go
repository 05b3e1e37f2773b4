package app

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/hook"
	"zhaoyun/internal/key"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/testkit"
)

// crm is a programme outside that is told what happens.
type crm struct {
	url  string
	mu   sync.Mutex
	got  []told
	kill func() // ends whoever asks, before there is an answer; nil for none
}

type told struct {
	id   string
	Type string
	Data map[string]any
	raw  string
}

func newCRM(t *testing.T) *crm {
	t.Helper()
	c := &crm{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		m := told{id: r.Header.Get("webhook-id"), raw: string(raw)}
		_ = json.Unmarshal(raw, &m)
		c.mu.Lock()
		c.got = append(c.got, m)
		kill := c.kill
		c.kill = nil
		c.mu.Unlock()
		if kill != nil {
			kill()
			<-r.Context().Done() // whoever asked is gone
		}
		w.WriteHeader(http.StatusNoContent)
	}))
	t.Cleanup(server.Close)
	c.url = server.URL
	return c
}

func (c *crm) of(kind string) (all []told) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, m := range c.got {
		if m.Type == kind {
			all = append(all, m)
		}
	}
	return all
}

func TestOtherProgrammesAreToldWhatHappensInTheirBureau(t *testing.T) {
	t.Parallel()
	for name, url := range map[string]string{"sqlite": "", "postgres": testkit.PostgresURL(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cfg := embedded(t)
			cfg.DatabaseURL, cfg.WebhookNetworks = url, []string{"127.0.0.0/8"}
			s := serveWith(t, cfg)
			host, admin := s.official(), s.administrator()
			s.officialElsewhere()
			bureaus, _ := s.ask(admin, "GET", "/organisations?kind=bureau", "", 200)
			ours, theirs := newCRM(t), newCRM(t)
			id := ""
			for _, b := range bureaus["items"].([]any) {
				at := theirs
				if b := b.(map[string]any); b["name"].(map[string]any)["zh-CN"] == "示例区投资促进局" {
					at = ours
				}
				made, text := s.ask(admin, "POST", "/webhooks", fmt.Sprintf(`{"organisation":%q,"name":"CRM","url":%q,"active":true,"kinds":%s}`,
					b.(map[string]any)["id"], at.url, must(json.Marshal(hook.Kinds))), 201)
				if at == ours {
					id = made["id"].(string)
				}
				if !strings.Contains(text, `"secret":"whsec_`) {
					t.Errorf("made %s", text)
				}
			}
			if _, text := s.ask(admin, "GET", "/webhooks/"+id, "", 200); strings.Contains(text, "whsec_") {
				t.Errorf("the secret is shown again: %s", text)
			}
			room := s.session(host)
			seen, _ := s.ask(host, "GET", "/rooms/"+room, "", 200)
			event := seen["event"].(map[string]any)["id"].(string)
			s.ask(host, "PUT", "/rooms/"+room+"/state", `{"state":"live"}`, 200)
			s.ask(host, "PUT", "/rooms/"+room+"/state", `{"state":"paused"}`, 200)
			s.ask(host, "PUT", "/rooms/"+room+"/state", `{"state":"live"}`, 200) // goes on: no second start
			registered, _ := s.ask("", "POST", "/events/"+event+"/registrations",
				`{"name":"李女士","organisationName":"某公司","contact":"+85291234567","interests":[],"language":"zh-HK","consentVersion":"2026-11-01","consent":true}`, 201)
			registration := registered["registration"].(map[string]any)["id"].(string)
			s.ask(host, "POST", "/events/"+event+"/check-ins", `{"registration":"`+registration+`","method":"name"}`, 201)
			s.ask(host, "DELETE", "/events/"+event+"/registrations/"+registration, "", 204)
			s.ask(host, "PUT", "/rooms/"+room+"/state", `{"state":"ended"}`, 200)
			want := map[string]string{
				"session.started": "room", "registration.confirmed": "registration", "check_in.made": "registration", "registration.withdrawn": "registration", "session.ended": "room",
			}
			for kind, field := range want {
				testkit.Eventually(t, kind+" has come", func() bool { return len(ours.of(kind)) > 0 })
				m := ours.of(kind)
				about := registration
				if field == "room" {
					about = room
				}
				if len(m) != 1 || m[0].Data["event"] != event || m[0].Data[field] != about {
					t.Errorf("%s: %v", kind, m)
				}
				for _, secret := range []string{"李女士", "某公司", "91234567"} {
					if strings.Contains(m[0].raw, secret) {
						t.Errorf("%s names somebody: %s", kind, m[0].raw)
					}
				}
			}
			testkit.Eventually(t, "all deliveries are noted", func() bool {
				page, _ := s.ask(admin, "GET", "/webhooks/"+id+"/deliveries?state=delivered", "", 200)
				return len(page["items"].([]any)) == len(want)
			})
			theirs.mu.Lock()
			defer theirs.mu.Unlock()
			if len(theirs.got) != 0 {
				t.Errorf("the other bureau was told: %v", theirs.got)
			}
		})
	}
}

// TestAMessageSurvivesThatItsSenderIsKilled kills a real process while its message is on
// the way: the next one delivers it, under the identifier it had.
func TestAMessageSurvivesThatItsSenderIsKilled(t *testing.T) {
	t.Parallel()
	c, data := newCRM(t), t.TempDir()
	cfg := dataConfig(t, data)
	cfg.WebhookNetworks = []string{"127.0.0.0/8"}
	func() {
		ctx := context.Background()
		a := must(Open(ctx, cfg, slog.New(slog.DiscardHandler)))
		defer a.Close()
		bureau := must(a.accounts.CreateOrganisation(ctx, core.System(), account.Organisation{Kind: core.OrgBureau, Name: core.Text{"zh-CN": "示例局"}}))
		must(a.hooks.Create(ctx, core.System(), bureau.ID, hook.Draft{Name: "CRM", URL: c.url, Kinds: hook.Kinds, Active: true}))
		if err := a.db.InTx(ctx, func(ctx context.Context) error {
			return a.hooks.Emit(ctx, hook.Happening{Kind: hook.LeadCreated, Organisation: bureau.ID, At: core.Now(), Data: map[string]any{"lead": "1"}})
		}); err != nil {
			t.Fatal(err)
		}
	}()
	free := must(net.Listen("tcp", "127.0.0.1:0"))
	address := free.Addr().String()
	_ = free.Close()
	for kills := range 3 {
		cmd := program(data)
		cmd.Args = append(cmd.Args[:2:2], "--data", data, "--listen", address, "--livekit-url", "off", "--webhook-networks", "127.0.0.0/8")
		killed := make(chan struct{})
		c.mu.Lock()
		c.kill = func() { _ = cmd.Process.Kill(); close(killed) }
		if kills == 2 {
			c.kill = nil
		}
		c.mu.Unlock()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if kills < 2 {
			<-killed
		} else {
			testkit.Eventually(t, "it has come", func() bool { return len(c.of("lead.created")) >= 3 })
			_ = cmd.Process.Kill()
		}
		_ = cmd.Wait()
	}
	got := c.of("lead.created")
	for _, m := range got {
		if m.id != got[0].id || m.Data["lead"] != "1" {
			t.Errorf("%v", got)
		}
	}
}

// newKey makes a key for a bureau and returns it whole.
func (s *served) newKey(admin, bureau string, scopes []policy.Scope, more string) (whole, id string) {
	s.t.Helper()
	k, _ := s.ask(admin, "POST", "/keys", fmt.Sprintf(`{"organisation":%q,"name":"客户系统","scopes":%s%s}`, bureau, must(json.Marshal(scopes)), more), 201)
	return k["token"].(string), k["id"].(string)
}

// TestAKeyDoesWhatItsScopesOpen tries every operation of the document with a key of every
// scope: what no scope of it opens is refused before anything else is looked at.
func TestAKeyDoesWhatItsScopesOpen(t *testing.T) {
	t.Parallel()
	for name, url := range map[string]string{"sqlite": "", "postgres": testkit.PostgresURL(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(serve(t, url))
			admin := s.administrator()
			bureau := s.fill["organisation"]
			s.fill["key"], s.fill["webhook"] = core.NewID(), core.NewID()
			for _, scope := range policy.Scopes() {
				whole, _ := s.newKey(admin, bureau, []policy.Scope{scope}, "")
				opened := 0
				for _, op := range s.operationsOf("") {
					status, code := s.try(whole, op, "{}")
					if slices.Contains(policy.ScopesOf(policy.Op(op.id)), scope) {
						opened++
						if code == "key_scope" || code == "not_allowed" || status == 401 || status >= 500 {
							t.Errorf("%s with %s: %d %s", op.id, scope, status, code)
						}
					} else if status != 403 || code != "key_scope" {
						t.Errorf("%s with %s: %d %s", op.id, scope, status, code)
					}
				}
				if opened == 0 && scope != "contacts:read" {
					t.Errorf("%s opens nothing", scope)
				}
			}
			registrations, _ := s.newKey(admin, bureau, []policy.Scope{"registrations:read"}, "")
			both, id := s.newKey(admin, bureau, []policy.Scope{"registrations:read", "contacts:read"}, "")
			path := s.filled("/events/{event}/registrations")
			if _, text := s.ask(registrations, "GET", path, "", 200); strings.Contains(text, "91234567") {
				t.Errorf("contacts are whole: %s", text)
			}
			s.ask(registrations, "GET", path+"?contacts=full", "", 403)
			if _, text := s.ask(both, "GET", path+"?contacts=full", "", 200); !strings.Contains(text, "91234567") {
				t.Errorf("contacts are masked: %s", text)
			}
			if _, text := s.ask(admin, "GET", "/audit?action=read-contacts", "", 200); !strings.Contains(text, `"客户系统"`) || !strings.Contains(text, id) {
				t.Errorf("the audit log does not name the key: %s", text)
			}
			elsewhere := s.officialElsewhere()
			me, _ := s.ask(elsewhere, "GET", "/me", "", 200)
			their := me["memberships"].([]any)[0].(map[string]any)["organisation"].(map[string]any)["id"].(string)
			theirs, _ := s.newKey(admin, their, policy.Scopes(), "")
			s.ask(theirs, "GET", path, "", 403)

			dialer := websocket.Dialer{Subprotocols: []string{"zhaoyun.v1"}}
			_, res, err := dialer.Dial("ws://"+s.Addr()+"/ws/rooms/"+s.fill["room"], http.Header{"Authorization": {"Bearer " + both}})
			if err == nil || res == nil || res.StatusCode != http.StatusUnauthorized {
				t.Errorf("a socket was opened: %v", res)
			}
			list, _ := s.ask(admin, "GET", "/keys?limit=200", "", 200)
			for _, k := range list["items"].([]any) {
				if k := k.(map[string]any); k["id"] == id && k["lastUsedAt"] == nil {
					t.Errorf("nobody knows that it was used: %v", k)
				}
			}
			s.ask(admin, "DELETE", "/keys/"+id, "", 204)
			s.ask(admin, "DELETE", "/keys/"+id, "", 204)
			if gone, _ := s.ask(both, "GET", path, "", 401); gone["code"] != "key_revoked" {
				t.Errorf("%v", gone)
			}
			if gone, _ := s.ask(registrations[:len(registrations)-1]+"0", "GET", path, "", 401); gone["code"] != "key_unknown" {
				t.Errorf("%v", gone)
			}
			if text := must(s.keys.Store.Key(context.Background(), id)); strings.Contains(fmt.Sprint(text), both[len(key.Mark):]) {
				t.Error("the key is kept whole")
			}
			soon := time.Now().Add(2 * time.Second).UTC()
			passing, _ := s.newKey(admin, bureau, []policy.Scope{"registrations:read"}, fmt.Sprintf(`,"expiresAt":%q`, soon.Format(time.RFC3339Nano)))
			testkit.Eventually(t, "the key expires", func() bool {
				r := must(http.NewRequest(http.MethodGet, "http://"+s.Addr()+"/api/v1"+path, nil))
				r.Header.Set("Authorization", "Bearer "+passing)
				res := must(http.DefaultClient.Do(r))
				body := must(io.ReadAll(res.Body))
				_ = res.Body.Close()
				return res.StatusCode == http.StatusUnauthorized && strings.Contains(string(body), "key_expired")
			})
			for _, bad := range []string{
				`{"organisation":"` + bureau + `","name":"x","scopes":["everything"]}`, `{"organisation":"` + bureau + `","name":"x","scopes":[]}`,
				`{"organisation":"` + bureau + `","name":" ","scopes":["events:read"]}`, `{"organisation":"` + core.NewID() + `","name":"x","scopes":["events:read"]}`,
				`{"organisation":"` + bureau + `","name":"x","scopes":["events:read"],"expiresAt":"2020-01-01T00:00:00Z"}`,
			} {
				s.ask(admin, "POST", "/keys", bad, 422)
			}
		})
	}
}
