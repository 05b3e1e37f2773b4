package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
)

// Event is one promotion campaign with its agenda.
type Event struct {
	ID            core.ID           `json:"id"`
	Slug          string            `json:"slug" doc:"Names the event in its address, /events/SLUG"`
	Status        string            `json:"status" enum:"draft,review,published,archived"`
	Organisation  EventHolder       `json:"organisation" doc:"The bureau that holds it"`
	Title         core.Text         `json:"title" doc:"By language: zh-CN, en, zh-HK"`
	Tagline       core.Text         `json:"tagline"`
	Description   core.Text         `json:"description" doc:"Plain text; blank lines part paragraphs"`
	Cover         *Cover            `json:"cover,omitempty"`
	TimeZone      string            `json:"timeZone" doc:"IANA time zone in which the event is announced"`
	Languages     []string          `json:"languages" nullable:"false" doc:"In which it is held and its page is complete"`
	StartsAt      *time.Time        `json:"startsAt,omitempty" doc:"Of the first session"`
	EndsAt        *time.Time        `json:"endsAt,omitempty" doc:"Of the last session to end"`
	Illustrative  bool              `json:"illustrative" doc:"A demonstration as a whole; shown as 示例"`
	Figures       []event.Figure    `json:"figures" nullable:"false"`
	Carriers      []event.Carrier   `json:"carriers" nullable:"false"`
	Organisers    []event.Organiser `json:"organisers" nullable:"false"`
	Parcels       []EventParcel     `json:"parcels" nullable:"false" doc:"Those it presents; while it presents none, those that are announced"`
	Sessions      []Session         `json:"sessions" nullable:"false" doc:"The agenda, by start"`
	Consent       ConsentText       `json:"consent" doc:"What somebody agrees to by registering"`
	Review        *EventReview      `json:"review,omitempty" doc:"While it waits for a second official; for staff"`
	Can           []string          `json:"can" nullable:"false" doc:"Operations the reader may do to it"`
	Registered    *RegistrationMark `json:"registered,omitempty" doc:"The reader's own registration"`
	Registrations *Registrations    `json:"registrations,omitempty" doc:"How many registered; for staff"`
	Version       core.Version      `json:"version" doc:"Goes into If-Match of an edit; a change of a session counts it up too"`
}

// EventHolder is the organisation that holds an event.
type EventHolder struct {
	ID   core.ID   `json:"id"`
	Name core.Text `json:"name"`
}

// Cover is the picture of an event.
type Cover struct {
	File   core.ID `json:"file"`
	URL    string  `json:"url"`
	Width  int     `json:"width"`
	Height int     `json:"height"`
}

// ConsentText is the consent text in force.
type ConsentText struct {
	Version string    `json:"version" doc:"Goes into consentVersion of a registration"`
	Text    core.Text `json:"text"`
}

// EventReview says who asked for an event to be published.
type EventReview struct {
	SubmittedBy core.ID   `json:"submittedBy"`
	SubmittedAt time.Time `json:"submittedAt"`
}

// RegistrationMark tells a reader that they registered.
type RegistrationMark struct {
	ID     core.ID `json:"id"`
	Status string  `json:"status" enum:"confirmed,waiting,cancelled"`
}

// Registrations counts who registered.
type Registrations struct {
	Confirmed int `json:"confirmed"`
	Waiting   int `json:"waiting"`
}

// EventDraft describes a new event; everything but the title may come later.
type EventDraft struct {
	Organisation core.ID           `json:"organisation,omitempty" maxLength:"36" doc:"The bureau that holds it; your own when left out"`
	Slug         string            `json:"slug,omitempty" maxLength:"70" doc:"Made of the English title when left out"`
	Title        core.Text         `json:"title" doc:"By language; zh-CN is required"`
	Tagline      core.Text         `json:"tagline,omitempty"`
	Description  core.Text         `json:"description,omitempty"`
	Cover        core.ID           `json:"cover,omitempty" maxLength:"36" doc:"A file uploaded as cover"`
	TimeZone     string            `json:"timeZone,omitempty" maxLength:"64" doc:"IANA; Asia/Shanghai when left out"`
	Languages    []string          `json:"languages,omitempty" maxItems:"3" nullable:"false" doc:"All three when left out"`
	Illustrative bool              `json:"illustrative,omitempty"`
	Figures      []event.Figure    `json:"figures,omitempty" nullable:"false" doc:"At most 8"`
	Carriers     []event.Carrier   `json:"carriers,omitempty" nullable:"false" doc:"At most 30"`
	Organisers   []event.Organiser `json:"organisers,omitempty" nullable:"false" doc:"At most 30"`
	Parcels      []event.Parcel    `json:"parcels,omitempty" nullable:"false" doc:"At most 50"`
}

