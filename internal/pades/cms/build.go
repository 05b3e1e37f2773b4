// Package cms writes and reads signed data (RFC 5652) as far as PAdES and
// timestamps need it: one signer, signed attributes, certificates.
package cms

import (
	"bytes"
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"slices"

	"golang.org/x/crypto/cryptobyte"
	der "golang.org/x/crypto/cryptobyte/asn1"
)

// Object identifiers.
var (
	OIDData       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}
	OIDSignedData = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	OIDTSTInfo    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
	OIDSHA256     = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}

	oidSHA384          = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 2}
	oidSHA512          = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 3}
	oidECDSAWithSHA256 = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 2}

	oidContentType   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	oidMessageDigest = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	oidSigningCert   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 12}
	oidSigningCertV2 = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
	oidStamp         = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 14}
)

var (
	tag0 = der.Tag(0).ContextSpecific().Constructed()
	tag1 = der.Tag(1).ContextSpecific().Constructed()
)

// Attributes returns what is signed: a DER SET OF content type, message digest
// (SHA-256) and signing certificate. There is no signing time: PAdES forbids it, and
// the timestamp says it better.
func Attributes(contentType asn1.ObjectIdentifier, digest []byte, signer *x509.Certificate) ([]byte, error) {
	hash := sha256.Sum256(signer.Raw)
	attributes := [][]byte{
		attribute(oidContentType, func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(contentType) }),
		attribute(oidMessageDigest, func(b *cryptobyte.Builder) { b.AddASN1OctetString(digest) }),
		attribute(oidSigningCertV2, func(b *cryptobyte.Builder) { // SHA-256 is its default
			sequence(b, func(b *cryptobyte.Builder) {
				sequence(b, func(b *cryptobyte.Builder) {
					sequence(b, func(b *cryptobyte.Builder) { b.AddASN1OctetString(hash[:]) })
				})
			})
		}),
	}
	var b cryptobyte.Builder
	b.AddASN1(der.SET, func(b *cryptobyte.Builder) { sorted(b, attributes) })
	return b.Bytes()
}

// Encoding is signed data to be written.
type Encoding struct {
	ContentType  asn1.ObjectIdentifier
	Content      []byte // nil: detached
	Certificates []*x509.Certificate
	Attributes   []byte // as Attributes returns them
	Signature    []byte // over Attributes by the first certificate's key, ECDSA over SHA-256, DER
	Stamp        []byte // timestamp token over Signature; nil: none
}

// Marshal returns the DER form.
func (e Encoding) Marshal() ([]byte, error) {
	version := int64(1)
	if !e.ContentType.Equal(OIDData) {
		version = 3
	}
	var b cryptobyte.Builder
	sequence(&b, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(OIDSignedData)
		b.AddASN1(tag0, func(b *cryptobyte.Builder) {
			sequence(b, func(b *cryptobyte.Builder) {
				b.AddASN1Int64(version)
				b.AddASN1(der.SET, func(b *cryptobyte.Builder) { algorithm(b, OIDSHA256) })
				sequence(b, e.content)
				b.AddASN1(tag0, func(b *cryptobyte.Builder) {
					var raw [][]byte
					for _, c := range e.Certificates {
						raw = append(raw, c.Raw)
					}
					sorted(b, raw)
				})
				b.AddASN1(der.SET, func(b *cryptobyte.Builder) { sequence(b, e.signer) })
			})
		})
	})
	return b.Bytes()
}

func (e Encoding) content(b *cryptobyte.Builder) {
	b.AddASN1ObjectIdentifier(e.ContentType)
	if e.Content != nil {
		b.AddASN1(tag0, func(b *cryptobyte.Builder) { b.AddASN1OctetString(e.Content) })
	}
}

func (e Encoding) signer(b *cryptobyte.Builder) {
	b.AddASN1Int64(1)
	sequence(b, func(b *cryptobyte.Builder) {
		b.AddBytes(e.Certificates[0].RawIssuer)
		b.AddASN1BigInt(e.Certificates[0].SerialNumber)
	})
	algorithm(b, OIDSHA256)
	attributes := cryptobyte.String(e.Attributes)
	var inner cryptobyte.String
	if !attributes.ReadASN1(&inner, der.SET) {
		b.SetError(errForm)
		return
	}
	b.AddASN1(tag0, func(b *cryptobyte.Builder) { b.AddBytes(inner) })
	algorithm(b, oidECDSAWithSHA256)
	b.AddASN1OctetString(e.Signature)
	if e.Stamp != nil {
		b.AddASN1(tag1, func(b *cryptobyte.Builder) {
			b.AddBytes(attribute(oidStamp, func(b *cryptobyte.Builder) { b.AddBytes(e.Stamp) }))
		})
	}
}

func sequence(b *cryptobyte.Builder, f func(*cryptobyte.Builder)) { b.AddASN1(der.SEQUENCE, f) }

func algorithm(b *cryptobyte.Builder, oid asn1.ObjectIdentifier) {
	sequence(b, func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(oid) })
}

func attribute(oid asn1.ObjectIdentifier, value func(*cryptobyte.Builder)) []byte {
	var b cryptobyte.Builder
	sequence(&b, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(oid)
		b.AddASN1(der.SET, value)
	})
	return b.BytesOrPanic() // only identifiers of ours
}

// sorted writes the elements of a SET OF in the order that DER asks for.
func sorted(b *cryptobyte.Builder, elements [][]byte) {
	elements = slices.Clone(elements)
	slices.SortFunc(elements, bytes.Compare)
	for _, e := range elements {
		b.AddBytes(e)
	}
}

// Hash is the function that signatures written here use.
const Hash = crypto.SHA256
