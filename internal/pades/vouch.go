package pades

import (
	"bytes"
	"crypto/x509"
	"fmt"
	"slices"
	"time"
)

// Vouch says for which signatures and timestamps no chain leads to a trusted root,
// at the time that their timestamp proves.
func (d *Document) Vouch(trust []*x509.Certificate) []Finding {
	var out []Finding
	say := func(code Code, s Signature, c *x509.Certificate) {
		out = append(out, Finding{code, Bad, s.Field, map[string]any{"subject": c.Subject.CommonName, "issuer": c.Issuer.CommonName}})
	}
	for _, s := range d.Signatures {
		if s.Stamp != nil && vouch(s.Stamp.Certificate, slices.Concat(s.Stamp.Chain, d.Certificates), trust, s.Stamp.At, x509.ExtKeyUsageTimeStamping) != nil {
			say(UntrustedTimestamp, s, s.Stamp.Certificate)
		}
		if s.Kind == Timestamped || s.Certificate == nil {
			continue
		}
		at := s.At
		if s.Stamp != nil {
			at = s.Stamp.At
		}
		if vouch(s.Certificate, slices.Concat(s.Chain, d.Certificates), trust, at, x509.ExtKeyUsageAny) != nil {
			say(UntrustedCertificate, s, s.Certificate)
		}
		if revoked, ok := d.revoked(s.Certificate, at); ok {
			out = append(out, Finding{Revoked, Bad, s.Field, map[string]any{"subject": s.Certificate.Subject.CommonName, "at": revoked}})
		}
	}
	return out
}

// VouchStamp reports whether a chain leads from the stamp's authority to a trusted root.
func VouchStamp(s *Stamp, trust []*x509.Certificate) error {
	return vouch(s.Certificate, s.Chain, trust, s.At, x509.ExtKeyUsageTimeStamping)
}

func vouch(c *x509.Certificate, between, trust []*x509.Certificate, at time.Time, usage x509.ExtKeyUsage) error {
	o := x509.VerifyOptions{Roots: x509.NewCertPool(), Intermediates: x509.NewCertPool(), CurrentTime: at, KeyUsages: []x509.ExtKeyUsage{usage}}
	for _, t := range trust {
		o.Roots.AddCert(t)
	}
	for _, b := range between {
		o.Intermediates.AddCert(b)
	}
	if _, err := c.Verify(o); err != nil {
		return fmt.Errorf("no chain to a trusted root: %w", err)
	}
	return nil
}

// revoked looks into the lists of the file for a certificate revoked before it signed.
func (d *Document) revoked(c *x509.Certificate, signed time.Time) (time.Time, bool) {
	for _, list := range d.CRLs {
		if !bytes.Equal(list.RawIssuer, c.RawIssuer) {
			continue
		}
		for _, e := range list.RevokedCertificateEntries {
			if e.SerialNumber.Cmp(c.SerialNumber) == 0 && !e.RevocationTime.After(signed) && d.listed(list) {
				return e.RevocationTime, true
			}
		}
	}
	return time.Time{}, false
}

// listed reports whether the issuer itself signed a list.
func (d *Document) listed(list *x509.RevocationList) bool {
	for _, c := range d.Certificates {
		if list.CheckSignatureFrom(c) == nil {
			return true
		}
	}
	return false
}
