package notify

import (
	"sync"
	"time"
)

// mailsHourly is how many mails one address gets in an hour from one server, codes
// aside, which have bounds of their own. Anybody may register with any address;
// this keeps them from flooding it.
const mailsHourly = 10

// postage counts what was sent to whom within the hour at hand.
type postage struct {
	mu   sync.Mutex
	hour time.Time
	sent map[string]int
}

// left reports whether another mail may go to the address.
func (p *postage) left(to string, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.turn(now)
	return p.sent[to] < mailsHourly
}

// spend counts a mail that was sent.
func (p *postage) spend(to string, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.turn(now)
	p.sent[to]++
}

func (p *postage) turn(now time.Time) {
	if hour := now.Truncate(time.Hour); !hour.Equal(p.hour) {
		p.hour, p.sent = hour, map[string]int{}
	}
}
