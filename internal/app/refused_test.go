package app

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sort"
	"strings"
	"testing"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/testkit"
)

// anybodys are the operations that are not staff's, with the reason.
var anybodys = map[string]string{
	"post-chat":           "everybody in the room talks",
	"ask-question":        "everybody in the room asks",
	"vote-question":       "everybody in the room wants answers",
	"unvote-question":     "takes back one's own",
	"vote":                "everybody in the room votes",
	"raise-hand":          "everybody in the room may want to speak",
	"lower-hand":          "one's own",
	"create-registration": "everybody may register for a published event",
	"create-media-token":  "everybody in the room watches",
	"report-quality":      "one's own",
	"press-start":         "whoever is on stage presses; others are told that they are not",
}

// owners are about a thing of one's own. Somebody else's is refused, which is no
// more than a viewer's click and leaves no line in the audit log.
var owners = map[string]bool{"retract-chat": true, "withdraw-question": true, "cancel-registration": true}

const rundownItem = `{"title":"开场","minutes":5}`

const copyOrder = `{"startsAt":"2027-03-01T02:00:00Z"}`

// staffs are the operations of staff with a body that would do something. In the
// words {…} the test fills in what is there.
var staffs = map[string]string{
	"create-event":       `{"title":{"zh-CN":"别人的活动"},"organisation":"{organisation}"}`,
	"update-event":       `{"title":{"zh-CN":"改名"}}`,
	"set-event-status":   `{"status":"archived"}`,
	"set-event-parcels":  `{"parcels":[]}`,
	"copy-event":         copyOrder,
	"create-session":     `{"title":{"zh-CN":"加场"},"startsAt":"2027-03-01T02:00:00Z","endsAt":"2027-03-01T03:00:00Z","access":"public"}`,
	"update-session":     `{"capacity":9}`,
	"delete-session":     "",
	"copy-session":       copyOrder,
	"set-session-people": `{"people":[]}`,

	"update-follow-up": `{"department":"规资"}`,
	"answer-follow-up": `{"text":"三个月内"}`,
	"close-follow-up":  `{"reason":"无需答复"}`,

	"set-scene":               `{"layout":"gallery"}`,
	"bring-on-stage":          `{}`,
	"send-off-stage":          "",
	"go-live":                 `{"people":["{participant}"]}`,
	"set-hold":                `{"file":"{file}"}`,
	"clear-hold":              "",
	"release-agreement-pages": `{"pages":[]}`,
	"set-venues":              `{"venues":[{"kind":"site","label":"现场"}]}`,
	"set-venue-ready":         `{"ready":true}`,
	"set-start":               `{"inSeconds":60}`,
	"cancel-start":            "",

	"create-encoder": `{"label":"江河汇现场"}`,
	"revoke-encoder": "",

	"set-room-state":        `{"state":"paused"}`,
	"set-stage":             `{"kind":"blank"}`,
	"set-camera":            `{"stage":1,"lng":120,"lat":30,"zoom":16,"pitch":0,"bearing":0,"layers":[]}`,
	"add-slides":            `{"file":"{file}"}`,
	"remove-slides":         "",
	"set-handout":           "",
	"remove-handout":        "",
	"hide-chat":             `{}`,
	"review-chat":           `{"decision":"publish"}`,
	"update-room-settings":  `{"chat":"closed"}`,
	"kick-participant":      `{}`,
	"mute-participant":      `{"minutes":5}`,
	"set-participant-role":  `{"role":"moderator"}`,
	"ban-participant":       `{"participant":"{participant}"}`,
	"unban-participant":     "",
	"review-question":       `{"decision":"publish"}`,
	"pin-question":          `{"pinned":true}`,
	"merge-question":        `{"into":"{question}"}`,
	"hide-question":         `{}`,
	"answer-question":       `{"how":"live"}`,
	"create-poll":           `{"kind":"single","question":"？","options":["甲","乙"],"results":"live"}`,
	"update-poll":           `{"kind":"single","question":"？","options":["丙","丁"],"results":"live"}`,
	"set-poll-status":       `{"status":"open"}`,
	"delete-poll":           "",
	"call-hand":             "",
	"lower-hands":           "",
	"post-announcement":     `{"text":"大家好"}`,
	"withdraw-announcement": "",
	"set-links":             `{"links":[]}`,
	"post-backchannel":      `{"text":"我也在后台"}`,
	"retract-backchannel":   "",
	"add-rundown-item":      rundownItem,
	"preset-rundown":        "",
	"update-rundown-item":   rundownItem,
	"remove-rundown-item":   "",
	"order-rundown":         `{"items":["{item}"]}`,
	"run-rundown":           `{"item":"{item}"}`,
	"set-ready":             `{"ready":true}`,
	"build-report":          "",
	"create-check-in":       `{"registration":"{registration}","method":"name"}`,
	"undo-check-in":         "",
	"set-recording":         `{"on":true}`,
	"open-rehearsal":        "",
	"close-rehearsal":       "",
}

