package faulttest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"zhaoyun/internal/room"
)

// answer holds what the test reads of REST's answers.
type answer struct {
	ID          string `json:"id"`
	Room        string `json:"room"`
	Version     int    `json:"version"`
	AccessToken string `json:"accessToken"`

	Seq     int64  `json:"seq"`
	Waiting int64  `json:"waiting"`
	Head    int64  `json:"head"`
	Code    string `json:"code"`
	Retry   int    `json:"retryAfter"`
	Next    string `json:"next"`

	Items json.RawMessage `json:"items"`
}

// rest speaks REST and notes what no server should ever say.
type rest struct {
	client *http.Client

	mu      sync.Mutex
	answers map[string]int // by status and, when it is a problem, code
	wrong   []string
}

func newREST() *rest {
	return &rest{
		client:  &http.Client{Timeout: 15 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 64}},
		answers: map[string]int{},
	}
}

// ask sends a request; status is 0 when there was no answer.
func (r *rest) ask(s *server, token, method, path, body string, headers ...string) (a answer, status int) {
	req, err := http.NewRequest(method, "http://"+s.addr+"/api/v1"+path, bytes.NewReader([]byte(body)))
	if err != nil {
		panic(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := r.client.Do(req)
	if err != nil {
		return a, 0
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return a, 0
	}
	_ = json.Unmarshal(text, &a)
	r.mu.Lock()
	defer r.mu.Unlock()
	if res.StatusCode >= 400 {
		r.answers[fmt.Sprint(res.StatusCode, " ", a.Code)]++
	}
	if res.StatusCode >= 500 && (res.StatusCode != http.StatusServiceUnavailable || a.Retry == 0) {
		r.wrong = append(r.wrong, fmt.Sprintf("%s %s: %d %s", method, path, res.StatusCode, text))
	}
	return a, res.StatusCode
}

// refusals tells what was refused since the last time, and what should not have been said.
func (r *rest) refusals() (counts map[string]int, wrong []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	counts, wrong = r.answers, r.wrong
	r.answers, r.wrong = map[string]int{}, nil
	return counts, wrong
}

// must asks the first server and wants to be answered.
func (h *house) must(token, method, path, body string, headers ...string) answer {
	h.t.Helper()
	a, status := h.rest.ask(h.servers[0], token, method, path, body, headers...)
	if status < 200 || status > 299 {
		h.t.Fatalf("%s %s: %d %+v", method, path, status, a)
	}
	return a
}

// open publishes an event with a session that is live, and returns its room.
func (h *house) open() string {
	h.t.Helper()
	ev := h.must(h.host, "POST", "/events", `{"title":{"zh-CN":"云推介"},"languages":["zh-CN"]}`)
	starts := time.Now().UTC()
	path := "/events/" + ev.ID
	se := h.must(h.host, "POST", path+"/sessions", fmt.Sprintf(`{"title":{"zh-CN":"第一场"},"startsAt":%q,"endsAt":%q,"access":"public"}`,
		starts.Add(time.Minute).Format(time.RFC3339), starts.Add(time.Hour).Format(time.RFC3339)))
	me := h.must(h.host, "GET", "/me", "")
	version := func() string { return fmt.Sprintf(`"%d"`, h.must(h.host, "GET", path, "").Version) }
	h.must(h.host, "PUT", path+"/sessions/"+se.ID+"/people", fmt.Sprintf(`{"people":[{"person":%q,"role":"presenter"}]}`, me.ID), "If-Match", version())
	h.must(h.host, "PUT", path+"/status", `{"status":"published"}`, "If-Match", version())
	at := "/rooms/" + se.Room
	h.must(h.host, "PUT", at+"/state", `{"state":"live"}`)
	h.must(h.host, "PATCH", at+"/settings", `{"linesPerSecond":0,"words":["`+delicate+`"]}`,
		"If-Match", fmt.Sprintf(`"%d"`, h.must(h.host, "GET", at+"/settings", "").Version))
	return se.Room
}

// log reads a whole lane from the store.
func (h *house) log(token, at string, lane room.Lane) []room.Entry {
	h.t.Helper()
	var all []room.Entry
	for {
		a := h.must(token, "GET", fmt.Sprintf("/rooms/%s/entries?lane=%s&after=%d&limit=500", at, lane, len(all)), "")
		var items []room.Entry
		if err := json.Unmarshal(a.Items, &items); err != nil {
			h.t.Fatal(err)
		}
		for _, e := range items {
			all = append(all, e)
			if e.Seq != int64(len(all)) {
				h.t.Errorf("a hole: entry %d of lane %s is number %d", len(all), lane, e.Seq)
				return all
			}
		}
		if len(items) < 500 {
			if a.Head != int64(len(all)) {
				h.t.Errorf("the head of lane %s is %d, its last entry %d", lane, a.Head, len(all))
			}
			return all
		}
	}
}
