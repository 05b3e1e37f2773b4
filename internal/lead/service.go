package lead

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
)

// Store keeps leads.
type Store interface {
	// AddLead keeps a lead; false and the one that is there when the person has asked to
	// talk about the parcel in that room, or on its page, already.
	AddLead(ctx context.Context, l Lead) (Lead, bool, error)
	// Lead finds one; lead_not_found when there is none.
	Lead(ctx context.Context, id core.ID) (Lead, error)
	SaveLead(ctx context.Context, l Lead) error
	DeleteLead(ctx context.Context, id core.ID) error
	// Leads lists them, latest first.
	Leads(ctx context.Context, f Filter) (core.Page[Lead], error)
	// EraseLeads takes a person and their words out.
	EraseLeads(ctx context.Context, person core.ID) error
}

// Parcels finds parcels that anybody may read about, and where they are shown; the
// domain of parcels knows.
type Parcels interface {
	// Offered finds a parcel with its bureau; parcel_not_found unless it is public.
	Offered(ctx context.Context, parcel core.ID) (p Parcel, organisation core.ID, err error)
	// Rooms lists the rooms of sessions in whose events the parcel is, where a question
	// is best asked first: live, then to come, then over.
	Rooms(ctx context.Context, parcel core.ID) ([]core.ID, error)
}

// Rooms are the rooms in which parcels are shown.
type Rooms interface {
	NoteInterest(ctx context.Context, actor core.Actor, room, parcel core.ID, offset time.Duration) (room.Interest, error)
	AskAboutParcel(ctx context.Context, actor core.Actor, room core.ID, ask room.Ask) (room.Question, error)
}

// Emitter tells other programmes of new leads; it joins the transaction.
type Emitter interface {
	LeadCreated(ctx context.Context, l Lead) error
}

// Deps is what a Service works with.
type Deps struct {
	Store   Store
	Tx      core.Transactor
	Audit   core.Auditor
	Parcels Parcels
	Rooms   Rooms
	Emitter Emitter    // nil: no other programme is told
	Clock   core.Clock // core.Now when nil
}

// Service is the domain of leads.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service {
	if d.Clock == nil {
		d.Clock = core.Now
	}
	return &Service{d}
}

// Create keeps that somebody wants to talk about a parcel. Saying so again in the same
// place changes nothing: the answer is the lead that is there.
func (s *Service) Create(ctx context.Context, actor core.Actor, d Draft) (Lead, error) {
	if err := policy.Check(actor, "create-lead", policy.Target{}); err != nil {
		return Lead{}, err
	}
	note, err := tidy(d.Note, 0)
	if err != nil {
		return Lead{}, err
	}
	l := s.fresh(actor, Talk, note)
	return l, s.Tx.InTx(ctx, func(ctx context.Context) error {
		if l.Parcel, l.Organisation, err = s.Parcels.Offered(ctx, d.Parcel); err != nil {
			return err
		}
		if d.Room != "" {
			in, err := s.Rooms.NoteInterest(ctx, actor, d.Room, d.Parcel, d.Offset)
			if err != nil {
				return err
			}
			l.Source = Source{Event: in.Session.Event, Session: in.Session.ID, Room: d.Room, At: in.At, Second: in.Second}
			l.Parcel.Place = in.Parcel.Place
		}
		l, err = s.add(ctx, l)
		return err
	})
}

// add keeps a lead and tells other programmes, unless it is there already.
func (s *Service) add(ctx context.Context, l Lead) (Lead, error) {
	l, fresh, err := s.Store.AddLead(ctx, l)
	if err != nil || !fresh || s.Emitter == nil {
		return l, err
	}
	return l, s.Emitter.LeadCreated(ctx, l)
}

func (s *Service) fresh(actor core.Actor, kind Kind, note string) Lead {
	now := s.Clock()
	return Lead{
		ID: core.NewID(), Kind: kind, Person: actor.Person, Note: note, Source: Source{At: now}, Status: Fresh, Version: 1, CreatedAt: now,
	}
}

// AskAbout asks about a parcel from its own page, at any time. Where an event shows the
// parcel the question goes to its room, is reviewed there and, should nobody answer,
// is in the ledger; otherwise it is a lead of the bureau.
func (s *Service) AskAbout(ctx context.Context, actor core.Actor, ask Ask) (Asked, error) {
	if err := policy.Check(actor, "ask-about-parcel", policy.Target{}); err != nil {
		return Asked{}, err
	}
	text, err := tidy(ask.Text, 2)
	if err != nil {
		return Asked{}, err
	}
	parcel, organisation, err := s.Parcels.Offered(ctx, ask.Parcel)
	if err != nil {
		return Asked{}, err
	}
	rooms, err := s.Parcels.Rooms(ctx, ask.Parcel)
	if err != nil {
		return Asked{}, err
	}
	if len(rooms) > 0 {
		q, err := s.Rooms.AskAboutParcel(ctx, actor, rooms[0], room.Ask{Text: text, Anonymous: ask.Anonymous, Key: ask.Key, Parcel: ask.Parcel})
		return Asked{Question: q.ID, Room: rooms[0]}, err
	}
	if ask.Anonymous {
		return Asked{}, core.Conflict("question_needs_name", "No event shows this parcel yet, so an answer can only come to you yourself. Ask under your name.").On("body.anonymous")
	}
	mine, err := s.Store.Leads(ctx, Filter{Person: actor.Person, Parcel: ask.Parcel, Paging: core.Paging{Limit: 50}})
	if err != nil {
		return Asked{}, err
	}
	for _, l := range mine.Items { // sent again
		if l.Kind == Question && l.Note == text {
			return Asked{Lead: &l}, nil
		}
	}
	l := s.fresh(actor, Question, text)
	l.Parcel, l.Organisation = parcel, organisation
	return Asked{Lead: &l}, s.Tx.InTx(ctx, func(ctx context.Context) error {
		l, err = s.add(ctx, l)
		return err
	})
}

