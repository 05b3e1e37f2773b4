package api

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/hook"
)

// Webhook is an address that is told what happens in a bureau.
type Webhook struct {
	ID           core.ID      `json:"id" format:"uuid"`
	Organisation EventHolder  `json:"organisation"`
	Name         string       `json:"name"`
	URL          string       `json:"url"`
	Kinds        []hook.Kind  `json:"kinds" nullable:"false"`
	Active       bool         `json:"active"`
	Stopped      string       `json:"stopped,omitempty" enum:"failing,gone" doc:"Why the server switched it off: nothing came through for three days, or the address answered 410"`
	FailingSince *time.Time   `json:"failingSince,omitempty" doc:"Since when nothing has come through"`
	OldUntil     *time.Time   `json:"oldUntil,omitempty" doc:"Until when the secret from before signs too"`
	Secret       string       `json:"secret,omitempty" doc:"whsec_…; only when it was made or rotated just now"`
	CreatedAt    time.Time    `json:"createdAt"`
	Version      core.Version `json:"version"`
}

// WebhookChange is all that is said of a webhook.
type WebhookChange struct {
	Name   string      `json:"name" maxLength:"200"`
	URL    string      `json:"url" maxLength:"1000" example:"https://crm.example.com/zhaoyun"`
	Kinds  []hook.Kind `json:"kinds" maxItems:"50" nullable:"false" doc:"Such as registration.confirmed; see docs/integrations.md"`
	Active bool        `json:"active"`
}

// WebhookDraft is a webhook to be made.
type WebhookDraft struct {
	Organisation core.ID `json:"organisation" maxLength:"40" doc:"The bureau whose happenings it is told"`
	WebhookChange
}

// WebhookDelivery is one message to a webhook.
type WebhookDelivery struct {
	ID        core.ID         `json:"id" format:"uuid" doc:"The webhook-id that the receiver sees"`
	Kind      hook.Kind       `json:"kind"`
	State     string          `json:"state" enum:"waiting,delivered,failed"`
	Body      json.RawMessage `json:"body"`
	Attempts  []hook.Attempt  `json:"attempts" nullable:"false" doc:"The last ones, oldest first"`
	CreatedAt time.Time       `json:"createdAt"`
}

// WebhookPath names a webhook.
type WebhookPath struct {
	Webhook core.ID `path:"webhook" maxLength:"40"`
}

func (s *Server) webhooks(ctx context.Context, hooks ...hook.Hook) ([]Webhook, error) {
	names, err := namesOf(ctx, s, hooks, func(h hook.Hook) core.ID { return h.Organisation })
	out := make([]Webhook, len(hooks))
	for i, h := range hooks {
		out[i] = Webhook{
			ID: h.ID, Organisation: EventHolder{h.Organisation, names[h.Organisation]}, Name: h.Name, URL: h.URL, Kinds: list(h.Kinds), Active: h.Active,
			Stopped: string(h.Stopped), FailingSince: h.FailingSince, OldUntil: h.OldUntil, CreatedAt: h.CreatedAt, Version: h.Version,
		}
	}
	return out, err
}

// webhook shows one; with its secret when that was made just now.
func (s *Server) webhook(ctx context.Context, h hook.Hook, secret bool, err error) (*Versioned[Webhook], error) {
	if err != nil {
		return nil, err
	}
	shown, err := s.webhooks(ctx, h)
	if err != nil {
		return nil, err
	}
	if secret {
		shown[0].Secret = h.Secret.Shown()
	}
	return versioned(h.Version, shown[0]), nil
}

func deliveryOf(d hook.Delivery) WebhookDelivery {
	return WebhookDelivery{
		ID: d.ID, Kind: d.Kind, State: string(d.State), Body: json.RawMessage(d.Body), Attempts: list(d.Attempts), CreatedAt: d.CreatedAt,
	}
}

func (c WebhookChange) draft() hook.Draft {
	return hook.Draft{Name: c.Name, URL: c.URL, Kinds: c.Kinds, Active: c.Active}
}

