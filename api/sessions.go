package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/policy"
)

// Session is one item of an agenda, with a live room.
type Session struct {
	ID           core.ID         `json:"id"`
	EventID      core.ID         `json:"eventId"`
	Kind         string          `json:"kind" enum:"promotion,showcase,signing,groundbreaking" doc:"promotion: a live roadshow (云推介); showcase: parcels on a map that the presenter drives (地块推介); signing: agreements are signed before an audience (云签约); groundbreaking: several places begin at one moment (云开工)"`
	Title        core.Text       `json:"title"`
	Description  core.Text       `json:"description"`
	StartsAt     time.Time       `json:"startsAt"`
	EndsAt       time.Time       `json:"endsAt"`
	TimeZone     string          `json:"timeZone" doc:"IANA time zone in which the times were meant"`
	Capacity     int             `json:"capacity,omitempty" doc:"Guests at one time; left out when there is no limit"`
	Access       string          `json:"access" enum:"public,registered,invited"`
	Replay       string          `json:"replay" enum:"staff,attended,registered" doc:"Who may watch it again besides its staff: nobody, who was there, or also who had a place"`
	Recording    string          `json:"recording" enum:"auto,manual,off" doc:"Whether it is recorded: by itself once somebody is on stage, when its staff says so, or not"`
	Replayable   bool            `json:"replayable" doc:"Over, and open to the caller to watch again"`
	Room         core.ID         `json:"room"`
	State        string          `json:"state" enum:"waiting,live,paused,ended"`
	JoinOpensAt  time.Time       `json:"joinOpensAt" doc:"When the door of the room opens"`
	People       []SessionPerson `json:"people,omitempty" nullable:"false" doc:"For staff only"`
	Illustrative bool            `json:"illustrative"`
	Version      core.Version    `json:"version" doc:"Goes into If-Match of an edit"`
}

// SessionPerson is one of the programme's own people.
type SessionPerson struct {
	Person PersonName `json:"person"`
	Role   string     `json:"role" enum:"host,presenter,moderator,guest" doc:"guest is an invited guest"`
}

// SessionDraft describes a new session.
type SessionDraft struct {
	Kind         string    `json:"kind,omitempty" enum:"promotion,showcase,signing,groundbreaking" default:"promotion"`
	Title        core.Text `json:"title" doc:"By language; zh-CN is required"`
	Description  core.Text `json:"description,omitempty"`
	StartsAt     time.Time `json:"startsAt"`
	EndsAt       time.Time `json:"endsAt"`
	TimeZone     string    `json:"timeZone,omitempty" maxLength:"64" doc:"IANA; the event's when left out"`
	Capacity     int       `json:"capacity,omitempty" minimum:"0" maximum:"100000" doc:"0 is no limit"`
	Access       string    `json:"access" enum:"public,registered,invited"`
	Replay       string    `json:"replay,omitempty" enum:"staff,attended,registered" default:"attended"`
	Recording    string    `json:"recording,omitempty" enum:"auto,manual,off" default:"auto"`
	Illustrative bool      `json:"illustrative,omitempty"`
}

// SessionChange names what an edit changes; what is left out stays.
type SessionChange struct {
	Title        core.Text  `json:"title,omitempty" doc:"Replaces all languages"`
	Description  core.Text  `json:"description,omitempty"`
	StartsAt     *time.Time `json:"startsAt,omitempty"`
	EndsAt       *time.Time `json:"endsAt,omitempty"`
	TimeZone     *string    `json:"timeZone,omitempty" maxLength:"64"`
	Capacity     *int       `json:"capacity,omitempty" minimum:"0" maximum:"100000" doc:"0 is no limit"`
	Access       *string    `json:"access,omitempty" enum:"public,registered,invited"`
	Replay       *string    `json:"replay,omitempty" enum:"staff,attended,registered"`
	Recording    *string    `json:"recording,omitempty" enum:"auto,manual,off"`
	Illustrative *bool      `json:"illustrative,omitempty"`
}

