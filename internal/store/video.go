package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
	"zhaoyun/internal/video"
)

// Video implements video.Store and room.Encoders.
type Video struct{ *DB }

// NewVideo returns the store kept in db.
func NewVideo(db *DB) *Video { return &Video{db} }

var (
	_ video.Store   = (*Video)(nil)
	_ room.Encoders = (*Video)(nil)
)

type mediaSeatRow struct {
	bun.BaseModel `bun:"table:media_seats,alias:media_seats"`

	Room        string    `bun:"room_id,pk"`
	Identity    string    `bun:"identity,pk"`
	Kind        string    `bun:"kind"`
	Participant string    `bun:"participant_id"`
	Person      string    `bun:"person_id"`
	SignIn      string    `bun:"sign_in_id"`
	At          time.Time `bun:"at"`
}

func (r mediaSeatRow) seat() video.Seat {
	return video.Seat{
		Room: r.Room, Identity: r.Identity, Kind: video.Kind(r.Kind), Participant: r.Participant, Person: r.Person, SignIn: r.SignIn, At: r.At.UTC(),
	}
}

// PutSeat implements video.Store.
func (s *Video) PutSeat(ctx context.Context, seat video.Seat) error {
	row := mediaSeatRow{
		Room: seat.Room, Identity: seat.Identity, Kind: string(seat.Kind), Participant: seat.Participant, Person: seat.Person, SignIn: seat.SignIn, At: seat.At,
	}
	_, err := s.Conn(ctx).NewInsert().Model(&row).On("CONFLICT (room_id, identity) DO UPDATE").
		Set("person_id = EXCLUDED.person_id, sign_in_id = EXCLUDED.sign_in_id, at = EXCLUDED.at").Exec(ctx)
	if err != nil {
		return fmt.Errorf("keep a media seat: %w", err)
	}
	return nil
}

// Seat implements video.Store.
func (s *Video) Seat(ctx context.Context, id core.ID, identity string) (video.Seat, bool, error) {
	var row mediaSeatRow
	err := s.Conn(ctx).NewSelect().Model(&row).Where("room_id = ? AND identity = ?", id, identity).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return video.Seat{}, false, nil
	}
	return row.seat(), err == nil, err
}

// Seats implements video.Store.
func (s *Video) Seats(ctx context.Context, id core.ID) ([]video.Seat, error) {
	var rows []mediaSeatRow
	if err := s.Conn(ctx).NewSelect().Model(&rows).Where("room_id = ?", id).Order("identity").Scan(ctx); err != nil {
		return nil, fmt.Errorf("list media seats: %w", err)
	}
	seats := make([]video.Seat, len(rows))
	for i, r := range rows {
		seats[i] = r.seat()
	}
	return seats, nil
}

// SeatRooms implements video.Store.
func (s *Video) SeatRooms(ctx context.Context) ([]core.ID, error) {
	var ids []core.ID
	err := s.Conn(ctx).NewSelect().Model((*mediaSeatRow)(nil)).ColumnExpr("DISTINCT room_id").Scan(ctx, &ids)
	return ids, err
}

// DropSeats implements video.Store.
func (s *Video) DropSeats(ctx context.Context, id core.ID, identities []string) error {
	_, err := s.Conn(ctx).NewDelete().Model((*mediaSeatRow)(nil)).
		Where("room_id = ? AND identity IN (?)", id, bun.List(identities)).Exec(ctx)
	return err
}

// CountSeats implements video.Store.
func (s *Video) CountSeats(ctx context.Context, id core.ID, k video.Kind) (int, error) {
	n, err := s.Conn(ctx).NewSelect().Model((*mediaSeatRow)(nil)).Where("room_id = ? AND kind = ?", id, string(k)).Count(ctx)
	return int(n), err
}

type encoderRow struct {
	bun.BaseModel `bun:"table:encoders,alias:encoders"`

	ID        string    `bun:"id,pk"`
	Room      string    `bun:"room_id"`
	Label     string    `bun:"label"`
	Digest    string    `bun:"key_digest"`
	CreatedAt time.Time `bun:"created_at"`
}

func (r encoderRow) encoder() video.Encoder {
	return video.Encoder{ID: r.ID, Room: r.Room, Label: r.Label, Digest: r.Digest, CreatedAt: r.CreatedAt.UTC()}
}

var errNoEncoder = core.NotFound("encoder_not_found", "There is no such encoder, or its key was revoked.")

