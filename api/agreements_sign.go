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

// MySigning is where the reader stands in an agreement.
type MySigning struct {
	Agreement Agreement `json:"agreement"`
	Party     core.ID   `json:"party,omitempty" doc:"Of a signer"`
	Signer    core.ID   `json:"signer,omitempty" doc:"Absent: only a witness"`
	Witness   core.ID   `json:"witness,omitempty"`
	State     string    `json:"state,omitempty" enum:"invited,read,accepted,confirmed,sealed,replaced,declined" doc:"Of the signer"`
	Version   int       `json:"version" doc:"To read, or that is frozen"`
	Pages     int       `json:"pages" doc:"Of it"`
	Unread    []int     `json:"unread" nullable:"false" doc:"Pages of it that are still to be read"`
	Passkeys  int       `json:"passkeys" doc:"How many passkeys the reader has"`
	Level     string    `json:"level,omitempty" enum:"passkey,code" doc:"Of the confirmation that is given"`
	KeySHA256 string    `json:"keySha256,omitempty" doc:"Of the key of that confirmation, hexadecimal: a browser that has another one needs a new confirmation"`
	KeepKey   bool      `json:"keepKey" doc:"The browser keeps its key until this is false: closing may start over, and then it signs again"`
	Refused   string    `json:"refused,omitempty" doc:"Code of the error that confirming would answer now, such as signer_pages_unread"`
}

// ReadPage says that a page was read.
type ReadPage struct {
	Version int `json:"version" minimum:"1"`
	Page    int `json:"page" minimum:"1"`
}

// Acceptance accepts a version.
type Acceptance struct {
	Version int `json:"version" minimum:"1"`
}

// IntentDraft begins a confirmation.
type IntentDraft struct {
	Key   []byte `json:"key" maxLength:"400" doc:"SPKI of the browser's P-256 key, base64"`
	Level string `json:"level" enum:"passkey,code"`
}

// Intent is what a signer has to confirm.
type Intent struct {
	ID                 core.ID        `json:"id"`
	Intent             string         `json:"intent" doc:"Canonical JSON. Its SHA-256 is the challenge; the browser works it out itself and compares digest and key"`
	Options            map[string]any `json:"options,omitempty" doc:"PublicKeyCredentialRequestOptionsJSON, for the level passkey"`
	CodeSentTo         string         `json:"codeSentTo,omitempty" doc:"Masked, for the level code"`
	ResendAfterSeconds int            `json:"resendAfterSeconds,omitempty"`
	ExpiresAt          time.Time      `json:"expiresAt"`
}

// ConfirmationDraft confirms an intent.
type ConfirmationDraft struct {
	Intent    core.ID        `json:"intent" maxLength:"36"`
	Assertion map[string]any `json:"assertion,omitempty" doc:"AuthenticationResponseJSON, for the level passkey"`
	Code      string         `json:"code,omitempty" maxLength:"20" doc:"For the level code"`
	Proof     []byte         `json:"proof,omitempty" maxLength:"100" doc:"r‖s (64 bytes, as WebCrypto gives them) of the browser's key over the intent's UTF-8, base64; for the level code"`
}

// AgreementReason says why.
type AgreementReason struct {
	Reason string `json:"reason" minLength:"2" maxLength:"500"`
}

// SealingTurn says how far the closing is, and whether it is the reader's turn.
type SealingTurn struct {
	State        string       `json:"state" enum:"draft,proposed,frozen,confirmed,sealing,released,withdrawn,expired,voided"`
	Sealed       int          `json:"sealed"`
	Signers      int          `json:"signers"`
	Waiting      []string     `json:"waiting" nullable:"false" doc:"Names of those whose signature is still needed"`
	Turn         *SealingMine `json:"turn,omitempty" doc:"It is the reader's turn"`
	RetryAfterMs int64        `json:"retryAfterMs,omitempty" doc:"When to ask again; absent when there is nothing more to wait for"`
}

// SealingMine is the reader's turn to sign.
type SealingMine struct {
	Slot       core.ID   `json:"slot"`
	Attributes []byte    `json:"attributes" doc:"What the browser's key signs (ECDSA, SHA-256), base64"`
	Until      time.Time `json:"until" doc:"Then the turn goes to somebody else who is there"`
}

