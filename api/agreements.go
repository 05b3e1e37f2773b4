package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/signing"
)

// AgreementRef names an agreement.
type AgreementRef struct {
	Agreement core.ID `path:"agreement" maxLength:"36"`
}

// AgreementChain are the lines of evidence of an agreement.
type AgreementChain struct {
	Items []AgreementLine `json:"items" nullable:"false"`
}

// AgreementLine is one line of evidence.
type AgreementLine struct {
	Seq  int       `json:"seq"`
	At   time.Time `json:"at"`
	Kind string    `json:"kind"`
	Who  core.ID   `json:"who" doc:"Id of the signer or witness, or platform"`
	Hash string    `json:"hash" doc:"SHA-256 of line, hexadecimal; the next line has it"`
	Line string    `json:"line,omitempty" doc:"The line as it was hashed, JSON: seq, at, kind, who, data, prev. Of a confirmation it is withheld until everybody has signed"`
}

// agreementOps are what may be done to an agreement, as its states allow it.
var agreementOps = []struct {
	op    policy.Op
	event signing.Event
}{
	{"update-agreement", signing.Edit},
	{"set-parties", signing.Edit},
	{"add-version", signing.AddVersion},
	{"propose-agreement", signing.Propose},
	{"freeze-agreement", signing.Freeze},
	{"replace-signer", signing.Replace},
	{"void-agreement", signing.Void},
	{"read-page", signing.ReadPage},
	{"accept-version", signing.Accept},
	{"create-intent", signing.Intend},
	{"withdraw-confirmation", signing.Unconfirm},
	{"withdraw-agreement", signing.Withdraw},
	{"witness-agreement", signing.Witnessed},
	{"get-signed-document", signing.Fetch},
	{"get-evidence", signing.Fetch},
}

// agreement shows an agreement to whoever reads it.
func (s *Server) agreement(ctx context.Context, a signing.Agreement) Agreement {
	who := actor(ctx)
	target := policy.Target{Organisation: a.Organisation}
	if a.Involves(who.Person) {
		target.Owner = who.Person
	}
	out := s.agreementBody(a, who.Person, policy.Check(who, "set-parties", target) == nil)
	var ops []policy.Op
	for _, o := range agreementOps {
		if _, no := a.State.Next(o.event); no == nil {
			ops = append(ops, o.op)
		}
	}
	out.Can = policy.Can(who, target, ops...)
	return out
}

// agreementBody shows an agreement to a reader; whole says whether contacts are.
func (s *Server) agreementBody(a signing.Agreement, reader core.ID, whole bool) Agreement {
	out := Agreement{
		ID: a.ID, Organisation: a.Organisation, State: string(a.State), AgreementFacts: factsBody(a.Facts), Parties: make([]AgreementParty, len(a.Parties)),
		Witnesses: make([]AgreementWitness, len(a.Witnesses)), Latest: a.Latest, CreatedAt: a.CreatedAt, UpdatedAt: a.UpdatedAt, Version: a.Version, Can: []string{},
	}
	for i, p := range a.Parties {
		out.Parties[i] = AgreementParty{
			ID: p.ID, AgreementPartyFields: AgreementPartyFields{p.Role, p.Name, p.USCC, p.RegistrationNumber, p.Region, p.Place}, Signers: make([]AgreementSigner, len(p.Signers)),
		}
		for j, x := range p.Signers {
			out.Parties[i].Signers[j] = signerBody(a, x, reader, whole)
		}
	}
	for i, w := range a.Witnesses {
		out.Witnesses[i] = AgreementWitness{
			ID: w.ID, Name: w.Name, Organisation: w.Organisation, Contact: shownContact(w.Contact, whole), Language: w.Language, WitnessedAt: moment(w.WitnessedAt),
			Me: reader != "" && w.Person == reader,
		}
	}
	if f := a.Frozen; f != nil {
		out.Frozen = &AgreementFrozen{Version: f.Version, Digest: f.Digest, Pages: f.Pages, Size: f.Size, At: f.At, Terms: []AgreementAcknowledged{}}
		for _, t := range f.Terms {
			out.Frozen.Terms = append(out.Frozen.Terms, AgreementAcknowledged{t.Code, t.Text, t.Reason})
		}
	}
	if a.State == signing.Confirmed || a.State == signing.Sealing {
		out.Closing = &AgreementClosing{Sealed: len(a.Closing.Sealed), Signers: len(a.Required()), Turn: a.TurnOf()}
	}
	if r := a.Released; r != nil {
		at := prefix + "/agreements/" + a.ID
		out.Released = &AgreementReleased{At: r.At, Digest: r.Digest, Size: r.Size, EvidenceSize: r.PackageSize, Root: r.Root, DocumentURL: at + "/document", EvidenceURL: at + "/evidence"}
	}
	if e := a.Ended; e != nil {
		out.Ended = &AgreementEnded{At: e.At, Name: e.Name, Reason: e.Reason}
	}
	return out
}

