package room

import (
	"bytes"
	"context"
	"math"
	"slices"
	"time"

	"zhaoyun/internal/core"
)

// TypeCamera is the view at which the presenter's map has come to rest.
const TypeCamera = "stage.camera"

// cameraEvery is how often a settled view is kept at most; what lies between moves
// on the socket alone.
const cameraEvery = time.Second

// Layers are what can be switched on over a map: what may be built, the parcels around, the
// background.
var Layers = []string{"massing", "around", "ground"}

// Camera is how the presenter looks at the map on stage, and what is switched on in it.
type Camera struct {
	Stage   int64    `json:"stage"` // the entry that put the map there
	Lng     float64  `json:"lng"`   // degrees
	Lat     float64  `json:"lat"`
	Zoom    float64  `json:"zoom"`
	Pitch   float64  `json:"pitch"`   // degrees from looking straight down
	Bearing float64  `json:"bearing"` // degrees, clockwise from north
	Layers  []string `json:"layers"`
}

// Tidy rounds a camera to what can be seen — a centimetre, a hundredth of a degree —
// and refuses one that no map could take.
func (c Camera) Tidy() (Camera, error) {
	bounded := func(v *float64, least, most float64, places float64) bool {
		ok := *v >= least && *v <= most // false for NaN
		*v = math.Round(*v*places) / places
		return ok
	}
	ok := bounded(&c.Lng, -180, 180, 1e7) && bounded(&c.Lat, -85, 85, 1e7) && bounded(&c.Zoom, 0, 24, 1e4) &&
		bounded(&c.Pitch, 0, 85, 1e2) && bounded(&c.Bearing, -180, 180, 1e2) && c.Stage > 0
	layers := []string{}
	for _, l := range Layers { // in one order, each once
		if slices.Contains(c.Layers, l) {
			layers = append(layers, l)
		}
	}
	if !ok || len(layers) != len(c.Layers) {
		return c, core.Invalid("camera_invalid", "This is no view of a map: give longitude, latitude, zoom, pitch, bearing and known layers.").On("body")
	}
	c.Layers = layers
	return c, nil
}

// cameraMoved takes in a settled view. One of something that is not on stage any more
// changes nothing.
func (s *State) cameraMoved(e Entry) {
	if d, ok := payload[Camera](e); ok && s.Stage != nil && s.Stage.Seq == d.Stage && d.Layers != nil {
		s.Camera = &d
	}
}

// SetCamera keeps the view at which the presenter's map has come to rest: who comes
// later starts there, and the replay goes there again. The view that is kept already
// writes nothing. Being a line of the log it leaves none in the audit log; refusals do.
func (s *Service) SetCamera(ctx context.Context, actor core.Actor, room core.ID, c Camera) (Camera, error) {
	v, err := s.staff(ctx, actor, room, "set-camera", nil)
	if err != nil {
		return c, err
	}
	if c, err = c.Tidy(); err != nil {
		return c, err
	}
	body, err := canonical(c)
	if err != nil {
		return c, err
	}
	return c, s.change(ctx, room, func(ctx context.Context, e *edit) error {
		switch {
		case e.Phase == Ended:
			return core.Conflict("room_ended", "This session is over.")
		case e.Stage == nil || e.Stage.Kind != StageParcel || e.Stage.Seq != c.Stage:
			return core.Conflict("camera_elsewhere", "Something else is on the stage by now.")
		}
		before, err := s.Store.LatestLines(ctx, room, string(Public), TypeCamera, 1)
		if err != nil {
			return err
		}
		if len(before) > 0 {
			if bytes.Equal(before[0].Data, body) {
				return nil
			}
			if wait := before[0].At.Add(cameraEvery).Sub(e.now); wait > 0 {
				return core.RateLimited("camera_pace", "The view was kept a moment ago. Keep the next one when it rests.", wait)
			}
		}
		_, err = e.public(TypeCamera, v.participant, c)
		return err
	})
}
