package realtime_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
	"zhaoyun/internal/testkit"
	"zhaoyun/realtime"
)

// document is the AsyncAPI document, as far as checking frames against it needs.
type document struct {
	AsyncAPI   string `json:"asyncapi"`
	Components struct {
		Messages map[string]struct {
			Payload map[string]any `json:"payload"`
		} `json:"messages"`
		Schemas map[string]map[string]any `json:"schemas"`
	} `json:"components"`
}

// check reports where a value is not what the schema says.
func (d document) check(where string, schema map[string]any, v any) []string {
	if ref, ok := schema["$ref"].(string); ok {
		return d.check(where, d.Components.Schemas[strings.TrimPrefix(ref, "#/components/schemas/")], v)
	}
	if options, ok := schema["oneOf"].([]any); ok {
		for _, o := range options {
			if d.check(where, o.(map[string]any), v) == nil {
				return nil
			}
		}
		return []string{where + " is none of its forms"}
	}
	var wrong []string
	if c, ok := schema["const"]; ok && c != v {
		wrong = append(wrong, fmt.Sprintf("%s is %v, not %v", where, v, c))
	}
	if e, ok := schema["enum"].([]any); ok && !slices.Contains(e, v) {
		wrong = append(wrong, fmt.Sprintf("%s is %v, none of %v", where, v, e))
	}
	bad := func() []string { return append(wrong, fmt.Sprintf("%s is %v, not %v", where, v, schema["type"])) }
	switch schema["type"] {
	case nil:
	case "null":
		if v != nil {
			return bad()
		}
	case "string":
		if _, ok := v.(string); !ok {
			return bad()
		}
	case "boolean":
		if _, ok := v.(bool); !ok {
			return bad()
		}
	case "integer":
		if n, ok := v.(float64); !ok || n != float64(int64(n)) {
			return bad()
		}
	case "number":
		if _, ok := v.(float64); !ok {
			return bad()
		}
	case "array":
		list, ok := v.([]any)
		if !ok {
			return bad()
		}
		for i, item := range list {
			wrong = append(wrong, d.check(fmt.Sprintf("%s[%d]", where, i), schema["items"].(map[string]any), item)...)
		}
	case "object":
		fields, ok := v.(map[string]any)
		if !ok {
			return bad()
		}
		wrong = append(wrong, d.checkObject(where, schema, fields)...)
	default:
		return bad()
	}
	return wrong
}

func (d document) checkObject(where string, schema, fields map[string]any) (wrong []string) {
	properties, _ := schema["properties"].(map[string]any)
	for name, v := range fields {
		s, ok := properties[name].(map[string]any)
		if !ok {
			if s, ok = schema["additionalProperties"].(map[string]any); !ok {
				wrong = append(wrong, where+"."+name+" is not in the document")
				continue
			}
		}
		wrong = append(wrong, d.check(where+"."+name, s, v)...)
	}
	required, _ := schema["required"].([]any)
	for _, name := range required {
		if _, ok := fields[name.(string)]; !ok {
			wrong = append(wrong, where+"."+name.(string)+" is missing")
		}
	}
	return wrong
}

func readDocument(t *testing.T) document {
	t.Helper()
	var d document
	if err := json.Unmarshal(realtime.AsyncAPI(), &d); err != nil || d.AsyncAPI != "3.0.0" {
		t.Fatalf("the document: %v", err)
	}
	return d
}

func TestEveryFrameTypeIsInTheDocument(t *testing.T) {
	t.Parallel()
	d := readDocument(t)
	for name := range realtime.Frames() {
		schema := d.Components.Messages[name].Payload
		for _, text := range []string{`{"t":"nonsense"}`, `{"t":1}`, `{}`, `[]`} {
			var v any
			_ = json.Unmarshal([]byte(text), &v)
			if d.check(name, schema, v) == nil {
				t.Errorf("%s would also be %s", name, text)
			}
		}
	}
}

// TestFramesAreWhatTheDocumentSays drives a room through everything it can tell
// and holds each frame against the document.
func TestFramesAreWhatTheDocumentSays(t *testing.T) {
	t.Parallel()
	d := readDocument(t)
	h := newHouse(t, testkit.SQLite(t))
	h.session.People["pres"] = policy.Presenter
	n := h.node(nodeOptions{metrics: prometheus.NewRegistry()})
	n.open()
	host, pres := n.join("host", ""), n.join("pres", "")
	_, err := n.svc.ShowStage(t.Context(), actor("pres"), h.room, "notice", json.RawMessage(`{"text":{"zh-CN":"休息"}}`))
	h.ok(err)
	seq := n.post("ann", "a line")
	h.ok(n.svc.HideChat(t.Context(), actor("host"), h.room, seq, "why"))
	n.post("bob", "another line")
	late := n.join("late", "")
	for _, text := range []string{
		`{"t":"ping"}`, `{"t":"pulse","type":"clap"}`, `{"t":"pulse","type":"typing"}`, `{"t":"what"}`,
		`{"t":"sticky","key":"pointer","data":{"x":0.1,"y":0.2,"page":1}}`, `{"t":"sticky","key":"pointer","data":null}`, `{"t":"time","c":1.5}`,
		`{"t":"sticky","key":"camera","data":{"stage":1,"lng":120,"lat":30,"zoom":16,"pitch":0,"bearing":0,"layers":[]}}`,
	} {
		var v any
		h.ok(json.Unmarshal([]byte(text), &v))
		if name := map[string]string{"ping": "ping", "pulse": "clientPulse", "sticky": "clientSticky", "time": "clientTime"}[v.(map[string]any)["t"].(string)]; name != "" {
			for _, wrong := range d.check(name, d.Components.Messages[name].Payload, v) {
				t.Errorf("client frame %s: %s", text, wrong)
			}
		}
		pres.say(text)
	}
	late.wait("a sticky", func(f frame) bool { return f.T == "sticky" })
	late.wait("a pulse", func(f frame) bool { return f.T == "pulse" })
	pres.wait("an error", func(f frame) bool { return f.T == "error" })
	_, err = n.svc.Mute(t.Context(), actor("host"), h.room, late.hello().You.ID, 1)
	h.ok(err)
	late.wait("you", func(f frame) bool { return f.T == "you" })
	_, err = n.svc.Kick(t.Context(), actor("host"), h.room, late.hello().You.ID, "")
	h.ok(err)
	late.bye("kicked")
	host.wait("the kick", func(f frame) bool { return f.Type == room.TypeKicked })

	seen := map[string]bool{}
	for _, c := range []*client{host, pres, late} {
		for _, f := range c.all() {
			seen[f.T] = true
			var v any
			h.ok(json.Unmarshal([]byte(f.text), &v))
			schema := d.Components.Messages[f.T].Payload
			if schema == nil {
				t.Errorf("frame %s is not in the document", f.T)
			}
			for _, wrong := range d.check(f.T, schema, v) {
				t.Errorf("%s\n  in %s", wrong, f.text)
			}
		}
	}
	for _, name := range []string{"hello", "entry", "who", "sticky", "pulse", "presence", "you", "bye", "error", "pong", "time"} {
		if !seen[name] {
			t.Errorf("no %s was seen", name)
		}
	}
}
