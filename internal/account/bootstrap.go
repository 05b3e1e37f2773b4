package account

import (
	"context"

	"zhaoyun/internal/core"
)

// NewUser describes the person that the command `user add` or the demonstration
// wants to be there.
type NewUser struct {
	Name         string
	Contacts     []string // the first one finds the person again
	Password     string   // optional; replaces the present one
	Role         core.Role
	Organisation string // its Chinese name or its credit code
	Language     string
}

// AddUser makes sure that a person exists, has the contacts, the password and the
// role. Repeating it changes nothing but the password. It is for who runs the
// server, so it asks no policy.
func (s *Service) AddUser(ctx context.Context, u NewUser) (Person, error) {
	if len(u.Contacts) == 0 {
		return Person{}, core.Invalid("contact_required", "Give at least one mail address or phone number.").On("body.contacts")
	}
	first, err := ParseContact(u.Contacts[0])
	if err != nil {
		return Person{}, err
	}
	var ms []MembershipDraft
	if u.Role != "" {
		o, err := s.organisationFor(ctx, u)
		if err != nil {
			return Person{}, err
		}
		ms = append(ms, MembershipDraft{o.ID, u.Role})
	}
	p, err := s.Store.PersonWith(ctx, first.Value)
	if core.HasCode(err, ErrNoPerson.Code) {
		return s.CreatePerson(ctx, core.System(), PersonDraft{
			Name: u.Name, Language: u.Language, Contacts: u.Contacts, Password: u.Password, Memberships: ms,
		})
	}
	if err != nil {
		return Person{}, err
	}
	return s.ensure(ctx, p, u.Password, ms)
}

// ensure adds what an existing person lacks.
func (s *Service) ensure(ctx context.Context, p Person, password string, want []MembershipDraft) (Person, error) {
	if password != "" {
		hash, err := s.newPassword(ctx, "body.password", password)
		if err != nil {
			return Person{}, err
		}
		if p, err = s.changePerson(ctx, p.ID, p.Version, func(ctx context.Context, p *Person) error {
			p.Password = hash
			return s.Store.Unlock(ctx, p.ID)
		}); err != nil {
			return Person{}, err
		}
	}
	ms := make([]MembershipDraft, 0, len(p.Memberships)+1)
	for _, m := range p.Memberships {
		ms = append(ms, MembershipDraft{m.Organisation, m.Role})
	}
	if len(want) == 0 || contains(ms, want[0]) {
		return p, nil
	}
	return s.SetMemberships(ctx, core.System(), p.ID, p.Version, append(ms, want...))
}

// organisationFor finds the organisation, or makes one of the kind the role needs.
func (s *Service) organisationFor(ctx context.Context, u NewUser) (Organisation, error) {
	places := placeOf[u.Role]
	if len(places) == 0 {
		return Organisation{}, core.Invalid("not_an_option", "Use administrator, official, secretary or investor.").On("body.role")
	}
	o := Organisation{Kind: places[0], Name: core.Text{"zh-CN": firstOf(u.Organisation, "招商局")}}
	if code, err := CheckUSCC(u.Organisation); err == nil {
		o.USCC = code
	}
	return s.EnsureOrganisation(ctx, o)
}

// EnsureOrganisation finds an organisation by its code or its Chinese name, or
// makes it. Like AddUser it is for who runs the server.
func (s *Service) EnsureOrganisation(ctx context.Context, o Organisation) (Organisation, error) {
	found, err := s.Store.OrganisationNamed(ctx, firstOf(o.USCC, o.Name["zh-CN"]))
	if core.HasCode(err, ErrNoOrganisation.Code) {
		return s.CreateOrganisation(ctx, core.System(), o)
	}
	return found, err
}
