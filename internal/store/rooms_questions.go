package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

type questionRow struct {
	bun.BaseModel `bun:"table:questions,alias:questions"`

	ID        string    `bun:"id,pk"`
	Room      string    `bun:"room_id"`
	Seq       int64     `bun:"seq"`
	StaffSeq  int64     `bun:"staff_seq"`
	Asker     string    `bun:"asker"`
	Anonymous bool      `bun:"anonymous"`
	Key       string    `bun:"key"`
	Status    string    `bun:"status"`
	Listed    bool      `bun:"listed"`
	Pinned    bool      `bun:"pinned"`
	Votes     int       `bun:"votes"`
	Told      int       `bun:"told"`
	Into      string    `bun:"into_id"`
	Text      string    `bun:"text"`
	Stage     string    `bun:"stage"`
	AskedAt   time.Time `bun:"asked_at"`
	At        time.Time `bun:"at,nullzero"`
	Answer    string    `bun:"answer"`
}

func questionRowOf(q room.Question) questionRow {
	row := questionRow{
		ID: q.ID, Room: q.Room, Seq: q.Seq, StaffSeq: q.StaffSeq, Asker: q.Asker, Anonymous: q.Anonymous, Key: q.Key,
		Status: string(q.Status), Listed: q.Listed, Pinned: q.Pinned, Votes: q.Votes, Told: q.Told, Into: q.Into, Text: q.Text,
		AskedAt: q.AskedAt, At: q.At,
	}
	if q.Stage != nil {
		row.Stage = writeJSON(q.Stage)
	}
	if q.Answer != nil {
		row.Answer = writeJSON(q.Answer)
	}
	return row
}

func (r questionRow) question() room.Question {
	q := room.Question{
		ID: r.ID, Room: r.Room, Seq: r.Seq, StaffSeq: r.StaffSeq, Asker: r.Asker, Anonymous: r.Anonymous, Key: r.Key,
		Status: room.QuestionStatus(r.Status), Listed: r.Listed, Pinned: r.Pinned, Votes: r.Votes, Told: r.Told, Into: r.Into,
		Text: r.Text, AskedAt: r.AskedAt.UTC(), At: r.At.UTC(),
	}
	q.Stage, q.Answer = readPart[room.Topic](r.Stage), readPart[room.Answer](r.Answer)
	return q
}

// readPart reads JSON that this package wrote; nothing is nil.
func readPart[T any](text string) *T {
	if text == "" {
		return nil
	}
	part := new(T)
	_ = json.Unmarshal([]byte(text), part)
	return part
}

// questions scans what a query over questions finds.
func (s *Rooms) questions(ctx context.Context, narrow func(*bun.SelectQuery) *bun.SelectQuery) ([]room.Question, error) {
	var rows []questionRow
	if err := narrow(s.Conn(ctx).NewSelect().Model(&rows)).Scan(ctx); err != nil {
		return nil, fmt.Errorf("read questions: %w", err)
	}
	out := make([]room.Question, len(rows))
	for i, r := range rows {
		out[i] = r.question()
	}
	return out, nil
}

// AddQuestions implements room.QuestionStore.
func (s *Rooms) AddQuestions(ctx context.Context, questions []room.Question) error {
	rows := make([]questionRow, len(questions))
	for i, q := range questions {
		rows[i] = questionRowOf(q)
	}
	if _, err := s.Conn(ctx).NewInsert().Model(&rows).Exec(ctx); err != nil {
		return fmt.Errorf("add questions: %w", err)
	}
	return nil
}

// UnlistQuestions implements room.QuestionStore.
func (s *Rooms) UnlistQuestions(ctx context.Context, id core.ID, seqs []int64) error {
	_, err := s.Conn(ctx).NewUpdate().Model((*questionRow)(nil)).Set("listed = ?", false).
		Where("room_id = ? AND seq IN (?)", id, bun.List(seqs)).Exec(ctx)
	return err
}

// Question implements room.QuestionStore.
func (s *Rooms) Question(ctx context.Context, id, question core.ID) (room.Question, error) {
	var row questionRow
	err := s.Conn(ctx).NewSelect().Model(&row).Where("room_id = ? AND id = ?", id, question).Scan(ctx)
	return row.question(), notFound(err, core.NotFound("question_not_found", "There is no such question."))
}

// SaveQuestion implements room.QuestionStore.
func (s *Rooms) SaveQuestion(ctx context.Context, q room.Question) error {
	row := questionRowOf(q)
	_, err := s.Conn(ctx).NewUpdate().Model(&row).
		Column("seq", "status", "listed", "pinned", "into_id", "text", "at", "answer").WherePK().Exec(ctx)
	if err != nil {
		return fmt.Errorf("save a question: %w", err)
	}
	return nil
}

