package land

import (
	"context"
	"reflect"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// CarrierDraft is a new carrier as an official writes it down.
type CarrierDraft struct {
	Organisation core.ID // empty: the official's own
	CarrierFields
	Geometry Geometry
}

// CreateCarrier adds a carrier.
func (s *Service) CreateCarrier(ctx context.Context, actor core.Actor, d CarrierDraft) (Carrier, error) {
	if d.Organisation == "" {
		d.Organisation = ownBureau(actor)
	}
	now := s.Clock()
	c := Carrier{
		ID: core.NewID(), Organisation: d.Organisation, CarrierFields: d.CarrierFields, Geometry: d.Geometry,
		CreatedBy: actor.Person, UpdatedBy: actor.Person, CreatedAt: now, UpdatedAt: now, Version: 1,
	}
	if err := s.staff(ctx, actor, "create-carrier", c.target(), "carrier", ""); err != nil {
		return Carrier{}, err
	}
	if err := c.tidy(); err != nil {
		return Carrier{}, err
	}
	err := s.turn(ctx, func(ctx context.Context, t Turn) error {
		if err := s.checkBureau(ctx, c.Organisation); err != nil {
			return err
		}
		if err := s.checkPartOf(ctx, actor, c); err != nil {
			return err
		}
		if err := s.Store.InsertCarrier(ctx, t, c); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("create-carrier", "carrier", c.ID, c.Organisation, nil))
	})
	return c, err
}

// checkPartOf asks for a carrier to lie in another one that is there.
func (s *Service) checkPartOf(ctx context.Context, actor core.Actor, c Carrier) error {
	if c.PartOf == "" {
		return nil
	}
	_, err := s.carrier(ctx, actor, c.PartOf)
	if core.HasCode(err, ErrNoCarrier.Code) || c.PartOf == c.ID {
		return core.Invalid("carrier_part_of", "Choose another carrier that this one lies in.").On("body.partOf")
	}
	return err
}

// CarrierEdit changes the fields and the geometry of a carrier in place.
type CarrierEdit func(f *CarrierFields, g *Geometry) error

// UpdateCarrier edits the version of a carrier that was read.
func (s *Service) UpdateCarrier(ctx context.Context, actor core.Actor, id core.ID, v core.Version, edit CarrierEdit) (Carrier, error) {
	return s.changingCarrier(ctx, actor, "update-carrier", id, v, func(ctx context.Context, t Turn, c *Carrier) error {
		before := *c
		if err := edit(&c.CarrierFields, &c.Geometry); err != nil {
			return err
		}
		if err := c.tidy(); err != nil {
			return err
		}
		if reflect.DeepEqual(before, *c) {
			return nil
		}
		if err := s.checkPartOf(ctx, actor, *c); err != nil {
			return err
		}
		c.Version++
		c.UpdatedBy, c.UpdatedAt = actor.Person, s.Clock()
		if err := s.Store.UpdateCarrier(ctx, t, *c); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("update-carrier", "carrier", id, c.Organisation, map[string]any{"version": c.Version}))
	})
}

// DeleteCarrier takes a carrier away.
func (s *Service) DeleteCarrier(ctx context.Context, actor core.Actor, id core.ID, v core.Version) error {
	_, err := s.changingCarrier(ctx, actor, "delete-carrier", id, v, func(ctx context.Context, t Turn, c *Carrier) error {
		if err := s.Store.DeleteCarrier(ctx, t, id); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("delete-carrier", "carrier", id, c.Organisation, nil))
	})
	return err
}

func (s *Service) changingCarrier(
	ctx context.Context, actor core.Actor, op policy.Op, id core.ID, v core.Version, f func(ctx context.Context, t Turn, c *Carrier) error,
) (Carrier, error) {
	var c Carrier
	err := s.turn(ctx, func(ctx context.Context, t Turn) (err error) {
		if c, err = s.carrier(ctx, actor, id); err != nil {
			return err
		}
		if err := s.staff(ctx, actor, op, c.target(), "carrier", id); err != nil {
			return err
		}
		if c.Version != v {
			return core.Stale(c.Version)
		}
		return f(ctx, t, &c)
	})
	return c, err
}

// ReadCarrier returns a carrier to somebody who may see it.
func (s *Service) ReadCarrier(ctx context.Context, actor core.Actor, id core.ID) (Carrier, error) {
	return s.carrier(ctx, actor, id)
}

func (s *Service) carrier(ctx context.Context, actor core.Actor, id core.ID) (Carrier, error) {
	found, err := s.Store.Carriers(ctx, []core.ID{id})
	if err != nil {
		return Carrier{}, err
	}
	if len(found) == 0 || policy.Check(actor, "get-carrier", found[0].target()) != nil {
		return Carrier{}, ErrNoCarrier
	}
	return found[0], nil
}

// CarrierFilter narrows a list of carriers.
type CarrierFilter struct {
	Query        string
	Kinds        []CarrierKind
	Bounds       *orb.Bound
	Organisation core.ID
}

// ListCarriers lists the carriers that the actor may see, by name.
func (s *Service) ListCarriers(ctx context.Context, actor core.Actor, f CarrierFilter, p core.Paging) (page core.Page[Carrier], err error) {
	if err := policy.Check(actor, "list-carriers", policy.Target{}); err != nil {
		return page, err
	}
	if err := s.index.fresh(ctx); err != nil {
		return page, err
	}
	ids, next, err := s.index.listCarriers(viewOf(actor), f, p)
	if err != nil {
		return page, err
	}
	page = core.Page[Carrier]{Items: make([]Carrier, 0, len(ids)), Next: next}
	found, err := s.Store.Carriers(ctx, ids)
	by := map[core.ID]Carrier{}
	for _, c := range found {
		by[c.ID] = c
	}
	for _, id := range ids {
		if c, ok := by[id]; ok {
			page.Items = append(page.Items, c)
		}
	}
	return page, err
}

// listCarriers sorts all that match: a district has hundreds, not more.
func (x *index) listCarriers(v view, f CarrierFilter, p core.Paging) (ids []core.ID, next string, err error) {
	var after *place
	if p.Cursor != "" {
		if after, err = readPlace(p.Cursor); err != nil {
			return nil, "", err
		}
	}
	query := strings.ToLower(strings.TrimSpace(f.Query))
	var found places
	x.mu.RLock()
	x.carriers.in(f.Bounds, func(i *Indexed) {
		at := place{text: i.Name, id: i.ID}
		if v.sees(i) && (len(f.Kinds) == 0 || slices.Contains(f.Kinds, i.Kind)) && strings.Contains(i.Words, query) &&
			(f.Organisation == "" || f.Organisation == i.Organisation) && (after == nil || after.before(at)) {
			found = append(found, at)
		}
	})
	x.mu.RUnlock()
	slices.SortFunc(found, place.compare)
	for n, at := range found {
		if n == p.Limit {
			return ids, found[n-1].cursor(), nil
		}
		ids = append(ids, at.id)
	}
	return ids, "", nil
}
