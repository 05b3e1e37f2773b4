package app

import (
	"context"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/file"
	"zhaoyun/internal/job"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
)

// wireEvents makes the event domain; accounts, files and mail are there already.
func (a *App) wireEvents(access file.ByKind) {
	a.events = event.New(event.Deps{
		Store: store.NewEvents(a.db), Tx: a.db, Audit: a.db, Authority: a.authority, Rooms: eventRooms{store.NewRooms(a.db), a},
		Accounts: a.accounts, Guests: a.accounts, Covers: covers{a.files}, Parcels: a.land, Notifier: a.notify, Emitter: emitter{a.hooks}, Jobs: a.jobs, Inbox: a.inbox, PublicURL: a.cfg.URL(), Clock: a.now,
	})
	a.jobs.Handle(event.JobNotice, a.events.MailNotice, mailing)
	a.jobs.Handle(event.JobMoved, a.events.SpreadMoved, job.Options{})
	a.accounts.AddErasers(a.events)
	a.accounts.AddKeepers(a.events)
	access["event"] = a.events.MayReadEvent
}

// eventRooms is what event knows of rooms.
type eventRooms struct {
	rooms *store.Rooms
	app   *App // its rooms are made later
}

// Create implements event.Rooms.
func (r eventRooms) Create(ctx context.Context, session core.ID) (core.ID, error) {
	return r.rooms.OpenRoom(ctx, session)
}

// Phases implements event.Rooms.
func (r eventRooms) Phases(ctx context.Context, rooms []core.ID) (map[core.ID]string, error) {
	return r.rooms.RoomStates(ctx, rooms)
}

// Attended implements event.Rooms.
func (r eventRooms) Attended(ctx context.Context, person core.ID, rooms []core.ID) (map[core.ID]bool, error) {
	return r.rooms.AttendedRooms(ctx, person, rooms)
}

// Remove implements event.Rooms.
func (r eventRooms) Remove(ctx context.Context, id core.ID) error { return r.rooms.RemoveRoom(ctx, id) }

// CopyPrepared implements event.Rooms.
func (r eventRooms) CopyPrepared(ctx context.Context, from, to core.ID) error {
	return r.app.rooms.CopyPrepared(ctx, from, to)
}

// SlideCounts implements event.Rooms.
func (r eventRooms) SlideCounts(ctx context.Context, rooms []core.ID) (map[core.ID]int, error) {
	return r.rooms.SlideCounts(ctx, rooms)
}

// sessions is what room knows of events.
type sessions struct{ events *event.Service }

// Session implements room.Sessions.
func (s sessions) Session(ctx context.Context, id core.ID) (room.Session, error) {
	f, err := s.events.Facts(ctx, id)
	return room.Session(f), err
}

// Standing implements room.Sessions.
func (s sessions) Standing(ctx context.Context, session, person core.ID) (room.Standing, error) {
	st, err := s.events.Standing(ctx, session, person)
	return room.Standing(st), err
}

var (
	_ event.Rooms   = eventRooms{}
	_ room.Sessions = sessions{}
)
