package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
)

type registrationRow struct {
	bun.BaseModel `bun:"table:registrations"`

	ID               string     `bun:"id,pk"`
	Event            string     `bun:"event_id"`
	Person           string     `bun:"person_id"`
	Status           string     `bun:"status"`
	Name             string     `bun:"name"`
	OrganisationName string     `bun:"organisation_name"`
	USCC             string     `bun:"uscc"`
	Region           string     `bun:"region"`
	ContactKind      string     `bun:"contact_kind"`
	Contact          string     `bun:"contact"`
	Interests        string     `bun:"interests"`
	Language         string     `bun:"language"`
	TimeZone         string     `bun:"time_zone"`
	Reminder         string     `bun:"reminder"`
	Attendance       string     `bun:"attendance"`
	Interpretation   string     `bun:"interpretation"`
	Diet             string     `bun:"diet"`
	ConsentVersion   string     `bun:"consent_version"`
	ConsentDigest    string     `bun:"consent_digest"`
	ConsentLanguage  string     `bun:"consent_language"`
	ConsentAt        time.Time  `bun:"consent_at"`
	ConsentIP        string     `bun:"consent_ip"`
	Network          string     `bun:"network"`
	CreatedAt        time.Time  `bun:"created_at"`
	QueuedAt         time.Time  `bun:"queued_at"`
	CancelledAt      *time.Time `bun:"cancelled_at"`
	ErasedAt         *time.Time `bun:"erased_at"`
}

func registrationRowOf(r event.Registration) *registrationRow {
	if r.Interests == nil {
		r.Interests = []string{}
	}
	return &registrationRow{
		ID: r.ID, Event: r.Event, Person: r.Person, Status: string(r.Status), Name: r.Name, OrganisationName: r.OrganisationName,
		USCC: r.USCC, Region: r.Region, ContactKind: string(r.ContactKind), Contact: r.Contact, Interests: writeJSON(r.Interests),
		Language: r.Language, TimeZone: r.TimeZone, Reminder: string(r.Reminder), Attendance: string(r.Attendance),
		Interpretation: r.Interpretation, Diet: r.Diet, ConsentVersion: r.Consent.Version, ConsentDigest: r.Consent.Digest, ConsentLanguage: r.Consent.Language,
		ConsentAt: r.Consent.At, ConsentIP: r.Consent.IP, Network: r.Network, CreatedAt: r.CreatedAt, QueuedAt: r.QueuedAt,
		CancelledAt: r.CancelledAt, ErasedAt: r.ErasedAt,
	}
}

func (r registrationRow) registration() event.Registration {
	return event.Registration{
		ID: r.ID, Event: r.Event, Person: r.Person, Status: event.RegistrationStatus(r.Status), Name: r.Name,
		OrganisationName: r.OrganisationName, USCC: r.USCC, Region: r.Region, ContactKind: account.ContactKind(r.ContactKind),
		Contact: r.Contact, Interests: readJSON[[]string](r.Interests), Language: r.Language, TimeZone: r.TimeZone, Reminder: event.Reminder(r.Reminder),
		Needs: event.Needs{Attendance: event.Attendance(r.Attendance), Interpretation: r.Interpretation, Diet: r.Diet},
		Consent: event.Consent{
			Version: r.ConsentVersion, Digest: r.ConsentDigest, Language: r.ConsentLanguage, At: r.ConsentAt.UTC(), IP: r.ConsentIP,
		},
		Network: r.Network, CreatedAt: r.CreatedAt.UTC(), QueuedAt: r.QueuedAt.UTC(), CancelledAt: utc(r.CancelledAt), ErasedAt: utc(r.ErasedAt),
	}
}

// InsertRegistration implements event.Store.
func (s *Events) InsertRegistration(ctx context.Context, r event.Registration) error {
	if _, err := s.db.Conn(ctx).NewInsert().Model(registrationRowOf(r)).Exec(ctx); err != nil {
		return fmt.Errorf("insert registration: %w", err)
	}
	return nil
}

// UpdateRegistration implements event.Store.
func (s *Events) UpdateRegistration(ctx context.Context, r event.Registration) error {
	_, err := s.db.Conn(ctx).NewUpdate().Model(registrationRowOf(r)).WherePK().ExcludeColumn("event_id", "person_id").Exec(ctx)
	if err != nil {
		return fmt.Errorf("update registration: %w", err)
	}
	return nil
}

// Registration implements event.Store.
func (s *Events) Registration(ctx context.Context, id core.ID) (event.Registration, error) {
	return s.registrationWhere(ctx, "id = ?", id)
}

// RegistrationOf implements event.Store.
func (s *Events) RegistrationOf(ctx context.Context, ev, person core.ID) (event.Registration, error) {
	return s.registrationWhere(ctx, "event_id = ? AND person_id = ?", ev, person)
}

func (s *Events) registrationWhere(ctx context.Context, where string, args ...any) (event.Registration, error) {
	var row registrationRow
	if err := s.db.Conn(ctx).NewSelect().Model(&row).Where(where, args...).Scan(ctx); err != nil {
		return event.Registration{}, notFound(err, event.ErrNoRegistration)
	}
	return row.registration(), nil
}

// RegistrationsIn implements event.Store.
func (s *Events) RegistrationsIn(ctx context.Context, events []core.ID, person core.ID) ([]event.Registration, error) {
	if len(events) == 0 {
		return nil, nil
	}
	var rows []registrationRow
	if err := s.db.Conn(ctx).NewSelect().Model(&rows).Where("person_id = ? AND event_id IN (?)", person, bun.List(events)).Scan(ctx); err != nil {
		return nil, fmt.Errorf("find registrations: %w", err)
	}
	return registrationsOf(rows), nil
}

