package pades

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
)

// OIDEvidence is the extension of a party's certificate that binds it to the act:
// an OCTET STRING with SHA-256 of intent and assertion. The arc is for pilots; put
// one of the operator's own here when there is one.
var OIDEvidence = asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 55555, 1, 1}

// Evidence returns the digest that a party's certificate binds: SHA-256 of the
// intent and the assertion under which it was issued.
func Evidence(cert *x509.Certificate) (digest [sha256.Size]byte, ok bool) {
	for _, e := range cert.Extensions {
		if !e.Id.Equal(OIDEvidence) {
			continue
		}
		var value []byte
		if rest, err := asn1.Unmarshal(e.Value, &value); err != nil || len(rest) > 0 || len(value) != len(digest) {
			return digest, false
		}
		copy(digest[:], value)
		return digest, true
	}
	return digest, false
}
