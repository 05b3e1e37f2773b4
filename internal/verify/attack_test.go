package verify_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"zhaoyun/internal/evidence"
	"zhaoyun/internal/evidence/evidencetest"
	"zhaoyun/internal/pades"
	"zhaoyun/internal/pades/pdf"
	"zhaoyun/internal/verify"
)

// caught checks a package that was tampered with: the report names the attack.
func caught(t *testing.T, p *evidence.Package, o verify.Options, want ...verify.Code) {
	t.Helper()
	caughtFile(t, evidencetest.File(p), o, want...)
}

func caughtFile(t *testing.T, file []byte, o verify.Options, want ...verify.Code) {
	t.Helper()
	r := verify.Verify("x.zip", file, o)
	if r.OK || r.Verdict != verify.VerdictInvalid {
		t.Errorf("the verdict is %s", r.Verdict)
	}
	for _, code := range want {
		if !slices.Contains(badCodes(r), code) {
			t.Errorf("%s is not among %v", code, badCodes(r))
		}
	}
}

// agreement is a frozen one that everybody has confirmed.
func confirmed(t *testing.T, before func([]byte) []byte) *evidencetest.Agreement {
	t.Helper()
	a := evidencetest.New(t.Context(), evidencetest.Options{Title: "投资协议", Parties: evidencetest.Parties(3), Before: before})
	for _, p := range a.Parties {
		a.Confirm(p)
	}
	return a
}

// tampered seals with something done to the file after the first party has signed;
// every signature, also the later ones, stays valid for its own bytes.
func tampered(t *testing.T, a *evidencetest.Agreement, alter func([]byte) []byte) *evidence.Package {
	t.Helper()
	for i, p := range a.Parties {
		a.Seal(t.Context(), p)
		if i == 0 {
			a.PDF = alter(a.PDF)
		}
	}
	return a.Release(t.Context())
}

