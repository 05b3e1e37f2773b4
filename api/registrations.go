package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
)

// Registration is a person's wish to attend an event.
type Registration struct {
	ID               core.ID   `json:"id"`
	Status           string    `json:"status" enum:"confirmed,waiting,cancelled" doc:"waiting: gets the next place that becomes free"`
	Name             string    `json:"name"`
	OrganisationName string    `json:"organisationName"`
	USCC             string    `json:"uscc,omitempty" doc:"Unified social credit code (统一社会信用代码)"`
	Region           string    `json:"region,omitempty"`
	Contact          string    `json:"contact" doc:"Masked in the middle unless asked for whole by who may"`
	Interests        []string  `json:"interests" nullable:"false"`
	Language         string    `json:"language" enum:"zh-CN,en,zh-HK"`
	Reminder         string    `json:"reminder,omitempty" enum:"mail,sms,none" doc:"Absent: at the contact"`
	Attendance       string    `json:"attendance,omitempty" enum:"online,on-site"`
	Interpretation   string    `json:"interpretation,omitempty" enum:"zh-CN,en,zh-HK"`
	Diet             string    `json:"diet,omitempty"`
	ConsentVersion   string    `json:"consentVersion"`
	ConsentLanguage  string    `json:"consentLanguage" doc:"In which the text was shown"`
	ConsentAt        time.Time `json:"consentAt"`
	CreatedAt        time.Time `json:"createdAt"`
}

// RegistrationEntry is what somebody fills in.
type RegistrationEntry struct {
	Name             string   `json:"name" maxLength:"200"`
	OrganisationName string   `json:"organisationName" maxLength:"400"`
	USCC             string   `json:"uscc,omitempty" maxLength:"40" doc:"18 characters; the check digit is checked"`
	Region           string   `json:"region,omitempty" maxLength:"2" doc:"ISO 3166-1: CN, HK, …"`
	Contact          string   `json:"contact" maxLength:"254" doc:"Mail address, mainland mobile number, or + and an international number"`
	Interests        []string `json:"interests" maxItems:"20" nullable:"false" doc:"Of finance, culture, it, trade, health, other"`
	Language         string   `json:"language" enum:"zh-CN,en,zh-HK"`
	TimeZone         string   `json:"timeZone,omitempty" maxLength:"64" doc:"IANA time zone of the person"`
	ConsentVersion   string   `json:"consentVersion" maxLength:"40" doc:"The version of the consent text that was shown"`
	Consent          bool     `json:"consent"`
	Reminder         string   `json:"reminder,omitempty" enum:"mail,sms,none" doc:"How to be reminded a day and an hour before; absent: at the contact"`
	Attendance       string   `json:"attendance,omitempty" enum:"online,on-site"`
	Interpretation   string   `json:"interpretation,omitempty" enum:"zh-CN,en,zh-HK" doc:"Language to be interpreted into"`
	Diet             string   `json:"diet,omitempty" maxLength:"200" doc:"For those who come in person"`
	Invitation       string   `json:"invitation,omitempty" maxLength:"40" doc:"Token of the link by which one came"`
	Mine             bool     `json:"mine,omitempty" doc:"The invitation is one's own: the name has to be the invited one, what is empty is filled in. Else one registers as a referral"`
}

// RegistrationAnswer is the registration with the account it belongs to.
type RegistrationAnswer struct {
	Registration Registration `json:"registration"`
	Me           Me           `json:"me"`
}

// MyRegistration is one of the reader's own registrations.
type MyRegistration struct {
	Registration Registration `json:"registration"`
	Event        MyEvent      `json:"event"`
	Sessions     []Session    `json:"sessions" nullable:"false" doc:"Those not over yet, the next one first"`
}

// MyEvent is as much of an event as it takes to find it again.
type MyEvent struct {
	ID           core.ID    `json:"id"`
	Slug         string     `json:"slug"`
	Status       string     `json:"status" enum:"draft,review,published,archived"`
	Title        core.Text  `json:"title"`
	Tagline      core.Text  `json:"tagline"`
	Cover        *Cover     `json:"cover,omitempty"`
	TimeZone     string     `json:"timeZone"`
	StartsAt     *time.Time `json:"startsAt,omitempty"`
	EndsAt       *time.Time `json:"endsAt,omitempty"`
	Illustrative bool       `json:"illustrative"`
}

type createRegistrationInput struct {
	EventPath
	Body RegistrationEntry
}

type createRegistrationOutput struct{ Body RegistrationAnswer }

// repeat signs the browser in again that lost the answer to its registration, and
// with it the cookies: it knows the key and everything that was filled in.
func (out *createRegistrationOutput) repeat(ctx context.Context, s *Server) error {
	if actor(ctx).SignedIn() {
		return nil
	}
	issued, err := s.Accounts.ResumeGuest(ctx, actor(ctx), out.Body.Me.ID, requestOf(ctx).userAgent)
	if err != nil {
		return err
	}
	s.setSignIn(ctx, issued)
	return nil
}

type listRegistrationsInput struct {
	EventPath
	Paged
	Query    string `query:"q" maxLength:"100" doc:"Part of the name or organisation, or a whole contact"`
	Status   string `query:"status" enum:"confirmed,waiting,cancelled" doc:"Only of this status"`
	OnSite   bool   `query:"onSite" doc:"Only who means to come in person"`
	Contacts string `query:"contacts" enum:"full" doc:"full shows contacts whole, to officials of the organisation; each reading is audited"`
}

