package api

import (
	"bytes"
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/signing"
	"zhaoyun/internal/typeset"
)

// AgreementPreview is an agreement that is being written.
type AgreementPreview struct {
	Language    string                  `json:"language,omitempty" maxLength:"10" doc:"Of the words that typesetting adds; zh-CN when left out"`
	Title       string                  `json:"title" maxLength:"200"`
	Text        string                  `json:"text" maxLength:"200000" doc:"Markup, see add-version"`
	Values      map[string]string       `json:"values,omitempty"`
	AmountMinor int64                   `json:"amountMinor,omitempty" minimum:"0" maximum:"900000000000000000"`
	Currency    string                  `json:"currency,omitempty" maxLength:"3"`
	Parties     []AgreementPreviewParty `json:"parties" minItems:"1" maxItems:"10" nullable:"false"`
}

// AgreementPreviewParty is a party as it stands on paper.
type AgreementPreviewParty struct {
	Role    string   `json:"role" minLength:"1" maxLength:"20"`
	Name    string   `json:"name" maxLength:"200"`
	ID      string   `json:"id,omitempty" maxLength:"40" doc:"统一社会信用代码, or the number of another register"`
	Signers []string `json:"signers" maxItems:"10" nullable:"false" doc:"Their names"`
}

func (p AgreementPreview) draft() typeset.Draft {
	d := typeset.Draft{Language: p.Language, Title: p.Title, Text: p.Text, Fields: p.Values, At: core.Now()}
	if p.AmountMinor > 0 {
		d.Amount = &typeset.Money{Minor: p.AmountMinor, Currency: p.Currency}
	}
	for _, q := range p.Parties {
		party := typeset.Party{Role: q.Role, Name: q.Name, ID: q.ID}
		for _, name := range q.Signers {
			party.Signers = append(party.Signers, typeset.Signer{Field: core.NewID(), Name: name})
		}
		d.Parties = append(d.Parties, party)
	}
	return d
}

// previews holds back: to set a long agreement takes a processor for some tenths of a second.
var previews = make(chan struct{}, 2)

func (s *Server) registerAgreementPreview() {
	handle(s, huma.Operation{
		OperationID: "preview-agreement", Method: http.MethodPost, Path: "/agreements/preview", Tags: []string{"Agreements"},
		Summary:     "Set a text in type",
		Description: "As add-version would, keeping nothing.", Errors: []int{401, 403, 413, 422, 503}, Responses: pdfResponse,
	}, func(ctx context.Context, in *struct{ Body AgreementPreview }) (*huma.StreamResponse, error) {
		if err := policy.Check(actor(ctx), "preview-agreement", policy.Target{}); err != nil {
			return nil, err
		}
		select {
		case previews <- struct{}{}:
			defer func() { <-previews }()
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		data, _, err := typeset.Agreement(in.Body.draft())
		return stream(signing.Content{ReadSeekCloser: inMemory{bytes.NewReader(data)}, Name: "preview.pdf", Type: "application/pdf", Size: int64(len(data))}, err)
	})
}

// inMemory is a document that is held in memory.
type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }
