package event

import (
	"context"
	"fmt"
	"slices"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
)

// Invitations tie registrations to the invitations by which they came;
// invite.Service. Every method joins the transaction of its context, which has
// locked the event.
type Invitations interface {
	// Invited checks that the invitation an entry names may be accepted, and fills in
	// what is known of its own member when that is who registers.
	Invited(ctx context.Context, actor core.Actor, e Event, in *Entry) error
	// Answered ties a registration to the invitation that its entry names.
	Answered(ctx context.Context, actor core.Actor, e Event, in Entry, r Registration) error
	// Followed notes that a registration got a place, or was cancelled.
	Followed(ctx context.Context, r Registration) error
	// Moved has those told of new times who were invited and have not answered.
	Moved(ctx context.Context, event core.ID) error
}

// Reminder is how somebody wants to be reminded.
type Reminder string

// The ways to be reminded. None said means: at the contact that was given.
const (
	RemindByMail Reminder = "mail"
	RemindBySMS  Reminder = "sms"
	RemindNever  Reminder = "none"
)

// Attendance is how somebody means to attend an event that is also held in a hall.
type Attendance string

// The ways to attend.
const (
	Online Attendance = "online"
	OnSite Attendance = "on-site"
)

// Needs are what whoever comes needs to be prepared.
type Needs struct {
	Attendance     Attendance
	Interpretation string // language to be interpreted into
	Diet           string
}

var (
	reminders   = []string{string(RemindByMail), string(RemindBySMS), string(RemindNever)}
	attendances = []string{string(Online), string(OnSite)}
)

const maxDiet = 100

// check brings the needs into their stored form.
func (n *Needs) check(f *faults) {
	if n.Attendance != "" {
		f.oneOf("body.attendance", string(n.Attendance), attendances)
	}
	if n.Interpretation != "" && !core.IsLanguage(n.Interpretation) {
		f.add("body.interpretation", "language_unknown", "Use zh-CN, en or zh-HK.")
	}
	if n.Diet = oneLine(n.Diet); len([]rune(n.Diet)) > maxDiet {
		f.add("body.diet", "too_long", fmt.Sprintf("At most %d characters.", maxDiet))
	}
}

// checkReminder checks how somebody wants to be reminded, at the contact they gave.
func checkReminder(f *faults, r Reminder, contact account.Contact) {
	switch {
	case r == "":
	case !slices.Contains(reminders, string(r)):
		f.oneOf("body.reminder", string(r), reminders)
	case r == RemindByMail && contact.Kind == account.ContactPhone:
		f.add("body.reminder", "reminder_needs_mail", "To be reminded by mail, give a mail address.")
	case r == RemindBySMS && contact.Kind == account.ContactMail:
		f.add("body.reminder", "reminder_needs_phone", "To be reminded by text message, give a mobile number.")
	}
}

// Registered finds a registration, for the domains that work with them. They decide
// themselves who may ask.
func (s *Service) Registered(ctx context.Context, id core.ID) (Registration, error) {
	return s.Store.Registration(ctx, id)
}

// uninvited knows of no invitations.
type uninvited struct{}

func (uninvited) Invited(context.Context, core.Actor, Event, *Entry) error {
	return core.NotFound("invitation_not_found", "This link is not known. Check that it was copied whole.")
}
func (uninvited) Answered(context.Context, core.Actor, Event, Entry, Registration) error { return nil }
func (uninvited) Followed(context.Context, Registration) error                           { return nil }
func (uninvited) Moved(context.Context, core.ID) error                                   { return nil }
