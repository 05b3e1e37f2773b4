// Package chamber keeps the members of chambers of commerce (商会会员): who they are,
// how they came in and on what ground they are kept. A chamber's members are its
// own: nothing here reaches from one chamber into another.
package chamber

import (
	"strings"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
)

// Member is somebody in the list of a chamber. Whoever belongs to several chambers is
// a member once in each: no chamber learns from another's list.
type Member struct {
	ID      core.ID
	Chamber core.ID
	Details
	Consent Consent
	Import  core.ID // that brought the member; empty when added by hand

	// Person is who signs in with the member's phone or mail, once they have shown that
	// it is theirs. It is looked up when the member is read, never kept.
	Person         core.ID
	UnsubscribedAt *time.Time // wants no mail or messages of the chamber

	CreatedBy core.ID
	CreatedAt time.Time
	UpdatedBy core.ID
	UpdatedAt time.Time
	Version   core.Version
}

// Details are what a chamber writes down of a member.
type Details struct {
	Name             string   `json:"name"`
	OrganisationName string   `json:"organisation,omitempty"` // of the company, as the chamber writes it
	Title            string   `json:"title,omitempty"`        // 职务
	Phone            string   `json:"phone,omitempty"`        // E.164
	Mail             string   `json:"mail,omitempty"`         // in lower case
	USCC             string   `json:"uscc,omitempty"`         // 统一社会信用代码 of the company
	Groups           []string `json:"groups,omitempty"`
	Tags             []string `json:"tags,omitempty"`
	Language         string   `json:"language,omitempty"` // of the product's; empty: not known
	TimeZone         string   `json:"timeZone,omitempty"` // IANA; empty: not known
	Region           string   `json:"region,omitempty"`
	Note             string   `json:"note,omitempty"`
}

// Unsubscribed reports whether the member wants nothing sent.
func (m Member) Unsubscribed() bool { return m.UnsubscribedAt != nil }

// Masked is the member for who need not know how to reach them.
func (m Member) Masked() Member {
	if m.Phone != "" {
		m.Phone = account.Contact{Kind: account.ContactPhone, Value: m.Phone}.Masked()
	}
	if m.Mail != "" {
		m.Mail = account.Contact{Kind: account.ContactMail, Value: m.Mail}.Masked()
	}
	m.Note = ""
	return m
}

// Basis is the ground on which a chamber may keep what it knows (PIPL Art. 13).
type Basis string

// The bases.
const (
	Membership Basis = "membership" // the member joined the chamber and gave it these details to be served
	Consented  Basis = "consent"    // the member agreed to it, separately
	Activity   Basis = "activity"   // the member gave it for an activity of the chamber
)

// Bases lists them.
var Bases = []Basis{Membership, Consented, Activity}

// Consent says on what ground a member is kept and where that comes from.
type Consent struct {
	Basis  Basis     `json:"basis"`
	Source string    `json:"source"` // in the chamber's words: 2026 年入会登记表
	At     time.Time `json:"at"`     // when it was recorded here
}

// Filter chooses members of a chamber.
type Filter struct {
	IDs   []core.ID // nil means all
	Query string    // in names, companies, titles
	// Contacts lets Query find phone numbers and mail addresses too. Who sees them
	// masked must not find them out by searching.
	Contacts   bool
	Group      string
	Tag        string
	Reach      Reach
	Subscribed bool // leaves out who wants nothing sent
}

// Reach is how a member can be reached.
type Reach string

// The ways to reach.
const (
	ByPhone Reach = "phone"
	ByMail  Reach = "mail"
	ByNone  Reach = "none"
)

// LabelKind tells groups from tags.
type LabelKind string

// The kinds of label.
const (
	GroupLabel LabelKind = "group"
	TagLabel   LabelKind = "tag"
)

// Label is a group or a tag with how many members have it.
type Label struct {
	Kind    LabelKind
	Name    string
	Members int
}

// Keys are what makes two entries the same member.
type Keys struct{ Phone, Mail, USCC string }

// Keys of the details.
func (d Details) Keys() Keys { return Keys{d.Phone, d.Mail, d.USCC} }

// same reports whether two names are the same but for blanks and case.
func same(a, b string) bool {
	plain := func(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), "")) }
	return plain(a) == plain(b)
}

// The errors of members.
var (
	ErrNoMember = core.NotFound("member_not_found", "There is no such member, or they are not your chamber's.")
	ErrTaken    = core.Conflict("member_exists", "The chamber has a member with this phone number or mail address already.")
)
