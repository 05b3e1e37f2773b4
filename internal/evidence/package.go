package evidence

import "crypto/x509"

// Package is everything needed to check a signed agreement without asking anybody.
// Write makes the zip file of it, Read takes one apart.
type Package struct {
	Document []byte // the released PDF
	Chain    Chain
	Root     Digest // Chain.Root when the agreement was released
	// RootStamp is an RFC 3161 token (DER) over Root's 32 bytes.
	RootStamp []byte
	// Anchors are the roots of the certificate and timestamp authorities, as the
	// platform names them. A reader who does not trust them already gains nothing by them.
	Anchors []*x509.Certificate
	// Detached is a GB/T 35275 (SM2 with SM3) SignedData over the document, nil for none;
	// DetachedCertificate is the certificate (DER) of its signer.
	Detached            []byte
	DetachedCertificate []byte
}
