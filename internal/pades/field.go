package pades

import (
	"errors"

	"zhaoyun/internal/pades/pdf"
)

// formField is a terminal field of the form.
type formField struct {
	ref  pdf.Ref
	dict pdf.Dict
	name string
	kind pdf.Name // Sig, Tx, Btn or Ch
}

var errManyFields = errors.New("the form has too many fields")

// maxFormFields bounds what is read of forms of others.
const maxFormFields = 4096

// formFields lists the fields of a view in their order.
func formFields(v *pdf.View) ([]formField, error) {
	root, _, err := v.Root()
	if err != nil {
		return nil, err
	}
	var out []formField
	seen := map[int]bool{}
	var walk func(o any, name string, kind pdf.Name, depth int) error
	walk = func(o any, name string, kind pdf.Name, depth int) error {
		ref, ok := o.(pdf.Ref)
		if !ok || seen[ref.Number] || depth > 16 {
			return nil
		}
		if seen[ref.Number] = true; len(seen) > maxFormFields {
			return errManyFields
		}
		dict := v.Dict(ref)
		if own, ok := dict["FT"].(pdf.Name); ok {
			kind = own
		}
		part, _ := v.Resolve(dict["T"])
		t, named := part.(pdf.String)
		switch {
		case named && name != "":
			name += "." + t.Text()
		case named:
			name = t.Text()
		}
		inner := false
		for _, kid := range v.Array(dict["Kids"]) {
			if v.Dict(kid)["T"] != nil { // a field; else only another place where this one is shown
				inner = true
				if err := walk(kid, name, kind, depth+1); err != nil {
					return err
				}
			}
		}
		if !inner && dict != nil {
			out = append(out, formField{ref, dict, name, kind})
		}
		return nil
	}
	for _, o := range v.Array(v.Dict(root["AcroForm"])["Fields"]) {
		if err := walk(o, "", "", 0); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// emptyField finds a signature field that is not signed.
func emptyField(v *pdf.View, name string) (formField, error) {
	fields, err := formFields(v)
	if err != nil {
		return formField{}, err
	}
	for _, f := range fields {
		if f.name != name || f.kind != "Sig" {
			continue
		}
		if f.dict["V"] != nil {
			return formField{}, ErrSigned
		}
		return f, nil
	}
	return formField{}, ErrNoField
}

// box is the field's rectangle.
func box(v *pdf.View, dict pdf.Dict) (r [4]float64) {
	for i, c := range v.Array(dict["Rect"]) {
		if i < len(r) {
			r[i], _ = pdf.Number(c)
		}
	}
	return r
}
