package notify

import (
	"context"
	"errors"
	"fmt"
	"time"

	"zhaoyun/internal/event"
	"zhaoyun/internal/invite"
)

// SendLetter implements invite.Post. An invitation that the postage of its address does
// not cover waits for the next hour instead of being left out.
func (s *Service) SendLetter(ctx context.Context, l invite.Letter) error {
	if !s.post.left(l.To, s.Clock()) {
		return fmt.Errorf("too much mail to one address within the hour: %s", masked(l.To))
	}
	m := Mail{ID: l.ID, To: l.To, Subject: l.Subject, Text: l.Text, HTML: l.HTML, Unsubscribe: l.Unsubscribe}
	if len(l.Calendar) > 0 {
		m.Attachments = []Attachment{{Name: l.CalendarName, Type: event.CalendarType, Data: l.Calendar}}
	}
	err := s.Mail.Mail(ctx, m)
	if err == nil {
		s.post.spend(l.To, s.Clock())
	}
	return undeliverable(err)
}

// SendText implements invite.Post.
func (s *Service) SendText(ctx context.Context, id, to, text string) error {
	return undeliverable(s.SMS.Text(ctx, SMS{ID: id, To: to, Text: text}))
}

func undeliverable(err error) error {
	if errors.Is(err, ErrPermanent) {
		return fmt.Errorf("%w: %w", invite.ErrUndeliverable, err)
	}
	return err
}

// TextNotice implements event.Notifier.
func (s *Service) TextNotice(ctx context.Context, id, to, text string) error {
	return s.permanent(s.SMS.Text(ctx, SMS{ID: id, To: to, Text: text}))
}

// marksKept is longer than a job is tried again.
const marksKept = 12 * time.Hour

// Sweep drops the marks of what was sent long ago.
func (s *Service) Sweep(context.Context) error { return s.Marks.Sweep(s.Clock().Add(-marksKept)) }

var _ invite.Post = (*Service)(nil)
