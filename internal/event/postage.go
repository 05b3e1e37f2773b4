package event

import (
	"sync"
	"time"
)

// mailsHourly is how many notices one address gets in an hour from one server.
// Anybody may register with any address; this keeps them from flooding it.
const mailsHourly = 10

// postage counts what was sent to whom within the hour at hand.
type postage struct {
	mu   sync.Mutex
	hour time.Time
	sent map[string]int
}

// take reports whether another mail may go to the address, and counts it.
func (p *postage) take(to string, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if hour := now.Truncate(time.Hour); !hour.Equal(p.hour) {
		p.hour, p.sent = hour, map[string]int{}
	}
	p.sent[to]++
	return p.sent[to] <= mailsHourly
}
