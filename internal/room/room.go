package room

import (
	"context"
	"encoding/json"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/policy"
)

// Phase is how far a room is. Its words are the state of the fold.
type Phase string

// The phases of a room.
const (
	Waiting Phase = "waiting" // not started
	Live    Phase = "live"
	Paused  Phase = "paused" // the host has called a break
	Ended   Phase = "ended"  // for good
)

// Kinds of room.
const (
	KindLive      = "live"
	KindRehearsal = "rehearsal" // a separate, throw-away room of the same session
)

// Room is the state of a room as SQL holds it; the fold of its entries is equal.
type Room struct {
	ID        core.ID
	Session   core.ID
	Kind      string
	Epoch     string // changes when the log is restored from a backup
	Phase     Phase
	Public    int64 // heads of the lanes
	Staff     int64
	Stage     *Stage
	Reactions map[string]int64
	Settings  Settings
	Waiting   int          // lines that nobody has reviewed yet
	Version   core.Version // of the settings
	Budget    Budget
}

// Session is what the room needs to know of the session it belongs to.
type Session struct {
	ID           core.ID
	Kind         string
	Title        core.Text
	Event        core.ID
	EventSlug    string
	EventTitle   core.Text
	Organisation core.ID
	StartsAt     time.Time
	EndsAt       time.Time
	TimeZone     string
	Languages    []string // of the event
	Access       string   // AccessPublic, AccessRegistered or AccessInvited
	Replay       event.Replay
	Recording    event.Recording
	Capacity     int // of guests at one time; 0 is no limit
	Published    bool
	Illustrative bool
	People       map[core.ID]policy.RoomRole // the programme's own, by person
}

// Who may join a session.
const (
	AccessPublic     = "public"
	AccessRegistered = "registered"
	AccessInvited    = "invited"
)

// Standing is what a person is to a session.
type Standing struct {
	Registered bool
	Invited    bool
	Name, Org  string // as registered; empty when not
}

// Sessions finds sessions and who belongs to them; the event domain knows.
type Sessions interface {
	Session(ctx context.Context, id core.ID) (Session, error)
	Standing(ctx context.Context, session, person core.ID) (Standing, error)
}

// Directory tells how a person is called; the account domain knows.
type Directory interface {
	Card(ctx context.Context, person core.ID) (name, org string, err error)
}

// Publisher carries entries to every node. It returns soon: the room gives it a
// time-out and never waits for it while writing.
type Publisher interface {
	Publish(ctx context.Context, room core.ID, kind string, data []byte)
}

// PublishEntries is the kind under which a Post is published.
const PublishEntries = "entry"

// Post is what one commit publishes.
type Post struct {
	Entries []Posted `json:"entries"`
	People  []Person `json:"people"` // those the entries name
}

// Posted is a published entry. For says whose inbox it belongs to; it is empty
// on the other lanes.
type Posted struct {
	For core.ID `json:"for,omitempty"`
	Entry
}

// Person is a participant by name. An erased one has none.
type Person struct {
	ID   core.ID         `json:"id"`
	Name string          `json:"name"`
	Org  string          `json:"org"`
	Role policy.RoomRole `json:"role"`
}

// Heads are the latest sequence numbers of the lanes.
type Heads struct {
	Epoch  string
	Public int64
	Staff  int64
	Inbox  int64 // of one seat; 0 where no seat is meant
}

// Seat is a person's place in a room, as long as nothing changes their rights.
type Seat struct {
	Participant core.ID
	Person      core.ID
	Name, Org   string
	Role        policy.RoomRole
	Staff       bool
	Can         []string // operation ids
	Room        core.ID
	Epoch       string
	MutedUntil  time.Time
}

// Snapshot is the state of a room at its heads: the same for every seat with the
// same Staff.
type Snapshot struct {
	Public State       `json:"public"`
	Staff  *StaffState `json:"staff,omitempty"`
	People []Person    `json:"people"`
}

// AttendanceSpan says that a participant was connected in [Since, Until). Spans
// of several tabs and nodes overlap; only their union counts.
type AttendanceSpan struct {
	Participant  core.ID
	Since, Until time.Time
}

// What an authority change of a room is about.
const (
	AuthorityKicked = "kicked"
	AuthorityBanned = "banned"
	AuthorityMuted  = "muted"
	AuthorityRole   = "role"
)

// AuthorityChange tells nodes that somebody's rights changed.
type AuthorityChange = core.AuthorityChange

// raw is JSON as it is stored.
type raw = json.RawMessage

// Budget counts the guests' lines of the present second.
type Budget struct {
	Second int64 // Unix time
	Used   int
}

// SlideFile is a file that can be shown in a room.
type SlideFile struct {
	File   core.ID
	Kind   string // StageSlides, StagePicture or StageClip
	Name   string
	Pages  int
	Width  int
	Height int
	Size   int64
}
