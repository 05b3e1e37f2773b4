package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
)

type rundownRow struct {
	bun.BaseModel `bun:"table:rundowns"`

	Room    string `bun:"room_id,pk"`
	Version int64  `bun:"version"`
	Shown   string `bun:"shown"`
}

type rundownItemRow struct {
	bun.BaseModel `bun:"table:rundown_items"`

	ID      string `bun:"id,pk"`
	Room    string `bun:"room_id"`
	Place   int    `bun:"place"`
	Title   string `bun:"title"`
	Minutes int    `bun:"minutes"`
	Person  string `bun:"person"`
	Speaker string `bun:"speaker"`
	Stage   string `bun:"stage"`
	Notes   string `bun:"notes"`
	Begun   bool   `bun:"begun"`
	Version int64  `bun:"version"`
}

func (r rundownItemRow) item() (room.RundownItem, error) {
	it := room.RundownItem{
		ID: r.ID, Room: r.Room, Place: r.Place, Begun: r.Begun, Version: core.Version(r.Version),
		RundownDraft: room.RundownDraft{Title: r.Title, Minutes: r.Minutes, Person: r.Person, Speaker: r.Speaker, Notes: r.Notes},
	}
	if r.Stage != "" {
		it.Stage = &room.RundownStage{}
		if err := json.Unmarshal([]byte(r.Stage), it.Stage); err != nil {
			return it, fmt.Errorf("read the stage of item %s: %w", r.ID, err)
		}
	}
	return it, nil
}

// Rundown implements room.RundownStore.
func (s *Rooms) Rundown(ctx context.Context, id core.ID) (room.RundownBook, error) {
	book := room.RundownBook{Shown: room.NewState().Rundown}
	var rows []rundownRow
	if err := s.Conn(ctx).NewSelect().Model(&rows).Where("room_id = ?", id).Scan(ctx); err != nil {
		return book, fmt.Errorf("read a rundown: %w", err)
	}
	for _, r := range rows {
		book.Version = core.Version(r.Version)
		if err := json.Unmarshal([]byte(r.Shown), &book.Shown); err != nil {
			return book, fmt.Errorf("read the rundown of room %s: %w", id, err)
		}
	}
	return book, nil
}

// SaveRundown implements room.RundownStore.
func (s *Rooms) SaveRundown(ctx context.Context, id core.ID, b room.RundownBook) error {
	shown, err := json.Marshal(b.Shown)
	if err != nil {
		return err
	}
	row := rundownRow{Room: id, Version: int64(b.Version), Shown: string(shown)}
	_, err = s.Conn(ctx).NewInsert().Model(&row).On("CONFLICT (room_id) DO UPDATE").
		Set("version = excluded.version").Set("shown = excluded.shown").Exec(ctx)
	if err != nil {
		return fmt.Errorf("save a rundown: %w", err)
	}
	return nil
}

// RundownItems implements room.RundownStore.
func (s *Rooms) RundownItems(ctx context.Context, id core.ID) ([]room.RundownItem, error) {
	var rows []rundownItemRow
	if err := s.Conn(ctx).NewSelect().Model(&rows).Where("room_id = ?", id).Order("place", "id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("list the items of a rundown: %w", err)
	}
	items := make([]room.RundownItem, len(rows))
	for i, r := range rows {
		var err error
		if items[i], err = r.item(); err != nil {
			return nil, err
		}
	}
	return items, nil
}

// PutRundownItem implements room.RundownStore.
func (s *Rooms) PutRundownItem(ctx context.Context, it room.RundownItem) error {
	row := rundownItemRow{
		ID: it.ID, Room: it.Room, Place: it.Place, Title: it.Title, Minutes: it.Minutes, Person: it.Person, Speaker: it.Speaker,
		Notes: it.Notes, Begun: it.Begun, Version: int64(it.Version),
	}
	if it.Stage != nil {
		stage, err := json.Marshal(it.Stage)
		if err != nil {
			return err
		}
		row.Stage = string(stage)
	}
	q := s.Conn(ctx).NewInsert().Model(&row).On("CONFLICT (id) DO UPDATE")
	for _, column := range []string{"place", "title", "minutes", "person", "speaker", "stage", "notes", "begun", "version"} {
		q = q.Set(column + " = excluded." + column)
	}
	if _, err := q.Exec(ctx); err != nil {
		return fmt.Errorf("save an item of a rundown: %w", err)
	}
	return nil
}

// DeleteRundownItem implements room.RundownStore.
func (s *Rooms) DeleteRundownItem(ctx context.Context, id core.ID) error {
	_, err := s.Conn(ctx).NewDelete().Model((*rundownItemRow)(nil)).Where("id = ?", id).Exec(ctx)
	return err
}

// Crew implements room.RundownStore.
func (s *Rooms) Crew(ctx context.Context, id core.ID) ([]room.Participant, error) {
	var rows []participantRow
	err := s.Conn(ctx).NewSelect().Model(&rows).Where("room_id = ? AND (role <> ? OR ready)", id, policy.Guest).Order("id").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the crew: %w", err)
	}
	return participantsOf(rows), nil
}

// SetReady implements room.RundownStore.
func (s *Rooms) SetReady(ctx context.Context, participant core.ID, ready bool, d room.Devices) error {
	_, err := s.Conn(ctx).NewUpdate().Model((*participantRow)(nil)).Set("ready = ?, camera = ?, microphone = ?", ready, d.Camera, d.Microphone).Where("id = ?", participant).Exec(ctx)
	return err
}
