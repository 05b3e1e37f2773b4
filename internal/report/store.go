package report

import (
	"context"
	"io"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/job"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
)

// Person is somebody who has been in the room, as the report needs them.
type Person struct {
	ID        core.ID // participant
	Name, Org string  // empty when erased
	Role      policy.RoomRole
	Region    string // as registered
	First     time.Time
	Last      time.Time // zero for somebody who never came
	There     []Span    // in their order, apart from each other

	lines, questions int
}

// Came reports whether the person was in the room itself.
func (p Person) Came() bool { return !p.First.IsZero() }

// Stay adds a stretch of being there that begins no earlier than those before it.
func (p *Person) Stay(from, until time.Time) {
	if n := len(p.There); n > 0 && !from.After(p.There[n-1].Until) {
		if until.After(p.There[n-1].Until) {
			p.There[n-1].Until = until
		}
		return
	}
	p.There = append(p.There, Span{from, until})
}

// Seconds is how long they were there in all.
func (p Person) Seconds() int64 {
	sum := time.Duration(0)
	for _, s := range p.There {
		sum += s.Until.Sub(s.From)
	}
	return int64(sum / time.Second)
}

// Span is a stretch of time.
type Span struct{ From, Until time.Time }

// Member is somebody behind a figure. Count is what they did, such as lines.
type Member struct {
	ID      core.ID
	Name    string
	Org     string
	Role    string
	Region  string
	First   time.Time
	Last    time.Time
	Seconds int64
	Count   int
}

// Members chooses the people behind a figure.
type Members struct {
	Figure   string
	Org      *string // only these
	Role     string
	Region   string
	Interest string
	At       time.Time // who was there then
	core.Paging
}

// Registered are the registrations of an event in figures.
type Registered struct {
	Confirmed  int
	Interested int
	Interests  map[string]int
}

// Store keeps reports and reads what they are made of.
type Store interface {
	core.Transactor
	InReadTx(ctx context.Context, f func(ctx context.Context) error) error

	// Room finds a room; room_not_found when there is none.
	Room(ctx context.Context, id core.ID) (room.Room, error)
	// LockRoom finds a room and makes its writers wait for this transaction.
	LockRoom(ctx context.Context, id core.ID) (room.Room, error)
	// Lines lists a lane after a sequence number, oldest first.
	Lines(ctx context.Context, room core.ID, lane string, after int64, limit int) ([]room.Line, error)
	FollowUpsOf(ctx context.Context, questions []core.ID) (map[core.ID]room.FollowUp, error)
	Polls(ctx context.Context, room core.ID) ([]room.Poll, error)
	ParticipantsOf(ctx context.Context, person core.ID) ([]room.Participant, error)

	// ReportPeople lists everybody in a room after an identifier, with their region and when they were there.
	ReportPeople(ctx context.Context, room, event, after core.ID, limit int) ([]Person, error)
	// ReportQuestions lists questions that were published or wait, in the order of asking.
	ReportQuestions(ctx context.Context, room, after core.ID, limit int) ([]room.Question, error)
	// ReportRegistered counts the registrations of an event.
	ReportRegistered(ctx context.Context, event core.ID) (Registered, error)
	// ReportParcels counts who keeps parcels, and who said in the room that they want to talk.
	ReportParcels(ctx context.Context, room core.ID) (Drawn, error)
	// ReportMembers lists the people behind a figure.
	ReportMembers(ctx context.Context, room, event core.ID, m Members) (core.Page[Member], error)
	// ReportCount counts the people behind a figure.
	ReportCount(ctx context.Context, room core.ID, figure string) (int, error)
	// TakenAway reports whether words or names were taken away after these entries.
	TakenAway(ctx context.Context, room core.ID, public, staff int64) (bool, error)

	// KeptReport finds the report of a room; nil when there is none.
	KeptReport(ctx context.Context, room core.ID) (*Kept, error)
	// KeepReport stores a report in the place of the one before.
	KeepReport(ctx context.Context, k Kept) error
	DropReport(ctx context.Context, room core.ID) error
}

// Blobs keep the files; see blob.Store.
type Blobs interface {
	Create(ctx context.Context, id core.ID) error
	Append(ctx context.Context, id core.ID, offset int64, r io.Reader, n int64) (int64, error)
	Seal(ctx context.Context, id core.ID) error
	Open(ctx context.Context, id core.ID) (io.ReadSeekCloser, int64, error)
	Delete(ctx context.Context, id core.ID) error
}

// Jobs build in the background; see job.Queue.
type Jobs interface {
	Add(ctx context.Context, o job.Order) (job.Job, error)
	Latest(ctx context.Context, kind, key string) (job.Job, error)
	Finish(ctx context.Context, j job.Job, result any) error
}
