package account

import (
	"context"
	"fmt"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// MembershipDraft asks for a role in an organisation.
type MembershipDraft struct {
	Organisation core.ID
	Role         core.Role
}

// membershipStore keeps who holds which role where.
type membershipStore interface {
	// SetMemberships replaces all memberships of the person.
	SetMemberships(ctx context.Context, person core.ID, ms []MembershipDraft, at time.Time) error
	// LockAdministrators lists the administrators and keeps others from changing them until the transaction ends.
	LockAdministrators(ctx context.Context) ([]core.ID, error)
	// CapSignIns shortens the life of the person's sign-ins to end at the latest at a time.
	CapSignIns(ctx context.Context, person core.ID, until time.Time) error
}

// placeOf says which kind of organisation each role belongs in.
var placeOf = map[core.Role][]core.OrgKind{
	core.RoleAdministrator: {core.OrgBureau},
	core.RoleOfficial:      {core.OrgBureau},
	core.RoleSecretary:     {core.OrgChamber},
	core.RoleInvestor:      {core.OrgCompany, core.OrgChamber},
}

// SetMemberships replaces the roles of a person. It takes effect on every node
// within two seconds, on open sockets too.
func (s *Service) SetMemberships(ctx context.Context, actor core.Actor, id core.ID, v core.Version, ms []MembershipDraft) (Person, error) {
	if err := s.staff(ctx, actor, "set-memberships", policy.Target{Owner: id}, "person", id); err != nil {
		return Person{}, err
	}
	p, err := s.changePerson(ctx, id, v, func(ctx context.Context, _ *Person) error {
		if err := s.keepAnAdministrator(ctx, id, ms); err != nil {
			return err
		}
		if err := s.placeMemberships(ctx, id, ms); err != nil {
			return err
		}
		if err := s.Authority.Note(ctx, core.AuthorityChange{Person: id, Kind: core.AuthorityPersonChanged}); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("set-memberships", "person", id, "", membershipDetail(ms)))
	})
	if err != nil {
		return Person{}, err
	}
	return s.Store.Person(ctx, p.ID)
}

// placeMemberships checks roles against their organisations and stores them.
func (s *Service) placeMemberships(ctx context.Context, person core.ID, ms []MembershipDraft) error {
	staff := false
	seen := map[MembershipDraft]bool{}
	for i, m := range ms {
		field := fmt.Sprintf("body.memberships[%d]", i)
		o, err := s.Store.Organisation(ctx, m.Organisation)
		if err != nil {
			if core.HasCode(err, ErrNoOrganisation.Code) {
				return core.Invalid(ErrNoOrganisation.Code, ErrNoOrganisation.Message).On(field + ".organisation")
			}
			return err
		}
		if !contains(placeOf[m.Role], o.Kind) {
			return core.Invalid("role_not_in_kind", "This kind of organisation has no such role.").
				On(field+".role").With("role", m.Role).With("kind", o.Kind)
		}
		if seen[m] {
			return core.Invalid("membership_twice", "The same membership is listed twice.").On(field)
		}
		seen[m] = true
		staff = staff || isStaff(m.Role)
	}
	if err := s.Store.SetMemberships(ctx, person, ms, s.Clock()); err != nil {
		return err
	}
	if staff { // what was granted as a visitor must not outlive the idle time of staff
		return s.Store.CapSignIns(ctx, person, s.Clock().Add(staffIdle))
	}
	return nil
}

// keepAnAdministrator refuses to take the role from the only one who holds it.
func (s *Service) keepAnAdministrator(ctx context.Context, person core.ID, ms []MembershipDraft) error {
	for _, m := range ms {
		if m.Role == core.RoleAdministrator {
			return nil
		}
	}
	admins, err := s.Store.LockAdministrators(ctx)
	if err != nil {
		return err
	}
	if len(admins) == 1 && admins[0] == person {
		return core.Conflict("last_administrator", "This is the only administrator. Make somebody else one first.")
	}
	return nil
}

// isStaff reports whether the role works for the bureau: shorter sign-ins.
func isStaff(r core.Role) bool { return r == core.RoleAdministrator || r == core.RoleOfficial }

func membershipDetail(ms []MembershipDraft) map[string]any {
	list := make([]map[string]any, len(ms))
	for i, m := range ms {
		list[i] = map[string]any{"organisation": m.Organisation, "role": m.Role}
	}
	return map[string]any{"memberships": list}
}

func contains[T comparable](list []T, v T) bool {
	for _, x := range list {
		if x == v {
			return true
		}
	}
	return false
}
