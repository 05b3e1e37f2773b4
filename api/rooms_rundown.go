package api

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

// RundownDraft is what is planned of an item of the run of show.
type RundownDraft struct {
	Title   string        `json:"title" minLength:"1" maxLength:"80"`
	Minutes int           `json:"minutes" minimum:"1" maximum:"600" doc:"Planned"`
	Person  core.ID       `json:"person,omitempty" maxLength:"40" doc:"Who presents, of the session's crew"`
	Speaker string        `json:"speaker,omitempty" maxLength:"60" doc:"Who presents, in words, where it is nobody of the crew"`
	Stage   *RundownStage `json:"stage,omitempty" doc:"What is shown when it starts; left out for what is there already"`
	Notes   string        `json:"notes,omitempty" maxLength:"4000" doc:"For those who present; nobody else is told"`
}

// RundownStage is what an item shows, as set-stage takes it.
type RundownStage struct {
	Kind string         `json:"kind" maxLength:"40"`
	Data map[string]any `json:"data,omitempty"`
}

// RundownItem is an item of the run of show.
type RundownItem struct {
	ID core.ID `json:"id" format:"uuid"`
	RundownDraft
	Begun   bool         `json:"begun" doc:"It is or was on"`
	Version core.Version `json:"version" doc:"Goes into If-Match of an edit"`
}

// ScheduledItem is an item with its times.
type ScheduledItem struct {
	RundownItem
	StartsAt   time.Time  `json:"startsAt" doc:"Planned: the items before it, from the start of the session"`
	EndsAt     time.Time  `json:"endsAt" doc:"Planned"`
	Status     string     `json:"status" enum:"planned,running,done"`
	StartedAt  *time.Time `json:"startedAt,omitempty" doc:"The first time"`
	EndedAt    *time.Time `json:"endedAt,omitempty" doc:"The last time; left out while it is on"`
	RanSeconds int64      `json:"ranSeconds" doc:"Without breaks"`
	Material   string     `json:"material" enum:"none,ready,missing" doc:"Whether what it shows can be shown now"`
}

// Rundown is the run of show of a session, for those who run it.
type Rundown struct {
	Version core.Version    `json:"version" doc:"Of the list; goes into If-Match when it is put into another order"`
	Items   []ScheduledItem `json:"items" nullable:"false"`
	Crew    []CrewMember    `json:"crew" nullable:"false"`
}

// CrewMember is somebody who works in the session.
type CrewMember struct {
	Person      core.ID `json:"person" format:"uuid"`
	Participant core.ID `json:"participant,omitempty" doc:"Left out when they never came"`
	Name        string  `json:"name"`
	Org         string  `json:"org"`
	Role        string  `json:"role" enum:"host,presenter,moderator"`
	Online      bool    `json:"online"`
	Ready       bool    `json:"ready" doc:"They said so"`

	Devices *Devices `json:"devices,omitempty" doc:"Left out when their browser has not said"`
}

// NewRundownItem is an item and where it goes.
type NewRundownItem struct {
	RundownDraft
	After core.ID `json:"after,omitempty" maxLength:"40" doc:"The item before it; at the end when left out"`
}

// RundownOrder names all items in another order.
type RundownOrder struct {
	Items []core.ID `json:"items" maxItems:"60" nullable:"false"`
}

// RundownCurrent moves the run of show.
type RundownCurrent struct {
	Item core.ID `json:"item,omitempty" maxLength:"40" doc:"What is to be on; left out for none"`
	From core.ID `json:"from,omitempty" maxLength:"40" doc:"What is on as the caller sees it; left out for none. When it is another, nothing moves"`
}

// Ready is whether somebody of the crew is ready.
type Ready struct {
	Ready   bool     `json:"ready"`
	Devices *Devices `json:"devices,omitempty" doc:"Left out: as said before"`
}

