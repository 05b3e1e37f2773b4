package event

import (
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Session is one item of an event's agenda, with a live room (场次).
type Session struct {
	ID           core.ID
	Event        core.ID
	Kind         Kind
	Title        core.Text
	Description  core.Text
	StartsAt     time.Time
	EndsAt       time.Time
	TimeZone     string // IANA; in which the times were meant
	Capacity     int    // guests at one time; 0 is no limit
	Access       Access
	Replay       Replay
	Recording    Recording
	Room         core.ID
	Illustrative bool
	Version      core.Version
	CreatedAt    time.Time
	UpdatedAt    time.Time

	People []Cast // the programme's own; filled in by the service
	Phase  string // of the room: waiting, live, paused or ended; filled in by the service

	Replayable bool // by who reads the event; filled in by Read
}

// Kind is what a session is for. It decides what its room can do.
type Kind string

// The kinds of session.
const (
	Promotion Kind = "promotion" // 云推介: slides, talk, questions
	Showcase  Kind = "showcase"  // 地块推介: parcels on a map

	Signing        Kind = "signing"        // 云签约: agreements are signed before an audience
	Groundbreaking Kind = "groundbreaking" // 云开工: several places begin at one moment
)

// kinds lists the kinds of session there are; another kind is one more line.
var kinds = []string{string(Promotion), string(Showcase), string(Signing), string(Groundbreaking)}

// Access says who may join a session.
type Access string

// Who may join.
const (
	AccessPublic     Access = "public"     // everybody, with a name
	AccessRegistered Access = "registered" // who registered for the event and has a place
	AccessInvited    Access = "invited"    // the guests of the session alone
)

var accesses = []string{string(AccessPublic), string(AccessRegistered), string(AccessInvited)}

// Cast is one of the programme's own people.
type Cast struct {
	Person core.ID
	Role   policy.RoomRole // policy.Guest is an invited guest
}

var castRoles = []string{string(policy.Host), string(policy.Presenter), string(policy.Moderator), string(policy.Guest)}

// JoinBefore is how long before its start the door of a session opens.
const JoinBefore = 10 * time.Minute

// JoinOpensAt is when the door of the session opens.
func (s Session) JoinOpensAt() time.Time { return s.StartsAt.Add(-JoinBefore) }

// SessionDraft is what an official writes about a new session.
type SessionDraft struct {
	Kind         Kind
	Title        core.Text
	Description  core.Text
	StartsAt     time.Time
	EndsAt       time.Time
	TimeZone     string // empty: the event's
	Capacity     int
	Access       Access
	Replay       Replay    // ReplayAttended when empty
	Recording    Recording // RecordingAuto when empty
	Illustrative bool
}

// SessionChange names what an edit changes; nil leaves a field as it is.
type SessionChange struct {
	Title        core.Text
	Description  core.Text
	StartsAt     *time.Time
	EndsAt       *time.Time
	TimeZone     *string
	Capacity     *int
	Access       *Access
	Replay       *Replay
	Recording    *Recording
	Illustrative *bool
}

// Limits of a session.
const (
	longestSession = 7 * 24 * time.Hour
	maxCapacity    = 100_000
	maxCast        = 500
)

// check brings the session into its stored form or lists what is wrong with it.
func (s *Session) check() error {
	var f faults
	f.oneOf("body.kind", string(s.Kind), kinds)
	f.oneOf("body.access", string(s.Access), accesses)
	f.oneOf("body.replay", string(s.Replay), replays)
	f.oneOf("body.recording", string(s.Recording), recordings)
	f.text("body.title", s.Title, true, maxTitle)
	f.text("body.description", s.Description, false, maxDescription)
	s.StartsAt, s.EndsAt = s.StartsAt.UTC().Truncate(time.Millisecond), s.EndsAt.UTC().Truncate(time.Millisecond)
	switch {
	case s.StartsAt.Year() < 2000 || s.StartsAt.Year() > 2200:
		f.add("body.startsAt", "time_out_of_range", "Give the time at which the session starts.")
	case !s.EndsAt.After(s.StartsAt):
		f.add("body.endsAt", "ends_before_start", "The session has to end after it starts.")
	case s.EndsAt.Sub(s.StartsAt) > longestSession:
		f.add("body.endsAt", "session_too_long", "A session lasts seven days at most.")
	}
	if !knownZone(s.TimeZone) {
		f.add("body.timeZone", "time_zone_unknown", "Use an IANA time zone such as Asia/Shanghai.")
	}
	if s.Capacity < 0 || s.Capacity > maxCapacity {
		f.add("body.capacity", "capacity_out_of_range", "Give a capacity of 1 to 100,000, or leave it out.")
	}
	return f.err()
}

// apply edits the session.
func (s *Session) apply(c SessionChange) {
	if c.Title != nil {
		s.Title = c.Title
	}
	if c.Description != nil {
		s.Description = c.Description
	}
	set(&s.StartsAt, c.StartsAt)
	set(&s.EndsAt, c.EndsAt)
	set(&s.TimeZone, c.TimeZone)
	set(&s.Capacity, c.Capacity)
	set(&s.Access, c.Access)
	set(&s.Replay, c.Replay)
	set(&s.Recording, c.Recording)
	set(&s.Illustrative, c.Illustrative)
}

// set copies a given value.
func set[T any](to *T, value *T) {
	if value != nil {
		*to = *value
	}
}
