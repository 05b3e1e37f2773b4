package land

import (
	"context"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// presentedStore keeps which parcels an event presents.
type presentedStore interface {
	// PresentParcels replaces an event's parcels.
	PresentParcels(ctx context.Context, event core.ID, parcels []core.ID) error
	// PresentedParcels lists the parcels of events, in their order.
	PresentedParcels(ctx context.Context, events []core.ID) (map[core.ID][]core.ID, error)
}

// mostPresented bounds how many parcels one event presents.
const mostPresented = 50

// Present sets the parcels of an event, in order. That the actor may change the
// event the caller has made sure of; the parcels have to be there for the actor.
func (s *Service) Present(ctx context.Context, actor core.Actor, event core.ID, parcels []core.ID) error {
	if len(parcels) > mostPresented {
		return core.Invalid("too_many", "There are too many parcels.").On("body.parcels").With("limit", mostPresented)
	}
	once := map[core.ID]bool{}
	for _, id := range parcels {
		if once[id] {
			return core.Invalid("parcel_twice", "A parcel is in the list twice. Name each once.").On("body.parcels")
		}
		once[id] = true
		if _, err := s.parcel(ctx, actor, id); err != nil {
			if core.HasCode(err, ErrNoParcel.Code) {
				return core.Invalid(ErrNoParcel.Code, ErrNoParcel.Message).On("body.parcels")
			}
			return err
		}
	}
	return s.Store.PresentParcels(ctx, event, parcels)
}

// CopyPresented has an event present what another one does.
func (s *Service) CopyPresented(ctx context.Context, from, to core.ID) error {
	of, err := s.Store.PresentedParcels(ctx, []core.ID{from})
	if err != nil || len(of[from]) == 0 {
		return err
	}
	return s.Store.PresentParcels(ctx, to, of[from])
}

// Presented lists the parcels of events, in order, as far as the actor may see them.
func (s *Service) Presented(ctx context.Context, actor core.Actor, events ...core.ID) (map[core.ID][]Parcel, error) {
	of, err := s.Store.PresentedParcels(ctx, events)
	if err != nil || len(of) == 0 {
		return nil, err
	}
	var ids []core.ID
	for _, some := range of {
		ids = append(ids, some...)
	}
	found, err := s.Store.Parcels(ctx, ids)
	if err != nil {
		return nil, err
	}
	by := map[core.ID]Parcel{}
	for _, p := range found {
		if policy.Check(actor, "get-parcel", p.target()) == nil {
			by[p.ID] = p.shownTo(actor)
		}
	}
	out := map[core.ID][]Parcel{}
	for event, some := range of {
		for _, id := range some {
			if p, ok := by[id]; ok {
				out[event] = append(out[event], p)
			}
		}
	}
	return out, nil
}
