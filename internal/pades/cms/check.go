package cms

import (
	"bytes"
	"crypto/sha1" //nolint:gosec // old timestamps name their certificate so; what binds is the signature
	"crypto/x509"
	"encoding/asn1"
	"errors"

	"golang.org/x/crypto/cryptobyte"
	der "golang.org/x/crypto/cryptobyte/asn1"
)

// What Check finds wrong.
var (
	ErrDigest      = errors.New("the content is not what was signed")
	ErrSignature   = errors.New("the key of the certificate did not sign this")
	ErrCertificate = errors.New("the signed attributes name another certificate")
	ErrNoSigner    = errors.New("the signer's certificate is missing")
	ErrAlgorithm   = errors.New("the algorithm is not one of those allowed")
	ErrContentType = errors.New("the signed attributes name another kind of content")
)

// Check says whether the signer's key signed the attributes, and the attributes the
// digest. It stops at the first thing wrong, the signature before the digest.
func (s *SignedData) Check(digest []byte) error {
	if s.Signer == nil {
		return ErrNoSigner
	}
	algorithm := s.x509Algorithm()
	if algorithm == x509.UnknownSignatureAlgorithm {
		return ErrAlgorithm
	}
	if s.Signer.CheckSignature(algorithm, s.Attributes, s.Signature) != nil {
		return ErrSignature
	}
	var typ asn1.ObjectIdentifier
	value := s.signed[oidContentType.String()]
	if !value.ReadASN1ObjectIdentifier(&typ) || !typ.Equal(s.ContentType) {
		return ErrContentType
	}
	if err := s.checkCertificate(); err != nil {
		return err
	}
	var signed cryptobyte.String
	value = s.signed[oidMessageDigest.String()]
	if !value.ReadASN1(&signed, der.OCTET_STRING) || !bytes.Equal(signed, digest) {
		return ErrDigest
	}
	return nil
}

// checkCertificate holds the signing-certificate attribute against the signer's.
func (s *SignedData) checkCertificate() error {
	value, v2 := s.signed[oidSigningCertV2.String()]
	if !v2 {
		value = s.signed[oidSigningCert.String()]
	}
	var outer, list, id, hash cryptobyte.String
	if !value.ReadASN1(&outer, der.SEQUENCE) || !outer.ReadASN1(&list, der.SEQUENCE) || !list.ReadASN1(&id, der.SEQUENCE) {
		return ErrCertificate
	}
	sum := func(raw []byte) []byte { h := sha1.Sum(raw); return h[:] } //nolint:gosec // as above
	if v2 {
		oid := OIDSHA256
		if id.PeekASN1Tag(der.SEQUENCE) && !readAlgorithm(&id, &oid) {
			return ErrCertificate
		}
		h := hashOf(oid)
		if h == 0 {
			return ErrAlgorithm
		}
		sum = func(raw []byte) []byte { w := h.New(); w.Write(raw); return w.Sum(nil) }
	}
	if !id.ReadASN1(&hash, der.OCTET_STRING) || !bytes.Equal(hash, sum(s.Signer.Raw)) {
		return ErrCertificate
	}
	return nil
}

// The algorithms that are allowed, by identifier.
var algorithms = map[string]x509.SignatureAlgorithm{
	"1.2.840.10045.4.3.2":   x509.ECDSAWithSHA256,
	"1.2.840.10045.4.3.3":   x509.ECDSAWithSHA384,
	"1.2.840.10045.4.3.4":   x509.ECDSAWithSHA512,
	"1.2.840.113549.1.1.11": x509.SHA256WithRSA,
	"1.2.840.113549.1.1.12": x509.SHA384WithRSA,
	"1.2.840.113549.1.1.13": x509.SHA512WithRSA,
}

// Those that leave the digest to the other field.
var (
	plainRSA = map[string]x509.SignatureAlgorithm{
		OIDSHA256.String(): x509.SHA256WithRSA, oidSHA384.String(): x509.SHA384WithRSA, oidSHA512.String(): x509.SHA512WithRSA,
	}
	pss = map[string]x509.SignatureAlgorithm{
		OIDSHA256.String(): x509.SHA256WithRSAPSS, oidSHA384.String(): x509.SHA384WithRSAPSS, oidSHA512.String(): x509.SHA512WithRSAPSS,
	}
)

func (s *SignedData) x509Algorithm() x509.SignatureAlgorithm {
	switch name := s.algorithm.String(); name {
	case "1.2.840.113549.1.1.1":
		return plainRSA[s.digest.String()]
	case "1.2.840.113549.1.1.10":
		return pss[s.digest.String()]
	default:
		return algorithms[name]
	}
}
