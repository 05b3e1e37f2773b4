package pki

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// Authorities are the two, and the platform's own identity for certifying.
type Authorities struct {
	CA       Authority
	TSA      Stamper
	Platform Identity
	Pilot    bool // the CA is the built-in one

	issuers []Authority // whose lists of revoked certificates a reader needs
}

// Settings choose the authorities; the zero value is the pilot.
type Settings struct {
	CAFile, CAPassword string // PKCS#12
	TSAURL, TSATrust   string // address; PEM file of roots, and those between
	Now                func() time.Time
	Client             *http.Client // for the TSA; nil: one with a time limit
}

// Open returns the authorities. The pilot's keys are made in the vault the first
// time.
func Open(ctx context.Context, s Settings, vault Vault) (*Authorities, error) {
	if s.Now == nil {
		s.Now = time.Now
	}
	a := &Authorities{Pilot: s.CAFile == ""}
	var pilot *issuer
	if s.CAFile == "" || s.TSAURL == "" {
		var err error
		if pilot, err = openPilot(ctx, vault, s.Now); err != nil {
			return nil, err
		}
		a.issuers = append(a.issuers, pilot)
	}
	ca := pilot
	if s.CAFile != "" {
		var err error
		if ca, err = openFile(s.CAFile, s.CAPassword, s.Now); err != nil {
			return nil, err
		}
		a.issuers = append(a.issuers, ca)
	}
	a.CA = ca
	if err := a.openTSA(ctx, s, vault, pilot); err != nil {
		return nil, err
	}
	name := sha256.Sum256(ca.chain[0].Raw)
	var err error
	a.Platform, err = keep(ctx, vault, "platform-"+hex.EncodeToString(name[:8]), ca, platformTemplate(a.Pilot, s.Now()))
	return a, err
}

func (a *Authorities) openTSA(ctx context.Context, s Settings, vault Vault, pilot *issuer) error {
	if s.TSAURL != "" {
		remote, err := openRemote(s)
		a.TSA = remote
		return err
	}
	template, err := stamperTemplate(s.Now())
	if err != nil {
		return err
	}
	id, err := keep(ctx, vault, "pilot-tsa", pilot, template)
	a.TSA = &builtIn{id, s.Now}
	return err
}

// Anchors are the roots that a reader of this installation's files trusts.
func (a *Authorities) Anchors() []*x509.Certificate {
	chain := a.CA.Chain()
	anchors := []*x509.Certificate{chain[len(chain)-1]}
	for _, c := range a.TSA.Roots() {
		if bytes.Equal(c.RawIssuer, c.RawSubject) && !slices.ContainsFunc(anchors, c.Equal) {
			anchors = append(anchors, c)
		}
	}
	return anchors
}

// Validation is what goes into the DSS: all certificates above the parties' and
// the platform's, and the lists of revoked ones.
func (a *Authorities) Validation(ctx context.Context) (certs []*x509.Certificate, crls [][]byte, err error) {
	for _, c := range append(slices.Clone(a.CA.Chain()), a.TSA.Roots()...) {
		if !slices.ContainsFunc(certs, c.Equal) {
			certs = append(certs, c)
		}
	}
	for _, i := range a.issuers {
		list, err := i.CRL(ctx)
		if err != nil {
			return nil, nil, fmt.Errorf("list revoked certificates: %w", err)
		}
		if list != nil {
			crls = append(crls, list)
		}
	}
	return certs, crls, nil
}
