// Package padestest makes files to be signed, and signed ones, for tests.
package padestest

import (
	"bytes"
	"compress/zlib"
	"fmt"
)

// Plain is a PDF of so many pages with a classic cross-reference table.
func Plain(pages int) []byte {
	var b bytes.Buffer
	offsets := []int{}
	object := func(format string, args ...any) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n"+format+"\nendobj\n", append([]any{len(offsets)}, args...)...)
	}
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", 5+2*i)
	}
	object("<</Type/Pages/Count %d/Kids[%s]/MediaBox[0 0 595 842]>>", pages, kids)
	object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	object("<</Title(Investment agreement)>>")
	for i := range pages {
		object("<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>", 6+2*i)
		text := page(i + 1)
		object("<</Length %d>>\nstream\n%s\nendstream", len(text), text)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

func page(n int) string {
	return fmt.Sprintf("BT /F1 14 Tf 72 770 Td (Page %d: Party A invests 100 million) Tj ET", n)
}

// Modern is a PDF of one page as programs write it today: its objects in a compressed
// stream, its cross-references in another; with a script, an attached file and a text
// field, none of which an agreement may have.
func Modern() []byte {
	inner := []string{
		"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/AcroForm<</Fields[7 0 R]>>" +
			"/Names<</EmbeddedFiles<</Names[(a.txt)8 0 R]>>/JavaScript<</Names[(x)<</S/JavaScript/JS(1)>>]>>>>>>",
		"<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 595 842]>>",
		"<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 6 0 R>>>>/Contents 4 0 R/Annots[7 0 R]/AA<</O<</S/JavaScript/JS(2)>>>>>>",
		"", // 4: the page's content, a stream
		"", // 5: these objects themselves
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
		"<</Type/Annot/Subtype/Widget/FT/Tx/T(price)/V(100)/Rect[72 700 200 720]/P 3 0 R>>",
		"<</Type/Filespec/F(a.txt)/UF(a.txt)/EF<</F 9 0 R>>>>",
		"", // 9: the attached file
	}
	var heads, bodies bytes.Buffer
	count, place := 0, map[int]int{}
	for i, o := range inner {
		if o != "" {
			fmt.Fprintf(&heads, "%d %d ", i+1, bodies.Len())
			bodies.WriteString(o + " ")
			place[i+1] = count
			count++
		}
	}
	var b bytes.Buffer
	offsets := map[int]int{}
	stream := func(n int, dict string, data []byte) {
		offsets[n] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n<<%s/Length %d>>\nstream\n%s\nendstream\nendobj\n", n, dict, len(data), data)
	}
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	stream(4, "", []byte(page(1)))
	stream(9, "/Type/EmbeddedFile", []byte("attached"))
	stream(5, fmt.Sprintf("/Type/ObjStm/N %d/First %d/Filter/FlateDecode", count, heads.Len()), deflate(append(heads.Bytes(), bodies.Bytes()...)))
	offsets[10] = b.Len()
	table := []byte{0, 0, 0, 0}
	for n := 1; n <= 10; n++ {
		if at, ok := offsets[n]; ok {
			table = append(table, 1, byte(at>>8), byte(at), 0)
		} else {
			table = append(table, 2, 0, 5, byte(place[n]))
		}
	}
	start := b.Len()
	stream(10, "/Type/XRef/Size 11/W[1 2 1]/Root 1 0 R/Filter/FlateDecode", deflate(table))
	fmt.Fprintf(&b, "startxref\n%d\n%%%%EOF\n", start)
	return b.Bytes()
}

func deflate(data []byte) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write(data)
	_ = w.Close()
	return b.Bytes()
}
