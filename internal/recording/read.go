package recording

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
)

// staff finds a recording for somebody who may handle it; a refusal is audited.
func (s *Service) staff(ctx context.Context, actor core.Actor, id core.ID, op policy.Op) (Recording, room.Session, error) {
	r, err := s.Store.Recording(ctx, id)
	if err == nil && (r.State == Deleted || !r.Kept) {
		err = ErrNone
	}
	if err != nil {
		return r, room.Session{}, err
	}
	session, err := s.bureau(ctx, actor, r.Room, op, map[string]any{"recording": id})
	return r, session, err
}

func (s *Service) bureau(ctx context.Context, actor core.Actor, id core.ID, op policy.Op, detail map[string]any) (room.Session, error) {
	_, session, err := s.Rooms.RoomNow(ctx, id)
	if err != nil {
		return session, err
	}
	err = policy.Check(actor, op, policy.Target{Organisation: session.Organisation})
	return session, core.NoteRefusal(ctx, s.Audit, err, actor.Audited(string(op), "room", id, session.Organisation, detail))
}

// List lists the recordings of a room for those who keep them, the running one among them.
func (s *Service) List(ctx context.Context, actor core.Actor, id core.ID) ([]Recording, error) {
	if _, err := s.bureau(ctx, actor, id, "list-recordings", nil); err != nil {
		return nil, err
	}
	all, err := s.Store.Recordings(ctx, id)
	for i := range all {
		s.measure(&all[i])
	}
	return all, err
}

// Read is one recording.
func (s *Service) Read(ctx context.Context, actor core.Actor, id core.ID) (Recording, error) {
	r, _, err := s.staff(ctx, actor, id, "get-recording")
	s.measure(&r)
	return r, err
}

// measure fills in what a recording holds so far that is not ended yet.
func (s *Service) measure(r *Recording) {
	if r.Open() && s.On() {
		if spans, err := s.Recorder.Spans(s.dir(*r)); err == nil {
			r.Spans = spans
		}
	}
}

// Protect keeps a recording from going when its time is over, or lets it.
func (s *Service) Protect(ctx context.Context, actor core.Actor, id core.ID, version core.Version, protected bool) (Recording, error) {
	r, session, err := s.staff(ctx, actor, id, "update-recording")
	if err != nil {
		return r, err
	}
	err = s.Store.InTx(ctx, func(ctx context.Context) error {
		if r, err = s.Store.Recording(ctx, id); err != nil {
			return err
		}
		if r.Version != version {
			return core.Stale(r.Version)
		}
		if r.Protected == protected {
			return nil
		}
		r.Protected = protected
		if r.Version, err = s.Store.SaveRecording(ctx, r); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("update-recording", "room", r.Room, session.Organisation, map[string]any{"recording": id, "keep": protected}))
	})
	s.measure(&r)
	return r, err
}

// Delete removes the pictures of a recording. That it was there stays known.
func (s *Service) Delete(ctx context.Context, actor core.Actor, id core.ID) error {
	r, session, err := s.staff(ctx, actor, id, "delete-recording")
	if err != nil {
		return err
	}
	if r.Open() {
		return core.Conflict("recording_running", "This recording is still running. End it first.")
	}
	return s.delete(ctx, id, func(r Recording) core.AuditLine {
		return actor.Audited("delete-recording", "room", r.Room, session.Organisation, told(r))
	})
}

func told(r Recording) map[string]any {
	return map[string]any{"recording": r.ID, "began": r.BeganAt, "ended": r.EndedAt, "bytes": r.Bytes}
}

func (s *Service) delete(ctx context.Context, id core.ID, line func(Recording) core.AuditLine) error {
	return s.Store.InTx(ctx, func(ctx context.Context) error {
		r, err := s.Store.Recording(ctx, id)
		if err != nil || r.State != Ended {
			return err
		}
		audit := line(r)
		r.State, r.DeletedAt = Deleted, s.Now()
		if _, err := s.Store.SaveRecording(ctx, r); err != nil {
			return err
		}
		core.AfterCommit(ctx, func(context.Context) { s.remove(r) })
		return s.Audit.Audit(ctx, audit)
	})
}

