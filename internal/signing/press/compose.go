package press

import (
	"context"
	"errors"
	"fmt"
	"io"

	"zhaoyun/internal/core"
	"zhaoyun/internal/pades"
	"zhaoyun/internal/signing"
	"zhaoyun/internal/typeset"
)

// maxUpload bounds an uploaded document, in bytes; signing it appends to it.
const maxUpload = 50 << 20

// Compose implements signing.Press.
func (p *Press) Compose(ctx context.Context, s signing.Source) (signing.Composed, error) {
	draft, where := draftOf(s)
	if s.Upload == nil {
		pdf, fields, err := typeset.Agreement(draft)
		if err != nil {
			return signing.Composed{}, err
		}
		return composed(pdf, places(fields, where))
	}
	content, err := io.ReadAll(io.LimitReader(s.Upload, maxUpload+1))
	if err != nil {
		return signing.Composed{}, err
	}
	if len(content) > maxUpload {
		return signing.Composed{}, core.TooLarge("agreement_too_large", "A document to sign has at most 50 MiB.").On("body.file").With("limit", maxUpload)
	}
	plain, pages, err := p.normalise(ctx, content)
	if err != nil {
		return signing.Composed{}, err
	}
	if len(s.Places) > 0 {
		for _, pl := range s.Places {
			if pl.Page > pages {
				return signing.Composed{}, core.Invalid("version_places", "A signature has a place on a page that is not there.").On("body.places")
			}
		}
		return signing.Composed{PDF: plain, Pages: pages, Places: s.Places}, nil
	}
	if len(where) == 0 { // nobody is named yet; the page comes with them
		return signing.Composed{PDF: plain, Pages: pages}, nil
	}
	draft.Text = ""
	signatures, fields, err := typeset.SignaturePages(draft, pages)
	if err != nil {
		return signing.Composed{}, err
	}
	whole, err := p.attach(ctx, plain, signatures)
	if err != nil {
		return signing.Composed{}, err
	}
	return composed(whole, places(fields, where))
}

// composed counts the pages of what was made.
func composed(pdf []byte, places []signing.Place) (signing.Composed, error) {
	doc, err := pades.Inspect(pdf)
	if err != nil {
		return signing.Composed{}, fmt.Errorf("read the document that was made: %w", err)
	}
	return signing.Composed{PDF: pdf, Pages: doc.Pages, Places: places}, nil
}

// draftOf says what is to be set, and whose field is whose.
func draftOf(s signing.Source) (typeset.Draft, map[string][2]int) {
	a := s.Agreement
	d := typeset.Draft{Language: core.Languages[0], Title: a.Title.In(core.Languages[0]), Text: s.Text, Fields: s.Values, At: s.At}
	if a.AmountMinor > 0 {
		d.Amount = &typeset.Money{Minor: a.AmountMinor, Currency: a.Currency}
	}
	where := map[string][2]int{}
	for i, p := range a.Parties {
		party := typeset.Party{Role: p.Role, Name: p.Name, ID: p.USCC, Address: p.Place}
		if party.ID == "" {
			party.ID = p.RegistrationNumber
		}
		n := 0
		for _, x := range p.Signers {
			if x.State == signing.SignerReplaced {
				continue
			}
			position := x.Position
			if position == "" {
				position = map[signing.Capacity]string{signing.Legal: "法定代表人", signing.Authorised: "授权代表"}[x.Capacity]
			}
			name := signing.FieldName(i, n)
			where[name] = [2]int{i, n}
			party.Signers = append(party.Signers, typeset.Signer{Field: name, Name: x.Name, Position: position})
			n++
		}
		d.Parties = append(d.Parties, party)
	}
	return d, where
}

func places(fields []typeset.Field, where map[string][2]int) []signing.Place {
	var out []signing.Place
	for _, f := range fields {
		if at, ok := where[f.Name]; ok {
			out = append(out, signing.Place{
				Party: at[0], Signer: at[1], Page: f.Page, X: f.Rect[0], Y: f.Rect[1], Width: f.Rect[2] - f.Rect[0], Height: f.Rect[3] - f.Rect[1],
			})
		}
	}
	return out
}

var errUpload = errors.New("the child gave no answer")
