// Package pdf writes plain PDF files: pages of text in embedded subsets of
// TrueType fonts, rules and boxes. Every character reads back as what it was,
// beyond the BMP too, and the same calls give the same bytes.
package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"strings"
	"time"
	"unicode/utf16"
)

// Document is a document that is being written.
type Document struct {
	Title    string
	Language string // BCP 47
	At       time.Time
	Width    float64 // of every page, in points
	Height   float64

	pages []*Page
	faces []*Face
}

// AddPage begins another page.
func (d *Document) AddPage() *Page {
	p := &Page{}
	d.pages = append(d.pages, p)
	return p
}

// Pages are the pages there are so far.
func (d *Document) Pages() []*Page { return d.pages }

// Bytes ends the document: PDF 1.7 with a classic cross-reference table.
func (d *Document) Bytes() []byte {
	w := &writer{}
	w.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	const catalog, pages, info, resources, firstFace = 1, 2, 3, 4, 5
	firstPage := firstFace + objectsOfFace*len(d.faces)

	w.object(catalog, fmt.Sprintf("<< /Type /Catalog /Pages %d 0 R /Lang %s /ViewerPreferences << /DisplayDocTitle true >> >>", pages, text(d.Language)))
	var kids strings.Builder
	for i := range d.pages {
		fmt.Fprintf(&kids, "%d 0 R ", firstPage+2*i)
	}
	w.object(pages, fmt.Sprintf("<< /Type /Pages /Count %d /Kids [ %s] >>", len(d.pages), kids.String()))
	at := d.At.UTC().Format("D:20060102150405Z")
	w.object(info, fmt.Sprintf("<< /Title %s /Producer %s /CreationDate (%s) /ModDate (%s) >>", text(d.Title), text("招云 Zhaoyun"), at, at))
	var fonts strings.Builder
	for i := range d.faces {
		fmt.Fprintf(&fonts, "/F%d %d 0 R ", i, firstFace+objectsOfFace*i)
	}
	w.object(resources, fmt.Sprintf("<< /Font << %s>> >>", fonts.String()))
	for i, face := range d.faces {
		face.write(w, firstFace+objectsOfFace*i)
	}
	for i, p := range d.pages {
		n := firstPage + 2*i
		w.object(n, fmt.Sprintf("<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %s %s] /Resources %d 0 R /Contents %d 0 R >>",
			pages, number(d.Width), number(d.Height), resources, n+1))
		w.stream(n+1, "", p.content.Bytes())
	}
	return w.end(catalog, info)
}

// writer knows where objects begin.
type writer struct {
	bytes.Buffer
	at []int
}

// object writes the next object; numbers follow each other.
func (w *writer) object(n int, body string) {
	w.at = append(w.at, w.Len())
	fmt.Fprintf(w, "%d 0 obj\n%s\nendobj\n", n, body)
}

func (w *writer) stream(n int, entries string, content []byte) {
	var packed bytes.Buffer
	z, _ := zlib.NewWriterLevel(&packed, zlib.BestCompression) // the level is one there is
	_, _ = z.Write(content)                                    // a buffer takes everything
	_ = z.Close()
	w.at = append(w.at, w.Len())
	fmt.Fprintf(w, "%d 0 obj\n<< /Length %d /Filter /FlateDecode%s >>\nstream\n", n, packed.Len(), entries)
	w.Write(packed.Bytes())
	w.WriteString("\nendstream\nendobj\n")
}

func (w *writer) end(root, info int) []byte {
	id := sha256.Sum256(w.Bytes())
	start := w.Len()
	fmt.Fprintf(w, "xref\n0 %d\n0000000000 65535 f \n", len(w.at)+1)
	for _, at := range w.at {
		fmt.Fprintf(w, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(w, "trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /ID [<%X> <%X>] >>\nstartxref\n%d\n%%%%EOF\n", len(w.at)+1, root, info, id[:16], id[:16], start)
	return w.Bytes()
}

// text is a string object: UTF-16 in hexadecimal digits, which needs no escapes.
func text(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	b.WriteString(utf16Hex(s))
	b.WriteByte('>')
	return b.String()
}

func utf16Hex(s string) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", unit)
	}
	return b.String()
}

// number writes coordinates to a thousandth of a point.
func number(v float64) string {
	s := strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.3f", v), "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}
