package room

import (
	"context"
	"time"
	"unicode/utf8"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

const (
	maxBackchannelRunes = 500
	// backchannelPace lines a participant may write within backchannelWithin. The
	// chat's own pace is for guests; this one keeps a stuck key from filling the lane.
	backchannelPace   = 5
	backchannelWithin = 5 * time.Second
	// foldBackchannel is how many lines the staff state shows.
	foldBackchannel = 50
)

// BackchannelLine is a line among those who run the session. Only a posted one has
// a text.
type BackchannelLine struct {
	Seq    int64   `json:"seq"`
	At     string  `json:"at"`
	By     core.ID `json:"by"`
	Text   string  `json:"text,omitempty"`
	Status string  `json:"status"` // posted, retracted or erased
}

type backchannelData struct {
	Text string `json:"text"`
}

func backchannelLine(e Entry) BackchannelLine {
	l := BackchannelLine{Seq: e.Seq, At: e.At, By: e.By, Status: statusPosted}
	d, ok := payload[backchannelData](e)
	switch {
	case ok:
		l.Text = d.Text
	case e.Redacted != "":
		l.Status = string(e.Redacted)
	default:
		l.Status = string(Erased)
	}
	return l
}

// foldBackchannel takes in what is about the backchannel; false when the entry is
// about another thing.
func (s *StaffState) foldBackchannel(e Entry) bool {
	switch e.Type {
	case TypeBackchannel:
		s.Backchannel = lastOf(append(s.Backchannel, backchannelLine(e)), foldBackchannel)
	case TypeBackchannelRetracted:
		if d, ok := payload[refData](e); ok {
			s.blankBackchannel(Retracted, func(l BackchannelLine) bool { return l.Seq == d.Ref && l.Status == statusPosted })
		}
	default:
		return false
	}
	return true
}

func (s *StaffState) blankBackchannel(why Redaction, which func(BackchannelLine) bool) {
	for i, l := range s.Backchannel {
		if which(l) {
			s.Backchannel[i] = BackchannelLine{Seq: l.Seq, At: l.At, By: l.By, Status: string(why)}
		}
	}
}

// PostBackchannel writes a line that those who run the session read. They need it
// before the start and after the end as well.
func (s *Service) PostBackchannel(ctx context.Context, actor core.Actor, room core.ID, text string) (BackchannelLine, error) {
	v, err := s.staff(ctx, actor, room, "post-backchannel", nil)
	if err != nil {
		return BackchannelLine{}, err
	}
	text = tidyLine(text)
	if !between(utf8.RuneCountInString(text), 1, maxBackchannelRunes) {
		return BackchannelLine{}, core.Invalid("backchannel_length", "Write 1 to 500 characters.").On("body.text").With("limit", maxBackchannelRunes)
	}
	var made BackchannelLine
	err = s.change(ctx, room, func(ctx context.Context, e *edit) error {
		if err := s.paceBackchannel(ctx, e, v.participant.ID); err != nil {
			return err
		}
		l, err := e.toStaff(TypeBackchannel, v.participant, backchannelData{text})
		if err != nil {
			return err
		}
		made = backchannelLine(l.Entry())
		return nil
	})
	return made, err
}

// paceBackchannel refuses a line when its author has just written many.
func (s *Service) paceBackchannel(ctx context.Context, e *edit, by core.ID) error {
	latest, err := s.Store.LatestLines(ctx, e.ID, string(Staff), TypeBackchannel, foldBackchannel)
	if err != nil {
		return err
	}
	var recent []time.Time
	for _, l := range latest {
		if l.Participant == by && l.At.Add(backchannelWithin).After(e.now) {
			recent = append(recent, l.At)
		}
	}
	if len(recent) < backchannelPace {
		return nil
	}
	free := recent[len(recent)-backchannelPace].Add(backchannelWithin)
	return core.RateLimited("backchannel_slow", "You are writing very fast. Try again in a moment.", free.Sub(e.now))
}

// RetractBackchannel takes a line of one's own back. Doing it again changes nothing.
func (s *Service) RetractBackchannel(ctx context.Context, actor core.Actor, room core.ID, seq int64) error {
	detail := map[string]any{"seq": seq}
	v, err := s.member(ctx, actor, room)
	if err == nil {
		err = policy.Check(actor, "post-backchannel", v.target())
	}
	if err != nil {
		return s.refusal(ctx, v, room, "retract-backchannel", detail, err)
	}
	return s.change(ctx, room, func(ctx context.Context, e *edit) error {
		l, err := s.lineAt(ctx, room, Staff, seq, TypeBackchannel)
		if err != nil {
			return err
		}
		t := v.target()
		if l.Participant == v.participant.ID {
			t.Owner = actor.Person
		}
		if err := policy.Check(actor, "retract-backchannel", t); err != nil {
			return s.refusal(ctx, v, room, "retract-backchannel", detail, err)
		}
		if l.Redacted != "" {
			return nil
		}
		if err := s.Store.Redact(ctx, room, string(Staff), seq, Retracted); err != nil {
			return err
		}
		_, err = e.toStaff(TypeBackchannelRetracted, v.participant, refData{seq})
		return err
	})
}

// Backchannel is a part of the backchannel and who wrote it.
type Backchannel struct {
	Items  []BackchannelLine // oldest first
	People []Person
}

// Backchannel lists the latest lines.
func (s *Service) Backchannel(ctx context.Context, actor core.Actor, room core.ID) (Backchannel, error) {
	if _, err := s.staff(ctx, actor, room, "list-backchannel", nil); err != nil {
		return Backchannel{}, err
	}
	lines, err := s.Store.LatestLines(ctx, room, string(Staff), TypeBackchannel, maxTail)
	if err != nil {
		return Backchannel{}, err
	}
	said := Backchannel{Items: []BackchannelLine{}}
	for _, e := range entries(lines) {
		said.Items = append(said.Items, backchannelLine(e))
	}
	said.People, err = s.named(ctx, room, entries(lines)...)
	return said, err
}

// backchannelState reads the latest lines into the state.
func (s *Service) backchannelState(ctx context.Context, room core.ID, state *StaffState) ([]Entry, error) {
	lines, err := s.Store.LatestLines(ctx, room, string(Staff), TypeBackchannel, foldBackchannel)
	for _, e := range entries(lines) {
		state.Backchannel = append(state.Backchannel, backchannelLine(e))
	}
	return entries(lines), err
}
