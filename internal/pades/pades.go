// Package pades signs agreements as PDF files in the manner of PAdES (ETSI EN 319
// 142), and reads signed files back without trusting them.
//
// The way of a file: Prepare adds the empty fields, Certify lets the platform say
// that from now on nothing but signatures may be added, Begin and Finish embed the
// signature of one party each, AddDSS adds what is needed to check them years later,
// and Timestamp closes the file. Every step appends one revision; no byte that was
// there is changed. Inspect reads all of it back and names what is wrong.
//
// It is pure: no network, no store, no clock, so that the page that verifies runs
// it in the browser.
package pades

import (
	"context"
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"time"
)

// Field is an empty signature field.
type Field struct {
	Name string     // unique in the file, such as "party-1"
	Page int        // from 1; 0: not to be seen
	Rect [4]float64 // left, bottom, right, top, in points from the bottom left
}

// SlotOptions say who signs in which field.
type SlotOptions struct {
	Field      string
	Name       string    // who signs, as viewers show it
	Reason     string    // what the signature means
	Location   string    // where; may be empty
	At         time.Time // what the platform's clock says; the timestamp proves it
	Appearance []byte    // content stream in the field's own coordinates, origin bottom left; nil: nothing is drawn
	// Chain is the signer's certificate, then those up to the root, which may be left out.
	Chain []*x509.Certificate
	// Room is how many bytes are kept free for the signature; 0: enough for the chain and a usual timestamp.
	Room int
}

// Pending is a file with a signature to come. It can be kept as JSON and finished
// later, by another process.
type Pending struct {
	PDF        []byte            `json:"pdf"`        // with the place of the signature empty
	Field      string            `json:"field"`      // of which field
	Digest     [sha256.Size]byte `json:"digest"`     // of the two ranges that are signed
	Attributes []byte            `json:"attributes"` // DER SET OF: what the signer's key signs, with ECDSA P-256 over SHA-256
	Chain      [][]byte          `json:"chain"`      // DER, the signer's first
	Contents   int               `json:"contents"`   // where the signature's "<" stands
	Room       int               `json:"room"`       // bytes kept for the signature
}

// Stamper is a timestamp authority; pki has two.
type Stamper interface {
	// Stamp returns an RFC 3161 timestamp token (DER) over a SHA-256 digest.
	Stamp(ctx context.Context, digest [sha256.Size]byte) ([]byte, error)
}

// CertifyOptions are those of the platform, which has its key at hand.
type CertifyOptions struct {
	SlotOptions
	Key crypto.Signer // P-256
}
