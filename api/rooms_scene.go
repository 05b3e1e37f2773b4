package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

// Scene is who is seen and heard in a room, and how.
type Scene struct {
	Layout  string        `json:"layout" enum:"speaker,speaker-slides,side-by-side,three-venues,gallery"`
	People  []ScenePerson `json:"people" nullable:"false" doc:"In the order of their seats"`
	Speaker core.ID       `json:"speaker,omitempty" doc:"Whom the host put forward; else whoever speaks"`
	Screen  core.ID       `json:"screen,omitempty" doc:"Whose shared screen takes the place of what is shown"`
	Hold    *SceneHold    `json:"hold,omitempty" doc:"Covers it all"`
}

// ScenePerson is a seat on the stage: a participant's, or an encoder's, which has a label.
type ScenePerson struct {
	ID      core.ID `json:"id,omitempty"`
	Encoder core.ID `json:"encoder,omitempty"`
	Label   string  `json:"label,omitempty"`
	Muted   bool    `json:"muted,omitempty" doc:"By the host"`
}

// SceneHold is a picture or a clip in place of the people on stage.
type SceneHold struct {
	Kind string  `json:"kind" enum:"picture,clip"`
	File core.ID `json:"file"`
	Name string  `json:"name"`
}

// SceneChange changes what is set.
type SceneChange struct {
	Layout  *string  `json:"layout,omitempty" enum:"speaker,speaker-slides,side-by-side,three-venues,gallery"`
	Speaker *core.ID `json:"speaker,omitempty" maxLength:"40" doc:"A participant or an encoder on stage; empty: whoever speaks"`
	Screen  *core.ID `json:"screen,omitempty" maxLength:"40" doc:"A participant on stage; empty: no shared screen"`
}

// SceneSeat is how somebody is on stage.
type SceneSeat struct {
	Muted bool `json:"muted,omitempty" doc:"Nobody hears them until it is taken back"`
}

// SceneEntrance brings several on stage at once.
type SceneEntrance struct {
	People []core.ID `json:"people" minItems:"1" maxItems:"9" nullable:"false" doc:"Participants and encoders"`
	Layout string    `json:"layout,omitempty" enum:"speaker,speaker-slides,side-by-side,three-venues,gallery"`
}

// HoldDraft covers the stage with one of the room's files.
type HoldDraft struct {
	File core.ID `json:"file" maxLength:"40" doc:"A picture or a clip that was added with add-slides"`
}

// ScenePath names somebody on stage.
type ScenePath struct {
	RoomPath
	Participant core.ID `path:"participant" maxLength:"40" doc:"Or an encoder"`
}

func sceneBody(s room.Scene, err error) (*Body[Scene], error) {
	out := Scene{Layout: s.Layout, People: make([]ScenePerson, len(s.People)), Speaker: s.Speaker, Screen: s.Screen, Hold: (*SceneHold)(s.Hold)}
	for i, p := range s.People {
		out.People[i] = ScenePerson(p)
	}
	return &Body[Scene]{out}, err
}

func (s *Server) registerScene() {
	tags := []string{"media"}
	errs := []int{401, 403, 404, 409, 422}
	handle(s, huma.Operation{
		OperationID: "set-scene", Method: http.MethodPut, Path: "/rooms/{room}/scene", Tags: tags,
		Summary: "Choose the layout, put somebody forward, or show a shared screen", Description: "What is left out stays.", Errors: errs,
	}, func(ctx context.Context, in *struct {
		RoomPath
		Body SceneChange
	}) (*Body[Scene], error) {
		return sceneBody(s.Rooms.SetScene(ctx, actor(ctx), in.Room, room.SceneUpdate(in.Body)))
	})
	handle(s, huma.Operation{
		OperationID: "bring-on-stage", Method: http.MethodPut, Path: "/rooms/{room}/scene/people/{participant}", Tags: tags,
		Summary:     "Bring somebody or an encoder on stage, or mute who is there",
		Description: "From then on they may send picture and sound. Their hand comes down.", Errors: errs,
	}, func(ctx context.Context, in *struct {
		ScenePath
		Body SceneSeat
	}) (*Body[Scene], error) {
		return sceneBody(s.Rooms.BringOnStage(ctx, actor(ctx), in.Room, in.Participant, in.Body.Muted))
	})
	handle(s, huma.Operation{
		OperationID: "send-off-stage", Method: http.MethodDelete, Path: "/rooms/{room}/scene/people/{participant}", Tags: tags,
		Summary: "Send somebody or an encoder off the stage", Description: "What they send ends. One may leave the stage oneself.", Errors: errs,
	}, func(ctx context.Context, in *ScenePath) (*Body[Scene], error) {
		return sceneBody(s.Rooms.SendOffStage(ctx, actor(ctx), in.Room, in.Participant))
	})
	handle(s, huma.Operation{
		OperationID: "go-live", Method: http.MethodPost, Path: "/rooms/{room}/scene/go-live", Tags: tags,
		Summary: "Bring several on stage at once", Description: "After those who are there, in the order given.", Errors: errs,
		DefaultStatus: http.StatusOK,
	}, func(ctx context.Context, in *struct {
		RoomPath
		Body SceneEntrance
	}) (*Body[Scene], error) {
		return sceneBody(s.Rooms.GoLive(ctx, actor(ctx), in.Room, in.Body.People, in.Body.Layout))
	})
	handle(s, huma.Operation{
		OperationID: "set-hold", Method: http.MethodPut, Path: "/rooms/{room}/scene/hold", Tags: tags,
		Summary: "Hold a picture or a clip on stage", Errors: errs,
	}, func(ctx context.Context, in *struct {
		RoomPath
		Body HoldDraft
	}) (*Body[Scene], error) {
		return sceneBody(s.Rooms.SetHold(ctx, actor(ctx), in.Room, in.Body.File))
	})
	handle(s, huma.Operation{
		OperationID: "clear-hold", Method: http.MethodDelete, Path: "/rooms/{room}/scene/hold", Tags: tags,
		Summary: "Show the people on stage again", Errors: errs,
	}, func(ctx context.Context, in *RoomPath) (*Body[Scene], error) {
		return sceneBody(s.Rooms.ClearHold(ctx, actor(ctx), in.Room))
	})
}
