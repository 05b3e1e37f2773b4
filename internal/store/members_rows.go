package store

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/chamber"
	"zhaoyun/internal/core"
)

type memberImportedRow struct {
	bun.BaseModel `bun:"table:member_import_rows,alias:member_import_rows"`

	Import  string `bun:"import_id,pk"`
	N       int    `bun:"n,pk"`
	Line    int    `bun:"line"`
	Verdict string `bun:"verdict"`
	Action  string `bun:"action"`
	Chosen  string `bun:"chosen"`
	Member  string `bun:"member_id"`
	Phone   string `bun:"phone"`
	Mail    string `bun:"mail"`
	USCC    string `bun:"uscc"`
	Codes   string `bun:"codes"`
	Body    string `bun:"body"`
}

func memberImportedRowOf(id core.ID, r chamber.Row) memberImportedRow {
	return memberImportedRow{
		Import: id, N: r.N, Line: r.Line, Verdict: string(r.Verdict), Action: string(r.Action), Chosen: string(r.Chosen), Member: r.Member,
		Phone: r.Details.Phone, Mail: r.Details.Mail, USCC: r.Details.USCC, Codes: codesOf(r.Findings), Body: writeJSON(r.RowBody),
	}
}

func (r memberImportedRow) row() chamber.Row {
	return chamber.Row{
		N: r.N, Line: r.Line, Verdict: chamber.Verdict(r.Verdict), Action: chamber.Action(r.Action), Chosen: chamber.Choice(r.Chosen), Member: r.Member,
		RowBody: readJSON[chamber.RowBody](r.Body),
	}
}

// AddRows implements chamber.Store.
func (s *Members) AddRows(ctx context.Context, id core.ID, rows []chamber.Row) error {
	for some := range slices.Chunk(rows, memberBatch) {
		put := make([]memberImportedRow, len(some))
		for i, r := range some {
			put[i] = memberImportedRowOf(id, r)
		}
		if _, err := s.Conn(ctx).NewInsert().Model(&put).Exec(ctx); err != nil {
			return fmt.Errorf("keep the rows of an import: %w", err)
		}
	}
	return nil
}

// UpdateRows implements chamber.Store.
func (s *Members) UpdateRows(ctx context.Context, id core.ID, rows []chamber.Row) error {
	for some := range slices.Chunk(rows, memberBatch) {
		put := make([]memberImportedRow, len(some))
		for i, r := range some {
			put[i] = memberImportedRowOf(id, r)
		}
		q := s.Conn(ctx).NewInsert().Model(&put).On("CONFLICT (import_id, n) DO UPDATE")
		for _, column := range []string{"verdict", "action", "chosen", "member_id", "phone", "mail", "uscc", "codes", "body"} {
			q.Set("? = EXCLUDED.?", bun.Ident(column), bun.Ident(column))
		}
		if _, err := q.Exec(ctx); err != nil {
			return fmt.Errorf("change the rows of an import: %w", err)
		}
	}
	return nil
}

// DropRows implements chamber.Store.
func (s *Members) DropRows(ctx context.Context, id core.ID) error {
	_, err := s.Conn(ctx).NewDelete().Model((*memberImportedRow)(nil)).Where("import_id = ?", id).Exec(ctx)
	return err
}

// Rows implements chamber.Store.
func (s *Members) Rows(ctx context.Context, id core.ID, f chamber.RowFilter, after, leaveOut, limit int) ([]chamber.Row, error) {
	var rows []memberImportedRow
	q := s.Conn(ctx).NewSelect().Model(&rows).Where("import_id = ? AND n > ?", id, after).Order("n").Limit(int64(limit)).Offset(int64(leaveOut))
	if f.Verdict != "" {
		q.Where("verdict = ?", string(f.Verdict))
	}
	if f.Action != "" {
		q.Where("action = ?", string(f.Action))
	}
	if f.Code != "" {
		q.Where("codes LIKE ? ESCAPE '!'", holds(","+string(f.Code)+","))
	}
	if err := q.Scan(ctx); err != nil {
		return nil, fmt.Errorf("read the rows of an import: %w", err)
	}
	return importedRows(rows), nil
}

func importedRows(rows []memberImportedRow) []chamber.Row {
	out := make([]chamber.Row, len(rows))
	for i, r := range rows {
		out[i] = r.row()
	}
	return out
}

// RowsKeyed implements chamber.Store.
func (s *Members) RowsKeyed(ctx context.Context, id core.ID, keys []chamber.Keys) ([]chamber.Row, error) {
	found := map[int]memberImportedRow{}
	for some := range slices.Chunk(keys, memberBatch) {
		for column, values := range keyColumns(some) {
			if len(values) == 0 {
				continue
			}
			var rows []memberImportedRow
			err := s.Conn(ctx).NewSelect().Model(&rows).Where("import_id = ? AND ? IN (?) AND ? <> ''", id, bun.Ident(column), bun.List(values), bun.Ident(column)).Scan(ctx)
			if err != nil {
				return nil, fmt.Errorf("find rows by %s: %w", column, err)
			}
			for _, r := range rows {
				found[r.N] = r
			}
		}
	}
	rows := make([]memberImportedRow, 0, len(found))
	for _, r := range found {
		rows = append(rows, r)
	}
	sort.Slice(rows, func(i, j int) bool { return rows[i].N < rows[j].N })
	return importedRows(rows), nil
}

// keyColumns are the values of keys by the column that has them.
func keyColumns(keys []chamber.Keys) map[string][]string {
	columns := map[string][]string{}
	for _, k := range keys {
		for column, v := range map[string]string{"phone": k.Phone, "mail": k.Mail, "uscc": k.USCC} {
			if v != "" {
				columns[column] = append(columns[column], v)
			}
		}
	}
	return columns
}

// SweepImports implements chamber.Store. The import itself stays: it says who brought what.
func (s *Members) SweepImports(ctx context.Context, before time.Time) error {
	_, err := s.Conn(ctx).NewDelete().Model((*memberImportedRow)(nil)).
		Where("import_id IN (SELECT id FROM member_imports WHERE created_at < ?)", before).Exec(ctx)
	if err != nil {
		return fmt.Errorf("drop the rows of old imports: %w", err)
	}
	return nil
}
