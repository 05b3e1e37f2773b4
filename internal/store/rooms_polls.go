package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

type pollRow struct {
	bun.BaseModel `bun:"table:polls"`

	ID         string    `bun:"id,pk"`
	Room       string    `bun:"room_id"`
	Kind       string    `bun:"kind"`
	Question   string    `bun:"question"`
	Options    string    `bun:"options"`
	MinChoices int       `bun:"min_choices"`
	MaxChoices int       `bun:"max_choices"`
	Results    string    `bun:"results"`
	Status     string    `bun:"status"`
	Version    int64     `bun:"version"`
	Turn       int64     `bun:"turn"`
	Tally      string    `bun:"tally"`
	CreatedAt  time.Time `bun:"created_at"`
	OpenedAt   time.Time `bun:"opened_at,nullzero"`
	ClosedAt   time.Time `bun:"closed_at,nullzero"`
}

type ballotRow struct {
	bun.BaseModel `bun:"table:poll_votes"`

	Poll        string `bun:"poll_id,pk"`
	Participant string `bun:"participant_id,pk"`
	Choices     string `bun:"choices"`
}

func pollRowOf(p room.Poll) (pollRow, error) {
	options, err := json.Marshal(p.Options)
	if err != nil {
		return pollRow{}, err
	}
	tally := []byte{}
	if p.Tally != nil {
		if tally, err = json.Marshal(p.Tally); err != nil {
			return pollRow{}, err
		}
	}
	return pollRow{
		ID: p.ID, Room: p.Room, Kind: string(p.Kind), Question: p.Question, Options: string(options), MinChoices: p.MinChoices,
		MaxChoices: p.MaxChoices, Results: p.Results, Status: string(p.Status), Version: int64(p.Version), Turn: p.Turn,
		Tally: string(tally), CreatedAt: p.CreatedAt, OpenedAt: p.OpenedAt, ClosedAt: p.ClosedAt,
	}, nil
}

func (r pollRow) poll() (room.Poll, error) {
	p := room.Poll{
		ID: r.ID, Room: r.Room, Status: room.PollStatus(r.Status), Version: core.Version(r.Version), Turn: r.Turn,
		CreatedAt: r.CreatedAt.UTC(), OpenedAt: r.OpenedAt.UTC(), ClosedAt: r.ClosedAt.UTC(),
		PollDraftData: room.PollDraftData{
			Kind: room.PollKind(r.Kind), Question: r.Question, MinChoices: r.MinChoices, MaxChoices: r.MaxChoices, Results: r.Results,
		},
	}
	if err := json.Unmarshal([]byte(r.Options), &p.Options); err != nil {
		return p, fmt.Errorf("read the options of poll %s: %w", r.ID, err)
	}
	if r.Tally != "" {
		if err := json.Unmarshal([]byte(r.Tally), &p.Tally); err != nil {
			return p, fmt.Errorf("read the tally of poll %s: %w", r.ID, err)
		}
	}
	return p, nil
}

func scanPolls(ctx context.Context, rows *[]pollRow, q *bun.SelectQuery) ([]room.Poll, error) {
	if err := q.Scan(ctx); err != nil {
		return nil, fmt.Errorf("read polls: %w", err)
	}
	polls := make([]room.Poll, len(*rows))
	for i, r := range *rows {
		var err error
		if polls[i], err = r.poll(); err != nil {
			return nil, err
		}
	}
	return polls, nil
}

// Polls implements room.PollStore. Identifiers sort by when they were made.
func (s *Rooms) Polls(ctx context.Context, id core.ID) ([]room.Poll, error) {
	var rows []pollRow
	return scanPolls(ctx, &rows, s.Conn(ctx).NewSelect().Model(&rows).Where("room_id = ?", id).Order("id"))
}

