package app

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"zhaoyun/internal/testkit"
)

// nodes starts two servers of one installation on PostgreSQL, with Redis between
// them or, as when Redis is away, with nothing.
func nodes(t *testing.T, redis string) (here, there *served) {
	t.Helper()
	cfg := embedded(t)
	cfg.DatabaseURL, cfg.RedisURL, cfg.BlobURL = testkit.PostgresURL(t), redis, "file://"+t.TempDir()
	cfg.Node = "here"
	here = serveWith(t, cfg)
	cfg.Node, cfg.Data = "there", t.TempDir()
	return here, serveWith(t, cfg)
}

// socket is a connection to a room that keeps every frame it gets.
type socket struct {
	*websocket.Conn
	mu   sync.Mutex
	text strings.Builder
}

// listen opens a socket of the person to the room, from the query on.
func (s *served) listen(token, room, query string) *socket {
	s.t.Helper()
	dialer := websocket.Dialer{Subprotocols: []string{"zhaoyun.v1"}, HandshakeTimeout: 10 * time.Second}
	conn, res, err := dialer.Dial("ws://"+s.Addr()+"/ws/rooms/"+room+query, http.Header{"Authorization": {"Bearer " + token}})
	if err != nil {
		s.t.Fatalf("open a socket: %v %v", err, res)
	}
	k := &socket{Conn: conn}
	s.t.Cleanup(func() { _ = conn.Close() })
	go func() {
		for {
			_, p, err := conn.ReadMessage()
			if err != nil {
				return
			}
			k.mu.Lock()
			k.text.Write(append(p, '\n'))
			k.mu.Unlock()
		}
	}()
	return k
}

// all is every frame so far.
func (k *socket) all() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.text.String()
}

func (k *socket) eventually(t *testing.T, want string) {
	t.Helper()
	testkit.Eventually(t, "a frame with "+want, func() bool { return strings.Contains(k.all(), want) })
}

func TestHiddenRetractedAndErasedWordsAreNowhereOnEitherNode(t *testing.T) {
	t.Parallel()
	here, there := nodes(t, testkit.RedisURL(t))
	host := here.official()
	id := here.session(host)
	room := "/rooms/" + id
	mei, lin := there.guest("梅女士"), here.guest("林先生")
	near, far := here.listen(lin, id, ""), there.listen(mei, id, "")
	near.eventually(t, `"t":"hello"`)
	far.eventually(t, `"t":"hello"`)

	secrets := map[string]string{"hidden": "秘密甲", "retracted": "秘密乙", "erased": "秘密丙"}
	seq := map[string]any{}
	for _, how := range []string{"hidden", "retracted", "erased"} {
		line, _ := there.ask(mei, "POST", room+"/chat", fmt.Sprintf(`{"text":%q}`, secrets[how]), 201)
		seq[how] = line["seq"]
		near.eventually(t, secrets[how]) // it was seen on the other node
	}
	reply, _ := here.ask(lin, "POST", room+"/chat", fmt.Sprintf(`{"text":"收到","replyTo":%v}`, seq["hidden"]), 201)
	here.ask(host, "PUT", fmt.Sprintf("%s/chat/%v/hidden", room, seq["hidden"]), `{"reason":"测试"}`, 204)
	there.ask(mei, "DELETE", fmt.Sprintf("%s/chat/%v", room, seq["retracted"]), "", 204)
	me, _ := there.ask(mei, "GET", "/me", "", 200)
	there.ask(mei, "DELETE", "/people/"+me["id"].(string), "", 204)
	near.eventually(t, "participant.erased")
	far.eventually(t, `"t":"bye"`) // the erased person's own socket

	for name, s := range map[string]*served{"here": here, "there": there} {
		fresh := s.listen(s.guest("后来的人"), id, "")
		again := s.listen(s.guest("再来的人"), id, "?since=public:0&epoch="+epoch(t, near))
		staff := s.listen(host, id, "")
		again.eventually(t, fmt.Sprintf(`"seq":%v`, reply["seq"]))
		for _, k := range []*socket{fresh, staff} {
			k.eventually(t, `"snapshot"`)
		}
		_, log := s.ask(host, "GET", room+"/entries?limit=200", "", 200)
		_, roster := s.ask(host, "GET", room+"/roster", "", 200)
		_, staffLog := s.ask(host, "GET", room+"/entries?lane=staff&limit=200", "", 200)
		everything := fresh.all() + again.all() + staff.all() + log + roster + staffLog
		for _, secret := range append([]string{"梅女士"}, secrets["hidden"], secrets["retracted"], secrets["erased"]) {
			if strings.Contains(everything, secret) {
				t.Errorf("%s still says %q", name, secret)
			}
		}
		for n := 1; n <= int(reply["seq"].(float64)); n++ {
			if !strings.Contains(log, fmt.Sprintf(`"seq":%d,`, n)) {
				t.Errorf("%s: entry %d has left the log", name, n)
			}
		}
	}
}

// epoch reads the epoch of the room from the hello of a socket.
func epoch(t *testing.T, k *socket) string {
	t.Helper()
	_, rest, ok := strings.Cut(k.all(), `"epoch":"`)
	value, _, _ := strings.Cut(rest, `"`)
	if !ok || value == "" {
		t.Fatalf("no epoch in %s", k.all())
	}
	return value
}

func TestARoleTakenAwayOnOneNodeReachesASocketOnTheOther(t *testing.T) {
	t.Parallel()
	for name, redis := range map[string]string{"with Redis": testkit.RedisURL(t), "without Redis": ""} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			here, there := nodes(t, redis)
			host := here.official()
			id := here.session(host)
			mei := there.guest("梅女士")
			k := there.listen(mei, id, "")
			k.eventually(t, `"t":"hello"`)
			me, _ := there.ask(mei, "GET", "/rooms/"+id+"/me", "", 200)
			role := "/rooms/" + id + "/roster/" + me["participant"].(string) + "/role"
			for _, to := range []string{"moderator", "guest"} {
				start := time.Now()
				here.ask(host, "PUT", role, fmt.Sprintf(`{"role":%q}`, to), 204)
				k.eventually(t, fmt.Sprintf(`"t":"you","id":%q,"role":%q`, me["participant"], to))
				t.Logf("%s reached the other node in %v", to, time.Since(start).Round(time.Millisecond))
			}
			start := time.Now()
			here.ask(host, "POST", "/rooms/"+id+"/roster/"+me["participant"].(string)+"/kick", "", 204)
			k.eventually(t, `"code":"kicked"`)
			t.Logf("the kick reached the other node in %v", time.Since(start).Round(time.Millisecond))
		})
	}
}
