package recording

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/job"
	"zhaoyun/internal/room"
)

const (
	// look is how often a recorder looks at the room.
	look = 400 * time.Millisecond
	// idle is how long a live feed goes on that nobody asks for.
	idle = time.Minute
)

// dir is where the files of a recording are.
func (s *Service) dir(r Recording) string { return filepath.Join(s.Dir, r.ID, r.Secret) }

// Work records until the recording is stopped, its session over or, of a feed that
// is not kept, nobody there.
func (s *Service) Work(ctx context.Context, j job.Job, _ func(percent int)) (any, error) {
	var id core.ID
	if err := j.Decode(&id); err != nil {
		return nil, err
	}
	r, err := s.Store.Recording(ctx, id)
	if core.HasCode(err, ErrNone.Code) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if s.On() && r.State == Running {
		if err := s.record(ctx, r); err != nil {
			return nil, err
		}
	}
	err = s.close(ctx, j, id)
	if core.HasCode(err, ErrNone.Code) { // its room was removed
		s.remove(r)
		err = nil
	}
	return nil, err
}

// record runs the recorder and looks at the room meanwhile.
func (s *Service) record(ctx context.Context, r Recording) error {
	f := &following{service: s, id: r.ID, room: r.Room}
	if err := f.look(ctx); err != nil {
		return err
	}
	working, stop := context.WithCancelCause(context.WithoutCancel(ctx)) // so that it ends with a cause of ours
	defer stop(nil)
	var all sync.WaitGroup
	all.Go(func() {
		tick := time.NewTicker(look)
		defer tick.Stop()
		for !f.over.Load() {
			select {
			case <-working.Done():
				return
			case <-tick.C:
				if err := f.look(working); err != nil && working.Err() == nil {
					s.Log.WarnContext(ctx, "a recorder cannot see its room", "recording", r.ID, "error", err.Error())
				}
			}
		}
		stop(errOver)
	})
	lost := context.AfterFunc(ctx, func() {
		if errors.Is(context.Cause(ctx), job.ErrLost) {
			stop(ErrGivenUp)
		} else {
			stop(context.Cause(ctx))
		}
	})
	defer lost()
	err := s.Recorder.Record(working, Take{
		Recording: r, Dir: s.dir(r), Kept: f.kept.Load, Scene: func() room.Scene { return *f.scene.Load() }, File: s.file(r),
	})
	stop(nil)
	all.Wait()
	if err == nil && !f.over.Load() {
		err = cause(ctx)
	}
	return err
}

func cause(ctx context.Context) error {
	if err := context.Cause(ctx); err != nil {
		return err
	}
	return errors.New("the recorder ended by itself")
}

// ErrGivenUp is the cause with which the context of a recorder ends that has lost
// its work to another.
var ErrGivenUp = errors.New("recording: another goes on")

var errOver = errors.New("recording: it is over")

// file puts the files that cover the picture beside the segments.
func (s *Service) file(r Recording) func(ctx context.Context, id core.ID) (string, error) {
	return func(ctx context.Context, id core.ID) (string, error) {
		path := filepath.Join(s.dir(r), ".hold-"+id)
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
		return path, s.File(ctx, id, path)
	}
}

// following is how a recording and its room were a moment ago.
type following struct {
	service  *Service
	id, room core.ID
	kept     atomic.Bool
	over     atomic.Bool
	scene    atomic.Pointer[room.Scene]
}

// look asks how things are.
func (f *following) look(ctx context.Context) error {
	s := f.service
	r, err := s.Store.Recording(ctx, f.id)
	if err != nil {
		if core.HasCode(err, ErrNone.Code) {
			f.over.Store(true)
		}
		return err
	}
	scene, err := s.Rooms.Scene(ctx, f.room)
	if err != nil {
		return err
	}
	f.kept.Store(r.Kept)
	f.scene.Store(&scene)
	if r.State != Running {
		f.over.Store(true)
		return nil
	}
	now, _, err := s.Rooms.RoomNow(ctx, f.room)
	if err != nil && !core.HasCode(err, "room_not_found") {
		return err
	}
	forgotten := !r.Kept && s.Now().Sub(r.SeenAt) > idle
	if err == nil && now.Phase != room.Ended && !forgotten {
		return nil
	}
	return s.Store.InTx(ctx, func(ctx context.Context) error {
		r, err := s.Store.Recording(ctx, f.id)
		if err != nil || r.State != Running || forgotten && r.Kept {
			return err
		}
		if err := s.stop(ctx, &r, nil); err != nil {
			return err
		}
		core.AfterCommit(ctx, func(context.Context) { f.over.Store(true) })
		return nil
	})
}

// close ends the files and the job of a recording that was stopped.
func (s *Service) close(ctx context.Context, j job.Job, id core.ID) error {
	r, err := s.Store.Recording(ctx, id)
	if err != nil || r.State != Stopping {
		return err
	}
	if !r.Kept {
		return s.Store.InTx(ctx, func(ctx context.Context) error {
			core.AfterCommit(ctx, func(context.Context) { s.remove(r) })
			return errors.Join(s.Store.DropRecording(ctx, id), s.Jobs.Finish(ctx, j, nil))
		})
	}
	spans, bytes, err := s.ending(r)
	if err != nil {
		return err
	}
	return s.Store.InTx(ctx, func(ctx context.Context) error {
		r, err := s.Store.Recording(ctx, id)
		if err != nil || r.State != Stopping {
			return err
		}
		r.State, r.EndedAt, r.Spans, r.Bytes = Ended, s.Now(), spans, bytes
		if _, err := s.Store.SaveRecording(ctx, r); err != nil {
			return err
		}
		if len(spans) > 0 {
			if _, err := s.Jobs.Add(ctx, job.Order{Kind: KindFilm, Key: id, Payload: id}); err != nil {
				return err
			}
		}
		return s.Jobs.Finish(ctx, j, nil)
	})
}

// ending closes the files, if there are any.
func (s *Service) ending(r Recording) ([]Span, int64, error) {
	if _, err := os.Stat(s.dir(r)); err != nil || !s.On() {
		return []Span{}, 0, nil //nolint:nilerr // nothing was recorded
	}
	return s.Recorder.End(s.dir(r))
}

// KindFilm is the kind of job that makes one file of a recording.
const KindFilm = "film"

const film = "film.mp4"

// WorkFilm makes one file of a recording, for those who take it along.
func (s *Service) WorkFilm(ctx context.Context, j job.Job, _ func(percent int)) (any, error) {
	var id core.ID
	if err := j.Decode(&id); err != nil {
		return nil, err
	}
	r, err := s.Store.Recording(ctx, id)
	if err != nil || r.State != Ended || !s.On() {
		return nil, err
	}
	path := filepath.Join(s.dir(r), film)
	if err := s.Recorder.Film(ctx, s.dir(r), path); err != nil {
		return nil, err
	}
	digest, err := s.evidence(ctx, r, path)
	if err != nil {
		return nil, err
	}
	return nil, s.Store.InTx(ctx, func(ctx context.Context) error {
		r, err := s.Store.Recording(ctx, id)
		if err != nil || r.State != Ended {
			return err
		}
		r.Film = true
		if digest != "" {
			r.Protected = true
			if err := s.Rooms.KeepRecording(ctx, r.Room, r.ID, digest); err != nil {
				return err
			}
		}
		if info, err := os.Stat(path); err == nil {
			r.Bytes += info.Size()
		}
		if _, err := s.Store.SaveRecording(ctx, r); err != nil {
			return err
		}
		return s.Jobs.Finish(ctx, j, nil)
	})
}