// Poll implements room.PollStore.
func (s *Rooms) Poll(ctx context.Context, id, poll core.ID) (room.Poll, error) {
	var row pollRow
	if err := s.Conn(ctx).NewSelect().Model(&row).Where("id = ? AND room_id = ?", poll, id).Scan(ctx); err != nil {
		return room.Poll{}, notFound(err, core.NotFound("poll_not_found", "There is no such poll."))
	}
	return row.poll()
}

// LockPolls implements room.PollStore, always in the same order, so that two who
// lock several never wait for each other.
func (s *Rooms) LockPolls(ctx context.Context, ids []core.ID) ([]room.Poll, error) {
	var rows []pollRow
	return scanPolls(ctx, &rows, s.forUpdate(s.Conn(ctx).NewSelect().Model(&rows).Where("id IN (?)", bun.List(ids)).Order("id")))
}

// AddPoll implements room.PollStore.
func (s *Rooms) AddPoll(ctx context.Context, p room.Poll) error {
	row, err := pollRowOf(p)
	if err != nil {
		return err
	}
	if _, err := s.Conn(ctx).NewInsert().Model(&row).Exec(ctx); err != nil {
		return fmt.Errorf("add a poll: %w", err)
	}
	return nil
}

// SavePoll implements room.PollStore.
func (s *Rooms) SavePoll(ctx context.Context, p room.Poll) error {
	row, err := pollRowOf(p)
	if err != nil {
		return err
	}
	if _, err := s.Conn(ctx).NewUpdate().Model(&row).ExcludeColumn("room_id", "turn", "created_at").WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("save a poll: %w", err)
	}
	return nil
}

// DeletePoll implements room.PollStore.
func (s *Rooms) DeletePoll(ctx context.Context, poll core.ID) error {
	_, err := s.Conn(ctx).NewDelete().Model((*pollRow)(nil)).Where("id = ?", poll).Exec(ctx)
	return err
}

// CastBallots implements room.PollStore: one statement, however many votes.
func (s *Rooms) CastBallots(ctx context.Context, poll core.ID, votes map[core.ID]string) error {
	rows := make([]ballotRow, 0, len(votes))
	for participant, choices := range votes {
		rows = append(rows, ballotRow{Poll: poll, Participant: participant, Choices: choices})
	}
	slices.SortFunc(rows, func(a, b ballotRow) int { return strings.Compare(a.Participant, b.Participant) })
	_, err := s.Conn(ctx).NewInsert().Model(&rows).On("CONFLICT (poll_id, participant_id) DO UPDATE").
		Set("choices = EXCLUDED.choices").Exec(ctx)
	if err != nil {
		return fmt.Errorf("cast votes: %w", err)
	}
	_, err = s.Conn(ctx).NewUpdate().Model((*pollRow)(nil)).Set("turn = turn + 1").Where("id = ?", poll).Exec(ctx)
	return err
}

// CountBallots implements room.PollStore.
func (s *Rooms) CountBallots(ctx context.Context, poll core.ID) ([]room.VoteCount, error) {
	var counts []room.VoteCount
	err := s.Conn(ctx).NewSelect().Model((*ballotRow)(nil)).Column("choices").ColumnExpr("COUNT(*) AS people").
		Where("poll_id = ?", poll).Group("choices").Scan(ctx, &counts)
	return counts, err
}

// VotesOf implements room.PollStore.
func (s *Rooms) VotesOf(ctx context.Context, participant core.ID) (map[core.ID]string, error) {
	var rows []ballotRow
	err := s.Conn(ctx).NewSelect().Model(&rows).Where("participant_id = ?", participant).Scan(ctx)
	votes := map[core.ID]string{}
	for _, r := range rows {
		votes[r.Poll] = r.Choices
	}
	return votes, err
}

// DropVotes implements room.PollStore.
func (s *Rooms) DropVotes(ctx context.Context, participant core.ID) error {
	_, err := s.Conn(ctx).NewDelete().Model((*ballotRow)(nil)).Where("participant_id = ?", participant).Exec(ctx)
	return err
}
