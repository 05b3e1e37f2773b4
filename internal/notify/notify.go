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

	"zhaoyun/internal/account"
)

// Mail is one mail to one person.
type Mail struct {
	To          string // a bare address
	Subject     string
	Text        string
	HTML        string // beside Text, when set
	Attachments []Attachment
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

// Texter sends text messages to phones.
type Texter interface {
	Text(ctx context.Context, number, text string) error
}

// ErrPermanent is the error of messages that can never be delivered.
var ErrPermanent = errors.New("notify: it cannot be delivered")

// Deps is what a Service works with.
type Deps struct {
	Mail Mailer
	SMS  Texter
	Log  *slog.Logger
}

// Service sends what the domains say. It is the Sender of account.
type Service struct {
	Deps

	queue *queue
}

// New makes a service. Close it, so that what it still holds goes out.
func New(d Deps) *Service {
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	return &Service{Deps: d, queue: newQueue(d.Log)}
}

// Close sends what is waiting, until the context ends.
func (s *Service) Close(ctx context.Context) error { return s.queue.close(ctx) }

// Send implements account.Sender: the message is queued, so a slow mail server
// never holds up a request. It fails when the queue is full.
func (s *Service) Send(_ context.Context, m account.Message) error {
	switch m.Channel {
	case account.ChannelMail:
		out := Mail{To: m.To, Subject: m.Subject, Text: m.Text, HTML: page(m.Subject, m.Text)}
		if _, err := address(m.To); err != nil {
			return err
		}
		return s.queue.put(func(ctx context.Context) error { return s.Mail.Mail(ctx, out) })
	case account.ChannelSMS:
		return s.queue.put(func(ctx context.Context) error { return s.SMS.Text(ctx, m.To, m.Text) })
	}
	return fmt.Errorf("%w: unknown channel %q", ErrPermanent, m.Channel)
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

var _ account.Sender = (*Service)(nil)
