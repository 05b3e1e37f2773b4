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
		Store: store.NewEvents(a.db), Tx: a.db, Audit: a.db, Authority: a.authority, Rooms: eventRooms{store.NewRooms(a.db)},
		Accounts: a.accounts, Guests: a.accounts, Covers: covers{a.files}, Notifier: a.notify, Jobs: a.jobs, Inbox: a.inbox, PublicURL: a.cfg.URL(), Clock: a.now,
	})
	a.jobs.Handle(event.JobNotice, a.events.MailNotice, mailing)
	a.jobs.Handle(event.JobMoved, a.events.SpreadMoved, job.Options{})
	a.accounts.AddErasers(a.events)
	access["event"] = a.events.MayReadEvent
}

// eventRooms is what event knows of rooms.
type eventRooms struct{ rooms *store.Rooms }

// Create implements event.Rooms.
func (r eventRooms) Create(ctx context.Context, session core.ID) (core.ID, error) {
	return r.rooms.OpenRoom(ctx, session)
}

// Phases implements event.Rooms.
func (r eventRooms) Phases(ctx context.Context, rooms []core.ID) (map[core.ID]string, error) {
	return r.rooms.RoomStates(ctx, rooms)
}

// Remove implements event.Rooms.
func (r eventRooms) Remove(ctx context.Context, id core.ID) error { return r.rooms.RemoveRoom(ctx, id) }

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
