package pades_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/pades"
	"zhaoyun/internal/pades/padestest"
	"zhaoyun/internal/pades/pdf"
)

// hostile are files made to exhaust whoever reads them.
func hostile() map[string][]byte {
	file := func(objects ...string) []byte {
		var b bytes.Buffer
		b.WriteString("%PDF-1.7\n")
		var at []int
		for i, o := range objects {
			at = append(at, b.Len())
			fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
		}
		start := b.Len()
		fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f\r\n", len(objects)+1)
		for _, o := range at {
			fmt.Fprintf(&b, "%010d 00000 n\r\n", o)
		}
		fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
		return b.Bytes()
	}
	const catalog, pages, page = "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>", "<</Type/Page/Parent 2 0 R>>"
	wide := "<</Type/Pages/Kids[" + strings.Repeat("2 0 R ", 100_000) + "]>>"
	chain := []byte("%PDF-1.7\n")
	for i := range 2_000 {
		at := len(chain)
		chain = fmt.Appendf(chain, "xref\n0 0\ntrailer\n<</Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n", max(9, at-70-i%3), at)
	}
	return map[string][]byte{
		"nested without end":         file("<</Type/Catalog/Pages 2 0 R/X "+strings.Repeat("[", 1<<20)+">>", pages, page),
		"dictionaries without end":   file(strings.Repeat("<</A", 1<<18), pages, page),
		"pages in a circle":          file(catalog, "<</Type/Pages/Kids[2 0 R]>>", page),
		"pages by the thousand":      file(catalog, wide, page),
		"references in a circle":     file(catalog, pages, "4 0 R", "3 0 R"),
		"fields in a circle":         file(catalog, pages, page, "<</FT/Sig/T(a)/Kids[4 0 R 4 0 R]>>"),
		"numbers without bounds":     file(catalog, pages, page, "<</FT/Sig/T(a)/Rect[1e999 -99999999999999999999999 9223372036854775808 .]/V<</Contents<>/ByteRange[9223372036854775807 9223372036854775807 -1 0]>>>>"),
		"a length that is itself":    file(catalog, pages, page, "<</Length 4 0 R>>stream\nendstream"),
		"a length beyond the file":   file(catalog, pages, page, "<</Length 99999999999999>>stream\nendstream"),
		"a table without end":        []byte("%PDF-1.7\nxref\n0 99999999\n0 0 n\ntrailer<</Root 1 0 R>>startxref\n9\n%%EOF"),
		"a table that is itself":     []byte("%PDF-1.7\nxref\n0 0\ntrailer<</Root 1 0 R/Prev 9>>startxref\n9\n%%EOF"),
		"two thousand tables":        chain,
		"many ends":                  append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("startxref 9 "), 100_000)...),
		"a string without end":       file("("+strings.Repeat("(", 1<<20), pages, page),
		"a permission that is a lie": file("<</Type/Catalog/Pages 2 0 R/Perms<</DocMDP 1 0 R>>/DSS 1 0 R/AcroForm<</Fields[4 0 R]>>>>", pages, page, "<</FT/Sig/T(a)/V 4 0 R/Contents<00>/Reference[<</TransformMethod/DocMDP/TransformParams 4 0 R/P 9>>]>>"),
	}
}

func TestHostileFilesAreAnsweredAtOnce(t *testing.T) {
	t.Parallel()
	for name, content := range hostile() {
		began := time.Now()
		if doc, err := pades.Inspect(content); err == nil && doc.OK() {
			t.Errorf("%s: it passes", name)
		}
		if _, err := pades.Prepare(content, padestest.Fields(nil, 1)); err == nil && name != "pages in a circle" {
			t.Logf("%s: fields can be added", name)
		}
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("%s takes %s", name, took)
		}
	}
}

func FuzzInspect(f *testing.F) {
	a := padestest.Authorities(f)
	sealed := padestest.Sealed(f, a, 2, padestest.Parties[0])
	f.Add(sealed)
	f.Add(padestest.Plain(2))
	f.Add(padestest.Modern())
	f.Add(sealed[:len(sealed)/2])
	for _, content := range hostile() {
		if len(content) < 4096 {
			f.Add(content)
		}
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		doc, err := pades.Inspect(content)
		if err != nil {
			return
		}
		doc.Vouch(a.Anchors())
		if doc.OK() && len(doc.Signatures) == 0 {
			t.Error("a file without signatures passes")
		}
		file, err := pdf.Read(content)
		if err != nil {
			t.Fatalf("inspected, but not read: %v", err)
		}
		if u, err := file.Update(); err == nil {
			u.Add(pdf.Dict{"A": pdf.Text("b")})
			out, _, err := u.Bytes()
			if err != nil {
				return
			}
			if again, err := pdf.Read(out); err != nil || len(again.Sections) <= len(file.Sections) && len(file.Sections) < 512 {
				t.Errorf("what was appended is not read: %v", err)
			}
		}
	})
}
