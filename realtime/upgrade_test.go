package realtime_test

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
	"zhaoyun/internal/testkit"
	"zhaoyun/realtime"
)

func TestOnlyThoseAreUpgradedWhoMayComeIn(t *testing.T) {
	t.Parallel()
	h := newHouse(t, testkit.SQLite(t))
	n := h.node(nodeOptions{limits: realtime.Limits{PerSignIn: 2}})
	seat := n.join("banned", "").hello().You.ID
	_, err := n.svc.Ban(t.Context(), actor("host"), h.room, seat, "")
	h.ok(err)
	set := func(name, value string) func(http.Header) {
		return func(head http.Header) { head.Set(name, value) }
	}
	for _, c := range []struct {
		what, name, query string
		change            func(http.Header)
		status            int
		code              string
	}{
		{"a page of this site", "ann", "", func(head http.Header) { head.Set("Origin", "http://"+n.addr) }, 101, ""},
		{"a program", "ann", "", nil, 101, ""},
		{"a bearer token", "nobody", "", func(head http.Header) { head.Del("Cookie"); head.Set("Authorization", "Bearer ann2") }, 101, ""},
		{"another site", "ann", "", set("Origin", "http://evil.example"), 418, "origin_not_allowed"},
		{"another site with our name in its own", "ann", "", set("Origin", "http://"+n.addr+".evil.example"), 418, "origin_not_allowed"},
		{"nobody", "", "", nil, 418, "sign_in_required"},
		{"an expired token", "expired", "", nil, 418, "token_expired"},
		{"another protocol", "ann", "", set("Sec-WebSocket-Protocol", "zhaoyun.v9"), 418, "subprotocol_required"},
		{"a since that is none", "ann", "?since=public:x", nil, 418, "since_form"},
		{"somebody banned", "banned", "", nil, 418, "banned"},
	} {
		t.Run(c.what, func(t *testing.T) {
			ws, res, err := n.dial(c.name, c.query, c.change)
			if err == nil {
				defer ws.Close()
			}
			if res == nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(res.Body)
			if res.StatusCode != c.status || c.code != "" && string(body) != c.code {
				t.Errorf("answered %d %q, %v", res.StatusCode, body, err)
			}
		})
	}
	t.Run("a room that is none", func(t *testing.T) {
		for _, id := range []string{"x", core.NewID()} {
			away := &node{h: &house{room: id}, addr: n.addr}
			if _, res, err := away.dial("ann", "", nil); err == nil || res.StatusCode != http.StatusTeapot {
				t.Errorf("%s: %v", id, err)
			}
		}
	})
	t.Run("too many of one sign-in, until one goes", func(t *testing.T) {
		one, two := n.join("many", ""), n.join("many", "")
		_, res, err := n.dial("many", "", nil)
		if err == nil {
			t.Fatal("a third is let in")
		}
		if body, _ := io.ReadAll(res.Body); string(body) != "too_many_connections" {
			t.Errorf("answered %q", body)
		}
		_ = one.ws.Close()
		testkit.Eventually(t, "there is room again", func() bool {
			ws, _, err := n.dial("many", "", nil)
			if err == nil {
				_ = ws.Close()
			}
			return err == nil
		})
		_ = two.ws.Close()
	})
	t.Run("a plain request", func(t *testing.T) {
		res, err := http.Get("http://" + n.addr + "/ws/rooms/" + h.room)
		h.ok(err)
		defer res.Body.Close()
		if res.StatusCode != http.StatusUpgradeRequired {
			t.Errorf("answered %d", res.StatusCode)
		}
	})
	t.Run("frames before the handshake is over", func(t *testing.T) {
		c, err := net.Dial("tcp", n.addr)
		h.ok(err)
		defer c.Close()
		fmt.Fprintf(c, "GET /ws/rooms/%s HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"+
			"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: zhaoyun.v1\r\nCookie: zy_access=early\r\n\r\n\x81\x82\x00\x00\x00\x00hi", h.room, n.addr)
		_ = c.SetReadDeadline(time.Now().Add(5 * time.Second))
		answer, _ := io.ReadAll(c)
		if !strings.HasPrefix(string(answer), "HTTP/1.1 400 ") {
			t.Errorf("answered %q", answer)
		}
	})
}

func TestARoomWorksOverTLSToo(t *testing.T) {
	t.Parallel()
	certified := httptest.NewTLSServer(nil)
	defer certified.Close()
	h := newHouse(t, testkit.SQLite(t))
	n := h.node(nodeOptions{tls: &tls.Config{Certificates: certified.TLS.Certificates}})
	n.open()
	ann := n.join("ann", "")
	for i := range 20 {
		n.post("bob", fmt.Sprint(i))
	}
	ann.whole("public", 2, 21)
	ann.say(`{"t":"ping"}`)
	ann.wait("pong", func(f frame) bool { return f.T == "pong" })
	_, err := n.svc.Kick(t.Context(), actor("host"), h.room, ann.hello().You.ID, "")
	h.ok(err)
	ann.bye("kicked")
}

