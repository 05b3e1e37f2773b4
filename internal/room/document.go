package room

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// StageDocument is an agreement of the ceremony at the page that is being read. Everybody
// sees the page itself only while the host lets it out, see ReleaseAgreementPages, and
// otherwise its number.
const StageDocument = "document"

// documentStage names the text by its digest: what is on stage is what is signed.
type documentStage struct {
	Agreement core.ID   `json:"agreement"`
	Page      int       `json:"page"`
	Pages     int       `json:"pages"`
	Title     core.Text `json:"title"`
	Digest    string    `json:"digest"`
}

// validateDocument takes everything but the page from what the room shows of the agreement.
func validateDocument(ctx context.Context, on StageContext, data json.RawMessage) (any, error) {
	in, err := readStage[documentStage](data)
	if err != nil {
		return nil, err
	}
	a, err := on.Agreement(ctx, in.Agreement)
	if err != nil {
		return nil, core.AsError(err).On("body.data.agreement")
	}
	if a.Digest == "" {
		return nil, core.Conflict("agreement_not_frozen", "The text of this agreement can still change. Show it once it is frozen.").On("body.data.agreement")
	}
	if in.Page < 1 || in.Page > a.Pages {
		return nil, core.Invalid("page_out_of_range", fmt.Sprintf("Use a page from 1 to %d.", a.Pages)).On("body.data.page").With("pages", a.Pages)
	}
	return documentStage{a.Agreement, in.Page, a.Pages, a.Title, a.Digest}, nil
}

var errNoAgreement = core.NotFound("agreement_not_shown", "This agreement does not belong to the session.")

// agreementIn finds an agreement of a room.
func (s *Service) agreementIn(room core.ID) func(context.Context, core.ID) (AgreementState, error) {
	return func(ctx context.Context, agreement core.ID) (AgreementState, error) {
		had, err := s.Store.Agreements(ctx, room)
		if err != nil {
			return AgreementState{}, err
		}
		if i := slices.IndexFunc(had, func(a AgreementState) bool { return a.Agreement == agreement }); i >= 0 {
			return had[i], nil
		}
		return AgreementState{}, errNoAgreement
	}
}

// Opens reports whether everybody may read a page.
func (a AgreementState) Opens(page int) bool {
	return slices.ContainsFunc(a.Open, func(r PageRange) bool { return r[0] <= page && page <= r[1] })
}

// maxPageRanges bounds what is let out of one agreement.
const maxPageRanges = 50

// tidyRanges puts ranges in order and joins those that touch.
func tidyRanges(in []PageRange, pages int) ([]PageRange, error) {
	for i, r := range in {
		if r[0] < 1 || r[1] < r[0] || r[1] > pages {
			return nil, core.Invalid("page_out_of_range", fmt.Sprintf("Use pages from 1 to %d, the first one first.", pages)).
				On(fmt.Sprintf("body.pages[%d]", i)).With("pages", pages)
		}
	}
	if len(in) > maxPageRanges {
		return nil, core.Invalid("too_many", "Name at most 50 ranges of pages.").On("body.pages").With("limit", maxPageRanges)
	}
	sorted := slices.SortedFunc(slices.Values(in), func(a, b PageRange) int { return a[0] - b[0] })
	out := []PageRange{}
	for _, r := range sorted {
		if n := len(out); n > 0 && r[0] <= out[n-1][1]+1 {
			out[n-1][1] = max(out[n-1][1], r[1])
			continue
		}
		out = append(out, r)
	}
	return out, nil
}

// ReleaseAgreementPages lets everybody in the room read these pages of an agreement, and
// no others. What somebody has read already cannot be taken back, which is why it is said
// in the log.
func (s *Service) ReleaseAgreementPages(ctx context.Context, actor core.Actor, room, agreement core.ID, open []PageRange) (AgreementState, error) {
	detail := map[string]any{"agreement": agreement, "pages": open}
	v, err := s.staff(ctx, actor, room, "release-agreement-pages", detail)
	if err != nil {
		return AgreementState{}, err
	}
	var after AgreementState
	err = s.change(ctx, room, func(ctx context.Context, e *edit) error {
		if e.Phase == Ended {
			return core.Conflict("room_ended", "This session is over.")
		}
		a, err := s.agreementIn(room)(ctx, agreement)
		if err != nil {
			return err
		}
		if a.Digest == "" {
			return core.Conflict("agreement_not_frozen", "The text of this agreement can still change. Show it once it is frozen.")
		}
		ranges, err := tidyRanges(open, a.Pages)
		if err != nil {
			return err
		}
		after = a
		if slices.Equal(ranges, a.Open) {
			return nil
		}
		after.Open = ranges
		if err := s.Store.PutAgreement(ctx, room, after); err != nil {
			return err
		}
		if _, err := e.public(TypeAgreementPages, v.participant, agreementPages{agreement, ranges}); err != nil {
			return err
		}
		return s.audit(ctx, v, "release-agreement-pages", detail)
	})
	return after, err
}

// AgreementPage is one page of an agreement as a document of its own: for those who run
// the session, and for everybody what the host has let out.
func (s *Service) AgreementPage(ctx context.Context, actor core.Actor, room, agreement core.ID, page int) ([]byte, error) {
	v, err := s.reader(ctx, actor, room)
	if err == nil && v.participant != nil {
		err = policy.Check(actor, "get-agreement-page", v.target())
	}
	if err != nil {
		return nil, err
	}
	a, err := s.agreementIn(room)(ctx, agreement)
	if err != nil {
		return nil, err
	}
	switch {
	case s.Documents == nil || s.OnePage == nil || a.Digest == "":
		return nil, core.Conflict("agreement_not_frozen", "There is no frozen text of this agreement.")
	case page < 1 || page > a.Pages:
		return nil, core.NotFound("page_out_of_range", fmt.Sprintf("Use a page from 1 to %d.", a.Pages)).With("pages", a.Pages)
	case !v.role.Staff() && !a.Opens(page):
		return nil, core.Forbidden("page_private", "This page is not shown. The host has not let it out.")
	}
	return s.leaves.page(leafKey{a.Digest, page}, func() ([]byte, error) {
		whole, err := s.Documents.Frozen(ctx, v.session.ID, agreement)
		if err != nil {
			return nil, err
		}
		if sum := sha256.Sum256(whole); hex.EncodeToString(sum[:]) != a.Digest {
			return nil, fmt.Errorf("agreement %s: the frozen document has another digest than is shown", agreement)
		}
		return s.OnePage(whole, page)
	})
}

type leafKey struct {
	digest string
	page   int
}

// leaves keeps the pages that are being shown, so that a hall which asks for the same
// page takes the document apart once.
type leaves struct {
	mu    sync.Mutex
	pages map[leafKey][]byte
	bytes int
}

const maxLeafBytes = 32 << 20

func (l *leaves) page(key leafKey, cut func() ([]byte, error)) ([]byte, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if had, ok := l.pages[key]; ok {
		return had, nil
	}
	made, err := cut()
	if err != nil {
		return nil, err
	}
	if l.bytes+len(made) > maxLeafBytes {
		l.pages, l.bytes = nil, 0
	}
	if l.pages == nil {
		l.pages = map[leafKey][]byte{}
	}
	l.pages[key] = made
	l.bytes += len(made)
	return made, nil
}
