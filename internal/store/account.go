package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
)

// Accounts keeps people, organisations and sign-ins; it implements account.Store.
type Accounts struct{ db *DB }

// NewAccounts returns the accounts kept in db.
func NewAccounts(db *DB) *Accounts { return &Accounts{db} }

var _ account.Store = (*Accounts)(nil)

type organisationRow struct {
	bun.BaseModel `bun:"table:organisations"`

	ID                 string    `bun:"id,pk"`
	Kind               string    `bun:"kind"`
	Name               string    `bun:"name"`
	Label              string    `bun:"label"`
	USCC               string    `bun:"uscc"`
	RegistrationNumber string    `bun:"registration_number"`
	Region             string    `bun:"region"`
	TwoPersonPublish   bool      `bun:"two_person_publish"`
	Version            int64     `bun:"version"`
	CreatedAt          time.Time `bun:"created_at"`
}

func (r organisationRow) organisation() account.Organisation {
	return account.Organisation{
		ID: r.ID, Kind: core.OrgKind(r.Kind), Name: readText(r.Name), USCC: r.USCC, RegistrationNumber: r.RegistrationNumber,
		Region: r.Region, TwoPersonPublish: r.TwoPersonPublish, Version: core.Version(r.Version), CreatedAt: r.CreatedAt.UTC(),
	}
}

func organisationRowOf(o account.Organisation) *organisationRow {
	return &organisationRow{
		ID: o.ID, Kind: string(o.Kind), Name: writeText(o.Name), Label: o.Name.In("zh-CN"), USCC: o.USCC,
		RegistrationNumber: o.RegistrationNumber, Region: o.Region, TwoPersonPublish: o.TwoPersonPublish,
		Version: int64(o.Version), CreatedAt: o.CreatedAt,
	}
}

// readText and writeText keep a text in all languages in one column.
func readText(s string) core.Text {
	var t core.Text
	_ = json.Unmarshal([]byte(s), &t) // written by writeText only
	return t
}

