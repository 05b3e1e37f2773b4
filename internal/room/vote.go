package room

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

const (
	// tallyEvery is how often the running tally of a poll is told at most.
	tallyEvery = 400 * time.Millisecond
	// StickyPoll begins the keys under which running tallies are told.
	StickyPoll = "poll."
	// PublishSticky is the kind under which a Sticky is published.
	PublishSticky = "sticky"
)

// Sticky is the latest value of a key, published to be told to everybody.
type Sticky struct {
	Key  string   `json:"k"`
	V    [2]int64 `json:"v"` // term and number; an older one is dropped
	Data any      `json:"d"`
}

// ballot is a vote on its way into the store.
type ballot struct {
	room, poll, participant core.ID
	choices                 string
}

// pollKey names a poll.
type pollKey struct{ room, poll core.ID }

var (
	errPollClosed = core.Conflict("poll_closed", "This poll is closed.")
	errNotInRoom  = core.Forbidden("not_in_room", "Enter the room first.")
)

// Vote keeps a person's choices, in the place of those made before. It must not be
// called inside a transaction: votes share commits.
func (s *Service) Vote(ctx context.Context, actor core.Actor, room, poll core.ID, numbers []int) ([]int, error) {
	v, err := s.lookLately(ctx, actor, room, s.arriving)
	if err != nil {
		return nil, err
	}
	if v, err = s.letIn(ctx, v); err != nil {
		return nil, err
	}
	if err := policy.Check(actor, "vote", v.target()); err != nil {
		return nil, err
	}
	p, err := s.ballotPaper(ctx, room, poll)
	if err != nil {
		return nil, err
	}
	choices, err := p.choices(numbers)
	if err != nil {
		return nil, err
	}
	refused, err := s.ballots.Ask(ctx, ballot{room, poll, v.participant.ID, choices})
	switch {
	case err != nil:
		// It may still be counted; voting again with the same choices changes nothing.
		return nil, core.Unavailable("vote_unconfirmed", "The vote was not confirmed in time. Vote again.").Wrap(err)
	case refused != nil:
		return nil, refused
	}
	return chosen(choices), nil
}

// ballotPaper is what a poll asks. It does not change once the poll is open, so it
// is read once; whether the poll is still open is asked with each vote.
func (s *Service) ballotPaper(ctx context.Context, room, poll core.ID) (PollDraftData, error) {
	if had, ok := s.papers.Load(pollKey{room, poll}); ok {
		return had.(PollDraftData), nil
	}
	p, err := s.Store.Poll(ctx, room, poll)
	switch {
	case err != nil:
		return PollDraftData{}, err
	case p.Status == PollDraft: // nobody but staff knows of it
		return PollDraftData{}, core.NotFound("poll_not_found", "There is no such poll.")
	case p.Status == PollClosed:
		return PollDraftData{}, errPollClosed
	}
	s.papers.Store(pollKey{room, poll}, p.PollDraftData)
	return p.PollDraftData, nil
}

