package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
)

const pastSlug = "carriers-promotion"

// audience are made-up companies whose people came to the promotion of last week.
var audience = []struct {
	org, region, interest string
	people                []string
}{
	{companyName, "CN", "finance", []string{"陈启明（示例）", "吴越（示例）", "郑一帆（示例）", "沈知行（示例）"}},
	{"示例基金管理有限公司", "CN", "finance", []string{"何川（示例）", "顾青（示例）", "叶蓁（示例）"}},
	{"示例商业运营有限公司", "CN", "trade", []string{"孙朗（示例）", "高翔（示例）", "宋词（示例）"}},
	{"示例健康产业有限公司", "CN", "health", []string{"许诺（示例）", "邵阳（示例）"}},
	{"示例软件股份有限公司", "CN", "it", []string{"陆离（示例）", "方舟（示例）"}},
	{"Example Capital (Hong Kong) Limited", "HK", "finance", []string{"Grace Lau（示例）", "Henry Wong（示例）", "Ivy Chan（示例）"}},
	{"香港示例商會", "HK", "trade", []string{"何思敏（示例）", "梁允行（示例）"}},
	{"Example Biotech Pte. Ltd.", "SG", "health", []string{"Tan Wei（示例）"}},
}

// guest is somebody of the audience, and from when to when they were there.
type guest struct {
	core.Actor
	here [][2]time.Duration // since the start
}

// past holds a promotion last week, from registration to its end, so that there is
// a report to read and something to play again. Its services have the clock of then.
func (l *loader) past(ctx context.Context) error {
	_, err := l.Events.Read(ctx, l.host(), pastSlug)
	if err == nil || !core.HasCode(err, event.ErrNoEvent.Code) {
		return err
	}
	d := l.Clock().In(beijing).AddDate(0, 0, -7)
	p := &play{loader: l, start: time.Date(d.Year(), d.Month(), d.Day(), 10, 0, 0, 0, beijing).UTC()}
	events, rooms := l.Events.Deps, l.Rooms.Deps
	events.Clock, rooms.Now = p.clock, p.clock
	p.events, p.rooms = event.New(events), room.New(rooms)
	p.at(-72 * time.Hour)
	session, err := p.announce(ctx)
	if err != nil {
		return fmt.Errorf("announce it: %w", err)
	}
	p.room = session.Room
	if err := p.invite(ctx); err != nil {
		return fmt.Errorf("register for it: %w", err)
	}
	return p.hold(ctx)
}

// play is a session that is held at a time that has passed.
type play struct {
	*loader
	events *event.Service
	rooms  *room.Service
	start  time.Time
	now    atomic.Int64 // milliseconds; what shares commits reads it too
	room   core.ID
	guests []guest
	slides core.ID
}

func (p *play) clock() time.Time           { return time.UnixMilli(p.now.Load()).UTC() }
func (p *play) at(since time.Duration)     { p.now.Store(p.start.Add(since).UnixMilli()) }
func (p *play) minute(m int) time.Duration { return time.Duration(m) * time.Minute }

// announce makes the event with its one session and has it published.
func (p *play) announce(ctx context.Context) (event.Session, error) {
	e, err := p.events.Create(ctx, p.host(), event.Draft{
		Organisation: p.bureau.ID, Slug: pastSlug, Title: pastTitle, Tagline: pastTagline, Illustrative: true, TimeZone: "Asia/Shanghai",
		Languages: slices.Clone(core.Languages), Blocks: event.Blocks{Organisers: organisers[:1]},
	})
	if err != nil {
		return event.Session{}, err
	}
	s, err := p.events.CreateSession(ctx, p.host(), e.ID, event.SessionDraft{
		Kind: event.Promotion, Title: pastTitle, StartsAt: p.start, EndsAt: p.start.Add(75 * time.Minute), Access: event.AccessPublic, Illustrative: true,
	})
	if err != nil {
		return s, err
	}
	if s, err = p.events.SetSessionPeople(ctx, p.host(), e.ID, s.ID, s.Version, []event.Cast{
		{Person: p.host().Person, Role: policy.Host}, {Person: p.approver().Person, Role: policy.Presenter},
	}); err != nil {
		return s, err
	}
	for _, who := range []core.Actor{p.host(), p.approver()} {
		if e, err = p.events.Read(ctx, who, e.ID); err != nil {
			return s, err
		}
		if _, err = p.events.SetStatus(ctx, who, e.ID, e.Version, event.StatusPublished); err != nil {
			return s, err
		}
	}
	return s, nil
}

// invite has the audience register: most of them come, in their own time.
func (p *play) invite(ctx context.Context) error {
	n := 0
	for _, company := range audience {
		for i, name := range company.people {
			out, err := p.events.Register(ctx, core.Actor{}, pastSlug, event.Entry{
				Name: name, OrganisationName: company.org, Region: company.region, Contact: fmt.Sprintf("guest%02d@demo.zhaoyun.example", n+1),
				Interests: []string{company.interest}, Language: core.Languages[0], TimeZone: "Asia/Shanghai", Consent: true,
				ConsentVersion: event.ConsentVersion,
			})
			if err != nil {
				return err
			}
			if n++; n%7 != 0 { // who registers does not always come
				p.guests = append(p.guests, guest{
					Actor: core.Actor{Person: out.Issued.Person.ID, Name: name, Kind: core.PersonGuest, Language: core.Languages[0]}, here: p.stay(n, i),
				})
			}
		}
	}
	return nil
}

// stay is when the nth guest is there: they come within the first quarter of an
// hour, some are away for a while, some leave early.
func (p *play) stay(n, i int) [][2]time.Duration {
	come, leave := p.minute(-4+n*13%19), p.minute(75-n*7%23*i/2)
	if n%5 == 0 {
		return [][2]time.Duration{{come, p.minute(28 + n%6)}, {p.minute(37 + n%4), leave}}
	}
	return [][2]time.Duration{{come, leave}}
}

// cue is something that happens in the session.
type cue struct {
	minute int
	do     func(ctx context.Context) error
}

// hold plays the session from the first guest to the end.
func (p *play) hold(ctx context.Context) error {
	var err error
	if p.slides, err = p.loader.slides(ctx); err != nil {
		return err
	}
	cues := p.script()
	for _, g := range p.guests {
		for _, span := range g.here {
			cues = append(cues, cue{int(span[0] / time.Minute), func(ctx context.Context) error { return p.enter(ctx, g.Actor, span) }})
		}
	}
	slices.SortStableFunc(cues, func(a, b cue) int { return a.minute - b.minute })
	for _, c := range cues {
		// Each a little later than the last: nobody asks twice in ten seconds.
		p.at(max(p.clock().Sub(p.start)+2*time.Second, p.minute(c.minute)))
		if err := c.do(ctx); err != nil {
			return fmt.Errorf("minute %d: %w", c.minute, err)
		}
	}
	return nil
}

func (p *play) enter(ctx context.Context, who core.Actor, span [2]time.Duration) error {
	seat, err := p.rooms.Enter(ctx, who, p.room)
	if err != nil {
		return err
	}
	return p.rooms.Attend(ctx, p.room, []room.AttendanceSpan{{Participant: seat.Participant, Since: p.clock(), Until: p.start.Add(span[1])}})
}

func (p *play) phase(to room.Phase) func(context.Context) error {
	return func(ctx context.Context) error {
		_, err := p.rooms.SetPhase(ctx, p.host(), p.room, to)
		return err
	}
}

func (p *play) page(n int) func(context.Context) error {
	return func(ctx context.Context) error {
		data, err := json.Marshal(map[string]any{"file": p.slides, "page": n})
		if err != nil {
			return err
		}
		_, err = p.rooms.ShowStage(ctx, p.approver(), p.room, room.StageSlides, data)
		return err
	}
}
