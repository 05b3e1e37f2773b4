package api

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/signing"
)

// Passkey is an authenticator of the reader.
type Passkey struct {
	ID        core.ID    `json:"id"`
	Name      string     `json:"name"`
	CreatedAt time.Time  `json:"createdAt"`
	UsedAt    *time.Time `json:"usedAt,omitempty"`
}

// Passkeys are all of the reader's.
type Passkeys struct {
	Items []Passkey `json:"items" nullable:"false"`
}

// PasskeyOptions are what a browser needs to make a passkey.
type PasskeyOptions struct {
	ID      core.ID        `json:"id" doc:"Goes into create-passkey"`
	Options map[string]any `json:"options" doc:"PublicKeyCredentialCreationOptionsJSON"`
}

// PasskeyDraft is a passkey that a browser has made.
type PasskeyDraft struct {
	ID         core.ID        `json:"id" maxLength:"36" doc:"Of the options"`
	Name       string         `json:"name,omitempty" maxLength:"50" doc:"To tell it from others"`
	Credential map[string]any `json:"credential" doc:"RegistrationResponseJSON"`
}

func passkeyOf(p signing.Passkey) Passkey {
	return Passkey{ID: p.ID, Name: p.Name, CreatedAt: p.CreatedAt, UsedAt: moment(p.UsedAt)}
}

// moment is a time that may not have come.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func (s *Server) registerPasskeys() {
	tags := []string{"Passkeys"}
	handle(s, huma.Operation{
		OperationID: "create-passkey-options", Method: http.MethodPost, Path: "/passkeys/options", Tags: tags, Summary: "Begin to register a passkey",
		Description: "For people with a verified contact.", Errors: []int{401, 403, 409, 422},
	}, func(ctx context.Context, _ *struct{}) (*Body[PasskeyOptions], error) {
		b, err := s.Signing.PasskeyOptions(ctx, actor(ctx))
		if err != nil {
			return nil, err
		}
		out := PasskeyOptions{ID: b.ID}
		return &Body[PasskeyOptions]{out}, json.Unmarshal(b.Options, &out.Options)
	})
	handle(s, huma.Operation{
		OperationID: "create-passkey", Method: http.MethodPost, Path: "/passkeys", Tags: tags, Summary: "Register a passkey",
		DefaultStatus: http.StatusCreated, Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *struct{ Body PasskeyDraft }) (*Body[Passkey], error) {
		raw, err := json.Marshal(in.Body.Credential)
		if err != nil {
			return nil, err
		}
		p, err := s.Signing.AddPasskey(ctx, actor(ctx), in.Body.ID, in.Body.Name, raw)
		return &Body[Passkey]{passkeyOf(p)}, err
	})
	handle(s, huma.Operation{
		OperationID: "list-passkeys", Method: http.MethodGet, Path: "/passkeys", Tags: tags, Summary: "List my passkeys", Errors: []int{401},
	}, func(ctx context.Context, _ *struct{}) (*Body[Passkeys], error) {
		list, err := s.Signing.Passkeys(ctx, actor(ctx))
		out := Passkeys{Items: make([]Passkey, len(list))}
		for i, p := range list {
			out.Items[i] = passkeyOf(p)
		}
		return &Body[Passkeys]{out}, err
	})
	handle(s, huma.Operation{
		OperationID: "delete-passkey", Method: http.MethodDelete, Path: "/passkeys/{passkey}", Tags: tags, Summary: "Drop one of my passkeys",
		DefaultStatus: http.StatusNoContent, Errors: []int{401, 404},
	}, func(ctx context.Context, in *struct {
		Passkey core.ID `path:"passkey" maxLength:"36"`
	},
	) (*struct{}, error) {
		return nil, s.Signing.DeletePasskey(ctx, actor(ctx), in.Passkey)
	})
}
