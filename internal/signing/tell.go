package signing

import (
	"context"
	"fmt"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/inbox"
)

// What people are told. A message goes to the contact that makes somebody a signer,
// and into the inbox of whoever has shown that it is theirs.
const (
	tellInvited   = "invited"
	tellWitness   = "witness"
	tellVersion   = "version"
	tellConfirm   = "confirm"
	tellSeal      = "seal"
	tellReleased  = "released"
	tellWithdrawn = "withdrawn"
	tellExpired   = "expired"
	tellVoided    = "voided"
)

// tellSigner tells a signer.
func (s *Service) tellSigner(ctx context.Context, a *Agreement, x Signer, what, reason string) error {
	return s.tell(ctx, a, x.Contact, x.Language, what, reason)
}

// tellSigners tells those of the signers that are chosen.
func (s *Service) tellSigners(ctx context.Context, a *Agreement, what string, chosen func(Signer) bool) error {
	for _, x := range a.Required() {
		if chosen(x) {
			if err := s.tellSigner(ctx, a, x, what, ""); err != nil {
				return err
			}
		}
	}
	return nil
}

// tellAll tells everybody who takes part, and the bureau's officials in their inbox.
func (s *Service) tellAll(ctx context.Context, a *Agreement, what, reason string) error {
	for _, x := range a.Required() {
		if err := s.tellSigner(ctx, a, x, what, reason); err != nil {
			return err
		}
	}
	for _, w := range a.Witnesses {
		if err := s.tell(ctx, a, w.Contact, w.Language, what, reason); err != nil {
			return err
		}
	}
	officials, err := s.People.Officials(ctx, a.Organisation)
	if err != nil {
		return err
	}
	messages := make([]inbox.Message, 0, len(officials))
	for _, person := range officials {
		m := s.message(a, person, what, reason)
		m.Facts.Agreement.Staff = true
		messages = append(messages, m)
	}
	return s.Inbox.Tell(ctx, messages...)
}

// tell tells one person.
func (s *Service) tell(ctx context.Context, a *Agreement, to, language, what, reason string) error {
	person, err := s.People.With(ctx, to)
	if err != nil {
		return err
	}
	if person != "" {
		if err := s.Inbox.Tell(ctx, s.message(a, person, what, reason)); err != nil {
			return err
		}
	}
	contact, err := account.ParseContact(to)
	if err != nil {
		return err
	}
	w := words[what]
	title := a.Title.In(language)
	text := fmt.Sprintf(w.text.In(language), title)
	if reason != "" {
		text += "\n" + fmt.Sprintf(reasonWord.In(language), reason)
	}
	text += "\n" + s.PublicURL + "/sign/" + a.ID
	m := account.Message{Channel: account.ChannelMail, To: contact.Value, Subject: fmt.Sprintf(w.subject.In(language), title), Text: text + "\n"}
	if contact.Kind == account.ContactPhone {
		m.Channel, m.Subject, m.Text = account.ChannelSMS, "", smsSignature.In(language)+text
	}
	return s.Sender.Send(ctx, m)
}

func (s *Service) message(a *Agreement, person core.ID, what, reason string) inbox.Message {
	return inbox.Message{Person: person, Kind: inbox.Agreement, Key: "agreement:" + a.ID, Facts: inbox.Facts{
		Agreement: &inbox.AgreementFact{ID: a.ID, Title: a.Title, What: what, Reason: reason},
	}}
}

// codeMessage brings a code. It names the document by its title and the beginning of
// its digest: whoever is asked for a code sees for what.
func codeMessage(to account.Contact, language, number, title, digest string, until time.Time) account.Message {
	m := account.Message{
		Channel: account.ChannelMail, To: to.Value, Subject: fmt.Sprintf(codeSubject.In(language), number),
		Text: fmt.Sprintf(codeText.In(language), number, title, digest), GoodUntil: until,
	}
	if to.Kind == account.ContactPhone {
		m.Channel, m.Subject, m.Text = account.ChannelSMS, "", smsSignature.In(language)+m.Text
	}
	return m
}

// masked hides the middle of a contact.
func masked(contact string) string {
	c, err := account.ParseContact(contact)
	if err != nil {
		return ""
	}
	return c.Masked()
}
