// Package inbox keeps what people are told: that a question was answered, that a
// session moved. A message is written in the transaction of what it tells, holds
// facts instead of words, and may also go out by mail.
package inbox

import (
	"context"
	"encoding/json"
	"time"

	"zhaoyun/internal/core"
)

// Kind is what a message is about.
type Kind string

// The kinds of message.
const (
	Answer    Kind = "answer"    // a question of mine was answered
	Moved     Kind = "moved"     // a session has another time
	Cancelled Kind = "cancelled" // a session, or a whole event, does not take place
	Admitted  Kind = "admitted"  // from the waiting list to a place
	Cast      Kind = "cast"      // named to the people of a session, or invited to it
	Late      Kind = "late"      // questions of my bureau are overdue
	Parcel    Kind = "parcel"    // a parcel I keep has changed
	Agreement Kind = "agreement" // an agreement that I sign, witness or keep
	Credit    Kind = "credit"    // who is credited for an investor is disputed, or was decided
	Webhook   Kind = "webhook"   // a webhook was switched off, for nothing reaches it
)

// kinds are all kinds that may come by mail, with whether they do unless somebody
// says otherwise. Who was admitted is told so by the event's own mail.
var kinds = map[Kind]bool{Answer: true, Moved: true, Cancelled: true, Cast: true, Late: true, Parcel: true, Credit: true, Webhook: true}

// Kinds lists the kinds that may come by mail, in the order in which they are shown.
var Kinds = []Kind{Answer, Moved, Cancelled, Cast, Late, Parcel, Credit, Webhook}

// Message is what one person is told.
type Message struct {
	ID     core.ID
	Person core.ID
	Kind   Kind
	Key    string // what it is about: a later message about the same takes its place
	Facts  Facts
	At     time.Time
	ReadAt *time.Time
}

// Facts are what a message tells; which are set depends on its kind.
type Facts struct {
	Event     *EventFact     `json:"event,omitempty"`
	Session   *SessionFact   `json:"session,omitempty"`
	Before    *TimeFact      `json:"before,omitempty" doc:"The time of the session until now"`
	Question  *AnswerFact    `json:"question,omitempty"`
	Role      string         `json:"role,omitempty" doc:"host, presenter, moderator or guest"`
	Late      []LateFact     `json:"late,omitempty"`
	Parcel    *ParcelFact    `json:"parcel,omitempty"`
	Agreement *AgreementFact `json:"agreement,omitempty"`
	Credit    *CreditFact    `json:"credit,omitempty"`
	Webhook   *WebhookFact   `json:"webhook,omitempty"`
}

// EventFact is an event as a message names it.
type EventFact struct {
	ID    core.ID   `json:"id"`
	Slug  string    `json:"slug"`
	Title core.Text `json:"title"`
}

// SessionFact is a session as a message names it.
type SessionFact struct {
	ID    core.ID   `json:"id"`
	Room  core.ID   `json:"room"`
	Title core.Text `json:"title"`
	TimeFact
	TimeZone string `json:"timeZone"`
}

// TimeFact is when something takes place.
type TimeFact struct {
	StartsAt time.Time `json:"startsAt"`
	EndsAt   time.Time `json:"endsAt"`
}

// AnswerFact is what somebody asked and what was answered.
type AnswerFact struct {
	ID         core.ID `json:"id"`
	Text       string  `json:"text"`
	How        string  `json:"how" doc:"live: in the room; written"`
	Answer     string  `json:"answer,omitempty" doc:"One given live may have no words"`
	Department string  `json:"department,omitempty"`
	OnPage     bool    `json:"onPage,omitempty" doc:"Everybody reads it beside the event"`
}

// LateFact is a question that nobody has answered in time.
type LateFact struct {
	FollowUp   core.ID `json:"followUp"`
	Text       string  `json:"text"`
	Department string  `json:"department,omitempty"`
	DueOn      string  `json:"dueOn"`
}

// ParcelFact is a parcel with what changed in it.
type ParcelFact struct {
	ID      core.ID      `json:"id"`
	Number  string       `json:"number"`
	Name    core.Text    `json:"name"`
	Version core.Version `json:"version" doc:"With which the last of the changes came"`
	Fields  []FieldFact  `json:"fields" nullable:"false"`
}

