package app

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/config"
	"zhaoyun/internal/core"
	"zhaoyun/internal/demo"
	"zhaoyun/internal/event"
	"zhaoyun/internal/room"
	"zhaoyun/internal/testkit"
)

// openHouse opens the whole house on a database of its own.
func openHouse(t *testing.T, databaseURL string) *App {
	t.Helper()
	a, err := Open(context.Background(), config.Config{
		Listen: "127.0.0.1:0", Data: t.TempDir(), DatabaseURL: databaseURL, MaxConns: 8, MailFrom: "zhaoyun <no-reply@zhaoyun.example>", LiveKitURL: config.MediaOff,
	}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	return a
}

func TestTheDemonstrationIsLoadedOnceAndKeptUpToDate(t *testing.T) {
	t.Parallel()
	for name, url := range map[string]func(testing.TB) string{
		"sqlite": func(testing.TB) string { return "" }, "postgres": testkit.PostgresURL,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, a, now := context.Background(), openHouse(t, url(t)), core.Now()
			load := func() (demo.Loaded, event.Event) {
				t.Helper()
				deps := a.demoDeps("")
				deps.Clock = func() time.Time { return now }
				d, err := demo.Load(ctx, deps)
				if err != nil {
					t.Fatal(err)
				}
				e, err := a.events.Read(ctx, core.Actor{}, d.Event) // as anybody sees it
				if err != nil {
					t.Fatal(err)
				}
				return d, e
			}
			on := func(d demo.Loaded, e event.Event) event.Session {
				t.Helper()
				for _, s := range e.Sessions {
					if s.Room == d.Room {
						if s.Phase != string(room.Live) || s.Access != event.AccessPublic || s.StartsAt.After(now) || s.EndsAt.Before(now) {
							t.Fatalf("the promotion cannot be entered: %+v", s)
						}
						return s
					}
				}
				t.Fatal("the promotion is not on the agenda")
				return event.Session{}
			}
			d, e := load()
			first := on(d, e)
			if d.Renewed || len(e.Sessions) != 6 || e.Cover == nil || len(e.Figures) != 4 || len(e.Carriers) != 9 {
				t.Fatalf("%+v", e)
			}
			presented, err := a.land.Presented(ctx, core.Actor{}, e.ID)
			if err != nil || len(presented[e.ID]) != 5 {
				t.Fatalf("presents %+v, %v", presented, err)
			}
			for _, p := range presented[e.ID] {
				if p.AreaDiffers() || !p.Illustrative || p.Derived().StartPerFloorM2 == nil {
					t.Errorf("%s: computed %v of %v ㎡, derived %+v", p.Number, p.ComputedAreaM2, *p.AreaM2, p.Derived())
				}
			}
			if again, same := load(); !again.Renewed || same.Version != e.Version || on(again, same).Version != first.Version {
				t.Fatalf("loading twice changed the event from %d to %d", e.Version, same.Version)
			}
			if c, err := a.events.Counts(ctx, []core.ID{e.ID}); err != nil || c[e.ID].Confirmed != 5 {
				t.Fatalf("%+v, %v", c, err)
			}
			now = now.Add(30 * time.Hour) // the next day the same session is on again
			if d, e = load(); on(d, e).ID != first.ID {
				t.Fatal("another session was made of one that was not over")
			}
			host, err := a.accounts.People(ctx, core.System(), account.PersonFilter{Query: "official@demo.zhaoyun.example"}, core.Paging{Limit: 1})
			if err != nil || len(host.Items) != 1 {
				t.Fatalf("%v, %v", host, err)
			}
			actor := core.System()
			actor.Person, actor.Kind, actor.Memberships = host.Items[0].ID, core.PersonMember, []core.Membership{{
				Organisation: host.Items[0].Memberships[0].Organisation, Kind: core.OrgBureau, Role: core.RoleOfficial,
			}}
			if _, err := a.rooms.SetPhase(ctx, actor, d.Room, room.Ended); err != nil {
				t.Fatal(err)
			}
			if d, e = load(); on(d, e).ID == first.ID || len(e.Sessions) != 7 {
				t.Fatal("an ended session was taken for one to enter")
			}
		})
	}
}
