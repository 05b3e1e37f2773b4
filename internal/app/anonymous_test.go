package app

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/testkit"
)

// lookout reads everything there is to read, as several people.
type lookout struct {
	*served
	paths []string
	fill  map[string]string
	as    map[string]string // tokens by who
}

// newLookout takes every operation that reads from the document of the server.
func newLookout(s *served, as map[string]string) *lookout {
	l := &lookout{served: s, as: as, fill: map[string]string{}}
	res, err := http.Get("http://" + s.Addr() + "/api/openapi.json")
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	var doc struct {
		Paths map[string]map[string]json.RawMessage `json:"paths"`
	}
	if err := json.NewDecoder(res.Body).Decode(&doc); err != nil {
		s.t.Fatal(err)
	}
	for path, operations := range doc.Paths {
		if operations["get"] == nil || strings.HasSuffix(path, "/content") {
			continue
		}
		path = strings.TrimPrefix(path, "/api/v1")
		l.paths = append(l.paths, path)
		more := map[string][]string{
			"/rooms/{room}/entries":       {"?limit=500", "?lane=staff&limit=500", "?lane=inbox&limit=500"},
			"/rooms/{room}/questions":     {"?filter=waiting", "?filter=mine", "?filter=answered", "?sort=latest", "?limit=1"},
			"/rooms/{room}/replay/search": {"?q=" + url.QueryEscape("谁来补偿"), "?q=" + url.QueryEscape("章女士"), "?q=" + url.QueryEscape("的")},
			"/rooms/{room}/report":        {".xlsx?lang=en", ".docx?lang=en"},
			"/rooms/{room}/report/people": {"?figure=asked", "?figure=answered", "?figure=open", "?figure=attended", "?figure=voters", "?figure=registered"},
			"/follow-ups":                 {"?status=open", "?status=answered", "?overdue=true"},
			"/audit":                      {"?limit=200", "?object={question}", "?action=ask-question"},
		}
		for _, query := range more[path] {
			l.paths = append(l.paths, path+query)
		}
	}
	if len(l.paths) < 25 {
		s.t.Fatalf("only %d operations read", len(l.paths))
	}
	return l
}

// read is how often each answer to each person says one of the words.
func (l *lookout) read(words []string) map[string]int {
	l.t.Helper()
	count := map[string]int{}
	for who, token := range l.as {
		for _, path := range l.paths {
			at := path
			for name, value := range l.fill {
				at = strings.ReplaceAll(at, "{"+name+"}", value)
			}
			text := l.text(token, at)
			for _, word := range words {
				count[who+" "+path] += strings.Count(text, word)
			}
		}
	}
	return count
}

