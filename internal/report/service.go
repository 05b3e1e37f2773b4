package report

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/job"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
)

// Deps is what the reports work with.
type Deps struct {
	Store    Store
	Sessions room.Sessions
	Blobs    Blobs
	Jobs     Jobs
	Audit    core.Auditor
	Now      core.Clock // core.Now when nil
	Log      *slog.Logger
}

// Service makes reports and hands them out.
type Service struct{ Deps }

// New returns the service.
func New(d Deps) *Service {
	if d.Now == nil {
		d.Now = core.Now
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	return &Service{d}
}

// Kind is the kind of job that builds a report; its key is the room.
const Kind = "report"

// order asks for a report in the background, once however often it is asked for.
func (s *Service) order(ctx context.Context, id core.ID) error {
	_, err := s.Jobs.Add(ctx, job.Order{Kind: Kind, Key: id, Payload: id})
	return err
}

// Ended has the report of a session built that ends in the transaction of the context.
func (s *Service) Ended(ctx context.Context, id core.ID) error { return s.order(ctx, id) }

// staff finds the room of a report for somebody who may have it; a refusal is audited.
func (s *Service) staff(ctx context.Context, actor core.Actor, id core.ID, op policy.Op) (room.Room, room.Session, error) {
	r, err := s.Store.Room(ctx, id)
	if err == nil && r.Kind == room.KindRehearsal {
		err = core.NotFound("room_not_found", "There is no such room.")
	}
	if err != nil {
		return r, room.Session{}, err
	}
	session, err := s.Sessions.Session(ctx, r.Session)
	if err != nil {
		return r, session, err
	}
	err = policy.Check(actor, op, policy.Target{Organisation: session.Organisation})
	return r, session, core.NoteRefusal(ctx, s.Audit, err, actor.Audited(string(op), "room", id, session.Organisation, nil))
}

// Read tells how far a report is, and what it says.
func (s *Service) Read(ctx context.Context, actor core.Actor, id core.ID) (State, error) {
	r, session, err := s.staff(ctx, actor, id, "get-report")
	if err != nil {
		return State{}, err
	}
	return s.state(ctx, r, session)
}

// Build has a report built in the background, or built again.
func (s *Service) Build(ctx context.Context, actor core.Actor, id core.ID) (State, error) {
	r, session, err := s.staff(ctx, actor, id, "build-report")
	if err != nil {
		return State{}, err
	}
	err = s.Store.InTx(ctx, func(ctx context.Context) error {
		if err := s.order(ctx, id); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("build-report", "room", id, session.Organisation, nil))
	})
	if err != nil {
		return State{}, err
	}
	return s.state(ctx, r, session)
}

// state is how far the report of a room is. What was taken away since it was built
// must not be read in it: it is dropped and built again.
func (s *Service) state(ctx context.Context, r room.Room, session room.Session) (State, error) {
	st := State{Status: None, Session: session, Phase: r.Phase}
	kept, err := s.Store.KeptReport(ctx, r.ID)
	if err != nil {
		return st, err
	}
	if kept != nil {
		away, err := s.Store.TakenAway(ctx, r.ID, kept.Public, kept.Staff)
		if err != nil {
			return st, err
		}
		if away {
			if err := s.dropped(ctx, *kept); err != nil {
				return st, err
			}
			kept = nil
		}
	}
	if kept != nil {
		st.Status, st.Kept = Ready, kept
		st.Behind = kept.Public < r.Public || kept.Staff < r.Staff
	}
	j, err := s.Jobs.Latest(ctx, Kind, r.ID)
	switch {
	case core.HasCode(err, "job_not_found"):
		return st, nil
	case err != nil:
		return st, err
	case j.State == job.Waiting || j.State == job.Running:
		st.Status, st.Progress = Building, j.Progress
	case j.State == job.Failed:
		st.Status = Failed
	}
	return st, nil
}

// dropped forgets a report with its files and has it built again.
func (s *Service) dropped(ctx context.Context, k Kept) error {
	return s.Store.InTx(ctx, func(ctx context.Context) error {
		if err := s.Store.DropReport(ctx, k.Room); err != nil {
			return err
		}
		core.AfterCommit(ctx, func(ctx context.Context) { s.delete(ctx, k.Files) })
		return s.order(ctx, k.Room)
	})
}

// delete removes files nobody can ask for any more. One that stays is only bytes.
func (s *Service) delete(ctx context.Context, files map[string]core.ID) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	for name, id := range files {
		if err := s.Blobs.Delete(ctx, id); err != nil {
			s.Log.Warn("delete an old report", "file", name, "error", err.Error())
		}
	}
}

// ErasePerson drops the reports of the rooms a person was in and has them built
// again, in the transaction of the erasure.
func (s *Service) ErasePerson(ctx context.Context, _ core.Actor, person core.ID) error {
	places, err := s.Store.ParticipantsOf(ctx, person)
	if err != nil {
		return err
	}
	for _, p := range places {
		kept, err := s.Store.KeptReport(ctx, p.Room)
		if err != nil {
			return err
		}
		if kept == nil {
			continue
		}
		if err := s.dropped(ctx, *kept); err != nil {
			return err
		}
	}
	return nil
}

