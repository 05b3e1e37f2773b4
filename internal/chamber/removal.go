package chamber

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"zhaoyun/internal/core"
)

// removalHashes stand for the contacts of who asked to be removed from a chamber's list.
func removalHashes(chamber core.ID, d Details) []string {
	var hashes []string
	for _, contact := range []string{d.Phone, d.Mail} {
		if contact != "" {
			sum := sha256.Sum256([]byte("removed from " + chamber + " " + contact))
			hashes = append(hashes, hex.EncodeToString(sum[:]))
		}
	}
	return hashes
}

// Holder is a domain that keeps something of members: invitations, check-ins.
type Holder interface {
	// EraseMember removes what it keeps, in the transaction of the context.
	EraseMember(ctx context.Context, m Member) error
	// MemberData is what it keeps, under a name, for the member's own eyes; nil for nothing.
	MemberData(ctx context.Context, m Member) (name string, data any, err error)
}

// AddHolders adds domains that keep something of members.
func (s *Service) AddHolders(h ...Holder) { s.holders = append(s.holders, h...) }

// erase removes members and what is kept of them everywhere. Only a hash stays of
// their contacts, so that the same list read in again does not bring them back.
func (s *Service) erase(ctx context.Context, members ...Member) error {
	ids := make([]core.ID, len(members))
	for i, m := range members {
		ids[i] = m.ID
		for _, h := range s.holders {
			if err := h.EraseMember(ctx, m); err != nil {
				return err
			}
		}
		if err := s.Store.NoteRemoved(ctx, m.Chamber, removalHashes(m.Chamber, m.Details), s.Clock()); err != nil {
			return err
		}
	}
	if err := s.Store.ForgetRows(ctx, members); err != nil {
		return err
	}
	return s.Store.DeleteMembers(ctx, ids)
}

// ownMember is an entry of a chamber's list as the person themselves is told of it.
type ownMember struct {
	Chamber core.ID `json:"chamber"`
	Details
	Consent Consent `json:"consent"`
}

// PersonData implements account.Keeper: the lists of chambers in which somebody stands
// with a contact that they have shown to be theirs.
func (s *Service) PersonData(ctx context.Context, person core.ID) (string, any, error) {
	members, err := s.Store.MembersOfPerson(ctx, person)
	if err != nil || len(members) == 0 {
		return "", nil, err
	}
	list := make([]ownMember, len(members))
	for i, m := range members {
		list[i] = ownMember{m.Chamber, m.Details, m.Consent}
	}
	return "memberships", list, nil
}

// ErasePerson implements account.Eraser: who has everything about them removed is
// removed from the lists of chambers too.
func (s *Service) ErasePerson(ctx context.Context, actor core.Actor, person core.ID) error {
	members, err := s.Store.MembersOfPerson(ctx, person)
	if err != nil || len(members) == 0 {
		return err
	}
	if err := s.erase(ctx, members...); err != nil {
		return err
	}
	for _, m := range members {
		if err := s.Audit.Audit(ctx, actor.Audited("delete-member", "member", m.ID, m.Chamber, map[string]any{"reason": "person erased"})); err != nil {
			return err
		}
	}
	return nil
}
