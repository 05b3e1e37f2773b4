package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/land"
)

type parcelDocumentRow struct {
	bun.BaseModel `bun:"table:parcel_documents,alias:parcel_documents"`

	ID        string    `bun:"id,pk"`
	Parcel    string    `bun:"parcel_id"`
	File      string    `bun:"file_id"`
	Kind      string    `bun:"kind"`
	Body      string    `bun:"body"`
	CreatedBy string    `bun:"created_by"`
	CreatedAt time.Time `bun:"created_at"`
}

// documentBody is what of a document is JSON.
type documentBody struct {
	land.DocumentFields
	land.FileFacts
}

func (r parcelDocumentRow) document() land.Document {
	b := readJSON[documentBody](r.Body)
	return land.Document{
		ID: r.ID, Parcel: r.Parcel, File: r.File, DocumentFields: b.DocumentFields, FileFacts: b.FileFacts, CreatedBy: r.CreatedBy, CreatedAt: r.CreatedAt.UTC(),
	}
}

// AddParcelDocument implements land.Store.
func (s *Land) AddParcelDocument(ctx context.Context, d land.Document) error {
	row := parcelDocumentRow{
		ID: d.ID, Parcel: d.Parcel, File: d.File, Kind: string(d.Kind), Body: writeJSON(documentBody{d.DocumentFields, d.FileFacts}),
		CreatedBy: d.CreatedBy, CreatedAt: d.CreatedAt,
	}
	if _, err := s.Conn(ctx).NewInsert().Model(&row).Exec(ctx); err != nil {
		return fmt.Errorf("add a document to a parcel: %w", err)
	}
	return nil
}

// RemoveParcelDocument implements land.Store.
func (s *Land) RemoveParcelDocument(ctx context.Context, id core.ID) error {
	_, err := s.Conn(ctx).NewDelete().Model((*parcelDocumentRow)(nil)).Where("id = ?", id).Exec(ctx)
	return err
}

// ParcelDocuments implements land.Store.
func (s *Land) ParcelDocuments(ctx context.Context, parcel core.ID) ([]land.Document, error) {
	var rows []parcelDocumentRow
	if err := s.Conn(ctx).NewSelect().Model(&rows).Where("parcel_id = ?", parcel).Order("id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("read the documents of a parcel: %w", err)
	}
	out := make([]land.Document, len(rows))
	for i, r := range rows {
		out[i] = r.document()
	}
	return out, nil
}

type favouriteRow struct {
	bun.BaseModel `bun:"table:favourites,alias:favourites"`

	Person    string    `bun:"person_id,pk"`
	Parcel    string    `bun:"parcel_id,pk"`
	CreatedAt time.Time `bun:"created_at"`
}

// KeepParcel implements land.Store.
func (s *Land) KeepParcel(ctx context.Context, person, parcel core.ID, at time.Time) error {
	_, err := s.Conn(ctx).NewInsert().Model(&favouriteRow{Person: person, Parcel: parcel, CreatedAt: at}).On("CONFLICT DO NOTHING").Exec(ctx)
	return err
}

// UnkeepParcel implements land.Store.
func (s *Land) UnkeepParcel(ctx context.Context, person, parcel core.ID) error {
	_, err := s.Conn(ctx).NewDelete().Model((*favouriteRow)(nil)).Where("person_id = ? AND parcel_id = ?", person, parcel).Exec(ctx)
	return err
}

// KeptParcels implements land.Store.
func (s *Land) KeptParcels(ctx context.Context, person core.ID) ([]land.Kept, error) {
	var rows []favouriteRow
	if err := s.Conn(ctx).NewSelect().Model(&rows).Where("person_id = ?", person).Order("created_at DESC", "parcel_id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("read the parcels that somebody keeps: %w", err)
	}
	out := make([]land.Kept, len(rows))
	for i, r := range rows {
		out[i] = land.Kept{Parcel: r.Parcel, At: r.CreatedAt.UTC()}
	}
	return out, nil
}

// Keepers implements land.Store.
func (s *Land) Keepers(ctx context.Context, parcel core.ID) ([]core.ID, error) {
	var people []core.ID
	err := s.Conn(ctx).NewSelect().Model((*favouriteRow)(nil)).Column("person_id").Where("parcel_id = ?", parcel).Order("person_id").Scan(ctx, &people)
	return people, err
}

// EraseKeeps implements land.Store.
func (s *Land) EraseKeeps(ctx context.Context, person core.ID) error {
	_, err := s.Conn(ctx).NewDelete().Model((*favouriteRow)(nil)).Where("person_id = ?", person).Exec(ctx)
	return err
}

// ParcelChangesSince implements land.Store.
func (s *Land) ParcelChangesSince(ctx context.Context, parcel core.ID, v core.Version) ([]land.Change, error) {
	var rows []parcelVersionRow
	if err := s.Conn(ctx).NewSelect().Model(&rows).Where("parcel_id = ? AND version > ?", parcel, int64(v)).Order("version").Scan(ctx); err != nil {
		return nil, fmt.Errorf("read what changed in a parcel: %w", err)
	}
	out := make([]land.Change, len(rows))
	for i, r := range rows {
		out[i] = r.change()
	}
	return out, nil
}

type eventParcelRow struct {
	bun.BaseModel `bun:"table:event_parcels,alias:event_parcels"`

	Event  string `bun:"event_id,pk"`
	Parcel string `bun:"parcel_id,pk"`
	Place  int    `bun:"place"`
}

// PresentParcels implements land.Store.
func (s *Land) PresentParcels(ctx context.Context, event core.ID, parcels []core.ID) error {
	if _, err := s.Conn(ctx).NewDelete().Model((*eventParcelRow)(nil)).Where("event_id = ?", event).Exec(ctx); err != nil {
		return fmt.Errorf("replace the parcels of an event: %w", err)
	}
	if len(parcels) == 0 {
		return nil
	}
	rows := make([]eventParcelRow, len(parcels))
	for i, id := range parcels {
		rows[i] = eventParcelRow{Event: event, Parcel: id, Place: i}
	}
	if _, err := s.Conn(ctx).NewInsert().Model(&rows).Exec(ctx); err != nil {
		return fmt.Errorf("replace the parcels of an event: %w", err)
	}
	return nil
}

// PresentedParcels implements land.Store.
func (s *Land) PresentedParcels(ctx context.Context, events []core.ID) (map[core.ID][]core.ID, error) {
	if len(events) == 0 {
		return nil, nil
	}
	var rows []eventParcelRow
	if err := s.Conn(ctx).NewSelect().Model(&rows).Where("event_id IN (?)", bun.List(events)).Order("event_id", "place").Scan(ctx); err != nil {
		return nil, fmt.Errorf("read the parcels of events: %w", err)
	}
	out := map[core.ID][]core.ID{}
	for _, r := range rows {
		out[r.Event] = append(out[r.Event], r.Parcel)
	}
	return out, nil
}
