package pades

import (
	"context"
	"crypto/x509"
	"errors"

	"golang.org/x/image/font/sfnt"
)

var errNotYet = errors.New("not yet")

// Prepare appends the empty signature fields, all of them before anybody signs,
// among them one for the platform and one for the closing timestamp.
func Prepare(pdf []byte, fields []Field) ([]byte, error) { return nil, errNotYet }

// Certify lets the platform sign first, with DocMDP P=2: from now on nothing but
// signatures may be added. What it returns is the frozen document.
func Certify(ctx context.Context, pdf []byte, o CertifyOptions, s Stamper) ([]byte, error) {
	return nil, errNotYet
}

// Begin appends the revision of one signature with its place still empty. The same
// input gives the same bytes.
func Begin(pdf []byte, o SlotOptions) (Pending, error) { return Pending{}, errNotYet }

// Finish checks the signature over the attributes (DER, see RawToDER) with the
// certificate's key, has it stamped and puts it in its place. It may be done again.
func Finish(ctx context.Context, p Pending, signature []byte, s Stamper) ([]byte, error) {
	return nil, errNotYet
}

// RawToDER turns a signature as browsers make it (r and s, 32 bytes each) into DER.
func RawToDER(rs []byte) ([]byte, error) { return nil, errNotYet }

// AddDSS appends the document security store: what a reader needs to check the
// signatures when the authorities are gone.
func AddDSS(pdf []byte, certs []*x509.Certificate, crls [][]byte) ([]byte, error) {
	return nil, errNotYet
}

// Timestamp closes the file with a document timestamp in an empty field.
func Timestamp(ctx context.Context, pdf []byte, field string, s Stamper) ([]byte, error) {
	return nil, errNotYet
}

// Inspect reads a file that may come from anybody. An error means that it is no PDF
// that can be read at all; whatever else is wrong is a finding.
func Inspect(pdf []byte) (*Document, error) { return nil, errNotYet }

// Vouch says for which signatures and timestamps no chain leads to a trusted root,
// at the time that their timestamp proves.
func (d *Document) Vouch(trust []*x509.Certificate) []Finding { return nil }

// ReadStamp checks a timestamp token over a digest that is not in a PDF, such as a
// Merkle root.
func ReadStamp(token []byte, digest [32]byte) (*Stamp, error) { return nil, errNotYet }

// VouchStamp reports whether a chain leads from the stamp's authority to a trusted root.
func VouchStamp(s *Stamp, trust []*x509.Certificate) error { return errNotYet }

// Evidence returns the digest that a party's certificate binds: SHA-256 of the
// intent and the assertion under which it was issued.
func Evidence(cert *x509.Certificate) (digest [32]byte, ok bool) { return digest, false }

// Face is a font to draw with and those that help out when it lacks a character.
type Face struct {
	Font      *sfnt.Font
	Fallbacks []*sfnt.Font
}

// Outline draws text as filled outlines, with its baseline beginning at x, y: no
// font has to be embedded, whatever the script. It returns the content stream and
// how far the text went. A character that no font has is an error of type *NoGlyph.
func Outline(face Face, text string, x, y, size float64) (stream []byte, advance float64, err error) {
	return nil, 0, errNotYet
}

// NoGlyph names a character that none of the fonts has.
type NoGlyph struct{ Rune rune }

// Error implements error.
func (e *NoGlyph) Error() string { return "no font has the character " + string(e.Rune) }
