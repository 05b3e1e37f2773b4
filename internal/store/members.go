package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/chamber"
	"zhaoyun/internal/core"
)

// Members keeps the members of chambers and their imports.
type Members struct{ *DB }

// NewMembers returns the members kept in db.
func NewMembers(db *DB) *Members { return &Members{db} }

var _ chamber.Store = (*Members)(nil)

// memberBatch is how many members one statement takes: within the parameters that the engines allow.
const memberBatch = 500

type chamberMemberRow struct {
	bun.BaseModel `bun:"table:members,alias:members"`

	ID             string     `bun:"id,pk"`
	Chamber        string     `bun:"chamber_id"`
	Name           string     `bun:"name"`
	Organisation   string     `bun:"organisation"`
	Title          string     `bun:"title"`
	Phone          string     `bun:"phone"`
	Mail           string     `bun:"mail"`
	USCC           string     `bun:"uscc"`
	Language       string     `bun:"language"`
	TimeZone       string     `bun:"time_zone"`
	Region         string     `bun:"region"`
	Note           string     `bun:"note"`
	Labels         string     `bun:"labels"`
	Words          string     `bun:"words"`
	Basis          string     `bun:"consent_basis"`
	Source         string     `bun:"consent_source"`
	ConsentAt      time.Time  `bun:"consent_at"`
	Import         string     `bun:"import_id"`
	UnsubscribedAt *time.Time `bun:"unsubscribed_at"`
	CreatedBy      string     `bun:"created_by"`
	CreatedAt      time.Time  `bun:"created_at"`
	UpdatedBy      string     `bun:"updated_by"`
	UpdatedAt      time.Time  `bun:"updated_at"`
	Version        int64      `bun:"version"`
}

type labelsOfMember struct {
	Groups []string `json:"groups,omitempty"`
	Tags   []string `json:"tags,omitempty"`
}

func chamberMemberRowOf(m chamber.Member) chamberMemberRow {
	return chamberMemberRow{
		ID: m.ID, Chamber: m.Chamber, Name: m.Name, Organisation: m.OrganisationName, Title: m.Title, Phone: m.Phone, Mail: m.Mail, USCC: m.USCC,
		Language: m.Language, TimeZone: m.TimeZone, Region: m.Region, Note: m.Note, Labels: writeJSON(labelsOfMember{m.Groups, m.Tags}),
		Words: strings.ToLower(strings.Join([]string{m.Name, m.OrganisationName, m.Title}, "\n")),
		Basis: string(m.Consent.Basis), Source: m.Consent.Source, ConsentAt: m.Consent.At, Import: m.Import, UnsubscribedAt: m.UnsubscribedAt,
		CreatedBy: m.CreatedBy, CreatedAt: m.CreatedAt, UpdatedBy: m.UpdatedBy, UpdatedAt: m.UpdatedAt, Version: int64(m.Version),
	}
}

func (r chamberMemberRow) member() chamber.Member {
	labels := readJSON[labelsOfMember](r.Labels)
	m := chamber.Member{
		ID: r.ID, Chamber: r.Chamber,
		Details: chamber.Details{
			Name: r.Name, OrganisationName: r.Organisation, Title: r.Title, Phone: r.Phone, Mail: r.Mail, USCC: r.USCC, Groups: labels.Groups, Tags: labels.Tags,
			Language: r.Language, TimeZone: r.TimeZone, Region: r.Region, Note: r.Note,
		},
		Consent: chamber.Consent{Basis: chamber.Basis(r.Basis), Source: r.Source, At: r.ConsentAt.UTC()},
		Import:  r.Import, CreatedBy: r.CreatedBy, CreatedAt: r.CreatedAt.UTC(), UpdatedBy: r.UpdatedBy, UpdatedAt: r.UpdatedAt.UTC(),
		Version: core.Version(r.Version),
	}
	if r.UnsubscribedAt != nil {
		at := r.UnsubscribedAt.UTC()
		m.UnsubscribedAt = &at
	}
	return m
}

// Member implements chamber.Store.
func (s *Members) Member(ctx context.Context, id core.ID) (chamber.Member, error) {
	var row chamberMemberRow
	if err := s.Conn(ctx).NewSelect().Model(&row).Where("id = ?", id).Scan(ctx); err != nil {
		return chamber.Member{}, notFound(err, chamber.ErrNoMember)
	}
	found := []chamber.Member{row.member()}
	err := s.matchPersons(ctx, found)
	return found[0], err
}

