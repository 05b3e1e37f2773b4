package signing

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// maxText bounds the text of a version, in characters.
const maxText = 200_000

// AddVersion adds a version of the document. What somebody read or accepted before
// counts no more.
func (s *Service) AddVersion(ctx context.Context, actor core.Actor, id core.ID, d VersionDraft) (Version, error) {
	a, err := s.Store.Agreement(ctx, id)
	if err != nil {
		return Version{}, err
	}
	if err := s.work(ctx, actor, "add-version", &a, nil); err != nil {
		return Version{}, err
	}
	if _, no := a.State.Next(AddVersion); no != nil {
		return Version{}, no
	}
	v, err := draftVersion(a, d)
	if err != nil {
		return Version{}, err
	}
	v.CreatedBy = actor.Person
	if v.File != "" {
		u, err := s.Files.Attach(ctx, actor, v.File, "agreement:"+id)
		if err != nil {
			return Version{}, core.AsError(err).On("body.file")
		}
		v.Name = u.Name
	}
	if err := s.compose(ctx, a, &v); err != nil {
		return Version{}, err
	}
	detail := map[string]any{"digest": v.Digest}
	_, err = s.working(ctx, actor, "add-version", id, detail, func(ctx context.Context, c *change) error {
		if err := c.move(AddVersion); err != nil {
			return err
		}
		if c.signatories() != v.Made {
			return errBusy
		}
		return s.addVersion(ctx, c, &v)
	})
	return v, err
}

func draftVersion(a Agreement, d VersionDraft) (Version, error) {
	v := Version{Agreement: a.ID, File: d.File, Template: d.Template, Text: d.Text, Values: d.Values, Note: strings.TrimSpace(d.Note), Places: d.Places}
	switch {
	case d.File == "" && strings.TrimSpace(d.Text) == "":
		return v, core.Invalid("version_empty", "Give a file or a text.").On("body.text")
	case len([]rune(d.Text)) > maxText || len([]rune(d.Note)) > maxReason:
		return v, core.Invalid("too_long", "The text is too long.").On("body.text").With("limit", maxText)
	case d.File == "" && len(d.Places) > 0:
		return v, core.Invalid("version_places", "The places of a text come with its type.").On("body.places")
	case len(d.Values) > 200:
		return v, core.Invalid("too_many", "There are too many fields.").On("body.values").With("limit", 200)
	}
	if len(d.Places) > 0 && !everybody(a, d.Places) {
		return v, core.Invalid("version_places", "Give every signer one place, of at least 60 by 30 points.").On("body.places")
	}
	return v, nil
}

// everybody reports whether every signer has one place.
func everybody(a Agreement, places []Place) bool {
	seen := map[[2]int]bool{}
	for _, p := range places {
		at := [2]int{p.Party, p.Signer}
		if seen[at] || p.Party >= len(a.Parties) || p.Page < 1 || p.Width < 60 || p.Height < 30 || p.X < 0 || p.Y < 0 || p.X+p.Width > 14400 || p.Y+p.Height > 14400 {
			return false
		}
		seen[at] = true
	}
	for i, p := range a.Parties {
		n := 0
		for _, x := range p.Signers {
			if x.State != SignerReplaced {
				if !seen[[2]int{i, n}] {
					return false
				}
				n++
			}
		}
	}
	return len(seen) == len(a.Required())
}

// compose makes the document of a version.
func (s *Service) compose(ctx context.Context, a Agreement, v *Version) error {
	src := Source{Agreement: a, Text: v.Text, Values: v.Values, Places: v.Places, At: s.Clock()}
	if v.File != "" {
		r, err := s.Files.Open(ctx, v.File)
		if err != nil {
			return err
		}
		defer func() { _ = r.Close() }()
		src.Upload = r
	}
	made, err := s.Press.Compose(ctx, src)
	if err != nil {
		return err
	}
	if v.Digest, err = s.keep(ctx, made.PDF); err != nil {
		return err
	}
	v.Appended = len(src.Places) == 0
	v.Size, v.Pages, v.Places, v.Made = int64(len(made.PDF)), made.Pages, made.Places, a.signatories()
	v.Terms = s.doubts(v)
	return nil
}

// lettersAPage is how many letters a page has at least, on average, of which the words
// are known; fewer are those of page numbers and stamps.
const lettersAPage = 10

