package room

import (
	"context"
	"encoding/json"

	"zhaoyun/internal/core"
)

// StageParcel is a parcel on a map that the presenter drives.
const StageParcel = "parcel"

// Parcels finds what can be shown of land; the domain of parcels knows.
type Parcels interface {
	// Shown is a parcel as its notice stands now; parcel_not_shown unless it is public
	// and among those of the session's event.
	Shown(ctx context.Context, session Session, parcel core.ID) (ParcelShown, error)
	// Of lists the parcels of the session's event, in its order.
	Of(ctx context.Context, session Session) ([]core.ID, error)
}

// ParcelShown is what everybody gets of a parcel on stage: the figures as they were
// at that moment, so that a replay shows what was said.
type ParcelShown struct {
	Parcel  core.ID      `json:"parcel"`
	Version core.Version `json:"version"` // of the notice
	Place   int          `json:"place,omitempty"`
	Number  string       `json:"number"`
	Name    core.Text    `json:"name"`
	Bounds  []float64    `json:"bounds,omitempty"` // west, south, east, north
	Figures raw          `json:"figures"`          // as the list of parcels gives them
}

// parcelTopic is what a question about a parcel keeps of it.
type parcelTopic struct {
	Parcel core.ID   `json:"parcel"`
	Place  int       `json:"place,omitempty"`
	Number string    `json:"number"`
	Name   core.Text `json:"name"`
}

// validateParcel takes the figures from the notice, whatever is sent along.
func validateParcel(ctx context.Context, on StageContext, data json.RawMessage) (any, error) {
	in, err := readStage[ParcelShown](data)
	if err != nil {
		return nil, err
	}
	return on.Parcel(ctx, in.Parcel)
}

// parcelOf finds a parcel that may be shown in a room.
func (s *Service) parcelOf(ctx context.Context, room, parcel core.ID) (ParcelShown, error) {
	if s.Parcels == nil {
		return ParcelShown{}, errNotShown
	}
	b, err := s.readBackdrop(ctx, room)
	if err != nil {
		return ParcelShown{}, err
	}
	shown, err := s.Parcels.Shown(ctx, b.session, parcel)
	if core.HasCode(err, errNotShown.Code) {
		err = errNotShown
	}
	return shown, err
}

// ParcelsOf lists the parcels that the room's event presents, in its order, to whoever
// may read what the room shows.
func (s *Service) ParcelsOf(ctx context.Context, actor core.Actor, room core.ID) ([]core.ID, error) {
	v, err := s.reader(ctx, actor, room)
	if err != nil || s.Parcels == nil {
		return nil, err
	}
	return s.Parcels.Of(ctx, v.session)
}

var errNotShown = core.Invalid("parcel_not_shown", "This parcel is not one of the event's, or not public. Add it to the event first.").On("body.data.parcel")

// shortTopic leaves out of a topic what a question does not need: hundreds ask about
// the same figures.
func shortTopic(t Topic) *Topic {
	if t.Kind != StageParcel {
		return &t
	}
	var short parcelTopic
	if json.Unmarshal(t.Data, &short) != nil {
		return &t
	}
	if data, err := canonical(short); err == nil {
		t.Data = data
	}
	return &t
}

// topicOf is the topic of a question about a parcel that need not be on stage.
func topicOf(p ParcelShown) (*Topic, error) {
	data, err := canonical(parcelTopic{p.Parcel, p.Place, p.Number, p.Name})
	return &Topic{Kind: StageParcel, Data: data}, err
}

// about reports whether the topic is that parcel.
func (t *Topic) about(parcel core.ID) bool {
	if t == nil || t.Kind != StageParcel {
		return false
	}
	var d parcelTopic
	return json.Unmarshal(t.Data, &d) == nil && d.Parcel == parcel
}
