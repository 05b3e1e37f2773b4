package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/land"
	"zhaoyun/internal/land/intake"
)

type parcelImportRow struct {
	bun.BaseModel `bun:"table:parcel_imports,alias:parcel_imports"`

	ID           string    `bun:"id,pk"`
	Organisation string    `bun:"organisation_id"`
	File         string    `bun:"file_id"`
	Digest       string    `bun:"digest"`
	State        string    `bun:"state"`
	Done         int       `bun:"done"`
	Body         string    `bun:"body"`
	CreatedBy    string    `bun:"created_by"`
	CreatedAt    time.Time `bun:"created_at"`
	Version      int64     `bun:"version"`
}

func importRowOf(i land.Import) *parcelImportRow {
	return &parcelImportRow{
		ID: i.ID, Organisation: i.Organisation, File: i.File, Digest: i.Digest, State: string(i.State), Done: i.Done, Body: writeJSON(i.ImportFacts),
		CreatedBy: i.CreatedBy, CreatedAt: i.CreatedAt, Version: int64(i.Version),
	}
}

func (r parcelImportRow) imported() land.Import {
	return land.Import{
		ID: r.ID, Organisation: r.Organisation, File: r.File, Digest: r.Digest, State: land.ImportState(r.State), Done: r.Done,
		ImportFacts: readJSON[land.ImportFacts](r.Body), CreatedBy: r.CreatedBy, CreatedAt: r.CreatedAt.UTC(), Version: core.Version(r.Version),
	}
}

// InsertImport implements land.Store.
func (s *Land) InsertImport(ctx context.Context, i land.Import) error {
	if _, err := s.Conn(ctx).NewInsert().Model(importRowOf(i)).Exec(ctx); err != nil {
		return fmt.Errorf("insert import: %w", err)
	}
	return nil
}

// UpdateImport implements land.Store.
func (s *Land) UpdateImport(ctx context.Context, i land.Import) error {
	if _, err := s.Conn(ctx).NewUpdate().Model(importRowOf(i)).WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("update import: %w", err)
	}
	return nil
}

// Import implements land.Store.
func (s *Land) Import(ctx context.Context, id core.ID) (land.Import, error) {
	return s.findImport(ctx, id, false)
}

// LockImport implements land.Store.
func (s *Land) LockImport(ctx context.Context, id core.ID) (land.Import, error) {
	return s.findImport(ctx, id, true)
}

func (s *Land) findImport(ctx context.Context, id core.ID, lock bool) (land.Import, error) {
	var row parcelImportRow
	q := s.Conn(ctx).NewSelect().Model(&row).Where("id = ?", id)
	if lock {
		q = s.forUpdate(q)
	}
	if err := q.Scan(ctx); err != nil {
		return land.Import{}, notFound(err, land.ErrNoImport)
	}
	return row.imported(), nil
}

// Imports implements land.Store.
func (s *Land) Imports(ctx context.Context, organisations []core.ID, all bool, p core.Paging) (core.Page[land.Import], error) {
	var rows []parcelImportRow
	q := s.Conn(ctx).NewSelect().Model(&rows).Order("id DESC").Limit(more(p))
	if !all {
		q.Where("organisation_id IN (?)", bun.List(append([]string{"none"}, organisations...)))
	}
	if p.Cursor != "" {
		q.Where("id < ?", p.Cursor)
	}
	if err := q.Scan(ctx); err != nil {
		return core.Page[land.Import]{}, fmt.Errorf("list imports: %w", err)
	}
	return pageOf(rows, p.Limit, func(r parcelImportRow) string { return r.ID }, parcelImportRow.imported), nil
}

type importedRow struct {
	bun.BaseModel `bun:"table:parcel_import_rows,alias:parcel_import_rows"`

	Import   string `bun:"import_id,pk"`
	N        int    `bun:"n,pk"`
	Line     int    `bun:"line"`
	Number   string `bun:"number"`
	Verdict  string `bun:"verdict"`
	Action   string `bun:"action"`
	Parcel   string `bun:"parcel_id"`
	Body     string `bun:"body"`
	Geometry []byte `bun:"geometry"`
}

