package account

import (
	"context"
	"strings"
	"time"
	_ "time/tzdata" // a slim container has no zones of its own
	"unicode"

	"golang.org/x/text/unicode/norm"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Person is somebody who has signed in or registered.
type Person struct {
	ID               core.ID
	Kind             core.PersonKind
	Name             string
	Language         string
	TimeZone         string
	OrganisationName string // as the person wrote it; memberships are what counts
	Password         string // PHC string; empty when there is none
	Contacts         []Contact
	Memberships      []Membership
	Locked           bool // too many failed sign-ins
	Version          core.Version
	CreatedAt        time.Time
	SeenAt           *time.Time
	ErasedAt         *time.Time
}

// Membership is a role in an organisation, with its name for showing.
type Membership struct {
	Organisation core.ID
	Kind         core.OrgKind
	Name         core.Text
	Role         core.Role
}

// Verified reports whether the person has a verified contact.
func (p Person) Verified() bool {
	for _, c := range p.Contacts {
		if c.Verified {
			return true
		}
	}
	return false
}

// PersonFilter narrows a list of people.
type PersonFilter struct {
	Query        string // part of the name, or a whole contact
	Contact      string // Query as a contact, when it is one
	Organisation core.ID
	Role         core.Role
	Kind         core.PersonKind
}

// personStore keeps people and their contacts. Person carries contacts and
// memberships wherever one is returned.
type personStore interface {
	InsertPerson(ctx context.Context, p Person) error
	// UpdatePerson stores the fields of the person itself when the version still
	// is the one given, and counts the version up; else version_conflict.
	UpdatePerson(ctx context.Context, p Person, version core.Version) error
	Person(ctx context.Context, id core.ID) (Person, error)
	// PersonWith finds the person whose verified contact this is; person_not_found when there is none.
	PersonWith(ctx context.Context, contact string) (Person, error)
	// PasswordOf returns the person whose verified contact this is and the PHC string
	// of their password, both empty when there is none: one query either way.
	PasswordOf(ctx context.Context, contact string) (person core.ID, phc string, err error)
	// Claiming lists the people who claim a contact without having shown that it is theirs, latest first.
	Claiming(ctx context.Context, contact string) ([]core.ID, error)
	People(ctx context.Context, f PersonFilter, now time.Time, p core.Paging) (core.Page[Person], error)
	Names(ctx context.Context, people []core.ID) (map[core.ID]string, error)
	SeePerson(ctx context.Context, id core.ID, at time.Time) error
	// InsertContact fails with contact_taken when it is verified and somebody else has it.
	InsertContact(ctx context.Context, person core.ID, c Contact) error
	VerifyContact(ctx context.Context, person core.ID, value string, at time.Time) error
	// ErasePerson empties everything about the person that this store keeps.
	ErasePerson(ctx context.Context, p Person, at time.Time) error
}

// ErrNoPerson is what the store answers about an unknown or erased person.
var ErrNoPerson = core.NotFound("person_not_found", "There is no such person.")

// nameLimit is the length of a person's name in characters.
const nameLimit = 50

// cleanName brings a name into its stored form. Control and direction characters
// would let a name disguise itself in a list, so they are refused.
func cleanName(field, name string) (string, error) {
	name = strings.Join(strings.Fields(norm.NFC.String(name)), " ")
	if name == "" {
		return "", core.Invalid("name_required", "Give a name.").On(field)
	}
	if len([]rune(name)) > nameLimit {
		return "", core.Invalid("name_too_long", "The name is too long.").On(field).With("limit", nameLimit)
	}
	for _, r := range name {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) && r != '\u200d' || r == unicode.ReplacementChar {
			return "", core.Invalid("name_characters", "The name has characters that cannot be shown.").On(field)
		}
	}
	return name, nil
}

// checkLanguage defaults to Chinese.
func checkLanguage(tag string) (string, error) {
	if tag == "" {
		return core.Languages[0], nil
	}
	if !core.IsLanguage(tag) {
		return "", core.Invalid("language_unknown", "Use zh-CN, en or zh-HK.").On("body.language")
	}
	return tag, nil
}

// checkTimeZone defaults to the zone of China.
func checkTimeZone(zone string) (string, error) {
	if zone == "" {
		return "Asia/Shanghai", nil
	}
	if _, err := time.LoadLocation(zone); err != nil || zone == "Local" {
		return "", core.Invalid("time_zone_unknown", "Use an IANA time zone such as Asia/Shanghai.").On("body.timeZone")
	}
	return zone, nil
}

// cleanOrganisationName is free text of one line, possibly empty.
func cleanOrganisationName(s string) (string, error) {
	s = strings.Join(strings.Fields(norm.NFC.String(s)), " ")
	if len([]rune(s)) > 200 {
		return "", core.Invalid("too_long", "The name of the organisation is too long.").On("body.organisationName").With("limit", 200)
	}
	return s, nil
}

// PersonDraft describes a person that staff adds.
type PersonDraft struct {
	Name, Language, TimeZone, OrganisationName string
	Contacts                                   []string
	Password                                   string // optional: the person may sign in by code
	Memberships                                []MembershipDraft
}