// AddEncoder implements video.EncoderStore.
func (s *Video) AddEncoder(ctx context.Context, e video.Encoder) error {
	row := encoderRow{ID: e.ID, Room: e.Room, Label: e.Label, Digest: e.Digest, CreatedAt: e.CreatedAt}
	_, err := s.Conn(ctx).NewInsert().Model(&row).Exec(ctx)
	return err
}

// Encoders implements video.EncoderStore.
func (s *Video) Encoders(ctx context.Context, id core.ID) ([]video.Encoder, error) {
	var rows []encoderRow
	if err := s.Conn(ctx).NewSelect().Model(&rows).Where("room_id = ?", id).Order("id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("list encoders: %w", err)
	}
	list := make([]video.Encoder, len(rows))
	for i, r := range rows {
		list[i] = r.encoder()
	}
	return list, nil
}

// EncoderBy implements video.EncoderStore.
func (s *Video) EncoderBy(ctx context.Context, digest string) (video.Encoder, error) {
	var row encoderRow
	err := s.Conn(ctx).NewSelect().Model(&row).Where("key_digest = ?", digest).Scan(ctx)
	return row.encoder(), notFound(err, errNoEncoder)
}

// EncoderLabel implements room.Encoders.
func (s *Video) EncoderLabel(ctx context.Context, id, encoder core.ID) (string, error) {
	var row encoderRow
	err := s.Conn(ctx).NewSelect().Model(&row).Where("room_id = ? AND id = ?", id, encoder).Scan(ctx)
	return row.Label, notFound(err, errNoEncoder)
}

// DropEncoder implements video.EncoderStore.
func (s *Video) DropEncoder(ctx context.Context, id, encoder core.ID) (bool, error) {
	n, err := affected(s.Conn(ctx).NewDelete().Model((*encoderRow)(nil)).Where("room_id = ? AND id = ?", id, encoder).Exec(ctx))
	return n > 0, err
}

type qualityRow struct {
	bun.BaseModel `bun:"table:media_quality,alias:media_quality"`

	Room        string    `bun:"room_id,pk"`
	Participant string    `bun:"participant_id,pk"`
	Minute      time.Time `bun:"minute,pk"`
	At          time.Time `bun:"at"`
	Mode        string    `bun:"mode"`
	RTTMs       int       `bun:"rtt_ms"`
	LossPercent float64   `bun:"loss_percent"`
	Width       int       `bun:"width"`
	Height      int       `bun:"height"`
	FPS         int       `bun:"fps"`
}

// PutQuality implements video.QualityStore.
func (s *Video) PutQuality(ctx context.Context, q video.Quality) error {
	row := qualityRow{
		Room: q.Room, Participant: q.Participant, Minute: q.Minute, At: q.At, Mode: q.Mode, RTTMs: q.RTTMs, LossPercent: q.LossPercent,
		Width: q.Width, Height: q.Height, FPS: q.FPS,
	}
	worse := func(column string) string {
		return column + " = CASE WHEN EXCLUDED." + column + " > media_quality." + column + " THEN EXCLUDED." + column + " ELSE media_quality." + column + " END"
	}
	_, err := s.Conn(ctx).NewInsert().Model(&row).On("CONFLICT (room_id, participant_id, minute) DO UPDATE").
		Set("at = EXCLUDED.at, mode = EXCLUDED.mode, width = EXCLUDED.width, height = EXCLUDED.height, fps = EXCLUDED.fps").
		Set(worse("rtt_ms")).Set(worse("loss_percent")).Exec(ctx)
	return err
}

// QualitySince implements video.QualityStore.
func (s *Video) QualitySince(ctx context.Context, id core.ID, at time.Time) ([]video.Quality, error) {
	var rows []qualityRow
	err := s.Conn(ctx).NewSelect().Model(&rows).Where("room_id = ? AND at >= ?", id, at).Order("participant_id", "minute").Scan(ctx)
	list := []video.Quality{}
	for _, r := range rows {
		q := video.Quality{
			Room: r.Room, Participant: r.Participant, Minute: r.Minute.UTC(), At: r.At.UTC(), Mode: r.Mode, RTTMs: r.RTTMs,
			LossPercent: r.LossPercent, Width: r.Width, Height: r.Height, FPS: r.FPS,
		}
		if n := len(list); n > 0 && list[n-1].Participant == q.Participant {
			list[n-1] = q
			continue
		}
		list = append(list, q)
	}
	return list, err
}
