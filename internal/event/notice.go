package event

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/inbox"
	"zhaoyun/internal/job"
)

// Notifier sends mail and text messages. An error means that it may be tried again.
type Notifier interface {
	Notify(ctx context.Context, m Mail) error
	// TextNotice sends a text message; the same ID is the same message.
	TextNotice(ctx context.Context, id, to, text string) error
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
	NoticeDay       NoticeKind = "day"  // it is tomorrow
	NoticeHour      NoticeKind = "hour" // it is in an hour
)

// holds reports whether a notice is true of a registration.
func (k NoticeKind) holds(st RegistrationStatus) bool {
	switch k {
	case NoticeWaiting:
		return st == Waiting
	case NoticeCancelled:
		return st == Cancelled
	case NoticeMoved:
		return st == Confirmed || st == Waiting
	case NoticeConfirmed, NoticePromoted, NoticeDay, NoticeHour:
	}
	return st == Confirmed
}

// channel is how a person is told. Text messages cost their sender, so they carry only
// what cannot wait: new times, and reminders for those who want them that way.
func (k NoticeKind) channel(r Registration) Reminder {
	at := RemindByMail
	if r.ContactKind == account.ContactPhone {
		at = RemindBySMS
	}
	switch k {
	case NoticeDay, NoticeHour:
		return cmp.Or(r.Reminder, at)
	case NoticeMoved:
		return at
	case NoticeConfirmed, NoticeWaiting, NoticePromoted, NoticeCancelled:
	}
	if at == RemindBySMS {
		return RemindNever
	}
	return at
}

// The kinds of job that mail what registered people are to be told.
const (
	JobNotice = "registration-mail" // one notice to one of them
	JobMoved  = "moved-mail"        // makes a notice for each who has a place
)

type noticeJob struct {
	Registration core.ID    `json:"registration"`
	Kind         NoticeKind `json:"kind"`
	Session      core.ID    `json:"session,omitempty"`  // of a reminder
	StartsAt     *time.Time `json:"startsAt,omitempty"` // as it was when they were reminded
}

type movedJob struct {
	Event core.ID `json:"event"`
}

// noticed has a notice sent once the transaction of ctx is committed.
func (s *Service) noticed(ctx context.Context, r Registration, kind NoticeKind) error {
	return s.order(ctx, r, noticeJob{Registration: r.ID, Kind: kind})
}

func (s *Service) order(ctx context.Context, r Registration, n noticeJob) error {
	_, err := s.Jobs.Add(ctx, job.Order{Kind: JobNotice, Payload: n, About: r.Person})
	return err
}

// mailMoved has the new times told to everybody with a place, waiting or invited. Officials often
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
		waiting, err := s.Store.NextWaiting(ctx, e.ID, maxWaiting)
		if err != nil {
			return err
		}
		list = append(list, waiting...)
		for _, r := range list {
			if err := s.noticed(ctx, r, NoticeMoved); err != nil {
				return err
			}
		}
		if err := s.Invitations.Moved(ctx, e.ID); err != nil {
			return err
		}
		return s.Jobs.Finish(ctx, j, len(list))
	})
}

// maxWaiting is how many who wait are told of new times.
const maxWaiting = 100_000

// MailNotice is the handler of JobNotice. It sends only what is still true.
func (s *Service) MailNotice(ctx context.Context, j job.Job, _ func(int)) (any, error) {
	var payload noticeJob
	if err := j.Decode(&payload); err != nil {
		return nil, err
	}
	r, err := s.Store.Registration(ctx, payload.Registration)
	if err != nil {
		return nil, err
	}
	channel := payload.Kind.channel(r)
	if channel == RemindNever || r.Contact == "" || !payload.Kind.holds(r.Status) {
		return "not sent", nil
	}
	e, err := s.Store.Event(ctx, r.Event)
	if err != nil {
		return nil, err
	}
	if e.Sessions, err = s.Store.Sessions(ctx, []core.ID{e.ID}); err != nil {
		return nil, err
	}
	if payload.Session != "" && !payload.stillSo(e, s.Clock()) {
		return "moved", nil
	}
	if channel == RemindBySMS {
		return "sent", s.Notifier.TextNotice(ctx, j.ID, r.Contact, s.text(e, r, payload))
	}
	var stop inbox.Stop
	if payload.Kind == NoticeMoved {
		var wanted bool
		if stop, wanted, err = s.Inbox.MayMail(ctx, r.Person, inbox.Moved); err != nil || !wanted {
			return "not wanted", err
		}
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
		fmt.Fprintf(&b, "· %s\n  %s\n  %s\n", oneLine(se.Title.In(lang)), r.localTime(se.StartsAt, e, lang), s.roomURL(se))
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
