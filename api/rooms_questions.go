package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

// QuestionDraft is a question to ask.
type QuestionDraft struct {
	Text      string  `json:"text" minLength:"2" maxLength:"500"`
	Anonymous bool    `json:"anonymous,omitempty" doc:"Nobody in the room and no official learns who asked; the installation's audit log alone says it"`
	Parcel    core.ID `json:"parcel,omitempty" maxLength:"40" doc:"What it is about, where that is one of the event's parcels; otherwise it keeps what is on stage"`
}

// QuestionStage is what was on stage when somebody asked.
type QuestionStage struct {
	Kind string `json:"kind"`
	Data any    `json:"data"`
	Seq  int64  `json:"seq"`
}

// QuestionAnswer is the answer to a question.
type QuestionAnswer struct {
	How  string  `json:"how" enum:"live,written"`
	Text string  `json:"text,omitempty"`
	At   string  `json:"at" format:"date-time"`
	By   core.ID `json:"by,omitempty"`
}

// Question is a question asked in a room.
type Question struct {
	ID        core.ID         `json:"id" format:"uuid"`
	Seq       int64           `json:"seq,omitempty" doc:"In the public lane, once published"`
	Status    string          `json:"status" enum:"waiting,open,answered,merged,rejected,hidden,retracted,erased"`
	Text      string          `json:"text"`
	By        core.ID         `json:"by,omitempty" doc:"A participant; absent when the question is anonymous and not one's own"`
	Anonymous bool            `json:"anonymous"`
	Mine      bool            `json:"mine"`
	Votes     int             `json:"votes"`
	Pinned    bool            `json:"pinned"`
	Into      core.ID         `json:"into,omitempty" doc:"The question it was merged into"`
	Stage     *QuestionStage  `json:"stage,omitempty"`
	AskedAt   time.Time       `json:"askedAt"`
	Answer    *QuestionAnswer `json:"answer,omitempty"`
}

// QuestionPage is a page of questions and those who asked and answered them.
type QuestionPage struct {
	Items  []Question   `json:"items" nullable:"false"`
	Next   string       `json:"next,omitempty"`
	People []RoomPerson `json:"people" nullable:"false"`
}

// MyQuestion is a question of one's own and who answers it until when.
type MyQuestion struct {
	Question
	Room     core.ID     `json:"room" format:"uuid"`
	FollowUp *MyFollowUp `json:"followUp,omitempty" doc:"Once the session has ended without an answer"`
}

// MyFollowUp is what the asker learns about their line of the ledger.
type MyFollowUp struct {
	Status     string     `json:"status" enum:"open,answered,closed"`
	Department string     `json:"department,omitempty"`
	DueOn      string     `json:"dueOn" format:"date"`
	Answer     string     `json:"answer,omitempty"`
	AnsweredAt *time.Time `json:"answeredAt,omitempty"`
	Note       string     `json:"note,omitempty" doc:"Why it was closed without an answer"`
}

// QuestionVotes is how many want to know.
type QuestionVotes struct {
	Votes int `json:"votes"`
}

// QuestionPin pins a question.
type QuestionPin struct {
	Pinned bool `json:"pinned"`
}

// QuestionMerge names the question that stays.
type QuestionMerge struct {
	Into core.ID `json:"into" maxLength:"40"`
}

// AnswerDraft answers a question.
type AnswerDraft struct {
	How  string `json:"how" enum:"live,written"`
	Text string `json:"text,omitempty" maxLength:"4000" doc:"Required in writing"`
}

// QuestionPath names a question.
type QuestionPath struct {
	RoomPath
	Question core.ID `path:"question" maxLength:"40"`
}

func questionStage(t *room.Topic) *QuestionStage {
	if t == nil {
		return nil
	}
	return &QuestionStage{Kind: t.Kind, Data: t.Data, Seq: t.Seq}
}

