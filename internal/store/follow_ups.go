package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

type followUpRow struct {
	bun.BaseModel `bun:"table:follow_ups,alias:follow_ups"`

	ID           string    `bun:"id,pk"`
	Question     string    `bun:"question_id"`
	Room         string    `bun:"room_id"`
	Organisation string    `bun:"organisation"`
	Department   string    `bun:"department"`
	DueOn        string    `bun:"due_on"`
	DueAt        time.Time `bun:"due_at"`
	Status       string    `bun:"status"`
	Answer       string    `bun:"answer"`
	Public       bool      `bun:"public"`
	OnPage       bool      `bun:"on_page"`
	AnsweredAt   time.Time `bun:"answered_at,nullzero"`
	AnsweredBy   string    `bun:"answered_by"`
	Note         string    `bun:"note"`
	EscalatedAt  time.Time `bun:"escalated_at,nullzero"`
	Version      int64     `bun:"version"`
	CreatedAt    time.Time `bun:"created_at"`
}

func followUpRowOf(f room.FollowUp) followUpRow {
	return followUpRow{
		ID: f.ID, Question: f.Question, Room: f.Room, Organisation: f.Organisation, Department: f.Department, DueOn: f.DueOn,
		DueAt: f.DueAt, Status: string(f.Status), Answer: f.Answer, Public: f.Public, OnPage: f.OnPage, AnsweredAt: f.AnsweredAt, AnsweredBy: f.AnsweredBy,
		Note: f.Note, EscalatedAt: f.EscalatedAt, Version: int64(f.Version), CreatedAt: f.CreatedAt,
	}
}

func (r followUpRow) followUp() room.FollowUp {
	return room.FollowUp{
		ID: r.ID, Question: r.Question, Room: r.Room, Organisation: r.Organisation, Department: r.Department, DueOn: r.DueOn,
		DueAt: r.DueAt.UTC(), Status: room.FollowUpStatus(r.Status), Answer: r.Answer, Public: r.Public, OnPage: r.OnPage, AnsweredAt: r.AnsweredAt.UTC(),
		AnsweredBy: r.AnsweredBy, Note: r.Note, EscalatedAt: r.EscalatedAt.UTC(), Version: core.Version(r.Version), CreatedAt: r.CreatedAt.UTC(),
	}
}

// followUpItemRow is a follow-up with what it is about. The asker is joined to named
// questions alone.
type followUpItemRow struct {
	followUpRow `bun:",extend"`

	Text         string    `bun:"text"`
	Anonymous    bool      `bun:"anonymous"`
	AskerName    string    `bun:"asker_name"`
	AskerOrg     string    `bun:"asker_org"`
	Votes        int       `bun:"votes"`
	Seq          int64     `bun:"seq"`
	Stage        string    `bun:"stage"`
	AskedAt      time.Time `bun:"asked_at"`
	SessionTitle string    `bun:"session_title"`
	EventTitle   string    `bun:"event_title"`
	TimeZone     string    `bun:"time_zone"`
}

func (r followUpItemRow) item() room.FollowUpItem {
	return room.FollowUpItem{
		FollowUp: r.followUp(), Text: r.Text, Anonymous: r.Anonymous, Asker: r.AskerName, Org: r.AskerOrg, Votes: r.Votes, Seq: r.Seq,
		Stage: readPart[room.Topic](r.Stage), AskedAt: r.AskedAt.UTC(), SessionTitle: readText(r.SessionTitle),
		EventTitle: readText(r.EventTitle), TimeZone: r.TimeZone,
	}
}

