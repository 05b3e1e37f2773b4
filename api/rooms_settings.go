package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

// RoomSettings are the rules of a room's chat.
type RoomSettings struct {
	Chat           string       `json:"chat" enum:"open,review,closed" doc:"review: each line is published by staff; closed: only staff may write"`
	SlowSeconds    int          `json:"slowSeconds" doc:"Between two lines of one guest; 0 is off"`
	LinesPerSecond int          `json:"linesPerSecond" doc:"Of all guests together; 0 is no limit"`
	Words          []string     `json:"words" nullable:"false" doc:"Sensitive words, found whatever their width, case or spacing"`
	OnWord         string       `json:"onWord" enum:"review,refuse"`
	Questions      string       `json:"questions" enum:"open,review,closed" doc:"review: each question is published by staff; closed: only staff may ask"`
	AnswerDays     int          `json:"answerDays" doc:"Working days within which a question that stayed open is answered"`
	Version        core.Version `json:"version"`
}

// RoomSettingsChange names what an edit changes.
type RoomSettingsChange struct {
	Chat           *string   `json:"chat,omitempty" enum:"open,review,closed"`
	SlowSeconds    *int      `json:"slowSeconds,omitempty" minimum:"0" maximum:"3600"`
	LinesPerSecond *int      `json:"linesPerSecond,omitempty" minimum:"0" maximum:"10000"`
	Words          *[]string `json:"words,omitempty" maxItems:"1000" nullable:"false"`
	OnWord         *string   `json:"onWord,omitempty" enum:"review,refuse"`
	Questions      *string   `json:"questions,omitempty" enum:"open,review,closed"`
	AnswerDays     *int      `json:"answerDays,omitempty" minimum:"1" maximum:"60"`
}

func roomSettings(st room.Settings, v core.Version) *Versioned[RoomSettings] {
	if st.Words == nil {
		st.Words = []string{}
	}
	return versioned(v, RoomSettings{
		Chat: st.Chat, SlowSeconds: st.SlowSeconds, LinesPerSecond: st.LinesPerSecond, Words: st.Words, OnWord: st.OnWord,
		Questions: st.Questions, AnswerDays: st.AnswerDays, Version: v,
	})
}

func (s *Server) registerRoomSettings() {
	tags := []string{"rooms"}
	handle(s, huma.Operation{
		OperationID: "get-room-settings", Method: http.MethodGet, Path: "/rooms/{room}/settings", Tags: tags,
		Summary: "Read the rules of chat and questions",
	}, func(ctx context.Context, in *RoomPath) (*Versioned[RoomSettings], error) {
		st, v, err := s.Rooms.Settings(ctx, actor(ctx), in.Room)
		return roomSettings(st, v), err
	})
	handle(s, huma.Operation{
		OperationID: "update-room-settings", Method: http.MethodPatch, Path: "/rooms/{room}/settings", Tags: tags,
		Summary: "Change the rules of chat and questions", Errors: []int{401, 403, 404, 412, 422, 428},
	}, func(ctx context.Context, in *struct {
		RoomPath
		Edit
		Body RoomSettingsChange
	}) (*Versioned[RoomSettings], error) {
		version, err := in.version()
		if err != nil {
			return nil, err
		}
		st, v, err := s.Rooms.UpdateSettings(ctx, actor(ctx), in.Room, version, room.SettingsUpdate(in.Body))
		return roomSettings(st, v), err
	})
}
