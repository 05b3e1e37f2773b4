package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
)

// RosterPerson is somebody who is or was in a room.
type RosterPerson struct {
	ID         core.ID    `json:"id" format:"uuid"`
	Name       string     `json:"name" doc:"Empty when the person was erased"`
	Org        string     `json:"org"`
	Role       string     `json:"role" enum:"host,presenter,moderator,guest"`
	Online     bool       `json:"online" doc:"false for everybody while it cannot be told"`
	MutedUntil *time.Time `json:"mutedUntil,omitempty"`
	Banned     bool       `json:"banned"`
	FirstAt    *time.Time `json:"firstAt,omitempty"`
	LastAt     *time.Time `json:"lastAt,omitempty"`
	Seconds    int64      `json:"seconds" doc:"In the room, however many windows were open"`
}

// Ban is somebody who may not come back.
type Ban struct {
	Participant core.ID   `json:"participant" format:"uuid"`
	Name        string    `json:"name"`
	Org         string    `json:"org"`
	Reason      string    `json:"reason,omitempty"`
	At          time.Time `json:"at"`
	By          core.ID   `json:"by"`
}

// BanDraft bans somebody.
type BanDraft struct {
	Participant core.ID `json:"participant" maxLength:"40"`
	Reason      string  `json:"reason,omitempty" maxLength:"200"`
}

// Mute keeps somebody from writing.
type Mute struct {
	Minutes int `json:"minutes" minimum:"0" maximum:"1440" doc:"0 lets them write again"`
}

// ParticipantRole gives somebody another role in the room.
type ParticipantRole struct {
	Role string `json:"role" enum:"host,presenter,moderator,guest"`
}

// ParticipantPath names somebody in a room.
type ParticipantPath struct {
	RoomPath
	Participant core.ID `path:"participant" maxLength:"40"`
}

func rosterPerson(i room.RosterItem) RosterPerson {
	return RosterPerson{
		ID: i.ID, Name: i.Name, Org: i.Org, Role: string(i.Role), Online: i.Online, MutedUntil: given(i.MutedUntil),
		Banned: !i.BannedAt.IsZero(), FirstAt: given(i.FirstAt), LastAt: given(i.LastAt), Seconds: i.Seconds,
	}
}

func banOf(p room.Participant) Ban {
	return Ban{Participant: p.ID, Name: p.Name, Org: p.Org, Reason: p.BanReason, At: p.BannedAt, By: p.BannedBy}
}

func (s *Server) registerRoster() {
	tags := []string{"rooms"}
	staff := []int{401, 403, 404, 409, 422}
	handle(s, huma.Operation{
		OperationID: "list-roster", Method: http.MethodGet, Path: "/rooms/{room}/roster", Tags: tags,
		Summary: "List who is or was in the room", Description: "In the order of their first coming.", Errors: staff,
	}, func(ctx context.Context, in *struct {
		RoomPath
		Paged
		Q      string `query:"q" maxLength:"100" doc:"Part of a name or organisation"`
		Online bool   `query:"online" doc:"Only who is connected now"`
	}) (*Body[core.Page[RosterPerson]], error) {
		page, err := s.Rooms.Roster(ctx, actor(ctx), in.Room, in.Q, in.Online, in.paging())
		return &Body[core.Page[RosterPerson]]{core.Map(page, rosterPerson)}, err
	})
	handle(s, huma.Operation{
		OperationID: "get-attendance", Method: http.MethodGet, Path: "/rooms/{room}/attendance", Tags: tags,
		Summary: "List who attended, when and for how long", Errors: staff,
	}, func(ctx context.Context, in *struct {
		RoomPath
		Paged
	}) (*Body[core.Page[RosterPerson]], error) {
		page, err := s.Rooms.Attendance(ctx, actor(ctx), in.Room, in.paging())
		return &Body[core.Page[RosterPerson]]{core.Map(page, rosterPerson)}, err
	})
	handle(s, huma.Operation{
		OperationID: "mute-participant", Method: http.MethodPut, Path: "/rooms/{room}/roster/{participant}/mute", Tags: tags,
		Summary: "Keep somebody from writing for a while", DefaultStatus: http.StatusNoContent, Errors: staff,
	}, func(ctx context.Context, in *struct {
		ParticipantPath
		Body Mute
	}) (*Empty, error) {
		_, err := s.Rooms.Mute(ctx, actor(ctx), in.Room, in.Participant, in.Body.Minutes)
		return &Empty{}, err
	})
	handle(s, huma.Operation{
		OperationID: "kick-participant", Method: http.MethodPost, Path: "/rooms/{room}/roster/{participant}/kick", Tags: tags,
		Summary: "Put somebody out", Description: "They may come back after a minute.", DefaultStatus: http.StatusNoContent, Errors: staff,
	}, func(ctx context.Context, in *struct {
		ParticipantPath
		Body *Reason
	}) (*Empty, error) {
		_, err := s.Rooms.Kick(ctx, actor(ctx), in.Room, in.Participant, in.Body.text())
		return &Empty{}, err
	})
	handle(s, huma.Operation{
		OperationID: "set-participant-role", Method: http.MethodPut, Path: "/rooms/{room}/roster/{participant}/role", Tags: tags,
		Summary: "Give somebody another role in the room", DefaultStatus: http.StatusNoContent, Errors: staff,
	}, func(ctx context.Context, in *struct {
		ParticipantPath
		Body ParticipantRole
	}) (*Empty, error) {
		_, err := s.Rooms.SetRole(ctx, actor(ctx), in.Room, in.Participant, policy.RoomRole(in.Body.Role))
		return &Empty{}, err
	})
	s.registerBans(tags, staff)
}

func (s *Server) registerBans(tags []string, staff []int) {
	handle(s, huma.Operation{
		OperationID: "list-bans", Method: http.MethodGet, Path: "/rooms/{room}/bans", Tags: tags, Summary: "List who may not come back",
		Errors: staff,
	}, func(ctx context.Context, in *struct {
		RoomPath
		Paged
	}) (*Body[core.Page[Ban]], error) {
		page, err := s.Rooms.Bans(ctx, actor(ctx), in.Room, in.paging())
		return &Body[core.Page[Ban]]{core.Map(page, func(i room.RosterItem) Ban { return banOf(i.Participant) })}, err
	})
	create(s, huma.Operation{
		OperationID: "ban-participant", Method: http.MethodPost, Path: "/rooms/{room}/bans", Tags: tags, Summary: "Put somebody out for good",
		Errors: staff,
	}, func(ctx context.Context, in *struct {
		RoomPath
		Body BanDraft
	}) (*Body[Ban], error) {
		p, err := s.Rooms.Ban(ctx, actor(ctx), in.Room, in.Body.Participant, in.Body.Reason)
		return &Body[Ban]{banOf(p)}, err
	})
	handle(s, huma.Operation{
		OperationID: "unban-participant", Method: http.MethodDelete, Path: "/rooms/{room}/bans/{participant}", Tags: tags,
		Summary: "Let somebody come back", DefaultStatus: http.StatusNoContent, Errors: staff,
	}, func(ctx context.Context, in *ParticipantPath) (*Empty, error) {
		_, err := s.Rooms.Unban(ctx, actor(ctx), in.Room, in.Participant)
		return &Empty{}, err
	})
}