// revise appends a revision to a PDF.
func revise(t *testing.T, file []byte, alter func(u *pdf.Update, v *pdf.View)) []byte {
	t.Helper()
	f, err := pdf.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	u, err := f.Update()
	if err != nil {
		t.Fatal(err)
	}
	alter(u, u.View())
	out, _, err := u.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAFlippedByteIsNamed(t *testing.T) {
	t.Parallel()
	_, p, o := whole(t)
	doc, err := pades.Inspect(p.Document)
	if err != nil {
		t.Fatal(err)
	}
	party := doc.Signatures[1]
	for name, at := range map[string]int{
		"in a page":                    bytes.Index(p.Document, []byte("page 2 of")),
		"in the first header":          3,
		"in the first signature":       doc.Signatures[0].ByteRange[1] + 200,
		"in a party's signature":       party.ByteRange[1] + 300,
		"in its dictionary":            party.ByteRange[2] + 4,
		"in the closing timestamp":     doc.Signatures[4].ByteRange[1] + 240,
		"in its padding":               doc.Signatures[4].ByteRange[2] - 10,
		"in the security store":        doc.Revisions[len(doc.Revisions)-2].End - 400,
		"in the last cross references": len(p.Document) - 60,
		"in the last byte":             len(p.Document) - 2,
	} {
		q := *p
		q.Document = bytes.Clone(p.Document)
		q.Document[at] ^= 0x01
		r := verify.Verify("x.zip", evidencetest.File(&q), o)
		if r.OK || !r.Has(verify.ReleasedDiffers) {
			t.Errorf("%s: %s, %v", name, r.Verdict, badCodes(r))
		}
		if alone := verify.Verify("x.pdf", q.Document, o); alone.OK {
			t.Errorf("%s, the PDF alone: %s, %v", name, alone.Verdict, badCodes(alone))
		}
	}
	q := *p
	q.Document = bytes.Replace(p.Document, []byte("page 2 of"), []byte("page 9 of"), 1)
	caught(t, &q, o, "document.digest_mismatch", verify.FrozenDiffers, verify.ReleasedDiffers)
}

// Every byte of the package counts, but for the readme and the archive's own frame.
func TestNoByteOfTheEvidenceMayChange(t *testing.T) {
	t.Parallel()
	_, p, o := whole(t)
	for i := range p.Chain.Lines {
		if i%3 != 0 && i < len(p.Chain.Lines)-1 {
			continue
		}
		for _, at := range []int{3, len(p.Chain.Lines[i].Raw()) / 2, len(p.Chain.Lines[i].Raw()) - 10} {
			file := rezip(t, evidencetest.File(p), "evidence.json", func(body string) string {
				line := string(p.Chain.Lines[i].Raw())
				quoted := strings.ReplaceAll(line, `"`, `\"`)
				k := strings.Index(body, quoted[:40])
				raw := []byte(body)
				for raw[k+at] == '\\' || raw[k+at] == '"' {
					k++
				}
				raw[k+at] ^= 0x01
				return string(raw)
			})
			if r := verify.Verify("x.zip", file, o); r.OK {
				t.Errorf("line %d, byte %d: %s", i, at, r.Verdict)
			}
		}
	}
}

func TestASwappedPageIsNamedThoughEverySignatureIsValid(t *testing.T) {
	t.Parallel()
	a := confirmed(t, nil)
	p := tampered(t, a, func(file []byte) []byte {
		return revise(t, file, func(u *pdf.Update, v *pdf.View) {
			pages, _, err := v.Pages()
			if err != nil {
				t.Fatal(err)
			}
			other := u.Add(&pdf.Stream{Dict: pdf.Dict{}, Data: []byte("BT /F1 24 Tf 72 720 Td (The price is another) Tj ET")})
			u.Put(pages[1], v.Dict(pages[1]).With("Contents", other))
		})
	})
	doc, err := pades.Inspect(p.Document)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range doc.Signatures {
		if !s.Sound {
			t.Errorf("the attack is clumsy: the signature in %s is not valid", s.Field)
		}
	}
	caught(t, p, reader(a), "document.page_changed")
}

func TestAChangedFieldIsNamed(t *testing.T) {
	t.Parallel()
	var field pdf.Ref
	a := confirmed(t, func(file []byte) []byte {
		return revise(t, file, func(u *pdf.Update, v *pdf.View) {
			root, ref := rootOf(t, v)
			field = u.Add(pdf.Dict{"FT": pdf.Name("Tx"), "T": pdf.String{Bytes: []byte("amount")}})
			form := v.Dict(root["AcroForm"])
			u.Put(ref, root.With("AcroForm", form.With("Fields", append(slices.Clone(v.Array(form["Fields"])), field))))
		})
	})
	p := tampered(t, a, func(file []byte) []byte {
		return revise(t, file, func(u *pdf.Update, v *pdf.View) {
			u.Put(field, v.Dict(field).With("V", pdf.String{Bytes: []byte("9,000,000")}))
		})
	})
	caught(t, p, reader(a), "document.field_changed")
}

func rootOf(t *testing.T, v *pdf.View) (pdf.Dict, pdf.Ref) {
	t.Helper()
	root, ref, err := v.Root()
	if err != nil {
		t.Fatal(err)
	}
	return root, ref
}

func TestAnAppendedRevisionIsNamed(t *testing.T) {
	t.Parallel()
	_, p, o := whole(t)
	p.Document = revise(t, p.Document, func(u *pdf.Update, _ *pdf.View) {
		u.Add(pdf.Dict{"Type": pdf.Name("Annot"), "Subtype": pdf.Name("FreeText")})
	})
	caught(t, p, o, "document.bytes_after", verify.ReleasedDiffers)
	if r := verify.Verify("x.pdf", p.Document, o); r.OK || !r.Has("document.bytes_after") {
		t.Errorf("the PDF alone: %v", badCodes(r))
	}
}