func signerBody(a signing.Agreement, x signing.Signer, reader core.ID, whole bool) AgreementSigner {
	out := AgreementSigner{
		ID: x.ID, AgreementSignerFields: AgreementSignerFields{x.Name, x.Position, string(x.Capacity), "", x.Language}, Contact: shownContact(x.Contact, whole),
		State: string(x.State), PagesRead: len(x.Pages), Accepted: x.Accepted, AcceptedAt: moment(x.AcceptedAt), SealedAt: moment(x.SealedAt), Reason: x.Replaced,
		Field: a.FieldOf(x.ID), Me: reader != "" && x.Person == reader,
	}
	if whole {
		out.Letter = x.Letter
	}
	if c := x.Confirmed; c != nil {
		out.Level, out.ConfirmAt = string(c.Level), moment(c.At)
	}
	return out
}

func shownContact(value string, whole bool) string {
	c, err := account.ParseContact(value)
	if whole || err != nil {
		return value
	}
	return c.Masked()
}

func factsBody(f signing.Facts) AgreementFacts {
	out := AgreementFacts{
		Title: f.Title, Event: f.Event, Session: f.Session, Parcels: f.Parcels, Carriers: f.Carriers, AmountMinor: f.AmountMinor, Currency: f.Currency,
		ForeignMinor: f.ForeignMinor, ForeignCurrency: f.ForeignCurrency, Industry: f.Industry, DistrictIndustry: f.DistrictIndustry, ExpiresAt: moment(f.ExpiresAt),
	}
	if out.Parcels == nil {
		out.Parcels = []core.ID{}
	}
	if out.Carriers == nil {
		out.Carriers = []core.ID{}
	}
	return out
}

func (c AgreementChange) change() signing.Change {
	return signing.Change{
		Title: c.Title, Event: c.Event, Session: c.Session, Parcels: c.Parcels, Carriers: c.Carriers, AmountMinor: c.AmountMinor, ForeignMinor: c.ForeignMinor,
		Currency: c.Currency, ForeignCurrency: c.ForeignCurrency, Industry: c.Industry, DistrictIndustry: c.DistrictIndustry, ExpiresAt: c.ExpiresAt,
	}
}

// agreementAnswer wraps an agreement with its ETag.
func (s *Server) agreementAnswer(ctx context.Context, a signing.Agreement, err error) (*Versioned[Agreement], error) {
	if err != nil {
		return nil, err
	}
	return versioned(a.Version, s.agreement(ctx, a)), nil
}

