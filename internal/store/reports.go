package store

import (
	"context"
	"fmt"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/report"
	"zhaoyun/internal/room"

	"github.com/uptrace/bun"
)

// Reports keeps reports of sessions and reads what they are made of; it implements
// report.Store.
type Reports struct{ *Rooms }

// NewReports returns the reports kept in db.
func NewReports(db *DB) *Reports { return &Reports{NewRooms(db)} }

type reportRow struct {
	bun.BaseModel `bun:"table:reports"`

	Room    string    `bun:"room_id,pk"`
	BuiltAt time.Time `bun:"built_at"`
	Public  int64     `bun:"public_seq"`
	Staff   int64     `bun:"staff_seq"`
	Body    string    `bun:"body"`
	Files   string    `bun:"files"`
}

// KeptReport implements report.Store.
func (s *Reports) KeptReport(ctx context.Context, id core.ID) (*report.Kept, error) {
	var rows []reportRow
	if err := s.Conn(ctx).NewSelect().Model(&rows).Where("room_id = ?", id).Scan(ctx); err != nil {
		return nil, fmt.Errorf("find a report: %w", err)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	r := rows[0]
	return &report.Kept{
		Room: id, BuiltAt: r.BuiltAt.UTC(), Public: r.Public, Staff: r.Staff, Report: readJSON[report.Report](r.Body),
		Files: readJSON[map[string]core.ID](r.Files),
	}, nil
}

// KeepReport implements report.Store.
func (s *Reports) KeepReport(ctx context.Context, k report.Kept) error {
	row := reportRow{
		Room: k.Room, BuiltAt: k.BuiltAt, Public: k.Public, Staff: k.Staff, Body: writeJSON(k.Report), Files: writeJSON(k.Files),
	}
	q := s.Conn(ctx).NewInsert().Model(&row).On("CONFLICT (room_id) DO UPDATE")
	for _, column := range []string{"built_at", "public_seq", "staff_seq", "body", "files"} {
		q = q.Set("? = excluded.?", bun.Ident(column), bun.Ident(column))
	}
	if _, err := q.Exec(ctx); err != nil {
		return fmt.Errorf("keep a report: %w", err)
	}
	return nil
}

// DropReport implements report.Store.
func (s *Reports) DropReport(ctx context.Context, id core.ID) error {
	_, err := s.Conn(ctx).NewDelete().Model((*reportRow)(nil)).Where("room_id = ?", id).Exec(ctx)
	return err
}

// takesAway are the entries after which words or names must not be shown any more.
var takesAway = []string{
	room.TypeHidden, room.TypeRetracted, room.TypeErased, room.TypeQuestionHidden, room.TypeQuestionWithdrawn, room.TypeQuestionReviewed,
	room.TypeWithdrawn,
}

// TakenAway implements report.Store.
func (s *Reports) TakenAway(ctx context.Context, id core.ID, public, staff int64) (bool, error) {
	n, err := s.Conn(ctx).NewSelect().Model((*entryRow)(nil)).
		Where("room_id = ? AND (lane = ? AND seq > ? OR lane = ? AND seq > ?)", id, room.Public, public, room.Staff, staff).
		Where("type IN (?)", bun.List(takesAway)).Limit(1).Count(ctx)
	return n > 0, err
}

type reportPersonRow struct {
	rosterRow `bun:",extend"`

	Region string `bun:"region"`
}

// ReportPeople implements report.Store.
func (s *Reports) ReportPeople(ctx context.Context, id, event, after core.ID, limit int) ([]report.Person, error) {
	var rows []reportPersonRow
	q := s.attended(ctx, id).ColumnExpr("COALESCE(r.region, '') AS region").
		Join("LEFT JOIN registrations AS r ON r.event_id = ? AND r.person_id = p.person_id AND p.erased_at IS NULL", event).
		Where("p.id > ?", after).Order("p.id").Limit(int64(limit))
	if err := q.Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("read who was there: %w", err)
	}
	people := make([]report.Person, len(rows))
	for i, r := range rows {
		people[i] = report.Person{ID: r.ID, Name: r.Name, Org: r.Org, Role: r.participant().Role, Region: r.Region}
		if r.FirstMs > 0 {
			people[i].First, people[i].Last = time.UnixMilli(r.FirstMs).UTC(), time.UnixMilli(r.LastMs).UTC()
		}
	}
	return people, s.stays(ctx, id, people)
}

