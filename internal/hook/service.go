package hook

import (
	"context"
	"net/http"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/job"
	"zhaoyun/internal/policy"
)

// Store keeps webhooks and their deliveries; every method joins the transaction of its context.
type Store interface {
	// InsertHook keeps a new one; UpdateHook one whose version was counted up, and
	// fails with version_conflict when somebody was quicker.
	InsertHook(ctx context.Context, h Hook) error
	UpdateHook(ctx context.Context, h Hook) error
	// LockHook finds one and makes other transactions that lock it wait; webhook_not_found.
	LockHook(ctx context.Context, id core.ID) (Hook, error)
	Hook(ctx context.Context, id core.ID) (Hook, error)
	DeleteHook(ctx context.Context, id core.ID) error
	// Hooks lists those of an organisation, or of all, oldest first.
	Hooks(ctx context.Context, organisation core.ID) ([]Hook, error)

	InsertDelivery(ctx context.Context, d Delivery) error
	UpdateDelivery(ctx context.Context, d Delivery) error
	// Delivery finds one; delivery_not_found.
	Delivery(ctx context.Context, id core.ID) (Delivery, error)
	// Deliveries lists those of a webhook, latest first.
	Deliveries(ctx context.Context, f Filter) (core.Page[Delivery], error)
	// SweepDeliveries drops what was made before and does not wait.
	SweepDeliveries(ctx context.Context, before time.Time) error
}

// Filter chooses deliveries.
type Filter struct {
	Hook  core.ID
	State State // empty: any
	core.Paging
}

// Organisations tells which organisations are bureaus; the account domain does.
type Organisations interface {
	Bureau(ctx context.Context, id core.ID) error
}

// Notices tells people what needs their hands; the inbox does.
type Notices interface {
	// WebhookStopped joins the transaction of ctx.
	WebhookStopped(ctx context.Context, h Hook) error
}

// Jobs is the queue by which messages go out; job.Queue.
type Jobs interface {
	Add(ctx context.Context, o job.Order) (job.Job, error)
	Finish(ctx context.Context, j job.Job, result any) error
}

// Deps is what a Service works with.
type Deps struct {
	Store         Store
	Tx            core.Transactor
	Audit         core.Auditor
	Organisations Organisations
	Jobs          Jobs
	Notices       Notices
	Networks      Networks
	Version       string     // of the server, for the User-Agent
	Clock         core.Clock // core.Now when nil
}

// Service is the domain of webhooks.
type Service struct {
	Deps

	client *http.Client
}

// New makes the service.
func New(d Deps) *Service {
	if d.Clock == nil {
		d.Clock = core.Now
	}
	return &Service{d, d.Networks.client()}
}

// rotation is how long the secret from before signs too.
const rotation = 24 * time.Hour

func (s *Service) may(ctx context.Context, actor core.Actor, op policy.Op, h Hook, detail map[string]any) error {
	err := policy.Check(actor, op, policy.Target{Organisation: h.Organisation})
	return core.NoteRefusal(ctx, s.Audit, err, actor.Audited(string(op), "webhook", h.ID, h.Organisation, detail))
}

// List lists the webhooks of all bureaus, oldest first.
func (s *Service) List(ctx context.Context, actor core.Actor) ([]Hook, error) {
	if err := s.may(ctx, actor, "list-webhooks", Hook{}, nil); err != nil {
		return nil, err
	}
	return s.Store.Hooks(ctx, "")
}

// Read finds a webhook.
func (s *Service) Read(ctx context.Context, actor core.Actor, id core.ID) (Hook, error) {
	return s.seen(ctx, actor, "get-webhook", id)
}

func (s *Service) seen(ctx context.Context, actor core.Actor, op policy.Op, id core.ID) (Hook, error) {
	if err := s.may(ctx, actor, op, Hook{ID: id}, nil); err != nil {
		return Hook{}, err
	}
	return s.Store.Hook(ctx, id)
}

// Create makes a webhook for what happens in a bureau. Its secret is in the answer.
func (s *Service) Create(ctx context.Context, actor core.Actor, organisation core.ID, d Draft) (Hook, error) {
	h := Hook{
		ID: core.NewID(), Organisation: organisation, Draft: d, Secret: newSecret(), Version: 1, CreatedBy: actor.Person, CreatedAt: s.Clock(),
	}
	if err := s.may(ctx, actor, "create-webhook", Hook{Organisation: organisation}, nil); err != nil {
		return Hook{}, err
	}
	if err := h.check(s.Networks); err != nil {
		return Hook{}, err
	}
	return h, s.Tx.InTx(ctx, func(ctx context.Context) error {
		if err := s.Organisations.Bureau(ctx, organisation); err != nil {
			return err
		}
		known, err := s.Store.Hooks(ctx, organisation)
		if err != nil {
			return err
		}
		if len(known) >= maxHooks {
			return core.Conflict("webhooks_many", "A bureau has at most 20 webhooks. Remove one that is not needed.").With("limit", maxHooks)
		}
		if err := s.Store.InsertHook(ctx, h); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("create-webhook", "webhook", h.ID, organisation, map[string]any{"kinds": h.Kinds}))
	})
}

