package report

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
)

const (
	// page is how many lines, people or questions are in memory at a time.
	page = 500
	// maxMoments bounds what the ribbon shows: beyond it, turning a page of the same
	// file is no moment of its own.
	maxMoments       = 2000
	maxGroups        = 200
	maxQuestions     = 300
	maxAnnouncements = 100
)

// builder is one passage over the log of a room.
type builder struct {
	store    Store
	room     room.Room
	session  room.Session
	progress func(percent int)
	asOf     time.Time
	zone     *time.Location
	books    []*book

	report  *Report
	people  map[core.ID]*Person
	parcels []*Parcel
	order   []core.ID // people in the order of coming
	present presence
}

// build reads everything once, in pages. What is long goes to the books on the way.
func (b *builder) build(ctx context.Context) error {
	s := b.session
	b.people = map[core.ID]*Person{}
	b.report = &Report{
		Room: b.room.ID, Event: s.EventSlug, EventTitle: s.EventTitle, Title: s.Title, TimeZone: s.TimeZone, StartsAt: s.StartsAt,
		EndsAt: s.EndsAt, Illustrative: s.Illustrative, Stage: []Moment{}, Parcels: []Parcel{}, Questions: []Question{}, Polls: []Poll{},
		Announcements: []Announcement{},
	}
	b.report.Figures.Entries = b.room.Public
	for _, step := range []func(context.Context) error{b.readPeople, b.readLog, b.readQuestions, b.readPolls, b.countRest, b.countParcels} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	b.draw()
	for _, k := range b.books {
		if err := k.finish(b); err != nil {
			return err
		}
	}
	return nil
}

// kept is the report without what only the spreadsheet has room for.
func (b *builder) kept() Report {
	r := *b.report
	r.Organisations = r.Organisations[:min(len(r.Organisations), maxGroups)]
	return r
}

// readPeople reads who was there.
func (b *builder) readPeople(ctx context.Context) error {
	for after := ""; ; {
		people, err := b.store.ReportPeople(ctx, b.room.ID, b.session.Event, after, page)
		if err != nil {
			return err
		}
		for i := range people {
			p := &people[i]
			b.people[p.ID] = p
			b.order = append(b.order, p.ID)
			b.count(*p)
		}
		if len(people) < page {
			return nil
		}
		after = people[len(people)-1].ID
	}
}

func (b *builder) count(p Person) {
	f := &b.report.Figures
	switch {
	case !p.Came():
	case p.Role != policy.Guest:
		f.Staff++
	default:
		f.Attended++
		f.Seconds += p.Seconds() // divided by draw
		b.present.add(p)
	}
}

// readLog reads the public lane up to where the report goes.
func (b *builder) readLog(ctx context.Context) error {
	if err := b.begin("chat", "time:20", "name:14", "org:28", "role:10", "text:80"); err != nil {
		return err
	}
	for after := int64(0); after < b.room.Public; {
		lines, err := b.store.Lines(ctx, b.room.ID, string(room.Public), after, page)
		if err != nil {
			return err
		}
		for _, l := range lines {
			if l.Seq > b.room.Public {
				break
			}
			if err := b.line(l); err != nil {
				return err
			}
		}
		if len(lines) == 0 {
			break
		}
		after = lines[len(lines)-1].Seq
		b.progress(int(after * 80 / b.room.Public))
	}
	return b.end()
}

// line takes one entry.
func (b *builder) line(l room.Line) error {
	f := &b.report.Figures
	switch l.Type {
	case room.TypeState:
		b.state(l)
	case room.TypeStage:
		b.stage(l)
	case room.TypePosted:
		if l.Redacted != "" {
			f.Hidden++
			return nil
		}
		f.Lines++
		if p := b.people[l.Participant]; p != nil {
			if p.lines++; p.lines == 1 && p.Role == policy.Guest {
				f.Speakers++
			}
		}
		for _, k := range b.books {
			if err := k.chat(l, b.people[l.Participant]); err != nil {
				return err
			}
		}
	case room.TypeReactions:
		for _, n := range data[map[string]int64](l) {
			f.Reactions += n
		}
	case room.TypeAnnounced:
		if text := data[struct{ Text string }](l).Text; text != "" && len(b.report.Announcements) < maxAnnouncements {
			b.report.Announcements = append(b.report.Announcements, Announcement{At: room.Stamp(l.At), Text: text, seq: l.Seq})
		}
	case room.TypeWithdrawn:
		ref := data[struct{ Ref int64 }](l).Ref
		b.report.Announcements = slices.DeleteFunc(b.report.Announcements, func(a Announcement) bool { return a.seq == ref })
	default:
		b.ceremony(l)
	}
	return nil
}

// data reads the payload of a line, of which nothing is left when it was taken away.
func data[T any](l room.Line) (v T) {
	_ = json.Unmarshal(l.Data, &v) // written by the room only
	return v
}

func (b *builder) state(l room.Line) {
	switch r := b.report; data[struct{ State room.Phase }](l).State {
	case room.Live:
		if r.StartedAt == "" {
			r.StartedAt = room.Stamp(l.At)
		}
	case room.Ended:
		r.EndedAt = room.Stamp(l.At)
	default: // a break changes nothing
	}
}

