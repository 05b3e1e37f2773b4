package pades_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"slices"
	"testing"

	"zhaoyun/internal/pades"
	"zhaoyun/internal/pades/padestest"
	"zhaoyun/internal/pades/pdf"
	"zhaoyun/internal/pki"
)

// append a revision that does something.
func revise(t *testing.T, content []byte, change func(u *pdf.Update)) []byte {
	t.Helper()
	f, err := pdf.Read(content)
	if err != nil {
		t.Fatal(err)
	}
	u, err := f.Update()
	if err != nil {
		t.Fatal(err)
	}
	change(u)
	out, _, err := u.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func pageOf(u *pdf.Update, n int) (pdf.Ref, pdf.Dict) {
	pages, _, _ := u.View().Pages()
	return pages[n-1], u.View().Dict(pages[n-1])
}

func rootOf(u *pdf.Update) (pdf.Ref, pdf.Dict) {
	root, ref, _ := u.View().Root()
	return ref, root
}

// fieldOf is the widget of the n-th field.
func fieldOf(u *pdf.Update, n int) (pdf.Ref, pdf.Dict) {
	_, root := rootOf(u)
	ref, _ := u.View().Array(u.View().Dict(root["AcroForm"])["Fields"])[n].(pdf.Ref)
	return ref, u.View().Dict(ref)
}

// changes are what somebody may append between two signatures. The signatures before
// and after stay valid in every viewer.
var changes = []struct {
	name string
	want pades.Code
	do   func(u *pdf.Update)
}{
	{"a page's content swapped", pades.PageChanged, func(u *pdf.Update) {
		_, page := pageOf(u, 2)
		u.Put(page["Contents"].(pdf.Ref), &pdf.Stream{Dict: pdf.Dict{}, Data: []byte("BT /F1 14 Tf 72 770 Td (900 million) Tj ET")})
	}},
	{"a page led to other content", pades.PageChanged, func(u *pdf.Update) {
		ref, page := pageOf(u, 2)
		u.Put(ref, page.With("Contents", u.Add(&pdf.Stream{Dict: pdf.Dict{}, Data: []byte("q Q")})))
	}},
	{"the font swapped", pades.PageChanged, func(u *pdf.Update) {
		u.Put(pdf.Ref{Number: 3}, pdf.Dict{"Type": pdf.Name("Font"), "Subtype": pdf.Name("Type1"), "BaseFont": pdf.Name("Symbol")})
	}},
	{"a note laid over a page", pades.PageChanged, func(u *pdf.Update) {
		ref, page := pageOf(u, 1)
		note := u.Add(pdf.Dict{"Type": pdf.Name("Annot"), "Subtype": pdf.Name("FreeText"), "Rect": pdf.Array{int64(0), int64(0), int64(500), int64(800)}})
		u.Put(ref, page.With("Annots", pdf.Array{note}))
	}},
	{"a page taken out", pades.PagesChanged, func(u *pdf.Update) {
		_, root := rootOf(u)
		ref, _ := root["Pages"].(pdf.Ref)
		tree := u.View().Dict(ref)
		u.Put(ref, tree.With("Kids", u.View().Array(tree["Kids"])[1:]).With("Count", int64(3)))
	}},
	{"another tree of pages", pades.PagesChanged, func(u *pdf.Update) {
		ref, root := rootOf(u)
		u.Put(ref, root.With("Pages", u.Add(u.View().Dict(root["Pages"]))))
	}},
	{"a script that runs when opened", pades.CatalogReplaced, func(u *pdf.Update) {
		ref, root := rootOf(u)
		u.Put(ref, root.With("OpenAction", pdf.Dict{"S": pdf.Name("JavaScript"), "JS": pdf.String{Bytes: []byte("x")}}))
	}},
	{"the permission taken away", pades.CatalogReplaced, func(u *pdf.Update) {
		ref, root := rootOf(u)
		changed := root.With("Perms", nil)
		delete(changed, "Perms")
		u.Put(ref, changed)
	}},
	{"another field", pades.CatalogReplaced, func(u *pdf.Update) {
		ref, root := rootOf(u)
		form := u.View().Dict(root["AcroForm"])
		field := u.Add(pdf.Dict{"FT": pdf.Name("Tx"), "T": pdf.Text("price"), "V": pdf.Text("1")})
		u.Put(ref, root.With("AcroForm", form.With("Fields", append(slices.Clone(u.View().Array(form["Fields"])), field))))
	}},
	{"a field moved", pades.FieldChanged, func(u *pdf.Update) {
		ref, field := fieldOf(u, 3)
		u.Put(ref, field.With("Rect", pdf.Array{int64(0), int64(0), int64(500), int64(800)}))
	}},
	{"a field drawn but not signed", pades.FieldChanged, func(u *pdf.Update) {
		ref, field := fieldOf(u, 3)
		form := u.Add(&pdf.Stream{Dict: pdf.Dict{"Subtype": pdf.Name("Form"), "BBox": pdf.Array{}}, Data: []byte("q Q")})
		u.Put(ref, field.With("AP", pdf.Dict{"N": form}))
	}},
	{"a signature drawn otherwise", pades.FieldChanged, func(u *pdf.Update) {
		ref, field := fieldOf(u, 1)
		form := u.Add(&pdf.Stream{Dict: pdf.Dict{"Subtype": pdf.Name("Form"), "BBox": pdf.Array{}}, Data: []byte("q Q")})
		u.Put(ref, field.With("AP", pdf.Dict{"N": form}))
	}},
	{"a signature's reason changed", pades.SignatureGone, func(u *pdf.Update) {
		_, field := fieldOf(u, 1)
		ref, _ := field["V"].(pdf.Ref)
		u.Put(ref, u.View().Dict(ref).With("Reason", pdf.Text("乙方不同意")))
	}},
	{"a signature taken out", pades.SignatureGone, func(u *pdf.Update) {
		ref, field := fieldOf(u, 1)
		changed := field.With("V", nil)
		delete(changed, "V")
		u.Put(ref, changed)
	}},
	{"an object that nothing needs", pades.ObjectAdded, func(u *pdf.Update) {
		u.Add(pdf.Dict{"Type": pdf.Name("Filespec"), "F": pdf.Text("x")})
	}},
	{"the document's title", pades.ObjectChanged, func(u *pdf.Update) {
		u.Put(pdf.Ref{Number: 4}, pdf.Dict{"Title": pdf.Text("另一份协议")})
	}},
	{"nothing", pades.RevisionUnsaid, func(*pdf.Update) {}},
}

func TestChangesBetweenSignaturesAreNamed(t *testing.T) {
	t.Parallel()
	a := padestest.Authorities(t)
	parties := padestest.Parties
	first := padestest.Sign(t, a, padestest.Frozen(t, a, padestest.Plain(4), parties, 4), parties[0])
	for _, c := range changes {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			content := revise(t, first, c.do)
			// Open: the change is the last revision.
			wants(t, content, c.want, pades.BytesAfter)
			// Covered: the next party signs what was changed, and all of it is closed.
			closed := padestest.Close(t, a, padestest.Sign(t, a, content, parties[1]))
			doc := wants(t, closed, c.want)
			for _, s := range doc.Signatures {
				if !s.Sound {
					t.Errorf("%s is not sound by itself", s.Field)
				}
			}
		})
	}
}

