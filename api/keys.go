package api

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/key"
	"zhaoyun/internal/policy"
)

// Key is a key of another programme without what is secret of it.
type Key struct {
	ID           core.ID        `json:"id" format:"uuid"`
	Organisation EventHolder    `json:"organisation"`
	Name         string         `json:"name"`
	Prefix       string         `json:"prefix" doc:"How it begins"`
	Scopes       []policy.Scope `json:"scopes" nullable:"false"`
	ExpiresAt    *time.Time     `json:"expiresAt,omitempty"`
	RevokedAt    *time.Time     `json:"revokedAt,omitempty"`
	LastUsedAt   *time.Time     `json:"lastUsedAt,omitempty" doc:"To the minute"`
	CreatedAt    time.Time      `json:"createdAt"`
}

// KeyDraft is a key to be made.
type KeyDraft struct {
	Organisation core.ID        `json:"organisation" maxLength:"40" doc:"The bureau it acts for"`
	Name         string         `json:"name" maxLength:"200" doc:"Which programme has it; stands in the audit log"`
	Scopes       []policy.Scope `json:"scopes" maxItems:"50" nullable:"false" doc:"Such as registrations:read; list-keys names all"`
	ExpiresAt    *time.Time     `json:"expiresAt,omitempty" doc:"Absent: good until it is revoked"`
}

// FreshKey is a key that was made just now, whole.
type FreshKey struct {
	Key
	Token string `json:"token" doc:"The key itself, shown once: send it as Authorization: Bearer zyk_…"`
}

// KeyPage is a page of keys with the scopes that there are.
type KeyPage struct {
	core.Page[Key]
	Scopes []policy.Scope `json:"scopes" nullable:"false" doc:"All scopes a key may have"`
}

func (s *Server) apiKeys(ctx context.Context, keys ...key.Key) ([]Key, error) {
	names, err := namesOf(ctx, s, keys, func(k key.Key) core.ID { return k.Organisation })
	out := make([]Key, len(keys))
	for i, k := range keys {
		out[i] = Key{
			ID: k.ID, Organisation: EventHolder{k.Organisation, names[k.Organisation]}, Name: k.Name, Prefix: key.Mark + k.Prefix, Scopes: list(k.Scopes),
			ExpiresAt: k.ExpiresAt, RevokedAt: k.RevokedAt, LastUsedAt: k.LastUsedAt, CreatedAt: k.CreatedAt,
		}
	}
	return out, err
}

func (s *Server) registerKeys() {
	tags := []string{"keys"}
	errs := []int{401, 403, 404, 422}
	handle(s, huma.Operation{
		OperationID: "list-keys", Method: http.MethodGet, Path: "/keys", Tags: tags, Summary: "List the keys of other programmes, latest first", Errors: errs,
	}, func(ctx context.Context, in *struct{ Paged }) (*Body[KeyPage], error) {
		page, err := s.Keys.List(ctx, actor(ctx), in.paging())
		if err != nil {
			return nil, err
		}
		items, err := s.apiKeys(ctx, page.Items...)
		return &Body[KeyPage]{KeyPage{core.Page[Key]{Items: items, Next: page.Next}, policy.Scopes()}}, err
	})
	handle(s, huma.Operation{
		OperationID: "create-key", Method: http.MethodPost, Path: "/keys", Tags: tags, Summary: "Make a key for another programme",
		Description: "It acts as an official of its bureau, as far as its scopes go. The answer has the key whole, and nothing keeps it: " +
			"this operation takes no Idempotency-Key. Revoke a key whose answer was lost.",
		DefaultStatus: http.StatusCreated, Errors: errs,
	}, func(ctx context.Context, in *struct{ Body KeyDraft }) (*Body[FreshKey], error) {
		b := in.Body
		k, whole, err := s.Keys.Create(ctx, actor(ctx), key.Draft{Organisation: b.Organisation, Name: b.Name, Scopes: b.Scopes, ExpiresAt: b.ExpiresAt})
		if err != nil {
			return nil, err
		}
		shown, err := s.apiKeys(ctx, k)
		if err != nil {
			return nil, err
		}
		return &Body[FreshKey]{FreshKey{shown[0], whole}}, nil
	})
	handle(s, huma.Operation{
		OperationID: "revoke-key", Method: http.MethodDelete, Path: "/keys/{key}", Tags: tags, Summary: "Make a key worthless",
		Description: "At once, on all servers. It stays in the list.", DefaultStatus: http.StatusNoContent, Errors: errs,
	}, func(ctx context.Context, in *struct {
		Key core.ID `path:"key" maxLength:"40"`
	}) (*Empty, error) {
		return nil, s.Keys.Revoke(ctx, actor(ctx), in.Key)
	})
}

// scoped keeps keys to what they were made for, before anything of a request is looked
// at. It stands before every operation, also those that are open to everybody.
func (s *Server) scoped(op policy.Op) func(huma.Context, func(huma.Context)) {
	return func(c huma.Context, next func(huma.Context)) {
		r := requestOf(c.Context())
		err := policy.CheckScope(r.actor, op)
		if err == nil {
			next(c)
			return
		}
		p := problem(r.id, err)
		for name, values := range p.GetHeaders() {
			c.SetHeader(name, values[0])
		}
		c.SetHeader("Content-Type", p.ContentType(""))
		c.SetStatus(p.Status)
		if err := json.NewEncoder(c.BodyWriter()).Encode(p); err != nil {
			s.failure(c.Context(), err)
		}
	}
}
