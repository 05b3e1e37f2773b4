package file

import (
	"context"
	"io"
	"log/slog"
	"sync"
	"time"

	"zhaoyun/internal/core"
)

// Repository keeps what is known about files.
type Repository interface {
	CreateFile(ctx context.Context, f File) error
	// File fails with file_not_found.
	File(ctx context.Context, id core.ID) (File, error)
	// AdvanceFile notes how many bytes have arrived; it never goes back.
	AdvanceFile(ctx context.Context, id core.ID, offset int64, at time.Time) error
	// MoveFile stores f when the file still is in the state from, and reports whether it was.
	MoveFile(ctx context.Context, f File, from State) (bool, error)
	// FileUse sums up what a person has uploaded; Recent counts from since on.
	FileUse(ctx context.Context, owner core.ID, since time.Time) (Use, error)
	// FilesIn lists files that have been in the state since before the time, oldest first.
	FilesIn(ctx context.Context, state State, before time.Time, limit int) ([]File, error)
	DeleteFile(ctx context.Context, id core.ID) error
	AddFileScope(ctx context.Context, id core.ID, scope string) error
	RemoveFileScope(ctx context.Context, id core.ID, scope string) error
	FileScopes(ctx context.Context, id core.ID) ([]string, error)
}

// Use is how much a person has uploaded.
type Use struct {
	Bytes  int64 // announced, without what was refused
	Open   int   // uploads under way
	Recent int   // uploads begun lately
}

// Blobs keep the bytes; see blob.Store.
type Blobs interface {
	Create(ctx context.Context, id core.ID) error
	Append(ctx context.Context, id core.ID, offset int64, r io.Reader, n int64) (size int64, err error)
	Seal(ctx context.Context, id core.ID) error
	// Size fails with fs.ErrNotExist where there is none.
	Size(ctx context.Context, id core.ID) (int64, error)
	Open(ctx context.Context, id core.ID) (r io.ReadSeekCloser, size int64, err error)
	Delete(ctx context.Context, id core.ID) error
}

// Inspector looks into the content of a file. A bad file is a Problem; an error
// says that it could not be judged and may be tried again.
type Inspector interface {
	Inspect(ctx context.Context, content io.ReadSeeker, purpose Purpose) (Facts, *Problem, error)
}

// Access decides about the things files are attached to. Refusals are errors of
// kind unauthenticated, forbidden or not_found.
type Access interface {
	MayRead(ctx context.Context, actor core.Actor, scope string) error
}

// Quota bounds what one person may upload.
type Quota struct {
	MemberBytes int64 // kept at once by a member
	GuestBytes  int64 // kept at once by a guest
	Open        int   // uploads under way at once
	PerHour     int   // uploads begun in an hour
}

// DefaultQuota suits a district: hundreds of slide decks a year.
var DefaultQuota = Quota{MemberBytes: 5 << 30, GuestBytes: 20 << 20, Open: 20, PerHour: 100}

// Deps is what the service works with.
type Deps struct {
	Files   Repository
	Blobs   Blobs
	Inspect Inspector
	Access  Access // nil: only owners read
	Quota   Quota  // DefaultQuota when zero
	Now     core.Clock
	Log     *slog.Logger
}

// Service takes uploads.
type Service struct {
	Deps

	checks  sync.WaitGroup
	stopped context.Context
	stop    context.CancelFunc
}

// New makes a service. Close it, so that no check outlives it.
func New(d Deps) *Service {
	if d.Quota == (Quota{}) {
		d.Quota = DefaultQuota
	}
	if d.Now == nil {
		d.Now = core.Now
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	if d.Access == nil {
		d.Access = ByKind{}
	}
	s := &Service{Deps: d}
	s.stopped, s.stop = context.WithCancel(context.Background())
	return s
}

// Close ends the checks under way; Sweep of the next start takes them up again.
func (s *Service) Close() error {
	s.stop()
	s.checks.Wait()
	return nil
}
