package room

import (
	"context"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

var errNoLine = core.NotFound("line_not_found", "There is no such line.")

// lineAt finds a line of the given type.
func (s *Service) lineAt(ctx context.Context, room core.ID, lane Lane, seq int64, kind string) (Line, error) {
	lines, err := s.Store.LinesAt(ctx, room, string(lane), []int64{seq})
	if err != nil {
		return Line{}, err
	}
	if len(lines) == 0 || lines[0].Type != kind {
		return Line{}, errNoLine
	}
	return lines[0], nil
}

// takeAway empties a chat line and the waiting line it came from.
func (s *Service) takeAway(ctx context.Context, l Line, why Redaction) error {
	if err := s.Store.Redact(ctx, l.Room, l.Lane, l.Seq, why); err != nil || l.Source == 0 {
		return err
	}
	return s.Store.Redact(ctx, l.Room, string(Staff), l.Source, why)
}

// RetractChat takes a line of one's own back. Doing it again changes nothing.
func (s *Service) RetractChat(ctx context.Context, actor core.Actor, room core.ID, seq int64) error {
	v, err := s.member(ctx, actor, room)
	if err != nil {
		return err
	}
	return s.change(ctx, room, func(ctx context.Context, e *edit) error {
		l, err := s.lineAt(ctx, room, Public, seq, TypePosted)
		if err != nil {
			return err
		}
		t := v.target()
		if l.Participant == v.participant.ID {
			t.Owner = actor.Person
		}
		if err := policy.Check(actor, "retract-chat", t); err != nil {
			return err
		}
		if l.Redacted != "" {
			return nil
		}
		if err := s.takeAway(ctx, l, Retracted); err != nil {
			return err
		}
		_, err = e.public(TypeRetracted, v.participant, refData{seq})
		return err
	})
}

// HideChat takes a line away from everybody. The reason is for staff alone: it
// may quote the line. Hiding a line again changes nothing.
func (s *Service) HideChat(ctx context.Context, actor core.Actor, room core.ID, seq int64, reason string) error {
	reason, err := tidyReason(reason)
	if err != nil {
		return err
	}
	v, err := s.staff(ctx, actor, room, "hide-chat", map[string]any{"seq": seq})
	if err != nil {
		return err
	}
	return s.change(ctx, room, func(ctx context.Context, e *edit) error {
		l, err := s.lineAt(ctx, room, Public, seq, TypePosted)
		if err != nil || l.Redacted != "" {
			return err
		}
		if err := s.takeAway(ctx, l, Hidden); err != nil {
			return err
		}
		if _, err := e.public(TypeHidden, v.participant, refData{seq}); err != nil {
			return err
		}
		note, err := e.toStaff(TypeHidden, v.participant, staffHiddenData{seq, l.Participant, reason, v.participant.ID})
		if err != nil {
			return err
		}
		note.Subject = l.Participant
		author, err := s.Store.Participant(ctx, room, l.Participant)
		if err != nil {
			return err
		}
		e.name(author)
		return s.audit(ctx, v, "hide-chat", map[string]any{"seq": seq})
	})
}

// Decisions on a waiting line.
const (
	DecidePublish = "publish"
	DecideReject  = "reject"
)

// Review is a decision on a waiting line. The reason is told to its author.
type Review struct {
	Decision string
	Reason   string
}

// ReviewChat publishes or rejects a waiting line. Repeating a decision changes
// nothing; another one comes too late.
func (s *Service) ReviewChat(ctx context.Context, actor core.Actor, room core.ID, seq int64, r Review) error {
	reason, err := tidyReason(r.Reason)
	if err != nil {
		return err
	}
	if r.Decision != DecidePublish && r.Decision != DecideReject {
		return core.Invalid("not_one_of", "Use publish or reject.").On("body.decision")
	}
	detail := map[string]any{"seq": seq, "decision": r.Decision}
	v, err := s.staff(ctx, actor, room, "review-chat", detail)
	if err != nil {
		return err
	}
	return s.change(ctx, room, func(ctx context.Context, e *edit) error {
		l, err := s.lineAt(ctx, room, Staff, seq, TypeWaiting)
		switch {
		case err != nil:
			return err
		case l.Reviewed == r.Decision:
			return nil
		case l.Reviewed != "":
			return core.Conflict("already_reviewed", "Somebody else has decided about this line.").With("decision", l.Reviewed)
		case l.Redacted != "":
			return errNoLine
		}
		if err := s.Store.MarkReviewed(ctx, room, seq, r.Decision); err != nil {
			return err
		}
		e.Waiting--
		done := reviewedData{Ref: seq, Decision: r.Decision}
		if r.Decision == DecidePublish {
			if done.Public, err = s.publish(ctx, e, l); err != nil {
				return err
			}
		}
		if _, err := e.toStaff(TypeReviewed, v.participant, done); err != nil {
			return err
		}
		done.Reason = reason
		if err := e.tell(ctx, l.Participant, TypeReviewed, nil, done); err != nil {
			return err
		}
		return s.audit(ctx, v, "review-chat", detail)
	})
}

// publish writes a waiting line into the public lane in its author's name.
func (s *Service) publish(ctx context.Context, e *edit, waiting Line) (seq int64, err error) {
	d, _ := payload[waitingData](waiting.Entry())
	author, err := s.Store.Participant(ctx, e.ID, waiting.Participant)
	if err != nil {
		return 0, err
	}
	if d.ReplyTo > 0 {
		// What it answers may have been taken away meanwhile.
		to, err := s.Store.LinesAt(ctx, e.ID, string(Public), []int64{d.ReplyTo})
		if err != nil {
			return 0, err
		}
		if len(to) == 0 || to[0].Redacted != "" {
			d.ReplyTo = 0
		}
	}
	l, err := e.public(TypePosted, &author, chatData{d.Text, d.ReplyTo})
	if err != nil {
		return 0, err
	}
	l.Source = waiting.Seq
	return l.Seq, nil
}

func tidyReason(reason string) (string, error) {
	reason = tidyLine(reason)
	if len([]rune(reason)) > maxReasonRunes {
		return "", core.Invalid("too_long", "Give the reason in at most 200 characters.").On("body.reason")
	}
	return reason, nil
}