func (s *Server) registerAgreements() {
	tags := []string{"Agreements"}
	handle(s, huma.Operation{
		OperationID: "list-agreements", Method: http.MethodGet, Path: "/agreements", Tags: tags, Summary: "List the agreements of my bureaus, latest first",
		Errors: []int{401, 403, 422},
	}, func(ctx context.Context, in *struct {
		Paged
		State   string  `query:"state" enum:"draft,proposed,frozen,confirmed,sealing,released,withdrawn,expired,voided"`
		Event   core.ID `query:"event" maxLength:"40"`
		Session core.ID `query:"session" maxLength:"40"`
		Parcel  core.ID `query:"parcel" maxLength:"40"`
	},
	) (*Body[core.Page[Agreement]], error) {
		page, err := s.Signing.List(ctx, actor(ctx), signing.Filter{
			State: signing.State(in.State), Event: in.Event, Session: in.Session, Parcel: in.Parcel, Paging: in.paging(),
		})
		return &Body[core.Page[Agreement]]{core.Map(page, func(a signing.Agreement) Agreement { return s.agreement(ctx, a) })}, err
	})
	create(s, huma.Operation{
		OperationID: "create-agreement", Method: http.MethodPost, Path: "/agreements", Tags: tags, Summary: "Begin an agreement", Errors: []int{401, 403, 404, 422},
	}, func(ctx context.Context, in *struct{ Body AgreementDraft }) (*Versioned[Agreement], error) {
		a, err := s.Signing.Create(ctx, actor(ctx), in.Body.Organisation, in.Body.change())
		return s.agreementAnswer(ctx, a, err)
	})
	handle(s, huma.Operation{
		OperationID: "get-agreement", Method: http.MethodGet, Path: "/agreements/{agreement}", Tags: tags, Summary: "Read an agreement",
		Description: "For its bureau, its signers and its witnesses.",
	}, func(ctx context.Context, in *AgreementRef) (*Versioned[Agreement], error) {
		a, err := s.Signing.Get(ctx, actor(ctx), in.Agreement)
		return s.agreementAnswer(ctx, a, err)
	})
	handle(s, huma.Operation{
		OperationID: "list-my-agreements", Method: http.MethodGet, Path: "/me/agreements", Tags: tags, Summary: "List what I sign or witness, latest first",
		Errors: []int{401, 422},
	}, func(ctx context.Context, in *struct{ Paged }) (*Body[core.Page[Agreement]], error) {
		page, err := s.Signing.ListMine(ctx, actor(ctx), in.paging())
		return &Body[core.Page[Agreement]]{core.Map(page, func(a signing.Agreement) Agreement { return s.agreement(ctx, a) })}, err
	})
	handle(s, huma.Operation{
		OperationID: "list-chain", Method: http.MethodGet, Path: "/agreements/{agreement}/chain", Tags: tags, Summary: "List the lines of evidence",
	}, func(ctx context.Context, in *AgreementRef) (*Body[AgreementChain], error) {
		lines, err := s.Signing.Chain(ctx, actor(ctx), in.Agreement)
		out := AgreementChain{Items: make([]AgreementLine, len(lines))}
		for i, l := range lines {
			out.Items[i] = AgreementLine{Seq: l.Seq, At: l.At, Kind: l.Kind, Who: l.Who, Hash: l.Hash, Line: string(l.Raw)}
		}
		return &Body[AgreementChain]{out}, err
	})
	handle(s, huma.Operation{
		OperationID: "get-signed-document", Method: http.MethodGet, Path: "/agreements/{agreement}/document", Tags: tags, Summary: "Read the signed document",
		Description: "Once everybody has signed; before that, agreement_not_released.", Errors: []int{401, 403, 404, 409}, Responses: pdfResponse,
	}, func(ctx context.Context, in *AgreementRef) (*huma.StreamResponse, error) {
		return stream(s.Signing.Document(ctx, actor(ctx), in.Agreement))
	})
	handle(s, huma.Operation{
		OperationID: "get-evidence", Method: http.MethodGet, Path: "/agreements/{agreement}/evidence", Tags: tags, Summary: "Read the evidence package",
		Description: "A zip that verifies offline with `zhaoyun verify`. Once everybody has signed; before that, agreement_not_released.",
		Errors:      []int{401, 403, 404, 409}, Responses: zipResponse,
	}, func(ctx context.Context, in *AgreementRef) (*huma.StreamResponse, error) {
		return stream(s.Signing.Evidence(ctx, actor(ctx), in.Agreement))
	})
	s.registerAgreementStaff()
	s.registerAgreementVersions()
	s.registerAgreementSigning()
	s.registerAgreementPreview()
}