// wants inspects a file and looks for findings that speak against it.
func wants(t *testing.T, content []byte, codes ...pades.Code) *pades.Document {
	t.Helper()
	doc, err := pades.Inspect(content)
	if err != nil {
		t.Fatal(err)
	}
	if doc.OK() {
		t.Error("nothing speaks against it")
	}
	for _, code := range codes {
		if !has(doc.Findings, code) {
			t.Errorf("%s is not found, but %+v", code, doc.Findings)
		}
	}
	return doc
}

func has(findings []pades.Finding, code pades.Code) bool {
	return slices.ContainsFunc(findings, func(f pades.Finding) bool { return f.Code == code && f.Severity == pades.Bad })
}

func TestAPageIsNamedByItsNumber(t *testing.T) {
	t.Parallel()
	a := padestest.Authorities(t)
	content := revise(t, padestest.Sealed(t, a, 4, padestest.Parties...), changes[0].do)
	doc := wants(t, content, pades.PageChanged, pades.BytesAfter, pades.RevisionUnsaid)
	for _, f := range doc.Findings {
		if f.Code == pades.PageChanged && f.Params["page"] != 2 {
			t.Errorf("%+v", f)
		}
		if f.Code == pades.BytesAfter && f.Params["bytes"] != len(content)-doc.Revisions[len(doc.Revisions)-2].End {
			t.Errorf("%+v", f)
		}
	}
}

