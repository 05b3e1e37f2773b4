package app

import (
	"context"

	"zhaoyun/internal/account"
	"zhaoyun/internal/checkin"
	"zhaoyun/internal/core"
	"zhaoyun/internal/credit"
	"zhaoyun/internal/event"
	"zhaoyun/internal/hook"
	"zhaoyun/internal/inbox"
	"zhaoyun/internal/invite"
	"zhaoyun/internal/key"
	"zhaoyun/internal/lead"
	"zhaoyun/internal/room"
	"zhaoyun/internal/signing"
	"zhaoyun/internal/store"
)

// wireHooks makes what other programmes are connected by.
func (a *App) wireHooks() error {
	networks, err := a.cfg.Webhooks()
	if err != nil {
		return err
	}
	a.hooks = hook.New(hook.Deps{
		Store: store.NewHooks(a.db), Tx: a.db, Audit: a.db, Organisations: bureaus{a.accounts}, Jobs: a.jobs, Notices: hookNotices{a.inbox, officers{a.accounts}}, Networks: networks, Version: version(), Clock: a.now,
	})
	a.keys = key.New(key.Deps{Store: store.NewKeys(a.db), Tx: a.db, Audit: a.db, Organisations: bureaus{a.accounts}, Clock: a.now})
	a.jobs.Handle(hook.JobDeliver, a.hooks.Deliver, hook.Work)
	return nil
}

// bureaus tells bureaus from other organisations.
type bureaus struct{ accounts *account.Service }

// Bureau implements hook.Organisations and key.Organisations.
func (b bureaus) Bureau(ctx context.Context, id core.ID) error {
	o, err := b.accounts.Organisation(ctx, id)
	if core.HasCode(err, "organisation_not_found") || err == nil && o.Kind != core.OrgBureau {
		return core.Invalid("organisation_no_bureau", "Choose one of the bureaus.").On("body.organisation")
	}
	return err
}

// hookNotices tells administrators, of whichever bureau: they look after the webhooks of all.
type hookNotices struct {
	inbox *inbox.Service
	officers
}

// WebhookStopped implements hook.Notices.
func (n hookNotices) WebhookStopped(ctx context.Context, h hook.Hook) error {
	people, err := n.holders(ctx, "", core.RoleAdministrator)
	if err != nil {
		return err
	}
	messages := make([]inbox.Message, len(people))
	for i, p := range people {
		messages[i] = inbox.Message{Person: p, Kind: inbox.Webhook, Key: "webhook:" + h.ID, Facts: inbox.Facts{Webhook: &inbox.WebhookFact{ID: h.ID, Name: h.Name, Why: string(h.Stopped)}}}
	}
	return n.inbox.Tell(ctx, messages...)
}

// emitter words what happens in the domains for other programmes. What it writes is the
// contract of docs/integrations.md: identifiers and states, nobody's name.
type emitter struct{ hooks *hook.Service }

type facts = map[string]any

// Registered implements event.Emitter.
func (e emitter) Registered(ctx context.Context, ev event.Event, r event.Registration) error {
	return e.registration(ctx, hook.RegistrationConfirmed, ev, r)
}

// Withdrawn implements event.Emitter.
func (e emitter) Withdrawn(ctx context.Context, ev event.Event, r event.Registration) error {
	return e.registration(ctx, hook.RegistrationWithdrawn, ev, r)
}

func (e emitter) registration(ctx context.Context, k hook.Kind, ev event.Event, r event.Registration) error {
	return e.emit(ctx, k, ev.Organisation, facts{"event": ev.ID, "slug": ev.Slug, "registration": r.ID})
}

// Answered implements invite.Emitter. Of the invitation it says no more than the bureau
// may know: not which member of the chamber it was for.
func (e emitter) Answered(ctx context.Context, c invite.Campaign, i invite.Invitation) error {
	f := facts{"event": c.Event, "campaign": c.ID, "chamber": c.Chamber, "invitation": i.ID, "status": i.Status}
	if i.Registration != "" {
		f["registration"] = i.Registration
	}
	return e.emit(ctx, hook.InvitationAnswered, c.Bureau, f)
}

// CheckedIn implements checkin.Emitter.
func (e emitter) CheckedIn(ctx context.Context, c checkin.CheckIn) error {
	return e.emit(ctx, hook.CheckInMade, c.Organisation, facts{"event": c.Event, "registration": c.Registration, "checkIn": c.ID, "method": c.Method})
}

// LeadCreated implements lead.Emitter.
func (e emitter) LeadCreated(ctx context.Context, l lead.Lead) error {
	f := facts{"lead": l.ID, "kind": l.Kind, "parcel": l.Parcel.ID}
	if l.Source.Event != "" {
		f["event"], f["session"] = l.Source.Event, l.Source.Session
	}
	return e.emit(ctx, hook.LeadCreated, l.Organisation, f)
}

// SessionStarted implements room.Emitter.
func (e emitter) SessionStarted(ctx context.Context, s room.Session, id core.ID) error {
	return e.session(ctx, hook.SessionStarted, s, id)
}

// SessionEnded implements room.Emitter.
func (e emitter) SessionEnded(ctx context.Context, s room.Session, id core.ID) error {
	return e.session(ctx, hook.SessionEnded, s, id)
}

func (e emitter) session(ctx context.Context, k hook.Kind, s room.Session, id core.ID) error {
	return e.emit(ctx, k, s.Organisation, facts{"event": s.Event, "slug": s.EventSlug, "session": s.ID, "room": id, "kind": s.Kind})
}

// AgreementReleased implements signing.Emitter.
func (e emitter) AgreementReleased(ctx context.Context, a signing.Agreement) error {
	f := facts{"agreement": a.ID}
	if a.Event != "" {
		f["event"] = a.Event
	}
	return e.emit(ctx, hook.AgreementReleased, a.Organisation, f)
}

// CreditDecided implements credit.Emitter.
func (e emitter) CreditDecided(ctx context.Context, c credit.Claim) error {
	return e.emit(ctx, hook.CreditDecided, c.Bureau, facts{
		"attribution": c.ID, "event": c.Event, "chamber": c.Chamber, "registration": c.Registration, "status": c.Status, "share": c.Share,
	})
}

func (e emitter) emit(ctx context.Context, k hook.Kind, bureau core.ID, f facts) error {
	return e.hooks.Emit(ctx, hook.Happening{Kind: k, Organisation: bureau, At: e.hooks.Clock(), Data: f})
}

var (
	_ hook.Organisations = bureaus{}
	_ key.Organisations  = bureaus{}
	_ event.Emitter      = emitter{}
	_ invite.Emitter     = emitter{}
	_ checkin.Emitter    = emitter{}
	_ lead.Emitter       = emitter{}
	_ room.Emitter       = emitter{}
	_ signing.Emitter    = emitter{}
	_ credit.Emitter     = emitter{}
)
