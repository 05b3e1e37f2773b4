package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
)

type personRow struct {
	bun.BaseModel `bun:"table:people"`

	ID               string       `bun:"id,pk"`
	Kind             string       `bun:"kind"`
	Name             string       `bun:"name"`
	Language         string       `bun:"language"`
	TimeZone         string       `bun:"time_zone"`
	OrganisationName string       `bun:"organisation_name"`
	Password         string       `bun:"password"`
	Version          int64        `bun:"version"`
	CreatedAt        time.Time    `bun:"created_at"`
	SeenAt           bun.NullTime `bun:"seen_at"`
	ErasedAt         bun.NullTime `bun:"erased_at"`
}

func (r personRow) person() account.Person {
	return account.Person{
		ID: r.ID, Kind: core.PersonKind(r.Kind), Name: r.Name, Language: r.Language, TimeZone: r.TimeZone,
		OrganisationName: r.OrganisationName, Password: r.Password, Version: core.Version(r.Version),
		CreatedAt: r.CreatedAt.UTC(), SeenAt: unstamp(r.SeenAt), ErasedAt: unstamp(r.ErasedAt),
	}
}

func personRowOf(p account.Person) *personRow {
	return &personRow{
		ID: p.ID, Kind: string(p.Kind), Name: p.Name, Language: p.Language, TimeZone: p.TimeZone,
		OrganisationName: p.OrganisationName, Password: p.Password, Version: int64(p.Version),
		CreatedAt: p.CreatedAt, SeenAt: stamp(p.SeenAt), ErasedAt: stamp(p.ErasedAt),
	}
}

type contactRow struct {
	bun.BaseModel `bun:"table:contacts"`

	ID         string       `bun:"id,pk"`
	Person     string       `bun:"person_id"`
	Kind       string       `bun:"kind"`
	Value      string       `bun:"value"`
	Verified   bool         `bun:"verified"`
	VerifiedAt bun.NullTime `bun:"verified_at"`
	CreatedAt  time.Time    `bun:"created_at"`
}

func (r contactRow) contact() account.Contact {
	return account.Contact{
		ID: r.ID, Kind: account.ContactKind(r.Kind), Value: r.Value, Verified: r.Verified,
		VerifiedAt: unstamp(r.VerifiedAt), CreatedAt: r.CreatedAt.UTC(),
	}
}

// InsertPerson implements account.Store.
func (a *Accounts) InsertPerson(ctx context.Context, p account.Person) error {
	if _, err := a.db.Conn(ctx).NewInsert().Model(personRowOf(p)).Exec(ctx); err != nil {
		return fmt.Errorf("insert person: %w", err)
	}
	return nil
}

// UpdatePerson implements account.Store.
func (a *Accounts) UpdatePerson(ctx context.Context, p account.Person, v core.Version) error {
	row := personRowOf(p)
	row.Version = int64(v) + 1
	n, err := affected(a.db.Conn(ctx).NewUpdate().Model(row).WherePK().Where("version = ?", int64(v)).Where("erased_at IS NULL").
		Column("kind", "name", "language", "time_zone", "organisation_name", "password", "version").Exec(ctx))
	if err != nil {
		return fmt.Errorf("update person: %w", err)
	}
	if n == 0 {
		now, err := a.Person(ctx, p.ID)
		if err != nil {
			return err
		}
		return core.Stale(now.Version)
	}
	return nil
}

// Person implements account.Store.
func (a *Accounts) Person(ctx context.Context, id core.ID) (account.Person, error) {
	var row personRow
	err := a.db.Conn(ctx).NewSelect().Model(&row).Where("id = ? AND erased_at IS NULL", id).Scan(ctx)
	if err != nil {
		return account.Person{}, notFound(err, account.ErrNoPerson)
	}
	people, err := a.complete(ctx, []personRow{row}, time.Time{})
	if err != nil {
		return account.Person{}, err
	}
	return people[0], nil
}

// PersonWith implements account.Store.
func (a *Accounts) PersonWith(ctx context.Context, contact string) (account.Person, error) {
	var row contactRow
	if err := a.db.Conn(ctx).NewSelect().Model(&row).Where("value = ? AND verified", contact).Scan(ctx); err != nil {
		return account.Person{}, notFound(err, account.ErrNoPerson)
	}
	return a.Person(ctx, row.Person)
}

