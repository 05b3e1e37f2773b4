package faulttest

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"zhaoyun/internal/room"
)

const (
	writers   = 12
	listeners = 24
	// delicate is a word for which a line waits until the host has read it.
	delicate = "内幕"
)

// acknowledged is a chat line that a server said is in the log.
type acknowledged struct {
	text            string
	public, waiting int64
	at              time.Time // when the answer came
	server          int
}

// crowd is what happens in a room while something breaks: people who watch, write
// and clap, and a host who leads.
type crowd struct {
	h       *house
	room    string
	began   time.Time
	viewers []*viewer // the writers' first, then the listeners', second windows, the host's
	over    chan struct{}
	working sync.WaitGroup
	via     atomic.Int64 // the server that everybody writes to; -1: each to one of their own

	mu        sync.Mutex
	lines     []acknowledged
	notices   []string         // shown, acknowledged
	published map[string]bool  // waiting lines the host has published, acknowledged
	hidden    map[int64]bool   // acknowledged
	muted     map[string]int64 // participants by how often, acknowledged
	retries   int
	cuts      int // of connections, by their clients
	reviews   chan acknowledged
}

// gather brings people into a fresh room, half of them on each server, and waits
// until all are there.
func gather(h *house) *crowd {
	h.t.Helper()
	c := &crowd{
		h: h, room: h.open(), over: make(chan struct{}), published: map[string]bool{}, hidden: map[int64]bool{}, muted: map[string]int64{},
		reviews: make(chan acknowledged, 1024),
	}
	c.via.Store(-1)
	c.began = time.Now()
	n := len(h.servers)
	for i, token := range h.guests {
		c.viewers = append(c.viewers, newViewer(h.servers, i%n, c.room, token))
	}
	for i := range 6 { // some look from two places at once
		c.viewers = append(c.viewers, newViewer(h.servers, (i+1)%n, c.room, h.guests[i]))
	}
	for i := range 2 {
		c.viewers = append(c.viewers, newViewer(h.servers, i%n, c.room, h.host))
	}
	for _, v := range c.viewers {
		go v.run()
	}
	h.eventually("everybody is in the room", func() bool {
		for _, v := range c.viewers {
			v.mu.Lock()
			in := v.hellos > 0
			v.mu.Unlock()
			if !in {
				return false
			}
		}
		return true
	})
	return c
}

// play starts the load.
func (c *crowd) play() {
	for i := range writers {
		c.working.Go(func() { c.write(i) })
	}
	c.working.Go(c.lead)
	c.working.Go(c.review)
	c.working.Go(c.fidget)
}

// rest stops the load, each of it once what it is at is acknowledged.
func (c *crowd) rest() {
	close(c.over)
	c.working.Wait()
}

// pause waits; false when the load is over.
func (c *crowd) pause(d time.Duration) bool {
	select {
	case <-c.over:
		return false
	case <-time.After(d):
		return true
	}
}

// insist sends a request, to another server when one does not answer, until it is
// done. What may be repeated is the same each time.
func (c *crowd) insist(server int, token, method, path, body string, headers ...string) (answer, int) {
	if only := c.via.Load(); only >= 0 {
		server = int(only)
	}
	for try := 0; ; try++ {
		at := (server + try) % len(c.h.servers)
		a, status := c.h.rest.ask(c.h.servers[at], token, method, "/rooms/"+c.room+path, body, headers...)
		if status >= 200 && status < 300 {
			return a, at
		}
		if status >= 400 && status < 500 {
			c.h.t.Errorf("%s %s: %d %+v", method, path, status, a)
			return a, at
		}
		c.mu.Lock()
		c.retries++
		c.mu.Unlock()
		time.Sleep(20*time.Millisecond + rand.N(80*time.Millisecond)) // a browser waits longer
		if time.Since(c.began) > time.Minute {
			c.h.t.Errorf("%s %s: no answer for too long", method, path)
			return a, at
		}
	}
}

// write is somebody who writes line after line, each until it is acknowledged.
func (c *crowd) write(i int) {
	for n := 0; c.pause(20*time.Millisecond + rand.N(40*time.Millisecond)); n++ {
		l := acknowledged{text: fmt.Sprintf("句 %d-%d", i, n)}
		if rand.N(15) == 0 {
			l.text += delicate
		}
		body, _ := json.Marshal(map[string]string{"text": l.text})
		var a answer
		a, l.server = c.insist(i, c.h.guests[i], http.MethodPost, "/chat", string(body), "Idempotency-Key", fmt.Sprintf("key-%s-%d-%d", c.room, i, n))
		l.public, l.waiting, l.at = a.Seq, a.Waiting, time.Now()
		c.mu.Lock()
		c.lines = append(c.lines, l)
		c.mu.Unlock()
		if l.waiting > 0 {
			c.reviews <- l
		}
	}
}

// lead is the host, who shows, hides and mutes.
func (c *crowd) lead() {
	for n := 0; c.pause(40*time.Millisecond + rand.N(40*time.Millisecond)); n++ {
		switch n % 3 {
		case 0:
			text := fmt.Sprintf("通知 %d", n)
			c.insist(n, c.h.host, http.MethodPut, "/stage", fmt.Sprintf(`{"kind":"notice","data":{"text":{"zh-CN":%q}}}`, text))
			c.mu.Lock()
			c.notices = append(c.notices, text)
			c.mu.Unlock()
		case 1:
			c.mu.Lock()
			seq := int64(0)
			if len(c.lines) > 0 {
				seq = c.lines[rand.N(len(c.lines))].public
			}
			c.mu.Unlock()
			if seq > 0 {
				c.insist(n, c.h.host, http.MethodPut, fmt.Sprintf("/chat/%d/hidden", seq), `{"reason":"离题"}`)
				c.mu.Lock()
				c.hidden[seq] = true
				c.mu.Unlock()
			}
		case 2: // somebody who does not write anyway
			v := c.viewers[writers+rand.N(listeners)]
			v.mu.Lock()
			id := v.id
			v.mu.Unlock()
			c.insist(n, c.h.host, http.MethodPut, "/roster/"+id+"/mute", `{"minutes":1}`)
			c.mu.Lock()
			c.muted[id]++
			c.mu.Unlock()
		}
	}
}

// review publishes the lines that wait.
func (c *crowd) review() {
	for {
		select {
		case <-c.over:
			return
		case l := <-c.reviews:
			c.insist(int(l.waiting), c.h.host, http.MethodPut, fmt.Sprintf("/chat-reviews/%d", l.waiting), `{"decision":"publish"}`)
			c.mu.Lock()
			c.published[l.text] = true
			c.mu.Unlock()
		}
	}
}

// fidget claps here and breaks a connection there.
func (c *crowd) fidget() {
	for n := 0; c.pause(20 * time.Millisecond); n++ {
		c.viewers[rand.N(len(c.viewers))].pulse()
		if n%8 == 7 && c.via.Load() < 0 { // who joins would bring the room up to date
			c.cuts++
			c.viewers[writers+rand.N(listeners)].cut()
		}
	}
}

// state is what a fold comes to, as text.
func state(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// folded are the states that logs come to.
func folded(public, staff []room.Entry) (string, string) {
	st, log := room.NewState(), room.NewStaffState()
	for _, e := range public {
		st.Fold(e)
	}
	for _, e := range staff {
		log.Fold(e)
	}
	return state(st), state(log)
}