// Devices is what somebody's browser says of their camera and microphone.
type Devices struct {
	Camera     string `json:"camera,omitempty" enum:"ok,none,denied,busy"`
	Microphone string `json:"microphone,omitempty" enum:"ok,none,denied,busy"`
}

func devicesBody(d room.Devices) *Devices {
	if d == (room.Devices{}) {
		return nil
	}
	return (*Devices)(&d)
}

// RundownItemPath names an item.
type RundownItemPath struct {
	RoomPath
	Item core.ID `path:"item" maxLength:"40"`
}

func (d RundownDraft) draft() (room.RundownDraft, error) {
	out := room.RundownDraft{Title: d.Title, Minutes: d.Minutes, Person: d.Person, Speaker: d.Speaker, Notes: d.Notes}
	if d.Stage != nil {
		data, err := json.Marshal(d.Stage.Data)
		if err != nil {
			return out, err
		}
		out.Stage = &room.RundownStage{Kind: d.Stage.Kind, Data: data}
	}
	return out, nil
}

func rundownItem(it room.RundownItem) RundownItem {
	out := RundownItem{ID: it.ID, Begun: it.Begun, Version: it.Version, RundownDraft: RundownDraft{
		Title: it.Title, Minutes: it.Minutes, Person: it.Person, Speaker: it.Speaker, Notes: it.Notes,
	}}
	if it.Stage != nil {
		out.Stage = &RundownStage{Kind: it.Stage.Kind}
		_ = json.Unmarshal(it.Stage.Data, &out.Stage.Data) // canonical since it was checked
	}
	return out
}

func rundownBody(r room.Rundown) Rundown {
	out := Rundown{Version: r.Version, Items: []ScheduledItem{}, Crew: []CrewMember{}}
	for _, i := range r.Items {
		out.Items = append(out.Items, ScheduledItem{
			RundownItem: rundownItem(i.RundownItem), StartsAt: i.StartsAt, EndsAt: i.EndsAt, Status: i.Status,
			StartedAt: given(i.StartedAt), EndedAt: given(i.EndedAt), RanSeconds: int64(i.Ran.Seconds()), Material: i.Material,
		})
	}
	for _, c := range r.Crew {
		out.Crew = append(out.Crew, CrewMember{
			Person: c.Person, Participant: c.Participant, Name: c.Name, Org: c.Org, Role: string(c.Role), Online: c.Online, Ready: c.Ready, Devices: devicesBody(c.Devices),
		})
	}
	return out
}

func rundownAnswer(r room.Rundown, err error) (*Versioned[Rundown], error) {
	return versioned(r.Version, rundownBody(r)), err
}

func itemAnswer(it room.RundownItem, err error) (*Versioned[RundownItem], error) {
	return versioned(it.Version, rundownItem(it)), err
}

