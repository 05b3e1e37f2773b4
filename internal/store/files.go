package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/file"
)

// Files is the file.Repository.
type Files struct{ db *DB }

// NewFiles returns the file.Repository of the database.
func NewFiles(db *DB) *Files { return &Files{db: db} }

type fileRow struct {
	bun.BaseModel `bun:"table:files"`

	ID            string    `bun:"id,pk"`
	Owner         string    `bun:"owner"`
	Name          string    `bun:"name"`
	Purpose       string    `bun:"purpose"`
	Size          int64     `bun:"size"`
	Received      int64     `bun:"received"`
	State         string    `bun:"state"`
	ProblemCode   string    `bun:"problem_code"`
	ProblemDetail string    `bun:"problem_detail"`
	Type          string    `bun:"type"`
	Pages         int       `bun:"pages"`
	Width         int       `bun:"width"`
	Height        int       `bun:"height"`
	Digest        string    `bun:"digest"`
	Version       int64     `bun:"version"`
	CreatedAt     time.Time `bun:"created_at"`
	UpdatedAt     time.Time `bun:"updated_at"`
}

type fileScopeRow struct {
	bun.BaseModel `bun:"table:file_scopes"`

	FileID string `bun:"file_id,pk"`
	Scope  string `bun:"scope,pk"`
}

func fileToRow(f file.File) *fileRow {
	row := &fileRow{
		ID: f.ID, Owner: f.Owner, Name: f.Name, Purpose: string(f.Purpose), Size: f.Size, Received: f.Offset, State: string(f.State),
		Type: f.Type, Pages: f.Pages, Width: f.Width, Height: f.Height, Digest: f.Digest,
		Version: int64(f.Version), CreatedAt: f.CreatedAt, UpdatedAt: f.UpdatedAt,
	}
	if f.Problem != nil {
		row.ProblemCode, row.ProblemDetail = f.Problem.Code, f.Problem.Detail
	}
	return row
}

func (r *fileRow) file() file.File {
	f := file.File{
		ID: r.ID, Owner: r.Owner, Name: r.Name, Purpose: file.Purpose(r.Purpose), Size: r.Size, Offset: r.Received, State: file.State(r.State),
		Facts:   file.Facts{Type: r.Type, Pages: r.Pages, Width: r.Width, Height: r.Height, Digest: r.Digest},
		Version: core.Version(r.Version), CreatedAt: r.CreatedAt.UTC(), UpdatedAt: r.UpdatedAt.UTC(),
	}
	if r.ProblemCode != "" {
		f.Problem = &file.Problem{Code: r.ProblemCode, Detail: r.ProblemDetail}
	}
	return f
}

// CreateFile implements file.Repository.
func (s *Files) CreateFile(ctx context.Context, f file.File) error {
	if _, err := s.db.Conn(ctx).NewInsert().Model(fileToRow(f)).Exec(ctx); err != nil {
		return fmt.Errorf("create file: %w", err)
	}
	return nil
}

// File implements file.Repository.
func (s *Files) File(ctx context.Context, id core.ID) (file.File, error) {
	var row fileRow
	if err := s.db.Conn(ctx).NewSelect().Model(&row).Where("id = ?", id).Scan(ctx); err != nil {
		return file.File{}, notFound(err, core.NotFound("file_not_found", "There is no such file."))
	}
	return row.file(), nil
}

// AdvanceFile implements file.Repository.
func (s *Files) AdvanceFile(ctx context.Context, id core.ID, offset int64, at time.Time) error {
	_, err := s.db.Conn(ctx).NewUpdate().Model((*fileRow)(nil)).Set("received = ?", offset).Set("updated_at = ?", at).
		Where("id = ? AND received < ?", id, offset).Exec(ctx)
	return err
}

// MoveFile implements file.Repository.
func (s *Files) MoveFile(ctx context.Context, f file.File, from file.State) (bool, error) {
	n, err := affected(s.db.Conn(ctx).NewUpdate().Model(fileToRow(f)).WherePK().Where("state = ?", string(from)).Exec(ctx))
	return n == 1, err
}

// FileUse implements file.Repository.
func (s *Files) FileUse(ctx context.Context, owner core.ID, since time.Time) (file.Use, error) {
	var use file.Use
	err := s.db.Conn(ctx).NewSelect().Model((*fileRow)(nil)).
		ColumnExpr("COALESCE(CAST(SUM(CASE WHEN state <> ? THEN size ELSE 0 END) AS BIGINT), 0)", string(file.Refused)).
		ColumnExpr("COUNT(CASE WHEN state = ? THEN 1 END)", string(file.Uploading)).
		ColumnExpr("COUNT(CASE WHEN created_at >= ? THEN 1 END)", since).
		Where("owner = ?", owner).Scan(ctx, &use.Bytes, &use.Open, &use.Recent)
	return use, err
}

// FilesIn implements file.Repository.
func (s *Files) FilesIn(ctx context.Context, state file.State, before time.Time, limit int) ([]file.File, error) {
	var rows []fileRow
	err := s.db.Conn(ctx).NewSelect().Model(&rows).Where("state = ? AND updated_at < ?", string(state), before).
		Order("updated_at", "id").Limit(int64(limit)).Scan(ctx)
	files := make([]file.File, len(rows))
	for i := range rows {
		files[i] = rows[i].file()
	}
	return files, err
}

// DeleteFile implements file.Repository.
func (s *Files) DeleteFile(ctx context.Context, id core.ID) error {
	_, err := s.db.Conn(ctx).NewDelete().Model((*fileRow)(nil)).Where("id = ?", id).Exec(ctx)
	return err
}

// AddFileScope implements file.Repository.
func (s *Files) AddFileScope(ctx context.Context, id core.ID, scope string) error {
	_, err := s.db.Conn(ctx).NewInsert().Model(&fileScopeRow{FileID: id, Scope: scope}).On("CONFLICT DO NOTHING").Exec(ctx)
	return err
}

// RemoveFileScope implements file.Repository.
func (s *Files) RemoveFileScope(ctx context.Context, id core.ID, scope string) error {
	_, err := s.db.Conn(ctx).NewDelete().Model((*fileScopeRow)(nil)).Where("file_id = ? AND scope = ?", id, scope).Exec(ctx)
	return err
}

// FileScopes implements file.Repository.
func (s *Files) FileScopes(ctx context.Context, id core.ID) ([]string, error) {
	var scopes []string
	err := s.db.Conn(ctx).NewSelect().Model((*fileScopeRow)(nil)).Column("scope").Where("file_id = ?", id).Order("scope").Scan(ctx, &scopes)
	return scopes, err
}
