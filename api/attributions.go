package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/credit"
)

// Attribution says that a chamber brought somebody to an event, and how far they went.
type Attribution struct {
	ID             core.ID           `json:"id" format:"uuid"`
	Event          core.ID           `json:"event"`
	Chamber        core.ID           `json:"chamber"`
	ChamberName    core.Text         `json:"chamberName"`
	Investor       string            `json:"investor" doc:"The company, or the person where none was named; empty once they were erased"`
	Name           string            `json:"name" doc:"Who registered; empty once they were erased"`
	Contact        string            `json:"contact" doc:"Masked in the middle"`
	Source         string            `json:"source" enum:"personal,colleague,forwarded,open"`
	Status         string            `json:"status" enum:"credited,colliding,refused"`
	Why            string            `json:"why,omitempty" enum:"protected,self_referral,staff,decided" doc:"Of a status other than credited"`
	Share          int               `json:"share" minimum:"0" maximum:"10000" doc:"Of the credit, in basis points"`
	ClaimedAt      time.Time         `json:"claimedAt"`
	ProtectedUntil *time.Time        `json:"protectedUntil,omitempty" doc:"Until when no other chamber's claim on the investor counts"`
	Dispute        *AttributionNote  `json:"dispute,omitempty"`
	Decision       *AttributionNote  `json:"decision,omitempty"`
	Lines          []AttributionLine `json:"lines" nullable:"false"`
	Version        core.Version      `json:"version"`
}

// AttributionNote is what a chamber objects or the bureau decided.
type AttributionNote struct {
	Text string    `json:"text"`
	At   time.Time `json:"at"`
}

// AttributionLine is a line of the ledger: what was reached, and what proves it.
type AttributionLine struct {
	Stage  string    `json:"stage" enum:"registered,attended,interested,met,signed,broke-ground"`
	At     time.Time `json:"at"`
	Kind   string    `json:"kind" enum:"registration,room,check-in,lead,agreement,note"`
	Object core.ID   `json:"object,omitempty"`
	Note   string    `json:"note,omitempty"`
}

// FunnelStage is how many reached a stage.
type FunnelStage struct {
	Stage  string  `json:"stage" enum:"invited,registered,attended,interested,met,signed,broke-ground"`
	People int     `json:"people" doc:"Invitations that went out; registrations; from signed on investors"`
	Credit float64 `json:"credit" doc:"The same, with shares counted in part; 0 for invitations"`
}

// Funnel is what became of those whom a chamber brought.
type Funnel struct {
	Chamber     core.ID       `json:"chamber"`
	ChamberName core.Text     `json:"chamberName"`
	Stages      []FunnelStage `json:"stages" nullable:"false"`
	Colliding   int           `json:"colliding"`
	Refused     int           `json:"refused"`
	Disputed    int           `json:"disputed"`
	Rank        int           `json:"rank" doc:"From 1; whoever brought more to the later stage is ahead. 0: brought nobody yet"`
	Chambers    int           `json:"chambers" doc:"How many brought somebody"`
}

// Funnels are those of several chambers.
type Funnels struct {
	Items []Funnel `json:"items" nullable:"false"`
}

// AttributionScope chooses what is counted.
type AttributionScope struct {
	Event   core.ID `query:"event" maxLength:"40"`
	Chamber core.ID `query:"chamber" maxLength:"40" doc:"A secretary sees their own alone, and need not say which"`
}

func (q AttributionScope) scope() credit.Scope {
	return credit.Scope{Event: q.Event, Chamber: q.Chamber}
}

// AttributionFilter chooses claims.
type AttributionFilter struct {
	AttributionScope
	Claim    core.ID `query:"claim" maxLength:"40" doc:"That one alone"`
	Status   string  `query:"status" enum:"credited,colliding,refused"`
	Stage    string  `query:"stage" enum:"registered,attended,interested,met,signed,broke-ground" doc:"Who is behind the figure of it: reached it and is credited"`
	Disputed bool    `query:"disputed"`
}

func (q AttributionFilter) filter(p core.Paging) credit.Filter {
	return credit.Filter{Scope: q.scope(), Claim: q.Claim, Status: credit.Status(q.Status), Stage: credit.Stage(q.Stage), Disputed: q.Disputed, Paging: p}
}

// AttributionPath names a claim.
type AttributionPath struct {
	Attribution core.ID `path:"attribution" maxLength:"40"`
}

// AttributionReason says why.
type AttributionReason struct {
	Text string `json:"text" minLength:"2" maxLength:"500"`
}

// AttributionDecision divides the credit for an investor.
type AttributionDecision struct {
	Parts  []AttributionPart `json:"parts" minItems:"1" maxItems:"50" nullable:"false" doc:"Of the chambers with claims on the investor; together 10,000"`
	Reason string            `json:"reason" minLength:"2" maxLength:"500" doc:"All chambers concerned read it"`
}

// AttributionPart is a chamber's part.
type AttributionPart struct {
	Chamber core.ID `json:"chamber" maxLength:"40"`
	Share   int     `json:"share" minimum:"0" maximum:"10000" doc:"In basis points"`
}

// AttributionMark notes a stage that was reached elsewhere.
type AttributionMark struct {
	Stage string    `json:"stage" enum:"met,signed,broke-ground"`
	At    time.Time `json:"at"`
	Note  string    `json:"note" minLength:"2" maxLength:"500" doc:"What proves it"`
}

