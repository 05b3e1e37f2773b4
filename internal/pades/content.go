package pades

import (
	"crypto/x509"
	"slices"

	"zhaoyun/internal/pades/pdf"
)

// pageObjects says to which page each object belongs, as of the first signature. One
// that several share belongs to the first.
func (in *inspection) pageObjects() map[int]int {
	v, owner := in.file.At(in.first), map[int]int{}
	pages, nodes, _ := v.Pages()
	for _, n := range nodes { // a page refers to them, but they are not its
		owner[n.Number] = 0
	}
	for _, p := range pages {
		owner[p.Number] = 0
	}
	for i, p := range pages {
		owner[p.Number] = i + 1
		own(v, v.Dict(p), i+1, owner, 0)
	}
	for n, page := range owner {
		if page == 0 {
			delete(owner, n)
		}
	}
	return owner
}

func own(v *pdf.View, o any, page int, owner map[int]int, depth int) {
	if depth > 64 {
		return
	}
	switch o := o.(type) {
	case pdf.Ref:
		if _, taken := owner[o.Number]; taken {
			return
		}
		owner[o.Number] = page
		inner, _ := v.Resolve(o)
		own(v, inner, page, owner, depth+1)
	case pdf.Array:
		for _, e := range o {
			own(v, e, page, owner, depth+1)
		}
	case *pdf.Stream:
		own(v, o.Dict, page, owner, depth+1)
	case pdf.Dict:
		for key, e := range o {
			if key != "Parent" && key != "P" {
				own(v, e, page, owner, depth+1)
			}
		}
	}
}

// readStore reads the certificates and lists of the security store.
func (in *inspection) readStore() {
	v := in.file.Last()
	root, _, _ := v.Root()
	store := v.Dict(root["DSS"])
	each := func(key pdf.Name, read func([]byte)) {
		for i, o := range v.Array(store[key]) {
			o, _ = v.Resolve(o)
			if s, ok := o.(*pdf.Stream); ok && i < 64 && s.Dict["Filter"] == nil {
				read(s.Data)
			}
		}
	}
	each("Certs", func(b []byte) {
		if c, err := x509.ParseCertificate(b); err == nil {
			in.doc.Certificates = append(in.doc.Certificates, c)
		}
	})
	each("CRLs", func(b []byte) {
		if l, err := x509.ParseRevocationList(b); err == nil {
			in.doc.CRLs = append(in.doc.CRLs, l)
		}
	})
}

// checkEnd says whether the file is closed, and what follows that nobody signed.
func (in *inspection) checkEnd() {
	size, end := len(in.file.Bytes), in.file.End()
	if end < size {
		in.find(TailUnreadable, Bad, "", map[string]any{"bytes": size - end})
	}
	signatures := in.doc.Signatures
	if len(signatures) == 0 {
		in.find(Unsigned, Bad, "", nil)
		return
	}
	last := signatures[len(signatures)-1]
	if signed := last.ByteRange[2] + last.ByteRange[3]; signed < size {
		in.find(BytesAfter, Bad, "", map[string]any{"bytes": size - signed})
	}
	if last.Kind != Timestamped {
		in.find(NotClosed, Warn, "", nil)
	}
	root, _, _ := in.file.Last().Root()
	if perms := in.file.Last().Dict(root["Perms"]); in.doc.Certified == 0 || !pdf.Equal(perms["DocMDP"], in.found[0].ref) {
		in.find(NotCertified, Warn, "", nil)
	}
	if len(in.doc.Certificates) == 0 {
		in.find(NoValidation, Warn, "", nil)
	}
	for _, f := range in.doc.Fields {
		if !f.Signed {
			in.find(FieldUnsigned, Warn, f.Name, nil)
		}
	}
	for _, s := range in.found { // a later revision may have taken one out
		if !slices.ContainsFunc(in.doc.Fields, func(f FieldState) bool { return f.Name == s.field.name && f.Signed }) {
			in.find(SignatureGone, Bad, s.field.name, map[string]any{"object": s.ref.Number, "revision": len(in.file.Sections) - 1})
		}
	}
}

// checkContent points out what does more than to be read.
func (in *inspection) checkContent() {
	v := in.file.Last()
	root, _, _ := v.Root()
	kinds := map[string]bool{}
	note := func(kind string, there bool) { kinds[kind] = kinds[kind] || there }
	action := func(o any) {
		name, _ := v.Dict(o)["S"].(pdf.Name)
		note("javascript", name == "JavaScript")
		note("launch", name == "Launch")
	}
	names := v.Dict(root["Names"])
	note("javascript", names["JavaScript"] != nil)
	note("embedded", names["EmbeddedFiles"] != nil || root["AF"] != nil)
	note("xfa", v.Dict(root["AcroForm"])["XFA"] != nil)
	action(root["OpenAction"])
	note("actions", root["AA"] != nil)
	for _, p := range in.pages {
		page := v.Dict(p)
		note("actions", page["AA"] != nil)
		for _, a := range v.Array(page["Annots"]) {
			annotation := v.Dict(a)
			action(annotation["A"])
			note("actions", annotation["AA"] != nil)
			note("embedded", annotation["Subtype"] == pdf.Name("FileAttachment"))
		}
	}
	for _, kind := range []string{"javascript", "launch", "embedded", "xfa", "actions"} {
		if kinds[kind] {
			in.find(ActiveContent, Warn, "", map[string]any{"kind": kind})
		}
	}
}
