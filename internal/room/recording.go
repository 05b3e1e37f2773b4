package room

import (
	"context"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// RecordingShown is what everybody knows of a recording that runs.
type RecordingShown struct {
	ID    core.ID `json:"id"`
	Since string  `json:"since"`
}

type recordingData struct {
	ID core.ID `json:"id"`
}

func (s *State) recordingStarted(e Entry) {
	if d, ok := payload[recordingData](e); ok {
		s.Recording = &RecordingShown{ID: d.ID, Since: e.At}
	}
}

func (s *State) recordingEnded(e Entry) {
	if d, ok := payload[recordingData](e); ok && s.Recording != nil && s.Recording.ID == d.ID {
		s.Recording = nil
	}
}

// Recorded tells everybody that a recording began or ended, in the transaction of
// ctx. By is who had it so; nil when it came about by itself.
func (s *Service) Recorded(ctx context.Context, room core.ID, by *Participant, recording core.ID, on bool) error {
	kind := TypeRecordingEnded
	if on {
		kind = TypeRecordingStarted
	}
	return s.change(ctx, room, func(_ context.Context, e *edit) error {
		_, err := e.public(kind, by, recordingData{recording})
		return err
	})
}

// Direction is who directs a room, with the room.
type Direction struct {
	Room    Room
	Session Session
	By      *Participant
}

// Director finds somebody in the room who may do an operation of its staff; a
// refusal leaves a line in the audit log.
func (s *Service) Director(ctx context.Context, actor core.Actor, room core.ID, op string, detail map[string]any) (Direction, error) {
	v, err := s.staff(ctx, actor, room, policy.Op(op), detail)
	return Direction{Room: v.room, Session: v.session, By: v.participant}, err
}

// RoomNow is a room with its session. Whoever asks has seen to it that they may.
func (s *Service) RoomNow(ctx context.Context, room core.ID) (Room, Session, error) {
	r, err := s.Store.Room(ctx, room)
	if err != nil {
		return r, Session{}, err
	}
	session, err := s.Sessions.Session(ctx, r.Session)
	return r, session, err
}