func registrationsOf(rows []registrationRow) []event.Registration {
	list := make([]event.Registration, len(rows))
	for i, r := range rows {
		list[i] = r.registration()
	}
	return list
}

// Registrations implements event.Store.
func (s *Events) Registrations(ctx context.Context, ev core.ID, f event.RegistrationFilter, p core.Paging) (core.Page[event.Registration], error) {
	var rows []registrationRow
	q := s.db.Conn(ctx).NewSelect().Model(&rows).Where("event_id = ? AND erased_at IS NULL", ev).Order("id DESC").Limit(more(p))
	if f.Status != "" {
		q.Where("status = ?", string(f.Status))
	}
	if f.OnSite {
		q.Where("attendance = ?", string(event.OnSite))
	}
	if f.Query != "" {
		q.Where("(lower(name) LIKE ? ESCAPE '!' OR lower(organisation_name) LIKE ? ESCAPE '!' OR contact = ?)", like(f.Query), like(f.Query), f.Contact)
	}
	return s.registrationPage(ctx, q, &rows, p)
}

// RegistrationsOf implements event.Store.
func (s *Events) RegistrationsOf(ctx context.Context, person core.ID, p core.Paging) (core.Page[event.Registration], error) {
	var rows []registrationRow
	q := s.db.Conn(ctx).NewSelect().Model(&rows).Where("person_id = ? AND status <> ?", person, string(event.Cancelled)).
		Order("id DESC").Limit(more(p))
	return s.registrationPage(ctx, q, &rows, p)
}

func (s *Events) registrationPage(ctx context.Context, q *bun.SelectQuery, rows *[]registrationRow, p core.Paging) (core.Page[event.Registration], error) {
	if p.Cursor != "" {
		q.Where("id < ?", p.Cursor)
	}
	if err := q.Scan(ctx); err != nil {
		return core.Page[event.Registration]{}, fmt.Errorf("list registrations: %w", err)
	}
	return pageOf(*rows, p.Limit, func(r registrationRow) string { return r.ID }, registrationRow.registration), nil
}

// Count implements event.Store.
func (s *Events) Count(ctx context.Context, events []core.ID) (map[core.ID]event.Counts, error) {
	counts := map[core.ID]event.Counts{}
	if len(events) == 0 {
		return counts, nil
	}
	var rows []struct {
		Event  string `bun:"event_id"`
		Status string `bun:"status"`
		N      int    `bun:"n"`
	}
	err := s.db.Conn(ctx).NewSelect().Model((*registrationRow)(nil)).Column("event_id", "status").ColumnExpr("count(*) AS n").
		Where("event_id IN (?)", bun.List(events)).Group("event_id", "status").Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count registrations: %w", err)
	}
	for _, r := range rows {
		c := counts[r.Event]
		switch event.RegistrationStatus(r.Status) {
		case event.Confirmed:
			c.Confirmed = r.N
		case event.Waiting:
			c.Waiting = r.N
		}
		counts[r.Event] = c
	}
	return counts, nil
}

// NextWaiting implements event.Store.
func (s *Events) NextWaiting(ctx context.Context, ev core.ID, n int) ([]event.Registration, error) {
	var rows []registrationRow
	err := s.db.Conn(ctx).NewSelect().Model(&rows).Where("event_id = ? AND status = ?", ev, string(event.Waiting)).
		Order("queued_at", "id").Limit(int64(n)).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the waiting: %w", err)
	}
	return registrationsOf(rows), nil
}

// RegisteredFrom implements event.Store.
func (s *Events) RegisteredFrom(ctx context.Context, network string, since time.Time) (int, error) {
	n, err := s.db.Conn(ctx).NewSelect().Model((*registrationRow)(nil)).Where("network = ? AND created_at >= ?", network, since).Count(ctx)
	return int(n), err
}

// EventsOf implements event.Store.
func (s *Events) EventsOf(ctx context.Context, person core.ID) ([]core.ID, error) {
	var events []core.ID
	err := s.db.Conn(ctx).NewSelect().Model((*registrationRow)(nil)).Column("event_id").Where("person_id = ?", person).
		Order("event_id").Scan(ctx, &events)
	if err != nil {
		return nil, fmt.Errorf("list the events of a person: %w", err)
	}
	return events, nil
}

// EraseRegistrations implements event.Store.
func (s *Events) EraseRegistrations(ctx context.Context, person core.ID, at time.Time) error {
	_, err := s.db.Conn(ctx).NewUpdate().Model((*registrationRow)(nil)).
		Set("status = ?", string(event.Cancelled)).Set("cancelled_at = COALESCE(cancelled_at, ?)", at).Set("erased_at = ?", at).
		Set("name = ''").Set("organisation_name = ''").Set("uscc = ''").Set("region = ''").Set("contact = ''").Set("interests = '[]'").
		Set("consent_ip = ''").Set("network = ''").Set("diet = ''").Set("interpretation = ''").
		Where("person_id = ?", person).Exec(ctx)
	if err != nil {
		return fmt.Errorf("erase registrations: %w", err)
	}
	return nil
}

// Placed implements event.Store.
func (s *Events) Placed(ctx context.Context, ev core.ID) ([]event.Registration, error) {
	var rows []registrationRow
	err := s.db.Conn(ctx).NewSelect().Model(&rows).Where("event_id = ? AND status = ?", ev, string(event.Confirmed)).Order("id").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list who has a place: %w", err)
	}
	return registrationsOf(rows), nil
}
