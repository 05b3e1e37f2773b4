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

// Room is the live side of a session, as it looks from outside.
type Room struct {
	ID      core.ID      `json:"id" format:"uuid"`
	Session RoomSession  `json:"session"`
	Event   RoomEvent    `json:"event"`
	Kind    string       `json:"kind" enum:"live,rehearsal" doc:"A rehearsal is thrown away with everything in it"`
	Live    core.ID      `json:"live,omitempty" doc:"Of a rehearsal: the room of the session itself"`
	State   string       `json:"state" enum:"waiting,live,paused,ended"`
	Door    RoomDoor     `json:"door"`
	Public  RoomHead     `json:"public" doc:"The lane everybody reads"`
	Version core.Version `json:"version" doc:"Of the settings"`
}

// RoomSession is the session a room belongs to.
type RoomSession struct {
	ID           core.ID   `json:"id" format:"uuid"`
	Title        core.Text `json:"title"`
	Kind         string    `json:"kind" doc:"What the session is for, such as promotion"`
	StartsAt     time.Time `json:"startsAt"`
	EndsAt       time.Time `json:"endsAt"`
	TimeZone     string    `json:"timeZone" doc:"IANA zone of the event"`
	Access       string    `json:"access" enum:"public,registered,invited"`
	Illustrative bool      `json:"illustrative" doc:"Made up for the demonstration"`
}

// RoomEvent is the event a room belongs to.
type RoomEvent struct {
	ID    core.ID   `json:"id" format:"uuid"`
	Slug  string    `json:"slug"`
	Title core.Text `json:"title"`
}

// RoomDoor says whether the caller could come in.
type RoomDoor struct {
	Open    bool      `json:"open"`
	Code    string    `json:"code,omitempty" doc:"Why not: room_not_open, sign_in_required, registration_required, invitation_required, room_full, room_ended, banned or kicked"`
	OpensAt time.Time `json:"opensAt" doc:"When guests may come in"`
	Replay  bool      `json:"replay" doc:"The session is over, and open to the caller to watch again"`
}

// RoomHead is how far a lane has come.
type RoomHead struct {
	Head int64 `json:"head" doc:"The latest sequence number"`
}

// RoomMe is what the caller is in a room.
type RoomMe struct {
	Participant core.ID       `json:"participant" format:"uuid"`
	Role        string        `json:"role" enum:"host,presenter,moderator,guest"`
	Can         []string      `json:"can" nullable:"false" doc:"Operation ids"`
	MutedUntil  *time.Time    `json:"mutedUntil,omitempty"`
	Waiting     []WaitingChat `json:"waiting" nullable:"false" doc:"Lines of one's own that wait for review"`
	Questions   []MyQuestion  `json:"questions" nullable:"false" doc:"One's own, also those asked anonymously, latest first"`
	Voted       []core.ID     `json:"voted" nullable:"false" doc:"Questions one has voted for"`
	Polls       []MyPoll      `json:"polls" nullable:"false" doc:"One's own votes"`
	Hand        *MyHand       `json:"hand,omitempty" doc:"Left out when it is down"`
}

// WaitingChat is a line of one's own that waits for review.
type WaitingChat struct {
	Seq     int64  `json:"seq" doc:"In the staff lane"`
	At      string `json:"at" format:"date-time"`
	Text    string `json:"text"`
	ReplyTo int64  `json:"replyTo,omitempty"`
}

// RoomState moves a room on.
type RoomState struct {
	State string `json:"state" enum:"live,paused,ended"`
}

// StageChange puts something on the stage. What data holds depends on the kind.
type StageChange struct {
	Kind string         `json:"kind" maxLength:"40" doc:"slides, picture, notice, countdown, parcel or blank"`
	Data map[string]any `json:"data,omitempty" doc:"slides {file,page}, picture {file,alt}, notice {text}, countdown {endsAt,label}, parcel {parcel}, blank {}"`
}

// RoomStage is what the audience is shown.
type RoomStage struct {
	Kind string  `json:"kind"`
	Data any     `json:"data"`
	Seq  int64   `json:"seq"`
	At   string  `json:"at" format:"date-time"`
	By   core.ID `json:"by,omitempty"`
}

// RoomEntry is one line of a room's log.
type RoomEntry struct {
	Lane     string  `json:"lane" enum:"public,staff,inbox"`
	Seq      int64   `json:"seq"`
	Type     string  `json:"type" doc:"Such as chat.posted; unknown ones are to be ignored"`
	At       string  `json:"at" format:"date-time"`
	By       core.ID `json:"by,omitempty" doc:"A participant"`
	Data     any     `json:"data" doc:"null when redacted"`
	Redacted string  `json:"redacted,omitempty" enum:"hidden,retracted,erased"`
}

// RoomPerson is a participant by name.
type RoomPerson struct {
	ID   core.ID `json:"id" format:"uuid"`
	Name string  `json:"name" doc:"Empty when the person was erased"`
	Org  string  `json:"org"`
	Role string  `json:"role" enum:"host,presenter,moderator,guest"`
}

// RoomLog is a part of a lane.
type RoomLog struct {
	Epoch  string       `json:"epoch" doc:"Another epoch means another log: start over from a snapshot"`
	Head   int64        `json:"head"`
	Items  []RoomEntry  `json:"items" nullable:"false"`
	People []RoomPerson `json:"people" nullable:"false" doc:"Those whom the entries name"`
}

// RoomPath names a room.
type RoomPath struct {
	Room core.ID `path:"room" maxLength:"40"`
}

