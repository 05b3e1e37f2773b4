package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/inbox"
)

// Message is something a person is told. The reader finds the words for its facts.
type Message struct {
	ID     core.ID      `json:"id" format:"uuid"`
	Kind   string       `json:"kind" enum:"answer,moved,cancelled,admitted,cast,late,parcel,credit,agreement,webhook" doc:"late: questions of one's bureau are overdue"`
	Facts  MessageFacts `json:"facts"`
	Link   string       `json:"link" doc:"Path of the page that it leads to"`
	At     time.Time    `json:"at"`
	ReadAt *time.Time   `json:"readAt,omitempty"`
}

// MessageFacts are what a message tells.
type MessageFacts inbox.Facts

// Messages are a page of an inbox.
type Messages struct {
	Items  []Message `json:"items" nullable:"false"`
	Next   string    `json:"next,omitempty"`
	Unread int       `json:"unread" doc:"Of all, not only of this page"`
}

// MailPreferences say which kinds of message also come by mail.
type MailPreferences struct {
	Answer    bool  `json:"answer"`
	Moved     bool  `json:"moved"`
	Cancelled bool  `json:"cancelled"`
	Cast      bool  `json:"cast"`
	Late      bool  `json:"late"`
	Parcel    *bool `json:"parcel,omitempty" doc:"Stays as it is when left out"`
	Credit    *bool `json:"credit,omitempty" doc:"Stays as it is when left out"`
	Webhook   *bool `json:"webhook,omitempty" doc:"Stays as it is when left out"`
}

func preferencesOf(w map[inbox.Kind]bool) *Body[MailPreferences] {
	return &Body[MailPreferences]{MailPreferences{
		Answer: w[inbox.Answer], Moved: w[inbox.Moved], Cancelled: w[inbox.Cancelled], Cast: w[inbox.Cast], Late: w[inbox.Late], Parcel: ptr(w[inbox.Parcel]),
		Credit: ptr(w[inbox.Credit]), Webhook: ptr(w[inbox.Webhook]),
	}}
}

func (p MailPreferences) kinds() map[inbox.Kind]bool {
	kinds := map[inbox.Kind]bool{
		inbox.Answer: p.Answer, inbox.Moved: p.Moved, inbox.Cancelled: p.Cancelled, inbox.Cast: p.Cast, inbox.Late: p.Late,
	}
	for kind, wanted := range map[inbox.Kind]*bool{inbox.Parcel: p.Parcel, inbox.Credit: p.Credit, inbox.Webhook: p.Webhook} {
		if wanted != nil {
			kinds[kind] = *wanted
		}
	}
	return kinds
}

func messageOf(m inbox.Message) Message {
	return Message{ID: m.ID, Kind: string(m.Kind), Facts: MessageFacts(m.Facts), Link: m.Link(), At: m.At, ReadAt: m.ReadAt}
}

func (s *Server) registerInbox() {
	tags := []string{"Inbox"}
	mine := []int{401, 422}
	handle(s, huma.Operation{
		OperationID: "list-inbox", Method: http.MethodGet, Path: "/inbox", Tags: tags, Summary: "List what I was told",
		Description: "Latest first. A later message about the same takes the place of an earlier one.", Errors: mine,
	}, func(ctx context.Context, in *Paged) (*Body[Messages], error) {
		page, unread, err := s.Inbox.List(ctx, actor(ctx), in.paging())
		if err != nil {
			return nil, err
		}
		return &Body[Messages]{Messages{Items: core.Map(page, messageOf).Items, Next: page.Next, Unread: unread}}, nil
	})
	handle(s, huma.Operation{
		OperationID: "read-message", Method: http.MethodPut, Path: "/inbox/{message}/read", Tags: tags, Summary: "Mark a message as read",
		DefaultStatus: http.StatusNoContent, Errors: []int{401, 404, 422},
	}, func(ctx context.Context, in *struct {
		Message core.ID `path:"message" maxLength:"40"`
	},
	) (*struct{}, error) {
		return nil, s.Inbox.Read(ctx, actor(ctx), in.Message)
	})
	handle(s, huma.Operation{
		OperationID: "read-inbox", Method: http.MethodPut, Path: "/inbox/read", Tags: tags, Summary: "Mark all messages as read",
		DefaultStatus: http.StatusNoContent, Errors: mine,
	}, func(ctx context.Context, in *struct {
		Body struct {
			UpTo core.ID `json:"upTo" maxLength:"40" doc:"The latest one that was seen: what came meanwhile stays unread"`
		}
	},
	) (*struct{}, error) {
		return nil, s.Inbox.ReadAll(ctx, actor(ctx), in.Body.UpTo)
	})
	handle(s, huma.Operation{
		OperationID: "get-mail-preferences", Method: http.MethodGet, Path: "/me/mail-preferences", Tags: tags,
		Summary: "Which kinds of message also come by mail", Errors: mine,
	}, func(ctx context.Context, _ *struct{}) (*Body[MailPreferences], error) {
		wanted, err := s.Inbox.Wanted(ctx, actor(ctx))
		if err != nil {
			return nil, err
		}
		return preferencesOf(wanted), nil
	})
	handle(s, huma.Operation{
		OperationID: "set-mail-preferences", Method: http.MethodPut, Path: "/me/mail-preferences", Tags: tags,
		Summary: "Choose which kinds of message also come by mail", Errors: mine,
	}, func(ctx context.Context, in *struct{ Body MailPreferences }) (*Body[MailPreferences], error) {
		wanted, err := s.Inbox.Want(ctx, actor(ctx), in.Body.kinds())
		if err != nil {
			return nil, err
		}
		return preferencesOf(wanted), nil
	})
	handle(s, huma.Operation{
		OperationID: "unsubscribe", Method: http.MethodPost, Path: "/unsubscribe/{token}/{kind}", Tags: tags, Security: public,
		Summary:       "Stop mail of a kind, by the link in one",
		Description:   "Mail programs post to it by themselves (RFC 8058, `List-Unsubscribe`). Doing it again changes nothing.",
		DefaultStatus: http.StatusNoContent, Errors: []int{404, 422},
	}, func(ctx context.Context, in *struct {
		Token string `path:"token" maxLength:"40"`
		Kind  string `path:"kind" enum:"answer,moved,cancelled,cast,late,parcel,credit,webhook"`
	},
	) (*struct{}, error) {
		return nil, s.Inbox.Unsubscribe(ctx, in.Token, inbox.Kind(in.Kind))
	})
}
