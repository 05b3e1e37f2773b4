package app

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"zhaoyun/internal/demo"
)

// asked is what the house answers to one request.
type asked struct {
	status int
	header http.Header
	body   map[string]any
	raw    string
}

// ask sends one request; headers are pairs of name and value.
func ask(t *testing.T, a *App, method, path, body string, headers ...string) asked {
	t.Helper()
	r := httptest.NewRequestWithContext(context.Background(), method, "http://127.0.0.1"+path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := a.server.App.Test(r, 20_000)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	out := asked{status: res.StatusCode, header: res.Header, raw: string(raw), body: map[string]any{}}
	_ = json.Unmarshal(raw, &out.body)
	return out
}

// signedIn returns the header with which somebody of the demonstration asks.
func signedIn(t *testing.T, a *App, login string) []string {
	t.Helper()
	in := ask(t, a, "POST", "/api/v1/sign-in", `{"method":"password","tokens":true,"login":"`+login+`","password":"`+demo.Password+`"}`)
	token, ok := in.body["accessToken"].(string)
	if !ok {
		t.Fatalf("sign in as %s: %d %s", login, in.status, in.raw)
	}
	return []string{"Authorization", "Bearer " + token}
}

func TestEventsOverREST(t *testing.T) {
	t.Parallel()
	ctx, a := context.Background(), openHouse(t, "")
	d, err := demo.Load(ctx, a.demoDeps(""))
	if err != nil {
		t.Fatal(err)
	}
	page := "/api/v1/events/" + d.Event
	official, investor := signedIn(t, a, "official@demo.zhaoyun.example"), signedIn(t, a, "investor@demo.zhaoyun.example")

	open := ask(t, a, "GET", page, "")
	etag := open.header.Get("ETag")
	if open.status != 200 || open.header.Get("Cache-Control") != "public, no-cache" || strings.Contains(open.raw, `"people"`) {
		t.Fatalf("%d %v %s", open.status, open.header, open.raw)
	}
	staff := ask(t, a, "GET", page, "", official...)
	version := staff.header.Get("ETag")
	const review = "/api/v1/events/health-industry-promotion"
	reg := `{"name":"李","organisationName":"某公司","contact":"+85291234567","interests":[],"language":"zh-HK","consentVersion":"2026-11-01","consent":true}`
	for what, c := range map[string]struct {
		method, path, body string
		headers            []string
		status             int
		has, hasNot        string
	}{
		"the same page again costs nothing":     {"GET", page, "", []string{"If-None-Match", etag}, 304, "", "title"},
		"another tag gets the page":             {"GET", page, "", []string{"If-None-Match", `"p-0"`}, 200, `"slug"`, ""},
		"staff sees people and counts":          {"GET", page, "", official, 200, `"registrations":{"confirmed":5,"waiting":0}`, ""},
		"an investor sees that they registered": {"GET", page, "", investor, 200, `"registered":{"id"`, `"people"`},
		"a draft is not there":                  {"GET", review, "", nil, 404, "event_not_found", "健康"},
		"nor its agenda":                        {"GET", review + "/sessions", "", nil, 404, "event_not_found", "健康"},
		"nor its calendar":                      {"GET", review + "/calendar.ics", "", nil, 404, "event_not_found", "VEVENT"},
		"nor for an investor":                   {"GET", review, "", investor, 404, "event_not_found", "健康"},
		"nor to register for":                   {"POST", review + "/registrations", reg, nil, 404, "event_not_found", ""},
		"the list has published ones only":      {"GET", "/api/v1/events", "", investor, 200, d.Event, "health-industry-promotion"},
		"staff lists all":                       {"GET", "/api/v1/events?status=review", "", official, 200, "health-industry-promotion", d.Event},
		"an edit needs the version":             {"PATCH", page, `{}`, official, 428, "if_match_required", ""},
		"the version has to be the present one": {"PATCH", page, `{}`, append([]string{"If-Match", `"1"`}, official...), 412, "version_conflict", ""},
		"a stranger cannot edit":                {"PATCH", page, `{}`, []string{"If-Match", version}, 401, "sign_in_required", ""},
		"nor an investor":                       {"PATCH", page, `{}`, append([]string{"If-Match", version}, investor...), 403, "not_allowed", ""},
		"a slug that was published stays":       {"PATCH", page, `{"slug":"other-name"}`, append([]string{"If-Match", version}, official...), 409, "slug_fixed", ""},
		"too much is refused":                   {"PATCH", page, `{"title":{"zh-CN":"` + strings.Repeat("长", 121) + `"}}`, append([]string{"If-Match", version}, official...), 422, "too_long", ""},
		"who submitted does not approve":        {"PUT", review + "/status", `{"status":"published"}`, append([]string{"If-Match", ask(t, a, "GET", review, "", official...).header.Get("ETag")}, official...), 403, "second_official_required", ""},
		"contacts are masked":                   {"GET", page + "/registrations", "", official, 200, `"i***@demo.zhaoyun.example"`, "investor-hk@"},
		"unless asked for":                      {"GET", page + "/registrations?contacts=full", "", official, 200, "investor-hk@", ""},
		"which is staff's alone":                {"GET", page + "/registrations", "", investor, 403, "not_allowed", "***@"},
		"a session people were in stays":        {"DELETE", page + "/sessions/" + sessionIn(staff.body, d.Room), "", official, 409, "room_used", ""},
		"a NUL in an address is refused":        {"GET", "/api/v1/events?q=%00", "", nil, 422, "nul_character", ""},
		"and in a body":                         {"POST", "/api/v1/events", `{"title":{"zh-CN":"a\\\u0000"}}`, official, 422, "nul_character", ""},
		"but not one that is spelt out":         {"POST", "/api/v1/events", `{"title":{"zh-CN":"\\u0000"}}`, official, 201, `\\u0000`, ""},
		"the audit log names events":            {"GET", "/api/v1/audit?action=approve-event", "", official, 200, `"zh-CN":"杭港高端服务业示范区云推介"`, ""},
		"a calendar in English":                 {"GET", page + "/calendar.ics?lang=en", "", nil, 200, "SUMMARY:[Demonstration] ", ""},
	} {
		got := ask(t, a, c.method, c.path, c.body, c.headers...)
		if got.status != c.status || !strings.Contains(got.raw, c.has) || c.hasNot != "" && strings.Contains(got.raw, c.hasNot) {
			t.Errorf("%s: %s %s answered %d %.600s", what, c.method, c.path, got.status, got.raw)
		}
	}

	// A phone loses the answer and asks again: one registration, and signed in all the same.
	key := []string{"Idempotency-Key", "0190f3c1-one-registration"}
	one, two := ask(t, a, "POST", page+"/registrations", reg, key...), ask(t, a, "POST", page+"/registrations", reg, key...)
	if one.status != 201 || two.status != 201 || one.raw != two.raw || len(two.header.Values("Set-Cookie")) != 3 {
		t.Errorf("%d %s then %d %s", one.status, one.raw, two.status, two.raw)
	}
}

// sessionIn finds the session of a room in the JSON of an event.
func sessionIn(event map[string]any, room string) string {
	sessions, _ := event["sessions"].([]any)
	for _, s := range sessions {
		if m, ok := s.(map[string]any); ok && m["room"] == room {
			id, _ := m["id"].(string)
			return id
		}
	}
	return ""
}
