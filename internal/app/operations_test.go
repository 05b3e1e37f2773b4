package app

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/node"
	"zhaoyun/internal/testkit"
)

// administrator is the token of an administrator.
func (s *served) administrator() string {
	s.t.Helper()
	_, err := s.accounts.AddUser(context.Background(), account.NewUser{
		Name: "管理员", Contacts: []string{"admin@example.com"}, Password: "a long enough passphrase", Role: core.RoleAdministrator, Organisation: "示例区投资促进局",
	})
	if err != nil {
		s.t.Fatal(err)
	}
	a, _ := s.ask("", "POST", "/sign-in", `{"method":"password","login":"admin@example.com","password":"a long enough passphrase","tokens":true}`, 200)
	return a["accessToken"].(string)
}

// servers is what the operations page reads.
func (s *served) servers(token string) (all []node.Report) {
	s.t.Helper()
	_, text := s.ask(token, "GET", "/operations/nodes", "", 200)
	var page struct{ Items []node.Report }
	if err := json.Unmarshal([]byte(text), &page); err != nil {
		s.t.Fatal(err)
	}
	return page.Items
}

// ready is the status of /readyz.
func (s *served) readiness() int {
	s.t.Helper()
	res, err := http.Get("http://" + s.Addr() + "/readyz")
	if err != nil {
		s.t.Fatal(err)
	}
	_ = res.Body.Close()
	return res.StatusCode
}

// refusal tries to enter a room and returns how that was refused.
func (s *served) refusal(token, room string) (status int, header http.Header, body string) {
	s.t.Helper()
	dialer := websocket.Dialer{Subprotocols: []string{"zhaoyun.v1"}}
	conn, res, err := dialer.Dial("ws://"+s.Addr()+"/ws/rooms/"+room, http.Header{"Authorization": {"Bearer " + token}})
	if err == nil {
		_ = conn.Close()
		s.t.Fatal("let in")
	}
	text, _ := io.ReadAll(res.Body)
	return res.StatusCode, res.Header, string(text)
}

