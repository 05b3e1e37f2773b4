package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/report"
	"zhaoyun/internal/room"
)

// did selects who did what a figure counts, with how often. Of questions only
// those count that carry a name: an anonymous one leads to nobody.
func (s *Reports) did(ctx context.Context, id core.ID, figure string) *bun.SelectQuery {
	asked := func() *bun.SelectQuery {
		return s.Conn(ctx).NewSelect().TableExpr("questions AS q").ColumnExpr("q.asker AS who, count(*) AS n").
			Join("LEFT JOIN follow_ups AS f ON f.question_id = q.id").
			Where("q.room_id = ? AND NOT q.anonymous AND q.status IN (?)", id,
				bun.List([]room.QuestionStatus{room.QuestionOpen, room.QuestionAnswered, room.QuestionWaiting})).
			GroupExpr("q.asker")
	}
	done := "(q.status = 'answered' OR COALESCE(f.status, '') = 'answered')"
	switch figure {
	case report.FigureAsked:
		return asked()
	case report.FigureAnswered:
		return asked().Where(done)
	case report.FigureOpen:
		return asked().Where("NOT " + done)
	case report.FigureVoters:
		return s.Conn(ctx).NewSelect().TableExpr("poll_votes AS v").ColumnExpr("v.participant_id AS who, count(*) AS n").
			Join("JOIN polls AS o ON o.id = v.poll_id").Where("o.room_id = ?", id).GroupExpr("v.participant_id")
	case report.FigureHands:
		return s.Conn(ctx).NewSelect().TableExpr("entries AS e").ColumnExpr("e.participant_id AS who, count(*) AS n").
			Where("e.room_id = ? AND e.lane = ? AND e.type = ?", id, room.Staff, room.TypeHandRaised).GroupExpr("e.participant_id")
	case report.FigureSpeakers:
		return s.Conn(ctx).NewSelect().TableExpr("entries AS e").ColumnExpr("e.participant_id AS who, count(*) AS n").
			Join("JOIN payloads AS d ON d.room_id = e.room_id AND d.lane = e.lane AND d.seq = e.seq").
			Where("e.room_id = ? AND e.lane = ? AND e.type = ? AND d.redacted = ''", id, room.Public, room.TypePosted).GroupExpr("e.participant_id")
	}
	return nil
}

// ReportCount implements report.Store.
func (s *Reports) ReportCount(ctx context.Context, id core.ID, figure string) (int, error) {
	n, err := s.Conn(ctx).NewSelect().TableExpr("participants AS p").Join("JOIN (?) AS d ON d.who = p.id", s.did(ctx, id, figure)).
		Where("p.room_id = ? AND p.role = ?", id, policy.Guest).Count(ctx)
	return int(n), err
}

type memberRow struct {
	rosterRow `bun:",extend"`

	Region string `bun:"region"`
	N      int    `bun:"n"`
}

// ReportMembers implements report.Store.
func (s *Reports) ReportMembers(ctx context.Context, id, ev core.ID, m report.Members) (core.Page[report.Member], error) {
	if m.Figure == report.FigureRegistered || m.Figure == report.FigureInterested {
		return s.registered(ctx, ev, m)
	}
	q := s.attended(ctx, id).ColumnExpr(present+" AS present_ms").ColumnExpr("COALESCE(r.region, '') AS region").
		Join("LEFT JOIN registrations AS r ON r.event_id = ? AND r.person_id = p.person_id AND p.erased_at IS NULL", ev).
		Where("p.id > ?", m.Cursor).Order("p.id").Limit(more(m.Paging))
	if did := s.did(ctx, id, m.Figure); did != nil {
		q = q.ColumnExpr("d.n AS n").Join("JOIN (?) AS d ON d.who = p.id", did)
	} else {
		q = q.ColumnExpr("0 AS n").Where("a.first_ms IS NOT NULL")
	}
	switch {
	case m.Role != "":
		q = q.Where("p.role = ?", m.Role)
	case m.Figure == report.FigureStaff:
		q = q.Where("p.role <> ?", policy.Guest)
	case m.Figure != report.FigureAsked && m.Figure != report.FigureAnswered && m.Figure != report.FigureOpen:
		q = q.Where("p.role = ?", policy.Guest)
	}
	if m.Org != nil {
		q = q.Where("p.org = ?", *m.Org)
	}
	if m.Region != "" {
		q = q.Where("r.region = ?", m.Region)
	}
	if !m.At.IsZero() {
		at := m.At.UnixMilli()
		const stays = "FROM attendance_spans AS x WHERE x.room_id = p.room_id AND x.participant_id = p.id"
		q = q.Where("EXISTS (SELECT 1 "+stays+" AND x.since_ms <= ? AND x.until_ms > ?) OR a.first_ms = ? AND NOT EXISTS (SELECT 1 "+stays+")", at, at, at)
	}
	var rows []memberRow
	if err := q.Scan(ctx, &rows); err != nil {
		return core.Page[report.Member]{}, fmt.Errorf("list the people behind a figure: %w", err)
	}
	return pageOf(rows, m.Limit, func(r memberRow) string { return r.ID }, memberRow.member), nil
}

func (r memberRow) member() report.Member {
	m := report.Member{ID: r.ID, Name: r.Name, Org: r.Org, Role: r.Role, Region: r.Region, Seconds: r.PresentMs / 1000, Count: r.N}
	if r.FirstMs > 0 {
		m.First, m.Last = time.UnixMilli(r.FirstMs).UTC(), time.UnixMilli(r.LastMs).UTC()
	}
	return m
}

// registered lists those who registered, also when they never came.
func (s *Reports) registered(ctx context.Context, ev core.ID, m report.Members) (core.Page[report.Member], error) {
	var rows []registrationRow
	q := s.Conn(ctx).NewSelect().Model(&rows).Where("event_id = ? AND status = ? AND id > ?", ev, event.Confirmed, m.Cursor).
		Order("id").Limit(more(m.Paging))
	switch {
	case m.Interest != "":
		q = q.Where("interests LIKE ? ESCAPE '!'", like(`"`+m.Interest+`"`))
	case m.Figure == report.FigureInterested:
		q = q.Where("interests <> '[]'")
	}
	if err := q.Scan(ctx); err != nil {
		return core.Page[report.Member]{}, fmt.Errorf("list who registered: %w", err)
	}
	return pageOf(rows, m.Limit, func(r registrationRow) string { return r.ID }, func(r registrationRow) report.Member {
		return report.Member{ID: r.ID, Name: r.Name, Org: r.OrganisationName, Region: r.Region}
	}), nil
}
