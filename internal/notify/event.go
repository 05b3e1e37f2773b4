package notify

import (
	"context"

	"zhaoyun/internal/event"
	"zhaoyun/internal/inbox"
)

// Notify implements event.Notifier.
func (s *Service) Notify(ctx context.Context, m event.Mail) error {
	out := Mail{ID: m.ID, To: m.To, Subject: m.Subject, Text: m.Text, HTML: page(m.Subject, m.Text), Unsubscribe: m.Unsubscribe}
	for _, a := range m.Attachments {
		out.Attachments = append(out.Attachments, Attachment(a))
	}
	return s.deliver(ctx, out)
}

// Letter implements inbox.Mailer.
func (s *Service) Letter(ctx context.Context, l inbox.Letter) error {
	return s.deliver(ctx, Mail{ID: l.ID, To: l.To, Subject: l.Subject, Text: l.Text, HTML: page(l.Subject, l.Text), Unsubscribe: l.Unsubscribe})
}

var (
	_ event.Notifier = (*Service)(nil)
	_ inbox.Mailer   = (*Service)(nil)
)
