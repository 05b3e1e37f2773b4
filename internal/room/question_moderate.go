package room

import (
	"context"
	"unicode/utf8"

	"zhaoyun/internal/core"
	"zhaoyun/internal/inbox"
	"zhaoyun/internal/policy"
)

const maxAnswerRunes = 4000

var errQuestionGone = core.Conflict("question_gone", "This question is no longer open.")

// onQuestion is what staff does to a question, with the room and the question locked.
func (s *Service) onQuestion(ctx context.Context, actor core.Actor, room, id core.ID, op policy.Op, detail map[string]any,
	do func(ctx context.Context, e *edit, v view, q *Question) error,
) error {
	if detail == nil {
		detail = map[string]any{}
	}
	detail["question"] = id
	v, err := s.staff(ctx, actor, room, op, detail)
	if err != nil {
		return err
	}
	return s.change(ctx, room, func(ctx context.Context, e *edit) error {
		q, err := s.Store.Question(ctx, room, id)
		if err != nil {
			return err
		}
		before := len(e.lines)
		if err := do(ctx, e, v, &q); err != nil {
			return err
		}
		if len(e.lines) == before {
			return nil
		}
		if err := s.Store.SaveQuestion(ctx, q); err != nil {
			return err
		}
		return s.audit(ctx, v, op, detail)
	})
}

// tellAsker writes into the inbox of who asked; nobody has to know who that is.
func (s *Service) tellAsker(ctx context.Context, e *edit, q Question, kind string, d myQuestionData) error {
	if q.Asker == "" {
		return nil
	}
	d.Question = q.ID
	return e.tell(ctx, q.Asker, kind, nil, d)
}

// ReviewQuestion publishes or rejects a waiting question.
func (s *Service) ReviewQuestion(ctx context.Context, actor core.Actor, room, id core.ID, r Review) error {
	reason, err := tidyReason(r.Reason)
	if err != nil {
		return err
	}
	if r.Decision != DecidePublish && r.Decision != DecideReject {
		return core.Invalid("not_one_of", "Use publish or reject.").On("body.decision")
	}
	return s.onQuestion(ctx, actor, room, id, "review-question", map[string]any{"decision": r.Decision},
		func(ctx context.Context, e *edit, v view, q *Question) error {
			publish := r.Decision == DecidePublish
			switch {
			case publish && q.Status.asked() && q.StaffSeq > 0, !publish && q.Status == QuestionRejected:
				return nil // again
			case q.Status != QuestionWaiting:
				return core.Conflict("already_reviewed", "Somebody else has decided about this line.").With("decision", string(q.Status))
			case publish && e.Phase == Ended:
				return core.Conflict("room_ended", "This session is over.")
			}
			if publish {
				if err := s.approve(ctx, e, q); err != nil {
					return err
				}
			} else {
				q.Status = QuestionRejected
			}
			done := reviewedData{Ref: q.StaffSeq, Decision: r.Decision, Public: q.Seq}
			if _, err := e.toStaff(TypeQuestionReviewed, v.participant, done); err != nil {
				return err
			}
			return s.tellAsker(ctx, e, *q, TypeQuestionReviewed, myQuestionData{Decision: r.Decision, Reason: reason})
		})
}

func (s *Service) approve(ctx context.Context, e *edit, q *Question) error {
	var asker Participant
	if q.Asker != "" {
		var err error
		if asker, err = s.Store.Participant(ctx, e.ID, q.Asker); err != nil {
			return err
		}
	}
	list, err := s.listed(ctx, e.ID)
	if err != nil {
		return err
	}
	_, err = e.publishQuestion(q, asker, list)
	return err
}

