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

type memberImportRow struct {
	bun.BaseModel `bun:"table:member_imports,alias:member_imports"`

	ID        string    `bun:"id,pk"`
	Chamber   string    `bun:"chamber_id"`
	File      string    `bun:"file_id"`
	Digest    string    `bun:"digest"`
	State     string    `bun:"state"`
	Done      int       `bun:"done"`
	Body      string    `bun:"body"`
	CreatedBy string    `bun:"created_by"`
	CreatedAt time.Time `bun:"created_at"`
	Version   int64     `bun:"version"`
}

func memberImportRowOf(i chamber.Import) *memberImportRow {
	return &memberImportRow{
		ID: i.ID, Chamber: i.Chamber, File: i.File, Digest: i.Digest, State: string(i.State), Done: i.Done, Body: writeJSON(i.ImportFacts),
		CreatedBy: i.CreatedBy, CreatedAt: i.CreatedAt, Version: int64(i.Version),
	}
}

func (r memberImportRow) imported() chamber.Import {
	return chamber.Import{
		ID: r.ID, Chamber: r.Chamber, File: r.File, Digest: r.Digest, State: chamber.ImportState(r.State), Done: r.Done,
		ImportFacts: readJSON[chamber.ImportFacts](r.Body), CreatedBy: r.CreatedBy, CreatedAt: r.CreatedAt.UTC(), Version: core.Version(r.Version),
	}
}

// InsertImport implements chamber.Store.
func (s *Members) InsertImport(ctx context.Context, i chamber.Import) error {
	if _, err := s.Conn(ctx).NewInsert().Model(memberImportRowOf(i)).Exec(ctx); err != nil {
		return fmt.Errorf("insert import: %w", err)
	}
	return nil
}

// UpdateImport implements chamber.Store.
func (s *Members) UpdateImport(ctx context.Context, i chamber.Import) error {
	if _, err := s.Conn(ctx).NewUpdate().Model(memberImportRowOf(i)).WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("update import: %w", err)
	}
	return nil
}

// Import implements chamber.Store.
func (s *Members) Import(ctx context.Context, id core.ID) (chamber.Import, error) {
	return s.findImport(ctx, id, false)
}

// LockImport implements chamber.Store.
func (s *Members) LockImport(ctx context.Context, id core.ID) (chamber.Import, error) {
	return s.findImport(ctx, id, true)
}

func (s *Members) findImport(ctx context.Context, id core.ID, lock bool) (chamber.Import, error) {
	var row memberImportRow
	q := s.Conn(ctx).NewSelect().Model(&row).Where("id = ?", id)
	if lock {
		q = s.forUpdate(q)
	}
	if err := q.Scan(ctx); err != nil {
		return chamber.Import{}, notFound(err, chamber.ErrNoImport)
	}
	return row.imported(), nil
}

// Imports implements chamber.Store.
func (s *Members) Imports(ctx context.Context, of core.ID, p core.Paging) (core.Page[chamber.Import], error) {
	var rows []memberImportRow
	q := s.Conn(ctx).NewSelect().Model(&rows).Where("chamber_id = ?", of).Order("id DESC").Limit(more(p))
	if p.Cursor != "" {
		q.Where("id < ?", p.Cursor)
	}
	if err := q.Scan(ctx); err != nil {
		return core.Page[chamber.Import]{}, fmt.Errorf("list imports: %w", err)
	}
	return pageOf(rows, p.Limit, func(r memberImportRow) string { return r.ID }, memberImportRow.imported), nil
}

type memberImportColumnRow struct {
	bun.BaseModel `bun:"table:member_import_columns,alias:member_import_columns"`

	Chamber string `bun:"chamber_id,pk"`
	Heading string `bun:"heading,pk"`
	Field   string `bun:"field"`
}

// RememberColumns implements chamber.Store.
func (s *Members) RememberColumns(ctx context.Context, of core.ID, columns chamber.Mapping) error {
	for heading, field := range columns {
		row := memberImportColumnRow{Chamber: of, Heading: heading, Field: string(field)}
		_, err := s.Conn(ctx).NewInsert().Model(&row).On("CONFLICT (chamber_id, heading) DO UPDATE").Set("field = EXCLUDED.field").Exec(ctx)
		if err != nil {
			return fmt.Errorf("remember a column: %w", err)
		}
	}
	return nil
}

// RememberedColumns implements chamber.Store.
func (s *Members) RememberedColumns(ctx context.Context, of core.ID) (chamber.Mapping, error) {
	var rows []memberImportColumnRow
	if err := s.Conn(ctx).NewSelect().Model(&rows).Where("chamber_id = ?", of).Scan(ctx); err != nil {
		return nil, fmt.Errorf("read remembered columns: %w", err)
	}
	out := chamber.Mapping{}
	for _, r := range rows {
		out[r.Heading] = chamber.Field(r.Field)
	}
	return out, nil
}

type memberRemovalRow struct {
	bun.BaseModel `bun:"table:member_removals,alias:member_removals"`

	Chamber string    `bun:"chamber_id,pk"`
	Hash    string    `bun:"hash,pk"`
	At      time.Time `bun:"at"`
}

// NoteRemoved implements chamber.Store.
func (s *Members) NoteRemoved(ctx context.Context, of core.ID, hashes []string, at time.Time) error {
	for _, h := range hashes {
		row := memberRemovalRow{Chamber: of, Hash: h, At: at}
		if _, err := s.Conn(ctx).NewInsert().Model(&row).On("CONFLICT DO NOTHING").Exec(ctx); err != nil {
			return fmt.Errorf("note who was removed: %w", err)
		}
	}
	return nil
}

// Removed implements chamber.Store.
func (s *Members) Removed(ctx context.Context, of core.ID, hashes []string) (map[string]bool, error) {
	found := map[string]bool{}
	some, err := s.Conn(ctx).NewSelect().Model((*memberRemovalRow)(nil)).Where("chamber_id = ?", of).Limit(1).Count(ctx)
	if err != nil || some == 0 {
		return found, err
	}
	for part := range slices.Chunk(hashes, memberBatch) {
		var rows []memberRemovalRow
		if err := s.Conn(ctx).NewSelect().Model(&rows).Where("chamber_id = ? AND hash IN (?)", of, bun.List(part)).Scan(ctx); err != nil {
			return nil, fmt.Errorf("look who was removed: %w", err)
		}
		for _, r := range rows {
			found[r.Hash] = true
		}
	}
	return found, nil
}

// ForgetRows implements chamber.Store.
func (s *Members) ForgetRows(ctx context.Context, members []chamber.Member) error {
	for _, m := range members {
		for column, v := range map[string]string{"phone": m.Phone, "mail": m.Mail, "member_id": m.ID} {
			if v == "" {
				continue
			}
			_, err := s.Conn(ctx).NewDelete().Model((*memberImportedRow)(nil)).Where("? = ?", bun.Ident(column), v).
				Where("import_id IN (SELECT id FROM member_imports WHERE chamber_id = ?)", m.Chamber).Exec(ctx)
			if err != nil {
				return fmt.Errorf("forget rows: %w", err)
			}
		}
	}
	return nil
}

// codesOf writes the codes of findings so that one can be looked for.
func codesOf(findings []chamber.Finding) string {
	var b strings.Builder
	for _, f := range findings {
		b.WriteString("," + string(f.Code))
	}
	return b.String() + ","
}