func (s *Rooms) followUps(ctx context.Context, rows *[]followUpItemRow) *bun.SelectQuery {
	return s.Conn(ctx).NewSelect().Model(rows).ColumnExpr("follow_ups.*").
		ColumnExpr("q.text, q.anonymous, q.votes, q.seq, q.stage, q.asked_at").
		ColumnExpr("COALESCE(p.name, '') AS asker_name, COALESCE(p.org, '') AS asker_org").
		ColumnExpr("COALESCE(se.title, '') AS session_title, COALESCE(ev.title, '') AS event_title, COALESCE(se.time_zone, 'UTC') AS time_zone").
		Join("JOIN questions AS q ON q.id = follow_ups.question_id").
		Join("JOIN rooms AS r ON r.id = follow_ups.room_id").
		Join("LEFT JOIN participants AS p ON p.id = q.asker AND NOT q.anonymous").
		Join("LEFT JOIN sessions AS se ON se.id = r.session_id").
		Join("LEFT JOIN events AS ev ON ev.id = se.event_id")
}

// AddFollowUps implements room.FollowUpStore.
func (s *Rooms) AddFollowUps(ctx context.Context, lines []room.FollowUp) error {
	rows := make([]followUpRow, len(lines))
	for i, f := range lines {
		rows[i] = followUpRowOf(f)
	}
	if _, err := s.Conn(ctx).NewInsert().Model(&rows).Exec(ctx); err != nil {
		return fmt.Errorf("add follow-ups: %w", err)
	}
	return nil
}

// FollowUp implements room.FollowUpStore.
func (s *Rooms) FollowUp(ctx context.Context, id core.ID) (room.FollowUpItem, error) {
	var rows []followUpItemRow
	if err := s.followUps(ctx, &rows).Where("follow_ups.id = ?", id).Scan(ctx); err != nil {
		return room.FollowUpItem{}, fmt.Errorf("find a follow-up: %w", err)
	}
	if len(rows) == 0 {
		return room.FollowUpItem{}, core.NotFound("follow_up_not_found", "There is no such line in the ledger.")
	}
	return rows[0].item(), nil
}

// SaveFollowUp implements room.FollowUpStore.
func (s *Rooms) SaveFollowUp(ctx context.Context, f room.FollowUp) error {
	row := followUpRowOf(f)
	_, err := s.Conn(ctx).NewUpdate().Model(&row).
		Column("department", "due_on", "due_at", "status", "answer", "public", "on_page", "answered_at", "answered_by", "note", "escalated_at", "version").
		WherePK().Exec(ctx)
	if err != nil {
		return fmt.Errorf("save a follow-up: %w", err)
	}
	return nil
}

// FollowUps implements room.FollowUpStore. The cursor is the last line's time and
// identifier.
func (s *Rooms) FollowUps(ctx context.Context, f room.FollowUpFilter) (core.Page[room.FollowUpItem], error) {
	var rows []followUpItemRow
	q := s.followUps(ctx, &rows).OrderExpr("follow_ups.due_at, follow_ups.id").Limit(more(f.Paging))
	if f.Organisations != nil {
		q = q.Where("follow_ups.organisation IN (?)", bun.List(append([]string{"none"}, f.Organisations...)))
	}
	if f.Room != "" {
		q = q.Where("follow_ups.room_id = ?", f.Room)
	}
	if f.Status != "" {
		q = q.Where("follow_ups.status = ?", f.Status)
	}
	if !f.DueBefore.IsZero() {
		q = q.Where("follow_ups.due_at <= ?", f.DueBefore)
	}
	if f.Cursor != "" {
		at, last, err := timeCursor(f.Cursor)
		if err != nil {
			return core.Page[room.FollowUpItem]{}, err
		}
		q = q.Where("(follow_ups.due_at > ? OR follow_ups.due_at = ? AND follow_ups.id > ?)", at, at, last)
	}
	if err := q.Scan(ctx); err != nil {
		return core.Page[room.FollowUpItem]{}, fmt.Errorf("list follow-ups: %w", err)
	}
	cursor := func(r followUpItemRow) string { return strconv.FormatInt(r.DueAt.UnixMilli(), 10) + ":" + r.ID }
	return pageOf(rows, f.Limit, cursor, followUpItemRow.item), nil
}