// PinQuestion holds a question at the top of everybody's list, or lets it go.
func (s *Service) PinQuestion(ctx context.Context, actor core.Actor, room, id core.ID, pinned bool) error {
	return s.onQuestion(ctx, actor, room, id, "pin-question", map[string]any{"pinned": pinned},
		func(ctx context.Context, e *edit, v view, q *Question) error {
			switch {
			case q.Pinned == pinned:
				return nil
			case pinned && q.Status != QuestionOpen:
				return errQuestionGone
			case pinned && !q.Listed:
				return core.Conflict("question_unlisted", "Too many have asked since: this question is on nobody's list any more. Answer it in writing.")
			}
			if pinned {
				list, err := s.listed(ctx, room)
				if err != nil {
					return err
				}
				n := 0
				for _, other := range list {
					if other.pinned {
						n++
					}
				}
				if n >= maxPinned {
					return core.Conflict("questions_pinned", "Five questions are pinned already. Let one of them go first.").With("limit", maxPinned)
				}
			}
			q.Pinned = pinned
			_, err := e.public(TypeQuestionPinned, v.participant, pinnedData{q.Seq, pinned})
			return err
		})
}

// HideQuestion takes a question away from everybody. The reason is for staff alone.
func (s *Service) HideQuestion(ctx context.Context, actor core.Actor, room, id core.ID, reason string) error {
	reason, err := tidyReason(reason)
	if err != nil {
		return err
	}
	return s.onQuestion(ctx, actor, room, id, "hide-question", nil, func(ctx context.Context, e *edit, v view, q *Question) error {
		if q.Status == QuestionHidden {
			return nil
		}
		if !q.Status.asked() {
			return errQuestionGone
		}
		if err := s.takeQuestion(ctx, q, Hidden); err != nil {
			return err
		}
		if _, err := e.public(TypeQuestionHidden, v.participant, refData{q.Seq}); err != nil {
			return err
		}
		note, err := e.toStaff(TypeQuestionHidden, v.participant, hiddenQuestionData{q.ID, q.by(), reason})
		if err != nil {
			return err
		}
		note.ofAsker(*q)
		if err := s.nameAsker(ctx, e, *q); err != nil {
			return err
		}
		if err := s.closeFollowUp(ctx, v.actor, *q, ""); err != nil {
			return err
		}
		return s.tellAsker(ctx, e, *q, TypeQuestionReviewed, myQuestionData{Decision: "hide"})
	})
}

// nameAsker makes who asked known to who receives the lines, unless it is secret.
func (s *Service) nameAsker(ctx context.Context, e *edit, q Question) error {
	if q.by() == "" {
		return nil
	}
	p, err := s.Store.Participant(ctx, e.ID, q.Asker)
	if err == nil {
		e.name(p)
	}
	return err
}

// takeQuestion empties what a question said, wherever it is.
func (s *Service) takeQuestion(ctx context.Context, q *Question, why Redaction) error {
	q.Status, q.Text, q.Pinned = QuestionStatus(why), "", false
	for lane, seq := range map[Lane]int64{Public: q.Seq, Staff: q.StaffSeq} {
		if seq == 0 {
			continue
		}
		if err := s.Store.Redact(ctx, q.Room, string(lane), seq, why); err != nil {
			return err
		}
	}
	return nil
}

// MergeQuestion makes one question of two that ask the same: those who voted for
// either count once, and the answer reaches both who asked.
func (s *Service) MergeQuestion(ctx context.Context, actor core.Actor, room, id, into core.ID) error {
	return s.onQuestion(ctx, actor, room, id, "merge-question", map[string]any{"into": into},
		func(ctx context.Context, e *edit, v view, q *Question) error {
			if q.Status == QuestionMerged && q.Into == into {
				return nil
			}
			to, err := s.Store.Question(ctx, room, into)
			switch {
			case err != nil:
				return err
			case q.ID == into:
				return core.Invalid("question_merge", "Choose another question to merge it into.").On("body.into")
			case q.Status != QuestionOpen || to.Status != QuestionOpen:
				return errQuestionGone
			}
			if err := s.Store.MoveVotes(ctx, q.ID, into); err != nil {
				return err
			}
			q.Status, q.Into, q.Pinned = QuestionMerged, into, false
			if _, err := e.public(TypeQuestionMerged, v.participant, mergedData{q.Seq, to.Seq}); err != nil {
				return err
			}
			if err := s.countVotes(ctx, e); err != nil {
				return err
			}
			return s.tellAsker(ctx, e, *q, TypeQuestionMerged, myQuestionData{})
		})
}

