package pades

import (
	"bytes"
	"crypto/sha1" //nolint:gosec // a name that the standard gives, not a proof
	"crypto/x509"
	"fmt"

	"zhaoyun/internal/pades/pdf"
)

// AddDSS appends the document security store: what a reader needs to check the
// signatures when the authorities are gone.
func AddDSS(content []byte, certs []*x509.Certificate, crls [][]byte) ([]byte, error) {
	u, err := update(content)
	if err != nil {
		return nil, err
	}
	v := u.View()
	root, ref, err := v.Root()
	if err != nil {
		return nil, err
	}
	if root["DSS"] != nil {
		return nil, ErrStore
	}
	var raw [][]byte
	for _, c := range certs {
		raw = append(raw, c.Raw)
	}
	stored, lists := streams(u, raw), streams(u, crls)
	fields, err := formFields(v)
	if err != nil {
		return nil, err
	}
	vri := pdf.Dict{}
	for _, f := range fields {
		contents, ok := v.Dict(f.dict["V"])["Contents"].(pdf.String)
		if f.kind != "Sig" || !ok {
			continue
		}
		name := sha1.Sum(contents.Bytes) //nolint:gosec // as above; of all the bytes, padding among them
		vri[pdf.Name(fmt.Sprintf("%X", name))] = pdf.Dict{"Type": pdf.Name("VRI"), "Cert": stored, "CRL": lists}
	}
	store := u.Add(pdf.Dict{"Type": pdf.Name("DSS"), "Certs": stored, "CRLs": lists, "VRI": vri})
	u.Put(ref, root.With("DSS", store))
	out, _, err := u.Bytes()
	return out, err
}

// streams writes each content once.
func streams(u *pdf.Update, contents [][]byte) pdf.Array {
	var refs pdf.Array
	for i, c := range contents {
		twice := false
		for _, earlier := range contents[:i] {
			twice = twice || bytes.Equal(earlier, c)
		}
		if !twice {
			refs = append(refs, u.Add(&pdf.Stream{Dict: pdf.Dict{}, Data: c}))
		}
	}
	return refs
}
