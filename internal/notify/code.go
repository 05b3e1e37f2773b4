package notify

import (
	"context"
	"fmt"

	"zhaoyun/internal/account"
	"zhaoyun/internal/job"
)

// JobCode is the kind of job that carries a short message of account, such as a
// code. Its pauses stay within the ten minutes for which a code is good.
const JobCode = "code"

// Jobs is the queue by which messages go out; job.Queue.
type Jobs interface {
	Add(ctx context.Context, o job.Order) (job.Job, error)
}

// Send implements account.Sender: the message is a job in the transaction of ctx,
// so neither a slow mail server nor a crash loses it.
func (s *Service) Send(ctx context.Context, m account.Message) error {
	_, err := s.Jobs.Add(ctx, job.Order{Kind: JobCode, Payload: m})
	return err
}

// SendCode is the handler of JobCode.
func (s *Service) SendCode(ctx context.Context, j job.Job, _ func(int)) (any, error) {
	var m account.Message
	if err := j.Decode(&m); err != nil {
		return nil, err
	}
	if !m.GoodUntil.IsZero() && !s.Clock().Before(m.GoodUntil) {
		return "too late", nil
	}
	switch m.Channel {
	case account.ChannelMail:
		return "sent", s.permanent(s.Mail.Mail(ctx, Mail{ID: j.ID, To: m.To, Subject: m.Subject, Text: m.Text, HTML: page(m.Subject, m.Text)}))
	case account.ChannelSMS:
		return "sent", s.permanent(s.SMS.Text(ctx, SMS{ID: j.ID, To: m.To, Text: m.Text}))
	}
	return nil, job.Permanent(fmt.Errorf("unknown channel %q", m.Channel))
}

var _ account.Sender = (*Service)(nil)
