package app

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/testkit"
)

// target is a whole installation whose every operation is asked for anything.
type target struct {
	*served
	ops    []operation
	tokens []string          // nobody's, a guest's, an administrator's
	ids    map[string]string // what there is, by the name of the parameter
	codes  map[string]any    // that the page has words for
}

// operation is as much of the OpenAPI document as it takes to ask.
type operation struct {
	id, method, path string
	query            []string
	content          string // type of the body; empty for none
	body             []byte // one that fits the schema
}

// targets are one installation on each store, shared by all inputs of a worker.
func targets(f *testing.F, wanted func(operation) bool) []*target {
	f.Helper()
	return []*target{aim(f, "", wanted), aim(f, testkit.PostgresURL(f), wanted)}
}

func aim(f *testing.F, databaseURL string, wanted func(operation) bool) *target {
	f.Helper()
	cfg := embedded(f)
	cfg.DatabaseURL = databaseURL
	a, err := Open(context.Background(), cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(a.Close)
	ctx, stop := context.WithCancel(context.Background())
	f.Cleanup(stop)
	go func() { _ = a.Serve(ctx) }()
	x := &target{served: &served{a, f, stop}}
	x.furnish()
	for _, words := range []string{"errors", "errors-more"} {
		text, err := os.ReadFile("../../web/src/locales/en/" + words + ".json")
		if err == nil {
			err = json.Unmarshal(text, &x.codes)
		}
		if err != nil {
			f.Fatal(err)
		}
	}
	// Those would take the ground away that the others stand on.
	deadly := []string{"sign-out", "sign-out-person", "set-event-status", "update-event", "update-session", "delete-session"}
	for _, op := range x.document() {
		if wanted(op) && !slices.Contains(deadly, op.id) {
			x.ops = append(x.ops, op)
		}
	}
	return x
}

// furnish puts things into the house for operations to find.
func (x *target) furnish() {
	ctx := context.Background()
	room := x.session(x.official())
	_, err := x.accounts.AddUser(ctx, account.NewUser{
		Name: "管理员", Contacts: []string{"admin@example.com"}, Password: "a long enough passphrase", Role: core.RoleAdministrator,
	})
	if err != nil {
		x.t.Fatal(err)
	}
	in, _ := x.ask("", "POST", "/sign-in", `{"method":"password","login":"admin@example.com","password":"a long enough passphrase","tokens":true}`, 200)
	admin, guest := in["accessToken"].(string), x.guest("梅女士")
	x.tokens = []string{"", guest, admin}
	participant := x.enter(guest, room)
	x.enter(admin, room)
	at, _ := x.ask(admin, "GET", "/rooms/"+room, "", 200)
	x.ask(admin, "PUT", "/rooms/"+room+"/state", `{"state":"live"}`, 200)
	x.ask(guest, "POST", "/rooms/"+room+"/chat", `{"text":"第一行"}`, 201)
	file, _ := x.ask(admin, "POST", "/files", `{"name":"a.pdf","size":100,"purpose":"slides"}`, 201)
	people, _ := x.ask(admin, "GET", "/people?kind=guest", "", 200)
	x.ids = map[string]string{
		"room": room, "participant": participant, "event": at["event"].(map[string]any)["id"].(string),
		"session": at["session"].(map[string]any)["id"].(string), "file": file["id"].(string), "seq": "1", "staffSeq": "1",
		"person": people["items"].([]any)[0].(map[string]any)["id"].(string), "organisation": core.NewID(), "registration": core.NewID(),
	}
}

// document reads the operations from the OpenAPI document.
func (x *target) document() (ops []operation) {
	raw, err := x.server.OpenAPI()
	if err != nil {
		x.t.Fatal(err)
	}
	var doc struct {
		Paths map[string]map[string]struct {
			ID         string                                 `json:"operationId"`
			Parameters []struct{ Name, In string }            `json:"parameters"`
			Body       struct{ Content map[string]mediaType } `json:"requestBody"`
		} `json:"paths"`
		Components struct{ Schemas map[string]schema } `json:"components"`
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		x.t.Fatal(err)
	}
	for path, methods := range doc.Paths {
		for method, o := range methods {
			op := operation{id: o.ID, method: strings.ToUpper(method), path: path}
			for _, p := range o.Parameters {
				if p.In == "query" {
					op.query = append(op.query, p.Name)
				}
			}
			for content, m := range o.Body.Content {
				op.content = content
				op.body, _ = json.Marshal(m.Schema.example(doc.Components.Schemas))
			}
			ops = append(ops, op)
		}
	}
	slices.SortFunc(ops, func(a, b operation) int { return strings.Compare(a.id, b.id) })
	return ops
}

type mediaType struct{ Schema schema }

type schema struct {
	Ref        string            `json:"$ref"`
	Type       any               `json:"type"`
	Enum       []any             `json:"enum"`
	Properties map[string]schema `json:"properties"`
	Items      *schema           `json:"items"`
	Format     string            `json:"format"`
}

// example is a value that fits.
func (s schema) example(all map[string]schema) any {
	if s.Ref != "" {
		return all[s.Ref[strings.LastIndex(s.Ref, "/")+1:]].example(all)
	}
	if len(s.Enum) > 0 {
		return s.Enum[0]
	}
	kind, _ := s.Type.(string)
	if many, ok := s.Type.([]any); ok {
		kind, _ = many[0].(string)
	}
	switch {
	case kind == "object":
		o := map[string]any{}
		for name, p := range s.Properties {
			o[name] = p.example(all)
		}
		return o
	case kind == "array" && s.Items != nil:
		return []any{s.Items.example(all)}
	case kind == "integer", kind == "number":
		return 1
	case kind == "boolean":
		return true
	case s.Format == "date-time":
		return "2030-01-02T03:04:05Z"
	case kind == "string":
		return "text"
	}
	return map[string]any{"text": map[string]any{"zh-CN": "欢迎"}}
}

// send asks for an operation in process, through the whole server.
func (x *target) send(t *testing.T, op operation, who int, part, query string, header http.Header, body []byte) (int, []byte) {
	t.Helper()
	path := op.path
	for name, id := range x.ids {
		if part != "" { // something else where an id should be
			id = url.PathEscape(part)
		}
		path = strings.ReplaceAll(path, "{"+name+"}", id)
	}
	plain, err := url.PathUnescape(path)
	if err != nil {
		t.Skip()
	}
	r := &http.Request{
		Method: op.method, URL: &url.URL{Path: plain, RawPath: path, RawQuery: query}, Host: "x", Header: header.Clone(), ContentLength: int64(len(body)),
		Body: io.NopCloser(bytes.NewReader(body)),
	}
	if r.Header == nil {
		r.Header = http.Header{}
	}
	if token := x.tokens[who%len(x.tokens)]; token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := x.server.App.Test(r, -1)
	if err != nil {
		t.Fatalf("%s %s?%s: %v", op.method, path, query, err)
	}
	defer func() { _ = res.Body.Close() }()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	x.judge(t, op, res, answer)
	return res.StatusCode, answer
}

// judge holds an answer against what every answer promises.
func (x *target) judge(t *testing.T, op operation, res *http.Response, answer []byte) {
	t.Helper()
	if res.StatusCode < 400 {
		if strings.Contains(res.Header.Get("Content-Type"), "json") && len(answer) > 0 && !json.Valid(answer) {
			t.Errorf("%s: %d %s", op.id, res.StatusCode, answer)
		}
		return
	}
	var p struct {
		Code   string
		Status int
		Detail string
		Errors []struct{ Code, Field string }
	}
	if err := json.Unmarshal(answer, &p); err != nil || res.Header.Get("Content-Type") != "application/problem+json" {
		t.Fatalf("%s: %d %q %s", op.id, res.StatusCode, res.Header.Get("Content-Type"), answer)
	}
	if res.StatusCode >= 500 || p.Status != res.StatusCode || p.Detail == "" {
		t.Errorf("%s: %d %s", op.id, res.StatusCode, answer)
	}
	codes := []string{p.Code}
	for _, e := range p.Errors {
		codes = append(codes, e.Code)
	}
	for _, code := range codes {
		if _, known := x.codes[code]; !known {
			t.Errorf("%s: nobody knows the code %q: %s", op.id, code, answer)
		}
	}
}

// FuzzQueries asks for lists and things with whatever in the path, the query and
// the headers: bad input has a stable code, and nothing breaks the server.
func FuzzQueries(f *testing.F) {
	all := targets(f, func(op operation) bool { return op.method == http.MethodGet })
	values := []string{
		"", "50", "-1", "99999999999999999999", "public", "full", "2026-01-01T00:00:00Z", "yesterday", core.NewID(), "x", "%", "_", `\`, "'", "\xff", "\u202e",
		"招商", "0", "true", "guest", "published", strings.Repeat("長", 90), "é\u0301", "\x1b", "a\nb", "[]", "{}", "NaN", "1e9", "+1", " ",
	}
	for i := range all[0].ops {
		f.Add(i, 2, "", "", "", "bytes=0-1")
		f.Add(i, 1, "\xff", "x", "\xff", "\x00")
		for j, v := range values {
			f.Add(i, 2, "", v, values[(j*7+i)%len(values)], v)
		}
	}
	f.Fuzz(func(t *testing.T, op, who int, part, one, two, head string) {
		for _, x := range all {
			o := x.ops[pick(op, len(x.ops))]
			q := url.Values{}
			for i, name := range o.query { // one or the other, by the name
				if i%2 == 0 {
					q.Set(name, one)
				} else {
					q.Set(name, two)
				}
			}
			h := http.Header{}
			for _, name := range []string{"Range", "If-None-Match", "If-Range", "Accept-Language", "X-Forwarded-For"} {
				h.Set(name, printable(head))
			}
			x.send(t, o, pick(who, 3), part, q.Encode(), h, nil)
			// And each parameter alone: a wrong one hides the others.
			for _, name := range o.query {
				x.send(t, o, pick(who, 3), part, url.Values{name: {one}}.Encode(), nil, nil)
			}
		}
	})
}

// FuzzBodies writes whatever to every operation that takes a body.
func FuzzBodies(f *testing.F) {
	all := targets(f, func(op operation) bool { return op.method != http.MethodGet })
	for i, op := range all[0].ops {
		f.Add(i, 2, "", "", op.body)
		f.Add(i, 1, "", `"1"`, op.body)
		f.Add(i, 0, "x", "0", []byte(`{}`))
		f.Add(i, 2, "", "1", []byte(`{"`))
		var fields map[string]any
		if json.Unmarshal(op.body, &fields) != nil {
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(fields)) {
			for _, v := range []any{nil, "", -1, strings.Repeat("x", 600), map[string]any{}, "\u202e<script>"} {
				with := maps.Clone(fields)
				with[name] = v
				b, _ := json.Marshal(with)
				f.Add(i, 2, "", "1", b)
			}
		}
	}
	f.Fuzz(func(t *testing.T, op, who int, part, head string, body []byte) {
		for _, x := range all {
			o := x.ops[pick(op, len(x.ops))]
			h := http.Header{"If-Match": {printable(head)}, "Upload-Offset": {printable(head)}}
			if o.content != "" {
				h.Set("Content-Type", o.content)
			}
			x.send(t, o, pick(who, 3), part, "", h, body)
		}
	})
}

func pick(i, n int) int { return int(uint(i) % uint(n)) }

// printable is what can stand in a header, as net/http would let it out.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}