// PasswordOf implements account.Store.
func (a *Accounts) PasswordOf(ctx context.Context, contact string) (core.ID, string, error) {
	var row personRow
	err := a.db.Conn(ctx).NewSelect().TableExpr("people AS p").Join("JOIN contacts AS c ON c.person_id = p.id").
		ColumnExpr("p.id, p.password").Where("c.value = ? AND c.verified AND p.erased_at IS NULL", contact).
		Scan(ctx, &row.ID, &row.Password)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", "", fmt.Errorf("look up login: %w", err)
	}
	return row.ID, row.Password, nil
}

// Claiming implements account.Store.
func (a *Accounts) Claiming(ctx context.Context, contact string) ([]core.ID, error) {
	var ids []core.ID
	err := a.db.Conn(ctx).NewSelect().Model((*contactRow)(nil)).Column("person_id").
		Where("value = ? AND NOT verified", contact).Order("id DESC").Limit(20).Scan(ctx, &ids)
	return ids, err
}

// People implements account.Store.
func (a *Accounts) People(ctx context.Context, f account.PersonFilter, now time.Time, p core.Paging) (core.Page[account.Person], error) {
	var rows []personRow
	q := a.db.Conn(ctx).NewSelect().Model(&rows).Where("erased_at IS NULL").Order("id DESC").Limit(more(p))
	if f.Kind != "" {
		q.Where("kind = ?", string(f.Kind))
	}
	if f.Query != "" {
		with := a.db.Conn(ctx).NewSelect().Model((*contactRow)(nil)).Column("person_id").Where("value = ?", f.Contact)
		q.Where("(lower(name) LIKE ? ESCAPE '!' OR lower(organisation_name) LIKE ? ESCAPE '!' OR id IN (?))", like(f.Query), like(f.Query), with)
	}
	if f.Organisation != "" || f.Role != "" {
		in := a.db.Conn(ctx).NewSelect().Model((*membershipRow)(nil)).Column("person_id")
		if f.Organisation != "" {
			in.Where("organisation_id = ?", f.Organisation)
		}
		if f.Role != "" {
			in.Where("role = ?", string(f.Role))
		}
		q.Where("id IN (?)", in)
	}
	if p.Cursor != "" {
		q.Where("id < ?", p.Cursor)
	}
	if err := q.Scan(ctx); err != nil {
		return core.Page[account.Person]{}, fmt.Errorf("list people: %w", err)
	}
	people, err := a.complete(ctx, rows, now)
	if err != nil {
		return core.Page[account.Person]{}, err
	}
	same := func(x account.Person) account.Person { return x }
	return pageOf(people, p.Limit, func(x account.Person) string { return x.ID }, same), nil
}

// Names implements account.Store.
func (a *Accounts) Names(ctx context.Context, people []core.ID) (map[core.ID]string, error) {
	names := map[core.ID]string{}
	if len(people) == 0 {
		return names, nil
	}
	var rows []personRow
	err := a.db.Conn(ctx).NewSelect().Model(&rows).Column("id", "name").
		Where("id IN (?) AND erased_at IS NULL", bun.List(people)).Scan(ctx)
	for _, r := range rows {
		names[r.ID] = r.Name
	}
	return names, err
}

// complete adds contacts, memberships and locks; now is only needed for locks.
func (a *Accounts) complete(ctx context.Context, rows []personRow, now time.Time) ([]account.Person, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	if now.IsZero() {
		now = a.db.now()
	}
	people, at, ids := make([]account.Person, len(rows)), map[string]*account.Person{}, make([]string, len(rows))
	for i, r := range rows {
		people[i] = r.person()
		at[r.ID], ids[i] = &people[i], r.ID
	}
	var contacts []contactRow
	if err := a.db.Conn(ctx).NewSelect().Model(&contacts).Where("person_id IN (?)", bun.List(ids)).Order("id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("read contacts: %w", err)
	}
	for _, c := range contacts {
		at[c.Person].Contacts = append(at[c.Person].Contacts, c.contact())
	}
	if err := a.memberships(ctx, people); err != nil {
		return nil, err
	}
	var locked []string
	err := a.db.Conn(ctx).NewSelect().Model((*failureRow)(nil)).ColumnExpr("DISTINCT subject").
		Where("subject IN (?) AND locked_until > ?", bun.List(ids), now).Scan(ctx, &locked)
	if err != nil {
		return nil, fmt.Errorf("read locks: %w", err)
	}
	for _, id := range locked {
		at[id].Locked = true
	}
	return people, nil
}

