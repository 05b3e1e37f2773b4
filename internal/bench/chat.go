package bench

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"zhaoyun/internal/bus"
	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
)

const (
	writers = 64
	viewers = 500
)

// Ledger is what a room writes beside its log.
type Ledger interface {
	core.Auditor
	OpenRoom(ctx context.Context, session core.ID) (core.ID, error)
	core.Authority
}

// chat is how many lines a second a room acknowledges to 64 writers who each wait
// for the acknowledgement, with 500 viewers connected.
func chat(ctx context.Context, o Options) ([]row, error) {
	var rows []row
	for _, s := range o.Stores {
		perSecond, err := lines(ctx, s, o.Chat)
		if err != nil {
			return nil, fmt.Errorf("chat on %s: %w", s.Name, err)
		}
		rows = append(rows, row{"chat-lines-" + s.Name, perSecond, "/s", 2000, false})
	}
	return rows, nil
}

func lines(ctx context.Context, s Store, span time.Duration) ([]float64, error) {
	log, ledger, done, err := s.Open(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	play := &play{}
	now := core.Now()
	play.session = room.Session{
		ID: core.NewID(), Kind: "promotion", Organisation: "bureau", StartsAt: now, EndsAt: now.Add(time.Hour), TimeZone: "UTC",
		Access: room.AccessPublic, Published: true, People: map[core.ID]policy.RoomRole{},
	}
	id, err := ledger.OpenRoom(ctx, play.session.ID)
	if err != nil {
		return nil, err
	}
	svc := room.New(room.Deps{Store: log, Sessions: play, Directory: play, Publisher: play, Audit: ledger, Authority: ledger})
	h, err := openHall(svc, id, time.Minute)
	if err != nil {
		return nil, err
	}
	defer h.close()
	play.bus = h.bus
	if err := lift(ctx, svc, id); err != nil {
		return nil, err
	}
	c, err := start(ctx, viewers, h.addr+"/ws/rooms/"+id)
	if err != nil {
		return nil, err
	}
	defer c.close()
	go func() {
		for range c.lines { // the viewers' count is not of interest
			continue
		}
	}()
	return write(ctx, svc, id, span)
}

// lift starts the session and takes the limit of lines away.
func lift(ctx context.Context, svc *room.Service, id core.ID) error {
	host := core.Actor{Person: "host", Kind: core.PersonMember, Memberships: []core.Membership{
		{Organisation: "bureau", Kind: core.OrgBureau, Role: core.RoleOfficial},
	}}
	if _, err := svc.SetPhase(ctx, host, id, room.Live); err != nil {
		return err
	}
	_, version, err := svc.Settings(ctx, host, id)
	if err != nil {
		return err
	}
	none := 0
	_, _, err = svc.UpdateSettings(ctx, host, id, version, room.SettingsUpdate{LinesPerSecond: &none})
	return err
}

// write lets the writers write, and counts second by second.
func write(ctx context.Context, svc *room.Service, id core.ID, span time.Duration) ([]float64, error) {
	ctx, cancel := context.WithTimeout(ctx, span+20*time.Second)
	defer cancel()
	var (
		wg     sync.WaitGroup
		count  atomic.Int64
		failed atomic.Pointer[error]
		over   atomic.Bool
	)
	for i := range writers {
		who := core.Actor{Person: fmt.Sprintf("writer %d", i), Kind: core.PersonGuest}
		if _, err := svc.Enter(ctx, who, id); err != nil {
			return nil, err
		}
		wg.Go(func() {
			for !over.Load() {
				if _, err := svc.PostChat(ctx, who, id, room.ChatPost{Text: words, Key: core.NewID()}); err != nil {
					failed.Store(&err)
					return
				}
				count.Add(1)
			}
		})
	}
	var perSecond []float64
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	last, at := count.Load(), time.Now()
	for range int(span / time.Second) {
		<-tick.C
		n, now := count.Load(), time.Now()
		perSecond = append(perSecond, float64(n-last)/now.Sub(at).Seconds())
		last, at = n, now
	}
	over.Store(true)
	wg.Wait()
	if err := failed.Load(); err != nil {
		return nil, *err
	}
	return perSecond, nil
}

// play is what the room asks others for.
type play struct {
	session room.Session
	bus     bus.Bus
}

// Session implements room.Sessions.
func (p *play) Session(context.Context, core.ID) (room.Session, error) { return p.session, nil }

// Standing implements room.Sessions.
func (p *play) Standing(context.Context, core.ID, core.ID) (room.Standing, error) {
	return room.Standing{}, nil
}

// Card implements room.Directory.
func (p *play) Card(_ context.Context, person core.ID) (string, string, error) {
	return person, "", nil
}

// Publish implements room.Publisher.
func (p *play) Publish(ctx context.Context, id core.ID, kind string, data []byte) {
	if p.bus != nil {
		_ = p.bus.Publish(ctx, bus.Message{Room: id, Kind: kind, Data: data})
	}
}