func writeText(t core.Text) string {
	if t == nil {
		t = core.Text{}
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // so that & and < are found by what they are
	_ = enc.Encode(t)        // a map of strings always marshals
	return strings.TrimSuffix(b.String(), "\n")
}

// words is the SQL of a text's words in lower case, without its language tags.
func words(column string) string {
	for _, tag := range core.Languages {
		column = "replace(" + column + `, '"` + tag + `":', '')`
	}
	return "lower(" + column + ")"
}

// InsertOrganisation implements account.Store.
func (a *Accounts) InsertOrganisation(ctx context.Context, o account.Organisation) error {
	_, err := a.db.Conn(ctx).NewInsert().Model(organisationRowOf(o)).Exec(ctx)
	if isUnique(err) {
		return account.ErrUSCCTaken
	}
	if err != nil {
		return fmt.Errorf("insert organisation: %w", err)
	}
	return nil
}

// UpdateOrganisation implements account.Store.
func (a *Accounts) UpdateOrganisation(ctx context.Context, o account.Organisation, v core.Version) error {
	row := organisationRowOf(o)
	row.Version = int64(v) + 1
	n, err := affected(a.db.Conn(ctx).NewUpdate().Model(row).WherePK().Where("version = ?", int64(v)).ExcludeColumn("created_at", "kind").Exec(ctx))
	if isUnique(err) {
		return account.ErrUSCCTaken
	}
	if err != nil {
		return fmt.Errorf("update organisation: %w", err)
	}
	if n == 0 {
		now, err := a.Organisation(ctx, o.ID)
		if err != nil {
			return err
		}
		return core.Stale(now.Version)
	}
	return nil
}

// Organisation implements account.Store.
func (a *Accounts) Organisation(ctx context.Context, id core.ID) (account.Organisation, error) {
	var row organisationRow
	err := a.db.Conn(ctx).NewSelect().Model(&row).Where("id = ?", id).Scan(ctx)
	return row.organisation(), notFound(err, account.ErrNoOrganisation)
}

// OrganisationNamed implements account.Store.
func (a *Accounts) OrganisationNamed(ctx context.Context, nameOrCode string) (account.Organisation, error) {
	var row organisationRow
	err := a.db.Conn(ctx).NewSelect().Model(&row).Where("label = ?", nameOrCode).WhereOr("uscc = ? AND uscc <> ''", nameOrCode).
		Order("id").Limit(1).Scan(ctx)
	return row.organisation(), notFound(err, account.ErrNoOrganisation)
}

// Organisations implements account.Store.
func (a *Accounts) Organisations(ctx context.Context, f account.OrganisationFilter, p core.Paging) (core.Page[account.Organisation], error) {
	var rows []organisationRow
	q := a.db.Conn(ctx).NewSelect().Model(&rows).Order("label", "id").Limit(more(p))
	if f.Kind != "" {
		q.Where("kind = ?", string(f.Kind))
	}
	if f.Query != "" {
		q.Where("("+words("name")+" LIKE ? ESCAPE '!' OR uscc = ? OR registration_number = ?)",
			like(f.Query), strings.ToUpper(f.Query), strings.ToUpper(f.Query))
	}
	if p.Cursor != "" {
		after, err := a.Organisation(ctx, p.Cursor)
		if err != nil {
			return core.Page[account.Organisation]{}, errCursor
		}
		label := after.Name.In("zh-CN")
		q.Where("(label > ? OR label = ? AND id > ?)", label, label, after.ID)
	}
	if err := q.Scan(ctx); err != nil {
		return core.Page[account.Organisation]{}, fmt.Errorf("list organisations: %w", err)
	}
	return pageOf(rows, p.Limit, func(r organisationRow) string { return r.ID }, organisationRow.organisation), nil
}

var errCursor = core.Invalid("cursor_invalid", "This cursor is not one of this list. Start from the first page.").On("query.cursor")

// more is how many rows a page needs to know whether another one follows.
func more(p core.Paging) int64 { return int64(p.Limit) + 1 }

// pageOf makes a page of limit+1 rows that were asked for.
func pageOf[R, T any](rows []R, limit int, cursor func(R) string, item func(R) T) core.Page[T] {
	p := core.Page[T]{Items: make([]T, 0, len(rows))}
	for i, r := range rows {
		if i == limit {
			p.Next = cursor(rows[i-1])
			break
		}
		p.Items = append(p.Items, item(r))
	}
	return p
}

// like is the LIKE pattern for texts, in lower case, that contain s.
func like(s string) string {
	return holds(strings.ToLower(s))
}

// holds is like for texts whose case the engine changes itself.
func holds(s string) string {
	return "%" + strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(s) + "%"
}

// SetMemberships implements account.Store.
func (a *Accounts) SetMemberships(ctx context.Context, person core.ID, ms []account.MembershipDraft, at time.Time) error {
	if _, err := a.db.Conn(ctx).NewDelete().Model((*membershipRow)(nil)).Where("person_id = ?", person).Exec(ctx); err != nil {
		return fmt.Errorf("replace memberships: %w", err)
	}
	if len(ms) == 0 {
		return nil
	}
	rows := make([]membershipRow, len(ms))
	for i, m := range ms {
		rows[i] = membershipRow{Person: person, Organisation: m.Organisation, Role: string(m.Role), CreatedAt: at}
	}
	if _, err := a.db.Conn(ctx).NewInsert().Model(&rows).Exec(ctx); err != nil {
		return fmt.Errorf("replace memberships: %w", err)
	}
	return nil
}

type membershipRow struct {
	bun.BaseModel `bun:"table:memberships"`

	Person       string    `bun:"person_id,pk"`
	Organisation string    `bun:"organisation_id,pk"`
	Role         string    `bun:"role,pk"`
	CreatedAt    time.Time `bun:"created_at"`
}

// LockAdministrators implements account.Store.
func (a *Accounts) LockAdministrators(ctx context.Context) ([]core.ID, error) {
	var rows []membershipRow
	q := a.db.forUpdate(a.db.Conn(ctx).NewSelect().Model(&rows).Where("role = ?", string(core.RoleAdministrator)).Order("person_id", "organisation_id"))
	if err := q.Scan(ctx); err != nil {
		return nil, fmt.Errorf("lock administrators: %w", err)
	}
	var ids []core.ID
	for _, r := range rows {
		if len(ids) == 0 || ids[len(ids)-1] != r.Person {
			ids = append(ids, r.Person)
		}
	}
	return ids, nil
}

// stamp is how an optional time is stored.
func stamp(t *time.Time) bun.NullTime {
	if t == nil {
		return bun.NullTime{}
	}
	return bun.NullTime{Time: *t}
}

// unstamp is how an optional time is read.
func unstamp(t bun.NullTime) *time.Time {
	if t.IsZero() {
		return nil
	}
	u := t.UTC()
	return &u
}