// unsafeOp is an operation of the document that changes something.
type unsafeOp struct{ id, method, path string }

// unsafeOps are those about rooms, the ledger, events and sessions.
func (s *served) unsafeOps() []unsafeOp {
	s.t.Helper()
	res, err := http.Get("http://" + s.Addr() + "/api/openapi.json")
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	var doc struct {
		Paths map[string]map[string]struct {
			ID string `json:"operationId"`
		} `json:"paths"`
	}
	if err := json.NewDecoder(res.Body).Decode(&doc); err != nil {
		s.t.Fatal(err)
	}
	var ops []unsafeOp
	for path, methods := range doc.Paths {
		path = strings.TrimPrefix(path, "/api/v1")
		if first, _, _ := strings.Cut(path[1:], "/"); first != "rooms" && first != "follow-ups" && first != "events" {
			continue
		}
		for method, op := range methods {
			if method != "get" && op.ID != "" {
				ops = append(ops, unsafeOp{op.ID, strings.ToUpper(method), path})
			}
		}
	}
	sort.Slice(ops, func(i, j int) bool { return ops[i].id < ops[j].id })
	return ops
}

// stage is an installation with one of everything that can be acted upon.
type stage struct {
	*served
	host string
	fill map[string]string
}

func newStage(s *served) *stage {
	st := &stage{served: s, host: s.official(), fill: map[string]string{"file": core.NewID()}}
	host := st.host

	// A session that is over leaves a line in the ledger.
	over := s.session(host)
	asker := s.guest("提问的人")
	s.enter(asker, over)
	s.ask(host, "PUT", "/rooms/"+over+"/state", `{"state":"live"}`, 200)
	s.ask(asker, "POST", "/rooms/"+over+"/questions", `{"text":"没来得及答的"}`, 201)
	s.ask(host, "PUT", "/rooms/"+over+"/state", `{"state":"ended"}`, 200)
	ledger, _ := s.ask(host, "GET", "/follow-ups", "", 200)
	st.fill["followUp"] = first(ledger)["id"].(string)

	id := s.session(host)
	room := "/rooms/" + id
	events, _ := s.ask(host, "GET", "/events?status=published", "", 200)
	for _, e := range events["items"].([]any) {
		event := e.(map[string]any)
		if session := sessionIn(event, id); session != "" {
			st.fill["event"], st.fill["session"], st.fill["room"] = event["id"].(string), session, id
			st.fill["organisation"] = event["organisation"].(map[string]any)["id"].(string)
		}
	}
	s.ask(host, "PUT", room+"/state", `{"state":"live"}`, 200)
	other := s.guest("别人")
	st.fill["participant"] = s.enter(other, id)
	line, _ := s.ask(other, "POST", room+"/chat", `{"text":"说了一句"}`, 201)
	st.fill["seq"] = fmt.Sprint(line["seq"])
	question, _ := s.ask(other, "POST", room+"/questions", `{"text":"等着审"}`, 201)
	st.fill["question"] = question["id"].(string)
	s.ask(other, "PUT", room+"/hand", "", 200)
	said, _ := s.ask(host, "POST", room+"/backchannel", `{"text":"后台一句"}`, 201)
	st.fill["staffSeq"] = fmt.Sprint(said["seq"])
	poll, _ := s.ask(host, "POST", room+"/polls", staffs["create-poll"], 201)
	st.fill["poll"] = poll["id"].(string)
	item, _ := s.ask(host, "POST", room+"/rundown/items", rundownItem, 201)
	st.fill["item"] = item["id"].(string)
	s.ask(host, "POST", room+"/announcements", `{"text":"公告"}`, 201)
	encoder, _ := s.ask(host, "POST", room+"/encoders", staffs["create-encoder"], 201)
	st.fill["encoder"] = encoder["id"].(string)
	registered, _ := s.ask("", "POST", "/events/"+st.fill["event"]+"/registrations",
		`{"name":"李","organisationName":"某公司","contact":"+85291234567","interests":[],"language":"zh-HK","consentVersion":"2026-11-01","consent":true}`, 201)
	st.fill["registration"] = registered["registration"].(map[string]any)["id"].(string)
	came, _ := s.ask(host, "POST", "/events/"+st.fill["event"]+"/check-ins", `{"registration":"`+st.fill["registration"]+`","method":"name"}`, 201)
	st.fill["checkIn"] = came["id"].(string)
	return st
}

func first(page map[string]any) map[string]any { return page["items"].([]any)[0].(map[string]any) }