// AgreementFact is what became of an agreement.
type AgreementFact struct {
	ID     core.ID   `json:"id"`
	Title  core.Text `json:"title"`
	What   string    `json:"what" enum:"invited,witness,version,confirm,seal,released,withdrawn,expired,voided"`
	Reason string    `json:"reason,omitempty"`
	Staff  bool      `json:"staff,omitempty" doc:"For the bureau rather than for who signs"`
}

// CreditFact is a claim of a chamber on an investor.
type CreditFact struct {
	Claim    core.ID   `json:"claim"`
	Investor string    `json:"investor"`
	Chamber  core.Text `json:"chamber,omitempty" doc:"Who objects; absent where the bureau has decided"`
	Text     string    `json:"text" doc:"The objection, or the reason of the decision"`
}

// WebhookFact is a webhook that the server switched off.
type WebhookFact struct {
	ID   core.ID `json:"id"`
	Name string  `json:"name"`
	Why  string  `json:"why" enum:"failing,gone"`
}

// FieldFact is what became of a field, as the parcel has it.
type FieldFact struct {
	Field  string          `json:"field" doc:"Such as dates, far, prices, status; geometry comes without its values"`
	Before json.RawMessage `json:"before,omitempty"`
	After  json.RawMessage `json:"after,omitempty"`
}

// Link is the path of the page that the message leads to.
func (m Message) Link() string {
	f := m.Facts
	switch {
	case m.Kind == Late:
		return "/staff/follow-ups?status=overdue"
	case f.Agreement != nil && f.Agreement.Staff:
		return "/staff/agreements/" + f.Agreement.ID
	case f.Agreement != nil:
		return "/sign/" + f.Agreement.ID
	case m.Kind == Credit && f.Credit != nil:
		return "/staff/credit?claim=" + f.Credit.Claim
	case m.Kind == Webhook && f.Webhook != nil:
		return "/staff/integrations/" + f.Webhook.ID
	case m.Kind == Parcel && f.Parcel != nil:
		return "/parcels/" + f.Parcel.ID
	case m.Kind == Answer && f.Question != nil && f.Question.OnPage && f.Event != nil:
		return "/events/" + f.Event.Slug + "#answers"
	case m.Kind == Answer:
		return "/me#mine-questions" // the room may be closed by then
	case m.Kind == Cast && f.Session != nil && f.Role != "guest":
		return "/rooms/" + f.Session.Room + "/host"
	case f.Event != nil:
		return "/events/" + f.Event.Slug
	}
	return "/"
}

// Store keeps messages and preferences; every method joins the transaction of its context.
type Store interface {
	// PutMessages keeps messages. One about the same as an earlier one takes its place.
	PutMessages(ctx context.Context, messages []Message) error
	// Message finds one; message_not_found when there is none.
	Message(ctx context.Context, id core.ID) (Message, error)
	// Messages lists a person's, latest first.
	Messages(ctx context.Context, person core.ID, p core.Paging) (core.Page[Message], error)
	Unread(ctx context.Context, person core.ID) (int, error)
	// ReadMessages marks those of a person up to the one with the id, or that one alone.
	ReadMessages(ctx context.Context, person, id core.ID, before bool, at time.Time) error
	EraseMessages(ctx context.Context, person core.ID) error
	// Preferences finds those of a person; ok is false where there are none.
	Preferences(ctx context.Context, person core.ID) (p Preferences, ok bool, err error)
	// PreferencesBy finds them by the token in a mail.
	PreferencesBy(ctx context.Context, token string) (p Preferences, ok bool, err error)
	SavePreferences(ctx context.Context, p Preferences) error
}

// Preferences are what a person wants by mail.
type Preferences struct {
	Person core.ID
	Token  string        // in their mail; it stops mail and does nothing else
	Mail   map[Kind]bool // those that were said
}

// wants reports whether a kind is to come by mail.
func (p Preferences) wants(k Kind) bool {
	if said, ok := p.Mail[k]; ok {
		return said
	}
	return kinds[k]
}

// ErrNoMessage is what the store answers about an unknown message.
var ErrNoMessage = core.NotFound("message_not_found", "There is no such message, or it is not yours.")
