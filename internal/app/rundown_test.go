package app

import (
	"strings"
	"testing"
)

func TestTheRunOfShowOverREST(t *testing.T) {
	t.Parallel()
	s := serve(t, "")
	host := s.official()
	room := s.session(host)
	path := "/rooms/" + room + "/rundown"
	guest := s.guest("路人")
	s.enter(guest, room)

	draft := `{"title":"开场","minutes":5,"stage":{"kind":"notice","data":{"text":{"zh-CN":"欢迎"}}},"notes":"先问好"}`
	first, _ := s.ask(host, "POST", path+"/items", draft, 201, "Idempotency-Key", "the-first-item")
	again, _ := s.ask(host, "POST", path+"/items", draft, 201, "Idempotency-Key", "the-first-item")
	second, _ := s.ask(host, "POST", path+"/items", `{"title":"答问","minutes":30,"speaker":"四部门答问席"}`, 201)
	id := first["id"].(string)
	if again["id"] != id {
		t.Fatalf("a repeated request planned another item: %v", again)
	}
	s.ask(host, "PUT", path+"/items/"+id, draft, 428)
	s.ask(host, "PUT", path+"/items/"+id, strings.Replace(draft, "5", "10", 1), 200, "If-Match", `"1"`)
	s.ask(host, "PUT", path+"/items/"+id, draft, 412, "If-Match", `"1"`)
	_, refused := s.ask(host, "POST", path+"/items", `{"title":"甲","minutes":5,"person":"01a00000-0000-7000-8000-000000000000"}`, 422)
	if !strings.Contains(refused, "rundown_person") {
		t.Fatalf("got %s", refused)
	}
	s.ask(guest, "GET", path, "", 403)
	s.ask(host, "PUT", "/rooms/"+room+"/me/ready", `{"ready":true}`, 200)

	s.ask(host, "PUT", path+"/current", `{"item":"`+id+`"}`, 200) // starts the session
	_, moved := s.ask(host, "PUT", path+"/current", `{"item":"`+second["id"].(string)+`"}`, 409)
	if !strings.Contains(moved, "rundown_moved") {
		t.Fatalf("got %s", moved)
	}
	plan, text := s.ask(host, "PUT", path+"/current", `{"item":"`+second["id"].(string)+`","from":"`+id+`"}`, 200)
	if n := len(plan["items"].([]any)); n != 2 || !strings.Contains(text, `"status":"running"`) || !strings.Contains(text, `"ready":true`) {
		t.Fatalf("got %s", text)
	}
	_, log := s.ask(guest, "GET", "/rooms/"+room+"/entries", "", 200)
	if !strings.Contains(log, "四部门答问席") || strings.Contains(log, "先问好") {
		t.Fatalf("everybody reads %s", log)
	}
}

func TestWhoIsInARehearsalIsPutOutWhenItIsThrownAway(t *testing.T) {
	t.Parallel()
	s := serve(t, "")
	host := s.official()
	room := s.session(host)
	opened, _ := s.ask(host, "POST", "/rooms/"+room+"/rehearsal", "", 201)
	id := opened["id"].(string)
	if opened["kind"] != "rehearsal" || opened["live"] != room {
		t.Fatalf("got %v", opened)
	}
	s.ask(s.guest("路人"), "GET", "/rooms/"+id, "", 404)
	inside := s.listen(host, id, "")
	inside.eventually(t, `"t":"hello"`)
	s.ask(host, "DELETE", "/rooms/"+id+"/rehearsal", "", 204)
	inside.eventually(t, `"code":"denied"`)
	s.ask(host, "GET", "/rooms/"+id, "", 404)
	s.ask(host, "GET", "/rooms/"+room, "", 200)
}