// stays reads when people, in the order of their identifiers, were there; stays that
// overlap are one.
func (s *Reports) stays(ctx context.Context, id core.ID, people []report.Person) error {
	if len(people) == 0 {
		return nil
	}
	var rows []spanRow
	err := s.Conn(ctx).NewSelect().Model(&rows).
		Where("room_id = ? AND participant_id BETWEEN ? AND ?", id, people[0].ID, people[len(people)-1].ID).
		Order("participant_id", "since_ms").Scan(ctx)
	if err != nil {
		return fmt.Errorf("read attendance: %w", err)
	}
	for i := range people {
		p := &people[i]
		for len(rows) > 0 && rows[0].Participant < p.ID {
			rows = rows[1:]
		}
		for ; len(rows) > 0 && rows[0].Participant == p.ID; rows = rows[1:] {
			p.Stay(time.UnixMilli(rows[0].SinceMs).UTC(), time.UnixMilli(rows[0].UntilMs).UTC())
		}
	}
	return nil
}

// ReportQuestions implements report.Store.
func (s *Reports) ReportQuestions(ctx context.Context, id, after core.ID, limit int) ([]room.Question, error) {
	return s.questions(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("room_id = ? AND id > ?", id, after).
			Where("status IN (?)", bun.List([]room.QuestionStatus{room.QuestionOpen, room.QuestionAnswered, room.QuestionWaiting})).
			Order("id").Limit(int64(limit))
	})
}

// ReportRegistered implements report.Store.
func (s *Reports) ReportRegistered(ctx context.Context, event core.ID) (report.Registered, error) {
	out := report.Registered{Interests: map[string]int{}}
	var rows []struct {
		Interests string `bun:"interests"`
		N         int    `bun:"n"`
	}
	err := s.Conn(ctx).NewSelect().Model((*registrationRow)(nil)).Column("interests").ColumnExpr("count(*) AS n").
		Where("event_id = ? AND status = ?", event, "confirmed").Group("interests").Scan(ctx, &rows)
	if err != nil {
		return out, fmt.Errorf("count registrations: %w", err)
	}
	for _, r := range rows {
		out.Confirmed += r.N
		interests := readJSON[[]string](r.Interests)
		if len(interests) > 0 {
			out.Interested += r.N
		}
		for _, code := range interests {
			out.Interests[code] += r.N
		}
	}
	return out, nil
}

// ReportParcels implements report.Store.
func (s *Reports) ReportParcels(ctx context.Context, id core.ID) (report.Drawn, error) {
	counted := func(q *bun.SelectQuery) (map[core.ID]int, error) {
		var rows []struct {
			Parcel string `bun:"parcel_id"`
			N      int    `bun:"n"`
		}
		err := q.ColumnExpr("parcel_id, COUNT(DISTINCT t.person_id) AS n").Group("parcel_id").Scan(ctx, &rows)
		if err != nil {
			return nil, fmt.Errorf("count who is interested in parcels: %w", err)
		}
		counts := map[core.ID]int{}
		for _, r := range rows {
			counts[r.Parcel] = r.N
		}
		return counts, nil
	}
	kept, err := counted(s.Conn(ctx).NewSelect().TableExpr("favourites AS t").
		Join("JOIN participants AS p ON p.person_id = t.person_id").Where("p.room_id = ? AND p.role = 'guest'", id))
	if err != nil {
		return report.Drawn{}, err
	}
	talks, err := counted(s.Conn(ctx).NewSelect().TableExpr("leads AS t").Where("t.room_id = ? AND t.kind = 'talk' AND t.person_id <> ''", id))
	return report.Drawn{Kept: kept, Talks: talks}, err
}
