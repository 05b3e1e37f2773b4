package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
)

// Rooms keeps rooms and their logs; it implements room.Store.
type Rooms struct{ *DB }

// NewRooms returns the rooms kept in db.
func NewRooms(db *DB) *Rooms { return &Rooms{db} }

type roomRow struct {
	bun.BaseModel `bun:"table:rooms"`

	ID           string    `bun:"id,pk"`
	Session      string    `bun:"session_id"`
	Kind         string    `bun:"kind"`
	Epoch        string    `bun:"epoch"`
	State        string    `bun:"state"`
	Public       int64     `bun:"public_head"`
	Staff        int64     `bun:"staff_head"`
	Stage        string    `bun:"stage"`
	Reactions    string    `bun:"reactions"`
	Settings     string    `bun:"settings"`
	BudgetSecond int64     `bun:"budget_second"`
	BudgetUsed   int       `bun:"budget_used"`
	Waiting      int       `bun:"waiting"`
	Version      int64     `bun:"version"`
	CreatedAt    time.Time `bun:"created_at"`
}

// OpenRoom makes the live room of a session and returns its id, or the id of the
// one that is there already.
func (s *Rooms) OpenRoom(ctx context.Context, session core.ID) (core.ID, error) {
	settings, err := json.Marshal(room.DefaultSettings())
	if err != nil {
		return "", err
	}
	row := roomRow{
		ID: core.NewID(), Session: session, Kind: room.KindLive, Epoch: core.NewID(), State: string(room.Waiting),
		Reactions: "{}", Settings: string(settings), Version: 1, CreatedAt: s.now(),
	}
	n, err := affected(s.Conn(ctx).NewInsert().Model(&row).On("CONFLICT DO NOTHING").Exec(ctx))
	if err != nil {
		return "", fmt.Errorf("open a room: %w", err)
	}
	if n == 0 {
		err = s.Conn(ctx).NewSelect().Model(&row).Where("session_id = ? AND kind = ?", session, room.KindLive).Scan(ctx)
	}
	return row.ID, err
}

// RoomStates tells how far rooms are, by id.
func (s *Rooms) RoomStates(ctx context.Context, rooms []core.ID) (map[core.ID]string, error) {
	states := map[core.ID]string{}
	if len(rooms) == 0 {
		return states, nil
	}
	var rows []roomRow
	err := s.Conn(ctx).NewSelect().Model(&rows).Column("id", "state").Where("id IN (?)", bun.List(rooms)).Scan(ctx)
	for _, r := range rows {
		states[r.ID] = r.State
	}
	return states, err
}

// RemoveRoom takes away a room that never began and no guest ever was in; those who
// prepare a session look into it.
func (s *Rooms) RemoveRoom(ctx context.Context, id core.ID) error {
	used := core.Conflict("room_used", "People have been in this room. Archive its event instead.")
	return s.InTx(ctx, func(ctx context.Context) error {
		r, err := s.LockRoom(ctx, id)
		if err != nil {
			return err
		}
		guests, err := s.Conn(ctx).NewSelect().Model((*participantRow)(nil)).Where("room_id = ? AND role = ?", id, policy.Guest).Count(ctx)
		if err != nil {
			return fmt.Errorf("count guests: %w", err)
		}
		if guests > 0 || r.Phase != room.Waiting {
			return used
		}
		if _, err := s.Conn(ctx).NewDelete().Model((*fileScopeRow)(nil)).Where("scope = ?", "room:"+id).Exec(ctx); err != nil {
			return fmt.Errorf("leave the files of a room: %w", err)
		}
		return s.DeleteRoom(ctx, id)
	})
}

// SlideCounts counts the files laid ready in rooms.
func (s *Rooms) SlideCounts(ctx context.Context, rooms []core.ID) (map[core.ID]int, error) {
	counts := map[core.ID]int{}
	if len(rooms) == 0 {
		return counts, nil
	}
	var rows []struct {
		Room  string `bun:"room_id"`
		Count int    `bun:"n"`
	}
	err := s.Conn(ctx).NewSelect().Model((*slideRow)(nil)).ColumnExpr("room_id, COUNT(*) AS n").
		Where("room_id IN (?)", bun.List(rooms)).Group("room_id").Scan(ctx, &rows)
	for _, r := range rows {
		counts[r.Room] = r.Count
	}
	return counts, err
}

// Room implements room.Store.
func (s *Rooms) Room(ctx context.Context, id core.ID) (room.Room, error) {
	return s.room(ctx, id, false)
}

// LockRoom implements room.Store. The lock leaves the key alone, so that rows
// which merely refer to the room can be added meanwhile.
func (s *Rooms) LockRoom(ctx context.Context, id core.ID) (room.Room, error) {
	return s.room(ctx, id, s.Postgres())
}

