package realtime

import (
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

// admit counts a connection in. The address has the wider limit: a hall full of
// people shares one.
func (l *limits) admit(signIn, ip string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.count["s:"+signIn] >= l.perSignIn || l.count["i:"+ip] >= l.perIP {
		return core.RateLimited("too_many_connections", "There are too many connections. Close other tabs of this room and try again.", 10*time.Second)
	}
	l.count["s:"+signIn]++
	l.count["i:"+ip]++
	return nil
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
