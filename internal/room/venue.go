package room

import (
	"context"
	"fmt"
	"slices"
	"unicode/utf8"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// TypeVenues is the type of entry that says which places take part, always whole.
const TypeVenues = "venues.set"

// What a venue is.
const (
	VenueGovernment = "government"
	VenueCompany    = "company"
	VenueSite       = "site"
)

// VenueKinds lists what a venue can be.
var VenueKinds = []string{VenueGovernment, VenueCompany, VenueSite}

// Venue is a place that takes part in a ground-breaking.
type Venue struct {
	ID          core.ID `json:"id"`
	Kind        string  `json:"kind"`
	Label       string  `json:"label"` // such as 主会场
	Place       string  `json:"place,omitempty"`
	Participant core.ID `json:"participant,omitempty"` // who speaks for it
	Encoder     core.ID `json:"encoder,omitempty"`     // whose picture is its
	Ready       bool    `json:"ready,omitempty"`
}

type venuesData struct {
	Venues []Venue `json:"venues"`
}

func (s *State) venuesSet(e Entry) {
	if d, ok := payload[venuesData](e); ok && d.Venues != nil {
		s.Venues = d.Venues
	}
}

const (
	maxVenues     = 6
	maxVenueRunes = 60
)

// venues are those of the latest entry.
func (s *Service) venues(ctx context.Context, room core.ID) ([]Venue, error) {
	state := NewState()
	lines, err := s.Store.LatestLines(ctx, room, string(Public), TypeVenues, 1)
	for _, e := range entries(lines) {
		state.Fold(e)
	}
	return state.Venues, err
}

// SetVenues says which places take part. A place that stays keeps its light.
func (s *Service) SetVenues(ctx context.Context, actor core.Actor, room core.ID, list []Venue) ([]Venue, error) {
	v, err := s.staff(ctx, actor, room, "set-venues", nil)
	if err != nil {
		return nil, err
	}
	if list, err = tidyVenues(list); err != nil {
		return nil, err
	}
	err = s.change(ctx, room, func(ctx context.Context, e *edit) error {
		if e.Phase == Ended {
			return core.Conflict("room_ended", "This session is over.")
		}
		had, err := s.venues(ctx, room)
		if err != nil {
			return err
		}
		for i, venue := range list {
			at := slices.IndexFunc(had, func(h Venue) bool { return h.ID == venue.ID })
			if at < 0 {
				list[i].ID = core.NewID()
			} else {
				list[i].Ready = had[at].Ready
			}
			if err := s.checkVenue(ctx, e, venue, i); err != nil {
				return err
			}
		}
		if slices.Equal(list, had) {
			return nil
		}
		if _, err := e.public(TypeVenues, v.participant, venuesData{list}); err != nil {
			return err
		}
		return s.audit(ctx, v, "set-venues", map[string]any{"venues": len(list)})
	})
	return list, err
}

func tidyVenues(list []Venue) ([]Venue, error) {
	if len(list) > maxVenues {
		return nil, core.Invalid("too_many", "At most six places take part.").On("body.venues").With("limit", maxVenues)
	}
	out := make([]Venue, len(list))
	seen := map[core.ID]bool{}
	for i, v := range list {
		at := fmt.Sprintf("body.venues[%d].", i)
		v.Label, v.Place, v.Ready = tidyLine(v.Label), tidyLine(v.Place), false
		switch {
		case !slices.Contains(VenueKinds, v.Kind):
			return nil, core.Invalid("not_one_of", "Use government, company or site.").On(at + "kind")
		case !between(utf8.RuneCountInString(v.Label), 1, maxVenueRunes):
			return nil, core.Invalid("venue_label", "Name the place in 1 to 60 characters.").On(at+"label").With("limit", maxVenueRunes)
		case utf8.RuneCountInString(v.Place) > maxVenueRunes:
			return nil, core.Invalid("too_long", "Say where it is in at most 60 characters.").On(at+"place").With("limit", maxVenueRunes)
		case v.ID != "" && seen[v.ID]:
			return nil, core.Invalid("venue_twice", "This place is there twice.").On(at + "id")
		}
		seen[v.ID], out[i] = true, v
	}
	return out, nil
}

// checkVenue sees to it that who speaks for a place is in the room, and its encoder the room's.
func (s *Service) checkVenue(ctx context.Context, e *edit, v Venue, i int) error {
	if v.Participant != "" {
		p, err := s.Store.Participant(ctx, e.ID, v.Participant)
		if err != nil {
			return core.AsError(err).On(fmt.Sprintf("body.venues[%d].participant", i))
		}
		e.name(p)
	}
	if v.Encoder == "" {
		return nil
	}
	if s.Encoders == nil {
		return core.NotFound("encoder_not_found", "There is no such encoder.").On(fmt.Sprintf("body.venues[%d].encoder", i))
	}
	if _, err := s.Encoders.EncoderLabel(ctx, e.ID, v.Encoder); err != nil {
		return core.AsError(err).On(fmt.Sprintf("body.venues[%d].encoder", i))
	}
	return nil
}

// SetVenueReady turns the light of a place on or off. Who speaks for it may do so, and
// those who run the session.
func (s *Service) SetVenueReady(ctx context.Context, actor core.Actor, room, venue core.ID, ready bool) ([]Venue, error) {
	detail := map[string]any{"venue": venue, "ready": ready}
	v, err := s.member(ctx, actor, room)
	if err := s.refusal(ctx, v, room, "set-venue-ready", detail, err); err != nil {
		return nil, err
	}
	var list []Venue
	err = s.change(ctx, room, func(ctx context.Context, e *edit) error {
		if list, err = s.venues(ctx, room); err != nil {
			return err
		}
		list = slices.Clone(list)
		i := slices.IndexFunc(list, func(one Venue) bool { return one.ID == venue })
		t := v.target()
		if i >= 0 && list[i].Participant == v.participant.ID {
			t.Owner = actor.Person
		}
		if err := policy.Check(actor, "set-venue-ready", t); err != nil {
			return err
		}
		switch {
		case i < 0:
			return core.NotFound("venue_not_found", "This place does not take part any more.")
		case e.Phase == Ended:
			return core.Conflict("room_ended", "This session is over.")
		case list[i].Ready == ready:
			return nil
		}
		list[i].Ready = ready
		_, err := e.public(TypeVenues, v.participant, venuesData{list})
		return err
	})
	return list, s.refusal(ctx, v, room, "set-venue-ready", detail, err)
}

// copyVenues takes the same places along. Who speaks for them, and their encoders, belong
// to the room they were in.
func (s *Service) copyVenues(ctx context.Context, from Room, e *edit) error {
	had, err := s.venues(ctx, from.ID)
	if err != nil || len(had) == 0 {
		return err
	}
	list := slices.Clone(had)
	for i := range list {
		list[i].ID, list[i].Participant, list[i].Encoder, list[i].Ready = core.NewID(), "", "", false
	}
	_, err = e.public(TypeVenues, nil, venuesData{list})
	return err
}
