package pki

import (
	"context"
	"crypto"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"time"

	"zhaoyun/internal/pades"
)

// Lifetimes. Certificates that end soon make every later reader see "expired",
// though a party's key is used once and then destroyed.
const (
	partyYears    = 3
	rootYears     = 20
	stamperYears  = 15
	platformYears = 15
)

// early is how much before now a certificate begins, for clocks that differ.
const early = 10 * time.Minute

// issuer is an authority whose key is at hand.
type issuer struct {
	key   crypto.Signer
	chain []*x509.Certificate
	now   func() time.Time
}

// ErrKey says that a party's key is not what is certified.
var ErrKey = errors.New("only P-256 keys are certified")

var oidOrganizationIdentifier = asn1.ObjectIdentifier{2, 5, 4, 97}

// Issue implements Authority.
func (i *issuer) Issue(_ context.Context, r Request) (*x509.Certificate, error) {
	if r.Key == nil || r.Key.Curve != elliptic.P256() {
		return nil, ErrKey
	}
	evidence, err := asn1.Marshal(r.Evidence[:])
	if err != nil {
		return nil, err
	}
	subject := pkix.Name{CommonName: r.CommonName, Country: []string{"CN"}}
	if r.Country != "" {
		subject.Country = []string{r.Country}
	}
	if r.Organization != "" {
		subject.Organization = []string{r.Organization}
	}
	if r.OrganizationID != "" { // as ETSI EN 319 412-1 writes a number of the trade register
		subject.ExtraNames = []pkix.AttributeTypeAndValue{{Type: oidOrganizationIdentifier, Value: "NTR" + subject.Country[0] + "-" + r.OrganizationID}}
	}
	years := r.Years
	if years == 0 {
		years = partyYears
	}
	template := &x509.Certificate{
		Subject: subject, NotBefore: i.now().Add(-early), NotAfter: i.now().AddDate(years, 0, 0),
		KeyUsage:        x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment,
		ExtraExtensions: []pkix.Extension{{Id: pades.OIDEvidence, Value: evidence}},
	}
	return i.sign(template, r.Key)
}

// sign makes a certificate of a template. It never outlives the issuer's own.
func (i *issuer) sign(template *x509.Certificate, key crypto.PublicKey) (*x509.Certificate, error) {
	if end := i.chain[0].NotAfter; template.NotAfter.After(end) {
		template.NotAfter = end
	}
	template.BasicConstraintsValid = true
	return create(template, i.chain[0], key, i.key)
}

func create(template, parent *x509.Certificate, public crypto.PublicKey, key crypto.Signer) (*x509.Certificate, error) {
	var err error
	if template.SerialNumber, err = serial(); err != nil {
		return nil, err
	}
	template.NotBefore, template.NotAfter = template.NotBefore.UTC().Truncate(time.Second), template.NotAfter.UTC().Truncate(time.Second)
	der, err := x509.CreateCertificate(rand.Reader, template, parent, public, key)
	if err != nil {
		return nil, fmt.Errorf("issue a certificate: %w", err)
	}
	return x509.ParseCertificate(der)
}

// serial is a number that nobody guesses.
func serial() (*big.Int, error) {
	n, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return nil, err
	}
	return n.Add(n, big.NewInt(1)), nil
}

// Chain implements Authority.
func (i *issuer) Chain() []*x509.Certificate { return i.chain }

// CRL implements Authority. The list is empty: a party's key signs once and is gone,
// and a signature is taken back before it is given, not after. It stands until the
// issuer itself ends, so that a file does not turn invalid for want of a newer one.
func (i *issuer) CRL(context.Context) ([]byte, error) {
	if i.chain[0].KeyUsage&x509.KeyUsageCRLSign == 0 {
		return nil, nil
	}
	now := i.now().UTC().Truncate(time.Second)
	return x509.CreateRevocationList(rand.Reader, &x509.RevocationList{
		Number: big.NewInt(now.Unix()), ThisUpdate: now.Add(-early), NextUpdate: i.chain[0].NotAfter,
	}, i.chain[0], i.key)
}
