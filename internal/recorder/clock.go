package recorder

import (
	"sync"
	"time"

	"github.com/pion/rtcp"
)

// doubt is how far the time that sender reports give may be from the one that
// arrivals give; beyond it the reports are of another clock, and are not believed.
const doubt = 500 * time.Millisecond

// least is the smallest of the durations of the last twenty seconds or so. The
// packet that took the least time on its way tells best when it was sent.
type least struct {
	now, before time.Duration
	since       time.Time
	known       bool
}

func (l *least) see(d time.Duration, at time.Time) time.Duration {
	switch {
	case !l.known:
		*l = least{now: d, before: d, since: at, known: true}
	case at.Sub(l.since) > 10*time.Second:
		l.before, l.now, l.since = l.now, d, at
	default:
		l.now = min(l.now, d)
	}
	return min(l.now, l.before)
}

// origin is the clock of one publisher, which all of their tracks share: what was
// seen and said at one moment stays together.
type origin struct {
	mu    sync.Mutex
	delay least // arrival less their clock
}

func (o *origin) wall(theirs time.Duration, arrival time.Time) time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return time.Unix(0, 0).Add(theirs + o.delay.see(arrival.Sub(time.Unix(0, 0))-theirs, arrival))
}

// trackClock turns the timestamps of a track into the time of the wall.
type trackClock struct {
	rate   int64
	origin *origin

	mu       sync.Mutex
	begun    bool
	last     uint32
	ticks    int64 // last, counted on through its overflows
	delay    least // arrival less ticks
	reported bool
	theirs   time.Duration // publisher's clock at the ticks of the report
	at       int64
}

// report takes what the publisher says of their clock.
func (c *trackClock) report(r *rtcp.SenderReport) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.begun || r.NTPTime == 0 {
		return
	}
	const from1900 = 2208988800
	seconds, fraction := int64(r.NTPTime>>32)-from1900, int64(r.NTPTime&0xffffffff)
	c.theirs = time.Duration(seconds)*time.Second + time.Duration(fraction*int64(time.Second)>>32)
	c.at, c.reported = c.ticks+int64(int32(r.RTPTime-c.last)), true
}

// wall is when what has a timestamp happened, as far as what has arrived tells.
func (c *trackClock) wall(timestamp uint32, arrival time.Time) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.begun {
		c.begun, c.last = true, timestamp
	}
	c.ticks += int64(int32(timestamp - c.last))
	c.last = timestamp
	spent := c.duration(c.ticks)
	own := time.Unix(0, 0).Add(spent + c.delay.see(arrival.Sub(time.Unix(0, 0))-spent, arrival))
	if !c.reported {
		return own
	}
	if said := c.origin.wall(c.theirs+c.duration(c.ticks-c.at), arrival); said.Sub(own).Abs() < doubt {
		return said
	}
	return own
}

func (c *trackClock) duration(ticks int64) time.Duration {
	return time.Duration(ticks/c.rate)*time.Second + time.Duration(ticks%c.rate)*time.Second/time.Duration(c.rate)
}
