package event

import (
	"context"
	"fmt"
	"strings"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
)

// Notifier sends mail. An error means that it may be tried again.
type Notifier interface {
	Notify(ctx context.Context, m Mail) error
}

// Mail is one message to one person.
type Mail struct {
	To, Subject, Text string
	Attachments       []Attachment
}

// Attachment is a file that goes with a mail.
type Attachment struct {
	Name, Type string
	Data       []byte
}

// Notice is what a registered person is to be told. It is kept with the
// registration until it is sent, so neither a stop nor a mail server that is away
// loses one. A later notice takes the place of an earlier one that was not sent.
type Notice struct {
	Kind  NoticeKind
	Due   time.Time
	Tries int
}

// NoticeKind is what a notice is about.
type NoticeKind string

// The notices.
const (
	NoticeConfirmed NoticeKind = "confirmed" // there is a place
	NoticeWaiting   NoticeKind = "waiting"   // there is none yet
	NoticePromoted  NoticeKind = "promoted"  // now there is one
	NoticeMoved     NoticeKind = "moved"     // the time has changed
	NoticeCancelled NoticeKind = "cancelled"
)

// DueNotice is a notice with its registration.
type DueNotice struct {
	Notice
	Registration Registration
}

// noticeStore keeps what is due.
type noticeStore interface {
	// ClaimNotices takes up to n notices due by now and puts their due time off until
	// later, so that no other node takes them meanwhile.
	ClaimNotices(ctx context.Context, now, later time.Time, n int) ([]DueNotice, error)
	// SettleNotice drops a notice that was claimed with the due time given.
	SettleNotice(ctx context.Context, registration core.ID, due time.Time) error
	// NoticeAll makes a notice due for everybody with a place in an event.
	NoticeAll(ctx context.Context, event core.ID, n Notice) error
}

const (
	noticeLease = 5 * time.Minute // until a notice that failed is tried again, times its tries
	noticeTries = 8
	noticeBatch = 20
)

// tellMoved makes a notice of the new times due.
func (s *Service) tellMoved(ctx context.Context, event core.ID) error {
	core.AfterCommit(ctx, func(context.Context) { s.wake() })
	// Officials often correct a time twice: one mail some minutes later is enough.
	return s.Store.NoticeAll(ctx, event, Notice{Kind: NoticeMoved, Due: s.Clock().Add(3 * time.Minute)})
}

// wake makes Deliver look at once.
func (s *Service) wake() {
	select {
	case s.nudge <- struct{}{}:
	default:
	}
}

// Run sends notices until the context ends.
func (s *Service) Run(ctx context.Context) {
	tick := time.NewTicker(15 * time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-s.nudge:
		}
		for {
			n, err := s.Deliver(ctx)
			if err != nil && ctx.Err() == nil {
				s.Log.WarnContext(ctx, "send notices", "error", err.Error())
			}
			if err != nil || n < noticeBatch {
				break
			}
		}
	}
}

// Deliver sends the notices that are due and returns how many it took up.
func (s *Service) Deliver(ctx context.Context) (int, error) {
	now := s.Clock()
	later := now.Add(noticeLease)
	due, err := s.Store.ClaimNotices(ctx, now, later, noticeBatch)
	if err != nil {
		return 0, err
	}
	for _, d := range due {
		if err := s.deliver(ctx, d); err != nil {
			s.Log.WarnContext(ctx, "send a notice", "registration", d.Registration.ID, "notice", string(d.Kind), "error", err.Error())
			if d.Tries < noticeTries {
				continue // it comes up again when its lease is over
			}
		}
		if err := s.Store.SettleNotice(ctx, d.Registration.ID, later); err != nil {
			return len(due), err
		}
	}
	return len(due), nil
}

// deliver sends one notice; by mail only, because a text message costs its sender.
func (s *Service) deliver(ctx context.Context, d DueNotice) error {
	r := d.Registration
	if s.Notifier == nil || r.ContactKind != account.ContactMail || r.Contact == "" {
		return nil
	}
	if !s.post.take(r.Contact, s.Clock()) {
		s.Log.WarnContext(ctx, "too much mail to one address: left out", "registration", r.ID, "notice", string(d.Kind))
		return nil
	}
	e, err := s.Store.Event(ctx, r.Event)
	if err != nil {
		return err
	}
	if e.Sessions, err = s.Store.Sessions(ctx, []core.ID{e.ID}); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	return s.Notifier.Notify(ctx, s.mail(e, r, d.Kind))
}

// mail writes the mail of a notice in the person's language.
func (s *Service) mail(e Event, r Registration, kind NoticeKind) Mail {
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
	m := Mail{To: r.Contact, Subject: fmt.Sprintf(words.subject.In(lang), title), Text: b.String()}
	if words.calendar {
		m.Attachments = []Attachment{{
			Name: e.Slug + ".ics", Type: CalendarType, Data: s.calendar(e, lang, kind == NoticeCancelled),
		}}
	}
	return m
}
