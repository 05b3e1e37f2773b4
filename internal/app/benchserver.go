package app

import (
	"context"
	"fmt"
	"os"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/bench"
	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
)

// benchServerCmd is a server of the bench, in a process of its own: the hall, which
// is a hub alone, or the house, which is all of the
// application, or the media server alone.
type benchServerCmd struct {
	Kind string `arg:"" enum:"hall,house,media"`
}

// Run serves until the bench closes the input.
func (c benchServerCmd) Run(e *env) error {
	switch c.Kind {
	case "hall":
		return bench.ServeHall(e.ctx, os.Stdin, e.stdout)
	case "media":
		return bench.ServeMedia(os.Stdin, e.stdout)
	}
	a, err := Open(e.ctx, e.cfg, e.log)
	if err != nil {
		return err
	}
	defer a.Close()
	ctx, stop := context.WithCancel(e.ctx)
	served := make(chan error, 1)
	go func() { served <- a.Serve(ctx) }()
	err = bench.ServeHouse(ctx, os.Stdin, e.stdout, &benchHouse{App: a, hosts: map[core.ID]core.Actor{}})
	stop()
	if failed := <-served; err == nil {
		err = failed
	}
	return err
}

// benchHouse is the application as the bench needs it.
type benchHouse struct {
	*App

	hosts   map[core.ID]core.Actor // of rooms
	session core.ID                // the room of the session that was held
	list    memberImport           // that was prepared
}

// batch is how many people are made in one transaction.
const batch = 250

// People implements bench.House. Who is to have an expired token was signed in by a
// clock that is slow.
func (h *benchHouse) People(ctx context.Context, n int, expired bool) ([]*bench.Person, error) {
	accounts := h.accounts
	if expired {
		var err error
		if accounts, err = account.New(ctx, account.Deps{
			Store: store.NewAccounts(h.db), Tx: h.db, Audit: h.db, Authority: h.authority,
			Clock: func() time.Time { return core.Now().Add(-11 * time.Minute) },
		}); err != nil {
			return nil, err
		}
	}
	people := make([]*bench.Person, 0, n)
	for len(people) < n {
		err := h.db.InTx(ctx, func(ctx context.Context) error {
			for range min(batch, n-len(people)) {
				i, err := accounts.SignIn(ctx, core.Actor{}, account.Credentials{
					Method: account.MethodGuest, Name: fmt.Sprint("来宾 ", len(people)), Language: "zh-CN", Agent: "bench",
				})
				if err != nil {
					return err
				}
				people = append(people, &bench.Person{Access: i.AccessToken, Refresh: i.RefreshToken})
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return people, nil
}

// Room implements bench.House.
func (h *benchHouse) Room(ctx context.Context) (string, error) {
	official, err := h.accounts.AddUser(ctx, account.NewUser{
		Name: "测试员", Contacts: []string{"bench@zhaoyun.example"}, Role: core.RoleOfficial, Organisation: "示例区投资促进局",
	})
	if err != nil {
		return "", err
	}
	host := core.Actor{Person: official.ID, Kind: official.Kind, Name: official.Name, Language: official.Language}
	for _, m := range official.Memberships {
		host.Memberships = append(host.Memberships, core.Membership{Organisation: m.Organisation, Kind: m.Kind, Role: m.Role})
	}
	title := core.Text{"zh-CN": "测量"}
	ev, err := h.events.Create(ctx, host, event.Draft{Title: title, Languages: []string{"zh-CN"}})
	if err != nil {
		return "", err
	}
	starts := h.now().Add(time.Minute)
	session, err := h.events.CreateSession(ctx, host, ev.ID, event.SessionDraft{
		Kind: event.Promotion, Title: title, StartsAt: starts, EndsAt: starts.Add(2 * time.Hour), Access: event.AccessPublic,
	})
	if err != nil {
		return "", err
	}
	cast := []event.Cast{{Person: host.Person, Role: policy.Presenter}}
	if session, err = h.events.SetSessionPeople(ctx, host, ev.ID, session.ID, session.Version, cast); err != nil {
		return "", err
	}
	if ev, err = h.events.Read(ctx, host, ev.ID); err != nil {
		return "", err
	}
	if _, err = h.events.SetStatus(ctx, host, ev.ID, ev.Version, event.StatusPublished); err != nil {
		return "", err
	}
	h.hosts[session.Room] = host
	return session.Room, h.begin(ctx, host, session.Room)
}

// begin starts the session and takes the limit of lines away.
func (h *benchHouse) begin(ctx context.Context, host core.Actor, id core.ID) error {
	if _, err := h.rooms.SetPhase(ctx, host, id, room.Live); err != nil {
		return err
	}
	_, version, err := h.rooms.Settings(ctx, host, id)
	if err != nil {
		return err
	}
	none := 0
	_, _, err = h.rooms.UpdateSettings(ctx, host, id, version, room.SettingsUpdate{LinesPerSecond: &none})
	return err
}

// OpenPoll implements bench.House.
func (h *benchHouse) OpenPoll(ctx context.Context, id string, options int) (string, error) {
	d := room.PollDraftData{Kind: room.PollSingle, Question: "您对哪一宗地块感兴趣？", Results: room.ResultsLive}
	for i := range options {
		d.Options = append(d.Options, fmt.Sprintf("%d 号地块", i+1))
	}
	p, err := h.rooms.CreatePoll(ctx, h.hosts[id], id, d)
	if err == nil {
		_, err = h.rooms.SetPollStatus(ctx, h.hosts[id], id, p.ID, room.PollOpen)
	}
	return p.ID, err
}

// ClosePoll implements bench.House.
func (h *benchHouse) ClosePoll(ctx context.Context, id, poll string) error {
	_, err := h.rooms.SetPollStatus(ctx, h.hosts[id], id, poll, room.PollClosed)
	return err
}

var _ bench.House = (*benchHouse)(nil)
