package event_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// through lets time pass in steps of five minutes, reminding and sending as a server does, and
// returns when each address got which reminder.
func (h *house) through(until time.Time) map[string][]string {
	h.t.Helper()
	ctx := context.Background()
	got := map[string][]string{}
	for ; !h.now.After(until); h.now = h.now.Add(5 * time.Minute) {
		must(h.t, h.Remind(ctx))
		must(h.t, h.Remind(ctx)) // another server does it too
		must(h.t, h.jobs.RunDue(ctx))
		for _, m := range h.post.mail {
			what := m.Subject
			if what == "" {
				what = m.Text
			}
			what, _, _ = strings.Cut(what, "：")
			got[m.To] = append(got[m.To], h.now.Format("02 15:04 ")+what)
		}
		h.post.mail = nil
	}
	return got
}

// at makes a published event that starts at a time.
func (h *house) at(start time.Time) (event.Event, event.Session) {
	h.t.Helper()
	ctx := context.Background()
	e := h.draft(0)
	se := e.Sessions[0]
	end := start.Add(2 * time.Hour)
	se, err := h.UpdateSession(ctx, h.a, e.ID, se.ID, se.Version, event.SessionChange{StartsAt: &start, EndsAt: &end})
	must(h.t, err)
	e = h.read(h.a, e.ID)
	e, err = h.SetStatus(ctx, h.a, e.ID, e.Version, event.StatusPublished)
	must(h.t, err)
	return e, se
}

func TestReminderComesADayAndAnHourBeforeByTheClockOfItsReceiver(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h, ctx := newHouse(t, db, false), context.Background()
		// In the night before, clocks in New York go from 02:00 to 03:00: there the day
		// before the event lies 23 hours back, everywhere else 24.
		start := time.Date(2027, 3, 14, 14, 0, 0, 0, time.UTC)
		h.now = start.Add(-72 * time.Hour)
		e, _ := h.at(start)
		for contact, choice := range map[string]struct {
			zone     string
			reminder event.Reminder
		}{
			"shanghai@example.com": {"Asia/Shanghai", ""},
			"newyork@example.com":  {"America/New_York", event.RemindByMail},
			"london@example.com":   {"Europe/London", ""},
			"quiet@example.com":    {"Asia/Shanghai", event.RemindNever},
			"+85291234567":         {"Asia/Hong_Kong", event.RemindBySMS},
			"+85291234568":         {"Asia/Hong_Kong", event.RemindNever},
		} {
			in := entry(contact)
			in.TimeZone, in.Reminder = choice.zone, choice.reminder
			_, err := h.Register(ctx, core.Actor{}, e.ID, in)
			must(t, err)
		}
		must(t, h.jobs.RunDue(ctx))
		h.post.mail = nil
		h.now = start.Add(-30 * time.Hour)
		got := h.through(start.Add(time.Hour))
		want := map[string]string{
			"shanghai@example.com": "[13 14:00 明天 14 13:00 一小时后开始]",
			"newyork@example.com":  "[13 15:00 明天 14 13:00 一小时后开始]", // 10:00 EST, then 09:00 EDT
			"london@example.com":   "[13 14:00 明天 14 13:00 一小时后开始]",
			"+85291234567":         "[13 14:00 提醒 14 13:00 提醒]",
		}
		for contact, w := range want {
			if fmt.Sprint(got[contact]) != w {
				t.Errorf("%s: %v, not %s", contact, got[contact], w)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%v", got)
		}
	})
}

func TestReminderSaysTheTimeByBothClocks(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t, testkit.SQLite(t), false), context.Background()
	start := time.Date(2027, 10, 31, 9, 0, 0, 0, time.UTC) // the day clocks in London go back
	h.now = start.Add(-48 * time.Hour)
	e, _ := h.at(start)
	in := entry("london@example.com")
	in.TimeZone, in.Language = "Europe/London", "en"
	_, err := h.Register(ctx, core.Actor{}, e.ID, in)
	must(t, err)
	must(t, h.jobs.RunDue(ctx))
	h.post.mail = nil
	h.now = time.Date(2027, 10, 30, 8, 0, 0, 0, time.UTC) // 09:00 by summer time: 25 hours before
	must(t, h.Remind(ctx))
	must(t, h.jobs.RunDue(ctx))
	if len(h.post.mail) != 1 || !strings.Contains(h.post.mail[0].Text, "Sunday 31 October 2027, 09:00 (UTC+00:00) (Sunday 31 October 2027, 17:00 (UTC+08:00) at the event)") {
		t.Fatalf("%+v", h.post.mail)
	}
}

