package event

import (
	"context"
	"maps"
	"slices"

	"zhaoyun/internal/core"
)

// Create adds a draft.
func (s *Service) Create(ctx context.Context, actor core.Actor, d Draft) (Event, error) {
	if d.Organisation == "" {
		d.Organisation = ownBureau(actor)
	}
	e := Event{
		ID: core.NewID(), Status: StatusDraft, Organisation: d.Organisation, Slug: d.Slug,
		Title: d.Title, Tagline: d.Tagline, Description: d.Description, TimeZone: d.TimeZone, Languages: d.Languages,
		Illustrative: d.Illustrative, Blocks: d.Blocks, CreatedBy: actor.Person, CreatedAt: s.Clock(), Version: 1,
	}
	if err := s.staff(ctx, actor, "create-event", e, "event", ""); err != nil {
		return Event{}, err
	}
	if e.TimeZone == "" {
		e.TimeZone = "Asia/Shanghai"
	}
	if len(e.Languages) == 0 {
		e.Languages = slices.Clone(core.Languages)
	}
	if err := e.check(); err != nil {
		return Event{}, err
	}
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		if err := s.checkBureau(ctx, e.Organisation); err != nil {
			return err
		}
		if err := s.chooseSlug(ctx, &e); err != nil {
			return err
		}
		if err := s.Store.InsertEvent(ctx, e); err != nil {
			return err
		}
		if d.Cover != "" {
			// The file domain asks whether this event may be changed, so it has to be there.
			if err := s.setCover(ctx, actor, &e, d.Cover); err != nil {
				return err
			}
			if err := s.Store.UpdateEvent(ctx, e, e.Version); err != nil {
				return err
			}
			e.Version++
		}
		return s.Audit.Audit(ctx, actor.Audited("create-event", "event", e.ID, e.Organisation, map[string]any{"slug": e.Slug}))
	})
	return e, err
}

// ownBureau is the bureau an official acts for when none is named.
func ownBureau(actor core.Actor) core.ID {
	for _, role := range []core.Role{core.RoleOfficial, core.RoleAdministrator} {
		for _, m := range actor.Memberships {
			if m.Role == role {
				return m.Organisation
			}
		}
	}
	return ""
}

func (s *Service) checkBureau(ctx context.Context, id core.ID) error {
	o, err := s.Accounts.Organisation(ctx, id)
	if core.HasCode(err, "organisation_not_found") || err == nil && o.Kind != core.OrgBureau {
		return core.Invalid("organisation_not_bureau", "Only a bureau holds events. Name one you act for.").On("body.organisation")
	}
	return err
}

// chooseSlug checks the slug asked for, or finds a free one.
func (s *Service) chooseSlug(ctx context.Context, e *Event) error {
	if e.Slug != "" {
		return checkSlug(e.Slug)
	}
	e.Slug = slugOf(e.Title)
	switch _, err := s.Store.Event(ctx, e.Slug); {
	case err == nil:
		e.Slug += "-" + chance()
	case !core.HasCode(err, ErrNoEvent.Code):
		return err
	}
	return nil
}

func (s *Service) setCover(ctx context.Context, actor core.Actor, e *Event, file core.ID) error {
	if file == "" {
		e.Cover = nil
		return nil
	}
	if s.Covers == nil {
		return core.Unavailable("covers_unavailable", "Pictures cannot be attached on this server.")
	}
	c, err := s.Covers.AttachCover(ctx, actor, file, e.ID)
	if err != nil {
		if err := core.AsError(err); err.Kind == core.KindNotFound || err.Code == "file_not_ready" {
			return core.Invalid(err.Code, err.Message).On("body.cover")
		}
		return err
	}
	e.Cover = &c
	return nil
}

// Update edits the version of an event that was read. An event under review goes
// back to draft, because what was submitted is no longer what is there.
func (s *Service) Update(ctx context.Context, actor core.Actor, idOrSlug string, v core.Version, c Change) (Event, error) {
	return s.changing(ctx, actor, "update-event", idOrSlug, func(ctx context.Context, e *Event) error {
		if e.Version != v {
			return core.Stale(e.Version)
		}
		changed, err := s.apply(ctx, actor, e, c)
		if err != nil {
			return err
		}
		if err := e.check(); err != nil {
			return err
		}
		detail := map[string]any{"fields": changed}
		if e.edited() {
			detail["returned"] = true
		}
		if err := s.Store.UpdateEvent(ctx, *e, v); err != nil {
			return err
		}
		e.Version = v + 1
		return s.Audit.Audit(ctx, actor.Audited("update-event", "event", e.ID, e.Organisation, detail))
	})
}

