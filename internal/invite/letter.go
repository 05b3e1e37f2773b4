package invite

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
)

// Letter is an invitation as mail.
type Letter struct {
	ID                string // the same for the same letter
	To, Subject, Text string
	HTML              string
	Calendar          []byte
	CalendarName      string
	Unsubscribe       string // address that stops such mail when it is posted to (RFC 8058)
}

// letterOf is what the letters of a campaign say, and to whom one of them.
type letterOf struct {
	campaign   Campaign
	event      event.Event
	chamber    core.Text
	bureau     core.Text
	receiver   receiver
	invitation Invitation
	token      string // of the link
	by         string // who sent it on to a colleague
	moved      bool   // it tells of new times
	trial      bool   // it is to try the campaign out
}

func (s *Service) letterOf(ctx context.Context, c Campaign) (letterOf, error) {
	l := letterOf{campaign: c, token: c.OpenToken}
	var err error
	if l.event, err = s.Events.Read(ctx, core.System(), c.Event); err != nil {
		return l, err
	}
	chamber, err := s.Organisations.Organisation(ctx, c.Chamber)
	if err != nil {
		return l, err
	}
	bureau, err := s.Organisations.Organisation(ctx, c.Bureau)
	l.chamber, l.bureau = chamber.Name, bureau.Name
	return l, err
}

func (l letterOf) language() string {
	if core.IsLanguage(l.receiver.language) {
		return l.receiver.language
	}
	return core.Languages[0]
}

// words are the campaign's in a language, and the usual ones where it has none.
func (l letterOf) words() Words {
	lang := l.language()
	own, usual := l.campaign.Texts[lang], Words{defaultSubject.In(lang), defaultBody.In(lang), defaultSMS.In(lang)}
	w := Words{cmp.Or(own.Subject, usual.Subject), cmp.Or(own.Body, usual.Body), cmp.Or(own.SMS, usual.SMS)}
	switch {
	case l.moved:
		w = Words{movedSubject.In(lang), movedBody.In(lang), movedSMS.In(lang)}
	case l.by != "":
		w = Words{colleagueSubject.In(lang), colleagueBody.In(lang), colleagueSMS.In(lang)}
	}
	if l.trial {
		w.Subject = trialMark.In(lang) + w.Subject
	}
	return w
}

// fill puts what they stand for into the places of a text.
func (l letterOf) fill(text string) string {
	lang := l.language()
	return strings.NewReplacer(
		"{name}", l.receiver.name, "{event}", oneLine(l.event.Title.In(lang)), "{time}", l.when(lang), "{chamber}", l.chamber.In(lang),
		"{host}", l.bureau.In(lang), "{deadline}", event.LocalTime(l.campaign.Deadline, l.zone(), lang), "{venue}", l.campaign.Venue.In(lang),
		"{link}", l.link(), "{by}", l.by,
	).Replace(text)
}

// zone is the receiver's own, or the event's.
func (l letterOf) zone() string { return cmp.Or(l.receiver.zone, l.event.TimeZone) }

// when says when the event starts, in the receiver's zone and in its own.
func (l letterOf) when(lang string) string {
	if l.event.StartsAt == nil {
		return laterWord.In(lang)
	}
	own, there := event.LocalTime(*l.event.StartsAt, l.zone(), lang), event.LocalTime(*l.event.StartsAt, l.event.TimeZone, lang)
	if own == there {
		return there
	}
	return fmt.Sprintf(bothZones.In(lang), own, there)
}

// link is set after the base address is known.
func (l letterOf) link() string { return linkMark + l.token }

// linkMark stands for the address of the house until a letter is finished.
const linkMark = "\x00/i/"

func (s *Service) finish(text string) string { return strings.ReplaceAll(text, "\x00", s.PublicURL) }

// text is the invitation as a text message.
func (l letterOf) text() string { return l.fill(l.words().SMS) }

// letter writes the invitation as mail.
func (s *Service) letter(ctx context.Context, l letterOf) (Letter, error) {
	lang := l.language()
	_, calendar, err := s.Events.Calendar(ctx, core.System(), l.event.ID, lang)
	if err != nil {
		return Letter{}, err
	}
	w := l.words()
	out := Letter{
		To: l.receiver.mail, Subject: oneLine(l.fill(w.Subject)), Calendar: calendar, CalendarName: l.event.Slug + ".ics",
		Unsubscribe: s.PublicURL + "/api/v1/invitations/" + l.token + "/unsubscribe",
	}
	body := strings.TrimSpace(l.fill(w.Body))
	link := l.link()
	if !strings.Contains(body, link) {
		body += "\n\n" + link
	}
	foot := fmt.Sprintf(footWords.In(lang), l.chamber.In(lang)) + "\n" + link + "/stop"
	out.Text = s.finish(body + "\n\n" + strings.Join(l.facts(lang), "\n") + "\n\n—\n" + foot + "\n")
	out.HTML, err = s.html(l, out.Subject, body, foot)
	out.Subject = s.finish(out.Subject)
	return out, err
}

// facts are what the letter says whatever its words: what, when and where.
func (l letterOf) facts(lang string) []string {
	line := func(label core.Text, value string) string { return label.In(lang) + colon.In(lang) + value }
	facts := []string{line(whatWord, oneLine(l.event.Title.In(lang))), line(whenWord, l.when(lang))}
	if venue := l.campaign.Venue.In(lang); l.campaign.OnSite && venue != "" {
		facts = append(facts, line(whereWord, venue+orOnline.In(lang)))
	} else {
		facts = append(facts, line(whereWord, onlineWord.In(lang)))
	}
	return append(facts, line(untilWord, event.LocalTime(l.campaign.Deadline, l.zone(), lang)))
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// smsParts is how many messages a text is sent as: 70 characters alone, 67 each of several.
func smsParts(text string) int {
	units := 0
	for _, r := range text {
		units++
		if r > 0xFFFF {
			units++
		}
	}
	if !utf8.ValidString(text) || units <= 70 {
		return 1
	}
	return (units + 66) / 67
}
