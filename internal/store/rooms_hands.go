package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

type handRow struct {
	bun.BaseModel `bun:"table:hands,alias:hands"`

	Room        string    `bun:"room_id,pk"`
	Participant string    `bun:"participant_id,pk"`
	Seq         int64     `bun:"seq"`
	RaisedAt    time.Time `bun:"raised_at"`
	Called      bool      `bun:"called"`
}

// Hands implements room.HandStore.
func (s *Rooms) Hands(ctx context.Context, id core.ID) ([]room.Hand, error) {
	var rows []handRow
	if err := s.Conn(ctx).NewSelect().Model(&rows).Where("room_id = ?", id).Order("seq").Scan(ctx); err != nil {
		return nil, fmt.Errorf("list hands: %w", err)
	}
	hands := make([]room.Hand, len(rows))
	for i, r := range rows {
		hands[i] = room.Hand{Participant: r.Participant, Seq: r.Seq, RaisedAt: r.RaisedAt.UTC(), Called: r.Called}
	}
	return hands, nil
}

// AddHand implements room.HandStore.
func (s *Rooms) AddHand(ctx context.Context, id core.ID, h room.Hand) error {
	row := handRow{Room: id, Participant: h.Participant, Seq: h.Seq, RaisedAt: h.RaisedAt, Called: h.Called}
	_, err := s.Conn(ctx).NewInsert().Model(&row).Exec(ctx)
	return err
}

// CallHand implements room.HandStore.
func (s *Rooms) CallHand(ctx context.Context, id, participant core.ID) error {
	_, err := s.Conn(ctx).NewUpdate().Model((*handRow)(nil)).Set("called = ?", true).
		Where("room_id = ? AND participant_id = ?", id, participant).Exec(ctx)
	return err
}

// LowerHands implements room.HandStore.
func (s *Rooms) LowerHands(ctx context.Context, id core.ID, participants []core.ID) error {
	if len(participants) == 0 {
		return nil
	}
	_, err := s.Conn(ctx).NewDelete().Model((*handRow)(nil)).
		Where("room_id = ? AND participant_id IN (?)", id, bun.List(participants)).Exec(ctx)
	return err
}

// HandsAway implements room.HandStore. Who raised a hand without ever having been
// connected, as a program may, counts from then.
func (s *Rooms) HandsAway(ctx context.Context, since time.Time) (map[core.ID][]core.ID, error) {
	var rows []handRow
	err := s.Conn(ctx).NewSelect().Model(&rows).
		Join("LEFT JOIN attendance AS a ON a.room_id = hands.room_id AND a.participant_id = hands.participant_id").
		Where("hands.raised_at < ? AND COALESCE(a.last_ms, 0) < ?", since, since.UnixMilli()).Scan(ctx)
	away := map[core.ID][]core.ID{}
	for _, r := range rows {
		away[r.Room] = append(away[r.Room], r.Participant)
	}
	return away, err
}