// topic is what a kind of stage says of itself.
func topic(kind string, payload json.RawMessage) Topic {
	var on struct {
		Name  string
		Page  int
		Text  core.Text
		Label core.Text
		Title core.Text
	}
	_ = json.Unmarshal(payload, &on) // what another kind has under these names is left out
	if kind == room.StageParcel {
		var p parcelNamed
		_ = json.Unmarshal(payload, &p)
		return Topic{Kind: kind, Words: p.Name, Parcel: p.Parcel, Place: p.Place}
	}
	t := Topic{Kind: kind, Name: strings.TrimSuffix(on.Name, ".pdf"), Page: on.Page, Words: on.Text}
	for _, words := range []core.Text{on.Label, on.Title} {
		if t.Words == nil {
			t.Words = words
		}
	}
	return t
}

func (b *builder) stage(l room.Line) {
	on := data[struct {
		Kind string
		Data json.RawMessage
	}](l)
	b.parcel(on.Kind, on.Data)
	m := Moment{Topic: topic(on.Kind, on.Data), Seq: l.Seq, From: l.At}
	all := b.report.Stage
	if n := len(all); n > 0 {
		last := &all[n-1]
		last.Until = l.At
		if n >= maxMoments && last.Kind == m.Kind && last.Name == m.Name && m.Page > 0 {
			return
		}
	}
	if len(all) < 2*maxMoments {
		b.report.Stage = append(all, m)
	}
}

// readPolls reads the polls that were opened.
func (b *builder) readPolls(ctx context.Context) error {
	polls, err := b.store.Polls(ctx, b.room.ID)
	for _, p := range polls {
		if p.Status == room.PollDraft {
			continue
		}
		out := Poll{ID: p.ID, Kind: string(p.Kind), Question: p.Question, Closed: p.Status == room.PollClosed}
		for i, text := range p.Options {
			c := Count{Text: text}
			if p.Tally != nil && i < len(p.Tally.Counts) {
				c.Count = p.Tally.Counts[i]
			}
			out.Options = append(out.Options, c)
		}
		if p.Tally != nil {
			out.Voters = p.Tally.Voters
		}
		b.report.Polls = append(b.report.Polls, out)
	}
	b.report.Figures.Polls = len(b.report.Polls)
	return err
}

// countRest counts what the store counts by itself.
func (b *builder) countRest(ctx context.Context) error {
	f := &b.report.Figures
	var err error
	if f.Voters, err = b.store.ReportCount(ctx, b.room.ID, FigureVoters); err != nil {
		return err
	}
	if f.Hands, err = b.store.ReportCount(ctx, b.room.ID, FigureHands); err != nil {
		return err
	}
	registered, err := b.store.ReportRegistered(ctx, b.session.Event)
	if err != nil {
		return err
	}
	f.Registered, f.Interested = registered.Confirmed, registered.Interested
	for code, n := range registered.Interests {
		b.report.Interests = append(b.report.Interests, Group{Name: code, People: n})
	}
	b.progress(90)
	return nil
}

// draw works out what only the whole shows: the curve, the groups, the average.
func (b *builder) draw() {
	r := b.report
	if r.Figures.Attended > 0 {
		r.Figures.Seconds /= int64(r.Figures.Attended)
	}
	started, _ := time.Parse(time.RFC3339, r.StartedAt) // zero when it has not begun
	ended, _ := time.Parse(time.RFC3339, r.EndedAt)
	within := b.present.stretch(started, ended)
	var at time.Time
	if r.Curve, r.Figures.Peak, at = b.present.curve(within); r.Figures.Peak > 0 {
		r.Figures.PeakAt = room.Stamp(at)
	}
	if n := len(r.Stage); n > 0 {
		if end := cmp.Or(ended, within.Until); end.After(r.Stage[n-1].From) {
			r.Stage[n-1].Until = end
		} else {
			r.Stage[n-1].Until = r.Stage[n-1].From
		}
	}
	b.drawParcels()
	orgs, roles, regions := map[string]*Group{}, map[string]*Group{}, map[string]*Group{}
	add := func(to map[string]*Group, name string, p *Person) {
		if to[name] == nil {
			to[name] = &Group{Name: name}
		}
		to[name].People++
		to[name].Seconds += p.Seconds()
	}
	for _, id := range b.order {
		p := b.people[id]
		if !p.Came() {
			continue
		}
		add(roles, string(p.Role), p)
		if p.Role == policy.Guest {
			add(orgs, p.Org, p)
			add(regions, p.Region, p)
		}
	}
	r.Organisations, r.Roles, r.Regions = ranked(orgs), ranked(roles), ranked(regions)
	slices.SortFunc(r.Interests, larger)
	if r.Interests == nil {
		r.Interests = []Group{}
	}
}

func larger(a, b Group) int {
	return cmp.Or(b.People-a.People, strings.Compare(a.Name, b.Name))
}

// ranked lists groups, the largest first.
func ranked(groups map[string]*Group) []Group {
	all := make([]Group, 0, len(groups))
	for _, g := range groups {
		all = append(all, *g)
	}
	slices.SortFunc(all, larger)
	return all
}
