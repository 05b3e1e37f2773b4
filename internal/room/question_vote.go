package room

import (
	"context"
	"slices"
	"strconv"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// countEvery is how often votes are told at most: one entry holds all that changed.
const countEvery = 2 * time.Second

// Vote is one person's vote for a question, given or taken back.
type Vote struct {
	Room, Question, Participant core.ID
	On                          bool
}

// VoteQuestion gives a vote to a question or takes it back, and returns how many
// there are. Doing either again changes nothing. Votes of a moment share a commit;
// it must not be called in a transaction.
func (s *Service) VoteQuestion(ctx context.Context, actor core.Actor, room, id core.ID, on bool) (int, error) {
	v, err := s.lookLately(ctx, actor, room, s.speaking)
	if err != nil {
		return 0, err
	}
	if v, err = s.letIn(ctx, v); err != nil {
		return 0, err
	}
	if err := policy.Check(actor, "vote-question", v.target()); err != nil {
		return 0, err
	}
	if v.room.Phase == Ended {
		return 0, core.Conflict("room_ended", "This session is over.")
	}
	votes, err := s.voting.Ask(ctx, Vote{room, id, v.participant.ID, on})
	switch {
	case err != nil:
		return 0, err
	case votes < 0:
		return 0, errQuestionGone
	}
	s.countSoon(room)
	return votes, nil
}

// castVotes writes the votes of a moment. Those for a question that is not open get -1.
func (s *Service) castVotes(ctx context.Context, cast []Vote) (map[Vote]int, error) {
	result := map[Vote]int{}
	err := s.Store.InTx(ctx, func(ctx context.Context) error {
		if err := s.lockRooms(ctx, cast); err != nil {
			return err
		}
		votes, err := s.Store.CastVotes(ctx, cast, s.Now())
		for _, v := range cast {
			result[v] = -1
			if n, open := votes[v.Question]; open {
				result[v] = n
			}
		}
		return err
	})
	return result, err
}

// lockRooms locks the rooms of votes, always in the same order: a question changes
// under the lock of its room alone.
func (s *Service) lockRooms(ctx context.Context, cast []Vote) error {
	var rooms []core.ID
	for _, v := range cast {
		rooms = append(rooms, v.Room)
	}
	slices.Sort(rooms)
	for _, id := range slices.Compact(rooms) {
		if _, err := s.Store.LockRoom(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// countSoon tells everybody the votes after a moment. Should this process end
// before, the next count of any process tells them.
func (s *Service) countSoon(room core.ID) {
	if _, coming := s.counting.LoadOrStore(room, true); coming {
		return
	}
	time.AfterFunc(countEvery, func() {
		s.counting.Delete(room)
		ctx, cancel := context.WithTimeout(context.Background(), commitTimeout)
		defer cancel()
		if err := s.CountVotes(ctx, room); err != nil {
			s.Log.Warn("count the votes for questions", "room", room, "error", err.Error())
		}
	})
}

// CountVotes tells everybody the votes that changed since the last time.
func (s *Service) CountVotes(ctx context.Context, room core.ID) error {
	return s.change(ctx, room, s.countVotes)
}

func (s *Service) countVotes(ctx context.Context, e *edit) error {
	changed, err := s.Store.CountVotes(ctx, e.ID)
	if err != nil || len(changed) == 0 {
		return err
	}
	d := countedData{Votes: map[string]int{}}
	for seq, votes := range changed {
		d.Votes[strconv.FormatInt(seq, 10)] = votes
	}
	_, err = e.public(TypeQuestionsCounted, nil, d)
	return err
}
