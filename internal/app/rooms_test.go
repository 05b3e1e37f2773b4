package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/config"
	"zhaoyun/internal/core"
	"zhaoyun/internal/testkit"
)

// served is a whole installation that answers.
type served struct {
	*App
	t    testing.TB
	stop func() // drains and closes; the end of the test does it otherwise
}

func serve(t *testing.T, databaseURL string) *served {
	t.Helper()
	cfg := embedded(t)
	cfg.DatabaseURL = databaseURL
	return serveWith(t, cfg)
}

func serveWith(t testing.TB, cfg config.Config) *served {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	a, err := Open(ctx, cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		cancel()
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- a.Serve(ctx) }()
	stop := sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		a.Close()
	})
	t.Cleanup(stop)
	return &served{a, t, stop}
}

// ask sends a request, fails the test unless the status is the wanted one, and
// returns the answer.
func (s *served) ask(token, method, path, body string, want int, headers ...string) (map[string]any, string) {
	s.t.Helper()
	r, err := http.NewRequest(method, "http://"+s.Addr()+"/api/v1"+path, bytes.NewReader([]byte(body)))
	if err != nil {
		s.t.Fatal(err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	if res.StatusCode != want {
		s.t.Fatalf("%s %s: %d, want %d: %s", method, path, res.StatusCode, want, text)
	}
	var answer map[string]any
	if len(text) > 0 {
		if err := json.Unmarshal(text, &answer); err != nil {
			s.t.Fatalf("%s %s: %s", method, path, text)
		}
	}
	return answer, string(text)
}

// official is the token of an official of a fresh bureau.
func (s *served) official() string {
	s.t.Helper()
	_, err := s.accounts.AddUser(context.Background(), account.NewUser{
		Name: "王处长", Contacts: []string{"wang@example.com"}, Password: "a long enough passphrase", Role: core.RoleOfficial, Organisation: "示例区投资促进局",
	})
	if err != nil {
		s.t.Fatal(err)
	}
	a, _ := s.ask("", "POST", "/sign-in", `{"method":"password","login":"wang@example.com","password":"a long enough passphrase","tokens":true}`, 200)
	return a["accessToken"].(string)
}

// guest is the token of somebody who gave a name.
func (s *served) guest(name string) string {
	s.t.Helper()
	a, _ := s.ask("", "POST", "/sign-in", `{"method":"guest","name":"`+name+`","tokens":true}`, 200)
	return a["accessToken"].(string)
}

// enter takes a seat, as the socket does.
func (s *served) enter(token, room string) string {
	s.t.Helper()
	actor, err := s.accounts.Authenticate(context.Background(), token)
	if err != nil {
		s.t.Fatal(err)
	}
	seat, err := s.rooms.Enter(context.Background(), actor, room)
	if err != nil {
		s.t.Fatal(err)
	}
	return seat.Participant
}

// session publishes an event with a session that starts in a minute and returns its room.
func (s *served) session(official string) string {
	s.t.Helper()
	ev, _ := s.ask(official, "POST", "/events", `{"title":{"zh-CN":"云推介"},"languages":["zh-CN"]}`, 201)
	starts := time.Now().Add(time.Minute).UTC()
	body := fmt.Sprintf(`{"title":{"zh-CN":"第一场"},"startsAt":%q,"endsAt":%q,"access":"public"}`,
		starts.Format(time.RFC3339), starts.Add(time.Hour).Format(time.RFC3339))
	path := "/events/" + ev["id"].(string)
	se, _ := s.ask(official, "POST", path+"/sessions", body, 201)
	me, _ := s.ask(official, "GET", "/me", "", 200)
	version := func() string {
		ev, _ := s.ask(official, "GET", path, "", 200)
		return fmt.Sprintf(`"%v"`, ev["version"])
	}
	s.ask(official, "PUT", path+"/sessions/"+se["id"].(string)+"/people",
		fmt.Sprintf(`{"people":[{"person":%q,"role":"presenter"}]}`, me["id"]), 200, "If-Match", version())
	s.ask(official, "PUT", path+"/status", `{"status":"published"}`, 200, "If-Match", version())
	return se["room"].(string)
}

func TestARoomOverREST(t *testing.T) {
	t.Parallel()
	for name, url := range map[string]string{"sqlite": "", "postgres": testkit.PostgresURL(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, url)
			host, mei, lin := s.official(), s.guest("梅女士"), s.guest("林先生")
			id := s.session(host)
			room := "/rooms/" + id
			for _, look := range []struct{ token, open string }{{"", `"code":"sign_in_required"`}, {mei, `"open":true`}, {host, `"open":true`}} {
				if _, text := s.ask(look.token, "GET", room, "", 200); !strings.Contains(text, look.open) {
					t.Fatalf("the door says %s, want %s", text, look.open)
				}
			}
			s.ask("", "GET", room+"/me", "", 401)
			s.ask(mei, "GET", room+"/me", "", 403)
			s.ask(mei, "GET", "/rooms/none", "", 404)
			meiID := s.enter(mei, id)
			s.enter(lin, id)

			s.ask(host, "PUT", room+"/state", `{"state":"live"}`, 200)
			s.ask(host, "PUT", room+"/state", `{"state":"over"}`, 422)
			s.ask(mei, "PUT", room+"/state", `{"state":"ended"}`, 403)
			s.ask(host, "PUT", room+"/stage", `{"kind":"notice","data":{"text":{"zh-CN":"欢迎"}}}`, 200)
			s.ask(host, "PUT", room+"/stage", `{"kind":"slides","data":{"file":"none","page":1}}`, 422)

			post := `{"text":"容积率是多少？<script>"}`
			first, _ := s.ask(mei, "POST", room+"/chat", post, 201, "Idempotency-Key", "key-00000001")
			again, _ := s.ask(mei, "POST", room+"/chat", post, 201, "Idempotency-Key", "key-00000001")
			if first["seq"] == nil || first["seq"] != again["seq"] {
				t.Fatalf("got %v and %v", first, again)
			}
			s.ask(mei, "POST", room+"/chat", `{"text":"别的"}`, 409, "Idempotency-Key", "key-00000001")
			s.ask(mei, "POST", room+"/chat", `{"text":""}`, 422)
			line := fmt.Sprintf("%s/chat/%v", room, first["seq"])
			s.ask(lin, "DELETE", line, "", 403)
			s.ask(lin, "PUT", line+"/hidden", `{}`, 403)
			s.ask(host, "PUT", line+"/hidden", `{"reason":"离题"}`, 204)
			_, log := s.ask(lin, "GET", room+"/entries?after=0", "", 200)
			if !strings.Contains(log, `"redacted":"hidden"`) || strings.Contains(log, "容积率") || strings.Contains(log, "离题") ||
				!strings.Contains(log, "梅女士") {
				t.Fatalf("got %s", log)
			}
			s.ask(lin, "GET", room+"/entries?lane=staff", "", 403)
			s.ask(lin, "GET", room+"/entries?lane=secret", "", 422)

			settings, _ := s.ask(host, "GET", room+"/settings", "", 200)
			s.ask(host, "PATCH", room+"/settings", `{"chat":"review"}`, 428)
			tag := fmt.Sprintf(`"%v"`, settings["version"])
			s.ask(host, "PATCH", room+"/settings", `{"chat":"review","words":["内幕"]}`, 200, "If-Match", tag)
			s.ask(host, "PATCH", room+"/settings", `{"chat":"open"}`, 412, "If-Match", tag)
			waiting, _ := s.ask(mei, "POST", room+"/chat", `{"text":"等一等"}`, 201)
			if _, mine := s.ask(mei, "GET", room+"/me", "", 200); !strings.Contains(mine, "等一等") {
				t.Fatalf("got %s", mine)
			}
			s.ask(host, "PUT", fmt.Sprintf("%s/chat-reviews/%v", room, waiting["waiting"]), `{"decision":"publish"}`, 204)

			s.ask(host, "PUT", room+"/roster/"+meiID+"/mute", `{"minutes":5}`, 204)
			s.ask(mei, "POST", room+"/chat", `{"text":"还在吗"}`, 403)
			s.ask(host, "POST", room+"/bans", fmt.Sprintf(`{"participant":%q,"reason":"刷屏"}`, meiID), 201, "Idempotency-Key", "key-00000002")
			s.ask(mei, "GET", room+"/me", "", 403)
			if _, bans := s.ask(host, "GET", room+"/bans", "", 200); !strings.Contains(bans, "刷屏") {
				t.Fatalf("got %s", bans)
			}
			s.ask(host, "DELETE", room+"/bans/"+meiID, "", 204)
			s.ask(host, "POST", room+"/roster/"+meiID+"/kick", "", 204)
			s.ask(mei, "GET", room+"/me", "", 403)

			me, _ := s.ask(mei, "GET", "/me", "", 200)
			s.ask(mei, "DELETE", "/people/"+me["id"].(string), "", 204)
			all := ""
			for _, path := range []string{"/entries", "/entries?lane=staff", "/roster", "/bans", "/attendance"} {
				_, text := s.ask(host, "GET", room+path, "", 200)
				all += text
			}
			if strings.Contains(all, "梅") || strings.Contains(all, "等一等") || !strings.Contains(all, "林先生") {
				t.Fatalf("after erasing: %s", all)
			}
			audit, _ := s.ask(host, "GET", "/audit?limit=200", "", 200)
			if text := encode(t, audit); !strings.Contains(text, "hide-chat") || !strings.Contains(text, "refused") {
				t.Fatalf("audit: %s", text)
			}
		})
	}
}

func encode(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
