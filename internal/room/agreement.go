package room

import (
	"context"
	"slices"

	"zhaoyun/internal/core"
)

// Types of entry about agreements.
const (
	TypeAgreement        = "agreement.set"
	TypeAgreementRemoved = "agreement.removed"
	TypeAgreementPages   = "agreement.pages"
)

// AgreementShown is what everybody in a ceremony sees of an agreement: how far it is and
// who confirmed, no page of it and no contact of anybody. It is always whole. Times are
// written by Stamp; an empty one has not come.
type AgreementShown struct {
	Agreement  core.ID          `json:"agreement"`
	Title      core.Text        `json:"title"`
	State      string           `json:"state"`            // of the legal act, see the domain of signing
	Digest     string           `json:"digest,omitempty"` // SHA-256 of the frozen document, hexadecimal
	Pages      int              `json:"pages,omitempty"`  // of the frozen document
	FrozenAt   string           `json:"frozenAt,omitempty"`
	ReleasedAt string           `json:"releasedAt,omitempty"`
	Parties    []AgreementParty `json:"parties"`
	Lines      []AgreementLine  `json:"lines"` // what happened, oldest first
}

// AgreementParty is one of those who make the agreement.
type AgreementParty struct {
	ID      core.ID           `json:"id"`
	Name    string            `json:"name"`            // of the organisation
	Role    string            `json:"role"`            // as the agreement calls it, such as 甲方
	Place   string            `json:"place,omitempty"` // where it signs, such as 杭州
	Signers []AgreementSigner `json:"signers"`
}

// AgreementSigner signs for a party.
type AgreementSigner struct {
	Name     string `json:"name"`
	Position string `json:"position,omitempty"`
	State    string `json:"state"` // of the signer, see the domain of signing
	At       string `json:"at,omitempty"`
	Level    string `json:"level,omitempty"` // passkey or code, which is weaker

	// Person is the account of the signer, for the room alone: it finds the
	// participant whose picture is the party's, and tells nobody the account.
	Person      core.ID `json:"-"`
	Participant core.ID `json:"participant,omitempty"`
}

// AgreementLine is a step of the signing, such as one party's confirmation.
type AgreementLine struct {
	At    string `json:"at"`
	Kind  string `json:"kind"`          // of the chain of evidence, such as frozen or confirmed
	Who   string `json:"who,omitempty"` // a party's role, a person's name or nobody
	Level string `json:"level,omitempty"`
}

// Documents finds agreements and their text; the domain of signing knows.
type Documents interface {
	// Progress is how an agreement of the session stands, as SetAgreement is told it;
	// agreement_not_found when there is none.
	Progress(ctx context.Context, session, agreement core.ID) (AgreementShown, error)
	// Frozen is the frozen document of an agreement of the session, the one that has
	// the digest shown; agreement_not_found when there is none.
	Frozen(ctx context.Context, session, agreement core.ID) ([]byte, error)
}

// PageRange is a run of pages, the last one included.
type PageRange [2]int

// AgreementState is an agreement of the ceremony, with the pages the host lets everybody read.
type AgreementState struct {
	AgreementShown
	Open []PageRange `json:"open"`
}

type agreementRef struct {
	Agreement core.ID `json:"agreement"`
}

type agreementPages struct {
	Agreement core.ID     `json:"agreement"`
	Open      []PageRange `json:"open"`
}

// AgreementStore keeps the agreements of rooms as they are shown.
type AgreementStore interface {
	// Agreements lists those of a room in the order in which they came.
	Agreements(ctx context.Context, room core.ID) ([]AgreementState, error)
	// PutAgreement adds one or replaces it where it is.
	PutAgreement(ctx context.Context, room core.ID, a AgreementState) error
	// RemoveAgreement takes one away; none is no error.
	RemoveAgreement(ctx context.Context, room, agreement core.ID) error
}

func (s *State) agreementSet(e Entry) {
	d, ok := payload[AgreementShown](e)
	if !ok || d.Agreement == "" || d.Parties == nil || d.Lines == nil {
		return
	}
	if i := s.agreement(d.Agreement); i >= 0 {
		s.Agreements[i] = s.Agreements[i].becomes(d)
		return
	}
	s.Agreements = append(s.Agreements, AgreementState{d, []PageRange{}})
}

func (s *State) agreementRemoved(e Entry) {
	if d, ok := payload[agreementRef](e); ok {
		if i := s.agreement(d.Agreement); i >= 0 {
			s.Agreements = slices.Delete(s.Agreements, i, i+1)
		}
	}
}

func (s *State) agreementPages(e Entry) {
	if d, ok := payload[agreementPages](e); ok && d.Open != nil {
		if i := s.agreement(d.Agreement); i >= 0 {
			s.Agreements[i].Open = d.Open
		}
	}
}

func (s *State) agreement(id core.ID) int {
	return slices.IndexFunc(s.Agreements, func(a AgreementState) bool { return a.Agreement == id })
}

