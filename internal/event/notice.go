package event

import (
	"context"
	"fmt"
	"strings"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/inbox"
	"zhaoyun/internal/job"
)

// Notifier sends mail. An error means that it may be tried again.
type Notifier interface {
	Notify(ctx context.Context, m Mail) error
}

// Jobs is the queue by which mail goes out; job.Queue.
type Jobs interface {
	Add(ctx context.Context, o job.Order) (job.Job, error)
	Finish(ctx context.Context, j job.Job, result any) error
}

// Inbox tells people what happens; inbox.Service.
type Inbox interface {
	Tell(ctx context.Context, messages ...inbox.Message) error
	MayMail(ctx context.Context, person core.ID, k inbox.Kind) (inbox.Stop, bool, error)
}

// Mail is one message to one person.
type Mail struct {
	ID                string // the same for the same mail
	To, Subject, Text string
	Attachments       []Attachment
	Unsubscribe       string // address that stops such mail when it is posted to; empty: it cannot be stopped
}

// Attachment is a file that goes with a mail.
type Attachment struct {
	Name, Type string
	Data       []byte
}

// NoticeKind is what a registered person is told by mail.
type NoticeKind string

// The notices.
const (
	NoticeConfirmed NoticeKind = "confirmed" // there is a place
	NoticeWaiting   NoticeKind = "waiting"   // there is none yet
	NoticePromoted  NoticeKind = "promoted"  // now there is one
	NoticeMoved     NoticeKind = "moved"     // the time has changed
	NoticeCancelled NoticeKind = "cancelled"
)

// status is what a registration has to be for a notice to be true.
func (k NoticeKind) status() RegistrationStatus {
	switch k {
	case NoticeWaiting:
		return Waiting
	case NoticeCancelled:
		return Cancelled
	}
	return Confirmed
}

// The kinds of job that mail what registered people are to be told.
const (
	JobNotice = "registration-mail" // one notice to one of them
	JobMoved  = "moved-mail"        // makes a notice for each who has a place
)

type noticeJob struct {
	Registration core.ID    `json:"registration"`
	Kind         NoticeKind `json:"kind"`
}

type movedJob struct {
	Event core.ID `json:"event"`
}

// noticed has a notice sent once the transaction of ctx is committed.
func (s *Service) noticed(ctx context.Context, r Registration, kind NoticeKind) error {
	_, err := s.Jobs.Add(ctx, job.Order{Kind: JobNotice, Payload: noticeJob{r.ID, kind}, About: r.Person})
	return err
}

// mailMoved has the new times mailed to everybody with a place. Officials often
// correct a time twice: one mail some minutes later is enough.
func (s *Service) mailMoved(ctx context.Context, event core.ID) error {
	_, err := s.Jobs.Add(ctx, job.Order{Kind: JobMoved, Payload: movedJob{event}, Key: event, RunAt: s.Clock().Add(3 * time.Minute)})
	return err
}

// SpreadMoved is the handler of JobMoved. It holds the event's lock, as every change
// of a time does: what is changed after it gets a job of its own.
func (s *Service) SpreadMoved(ctx context.Context, j job.Job, _ func(int)) (any, error) {
	var payload movedJob
	if err := j.Decode(&payload); err != nil {
		return nil, err
	}
	return nil, s.Tx.InTx(ctx, func(ctx context.Context) error {
		e, err := s.Store.LockEvent(ctx, payload.Event)
		if err != nil {
			return err
		}
		if e.Status != StatusPublished {
			return s.Jobs.Finish(ctx, j, "not published")
		}
		list, err := s.Store.Placed(ctx, e.ID)
		if err != nil {
			return err
		}
		for _, r := range list {
			if err := s.noticed(ctx, r, NoticeMoved); err != nil {
				return err
			}
		}
		return s.Jobs.Finish(ctx, j, len(list))
	})
}

// MailNotice is the handler of JobNotice. It sends by mail only, because a text
// message costs its sender, and only what is still true.
func (s *Service) MailNotice(ctx context.Context, j job.Job, _ func(int)) (any, error) {
	var payload noticeJob
	if err := j.Decode(&payload); err != nil {
		return nil, err
	}
	r, err := s.Store.Registration(ctx, payload.Registration)
	if err != nil {
		return nil, err
	}
	if r.ContactKind != account.ContactMail || r.Contact == "" || r.Status != payload.Kind.status() {
		return "not sent", nil
	}
	var stop inbox.Stop
	if payload.Kind == NoticeMoved {
		var wanted bool
		if stop, wanted, err = s.Inbox.MayMail(ctx, r.Person, inbox.Moved); err != nil || !wanted {
			return "not wanted", err
		}
	}
	e, err := s.Store.Event(ctx, r.Event)
	if err != nil {
		return nil, err
	}
	if e.Sessions, err = s.Store.Sessions(ctx, []core.ID{e.ID}); err != nil {
		return nil, err
	}
	m := s.mail(e, r, payload.Kind, stop)
	m.ID = j.ID
	return "sent", s.Notifier.Notify(ctx, m)
}

// mail writes the mail of a notice in the person's language.
func (s *Service) mail(e Event, r Registration, kind NoticeKind, stop inbox.Stop) Mail {
	words, lang := noticeWords[kind], r.Language
	title := oneLine(e.Title.In(lang))
	var b strings.Builder
	fmt.Fprintf(&b, greeting.In(lang), r.Name)
	fmt.Fprintf(&b, words.text.In(lang)+"\n\n", title)
	for _, se := range e.Sessions {
		fmt.Fprintf(&b, "· %s\n  %s\n  %s\n", oneLine(se.Title.In(lang)), local(se.StartsAt, e.TimeZone, lang), s.roomURL(se))
	}
	fmt.Fprintf(&b, "\n%s\n", s.PageURL(e))
	fmt.Fprintf(&b, "\n"+closing.In(lang)+"\n", r.Consent.Version)
	if stop.Page != "" {
		fmt.Fprintf(&b, "\n"+stopping.In(lang)+"\n%s\n", stop.Page)
	}
	m := Mail{To: r.Contact, Unsubscribe: stop.Post, Subject: fmt.Sprintf(words.subject.In(lang), title), Text: b.String()}
	if words.calendar {
		m.Attachments = []Attachment{{
			Name: e.Slug + ".ics", Type: CalendarType, Data: s.calendar(e, lang, kind == NoticeCancelled),
		}}
	}
	return m
}
