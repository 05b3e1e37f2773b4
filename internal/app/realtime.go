package app

import (
	"context"
	"log/slog"
	"time"

	"github.com/gofiber/fiber/v2"

	"zhaoyun/api"
	"zhaoyun/internal/bus"
	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
	"zhaoyun/realtime"
)

// publishTimeout bounds one publication.
const publishTimeout = 500 * time.Millisecond

// wireBus chooses how nodes hear of each other: within this process, or by Redis.
func (a *App) wireBus() error {
	if a.cfg.RedisURL == "" {
		b := bus.NewMemory()
		a.bus, a.presence = b, bus.NewMemoryPresence(bus.DefaultTTL)
		a.closers = append(a.closers, b.Close)
		return nil
	}
	client, err := bus.OpenRedis(a.cfg.RedisURL)
	if err != nil {
		return err
	}
	// Installations that share a Redis do not hear each other, whatever database number they use.
	prefix := "zhaoyun:" + a.accounts.Installation() + ":"
	b := bus.NewRedis(bus.RedisOptions{Client: client, Prefix: prefix, Log: a.log})
	a.bus, a.presence = b, b.Presence(bus.DefaultTTL)
	a.closers = append(a.closers, client.Close, b.Close)
	return nil
}

// mountRealtime makes the hub and serves its sockets and document beside REST.
func (a *App) mountRealtime(s *api.Server) {
	a.hub = realtime.New(a.node, realtime.Deps{
		Rooms: a.rooms, Auth: a.accounts, Bus: a.bus, Presence: a.presence, Metrics: a.metrics, Log: a.log, Now: a.now,
		OriginAllowed: s.OriginAllowed, ClientIP: s.ClientIP, Cookie: api.AccessCookie,
		Version: version(),
	}, realtime.Limits{})
	a.nodes.Fleet = a.hub
	s.App.Get("/ws/rooms/:room", func(c *fiber.Ctx) error {
		if err := a.hub.Handle(c); err != nil {
			return err
		}
		a.gate.upgraded(c.Context().Conn())
		return nil
	})
	doc := realtime.AsyncAPI()
	s.App.Get("/api/asyncapi.json", func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSONCharsetUTF8)
		return c.Send(doc)
	})
	a.authority.OnChange(a.nudge)
}

// runRealtime keeps the hub going, and hurries the other nodes when rights change.
func (a *App) runRealtime(ctx context.Context) {
	if err := a.hub.Run(ctx); err != nil {
		a.log.Error("rooms", "error", err.Error())
	}
}

// nudge asks all nodes to read the authority log now. It is called on the path of
// a request, which does not wait for it.
func (a *App) nudge(ctx context.Context, _ core.AuthorityChange) {
	go publisher{a.bus, a.log}.Publish(context.WithoutCancel(ctx), "", bus.KindAuthority, nil)
}

// publisher is what room knows of the bus.
type publisher struct {
	bus bus.Bus
	log *slog.Logger
}

// Publish implements room.Publisher.
func (p publisher) Publish(ctx context.Context, id core.ID, kind string, data []byte) {
	ctx, cancel := context.WithTimeout(ctx, publishTimeout)
	defer cancel()
	if err := p.bus.Publish(ctx, bus.Message{Room: id, Kind: kind, Data: data}); err != nil {
		p.log.Debug("publish", "room", id, "kind", kind, "error", err.Error())
	}
}

type asyncAPICmd struct{}

// Run prints the AsyncAPI document.
func (asyncAPICmd) Run(e *env) error {
	_, err := e.stdout.Write(realtime.AsyncAPI())
	return err
}

var _ room.Publisher = publisher{}