func (s *Rooms) room(ctx context.Context, id core.ID, lock bool) (room.Room, error) {
	var row roomRow
	q := s.Conn(ctx).NewSelect().Model(&row).Where("id = ?", id)
	if lock {
		q = q.For("NO KEY UPDATE")
	}
	if err := q.Scan(ctx); err != nil {
		return room.Room{}, notFound(err, core.NotFound("room_not_found", "There is no such room."))
	}
	return row.room()
}

func (row roomRow) room() (room.Room, error) {
	r := room.Room{
		ID: row.ID, Session: row.Session, Kind: row.Kind, Epoch: row.Epoch, Phase: room.Phase(row.State), Public: row.Public,
		Staff: row.Staff, Waiting: row.Waiting, Version: core.Version(row.Version), Budget: room.Budget{Second: row.BudgetSecond, Used: row.BudgetUsed},
	}
	if row.Stage != "" {
		r.Stage = &room.Stage{}
		if err := json.Unmarshal([]byte(row.Stage), r.Stage); err != nil {
			return r, fmt.Errorf("read the stage of room %s: %w", row.ID, err)
		}
	}
	if err := json.Unmarshal([]byte(row.Reactions), &r.Reactions); err != nil {
		return r, fmt.Errorf("read the reactions of room %s: %w", row.ID, err)
	}
	if err := json.Unmarshal([]byte(row.Settings), &r.Settings); err != nil {
		return r, fmt.Errorf("read the settings of room %s: %w", row.ID, err)
	}
	return r, nil
}

// SaveRoom implements room.Store.
func (s *Rooms) SaveRoom(ctx context.Context, r room.Room) error {
	stage := []byte{}
	var err error
	if r.Stage != nil {
		if stage, err = json.Marshal(r.Stage); err != nil {
			return err
		}
	}
	reactions, err := json.Marshal(r.Reactions)
	if err != nil {
		return err
	}
	settings, err := json.Marshal(r.Settings)
	if err != nil {
		return err
	}
	_, err = s.Conn(ctx).NewUpdate().Model((*roomRow)(nil)).
		Set("state = ?", string(r.Phase)).Set("public_head = ?", r.Public).Set("staff_head = ?", r.Staff).
		Set("stage = ?", string(stage)).Set("reactions = ?", string(reactions)).Set("settings = ?", string(settings)).
		Set("budget_second = ?", r.Budget.Second).Set("budget_used = ?", r.Budget.Used).Set("version = ?", int64(r.Version)).
		Set("waiting = ?", r.Waiting).
		Where("id = ?", r.ID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("save room %s: %w", r.ID, err)
	}
	return nil
}

type slideRow struct {
	bun.BaseModel `bun:"table:room_slides"`

	Room    string    `bun:"room_id,pk"`
	File    string    `bun:"file_id,pk"`
	Kind    string    `bun:"kind"`
	Name    string    `bun:"name"`
	Pages   int       `bun:"pages"`
	Width   int       `bun:"width"`
	Height  int       `bun:"height"`
	Size    int64     `bun:"size"`
	AddedAt time.Time `bun:"added_at"`
}

// Slides implements room.SlideStore.
func (s *Rooms) Slides(ctx context.Context, id core.ID) ([]room.SlideFile, error) {
	var rows []slideRow
	if err := s.Conn(ctx).NewSelect().Model(&rows).Where("room_id = ?", id).Order("added_at", "file_id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("list slides: %w", err)
	}
	files := make([]room.SlideFile, len(rows))
	for i, r := range rows {
		files[i] = room.SlideFile{File: r.File, Kind: r.Kind, Name: r.Name, Pages: r.Pages, Width: r.Width, Height: r.Height, Size: r.Size}
	}
	return files, nil
}

// AddSlides implements room.SlideStore.
func (s *Rooms) AddSlides(ctx context.Context, id core.ID, f room.SlideFile, at time.Time) (bool, error) {
	row := slideRow{
		Room: id, File: f.File, Kind: f.Kind, Name: f.Name, Pages: f.Pages, Width: f.Width, Height: f.Height, Size: f.Size, AddedAt: at,
	}
	n, err := affected(s.Conn(ctx).NewInsert().Model(&row).On("CONFLICT DO NOTHING").Exec(ctx))
	return n > 0, err
}

// RemoveSlides implements room.SlideStore.
func (s *Rooms) RemoveSlides(ctx context.Context, id, file core.ID) (bool, error) {
	n, err := affected(s.Conn(ctx).NewDelete().Model((*slideRow)(nil)).Where("room_id = ? AND file_id = ?", id, file).Exec(ctx))
	return n > 0, err
}
