package app

import (
	"fmt"
	"strings"
	"testing"

	"zhaoyun/internal/testkit"
)

// A session that is over: who was there finds its replay on the event's page and
// at the room's door, who was not does not, until the bureau says otherwise.
func TestTheReplayIsOfferedToThoseWhoMayWatchIt(t *testing.T) {
	t.Parallel()
	for name, database := range map[string]string{"sqlite": "", "postgres": testkit.PostgresURL(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, database)
			host, came, stranger := s.official(), s.guest("来过的"), s.guest("没来的")
			id := s.session(host)
			s.enter(came, id)
			s.ask(came, "GET", "/rooms/"+id+"/replay", "", 409)
			s.ask(host, "PUT", "/rooms/"+id+"/state", `{"state":"live"}`, 200)
			s.ask(host, "POST", "/rooms/"+id+"/announcements", `{"text":"容积率已更新"}`, 201)
			s.ask(host, "PUT", "/rooms/"+id+"/state", `{"state":"ended"}`, 200)

			events, _ := s.ask(host, "GET", "/events?status=published", "", 200)
			event := fmt.Sprint("/events/", events["items"].([]any)[0].(map[string]any)["id"])
			offered := func(token string) (onPage, atDoor bool) {
				e, _ := s.ask(token, "GET", event, "", 200)
				r, _ := s.ask(token, "GET", "/rooms/"+id, "", 200)
				return e["sessions"].([]any)[0].(map[string]any)["replayable"].(bool), r["door"].(map[string]any)["replay"].(bool)
			}
			expect := func(token string, want bool, status int, code string) {
				t.Helper()
				if onPage, atDoor := offered(token); onPage != want || atDoor != want {
					t.Errorf("offered %v on the page and %v at the door, want %v", onPage, atDoor, want)
				}
				for _, path := range []string{"/replay", "/replay/search?q=%E5%AE%B9%E7%A7%AF"} {
					if _, text := s.ask(token, "GET", "/rooms/"+id+path, "", status); !strings.Contains(text, code) {
						t.Errorf("%s: %s", path, text)
					}
				}
			}
			expect(host, true, 200, "容积率")
			expect(came, true, 200, "容积率")
			expect(stranger, false, 403, "replay_closed")
			expect("", false, 401, "sign_in_required")

			sessions, _ := s.ask(host, "GET", event+"/sessions", "", 200)
			session := sessions["items"].([]any)[0].(map[string]any)
			match := fmt.Sprintf(`"%v"`, session["version"])
			s.ask(host, "PATCH", fmt.Sprint(event, "/sessions/", session["id"]), `{"replay":"everybody"}`, 422, "If-Match", match)
			s.ask(host, "PATCH", fmt.Sprint(event, "/sessions/", session["id"]), `{"replay":"staff"}`, 200, "If-Match", match)
			expect(host, true, 200, "容积率")
			expect(came, false, 403, "replay_closed")
			s.ask(host, "GET", "/rooms/"+id+"/replay/search?q=%20", "", 422)
		})
	}
}
