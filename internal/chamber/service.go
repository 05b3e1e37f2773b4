package chamber

import (
	"context"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Store keeps members.
type Store interface {
	// Member finds one, with the person; member_not_found.
	Member(ctx context.Context, id core.ID) (Member, error)
	// Members lists those of a chamber, the latest first, with their persons.
	Members(ctx context.Context, chamber core.ID, f Filter, p core.Paging) (core.Page[Member], error)
	CountMembers(ctx context.Context, chamber core.ID, f Filter) (int, error)
	// MembersKeyed finds members of a chamber by any of the keys, oldest first.
	MembersKeyed(ctx context.Context, chamber core.ID, keys []Keys) ([]Member, error)
	// InsertMembers and UpdateMembers keep members; member_exists.
	InsertMembers(ctx context.Context, members []Member) error
	UpdateMembers(ctx context.Context, members []Member) error
	DeleteMembers(ctx context.Context, ids []core.ID) error
	// Labels lists the groups and tags of a chamber.
	Labels(ctx context.Context, chamber core.ID) ([]Label, error)
	// MembersOfPerson finds the members, in all chambers, whose contact is verified for a person.
	MembersOfPerson(ctx context.Context, person core.ID) ([]Member, error)

	// NoteRemoved keeps the hashes of who asked to be removed; Removed tells which are there.
	NoteRemoved(ctx context.Context, chamber core.ID, hashes []string, at time.Time) error
	Removed(ctx context.Context, chamber core.ID, hashes []string) (map[string]bool, error)
	// ForgetRows empties the rows of previews that are about members.
	ForgetRows(ctx context.Context, members []Member) error
	importStore
}

// Deps is what a Service works with.
type Deps struct {
	Store Store
	Tx    core.Transactor
	Audit core.Auditor
	Files ImportFiles
	Jobs  Jobs
	Clock core.Clock // core.Now when nil
}

// Service is the domain of members.
type Service struct {
	Deps
	holders []Holder
}

// New makes the service.
func New(d Deps) *Service {
	if d.Clock == nil {
		d.Clock = core.Now
	}
	return &Service{Deps: d}
}

// Member finds a member, for the domains that work with members. They decide
// themselves who may ask.
func (s *Service) Member(ctx context.Context, id core.ID) (Member, error) {
	return s.Store.Member(ctx, id)
}

// Members lists members of a chamber, for the domains that work with them.
func (s *Service) Members(ctx context.Context, chamber core.ID, f Filter, p core.Paging) (core.Page[Member], error) {
	return s.Store.Members(ctx, chamber, f, p)
}

// Each calls f with every member of a chamber that the filter chooses, the latest first.
func (s *Service) Each(ctx context.Context, chamber core.ID, f Filter, do func(Member) error) error {
	p := core.Paging{Limit: 500}
	for {
		page, err := s.Store.Members(ctx, chamber, f, p)
		if err != nil {
			return err
		}
		for _, m := range page.Items {
			if err := do(m); err != nil {
				return err
			}
		}
		if page.Next == "" {
			return nil
		}
		p.Cursor = page.Next
	}
}

// staff checks the policy for what staff does, and writes a line when it is refused.
func (s *Service) staff(ctx context.Context, actor core.Actor, op policy.Op, chamber core.ID, kind string, object core.ID) error {
	err := policy.Check(actor, op, policy.Target{Organisation: chamber})
	return core.NoteRefusal(ctx, s.Audit, err, actor.Audited(string(op), kind, object, chamber, nil))
}
