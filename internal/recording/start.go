package recording

import (
	"context"
	"crypto/rand"
	"encoding/hex"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/job"
	"zhaoyun/internal/room"
)

// Kind is the kind of job that records; its key is the recording.
const Kind = "record"

// Set begins or ends the recording of a room. Asking for what is so already changes
// nothing.
func (s *Service) Set(ctx context.Context, actor core.Actor, id core.ID, on bool) (*Recording, error) {
	detail := map[string]any{"on": on}
	d, err := s.Rooms.Director(ctx, actor, id, "set-recording", detail)
	if err != nil {
		return nil, err
	}
	if on {
		if err := s.may(d.Room, d.Session); err != nil {
			return nil, err
		}
	}
	var now *Recording
	err = s.Store.InTx(ctx, func(ctx context.Context) error {
		open, err := s.Store.OpenRecording(ctx, id)
		if err != nil {
			return err
		}
		now = open
		running := open != nil && open.State == Running && open.Kept
		switch {
		case running == on:
			return nil
		case on:
			if now, err = s.begin(ctx, id, open, d.By); err != nil {
				return err
			}
		default:
			if err := s.stop(ctx, open, d.By); err != nil {
				return err
			}
		}
		detail["recording"] = now.ID
		return s.Audit.Audit(ctx, actor.Audited("set-recording", "room", id, d.Session.Organisation, detail))
	})
	return now, err
}

// may says why a room cannot be recorded.
func (s *Service) may(r room.Room, session room.Session) error {
	switch {
	case !s.On():
		return ErrOff
	case r.Kind == room.KindRehearsal:
		return core.Conflict("recording_rehearsal", "Rehearsals are not recorded.")
	case session.Recording == event.RecordingOff:
		return core.Conflict("recording_off", "This session is not to be recorded. Change that in its settings first.")
	case r.Phase != room.Live && r.Phase != room.Paused:
		return core.Conflict("recording_not_live", "Start the session first: there is nothing to record before or after it.").With("state", string(r.Phase))
	}
	return nil
}

// begin has a room recorded in the transaction of ctx: a feed that runs is kept from
// now on, otherwise a recording is made.
func (s *Service) begin(ctx context.Context, id core.ID, open *Recording, by *room.Participant) (*Recording, error) {
	if open != nil && open.State == Stopping {
		return nil, core.Conflict("recording_stopping", "The last recording is still being closed. Try again in a moment.")
	}
	r := open
	var err error
	if open != nil {
		r.Kept, r.BeganAt = true, s.Now()
		r.Version, err = s.Store.SaveRecording(ctx, *r)
	} else {
		r, err = s.add(ctx, id, true)
	}
	if err != nil {
		return nil, err
	}
	return r, s.Rooms.Recorded(ctx, id, by, r.ID, true)
}

// add makes a recording, or the feed of a room, with the job that does it.
func (s *Service) add(ctx context.Context, id core.ID, kept bool) (*Recording, error) {
	secret := make([]byte, 16)
	_, _ = rand.Read(secret) // never fails, see crypto/rand
	now := s.Now()
	r := Recording{ID: core.NewID(), Room: id, Secret: hex.EncodeToString(secret), State: Running, Kept: kept, Epoch: now, SeenAt: now, Version: 1, Spans: []Span{}}
	if kept {
		r.BeganAt = now
	}
	added, err := s.Store.AddRecording(ctx, r)
	if err != nil {
		return nil, err
	}
	if !added { // somebody else was first
		return nil, core.Conflict("recording_running", "A recording has just begun.")
	}
	_, err = s.Jobs.Add(ctx, job.Order{Kind: Kind, Key: r.ID, Payload: r.ID})
	return &r, err
}

// stop asks the recorder to end, in the transaction of ctx.
func (s *Service) stop(ctx context.Context, r *Recording, by *room.Participant) error {
	r.State = Stopping
	var err error
	if r.Version, err = s.Store.SaveRecording(ctx, *r); err != nil || !r.Kept {
		return err
	}
	return s.Rooms.Recorded(ctx, r.Room, by, r.ID, false)
}

// Reconcile begins the recordings that begin by themselves: of sessions that are
// live, once somebody is on stage. What was stopped by hand stays so.
func (s *Service) Reconcile(ctx context.Context) error {
	if !s.On() {
		return nil
	}
	rooms, err := s.Store.RoomsToRecord(ctx)
	for _, id := range rooms {
		scene, err := s.Rooms.Scene(ctx, id)
		if err != nil {
			return err
		}
		if len(scene.People) == 0 {
			continue
		}
		err = s.Store.InTx(ctx, func(ctx context.Context) error {
			open, err := s.Store.OpenRecording(ctx, id)
			if err != nil || open != nil && (open.Kept || open.State != Running) {
				return err
			}
			_, err = s.begin(ctx, id, open, nil)
			return err
		})
		if err != nil && !core.HasCode(err, "recording_running") {
			return err
		}
	}
	return err
}

// Feed is the address of the live playlist of a room for somebody who may watch,
// which whoever asks has seen to. Where there is none it begins when it is wanted; the
// playlist is missing for its first seconds. Empty: there is no HLS.
func (s *Service) Feed(ctx context.Context, id core.ID, wanted bool) (string, error) {
	if !s.On() {
		return "", nil
	}
	if !wanted {
		return s.feed(ctx, id)
	}
	var r *Recording
	err := s.Store.InTx(ctx, func(ctx context.Context) (err error) {
		if r, err = s.Store.OpenRecording(ctx, id); err != nil || r != nil {
			return err
		}
		now, _, err := s.Rooms.RoomNow(ctx, id)
		if err != nil || now.Phase == room.Ended {
			return err
		}
		r, err = s.add(ctx, id, false)
		return err
	})
	if err != nil && !core.HasCode(err, "recording_running") {
		return "", err
	}
	if r != nil {
		s.Seen(ctx, r.ID)
	}
	return s.feed(ctx, id)
}

// feed is the address of one that runs.
func (s *Service) feed(ctx context.Context, id core.ID) (string, error) {
	r, err := s.Store.OpenRecording(ctx, id)
	if err != nil || r == nil || r.State != Running {
		return "", err
	}
	return r.Prefix() + "live.m3u8", nil
}

// Current is what is being recorded of a room; nil when nothing is.
func (s *Service) Current(ctx context.Context, id core.ID) (*Recording, error) {
	r, err := s.Store.OpenRecording(ctx, id)
	if err != nil || r == nil || !r.Kept || r.State != Running {
		return nil, err
	}
	return r, nil
}