// questionOf is a question whose asker may be shown as it is: the room has taken
// those out that may not.
func questionOf(l room.ListedQuestion) Question {
	q := Question{
		ID: l.ID, Seq: l.Seq, Status: string(l.Status), Text: l.Text, By: l.Asker, Anonymous: l.Anonymous, Mine: l.Mine, Votes: l.Votes,
		Pinned: l.Pinned, Into: l.Into, Stage: questionStage(l.Stage), AskedAt: l.AskedAt,
	}
	if a := l.Answer; a != nil {
		q.Answer = &QuestionAnswer{How: a.How, Text: a.Text, At: a.At, By: a.By}
	}
	return q
}

func myQuestions(mine []room.MyQuestion) []MyQuestion {
	out := make([]MyQuestion, len(mine))
	for i, m := range mine {
		out[i].Question, out[i].Room = questionOf(room.ListedQuestion{Question: m.Question, Mine: true}), m.Room
		if f := m.FollowUp; f != nil {
			out[i].FollowUp = &MyFollowUp{
				Status: string(f.Status), Department: f.Department, DueOn: f.DueOn, Answer: f.Answer, AnsweredAt: given(f.AnsweredAt), Note: f.Note,
			}
		}
	}
	return out
}

func (s *Server) registerQuestions() {
	tags := []string{"questions"}
	errs := []int{401, 403, 404, 409, 422}
	handle(s, huma.Operation{
		OperationID: "ask-question", Method: http.MethodPost, Path: "/rooms/{room}/questions", Tags: tags, Summary: "Ask a question",
		Description: "The question keeps what is on stage. The room itself keeps the Idempotency-Key: repeating a request answers the same question.",
		// 429: question_pace, questions_many, chat_budget.
		DefaultStatus: http.StatusCreated, Errors: append(errs, 503), Parameters: []*huma.Param{idempotencyKey()},
	}, func(ctx context.Context, in *struct {
		RoomPath
		Body QuestionDraft
	}) (*Body[Question], error) {
		q, err := s.Rooms.AskQuestion(ctx, actor(ctx), in.Room, room.Ask{
			Text: in.Body.Text, Anonymous: in.Body.Anonymous, Key: requestOf(ctx).key, Parcel: in.Body.Parcel,
		})
		return &Body[Question]{questionOf(room.ListedQuestion{Question: q, Mine: true})}, err
	})
	handle(s, huma.Operation{
		OperationID: "list-questions", Method: http.MethodGet, Path: "/rooms/{room}/questions", Tags: tags, Summary: "List questions",
		Description: "waiting is for those who run the session. Pages by votes may repeat or leave out a question whose votes change meanwhile.",
		Errors:      errs,
	}, func(ctx context.Context, in *struct {
		RoomPath
		Paged
		Filter string `query:"filter" enum:"all,open,answered,waiting,mine" default:"all"`
		Sort   string `query:"sort" enum:"votes,latest" default:"votes"`
	}) (*Body[QuestionPage], error) {
		list, err := s.Rooms.ListQuestions(ctx, actor(ctx), in.Room, in.Filter, in.Sort == "votes", in.paging())
		if err != nil {
			return nil, err
		}
		page := core.Map(list.Page, questionOf)
		return &Body[QuestionPage]{QuestionPage{Items: page.Items, Next: page.Next, People: roomPeople(list.People)}}, nil
	})
	handle(s, huma.Operation{
		OperationID: "withdraw-question", Method: http.MethodDelete, Path: "/rooms/{room}/questions/{question}", Tags: tags,
		Summary: "Take a question of one's own back", DefaultStatus: http.StatusNoContent, Errors: errs,
	}, func(ctx context.Context, in *QuestionPath) (*Empty, error) {
		return &Empty{}, s.Rooms.WithdrawQuestion(ctx, actor(ctx), in.Room, in.Question)
	})
	vote := func(on bool) func(context.Context, *QuestionPath) (*Body[QuestionVotes], error) {
		return func(ctx context.Context, in *QuestionPath) (*Body[QuestionVotes], error) {
			n, err := s.Rooms.VoteQuestion(ctx, actor(ctx), in.Room, in.Question, on)
			return &Body[QuestionVotes]{QuestionVotes{n}}, err
		}
	}
	handle(s, huma.Operation{
		OperationID: "vote-question", Method: http.MethodPut, Path: "/rooms/{room}/questions/{question}/vote", Tags: tags,
		Summary: "Want to know it too", Errors: errs,
	}, vote(true))
	handle(s, huma.Operation{
		OperationID: "unvote-question", Method: http.MethodDelete, Path: "/rooms/{room}/questions/{question}/vote", Tags: tags,
		Summary: "Take one's vote back", Errors: errs,
	}, vote(false))
	handle(s, huma.Operation{
		OperationID: "list-my-questions", Method: http.MethodGet, Path: "/me/questions", Tags: tags, Summary: "List my questions of all rooms",
		Description: "Latest first, with the answers given after the end of a session.", Errors: []int{401, 422},
	}, func(ctx context.Context, in *struct{ Paged }) (*Body[core.Page[MyQuestion]], error) {
		page, err := s.Rooms.AllMyQuestions(ctx, actor(ctx), in.paging())
		return &Body[core.Page[MyQuestion]]{core.Page[MyQuestion]{Items: myQuestions(page.Items), Next: page.Next}}, err
	})
	s.registerQuestionModeration(tags, errs)
}