// FollowUpsOf implements room.FollowUpStore.
func (s *Rooms) FollowUpsOf(ctx context.Context, questions []core.ID) (map[core.ID]room.FollowUp, error) {
	found := map[core.ID]room.FollowUp{}
	if len(questions) == 0 {
		return found, nil
	}
	var rows []followUpRow
	if err := s.Conn(ctx).NewSelect().Model(&rows).Where("question_id IN (?)", bun.List(questions)).Scan(ctx); err != nil {
		return nil, fmt.Errorf("find the follow-ups of questions: %w", err)
	}
	for _, r := range rows {
		found[r.Question] = r.followUp()
	}
	return found, nil
}

// UnansweredQuestions implements room.FollowUpStore.
func (s *Rooms) UnansweredQuestions(ctx context.Context, id core.ID) ([]room.Question, error) {
	return s.questions(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("room_id = ? AND status IN (?)", id, bun.List([]room.QuestionStatus{room.QuestionWaiting, room.QuestionOpen})).Order("id")
	})
}

// ClaimLate implements room.LateStore.
func (s *Rooms) ClaimLate(ctx context.Context, now time.Time, n int) ([]room.FollowUpItem, error) {
	late := s.Conn(ctx).NewSelect().Model((*followUpRow)(nil)).Column("id").
		Where("status = ? AND due_at <= ? AND escalated_at IS NULL", room.FollowUpOpen, now).Order("due_at").Limit(int64(n))
	var ids []string
	_, err := s.Conn(ctx).NewUpdate().Model((*followUpRow)(nil)).Set("escalated_at = ?", now).
		Where("escalated_at IS NULL AND id IN (?)", late).Returning("id").Exec(ctx, &ids)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	var rows []followUpItemRow
	if err := s.followUps(ctx, &rows).Where("follow_ups.id IN (?)", bun.List(ids)).OrderExpr("follow_ups.due_at, follow_ups.id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("read late follow-ups: %w", err)
	}
	items := make([]room.FollowUpItem, len(rows))
	for i, r := range rows {
		items[i] = r.item()
	}
	return items, nil
}

// PageAnswers implements room.FollowUpStore. The cursor is the last one's time and
// identifier.
func (s *Rooms) PageAnswers(ctx context.Context, event core.ID, p core.Paging) (core.Page[room.PageAnswer], error) {
	var rows []followUpItemRow
	q := s.followUps(ctx, &rows).Where("se.event_id = ? AND follow_ups.on_page AND follow_ups.status = ?", event, room.FollowUpAnswered).
		Where("q.status IN (?)", bun.List([]room.QuestionStatus{room.QuestionOpen, room.QuestionAnswered})).
		OrderExpr("follow_ups.answered_at DESC, follow_ups.id DESC").Limit(more(p))
	if p.Cursor != "" {
		at, last, err := timeCursor(p.Cursor)
		if err != nil {
			return core.Page[room.PageAnswer]{}, err
		}
		q = q.Where("(follow_ups.answered_at < ? OR follow_ups.answered_at = ? AND follow_ups.id < ?)", at, at, last)
	}
	if err := q.Scan(ctx); err != nil {
		return core.Page[room.PageAnswer]{}, fmt.Errorf("list answers beside an event: %w", err)
	}
	cursor := func(r followUpItemRow) string { return strconv.FormatInt(r.AnsweredAt.UnixMilli(), 10) + ":" + r.ID }
	return pageOf(rows, p.Limit, cursor, func(r followUpItemRow) room.PageAnswer {
		return room.PageAnswer{
			FollowUp: r.ID, SessionTitle: readText(r.SessionTitle), Question: r.Text, Answer: r.Answer, Department: r.Department, AnsweredAt: r.AnsweredAt.UTC(),
		}
	}), nil
}

// timeCursor reads a cursor of a time and an identifier.
func timeCursor(cursor string) (at time.Time, id string, err error) {
	ms, id, _ := strings.Cut(cursor, ":")
	n, err := strconv.ParseInt(ms, 10, 64)
	if err != nil {
		return at, "", errCursor
	}
	return time.UnixMilli(n).UTC(), id, nil
}
