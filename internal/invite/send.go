package invite

import (
	"context"
	"errors"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/job"
)

// The kinds of job by which invitations go out.
const (
	JobSpread = "invitation-spread" // makes a job of each that is queued in a campaign
	JobSend   = "invitation-send"   // sends one
	JobMoved  = "invitation-moved"  // tells one who has not answered of new times
	JobTry    = "invitation-try"    // sends a campaign's letter to who wrote it
)

type campaignJob struct {
	Campaign core.ID `json:"campaign"`
}

type sendJob struct {
	Invitation core.ID `json:"invitation"`
	Sends      int     `json:"sends,omitempty"`
}

// ErrUndeliverable is the error of a Post that says: trying again is of no use.
var ErrUndeliverable = errors.New("invite: it cannot be delivered")

// Post carries what invitations say; notify.Service. A letter or message with an ID
// that it has handed over already it takes to be that one.
type Post interface {
	SendLetter(ctx context.Context, l Letter) error
	SendText(ctx context.Context, id, to, text string) error
}

// sendTries is after how many attempts a letter counts as undeliverable.
const sendTries = 8

// SendOptions are how JobSend is worked at.
var SendOptions = job.Options{AtOnce: 4, Tries: sendTries, Limit: 3 * time.Minute}

// Spread is the handler of JobSpread. Doing it again adds nothing: an invitation has
// one unfinished job for one time of sending.
func (s *Service) Spread(ctx context.Context, j job.Job, progress func(int)) (any, error) {
	var payload campaignJob
	if err := j.Decode(&payload); err != nil {
		return nil, err
	}
	f, p, n := Filter{Campaign: payload.Campaign, Status: Queued}, core.Paging{Limit: 200}, 0
	for {
		page, err := s.Store.Invitations(ctx, f, p)
		if err != nil {
			return nil, err
		}
		err = s.Tx.InTx(ctx, func(ctx context.Context) error {
			for _, i := range page.Items {
				if err := s.enqueue(ctx, i); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		if n += len(page.Items); page.Next == "" {
			return n, nil
		}
		p.Cursor = page.Next
	}
}

func (s *Service) enqueue(ctx context.Context, i Invitation) error {
	_, err := s.Jobs.Add(ctx, job.Order{Kind: JobSend, Payload: sendJob{i.ID, i.Sends}, Key: i.ID, About: i.ID})
	return err
}

// Deliver is the handler of JobSend. What is sent has the same ID however often a
// process dies over it, and is marked as sent in the transaction that ends the job.
func (s *Service) Deliver(ctx context.Context, j job.Job, _ func(int)) (any, error) {
	var payload sendJob
	if err := j.Decode(&payload); err != nil {
		return nil, err
	}
	i, err := s.Store.Invitation(ctx, payload.Invitation)
	switch {
	case core.HasCode(err, ErrNoInvitation.Code):
		return "gone", nil
	case err != nil:
		return nil, err
	case i.Status != Queued:
		return "not queued", nil
	}
	out, err := s.outgoing(ctx, i)
	if err != nil {
		return nil, err
	}
	if out.hindrance != "" {
		return out.hindrance, s.settle(ctx, j, i.ID, func(i *Invitation) { i.Status, i.Trouble = Draft, out.hindrance })
	}
	if err := s.awaitTurn(ctx, out.channel); err != nil {
		return nil, err
	}
	err = s.hand(ctx, out, sendID(i, payload.Sends))
	switch {
	case errors.Is(err, ErrUndeliverable), err != nil && j.Attempts >= sendTries:
		return "bounced", s.settle(ctx, j, i.ID, func(i *Invitation) { i.Status, i.Trouble = Bounced, short(err) })
	case err != nil:
		return nil, err
	}
	return "sent", s.settle(ctx, j, i.ID, func(i *Invitation) {
		now := s.Clock()
		i.SentAt, i.Trouble = &now, ""
		if i.Status = Sent; i.OpenedAt != nil {
			i.Status = Seen
		}
	})
}

// sendID names one sending of an invitation, for ever: a second on purpose is another.
func sendID(i Invitation, sends int) string {
	if sends <= 1 {
		return i.ID
	}
	return i.ID + "." + string(rune('a'+(sends-2)%26))
}

// settle writes what became of an invitation, unless it was answered meanwhile, and
// ends its job.
func (s *Service) settle(ctx context.Context, j job.Job, id core.ID, change func(*Invitation)) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		i, err := s.Store.LockInvitation(ctx, id)
		if err != nil {
			return err
		}
		if i.Status == Queued {
			change(&i)
			if err := s.Store.UpdateInvitation(ctx, i); err != nil {
				return err
			}
		}
		return s.Jobs.Finish(ctx, j, string(i.Status))
	})
}

// awaitTurn keeps to the rate of a channel, which all servers share.
func (s *Service) awaitTurn(ctx context.Context, channel Channel) error {
	gap := s.MailsEach
	if channel == SMS {
		gap = s.TextsEach
	}
	if gap <= 0 {
		return nil
	}
	now := s.Clock()
	turn, err := s.Store.TakeTurn(ctx, channel, now, gap)
	if err != nil || !turn.After(now) {
		return err
	}
	wait := time.NewTimer(turn.Sub(now))
	defer wait.Stop()
	select {
	case <-wait.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// outgoing is an invitation with all that its letter says.
type outgoing struct {
	letterOf
	channel   Channel
	hindrance string // why it is not to be sent
}

// outgoing gathers what the letter of an invitation says, and looks whether it may go out.
func (s *Service) outgoing(ctx context.Context, i Invitation) (outgoing, error) {
	var out outgoing
	c, err := s.Store.Campaign(ctx, i.Campaign)
	if err != nil {
		return out, err
	}
	if out.letterOf, err = s.letterOf(ctx, c); err != nil {
		return out, err
	}
	r, err := s.receiver(ctx, i)
	if err != nil {
		return out, err
	}
	out.receiver, out.invitation, out.token = r, i, i.Token
	if out.channel = c.Channel; i.Kind == Colleague {
		if out.channel = Mail; r.mail == "" {
			out.channel = SMS
		}
		if out.by, err = s.namer(ctx, i); err != nil {
			return out, err
		}
	}
	switch err := s.sendable(out.event); {
	case s.running(c) != nil:
		out.hindrance = core.AsError(s.running(c)).Code
	case err != nil:
		out.hindrance = core.AsError(err).Code
	case r.stopped:
		out.hindrance = "contact_stopped"
	case out.channel == Mail && r.mail == "" || out.channel == SMS && r.phone == "":
		out.hindrance = "contact_missing"
	}
	return out, nil
}

// sendable checks that people can be invited to an event now.
func (s *Service) sendable(e event.Event) error {
	switch {
	case e.Status != event.StatusPublished:
		return core.Conflict("event_not_published", "The event is not published, so invitations to it cannot go out.")
	case e.EndsAt != nil && !e.EndsAt.After(s.Clock()):
		return core.Conflict("event_over", "The event is over or off, so nobody can be invited to it.")
	}
	return nil
}

// hand gives a letter or a text message over.
func (s *Service) hand(ctx context.Context, out outgoing, id string) error {
	if out.channel == SMS {
		return s.Post.SendText(ctx, id, out.receiver.phone, s.finish(out.text()))
	}
	l, err := s.letter(ctx, out.letterOf)
	if err != nil {
		return err
	}
	l.ID = id
	return s.Post.SendLetter(ctx, l)
}

// short is an error as staff reads it.
func short(err error) string {
	text := []rune(err.Error())
	return string(text[:min(len(text), 300)])
}
