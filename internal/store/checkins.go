package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/checkin"
	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
)

type checkInRow struct {
	bun.BaseModel `bun:"table:check_ins,alias:c"`

	ID           string    `bun:"id,pk"`
	Event        string    `bun:"event_id"`
	Organisation string    `bun:"organisation"`
	Registration string    `bun:"registration_id"`
	Person       string    `bun:"person_id"`
	Method       string    `bun:"method"`
	By           string    `bun:"checked_by"`
	At           time.Time `bun:"at"`

	Name    string `bun:"name,scanonly"`
	Company string `bun:"organisation_name,scanonly"`
}

func (r checkInRow) checkIn() checkin.CheckIn {
	return checkin.CheckIn{
		ID: r.ID, Event: r.Event, Organisation: r.Organisation, Registration: r.Registration, Person: r.Person, Name: r.Name, Company: r.Company,
		Method: checkin.Method(r.Method), By: r.By, At: r.At.UTC(),
	}
}

// CheckIns keeps who came to the hall.
type CheckIns struct{ db *DB }

// NewCheckIns returns the store of check-ins.
func NewCheckIns(db *DB) *CheckIns { return &CheckIns{db} }

// named selects check-ins with what their people registered as.
func (s *CheckIns) named(ctx context.Context, rows any) *bun.SelectQuery {
	return s.db.Conn(ctx).NewSelect().Model(rows).ColumnExpr("c.*").ColumnExpr("r.name, r.organisation_name").
		Join("JOIN registrations AS r ON r.id = c.registration_id")
}

type registrantRow struct {
	registrationRow `bun:",extend"`

	At *time.Time `bun:"checked_in_at,scanonly"`
}

func (r registrantRow) registrant() checkin.Registrant {
	reg := r.registration()
	return checkin.Registrant{
		Registration: reg.ID, Event: reg.Event, Person: reg.Person, Name: reg.Name, Company: reg.OrganisationName, Contact: reg.Masked(),
		Status: string(reg.Status), CheckedInAt: utc(r.At),
	}
}

func (s *CheckIns) registrants(ctx context.Context, rows *[]registrantRow) *bun.SelectQuery {
	return s.db.Conn(ctx).NewSelect().ColumnExpr("r.*").ColumnExpr("c.at AS checked_in_at").
		Join("LEFT JOIN check_ins AS c ON c.registration_id = r.id").Where("r.erased_at IS NULL").Model(rows).ModelTableExpr("registrations AS r")
}

// Registrant implements checkin.Store.
func (s *CheckIns) Registrant(ctx context.Context, registration core.ID) (checkin.Registrant, error) {
	var rows []registrantRow
	if err := s.registrants(ctx, &rows).Where("r.id = ?", registration).Scan(ctx); err != nil {
		return checkin.Registrant{}, fmt.Errorf("find who registered: %w", err)
	}
	if len(rows) == 0 {
		return checkin.Registrant{}, checkin.ErrNoRegistrant
	}
	return rows[0].registrant(), nil
}

// RegistrantsBy implements checkin.Store.
func (s *CheckIns) RegistrantsBy(ctx context.Context, ev core.ID, digits, name string, limit int) ([]checkin.Registrant, error) {
	var rows []registrantRow
	q := s.registrants(ctx, &rows).Where("r.event_id = ? AND r.status <> ?", ev, string(event.Cancelled)).Order("r.name", "r.id").Limit(int64(limit))
	if digits != "" {
		q.Where("r.contact_kind = 'phone' AND r.contact LIKE ?", "%"+digits)
	} else {
		q.Where("(lower(r.name) LIKE ? ESCAPE '!' OR lower(r.organisation_name) LIKE ? ESCAPE '!')", like(name), like(name))
	}
	if err := q.Scan(ctx); err != nil {
		return nil, fmt.Errorf("look up who registered: %w", err)
	}
	found := make([]checkin.Registrant, len(rows))
	for i, r := range rows {
		found[i] = r.registrant()
	}
	return found, nil
}