// CreatePerson adds a person whose contacts the administrator vouches for.
func (s *Service) CreatePerson(ctx context.Context, actor core.Actor, d PersonDraft) (Person, error) {
	if err := s.staff(ctx, actor, "create-person", policy.Target{}, "person", ""); err != nil {
		return Person{}, err
	}
	p, err := s.newPerson(core.PersonMember, d.Name, d.Language, d.TimeZone, d.OrganisationName)
	if err != nil {
		return Person{}, err
	}
	if len(d.Contacts) == 0 {
		return Person{}, core.Invalid("contact_required", "Give at least one mail address or phone number.").On("body.contacts")
	}
	var contacts []Contact
	for _, raw := range d.Contacts {
		c, err := ParseContact(raw)
		if err != nil {
			return Person{}, core.AsError(err).On("body.contacts")
		}
		contacts = append(contacts, c)
	}
	if d.Password != "" {
		if p.Password, err = s.newPassword(ctx, "body.password", d.Password); err != nil {
			return Person{}, err
		}
	}
	return s.inserted(ctx, actor, p, contacts, d.Memberships)
}

// inserted stores a new person with verified contacts and memberships.
func (s *Service) inserted(ctx context.Context, actor core.Actor, p Person, contacts []Contact, ms []MembershipDraft) (Person, error) {
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		if err := s.Store.InsertPerson(ctx, p); err != nil {
			return err
		}
		for _, c := range contacts {
			c.ID, c.Verified, c.CreatedAt, c.VerifiedAt = core.NewID(), true, p.CreatedAt, &p.CreatedAt
			if err := s.Store.InsertContact(ctx, p.ID, c); err != nil {
				return err
			}
		}
		if err := s.placeMemberships(ctx, p.ID, ms); err != nil {
			return err
		}
		if err := s.Audit.Audit(ctx, actor.Audited("create-person", "person", p.ID, "", membershipDetail(ms))); err != nil {
			return err
		}
		var err error
		p, err = s.Store.Person(ctx, p.ID)
		return err
	})
	return p, err
}

// newPerson checks what a person says about themselves.
func (s *Service) newPerson(kind core.PersonKind, name, language, zone, organisation string) (p Person, err error) {
	p = Person{ID: core.NewID(), Kind: kind, Version: 1, CreatedAt: s.Clock()}
	if p.Name, err = cleanName("body.name", name); err != nil {
		return p, err
	}
	if p.Language, err = checkLanguage(language); err != nil {
		return p, err
	}
	if p.TimeZone, err = checkTimeZone(zone); err != nil {
		return p, err
	}
	p.OrganisationName, err = cleanOrganisationName(organisation)
	return p, err
}

// ReadPerson returns one to somebody who may see it.
func (s *Service) ReadPerson(ctx context.Context, actor core.Actor, id core.ID) (Person, error) {
	if err := policy.Check(actor, "get-person", policy.Target{Owner: id}); err != nil {
		return Person{}, err
	}
	return s.Store.Person(ctx, id)
}

// People lists people by the time they came, latest first.
func (s *Service) People(ctx context.Context, actor core.Actor, f PersonFilter, p core.Paging) (core.Page[Person], error) {
	if err := policy.Check(actor, "list-people", policy.Target{Organisation: ""}); err != nil {
		return core.Page[Person]{}, err
	}
	if c, err := ParseContact(f.Query); err == nil {
		f.Contact = c.Value
	}
	return s.Store.People(ctx, f, s.Clock(), p)
}

// PersonNames returns the names of people by id; erased and unknown ones are left out.
func (s *Service) PersonNames(ctx context.Context, people []core.ID) (map[core.ID]string, error) {
	return s.Store.Names(ctx, people)
}

// PersonChange names what an edit changes; nil leaves a field as it is.
type PersonChange struct {
	Name, Language, TimeZone, OrganisationName *string
}

func (c PersonChange) apply(p *Person) (err error) {
	if c.Name != nil {
		if p.Name, err = cleanName("body.name", *c.Name); err != nil {
			return err
		}
	}
	if c.Language != nil {
		if p.Language, err = checkLanguage(*c.Language); err != nil {
			return err
		}
	}
	if c.TimeZone != nil {
		if p.TimeZone, err = checkTimeZone(*c.TimeZone); err != nil {
			return err
		}
	}
	if c.OrganisationName != nil {
		p.OrganisationName, err = cleanOrganisationName(*c.OrganisationName)
	}
	return err
}

// UpdatePerson lets an administrator correct what is known about a person.
func (s *Service) UpdatePerson(ctx context.Context, actor core.Actor, id core.ID, v core.Version, c PersonChange) (Person, error) {
	if err := s.staff(ctx, actor, "update-person", policy.Target{Owner: id}, "person", id); err != nil {
		return Person{}, err
	}
	return s.changePerson(ctx, id, v, func(ctx context.Context, p *Person) error {
		if err := c.apply(p); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("update-person", "person", id, "", nil))
	})
}

// changePerson edits one version of a person in a transaction.
func (s *Service) changePerson(ctx context.Context, id core.ID, v core.Version, f func(context.Context, *Person) error) (Person, error) {
	var p Person
	err := s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
		if p, err = s.Store.Person(ctx, id); err != nil {
			return err
		}
		if err := f(ctx, &p); err != nil {
			return err
		}
		if err := s.Store.UpdatePerson(ctx, p, v); err != nil {
			return err
		}
		p.Version = v + 1
		core.AfterCommit(ctx, func(context.Context) { s.cache.forgetPerson(id) })
		return nil
	})
	return p, err
}
