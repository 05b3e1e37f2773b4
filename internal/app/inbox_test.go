package app

import (
	"fmt"
	"strings"
	"testing"

	"zhaoyun/internal/testkit"
)

func TestAnAnswerReachesTheAskersInboxAndThePageOfTheEvent(t *testing.T) {
	t.Parallel()
	for name, url := range map[string]string{"sqlite": "", "postgres": testkit.PostgresURL(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, url)
			host, asker, other := s.official(), s.guest("林先生"), s.guest("梅女士")
			id := s.session(host)
			room := "/rooms/" + id
			s.enter(asker, id)
			s.ask(host, "PUT", room+"/state", `{"state":"live"}`, 200)
			q, _ := s.ask(asker, "POST", room+"/questions", `{"text":"何时挂牌？"}`, 201)
			if q["status"] == "waiting" {
				s.ask(host, "PUT", room+"/questions/"+q["id"].(string)+"/review", `{"decision":"publish"}`, 204)
			}
			s.ask(host, "PUT", room+"/state", `{"state":"ended"}`, 200)
			ledger, _ := s.ask(host, "GET", "/follow-ups", "", 200)
			line := "/follow-ups/" + ledger["items"].([]any)[0].(map[string]any)["id"].(string)
			events, _ := s.ask(host, "GET", "/events", "", 200)
			answers := "/events/" + events["items"].([]any)[0].(map[string]any)["slug"].(string) + "/answers"

			s.ask(host, "PUT", line+"/answer", `{"text":"三月"}`, 200, "If-Match", `"1"`)
			if _, text := s.ask("", "GET", answers, "", 200); strings.Contains(text, "三月") {
				t.Errorf("for the asker alone, but everybody reads %s", text)
			}
			s.ask(host, "PUT", line+"/answer", `{"text":"三月底","public":true}`, 200, "If-Match", `"2"`)
			if _, text := s.ask("", "GET", answers, "", 200); !strings.Contains(text, "何时挂牌？") || !strings.Contains(text, "三月底") || strings.Contains(text, "林先生") {
				t.Errorf("beside the event stands %s", text)
			}
			s.ask("", "GET", "/events/no-such/answers", "", 404)

			box, text := s.ask(asker, "GET", "/inbox", "", 200)
			items := box["items"].([]any)
			if len(items) != 1 || box["unread"] != 1.0 || !strings.Contains(text, "三月底") || !strings.Contains(text, "#answers") {
				t.Fatalf("the inbox has %s", text)
			}
			message := items[0].(map[string]any)["id"].(string)
			if _, text := s.ask(other, "GET", "/inbox", "", 200); strings.Contains(text, "三月") {
				t.Errorf("another reads %s", text)
			}
			s.ask("", "GET", "/inbox", "", 401)
			s.ask(other, "PUT", "/inbox/"+message+"/read", "", 404)
			s.ask(other, "PUT", "/inbox/read", fmt.Sprintf(`{"upTo":%q}`, message), 204)
			if box, _ := s.ask(asker, "GET", "/inbox?limit=1", "", 200); box["unread"] != 1.0 {
				t.Error("another has read it")
			}
			s.ask(asker, "PUT", "/inbox/"+message+"/read", "", 204)
			if box, _ := s.ask(asker, "GET", "/inbox", "", 200); box["unread"] != 0.0 {
				t.Error("read, but unread")
			}

			p, _ := s.ask(asker, "GET", "/me/mail-preferences", "", 200)
			if p["answer"] != true || p["moved"] != true {
				t.Errorf("without a word it is %v", p)
			}
			s.ask(asker, "PUT", "/me/mail-preferences", `{"answer":false,"moved":true,"cancelled":true,"cast":true,"late":true}`, 200)
			if p, _ = s.ask(asker, "GET", "/me/mail-preferences", "", 200); p["answer"] != false || p["moved"] != true {
				t.Errorf("kept as %v", p)
			}
			s.ask("", "POST", "/unsubscribe/nobody/answer", "", 404)
			s.ask("", "POST", "/unsubscribe/nobody/gossip", "", 422)
			// As mail programs post it.
			s.ask("", "POST", "/unsubscribe/nobody/answer", "List-Unsubscribe=One-Click", 404, "Content-Type", "application/x-www-form-urlencoded")
		})
	}
}
