package pades

import (
	"context"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"golang.org/x/crypto/cryptobyte"
	der "golang.org/x/crypto/cryptobyte/asn1"

	"zhaoyun/internal/pades/cms"
	"zhaoyun/internal/pades/pdf"
)

// Finish checks the signature over the attributes (DER, see RawToDER) with the
// certificate's key, has it stamped and puts it in its place. It may be done again.
func Finish(ctx context.Context, p Pending, signature []byte, s Stamper) ([]byte, error) {
	e := cms.Encoding{ContentType: cms.OIDData, Attributes: p.Attributes, Signature: signature}
	for _, raw := range p.Chain {
		c, err := x509.ParseCertificate(raw)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrPending, err)
		}
		e.Certificates = append(e.Certificates, c)
	}
	if len(e.Certificates) == 0 {
		return nil, ErrPending
	}
	key, ok := e.Certificates[0].PublicKey.(*ecdsa.PublicKey)
	if digest := sha256.Sum256(p.Attributes); !ok || !ecdsa.VerifyASN1(key, digest[:], signature) {
		return nil, ErrSignature
	}
	var err error
	if e.Stamp, err = stamp(ctx, s, sha256.Sum256(signature)); err != nil {
		return nil, err
	}
	content, err := e.Marshal()
	if err != nil {
		return nil, fmt.Errorf("write a signature: %w", err)
	}
	return p.fill(content)
}

// fill puts the signature where it belongs.
func (p *Pending) fill(content []byte) ([]byte, error) {
	end := p.Contents + 2*p.Room + 1
	if p.Contents <= 0 || p.Room <= 0 || end >= len(p.PDF) || p.PDF[p.Contents] != '<' || p.PDF[end] != '>' {
		return nil, ErrPending
	}
	if len(content) > p.Room {
		return nil, fmt.Errorf("%w: %d bytes, of which there are %d", ErrRoom, len(content), p.Room)
	}
	out := slices.Clone(p.PDF)
	hex.Encode(out[p.Contents+1:], content)
	return out, nil
}

// stamp asks for a timestamp and does not believe that it is one.
func stamp(ctx context.Context, s Stamper, digest [sha256.Size]byte) ([]byte, error) {
	token, err := s.Stamp(ctx, digest)
	if err != nil {
		return nil, fmt.Errorf("timestamp a signature: %w", err)
	}
	if _, err := cms.ParseToken(token, digest[:]); err != nil {
		return nil, fmt.Errorf("timestamp a signature: %w", err)
	}
	return token, nil
}

// Certify lets the platform sign first, with DocMDP P=2: from now on nothing but
// signatures may be added. What it returns is the frozen document.
func Certify(ctx context.Context, content []byte, o CertifyOptions, s Stamper) ([]byte, error) {
	p, err := begin(content, o.SlotOptions, true)
	if err != nil {
		return nil, err
	}
	digest := sha256.Sum256(p.Attributes)
	signature, err := o.Key.Sign(rand.Reader, digest[:], cms.Hash)
	if err != nil {
		return nil, fmt.Errorf("certify: %w", err)
	}
	return Finish(ctx, p, signature, s)
}

// Timestamp closes the file with a document timestamp in an empty field.
func Timestamp(ctx context.Context, content []byte, field string, s Stamper) ([]byte, error) {
	p := Pending{Field: field}
	value := pdf.Dict{"Type": pdf.Name("DocTimeStamp"), "SubFilter": pdf.Name(formTimestamp)}
	if err := p.reserve(content, value, nil, roomSignature+roomTimestamp, false); err != nil {
		return nil, err
	}
	token, err := stamp(ctx, s, p.Digest)
	if err != nil {
		return nil, err
	}
	return p.fill(token)
}

// RawToDER turns a signature as browsers make it (r and s, 32 bytes each) into DER.
func RawToDER(rs []byte) ([]byte, error) {
	if len(rs) != 64 {
		return nil, errors.New("a P-256 signature has 64 bytes")
	}
	var b cryptobyte.Builder
	b.AddASN1(der.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1BigInt(new(big.Int).SetBytes(rs[:32]))
		b.AddASN1BigInt(new(big.Int).SetBytes(rs[32:]))
	})
	return b.Bytes()
}
