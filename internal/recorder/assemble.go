package recorder

import (
	"time"

	"github.com/pion/rtp"
)

// When a packet that is missing is given up: it has been asked for again several
// times by then.
const (
	missingPackets = 500
	missingFor     = 400 * time.Millisecond
)

// assembler puts packets in order and makes pictures of them.
type assembler struct {
	form rtp.Depacketizer

	begun   bool
	next    uint16
	waiting map[uint16]arrived
	picture []arrived // packets of one moment
	lost    bool      // something is missing before the next picture
	skip    bool      // the rest of this moment is of no use
	moment  uint32
}

type arrived struct {
	*rtp.Packet

	at time.Time
}

// assembled is what was sent at one moment.
type assembled struct {
	timestamp uint32
	at        time.Time // when the first of it arrived
	data      []byte
	whole     bool // nothing before it is missing
}

// push takes a packet and returns the pictures that it completes.
func (a *assembler) push(p *rtp.Packet, at time.Time) (done []assembled) {
	if a.waiting == nil {
		a.waiting = map[uint16]arrived{}
	}
	if !a.begun {
		a.begun, a.next = true, p.SequenceNumber
	}
	if int16(p.SequenceNumber-a.next) < 0 {
		return nil // it was given up, or is here already
	}
	a.waiting[p.SequenceNumber] = arrived{p, at}
	for len(a.waiting) > 0 {
		next, ok := a.waiting[a.next]
		if !ok {
			if !a.giveUp(at) {
				return done
			}
			continue
		}
		delete(a.waiting, a.next)
		a.next++
		done = a.consume(next, done)
	}
	return done
}

// giveUp passes over packets that do not come any more.
func (a *assembler) giveUp(now time.Time) bool {
	var oldest arrived
	ahead := uint16(1<<16 - 1)
	for seq, p := range a.waiting {
		if seq-a.next < ahead {
			ahead, oldest = seq-a.next, p
		}
	}
	if now.Sub(oldest.at) < missingFor && len(a.waiting) < missingPackets {
		return false
	}
	a.next += ahead
	a.picture, a.lost, a.skip, a.moment = nil, true, true, oldest.Timestamp
	return true
}

func (a *assembler) consume(p arrived, done []assembled) []assembled {
	if len(p.Payload) == 0 {
		return done // padding
	}
	if a.skip && p.Timestamp == a.moment {
		return done
	}
	a.skip = false
	if len(a.picture) > 0 && a.picture[0].Timestamp != p.Timestamp {
		done = a.complete(done)
	}
	if a.picture = append(a.picture, p); p.Marker {
		done = a.complete(done)
	}
	return done
}

func (a *assembler) complete(done []assembled) []assembled {
	first := a.picture[0]
	out := assembled{timestamp: first.Timestamp, at: first.at, whole: !a.lost}
	for _, p := range a.picture {
		part, err := a.form.Unmarshal(p.Payload)
		if err != nil {
			a.picture, a.lost = nil, true
			return done
		}
		out.data = append(out.data, part...)
	}
	a.picture, a.lost = nil, false
	if len(out.data) == 0 {
		return done
	}
	return append(done, out)
}
