package room

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"time"

	"zhaoyun/internal/core"
)

// edit is one change of a locked room: it allocates sequence numbers, collects
// the lines and writes them all at its end.
type edit struct {
	Room
	s      *Service
	now    time.Time
	lines  []Line
	people map[core.ID]Person // those the lines name

	asked    []Question // to be added
	unlisted []int64    // questions that leave the list
	followed []FollowUp // of questions among asked
	audits   []core.AuditLine
}

// change runs f with the room locked and writes what it drafted in the same
// transaction. Changes of other tables come first in f: the room is what
// everybody waits for, so it is locked late and for a short time.
func (s *Service) change(ctx context.Context, room core.ID, f func(ctx context.Context, e *edit) error) error {
	return s.Store.InTx(ctx, func(ctx context.Context) error {
		e, err := s.begin(ctx, room)
		if err != nil {
			return err
		}
		before := e.Room
		if err := f(ctx, e); err != nil {
			return err
		}
		if len(e.lines) == 0 && e.Version == before.Version {
			return nil
		}
		if err := e.write(ctx); err != nil {
			return err
		}
		core.AfterCommit(ctx, func(context.Context) {
			s.lately.Delete(room)
			s.posts.send(room, e.post())
		})
		return nil
	})
}

func (s *Service) begin(ctx context.Context, room core.ID) (*edit, error) {
	r, err := s.Store.LockRoom(ctx, room)
	return &edit{Room: r, s: s, now: s.Now(), people: map[core.ID]Person{}}, err
}

// write keeps the lines and the room.
func (e *edit) write(ctx context.Context) error {
	if err := e.s.Store.AddLines(ctx, e.lines); err != nil {
		return err
	}
	if err := e.writeQuestions(ctx); err != nil {
		return err
	}
	if err := e.writeRundown(ctx); err != nil {
		return err
	}
	return e.s.Store.SaveRoom(ctx, e.Room)
}

// public adds a line to the public lane. A nil participant is the server itself.
func (e *edit) public(kind string, by *Participant, data any) (*Line, error) {
	e.Public++
	return e.add(string(Public), e.Public, kind, by, data)
}

// toStaff adds a line to the staff lane.
func (e *edit) toStaff(kind string, by *Participant, data any) (*Line, error) {
	e.Staff++
	return e.add(string(Staff), e.Staff, kind, by, data)
}

// tell adds a line to a participant's inbox.
func (e *edit) tell(ctx context.Context, to core.ID, kind string, by *Participant, data any) error {
	seq, err := e.s.Store.NextInbox(ctx, to)
	if err != nil {
		return err
	}
	_, err = e.add(InboxLane(to), seq, kind, by, data)
	return err
}

func (e *edit) add(lane string, seq int64, kind string, by *Participant, data any) (*Line, error) {
	l := Line{Room: e.ID, Lane: lane, Seq: seq, Type: kind, At: e.now}
	if by != nil {
		l.Participant = by.ID
		e.name(*by)
	}
	l, err := l.seal(data)
	if err != nil {
		return nil, err
	}
	e.lines = append(e.lines, l)
	return &e.lines[len(e.lines)-1], nil
}

// name makes the participant known to who receives the lines.
func (e *edit) name(p Participant) { e.people[p.ID] = p.card() }

// post is what the change publishes.
func (e *edit) post() Post {
	p := Post{People: []Person{}}
	for _, l := range e.lines {
		posted := Posted{Entry: l.Entry()}
		if posted.Lane == Inbox {
			posted.For = l.Lane[len(Inbox)+1:]
		}
		p.Entries = append(p.Entries, posted)
	}
	for _, person := range e.people {
		p.People = append(p.People, person)
	}
	return p
}

const (
	publishTimeout = 500 * time.Millisecond
	maxPosts       = 4096
)

// posts hands what was committed to the publisher, one after another, off the
// writers' path. Commits that follow each other closely may arrive the other way
// round: nodes put entries in order by their number. When the publisher cannot keep up the oldest are dropped: nodes notice
// the gap and read it from the store.
type posts struct {
	to  Publisher
	log *slog.Logger

	mu      sync.Mutex
	waiting []roomPost
	busy    bool
}

type roomPost struct {
	room core.ID
	post Post
}

func (q *posts) send(room core.ID, p Post) {
	if q.to == nil || len(p.Entries) == 0 {
		return
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) >= maxPosts {
		q.waiting = q.waiting[1:]
	}
	q.waiting = append(q.waiting, roomPost{room, p})
	if !q.busy {
		q.busy = true
		go q.drain()
	}
}

func (q *posts) drain() {
	for {
		q.mu.Lock()
		if len(q.waiting) == 0 {
			q.busy, q.waiting = false, nil
			q.mu.Unlock()
			return
		}
		next := q.waiting[0]
		q.waiting = q.waiting[1:]
		q.mu.Unlock()
		data, err := json.Marshal(next.post)
		if err != nil {
			q.log.Error("encode entries to publish", "room", next.room, "error", err.Error())
			continue
		}
		ctx, cancel := context.WithTimeout(context.Background(), publishTimeout)
		q.to.Publish(ctx, next.room, PublishEntries, data)
		cancel()
	}
}
