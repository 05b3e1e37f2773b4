package key

import (
	"sync"
	"time"

	"zhaoyun/internal/core"
)

// perMinute is how often a key may be used in a minute, on one server. A page that a
// person works with asks less often.
const perMinute = 600

// pace counts how often keys were used within the minute at hand.
type pace struct {
	mu     sync.Mutex
	minute time.Time
	n      map[core.ID]int
}

// take counts a use, or tells how long to wait.
func (p *pace) take(id core.ID, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if minute := now.Truncate(time.Minute); !minute.Equal(p.minute) {
		p.minute, p.n = minute, map[core.ID]int{}
	}
	if p.n[id] >= perMinute {
		return p.minute.Add(time.Minute).Sub(now)
	}
	p.n[id]++
	return 0
}
