package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

// PollDraft is what a poll asks.
type PollDraft struct {
	Kind       string   `json:"kind" enum:"single,multiple,rating,ranking" doc:"rating has the options 1 to 5; ranking puts all options in order"`
	Question   string   `json:"question" minLength:"1" maxLength:"200"`
	Options    []string `json:"options,omitempty" maxItems:"10" nullable:"false" doc:"2 to 10, of a ranking 2 to 6; left out for a rating"`
	MinChoices int      `json:"minChoices,omitempty" minimum:"1" maximum:"10" doc:"Of multiple"`
	MaxChoices int      `json:"maxChoices,omitempty" minimum:"1" maximum:"10" doc:"Of multiple"`
	Results    string   `json:"results" enum:"live,closed" doc:"When everybody sees them: while it runs, or once it is closed"`
}

// Poll is a poll with what was voted, for those who run the session.
type Poll struct {
	ID         core.ID      `json:"id" format:"uuid"`
	Kind       string       `json:"kind" enum:"single,multiple,rating,ranking"`
	Question   string       `json:"question"`
	Options    []string     `json:"options" nullable:"false"`
	MinChoices int          `json:"minChoices"`
	MaxChoices int          `json:"maxChoices"`
	Results    string       `json:"results" enum:"live,closed"`
	Status     string       `json:"status" enum:"draft,open,closed"`
	Tally      *PollTally   `json:"tally,omitempty" doc:"As of now; final once closed"`
	OpenedAt   *time.Time   `json:"openedAt,omitempty"`
	ClosedAt   *time.Time   `json:"closedAt,omitempty"`
	Version    core.Version `json:"version" doc:"Goes into If-Match of an edit"`
}

// PollTally is what was voted. Who voted for what nobody is told.
type PollTally struct {
	Voters int64   `json:"voters"`
	Counts []int64 `json:"counts" nullable:"false" doc:"For each option the people who chose it; its points where options are ranked, the last place giving one"`
}

// PollStatus opens or closes a poll.
type PollStatus struct {
	Status string `json:"status" enum:"open,closed"`
}

// Vote is what one person chooses.
type Vote struct {
	Choices []int `json:"choices" minItems:"1" maxItems:"10" nullable:"false" doc:"Numbers of options, the first is 1; the best first where they are ranked"`
}

// MyPoll is a poll that was opened, as the caller stands to it.
type MyPoll struct {
	Poll    core.ID    `json:"poll" format:"uuid"`
	Choices []int      `json:"choices" nullable:"false" doc:"Empty when one has not voted"`
	Tally   *PollTally `json:"tally,omitempty" doc:"While it runs and its results are live"`
}

// PollPath names a poll.
type PollPath struct {
	RoomPath
	Poll core.ID `path:"poll" maxLength:"40"`
}

func (d PollDraft) data() room.PollDraftData {
	return room.PollDraftData{
		Kind: room.PollKind(d.Kind), Question: d.Question, Options: d.Options, MinChoices: d.MinChoices, MaxChoices: d.MaxChoices,
		Results: d.Results,
	}
}

func pollBody(p room.Poll) Poll {
	return Poll{
		ID: p.ID, Kind: string(p.Kind), Question: p.Question, Options: p.Options, MinChoices: p.MinChoices, MaxChoices: p.MaxChoices,
		Results: p.Results, Status: string(p.Status), Tally: (*PollTally)(p.Tally), OpenedAt: given(p.OpenedAt), ClosedAt: given(p.ClosedAt),
		Version: p.Version,
	}
}

func pollAnswer(p room.Poll, err error) (*Versioned[Poll], error) {
	return versioned(p.Version, pollBody(p)), err
}

func myPolls(polls []room.MyPoll) []MyPoll {
	out := []MyPoll{}
	for _, p := range polls {
		out = append(out, MyPoll{Poll: p.Poll, Choices: append([]int{}, p.Choices...), Tally: (*PollTally)(p.Tally)})
	}
	return out
}

func (s *Server) registerPolls() {
	tags := []string{"rooms"}
	handle(s, huma.Operation{
		OperationID: "list-polls", Method: http.MethodGet, Path: "/rooms/{room}/polls", Tags: tags, Summary: "List polls and their results",
		Description: "For those who run the session, drafts included. Everybody else finds opened polls in the room's log.",
		Errors:      []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *RoomPath) (*Body[core.Page[Poll]], error) {
		polls, err := s.Rooms.Polls(ctx, actor(ctx), in.Room)
		return &Body[core.Page[Poll]]{core.Map(core.Page[room.Poll]{Items: polls}, pollBody)}, err
	})
	create(s, huma.Operation{
		OperationID: "create-poll", Method: http.MethodPost, Path: "/rooms/{room}/polls", Tags: tags, Summary: "Draft a poll",
		Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *struct {
		RoomPath
		Body PollDraft
	}) (*Versioned[Poll], error) {
		return pollAnswer(s.Rooms.CreatePoll(ctx, actor(ctx), in.Room, in.Body.data()))
	})
	handle(s, huma.Operation{
		OperationID: "update-poll", Method: http.MethodPut, Path: "/rooms/{room}/polls/{poll}", Tags: tags, Summary: "Rewrite a draft",
		Errors: []int{401, 403, 404, 409, 412, 422, 428},
	}, func(ctx context.Context, in *struct {
		PollPath
		Edit
		Body PollDraft
	}) (*Versioned[Poll], error) {
		version, err := in.version()
		if err != nil {
			return nil, err
		}
		return pollAnswer(s.Rooms.UpdatePoll(ctx, actor(ctx), in.Room, in.Poll, version, in.Body.data()))
	})
	handle(s, huma.Operation{
		OperationID: "set-poll-status", Method: http.MethodPut, Path: "/rooms/{room}/polls/{poll}/status", Tags: tags,
		Summary: "Open or close a poll", Description: "One poll is open at a time. Closing is for good and tells everybody the final tally. " +
			"Asking for the status that is there changes nothing.",
		Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *struct {
		PollPath
		Body PollStatus
	}) (*Versioned[Poll], error) {
		return pollAnswer(s.Rooms.SetPollStatus(ctx, actor(ctx), in.Room, in.Poll, room.PollStatus(in.Body.Status)))
	})
	handle(s, huma.Operation{
		OperationID: "delete-poll", Method: http.MethodDelete, Path: "/rooms/{room}/polls/{poll}", Tags: tags, Summary: "Throw a draft away",
		DefaultStatus: http.StatusNoContent, Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *PollPath) (*Empty, error) {
		return &Empty{}, s.Rooms.DeletePoll(ctx, actor(ctx), in.Room, in.Poll)
	})
	handle(s, huma.Operation{
		OperationID: "vote", Method: http.MethodPut, Path: "/rooms/{room}/polls/{poll}/vote", Tags: tags, Summary: "Vote, or vote otherwise",
		Description: "One vote a person, which may be changed until the poll is closed. Whoever gets an answer has been counted.",
		Errors:      []int{401, 403, 404, 409, 422, 503},
	}, func(ctx context.Context, in *struct {
		PollPath
		Body Vote
	}) (*Body[Vote], error) {
		choices, err := s.Rooms.Vote(ctx, actor(ctx), in.Room, in.Poll, in.Body.Choices)
		return &Body[Vote]{Vote{choices}}, err
	})
}