func TestBytesThatNobodySignedAreFound(t *testing.T) {
	t.Parallel()
	a := padestest.Authorities(t)
	sealed := padestest.Sealed(t, a, 2, padestest.Parties...)
	wants(t, append(slices.Clone(sealed), "\n% hello"...), pades.BytesAfter, pades.TailUnreadable)
	wants(t, append(slices.Clone(sealed), "xref\n0 1\n0 65535 f\ntrailer <<>> startxref 99999999 %%EOF"...), pades.BytesAfter, pades.TailUnreadable)
	// A revision that points back into the bytes of another.
	f, err := pdf.Read(sealed)
	if err != nil {
		t.Fatal(err)
	}
	last := f.Sections[len(f.Sections)-1]
	tail := fmt.Sprintf("xref\n6 1\n%010d 00000 n\r\ntrailer\n<</Size 99/Root 1 0 R/Info 4 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n",
		bytes.Index(sealed, []byte("6 0 obj")), last.Offset, len(sealed))
	wants(t, append(slices.Clone(sealed), tail...), pades.ObjectMisplaced, pades.BytesAfter)
	// A page made free.
	tail = fmt.Sprintf("xref\n6 1\n0000000000 00001 f\r\ntrailer\n<</Size 99/Root 1 0 R/Info 4 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n", last.Offset, len(sealed))
	wants(t, append(slices.Clone(sealed), tail...), pades.ObjectRemoved)
	// Another root.
	tail = fmt.Sprintf("xref\n0 1\n0000000000 65535 f\r\ntrailer\n<</Size 99/Root 2 0 R/Info 4 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n", last.Offset, len(sealed))
	if doc, err := pades.Inspect(append(slices.Clone(sealed), tail...)); err == nil && doc.OK() {
		t.Error("another root passes")
	}
}

// TestEveryFlippedByteIsNoticed flips bytes all over the file, one at a time.
func TestEveryFlippedByteIsNoticed(t *testing.T) {
	t.Parallel()
	a := padestest.Authorities(t)
	sealed := padestest.Sealed(t, a, 2, padestest.Parties[0])
	step := len(sealed)/200 | 1
	for at := 0; at < len(sealed); at += step {
		flipped := slices.Clone(sealed)
		flipped[at] ^= 1
		doc, err := pades.Inspect(flipped)
		if err == nil && doc.OK() {
			t.Errorf("byte %d of %d (%q) may be flipped", at, len(sealed), sealed[max(0, at-20):at+1])
		}
	}
}

func TestTheBytesBetweenTheRangesAreTheSignatureAlone(t *testing.T) {
	t.Parallel()
	a := padestest.Authorities(t)
	sealed := padestest.Sealed(t, a, 2, padestest.Parties[0])
	doc, err := pades.Inspect(sealed)
	if err != nil {
		t.Fatal(err)
	}
	s := doc.Signatures[1]
	for name, hide := range map[string]string{"an end and more": "><41", "white space": "  ", "no digit": "zz"} {
		content := slices.Clone(sealed)
		copy(content[s.ByteRange[2]-20:], hide)
		if doc, err := pades.Inspect(content); err == nil && doc.OK() {
			t.Errorf("%s hides in the signature", name)
		}
	}
	filled := slices.Clone(sealed)
	copy(filled[s.ByteRange[2]-9:], "41414141")
	wants(t, filled, pades.BadSignature)
}

