package land

import (
	"context"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Draft is a new parcel as an official writes it down.
type Draft struct {
	Organisation core.ID // empty: the official's own
	Fields
	Geometry Geometry
}

// Create adds a parcel.
func (s *Service) Create(ctx context.Context, actor core.Actor, d Draft) (Parcel, error) {
	if d.Organisation == "" {
		d.Organisation = ownBureau(actor)
	}
	p := s.newParcel(actor, d)
	if err := s.staff(ctx, actor, "create-parcel", p.target(), "parcel", ""); err != nil {
		return Parcel{}, err
	}
	if err := p.tidy(); err != nil {
		return Parcel{}, err
	}
	err := s.turn(ctx, func(ctx context.Context, t Turn) error {
		if err := s.checkBureau(ctx, p.Organisation); err != nil {
			return err
		}
		if err := s.Store.InsertParcels(ctx, t, []Parcel{p}); err != nil {
			return err
		}
		if err := s.Store.AddParcelVersions(ctx, []Change{p.change(Parcel{}, "")}); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("create-parcel", "parcel", p.ID, p.Organisation, map[string]any{"number": p.Number}))
	})
	return p, err
}

func (s *Service) newParcel(actor core.Actor, d Draft) Parcel {
	now := s.Clock()
	return Parcel{
		ID: core.NewID(), Organisation: d.Organisation, Fields: d.Fields, Geometry: d.Geometry,
		CreatedBy: actor.Person, UpdatedBy: actor.Person, CreatedAt: now, UpdatedAt: now, Version: 1,
	}
}

// Edit changes the fields and the geometry of a parcel in place.
type Edit func(f *Fields, g *Geometry) error

// Update edits the version of a parcel that was read. An edit that changes nothing
// is no version.
func (s *Service) Update(ctx context.Context, actor core.Actor, id core.ID, v core.Version, edit Edit) (Parcel, error) {
	return s.changing(ctx, actor, "update-parcel", id, v, func(ctx context.Context, t Turn, p *Parcel) error {
		before := *p
		if err := edit(&p.Fields, &p.Geometry); err != nil {
			return err
		}
		if err := p.tidy(); err != nil {
			return err
		}
		c := p.change(before, "")
		if len(c.Fields) == 0 {
			return nil
		}
		s.step(actor, p, &c)
		if err := s.Store.UpdateParcels(ctx, t, []Parcel{*p}); err != nil {
			return err
		}
		if err := s.changed(ctx, *p, c); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("update-parcel", "parcel", id, p.Organisation, map[string]any{"fields": c.names(), "version": p.Version}))
	})
}

// step counts the version of a changed parcel up.
func (s *Service) step(actor core.Actor, p *Parcel, c *Change) {
	p.Version++
	p.UpdatedBy, p.UpdatedAt = actor.Person, s.Clock()
	c.Version, c.By, c.At = p.Version, p.UpdatedBy, p.UpdatedAt
}

// changed keeps a change and has it told to who keeps the parcel.
func (s *Service) changed(ctx context.Context, p Parcel, c Change) error {
	if err := s.Store.AddParcelVersions(ctx, []Change{c}); err != nil {
		return err
	}
	if p.Visibility != Public {
		return nil
	}
	return s.orderTelling(ctx, c)
}

// changing runs f on a parcel, in its turn, to somebody who may do op to it. Who
// may not even see it learns that there is none.
func (s *Service) changing(
	ctx context.Context, actor core.Actor, op policy.Op, id core.ID, v core.Version, f func(ctx context.Context, t Turn, p *Parcel) error,
) (Parcel, error) {
	var p Parcel
	err := s.turn(ctx, func(ctx context.Context, t Turn) (err error) {
		if p, err = s.mine(ctx, actor, op, id); err != nil {
			return err
		}
		if p.Version != v {
			return core.Stale(p.Version)
		}
		return f(ctx, t, &p)
	})
	return p, err
}

// mine finds a parcel for somebody who may do op to it.
func (s *Service) mine(ctx context.Context, actor core.Actor, op policy.Op, id core.ID) (Parcel, error) {
	p, err := s.parcel(ctx, actor, id)
	if err != nil {
		return Parcel{}, err
	}
	return p, s.staff(ctx, actor, op, p.target(), "parcel", id)
}

// parcel finds a parcel that the actor may see.
func (s *Service) parcel(ctx context.Context, actor core.Actor, id core.ID) (Parcel, error) {
	found, err := s.Store.Parcels(ctx, []core.ID{id})
	if err != nil {
		return Parcel{}, err
	}
	if len(found) == 0 || policy.Check(actor, "get-parcel", found[0].target()) != nil {
		return Parcel{}, ErrNoParcel
	}
	return found[0], nil
}

// Delete takes a parcel away. Its versions stay, nobody reads it any more.
func (s *Service) Delete(ctx context.Context, actor core.Actor, id core.ID, v core.Version) error {
	_, err := s.changing(ctx, actor, "delete-parcel", id, v, func(ctx context.Context, t Turn, p *Parcel) error {
		if err := s.Store.DeleteParcel(ctx, t, id); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("delete-parcel", "parcel", id, p.Organisation, map[string]any{"number": p.Number}))
	})
	return err
}

// Read returns a parcel to somebody who may see it.
func (s *Service) Read(ctx context.Context, actor core.Actor, id core.ID) (Parcel, error) {
	p, err := s.parcel(ctx, actor, id)
	if err != nil {
		return Parcel{}, err
	}
	p.Documents, err = s.Store.ParcelDocuments(ctx, id)
	return p.shownTo(actor), err
}

// OrganisationNames names the organisations of parcels and carriers.
func (s *Service) OrganisationNames(ctx context.Context, ids ...core.ID) (map[core.ID]core.Text, error) {
	names := map[core.ID]core.Text{}
	for _, id := range ids {
		if _, known := names[id]; known {
			continue
		}
		o, err := s.Accounts.Organisation(ctx, id)
		if err != nil {
			return nil, err
		}
		names[id] = o.Name
	}
	return names, nil
}
