package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/signing"
)

func (p AgreementPartyDraft) party() signing.Party {
	out := signing.Party{
		ID: p.ID, Role: p.Role, Name: p.Name, USCC: p.USCC, RegistrationNumber: p.RegistrationNumber, Region: p.Region, Place: p.Place,
	}
	for _, x := range p.Signers {
		out.Signers = append(out.Signers, x.signer(x.ID, x.Contact))
	}
	return out
}

func (f AgreementSignerFields) signer(id core.ID, contact string) signing.Signer {
	return signing.Signer{
		ID: id, Name: f.Name, Position: f.Position, Capacity: signing.Capacity(f.Capacity), Letter: f.Letter, Contact: contact, Language: f.Language,
	}
}

// registerAgreementStaff registers what the bureau does.
func (s *Server) registerAgreementStaff() {
	tags := []string{"Agreements"}
	edit := []int{401, 403, 404, 409, 412, 422, 428}
	act := []int{401, 403, 404, 409, 422}
	handle(s, huma.Operation{
		OperationID: "update-agreement", Method: http.MethodPatch, Path: "/agreements/{agreement}", Tags: tags, Summary: "Change what an agreement is about",
		Description: "Until it is frozen.", Errors: edit,
	}, func(ctx context.Context, in *struct {
		AgreementRef
		Edit
		Body AgreementChange
	},
	) (*Versioned[Agreement], error) {
		v, err := in.version()
		if err != nil {
			return nil, err
		}
		a, err := s.Signing.Update(ctx, actor(ctx), in.Agreement, v, in.Body.change())
		return s.agreementAnswer(ctx, a, err)
	})
	handle(s, huma.Operation{
		OperationID: "set-parties", Method: http.MethodPut, Path: "/agreements/{agreement}/parties", Tags: tags, Summary: "Say who signs and who witnesses",
		Description: "The whole list, until it is frozen. Who keeps their id stays who they are; who changes their contact reads again.", Errors: edit,
	}, func(ctx context.Context, in *struct {
		AgreementRef
		Edit
		Body AgreementParties
	},
	) (*Versioned[Agreement], error) {
		v, err := in.version()
		if err != nil {
			return nil, err
		}
		var parties []signing.Party
		for _, p := range in.Body.Parties {
			parties = append(parties, p.party())
		}
		var witnesses []signing.Witness
		for _, w := range in.Body.Witnesses {
			witnesses = append(witnesses, signing.Witness{ID: w.ID, Name: w.Name, Organisation: w.Organisation, Contact: w.Contact, Language: w.Language})
		}
		a, err := s.Signing.SetParties(ctx, actor(ctx), in.Agreement, v, parties, witnesses)
		return s.agreementAnswer(ctx, a, err)
	})
	handle(s, huma.Operation{
		OperationID: "replace-signer", Method: http.MethodPut, Path: "/agreements/{agreement}/signers/{signer}", Tags: tags, Summary: "Have somebody else sign for a party",
		Description: "Until it is released. A confirmation of who was to sign is dropped, and signatures that were embedded meanwhile; who signs now is invited.",
		Errors:      act,
	}, func(ctx context.Context, in *struct {
		AgreementRef
		Signer core.ID `path:"signer" maxLength:"36"`
		Body   AgreementReplacement
	},
	) (*Versioned[Agreement], error) {
		a, err := s.Signing.ReplaceSigner(ctx, actor(ctx), in.Agreement, in.Signer, in.Body.signer("", in.Body.Contact), in.Body.Reason)
		return s.agreementAnswer(ctx, a, err)
	})
	handle(s, huma.Operation{
		OperationID: "propose-agreement", Method: http.MethodPost, Path: "/agreements/{agreement}/proposal", Tags: tags, Summary: "Put the agreement to its parties",
		Description: "Signers and witnesses are invited.", Errors: act,
	}, func(ctx context.Context, in *AgreementRef) (*Versioned[Agreement], error) {
		a, err := s.Signing.Propose(ctx, actor(ctx), in.Agreement)
		return s.agreementAnswer(ctx, a, err)
	})
	handle(s, huma.Operation{
		OperationID: "freeze-agreement", Method: http.MethodPost, Path: "/agreements/{agreement}/freeze", Tags: tags, Summary: "Fix the document",
		Description: "Once every signer has accepted the latest version. Terms that check-terms points out are each acknowledged with a reason, or " +
			"terms_unacknowledged. The document gets its empty signature fields and the platform's certification.",
		Errors: act,
	}, func(ctx context.Context, in *struct {
		AgreementRef
		Body struct {
			Terms []AgreementAcknowledged `json:"terms,omitempty" maxItems:"100"`
		}
	},
	) (*Versioned[Agreement], error) {
		var terms []signing.Acknowledged
		for _, t := range in.Body.Terms {
			terms = append(terms, signing.Acknowledged{Code: t.Code, Text: t.Text, Reason: t.Reason})
		}
		a, err := s.Signing.Freeze(ctx, actor(ctx), in.Agreement, terms)
		return s.agreementAnswer(ctx, a, err)
	})
	handle(s, huma.Operation{
		OperationID: "void-agreement", Method: http.MethodPost, Path: "/agreements/{agreement}/void", Tags: tags, Summary: "Void the agreement",
		Description: "Until it is released.", Errors: act,
	}, func(ctx context.Context, in *struct {
		AgreementRef
		Body AgreementReason
	},
	) (*Versioned[Agreement], error) {
		a, err := s.Signing.Void(ctx, actor(ctx), in.Agreement, in.Body.Reason)
		return s.agreementAnswer(ctx, a, err)
	})
}
