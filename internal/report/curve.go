package report

import (
	"slices"
	"time"
)

// longestCurve bounds the minutes of a curve: a session lasts seven days at most.
const longestCurve = 8 * 24 * 60

// presence adds up when people were there.
type presence struct{ changes []change }

// change is somebody coming (1) or going (-1).
type change struct {
	at time.Time
	by int
}

// add takes a person's presence. Who looked in so shortly that no stay was written
// down was there for a moment.
func (p *presence) add(who Person) {
	for _, s := range who.There {
		p.span(s.From, s.Until)
	}
	if len(who.There) == 0 {
		p.span(who.First, who.First.Add(time.Millisecond))
	}
}

func (p *presence) span(from, until time.Time) {
	if until.After(from) {
		p.changes = append(p.changes, change{from, 1}, change{until, -1})
	}
}

// curve returns the most people of each minute in a stretch of time, the most of
// all, and when that was first.
func (p *presence) curve(within Span) (c Curve, peak int, at time.Time) {
	c = Curve{From: within.From.Truncate(time.Minute), People: []int{}}
	if len(p.changes) == 0 {
		return c, 0, at
	}
	slices.SortFunc(p.changes, func(a, b change) int {
		if order := a.at.Compare(b.at); order != 0 {
			return order
		}
		return a.by - b.by // who goes at the moment another comes was not there with them
	})
	now, next := 0, 0
	take := func(until time.Time) {
		for ; next < len(p.changes) && !p.changes[next].at.After(until); next++ {
			now += p.changes[next].by
		}
	}
	for minute := c.From; minute.Before(within.Until) && len(c.People) < longestCurve; minute = minute.Add(time.Minute) {
		take(minute)
		most, when := now, minute
		for end := minute.Add(time.Minute); next < len(p.changes) && p.changes[next].at.Before(end); {
			moment := p.changes[next].at
			take(moment)
			if now > most {
				most, when = now, moment
			}
		}
		c.People = append(c.People, most)
		if most > peak {
			peak, at = most, when
		}
	}
	return c, peak, at
}

// stretch is what the curve shows: the session and those who were early or late,
// as far as they were there.
func (p *presence) stretch(started, ended time.Time) Span {
	if len(p.changes) == 0 {
		return Span{}
	}
	s := Span{p.changes[0].at, p.changes[0].at}
	for _, c := range p.changes {
		if c.at.Before(s.From) {
			s.From = c.at
		}
		if c.at.After(s.Until) {
			s.Until = c.at
		}
	}
	const beside = 30 * time.Minute
	if early := started.Add(-beside); !started.IsZero() && s.From.Before(early) {
		s.From = early
	}
	if late := ended.Add(beside); !ended.IsZero() && s.Until.After(late) {
		s.Until = late
	}
	return s
}