// CreditRules are a bureau's.
type CreditRules struct {
	ProtectDays int          `json:"protectDays" minimum:"1" maximum:"1098" doc:"For how long a first claim protects an investor"`
	Version     core.Version `json:"version,omitempty" readOnly:"true"`
}

// CreditRulesPath names a bureau.
type CreditRulesPath struct {
	Organisation core.ID `path:"organisation" maxLength:"40"`
}

// attributions shows claims, with their chambers named.
func (s *Server) attributions(ctx context.Context, items []credit.Entry) ([]Attribution, error) {
	names, err := namesOf(ctx, s, items, func(c credit.Entry) core.ID { return c.Chamber })
	if err != nil {
		return nil, err
	}
	out := make([]Attribution, len(items))
	for i, c := range items {
		a := Attribution{
			ID: c.ID, Event: c.Event, Chamber: c.Chamber, ChamberName: names[c.Chamber], Investor: c.Investor.Name, Name: c.Who.Name, Contact: c.Who.Contact,
			Source: string(c.Source), Status: string(c.Status), Why: string(c.Why), Share: c.Share, ClaimedAt: c.ClaimedAt, Version: c.Version,
			Lines: make([]AttributionLine, len(c.Lines)),
		}
		if !c.ProtectedUntil.IsZero() {
			a.ProtectedUntil = &c.ProtectedUntil
		}
		if c.Dispute != nil {
			a.Dispute = &AttributionNote{c.Dispute.Text, c.Dispute.At}
		}
		if c.Decision != nil {
			a.Decision = &AttributionNote{c.Decision.Reason, c.Decision.At}
		}
		for j, l := range c.Lines {
			a.Lines[j] = AttributionLine{Stage: string(l.Stage), At: l.At, Kind: l.Kind, Object: l.Object, Note: l.Note}
		}
		out[i] = a
	}
	return out, nil
}

func (s *Server) attribution(ctx context.Context, c credit.Claim, err error) (*Versioned[Attribution], error) {
	if err != nil {
		return nil, err
	}
	e, err := s.Credit.Entry(ctx, c)
	if err != nil {
		return nil, err
	}
	shown, err := s.attributions(ctx, []credit.Entry{e})
	if err != nil {
		return nil, err
	}
	return versioned(c.Version, shown[0]), nil
}

func (s *Server) funnels(ctx context.Context, all ...credit.Funnel) ([]Funnel, error) {
	names, err := namesOf(ctx, s, all, func(f credit.Funnel) core.ID { return f.Chamber })
	if err != nil {
		return nil, err
	}
	out := make([]Funnel, len(all))
	for i, f := range all {
		out[i] = Funnel{
			Chamber: f.Chamber, ChamberName: names[f.Chamber], Stages: make([]FunnelStage, len(f.Counts)), Colliding: f.Colliding, Refused: f.Refused,
			Disputed: f.Disputed, Rank: f.Rank, Chambers: f.Chambers,
		}
		for j, c := range f.Counts {
			out[i].Stages[j] = FunnelStage{Stage: string(c.Stage), People: c.People, Credit: float64(c.Share) / credit.Whole}
		}
	}
	return out, nil
}

func (s *Server) registerAttributions() {
	tags := []string{"Attributions"}
	handle(s, huma.Operation{
		OperationID: "list-attributions", Method: http.MethodGet, Path: "/attributions", Tags: tags, Summary: "List whom chambers brought, and how far they went",
		Description: "Latest first. A secretary sees those of their own chamber, officials those of their bureau's events.", Errors: []int{401, 403, 422},
	}, func(ctx context.Context, in *struct {
		AttributionFilter
		Paged
	}) (*Body[core.Page[Attribution]], error) {
		page, err := s.Credit.List(ctx, actor(ctx), in.filter(in.paging()))
		if err != nil {
			return nil, err
		}
		items, err := s.attributions(ctx, page.Items)
		return &Body[core.Page[Attribution]]{core.Page[Attribution]{Items: items, Next: page.Next}}, err
	})
	handle(s, huma.Operation{
		OperationID: "get-funnel", Method: http.MethodGet, Path: "/attributions/funnel", Tags: tags, Summary: "Count what became of those whom a chamber brought",
		Errors: []int{401, 403, 422},
	}, func(ctx context.Context, in *AttributionScope) (*Body[Funnel], error) {
		f, err := s.Credit.FunnelOf(ctx, actor(ctx), in.scope())
		if err != nil {
			return nil, err
		}
		shown, err := s.funnels(ctx, f)
		if err != nil {
			return nil, err
		}
		return &Body[Funnel]{shown[0]}, nil
	})
	handle(s, huma.Operation{
		OperationID: "compare-chambers", Method: http.MethodGet, Path: "/attributions/chambers", Tags: tags, Summary: "Compare chambers",
		Description: "The one that is ahead first: whoever brought more to the latest stage.", Errors: []int{401, 403, 422},
	}, func(ctx context.Context, in *struct {
		Event core.ID `query:"event" maxLength:"40"`
	}) (*Body[Funnels], error) {
		all, err := s.Credit.Compare(ctx, actor(ctx), credit.Scope{Event: in.Event})
		if err != nil {
			return nil, err
		}
		var out Body[Funnels]
		out.Body.Items, err = s.funnels(ctx, all...)
		return &out, err
	})
	s.registerAttributionActs(tags)
	s.registerAttributionExport(tags)
}