func (s *Server) registerRundown() {
	tags := []string{"rooms"}
	handle(s, huma.Operation{
		OperationID: "get-rundown", Method: http.MethodGet, Path: "/rooms/{room}/rundown", Tags: tags, Summary: "Read the run of show",
		Description: "For those who run the session: what is planned, what became of it, who is there and ready. Everybody else finds " +
			"the item that is on, and the next one, in the room's log.",
		Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *RoomPath) (*Versioned[Rundown], error) {
		return rundownAnswer(s.Rooms.Rundown(ctx, actor(ctx), in.Room))
	})
	create(s, huma.Operation{
		OperationID: "add-rundown-item", Method: http.MethodPost, Path: "/rooms/{room}/rundown/items", Tags: tags, Summary: "Plan an item",
		Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *struct {
		RoomPath
		Body NewRundownItem
	}) (*Versioned[RundownItem], error) {
		draft, err := in.Body.draft()
		if err != nil {
			return nil, err
		}
		return itemAnswer(s.Rooms.AddRundownItem(ctx, actor(ctx), in.Room, draft, in.Body.After))
	})
	handle(s, huma.Operation{
		OperationID: "preset-rundown", Method: http.MethodPost, Path: "/rooms/{room}/rundown/preset", Tags: tags, DefaultStatus: http.StatusOK,
		Summary:     "Plan what such a ceremony usually consists of",
		Description: "For signings and ground-breakings, in the languages of the event, where nothing is planned yet.",
		Errors:      []int{401, 403, 404, 409},
	}, func(ctx context.Context, in *RoomPath) (*Versioned[Rundown], error) {
		return rundownAnswer(s.Rooms.PresetRundown(ctx, actor(ctx), in.Room))
	})
	handle(s, huma.Operation{
		OperationID: "update-rundown-item", Method: http.MethodPut, Path: "/rooms/{room}/rundown/items/{item}", Tags: tags,
		Summary:     "Rewrite an item",
		Description: "Of the item that is on, the title and who presents it stay; one that is done stays as it was.",
		Errors:      []int{401, 403, 404, 409, 412, 422, 428},
	}, func(ctx context.Context, in *struct {
		RundownItemPath
		Edit
		Body RundownDraft
	}) (*Versioned[RundownItem], error) {
		version, err := in.version()
		if err != nil {
			return nil, err
		}
		draft, err := in.Body.draft()
		if err != nil {
			return nil, err
		}
		return itemAnswer(s.Rooms.UpdateRundownItem(ctx, actor(ctx), in.Room, in.Item, version, draft))
	})
	handle(s, huma.Operation{
		OperationID: "remove-rundown-item", Method: http.MethodDelete, Path: "/rooms/{room}/rundown/items/{item}", Tags: tags,
		Summary: "Take an item out of the plan", DefaultStatus: http.StatusNoContent, Errors: []int{401, 403, 404, 409, 412, 422, 428},
	}, func(ctx context.Context, in *struct {
		RundownItemPath
		Edit
	}) (*Empty, error) {
		version, err := in.version()
		if err != nil {
			return nil, err
		}
		return &Empty{}, s.Rooms.RemoveRundownItem(ctx, actor(ctx), in.Room, in.Item, version)
	})
	handle(s, huma.Operation{
		OperationID: "order-rundown", Method: http.MethodPut, Path: "/rooms/{room}/rundown/order", Tags: tags,
		Summary: "Put the items into another order", Description: "Items that have been on keep their order among each other.",
		Errors: []int{401, 403, 404, 409, 412, 422, 428},
	}, func(ctx context.Context, in *struct {
		RoomPath
		Edit
		Body RundownOrder
	}) (*Versioned[Rundown], error) {
		version, err := in.version()
		if err != nil {
			return nil, err
		}
		return rundownAnswer(s.Rooms.OrderRundown(ctx, actor(ctx), in.Room, version, in.Body.Items))
	})
	handle(s, huma.Operation{
		OperationID: "run-rundown", Method: http.MethodPut, Path: "/rooms/{room}/rundown/current", Tags: tags,
		Summary: "Go to an item of the run of show",
		Description: "The one that is on ends, this one starts, and what it shows comes on the stage. Before the session this starts it. " +
			"Breaks and the end are set-room-state; starting the session with it starts the first item.",
		Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *struct {
		RoomPath
		Body RundownCurrent
	}) (*Versioned[Rundown], error) {
		return rundownAnswer(s.Rooms.RunItem(ctx, actor(ctx), in.Room, in.Body.Item, in.Body.From))
	})
	handle(s, huma.Operation{
		OperationID: "set-ready", Method: http.MethodPut, Path: "/rooms/{room}/me/ready", Tags: tags, Summary: "Say that one is ready to present",
		Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *struct {
		RoomPath
		Body Ready
	}) (*Body[Ready], error) {
		return &Body[Ready]{in.Body}, s.Rooms.SetReady(ctx, actor(ctx), in.Room, in.Body.Ready, (*room.Devices)(in.Body.Devices))
	})
}
