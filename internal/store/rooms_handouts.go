package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
)

type handoutTakerRow struct {
	bun.BaseModel `bun:"table:handout_takers,alias:t"`

	Room        string    `bun:"room_id,pk"`
	File        string    `bun:"file_id,pk"`
	Participant string    `bun:"participant_id,pk"`
	TakenAt     time.Time `bun:"taken_at"`
}

// AddHandoutTaker implements room.HandoutStore.
func (s *Rooms) AddHandoutTaker(ctx context.Context, id, file, participant core.ID, at time.Time) error {
	row := handoutTakerRow{Room: id, File: file, Participant: participant, TakenAt: at}
	_, err := s.Conn(ctx).NewInsert().Model(&row).On("CONFLICT DO NOTHING").Exec(ctx)
	return err
}

// CountHandoutTakers implements room.HandoutStore.
func (s *Rooms) CountHandoutTakers(ctx context.Context, id core.ID) (map[core.ID]int, error) {
	var rows []struct {
		File  string `bun:"file_id"`
		Count int    `bun:"n"`
	}
	err := s.Conn(ctx).NewSelect().Model((*handoutTakerRow)(nil)).ColumnExpr("file_id, COUNT(*) AS n").
		Where("room_id = ?", id).Group("file_id").Scan(ctx, &rows)
	counts := map[core.ID]int{}
	for _, r := range rows {
		counts[r.File] = r.Count
	}
	return counts, err
}

// HandoutTakers implements room.HandoutStore. Identifiers sort by when people came.
func (s *Rooms) HandoutTakers(ctx context.Context, id, file core.ID, p core.Paging) (core.Page[room.HandoutTaker], error) {
	var rows []takerRow
	err := s.Conn(ctx).NewSelect().Model(&rows).ColumnExpr("t.*").ColumnExpr("p.name, p.org, p.role").
		Join("JOIN participants AS p ON p.id = t.participant_id").
		Where("t.room_id = ? AND t.file_id = ? AND t.participant_id > ?", id, file, p.Cursor).
		Order("t.participant_id").Limit(more(p)).Scan(ctx)
	if err != nil {
		return core.Page[room.HandoutTaker]{}, fmt.Errorf("list who took a file: %w", err)
	}
	return pageOf(rows, p.Limit, func(r takerRow) string { return r.Participant }, takerRow.taker), nil
}

type takerRow struct {
	handoutTakerRow `bun:",extend"`

	Name string `bun:"name"`
	Org  string `bun:"org"`
	Role string `bun:"role"`
}

func (r takerRow) taker() room.HandoutTaker {
	who := room.Person{ID: r.Participant, Name: r.Name, Org: r.Org, Role: policy.RoomRole(r.Role)}
	return room.HandoutTaker{Person: who, At: r.TakenAt.UTC()}
}

// DropHandoutTaker implements room.HandoutStore.
func (s *Rooms) DropHandoutTaker(ctx context.Context, participant core.ID) error {
	_, err := s.Conn(ctx).NewDelete().Model((*handoutTakerRow)(nil)).Where("participant_id = ?", participant).Exec(ctx)
	return err
}
