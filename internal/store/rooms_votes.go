package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

type voteRow struct {
	bun.BaseModel `bun:"table:question_votes,alias:question_votes"`

	Question    string    `bun:"question_id,pk"`
	Participant string    `bun:"participant_id,pk"`
	At          time.Time `bun:"at"`
}

// CastVotes implements room.QuestionStore.
func (s *Rooms) CastVotes(ctx context.Context, votes []room.Vote, at time.Time) (map[core.ID]int, error) {
	var ids []core.ID
	for _, v := range votes {
		ids = append(ids, v.Question)
	}
	rooms := map[core.ID]core.ID{}
	open, err := s.questions(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("id IN (?) AND status = ?", bun.List(ids), room.QuestionOpen).Order("id")
	})
	if err != nil || len(open) == 0 {
		return nil, err
	}
	ids = ids[:0]
	for _, q := range open {
		rooms[q.ID] = q.Room
		ids = append(ids, q.ID)
	}
	// Of one person's votes the last counts.
	last := map[voteRow]bool{}
	for _, v := range votes {
		if rooms[v.Question] == v.Room {
			last[voteRow{Question: v.Question, Participant: v.Participant}] = v.On
		}
	}
	var given []voteRow
	var taken []any
	for row, on := range last {
		if row.At = at; on {
			given = append(given, row)
		} else {
			taken = append(taken, bun.Tuple([]string{row.Question, row.Participant}))
		}
	}
	if len(given) > 0 {
		if _, err := s.Conn(ctx).NewInsert().Model(&given).On("CONFLICT DO NOTHING").Exec(ctx); err != nil {
			return nil, fmt.Errorf("add votes: %w", err)
		}
	}
	if len(taken) > 0 {
		_, err := s.Conn(ctx).NewDelete().Model((*voteRow)(nil)).Where("(question_id, participant_id) IN (?)", bun.List(taken)).Exec(ctx)
		if err != nil {
			return nil, fmt.Errorf("take votes back: %w", err)
		}
	}
	return s.recount(ctx, ids)
}

// recount sets the votes of questions to what the rows say.
func (s *Rooms) recount(ctx context.Context, ids []core.ID) (map[core.ID]int, error) {
	var rows []questionRow
	_, err := s.Conn(ctx).NewUpdate().Model((*questionRow)(nil)).
		Set("votes = (SELECT COUNT(*) FROM question_votes AS v WHERE v.question_id = questions.id)").
		Where("id IN (?)", bun.List(ids)).Returning("id, votes").Exec(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count votes: %w", err)
	}
	votes := map[core.ID]int{}
	for _, r := range rows {
		votes[r.ID] = r.Votes
	}
	return votes, nil
}

// MoveVotes implements room.QuestionStore.
func (s *Rooms) MoveVotes(ctx context.Context, from, to core.ID) error {
	_, err := s.Conn(ctx).NewRaw(`INSERT INTO question_votes (question_id, participant_id, at)
		SELECT ?, participant_id, at FROM question_votes WHERE question_id = ? ON CONFLICT DO NOTHING`, to, from).Exec(ctx)
	if err != nil {
		return fmt.Errorf("move votes: %w", err)
	}
	_, err = s.recount(ctx, []core.ID{to})
	return err
}

// CountVotes implements room.QuestionStore.
func (s *Rooms) CountVotes(ctx context.Context, id core.ID) (map[int64]int, error) {
	var rows []questionRow
	_, err := s.Conn(ctx).NewUpdate().Model((*questionRow)(nil)).Set("told = votes").
		Where("room_id = ? AND seq > 0 AND told <> votes", id).Returning("seq, votes").Exec(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count votes: %w", err)
	}
	votes := map[int64]int{}
	for _, r := range rows {
		votes[r.Seq] = r.Votes
	}
	return votes, nil
}

// VotedQuestions implements room.QuestionStore.
func (s *Rooms) VotedQuestions(ctx context.Context, id, participant core.ID) ([]core.ID, error) {
	ids := []core.ID{}
	err := s.Conn(ctx).NewSelect().TableExpr("question_votes AS v").ColumnExpr("v.question_id").
		Join("JOIN questions AS q ON q.id = v.question_id").
		Where("v.participant_id = ? AND q.room_id = ?", participant, id).OrderExpr("v.question_id").Scan(ctx, &ids)
	if err != nil {
		return nil, fmt.Errorf("find one's votes: %w", err)
	}
	return ids, nil
}
