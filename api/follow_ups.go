package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

// FollowUp is a line of the ledger (答复台账): a question that was open when its
// session ended.
type FollowUp struct {
	ID         core.ID          `json:"id" format:"uuid"`
	Question   FollowUpQuestion `json:"question"`
	Room       core.ID          `json:"room" format:"uuid"`
	Session    core.Text        `json:"session" doc:"Title"`
	Event      core.Text        `json:"event" doc:"Title"`
	Department string           `json:"department" doc:"Who answers; empty when nobody was named yet"`
	DueOn      string           `json:"dueOn" format:"date" doc:"The last day, in the session's zone"`
	TimeZone   string           `json:"timeZone"`
	Status     string           `json:"status" enum:"open,answered,closed"`
	Overdue    bool             `json:"overdue" doc:"Open although the last day has passed"`
	Answer     string           `json:"answer,omitempty"`
	Public     bool             `json:"public" doc:"The answer was told to everybody in the room"`
	OnPage     bool             `json:"onPage" doc:"It stands beside the event, for everybody to read"`
	AnsweredAt *time.Time       `json:"answeredAt,omitempty"`
	AnsweredBy *PersonName      `json:"answeredBy,omitempty"`
	Note       string           `json:"note,omitempty" doc:"Why it was closed without an answer"`
	Version    core.Version     `json:"version"`
}

// FollowUpQuestion is what was asked. Of an anonymous question nothing says by whom.
type FollowUpQuestion struct {
	ID        core.ID        `json:"id" format:"uuid"`
	Text      string         `json:"text"`
	Anonymous bool           `json:"anonymous"`
	Name      string         `json:"name,omitempty"`
	Org       string         `json:"org,omitempty"`
	Votes     int            `json:"votes"`
	Published bool           `json:"published" doc:"It was before everybody; only then can its answer be"`
	Stage     *QuestionStage `json:"stage,omitempty"`
	AskedAt   time.Time      `json:"askedAt"`
}

// FollowUpEdit names what an edit changes.
type FollowUpEdit struct {
	Department *string `json:"department,omitempty" maxLength:"60"`
	DueOn      *string `json:"dueOn,omitempty" format:"date"`
}

// FollowUpAnswer answers in writing.
type FollowUpAnswer struct {
	Text   string `json:"text" minLength:"1" maxLength:"4000"`
	Public bool   `json:"public,omitempty" doc:"Everybody in the room may read it, and everybody who sees the event beside it; the asker is not named there"`
}

// FollowUpPath names a line of the ledger.
type FollowUpPath struct {
	FollowUp core.ID `path:"followUp" maxLength:"40"`
}

// followUps shows lines of the ledger with the names of those who answered.
func (s *Server) followUps(ctx context.Context, items []room.FollowUpItem) ([]FollowUp, error) {
	var people []core.ID
	for _, f := range items {
		people = append(people, f.AnsweredBy)
	}
	names, err := s.Accounts.PersonNames(ctx, people)
	if err != nil {
		return nil, err
	}
	out := make([]FollowUp, len(items))
	for i, f := range items {
		out[i] = FollowUp{
			ID: f.ID, Room: f.Room, Session: f.SessionTitle, Event: f.EventTitle, Department: f.Department, DueOn: f.DueOn, TimeZone: f.TimeZone,
			Status: string(f.Status), Overdue: f.Overdue, Answer: f.Answer, Public: f.Public, OnPage: f.OnPage, AnsweredAt: given(f.AnsweredAt), Note: f.Note,
			Version: f.Version,
			Question: FollowUpQuestion{
				ID: f.FollowUp.Question, Text: f.Text, Anonymous: f.Anonymous, Name: f.Asker, Org: f.Org, Votes: f.Votes, Published: f.Seq > 0,
				Stage: questionStage(f.Stage), AskedAt: f.AskedAt,
			},
		}
		if f.AnsweredBy != "" {
			out[i].AnsweredBy = &PersonName{ID: f.AnsweredBy, Name: names[f.AnsweredBy]}
		}
	}
	return out, nil
}

