package bus

import (
	"errors"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"
)

var errNotHeard = errors.New("a room's messages do not come in")

// health is which servers of Redis answer, and whether all rooms are heard.
type health struct {
	log *slog.Logger

	mu    sync.RWMutex
	known bool             // which servers there are
	away  map[string]error // the servers that do not answer
	deaf  bool             // a room has been without its messages for too long
	good  bool             // none of these
	since time.Time        // since when that is so
	trip  time.Duration    // the longest round trip of the last look
}

func newHealth(log *slog.Logger) *health { return &health{log: log, since: time.Now()} }

// seen takes what a look at all servers has found. An error says that nobody
// knows which they are.
func (h *health) seen(away map[string]error, trip time.Duration, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if err != nil {
		away = map[string]error{"": err}
	}
	first := !h.known && h.away == nil
	h.known, h.away, h.trip = err == nil, away, trip
	h.judge(first)
}

// miss notes that a server did not answer in time.
func (h *health) miss(name string, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.away == nil {
		h.away = map[string]error{}
	}
	h.away[name] = err
	h.judge(false)
}

func (h *health) hear(all bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.deaf = !all
	h.judge(false)
}

// judge logs it once when Redis goes or comes.
func (h *health) judge(first bool) {
	good := h.known && len(h.away) == 0 && !h.deaf
	if good == h.good && !first {
		return
	}
	h.good, h.since = good, time.Now()
	if good {
		h.log.Info("Redis is there")
		return
	}
	why, servers := errNotHeard, slices.Sorted(maps.Keys(h.away))
	if len(servers) > 0 {
		why = h.away[servers[0]]
	}
	h.log.Warn("Redis is away; rooms go on, other servers hear up to two seconds late", "servers", servers, "error", why.Error())
}

// some reports whether some server does not answer, and whether any is known.
func (h *health) some() (away, known bool) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return len(h.away) > 0, h.known
}

func (h *health) misses(name string) bool {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.away[name] != nil
}

func (h *health) ok() bool {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.good
}

// report fills in the part of the stats that is about Redis.
func (h *health) report(s *Stats) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	s.Healthy, s.Since, s.RoundTrip = h.good, h.since, h.trip
	if h.known {
		s.Away = slices.Sorted(maps.Keys(h.away))
	}
}
