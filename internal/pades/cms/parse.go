package cms

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	der "golang.org/x/crypto/cryptobyte/asn1"
)

var errForm = errors.New("this is no signed data of one signer with signed attributes")

// maxCertificates is how many certificates come with a signature at most.
const maxCertificates = 32

// SignedData is what was read; nothing of it is checked but its form.
type SignedData struct {
	Raw          []byte // without padding
	ContentType  asn1.ObjectIdentifier
	Content      []byte // nil: detached
	Certificates []*x509.Certificate
	Signer       *x509.Certificate // nil: the one named is not there
	Attributes   []byte            // DER SET OF
	Signature    []byte
	Stamp        []byte // token among the unsigned attributes; nil: none

	digest, algorithm asn1.ObjectIdentifier
	signed            map[string]cryptobyte.String // values by identifier
}

// Parse reads signed data; zeros may follow.
func Parse(b []byte) (*SignedData, error) {
	s := &SignedData{}
	in := cryptobyte.String(b)
	var whole, outer, body, set, content, certificates, signers, signer cryptobyte.String
	var version int64
	var typ asn1.ObjectIdentifier
	var present bool
	if !in.ReadASN1Element(&whole, der.SEQUENCE) || len(bytes.Trim(in, "\x00")) > 0 {
		return nil, errForm
	}
	s.Raw = whole
	if !whole.ReadASN1(&outer, der.SEQUENCE) || !outer.ReadASN1ObjectIdentifier(&typ) || !typ.Equal(OIDSignedData) ||
		!outer.ReadASN1(&body, tag0) || !outer.Empty() || !body.ReadASN1(&body, der.SEQUENCE) ||
		!body.ReadASN1Integer(&version) || version != 1 && version != 3 || !body.ReadASN1(&set, der.SET) ||
		!body.ReadASN1(&content, der.SEQUENCE) || !content.ReadASN1ObjectIdentifier(&s.ContentType) {
		return nil, errForm
	}
	if !content.Empty() {
		var value cryptobyte.String
		if !content.ReadASN1(&value, tag0) || !content.Empty() || !value.ReadASN1(&value, der.OCTET_STRING) {
			return nil, errForm
		}
		s.Content = value
	}
	if !body.ReadOptionalASN1(&certificates, &present, tag0) || !body.SkipOptionalASN1(tag1) || // revocation lists
		!body.ReadASN1(&signers, der.SET) || !body.Empty() || !signers.ReadASN1(&signer, der.SEQUENCE) || !signers.Empty() {
		return nil, errForm
	}
	if err := s.readCertificates(certificates); err != nil {
		return nil, err
	}
	if err := s.readSigner(signer); err != nil {
		return nil, err
	}
	var announced asn1.ObjectIdentifier
	if !readAlgorithm(&set, &announced) || !announced.Equal(s.digest) {
		return nil, errForm
	}
	return s, nil
}

func (s *SignedData) readCertificates(in cryptobyte.String) error {
	for !in.Empty() {
		var raw cryptobyte.String
		if !in.ReadAnyASN1Element(&raw, new(der.Tag)) || len(s.Certificates) >= maxCertificates {
			return errForm
		}
		c, err := x509.ParseCertificate(raw)
		if err != nil {
			return fmt.Errorf("a certificate beside the signature: %w", err)
		}
		s.Certificates = append(s.Certificates, c)
	}
	return nil
}

func (s *SignedData) readSigner(in cryptobyte.String) error {
	var version int64
	var attributes, unsigned, signature cryptobyte.String
	var present bool
	find, err := who(&in, &version)
	if err != nil {
		return err
	}
	if !readAlgorithm(&in, &s.digest) || !in.ReadASN1(&attributes, tag0) || !readAlgorithm(&in, &s.algorithm) ||
		!in.ReadASN1(&signature, der.OCTET_STRING) || !in.ReadOptionalASN1(&unsigned, &present, tag1) || !in.Empty() {
		return errForm
	}
	s.Signature = signature
	var b cryptobyte.Builder // what was signed has the tag of a SET
	b.AddASN1(der.SET, func(b *cryptobyte.Builder) { b.AddBytes(attributes) })
	if s.Attributes, err = b.Bytes(); err != nil {
		return errForm
	}
	if s.signed, err = readAttributes(attributes); err != nil {
		return err
	}
	more, err := readAttributes(unsigned)
	if err != nil {
		return err
	}
	s.Stamp = more[oidStamp.String()]
	for _, c := range s.Certificates {
		if find(c) {
			s.Signer = c
		}
	}
	return nil
}

// who reads the version and the signer's identifier: issuer and number, or the key's.
func who(in *cryptobyte.String, version *int64) (func(*x509.Certificate) bool, error) {
	var named, issuer, key cryptobyte.String
	var present bool
	serial := new(big.Int)
	if !in.ReadASN1Integer(version) || !in.ReadOptionalASN1(&key, &present, der.Tag(0).ContextSpecific()) {
		return nil, errForm
	}
	if want := map[bool]int64{false: 1, true: 3}[present]; *version != want {
		return nil, errForm
	}
	if present {
		return func(c *x509.Certificate) bool { return bytes.Equal(c.SubjectKeyId, key) }, nil
	}
	if !in.ReadASN1(&named, der.SEQUENCE) || !named.ReadASN1Element(&issuer, der.SEQUENCE) || !named.ReadASN1Integer(serial) {
		return nil, errForm
	}
	return func(c *x509.Certificate) bool {
		return bytes.Equal(c.RawIssuer, issuer) && c.SerialNumber.Cmp(serial) == 0
	}, nil
}

func readAlgorithm(in *cryptobyte.String, oid *asn1.ObjectIdentifier) bool {
	var seq cryptobyte.String
	return in.ReadASN1(&seq, der.SEQUENCE) && seq.ReadASN1ObjectIdentifier(oid)
}

// readAttributes reads each attribute's one value.
func readAttributes(in cryptobyte.String) (map[string]cryptobyte.String, error) {
	out := map[string]cryptobyte.String{}
	for !in.Empty() {
		var seq, set, value cryptobyte.String
		var oid asn1.ObjectIdentifier
		if !in.ReadASN1(&seq, der.SEQUENCE) || !seq.ReadASN1ObjectIdentifier(&oid) || !seq.ReadASN1(&set, der.SET) {
			return nil, errForm
		}
		if !set.ReadAnyASN1Element(&value, new(der.Tag)) {
			return nil, errForm
		}
		if _, twice := out[oid.String()]; twice || !set.Empty() {
			return nil, errForm
		}
		out[oid.String()] = value
	}
	return out, nil
}

// Hash is the function with which the content was digested; 0: one that is not known.
func (s *SignedData) Hash() crypto.Hash { return hashOf(s.digest) }

func hashOf(oid asn1.ObjectIdentifier) crypto.Hash {
	switch {
	case oid.Equal(OIDSHA256):
		return crypto.SHA256
	case oid.Equal(oidSHA384):
		return crypto.SHA384
	case oid.Equal(oidSHA512):
		return crypto.SHA512
	}
	return 0
}