// EventChange names what an edit changes; what is left out stays.
type EventChange struct {
	Slug         *string            `json:"slug,omitempty" maxLength:"70" doc:"Until the event is published for the first time"`
	Title        core.Text          `json:"title,omitempty" doc:"Replaces all languages"`
	Tagline      core.Text          `json:"tagline,omitempty"`
	Description  core.Text          `json:"description,omitempty"`
	Cover        *core.ID           `json:"cover,omitempty" maxLength:"36" doc:"A file uploaded as cover; empty takes it away"`
	TimeZone     *string            `json:"timeZone,omitempty" maxLength:"64"`
	Languages    []string           `json:"languages,omitempty" maxItems:"3" nullable:"false"`
	Illustrative *bool              `json:"illustrative,omitempty"`
	Figures      *[]event.Figure    `json:"figures,omitempty"`
	Carriers     *[]event.Carrier   `json:"carriers,omitempty"`
	Organisers   *[]event.Organiser `json:"organisers,omitempty"`
	Parcels      *[]event.Parcel    `json:"parcels,omitempty"`
}

// EventPath names an event.
type EventPath struct {
	Event string `path:"event" maxLength:"80" doc:"Id or slug of the event"`
}

type listEventsInput struct {
	Paged
	Query  string `query:"q" maxLength:"100" doc:"Part of the title or address"`
	Status string `query:"status" enum:"draft,review,published,archived" doc:"Only of this status"`
	When   string `query:"when" enum:"upcoming,past" doc:"upcoming lists the next one first; all others the latest"`
	Cachable
}

type getEventInput struct {
	EventPath
	Cachable
}

type createEventInput struct{ Body EventDraft }

type updateEventInput struct {
	EventPath
	Edit
	Body EventChange
}

type setEventStatusInput struct {
	EventPath
	Edit
	Body struct {
		Status string `json:"status" enum:"draft,review,published,archived"`
	}
}

func (s *Server) registerEvents() {
	tags := []string{"Events"}
	edit := []int{
		http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict, http.StatusPreconditionFailed,
		http.StatusPreconditionRequired, http.StatusUnprocessableEntity,
	}
	handle(s, huma.Operation{
		OperationID: "list-events", Method: http.MethodGet, Path: "/events", Tags: tags, Summary: "List events", Security: public,
		Description: "Everybody sees published events; officials also their own organisation's others, administrators all.",
		Errors:      []int{http.StatusUnprocessableEntity},
	}, s.listEvents)
	create(s, huma.Operation{
		OperationID: "create-event", Method: http.MethodPost, Path: "/events", Tags: tags, Summary: "Create a draft",
		Errors: []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusConflict, http.StatusUnprocessableEntity},
	}, s.createEvent)
	handle(s, huma.Operation{
		OperationID: "get-event", Method: http.MethodGet, Path: "/events/{event}", Tags: tags, Summary: "Read an event", Security: public,
		Description: "What is not published is not there (404) for anybody but its staff.", Errors: []int{http.StatusNotFound},
	}, s.getEvent)
	handle(s, huma.Operation{
		OperationID: "update-event", Method: http.MethodPatch, Path: "/events/{event}", Tags: tags, Summary: "Edit an event",
		Description: "An event under review goes back to draft, because what was submitted has changed. Registrations of a published event stay.",
		Errors:      edit,
	}, s.updateEvent)
	handle(s, huma.Operation{
		OperationID: "set-event-status", Method: http.MethodPut, Path: "/events/{event}/status", Tags: tags, Summary: "Publish, return, archive",
		Description: "draft → published (or → review, where the organisation wants two people), review → published by another official than " +
			"who submitted it (else `second_official_required`), review → draft, published → archived, archived → draft. " +
			"What is missing for publishing comes as `event_not_ready` with one entry each in `errors`.",
		Errors: edit,
	}, s.setEventStatus)
	s.registerEventCopies()
}

func (s *Server) listEvents(ctx context.Context, in *listEventsInput) (*Cached[core.Page[Event]], error) {
	page, err := s.Events.List(ctx, actor(ctx), event.Filter{Query: in.Query, Status: event.Status(in.Status), When: event.When(in.When)}, in.paging())
	if err != nil {
		return nil, err
	}
	bodies, err := s.eventBodies(ctx, page.Items)
	if err != nil {
		return nil, err
	}
	return cached(ctx, in.Cachable, "", core.Page[Event]{Items: bodies, Next: page.Next})
}

func (s *Server) createEvent(ctx context.Context, in *createEventInput) (*Versioned[Event], error) {
	d := in.Body
	e, err := s.Events.Create(ctx, actor(ctx), event.Draft{
		Organisation: d.Organisation, Slug: d.Slug, Title: d.Title, Tagline: d.Tagline, Description: d.Description, Cover: d.Cover,
		TimeZone: d.TimeZone, Languages: d.Languages, Illustrative: d.Illustrative,
		Blocks: event.Blocks{Figures: d.Figures, Carriers: d.Carriers, Organisers: d.Organisers, Parcels: d.Parcels},
	})
	return s.eventAnswer(ctx, e, err)
}

