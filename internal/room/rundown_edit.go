package room

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

var (
	errNoItem   = core.NotFound("rundown_item_not_found", "There is no such item in the run of show.")
	errItemDone = core.Conflict("rundown_item_done", "This item has been on and stays as it was.")
)

// plan is a rundown that is being changed, with its room locked.
type plan struct {
	RundownBook
	items   []RundownItem
	changed bool // the list itself
}

func (p *plan) index(id core.ID) int {
	return slices.IndexFunc(p.items, func(it RundownItem) bool { return it.ID == id })
}

// find is an item as of a version.
func (p *plan) find(id core.ID, version core.Version) (int, error) {
	i := p.index(id)
	if i < 0 {
		return i, errNoItem
	}
	if p.items[i].Version != version {
		return i, core.Stale(p.items[i].Version)
	}
	return i, nil
}

func (s *Service) planOf(ctx context.Context, room core.ID) (*plan, error) {
	book, err := s.Store.Rundown(ctx, room)
	if err != nil {
		return nil, err
	}
	items, err := s.Store.RundownItems(ctx, room)
	return &plan{RundownBook: book, items: items}, err
}

// editRundown changes the plan and tells those who run the session, and everybody
// when another item comes next.
func (s *Service) editRundown(ctx context.Context, actor core.Actor, room core.ID, op policy.Op, detail map[string]any,
	do func(ctx context.Context, v view, p *plan) error,
) error {
	v, err := s.staff(ctx, actor, room, op, detail)
	if err != nil {
		return err
	}
	return s.change(ctx, room, func(ctx context.Context, e *edit) error {
		if e.Phase == Ended {
			return core.Conflict("room_ended", "This session is over.")
		}
		p, err := s.planOf(ctx, room)
		if err != nil {
			return err
		}
		if err := do(ctx, v, p); err != nil {
			return err
		}
		if p.changed {
			p.Version++
			if err := s.Store.SaveRundown(ctx, room, p.RundownBook); err != nil {
				return err
			}
		}
		if current := p.Shown.current(); current != "" {
			next := nextAfter(p.items, current)
			if !sameNext(next, p.Shown.Next) {
				if _, err := e.public(TypeRundownNext, v.participant, rundownNextData{next}); err != nil {
					return err
				}
			}
		}
		if _, err := e.toStaff(TypeRundownChanged, v.participant, struct{}{}); err != nil {
			return err
		}
		return s.audit(ctx, v, op, detail)
	})
}

func sameNext(a, b *RundownNext) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// AddRundownItem plans one more item, after another or at the end.
func (s *Service) AddRundownItem(ctx context.Context, actor core.Actor, room core.ID, d RundownDraft, after core.ID) (RundownItem, error) {
	it := RundownItem{ID: core.NewID(), Room: room, Version: 1}
	err := s.editRundown(ctx, actor, room, "add-rundown-item", map[string]any{"item": it.ID}, func(ctx context.Context, v view, p *plan) error {
		if len(p.items) >= maxRundown {
			return core.Conflict("rundown_full", "A run of show has at most 60 items. Remove one first.").With("limit", maxRundown)
		}
		var err error
		if it.RundownDraft, err = s.tidyItem(ctx, v, d); err != nil {
			return err
		}
		at := len(p.items)
		if after != "" {
			i := p.index(after)
			if i < 0 {
				return errNoItem.On("body.after")
			}
			at = i + 1
		}
		p.items, p.changed = slices.Insert(p.items, at, it), true
		if err := s.placeItems(ctx, p); err != nil {
			return err
		}
		it = p.items[at]
		return nil
	})
	return it, err
}

// UpdateRundownItem rewrites an item. Of the one that is on the title and who
// presents it stay: everybody has been told.
func (s *Service) UpdateRundownItem(ctx context.Context, actor core.Actor, room, id core.ID, version core.Version, d RundownDraft) (RundownItem, error) {
	var it RundownItem
	err := s.editRundown(ctx, actor, room, "update-rundown-item", map[string]any{"item": id}, func(ctx context.Context, v view, p *plan) error {
		i, err := p.find(id, version)
		if err != nil {
			return err
		}
		it = p.items[i]
		if d, err = s.tidyItem(ctx, v, d); err != nil {
			return err
		}
		told := d.Title != it.Title || d.Person != it.Person || d.Speaker != it.Speaker
		if it.Begun && (told || p.Shown.current() != id) {
			return errItemDone
		}
		it.RundownDraft = d
		it.Version++
		p.items[i] = it
		return s.Store.PutRundownItem(ctx, it)
	})
	return it, err
}

