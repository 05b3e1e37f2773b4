// Package recording keeps what was recorded of rooms: when it runs, who may have
// it, how long it stays. The live feed for a mass audience is a recording of which
// nothing is kept. A job does the work, so that another process goes on when one
// dies; the recorder itself is a port.
package recording

import (
	"context"
	"log/slog"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/job"
	"zhaoyun/internal/room"
)

// State is where a recording stands.
type State string

// The states. Of a deleted one nothing is left but that it was there.
const (
	Running  State = "running"
	Stopping State = "stopping" // asked to end; the last segment is being written
	Ended    State = "ended"
	Deleted  State = "deleted"
)

// Recording is what was, or is being, recorded of a room.
type Recording struct {
	ID, Room  core.ID
	Secret    string // in its address: who has it may see the pictures
	State     State
	Kept      bool // else it is a live feed alone
	Protected bool // stays when its time is over
	Epoch     time.Time
	BeganAt   time.Time // kept from here; zero of a feed
	EndedAt   time.Time // zero while it runs
	Spans     []Span
	Bytes     int64
	Film      bool // as one file is there
	SeenAt    time.Time
	DeletedAt time.Time
	Version   core.Version
}

// Span is a stretch of time of which there are pictures.
type Span struct {
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
}

// Open reports whether pictures are still being added.
func (r Recording) Open() bool { return r.State == Running || r.State == Stopping }

// Prefix is where the playlists and segments of a recording are served.
func (r Recording) Prefix() string { return "/media/" + r.ID + "/" + r.Secret + "/" }

var (
	// ErrNone says that there is no such recording.
	ErrNone = core.NotFound("recording_not_found", "There is no such recording. It may have been deleted.")
	// ErrOff says that nothing can be recorded here.
	ErrOff = core.Conflict("recording_unavailable", "This server does not record: ffmpeg is not installed. Ask whoever runs it.")
)

// Store keeps recordings.
type Store interface {
	core.Transactor
	// AddRecording adds one and reports false when the room has one that runs.
	AddRecording(ctx context.Context, r Recording) (bool, error)
	// Recording finds one; ErrNone when there is none. In a transaction it stays as it is until the end.
	Recording(ctx context.Context, id core.ID) (Recording, error)
	// OpenRecording is the one of a room that runs or stops; nil when there is none.
	OpenRecording(ctx context.Context, room core.ID) (*Recording, error)
	// Recordings lists those of a room that are kept and not deleted, oldest first.
	Recordings(ctx context.Context, room core.ID) ([]Recording, error)
	// SaveRecording keeps everything but SeenAt, if nobody else did since it was read.
	SaveRecording(ctx context.Context, r Recording) (core.Version, error)
	// DropRecording removes one without a trace.
	DropRecording(ctx context.Context, id core.ID) error
	// SeenRecording notes that somebody asked for the live feed.
	SeenRecording(ctx context.Context, id core.ID, at time.Time) error
	// RoomsToRecord lists live rooms whose session says auto and of which nothing was recorded yet.
	RoomsToRecord(ctx context.Context) ([]core.ID, error)
	// PastRecordings lists those that ended before a time and are not protected.
	PastRecordings(ctx context.Context, ended time.Time) ([]Recording, error)
	// DeletedRecordings lists those whose files may still be there.
	DeletedRecordings(ctx context.Context) ([]Recording, error)
}

// Rooms is what the recordings know of rooms.
type Rooms interface {
	Scene(ctx context.Context, id core.ID) (room.Scene, error)
	RoomNow(ctx context.Context, id core.ID) (room.Room, room.Session, error)
	Director(ctx context.Context, actor core.Actor, id core.ID, op string, detail map[string]any) (room.Direction, error)
	Recorded(ctx context.Context, id core.ID, by *room.Participant, recording core.ID, on bool) error
	KeepRecording(ctx context.Context, id, recording core.ID, digest string) error
}

// Jobs is what the recordings know of the queue.
type Jobs interface {
	Add(ctx context.Context, o job.Order) (job.Job, error)
	Finish(ctx context.Context, j job.Job, result any) error
}

// Take is the work of a recorder: from now until the context ends.
type Take struct {
	Recording Recording
	Dir       string
	Kept      func() bool // whether segments stay
	Scene     func() room.Scene
	File      func(ctx context.Context, file core.ID) (path string, err error)
}

// Recorder makes the files.
type Recorder interface {
	// Record adds to the files in the directory until the context ends, the cause of
	// which is ErrGivenUp when another goes on already: then it writes nothing more.
	Record(ctx context.Context, t Take) error
	// End says in the files that nothing more comes, and what they hold.
	End(dir string) (spans []Span, bytes int64, err error)
	// Spans says what the files hold so far.
	Spans(dir string) ([]Span, error)
	// Film makes one file of them.
	Film(ctx context.Context, dir, path string) error
}

// Deps is what the recordings work with.
type Deps struct {
	Store    Store
	Rooms    Rooms
	Jobs     Jobs
	Audit    core.Auditor
	Recorder Recorder // nil: nothing is recorded here
	Dir      string   // of all recordings
	Days     int      // after which they go; 0: never
	// File puts a file of a room where the recorder can read it.
	File func(ctx context.Context, file core.ID, path string) error
	Now  core.Clock
	Log  *slog.Logger
}

// Service keeps the recordings.
type Service struct {
	Deps

	seen  seen
	shelf shelf
}

// New returns the service.
func New(d Deps) *Service {
	if d.Now == nil {
		d.Now = core.Now
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	return &Service{Deps: d}
}

// On reports whether this server records.
func (s *Service) On() bool { return s.Recorder != nil }