// Formats of the files of a report, and what they are.
var Formats = map[string]string{
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

// File is one of the files of a report.
type File struct {
	io.ReadSeekCloser
	Size int64
	Name string
}

// Open reads a file of a report in a language. It leaves an audit line.
func (s *Service) Open(ctx context.Context, actor core.Actor, id core.ID, format, language string) (File, error) {
	r, session, err := s.staff(ctx, actor, id, policy.Op("get-report-"+format))
	if err != nil {
		return File{}, err
	}
	st, err := s.state(ctx, r, session)
	if err != nil {
		return File{}, err
	}
	if st.Kept == nil {
		return File{}, core.Conflict("report_not_ready", "This report has not been built yet. Build it, or wait until it is ready.")
	}
	blob, ok := st.Kept.Files[language+"."+format]
	if !ok {
		return File{}, core.NotFound("report_file_not_found", "A report has no such file.")
	}
	content, size, err := s.Blobs.Open(ctx, blob)
	if err != nil {
		return File{}, fmt.Errorf("open a report: %w", err)
	}
	err = s.Audit.Audit(ctx, actor.Audited("get-report-"+format, "room", id, session.Organisation, map[string]any{"language": language}))
	if err != nil {
		_ = content.Close()
		return File{}, err
	}
	name := speak(language, time.UTC).f("title", session.Title.In(language)) + "." + format
	return File{content, size, name}, nil
}

// Work builds the report a job asks for. What comes of it is kept in the
// transaction that ends the job, so a job that two work at counts once.
func (s *Service) Work(ctx context.Context, j job.Job, progress func(percent int)) (any, error) {
	var id core.ID
	if err := j.Decode(&id); err != nil {
		return nil, err
	}
	kept, phase, err := s.make(ctx, id, progress)
	if err != nil {
		return nil, err
	}
	err = s.Store.InTx(ctx, func(ctx context.Context) error {
		before, err := s.unmoved(ctx, kept, phase)
		if err != nil {
			return err
		}
		if err := s.Store.KeepReport(ctx, kept); err != nil {
			return err
		}
		if before != nil {
			core.AfterCommit(ctx, func(ctx context.Context) { s.delete(ctx, before.Files) })
		}
		return s.Jobs.Finish(ctx, j, nil)
	})
	if err != nil {
		s.delete(ctx, kept.Files)
	}
	return nil, err
}

// unmoved returns the report of before, unless the one just made is out of date in
// a way that matters: then it is made again. With the room locked, an erasure comes
// either before this look or after what is kept, which it drops.
func (s *Service) unmoved(ctx context.Context, made Kept, phase room.Phase) (before *Kept, err error) {
	r, err := s.Store.LockRoom(ctx, made.Room)
	if err != nil {
		return nil, err
	}
	away, err := s.Store.TakenAway(ctx, made.Room, made.Public, made.Staff)
	if err != nil {
		return nil, err
	}
	if away || r.Phase != phase {
		return nil, errMoved
	}
	return s.Store.KeptReport(ctx, made.Room)
}

var errMoved = errors.New("report: the session has changed meanwhile")

// make reads the log once and writes the files.
func (s *Service) make(ctx context.Context, id core.ID, progress func(percent int)) (Kept, room.Phase, error) {
	kept := Kept{Room: id, BuiltAt: s.Now(), Files: map[string]core.ID{}}
	dir, err := os.MkdirTemp("", "zhaoyun-report-")
	if err != nil {
		return kept, "", fmt.Errorf("make a directory: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	r, err := s.Store.Room(ctx, id)
	if err != nil {
		return kept, "", err
	}
	kept.Public, kept.Staff = r.Public, r.Staff
	session, err := s.Sessions.Session(ctx, r.Session)
	if err != nil {
		return kept, "", err
	}
	b := &builder{store: s.Store, room: r, session: session, progress: progress, asOf: kept.BuiltAt}
	defer b.close()
	if err := b.open(dir); err != nil {
		return kept, "", err
	}
	if err := b.build(ctx); err != nil {
		return kept, "", fmt.Errorf("read a session: %w", err)
	}
	files, err := b.files(dir)
	for name, f := range files {
		if err == nil {
			kept.Files[name], err = s.keepFile(ctx, f)
		}
		_ = f.Close()
	}
	if err != nil {
		s.delete(ctx, kept.Files)
		return kept, "", err
	}
	kept.Report = b.kept()
	return kept, r.Phase, nil
}

// keepFile puts a written file where files are kept.
func (s *Service) keepFile(ctx context.Context, f *os.File) (core.ID, error) {
	id := core.NewID()
	size, err := f.Seek(0, io.SeekCurrent)
	if err != nil {
		return id, err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return id, err
	}
	if err := s.Blobs.Create(ctx, id); err != nil {
		return id, err
	}
	if _, err := s.Blobs.Append(ctx, id, 0, f, size); err != nil {
		return id, err
	}
	return id, s.Blobs.Seal(ctx, id)
}
