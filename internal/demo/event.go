package demo

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/file"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
)

const (
	mainSlug   = "hangzhou-hong-kong-services-zone"
	secondSlug = "health-industry-promotion"
)

// event makes the event, or finds it.
func (l *loader) event(ctx context.Context) error {
	var err error
	l.main, err = l.Events.Read(ctx, l.host(), mainSlug)
	if err == nil {
		l.renewed = true
		return nil
	}
	if !core.HasCode(err, event.ErrNoEvent.Code) {
		return err
	}
	cover, err := l.upload(ctx, "cover.png", "五宗地块位置示意.png", file.Cover)
	if err != nil {
		return err
	}
	l.main, err = l.Events.Create(ctx, l.host(), event.Draft{
		Organisation: l.bureau.ID, Slug: mainSlug, Cover: cover, TimeZone: "Asia/Shanghai", Languages: slices.Clone(core.Languages),
		Title: mainTitle, Tagline: mainTagline, Description: mainDescription, Illustrative: true,
		Blocks: event.Blocks{Figures: l.figures(), Carriers: l.carriers(), Organisers: organisers},
	})
	return err
}

// offer has the event present the five parcels.
func (l *loader) offer(ctx context.Context) error {
	have, err := l.Land.Presented(ctx, l.host(), l.main.ID)
	if err != nil || len(have[l.main.ID]) > 0 {
		return err
	}
	ids := make([]core.ID, len(l.parcels))
	for i, p := range l.parcels {
		ids[i] = p.ID
	}
	l.main, err = l.Events.SetParcels(ctx, l.host(), l.main.ID, l.main.Version, ids)
	return err
}

// upload sends an embedded file as the host would and waits for the verdict.
func (l *loader) upload(ctx context.Context, asset, name string, purpose file.Purpose) (core.ID, error) {
	body := read("assets/" + asset)
	f, err := l.Files.Create(ctx, l.host(), file.Announcement{Name: name, Size: int64(len(body)), Purpose: purpose})
	if err != nil {
		return "", err
	}
	if f, err = l.Files.Append(ctx, l.host(), f.ID, 0, bytes.NewReader(body), int64(len(body))); err != nil {
		return "", err
	}
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for f.State == file.Checking {
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-tick.C:
		}
		if f, err = l.Files.Get(ctx, l.host(), f.ID); err != nil {
			return "", err
		}
	}
	if f.State != file.Ready {
		return "", core.Invalid(f.Problem.Code, f.Problem.Detail)
	}
	return f.ID, nil
}

// slot is one session of the agenda with its times as of now.
type slot struct {
	session
	start, end time.Time
}

// slots lays the agenda around now: one is just over, one is on, one is tomorrow.
func slots(now time.Time) (past, present, land, next slot) {
	on := now.Truncate(5 * time.Minute).Add(-5 * time.Minute)
	d := now.In(beijing).AddDate(0, 0, 1)
	ten := time.Date(d.Year(), d.Month(), d.Day(), 10, 0, 0, 0, beijing).UTC()
	return slot{briefing, on.Add(-40 * time.Minute), on.Add(-10 * time.Minute)},
		slot{promotion, on, on.Add(150 * time.Minute)},
		slot{showcase, on, on.Add(90 * time.Minute)},
		slot{talks, ten, ten.Add(2 * time.Hour)}
}

// agenda makes the sessions that are missing and moves those whose time has passed.
func (l *loader) agenda(ctx context.Context) error {
	now := l.Clock()
	past, present, land, next := slots(now)
	sign, ground := ceremonies(present.start)
	on := func(s event.Session) bool { return !s.StartsAt.After(now) && s.EndsAt.After(now.Add(30*time.Minute)) }
	soon := func(s event.Session) bool { return s.StartsAt.After(now) && s.StartsAt.Before(now.Add(48*time.Hour)) }
	today := func(s event.Session) bool { return s.EndsAt.After(now.Add(-4 * time.Hour)) }
	for _, at := range []struct {
		slot
		fine func(event.Session) bool
	}{{past, today}, {present, on}, {land, on}, {sign, on}, {ground, on}, {next, soon}} {
		placed, err := l.place(ctx, at.slot, at.fine)
		if err != nil {
			return err
		}
		switch at.title["zh-CN"] {
		case promotion.title["zh-CN"]:
			l.promotion = placed
		case showcase.title["zh-CN"]:
			l.showcase = placed
		case ceremony.title["zh-CN"]:
			l.signing = placed
		case works.title["zh-CN"]:
			l.ground = placed
		}
	}
	var err error
	l.main, err = l.Events.Read(ctx, l.host(), mainSlug)
	return err
}