func TestReminderFollowsANewTime(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h, ctx := newHouse(t, db, false), context.Background()
		start := time.Date(2027, 3, 14, 14, 0, 0, 0, time.UTC)
		h.now = start.Add(-72 * time.Hour)
		e, se := h.at(start)
		_, err := h.Register(ctx, core.Actor{}, e.ID, entry("lin@example.com"))
		must(t, err)
		text := entry("13800000000")
		_, err = h.Register(ctx, core.Actor{}, e.ID, text)
		must(t, err)
		must(t, h.jobs.RunDue(ctx))
		h.post.mail = nil
		h.now = start.Add(-25 * time.Hour)
		got := h.through(start.Add(-20 * time.Hour))
		if fmt.Sprint(got["lin@example.com"]) != "[13 14:00 明天]" {
			t.Fatalf("%v", got)
		}
		// A day later: both are told of it once, by mail and by text message, and reminded anew.
		later, end := start.Add(24*time.Hour), start.Add(26*time.Hour)
		_, err = h.UpdateSession(ctx, h.a, e.ID, se.ID, se.Version, event.SessionChange{StartsAt: &later, EndsAt: &end})
		must(t, err)
		got = h.through(later.Add(time.Hour))
		if fmt.Sprint(got["lin@example.com"]) != "[13 18:10 时间有变 14 14:00 明天 15 13:00 一小时后开始]" {
			t.Errorf("%v", got["lin@example.com"])
		}
		if fmt.Sprint(len(got["+8613800000000"])) != "3" || !strings.Contains(got["+8613800000000"][0], "时间有变，现定于2027 年 3 月 15 日") {
			t.Errorf("%v", got["+8613800000000"])
		}
	})
}

func TestWhoRegistersLateIsNotRemindedOfYesterdayNorTwiceAfterABreakdown(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t, testkit.SQLite(t), false), context.Background()
	start := time.Date(2027, 3, 14, 14, 0, 0, 0, time.UTC)
	h.now = start.Add(-72 * time.Hour)
	e, _ := h.at(start)
	_, err := h.Register(ctx, core.Actor{}, e.ID, entry("early@example.com"))
	must(t, err)
	h.now = start.Add(-5 * time.Hour) // no server was there the day before
	_, err = h.Register(ctx, core.Actor{}, e.ID, entry("late@example.com"))
	must(t, err)
	must(t, h.jobs.RunDue(ctx))
	h.post.mail = nil
	got := h.through(start)
	if fmt.Sprint(got) != "map[early@example.com:[14 09:00 明天 14 13:00 一小时后开始] late@example.com:[14 13:00 一小时后开始]]" {
		t.Errorf("%v", got)
	}
}

func TestAProgrammeInStretchesRemindsBeforeEach(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t, testkit.SQLite(t), false), context.Background()
	start := time.Date(2027, 3, 14, 1, 0, 0, 0, time.UTC)
	h.now = start.Add(-72 * time.Hour)
	e, _ := h.at(start)
	all := func(s string) core.Text { return core.Text{"zh-CN": s, "en": s, "zh-HK": s} }
	for i, offset := range []time.Duration{3 * time.Hour, 8 * time.Hour, 30 * time.Hour} {
		se, err := h.CreateSession(ctx, h.a, e.ID, event.SessionDraft{
			Kind: event.Promotion, Title: all(fmt.Sprint("场", i)), StartsAt: start.Add(offset), EndsAt: start.Add(offset + time.Hour), Access: event.AccessRegistered,
		})
		must(t, err)
		_, err = h.SetSessionPeople(ctx, h.a, e.ID, se.ID, se.Version, []event.Cast{{Person: h.a.Person, Role: policy.Host}})
		must(t, err)
	}
	_, err := h.Register(ctx, core.Actor{}, e.ID, entry("lin@example.com"))
	must(t, err)
	must(t, h.jobs.RunDue(ctx))
	h.post.mail = nil
	h.now = start.Add(-30 * time.Hour)
	got := h.through(start.Add(32 * time.Hour))
	// 09:00 and 12:00 are one stretch, 17:00 is another of the same day; then comes the next.
	want := "[13 01:00 明天 14 00:00 一小时后开始 14 07:00 明天 14 08:00 一小时后开始 15 06:00 一小时后开始]"
	if fmt.Sprint(got["lin@example.com"]) != want {
		t.Errorf("%v", got["lin@example.com"])
	}
}