func (s *Server) registerWebhooks() {
	tags := []string{"webhooks"}
	errs := []int{401, 403, 404, 409, 412, 422, 428}
	handle(s, huma.Operation{
		OperationID: "list-webhooks", Method: http.MethodGet, Path: "/webhooks", Tags: tags, Summary: "List the webhooks of all bureaus", Errors: []int{401, 403},
	}, func(ctx context.Context, _ *struct{}) (*Body[core.Page[Webhook]], error) {
		hooks, err := s.Hooks.List(ctx, actor(ctx))
		if err != nil {
			return nil, err
		}
		items, err := s.webhooks(ctx, hooks...)
		return &Body[core.Page[Webhook]]{core.Page[Webhook]{Items: items}}, err
	})
	create(s, huma.Operation{
		OperationID: "create-webhook", Method: http.MethodPost, Path: "/webhooks", Tags: tags, Summary: "Have an address told what happens in a bureau",
		Description: "Messages are signed as the Standard Webhooks specification says; the answer has the secret.", Errors: errs,
	}, func(ctx context.Context, in *struct{ Body WebhookDraft }) (*Versioned[Webhook], error) {
		h, err := s.Hooks.Create(ctx, actor(ctx), in.Body.Organisation, in.Body.draft())
		return s.webhook(ctx, h, true, err)
	})
	handle(s, huma.Operation{
		OperationID: "get-webhook", Method: http.MethodGet, Path: "/webhooks/{webhook}", Tags: tags, Summary: "Read a webhook", Errors: errs,
	}, func(ctx context.Context, in *WebhookPath) (*Versioned[Webhook], error) {
		h, err := s.Hooks.Read(ctx, actor(ctx), in.Webhook)
		return s.webhook(ctx, h, false, err)
	})
	handle(s, huma.Operation{
		OperationID: "update-webhook", Method: http.MethodPut, Path: "/webhooks/{webhook}", Tags: tags, Summary: "Say anew what a webhook is told, and where", Errors: errs,
	}, func(ctx context.Context, in *struct {
		WebhookPath
		Edit
		Body WebhookChange
	}) (*Versioned[Webhook], error) {
		v, err := in.version()
		if err != nil {
			return nil, err
		}
		h, err := s.Hooks.Update(ctx, actor(ctx), in.Webhook, v, in.Body.draft())
		return s.webhook(ctx, h, false, err)
	})
	handle(s, huma.Operation{
		OperationID: "delete-webhook", Method: http.MethodDelete, Path: "/webhooks/{webhook}", Tags: tags, Summary: "Remove a webhook with its deliveries",
		DefaultStatus: http.StatusNoContent, Errors: errs,
	}, func(ctx context.Context, in *WebhookPath) (*Empty, error) {
		return nil, s.Hooks.Delete(ctx, actor(ctx), in.Webhook)
	})
	handle(s, huma.Operation{
		OperationID: "rotate-webhook-secret", Method: http.MethodPost, Path: "/webhooks/{webhook}/secrets", Tags: tags, Summary: "Give a webhook another secret",
		Description: "For a day messages carry the signatures of both, so the receiver can change over without losing one.", Errors: errs,
	}, func(ctx context.Context, in *WebhookPath) (*Versioned[Webhook], error) {
		h, err := s.Hooks.Rotate(ctx, actor(ctx), in.Webhook)
		return s.webhook(ctx, h, true, err)
	})
	s.registerWebhookDeliveries(tags, errs)
}

func (s *Server) registerWebhookDeliveries(tags []string, errs []int) {
	delivered := func(d hook.Delivery, err error) (*Body[WebhookDelivery], error) {
		if err != nil {
			return nil, err
		}
		return &Body[WebhookDelivery]{deliveryOf(d)}, nil
	}
	create(s, huma.Operation{
		OperationID: "test-webhook", Method: http.MethodPost, Path: "/webhooks/{webhook}/tests", Tags: tags, Summary: "Send a webhook a message that tells nothing",
		Description: "Once, and also when it is switched off. What came of it is among its deliveries a moment later.", Errors: errs,
	}, func(ctx context.Context, in *WebhookPath) (*Body[WebhookDelivery], error) {
		return delivered(s.Hooks.Test(ctx, actor(ctx), in.Webhook))
	})
	handle(s, huma.Operation{
		OperationID: "list-webhook-deliveries", Method: http.MethodGet, Path: "/webhooks/{webhook}/deliveries", Tags: tags,
		Summary: "List what was, or is to be, delivered, latest first", Description: "Deliveries are kept for a month.", Errors: errs,
	}, func(ctx context.Context, in *struct {
		WebhookPath
		Paged
		State string `query:"state" enum:"waiting,delivered,failed"`
	}) (*Body[core.Page[WebhookDelivery]], error) {
		page, err := s.Hooks.Deliveries(ctx, actor(ctx), hook.Filter{Hook: in.Webhook, State: hook.State(in.State), Paging: in.paging()})
		return &Body[core.Page[WebhookDelivery]]{core.Map(page, deliveryOf)}, err
	})
	create(s, huma.Operation{
		OperationID: "replay-webhook-delivery", Method: http.MethodPost, Path: "/webhooks/{webhook}/deliveries/{delivery}/replays", Tags: tags,
		Summary:     "Deliver a message again",
		Description: "Under the identifier it has: a receiver that had it knows it by that.", Errors: errs,
	}, func(ctx context.Context, in *struct {
		WebhookPath
		Delivery core.ID `path:"delivery" maxLength:"40"`
	}) (*Body[WebhookDelivery], error) {
		return delivered(s.Hooks.Replay(ctx, actor(ctx), in.Webhook, in.Delivery))
	})
}