// becomes is the agreement as it is from now on. Pages of another text were never let out.
func (a AgreementState) becomes(d AgreementShown) AgreementState {
	if d.Digest != a.Digest {
		a.Open = []PageRange{}
	}
	return AgreementState{d, a.Open}
}

// SetAgreement shows how far an agreement of a session is, in its room and in its
// rehearsal. It joins the caller's transaction: whoever comes to know of a confirmation
// does so when it is kept, and not otherwise. The end of the session does not matter:
// the ceremony and the legal act are two things, and what completes later is shown later.
func (s *Service) SetAgreement(ctx context.Context, session core.ID, a AgreementShown) error {
	if a.Parties == nil {
		a.Parties = []AgreementParty{}
	}
	if a.Lines == nil {
		a.Lines = []AgreementLine{}
	}
	return s.inRoomsOf(ctx, session, func(ctx context.Context, e *edit, had []AgreementState) error {
		return s.setAgreement(ctx, e, had, a)
	})
}

func (s *Service) setAgreement(ctx context.Context, e *edit, had []AgreementState, a AgreementShown) error {
	shown, err := s.seatSigners(ctx, e.ID, a)
	if err != nil {
		return err
	}
	state := AgreementState{shown, []PageRange{}}
	if i := slices.IndexFunc(had, func(b AgreementState) bool { return b.Agreement == a.Agreement }); i >= 0 {
		if same(had[i].AgreementShown, shown) {
			return nil
		}
		state = had[i].becomes(shown)
	}
	if err := s.Store.PutAgreement(ctx, e.ID, state); err != nil {
		return err
	}
	_, err = e.public(TypeAgreement, nil, shown)
	return err
}

// knowSigners says of the agreements of a room who of their signers has come since they
// were told of: whoever comes on stage may be one, and is then shown as their party.
func (s *Service) knowSigners(ctx context.Context, e *edit, session core.ID) error {
	if s.Documents == nil {
		return nil
	}
	had, err := s.Store.Agreements(ctx, e.ID)
	if err != nil {
		return err
	}
	for _, a := range had {
		now, err := s.Documents.Progress(ctx, session, a.Agreement)
		if err != nil {
			return err
		}
		if err := s.setAgreement(ctx, e, had, now); err != nil {
			return err
		}
	}
	return nil
}

// RemoveAgreement takes an agreement out of a ceremony to which it does not belong any
// more. It joins the caller's transaction.
func (s *Service) RemoveAgreement(ctx context.Context, session, agreement core.ID) error {
	return s.inRoomsOf(ctx, session, func(ctx context.Context, e *edit, had []AgreementState) error {
		if !slices.ContainsFunc(had, func(a AgreementState) bool { return a.Agreement == agreement }) {
			return nil
		}
		if err := s.Store.RemoveAgreement(ctx, e.ID, agreement); err != nil {
			return err
		}
		_, err := e.public(TypeAgreementRemoved, nil, agreementRef{agreement})
		return err
	})
}

// inRoomsOf changes the rooms of a session: the one in which it is, and the rehearsal.
func (s *Service) inRoomsOf(ctx context.Context, session core.ID, f func(ctx context.Context, e *edit, had []AgreementState) error) error {
	return s.Store.InTx(ctx, func(ctx context.Context) error {
		for _, kind := range []string{KindLive, KindRehearsal} {
			id, err := s.Store.RoomOf(ctx, session, kind)
			if err != nil {
				return err
			}
			if id == "" {
				continue
			}
			err = s.change(ctx, id, func(ctx context.Context, e *edit) error {
				had, err := s.Store.Agreements(ctx, id)
				if err != nil {
					return err
				}
				return f(ctx, e, had)
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// seatSigners finds those who sign among those who came into the room.
func (s *Service) seatSigners(ctx context.Context, room core.ID, a AgreementShown) (AgreementShown, error) {
	var persons []core.ID
	for _, p := range a.Parties {
		for _, signer := range p.Signers {
			if signer.Person != "" {
				persons = append(persons, signer.Person)
			}
		}
	}
	there := map[core.ID]core.ID{}
	if len(persons) > 0 {
		found, err := s.Store.ParticipantsBy(ctx, room, persons)
		if err != nil {
			return a, err
		}
		for _, p := range found {
			if p.ErasedAt.IsZero() {
				there[p.Person] = p.ID
			}
		}
	}
	a.Parties = slices.Clone(a.Parties)
	for i, p := range a.Parties {
		signers := make([]AgreementSigner, len(p.Signers))
		for j, signer := range p.Signers {
			signer.Participant, signer.Person = there[signer.Person], ""
			signers[j] = signer
		}
		a.Parties[i].Signers = signers
	}
	return a, nil
}

// same reports whether both are written alike.
func same(a, b any) bool {
	x, err := canonical(a)
	if err != nil {
		return false
	}
	y, err := canonical(b)
	return err == nil && string(x) == string(y)
}
