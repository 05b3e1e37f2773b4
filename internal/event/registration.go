package event

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
)

// Registration is a person's wish to attend an event. It holds for all sessions
// that registered people may join.
type Registration struct {
	ID               core.ID
	Event            core.ID
	Person           core.ID
	Status           RegistrationStatus
	Name             string
	OrganisationName string
	USCC             string // unified social credit code, normalised
	Region           string // ISO 3166-1 alpha-2
	ContactKind      account.ContactKind
	Contact          string // normalised
	Interests        []string
	Language         string
	TimeZone         string // of the person, when it was said
	Reminder         Reminder
	Needs
	Consent     Consent
	Network     string // the address block it came from, to notice floods
	CreatedAt   time.Time
	QueuedAt    time.Time // its place in the order of arrival
	CancelledAt *time.Time
	ErasedAt    *time.Time
}

// RegistrationStatus says whether a registration has a place.
type RegistrationStatus string

// The statuses of a registration.
const (
	Confirmed RegistrationStatus = "confirmed" // has a place
	Waiting   RegistrationStatus = "waiting"   // gets the next place that becomes free
	Cancelled RegistrationStatus = "cancelled"
)

// Industries are what investors may be interested in: the district's five leading
// industries and the rest.
var Industries = []string{"finance", "culture", "it", "trade", "health", "other"}

// Entry is what somebody fills in to register.
type Entry struct {
	Name             string
	OrganisationName string
	USCC             string
	Region           string
	Contact          string
	Interests        []string
	Language         string
	TimeZone         string
	ConsentVersion   string
	Consent          bool
	Agent            string // what the device calls itself
	Reminder         Reminder
	Needs

	Invitation string // token of the link by which they came; empty for none
	Mine       bool   // they say that the invitation is theirs, and not sent on to them
}

// RegistrationFilter narrows a list of registrations.
type RegistrationFilter struct {
	Query   string // part of the name or organisation, or a whole contact
	Contact string // Query as a contact, when it is one
	Status  RegistrationStatus
	OnSite  bool // only who means to come in person
}

// Counts are how many registrations an event has.
type Counts struct{ Confirmed, Waiting int }

// registrationStore keeps registrations.
type registrationStore interface {
	InsertRegistration(ctx context.Context, r Registration) error
	UpdateRegistration(ctx context.Context, r Registration) error
	// Registration fails with registration_not_found.
	Registration(ctx context.Context, id core.ID) (Registration, error)
	// RegistrationOf finds a person's registration for an event, also a cancelled
	// one; registration_not_found when there is none.
	RegistrationOf(ctx context.Context, event, person core.ID) (Registration, error)
	// RegistrationsIn finds a person's registrations for events.
	RegistrationsIn(ctx context.Context, events []core.ID, person core.ID) ([]Registration, error)
	Registrations(ctx context.Context, event core.ID, f RegistrationFilter, p core.Paging) (core.Page[Registration], error)
	RegistrationsOf(ctx context.Context, person core.ID, p core.Paging) (core.Page[Registration], error)
	Count(ctx context.Context, events []core.ID) (map[core.ID]Counts, error)
	// NextWaiting lists who waits for a place, first come first.
	NextWaiting(ctx context.Context, event core.ID, n int) ([]Registration, error)
	// RegisteredFrom counts the registrations that came from a network since a time.
	RegisteredFrom(ctx context.Context, network string, since time.Time) (int, error)
	// EventsOf lists the events a person ever registered for, by id.
	EventsOf(ctx context.Context, person core.ID) ([]core.ID, error)
	// EraseRegistrations empties what a person said about themselves, and cancels.
	EraseRegistrations(ctx context.Context, person core.ID, at time.Time) error
	// Placed lists who has a place in an event.
	Placed(ctx context.Context, event core.ID) ([]Registration, error)
}

// normalise brings what was filled in into its stored form or lists everything
// that is wrong with it.
func (in *Entry) normalise() (account.Contact, error) {
	var f faults
	note := func(field string, err error) {
		if err != nil {
			e := core.AsError(err)
			f.add(field, e.Code, e.Message)
		}
	}
	f.line("body.name", &in.Name, 50)
	f.line("body.organisationName", &in.OrganisationName, 120)
	contact, err := account.ParseContact(in.Contact)
	note("body.contact", err)
	if err == nil {
		checkReminder(&f, in.Reminder, contact)
	}
	in.check(&f)
	if in.TimeZone != "" && !knownZone(in.TimeZone) {
		in.TimeZone = ""
	}
	if in.USCC != "" {
		in.USCC, err = account.CheckUSCC(in.USCC)
		note("body.uscc", err)
	}
	in.Region = strings.ToUpper(strings.TrimSpace(in.Region))
	if in.Region != "" && (len(in.Region) != 2 || strings.Trim(in.Region, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "") {
		f.add("body.region", "wrong_form", "Use a two-letter country or region code.")
	}
	for i, code := range in.Interests {
		f.oneOf(fmt.Sprintf("body.interests[%d]", i), code, Industries)
	}
	slices.Sort(in.Interests)
	in.Interests = slices.Compact(in.Interests)
	if !core.IsLanguage(in.Language) {
		f.add("body.language", "language_unknown", "Use zh-CN, en or zh-HK.")
	}
	if !in.Consent {
		f.add("body.consent", "consent_required", "Registering needs your consent to how your data is used.")
	}
	return contact, f.err()
}

// Seats is how many places an event has: the fewest of the sessions that are open
// to registered people; 0 is no limit.
func (e Event) Seats() int {
	seats := 0
	for _, s := range e.Sessions {
		if s.Access == AccessRegistered && s.Capacity > 0 && (seats == 0 || s.Capacity < seats) {
			seats = s.Capacity
		}
	}
	return seats
}

// Masked hides the middle of the contact, enough to recognise it.
func (r Registration) Masked() string {
	if r.Contact == "" {
		return ""
	}
	return account.Contact{Kind: r.ContactKind, Value: r.Contact}.Masked()
}
