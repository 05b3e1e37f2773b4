package file_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"zhaoyun/internal/file"
)

// spoken makes a PDF each page of which says something of its own.
func spoken(pages int) []byte {
	var b bytes.Buffer
	offsets := []int{}
	object := func(format string, args ...any) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n", len(offsets))
		fmt.Fprintf(&b, format, args...)
		b.WriteString("\nendobj\n")
	}
	b.WriteString("%PDF-1.7\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", 4+2*i)
	}
	object("<</Type/Pages/Count %d/Kids[%s]/MediaBox[0 0 595 842]>>", pages, kids)
	object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	for i := range pages {
		text := fmt.Sprintf("BT /F1 12 Tf 72 720 Td (secret of page %d) Tj ET", i+1)
		object("<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>", 5+2*i)
		object("<</Length %d>>stream\n%s\nendstream", len(text), text)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

func TestOnePageHasNothingOfTheOthers(t *testing.T) {
	t.Parallel()
	conf := model.NewDefaultConfiguration()
	for page := 1; page <= 3; page++ {
		one, err := file.OnePage(spoken(3), page)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := api.PageCount(bytes.NewReader(one), conf); n != 1 || err != nil {
			t.Fatalf("%d pages, %v", n, err)
		}
		doc, err := api.ReadContext(bytes.NewReader(one), conf)
		if err != nil {
			t.Fatal(err)
		}
		said := ""
		for number, entry := range doc.Table {
			if entry.Free || entry.Object == nil {
				continue
			}
			stream, _, err := doc.DereferenceStreamDict(*types.NewIndirectRef(number, 0))
			if err != nil || stream == nil {
				continue
			}
			if err := stream.Decode(); err != nil {
				t.Fatal(err)
			}
			said += string(stream.Content)
		}
		for other := 1; other <= 3; other++ {
			if bytes.Contains([]byte(said), fmt.Appendf(nil, "secret of page %d", other)) != (other == page) {
				t.Errorf("page %d says %q", page, said)
			}
		}
	}
	if _, err := file.OnePage([]byte("%PDF-1.7 broken"), 1); err == nil {
		t.Error("a broken document gave a page")
	}
}
