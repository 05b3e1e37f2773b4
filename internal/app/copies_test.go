package app

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"zhaoyun/internal/demo"
	"zhaoyun/internal/testkit"
)

// get asks for a file and returns the status.
func (s *served) get(token, path string) (int, http.Header) {
	s.t.Helper()
	r, err := http.NewRequest(http.MethodGet, "http://"+s.Addr()+path, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	return res.StatusCode, res.Header
}

func TestACopyOfAnEventSharesItsFilesAndNothingElse(t *testing.T) {
	t.Parallel()
	for name, url := range map[string]string{"sqlite": "", "postgres": testkit.PostgresURL(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, url)
			d, err := demo.Load(context.Background(), s.demoDeps(""))
			if err != nil {
				t.Fatal(err)
			}
			in, _ := s.ask("", "POST", "/sign-in", `{"method":"password","tokens":true,"login":"official@demo.zhaoyun.example","password":"`+demo.Password+`"}`, 200)
			official := in["accessToken"].(string)
			path := "/events/" + d.Event
			before, was := s.ask(official, "GET", path, "", 200)

			// The same key makes one copy.
			key := []string{"Idempotency-Key", "0190f3c1-one-copy"}
			made, first := s.ask(official, "POST", path+"/copies", copyOrder, 201, key...)
			if _, again := s.ask(official, "POST", path+"/copies", copyOrder, 201, key...); again != first {
				t.Errorf("%s then %s", first, again)
			}
			if _, is := s.ask(official, "GET", path, "", 200); is != was {
				t.Errorf("the event itself changed:\n%s\n%s", was, is)
			}
			if status, _ := s.get(official, made["cover"].(map[string]any)["url"].(string)); status != 200 {
				t.Errorf("the cover of the copy: %d", status)
			}
			sessions := made["sessions"].([]any)
			if len(sessions) != len(before["sessions"].([]any)) {
				t.Fatalf("%d sessions", len(sessions))
			}
			var room, session string
			for _, one := range sessions {
				se := one.(map[string]any)
				id := se["room"].(string)
				if list, _ := s.ask(official, "GET", "/rooms/"+id+"/handouts", "", 200); len(list["items"].([]any)) > 0 {
					room, session = id, se["id"].(string)
				}
			}
			if room == "" {
				t.Fatal("no copied room gives documents away")
			}
			slides, _ := s.ask(official, "GET", "/rooms/"+room+"/slides", "", 200)
			file := slides["items"].([]any)[0].(map[string]any)
			if questions, text := s.ask(official, "GET", "/rooms/"+room+"/questions", "", 200); len(questions["items"].([]any)) != 0 {
				t.Errorf("questions were copied: %s", text)
			}
			guest := s.guest("过客")
			if status, _ := s.get(guest, fmt.Sprintf("/api/v1/rooms/%s/handouts/%v/content", room, file["file"])); status != 404 {
				t.Errorf("a draft gives its documents to anybody: %d", status)
			}

			// What goes from the copy stays in the original.
			s.ask(official, "DELETE", fmt.Sprintf("/rooms/%s/slides/%v", room, file["file"]), "", 204)
			s.enter(guest, d.Room)
			status, header := s.get(guest, fmt.Sprintf("/api/v1/rooms/%s/handouts/%v/content", d.Room, file["file"]))
			if status != 200 || !strings.HasPrefix(header.Get("Content-Disposition"), "attachment") {
				t.Errorf("the original: %d %v", status, header)
			}
			taken, text := s.ask(official, "GET", fmt.Sprintf("/rooms/%s/handouts/%v/takers", d.Room, file["file"]), "", 200)
			if who := taken["items"].([]any); len(who) != 1 || !strings.Contains(text, "过客") {
				t.Errorf("got %s", text)
			}
			s.ask(official, "DELETE", "/events/"+made["id"].(string)+"/sessions/"+session, "", 204) // that an official was in its room does not keep it
		})
	}
}
