package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/recording"
	"zhaoyun/internal/room"
)

// Recordings keeps what was recorded; it implements recording.Store.
type Recordings struct{ *DB }

// NewRecordings returns the recordings kept in db.
func NewRecordings(db *DB) *Recordings { return &Recordings{db} }

type recordingRow struct {
	bun.BaseModel `bun:"table:recordings,alias:recordings"`

	ID        string     `bun:"id,pk"`
	Room      string     `bun:"room_id"`
	Secret    string     `bun:"secret"`
	State     string     `bun:"state"`
	Kept      bool       `bun:"kept"`
	Protected bool       `bun:"protected"`
	Epoch     time.Time  `bun:"epoch"`
	BeganAt   *time.Time `bun:"began_at"`
	EndedAt   *time.Time `bun:"ended_at"`
	Spans     string     `bun:"spans"`
	Bytes     int64      `bun:"bytes"`
	Film      bool       `bun:"film"`
	SeenAt    time.Time  `bun:"seen_at"`
	DeletedAt *time.Time `bun:"deleted_at"`
	Version   int64      `bun:"version"`
}

func rowOfRecording(r recording.Recording) recordingRow {
	return recordingRow{
		ID: r.ID, Room: r.Room, Secret: r.Secret, State: string(r.State), Kept: r.Kept, Protected: r.Protected, Epoch: r.Epoch,
		BeganAt: given(r.BeganAt), EndedAt: given(r.EndedAt), Spans: writeJSON(r.Spans), Bytes: r.Bytes, Film: r.Film, SeenAt: r.SeenAt,
		DeletedAt: given(r.DeletedAt), Version: int64(r.Version),
	}
}

func (r recordingRow) recording() recording.Recording {
	return recording.Recording{
		ID: r.ID, Room: r.Room, Secret: r.Secret, State: recording.State(r.State), Kept: r.Kept, Protected: r.Protected, Epoch: r.Epoch.UTC(),
		BeganAt: orZero(r.BeganAt), EndedAt: orZero(r.EndedAt), Spans: readJSON[[]recording.Span](r.Spans), Bytes: r.Bytes, Film: r.Film,
		SeenAt: r.SeenAt.UTC(), DeletedAt: orZero(r.DeletedAt), Version: core.Version(r.Version),
	}
}

// given is a time that may be unknown, as a column.
func given(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func orZero(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

// AddRecording implements recording.Store.
func (s *Recordings) AddRecording(ctx context.Context, r recording.Recording) (bool, error) {
	row := rowOfRecording(r)
	n, err := affected(s.Conn(ctx).NewInsert().Model(&row).On("CONFLICT DO NOTHING").Exec(ctx))
	if err != nil {
		return false, fmt.Errorf("add a recording: %w", err)
	}
	return n == 1, nil
}

// Recording implements recording.Store.
func (s *Recordings) Recording(ctx context.Context, id core.ID) (recording.Recording, error) {
	var row recordingRow
	err := s.forUpdate(s.Conn(ctx).NewSelect().Model(&row).Where("id = ?", id)).Scan(ctx)
	if err != nil {
		return recording.Recording{}, notFound(err, recording.ErrNone)
	}
	return row.recording(), nil
}

// OpenRecording implements recording.Store.
func (s *Recordings) OpenRecording(ctx context.Context, id core.ID) (*recording.Recording, error) {
	found, err := s.list(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return s.forUpdate(q.Where("room_id = ? AND state IN ('running', 'stopping')", id))
	})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

// Recordings implements recording.Store.
func (s *Recordings) Recordings(ctx context.Context, id core.ID) ([]recording.Recording, error) {
	return s.list(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("room_id = ? AND kept AND state <> 'deleted'", id).Order("id")
	})
}

// PastRecordings implements recording.Store.
func (s *Recordings) PastRecordings(ctx context.Context, ended time.Time) ([]recording.Recording, error) {
	return s.list(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("state = 'ended' AND NOT protected AND ended_at < ?", ended).Order("id").Limit(100)
	})
}

// DeletedRecordings implements recording.Store.
func (s *Recordings) DeletedRecordings(ctx context.Context) ([]recording.Recording, error) {
	return s.list(ctx, func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("state = 'deleted' AND bytes > 0") })
}

func (s *Recordings) list(ctx context.Context, choose func(*bun.SelectQuery) *bun.SelectQuery) ([]recording.Recording, error) {
	var rows []recordingRow
	if err := choose(s.Conn(ctx).NewSelect().Model(&rows)).Scan(ctx); err != nil {
		return nil, fmt.Errorf("list recordings: %w", err)
	}
	all := make([]recording.Recording, len(rows))
	for i, r := range rows {
		all[i] = r.recording()
	}
	return all, nil
}

// SaveRecording implements recording.Store.
func (s *Recordings) SaveRecording(ctx context.Context, r recording.Recording) (core.Version, error) {
	row := rowOfRecording(r)
	row.Version++
	n, err := affected(s.Conn(ctx).NewUpdate().Model(&row).ExcludeColumn("seen_at").Where("id = ? AND version = ?", r.ID, r.Version).Exec(ctx))
	if err != nil {
		return r.Version, fmt.Errorf("save a recording: %w", err)
	}
	if n == 0 {
		now, err := s.Recording(ctx, r.ID)
		if err != nil {
			return r.Version, err
		}
		return r.Version, core.Stale(now.Version)
	}
	return core.Version(row.Version), nil
}

// DropRecording implements recording.Store.
func (s *Recordings) DropRecording(ctx context.Context, id core.ID) error {
	_, err := s.Conn(ctx).NewDelete().Model((*recordingRow)(nil)).Where("id = ?", id).Exec(ctx)
	return err
}

// SeenRecording implements recording.Store.
func (s *Recordings) SeenRecording(ctx context.Context, id core.ID, at time.Time) error {
	_, err := s.Conn(ctx).NewUpdate().Model((*recordingRow)(nil)).Set("seen_at = ?", at).Where("id = ? AND seen_at < ?", id, at).Exec(ctx)
	return err
}

// RoomsToRecord implements recording.Store.
func (s *Recordings) RoomsToRecord(ctx context.Context) ([]core.ID, error) {
	var rooms []core.ID
	err := s.Conn(ctx).NewSelect().TableExpr("rooms AS r").Column("r.id").Join("JOIN sessions AS s ON s.id = r.session_id").
		Where("r.kind = ? AND r.state = ? AND s.recording = ?", room.KindLive, room.Live, event.RecordingAuto).
		Where("NOT EXISTS (SELECT 1 FROM recordings WHERE recordings.room_id = r.id AND recordings.kept)").Scan(ctx, &rooms)
	if err != nil {
		return nil, fmt.Errorf("find rooms to record: %w", err)
	}
	return rooms, nil
}