// memberships adds the roles of people.
func (a *Accounts) memberships(ctx context.Context, people []account.Person) error {
	at, ids := map[string]*account.Person{}, make([]string, len(people))
	for i := range people {
		at[people[i].ID], ids[i] = &people[i], people[i].ID
	}
	var roles []struct {
		Person, Organisation, Role, Kind, Name string
	}
	err := a.db.Conn(ctx).NewSelect().TableExpr("memberships AS m").Join("JOIN organisations AS o ON o.id = m.organisation_id").
		ColumnExpr("m.person_id AS person, m.organisation_id AS organisation, m.role AS role, o.kind AS kind, o.name AS name").
		Where("m.person_id IN (?)", bun.List(ids)).OrderExpr("m.created_at, m.organisation_id, m.role").Scan(ctx, &roles)
	if err != nil {
		return fmt.Errorf("read memberships: %w", err)
	}
	for _, r := range roles {
		at[r.Person].Memberships = append(at[r.Person].Memberships, account.Membership{
			Organisation: r.Organisation, Kind: core.OrgKind(r.Kind), Name: readText(r.Name), Role: core.Role(r.Role),
		})
	}
	return nil
}

// SeePerson implements account.Store.
func (a *Accounts) SeePerson(ctx context.Context, id core.ID, at time.Time) error {
	_, err := a.db.Conn(ctx).NewUpdate().Model((*personRow)(nil)).Set("seen_at = ?", at).Where("id = ?", id).Exec(ctx)
	return err
}

// InsertContact implements account.Store. A contact the person already has stays as it is.
func (a *Accounts) InsertContact(ctx context.Context, person core.ID, c account.Contact) error {
	row := &contactRow{
		ID: c.ID, Person: person, Kind: string(c.Kind), Value: c.Value, Verified: c.Verified,
		VerifiedAt: stamp(c.VerifiedAt), CreatedAt: c.CreatedAt,
	}
	_, err := a.db.Conn(ctx).NewInsert().Model(row).On("CONFLICT (person_id, value) DO NOTHING").Exec(ctx)
	if isUnique(err) {
		return account.ErrContactTaken
	}
	if err != nil {
		return fmt.Errorf("insert contact: %w", err)
	}
	return nil
}

// VerifyContact implements account.Store.
func (a *Accounts) VerifyContact(ctx context.Context, person core.ID, value string, at time.Time) error {
	_, err := a.db.Conn(ctx).NewUpdate().Model((*contactRow)(nil)).Set("verified = TRUE").Set("verified_at = ?", at).
		Where("person_id = ? AND value = ?", person, value).Exec(ctx)
	if isUnique(err) {
		return account.ErrContactTaken
	}
	return err
}

// ErasePerson implements account.Store.
func (a *Accounts) ErasePerson(ctx context.Context, p account.Person, at time.Time) error {
	db := a.db.Conn(ctx)
	values := []string{""}
	for _, c := range p.Contacts {
		values = append(values, c.Value)
	}
	signIns := db.NewSelect().Model((*signInRow)(nil)).Column("id").Where("person_id = ?", p.ID)
	for _, q := range []interface {
		Exec(ctx context.Context, dest ...any) (sql.Result, error)
	}{
		db.NewDelete().Model((*codeRow)(nil)).Where("contact IN (?)", bun.List(values)),
		db.NewDelete().Model((*contactRow)(nil)).Where("person_id = ?", p.ID),
		db.NewDelete().Model((*membershipRow)(nil)).Where("person_id = ?", p.ID),
		db.NewDelete().Model((*failureRow)(nil)).Where("subject = ?", p.ID),
		db.NewDelete().Model((*refreshRow)(nil)).Where("sign_in_id IN (?)", signIns),
		db.NewUpdate().Model((*signInRow)(nil)).Set("ip = ''").Set("agent = ''").Where("person_id = ?", p.ID),
		// Kept answers to creating requests repeat what the person had written.
		db.NewDelete().Model((*idempotencyRow)(nil)).Where("actor = ?", p.ID).WhereOr("answer LIKE ?", "%"+p.ID+"%"),
		db.NewUpdate().Model((*personRow)(nil)).Set("name = ''").Set("organisation_name = ''").Set("password = ''").
			Set("seen_at = NULL").Set("erased_at = ?", at).Set("version = version + 1").Where("id = ?", p.ID),
	} {
		if _, err := q.Exec(ctx); err != nil {
			return fmt.Errorf("erase person: %w", err)
		}
	}
	return nil
}
