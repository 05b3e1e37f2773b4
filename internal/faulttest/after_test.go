package faulttest

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"zhaoyun/internal/room"
	"zhaoyun/internal/testkit"
)

func (h *house) eventually(what string, fact func() bool) {
	h.t.Helper()
	testkit.Eventually(h.t, what, fact)
}

// text is what a chat entry says; empty when it was taken away.
func text(e room.Entry) string {
	var d struct{ Text string }
	_ = json.Unmarshal(e.Data, &d)
	return d.Text
}

// settle waits until every client has everything, and compares what they have
// with the fold of the log and with what somebody gets who comes now.
func (c *crowd) settle() (public, staff []room.Entry) {
	h := c.h
	h.t.Helper()
	fresh := []*viewer{newViewer(h.servers, 0, c.room, h.guests[0]), newViewer(h.servers, len(h.servers)-1, c.room, h.host)}
	for _, v := range fresh {
		go v.run()
		defer v.end()
	}
	deadline := time.Now().Add(10 * time.Second)
	for {
		public, staff = h.log(h.host, c.room, room.Public), h.log(h.host, c.room, room.Staff)
		lag := c.lag(append(fresh, c.viewers...), public, staff)
		if lag == "" {
			return public, staff
		}
		if h.t.Failed() || time.Now().After(deadline) {
			h.t.Errorf("not everybody is where the log is: %s", lag)
			return public, staff
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// lag says what is missing somewhere; empty for nothing.
func (c *crowd) lag(viewers []*viewer, public, staff []room.Entry) string {
	all, crew := folded(public, staff)
	for i, v := range viewers {
		v.mu.Lock()
		heads, st, log := v.heads, state(v.public), ""
		if v.staff != nil {
			log = state(v.staff)
		}
		got := fmt.Sprintf("client %d (%s, server %d, connected %v) has %v of public:%d,staff:%d", i, v.id, v.at, v.conn != nil, heads, len(public), len(staff))
		behind := heads[room.Public] != int64(len(public)) || v.staff != nil && heads[room.Staff] != int64(len(staff))
		v.mu.Unlock()
		switch {
		case behind:
			return got
		case st != all:
			return got + "; its state is not the fold:\n" + st + "\n" + all
		case log != "" && log != crew:
			return got + "; its staff state is not the fold:\n" + log + "\n" + crew
		}
	}
	return ""
}

// inboxes compares the clients' letters with those in the store.
func (c *crowd) inboxes() (letters int) {
	h := c.h
	h.t.Helper()
	for i, token := range h.guests {
		v := c.viewers[i]
		log := h.log(token, c.room, room.Inbox)
		letters += len(log)
		h.eventually(fmt.Sprintf("client %d has its %d letters", i, len(log)), func() bool {
			v.mu.Lock()
			defer v.mu.Unlock()
			if v.letters == nil {
				return v.heads[room.Inbox] == int64(len(log))
			}
			for _, e := range log {
				if had, ok := v.letters[e.Seq]; !ok || state(had) != state(e) {
					return false
				}
			}
			return len(v.letters) == len(log)
		})
		muted := int64(0)
		for _, e := range log {
			if e.Type == room.TypeMeMuted {
				muted++
			}
		}
		if muted < c.muted[v.id] {
			h.t.Errorf("%d letters of %d acknowledged mutings", muted, c.muted[v.id])
		}
	}
	return letters
}

// kept looks whether all that was acknowledged is in the log, once.
func (c *crowd) kept(public, staff []room.Entry) {
	t := c.h.t
	t.Helper()
	posted, waiting, shown := map[string]int{}, map[string]int{}, map[string]int{}
	lines := 0
	for _, e := range public {
		switch e.Type {
		case room.TypePosted:
			lines++
			posted[text(e)]++
		case room.TypeStage:
			for _, n := range c.notices {
				if strings.Contains(string(e.Data), `"`+n+`"`) {
					shown[n]++
				}
			}
		}
	}
	for _, e := range staff {
		if e.Type == room.TypeWaiting {
			waiting[text(e)]++
		}
	}
	at := func(log []room.Entry, seq int64, kind, what string) {
		if seq < 1 || seq > int64(len(log)) || log[seq-1].Type != kind || log[seq-1].Redacted == "" && text(log[seq-1]) != what {
			t.Errorf("lost: %q was acknowledged as entry %d", what, seq)
		}
	}
	said := 0
	for _, l := range c.lines {
		if l.waiting > 0 {
			at(staff, l.waiting, room.TypeWaiting, l.text)
			if waiting[l.text] > 1 {
				t.Errorf("doubled: %q waits %d times", l.text, waiting[l.text])
			}
		} else {
			said++
			at(public, l.public, room.TypePosted, l.text)
		}
		if n := posted[l.text]; n > 1 || n == 0 && c.published[l.text] {
			t.Errorf("%q is there %d times", l.text, n)
		}
	}
	if said+len(c.published) != lines {
		t.Errorf("%d lines were acknowledged and %d published, but %d are in the log", said, len(c.published), lines)
	}
	for _, n := range c.notices {
		if shown[n] != 1 {
			t.Errorf("%q was shown %d times", n, shown[n])
		}
	}
	for seq := range c.hidden {
		if public[seq-1].Redacted == "" {
			t.Errorf("entry %d was hidden and is there", seq)
		}
	}
}

// blame fails the test for what clients and servers should not have seen or said.
func (c *crowd) blame() (refusals map[string]int, joins, snapshots int) {
	t := c.h.t
	t.Helper()
	for i, v := range c.viewers {
		v.mu.Lock()
		for _, wrong := range v.wrong {
			t.Errorf("client %d: %s", i, wrong)
		}
		joins, snapshots = joins+v.joins, snapshots+v.snapshots
		v.mu.Unlock()
	}
	refusals, wrong := c.h.rest.refusals()
	for _, w := range wrong {
		t.Error(w)
	}
	return refusals, joins, snapshots
}

// broken is how many connections have ended, and with what word where there was one.
func (c *crowd) broken() (n int, byes []string) {
	for _, v := range c.viewers {
		v.mu.Lock()
		n += v.cuts
		byes = append(byes, v.byes...)
		v.mu.Unlock()
	}
	return n, byes
}

// late is how long after their acknowledgement the last client, of those who were
// connected all the time, had the lines acknowledged between two moments.
func (c *crowd) late(from, to time.Time) (worst time.Duration) {
	for _, l := range c.lines {
		if l.at.Before(from) || l.at.After(to) {
			continue
		}
		for _, v := range c.viewers {
			v.mu.Lock()
			came, ok := v.came[room.Public][l.public]
			if l.waiting > 0 {
				came, ok = v.came[room.Staff][l.waiting]
			}
			if ok && v.since.Before(l.at) {
				worst = max(worst, came.Sub(l.at))
			}
			v.mu.Unlock()
		}
	}
	return worst
}

// leave ends all connections.
func (c *crowd) leave() {
	for _, v := range c.viewers {
		v.end()
	}
}

// attended looks at who has been there, when the servers have written it down,
// and for how long at least.
func (c *crowd) attended(until time.Time) (people int, least int64) {
	h := c.h
	h.t.Helper()
	type person struct {
		ID      string
		Seconds int64
	}
	truth := int64(until.Sub(c.began) / time.Second)
	short := int64(1)
	if h.killed {
		short = 30 // what a server that dies may take with it
	}
	owed := map[string]int64{} // by participant
	for _, v := range c.viewers {
		owed[v.id] = max(owed[v.id], int64(v.there/time.Second)-short)
	}
	h.eventually("the attendance is written down", func() bool {
		least = truth
		seen, written := map[string]bool{}, true
		for next := ""; ; {
			a := h.must(h.host, "GET", "/rooms/"+c.room+"/attendance?limit=200&cursor="+next, "")
			var items []person
			_ = json.Unmarshal(a.Items, &items)
			for _, p := range items {
				if seen[p.ID] || p.Seconds > truth+1 {
					h.t.Errorf("%s attended twice, or %d of %d seconds", p.ID, p.Seconds, truth)
				}
				seen[p.ID] = true
				written = written && p.Seconds >= owed[p.ID]
				least = min(least, p.Seconds)
			}
			if next = a.Next; next == "" {
				break
			}
		}
		people = len(seen)
		for _, v := range c.viewers {
			if !seen[v.id] {
				h.t.Errorf("%s is missing from the attendance", v.id)
			}
		}
		return written || h.t.Failed()
	})
	if people != len(h.guests)+1 {
		h.t.Errorf("%d people attended, of %d", people, len(h.guests)+1)
	}
	return people, least
}