func (s *Service) remove(r Recording) {
	if err := os.RemoveAll(filepath.Join(s.Dir, r.ID)); err != nil {
		s.Log.Warn("delete the files of a recording", "recording", r.ID, "error", err.Error())
	}
}

// ExpiresAt is when a recording goes; zero: it stays.
func (s *Service) ExpiresAt(r Recording) time.Time {
	if s.Days <= 0 || r.Protected || r.EndedAt.IsZero() {
		return time.Time{}
	}
	return r.EndedAt.AddDate(0, 0, s.Days)
}

// Sweep deletes the recordings whose time is over, and files that a crash left
// behind.
func (s *Service) Sweep(ctx context.Context) error {
	gone, err := s.Store.DeletedRecordings(ctx)
	if err != nil {
		return err
	}
	for _, r := range gone {
		s.remove(r)
		if _, err := os.Stat(filepath.Join(s.Dir, r.ID)); err == nil {
			continue
		}
		r.Bytes = 0
		if _, err := s.Store.SaveRecording(ctx, r); err != nil {
			return err
		}
	}
	if s.Days <= 0 {
		return nil
	}
	past, err := s.Store.PastRecordings(ctx, s.Now().AddDate(0, 0, -s.Days))
	for _, r := range past {
		_, session, err := s.Rooms.RoomNow(ctx, r.Room)
		if err != nil {
			return err
		}
		if err := s.delete(ctx, r.ID, func(r Recording) core.AuditLine {
			return core.System().Audited("expire-recording", "room", r.Room, session.Organisation, told(r))
		}); err != nil {
			return err
		}
	}
	return err
}

// File is a recording as one file.
type File struct {
	*os.File
	Size    int64
	Session room.Session
	Recording
}

// MayTake says whether somebody may take recordings of an organisation along as files.
func MayTake(actor core.Actor, organisation core.ID) bool {
	return policy.Check(actor, "get-recording-file", policy.Target{Organisation: organisation}) == nil
}

// Open reads a recording as one file. It leaves an audit line.
func (s *Service) Open(ctx context.Context, actor core.Actor, id core.ID, first bool) (File, error) {
	r, session, err := s.staff(ctx, actor, id, "get-recording-file")
	if err != nil {
		return File{}, err
	}
	if !r.Film {
		return File{}, core.Conflict("recording_not_ready", "The file is still being made. Come back in a moment.").After(5 * time.Second)
	}
	f, err := os.Open(filepath.Join(s.dir(r), film))
	if err != nil {
		return File{}, ErrNone.Wrap(err)
	}
	info, err := f.Stat()
	if err == nil && first {
		err = s.Audit.Audit(ctx, actor.Audited("get-recording-file", "room", r.Room, session.Organisation, map[string]any{"recording": id}))
	}
	if err != nil {
		_ = f.Close()
		return File{}, err
	}
	return File{f, info.Size(), session, r}, nil
}

// Watchable lists what was recorded of a room that may be watched again, for
// somebody to whom the replay is open, which whoever asks has seen to.
func (s *Service) Watchable(ctx context.Context, id core.ID) ([]Recording, error) {
	all, err := s.Store.Recordings(ctx, id)
	out := []Recording{}
	for _, r := range all {
		if s.measure(&r); len(r.Spans) > 0 {
			out = append(out, r)
		}
	}
	return out, err
}

// seen remembers when live feeds were asked for, so that not every look is written.
type seen struct {
	mu sync.Mutex
	at map[core.ID]time.Time
}

// Seen notes that somebody watches a live feed.
func (s *Service) Seen(ctx context.Context, id core.ID) {
	now := s.Now()
	s.seen.mu.Lock()
	if s.seen.at == nil {
		s.seen.at = map[core.ID]time.Time{}
	}
	fresh := now.Sub(s.seen.at[id]) < idle/4
	if !fresh {
		s.seen.at[id] = now
	}
	s.seen.mu.Unlock()
	if fresh {
		return
	}
	if err := s.Store.SeenRecording(ctx, id, now); err != nil {
		s.Log.Warn("note that a live feed is watched", "recording", id, "error", err.Error())
	}
}
