package faulttest

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/testkit"
)

const (
	attendants = 300
	killedAt   = 34 * time.Second // longer after the beginning than a server may forget
	over       = 42 * time.Second
	forgotten  = 30 * time.Second // at most, by a server that dies
)

// attendant is one person of the script with the windows they look through.
type attendant struct {
	comes, goes time.Duration
	tabs        int             // windows opened beside the first, closed one after the other
	leaves      []time.Duration // the first window is closed here and opened again at returns
	returns     []time.Duration
	cuts        time.Duration // the network breaks so often

	windows    []*viewer
	came, left time.Time
}

// script is what the person of a number does.
func script(i int) *attendant {
	at := func(seconds int) time.Duration {
		return time.Duration(seconds)*time.Second + time.Duration(i)*3*time.Millisecond
	}
	switch i % 6 {
	case 0: // stays
		return &attendant{comes: at(0), goes: over}
	case 1: // looks in three windows, on both servers
		return &attendant{comes: at(1), goes: at(36), tabs: 2}
	case 2: // goes away and comes back, twice
		return &attendant{comes: at(0), goes: over, leaves: []time.Duration{at(6), at(20)}, returns: []time.Duration{at(9), at(21)}}
	case 3: // has a bad network
		return &attendant{comes: at(2), goes: over, cuts: 900 * time.Millisecond}
	case 4: // is late, after the server has died
		return &attendant{comes: at(38), goes: over}
	default: // has only a little time
		return &attendant{comes: at(1), goes: at(12)}
	}
}

// play does it, until the person has left.
func (a *attendant) play(began time.Time, open func(n int) *viewer) {
	wait := func(at time.Duration) { time.Sleep(time.Until(began.Add(at))) }
	look := func(n int) *viewer {
		v := open(n)
		a.windows = append(a.windows, v)
		go v.run()
		return v
	}
	wait(a.comes)
	a.came = time.Now()
	window, tabs := look(0), []*viewer{}
	for n := range a.tabs {
		tabs = append(tabs, look(n))
	}
	for n := range a.leaves {
		wait(a.leaves[n])
		window.end()
		wait(a.returns[n])
		window = look(n + 1)
	}
	for at := a.comes + a.cuts; a.cuts > 0 && at < a.goes-time.Second; at += a.cuts {
		wait(at)
		window.cut()
	}
	for n, tab := range tabs {
		wait(a.goes - time.Duration(2*(len(tabs)-n))*time.Second)
		tab.end()
	}
	wait(a.goes)
	a.left = time.Now()
	window.end()
}

func TestAttendanceIsWhatPeopleDidOverAKilledServer(t *testing.T) {
	t.Parallel()
	h := newHouse(t, attendants, scaled(t, testkit.PostgresURL(t), testkit.RedisURL(t))...)
	room := h.open()
	stall := newStall()
	began := time.Now()
	people := make([]*attendant, attendants)
	var playing sync.WaitGroup
	for i := range people {
		people[i] = script(i)
		playing.Go(func() {
			people[i].play(began, func(n int) *viewer { return newViewer(h.servers, (i+n)%len(h.servers), room, h.guests[i]) })
		})
	}
	time.Sleep(time.Until(began.Add(killedAt)))
	killed := time.Now()
	h.servers[1].kill()
	h.servers[1].start()
	h.servers[1].answers()
	playing.Wait()
	noticing := onTheWay*stall.end() + 2*time.Second
	var (
		written map[core.ID]attended
		late    string
	)
	defer func() {
		if t.Failed() {
			t.Log(late)
		}
	}()
	h.eventually("everybody's last stay is written down", func() bool {
		written = h.attendance(room)
		for i, a := range people {
			if got := written[a.windows[0].id].LastAt; got.Before(a.left.Add(-time.Millisecond)) {
				late = fmt.Sprintf("%d left at %v, not at %v, after %+v", i, a.left, got, a.stays())
				return false
			}
		}
		return true
	})
	if len(written) != attendants {
		t.Errorf("%d people attended, of %d", len(written), attendants)
	}
	var first, last, total, lost time.Duration // what is furthest from the truth
	for i, a := range people {
		got, stays := written[a.windows[0].id], a.stays()
		first = max(first, got.FirstAt.Sub(a.came))
		last = max(last, got.LastAt.Sub(a.left))
		if in := stays[0].in; got.FirstAt.Before(a.came.Truncate(time.Millisecond)) || got.FirstAt.After(in) {
			t.Errorf("%d came at %v, between %v and %v", i, got.FirstAt, a.came, in)
		}
		if got.LastAt.After(a.left.Add(noticing)) {
			t.Errorf("%d left at %v, at %v", i, got.LastAt, a.left)
		}
		truth, present := together(stays), time.Duration(got.Seconds)*time.Second
		off := truth - present
		if slices.ContainsFunc(stays, func(s stay) bool { return s.server == 1 && s.in.Before(killed) && s.ended.After(killed.Add(-noticing)) }) {
			if lost = max(lost, off); off > forgotten {
				t.Errorf("%d was there for %v, and %v is written down", i, truth, present)
			}
		} else if total = max(total, off); off > time.Second+noticing || -off > time.Second+time.Duration(len(stays))*noticing {
			t.Errorf("%d was there for %v, and %v is written down", i, truth, present)
		}
	}
	t.Logf("%d people; a first time was up to %v after the person set out, a last time up to %v after they left; up to %v were missing where no server died, %v where one did",
		len(written), ms(first), ms(last), ms(total), ms(lost))
}

// stays are all connections of somebody, the earliest first.
func (a *attendant) stays() (all []stay) {
	for _, v := range a.windows {
		all = append(all, v.stays...)
	}
	slices.SortFunc(all, func(x, y stay) int { return x.in.Compare(y.in) })
	return all
}

// together is how long at least one of the stays lasted.
func together(stays []stay) (sum time.Duration) {
	var until time.Time
	for _, s := range stays {
		if s.in.After(until) {
			until = s.in
		}
		if s.ended.After(until) {
			sum, until = sum+s.ended.Sub(until), s.ended
		}
	}
	return sum
}

// attended is what is written down of somebody.
type attended struct {
	ID              core.ID
	FirstAt, LastAt time.Time
	Seconds         int64
}

// attendance reads all that is written down, everybody once.
func (h *house) attendance(room core.ID) map[core.ID]attended {
	h.t.Helper()
	all := map[core.ID]attended{}
	for next := ""; ; {
		a := h.must(h.host, "GET", "/rooms/"+room+"/attendance?limit=200&cursor="+next, "")
		var items []attended
		if err := json.Unmarshal(a.Items, &items); err != nil {
			h.t.Fatal(err)
		}
		for _, p := range items {
			if _, twice := all[p.ID]; twice {
				h.t.Errorf("%s is written down twice", p.ID)
			}
			all[p.ID] = p
		}
		if next = a.Next; next == "" {
			return all
		}
	}
}
