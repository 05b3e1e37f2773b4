// Package normal turns any PDF that somebody uploads into a plain one that can be
// signed: classic cross-reference table, no encryption, no scripts, no embedded
// files, no forms and no earlier signatures.
//
// It reads with pdfcpu, and so belongs into the isolated child of package file.
package normal

import "errors"

// Report says what was taken out of a file.
type Report struct {
	Pages   int
	Removed []string // javascript, actions, embedded, form, signatures, xfa
}

// Normalise returns the plain form of a PDF.
func Normalise(pdf []byte) ([]byte, Report, error) { return nil, Report{}, errors.New("not yet") }
