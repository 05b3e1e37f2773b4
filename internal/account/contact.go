package account

import (
	"context"
	"net/mail"
	"regexp"
	"strings"
	"time"

	"golang.org/x/text/width"

	"zhaoyun/internal/core"
)

// ContactKind tells mail addresses from phone numbers.
type ContactKind string

// The kinds of contact.
const (
	ContactMail  ContactKind = "mail"
	ContactPhone ContactKind = "phone"
)

// Contact is where a person can be reached. Several people may claim the same
// one; it is verified for the one who has shown that it is theirs.
type Contact struct {
	ID         core.ID
	Kind       ContactKind
	Value      string // normalised: mail in lower case, phone as E.164
	Verified   bool
	VerifiedAt *time.Time
	CreatedAt  time.Time
}

// contactLimit is the number of bytes beyond which nothing is a contact, in full-width letters too.
const contactLimit = 3 * 254

var (
	mainlandPhone = regexp.MustCompile(`^(?:\+?86|0086)?(1[3-9]\d{9})$`)
	worldPhone    = regexp.MustCompile(`^\+[1-9]\d{6,14}$`)
	brokenMobile  = regexp.MustCompile(`^\+861[3-9]`) // looks like a mainland mobile, but has the wrong length
	phoneFiller   = strings.NewReplacer(" ", "", "-", "", "(", "", ")", "", "\t", "", "\u00a0", "", "\u2011", "", "\u2013", "")
)

// ParseContact reads a mail address, a mainland mobile number or an
// international number (+852…), and brings it into the stored form. Its error is
// contact_invalid.
func ParseContact(s string) (Contact, error) {
	if len(s) > contactLimit {
		return Contact{}, errContact
	}
	s = strings.TrimSpace(width.Narrow.String(s))
	if strings.Contains(s, "@") {
		at := strings.LastIndex(s, "@")
		a, err := mail.ParseAddress(s)
		if err != nil || a.Address != s || len(s) > 254 || !strings.Contains(s[at:], ".") || strings.ContainsAny(s, " \"") {
			return Contact{}, errContact
		}
		return Contact{Kind: ContactMail, Value: strings.ToLower(s)}, nil
	}
	s = phoneFiller.Replace(s)
	if m := mainlandPhone.FindStringSubmatch(s); m != nil {
		return Contact{Kind: ContactPhone, Value: "+86" + m[1]}, nil
	}
	if strings.HasPrefix(s, "00") {
		s = "+" + s[2:]
	}
	if !worldPhone.MatchString(s) || brokenMobile.MatchString(s) {
		return Contact{}, errContact
	}
	return Contact{Kind: ContactPhone, Value: s}, nil
}

// ErrContactTaken is what the store answers when a contact is verified for somebody else.
var ErrContactTaken = core.Conflict("contact_taken", "Somebody else signs in with this contact.").On("body.contacts")

var errContact = core.Invalid("contact_invalid",
	"Give a mail address, a mainland mobile number of 11 digits or an international number that starts with +.")

// Masked hides the middle, enough for its owner to recognise it.
func (c Contact) Masked() string {
	if c.Kind == ContactMail {
		name, host, _ := strings.Cut(c.Value, "@")
		return string([]rune(name)[:1]) + "***@" + host
	}
	if local, ok := strings.CutPrefix(c.Value, "+86"); ok && len(local) == 11 {
		return local[:3] + "****" + local[7:]
	}
	v := c.Value
	return v[:min(4, len(v)-4)] + "****" + v[len(v)-3:]
}

// Holder finds who has shown that a contact, in its stored form, is theirs; empty when
// nobody has.
func (s *Service) Holder(ctx context.Context, contact string) (core.ID, error) {
	p, err := s.Store.PersonWith(ctx, contact)
	if core.HasCode(err, ErrNoPerson.Code) {
		return "", nil
	}
	return p.ID, err
}
