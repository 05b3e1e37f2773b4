package event

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"zhaoyun/internal/core"
)

// CalendarType is the media type of a calendar file.
const CalendarType = "text/calendar; charset=utf-8; method=PUBLISH"

// Calendar writes the calendar file of an event in a language. Times are in UTC,
// which every calendar shows in its owner's zone.
func (s *Service) Calendar(ctx context.Context, actor core.Actor, idOrSlug, language string) (Event, []byte, error) {
	e, err := s.Read(ctx, actor, idOrSlug)
	if err != nil {
		return e, nil, err
	}
	return e, s.calendar(e, language, false), nil
}

// calendar writes the file. A session keeps its UID for ever and counts SEQUENCE
// up with its changes, so a calendar replaces what it has.
func (s *Service) calendar(e Event, language string, cancelled bool) []byte {
	c := ics.NewCalendarFor("Zhaoyun")
	c.SetMethod(ics.MethodPublish)
	if cancelled {
		c.SetMethod(ics.MethodCancel)
	}
	c.SetCalscale("GREGORIAN")
	c.SetXWRCalName(oneLine(e.Title.In(language)))
	c.SetXWRTimezone(e.TimeZone)
	for _, se := range e.Sessions {
		v := c.AddEvent(se.ID + "@zhaoyun")
		v.SetDtStampTime(se.UpdatedAt)
		v.SetModifiedAt(se.UpdatedAt)
		v.SetCreatedTime(se.CreatedAt)
		v.SetSequence(int(se.Version))
		v.SetStartAt(se.StartsAt)
		v.SetEndAt(se.EndsAt)
		v.SetSummary(summary(e, se, language))
		v.SetDescription(s.about(e, se, language))
		v.SetURL(s.PageURL(e))
		v.SetLocation(s.roomURL(se))
		v.SetTimeTransparency(ics.TransparencyOpaque)
		if cancelled {
			v.SetStatus(ics.ObjectStatusCancelled)
			continue
		}
		v.SetStatus(ics.ObjectStatusConfirmed)
		if e.Status != StatusPublished {
			v.SetStatus(ics.ObjectStatusTentative)
		}
		a := v.AddAlarm()
		a.SetAction(ics.ActionDisplay)
		a.SetTrigger("-PT1H")
		a.SetProperty(ics.ComponentPropertyDescription, oneLine(se.Title.In(language)))
	}
	return []byte(c.Serialize(ics.WithNewLineWindows))
}

// summary is what the calendar shows: the session, and the event when it is called otherwise.
func summary(e Event, se Session, language string) string {
	title, of := oneLine(se.Title.In(language)), oneLine(e.Title.In(language))
	if e.Illustrative || se.Illustrative {
		title = exampleMark.In(language) + title
	}
	if of == "" || strings.Contains(title, of) {
		return title
	}
	return title + " · " + of
}

var (
	exampleMark = core.Text{"zh-CN": "【示例】", "en": "[Demonstration] ", "zh-HK": "【示例】"}
	whereToJoin = core.Text{
		"zh-CN": "入场：%s\n活动页面：%s\n会前十分钟开放入场，无需安装。",
		"en":    "Join: %s\nEvent page: %s\nDoors open ten minutes before; nothing to install.",
		"zh-HK": "入場：%s\n活動頁面：%s\n會前十分鐘開放入場，毋須安裝。",
	}
)

func (s *Service) about(e Event, se Session, language string) string {
	text := fmt.Sprintf(whereToJoin.In(language), s.roomURL(se), s.PageURL(e))
	if d := se.Description.In(language); d != "" {
		text = d + "\n\n" + text
	}
	return text
}

// PageURL is the address of an event's page.
func (s *Service) PageURL(e Event) string { return s.PublicURL + "/events/" + url.PathEscape(e.Slug) }

func (s *Service) roomURL(se Session) string { return s.PublicURL + "/rooms/" + se.Room }

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// LocalTime writes a time in words of a language, in a zone, with its offset.
func LocalTime(t time.Time, zone, language string) string { return local(t, zone, language) }

// local writes a time in words of the language, in the zone, with its offset.
func local(t time.Time, zone, language string) string {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		loc = time.UTC
	}
	t = t.In(loc)
	if language == "en" {
		return t.Format("Monday 2 January 2006, 15:04 (UTC-07:00)")
	}
	return t.Format("2006 年 1 月 2 日 ") + weekdays[language][t.Weekday()] + t.Format(" 15:04（UTC-07:00）")
}

var weekdays = map[string][]string{
	"zh-CN": {"周日", "周一", "周二", "周三", "周四", "周五", "周六"},
	"zh-HK": {"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"},
}