// changing runs f on a webhook in a transaction, keeps what became of it and writes the
// line of the audit.
func (s *Service) changing(ctx context.Context, actor core.Actor, op policy.Op, id core.ID, f func(ctx context.Context, h *Hook) (detail map[string]any, err error)) (Hook, error) {
	var h Hook
	if err := s.may(ctx, actor, op, Hook{ID: id}, nil); err != nil {
		return h, err
	}
	return h, s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
		if h, err = s.Store.LockHook(ctx, id); err != nil {
			return err
		}
		detail, err := f(ctx, &h)
		if err != nil {
			return err
		}
		h.Version++
		if err := s.Store.UpdateHook(ctx, h); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited(string(op), "webhook", id, h.Organisation, detail))
	})
}

// Update says anew what a webhook is told, as of a version. One that the server switched
// off is tried again when it is switched on.
func (s *Service) Update(ctx context.Context, actor core.Actor, id core.ID, version core.Version, d Draft) (Hook, error) {
	return s.changing(ctx, actor, "update-webhook", id, func(_ context.Context, h *Hook) (map[string]any, error) {
		if h.Version != version {
			return nil, core.Stale(h.Version)
		}
		if err := d.check(s.Networks); err != nil {
			return nil, err
		}
		if d.Active && !h.Active || d.URL != h.URL {
			h.FailingSince = nil
		}
		if d.Active {
			h.Stopped = ""
		}
		h.Draft = d
		return map[string]any{"kinds": d.Kinds, "active": d.Active}, nil
	})
}

// Rotate gives a webhook another secret. The one from before signs too for a day.
func (s *Service) Rotate(ctx context.Context, actor core.Actor, id core.ID) (Hook, error) {
	return s.changing(ctx, actor, "rotate-webhook-secret", id, func(_ context.Context, h *Hook) (map[string]any, error) {
		until := s.Clock().Add(rotation)
		h.Old, h.OldUntil, h.Secret = h.Secret, &until, newSecret()
		return nil, nil
	})
}

// Delete removes a webhook with its deliveries. What waits is not sent any more.
func (s *Service) Delete(ctx context.Context, actor core.Actor, id core.ID) error {
	if err := s.may(ctx, actor, "delete-webhook", Hook{ID: id}, nil); err != nil {
		return err
	}
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		h, err := s.Store.LockHook(ctx, id)
		if err != nil {
			return err
		}
		if err := s.Store.DeleteHook(ctx, id); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("delete-webhook", "webhook", id, h.Organisation, nil))
	})
}

// Deliveries lists what was, or is to be, delivered to a webhook, latest first.
func (s *Service) Deliveries(ctx context.Context, actor core.Actor, f Filter) (core.Page[Delivery], error) {
	if _, err := s.seen(ctx, actor, "list-webhook-deliveries", f.Hook); err != nil {
		return core.Page[Delivery]{}, err
	}
	return s.Store.Deliveries(ctx, f)
}

// Test sends a webhook a message that tells nothing, once, also when it is switched off.
func (s *Service) Test(ctx context.Context, actor core.Actor, id core.ID) (Delivery, error) {
	var d Delivery
	h, err := s.seen(ctx, actor, "test-webhook", id)
	if err != nil {
		return d, err
	}
	return d, s.Tx.InTx(ctx, func(ctx context.Context) error {
		now := s.Clock()
		if d, err = s.order(ctx, h, now, message(Happening{Kind: Test, At: now, Data: map[string]any{"webhook": id}})); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("test-webhook", "webhook", id, h.Organisation, nil))
	})
}

// Replay delivers a message again, under the identifier it has: a receiver that had it
// knows it by that.
func (s *Service) Replay(ctx context.Context, actor core.Actor, hook, id core.ID) (Delivery, error) {
	var d Delivery
	h, err := s.seen(ctx, actor, "replay-webhook-delivery", hook)
	if err != nil {
		return d, err
	}
	return d, s.Tx.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.Store.LockHook(ctx, hook); err != nil {
			return err
		}
		if d, err = s.Store.Delivery(ctx, id); err != nil {
			return err
		}
		if d.Hook != hook {
			return ErrNoDelivery
		}
		if d.State == Waiting {
			return core.Conflict("delivery_under_way", "This message is on its way already.")
		}
		if !h.Active && d.Kind != Test {
			return core.Conflict("webhook_off", "The webhook is switched off. Switch it on first.")
		}
		d.State = Waiting
		if err := s.Store.UpdateDelivery(ctx, d); err != nil {
			return err
		}
		if err := s.enqueue(ctx, d); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("replay-webhook-delivery", "webhook", hook, h.Organisation, map[string]any{"delivery": id}))
	})
}

// Sweep drops deliveries after a month.
func (s *Service) Sweep(ctx context.Context) error {
	return s.Store.SweepDeliveries(ctx, s.Clock().Add(-30*24*time.Hour))
}