func (s *Server) getEvent(ctx context.Context, in *getEventInput) (*Cached[Event], error) {
	e, err := s.Events.Read(ctx, actor(ctx), in.Event)
	if err != nil {
		return nil, err
	}
	bodies, err := s.eventBodies(ctx, []event.Event{e})
	if err != nil {
		return nil, err
	}
	return cached(ctx, in.Cachable, etag(e.Version), bodies[0])
}

func (s *Server) updateEvent(ctx context.Context, in *updateEventInput) (*Versioned[Event], error) {
	v, err := in.version()
	if err != nil {
		return nil, err
	}
	c := in.Body
	e, err := s.Events.Update(ctx, actor(ctx), in.Event, v, event.Change{
		Slug: c.Slug, Title: c.Title, Tagline: c.Tagline, Description: c.Description, Cover: c.Cover, TimeZone: c.TimeZone,
		Languages: c.Languages, Illustrative: c.Illustrative, Figures: c.Figures, Carriers: c.Carriers, Organisers: c.Organisers,
		Parcels: c.Parcels,
	})
	return s.eventAnswer(ctx, e, err)
}

func (s *Server) setEventStatus(ctx context.Context, in *setEventStatusInput) (*Versioned[Event], error) {
	v, err := in.version()
	if err != nil {
		return nil, err
	}
	e, err := s.Events.SetStatus(ctx, actor(ctx), in.Event, v, event.Status(in.Body.Status))
	return s.eventAnswer(ctx, e, err)
}

// eventAnswer is the answer to a change of an event.
func (s *Server) eventAnswer(ctx context.Context, e event.Event, err error) (*Versioned[Event], error) {
	if err != nil {
		return nil, err
	}
	bodies, err := s.eventBodies(ctx, []event.Event{e})
	if err != nil {
		return nil, err
	}
	return versioned(e.Version, bodies[0]), nil
}

// eventBodies shows events to whoever asks: staff sees more.
func (s *Server) eventBodies(ctx context.Context, events []event.Event) ([]Event, error) {
	who := actor(ctx)
	names, err := s.Events.OrganisationNames(ctx, events)
	if err != nil {
		return nil, err
	}
	var all, mine []core.ID
	for _, e := range events {
		all = append(all, e.ID)
		if event.IsStaff(who, e) {
			mine = append(mine, e.ID)
		}
	}
	counts, err := s.Events.Counts(ctx, mine)
	if err != nil {
		return nil, err
	}
	own, err := s.Events.Own(ctx, who, all)
	if err != nil {
		return nil, err
	}
	parcels, err := s.Land.Presented(ctx, who, all...)
	if err != nil {
		return nil, err
	}
	out := make([]Event, len(events))
	for i, e := range events {
		out[i] = eventBody(e, names[e.Organisation])
		out[i].Can = event.Can(who, e)
		if some := parcels[e.ID]; len(some) > 0 {
			out[i].Parcels = presented(some)
		}
		if r, ok := own[e.ID]; ok {
			out[i].Registered = &RegistrationMark{ID: r.ID, Status: string(r.Status)}
		}
		staff := event.IsStaff(who, e)
		if staff {
			c := counts[e.ID]
			out[i].Registrations = &Registrations{Confirmed: c.Confirmed, Waiting: c.Waiting}
			if e.Review != nil {
				out[i].Review = &EventReview{SubmittedBy: e.Review.SubmittedBy, SubmittedAt: e.Review.SubmittedAt}
			}
		}
		if out[i].Sessions, err = s.sessionBodies(ctx, e.Sessions, staff); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func eventBody(e event.Event, organisation core.Text) Event {
	out := Event{
		ID: e.ID, Slug: e.Slug, Status: string(e.Status), Organisation: EventHolder{ID: e.Organisation, Name: organisation},
		Title: e.Title, Tagline: text(e.Tagline), Description: text(e.Description), TimeZone: e.TimeZone, Languages: list(e.Languages),
		StartsAt: e.StartsAt, EndsAt: e.EndsAt, Illustrative: e.Illustrative, Figures: list(e.Figures), Carriers: list(e.Carriers),
		Organisers: list(e.Organisers), Parcels: announced(e.Parcels), Version: e.Version,
		Consent: ConsentText{Version: event.ConsentVersion, Text: event.ConsentText()},
	}
	if e.Cover != nil {
		out.Cover = &Cover{File: e.Cover.File, URL: prefix + "/files/" + e.Cover.File + "/content", Width: e.Cover.Width, Height: e.Cover.Height}
	}
	return out
}

// list is never null in JSON.
func list[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}

// text is never null in JSON.
func text(t core.Text) core.Text {
	if t == nil {
		return core.Text{}
	}
	return t
}
