package app

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
	"zhaoyun/internal/media/client"
	"zhaoyun/internal/recorder"
	"zhaoyun/internal/recording"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/video"
)

// recordAtOnce is how many rooms one process records at a time.
const recordAtOnce = 8

// wireRecordings makes the recordings; rooms, files, jobs and the media server are
// there already.
func (a *App) wireRecordings() error {
	if err := os.MkdirAll(a.cfg.RecordingDir(), 0o755); err != nil { //nolint:gosec // a web server may serve it
		return fmt.Errorf("make the directory of recordings: %w", err)
	}
	d := recording.Deps{
		Store: store.NewRecordings(a.db), Rooms: a.rooms, Jobs: a.jobs, Audit: a.db, Dir: a.cfg.RecordingDir(), Days: a.cfg.RecordingDays,
		File: a.copyFile, Now: a.now, Log: a.log,
	}
	ffmpeg, err := recorder.FFmpeg()
	if err != nil {
		a.log.Warn("recording and HLS are off", "why", err.Error())
	} else {
		d.Recorder = recorders{ffmpeg: ffmpeg, video: a.video, now: a.now, log: a.log}
	}
	a.recordings = recording.New(d)
	a.video.HLS = func(ctx context.Context, room core.ID, wanted bool) string {
		url, err := a.recordings.Feed(ctx, room, wanted)
		if err != nil {
			a.log.WarnContext(ctx, "find the live feed of a room", "room", room, "error", err.Error())
		}
		return url
	}
	if a.recordings.On() {
		a.jobs.Handle(recording.Kind, a.recordings.Work, job.Options{AtOnce: recordAtOnce, Tries: 10_000, Limit: 8 * 24 * time.Hour})
		a.jobs.Handle(recording.KindFilm, a.recordings.WorkFilm, job.Options{Limit: 2 * time.Hour})
	}
	return nil
}

// keepRecordings begins those that begin by themselves, and deletes those whose time is over.
func (a *App) keepRecordings(ctx context.Context) {
	a.every(ctx, time.Second, "begin recordings", a.recordings.Reconcile)
	a.every(ctx, time.Minute, "delete old recordings", a.recordings.Sweep)
}

// copyFile puts a file of a room where ffmpeg can read it.
func (a *App) copyFile(ctx context.Context, id core.ID, path string) (err error) {
	_, content, err := a.files.Open(ctx, core.System(), id)
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }()
	f, err := os.CreateTemp(a.cfg.RecordingDir(), ".copy-")
	if err != nil {
		return fmt.Errorf("copy a file: %w", err)
	}
	_, err = io.Copy(f, content)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}

// recorders is what recording knows of the recorder.
type recorders struct {
	ffmpeg string
	video  *video.Service
	now    core.Clock
	log    *slog.Logger
}

// Record implements recording.Recorder.
func (r recorders) Record(ctx context.Context, t recording.Take) error {
	inner, stop := context.WithCancelCause(context.WithoutCancel(ctx))
	defer stop(nil)
	release := context.AfterFunc(ctx, func() {
		if errors.Is(context.Cause(ctx), recording.ErrGivenUp) {
			stop(recorder.ErrGivenUp)
		} else {
			stop(context.Cause(ctx))
		}
	})
	defer release()
	return recorder.Run(inner, recorder.Options{
		Dir: t.Dir, Epoch: t.Recording.Epoch, FFmpeg: r.ffmpeg, Kept: t.Kept, Log: r.log.With("recording", t.Recording.ID), Now: r.now,
		Scene: func() recorder.Scene { return onStage(t.Scene()) }, File: t.File,
		Connect: func(ctx context.Context, o client.Options) (*client.Client, error) {
			var err error
			if o.URL, o.Token, err = r.video.Recorder(ctx, t.Recording.Room, t.Recording.ID); err != nil {
				return nil, err
			}
			return client.Connect(ctx, o)
		},
	})
}

// onStage is a scene in the identities of the media server.
func onStage(s room.Scene) recorder.Scene {
	out := recorder.Scene{Screen: s.Screen}
	for _, p := range s.People {
		identity := p.ID
		if p.Encoder != "" {
			identity = "encoder~" + p.Encoder
		}
		if !p.Muted {
			out.Heard = append(out.Heard, identity)
		}
		if out.People = append(out.People, identity); p.Seat() == s.Speaker {
			out.Speaker = identity
		}
	}
	if s.Hold != nil {
		out.Hold = recorder.Hold{Name: s.Hold.File, Clip: s.Hold.Kind == room.HoldClip}
	}
	return out
}

// End implements recording.Recorder.
func (r recorders) End(dir string) ([]recording.Span, int64, error) {
	spans, bytes, err := recorder.End(dir)
	return spansOf(spans), bytes, err
}

// Spans implements recording.Recorder.
func (r recorders) Spans(dir string) ([]recording.Span, error) {
	spans, err := recorder.Spans(dir)
	return spansOf(spans), err
}

func spansOf(spans []recorder.Span) []recording.Span {
	out := make([]recording.Span, len(spans))
	for i, s := range spans {
		out[i] = recording.Span(s)
	}
	return out
}

// Film implements recording.Recorder.
func (r recorders) Film(ctx context.Context, dir, path string) error {
	return recorder.Film(ctx, r.ffmpeg, dir, path)
}

var (
	_ recording.Recorder = recorders{}
	_ recording.Rooms    = (*room.Service)(nil)
)
