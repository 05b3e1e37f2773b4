package room

import (
	"context"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/policy"
)

// Replay is what watching a session again begins with. The rest is its log.
type Replay struct {
	Room     Room
	Session  Session
	Clock    ReplayClock
	Chapters []Chapter
}

// Replay reads a session that is over for somebody who may watch it again.
func (s *Service) Replay(ctx context.Context, actor core.Actor, room core.ID) (Replay, error) {
	v, err := s.replayer(ctx, actor, room, "get-replay")
	if err != nil {
		return Replay{}, err
	}
	r := Replay{Session: v.session}
	err = s.Store.InReadTx(ctx, func(ctx context.Context) error {
		if r.Room, err = s.Store.Room(ctx, room); err != nil {
			return err
		}
		if r.Clock, err = s.replayClock(ctx, room); err != nil {
			return err
		}
		r.Chapters, err = s.chapters(ctx, room, r.Clock)
		return err
	})
	return r, err
}

// replayer finds somebody who may watch a session again. Whether they came in
// through the door when it was open does not matter: the setting of the session
// decides.
func (s *Service) replayer(ctx context.Context, actor core.Actor, room core.ID, op policy.Op) (view, error) {
	v, err := s.look(ctx, actor, room)
	if err != nil {
		return v, err
	}
	p := v.participant
	switch {
	case !v.role.Staff() && !v.session.Published:
		return v, core.NotFound("room_not_found", "There is no such room.")
	case p != nil && !p.BannedAt.IsZero():
		return v, core.Forbidden("banned", "You have been banned from this room.")
	case v.room.Phase != Ended:
		return v, core.Conflict("session_not_over", "The session is not over yet. Its replay begins where it ends.").
			With("state", string(v.room.Phase))
	}
	target := v.target()
	if target.Public, err = s.mayReplay(ctx, v); err != nil {
		return v, err
	}
	err = policy.Check(actor, op, target)
	if core.HasCode(err, "not_allowed") {
		err = core.Forbidden("replay_closed", "The organiser keeps this replay to others. Sign in as whoever took part, or ask the organiser.").
			With("replay", string(v.session.Replay))
	}
	return v, err
}

// mayReplay applies the setting of the session.
func (s *Service) mayReplay(ctx context.Context, v view) (bool, error) {
	if !v.actor.SignedIn() {
		return false, nil
	}
	attended := v.participant != nil && v.participant.ErasedAt.IsZero()
	if v.session.Replay != event.ReplayRegistered {
		return v.session.Replay.Opens(attended, false), nil
	}
	st, err := s.Sessions.Standing(ctx, v.session.ID, v.actor.Person)
	return v.session.Replay.Opens(attended, st.Registered || st.Invited), err
}

// reader is member for what a replay shows as well: who may watch the session
// again reads its log and slides without ever having been inside.
func (s *Service) reader(ctx context.Context, actor core.Actor, room core.ID) (view, error) {
	v, err := s.member(ctx, actor, room)
	if !core.HasCode(err, "room_ended") {
		return v, err
	}
	if again, refused := s.replayer(ctx, actor, room, "get-replay"); refused == nil {
		return again, nil
	}
	return v, err
}

// pauseShown is how long a pause lasts in a replay at most: long enough to be
// seen, too short to be waited for.
const pauseShown = 5 * time.Second

// Tick ties a moment of the log to a time of the replay's clock.
type Tick struct {
	At     time.Time
	Offset time.Duration
}

// ReplayClock is the time of a replay: nought when the session went live, and at
// rest once it was over. Between two ticks it runs evenly, so a pause that lasted
// an hour is over in seconds. A session that never went live has none.
type ReplayClock []Tick

// enter notes that the room came from one phase into another.
func (c ReplayClock) enter(to Phase, at time.Time, from Phase) ReplayClock {
	if len(c) == 0 {
		if to != Live {
			return c
		}
		return ReplayClock{{At: at}}
	}
	last := c[len(c)-1]
	took := max(0, at.Sub(last.At))
	if from == Paused {
		took = min(took, pauseShown)
	}
	return append(c, Tick{At: at, Offset: last.Offset + took})
}

// Length is how long the replay lasts.
func (c ReplayClock) Length() time.Duration {
	if len(c) == 0 {
		return 0
	}
	return c[len(c)-1].Offset
}

// Offset is the replay's time at a moment of the log, in whole milliseconds.
func (c ReplayClock) Offset(at time.Time) time.Duration {
	for i := len(c) - 1; i >= 0; i-- {
		from := c[i]
		since := at.UnixMilli() - from.At.UnixMilli()
		if since < 0 {
			continue
		}
		if i == len(c)-1 {
			return from.Offset
		}
		took, lasted := c[i+1].Offset-from.Offset, c[i+1].At.UnixMilli()-from.At.UnixMilli()
		if lasted == 0 {
			return from.Offset
		}
		return from.Offset + time.Duration(since*took.Milliseconds()/lasted)*time.Millisecond
	}
	return 0
}

func (s *Service) replayClock(ctx context.Context, room core.ID) (ReplayClock, error) {
	lines, err := s.Store.ReplayLines(ctx, room, ReplayFilter{Types: []string{TypeState}, Limit: maxTail})
	var clock ReplayClock
	from := Waiting
	for _, l := range lines {
		if d, ok := payload[stateData](l.Entry()); ok {
			clock, from = clock.enter(d.State, l.At.Truncate(time.Millisecond), from), d.State
		}
	}
	return clock, err
}

// ReplayFilter chooses lines of the public lane that still have their words.
type ReplayFilter struct {
	Types []string
	Words string // a part of the payload, in whatever case; empty for all
	After int64
	Limit int
}

// ReplayStore finds in the log what a replay jumps to.
type ReplayStore interface {
	// ReplayLines lists lines after a sequence number, oldest first.
	ReplayLines(ctx context.Context, room core.ID, f ReplayFilter) ([]Line, error)
}