// SessionPath names a session.
type SessionPath struct {
	EventPath
	Session core.ID `path:"session" maxLength:"40" doc:"Id of the session"`
}

// PersonRole gives a person a role in a session.
type PersonRole struct {
	Person core.ID `json:"person" maxLength:"40"`
	Role   string  `json:"role" enum:"host,presenter,moderator,guest"`
}

type createSessionInput struct {
	EventPath
	Body SessionDraft
}

type updateSessionInput struct {
	SessionPath
	Edit
	Body SessionChange
}

type setSessionPeopleInput struct {
	SessionPath
	Edit
	Body struct {
		People []PersonRole `json:"people" maxItems:"500" nullable:"false"`
	}
}

func (s *Server) registerSessions() {
	tags := []string{"Sessions"}
	edit := []int{
		http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict, http.StatusPreconditionFailed,
		http.StatusPreconditionRequired, http.StatusUnprocessableEntity,
	}
	handle(s, huma.Operation{
		OperationID: "list-sessions", Method: http.MethodGet, Path: "/events/{event}/sessions", Tags: tags, Summary: "List the agenda",
		Security: public, Errors: []int{http.StatusNotFound},
	}, s.listSessions)
	create(s, huma.Operation{
		OperationID: "create-session", Method: http.MethodPost, Path: "/events/{event}/sessions", Tags: tags, Summary: "Add a session",
		Description: "Its live room is made with it.",
		Errors: []int{
			http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity,
		},
	}, s.createSession)
	handle(s, huma.Operation{
		OperationID: "get-session", Method: http.MethodGet, Path: "/events/{event}/sessions/{session}", Tags: tags, Summary: "Read a session",
		Security: public, Errors: []int{http.StatusNotFound},
	}, s.getSession)
	handle(s, huma.Operation{
		OperationID: "update-session", Method: http.MethodPatch, Path: "/events/{event}/sessions/{session}", Tags: tags, Summary: "Edit a session",
		Description: "Registrations stay; who has a place is told by mail when the time of a published session changes.", Errors: edit,
	}, s.updateSession)
	handle(s, huma.Operation{
		OperationID: "delete-session", Method: http.MethodDelete, Path: "/events/{event}/sessions/{session}", Tags: tags,
		Summary: "Take a session out", Description: "Only while nobody has been in its room (else `room_used`).",
		DefaultStatus: http.StatusNoContent,
		Errors:        []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict},
	}, func(ctx context.Context, in *SessionPath) (*Empty, error) {
		return nil, s.Events.DeleteSession(ctx, actor(ctx), in.Event, in.Session)
	})
	handle(s, huma.Operation{
		OperationID: "set-session-people", Method: http.MethodPut, Path: "/events/{event}/sessions/{session}/people", Tags: tags,
		Summary:     "Set who hosts, presents, moderates and is invited",
		Description: "Replaces the whole list. Whose role changes notices at once, also inside the room.", Errors: edit,
	}, s.setSessionPeople)
}

func (s *Server) listSessions(ctx context.Context, in *getEventInput) (*Cached[core.Page[Session]], error) {
	e, err := s.Events.Read(ctx, actor(ctx), in.Event)
	if err != nil {
		return nil, err
	}
	bodies, err := s.sessionBodies(ctx, e.Sessions, event.IsStaff(actor(ctx), e))
	if err != nil {
		return nil, err
	}
	return cached(ctx, in.Cachable, etag(e.Version), core.Page[Session]{Items: bodies})
}

func (s *Server) createSession(ctx context.Context, in *createSessionInput) (*Versioned[Session], error) {
	d := in.Body
	se, err := s.Events.CreateSession(ctx, actor(ctx), in.Event, event.SessionDraft{
		Kind: event.Kind(d.Kind), Title: d.Title, Description: d.Description, StartsAt: d.StartsAt, EndsAt: d.EndsAt, TimeZone: d.TimeZone,
		Capacity: d.Capacity, Access: event.Access(d.Access), Replay: event.Replay(d.Replay), Recording: event.Recording(d.Recording), Illustrative: d.Illustrative,
	})
	return s.sessionAnswer(ctx, se, err)
}

