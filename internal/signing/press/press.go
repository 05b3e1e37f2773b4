// Package press makes the files of signing: it sets agreements in type, gives them
// their fields, embeds signatures and packs the evidence. It knows neither who may do
// what nor when.
package press

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/evidence"
	"zhaoyun/internal/file"
	"zhaoyun/internal/pades"
	"zhaoyun/internal/pades/gmsign"
	"zhaoyun/internal/pki"
	"zhaoyun/internal/signing"
)

// The fields that are no party's.
const (
	platformField = "platform"
	closingField  = "closing"
)

// Press implements signing.Press.
type Press struct {
	Authorities *pki.Authorities
	SM2         *gmsign.Signer // nil: no detached signature
	Children    *file.Isolated // look into uploads
}

// Freeze implements signing.Press.
func (p *Press) Freeze(ctx context.Context, pdf []byte, title string, places []signing.FieldPlace, at time.Time) ([]byte, error) {
	fields := []pades.Field{{Name: platformField}}
	for _, f := range places {
		fields = append(fields, pades.Field{Name: f.Name, Page: f.Page, Rect: [4]float64{f.X, f.Y, f.X + f.Width, f.Y + f.Height}})
	}
	prepared, err := pades.Prepare(pdf, append(fields, pades.Field{Name: closingField}))
	if err != nil {
		return nil, core.Invalid("version_places", "The signature fields do not fit the document. Give them other places.").Wrap(err)
	}
	platform := p.Authorities.Platform
	frozen, err := pades.Certify(ctx, prepared, pades.CertifyOptions{
		SlotOptions: pades.SlotOptions{Field: platformField, Name: platform.Chain[0].Subject.CommonName, Reason: "定稿：" + title, At: at, Chain: platform.Chain},
		Key:         platform.Key,
	}, p.Authorities.TSA)
	if err != nil {
		return nil, fmt.Errorf("certify the document: %w", err)
	}
	return frozen, nil
}

// Issue implements signing.Press.
func (p *Press) Issue(ctx context.Context, party signing.Party, x signing.Signer, key *ecdsa.PublicKey, binding evidence.Digest) ([]byte, error) {
	id := party.USCC
	if id == "" {
		id = party.RegistrationNumber
	}
	cert, err := p.Authorities.CA.Issue(ctx, pki.Request{
		CommonName: x.Name, Organization: party.Name, OrganizationID: id, Country: party.Region, Key: key, Evidence: binding,
	})
	if err != nil {
		return nil, fmt.Errorf("issue a certificate: %w", err)
	}
	return cert.Raw, nil
}

// Begin implements signing.Press.
func (p *Press) Begin(_ context.Context, pdf []byte, s signing.Turning) (pending, attributes []byte, err error) {
	cert, err := x509.ParseCertificate(s.Certificate)
	if err != nil {
		return nil, nil, err
	}
	drawn, err := appearance(s)
	if err != nil {
		return nil, nil, err
	}
	waiting, err := pades.Begin(pdf, pades.SlotOptions{
		Field: s.Field, Name: strings.TrimSpace(s.Party.Name + " " + s.Signer.Name), Reason: s.Party.Role + "同意签署", Location: s.Party.Place, At: s.At, Appearance: drawn,
		Chain: append([]*x509.Certificate{cert}, p.Authorities.CA.Chain()...),
	})
	if err != nil {
		return nil, nil, fmt.Errorf("prepare a signature: %w", err)
	}
	pending, err = json.Marshal(waiting)
	return pending, waiting.Attributes, err
}

// Finish implements signing.Press.
func (p *Press) Finish(ctx context.Context, pending, signature []byte) ([]byte, error) {
	var waiting pades.Pending
	if err := json.Unmarshal(pending, &waiting); err != nil {
		return nil, fmt.Errorf("read a pending signature: %w", err)
	}
	return pades.Finish(ctx, waiting, signature, p.Authorities.TSA)
}

// Close implements signing.Press.
func (p *Press) Close(ctx context.Context, pdf []byte) ([]byte, error) {
	certs, crls, err := p.Authorities.Validation(ctx)
	if err != nil {
		return nil, fmt.Errorf("find what checks will need: %w", err)
	}
	if pdf, err = pades.AddDSS(pdf, certs, crls); err != nil {
		return nil, fmt.Errorf("add what checks will need: %w", err)
	}
	if pdf, err = pades.Timestamp(ctx, pdf, closingField, p.Authorities.TSA); err != nil {
		return nil, fmt.Errorf("close the document: %w", err)
	}
	return pdf, nil
}

// Pack implements signing.Press.
func (p *Press) Pack(ctx context.Context, document []byte, chain evidence.Chain) ([]byte, error) {
	pack := &evidence.Package{
		Document: document, Chain: chain, Root: chain.Root(), RootCertificate: p.Authorities.Platform.Chain[0], Anchors: p.Authorities.Anchors(),
	}
	var err error
	if pack.RootStamp, err = p.Authorities.TSA.Stamp(ctx, pack.Root); err != nil {
		return nil, fmt.Errorf("stamp the evidence: %w", err)
	}
	if pack.RootSignature, err = evidence.SignRoot(pack.Root, p.Authorities.Platform.Key); err != nil {
		return nil, fmt.Errorf("sign the evidence: %w", err)
	}
	if p.SM2 != nil {
		if pack.Detached, err = p.SM2.Sign(document); err != nil {
			return nil, fmt.Errorf("sign with SM2: %w", err)
		}
		pack.DetachedRoot = p.SM2.Root()
	}
	var b bytes.Buffer
	err = pack.Write(&b)
	return b.Bytes(), err
}

var _ signing.Press = (*Press)(nil)