// SealingSignature gives the signature of one's turn.
type SealingSignature struct {
	Slot      core.ID `json:"slot" maxLength:"36"`
	Signature []byte  `json:"signature" maxLength:"100" doc:"r‖s, 64 bytes as WebCrypto gives them, base64"`
}

func (s *Server) mySigning(m signing.Mine) *Body[MySigning] {
	a := m.Agreement
	out := MySigning{
		Agreement: s.agreementBody(a, m.Person, false), Version: a.Latest, Pages: m.Pages, Unread: m.Unread, Passkeys: m.Passkeys, KeepKey: m.KeepKey, Refused: m.Refused,
	}
	if out.Unread == nil {
		out.Unread = []int{}
	}
	if m.Signer != nil {
		out.Party, out.Signer, out.State = m.Party.ID, m.Signer.ID, string(m.Signer.State)
		if c := m.Signer.Confirmed; c != nil {
			out.Level, out.KeySHA256 = string(c.Level), c.KeySHA256
		}
	}
	if m.Witness != nil {
		out.Witness = m.Witness.ID
	}
	return &Body[MySigning]{out}
}

func turnBody(t signing.Turn) *Body[SealingTurn] {
	out := SealingTurn{State: string(t.State), Sealed: t.Sealed, Signers: t.Signers, Waiting: t.Waiting, RetryAfterMs: t.RetryAfter.Milliseconds()}
	if out.Waiting == nil {
		out.Waiting = []string{}
	}
	if t.Slot != "" {
		out.Turn = &SealingMine{Slot: t.Slot, Attributes: t.Attributes, Until: t.Until}
	}
	return &Body[SealingTurn]{out}
}

