package event

import (
	"context"

	"zhaoyun/internal/core"
)

// Parcels are what an event presents of the parcels that are kept here; land.Service.
// It joins the transaction of its context.
type Parcels interface {
	Present(ctx context.Context, actor core.Actor, event core.ID, parcels []core.ID) error
	CopyPresented(ctx context.Context, from, to core.ID) error
}

// SetParcels chooses the parcels that an event presents, in order. An event under
// review goes back to draft, as with any edit.
func (s *Service) SetParcels(ctx context.Context, actor core.Actor, idOrSlug string, v core.Version, parcels []core.ID) (Event, error) {
	return s.changing(ctx, actor, "set-event-parcels", idOrSlug, func(ctx context.Context, e *Event) error {
		if e.Version != v {
			return core.Stale(e.Version)
		}
		if err := s.Parcels.Present(ctx, actor, e.ID, parcels); err != nil {
			return err
		}
		detail := map[string]any{"parcels": parcels}
		if e.edited() {
			detail["returned"] = true
		}
		if err := s.Store.UpdateEvent(ctx, *e, v); err != nil {
			return err
		}
		e.Version = v + 1
		return s.Audit.Audit(ctx, actor.Audited("set-event-parcels", "event", e.ID, e.Organisation, detail))
	})
}
