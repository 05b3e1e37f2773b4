package event

import (
	"context"
	"fmt"
	"slices"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Level says what a line of the checklist means for publishing.
type Level string

// The levels.
const (
	LevelBlocks Level = "blocks" // it cannot be published
	LevelWarns  Level = "warns"  // it can, and probably should not yet
)

// ChecklistItem is one thing to see to before an event is published.
type ChecklistItem struct {
	Level Level
	core.FieldError
}

// Checklist says what is missing before an event is published: what keeps it from
// being published, and what its audience would miss.
func (s *Service) Checklist(ctx context.Context, actor core.Actor, idOrSlug string) ([]ChecklistItem, error) {
	e, err := s.Store.Event(ctx, idOrSlug)
	if err != nil {
		return nil, err
	}
	if err := visible(actor, "get-event", e); err != nil {
		return nil, err
	}
	if err := s.staff(ctx, actor, "get-event-checklist", e, "event", e.ID); err != nil {
		return nil, err
	}
	if e.Sessions, err = s.sessionsOf(ctx, e.ID); err != nil {
		return nil, err
	}
	rooms := make([]core.ID, len(e.Sessions))
	for i, se := range e.Sessions {
		rooms[i] = se.Room
	}
	slides, err := s.Rooms.SlideCounts(ctx, rooms)
	if err != nil {
		return nil, err
	}
	now := s.Clock()
	items := []ChecklistItem{}
	for _, f := range e.missing(now) {
		items = append(items, ChecklistItem{LevelBlocks, f})
	}
	for _, f := range e.unfinished(now, slides) {
		items = append(items, ChecklistItem{LevelWarns, f})
	}
	return items, nil
}

// unfinished lists what an event can be published without. What is over is left alone.
func (e Event) unfinished(now time.Time, slides map[core.ID]int) faults {
	var f faults
	if e.Cover == nil {
		f.add("body.cover", "cover_missing", "Add a cover.")
	}
	if e.Tagline["zh-CN"] == "" {
		f.add("body.tagline.zh-CN", "summary_missing", "Say in one line what the event is about.")
	}
	e.untranslated(&f, "body.tagline", e.Tagline)
	e.untranslated(&f, "body.description", e.Description)
	for _, b := range e.Blocks.texts() {
		e.untranslated(&f, "body."+b.name, b.texts...)
	}
	for i, s := range e.Sessions {
		if s.Phase == "ended" {
			continue
		}
		at := fmt.Sprintf("sessions[%d].", i)
		e.untranslated(&f, at+"description", s.Description)
		if !s.EndsAt.After(now) {
			f.add(at+"endsAt", "session_past", "The time of this session has passed.")
			continue
		}
		if s.Kind == Promotion && slides[s.Room] == 0 {
			f.add(at+"slides", "slides_missing", "Lay the slides ready in the room.")
		}
		if !s.has(policy.Moderator) {
			f.add(at+"people", "moderator_missing", "Name somebody who reads questions and chat.")
		}
		for _, other := range e.Sessions[:i] {
			if other.StartsAt.Before(s.EndsAt) && s.StartsAt.Before(other.EndsAt) && sharesCrew(s, other) {
				f.add(at+"startsAt", "crew_overlap", "Somebody works in two sessions at the same time.")
				break
			}
		}
	}
	return f
}

// untranslated notes the languages of the event in which one of the texts is missing
// that is there in Chinese.
func (e Event) untranslated(f *faults, field string, texts ...core.Text) {
	for _, tag := range e.Languages {
		if slices.ContainsFunc(texts, func(t core.Text) bool { return t["zh-CN"] != "" && t[tag] == "" }) {
			f.add(field+"."+tag, "text_missing", "The text is missing in a language of the event.")
		}
	}
}

// blockTexts are the texts of one of the blocks of a page.
type blockTexts struct {
	name  string
	texts []core.Text
}

func (b Blocks) texts() []blockTexts {
	all := []blockTexts{{name: "figures"}, {name: "parcels"}, {name: "carriers"}, {name: "organisers"}}
	for _, f := range b.Figures {
		all[0].texts = append(all[0].texts, f.Unit, f.Label)
	}
	for _, p := range b.Parcels {
		all[1].texts = append(all[1].texts, p.Name, p.Note)
	}
	for _, c := range b.Carriers {
		all[2].texts = append(all[2].texts, c.Name, c.Note)
	}
	for _, o := range b.Organisers {
		all[3].texts = append(all[3].texts, o.Name)
	}
	return all
}

// sharesCrew reports whether somebody runs both sessions.
func sharesCrew(a, b Session) bool {
	for _, one := range a.People {
		for _, other := range b.People {
			if one.Person == other.Person && one.Role.Staff() && other.Role.Staff() {
				return true
			}
		}
	}
	return false
}