func (s *Server) registerQuestionModeration(tags []string, errs []int) {
	handle(s, huma.Operation{
		OperationID: "review-question", Method: http.MethodPut, Path: "/rooms/{room}/questions/{question}/review", Tags: tags,
		Summary: "Publish or reject a waiting question", DefaultStatus: http.StatusNoContent, Errors: errs,
	}, func(ctx context.Context, in *struct {
		QuestionPath
		Body ChatReview
	}) (*Empty, error) {
		return &Empty{}, s.Rooms.ReviewQuestion(ctx, actor(ctx), in.Room, in.Question, room.Review(in.Body))
	})
	handle(s, huma.Operation{
		OperationID: "pin-question", Method: http.MethodPut, Path: "/rooms/{room}/questions/{question}/pinned", Tags: tags,
		Summary: "Hold a question at the top, or let it go", DefaultStatus: http.StatusNoContent, Errors: errs,
	}, func(ctx context.Context, in *struct {
		QuestionPath
		Body QuestionPin
	}) (*Empty, error) {
		return &Empty{}, s.Rooms.PinQuestion(ctx, actor(ctx), in.Room, in.Question, in.Body.Pinned)
	})
	handle(s, huma.Operation{
		OperationID: "merge-question", Method: http.MethodPut, Path: "/rooms/{room}/questions/{question}/merge", Tags: tags,
		Summary: "Merge a question into another", Description: "Votes are counted together, and the answer reaches both who asked.",
		DefaultStatus: http.StatusNoContent, Errors: errs,
	}, func(ctx context.Context, in *struct {
		QuestionPath
		Body QuestionMerge
	}) (*Empty, error) {
		return &Empty{}, s.Rooms.MergeQuestion(ctx, actor(ctx), in.Room, in.Question, in.Body.Into)
	})
	handle(s, huma.Operation{
		OperationID: "hide-question", Method: http.MethodPut, Path: "/rooms/{room}/questions/{question}/hidden", Tags: tags,
		Summary: "Take a question away from everybody", Description: "The reason is for those who run the session.",
		DefaultStatus: http.StatusNoContent, Errors: errs,
	}, func(ctx context.Context, in *struct {
		QuestionPath
		Body *Reason
	}) (*Empty, error) {
		return &Empty{}, s.Rooms.HideQuestion(ctx, actor(ctx), in.Room, in.Question, in.Body.text())
	})
	handle(s, huma.Operation{
		OperationID: "answer-question", Method: http.MethodPut, Path: "/rooms/{room}/questions/{question}/answer", Tags: tags,
		Summary: "Answer a question for everybody", Description: "Live, with or without words, or in writing. Answering again replaces the words.",
		DefaultStatus: http.StatusNoContent, Errors: errs,
	}, func(ctx context.Context, in *struct {
		QuestionPath
		Body AnswerDraft
	}) (*Empty, error) {
		return &Empty{}, s.Rooms.AnswerQuestion(ctx, actor(ctx), in.Room, in.Question, in.Body.How, in.Body.Text)
	})
}