// AddCheckIn implements checkin.Store. The index on the registration is what keeps
// two phones that scan one code at once from counting it twice.
func (s *CheckIns) AddCheckIn(ctx context.Context, c checkin.CheckIn) (checkin.CheckIn, bool, error) {
	n, err := affected(s.db.Conn(ctx).NewInsert().Model(&checkInRow{
		ID: c.ID, Event: c.Event, Organisation: c.Organisation, Registration: c.Registration, Person: c.Person, Method: string(c.Method), By: c.By, At: c.At,
	}).On("CONFLICT (registration_id) DO NOTHING").Exec(ctx))
	if err != nil || n > 0 {
		return c, n > 0, err
	}
	var row checkInRow
	if err := s.named(ctx, &row).Where("c.registration_id = ?", c.Registration).Scan(ctx); err != nil {
		return c, false, fmt.Errorf("read the first check-in: %w", err)
	}
	return row.checkIn(), false, nil
}

// CheckIn implements checkin.Store.
func (s *CheckIns) CheckIn(ctx context.Context, id core.ID) (checkin.CheckIn, error) {
	var row checkInRow
	if err := s.named(ctx, &row).Where("c.id = ?", id).Scan(ctx); err != nil {
		return checkin.CheckIn{}, notFound(err, checkin.ErrNoCheckIn)
	}
	return row.checkIn(), nil
}

// DeleteCheckIn implements checkin.Store.
func (s *CheckIns) DeleteCheckIn(ctx context.Context, id core.ID) error {
	_, err := s.db.Conn(ctx).NewDelete().Model((*checkInRow)(nil)).Where("id = ?", id).Exec(ctx)
	return err
}

// CheckInsOf implements checkin.Store. Identifiers sort by when they came.
func (s *CheckIns) CheckInsOf(ctx context.Context, person core.ID) ([]checkin.CheckIn, error) {
	var rows []checkInRow
	if err := s.named(ctx, &rows).Where("c.person_id = ?", person).Order("c.id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("list a person's check-ins: %w", err)
	}
	list := make([]checkin.CheckIn, len(rows))
	for i, r := range rows {
		list[i] = r.checkIn()
	}
	return list, nil
}

// EraseCheckIns implements checkin.Store.
func (s *CheckIns) EraseCheckIns(ctx context.Context, person core.ID) error {
	_, err := s.db.Conn(ctx).NewUpdate().Model((*checkInRow)(nil)).Set("person_id = ''").Where("person_id = ?", person).Exec(ctx)
	if err != nil {
		return fmt.Errorf("erase check-ins: %w", err)
	}
	return nil
}

// CheckIns implements checkin.Store. Identifiers sort by when they came.
func (s *CheckIns) CheckIns(ctx context.Context, ev core.ID, p core.Paging) (core.Page[checkin.CheckIn], error) {
	var rows []checkInRow
	q := s.named(ctx, &rows).Where("c.event_id = ?", ev).Order("c.id DESC").Limit(more(p))
	if p.Cursor != "" {
		q.Where("c.id < ?", p.Cursor)
	}
	if err := q.Scan(ctx); err != nil {
		return core.Page[checkin.CheckIn]{}, fmt.Errorf("list check-ins: %w", err)
	}
	return pageOf(rows, p.Limit, func(r checkInRow) string { return r.ID }, checkInRow.checkIn), nil
}

// CountCheckIns implements checkin.Store.
func (s *CheckIns) CountCheckIns(ctx context.Context, ev core.ID) (checkin.Counts, error) {
	var c struct {
		Expected int `bun:"expected"`
		Came     int `bun:"came"`
	}
	err := s.db.Conn(ctx).NewSelect().
		ColumnExpr("(SELECT count(*) FROM registrations WHERE event_id = ? AND status = ?) AS expected", ev, string(event.Confirmed)).
		ColumnExpr("(SELECT count(*) FROM check_ins WHERE event_id = ?) AS came", ev).Scan(ctx, &c)
	return checkin.Counts{Expected: c.Expected, Came: c.Came}, err
}
