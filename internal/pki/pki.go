// Package pki has the two authorities that signing needs as ports: one that issues
// certificates to parties (CA) and one that says when something was there (TSA).
// Each has a built-in form for pilots, which says so in its name, and one for
// production: a CA key and chain from a PKCS#12 file, and a TSA over HTTP (RFC 3161).
package pki

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/sha256"
	"crypto/x509"
	"errors"
)

// Authority is a certification authority.
type Authority interface {
	// Issue makes the certificate of a party for one signature.
	Issue(ctx context.Context, r Request) (*x509.Certificate, error)
	// Chain is the issuing certificate, then those above it up to the root.
	Chain() []*x509.Certificate
	// CRL is the list of revoked certificates (DER) that goes into the file; nil when
	// the authority may not make one.
	CRL(ctx context.Context) ([]byte, error)
}

// Request says for whom a certificate is.
type Request struct {
	CommonName     string // the person
	Organization   string
	OrganizationID string            // 统一社会信用代码; may be empty
	Country        string            // two letters; CN when empty
	Key            *ecdsa.PublicKey  // P-256, held by the signer's browser alone
	Evidence       [sha256.Size]byte // SHA-256 of intent and assertion
	Years          int               // 3 when 0
}

// Stamper is a timestamp authority.
type Stamper interface {
	// Stamp returns an RFC 3161 token (DER) over a SHA-256 digest.
	Stamp(ctx context.Context, digest [sha256.Size]byte) ([]byte, error)
	// Roots are the certificates in which a reader has to trust, and those between.
	Roots() []*x509.Certificate
}

// Identity is a key with its certificate and those above it.
type Identity struct {
	Key   crypto.Signer
	Chain []*x509.Certificate
}

// Vault keeps what is made once and what all servers of an installation share.
type Vault interface {
	// Load returns what is kept under a name, or ErrEmpty.
	Load(ctx context.Context, name string) ([]byte, error)
	// Create keeps a value under a name that has none, and returns what is kept
	// now: when two servers create at once, both get the first one's.
	Create(ctx context.Context, name string, value []byte) ([]byte, error)
}

// ErrEmpty says that nothing is kept under a name.
var ErrEmpty = errors.New("nothing is kept under this name")