// Questions implements room.QuestionStore. The cursor is the last question's votes
// and identifier, which sorts by the time of asking.
func (s *Rooms) Questions(ctx context.Context, id core.ID, f room.QuestionFilter) (core.Page[room.Question], error) {
	var page core.Page[room.Question]
	votes, last, _ := strings.Cut(f.Cursor, ":")
	after, err := strconv.Atoi(votes)
	if f.Cursor != "" && err != nil {
		return page, errCursor
	}
	found, err := s.questions(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		q = q.Limit(int64(f.Limit) + 1)
		if id != "" {
			q = q.Where("room_id = ?", id)
		} else { // what was tried out is nobody's
			q = q.Where("room_id NOT IN (SELECT id FROM rooms WHERE kind = ?)", room.KindRehearsal)
		}
		if len(f.Statuses) > 0 {
			q = q.Where("status IN (?)", bun.List(f.Statuses))
		}
		if len(f.Askers) > 0 {
			q = q.Where("asker IN (?)", bun.List(f.Askers))
		}
		if f.ByVotes {
			q = q.Order("votes DESC", "id DESC")
		} else {
			q = q.Order("id DESC")
		}
		switch {
		case f.Cursor == "":
		case f.ByVotes:
			q = q.Where("(votes < ? OR votes = ? AND id < ?)", after, after, last)
		default:
			q = q.Where("id < ?", last)
		}
		return q
	})
	page.Items = found
	if len(found) > f.Limit {
		end := found[f.Limit-1]
		page.Items, page.Next = found[:f.Limit], strconv.Itoa(end.Votes)+":"+end.ID
	}
	return page, err
}

// ListedQuestions implements room.QuestionStore.
func (s *Rooms) ListedQuestions(ctx context.Context, id core.ID) ([]room.Question, error) {
	return s.questions(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("room_id = ? AND listed", id).Order("seq")
	})
}

// MergedQuestions implements room.QuestionStore.
func (s *Rooms) MergedQuestions(ctx context.Context, id core.ID) ([]room.Question, error) {
	return s.questions(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("into_id = ? AND status = ?", id, room.QuestionMerged).Order("id")
	})
}

// KeyedQuestions implements room.QuestionStore.
func (s *Rooms) KeyedQuestions(ctx context.Context, id core.ID, keys []room.ParticipantKey) ([]room.Question, error) {
	pairs := make([]any, 0, 2*len(keys))
	for _, k := range keys {
		if k.Key != "" {
			pairs = append(pairs, k.Participant, k.Key)
		}
	}
	if len(pairs) == 0 {
		return nil, nil
	}
	return s.questions(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("room_id = ? AND key <> ''", id).
			Where("(asker, key) IN (VALUES (?, ?)"+strings.Repeat(", (?, ?)", len(pairs)/2-1)+")", pairs...)
	})
}

// RecentQuestions implements room.QuestionStore.
func (s *Rooms) RecentQuestions(ctx context.Context, askers []core.ID) (map[core.ID]room.Recent, error) {
	recent := map[core.ID]room.Recent{}
	found, err := s.questions(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Column("asker", "status", "asked_at").Where("asker IN (?)", bun.List(askers)).Order("asked_at")
	})
	for _, q := range found {
		r := recent[q.Asker]
		r.Last = q.AskedAt
		if q.Status == room.QuestionWaiting || q.Status == room.QuestionOpen {
			r.Unanswered++
		}
		recent[q.Asker] = r
	}
	return recent, err
}

// CountQuestions implements room.QuestionStore.
func (s *Rooms) CountQuestions(ctx context.Context, id core.ID, status room.QuestionStatus) (int, error) {
	n, err := s.Conn(ctx).NewSelect().Model((*questionRow)(nil)).Where("room_id = ? AND status = ?", id, status).Count(ctx)
	return int(n), err
}

// WaitingQuestionLines implements room.LogStore.
func (s *Rooms) WaitingQuestionLines(ctx context.Context, id core.ID) ([]room.Line, error) {
	waiting := s.Conn(ctx).NewSelect().Model((*questionRow)(nil)).Column("staff_seq").
		Where("room_id = ? AND status = ?", id, room.QuestionWaiting)
	return scanLines(ctx, s.lines(ctx, id).Where("e.lane = ? AND e.type = ?", room.Staff, room.TypeQuestionWaiting).
		Where("e.seq IN (?)", waiting).Order("e.seq"))
}

// EraseQuestions implements room.QuestionStore. The lines of the log are emptied by
// EraseLines, which finds them by whom they are about.
func (s *Rooms) EraseQuestions(ctx context.Context, participant core.ID) error {
	mine := func() *bun.UpdateQuery {
		return s.Conn(ctx).NewUpdate().Model((*questionRow)(nil)).Where("asker = ?", participant).Set("key = ''")
	}
	if _, err := mine().Set("asker = ''").Where("anonymous").Exec(ctx); err != nil {
		return fmt.Errorf("cut the tie of questions: %w", err)
	}
	if _, err := mine().Set("text = ''").Set("status = ?", room.QuestionErased).Set("pinned = ?", false).Exec(ctx); err != nil {
		return fmt.Errorf("erase questions: %w", err)
	}
	closed := s.Conn(ctx).NewSelect().Model((*questionRow)(nil)).Column("id").Where("asker = ?", participant)
	if _, err := s.Conn(ctx).NewUpdate().Model((*followUpRow)(nil)).Set("status = ?", room.FollowUpClosed).Set("version = version + 1").
		Where("status = ? AND question_id IN (?)", room.FollowUpOpen, closed).Exec(ctx); err != nil {
		return fmt.Errorf("close the follow-ups of questions: %w", err)
	}
	// The vote stays, its voter does not.
	_, err := s.Conn(ctx).NewUpdate().Model((*voteRow)(nil)).Set("participant_id = ?", core.NewID()).
		Where("participant_id = ?", participant).Exec(ctx)
	return err
}