func (l *lookout) text(token, path string) string {
	l.t.Helper()
	r, err := http.NewRequest(http.MethodGet, "http://"+l.Addr()+"/api/v1"+path, nil)
	if err != nil {
		l.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		l.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	var body strings.Builder
	if _, err := fmt.Fprint(&body, res.Status, " "); err != nil {
		l.t.Fatal(err)
	}
	all, err := io.ReadAll(res.Body)
	if err != nil {
		l.t.Fatal(err)
	}
	if z, err := zip.NewReader(bytes.NewReader(all), int64(len(all))); err == nil {
		for _, f := range z.File { // a spreadsheet or a document
			part, err := f.Open()
			if err == nil {
				_, err = io.Copy(&body, part)
			}
			if err != nil {
				l.t.Fatal(err)
			}
		}
		return body.String()
	}
	var raw json.RawMessage
	_ = json.Unmarshal(all, &raw) // a calendar is no JSON, and names nobody
	if res.StatusCode >= 500 {
		l.t.Errorf("GET %s: %s %s", path, res.Status, raw)
	}
	return body.String() + string(raw)
}

// Before and after somebody has asked anonymously, and been approved, wanted,
// pinned, merged, answered, hidden, withdrawn and followed up, every operation
// says as much about them as before: they are in the roster, and asked nothing.
func TestNoOperationAndNoFrameSaysWhoAskedAnonymously(t *testing.T) {
	t.Parallel()
	for name, database := range map[string]string{"sqlite": "", "postgres": testkit.PostgresURL(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, database)
			host := s.official()
			id := s.session(host)
			room := "/rooms/" + id
			other, moderator := s.guest("林先生"), s.guest("审核员")
			// Each asks one question: the room keeps a pace.
			askers, words := []string{}, []string{"章女士"}
			for i := range len(secrets) {
				asker := s.guest(fmt.Sprint("章女士", i))
				me, _ := s.ask(asker, "GET", "/me", "", 200)
				askers, words = append(askers, asker), append(words, s.enter(asker, id), me["id"].(string))
			}
			s.enter(other, id)
			s.ask(host, "PUT", room+"/roster/"+s.enter(moderator, id)+"/role", `{"role":"moderator"}`, 204)
			s.ask(host, "PUT", room+"/state", `{"state":"live"}`, 200)
			sockets := map[string]*socket{}
			for who, token := range map[string]string{"host": host, "other": other, "moderator": moderator} {
				sockets[who] = s.listen(token, id, "")
				sockets[who].eventually(t, `"t":"hello"`)
			}
			l := newLookout(s, map[string]string{"host": host, "other": other, "moderator": moderator})
			events, _ := s.ask(host, "GET", "/events?status=published", "", 200)
			event := events["items"].([]any)[0].(map[string]any)
			sessions, _ := s.ask(host, "GET", fmt.Sprintf("/events/%v/sessions", event["id"]), "", 200)
			l.fill["room"], l.fill["event"], l.fill["person"] = id, event["id"].(string), words[2]
			l.fill["session"] = sessions["items"].([]any)[0].(map[string]any)["id"].(string)
			l.fill["question"], l.fill["followUp"] = core.NewID(), core.NewID()
			s.reported(host, room)
			before := l.read(words)
			if before["host /rooms/{room}/report.xlsx?lang=en"] == 0 {
				t.Error("the spreadsheet does not say who was there")
			}

			questions := s.askAnonymously(room, host, other, moderator, askers)
			l.fill["question"] = questions[0]
			s.ask(host, "PUT", room+"/state", `{"state":"ended"}`, 200)
			s.reported(host, room)
			ledger, text := s.ask(host, "GET", "/follow-ups", "", 200)
			lines := ledger["items"].([]any)
			if len(lines) != 2 {
				t.Fatalf("ledger %s", text)
			}
			l.fill["followUp"] = lines[0].(map[string]any)["id"].(string)
			_, assigned := s.ask(host, "PATCH", "/follow-ups/"+l.fill["followUp"], `{"department":"规资"}`, 200, "If-Match", `"1"`)
			_, answered := s.ask(host, "PUT", "/follow-ups/"+l.fill["followUp"]+"/answer", `{"text":"三个月内"}`, 200, "If-Match", `"2"`)
			sockets["host"].eventually(t, "question.followed")

			for at, n := range l.read(words) {
				if n > before[at] {
					t.Errorf("%s says %d times more who they are", at, n-before[at])
				}
			}
			late := s.listen(host, id, "") // a fresh snapshot
			late.eventually(t, `"t":"hello"`)
			seen := assigned + answered + late.all()
			for _, k := range sockets {
				seen += k.all()
			}
			for _, word := range words {
				if strings.Contains(seen, word) {
					t.Errorf("a frame or an answer says %s: %s", word, seen)
				}
			}
			if !strings.Contains(seen, "谁来补偿") {
				t.Error("nobody has seen the question at all")
			}
			for i, asker := range askers {
				if _, mine := s.ask(asker, "GET", room+"/me", "", 200); !strings.Contains(mine, questions[i]) {
					t.Errorf("the asker does not find question %d: %s", i, mine)
				}
			}
			log, err := s.accounts.AuditLines(context.Background(), core.System(), account.AuditFilter{Object: questions[0]}, core.Paging{Limit: 5})
			if err != nil || len(log.Items) != 1 || log.Items[0].Actor != words[2] || log.Items[0].Organisation != "" {
				t.Errorf("the installation's audit log has %+v, %v", log.Items, err)
			}
		})
	}
}

// reported has the report built as of now.
func (s *served) reported(host, room string) {
	s.t.Helper()
	s.ask(host, "POST", room+"/report", "", 202)
	testkit.Eventually(s.t, "the report is ready", func() bool {
		st, _ := s.ask(host, "GET", room+"/report", "", 200)
		return st["status"] == "ready" && st["behind"] == false
	})
}

var secrets = []string{"谁来补偿？", "一样：谁来补偿？", "要隐藏的", "要驳回的", "要收回的", "没来得及答的", "没有人审的"}

// askAnonymously has everything done to questions that can be done, and returns them.
func (s *served) askAnonymously(room, host, other, moderator string, askers []string) []string {
	s.t.Helper()
	var ids []string
	at := func(question, what string) string { return room + "/questions/" + question + what }
	for i, text := range secrets {
		q, _ := s.ask(askers[i], "POST", room+"/questions", fmt.Sprintf(`{"text":%q,"anonymous":true}`, text), 201)
		ids = append(ids, q["id"].(string))
	}
	for _, i := range []int{0, 1, 2, 4, 5} {
		s.ask(moderator, "PUT", at(ids[i], "/review"), `{"decision":"publish"}`, 204)
	}
	s.ask(moderator, "PUT", at(ids[3], "/review"), `{"decision":"reject","reason":"离题"}`, 204)
	s.ask(other, "PUT", at(ids[0], "/vote"), "", 200)
	s.ask(askers[0], "PUT", at(ids[0], "/vote"), "", 200)
	s.ask(moderator, "PUT", at(ids[0], "/pinned"), `{"pinned":true}`, 204)
	s.ask(moderator, "PUT", at(ids[1], "/merge"), fmt.Sprintf(`{"into":%q}`, ids[0]), 204)
	s.ask(moderator, "PUT", at(ids[2], "/hidden"), `{"reason":"不宜"}`, 204)
	s.ask(other, "PUT", at(ids[0], "/hidden"), `{}`, 403)
	s.ask(askers[4], "DELETE", at(ids[4], ""), "", 204)
	s.ask(host, "PUT", at(ids[0], "/answer"), `{"how":"written","text":"由征收部门"}`, 204)
	return ids
}
