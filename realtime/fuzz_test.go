package realtime_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/bus"
	"zhaoyun/internal/testkit"
	"zhaoyun/realtime"
)

// FuzzSocket sends whatever over a socket that was let in. What comes back are
// whole frames of the protocol, the connection ends when it is closed, and
// somebody else in the room goes on.
func FuzzSocket(f *testing.F) {
	h := newHouse(f, testkit.SQLite(f))
	n := h.node(nodeOptions{limits: realtime.Limits{PerSignIn: 1 << 20, PerIP: 1 << 20}})
	n.open()
	witness := n.join("witness", "")
	for _, seed := range [][]byte{
		masked(0x81, `{"t":"ping"}`), masked(0x81, `{"t":"pulse","type":"clap"}`+"\n"+`{"t":"ping"}`), masked(0x81, "{"), masked(0x82, "x"), masked(0x89, "ping"),
		masked(0x8a, ""), masked(0x88, "\x03\xe8bye"), masked(0x88, "\x00"), append(masked(0x01, `{"t":`), masked(0x80, `"ping"}`)...),
		append(masked(0x01, "{"), masked(0x89, "inside")...), masked(0x81, strings.Repeat("x", 5000)), {0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0},
		{0x81, 0xfe, 0, 1, 0, 0, 0, 0, 'x'}, {0x81, 5, 'h', 'e', 'l', 'l', 'o'}, {0xf1, 0x80, 0, 0, 0, 0}, {0x81}, {0x81, 0x90, 1, 2, 3, 4, 5}, {}, bytes.Repeat([]byte{0, 0x80, 0, 0, 0, 0}, 50),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, sent []byte) {
		h.t = t
		witness.forget(t)
		c, status, err := n.bare("fuzz", "127.0.0.1")
		if err != nil || status != "101" {
			t.Fatal(status, err)
		}
		defer c.Close()
		_ = c.SetDeadline(time.Now().Add(20 * time.Second))
		if _, err := c.Write(sent); err == nil {
			_ = c.(*net.TCPConn).CloseWrite()
		}
		answers(t, c)
		witness.entry("public", n.post("speaker", "life goes on"))
	})
}

// answers reads what a server sends until it closes.
func answers(t *testing.T, c net.Conn) {
	t.Helper()
	in := bufio.NewReader(c)
	kinds := realtime.Frames()
	for {
		head := make([]byte, 2)
		if _, err := io.ReadFull(in, head); err != nil {
			if timeout := net.Error(nil); errors.As(err, &timeout) && timeout.Timeout() {
				t.Fatal("the connection is not closed")
			}
			return
		}
		size := int64(head[1])
		switch head[1] {
		case 126, 127:
			long := make([]byte, map[byte]int{126: 2, 127: 8}[head[1]])
			if _, err := io.ReadFull(in, long); err != nil {
				return
			}
			size = 0
			for _, b := range long {
				size = size<<8 | int64(b)
			}
		}
		if head[0]&0xf0 != 0x80 || size < 0 || size > 1<<20 || head[0] > 0x81 && size > 125 {
			t.Fatalf("a frame begins with %x", head)
		}
		payload := make([]byte, size)
		if _, err := io.ReadFull(in, payload); err != nil {
			return // broken off by a reset
		}
		if head[0] != 0x81 {
			continue
		}
		for line := range bytes.SplitSeq(payload, []byte("\n")) {
			var g struct{ T string }
			if err := json.Unmarshal(line, &g); err != nil || kinds[g.T] == nil {
				t.Fatalf("a frame says %q: %v", line, err)
			}
		}
	}
}

// forget drops the frames so far and goes on for another input.
func (c *client) forget(t *testing.T) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t, c.frames = t, nil
	c.raw.Reset()
}

// FuzzBus publishes whatever on the bus that a room listens to, as another node
// gone mad would. Members get frames that can be read, and the entries that were
// really written, in order.
func FuzzBus(f *testing.F) {
	h := newHouse(f, testkit.SQLite(f))
	b := bus.NewMemory()
	n := h.node(nodeOptions{bus: b})
	n.open()
	witness := n.join("witness", "")
	for _, kind := range []string{bus.KindEntry, bus.KindPulse, bus.KindSticky, bus.KindAuthority, "?"} {
		for _, data := range []string{
			`{"entries":[{"lane":"public","seq":1,"type":"chat.posted","at":"2026-11-24T02:00:00.000Z","by":"p","data":{"text":"old"}}],"people":[]}`,
			`{"entries":[{"lane":"staff","seq":9,"type":"x","at":"","data":null}]}`, `{"entries":[{"lane":"inbox","for":"p","seq":1,"type":"x","data":{}}]}`,
			`{"entries":[{"lane":"public","seq":-1,"data":{"participant":7}}]}`, `{"people":[{"id":"","name":""}]}`, `{"reactions":{"clap":3}}`, `{"typing":{"people":-1}}`,
			`{"k":"pointer","v":[1,2],"d":{"x":0}}`, `{"k":"pointer","v":[9223372036854775807,1]}`, `{"k":"pointer","v":[9],"d":nul`, `{"k":"other","v":[1,1],"d":1}`, `{}`, `[]`, `null`, ``, `{`, "\xff",
		} {
			f.Add(kind, []byte(data))
		}
	}
	f.Fuzz(func(t *testing.T, kind string, data []byte) {
		h.t = t
		witness.forget(t)
		if forged(data, n, h) { // who may write on the bus may forge the next entry: that is not what is looked for
			return
		}
		h.ok(b.Publish(t.Context(), bus.Message{Room: h.room, Kind: kind, Data: data}))
		n.hub.Flush(h.room)
		seq := n.post("speaker", "an honest line")
		for _, g := range witness.until(seq) {
			if g.T == "entry" && g.Lane == "public" && g.Seq == seq && !strings.Contains(g.text, "an honest line") {
				t.Fatalf("instead of the honest line comes %s", g.text)
			}
		}
	})
}

// forged reports whether the data claims entries beyond the head of the public lane.
func forged(data []byte, n *node, h *house) bool {
	var p struct{ Entries []struct{ Seq int64 } }
	_ = json.Unmarshal(data, &p)
	heads, err := n.svc.Heads(h.t.Context(), h.room)
	h.ok(err)
	for _, e := range p.Entries {
		if e.Seq > heads.Public {
			return true
		}
	}
	return false
}

// until waits for an entry of the public lane and returns what came so far.
func (c *client) until(seq int64) []frame {
	c.t.Helper()
	c.entry("public", seq)
	return c.all()
}