type cancelRegistrationInput struct {
	EventPath
	Registration core.ID `path:"registration" maxLength:"40" doc:"Id of the registration"`
}

func (s *Server) registerRegistrations() {
	tags := []string{"Registrations"}
	create(s, huma.Operation{
		OperationID: "create-registration", Method: http.MethodPost, Path: "/events/{event}/registrations", Tags: tags, Summary: "Register",
		Security: public,
		Description: "Somebody who is not signed in becomes a guest and is signed in by cookies. Registering twice returns the same registration. " +
			"When all places are taken the registration waits for one.",
		Errors: []int{http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity},
	}, s.createRegistration)
	handle(s, huma.Operation{
		OperationID: "list-registrations", Method: http.MethodGet, Path: "/events/{event}/registrations", Tags: tags, Summary: "List who registered",
	}, s.listRegistrations)
	handle(s, huma.Operation{
		OperationID: "cancel-registration", Method: http.MethodDelete, Path: "/events/{event}/registrations/{registration}", Tags: tags,
		Summary: "Cancel a registration", Description: "Its place goes to who has waited longest. Cancelling twice is fine.",
		DefaultStatus: http.StatusNoContent, Errors: []int{http.StatusUnauthorized, http.StatusNotFound},
	}, func(ctx context.Context, in *cancelRegistrationInput) (*Empty, error) {
		return nil, s.Events.Cancel(ctx, actor(ctx), in.Event, in.Registration)
	})
	handle(s, huma.Operation{
		OperationID: "list-my-registrations", Method: http.MethodGet, Path: "/me/registrations", Tags: tags, Summary: "List my registrations",
		Errors: []int{http.StatusUnauthorized},
	}, s.listMyRegistrations)
	s.registerRegistrationsExport(tags)
}

func (s *Server) createRegistration(ctx context.Context, in *createRegistrationInput) (*createRegistrationOutput, error) {
	b := in.Body
	made, err := s.Events.Register(ctx, actor(ctx), in.Event, event.Entry{
		Name: b.Name, OrganisationName: b.OrganisationName, USCC: b.USCC, Region: b.Region, Contact: b.Contact, Interests: b.Interests,
		Language: b.Language, TimeZone: b.TimeZone, ConsentVersion: b.ConsentVersion, Consent: b.Consent, Agent: requestOf(ctx).userAgent,
		Reminder: event.Reminder(b.Reminder), Invitation: b.Invitation, Mine: b.Mine,
		Needs: event.Needs{Attendance: event.Attendance(b.Attendance), Interpretation: b.Interpretation, Diet: b.Diet},
	})
	if err != nil {
		return nil, err
	}
	s.setSignIn(ctx, made.Issued)
	out := &createRegistrationOutput{}
	out.Body.Registration = registrationBody(made.Registration, false)
	out.Body.Me = meOf(account.MeOf(made.Issued.Person))
	return out, nil
}

func (s *Server) listRegistrations(ctx context.Context, in *listRegistrationsInput) (*Body[core.Page[Registration]], error) {
	whole := in.Contacts == "full"
	page, err := s.Events.Registrations(ctx, actor(ctx), in.Event,
		event.RegistrationFilter{Query: in.Query, Status: event.RegistrationStatus(in.Status), OnSite: in.OnSite}, whole, in.paging())
	if err != nil {
		return nil, err
	}
	return &Body[core.Page[Registration]]{core.Map(page, func(r event.Registration) Registration { return registrationBody(r, whole) })}, nil
}

func (s *Server) listMyRegistrations(ctx context.Context, in *struct{ Paged }) (*Body[core.Page[MyRegistration]], error) {
	page, events, err := s.Events.Mine(ctx, actor(ctx), in.paging())
	if err != nil {
		return nil, err
	}
	out := core.Page[MyRegistration]{Items: make([]MyRegistration, len(page.Items)), Next: page.Next}
	for i, r := range page.Items {
		e := events[r.Event]
		var next []event.Session
		for _, se := range e.Sessions {
			if se.Phase != "ended" && se.EndsAt.After(core.Now()) {
				next = append(next, se)
			}
		}
		out.Items[i] = MyRegistration{Registration: registrationBody(r, false), Event: myEvent(e)}
		if out.Items[i].Sessions, err = s.sessionBodies(ctx, next, false); err != nil {
			return nil, err
		}
	}
	return &Body[core.Page[MyRegistration]]{out}, nil
}

func myEvent(e event.Event) MyEvent {
	b := eventBody(e, nil)
	return MyEvent{
		ID: b.ID, Slug: b.Slug, Status: b.Status, Title: b.Title, Tagline: b.Tagline, Cover: b.Cover, TimeZone: b.TimeZone,
		StartsAt: b.StartsAt, EndsAt: b.EndsAt, Illustrative: b.Illustrative,
	}
}

func registrationBody(r event.Registration, whole bool) Registration {
	out := Registration{
		ID: r.ID, Status: string(r.Status), Name: r.Name, OrganisationName: r.OrganisationName, USCC: r.USCC, Region: r.Region,
		Contact: r.Masked(), Interests: list(r.Interests), Language: r.Language, Reminder: string(r.Reminder),
		Attendance: string(r.Attendance), Interpretation: r.Interpretation, Diet: r.Diet, ConsentVersion: r.Consent.Version,
		ConsentLanguage: r.Consent.Language, ConsentAt: r.Consent.At, CreatedAt: r.CreatedAt,
	}
	if whole {
		out.Contact = r.Contact
	}
	return out
}