func (s *Server) getSession(ctx context.Context, in *struct {
	SessionPath
	Cachable
},
) (*Cached[Session], error) {
	se, e, err := s.Events.Session(ctx, actor(ctx), in.Event, in.Session)
	if err != nil {
		return nil, err
	}
	bodies, err := s.sessionBodies(ctx, []event.Session{se}, event.IsStaff(actor(ctx), e))
	if err != nil {
		return nil, err
	}
	return cached(ctx, in.Cachable, etag(se.Version), bodies[0])
}

func (s *Server) updateSession(ctx context.Context, in *updateSessionInput) (*Versioned[Session], error) {
	v, err := in.version()
	if err != nil {
		return nil, err
	}
	c := in.Body
	se, err := s.Events.UpdateSession(ctx, actor(ctx), in.Event, in.Session, v, event.SessionChange{
		Title: c.Title, Description: c.Description, StartsAt: c.StartsAt, EndsAt: c.EndsAt, TimeZone: c.TimeZone, Capacity: c.Capacity,
		Access: (*event.Access)(c.Access), Replay: (*event.Replay)(c.Replay), Recording: (*event.Recording)(c.Recording), Illustrative: c.Illustrative,
	})
	return s.sessionAnswer(ctx, se, err)
}

func (s *Server) setSessionPeople(ctx context.Context, in *setSessionPeopleInput) (*Versioned[Session], error) {
	v, err := in.version()
	if err != nil {
		return nil, err
	}
	cast := make([]event.Cast, len(in.Body.People))
	for i, p := range in.Body.People {
		cast[i] = event.Cast{Person: p.Person, Role: policy.RoomRole(p.Role)}
	}
	se, err := s.Events.SetSessionPeople(ctx, actor(ctx), in.Event, in.Session, v, cast)
	return s.sessionAnswer(ctx, se, err)
}

// sessionAnswer is the answer to a change of a session, which only staff makes.
func (s *Server) sessionAnswer(ctx context.Context, se event.Session, err error) (*Versioned[Session], error) {
	if err != nil {
		return nil, err
	}
	bodies, err := s.sessionBodies(ctx, []event.Session{se}, true)
	if err != nil {
		return nil, err
	}
	return versioned(se.Version, bodies[0]), nil
}

// sessionBodies shows sessions; only staff sees their people.
func (s *Server) sessionBodies(ctx context.Context, sessions []event.Session, staff bool) ([]Session, error) {
	names := map[core.ID]string{}
	if staff {
		var people []core.ID
		for _, se := range sessions {
			for _, c := range se.People {
				people = append(people, c.Person)
			}
		}
		var err error
		if names, err = s.Accounts.PersonNames(ctx, people); err != nil {
			return nil, err
		}
	}
	out := make([]Session, len(sessions))
	for i, se := range sessions {
		out[i] = Session{
			ID: se.ID, EventID: se.Event, Kind: string(se.Kind), Title: se.Title, Description: text(se.Description), StartsAt: se.StartsAt,
			EndsAt: se.EndsAt, TimeZone: se.TimeZone, Capacity: se.Capacity, Access: string(se.Access), Replay: string(se.Replay),
			Recording: string(se.Recording), Replayable: se.Replayable, Room: se.Room, State: se.Phase,
			JoinOpensAt: se.JoinOpensAt(), Illustrative: se.Illustrative, Version: se.Version,
		}
		if !staff {
			continue
		}
		for _, c := range se.People {
			out[i].People = append(out[i].People, SessionPerson{Person: PersonName{ID: c.Person, Name: names[c.Person]}, Role: string(c.Role)})
		}
	}
	return out, nil
}