// find returns the session of that title. One that was ended is over for good,
// except the briefing, which is meant to be.
func (l *loader) find(title core.Text) *event.Session {
	for i, s := range l.main.Sessions {
		if s.Title["zh-CN"] == title["zh-CN"] && (s.Phase != string(room.Ended) || title["zh-CN"] == briefing.title["zh-CN"]) {
			return &l.main.Sessions[i]
		}
	}
	return nil
}

// place makes the session of a slot, or moves it there unless it is fine where it
// is. One that was ended stays as it is, and another one is made.
func (l *loader) place(ctx context.Context, at slot, fine func(event.Session) bool) (event.Session, error) {
	have := l.find(at.title)
	if have == nil {
		return l.add(ctx, at)
	}
	if fine(*have) {
		return *have, nil
	}
	return l.Events.UpdateSession(ctx, l.host(), mainSlug, have.ID, have.Version, event.SessionChange{StartsAt: &at.start, EndsAt: &at.end})
}

func (l *loader) add(ctx context.Context, at slot) (event.Session, error) {
	s, err := l.Events.CreateSession(ctx, l.host(), mainSlug, event.SessionDraft{
		Kind: cmp.Or(at.kind, event.Promotion), Title: at.title, Description: at.description, StartsAt: at.start, EndsAt: at.end,
		Capacity: at.capacity, Access: at.access, Illustrative: true,
	})
	if err != nil {
		return s, err
	}
	return l.Events.SetSessionPeople(ctx, l.host(), mainSlug, s.ID, s.Version, []event.Cast{
		{Person: l.host().Person, Role: policy.Host}, {Person: l.approver().Person, Role: policy.Presenter},
		{Person: l.actors[secretaryMail].Person, Role: policy.Guest},
	})
}

// publish takes the event through both officials.
func (l *loader) publish(ctx context.Context) (err error) {
	for _, who := range []core.Actor{l.host(), l.approver()} {
		if l.main.Status != event.StatusDraft && l.main.Status != event.StatusReview {
			return nil
		}
		if l.main, err = l.Events.SetStatus(ctx, who, mainSlug, l.main.Version, event.StatusPublished); err != nil {
			return err
		}
	}
	return nil
}

// register lets the investors and the secretary be registered.
func (l *loader) register(ctx context.Context) error {
	for _, in := range []event.Entry{
		{Contact: investorMail, Name: "陈启明（示例）", OrganisationName: companyName, USCC: companyUSCC, Region: "CN", Interests: []string{"finance", "it"}},
		{Contact: investorHK, Name: "Grace Lau（示例）", OrganisationName: "Example Capital (Hong Kong) Limited", Region: "HK", Interests: []string{"finance", "health"}},
		{Contact: secretaryMail, Name: "何思敏（示例）", OrganisationName: "香港示例商會", Region: "HK", Interests: []string{"trade"}},
	} {
		who := l.actors[in.Contact]
		in.Language, in.TimeZone, in.Consent, in.ConsentVersion = who.Language, who.TimeZone, true, event.ConsentVersion
		if _, err := l.Events.Register(ctx, who, mainSlug, in); err != nil {
			return err
		}
	}
	return nil
}

// second leaves another event waiting for the second official.
func (l *loader) second(ctx context.Context) error {
	_, err := l.Events.Read(ctx, l.host(), secondSlug)
	if err == nil || !core.HasCode(err, event.ErrNoEvent.Code) {
		return err
	}
	e, err := l.Events.Create(ctx, l.host(), event.Draft{
		Organisation: l.bureau.ID, Slug: secondSlug, Title: secondTitle, Tagline: secondTagline, Illustrative: true,
		Languages: slices.Clone(core.Languages), Blocks: event.Blocks{Organisers: organisers[:1]},
	})
	if err != nil {
		return err
	}
	d := l.Clock().In(beijing).AddDate(0, 0, 14)
	start := time.Date(d.Year(), d.Month(), d.Day(), 14, 0, 0, 0, beijing).UTC()
	s, err := l.Events.CreateSession(ctx, l.host(), e.ID, event.SessionDraft{
		Kind: event.Promotion, Title: secondTitle, StartsAt: start, EndsAt: start.Add(90 * time.Minute), Capacity: 100,
		Access: event.AccessRegistered, Illustrative: true,
	})
	if err != nil {
		return err
	}
	if _, err = l.Events.SetSessionPeople(ctx, l.host(), e.ID, s.ID, s.Version, []event.Cast{{Person: l.host().Person, Role: policy.Host}}); err != nil {
		return err
	}
	if e, err = l.Events.Read(ctx, l.host(), e.ID); err != nil {
		return err
	}
	_, err = l.Events.SetStatus(ctx, l.host(), e.ID, e.Version, event.StatusPublished)
	return err
}
