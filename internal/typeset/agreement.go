package typeset

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"zhaoyun/internal/core"
	"zhaoyun/internal/typeset/pdf"
)

// Limits of one agreement: some 200 pages.
const (
	MaxText  = 200_000 // characters
	maxPages = 400
)

// setting is an agreement on its way to paper.
type setting struct {
	draft   Draft
	words   words
	doc     *pdf.Document
	fonts   *faces
	flow    *flow
	fields  []Field
	article int
	item    int
}

// Agreement sets a draft. Errors: paper_text_missing, paper_text_too_long,
// paper_parties_missing, paper_parties_too_many, paper_signers_too_many, paper_field_unknown (param
// field), characters_unknown (param characters: no font has them), fonts_missing.
func Agreement(d Draft) ([]byte, []Field, error) {
	if strings.TrimSpace(d.Text) == "" {
		return nil, nil, core.Invalid("paper_text_missing", "Write the text of the agreement first.").On("text")
	}
	if utf8.RuneCountInString(d.Text) > MaxText {
		return nil, nil, core.TooLarge("paper_text_too_long", "The text is longer than an agreement may be.").On("text").With("max", MaxText)
	}
	blocks := parse(d.Text)
	for _, b := range blocks {
		if b.kind == titleBlock {
			d.Title = b.text
			break
		}
	}
	s, err := newSetting(d)
	if err != nil {
		return nil, nil, err
	}
	if err := s.opening(); err != nil {
		return nil, nil, err
	}
	signed := false
	for _, b := range blocks {
		if b.kind == signingBlock {
			signed = true
			s.signing()
			continue
		}
		if err := s.block(b); err != nil {
			return nil, nil, err
		}
	}
	if !signed {
		s.signing()
	}
	return s.finish(0)
}

// SignaturePages sets only what stands behind an uploaded document of so many pages: the
// clauses on the form of signature and the signature block. Pages of the fields
// count on from there.
func SignaturePages(d Draft, after int) ([]byte, []Field, error) {
	s, err := newSetting(d)
	if err != nil {
		return nil, nil, err
	}
	s.text(s.draft.Title, titles)
	s.text(s.words.signaturePage, under)
	s.flow.add(row{height: 10})
	for i, clause := range s.words.signing {
		s.text(s.words.itemLabel(i+1)+clause, texts)
	}
	return s.finish(after)
}

func newSetting(d Draft) (*setting, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	doc := &pdf.Document{Title: d.Title, Language: d.Language, At: d.At, Width: pageWidth, Height: pageHeight}
	if doc.Language == "" {
		doc.Language = "zh-CN"
	}
	fonts, err := newFaces(doc)
	if err != nil {
		return nil, err
	}
	return &setting{draft: d, words: wordsFor(d.Language), doc: doc, fonts: fonts, flow: &flow{doc: doc}}, nil
}

func (s *setting) text(text string, as style) {
	s.flow.paragraph(s.fonts.atoms(text, as.bold), as, marginLeft, textWidth)
}

// opening is the title, the number and the parties.
func (s *setting) opening() error {
	title, err := s.draft.fill(s.draft.Title)
	if err != nil {
		return err
	}
	s.draft.Title, s.doc.Title = title, title
	s.text(title, titles)
	if s.draft.Number != "" {
		s.text(s.words.number+s.draft.Number, under)
	}
	s.flow.add(row{height: 12})
	for i, p := range s.draft.Parties {
		as := facts
		if i > 0 {
			as.before = 8
		}
		s.text("**"+p.Role+s.words.colon+"**"+oneLine(p.Name), as)
		detail := facts
		detail.first = detail.rest
		for _, line := range []struct{ label, value string }{{s.words.idLabel(p.ID), p.ID}, {s.words.address, p.Address}, {s.words.signers, signersOf(p, s.words)}} {
			if line.value != "" {
				s.text(line.label+oneLine(line.value), detail)
			}
		}
	}
	s.flow.add(row{height: 8})
	return nil
}

func signersOf(p Party, w words) string {
	var all []string
	for _, x := range p.Signers {
		name := x.Name
		if x.Position != "" {
			name += w.open + x.Position + w.shut
		}
		all = append(all, name)
	}
	return strings.Join(all, w.comma)
}

func (s *setting) block(b block) error {
	text, err := s.draft.fill(b.text)
	if err != nil {
		return err
	}
	switch b.kind {
	case titleBlock: // stands at the top already
	case headingBlock:
		s.text(text, heads)
	case articleBlock:
		s.articleOf(text)
	case itemBlock:
		s.item++
		s.text(s.words.itemLabel(s.item)+text, items)
	case noteBlock:
		s.text(text, notes)
	case pageBlock:
		s.flow.add(row{fresh: true})
	case tableBlock:
		for r := range b.table {
			for c := range b.table[r] {
				if b.table[r][c], err = s.draft.fill(b.table[r][c]); err != nil {
					return err
				}
			}
		}
		s.flow.table(s.fonts, b.table)
	default:
		s.text(text, texts)
	}
	return nil
}

func (s *setting) articleOf(text string) {
	s.article++
	s.item = 0
	s.text("**"+s.words.articleLabel(s.article)+"**"+text, texts)
}

func (s *setting) signing() {
	for _, clause := range s.words.signing {
		s.articleOf(clause)
	}
}

// finish adds the signature block, puts all on pages and numbers them, the first one
// after so many.
func (s *setting) finish(after int) ([]byte, []Field, error) {
	s.flow.signatures(s.fonts, s.draft, s.words, func(f Field) { s.fields = append(s.fields, f) })
	if err := s.fonts.missing(); err != nil {
		return nil, nil, err
	}
	last := s.flow.pages(after + 1)
	if last-after > maxPages {
		return nil, nil, core.TooLarge("paper_text_too_long", "The text is longer than an agreement may be.").On("text").With("max", MaxText)
	}
	for i, page := range s.doc.Pages() {
		foot := style{size: 9, leading: 14, color: soft}
		atoms := s.fonts.atoms(fmt.Sprintf(s.words.page, after+i+1, last), false)
		page.Text(setLine(atoms, span{0, len(atoms)}, foot, textWidth/foot.size, marginLeft, footerLine, centred))
	}
	return s.doc.Bytes(), s.fields, nil
}
