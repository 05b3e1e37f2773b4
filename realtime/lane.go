package realtime

import (
	"time"

	"zhaoyun/internal/room"
)

const (
	// kept is how many entries of a lane a node keeps for those who come back.
	kept = 500
	// known is how many people of a lane everybody is kept acquainted with.
	acquainted = 128
	// silence is after how much silence of the bus the store is looked at with the next
	// tick: together less than the two seconds by which a room may be late.
	silence = 600 * time.Millisecond
)

// item is an entry as it is sent.
type item struct {
	seq    int64
	frame  []byte
	people []room.Person // whom it names
}

// lane puts the entries of one log into sequence.
type lane struct {
	name  room.Lane
	last  int64            // everything up to here has been sent
	ahead map[int64]letter // what came too early
	moved time.Time        // when the bus brought the last entries

	from   int64 // recent holds all of (from, last]
	recent []item

	order []string // of circle, oldest first
	// circle are those whom every member of the lane has been told of: members are
	// told of all of them when they join, and of each who is added.
	circle map[string]room.Person
}

func newLane(name room.Lane, last int64) *lane {
	return &lane{name: name, last: last, from: last, moved: time.Now(), ahead: map[int64]letter{}, circle: map[string]room.Person{}}
}

// append keeps the entry that has just been sent.
func (l *lane) append(it item) {
	l.last = it.seq
	l.recent = append(l.recent, it)
	if len(l.recent) > 2*kept { // in batches, not one by one
		l.recent = append([]item(nil), l.recent[len(l.recent)-kept:]...)
		l.from = l.recent[0].seq - 1
	}
}

// quiet reports whether the bus has brought nothing for a while.
func (l *lane) quiet(now time.Time) bool { return now.Sub(l.moved) >= silence }

// evict forgets what is kept: some of it may no longer be shown.
func (l *lane) evict() { l.recent, l.from = nil, l.last }

// after lists what is kept after a sequence number; ok says whether that is all.
func (l *lane) after(seq int64) (items []item, ok bool) {
	if seq < l.from || seq > l.last {
		return nil, false
	}
	return l.recent[seq-l.from:], true
}

// meet adds people to the circle and returns those who are new to it or are
// called otherwise now.
func (l *lane) meet(people []room.Person) (news []room.Person) {
	for _, p := range people {
		old, known := l.circle[p.ID]
		if known && old == p {
			continue
		}
		news = append(news, p)
		l.circle[p.ID] = p
		if known {
			continue
		}
		if l.order = append(l.order, p.ID); len(l.order) > acquainted {
			delete(l.circle, l.order[0])
			l.order = l.order[1:]
		}
	}
	return news
}

// part takes somebody out of the circle: their name must not be told any more.
func (l *lane) part(id string) {
	delete(l.circle, id)
	for i, other := range l.order {
		if other == id {
			l.order = append(l.order[:i:i], l.order[i+1:]...)
			return
		}
	}
}

// acquaintances lists the circle and those whom items name, without those in except.
func (l *lane) acquaintances(items []item, except map[string]bool) []room.Person {
	var all []room.Person
	seen := map[string]bool{}
	add := func(p room.Person) {
		if !seen[p.ID] && !except[p.ID] {
			seen[p.ID] = true
			all = append(all, p)
		}
	}
	for _, id := range l.order {
		add(l.circle[id])
	}
	for _, it := range items {
		for _, p := range it.people {
			add(p)
		}
	}
	return all
}
