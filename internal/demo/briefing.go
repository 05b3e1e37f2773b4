package demo

import (
	"context"
	"sync/atomic"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/room"
)

var briefingPoll = room.PollDraftData{
	Kind: room.PollSingle, Question: "下次考察最想先看什么？", Options: []string{"地块现场", "载体与实验室", "学校与医院"}, Results: room.ResultsLive,
}

// brief holds the briefing that is over: half an hour of it, with questions that
// nobody gets to answer. It plays again as it would have been held.
func (l *loader) brief(ctx context.Context, s event.Session, slides core.ID) error {
	past, at := l.at(s.StartsAt)
	b := &playing{loader: past, ctx: ctx, room: s.Room, slides: slides}
	b.do(past.provide(ctx, s.Room, slides))
	guests := []string{investorMail, secretaryMail, investorHK}
	seats := []room.Seat{}
	for _, who := range guests {
		seats = append(seats, b.enter(who))
	}
	b.page(1)
	b.phase(room.Live)
	at(1)
	b.say(investorMail, "声音和画面都清楚。")
	at(3)
	b.page(2)
	b.say(secretaryMail, "商會這邊二十位會員在線。")
	at(6)
	b.do(past.ask(ctx, s.Room, briefingAsked[:1]))
	at(9)
	b.page(3)
	at(10)
	closePoll := b.poll()
	at(13)
	closePoll()
	b.say(investorHK, "Site first, then the laboratories, please.")
	at(15)
	b.phase(room.Paused)
	at(19)
	b.phase(room.Live)
	b.announce("下午的推介会在同一页面进入")
	at(21)
	b.page(4)
	b.do(past.ask(ctx, s.Room, briefingAsked[1:]))
	at(27)
	b.say(investorMail, "谢谢讲解，资料已收到。")
	at(29)
	b.phase(room.Ended)
	spans := []room.AttendanceSpan{}
	for _, seat := range seats {
		spans = append(spans, room.AttendanceSpan{Participant: seat.Participant, Since: s.StartsAt, Until: s.StartsAt.Add(29 * time.Minute)})
	}
	if b.err == nil {
		b.err = past.Rooms.Attend(ctx, s.Room, spans)
	}
	return b.err
}

// at is the loader as of another time, and what moves that time to a minute after it.
func (l *loader) at(start time.Time) (*loader, func(minute int)) {
	var clock atomic.Int64
	clock.Store(start.UnixMilli())
	deps := l.Rooms.Deps
	deps.Now = func() time.Time { return time.UnixMilli(clock.Load()).UTC() }
	past := *l
	past.Rooms = room.New(deps)
	return &past, func(minute int) { clock.Store(start.Add(time.Duration(minute) * time.Minute).UnixMilli()) }
}

// playing does one thing after another in a room until something goes wrong.
type playing struct {
	*loader
	ctx          context.Context //nolint:containedctx // lives as long as the call that made it
	room, slides core.ID
	err          error
}

func (b *playing) do(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *playing) enter(who string) room.Seat {
	seat, err := b.Rooms.Enter(b.ctx, b.actors[who], b.room)
	b.do(err)
	return seat
}

func (b *playing) page(n int) { b.do(b.loader.page(b.ctx, b.room, b.slides, n)) }

func (b *playing) phase(to room.Phase) {
	if b.err == nil {
		_, b.err = b.Rooms.SetPhase(b.ctx, b.host(), b.room, to)
	}
}

func (b *playing) say(who, text string) {
	if b.err == nil {
		_, b.err = b.Rooms.PostChat(b.ctx, b.actors[who], b.room, room.ChatPost{Text: text})
	}
}

func (b *playing) announce(text string) {
	if b.err == nil {
		_, b.err = b.Rooms.Announce(b.ctx, b.host(), b.room, text)
	}
}

// poll opens the poll of the briefing, has everybody vote, and returns what closes it.
func (b *playing) poll() (closeIt func()) {
	status := func(id core.ID, to room.PollStatus) {
		if b.err == nil {
			_, b.err = b.Rooms.SetPollStatus(b.ctx, b.host(), b.room, id, to)
		}
	}
	if b.err != nil {
		return func() {}
	}
	p, err := b.Rooms.CreatePoll(b.ctx, b.host(), b.room, briefingPoll)
	b.do(err)
	status(p.ID, room.PollOpen)
	for i, who := range []string{investorMail, secretaryMail, investorHK} {
		if b.err == nil {
			_, b.err = b.Rooms.Vote(b.ctx, b.actors[who], b.room, p.ID, []int{1 + i%2})
		}
	}
	return func() { status(p.ID, room.PollClosed) }
}