func (s *Server) registerAgreementSigning() {
	tags := []string{"Signing"}
	errs := []int{401, 403, 404, 409, 422}
	mine := func(m signing.Mine, err error) (*Body[MySigning], error) {
		if err != nil {
			return nil, err
		}
		return s.mySigning(m), nil
	}
	handle(s, huma.Operation{
		OperationID: "get-my-signing", Method: http.MethodGet, Path: "/agreements/{agreement}/me", Tags: tags, Summary: "See where I stand in an agreement",
		Description: "One is a signer or a witness when one has signed in with their contact.", Errors: errs,
	}, func(ctx context.Context, in *AgreementRef) (*Body[MySigning], error) {
		return mine(s.Signing.Me(ctx, actor(ctx), in.Agreement))
	})
	handle(s, huma.Operation{
		OperationID: "read-page", Method: http.MethodPost, Path: "/agreements/{agreement}/reading", Tags: tags, Summary: "Say that I have read a page",
		Description: "Of the latest version. Again changes nothing.", Errors: errs,
	}, func(ctx context.Context, in *struct {
		AgreementRef
		Body ReadPage
	},
	) (*Body[MySigning], error) {
		return mine(s.Signing.ReadPage(ctx, actor(ctx), in.Agreement, in.Body.Version, in.Body.Page))
	})
	handle(s, huma.Operation{
		OperationID: "accept-version", Method: http.MethodPost, Path: "/agreements/{agreement}/acceptances", Tags: tags, Summary: "Accept the version I have read",
		Errors: errs,
	}, func(ctx context.Context, in *struct {
		AgreementRef
		Body Acceptance
	},
	) (*Body[MySigning], error) {
		return mine(s.Signing.Accept(ctx, actor(ctx), in.Agreement, in.Body.Version))
	})
	handle(s, huma.Operation{
		OperationID: "create-intent", Method: http.MethodPost, Path: "/agreements/{agreement}/intents", Tags: tags, Summary: "Begin to confirm the frozen document",
		Description: "The intent ties the digest of the document, the key of this browser and the sentence that is agreed to. With the level code a one-time code " +
			"goes to the signer's contact; it names the agreement and the first eight characters of the digest.",
		DefaultStatus: http.StatusCreated, Errors: errs,
	}, func(ctx context.Context, in *struct {
		AgreementRef
		Body IntentDraft
	},
	) (*Body[Intent], error) {
		b, err := s.Signing.CreateIntent(ctx, actor(ctx), in.Agreement, in.Body.Key, signing.Level(in.Body.Level))
		if err != nil {
			return nil, err
		}
		out := Intent{ID: b.ID, Intent: b.Intent, CodeSentTo: b.CodeSentTo, ResendAfterSeconds: int(b.ResendAfter.Seconds()), ExpiresAt: b.ExpiresAt}
		if b.Options != nil {
			err = json.Unmarshal(b.Options, &out.Options)
		}
		return &Body[Intent]{out}, err
	})
	handle(s, huma.Operation{
		OperationID: "confirm-agreement", Method: http.MethodPost, Path: "/agreements/{agreement}/confirmations", Tags: tags, Summary: "Confirm the frozen document",
		Description: "Again, with a new intent, when the key of the browser is lost; until the signature is in the document.", Errors: errs,
	}, func(ctx context.Context, in *struct {
		AgreementRef
		Body ConfirmationDraft
	},
	) (*Body[MySigning], error) {
		p := signing.Proof{Intent: in.Body.Intent, Code: in.Body.Code, Signature: in.Body.Proof}
		if in.Body.Assertion != nil {
			raw, err := json.Marshal(in.Body.Assertion)
			if err != nil {
				return nil, err
			}
			p.Assertion = raw
		}
		return mine(s.Signing.Confirm(ctx, actor(ctx), in.Agreement, p))
	})
	handle(s, huma.Operation{
		OperationID: "withdraw-confirmation", Method: http.MethodDelete, Path: "/agreements/{agreement}/confirmation", Tags: tags, Summary: "Take my confirmation back",
		Description: "Until it is released. Signatures that were embedded meanwhile are dropped; the confirmations of the others hold, because the document is the same.",
		Errors:      errs,
	}, func(ctx context.Context, in *AgreementRef) (*Body[MySigning], error) {
		return mine(s.Signing.Unconfirm(ctx, actor(ctx), in.Agreement))
	})
	handle(s, huma.Operation{
		OperationID: "withdraw-agreement", Method: http.MethodPost, Path: "/agreements/{agreement}/withdrawal", Tags: tags, Summary: "Step back from the agreement",
		Description: "For the signer's whole party, and for good. Until it is released.", Errors: errs,
	}, func(ctx context.Context, in *struct {
		AgreementRef
		Body AgreementReason
	},
	) (*Body[MySigning], error) {
		return mine(s.Signing.Withdraw(ctx, actor(ctx), in.Agreement, in.Body.Reason))
	})
	handle(s, huma.Operation{
		OperationID: "witness-agreement", Method: http.MethodPost, Path: "/agreements/{agreement}/witness", Tags: tags, Summary: "Confirm that I have witnessed it",
		Errors: errs,
	}, func(ctx context.Context, in *AgreementRef) (*Body[MySigning], error) {
		return mine(s.Signing.Witness(ctx, actor(ctx), in.Agreement))
	})
	handle(s, huma.Operation{
		OperationID: "get-sealing", Method: http.MethodGet, Path: "/agreements/{agreement}/sealing", Tags: tags, Summary: "Ask whether it is my turn to sign",
		Description: "Once everybody has confirmed, signatures are embedded one after the other, by whoever is there: who asks is there. The answer comes when it is " +
			"one's turn, when something has changed for good, or after `wait`.",
		Errors: errs,
	}, func(ctx context.Context, in *struct {
		AgreementRef
		Wait int `query:"wait" minimum:"0" maximum:"15" default:"0" doc:"Seconds"`
	},
	) (*Body[SealingTurn], error) {
		t, err := s.Signing.Turn(ctx, actor(ctx), in.Agreement, time.Duration(in.Wait)*time.Second)
		return turnBody(t), err
	})
	handle(s, huma.Operation{
		OperationID: "seal-agreement", Method: http.MethodPost, Path: "/agreements/{agreement}/sealing", Tags: tags, Summary: "Sign, in my turn",
		Description: "Again with the same slot changes nothing.", Errors: errs,
	}, func(ctx context.Context, in *struct {
		AgreementRef
		Body SealingSignature
	},
	) (*Body[SealingTurn], error) {
		t, err := s.Signing.Seal(ctx, actor(ctx), in.Agreement, in.Body.Slot, in.Body.Signature)
		return turnBody(t), err
	})
}
