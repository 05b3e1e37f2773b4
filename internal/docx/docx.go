// Package docx writes text documents (.docx) in the form of a Chinese official
// document (GB/T 9704): a title in 小标宋, text in 仿宋, tables, a curve that the
// reader's program draws and can restyle.
package docx

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// Document is a document that is being written.
type Document struct {
	language string
	title    string
	body     strings.Builder
	charts   []string
}

// New begins a document; the language is a BCP 47 tag.
func New(language, title string) *Document {
	d := &Document{language: language, title: title}
	d.paragraph("Title", title)
	return d
}

// Subtitle adds a line below the title.
func (d *Document) Subtitle(text string) { d.paragraph("Subtitle", text) }

// Heading adds a heading.
func (d *Document) Heading(text string) { d.paragraph("Heading1", text) }

// Subheading adds a heading below a heading.
func (d *Document) Subheading(text string) { d.paragraph("Heading2", text) }

// Text adds a paragraph.
func (d *Document) Text(text string) { d.paragraph("Normal", text) }

// Note adds a small line, such as below a table.
func (d *Document) Note(text string) { d.paragraph("Note", text) }

func (d *Document) paragraph(style, text string) {
	fmt.Fprintf(&d.body, `<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr>%s</w:p>`, style, run(text))
}

// run is a text, with its line breaks.
func run(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = `<w:r><w:t xml:space="preserve">` + escape(line) + `</w:t></w:r>`
	}
	return strings.Join(lines, `<w:r><w:br/></w:r>`)
}

// escape is a text as XML holds it.
func escape(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a builder takes everything
	return b.String()
}

// textWidth is how wide the text is, in twentieths of a point: A4 less 28 and 26 mm.
const textWidth = 8844

// Table adds a table. Shares say how wide its columns are; figures stand right.
func (d *Document) Table(shares []int, figures []bool, head []string, rows [][]string) {
	whole := 0
	for _, s := range shares {
		whole += s
	}
	b := &d.body
	fmt.Fprintf(b, `<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`, textWidth)
	width := make([]int, len(shares))
	for i, s := range shares {
		width[i] = textWidth * s / whole
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, width[i])
	}
	b.WriteString(`</w:tblGrid>`)
	row := func(cells []string, style, before string) {
		b.WriteString(`<w:tr><w:trPr><w:cantSplit/>` + before + `</w:trPr>`)
		for i, text := range cells {
			align := ""
			if figures[i] {
				align = `<w:jc w:val="right"/>`
			}
			fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="%s"/>%s</w:pPr>%s</w:p></w:tc>`,
				width[i], style, align, run(text))
		}
		b.WriteString(`</w:tr>`)
	}
	row(head, "CellHead", `<w:tblHeader/>`)
	for _, cells := range rows {
		row(cells, "Cell", "")
	}
	b.WriteString(`</w:tbl>`)
	d.paragraph("Note", "")
}

// Curve adds an area chart of whole numbers.
func (d *Document) Curve(name string, labels []string, values []int) {
	d.charts = append(d.charts, chart(name, labels, values))
	n := len(d.charts)
	fmt.Fprintf(&d.body, `<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">`+
		`<wp:extent cx="5615940" cy="2340000"/><wp:docPr id="%d" name="%s" descr="%s"/><a:graphic><a:graphicData uri="%s">`+
		`<c:chart r:id="chart%d"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`,
		n, escape(name), escape(name), chartSpace, n)
}

// Write writes the document.
func (d *Document) Write(w io.Writer) error {
	z := zip.NewWriter(w)
	var types, relations strings.Builder
	for i := range d.charts {
		fmt.Fprintf(&types, `<Override PartName="/word/charts/chart%d.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>`, i+1)
		fmt.Fprintf(&relations, `<Relationship Id="chart%d" Type="%s/chart" Target="charts/chart%d.xml"/>`, i+1, relationSpace, i+1)
	}
	parts := []struct{ name, content string }{
		{"[Content_Types].xml", fmt.Sprintf(contentTypes, types.String())},
		{"_rels/.rels", packageRelations},
		{"docProps/core.xml", fmt.Sprintf(coreProperties, escape(d.title), escape(d.language))},
		{"word/_rels/document.xml.rels", fmt.Sprintf(documentRelations, relations.String())},
		{"word/styles.xml", fmt.Sprintf(styles, escape(d.language), escape(d.language))},
		{"word/fontTable.xml", fontTable},
		{"word/settings.xml", settings},
		{"word/footer1.xml", footer},
		{"word/document.xml", documentHead + d.body.String() + documentTail},
	}
	for i, c := range d.charts {
		parts = append(parts, struct{ name, content string }{fmt.Sprintf("word/charts/chart%d.xml", i+1), c})
	}
	for _, p := range parts {
		f, err := z.Create(p.name)
		if err != nil {
			return fmt.Errorf("write %s: %w", p.name, err)
		}
		if _, err := io.WriteString(f, xml.Header+p.content); err != nil {
			return fmt.Errorf("write %s: %w", p.name, err)
		}
	}
	return z.Close()
}
