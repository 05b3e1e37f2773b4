package invite

import (
	"context"

	"zhaoyun/internal/core"
	"zhaoyun/internal/job"
)

// Preview is how an invitation reads.
type Preview struct {
	Subject, Text, HTML string
	SMS                 string
	Parts               int // messages the carrier counts
}

// sampleNames stand for a member in previews.
var sampleNames = core.Text{"zh-CN": "陈示例", "en": "Alex Example", "zh-HK": "陳示例"}

// Preview shows how texts read in a language, without keeping them.
func (s *Service) Preview(ctx context.Context, actor core.Actor, campaign core.ID, language string, texts map[string]Words) (Preview, error) {
	c, err := s.Store.Campaign(ctx, campaign)
	if err != nil {
		return Preview{}, err
	}
	if err := s.may(ctx, actor, "preview-campaign", c); err != nil {
		return Preview{}, err
	}
	if err := checkTexts(texts); err != nil {
		return Preview{}, err
	}
	if texts != nil {
		c.Texts = texts
	}
	l, err := s.letterOf(ctx, c)
	if err != nil {
		return Preview{}, err
	}
	l.receiver = receiver{name: sampleNames.In(language), language: language}
	m, err := s.letter(ctx, l)
	if err != nil {
		return Preview{}, err
	}
	sms := s.finish(l.text())
	return Preview{Subject: m.Subject, Text: m.Text, HTML: m.HTML, SMS: sms, Parts: smsParts(sms)}, nil
}

type tryJob struct {
	Campaign core.ID `json:"campaign"`
	Person   core.ID `json:"person"`
	Name     string  `json:"name"`
	Language string  `json:"language"`
	Channel  Channel `json:"channel"`
}

// Try sends a campaign's letter, or its text message, to who asks, and to nobody else.
func (s *Service) Try(ctx context.Context, actor core.Actor, campaign core.ID, language string, channel Channel) error {
	_, err := s.changing(ctx, actor, "try-campaign", campaign, func(ctx context.Context, c *Campaign) (map[string]any, error) {
		mail, phone, err := s.Recipients.Reach(ctx, actor.Person)
		if err != nil {
			return nil, err
		}
		if channel == Mail && mail == "" || channel == SMS && phone == "" {
			return nil, core.Conflict("no_contact_of_yours", "Your account has no such contact that you have shown to be yours. Add one first.")
		}
		_, err = s.Jobs.Add(ctx, job.Order{Kind: JobTry, Payload: tryJob{c.ID, actor.Person, actor.Name, language, channel}, About: actor.Person})
		return map[string]any{"channel": string(channel), "language": language}, err
	})
	return err
}

// Trial is the handler of JobTry.
func (s *Service) Trial(ctx context.Context, j job.Job, _ func(int)) (any, error) {
	var payload tryJob
	if err := j.Decode(&payload); err != nil {
		return nil, err
	}
	c, err := s.Store.Campaign(ctx, payload.Campaign)
	if err != nil {
		return nil, err
	}
	out := outgoing{channel: payload.Channel}
	if out.letterOf, err = s.letterOf(ctx, c); err != nil {
		return nil, err
	}
	out.trial = true
	out.receiver = receiver{name: payload.Name, language: payload.Language}
	if out.receiver.mail, out.receiver.phone, err = s.Recipients.Reach(ctx, payload.Person); err != nil {
		return nil, err
	}
	return "sent", s.hand(ctx, out, j.ID)
}

// TellMoved is the handler of JobMoved.
func (s *Service) TellMoved(ctx context.Context, j job.Job, _ func(int)) (any, error) {
	var payload sendJob
	if err := j.Decode(&payload); err != nil {
		return nil, err
	}
	i, err := s.Store.Invitation(ctx, payload.Invitation)
	if err != nil || i.Status != Sent && i.Status != Seen {
		return "answered", err
	}
	out, err := s.outgoing(ctx, i)
	if err != nil || out.hindrance != "" {
		return out.hindrance, err
	}
	out.moved = true
	if err := s.awaitTurn(ctx, out.channel); err != nil {
		return nil, err
	}
	return "sent", s.hand(ctx, out, j.ID)
}