func TestRangesThatDoNotCoverAreNamed(t *testing.T) {
	t.Parallel()
	a := padestest.Authorities(t)
	sealed := padestest.Sealed(t, a, 2, padestest.Parties[0])
	doc, err := pades.Inspect(sealed)
	if err != nil {
		t.Fatal(err)
	}
	r := doc.Signatures[1].ByteRange
	was := fmt.Sprintf("[0 %d %d %d", r[1], r[2], r[3])
	for _, is := range []string{
		fmt.Sprintf("[1 %d %d %d", r[1], r[2], r[3]), fmt.Sprintf("[0 %d %d %d", r[1]-9, r[2], r[3]), fmt.Sprintf("[0 %d %d %d", r[1], r[2], r[3]-1),
		fmt.Sprintf("[0 %d %d 99999999999", r[1], r[2]), "[0 -1 9 9", "[0 9223372036854775807 9 9", "[0 1 2", "[0 (a) /b 1.5",
	} {
		content := bytes.Replace(sealed, []byte(was), []byte(is + "                                 ")[:len(was)], 1)
		if len(is) > len(was) {
			content = bytes.Replace(sealed, []byte(was), []byte(is)[:len(was)], 1)
		}
		wants(t, content, pades.BadByteRange)
	}
}

func TestSignaturesByOthersAreNamed(t *testing.T) {
	t.Parallel()
	ours, theirs := padestest.Authorities(t), padestest.Authorities(t)
	parties := padestest.Parties[:1]
	mixed := *ours
	sign := func(a *pki.Authorities) []byte {
		frozen := padestest.Frozen(t, ours, padestest.Plain(1), parties, 1)
		return padestest.Close(t, ours, padestest.Sign(t, a, frozen, parties[0]))
	}
	vouch := func(content []byte, code pades.Code) {
		t.Helper()
		doc, err := pades.Inspect(content)
		if err != nil {
			t.Fatal(err)
		}
		if all := doc.Vouch(ours.Anchors()); !has(all, code) || all[0].Field != "party-1" {
			t.Errorf("%s is not found, but %+v", code, all)
		}
	}
	mixed.CA = theirs.CA
	vouch(sign(&mixed), pades.UntrustedCertificate)
	mixed.CA, mixed.TSA = ours.CA, theirs.TSA
	vouch(sign(&mixed), pades.UntrustedTimestamp)
	doc, err := pades.Inspect(sign(ours))
	if err != nil || len(doc.Vouch(ours.Anchors())) > 0 || len(doc.Vouch(nil)) == 0 {
		t.Errorf("%v", err)
	}
}

// TestTheDigestAndTheSignatureAreToldApart changes the document under a signature, and
// the signature under a document.
func TestTheDigestAndTheSignatureAreToldApart(t *testing.T) {
	t.Parallel()
	a := padestest.Authorities(t)
	sealed := padestest.Sealed(t, a, 2, padestest.Parties[0])
	wants(t, bytes.Replace(sealed, []byte("100 million"), []byte("900 million"), 1), pades.DigestMismatch)
	doc, err := pades.Inspect(sealed)
	if err != nil {
		t.Fatal(err)
	}
	value := []byte(hex.EncodeToString(doc.Signatures[1].Value))
	at := bytes.Index(sealed, value) + len(value) - 2
	content := slices.Clone(sealed)
	content[at] = "10"[content[at]&1]
	if bytes.Equal(content, sealed) {
		content[at] = '5'
	}
	wants(t, content, pades.BadSignature)
}
