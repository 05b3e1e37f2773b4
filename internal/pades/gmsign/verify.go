package gmsign

import (
	"bytes"
	"encoding/asn1"
	"errors"
	"fmt"
	"time"

	"github.com/emmansun/gmsm/pkcs7"
	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/smx509"
)

// Signed is what Verify learned.
type Signed struct {
	Subject, Issuer string
	At              time.Time // as the signer said
	Trusted         bool      // a chain leads to one of the roots
	Certificate     []byte    // DER
}

// ErrForm says that something is no signature of GB/T 35275.
var ErrForm = errors.New("this is no detached SM2 signature")

// Verify checks a detached signature over content. Roots are DER.
func Verify(signature, content []byte, roots [][]byte) (signed *Signed, err error) {
	defer func() {
		if recover() != nil { // the library was written for signatures of friends
			signed, err = nil, ErrForm
		}
	}()
	read, err := pkcs7.Parse(signature)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrForm, err)
	}
	certificate := read.GetOnlySigner()
	var kind asn1.ObjectIdentifier
	if certificate == nil || len(read.Content) > 0 || read.UnmarshalSignedAttribute(pkcs7.OIDAttributeContentType, &kind) != nil ||
		!kind.Equal(pkcs7.SM2OIDData) || !sm2.IsSM2PublicKey(certificate.PublicKey) {
		return nil, ErrForm
	}
	read.Content = content
	if err := read.Verify(); err != nil {
		return nil, fmt.Errorf("check the SM2 signature: %w", err)
	}
	signed = &Signed{Subject: certificate.Subject.CommonName, Issuer: certificate.Issuer.CommonName, Certificate: certificate.Raw}
	if err := read.UnmarshalSignedAttribute(pkcs7.OIDAttributeSigningTime, &signed.At); err != nil {
		return nil, ErrForm
	}
	signed.Trusted = trusted(certificate, read.Certificates, roots, signed.At)
	return signed, nil
}

func trusted(c *smx509.Certificate, between []*smx509.Certificate, roots [][]byte, at time.Time) bool {
	o := smx509.VerifyOptions{
		Roots: smx509.NewCertPool(), Intermediates: smx509.NewCertPool(), CurrentTime: at, KeyUsages: []smx509.ExtKeyUsage{smx509.ExtKeyUsageAny},
	}
	for _, raw := range roots {
		if root, err := smx509.ParseCertificate(raw); err == nil {
			o.Roots.AddCert(root)
		}
	}
	for _, b := range between {
		if !bytes.Equal(b.Raw, c.Raw) {
			o.Intermediates.AddCert(b)
		}
	}
	_, err := c.Verify(o)
	return err == nil
}
