package app

import (
	"context"
	"slices"

	"zhaoyun/api"
	"zhaoyun/internal/core"
	"zhaoyun/internal/land"
	"zhaoyun/internal/lead"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
)

// wireLeads makes the leads; land and rooms are there already.
func (a *App) wireLeads() {
	a.leads = lead.New(lead.Deps{
		Store: store.NewLeads(a.db), Tx: a.db, Audit: a.db, Parcels: a.shown(), Rooms: a.rooms, Emitter: emitter{a.hooks}, Clock: a.now,
	})
	a.accounts.AddErasers(a.leads)
	a.accounts.AddKeepers(a.leads)
}

func (a *App) shown() shownParcels { return shownParcels{a.land, store.NewShowcase(a.db)} }

// shownParcels is what rooms and leads know of land.
type shownParcels struct {
	land   *land.Service
	places *store.Showcase
}

// Shown implements room.Parcels.
func (s shownParcels) Shown(ctx context.Context, session room.Session, parcel core.ID) (room.ParcelShown, error) {
	ids, err := s.places.ParcelsIn(ctx, session.Event)
	if err != nil {
		return room.ParcelShown{}, err
	}
	place := slices.Index(ids, parcel)
	if place < 0 {
		return room.ParcelShown{}, core.NotFound("parcel_not_shown", "This parcel is not one of the event's.")
	}
	p, err := s.land.Read(ctx, core.Actor{}, parcel)
	if core.HasCode(err, "parcel_not_found") {
		err = core.NotFound("parcel_not_shown", "This parcel is not public.")
	}
	if err != nil {
		return room.ParcelShown{}, err
	}
	out := room.ParcelShown{Parcel: p.ID, Version: p.Version, Place: place + 1, Number: p.Number, Name: p.Name}
	out.Figures, out.Bounds, err = api.FiguresOf(p)
	return out, err
}

// Of implements room.Parcels.
func (s shownParcels) Of(ctx context.Context, session room.Session) ([]core.ID, error) {
	return s.places.ParcelsIn(ctx, session.Event)
}

// Offered implements lead.Parcels.
func (s shownParcels) Offered(ctx context.Context, parcel core.ID) (lead.Parcel, core.ID, error) {
	p, err := s.land.Read(ctx, core.Actor{}, parcel)
	return lead.Parcel{ID: p.ID, Number: p.Number, Name: p.Name}, p.Organisation, err
}

// Rooms implements lead.Parcels.
func (s shownParcels) Rooms(ctx context.Context, parcel core.ID) ([]core.ID, error) {
	return s.places.RoomsOf(ctx, parcel)
}

var (
	_ room.Parcels = shownParcels{}
	_ lead.Parcels = shownParcels{}
)
