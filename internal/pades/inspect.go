package pades

import (
	"crypto/sha256"
	"hash"
	"slices"

	"zhaoyun/internal/pades/pdf"
)

// The kinds of revision.
const (
	RevisionOriginal   = "original"   // the first
	RevisionChanged    = "changed"    // anything else than the next three
	RevisionSignature  = "signature"  // of a person or the platform
	RevisionTimestamp  = "timestamp"  // of the document
	RevisionValidation = "validation" // the security store
)

// MaxSize is how large a file is read at most.
const MaxSize = 64 << 20

// Inspect reads a file that may come from anybody. An error means that it is no PDF
// that can be read at all; whatever else is wrong is a finding.
func Inspect(content []byte) (*Document, error) {
	if len(content) > MaxSize {
		return nil, &pdf.Error{At: MaxSize, Why: "the file is too large"}
	}
	f, err := pdf.Read(content)
	if err != nil {
		return nil, err
	}
	pages, _, err := f.Last().Pages()
	if err != nil {
		return nil, err
	}
	in := &inspection{file: f, pages: pages, doc: &Document{Size: len(content), SHA256: sha256.Sum256(content), Pages: len(pages)}}
	if err := in.readRevisions(); err != nil {
		return nil, err
	}
	in.readStore()
	in.checkSignatures()
	in.checkChanges()
	in.checkEnd()
	in.checkContent()
	return in.doc, nil
}

// inspection is one run of Inspect.
type inspection struct {
	file  *pdf.File
	pages []pdf.Ref // as the file is now
	doc   *Document
	// What belongs to each signature of the document, by its index.
	found []foundSignature
	first int // revision of the first signature; -1: none
}

// foundSignature is a signature dictionary in the file.
type foundSignature struct {
	field formField
	ref   pdf.Ref // zero when it lies in the field itself
	dict  pdf.Dict
}

func (in *inspection) find(code Code, severity Severity, field string, params map[string]any) {
	in.doc.Findings = append(in.doc.Findings, Finding{code, severity, field, params})
}

// readRevisions lists the revisions and, as they come, the signatures: what the last
// revision hides was there nevertheless.
func (in *inspection) readRevisions() error {
	in.first = -1
	running, done := sha256.New(), 0
	for r, s := range in.file.Sections {
		running.Write(in.file.Bytes[done:s.End])
		done = s.End
		rev := Revision{Kind: RevisionChanged, End: s.End}
		running.Sum(rev.SHA256[:0])
		for n, e := range s.Entries {
			if e.InUse {
				rev.Objects = append(rev.Objects, n)
			}
		}
		slices.Sort(rev.Objects)
		kind, err := in.readSignatures(r)
		if err != nil {
			return err
		}
		switch {
		case kind != "":
			rev.Kind = kind
		case r == 0:
			rev.Kind = RevisionOriginal
		case in.storeBegins(r):
			rev.Kind = RevisionValidation
		}
		in.doc.Revisions = append(in.doc.Revisions, rev)
	}
	fields, err := formFields(in.file.Last())
	if err != nil {
		return err
	}
	for _, f := range fields {
		if f.kind == "Sig" {
			in.doc.Fields = append(in.doc.Fields, FieldState{in.place(f), f.dict["V"] != nil})
		}
	}
	return nil
}

// storeBegins reports whether the revision brought the security store.
func (in *inspection) storeBegins(r int) bool {
	root, _, err := in.file.At(r).Root()
	before, _, _ := in.file.At(r - 1).Root()
	return err == nil && root["DSS"] != nil && before["DSS"] == nil
}

// readSignatures notes those that are in this revision for the first time.
func (in *inspection) readSignatures(r int) (kind string, err error) {
	v := in.file.At(r)
	fields, err := formFields(v)
	if err != nil {
		return "", err
	}
	for _, f := range fields {
		dict := v.Dict(f.dict["V"])
		if f.kind != "Sig" || dict == nil || in.known(f, dict) {
			continue
		}
		ref, _ := f.dict["V"].(pdf.Ref)
		in.found = append(in.found, foundSignature{f, ref, dict})
		s := in.describe(v, f, dict)
		s.Revision = r
		if in.doc.Signatures = append(in.doc.Signatures, s); in.first < 0 {
			in.first = r
		}
		if kind = RevisionSignature; s.Kind == Timestamped {
			kind = RevisionTimestamp
		}
	}
	return kind, nil
}

func (in *inspection) known(f formField, dict pdf.Dict) bool {
	return slices.ContainsFunc(in.found, func(s foundSignature) bool {
		return s.field.name == f.name && pdf.Equal(s.dict["Contents"], dict["Contents"])
	})
}

// describe reads what a signature says of itself.
func (in *inspection) describe(v *pdf.View, f formField, dict pdf.Dict) Signature {
	text := func(key pdf.Name) string {
		o, _ := v.Resolve(dict[key])
		s, _ := o.(pdf.String)
		return s.Text()
	}
	form, _ := dict["SubFilter"].(pdf.Name)
	place := in.place(f)
	s := Signature{
		Field: f.name, Kind: Approval, SubFilter: string(form), Page: place.Page, Rect: place.Rect,
		Name: text("Name"), Reason: text("Reason"), Location: text("Location"), At: parseDate(text("M")),
	}
	if dict["Type"] == pdf.Name("DocTimeStamp") || form == formTimestamp {
		s.Kind = Timestamped
	}
	if p := permission(v, dict); p > 0 && len(in.doc.Signatures) == 0 {
		s.Kind, in.doc.Certified = Certification, p
	}
	return s
}

// permission is the DocMDP level that a signature sets; 0: none.
func permission(v *pdf.View, dict pdf.Dict) int {
	for _, o := range v.Array(dict["Reference"]) {
		reference := v.Dict(o)
		if reference["TransformMethod"] != pdf.Name("DocMDP") {
			continue
		}
		p, ok := v.Dict(reference["TransformParams"])["P"].(int64)
		switch {
		case !ok:
			return 2 // as the standard says
		case p >= 1 && p <= 3:
			return int(p)
		}
	}
	return 0
}

// place says where a field is drawn.
func (in *inspection) place(f formField) Field {
	v := in.file.Last()
	out := Field{Name: f.name, Rect: box(v, f.dict)}
	if out.Rect[2] <= out.Rect[0] || out.Rect[3] <= out.Rect[1] {
		return out
	}
	ref, _ := f.dict["P"].(pdf.Ref)
	out.Page = slices.Index(in.pages, ref) + 1
	return out
}

// clone copies the state of a hash.
func clone(h hash.Hash) hash.Hash {
	c, err := h.(hash.Cloner).Clone()
	if err != nil { // SHA-256 has no reason to
		return sha256.New()
	}
	return c
}
