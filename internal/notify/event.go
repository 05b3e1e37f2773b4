package notify

import (
	"context"
	"errors"

	"zhaoyun/internal/event"
)

// Notify implements event.Notifier: event keeps its notices itself until they are
// sent, so this sends at once. What can never be delivered is dropped.
func (s *Service) Notify(ctx context.Context, m event.Mail) error {
	out := Mail{To: m.To, Subject: m.Subject, Text: m.Text, HTML: page(m.Subject, m.Text)}
	for _, a := range m.Attachments {
		out.Attachments = append(out.Attachments, Attachment(a))
	}
	err := s.Mail.Mail(ctx, out)
	if errors.Is(err, ErrPermanent) {
		s.Log.WarnContext(ctx, "mail cannot be delivered", "to", masked(m.To), "error", err.Error())
		return nil
	}
	return err
}

var _ event.Notifier = (*Service)(nil)