// RemoveRundownItem takes an item that has not been on out of the plan.
func (s *Service) RemoveRundownItem(ctx context.Context, actor core.Actor, room, id core.ID, version core.Version) error {
	return s.editRundown(ctx, actor, room, "remove-rundown-item", map[string]any{"item": id}, func(ctx context.Context, _ view, p *plan) error {
		i, err := p.find(id, version)
		if err != nil {
			return err
		}
		if p.items[i].Begun {
			return errItemDone
		}
		p.items, p.changed = slices.Delete(p.items, i, i+1), true
		if err := s.Store.DeleteRundownItem(ctx, id); err != nil {
			return err
		}
		return s.placeItems(ctx, p)
	})
}

// OrderRundown puts all items into another order. Those that have been on keep
// theirs among each other.
func (s *Service) OrderRundown(ctx context.Context, actor core.Actor, room core.ID, version core.Version, order []core.ID) (Rundown, error) {
	err := s.editRundown(ctx, actor, room, "order-rundown", nil, func(ctx context.Context, _ view, p *plan) error {
		if p.Version != version {
			return core.Stale(p.Version)
		}
		ordered, done := make([]RundownItem, 0, len(p.items)), 0
		for _, id := range order {
			i := p.index(id)
			if i < 0 || slices.ContainsFunc(ordered, func(it RundownItem) bool { return it.ID == id }) {
				return errOrder
			}
			if it := p.items[i]; it.Begun {
				if it.Place < done {
					return errItemDone
				}
				done = it.Place
			}
			ordered = append(ordered, p.items[i])
		}
		if len(ordered) != len(p.items) {
			return errOrder
		}
		p.items, p.changed = ordered, true
		return s.placeItems(ctx, p)
	})
	if err != nil {
		return Rundown{}, err
	}
	return s.Rundown(ctx, actor, room)
}

var errOrder = core.Invalid("rundown_order", "Name every item of the run of show once.").On("body.items")

// placeItems numbers the items and keeps those whose number is another.
func (s *Service) placeItems(ctx context.Context, p *plan) error {
	for i := range p.items {
		if p.items[i].Place == i+1 {
			continue
		}
		p.items[i].Place = i + 1
		if err := s.Store.PutRundownItem(ctx, p.items[i]); err != nil {
			return err
		}
	}
	return nil
}

// tidyItem checks what is planned and returns it as it is kept.
func (s *Service) tidyItem(ctx context.Context, v view, d RundownDraft) (RundownDraft, error) {
	d.Title, d.Speaker, d.Notes = tidyLine(d.Title), tidyLine(d.Speaker), strings.TrimSpace(strings.ToValidUTF8(d.Notes, ""))
	var wrong []core.FieldError
	must := func(ok bool, field, code, message string) {
		if !ok {
			wrong = append(wrong, core.FieldError{Field: "body." + field, Code: code, Message: message})
		}
	}
	must(between(utf8.RuneCountInString(d.Title), 1, maxItemRunes), "title", "rundown_title", "Name the item in 1 to 80 characters.")
	must(between(d.Minutes, 1, maxItemMinutes), "minutes", "rundown_minutes", "Plan 1 to 600 minutes.")
	must(utf8.RuneCountInString(d.Speaker) <= maxSpeakerRunes, "speaker", "too_long", "Name who presents in at most 60 characters.")
	must(utf8.RuneCountInString(d.Notes) <= maxNotesRunes, "notes", "too_long", "Write notes of at most 4000 characters.")
	if d.Person != "" {
		known, err := s.inCrew(ctx, v, d.Person)
		if err != nil {
			return d, err
		}
		must(known, "person", "rundown_person", "Choose somebody of this session's crew, or write a name.")
		d.Speaker = ""
	}
	if len(wrong) > 0 {
		return d, core.InvalidFields(wrong...)
	}
	if d.Stage != nil {
		data, err := s.checkStage(ctx, v.room.ID, d.Stage.Kind, d.Stage.Data)
		if err != nil {
			return d, err
		}
		d.Stage = &RundownStage{d.Stage.Kind, data}
	}
	return d, nil
}