// AnswerQuestion answers a question for everybody: in the room itself, with or
// without words, or in writing. Answering again replaces the words.
func (s *Service) AnswerQuestion(ctx context.Context, actor core.Actor, room, id core.ID, how, text string) error {
	text, err := tidyAnswer(text, how == AnsweredWritten)
	if err != nil {
		return err
	}
	if how != AnsweredLive && how != AnsweredWritten {
		return core.Invalid("not_one_of", "Use live or written.").On("body.how")
	}
	return s.onQuestion(ctx, actor, room, id, "answer-question", map[string]any{"how": how},
		func(ctx context.Context, e *edit, v view, q *Question) error {
			if a := q.Answer; a != nil && a.How == how && a.Text == text {
				return nil
			}
			if err := s.answer(ctx, e, q, v.participant, inbox.AnswerFact{How: how, Answer: text}); err != nil {
				return err
			}
			return s.closeFollowUp(ctx, v.actor, *q, text)
		})
}

// answer writes an answer for everybody and tells those who asked.
func (s *Service) answer(ctx context.Context, e *edit, q *Question, by *Participant, a inbox.AnswerFact) error {
	if !q.Status.asked() {
		return errQuestionGone
	}
	l, err := e.public(TypeQuestionAnswered, by, answeredData{q.Seq, a.How, a.Answer})
	if err != nil {
		return err
	}
	q.Status, q.Pinned, q.Answer = QuestionAnswered, false, &Answer{a.How, a.Answer, Stamp(l.At), l.Participant}
	return s.tellAnswered(ctx, e, *q, a)
}

// tellAnswered tells who asked, and who asked what was merged into it.
func (s *Service) tellAnswered(ctx context.Context, e *edit, q Question, a inbox.AnswerFact) error {
	merged, err := s.Store.MergedQuestions(ctx, q.ID)
	if err != nil {
		return err
	}
	for _, each := range append(merged, q) {
		if err := s.tellAsker(ctx, e, each, TypeQuestionAnswered, myQuestionData{How: a.How, Text: a.Answer}); err != nil {
			return err
		}
		if err := s.notify(ctx, e, each, a); err != nil {
			return err
		}
	}
	return nil
}

func tidyAnswer(text string, required bool) (string, error) {
	text = tidyLine(text)
	if n := utf8.RuneCountInString(text); n > maxAnswerRunes || required && n == 0 {
		return "", core.Invalid("answer_length", "Write 1 to 4000 characters.").On("body.text").With("limit", maxAnswerRunes)
	}
	return text, nil
}

// WithdrawQuestion takes a question of one's own back. Doing it again changes nothing.
func (s *Service) WithdrawQuestion(ctx context.Context, actor core.Actor, room, id core.ID) error {
	v, err := s.member(ctx, actor, room)
	if err != nil {
		return err
	}
	return s.change(ctx, room, func(ctx context.Context, e *edit) error {
		q, err := s.Store.Question(ctx, room, id)
		if err != nil {
			return err
		}
		t := v.target()
		if q.Asker == v.participant.ID {
			t.Owner = actor.Person
		}
		if err := policy.Check(actor, "withdraw-question", t); err != nil {
			return err
		}
		waiting := q.Status == QuestionWaiting
		switch {
		case q.Status == QuestionWithdrawn:
			return nil
		case !waiting && !q.Status.asked():
			return errQuestionGone
		}
		if err := s.takeQuestion(ctx, &q, Retracted); err != nil {
			return err
		}
		// The entry says as little about who withdrew as the question said about who asked.
		if waiting {
			_, err = e.toStaff(TypeQuestionReviewed, shownAs(q, *v.participant), reviewedData{Ref: q.StaffSeq, Decision: "withdraw"})
		} else {
			_, err = e.public(TypeQuestionWithdrawn, shownAs(q, *v.participant), refData{q.Seq})
		}
		if err != nil {
			return err
		}
		if err := s.closeFollowUp(ctx, core.System(), q, ""); err != nil {
			return err
		}
		return s.Store.SaveQuestion(ctx, q)
	})
}
