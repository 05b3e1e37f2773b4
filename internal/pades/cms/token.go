package cms

import (
	"bytes"
	_ "crypto/sha512" // for timestamps of others
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"math/big"
	"strings"
	"time"

	"golang.org/x/crypto/cryptobyte"
	der "golang.org/x/crypto/cryptobyte/asn1"
)

// Info is what a timestamp says (TSTInfo of RFC 3161).
type Info struct {
	Policy asn1.ObjectIdentifier
	Digest []byte // SHA-256, when written here
	Serial *big.Int
	At     time.Time
	Nonce  *big.Int // nil: none

	hash asn1.ObjectIdentifier
}

// Marshal returns the DER form.
func (i Info) Marshal() ([]byte, error) {
	var b cryptobyte.Builder
	sequence(&b, func(b *cryptobyte.Builder) {
		b.AddASN1Int64(1)
		b.AddASN1ObjectIdentifier(i.Policy)
		sequence(b, func(b *cryptobyte.Builder) {
			algorithm(b, OIDSHA256)
			b.AddASN1OctetString(i.Digest)
		})
		b.AddASN1BigInt(i.Serial)
		b.AddASN1GeneralizedTime(i.At.UTC().Truncate(time.Second))
		sequence(b, func(b *cryptobyte.Builder) { b.AddASN1Int64(1) }) // to a second
		if i.Nonce != nil {
			b.AddASN1BigInt(i.Nonce)
		}
	})
	return b.Bytes()
}

var errToken = errors.New("this is no timestamp")

func parseInfo(in cryptobyte.String) (*Info, error) {
	i := &Info{Serial: new(big.Int)}
	var body, imprint, at cryptobyte.String
	var version int64
	var digest cryptobyte.String
	if !in.ReadASN1(&body, der.SEQUENCE) || !body.ReadASN1Integer(&version) || version != 1 || !body.ReadASN1ObjectIdentifier(&i.Policy) ||
		!body.ReadASN1(&imprint, der.SEQUENCE) || !readAlgorithm(&imprint, &i.hash) || !imprint.ReadASN1(&digest, der.OCTET_STRING) ||
		!body.ReadASN1Integer(i.Serial) || !body.ReadASN1(&at, der.GeneralizedTime) ||
		!body.SkipOptionalASN1(der.SEQUENCE) || !body.SkipOptionalASN1(der.BOOLEAN) {
		return nil, errToken
	}
	i.Digest = digest
	if body.PeekASN1Tag(der.INTEGER) {
		i.Nonce = new(big.Int)
		if !body.ReadASN1Integer(i.Nonce) {
			return nil, errToken
		}
	}
	var err error // some write fractions of a second
	i.At, err = time.Parse("20060102150405Z", cutFraction(string(at)))
	return i, err
}

func cutFraction(s string) string {
	whole, _, found := strings.Cut(s, ".")
	if found {
		return whole + "Z"
	}
	return s
}

// Token is a timestamp whose own signature was found right.
type Token struct {
	*SignedData
	Info Info
}

var oidExtendedKeyUsage = asn1.ObjectIdentifier{2, 5, 29, 37}

// ParseToken reads a timestamp token and checks all of it but whom to trust: that
// it stamps this SHA-256 digest and that a certificate meant for timestamps, and for
// nothing else, signed it.
func ParseToken(b, digest []byte) (*Token, error) {
	s, err := Parse(b)
	if err != nil {
		return nil, err
	}
	if !s.ContentType.Equal(OIDTSTInfo) || s.Hash() == 0 {
		return nil, errToken
	}
	info, err := parseInfo(s.Content)
	if err != nil {
		return nil, err
	}
	w := s.Hash().New()
	w.Write(s.Content)
	if err := s.Check(w.Sum(nil)); err != nil {
		return nil, err
	}
	if !info.hash.Equal(OIDSHA256) || !bytes.Equal(info.Digest, digest) {
		return nil, errors.New("the timestamp is of something else")
	}
	if !stamps(s.Signer) {
		return nil, errors.New("the certificate is not meant for timestamps alone")
	}
	if info.At.Before(s.Signer.NotBefore) || info.At.After(s.Signer.NotAfter) {
		return nil, errors.New("the certificate was not valid at that time")
	}
	return &Token{s, *info}, nil
}

// stamps reports whether a certificate has the extended key usage that RFC 3161 asks for.
func stamps(c *x509.Certificate) bool {
	for _, e := range c.Extensions {
		if e.Id.Equal(oidExtendedKeyUsage) {
			return e.Critical && len(c.UnknownExtKeyUsage) == 0 && len(c.ExtKeyUsage) == 1 && c.ExtKeyUsage[0] == x509.ExtKeyUsageTimeStamping
		}
	}
	return false
}
