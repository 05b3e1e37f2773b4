package pades

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"zhaoyun/internal/pades/pdf"
)

// What writing refuses.
var (
	ErrForm      = errors.New("the file has a form or signatures already")
	ErrFields    = errors.New("the signature fields are not right")
	ErrNoField   = errors.New("the file has no such signature field")
	ErrSigned    = errors.New("the field is signed already")
	ErrNotFirst  = errors.New("certifying comes before every signature")
	ErrChain     = errors.New("the signer's certificate is missing or has no P-256 key")
	ErrRoom      = errors.New("the signature is larger than the room kept for it")
	ErrSignature = errors.New("the signature is not by the certificate's key")
	ErrPending   = errors.New("the pending signature is damaged")
	ErrStore     = errors.New("the file has a security store already")
)

// maxFields is how many signature fields a file has at most.
const maxFields = 512

// widgetFlags: printed, and nobody can move it.
const widgetFlags = 4 | 128

// Prepare appends the empty signature fields, all of them before anybody signs,
// among them one for the platform and one for the closing timestamp.
func Prepare(content []byte, fields []Field) ([]byte, error) {
	u, err := update(content)
	if err != nil {
		return nil, err
	}
	v := u.View()
	root, ref, err := v.Root()
	if err != nil {
		return nil, err
	}
	if form := v.Dict(root["AcroForm"]); len(v.Array(form["Fields"])) > 0 || form["XFA"] != nil {
		return nil, ErrForm
	}
	pages, _, err := v.Pages()
	if err != nil {
		return nil, err
	}
	if err := checkFields(fields, len(pages)); err != nil {
		return nil, err
	}
	var all pdf.Array
	annotations := map[pdf.Ref]pdf.Array{}
	for _, f := range fields {
		page, rect := pages[max(f.Page, 1)-1], pdf.Array{}
		for _, c := range f.Rect {
			if f.Page == 0 {
				c = 0
			}
			rect = append(rect, pdf.Float(c))
		}
		widget := u.Add(pdf.Dict{
			"Type": pdf.Name("Annot"), "Subtype": pdf.Name("Widget"), "FT": pdf.Name("Sig"), "T": pdf.Text(f.Name),
			"F": int64(widgetFlags), "P": page, "Rect": rect,
		})
		all = append(all, widget)
		annotations[page] = append(annotations[page], widget)
	}
	for page, added := range annotations {
		dict := v.Dict(page)
		u.Put(page, dict.With("Annots", append(append(pdf.Array{}, v.Array(dict["Annots"])...), added...)))
	}
	esic := pdf.Dict{"BaseVersion": pdf.Name("1.7"), "ExtensionLevel": int64(5)} // PAdES
	u.Put(ref, root.With("AcroForm", pdf.Dict{"SigFlags": int64(3), "Fields": all}).
		With("Extensions", v.Dict(root["Extensions"]).With("ESIC", esic)))
	out, _, err := u.Bytes()
	return out, err
}

func checkFields(fields []Field, pages int) error {
	names := map[string]bool{}
	if len(fields) == 0 || len(fields) > maxFields {
		return fmt.Errorf("%w: there are %d", ErrFields, len(fields))
	}
	for _, f := range fields {
		switch {
		case f.Name == "" || strings.Contains(f.Name, ".") || len(f.Name) > 200: // a dot would part it
			return fmt.Errorf("%w: the name %q", ErrFields, f.Name)
		case names[f.Name]:
			return fmt.Errorf("%w: the name %q comes twice", ErrFields, f.Name)
		case f.Page < 0 || f.Page > pages:
			return fmt.Errorf("%w: page %d of %d", ErrFields, f.Page, pages)
		case f.Page > 0 && !isBox(f.Rect):
			return fmt.Errorf("%w: the box of %q", ErrFields, f.Name)
		}
		names[f.Name] = true
	}
	return nil
}

func isBox(r [4]float64) bool {
	for _, c := range r {
		if math.IsNaN(c) || math.Abs(c) > 14_400 { // the largest page there is
			return false
		}
	}
	return r[2] > r[0] && r[3] > r[1]
}

// update begins a revision of a file.
func update(content []byte) (*pdf.Update, error) {
	f, err := pdf.Read(content)
	if err != nil {
		return nil, err
	}
	return f.Update()
}
