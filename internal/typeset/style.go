package typeset

import "zhaoyun/internal/typeset/pdf"

// style is how a block is set; lengths are points, indents em of the block's size.
type style struct {
	size, leading float64
	color         pdf.Colour
	bold          bool
	as            alignment
	first, rest   float64 // indents of the first line and the others
	before        float64 // space above, none at the top of a page
	keep          bool    // stays on the page of what follows
}

// The page is A4. The text is 36 em wide, so that lines of ideographs end flush.
const (
	pageWidth, pageHeight = 595.276, 841.89
	textSize              = 12.0
	textWidth             = 36 * textSize
	marginLeft            = (pageWidth - textWidth) / 2
	textTop               = pageHeight - 88 // and down to
	textBottom            = 96
	footerLine            = 56
)

var (
	ink    = pdf.Colour{0.063, 0.141, 0.227}
	soft   = pdf.Colour{0.361, 0.42, 0.486}
	faint  = pdf.Colour{0.796, 0.784, 0.745}
	titles = style{size: 22, leading: 34, color: ink, bold: true, as: centred}
	notes  = style{size: 10, leading: 17, color: soft, as: justified, before: 4}
	under  = style{size: 10, leading: 18, color: soft, as: centred, before: 4}
	heads  = style{size: 14, leading: 26, color: ink, bold: true, as: left, before: 14, keep: true}
	texts  = style{size: textSize, leading: 22.5, color: ink, as: justified, first: 2, before: 6}
	items  = style{size: textSize, leading: 22.5, color: ink, as: justified, first: 2, before: 2}
	facts  = style{size: textSize, leading: 22.5, color: ink, as: justified, rest: 3}
	cells  = style{size: 10.5, leading: 17, color: ink, as: left}
	smalls = style{size: 9, leading: 14, color: soft, as: left}
	names  = style{size: 10.5, leading: 17, color: ink, as: left}
)