func TestAnAdministratorTakesAServerOutOfServiceAndPutsItBack(t *testing.T) {
	t.Parallel()
	here, there := nodes(t, testkit.RedisURL(t))
	admin, host, mei := here.administrator(), here.official(), here.guest("梅女士")
	id := here.session(host)
	k := here.listen(mei, id, "")
	k.eventually(t, `"t":"hello"`)
	testkit.Eventually(t, "both servers and the room are told of, from either", func() bool {
		for _, s := range []*served{here, there} {
			all := s.servers(admin)
			if len(all) != 2 || !slices.ContainsFunc(all, func(r node.Report) bool {
				return r.ID == "here" && len(r.Rooms) == 1 && r.Rooms[0].Session.In("zh-CN") == "第一场" && r.Rooms[0].Event.In("zh-CN") == "云推介" &&
					r.People == 1 && r.Version == version() && r.Here == (s == here)
			}) {
				return false
			}
		}
		return true
	})

	accepting := "/operations/nodes/here/accepting"
	if _, text := there.ask(admin, "PUT", accepting, `{"accepting":false}`, 200); !strings.Contains(text, `"accepting":false`) {
		t.Errorf("confirmed with %s", text)
	}
	k.eventually(t, `{"t":"bye","code":"moved","retry":true}`)
	if here.readiness() != 503 || there.readiness() != 200 {
		t.Errorf("ready: %d and %d", here.readiness(), there.readiness())
	}
	if status, header, body := here.refusal(mei, id); status != 503 || header.Get("Retry-After") != "1" || !strings.Contains(body, `"code":"node_resting"`) {
		t.Errorf("refused with %d %v %s", status, header, body)
	}
	line, _ := here.ask(mei, "POST", "/rooms/"+id+"/chat", `{"text":"我还在吗"}`, 201) // it still answers
	there.listen(mei, id, "?since=public:0,inbox:0&epoch="+epoch(t, k)).eventually(t, fmt.Sprintf(`"seq":%v,"type":"chat.posted"`, line["seq"]))
	here.ask(admin, "PUT", "/operations/nodes/there/accepting", `{"accepting":false}`, 409) // the last one in service
	here.ask(admin, "POST", "/operations/nodes/there/move", `{"share":0.5}`, 409)

	there.ask(admin, "PUT", accepting, `{"accepting":true}`, 200)
	if status := here.readiness(); status != 200 {
		t.Errorf("back in service it answers %d", status)
	}
	again := there.listen(mei, id, "")
	again.eventually(t, `"t":"hello"`)
	here.ask(admin, "POST", "/operations/nodes/there/move", `{"share":1}`, 200)
	again.eventually(t, `{"t":"bye","code":"moved","retry":true}`)
	here.listen(mei, id, "").eventually(t, `"t":"hello"`)

	t.Run("nobody else may", func(t *testing.T) {
		here.ask("", "GET", "/operations/nodes", "", 401)
		for _, who := range []string{host, mei} {
			here.ask(who, "GET", "/operations/nodes", "", 403)
			here.ask(who, "PUT", accepting, `{"accepting":false}`, 403)
			here.ask(who, "POST", "/operations/nodes/here/move", `{"share":0.5}`, 403)
		}
	})
	t.Run("bad input is named", func(t *testing.T) {
		for _, c := range []struct {
			method, path, body string
			status             int
			code               string
		}{
			{"PUT", "nobody/accepting", `{"accepting":false}`, 404, "node_not_found"},
			{"PUT", "here/accepting", `{}`, 422, "required"},
			{"PUT", "here/accepting", `{"accepting":"no"}`, 422, "wrong_form"},
			{"POST", "here/move", `{"share":0}`, 422, "too_small"},
			{"POST", "here/move", `{"share":2}`, 422, "too_large"},
		} {
			if _, text := here.ask(admin, c.method, "/operations/nodes/"+c.path, c.body, c.status); !strings.Contains(text, c.code) {
				t.Errorf("%s %s: %s", c.path, c.body, text)
			}
		}
	})
	t.Run("and everything is in the audit log", func(t *testing.T) {
		for query, want := range map[string]int{
			"action=set-node-accepting&result=ok": 2, "action=set-node-accepting&result=refused": 3, "action=move-node&result=ok": 1,
			"action=move-node&result=refused": 3, "object=there&result=refused": 2, "action=list-nodes&result=refused": 2,
		} {
			page, text := here.ask(admin, "GET", "/audit?limit=200&"+query, "", 200)
			if got := len(page["items"].([]any)); got != want {
				t.Errorf("%s: %d lines, want %d: %s", query, got, want, text)
			}
		}
		if _, text := here.ask(admin, "GET", "/audit?object=there&result=refused", "", 200); !strings.Contains(text, `"code":"only_node"`) || !strings.Contains(text, `"zh-CN":"there"`) {
			t.Errorf("got %s", text)
		}
	})
}

func TestTheOnlyServerStaysInService(t *testing.T) {
	t.Parallel()
	s := serve(t, "")
	admin := s.administrator()
	var all []node.Report
	testkit.Eventually(t, "it tells of itself", func() bool { all = s.servers(admin); return len(all) == 1 })
	if !all[0].Here || !all[0].Accepting || all[0].Rooms == nil {
		t.Fatalf("got %+v", all)
	}
	path := "/operations/nodes/" + all[0].ID
	for _, order := range [][3]string{{"PUT", "/accepting", `{"accepting":false}`}, {"POST", "/move", `{"share":0.5}`}} {
		if _, text := s.ask(admin, order[0], path+order[1], order[2], 409); !strings.Contains(text, `"code":"only_node"`) {
			t.Errorf("got %s", text)
		}
	}
	s.ask(admin, "PUT", path+"/accepting", `{"accepting":true}`, 200)
	if s.readiness() != 200 {
		t.Error("it is not ready")
	}
}

func TestEveryMetricIsDocumented(t *testing.T) {
	t.Parallel()
	s := serve(t, "")
	s.listen(s.guest("梅女士"), s.demonstration(), "").eventually(t, `"t":"hello"`)
	documented, err := os.ReadFile("../../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	families, err := s.metrics.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		if name := f.GetName(); strings.HasPrefix(name, "zhaoyun_") && !strings.Contains(string(documented), "`"+name+"`") {
			t.Errorf("%s is not in docs/operations.md", name)
		}
	}
}
