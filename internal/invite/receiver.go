package invite

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"golang.org/x/text/width"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
)

// receiver is whom an invitation is for.
type receiver struct {
	name, organisation, uscc, region string
	mail, phone                      string
	language, zone                   string
	person                           core.ID // who has shown that a contact is theirs
	stopped                          bool    // wants no more from the chamber
}

// receiver finds whom an invitation is for; nobody for one that is bound to nobody, or
// whose member was deleted.
func (s *Service) receiver(ctx context.Context, i Invitation) (receiver, error) {
	if i.Kind == Colleague {
		r := receiver{name: i.Name, language: i.Language}
		if strings.Contains(i.Contact, "@") {
			r.mail = i.Contact
		} else {
			r.phone = i.Contact
		}
		var err error
		r.stopped, err = s.Store.Stopped(ctx, i.Chamber, digest(i.Contact))
		return r, err
	}
	if i.Member == "" {
		return receiver{}, nil
	}
	m, err := s.Members.Member(ctx, i.Member)
	if err != nil {
		if core.HasCode(err, "member_not_found") {
			return receiver{}, nil
		}
		return receiver{}, err
	}
	r := receiver{
		name: m.Name, organisation: m.OrganisationName, uscc: m.USCC, region: m.Region, mail: m.Mail, phone: m.Phone,
		language: m.Language, zone: m.TimeZone, person: m.Person, stopped: m.Unsubscribed(),
	}
	for _, contact := range []string{m.Mail, m.Phone} {
		if contact == "" || r.stopped {
			continue
		}
		if r.stopped, err = s.Store.Stopped(ctx, i.Chamber, digest(contact)); err != nil {
			return r, err
		}
	}
	return r, nil
}

// digest stands for a contact where only the same one has to be known again.
func digest(contact string) string {
	sum := sha256.Sum256([]byte(contact))
	return hex.EncodeToString(sum[:])
}

// contact is the one that registering with an invitation gives, unless another is given.
func (r receiver) contact() string { return cmp.Or(r.mail, r.phone) }

func (r receiver) maskedContact() string {
	switch {
	case r.mail != "":
		return account.Contact{Kind: account.ContactMail, Value: r.mail}.Masked()
	case r.phone != "":
		return account.Contact{Kind: account.ContactPhone, Value: r.phone}.Masked()
	}
	return ""
}

// masked shows as much of a name as its owner recognises: 陈** or C***.
func masked(name string) string {
	runes := []rune(strings.TrimSpace(name))
	if len(runes) == 0 {
		return ""
	}
	return string(runes[0]) + strings.Repeat("*", max(1, min(len(runes)-1, 3)))
}

// sameName compares names as people type them.
func sameName(a, b string) bool {
	plain := func(s string) string {
		return strings.ToLower(strings.Join(strings.Fields(width.Narrow.String(s)), ""))
	}
	return plain(a) != "" && plain(a) == plain(b)
}

// namer names who sent an invitation on to a colleague.
func (s *Service) namer(ctx context.Context, i Invitation) (string, error) {
	if i.ReferralOf == "" {
		return "", nil
	}
	parent, err := s.Store.Invitation(ctx, i.ReferralOf)
	if err != nil {
		return "", err
	}
	r, err := s.receiver(ctx, parent)
	return r.name, err
}
