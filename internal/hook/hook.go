// Package hook tells other programmes what happens, by webhooks: signed messages that
// are kept in the transaction of what they tell and delivered until they have arrived.
// Form and signature follow the Standard Webhooks specification.
package hook

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"zhaoyun/internal/core"
)

// Kind is what a message tells.
type Kind string

// The kinds of message.
const (
	RegistrationConfirmed Kind = "registration.confirmed"
	RegistrationWithdrawn Kind = "registration.withdrawn"
	InvitationAnswered    Kind = "invitation.answered"
	CheckInMade           Kind = "check_in.made"
	SessionStarted        Kind = "session.started"
	SessionEnded          Kind = "session.ended"
	LeadCreated           Kind = "lead.created"
	AgreementReleased     Kind = "agreement.released"
	CreditDecided         Kind = "credit.decided"
	// Test is sent by hand to see whether a webhook works; nobody chooses it.
	Test Kind = "webhook.test"
)

// Kinds lists what a webhook may choose, in the order in which it is shown.
var Kinds = []Kind{
	RegistrationConfirmed, RegistrationWithdrawn, InvitationAnswered, CheckInMade, SessionStarted, SessionEnded, LeadCreated, AgreementReleased, CreditDecided,
}

// Happening is something that other programmes may want to know. Data holds
// identifiers and states, never who somebody is: who may know that asks with a key.
type Happening struct {
	Kind         Kind
	Organisation core.ID // the bureau
	At           time.Time
	Data         map[string]any
}

// Hook is an address that is told what happens in a bureau.
type Hook struct {
	ID           core.ID
	Organisation core.ID
	Draft
	Stopped      Stop       // why the server switched it off
	FailingSince *time.Time // since when nothing has come through
	Secret       Secret
	Old          Secret // signs too until OldUntil
	OldUntil     *time.Time
	Version      core.Version
	CreatedBy    core.ID
	CreatedAt    time.Time
}

// Stop is why the server itself switched a webhook off.
type Stop string

// The reasons.
const (
	StopFailing Stop = "failing" // nothing came through for Patience
	StopGone    Stop = "gone"    // the address answered that it is no more: 410
)

// Draft is what an administrator says of a webhook.
type Draft struct {
	Name   string
	URL    string
	Kinds  []Kind
	Active bool
}

// State is how far a delivery is.
type State string

// The states of a delivery.
const (
	Waiting   State = "waiting"
	Delivered State = "delivered"
	Failed    State = "failed"
)

// Delivery is one message to one address.
type Delivery struct {
	ID        core.ID // the webhook-id that the receiver sees
	Hook      core.ID
	Kind      Kind
	Body      string
	State     State
	Attempts  []Attempt // the last ones, oldest first
	CreatedAt time.Time
}

// Attempt is one try to deliver. Trouble is set where there was no answer.
type Attempt struct {
	At      time.Time `json:"at"`
	Took    int64     `json:"took" doc:"Milliseconds"`
	Status  int       `json:"status,omitempty" doc:"HTTP status of the answer; absent without one"`
	Answer  string    `json:"answer,omitempty" doc:"How the answer began"`
	Trouble Trouble   `json:"trouble,omitempty" enum:"unreachable,slow,address,tls,switched_off" doc:"Why there was no answer"`
}

// Trouble is why there was no answer.
type Trouble string

// The troubles.
const (
	Unreachable Trouble = "unreachable"
	Slow        Trouble = "slow"
	Forbidden   Trouble = "address" // it leads into a network that webhooks may not reach
	BadTLS      Trouble = "tls"
	SwitchedOff Trouble = "switched_off"
)

const (
	maxHooks    = 20 // of a bureau
	maxAttempts = 40 // kept with a delivery
	maxName     = 60
	maxURL      = 500
)

var (
	// ErrNoHook is what the store answers when there is none.
	ErrNoHook = core.NotFound("webhook_not_found", "There is no such webhook.")
	// ErrNoDelivery is what the store answers when there is none.
	ErrNoDelivery = core.NotFound("delivery_not_found", "There is no such delivery. Deliveries are kept for a month.")
)

// check tidies a draft and reports what is wrong with it.
func (d *Draft) check(allowed Networks) error {
	var wrong []core.FieldError
	d.Name, d.URL = strings.TrimSpace(d.Name), strings.TrimSpace(d.URL)
	if n := utf8.RuneCountInString(d.Name); n == 0 || n > maxName {
		wrong = append(wrong, core.FieldError{Field: "body.name", Code: "webhook_name", Message: "Give a name of at most 60 characters."})
	}
	if err := allowed.CheckURL(d.URL); err != nil {
		wrong = append(wrong, core.FieldError{Field: "body.url", Code: err.Code, Message: err.Message})
	}
	asked := d.Kinds
	d.Kinds = slices.DeleteFunc(slices.Clone(Kinds), func(k Kind) bool { return !slices.Contains(asked, k) })
	if len(asked) == 0 || slices.ContainsFunc(asked, func(k Kind) bool { return !slices.Contains(Kinds, k) }) {
		wrong = append(wrong, core.FieldError{Field: "body.kinds", Code: "webhook_kinds", Message: "Choose at least one of the kinds there are."})
	}
	if len(wrong) > 0 {
		return core.InvalidFields(wrong...)
	}
	return nil
}
