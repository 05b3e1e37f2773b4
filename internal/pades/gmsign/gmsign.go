// Package gmsign makes and checks detached SM2/SM3 signatures (GB/T 35275) that lie
// beside a signed agreement: viewers of PDF know ECDSA, Chinese law knows SM2.
package gmsign

import (
	"context"
	"errors"
	"time"
)

// Vault is where the key is kept; see pki.
type Vault interface {
	Load(ctx context.Context, name string) ([]byte, error)
	Create(ctx context.Context, name string, value []byte) ([]byte, error)
}

// Signer signs for the platform with an SM2 key.
type Signer struct{}

// Open returns the platform's signer. Its key and its certificate, by an SM2 root
// of the pilot, are made at the first time.
func Open(ctx context.Context, vault Vault, now time.Time) (*Signer, error) {
	return nil, errors.New("not yet")
}

// Root is the certificate (DER) of the SM2 root, and Certificate the signer's.
func (s *Signer) Root() []byte { return nil }

// Certificate is the signer's certificate (DER).
func (s *Signer) Certificate() []byte { return nil }

// Sign returns a detached signature over content: SignedData of GB/T 35275, DER.
func (s *Signer) Sign(content []byte) ([]byte, error) { return nil, errors.New("not yet") }

// Signed is what Verify learned.
type Signed struct {
	Subject, Issuer string
	Trusted         bool // the certificate was issued by one of the roots
	Certificate     []byte
}

// Verify checks a detached signature over content. Roots are DER.
func Verify(signature, content []byte, roots [][]byte) (*Signed, error) {
	return nil, errors.New("not yet")
}