func (s *Server) followUp(ctx context.Context, f room.FollowUpItem, err error) (*Versioned[FollowUp], error) {
	if err != nil {
		return nil, err
	}
	shown, err := s.followUps(ctx, []room.FollowUpItem{f})
	if err != nil {
		return nil, err
	}
	return versioned(f.Version, shown[0]), nil
}

func (s *Server) registerFollowUps() {
	tags := []string{"follow-ups"}
	edits := []int{401, 403, 404, 409, 412, 422, 428}
	handle(s, huma.Operation{
		OperationID: "list-follow-ups", Method: http.MethodGet, Path: "/follow-ups", Tags: tags,
		Summary: "List the ledger of questions that stayed open", Description: "Of the bureaus one is an official of; what is due first comes first.",
		Errors: []int{401, 403, 422},
	}, func(ctx context.Context, in *struct {
		Paged
		Status  string  `query:"status" enum:"open,answered,closed"`
		Overdue bool    `query:"overdue" doc:"Only those whose last day has passed"`
		Room    core.ID `query:"room" maxLength:"40"`
	}) (*Body[core.Page[FollowUp]], error) {
		page, err := s.Rooms.FollowUps(ctx, actor(ctx), room.FollowUpFilter{
			Room: in.Room, Status: room.FollowUpStatus(in.Status), Paging: in.paging(),
		}, in.Overdue)
		if err != nil {
			return nil, err
		}
		items, err := s.followUps(ctx, page.Items)
		return &Body[core.Page[FollowUp]]{core.Page[FollowUp]{Items: items, Next: page.Next}}, err
	})
	handle(s, huma.Operation{
		OperationID: "get-follow-up", Method: http.MethodGet, Path: "/follow-ups/{followUp}", Tags: tags, Summary: "Read a line of the ledger",
	}, func(ctx context.Context, in *FollowUpPath) (*Versioned[FollowUp], error) {
		f, err := s.Rooms.ReadFollowUp(ctx, actor(ctx), in.FollowUp)
		return s.followUp(ctx, f, err)
	})
	handle(s, huma.Operation{
		OperationID: "update-follow-up", Method: http.MethodPatch, Path: "/follow-ups/{followUp}", Tags: tags,
		Summary: "Say which department answers, and until when", Errors: edits,
	}, func(ctx context.Context, in *struct {
		FollowUpPath
		Edit
		Body FollowUpEdit
	}) (*Versioned[FollowUp], error) {
		version, err := in.version()
		if err != nil {
			return nil, err
		}
		f, err := s.Rooms.UpdateFollowUp(ctx, actor(ctx), in.FollowUp, version, room.FollowUpChange(in.Body))
		return s.followUp(ctx, f, err)
	})
	handle(s, huma.Operation{
		OperationID: "answer-follow-up", Method: http.MethodPut, Path: "/follow-ups/{followUp}/answer", Tags: tags,
		Summary: "Answer in writing", Description: "The asker finds the answer in their inbox. Answering again corrects it.", Errors: edits,
	}, func(ctx context.Context, in *struct {
		FollowUpPath
		Edit
		Body FollowUpAnswer
	}) (*Versioned[FollowUp], error) {
		version, err := in.version()
		if err != nil {
			return nil, err
		}
		f, err := s.Rooms.AnswerFollowUp(ctx, actor(ctx), in.FollowUp, version, in.Body.Text, in.Body.Public)
		return s.followUp(ctx, f, err)
	})
	handle(s, huma.Operation{
		OperationID: "close-follow-up", Method: http.MethodPut, Path: "/follow-ups/{followUp}/closed", Tags: tags,
		Summary: "End a line without an answer", Errors: edits,
	}, func(ctx context.Context, in *struct {
		FollowUpPath
		Edit
		Body Reason
	}) (*Versioned[FollowUp], error) {
		version, err := in.version()
		if err != nil {
			return nil, err
		}
		f, err := s.Rooms.CloseFollowUp(ctx, actor(ctx), in.FollowUp, version, in.Body.Reason)
		return s.followUp(ctx, f, err)
	})
}