func roomBody(i room.Info) Room {
	r, se := i.Room, i.Session
	return Room{
		ID: r.ID, Kind: r.Kind, Live: i.Live, State: string(r.Phase), Version: r.Version, Public: RoomHead{r.Public},
		Session: RoomSession{
			ID: se.ID, Title: se.Title, Kind: se.Kind, StartsAt: se.StartsAt, EndsAt: se.EndsAt, TimeZone: se.TimeZone,
			Access: se.Access, Illustrative: se.Illustrative,
		},
		Event: RoomEvent{ID: se.Event, Slug: se.EventSlug, Title: se.EventTitle},
		Door:  RoomDoor{Open: i.Door.Open, Code: i.Door.Code, OpensAt: i.Door.OpensAt, Replay: i.Door.Replay},
	}
}

func roomMe(me room.Me) RoomMe {
	out := RoomMe{
		Participant: me.Participant, Role: string(me.Role), Can: me.Can, MutedUntil: given(me.MutedUntil), Waiting: []WaitingChat{},
		Questions: myQuestions(me.Questions), Voted: me.Voted, Polls: myPolls(me.Polls), Hand: (*MyHand)(me.Hand),
	}
	for _, w := range me.Waiting {
		out.Waiting = append(out.Waiting, WaitingChat(w))
	}
	return out
}

// given is a time that may be missing.
func given(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func roomLog(l room.Log) RoomLog {
	out := RoomLog{Epoch: l.Epoch, Head: l.Head, Items: []RoomEntry{}}
	for _, e := range l.Items {
		out.Items = append(out.Items, RoomEntry{
			Lane: string(e.Lane), Seq: e.Seq, Type: e.Type, At: e.At, By: e.By, Data: e.Data, Redacted: string(e.Redacted),
		})
	}
	out.People = roomPeople(l.People)
	return out
}

func roomPeople(people []room.Person) []RoomPerson {
	out := make([]RoomPerson, len(people))
	for i, p := range people {
		out[i] = RoomPerson{ID: p.ID, Name: p.Name, Org: p.Org, Role: string(p.Role)}
	}
	return out
}

func (s *Server) registerRooms() {
	tags := []string{"rooms"}
	handle(s, huma.Operation{
		OperationID: "get-room", Method: http.MethodGet, Path: "/rooms/{room}", Tags: tags, Security: public,
		Summary: "See a room from outside", Description: "Says whether the caller could come in, and why not.", Errors: []int{404, 422},
	}, func(ctx context.Context, in *RoomPath) (*Body[Room], error) {
		info, err := s.Rooms.Look(ctx, actor(ctx), in.Room)
		return &Body[Room]{roomBody(info)}, err
	})
	handle(s, huma.Operation{
		OperationID: "get-room-me", Method: http.MethodGet, Path: "/rooms/{room}/me", Tags: tags, Summary: "See what one is in a room",
		Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *RoomPath) (*Body[RoomMe], error) {
		me, err := s.Rooms.Me(ctx, actor(ctx), in.Room)
		return &Body[RoomMe]{roomMe(me)}, err
	})
	handle(s, huma.Operation{
		OperationID: "set-room-state", Method: http.MethodPut, Path: "/rooms/{room}/state", Tags: tags,
		Summary: "Start, pause, resume or end a session", Description: "Asking for the state that is there changes nothing. The end is for good.",
		Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *struct {
		RoomPath
		Body RoomState
	}) (*Body[RoomState], error) {
		phase, err := s.Rooms.SetPhase(ctx, actor(ctx), in.Room, room.Phase(in.Body.State))
		return &Body[RoomState]{RoomState{string(phase)}}, err
	})
	handle(s, huma.Operation{
		OperationID: "set-stage", Method: http.MethodPut, Path: "/rooms/{room}/stage", Tags: tags, Summary: "Show something to everyone",
		Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *struct {
		RoomPath
		Body StageChange
	}) (*Body[RoomStage], error) {
		data, err := json.Marshal(in.Body.Data)
		if err != nil {
			return nil, err
		}
		st, err := s.Rooms.ShowStage(ctx, actor(ctx), in.Room, in.Body.Kind, data)
		return &Body[RoomStage]{RoomStage{Kind: st.Kind, Data: st.Data, Seq: st.Seq, At: st.At, By: st.By}}, err
	})
	handle(s, huma.Operation{
		OperationID: "list-entries", Method: http.MethodGet, Path: "/rooms/{room}/entries", Tags: tags, Summary: "Read a room's log",
		Description: "Entries after a sequence number, oldest first, as they may be shown now: what was hidden, retracted or erased has no data.",
		Errors:      []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *struct {
		RoomPath
		Lane  string `query:"lane" enum:"public,staff,inbox" default:"public"`
		After int64  `query:"after" minimum:"0"`
		Limit int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
	}) (*Body[RoomLog], error) {
		log, err := s.Rooms.Entries(ctx, actor(ctx), in.Room, room.Lane(in.Lane), in.After, in.Limit)
		return &Body[RoomLog]{roomLog(log)}, err
	})
	s.registerCamera()
	s.registerRoomParcels()
	s.registerChat()
	s.registerSlides()
	s.registerRoster()
	s.registerRoomSettings()
	s.registerPolls()
	s.registerHands()
	s.registerAnnouncements()
	s.registerBackchannel()
	s.registerHandouts()
	s.registerReplay()
	s.registerRundown()
	s.registerRehearsals()
}