// Mine lists one's own leads, latest first.
func (s *Service) Mine(ctx context.Context, actor core.Actor, p core.Paging) (core.Page[Lead], error) {
	if err := policy.Check(actor, "list-my-leads", policy.Target{}); err != nil {
		return core.Page[Lead]{}, err
	}
	return s.Store.Leads(ctx, Filter{Person: actor.Person, Paging: p})
}

// Withdraw takes one's own lead back.
func (s *Service) Withdraw(ctx context.Context, actor core.Actor, id core.ID) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		l, err := s.Store.Lead(ctx, id)
		if err == nil {
			err = policy.Check(actor, "withdraw-lead", policy.Target{Owner: l.Person})
		}
		if core.HasCode(err, "not_allowed") {
			err = ErrNoLead // whose it is, is nobody else's to know
		}
		if err != nil {
			return err
		}
		return s.Store.DeleteLead(ctx, id)
	})
}

// List lists the leads of the actor's bureaus, latest first. Whole says that contacts
// will be shown whole, which is written down.
func (s *Service) List(ctx context.Context, actor core.Actor, f Filter, whole bool) (core.Page[Lead], error) {
	var none core.Page[Lead]
	if err := policy.Check(actor, "list-leads", policy.Target{}); err != nil {
		return none, core.NoteRefusal(ctx, s.Audit, err, actor.Audited("list-leads", "lead", "", "", nil))
	}
	f.Organisations = nil
	if !actor.Has(core.RoleAdministrator) && actor.Kind != core.PersonSystem {
		f.Organisations = []core.ID{}
		for _, m := range actor.Memberships {
			if m.Role == core.RoleOfficial {
				f.Organisations = append(f.Organisations, m.Organisation)
			}
		}
	}
	if whole {
		detail := map[string]any{"leads": true}
		if err := policy.Check(actor, "read-contacts", policy.Target{}); err != nil {
			return none, core.NoteRefusal(ctx, s.Audit, err, actor.Audited("read-contacts", "lead", "", "", detail))
		}
		for _, organisation := range f.Organisations {
			if err := s.Audit.Audit(ctx, actor.Audited("read-contacts", "lead", "", organisation, detail)); err != nil {
				return none, err
			}
		}
	}
	return s.Store.Leads(ctx, f)
}

// SetStatus says how far the bureau is with a lead, as of a version.
func (s *Service) SetStatus(ctx context.Context, actor core.Actor, id core.ID, version core.Version, to Status) (Lead, error) {
	var l Lead
	err := s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
		if l, err = s.Store.Lead(ctx, id); err != nil {
			return err
		}
		line := actor.Audited("update-lead", "lead", id, l.Organisation, map[string]any{"status": string(to)})
		if err := policy.Check(actor, "update-lead", policy.Target{Organisation: l.Organisation}); err != nil {
			return core.NoteRefusal(ctx, s.Audit, err, line)
		}
		if l.Version != version {
			return core.Stale(l.Version)
		}
		l.Status, l.UpdatedBy, l.UpdatedAt = to, actor.Person, s.Clock()
		l.Version++
		if err := s.Store.SaveLead(ctx, l); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, line)
	})
	return l, err
}

// ownLead is a lead as the person themselves is told of it.
type ownLead struct {
	Organisation core.ID   `json:"organisation"`
	Kind         Kind      `json:"kind"`
	Parcel       core.ID   `json:"parcel"`
	Note         string    `json:"note,omitempty"`
	At           time.Time `json:"at"`
}

// PersonData implements account.Keeper.
func (s *Service) PersonData(ctx context.Context, person core.ID) (string, any, error) {
	page, err := s.Store.Leads(ctx, Filter{Person: person, Paging: core.Paging{Limit: 500}})
	if err != nil || len(page.Items) == 0 {
		return "", nil, err
	}
	list := make([]ownLead, len(page.Items))
	for i, l := range page.Items {
		list[i] = ownLead{l.Organisation, l.Kind, l.Parcel.ID, l.Note, l.CreatedAt}
	}
	return "leads", list, nil
}

// ErasePerson implements account.Eraser: that there was interest stays, in figures.
func (s *Service) ErasePerson(ctx context.Context, _ core.Actor, person core.ID) error {
	return s.Store.EraseLeads(ctx, person)
}

func tidy(text string, least int) (string, error) {
	text = strings.TrimSpace(text)
	if n := utf8.RuneCountInString(text); n < least || n > maxNoteRunes {
		return "", core.Invalid("lead_note_length", "Write at most 500 characters, and a question in at least 2.").On("body.text").With("limit", maxNoteRunes)
	}
	return text, nil
}