func (s *stage) filled(text string) string {
	for name, value := range s.fill {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text
}

// all is everything the host can read of what could have been changed.
func (s *stage) all() string {
	s.t.Helper()
	var b strings.Builder
	for _, path := range []string{
		"/events", "/events/{event}", "/events/{event}/registrations", "/follow-ups", "/rooms/{room}", "/rooms/{room}/entries?limit=500",
		"/rooms/{room}/entries?lane=staff&limit=500", "/rooms/{room}/settings", "/rooms/{room}/bans", "/rooms/{room}/polls", "/rooms/{room}/links",
		"/rooms/{room}/slides", "/rooms/{room}/handouts", "/rooms/{room}/questions?filter=waiting", "/rooms/{room}/backchannel", "/rooms/{room}/rundown", "/rooms/{room}/encoders",
	} {
		_, text := s.ask(s.host, "GET", s.filled(path), "", 200)
		b.WriteString(text + "\n")
	}
	return b.String()
}

// refusals counts the audit lines that say that somebody was refused an operation.
func (s *stage) refusals(op, person string) int {
	s.t.Helper()
	page, err := s.accounts.AuditLines(context.Background(), core.System(), account.AuditFilter{Action: op}, core.Paging{Limit: 200})
	if err != nil {
		s.t.Fatal(err)
	}
	n := 0
	for _, line := range page.Items {
		if line.Actor == person && line.Result == core.AuditRefused {
			n++
		}
	}
	return n
}

// try asks for an operation and returns the status and the code of the answer.
func (s *stage) try(token string, op unsafeOp, body string) (int, string) {
	s.t.Helper()
	status, code, _ := attempt(s.served, op.method, s.filled(op.path), token, s.filled(body))
	return status, code
}

// attempt asks as whoever has the token, about what is in its first version, and returns the
// status, the code of a problem and the answer.
func attempt(s *served, method, path, token, body string) (status int, code, answer string) {
	s.t.Helper()
	r, err := http.NewRequest(method, "http://"+s.Addr()+"/api/v1"+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	r.Header.Set("If-Match", `"1"`)
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	var problem struct{ Code string }
	_ = json.Unmarshal(text, &problem) // an answer that is no problem has no code
	return res.StatusCode, problem.Code, string(text)
}

// Every operation that changes a room, the ledger, an event or a session is in one
// of the three lists above, and whoever may not is refused, changes nothing and, if
// they are somebody, is in the audit log.
func TestWhoMayNotActAsStaffIsRefusedAndAudited(t *testing.T) {
	t.Parallel()
	for name, url := range map[string]string{"sqlite": "", "postgres": testkit.PostgresURL(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(serve(t, url))
			investor, moderator, elsewhere := s.guest("投资人"), s.guest("审核员"), s.officialElsewhere()
			s.enter(investor, s.fill["room"])
			s.ask(s.host, "PUT", "/rooms/"+s.fill["room"]+"/roster/"+s.enter(moderator, s.fill["room"])+"/role", `{"role":"moderator"}`, 204)
			people := map[string]string{"investor": investor, "moderator": moderator, "official elsewhere": elsewhere, "nobody": ""}
			ids := map[string]string{}
			for who, token := range people {
				if token != "" {
					me, _ := s.ask(token, "GET", "/me", "", 200)
					ids[who] = me["id"].(string)
				}
			}
			before := s.all()
			tried := 0
			for _, op := range s.unsafeOps() {
				body, isStaffs := staffs[op.id]
				isOwners := owners[op.id]
				if anybodys[op.id] != "" {
					continue
				}
				if !isStaffs && !isOwners {
					t.Errorf("%s: say in the lists of this test whose it is", op.id)
					continue
				}
				for who, token := range people {
					if who == "moderator" && strings.HasPrefix(op.path, "/rooms") && mayModerate(op.id) {
						continue
					}
					count := s.refusals(op.id, ids[who])
					status, code := s.try(token, op, body)
					switch {
					case token == "" && status == 401 && code == "sign_in_required":
					case isOwners && status == 404 && code == "registration_not_found": // who has none learns of none
					case token != "" && status == 403 && code != "":
						if isStaffs && s.refusals(op.id, ids[who]) != count+1 {
							t.Errorf("%s by %s was refused with %s and is not in the audit log", op.id, who, code)
						}
					default:
						t.Errorf("%s by %s: %d %s", op.id, who, status, code)
					}
					tried++
				}
			}
			if after := s.all(); after != before {
				t.Errorf("something changed:\n%s\n%s", before, after)
			}
			t.Logf("%d attempts", tried)
		})
	}
}

func mayModerate(op string) bool {
	return policy.Check(core.Actor{Person: "me", Kind: core.PersonGuest}, policy.Op(op), policy.Target{Role: policy.Moderator}) == nil
}

// officialElsewhere is the token of an official of another bureau.
func (s *served) officialElsewhere() string {
	s.t.Helper()
	const secret = "a long enough passphrase"
	_, err := s.accounts.AddUser(context.Background(), account.NewUser{
		Name: "外区官员", Contacts: []string{"elsewhere@example.com"}, Password: secret, Role: core.RoleOfficial, Organisation: "另一区投资促进局",
	})
	if err != nil {
		s.t.Fatal(err)
	}
	a, _ := s.ask("", "POST", "/sign-in", `{"method":"password","login":"elsewhere@example.com","password":"`+secret+`","tokens":true}`, 200)
	return a["accessToken"].(string)
}