func TestAClientThatSendsRubbishIsToldAndOneThatFloodsIsClosed(t *testing.T) {
	t.Parallel()
	h := newHouse(t, testkit.SQLite(t))
	h.session.People["pres"] = policy.Presenter
	n := h.node(nodeOptions{})
	n.open()
	quiet := n.join("quiet", "")
	t.Run("rubbish", func(t *testing.T) {
		c := n.join("rubbish", "")
		for text, code := range map[string]string{
			"{": "frame_invalid", `{"t":"time"}`: "frame_invalid", `{"t":"time","c":"noon"}`: "frame_invalid", `{"t":"entry"}`: "frame_unknown", `{"t":"pulse","type":"boo"}`: "frame_unknown",
			`{"t":"sticky","key":"pointer","data":{"x":0.5,"y":0.5}}`: "not_allowed", `{"t":"sticky","key":"pointer","data":{"x":7}}`: "frame_invalid",
		} {
			before := len(c.all())
			c.say(text)
			testkit.Eventually(t, "an answer to "+text, func() bool {
				for _, f := range c.all()[before:] {
					if f.T == "error" && f.Code == code {
						return true
					}
				}
				return false
			})
		}
		c.say(`{"t":"ping"}`)
		c.wait("pong", func(f frame) bool { return f.T == "pong" })
	})
	t.Run("a flood", func(t *testing.T) {
		c := n.join("flood", "")
		for range 200 {
			if c.ws.WriteMessage(1, []byte(`{"t":"ping"}`)) != nil {
				break
			}
		}
		c.bye("flood")
	})
	t.Run("a flood of pings and of binary", func(t *testing.T) {
		for _, kind := range []int{2, 9} {
			c := n.join("flood", "")
			for range 200 {
				if c.ws.WriteMessage(kind, []byte("x")) != nil {
					break
				}
			}
			c.bye("flood")
		}
	})
	t.Run("a huge frame", func(t *testing.T) {
		c := n.join("huge", "")
		c.say(`{"t":"ping","x":"` + strings.Repeat("x", 5000) + `"}`)
		c.bye("frame_too_large")
	})
	t.Run("a broken frame", func(t *testing.T) {
		c := n.join("broken", "")
		_, err := c.ws.NetConn().Write([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff})
		h.ok(err)
		testkit.Eventually(t, "the connection ends", func() bool { c.mu.Lock(); defer c.mu.Unlock(); return c.ended != nil })
	})
	quiet.entry("public", n.post("ann", "still here"))
}

func TestWhatMayBeLostIsSummedAndMerged(t *testing.T) {
	t.Parallel()
	h := newHouse(t, testkit.SQLite(t))
	h.session.People["pres"], h.session.People["other"] = policy.Presenter, policy.Presenter
	n := h.node(nodeOptions{})
	n.open()
	ann, pres, other := n.join("ann", ""), n.join("pres", ""), n.join("other", "")
	for range 5 {
		ann.say(`{"t":"pulse","type":"clap"}`)
		pres.say(`{"t":"pulse","type":"like"}` + "\n" + `{"t":"pulse","type":"typing"}`)
	}
	testkit.Eventually(t, "everybody hears ten reactions", func() bool {
		sum := 0
		for _, f := range other.all() {
			var data map[string]int
			if f.T == "pulse" && f.Type == "reactions" && unmarshal(t, f.Data, &data) {
				sum += data["clap"] + data["like"]
			}
		}
		return sum == 10
	})
	other.wait("that one person writes", func(f frame) bool { return f.T == "pulse" && f.Type == "typing" && string(f.Data) == `{"people":1}` })
	other.wait("an entry of them", func(f frame) bool { return f.T == "entry" && f.Type == room.TypeReactions })
	testkit.Eventually(t, "the log has them all", func() bool {
		info, err := n.svc.Look(t.Context(), actor("host"), h.room)
		return err == nil && info.Room.Reactions["clap"] == 5 && info.Room.Reactions["like"] == 5
	})

	for i := range 9 {
		pres.say(fmt.Sprintf(`{"t":"sticky","key":"pointer","data":{"x":0.%d,"y":0,"evil":1}}`, i+1))
	}
	first := ann.wait("where the pointer is", func(f frame) bool { return f.T == "sticky" && string(f.Data) == `{"x":0.9,"y":0}` })
	if first.V[1] != 9 {
		t.Errorf("the value is %v", first.V)
	}
	late := n.join("late", "")
	late.wait("where the pointer is", func(f frame) bool { return f.T == "sticky" && f.V == first.V })
	other.say(`{"t":"sticky","key":"pointer","data":null}`)
	second := ann.wait("that it is put away", func(f frame) bool { return f.T == "sticky" && string(f.Data) == "null" })
	if second.V[0] <= first.V[0] {
		t.Errorf("another source has %v after %v", second.V, first.V)
	}
	ann.wait("how many there are", func(f frame) bool { return f.T == "presence" && f.Online == 4 })
}