// apply edits the event and names the fields that were given.
func (s *Service) apply(ctx context.Context, actor core.Actor, e *Event, c Change) (changed []string, err error) {
	if c.Slug != nil && *c.Slug != e.Slug {
		if e.PublishedAt != nil {
			return nil, core.Conflict("slug_fixed", "The address was published already and stays as it is.").On("body.slug")
		}
		if err := checkSlug(*c.Slug); err != nil {
			return nil, err
		}
		e.Slug = *c.Slug
		changed = append(changed, "slug")
	}
	if c.Cover != nil {
		if err := s.setCover(ctx, actor, e, *c.Cover); err != nil {
			return nil, err
		}
		changed = append(changed, "cover")
	}
	for _, t := range []struct {
		name string
		to   *core.Text
		from core.Text
	}{{"title", &e.Title, c.Title}, {"tagline", &e.Tagline, c.Tagline}, {"description", &e.Description, c.Description}} {
		if t.from != nil && !maps.Equal(*t.to, t.from) {
			*t.to = t.from
			changed = append(changed, t.name)
		}
	}
	if c.Languages != nil {
		e.Languages = c.Languages
		changed = append(changed, "languages")
	}
	note := func(name string, given bool) {
		if given {
			changed = append(changed, name)
		}
	}
	set(&e.TimeZone, c.TimeZone)
	note("timeZone", c.TimeZone != nil)
	set(&e.Illustrative, c.Illustrative)
	note("illustrative", c.Illustrative != nil)
	set(&e.Figures, c.Figures)
	note("figures", c.Figures != nil)
	set(&e.Carriers, c.Carriers)
	note("carriers", c.Carriers != nil)
	set(&e.Organisers, c.Organisers)
	note("organisers", c.Organisers != nil)
	set(&e.Parcels, c.Parcels)
	note("parcels", c.Parcels != nil)
	return changed, nil
}

// SetStatus takes the version of an event that was read to another status.
// Publishing a draft only submits it where the organisation wants two people; the
// second one approves by publishing again. A status it already has is fine.
func (s *Service) SetStatus(ctx context.Context, actor core.Actor, idOrSlug string, v core.Version, asked Status) (Event, error) {
	return s.changing(ctx, actor, "set-event-status", idOrSlug, func(ctx context.Context, e *Event) error {
		if e.Status == asked {
			return nil
		}
		if e.Version != v {
			return core.Stale(e.Version)
		}
		o, err := s.Accounts.Organisation(ctx, e.Organisation)
		if err != nil {
			return err
		}
		st, err := stepTo(e.Status, asked, o.TwoPersonPublish)
		if err != nil {
			return err
		}
		if err := st.mayApprove(*e, actor, o.TwoPersonPublish); err != nil {
			return core.NoteRefusal(ctx, s.Audit, err, actor.Audited(st.action, "event", e.ID, e.Organisation, nil))
		}
		return s.take(ctx, actor, e, st)
	})
}

// take does one step of the status machine.
func (s *Service) take(ctx context.Context, actor core.Actor, e *Event, st step) error {
	now := s.Clock()
	if st.ready {
		if err := e.ready(now); err != nil {
			return err
		}
	}
	if st.idle {
		for _, se := range e.Sessions {
			if se.Phase == "live" || se.Phase == "paused" {
				return core.Conflict("session_live", "A session of the event is live. End it first.").With("session", se.ID)
			}
		}
	}
	detail := map[string]any{"from": string(e.Status), "to": string(st.to)}
	first := e.PublishedAt == nil
	e.Status, e.Review = st.to, nil
	switch st.to {
	case StatusReview:
		e.Review = &Review{SubmittedBy: actor.Person, SubmittedAt: now}
	case StatusPublished:
		e.PublishedAt = &now
	}
	if err := s.Store.UpdateEvent(ctx, *e, e.Version); err != nil {
		return err
	}
	e.Version++
	if err := s.tellStep(ctx, actor, *e, first); err != nil {
		return err
	}
	return s.Audit.Audit(ctx, actor.Audited(st.action, "event", e.ID, e.Organisation, detail))
}

// MayReadEvent answers for files that are attached to an event.
func (s *Service) MayReadEvent(ctx context.Context, actor core.Actor, id core.ID) error {
	e, err := s.Store.Event(ctx, id)
	if err != nil {
		return err
	}
	return visible(actor, "get-event", e)
}
