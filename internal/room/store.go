package room

import (
	"context"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Store keeps rooms. Every method joins the transaction of the context.
type Store interface {
	core.Transactor
	// InReadTx runs f on one consistent view.
	InReadTx(ctx context.Context, f func(ctx context.Context) error) error

	// Room finds a room; room_not_found when there is none.
	Room(ctx context.Context, id core.ID) (Room, error)
	// LockRoom finds a room and makes its other writers wait for this transaction.
	LockRoom(ctx context.Context, id core.ID) (Room, error)
	// SaveRoom keeps everything of a locked room that changes.
	SaveRoom(ctx context.Context, r Room) error

	LogStore
	QuestionStore
	FollowUpStore
	LateStore
	ParticipantStore
	SlideStore
	PollStore
	HandStore
	HandoutStore
	ReplayStore
	RundownStore
	RehearsalStore
	AgreementStore
}

// ParticipantKey is under which a participant asked for something.
type ParticipantKey struct {
	Participant core.ID
	Key         string
}

// LogStore keeps the lanes of a room.
type LogStore interface {
	// AddLines writes lines with their payloads, all or none.
	AddLines(ctx context.Context, lines []Line) error
	// Lines lists a lane after a sequence number, oldest first.
	Lines(ctx context.Context, room core.ID, lane string, after int64, limit int) ([]Line, error)
	// LinesAt finds lines by their sequence numbers, oldest first.
	LinesAt(ctx context.Context, room core.ID, lane string, seqs []int64) ([]Line, error)
	// LatestLines lists the last n lines of a type, oldest first.
	LatestLines(ctx context.Context, room core.ID, lane, kind string, n int) ([]Line, error)
	// LatestStaffLog lists the last n staff lines other than waiting ones, oldest first.
	LatestStaffLog(ctx context.Context, room core.ID, n int) ([]Line, error)
	// WaitingLines lists the lines nobody has reviewed yet, of one participant or of all.
	WaitingLines(ctx context.Context, room, participant core.ID) ([]Line, error)
	// SpokenLines lists what a participant wrote in the chat and backstage and what is still
	// there: published, waiting or refused; oldest first.
	SpokenLines(ctx context.Context, room, participant core.ID) ([]Line, error)
	// WaitingQuestionLines lists the questions nobody has reviewed yet.
	WaitingQuestionLines(ctx context.Context, room core.ID) ([]Line, error)
	// KeyedLines finds the lines that were written under keys.
	KeyedLines(ctx context.Context, room core.ID, keys []ParticipantKey) ([]Line, error)
	// MarkReviewed keeps the decision on a waiting line.
	MarkReviewed(ctx context.Context, room core.ID, seq int64, decision string) error
	// Redact empties the payload of a line.
	Redact(ctx context.Context, room core.ID, lane string, seq int64, why Redaction) error
	// EraseLines empties what a participant wrote, their inbox and what staff wrote about them.
	EraseLines(ctx context.Context, room, participant core.ID) error
}

// Participant is a person in one room.
type Participant struct {
	ID, Room, Person core.ID
	Name, Org        string
	Role             policy.RoomRole // as of the last look
	Given, GivenOver policy.RoomRole // a role given in the room, and the one it was given over
	MutedUntil       time.Time       // the zero time where it does not apply, here and below
	KickedUntil      time.Time
	BannedAt         time.Time
	BannedBy         core.ID // participant
	BanReason        string
	ErasedAt         time.Time
	SpokeAt          time.Time
	Ready            bool // to present; kept by SetReady, and so are
	Devices          Devices
	SeenAt           time.Time // the end of their attendance so far; of those found by their person alone
	InboxHead        int64
	CreatedAt        time.Time
}

func (p Participant) card() Person { return Person{ID: p.ID, Name: p.Name, Org: p.Org, Role: p.Role} }

// Attendance is how long a participant was in the room.
type Attendance struct {
	FirstAt, LastAt time.Time
	Seconds         int64
}

// RosterFilter chooses participants.
type RosterFilter struct {
	Text   string    // in the name or organisation
	Only   []core.ID // nil means all; empty means none
	Banned bool      // only those who are
	Came   bool      // only those with attendance
	core.Paging
}

// RosterItem is a participant with their attendance, which is zero for somebody
// who has not been in the room itself.
type RosterItem struct {
	Participant
	Attendance
	Online bool
}

// ParticipantStore keeps who is in a room.
type ParticipantStore interface {
	// Participant finds one by id; participant_not_found when there is none.
	Participant(ctx context.Context, room, id core.ID) (Participant, error)
	// ParticipantsBy finds those of persons who have come.
	ParticipantsBy(ctx context.Context, room core.ID, persons []core.ID) ([]Participant, error)
	// Participants finds several by id.
	Participants(ctx context.Context, room core.ID, ids []core.ID) ([]Participant, error)
	// ParticipantsOf lists a person's in all rooms, by room.
	ParticipantsOf(ctx context.Context, person core.ID) ([]Participant, error)
	// AddParticipants adds those whose persons have none in their room.
	AddParticipants(ctx context.Context, all []Participant) error
	// SaveParticipant keeps everything of a participant but the inbox head, SpokeAt,
	// Ready and SeenAt. It was read with the room locked.
	SaveParticipant(ctx context.Context, p Participant) error
	// Spoke notes when participants wrote last.
	Spoke(ctx context.Context, ids []core.ID, at time.Time) error
	// NextInbox allocates the next sequence number of a participant's inbox.
	NextInbox(ctx context.Context, id core.ID) (int64, error)
	// Roster lists participants by when they first came.
	Roster(ctx context.Context, room core.ID, f RosterFilter) (core.Page[RosterItem], error)

	// Touch notes that participants, each named once, are here now, without counting time twice.
	Touch(ctx context.Context, room core.ID, ids []core.ID, now time.Time) error
	// GuestsSince counts guests seen at or after a time.
	GuestsSince(ctx context.Context, room core.ID, at time.Time) (int, error)
	// ExtendAttendance writes spans of presence down, or makes those longer that begin
	// alike; of those that do, only one comes at once.
	ExtendAttendance(ctx context.Context, room core.ID, spans []AttendanceSpan) error
}

// SlideStore keeps which files may be shown in a room.
type SlideStore interface {
	// Slides lists the files in the order in which they were added.
	Slides(ctx context.Context, room core.ID) ([]SlideFile, error)
	// AddSlides adds a file and reports false when it is there already.
	AddSlides(ctx context.Context, room core.ID, f SlideFile, at time.Time) (bool, error)
	// RemoveSlides reports false when the file was not there.
	RemoveSlides(ctx context.Context, room, file core.ID) (bool, error)
}
