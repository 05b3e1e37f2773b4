package inbox

import (
	"context"
	"fmt"
	"strings"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/job"
)

// JobMail is the kind of job that sends one message by mail.
const JobMail = "inbox-mail"

type mailJob struct {
	Message core.ID `json:"message"`
}

// Letter is a message as mail.
type Letter struct {
	ID                core.ID // of the message: whoever delivers it twice delivers the same mail
	To, Subject, Text string
	Unsubscribe       string // address that stops mail of this kind when it is posted to
}

// byLetter reports whether the inbox itself mails a kind. The event mails what it
// sends a calendar file with, and what is about signing goes to the contact that makes
// somebody a signer, wanted or not.
func byLetter(k Kind) bool { return k != Moved && k != Admitted && k != Agreement }

// Mail is the handler of JobMail. A message that was read meanwhile, that another
// took the place of or that is not wanted by mail is not sent.
func (s *Service) Mail(ctx context.Context, j job.Job, _ func(int)) (any, error) {
	var payload mailJob
	if err := j.Decode(&payload); err != nil {
		return nil, err
	}
	m, err := s.Store.Message(ctx, payload.Message)
	switch {
	case core.HasCode(err, ErrNoMessage.Code):
		return "gone", nil
	case err != nil:
		return nil, err
	case m.ReadAt != nil:
		return "read", nil
	}
	to, err := s.People.Recipient(ctx, m.Person)
	if err != nil || to.Mail == "" {
		return "no address", err
	}
	stop, wanted, err := s.MayMail(ctx, m.Person, m.Kind)
	if err != nil || !wanted {
		return "not wanted", err
	}
	return "sent", s.Mailer.Letter(ctx, s.letter(m, to, stop))
}

// Stop says how to stop mail of a kind.
type Stop struct {
	Page string // for people
	Post string // for mail programs (RFC 8058)
}

// MayMail tells whether a person wants a kind by mail, and how to stop it.
func (s *Service) MayMail(ctx context.Context, person core.ID, k Kind) (Stop, bool, error) {
	p, err := s.preferences(ctx, person)
	at := p.Token + "/" + string(k)
	return Stop{s.PublicURL + "/unsubscribe/" + at, s.PublicURL + "/api/v1/unsubscribe/" + at}, p.wants(k), err
}

// letter writes a message in the language of its receiver. It names nobody: not
// even the receiver, whose address may be mistyped and whose question anonymous.
func (s *Service) letter(m Message, to Recipient, stop Stop) Letter {
	lang, f := to.Language, m.Facts
	var b strings.Builder
	say := func(t core.Text, args ...any) { fmt.Fprintf(&b, t.In(lang)+"\n", args...) }
	event, session := "", ""
	if f.Event != nil {
		event = line(f.Event.Title.In(lang))
	}
	if f.Session != nil {
		session = line(f.Session.Title.In(lang))
	}
	w := words[m.Kind]
	subject := w.subject.In(lang)
	switch m.Kind {
	case Answer:
		subject = fmt.Sprintf(subject, session)
		say(w.text, session)
		fmt.Fprintf(&b, "\n%s\n%s\n", askedWord.In(lang), f.Question.Text)
		answer := f.Question.Answer
		if answer == "" {
			answer = liveWord.In(lang)
		}
		fmt.Fprintf(&b, "\n%s\n%s\n", answerWord.In(lang), answer)
		if f.Question.Department != "" {
			say(fromWord, f.Question.Department)
		}
	case Cancelled:
		title := event
		if session != "" {
			title = session
		}
		subject = fmt.Sprintf(subject, title)
		say(w.text, title)
		if session != "" {
			fmt.Fprintf(&b, "\n· %s\n  %s\n", session, when(f.Session.StartsAt, f.Session.TimeZone, lang))
		}
	case Cast:
		subject = fmt.Sprintf(subject, session)
		say(w.text, session, roleWords[f.Role].In(lang))
		fmt.Fprintf(&b, "\n· %s\n  %s\n", event, when(f.Session.StartsAt, f.Session.TimeZone, lang))
	case Parcel:
		name := line(f.Parcel.Name.In(lang))
		subject = fmt.Sprintf(subject, name)
		say(w.text, name)
		fmt.Fprintf(&b, "\n· %s\n  %s\n", line(f.Parcel.Number), fieldNames(f.Parcel.Fields, lang))
	case Credit:
		investor := line(f.Credit.Investor)
		subject = fmt.Sprintf(subject, investor)
		if chamber := f.Credit.Chamber.In(lang); chamber != "" {
			say(objectsWord, line(chamber), investor)
		} else {
			say(w.text, investor)
		}
		fmt.Fprintf(&b, "\n%s\n", f.Credit.Text)
	case Webhook:
		name := line(f.Webhook.Name)
		subject = fmt.Sprintf(subject, name)
		say(whyWords[f.Webhook.Why], name)
	case Late:
		subject = fmt.Sprintf(subject, len(f.Late))
		say(w.text)
		b.WriteString("\n")
		for _, l := range f.Late {
			department := l.Department
			if department == "" {
				department = nobodyWord.In(lang)
			}
			fmt.Fprintf(&b, "· %s\n  "+lateLine.In(lang)+"\n", line(l.Text), department, l.DueOn)
		}
	}
	fmt.Fprintf(&b, "\n%s\n\n"+stopWord.In(lang)+"\n%s\n", s.PublicURL+m.Link(), stop.Page)
	return Letter{ID: m.ID, To: to.Mail, Subject: subject, Text: b.String(), Unsubscribe: stop.Post}
}

// when writes a time in the zone of the session.
func when(at time.Time, zone, language string) string {
	l, err := time.LoadLocation(zone)
	if err != nil {
		l = time.UTC
	}
	return at.In(l).Format(timeLayout.In(language)) + " (" + zone + ")"
}

// line makes text fit for one line.
func line(text string) string { return strings.Join(strings.Fields(text), " ") }
