package room

import (
	"context"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// PollStore keeps polls and their votes.
type PollStore interface {
	// Polls lists the polls of a room in the order in which they were made.
	Polls(ctx context.Context, room core.ID) ([]Poll, error)
	// Poll finds a poll of a room; poll_not_found when there is none.
	Poll(ctx context.Context, room, id core.ID) (Poll, error)
	// LockPolls finds polls by id and makes their voters wait for this transaction.
	LockPolls(ctx context.Context, ids []core.ID) ([]Poll, error)
	AddPoll(ctx context.Context, p Poll) error
	// SavePoll keeps everything of a locked poll that changes.
	SavePoll(ctx context.Context, p Poll) error
	DeletePoll(ctx context.Context, id core.ID) error

	// CastBallots keeps the choices of participants, in the place of earlier ones.
	CastBallots(ctx context.Context, poll core.ID, votes map[core.ID]string) error
	// CountBallots counts equal choices.
	CountBallots(ctx context.Context, poll core.ID) ([]VoteCount, error)
	// VotesOf finds the choices of a participant, by poll.
	VotesOf(ctx context.Context, participant core.ID) (map[core.ID]string, error)
	// DropVotes forgets the votes of a participant.
	DropVotes(ctx context.Context, participant core.ID) error
}

// pollOpenedData is everything needed to vote.
type pollOpenedData struct {
	Poll     core.ID  `json:"poll"`
	Kind     PollKind `json:"kind"`
	Question string   `json:"question"`
	Options  []string `json:"options"`
	Min      int      `json:"min"`
	Max      int      `json:"max"`
	Results  string   `json:"results"`
}

type pollClosedData struct {
	Poll  core.ID `json:"poll"`
	Tally Tally   `json:"tally"`
}

// Polls lists the polls of a room with what has been voted so far, for those who
// run the session.
func (s *Service) Polls(ctx context.Context, actor core.Actor, room core.ID) ([]Poll, error) {
	if _, err := s.staff(ctx, actor, room, "list-polls", nil); err != nil {
		return nil, err
	}
	var polls []Poll
	err := s.Store.InReadTx(ctx, func(ctx context.Context) (err error) {
		if polls, err = s.Store.Polls(ctx, room); err != nil {
			return err
		}
		for i, p := range polls {
			if p.Status != PollOpen {
				continue
			}
			if polls[i].Tally, err = s.count(ctx, p); err != nil {
				return err
			}
		}
		return nil
	})
	return polls, err
}

// count adds up what has been voted.
func (s *Service) count(ctx context.Context, p Poll) (*Tally, error) {
	votes, err := s.Store.CountBallots(ctx, p.ID)
	t := p.tally(votes)
	return &t, err
}

// CreatePoll makes a draft.
func (s *Service) CreatePoll(ctx context.Context, actor core.Actor, room core.ID, d PollDraftData) (Poll, error) {
	v, err := s.staff(ctx, actor, room, "create-poll", nil)
	if err != nil {
		return Poll{}, err
	}
	p := Poll{ID: core.NewID(), Room: room, Status: PollDraft, Version: 1, CreatedAt: s.Now()}
	if p.PollDraftData, err = d.tidy(); err != nil {
		return Poll{}, err
	}
	err = s.Store.InTx(ctx, func(ctx context.Context) error {
		have, err := s.Store.Polls(ctx, room)
		if err != nil {
			return err
		}
		if len(have) >= maxPolls {
			return core.Conflict("too_many_polls", "A room holds at most 50 polls. Delete a draft first.").With("limit", maxPolls)
		}
		if err := s.Store.AddPoll(ctx, p); err != nil {
			return err
		}
		return s.audit(ctx, v, "create-poll", map[string]any{"poll": p.ID})
	})
	return p, err
}

// onDraft runs f on a locked poll that is still a draft.
func (s *Service) onDraft(ctx context.Context, actor core.Actor, room, id core.ID, op policy.Op, f func(ctx context.Context, p *Poll) error) (Poll, error) {
	detail := map[string]any{"poll": id}
	v, err := s.staff(ctx, actor, room, op, detail)
	if err != nil {
		return Poll{}, err
	}
	var p Poll
	err = s.Store.InTx(ctx, func(ctx context.Context) error {
		if p, err = s.lockPoll(ctx, room, id); err != nil {
			return err
		}
		if p.Status != PollDraft {
			return core.Conflict("poll_not_draft", "This poll has been opened and stays as it was asked.")
		}
		if err := f(ctx, &p); err != nil {
			return err
		}
		return s.audit(ctx, v, op, detail)
	})
	return p, err
}

func (s *Service) lockPoll(ctx context.Context, room, id core.ID) (Poll, error) {
	found, err := s.Store.LockPolls(ctx, []core.ID{id})
	if err == nil && (len(found) == 0 || found[0].Room != room) {
		err = core.NotFound("poll_not_found", "There is no such poll.")
	}
	if err != nil {
		return Poll{}, err
	}
	return found[0], nil
}

// UpdatePoll replaces what a draft asks.
func (s *Service) UpdatePoll(ctx context.Context, actor core.Actor, room, id core.ID, version core.Version, d PollDraftData) (Poll, error) {
	return s.onDraft(ctx, actor, room, id, "update-poll", func(ctx context.Context, p *Poll) (err error) {
		if p.Version != version {
			return core.Stale(p.Version)
		}
		if p.PollDraftData, err = d.tidy(); err != nil {
			return err
		}
		p.Version++
		return s.Store.SavePoll(ctx, *p)
	})
}

// DeletePoll takes a draft away.
func (s *Service) DeletePoll(ctx context.Context, actor core.Actor, room, id core.ID) error {
	_, err := s.onDraft(ctx, actor, room, id, "delete-poll", func(ctx context.Context, p *Poll) error {
		return s.Store.DeletePoll(ctx, p.ID)
	})
	return err
}

// SetPollStatus opens a draft to everybody, or closes a poll with its final tally.
// Asking for the status that is there changes nothing.
func (s *Service) SetPollStatus(ctx context.Context, actor core.Actor, room, id core.ID, to PollStatus) (Poll, error) {
	detail := map[string]any{"poll": id, "status": string(to)}
	v, err := s.staff(ctx, actor, room, "set-poll-status", detail)
	if err != nil {
		return Poll{}, err
	}
	var p Poll
	return p, s.change(ctx, room, func(ctx context.Context, e *edit) error {
		if p, err = s.lockPoll(ctx, room, id); err != nil || p.Status == to {
			return err
		}
		switch {
		case p.Status == PollDraft && to == PollOpen:
			err = s.openPoll(ctx, e, v.participant, &p)
		case p.Status == PollOpen && to == PollClosed:
			err = s.closePoll(ctx, e, v.participant, &p)
		default:
			err = core.Conflict("poll_status_order", "A poll is opened once and then closed for good.").With("status", string(p.Status))
		}
		if err != nil {
			return err
		}
		return s.audit(ctx, v, "set-poll-status", detail)
	})
}

func (s *Service) openPoll(ctx context.Context, e *edit, by *Participant, p *Poll) error {
	if e.Phase == Ended {
		return core.Conflict("room_ended", "This session is over.")
	}
	// The locked room keeps two from being opened at once.
	polls, err := s.Store.Polls(ctx, e.ID)
	if err != nil {
		return err
	}
	for _, other := range polls {
		if other.Status == PollOpen {
			return core.Conflict("poll_open_already", "Another poll is open. Close it first.")
		}
	}
	p.Status, p.OpenedAt = PollOpen, e.now
	p.Version++
	if err := s.Store.SavePoll(ctx, *p); err != nil {
		return err
	}
	_, err = e.public(TypePollOpened, by, pollOpenedData{p.ID, p.Kind, p.Question, p.Options, p.MinChoices, p.MaxChoices, p.Results})
	return err
}

// closePoll adds up the votes of a locked poll, after which none is taken.
func (s *Service) closePoll(ctx context.Context, e *edit, by *Participant, p *Poll) (err error) {
	if p.Tally, err = s.count(ctx, *p); err != nil {
		return err
	}
	p.Status, p.ClosedAt = PollClosed, e.now
	p.Version++
	if err := s.Store.SavePoll(ctx, *p); err != nil {
		return err
	}
	_, err = e.public(TypePollClosed, by, pollClosedData{p.ID, *p.Tally})
	return err
}

// closeOpenPolls closes what is open, because the session ends.
func (s *Service) closeOpenPolls(ctx context.Context, e *edit, by *Participant) error {
	polls, err := s.Store.Polls(ctx, e.ID)
	if err != nil {
		return err
	}
	for _, p := range polls {
		if p.Status != PollOpen {
			continue
		}
		if p, err = s.lockPoll(ctx, e.ID, p.ID); err != nil {
			return err
		}
		if err := s.closePoll(ctx, e, by, &p); err != nil {
			return err
		}
	}
	return nil
}
