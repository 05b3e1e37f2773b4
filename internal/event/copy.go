package event

import (
	"context"
	"maps"
	"time"

	"zhaoyun/internal/core"
)

// copyMarks end the title of a copy, by language.
var copyMarks = core.Text{"zh-CN": "（副本）", "en": " (copy)", "zh-HK": "（副本）"}

// copyTitle marks a title as that of a copy.
func copyTitle(title core.Text) core.Text {
	marked := core.Text{}
	for tag, words := range title {
		mark := []rune(copyMarks.In(tag))
		runes := []rune(words)
		marked[tag] = string(append(runes[:min(len(runes), maxTitle-len(mark))], mark...))
	}
	return marked
}

// Copy makes a draft of everything that was prepared for an event: texts, cover,
// sessions with their people and what is laid ready in their rooms. The first
// session starts at the time given, the others as much later as they did. What
// happened — registrations, logs, attendance — is not copied.
func (s *Service) Copy(ctx context.Context, actor core.Actor, idOrSlug string, startsAt time.Time) (Event, error) {
	var made Event
	_, err := s.changing(ctx, actor, "copy-event", idOrSlug, func(ctx context.Context, e *Event) error {
		e.span()
		made = *e
		made.ID, made.Slug, made.Status, made.Title = core.NewID(), "", StatusDraft, copyTitle(e.Title)
		made.Sessions, made.Cover, made.Review, made.PublishedAt = nil, nil, nil, nil
		made.CreatedBy, made.CreatedAt, made.Version = actor.Person, s.Clock(), 1
		if err := s.chooseSlug(ctx, &made); err != nil {
			return err
		}
		if err := s.Store.InsertEvent(ctx, made); err != nil {
			return err
		}
		if e.Cover != nil {
			// Both refer to the same picture: who may read the one event may copy it.
			if err := s.setCover(ctx, core.System(), &made, e.Cover.File); err != nil {
				return err
			}
		}
		for _, se := range e.Sessions {
			copied, err := s.copySession(ctx, se, made.ID, startsAt.Add(se.StartsAt.Sub(*e.StartsAt)))
			if err != nil {
				return err
			}
			made.Sessions = append(made.Sessions, copied)
		}
		if err := s.Parcels.CopyPresented(ctx, e.ID, made.ID); err != nil {
			return err
		}
		made.span()
		if err := s.Store.UpdateEvent(ctx, made, made.Version); err != nil {
			return err
		}
		made.Version++
		return s.Audit.Audit(ctx, actor.Audited("copy-event", "event", made.ID, made.Organisation, map[string]any{"from": e.ID}))
	})
	return made, err
}

// CopySession adds a copy of a session to its event, with its people and what is
// laid ready in its room, to start at the time given.
func (s *Service) CopySession(ctx context.Context, actor core.Actor, idOrSlug string, id core.ID, startsAt time.Time) (Session, error) {
	var made Session
	_, err := s.changingSession(ctx, actor, "copy-session", idOrSlug, id, func(ctx context.Context, e *Event, se *Session) (err error) {
		if err := mayAddSession(*e); err != nil {
			return err
		}
		source := *se
		source.Title = copyTitle(se.Title)
		if made, err = s.copySession(ctx, source, e.ID, startsAt); err != nil {
			return err
		}
		e.Sessions = append(e.Sessions, made)
		return s.agendaChanged(ctx, actor, e, "copy-session", made, map[string]any{"from": id})
	})
	return made, err
}

// copySession makes a session of an event like another one.
func (s *Service) copySession(ctx context.Context, from Session, event core.ID, startsAt time.Time) (Session, error) {
	now := s.Clock()
	made := from
	made.ID, made.Event, made.Room, made.Phase = core.NewID(), event, "", "waiting"
	made.Title, made.Description = maps.Clone(from.Title), maps.Clone(from.Description)
	made.StartsAt, made.EndsAt = startsAt, startsAt.Add(from.EndsAt.Sub(from.StartsAt))
	made.Version, made.CreatedAt, made.UpdatedAt = 1, now, now
	if err := made.check(); err != nil {
		return made, err
	}
	if err := s.addSession(ctx, &made); err != nil {
		return made, err
	}
	if err := s.Store.SetCast(ctx, made.ID, from.People, now); err != nil {
		return made, err
	}
	return made, s.Rooms.CopyPrepared(ctx, from.Room, made.Room)
}
