package room

import (
	"context"
	"slices"

	"zhaoyun/internal/core"
)

// MostOnStage bounds how many people and encoders are on stage at a time.
const MostOnStage = 9

// Layouts say how the pictures of those on stage are arranged.
const (
	LayoutSpeaker       = "speaker"
	LayoutSpeakerSlides = "speaker-slides"
	LayoutSideBySide    = "side-by-side"
	LayoutThreeVenues   = "three-venues"
	LayoutGallery       = "gallery"
)

var layouts = []string{LayoutSpeaker, LayoutSpeakerSlides, LayoutSideBySide, LayoutThreeVenues, LayoutGallery}

// Scene is who is seen and heard, and how. Only they may send picture and sound.
type Scene struct {
	Layout  string        `json:"layout"`
	People  []ScenePerson `json:"people"`            // in the order of their seats
	Speaker core.ID       `json:"speaker,omitempty"` // whom the host put forward; else whoever speaks
	Screen  core.ID       `json:"screen,omitempty"`  // whose shared screen takes the place of what is shown
	Hold    *Hold         `json:"hold,omitempty"`    // covers it all
}

// ScenePerson is a seat on the stage: a participant's, or that of an encoder, which has a label instead of a name.
type ScenePerson struct {
	ID      core.ID `json:"id,omitempty"`
	Encoder core.ID `json:"encoder,omitempty"`
	Label   string  `json:"label,omitempty"`
	Muted   bool    `json:"muted,omitempty"` // by the host
}

// Seat is the id under which somebody or something is on stage.
func (p ScenePerson) Seat() core.ID {
	if p.Encoder != "" {
		return p.Encoder
	}
	return p.ID
}

// What a hold is.
const (
	HoldPicture = "picture"
	HoldClip    = "clip"
)

// Hold is a picture, or a clip that begins again, that everybody sees in place of the people on stage.
type Hold struct {
	Kind string  `json:"kind"`
	File core.ID `json:"file"`
	Name string  `json:"name"`
}

// NewScene is the stage before anybody is on it.
func NewScene() Scene { return Scene{Layout: LayoutSpeakerSlides, People: []ScenePerson{}} }

// Has reports whether a participant or an encoder is on stage.
func (s Scene) Has(id core.ID) bool { return s.index(id) >= 0 }

func (s Scene) index(id core.ID) int {
	return slices.IndexFunc(s.People, func(p ScenePerson) bool { return p.Seat() == id })
}

// without is the scene after some have left it.
func (s Scene) without(ids ...core.ID) Scene {
	s.People = slices.DeleteFunc(slices.Clone(s.People), func(p ScenePerson) bool { return slices.Contains(ids, p.Seat()) })
	if slices.Contains(ids, s.Speaker) {
		s.Speaker = ""
	}
	if slices.Contains(ids, s.Screen) {
		s.Screen = ""
	}
	return s
}

func (s Scene) equal(other Scene) bool {
	same := s.Layout == other.Layout && s.Speaker == other.Speaker && s.Screen == other.Screen && slices.Equal(s.People, other.People)
	if s.Hold == nil || other.Hold == nil {
		return same && s.Hold == other.Hold
	}
	return same && *s.Hold == *other.Hold
}

func (s *State) sceneSet(e Entry) {
	if d, ok := payload[Scene](e); ok && d.People != nil {
		s.Scene = d
	}
}

// OnStage are the participants whom an entry about the scene names.
func OnStage(e Entry) (ids []core.ID) {
	if e.Type != TypeScene {
		return nil
	}
	d, _ := payload[Scene](e)
	for _, p := range d.People {
		if p.ID != "" {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

// Scene is who is on stage now. Whoever asks has seen to it that they may.
func (s *Service) Scene(ctx context.Context, room core.ID) (Scene, error) {
	state := NewState()
	lines, err := s.Store.LatestLines(ctx, room, string(Public), TypeScene, 1)
	for _, e := range entries(lines) {
		state.Fold(e)
	}
	return state.Scene, err
}

// stageAs writes down what the stage is from now on, unless it is so already.
func (s *Service) stageAs(ctx context.Context, e *edit, by *Participant, before, after Scene) (bool, error) {
	if after.equal(before) {
		return false, nil
	}
	var ids []core.ID
	for _, p := range after.People {
		if p.ID != "" {
			ids = append(ids, p.ID)
		}
	}
	people, err := s.Store.Participants(ctx, e.ID, ids)
	if err != nil {
		return false, err
	}
	for _, p := range people {
		e.name(p)
	}
	if _, err := e.public(TypeScene, by, after); err != nil {
		return false, err
	}
	if s.Staged != nil {
		core.AfterCommit(ctx, func(context.Context) { s.Staged(e.ID) })
	}
	return true, nil
}

// offStage has some leave the stage who may not be on it any more.
func (s *Service) offStage(ctx context.Context, e *edit, by *Participant, ids ...core.ID) error {
	scene, err := s.Scene(ctx, e.ID)
	if err != nil {
		return err
	}
	_, err = s.stageAs(ctx, e, by, scene, scene.without(ids...))
	return err
}

// emptyStage ends what is on stage together with the session.
func (s *Service) emptyStage(ctx context.Context, e *edit, by *Participant) error {
	scene, err := s.Scene(ctx, e.ID)
	if err != nil {
		return err
	}
	_, err = s.stageAs(ctx, e, by, scene, Scene{Layout: scene.Layout, People: []ScenePerson{}})
	return err
}
