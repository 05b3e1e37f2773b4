package room

import (
	"cmp"
	"context"
	"slices"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Types of entry about a start: several places begin at one moment.
const (
	TypeStart          = "start.set"
	TypeStartCancelled = "start.cancelled"
	TypeStartPressed   = "start.pressed"
)

// Start is a moment to which everybody counts down together. At is absolute: a client
// reads it on the server's clock, whatever its own says.
type Start struct {
	Seq     int64     `json:"seq"`
	At      string    `json:"at"`
	Label   core.Text `json:"label,omitempty"`
	Parcel  core.ID   `json:"parcel,omitempty"` // whose outline is drawn at zero
	Presses []Press   `json:"presses"`
}

// Press is somebody's hand on the button.
type Press struct {
	By     core.ID `json:"by"`
	Offset int64   `json:"offset"` // milliseconds from zero
}

type startData struct {
	At     string    `json:"at"`
	Label  core.Text `json:"label,omitempty"`
	Parcel core.ID   `json:"parcel,omitempty"`
}

type startCancelled struct {
	Start int64 `json:"start"`
}

type pressData struct {
	Start  int64 `json:"start"`
	Offset int64 `json:"offset"`
}

const (
	leastStart = 5 * time.Second
	mostStart  = 10 * time.Minute
	maxPresses = 20

	// A press counts from a little before zero to a while after it.
	pressEarly = 3 * time.Second
	pressLate  = 10 * time.Second
	// It may arrive later than it was made, but not from an hour ago; and clocks that were
	// measured over the net may be a little ahead.
	pressTravels = 30 * time.Second
	pressAhead   = time.Second
)

func (s *State) startSet(e Entry) {
	if d, ok := payload[startData](e); ok && d.At != "" {
		s.Start = &Start{Seq: e.Seq, At: d.At, Label: d.Label, Parcel: d.Parcel, Presses: []Press{}}
	}
}

func (s *State) startCancelled(e Entry) {
	if d, ok := payload[startCancelled](e); ok && s.Start != nil && s.Start.Seq == d.Start {
		s.Start = nil
	}
}

func (s *State) startPressed(e Entry) {
	d, ok := payload[pressData](e)
	if !ok || s.Start == nil || s.Start.Seq != d.Start || len(s.Start.Presses) >= maxPresses {
		return
	}
	after := *s.Start
	after.Presses = append(slices.Clip(after.Presses), Press{By: e.By, Offset: d.Offset})
	s.Start = &after
}

// foldStart folds what there is of a start.
func (s *Service) foldStart(ctx context.Context, room core.ID, state *State) error {
	var lines []Line
	for kind, n := range map[string]int{TypeStart: 1, TypeStartCancelled: 1, TypeStartPressed: maxPresses} {
		some, err := s.Store.LatestLines(ctx, room, string(Public), kind, n)
		if err != nil {
			return err
		}
		lines = append(lines, some...)
	}
	slices.SortFunc(lines, func(a, b Line) int { return cmp.Compare(a.Seq, b.Seq) })
	for _, e := range entries(lines) {
		state.Fold(e)
	}
	return nil
}

// start is the one that is counted down to, or over.
func (s *Service) start(ctx context.Context, room core.ID) (*Start, error) {
	state := NewState()
	err := s.foldStart(ctx, room, &state)
	return state.Start, err
}

// zero is the moment of a start; the zero time when it cannot be read.
func (s *Start) zero() time.Time {
	at, err := time.Parse(time.RFC3339, s.At)
	if err != nil {
		return time.Time{}
	}
	return at
}

// StartDraft is a start to be set: at a moment, or after a while where that is zero.
type StartDraft struct {
	At     time.Time
	In     time.Duration
	Label  core.Text
	Parcel core.ID
}

// SetStart begins the countdown. One that is running has to be cancelled first.
func (s *Service) SetStart(ctx context.Context, actor core.Actor, room core.ID, d StartDraft) (Start, error) {
	detail := map[string]any{"seconds": int(d.In / time.Second)}
	if !d.At.IsZero() {
		detail = map[string]any{"at": Stamp(d.At)}
	}
	v, err := s.staff(ctx, actor, room, "set-start", detail)
	if err != nil {
		return Start{}, err
	}
	field := "body.inSeconds"
	if !d.At.IsZero() {
		d.In, field = d.At.Sub(s.Now()), "body.at"
	}
	if d.In < leastStart || d.In > mostStart {
		return Start{}, core.Invalid("start_seconds", "Count down from 5 seconds to 10 minutes.").On(field)
	}
	d.Label = tidyText(d.Label)
	if wrong := core.CheckText("body.label", d.Label, len(d.Label) > 0, maxLabelRunes); len(wrong) > 0 {
		return Start{}, core.InvalidFields(wrong...)
	}
	if d.Parcel != "" {
		if _, err := s.parcelOf(ctx, room, d.Parcel); err != nil {
			return Start{}, core.AsError(err).On("body.parcel")
		}
	}
	var made Start
	err = s.change(ctx, room, func(ctx context.Context, e *edit) error {
		if e.Phase == Ended {
			return core.Conflict("room_ended", "This session is over.")
		}
		had, err := s.start(ctx, room)
		if err != nil {
			return err
		}
		if had != nil && had.zero().After(e.now) {
			return core.Conflict("start_running", "The countdown is running. Cancel it first.").With("at", had.At)
		}
		at := d.At
		if at.IsZero() {
			at = e.now.Add(d.In)
		}
		data := startData{Stamp(at), d.Label, d.Parcel}
		l, err := e.public(TypeStart, v.participant, data)
		if err != nil {
			return err
		}
		made = Start{Seq: l.Seq, At: data.At, Label: d.Label, Parcel: d.Parcel, Presses: []Press{}}
		return s.audit(ctx, v, "set-start", detail)
	})
	return made, err
}

// CancelStart stops a countdown that is running. None is no error; one that came to its
// end has happened.
func (s *Service) CancelStart(ctx context.Context, actor core.Actor, room core.ID) error {
	v, err := s.staff(ctx, actor, room, "cancel-start", nil)
	if err != nil {
		return err
	}
	return s.change(ctx, room, func(ctx context.Context, e *edit) error {
		had, err := s.start(ctx, room)
		if err != nil || had == nil {
			return err
		}
		if !had.zero().After(e.now) {
			return core.Conflict("start_over", "It has begun already.").With("at", had.At)
		}
		if _, err := e.public(TypeStartCancelled, v.participant, startCancelled{had.Seq}); err != nil {
			return err
		}
		return s.audit(ctx, v, "cancel-start", nil)
	})
}

// PressStart is a hand on the button, by somebody on stage or who speaks for a place. At is
// when it was pressed, on the server's clock as the client knows it, so that a slow net
// makes nobody late; the zero time means now. Pressing again changes nothing.
func (s *Service) PressStart(ctx context.Context, actor core.Actor, room core.ID, at time.Time) (Start, error) {
	v, err := s.member(ctx, actor, room)
	if err == nil {
		err = policy.Check(actor, "press-start", v.target())
	}
	if err != nil {
		return Start{}, err
	}
	var after Start
	err = s.change(ctx, room, func(ctx context.Context, e *edit) error {
		had, err := s.start(ctx, room)
		if err != nil {
			return err
		}
		if had == nil {
			return core.Conflict("start_none", "Nothing is being counted down to.")
		}
		if err := s.mayPress(ctx, e, v.participant.ID); err != nil {
			return err
		}
		if slices.ContainsFunc(had.Presses, func(p Press) bool { return p.By == v.participant.ID }) {
			after = *had
			return nil
		}
		offset, err := had.offset(at, e.now)
		if err != nil {
			return err
		}
		if len(had.Presses) >= maxPresses {
			return core.Conflict("start_full", "Twenty people have pressed already.").With("limit", maxPresses)
		}
		if _, err := e.public(TypeStartPressed, v.participant, pressData{had.Seq, offset.Milliseconds()}); err != nil {
			return err
		}
		after = *had
		after.Presses = append(slices.Clip(after.Presses), Press{v.participant.ID, offset.Milliseconds()})
		return nil
	})
	return after, err
}

// mayPress finds out whether somebody is among those who begin.
func (s *Service) mayPress(ctx context.Context, e *edit, participant core.ID) error {
	scene, err := s.Scene(ctx, e.ID)
	if err != nil || scene.Has(participant) {
		return err
	}
	venues, err := s.venues(ctx, e.ID)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(venues, func(v Venue) bool { return v.Participant == participant }) {
		return nil
	}
	return core.Forbidden("press_not_yours", "Those on stage press, and who speaks for a place.")
}

// offset is how far from zero a press was, if it counts.
func (s *Start) offset(at, now time.Time) (time.Duration, error) {
	switch {
	case at.IsZero():
		at = now
	case at.After(now.Add(pressAhead)) || at.Before(now.Add(-pressTravels)):
		return 0, core.Invalid("press_time", "That is not when it was pressed. Leave the time out or measure the clock again.").On("body.at")
	}
	offset := at.Sub(s.zero())
	if offset < -pressEarly || offset > pressLate {
		return 0, core.Conflict("press_window", "Press from three seconds before zero to ten seconds after it.").With("at", s.At)
	}
	return offset, nil
}
