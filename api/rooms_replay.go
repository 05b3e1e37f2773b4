package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/recording"
	"zhaoyun/internal/room"
)

// RoomReplay is what watching a session again begins with; its log is the rest.
type RoomReplay struct {
	Room     core.ID         `json:"room" format:"uuid"`
	Session  RoomSession     `json:"session"`
	Event    RoomEvent       `json:"event"`
	Epoch    string          `json:"epoch" doc:"Of the log"`
	Head     int64           `json:"head" doc:"The last entry of the public lane"`
	LiveAt   *time.Time      `json:"liveAt,omitempty" doc:"When the session first went live; left out when it never did"`
	EndedAt  *time.Time      `json:"endedAt,omitempty"`
	Length   int64           `json:"length" doc:"Milliseconds of the replay's clock"`
	Clock    []ReplayTick    `json:"clock" nullable:"false" doc:"Between two ticks time runs evenly; before the first it is 0, after the last it rests"`
	Chapters []ReplayChapter `json:"chapters" nullable:"false"`

	Recordings []ReplayRecording `json:"recordings" nullable:"false" doc:"What was recorded, oldest first"`
}

// ReplayTick ties a moment of the log to a time of the replay's clock.
type ReplayTick struct {
	At     string `json:"at" format:"date-time"`
	Offset int64  `json:"offset" doc:"Milliseconds"`
}

// ReplayChapter is something to jump to.
type ReplayChapter struct {
	Kind   string `json:"kind" doc:"state, stage, parcel, question, answer, poll, result, item, announcement, confirmed, released, start or pressed; more may come"`
	Seq    int64  `json:"seq" doc:"In the public lane"`
	Offset int64  `json:"offset" doc:"Milliseconds of the replay's clock"`
	Name   string `json:"name,omitempty" doc:"The state, or the kind of stage"`
	Page   int    `json:"page,omitempty" doc:"Of slides or an agreement"`
	Text   string `json:"text,omitempty" doc:"What was asked or announced; the name of a document with its first page; the number of a parcel; who confirmed"`

	Parcel core.ID   `json:"parcel,omitempty" doc:"That came on stage"`
	Place  int       `json:"place,omitempty" doc:"Of the parcel among those of the event"`
	Label  core.Text `json:"label,omitempty" doc:"The name of the parcel, of the agreement or of what begins"`
}

// ReplayFound is a line that holds the words looked for.
type ReplayFound struct {
	Seq     int64   `json:"seq" doc:"In the public lane"`
	Type    string  `json:"type" doc:"Of the entry"`
	At      string  `json:"at" format:"date-time"`
	By      core.ID `json:"by,omitempty" doc:"A participant"`
	Offset  int64   `json:"offset" doc:"Milliseconds of the replay's clock"`
	Excerpt string  `json:"excerpt"`
}

// ReplayFoundPage is a page of them.
type ReplayFoundPage struct {
	Items  []ReplayFound `json:"items" nullable:"false"`
	Next   string        `json:"next,omitempty" doc:"Cursor of the next page; a page may be short and yet have one"`
	People []RoomPerson  `json:"people" nullable:"false"`
}

func replayBody(r room.Replay) RoomReplay {
	seen := roomBody(room.Info{Room: r.Room, Session: r.Session})
	out := RoomReplay{
		Room: r.Room.ID, Session: seen.Session, Event: seen.Event, Epoch: r.Room.Epoch, Head: r.Room.Public,
		Length: r.Clock.Length().Milliseconds(), Clock: []ReplayTick{}, Chapters: make([]ReplayChapter, len(r.Chapters)),
	}
	for _, t := range r.Clock {
		out.Clock = append(out.Clock, ReplayTick{room.Stamp(t.At), t.Offset.Milliseconds()})
	}
	if n := len(r.Clock); n > 0 {
		out.LiveAt, out.EndedAt = given(r.Clock[0].At), given(r.Clock[n-1].At)
	}
	for i, c := range r.Chapters {
		out.Chapters[i] = ReplayChapter(c)
	}
	return out
}

func (s *Server) registerReplay() {
	tags := []string{"rooms"}
	errs := []int{401, 403, 404, 409, 422}
	handle(s, huma.Operation{
		OperationID: "get-replay", Method: http.MethodGet, Path: "/rooms/{room}/replay", Tags: tags, Summary: "Watch a session again",
		Description: "For its staff, and for those of the audience to whom the session's replay is open (else `replay_closed`), " +
			"once it is over (else `session_not_over`). What is played is the log: `GET /rooms/{room}/entries`, which they may read too.",
		Errors: errs,
	}, func(ctx context.Context, in *RoomPath) (*Body[RoomReplay], error) {
		r, err := s.Rooms.Replay(ctx, actor(ctx), in.Room)
		if err != nil {
			return nil, err
		}
		body := replayBody(r)
		recorded, err := s.Recordings.Watchable(ctx, in.Room)
		body.Recordings = make([]ReplayRecording, len(recorded))
		may := recording.MayTake(actor(ctx), r.Session.Organisation)
		for i, r := range recorded {
			body.Recordings[i] = ReplayRecording{ID: r.ID, URL: r.Prefix() + "index.m3u8", File: r.Film && may}
			body.Recordings[i].Spans, _ = recordingSpans(r.Spans)
		}
		return &Body[RoomReplay]{body}, err
	})
	handle(s, huma.Operation{
		OperationID: "search-replay", Method: http.MethodGet, Path: "/rooms/{room}/replay/search", Tags: tags, Summary: "Search a session's log",
		Description: "In chat, questions, answers, announcements, polls and notices, as far as they may be shown now; oldest first.",
		Errors:      errs,
	}, func(ctx context.Context, in *struct {
		RoomPath
		Paged
		Words string `query:"q" maxLength:"400" doc:"1 to 60 characters"`
	}) (*Body[ReplayFoundPage], error) {
		page, err := s.Rooms.SearchReplay(ctx, actor(ctx), in.Room, in.Words, in.paging())
		out := ReplayFoundPage{Items: make([]ReplayFound, len(page.Items)), Next: page.Next, People: roomPeople(page.People)}
		for i, f := range page.Items {
			out.Items[i] = ReplayFound(f)
		}
		return &Body[ReplayFoundPage]{out}, err
	})
}