// doubts are the places of a version that a person has to judge. Of a scan, and of a file
// whose words nobody sent, that is all of it.
func (s *Service) doubts(v *Version) []Term {
	if s.Terms == nil {
		return nil
	}
	doubts := s.Terms.Check(v.Text)
	if v.File != "" && letters(v.Text) < lettersAPage*v.Pages {
		doubts = slices.Insert(doubts, 0, Term{Code: TermUnread})
	}
	return doubts
}

func letters(text string) (n int) {
	for _, r := range text {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// recompose makes a version anew when other people sign; nil when there is none or it
// is as it was.
func (s *Service) recompose(ctx context.Context, a Agreement) (*Version, error) {
	if a.Latest == 0 {
		return nil, nil
	}
	v, err := s.Store.Version(ctx, a.ID, a.Latest)
	if err != nil || v.Made == a.signatories() {
		return nil, err
	}
	if len(v.Places) > 0 && v.File != "" && !v.Appended {
		if !everybody(a, v.Places) {
			return nil, core.Conflict("version_places", "The document has places for other signers. Add it again, with places for these.")
		}
	} else {
		v.Places = nil
	}
	v.Note = ""
	return &v, s.compose(ctx, a, &v)
}

// addVersion keeps a version in the transaction of a change.
func (s *Service) addVersion(ctx context.Context, c *change, v *Version) error {
	c.Latest++
	v.Number, v.CreatedAt = c.Latest, s.Clock()
	if err := s.Store.InsertVersion(ctx, *v); err != nil {
		return err
	}
	for i := range c.Parties {
		for j := range c.Parties[i].Signers {
			x := &c.Parties[i].Signers[j]
			if x.State == SignerReplaced || x.State == SignerDeclined {
				continue
			}
			again := x.State != Invited
			if err := x.step(SignerReset); err != nil {
				return err
			}
			x.Pages, x.Accepted, x.AcceptedAt = nil, 0, noTime
			if c.State == Proposed && again {
				if err := s.tellSigner(ctx, c.Agreement, *x, tellVersion, ""); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// Versions lists the versions, latest first.
func (s *Service) Versions(ctx context.Context, actor core.Actor, id core.ID) ([]Version, error) {
	a, err := s.read(ctx, actor, "list-versions", id)
	if err != nil {
		return nil, err
	}
	list, err := s.Store.Versions(ctx, id)
	if err != nil || !onlyTakesPart(actor, a) {
		return list, err
	}
	out := make([]Version, 0, len(list))
	for _, v := range list { // what staff noted for itself stays with it
		v.Terms, v.Values = nil, nil
		out = append(out, v)
	}
	return out, nil
}

// onlyTakesPart reports whether somebody signs or witnesses and is not of the bureau.
func onlyTakesPart(actor core.Actor, a Agreement) bool {
	return policy.Check(actor, "update-agreement", policy.Target{Organisation: a.Organisation}) != nil
}

// VersionContent reads the PDF of a version. Of the one that is frozen it is the
// frozen document: who confirms a digest must be able to hold it against the document.
// It bears the platform's certification and no party's signature.
func (s *Service) VersionContent(ctx context.Context, actor core.Actor, id core.ID, number int) (Content, error) {
	a, err := s.read(ctx, actor, "get-version-content", id)
	if err != nil {
		return Content{}, err
	}
	if a.State == Draft && onlyTakesPart(actor, a) {
		return Content{}, refusals[Draft]
	}
	v, err := s.Store.Version(ctx, id, number)
	if err != nil {
		return Content{}, err
	}
	digest := v.Digest
	if f := a.Frozen; f != nil && f.Version == number {
		digest = f.Digest
	}
	return s.open(ctx, digest, a.Title.In(actor.Language)+".pdf", pdfType)
}

// CheckTerms looks through a text for what the law forbids to promise.
func (s *Service) CheckTerms(_ context.Context, actor core.Actor, text string) ([]Term, error) {
	if err := policy.Check(actor, "check-terms", policy.Target{}); err != nil {
		return nil, err
	}
	if s.Terms == nil {
		return []Term{}, nil
	}
	return s.Terms.Check(text), nil
}

const (
	pdfType = "application/pdf"
	zipType = "application/zip"
)
