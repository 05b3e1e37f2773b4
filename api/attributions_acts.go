package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/credit"
)

// Attributions are the claims on one investor.
type Attributions struct {
	Items []Attribution `json:"items" nullable:"false"`
}

// registerAttributionActs registers what chambers and the bureau do about claims.
func (s *Server) registerAttributionActs(tags []string) {
	handle(s, huma.Operation{
		OperationID: "list-rivals", Method: http.MethodGet, Path: "/attributions/{attribution}/rivals", Tags: tags, Summary: "List all claims on an investor",
		Description: "First come first, for the bureau that has to decide.", Errors: []int{401, 403, 404},
	}, func(ctx context.Context, in *AttributionPath) (*Body[Attributions], error) {
		claims, err := s.Credit.Rivals(ctx, actor(ctx), in.Attribution)
		if err != nil {
			return nil, err
		}
		entries := make([]credit.Entry, len(claims))
		for i, c := range claims {
			if entries[i], err = s.Credit.Entry(ctx, c); err != nil {
				return nil, err
			}
		}
		var out Body[Attributions]
		out.Body.Items, err = s.attributions(ctx, entries)
		return &out, err
	})
	handle(s, huma.Operation{
		OperationID: "dispute-attribution", Method: http.MethodPost, Path: "/attributions/{attribution}/dispute", Tags: tags,
		Summary: "Object to how a claim of one's chamber stands", Description: "The bureau's officials are told.", Errors: []int{401, 404, 412, 422},
	}, func(ctx context.Context, in *struct {
		AttributionPath
		Body AttributionReason
	}) (*Versioned[Attribution], error) {
		c, err := s.Credit.Dispute(ctx, actor(ctx), in.Attribution, in.Body.Text)
		return s.attribution(ctx, c, err)
	})
	handle(s, huma.Operation{
		OperationID: "decide-attribution", Method: http.MethodPut, Path: "/attributions/{attribution}/decision", Tags: tags,
		Summary:     "Decide who is credited for an investor",
		Description: "It holds for all claims on the investor, answers disputes and is told to all chambers concerned.",
		Errors:      []int{401, 403, 404, 412, 422, 428},
	}, func(ctx context.Context, in *struct {
		AttributionPath
		Edit
		Body AttributionDecision
	}) (*Versioned[Attribution], error) {
		v, err := in.version()
		if err != nil {
			return nil, err
		}
		parts := make([]credit.Part, len(in.Body.Parts))
		for i, p := range in.Body.Parts {
			parts[i] = credit.Part(p)
		}
		c, err := s.Credit.Decide(ctx, actor(ctx), in.Attribution, v, parts, in.Body.Reason)
		return s.attribution(ctx, c, err)
	})
	handle(s, huma.Operation{
		OperationID: "mark-attribution", Method: http.MethodPost, Path: "/attributions/{attribution}/lines", Tags: tags,
		Summary:     "Note a stage that an investor reached elsewhere",
		Description: "It holds for all claims on the investor and cannot be taken back.", Errors: []int{401, 403, 404, 422},
	}, func(ctx context.Context, in *struct {
		AttributionPath
		Body AttributionMark
	}) (*Versioned[Attribution], error) {
		c, err := s.Credit.Mark(ctx, actor(ctx), in.Attribution, credit.Mark{Stage: credit.Stage(in.Body.Stage), At: in.Body.At, Note: in.Body.Note})
		return s.attribution(ctx, c, err)
	})
	handle(s, huma.Operation{
		OperationID: "get-credit-rules", Method: http.MethodGet, Path: "/organisations/{organisation}/credit-rules", Tags: tags,
		Summary: "Read for how long a first claim protects an investor", Errors: []int{401, 403},
	}, func(ctx context.Context, in *CreditRulesPath) (*Versioned[CreditRules], error) {
		return creditRules(s.Credit.RulesOf(ctx, actor(ctx), in.Organisation))
	})
	handle(s, huma.Operation{
		OperationID: "set-credit-rules", Method: http.MethodPut, Path: "/organisations/{organisation}/credit-rules", Tags: tags,
		Summary: "Say for how long a first claim protects an investor", Description: "From the next claim on.", Errors: []int{401, 403, 412, 422, 428},
	}, func(ctx context.Context, in *struct {
		CreditRulesPath
		Edit
		Body CreditRules
	}) (*Versioned[CreditRules], error) {
		v, err := in.version()
		if err != nil {
			return nil, err
		}
		return creditRules(s.Credit.SetRules(ctx, actor(ctx), in.Organisation, v, in.Body.ProtectDays))
	})
}

func creditRules(r credit.Rules, err error) (*Versioned[CreditRules], error) {
	if err != nil {
		return nil, err
	}
	return versioned(r.Version, CreditRules{ProtectDays: r.ProtectDays, Version: r.Version}), nil
}