// AddImportRows implements land.Store.
func (s *Land) AddImportRows(ctx context.Context, id core.ID, rows []land.ImportRow) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		for some := range slices.Chunk(rows, landBatch) {
			put := make([]importedRow, len(some))
			for i, r := range some {
				put[i] = importedRow{
					Import: id, N: r.N, Line: r.Line, Number: r.Number, Verdict: string(r.Verdict), Action: string(r.Action), Parcel: r.Parcel,
					Body: string(r.Body), Geometry: writeGeometry(r.Shape),
				}
			}
			if _, err := s.Conn(ctx).NewInsert().Model(&put).Exec(ctx); err != nil {
				return fmt.Errorf("keep the rows of an import: %w", err)
			}
		}
		return nil
	})
}

// DropImportRows implements land.Store.
func (s *Land) DropImportRows(ctx context.Context, id core.ID) error {
	_, err := s.Conn(ctx).NewDelete().Model((*importedRow)(nil)).Where("import_id = ?", id).Exec(ctx)
	return err
}

// ImportRows implements land.Store.
func (s *Land) ImportRows(ctx context.Context, id core.ID, f land.RowFilter, after, limit int) ([]land.ImportRow, error) {
	var rows []importedRow
	q := s.Conn(ctx).NewSelect().Model(&rows).Where("import_id = ? AND n > ?", id, after).Order("n").Limit(int64(limit))
	if f.Verdict != "" {
		q.Where("verdict = ?", string(f.Verdict))
	}
	if f.Action != "" {
		q.Where("action = ?", string(f.Action))
	}
	if err := q.Scan(ctx); err != nil {
		return nil, fmt.Errorf("read the rows of an import: %w", err)
	}
	out := make([]land.ImportRow, len(rows))
	for i, r := range rows {
		out[i] = land.ImportRow{
			N: r.N, Line: r.Line, Number: r.Number, Verdict: intake.Verdict(r.Verdict), Action: land.Action(r.Action), Parcel: r.Parcel,
			Body: json.RawMessage(r.Body), Shape: readGeometry(r.Geometry),
		}
	}
	return out, nil
}

// SweepImports implements land.Store. The import itself stays: it says who brought what.
func (s *Land) SweepImports(ctx context.Context, before time.Time) error {
	_, err := s.Conn(ctx).NewDelete().Model((*importedRow)(nil)).
		Where("import_id IN (SELECT id FROM parcel_imports WHERE created_at < ?)", before).Exec(ctx)
	if err != nil {
		return fmt.Errorf("drop the rows of old imports: %w", err)
	}
	return nil
}

type importColumnRow struct {
	bun.BaseModel `bun:"table:parcel_import_columns,alias:parcel_import_columns"`

	Organisation string `bun:"organisation_id,pk"`
	Heading      string `bun:"heading,pk"`
	Field        string `bun:"field"`
}

// RememberColumns implements land.Store.
func (s *Land) RememberColumns(ctx context.Context, organisation core.ID, columns intake.Mapping) error {
	for heading, field := range columns {
		row := importColumnRow{Organisation: organisation, Heading: heading, Field: string(field)}
		_, err := s.Conn(ctx).NewInsert().Model(&row).On("CONFLICT (organisation_id, heading) DO UPDATE").Set("field = EXCLUDED.field").Exec(ctx)
		if err != nil {
			return fmt.Errorf("remember a column: %w", err)
		}
	}
	return nil
}

// RememberedColumns implements land.Store.
func (s *Land) RememberedColumns(ctx context.Context, organisation core.ID) (intake.Mapping, error) {
	var rows []importColumnRow
	if err := s.Conn(ctx).NewSelect().Model(&rows).Where("organisation_id = ?", organisation).Scan(ctx); err != nil {
		return nil, fmt.Errorf("read remembered columns: %w", err)
	}
	out := intake.Mapping{}
	for _, r := range rows {
		out[r.Heading] = intake.Field(r.Field)
	}
	return out, nil
}
