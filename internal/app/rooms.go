package app

import (
	"context"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/file"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
)

// wireRooms makes the room log; accounts, events and files are there already. The
// publisher and presence tell the other nodes and ask them.
func (a *App) wireRooms(access file.ByKind, publisher room.Publisher, presence room.Presence) {
	a.rooms = room.New(room.Deps{
		Store: store.NewRooms(a.db), Sessions: sessions{a.events}, Directory: directory{a.accounts}, Files: roomFiles{a.files},
		Presence: presence, Publisher: publisher, Audit: a.db, Authority: a.authority, Now: a.now, Log: a.log,
		Ended:     func(ctx context.Context, id core.ID) error { return a.reports.Ended(ctx, id) }, // the reports come later
		Committed: func(lines int, took time.Duration) { a.hub.Committed(lines, took) },            // the hub comes later
		Officials: officers{a.accounts}, Notices: a.inbox, Emitter: emitter{a.hooks}, Parcels: a.shown(), Encoders: store.NewVideo(a.db),
		OnePage: file.OnePage,
	})
	a.accounts.AddErasers(a.rooms)
	a.accounts.AddKeepers(a.rooms)
	access["room"] = a.rooms.MayReadRoom
}

// keepRooms takes down the hands of people who left, and removes rehearsals that are over.
func (a *App) keepRooms(ctx context.Context) {
	a.every(ctx, 30*time.Second, "housekeeping of rooms", a.rooms.LowerAbsentHands)
	a.every(ctx, time.Minute, "remove rehearsals that are over", a.rooms.EndRehearsals)
}

// directory is what room knows of accounts.
type directory struct{ accounts *account.Service }

// Card implements room.Directory. A membership says more about whom somebody
// speaks for than what they wrote themselves.
func (d directory) Card(ctx context.Context, person core.ID) (name, org string, err error) {
	p, err := d.accounts.ReadPerson(ctx, core.System(), person)
	if err != nil {
		return "", "", err
	}
	org = p.OrganisationName
	if len(p.Memberships) > 0 {
		org = p.Memberships[0].Name.In(core.Languages[0])
	}
	return p.Name, org, nil
}
