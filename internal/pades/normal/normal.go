// Package normal turns any PDF that somebody uploads into a plain one that can be
// signed: classic cross-reference table, no encryption, no scripts, no embedded
// files, no forms and no earlier signatures. What a form shows stays to be seen.
//
// It reads with pdfcpu, and so belongs into the isolated child of package file.
package normal

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"zhaoyun/internal/pades/pdf"
)

// Report says what was taken out of a file.
type Report struct {
	Pages   int
	Removed []string // of the kinds below, sorted
}

// What is taken out.
const (
	Actions    = "actions"    // scripts, and what starts programs or sends forms
	Embedded   = "embedded"   // attached files, films and sounds
	Form       = "form"       // fields; what they show stays
	Signatures = "signatures" // earlier ones, which would not be valid any more
	XFA        = "xfa"        // forms that bring their own pages
	Encryption = "encryption" // that asks for no password
)

// Why a file cannot be signed.
var (
	ErrEncrypted = errors.New("the file asks for a password")
	ErrBroken    = errors.New("the file cannot be read")
	ErrPages     = errors.New("the file has no pages or too many")
)

// Normalise returns the plain form of a PDF.
func Normalise(content []byte) (out []byte, report Report, err error) {
	defer func() {
		if r := recover(); r != nil { // pdfcpu was written to survive odd files, but no more than that
			out, report, err = nil, Report{}, fmt.Errorf("%w: %v", ErrBroken, r)
		}
	}()
	doc, err := read(content)
	if err != nil {
		return nil, report, err
	}
	c := &cleaner{doc: doc, removed: map[string]bool{}}
	if doc.Encrypt != nil {
		c.removed[Encryption] = true
		doc.Encrypt, doc.EncKey = nil, nil
	}
	if err := c.clean(); err != nil {
		return nil, report, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	var b bytes.Buffer
	if err := api.WriteContext(doc, &b); err != nil {
		return nil, report, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	report.Pages, err = check(b.Bytes(), doc.PageCount)
	report.Removed = slices.Sorted(maps.Keys(c.removed))
	return b.Bytes(), report, err
}

func read(content []byte) (*model.Context, error) {
	api.DisableConfigDir() // it would make itself a directory in the home
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode, conf.Offline, conf.Optimize = model.ValidationRelaxed, true, false
	conf.WriteObjectStream, conf.WriteXRefStream = false, false
	doc, err := api.ReadContext(bytes.NewReader(content), conf)
	switch {
	case errors.Is(err, pdfcpu.ErrWrongPassword), errors.Is(err, pdfcpu.ErrEncrypted), errors.Is(err, pdfcpu.ErrOwnerPasswordRequired),
		errors.Is(err, pdfcpu.ErrUnsupportedEncryptionFeature), errors.Is(err, pdfcpu.ErrMalformedEncryption):
		return nil, ErrEncrypted
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	if err := doc.EnsurePageCount(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	if doc.PageCount < 1 || doc.PageCount > pdf.MaxPages {
		return nil, ErrPages
	}
	return doc, nil
}

// check reads the result with the eyes of those who will sign it.
func check(content []byte, want int) (pages int, err error) {
	f, err := pdf.Read(content)
	if err != nil {
		return 0, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	v := f.Last()
	list, _, err := v.Pages()
	if err != nil {
		return 0, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	if len(list) != want {
		return 0, fmt.Errorf("%w: %d pages became %d", ErrBroken, want, len(list))
	}
	for n, e := range f.Sections[0].Entries {
		if !e.InUse {
			continue
		}
		if _, err := v.Object(n); err != nil {
			return 0, fmt.Errorf("%w: object %d: %w", ErrBroken, n, err)
		}
	}
	return len(list), nil
}
