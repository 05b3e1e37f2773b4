package realtime

import (
	"log/slog"
	"maps"
	"sync"
	"time"

	"zhaoyun/internal/core"
)

// bucket holds what a client may spend on frames: it fills by fillRate a second
// up to fillMax, enough for a thumb that claps as fast as it can.
type bucket struct {
	level float64
	at    time.Time
}

const (
	fillRate = 20
	fillMax  = 80
)

func (b *bucket) take(now time.Time, cost float64) bool {
	if b.at.IsZero() {
		b.level = fillMax
	} else {
		b.level = min(fillMax, b.level+now.Sub(b.at).Seconds()*fillRate)
	}
	b.at = now
	if b.level < cost {
		return false
	}
	b.level -= cost
	return true
}

// limits count connections by sign-in and by address.
type limits struct {
	perSignIn, perIP int

	mu    sync.Mutex
	count map[string]int
}

func newLimits(perSignIn, perIP int) *limits {
	return &limits{perSignIn: perSignIn, perIP: perIP, count: map[string]int{}}
}

// admit counts a connection in, or says who has too many. The address has the
// wider limit: a hall full of people shares one.
func (l *limits) admit(signIn, ip string) (over string, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case l.count["s:"+signIn] >= l.perSignIn:
		over = "sign-in"
	case l.count["i:"+ip] >= l.perIP:
		over = "address"
	default:
		l.count["s:"+signIn]++
		l.count["i:"+ip]++
		return "", nil
	}
	return over, core.RateLimited("too_many_connections", "There are too many connections. Close other tabs of this room and try again.", 10*time.Second)
}

// release counts a connection out.
func (l *limits) release(signIn, ip string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, key := range []string{"s:" + signIn, "i:" + ip} {
		if l.count[key]--; l.count[key] <= 0 {
			delete(l.count, key)
		}
	}
}

// complaints lets what is said of somebody into the log once in a while: who does
// the same a thousand times leaves one line, not a thousand.
type complaints struct {
	mu   sync.Mutex
	said map[string]complaint
}

type complaint struct {
	at     time.Time
	unsaid int // times since
}

const (
	complainEvery = time.Minute
	maxComplaints = 4096 // remembered; more are not written at all
)

// may reports whether it is time to say it, and how often it was not said since
// the last time.
func (l *complaints) may(what string, now time.Time) (unsaid int, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	last, known := l.said[what]
	if known && now.Sub(last.at) < complainEvery {
		l.said[what] = complaint{last.at, last.unsaid + 1}
		return 0, false
	}
	if !known && len(l.said) >= maxComplaints {
		maps.DeleteFunc(l.said, func(_ string, c complaint) bool { return now.Sub(c.at) >= complainEvery })
		if len(l.said) >= maxComplaints {
			return 0, false
		}
	}
	l.said[what] = complaint{at: now}
	return last.unsaid, true
}

// complain logs what somebody does, once a minute.
func (h *Hub) complain(log *slog.Logger, what, who string, attrs ...any) {
	unsaid, ok := h.complaints.may(what+" "+who, h.wall())
	if !ok {
		return
	}
	if unsaid > 0 {
		attrs = append(attrs, "unsaid", unsaid)
	}
	log.Warn(what, attrs...)
}