// cast writes votes that came together in one transaction and tells which were
// refused. Closing a poll takes the same lock, so a vote is counted or refused.
func (s *Service) cast(ctx context.Context, ballots []ballot) (map[ballot]error, error) {
	refused := map[ballot]error{}
	var tell []Poll
	err := s.Store.InTx(ctx, func(ctx context.Context) error {
		polls := map[core.ID][]ballot{}
		for _, b := range ballots {
			polls[b.poll] = append(polls[b.poll], b)
		}
		ids := make([]core.ID, 0, len(polls))
		for id := range polls {
			ids = append(ids, id)
		}
		locked, err := s.Store.LockPolls(ctx, ids)
		if err != nil {
			return err
		}
		open := map[core.ID]Poll{}
		for _, p := range locked {
			if p.Status == PollOpen {
				open[p.ID] = p
			}
		}
		for id, some := range polls {
			p, ok := open[id]
			if !ok {
				for _, b := range some {
					refused[b] = errPollClosed
				}
				continue
			}
			cast, err := s.castIn(ctx, p, some, refused)
			if err != nil {
				return err
			}
			if cast && p.Results == ResultsLive {
				tell = append(tell, p)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, p := range tell {
		s.tallies.soon(p.Room, p.ID)
	}
	return refused, nil
}

// castIn writes the votes of one open poll. The last of a person counts.
func (s *Service) castIn(ctx context.Context, p Poll, ballots []ballot, refused map[ballot]error) (bool, error) {
	ids := make([]core.ID, len(ballots))
	for i, b := range ballots {
		ids[i] = b.participant
	}
	people, err := s.Store.Participants(ctx, p.Room, ids)
	if err != nil {
		return false, err
	}
	in := map[core.ID]bool{}
	for _, who := range people {
		in[who.ID] = who.BannedAt.IsZero() && who.ErasedAt.IsZero()
	}
	votes := map[core.ID]string{}
	for _, b := range ballots {
		if in[b.participant] {
			votes[b.participant] = b.choices
		} else {
			refused[b] = errNotInRoom
		}
	}
	if len(votes) == 0 {
		return false, nil
	}
	return true, s.Store.CastBallots(ctx, p.ID, votes)
}

// MyPoll is what somebody who votes needs to know besides the poll itself.
type MyPoll struct {
	Poll    core.ID
	Choices []int  // none when they have not voted
	Tally   *Tally // as of now, when it is live; the final one is in the log
}

// myPolls tells a participant their own votes and how an open poll stands.
func (s *Service) myPolls(ctx context.Context, v view) ([]MyPoll, error) {
	mine := []MyPoll{}
	polls, err := s.Store.Polls(ctx, v.room.ID)
	if err != nil {
		return nil, err
	}
	polls = slices.DeleteFunc(polls, func(p Poll) bool { return p.Status == PollDraft })
	if len(polls) == 0 {
		return mine, nil
	}
	votes, err := s.Store.VotesOf(ctx, v.participant.ID)
	if err != nil {
		return nil, err
	}
	for _, p := range polls {
		m := MyPoll{Poll: p.ID, Choices: chosen(votes[p.ID])}
		if p.Status == PollOpen && p.Results == ResultsLive {
			if m.Tally, err = s.counts.Ask(ctx, pollKey{p.Room, p.ID}); err != nil {
				return nil, err
			}
		}
		mine = append(mine, m)
	}
	return mine, nil
}

// readTallies counts for all who come in at the same time together.
func (s *Service) readTallies(ctx context.Context, keys []pollKey) (map[pollKey]*Tally, error) {
	found := map[pollKey]*Tally{}
	for _, k := range keys {
		if found[k] != nil {
			continue
		}
		p, err := s.Store.Poll(ctx, k.room, k.poll)
		if err != nil {
			return nil, err
		}
		if found[k], err = s.count(ctx, p); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// tallies tells running tallies to everybody, not after each vote but every while.
type tallies struct {
	s   *Service
	mu  sync.Mutex
	due map[core.ID]bool
}

func newTallies(s *Service) *tallies { return &tallies{s: s, due: map[core.ID]bool{}} }

// soon arranges for the tally of a poll to be told.
func (t *tallies) soon(room, poll core.ID) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.due[poll] || t.s.Publisher == nil {
		return
	}
	t.due[poll] = true
	time.AfterFunc(tallyEvery, func() {
		t.mu.Lock()
		delete(t.due, poll) // votes from here on want another turn
		t.mu.Unlock()
		ctx, cancel := context.WithTimeout(context.Background(), commitTimeout)
		defer cancel()
		if err := t.tell(ctx, room, poll); err != nil {
			t.s.Log.Warn("tell the tally of a poll", "room", room, "error", err.Error())
		}
	})
}

// tell publishes how an open poll stands. The turn orders what several nodes tell.
func (t *tallies) tell(ctx context.Context, room, poll core.ID) error {
	var (
		p     Poll
		tally *Tally
	)
	err := t.s.Store.InReadTx(ctx, func(ctx context.Context) (err error) {
		if p, err = t.s.Store.Poll(ctx, room, poll); err != nil || p.Status != PollOpen {
			return err
		}
		tally, err = t.s.count(ctx, p)
		return err
	})
	if err != nil || tally == nil {
		return err // a closed one has its final tally in the log
	}
	data, err := json.Marshal(Sticky{Key: StickyPoll + poll, V: [2]int64{p.Turn, 1}, Data: tally})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, publishTimeout)
	defer cancel()
	t.s.Publisher.Publish(ctx, room, PublishSticky, data)
	return nil
}
