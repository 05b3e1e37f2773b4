// Package invite is how chambers of commerce bring their members to events: the
// bureau gives a chamber places and a deadline, the chamber writes to its members,
// and every registration knows by whose invitation it came.
package invite

import (
	"time"

	"zhaoyun/internal/core"
)

// Campaign is what a bureau gives a chamber for an event, and what the chamber makes
// of it. There is one for an event and a chamber.
type Campaign struct {
	ID      core.ID
	Event   core.ID
	Chamber core.ID
	Bureau  core.ID // that holds the event
	Status  CampaignStatus

	Quota    int       // registrations the chamber may bring; 0 is no limit
	Deadline time.Time // until when invitations go out and are accepted
	OnSite   bool      // one may also come in person
	Venue    core.Text // where, when OnSite

	Channel   Channel          // by which invitations go out
	Texts     map[string]Words // by language; what is empty says what defaultWords say
	OpenToken string           // of the link that is bound to nobody

	CreatedBy core.ID
	CreatedAt time.Time
	UpdatedAt time.Time
	Version   core.Version
}

// CampaignStatus says whether a campaign runs.
type CampaignStatus string

// The statuses of a campaign.
const (
	Open      CampaignStatus = "open"
	Withdrawn CampaignStatus = "withdrawn" // by the bureau; its links say so
)

// Channel is how somebody is written to.
type Channel string

// The channels.
const (
	Mail Channel = "mail"
	SMS  Channel = "sms"
)

// Words are the texts of a campaign in one language, with places such as {name}.
type Words struct {
	Subject string `json:"subject,omitempty"`
	Body    string `json:"body,omitempty"`
	SMS     string `json:"sms,omitempty"`
}

// Invitation is one way in for one person, and what became of it.
type Invitation struct {
	ID       core.ID
	Campaign core.ID
	Chamber  core.ID
	Event    core.ID
	Kind     Kind
	Member   core.ID // of the chamber; empty for whoever is none, and once they were erased
	Name     string  // of whoever is no member
	Contact  string  // of whoever is no member, normalised
	Language string  // of whoever is no member
	Token    string  // of its link /i/TOKEN; empty: it came by somebody else's
	Status   Status
	Trouble  string // why it could not be sent

	Registration core.ID // by which it was accepted
	ReferralOf   core.ID // the invitation that brought this one

	Sends      int // how often it was given to the queue
	CreatedAt  time.Time
	QueuedAt   *time.Time
	SentAt     *time.Time
	OpenedAt   *time.Time
	AnsweredAt *time.Time
}

// Kind is how an invitation came about.
type Kind string

// The kinds of invitation.
const (
	Personal  Kind = "personal"  // of a member, by the chamber
	Colleague Kind = "colleague" // sent by whoever was invited
	Forwarded Kind = "forwarded" // registered by somebody else's personal link
	Opened    Kind = "open"      // registered by the chamber's open link
)

// Status is how far an invitation is.
type Status string

// The statuses of an invitation.
const (
	Draft     Status = "draft"     // chosen, not sent
	Queued    Status = "queued"    // on its way
	Sent      Status = "sent"      // the mail server or the carrier has it
	Bounced   Status = "bounced"   // cannot be delivered
	Seen      Status = "opened"    // its page was opened
	Accepted  Status = "accepted"  // registered, with a place
	Waiting   Status = "waiting"   // registered, on the waiting list
	Declined  Status = "declined"  // does not come, or gave the registration back
	Delegated Status = "colleague" // a colleague comes instead
	Revoked   Status = "withdrawn" // taken back by the chamber
)

// Statuses lists them in the order in which an invitation may go through them.
var Statuses = []Status{Draft, Queued, Sent, Bounced, Seen, Accepted, Waiting, Declined, Delegated, Revoked}

// Filter narrows a list of invitations.
type Filter struct {
	Campaign core.ID
	Event    core.ID
	Chamber  core.ID
	Member   core.ID
	Status   Status
	// Registered lists only those by which somebody registered.
	Registered bool
}

// Counts are how many invitations of a campaign have which status, and how many
// places they take.
type Counts struct {
	By    map[Status]int
	Taken int // accepted and waiting, which count against the quota
}

// What the store answers with when something is not there, or there already.
var (
	ErrNoCampaign    = core.NotFound("campaign_not_found", "There is no such campaign, or it is not your chamber's.")
	ErrNoInvitation  = core.NotFound("invitation_not_found", "This link is not known. Check that it was copied whole.")
	ErrCampaignThere = core.Conflict("campaign_exists", "This chamber is invited to the event already. Change its places there.").On("body.chamber")
)
