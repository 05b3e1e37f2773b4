// Package notify carries mail and text messages out of the house. What they say
// is written by the domains.
package notify

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/mail"
	"strings"
	"unicode"

	"zhaoyun/internal/core"
	"zhaoyun/internal/job"
)

// Mail is one mail to one person.
type Mail struct {
	ID          string // the same for the same mail, so that it is known when it comes twice; any when empty
	To          string // a bare address
	Subject     string
	Text        string
	HTML        string // beside Text, when set
	Attachments []Attachment
	Unsubscribe string // address that stops such mail when it is posted to (RFC 8058)
}

// Attachment is a file that goes with a mail.
type Attachment struct {
	Name, Type string
	Data       []byte
}

// Mailer hands mail over to be delivered. Its implementations pass the tests of
// contract_test.go.
type Mailer interface {
	// Mail returns once the mail is safe with whoever delivers it. ErrPermanent says
	// that trying again is of no use.
	Mail(ctx context.Context, m Mail) error
}

// SMS is one text message to one phone.
type SMS struct {
	ID   string // the same for the same message; any when empty
	To   string // E.164
	Text string
}

// Texter sends text messages to phones. Its implementations pass the tests of
// contract_test.go.
type Texter interface {
	// Text returns once the carrier has the message. ErrPermanent says that trying again
	// is of no use.
	Text(ctx context.Context, m SMS) error
}

// ErrPermanent is the error of messages that can never be delivered.
var ErrPermanent = errors.New("notify: it cannot be delivered")

// Deps is what a Service works with.
type Deps struct {
	Mail  Mailer
	SMS   Texter
	Marks *Marks // of what Mail and SMS handed over; nil when they keep none
	Jobs  Jobs
	Clock core.Clock // core.Now when nil
	Log   *slog.Logger
}

// Service sends what the domains say. It is the Sender of account, the Notifier of
// event and the Mailer of inbox.
type Service struct {
	Deps

	post postage
}

// New makes a service.
func New(d Deps) *Service {
	if d.Clock == nil {
		d.Clock = core.Now
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	return &Service{Deps: d}
}

// deliver hands a mail over, unless its address has had enough of them lately.
func (s *Service) deliver(ctx context.Context, m Mail) error {
	if !s.post.left(m.To, s.Clock()) {
		s.Log.WarnContext(ctx, "too much mail to one address: left out", "to", masked(m.To))
		return nil
	}
	err := s.permanent(s.Mail.Mail(ctx, m))
	if err == nil {
		s.post.spend(m.To, s.Clock())
	}
	return err
}

// permanent tells the queue which errors trying again does not mend.
func (s *Service) permanent(err error) error {
	if errors.Is(err, ErrPermanent) {
		return job.Permanent(err)
	}
	return err
}

// address checks a bare mail address. What passes holds no space, line break or
// list, so it cannot grow into more than one header or recipient.
func address(to string) (*mail.Address, error) {
	a, err := mail.ParseAddress(to)
	if err != nil || a.Address != to || len(to) > 254 || strings.ContainsFunc(to, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(`<>(),;:"\`, r)
	}) {
		return nil, fmt.Errorf("%w: %q is not a mail address", ErrPermanent, masked(to))
	}
	return a, nil
}

// oneLine makes text fit for a header.
func oneLine(text string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, text)), " ")
}

// masked hides who somebody is in the log: lin@example.com becomes l…@example.com.
func masked(to string) string {
	runes := []rune(oneLine(to))
	at := strings.LastIndex(string(runes), "@")
	switch {
	case len(runes) == 0:
		return ""
	case at > 0:
		return string(runes[0]) + "…" + string(runes)[at:]
	case len(runes) > 4:
		return "…" + string(runes[len(runes)-4:])
	}
	return "…"
}
