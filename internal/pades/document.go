package pades

import (
	"crypto/sha256"
	"crypto/x509"
	"time"
)

// Document is what Inspect read.
type Document struct {
	Size       int
	SHA256     [sha256.Size]byte
	Pages      int
	Revisions  []Revision  // oldest first
	Signatures []Signature // oldest first, the document timestamps among them
	Fields     []FieldState
	Certified  int // what the first signature still allows (DocMDP 1, 2 or 3); 0: it does not say
	// What the DSS holds.
	Certificates []*x509.Certificate
	CRLs         []*x509.RevocationList
	Findings     []Finding
}

// Revision is what was appended at once.
type Revision struct {
	Kind    string            // original, changed, signature, timestamp or validation
	End     int               // the file up to here was the whole file then
	SHA256  [sha256.Size]byte // of that file
	Objects []int             // written by it
}

// The kinds of signature.
const (
	Certification = "certification" // the platform's, which forbids changes
	Approval      = "approval"      // a party's
	Timestamped   = "timestamp"     // of the document, by the timestamp authority
)

// Signature is one that the file bears.
type Signature struct {
	Field     string
	Kind      string // certification, approval or timestamp
	SubFilter string
	Page      int // where it is drawn; 0: nowhere
	Rect      [4]float64
	Name      string
	Reason    string
	Location  string
	At        time.Time // as the platform said; Stamp proves it

	Revision  int // index into Revisions
	ByteRange [4]int
	Whole     bool              // covers the file to its last byte
	Digest    [sha256.Size]byte // of the bytes in the ranges, as they are now

	CMS         []byte              // DER
	Attributes  []byte              // DER SET OF, as signed
	Value       []byte              // the signature over them
	Certificate *x509.Certificate   // the signer's
	Chain       []*x509.Certificate // all that came in the CMS
	Stamp       *Stamp              // nil: none, or unreadable
	Sound       bool                // digest, signature, certificate reference and timestamp are right; says nothing about trust
}

// Stamp is an RFC 3161 timestamp that was checked against what it stamps.
type Stamp struct {
	Token       []byte
	At          time.Time
	Serial      string
	Certificate *x509.Certificate // the authority's
	Chain       []*x509.Certificate
}

// FieldState is a signature field and whether it is signed.
type FieldState struct {
	Field
	Signed bool
}

// OK reports whether nothing speaks against the file.
func (d *Document) OK() bool {
	for _, f := range d.Findings {
		if f.Severity == Bad {
			return false
		}
	}
	return true
}