// Members implements chamber.Store. Identifiers sort by when they came.
func (s *Members) Members(ctx context.Context, of core.ID, f chamber.Filter, p core.Paging) (core.Page[chamber.Member], error) {
	var rows []chamberMemberRow
	q := membersWhere(s.Conn(ctx).NewSelect().Model(&rows), of, f)
	if p.Cursor != "" {
		q.Where("id < ?", p.Cursor)
	}
	if err := q.Order("id DESC").Limit(more(p)).Scan(ctx); err != nil {
		return core.Page[chamber.Member]{}, fmt.Errorf("list members: %w", err)
	}
	page := pageOf(rows, p.Limit, func(r chamberMemberRow) string { return r.ID }, chamberMemberRow.member)
	return page, s.matchPersons(ctx, page.Items)
}

// CountMembers implements chamber.Store.
func (s *Members) CountMembers(ctx context.Context, of core.ID, f chamber.Filter) (int, error) {
	n, err := membersWhere(s.Conn(ctx).NewSelect().Model((*chamberMemberRow)(nil)), of, f).Count(ctx)
	return int(n), err
}

func membersWhere(q *bun.SelectQuery, of core.ID, f chamber.Filter) *bun.SelectQuery {
	q.Where("chamber_id = ?", of)
	if f.IDs != nil {
		q.Where("id IN (?)", bun.List(append([]string{"none"}, f.IDs...)))
	}
	if f.Query != "" && f.Contacts {
		q.Where("(words LIKE ? ESCAPE '!' OR phone LIKE ? ESCAPE '!' OR mail LIKE ? ESCAPE '!' OR uscc = ?)", like(f.Query), like(f.Query), like(f.Query), strings.ToUpper(f.Query))
	} else if f.Query != "" {
		q.Where("words LIKE ? ESCAPE '!'", like(f.Query))
	}
	for kind, name := range map[chamber.LabelKind]string{chamber.GroupLabel: f.Group, chamber.TagLabel: f.Tag} {
		if name != "" {
			q.Where("id IN (SELECT member_id FROM member_labels WHERE chamber_id = ? AND kind = ? AND name = ?)", of, string(kind), name)
		}
	}
	switch f.Reach {
	case chamber.ByPhone:
		q.Where("phone <> ''")
	case chamber.ByMail:
		q.Where("mail <> ''")
	case chamber.ByNone:
		q.Where("phone = '' AND mail = ''")
	}
	if f.Subscribed {
		q.Where("unsubscribed_at IS NULL")
	}
	return q
}

// matchPersons finds who signs in with the contacts of members. The phone comes first.
func (s *Members) matchPersons(ctx context.Context, members []chamber.Member) error {
	for some := range slices.Chunk(members, memberBatch) {
		values := []string{}
		for _, m := range some {
			for _, v := range []string{m.Phone, m.Mail} {
				if v != "" {
					values = append(values, v)
				}
			}
		}
		if len(values) == 0 {
			continue
		}
		var rows []contactRow
		err := s.Conn(ctx).NewSelect().Model(&rows).Column("value", "person_id").Where("verified AND value IN (?)", bun.List(values)).Scan(ctx)
		if err != nil {
			return fmt.Errorf("match members: %w", err)
		}
		persons := make(map[string]string, len(rows))
		for _, r := range rows {
			persons[r.Value] = r.Person
		}
		for i := range some {
			if some[i].Person = persons[some[i].Phone]; some[i].Person == "" {
				some[i].Person = persons[some[i].Mail]
			}
		}
	}
	return nil
}

// MembersOfPerson implements chamber.Store.
func (s *Members) MembersOfPerson(ctx context.Context, person core.ID) ([]chamber.Member, error) {
	var rows []chamberMemberRow
	mine := s.Conn(ctx).NewSelect().Model((*contactRow)(nil)).Column("value").Where("person_id = ? AND verified", person)
	err := s.Conn(ctx).NewSelect().Model(&rows).Where("(phone <> '' AND phone IN (?)) OR (mail <> '' AND mail IN (?))", mine, mine).Order("id").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("find the members a person is: %w", err)
	}
	return chamberMembersOf(rows), nil
}

func chamberMembersOf(rows []chamberMemberRow) []chamber.Member {
	out := make([]chamber.Member, len(rows))
	for i, r := range rows {
		out[i] = r.member()
	}
	return out
}
