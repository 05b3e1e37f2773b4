package core

// Role is what a membership allows in an organisation.
type Role string

// The roles of a membership.
const (
	RoleAdministrator Role = "administrator" // runs the installation; only in a bureau
	RoleOfficial      Role = "official"      // holds events; only in a bureau
	RoleSecretary     Role = "secretary"     // secretary of a chamber of commerce
	RoleInvestor      Role = "investor"      // acts for a company
)

// OrgKind is the kind of an organisation.
type OrgKind string

// The kinds of organisation.
const (
	OrgBureau  OrgKind = "bureau"
	OrgChamber OrgKind = "chamber"
	OrgCompany OrgKind = "company"
)

// PersonKind tells accounts from passers-by. The zero value is nobody signed in.
type PersonKind string

// The kinds of person.
const (
	PersonMember PersonKind = "member" // has an account with a verified contact
	PersonGuest  PersonKind = "guest"  // registered or entered with a name only
	PersonSystem PersonKind = "system" // the server itself
	PersonKey    PersonKind = "key"    // a programme with a key
)

// Membership ties a person to an organisation in one role.
type Membership struct {
	Organisation ID
	Kind         OrgKind
	Role         Role
}

// Actor is who asks. The zero Actor is anonymous.
type Actor struct {
	Person      ID
	SignIn      ID // the sign-in the request came with; sockets live with it
	Name        string
	Kind        PersonKind
	Memberships []Membership
	Scopes      []string // of a key: what it may do at all
	Language    string   // BCP 47: zh-CN, en or zh-HK
	TimeZone    string   // IANA
	RequestID   string
	IP          string
}

// SignedIn reports whether the actor is a known person.
func (a Actor) SignedIn() bool { return a.Person != "" }

// Has reports whether the actor holds the role in any organisation.
func (a Actor) Has(role Role) bool {
	for _, m := range a.Memberships {
		if m.Role == role {
			return true
		}
	}
	return false
}

// HasIn reports whether the actor holds the role in that organisation.
func (a Actor) HasIn(role Role, organisation ID) bool {
	for _, m := range a.Memberships {
		if m.Role == role && m.Organisation == organisation {
			return true
		}
	}
	return false
}

// System is the actor for what the server does by itself.
func System() Actor { return Actor{Person: "system", Kind: PersonSystem, Name: "system"} }
