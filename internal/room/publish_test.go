package room_test

import (
	"context"
	"testing"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
	"zhaoyun/internal/testkit"
)

// stuck is a bus that takes nothing until it is let go.
type stuck struct{ letGo chan struct{} }

func (s stuck) Publish(context.Context, core.ID, string, []byte) { <-s.letGo }

func TestAStuckBusHoldsNoWriterUp(t *testing.T) {
	t.Parallel()
	h := newHouse(t, testkit.SQLite(t))
	bus := stuck{make(chan struct{})}
	h.svc = room.New(room.Deps{
		Store: h.rooms, Sessions: h, Directory: h, Files: h, Publisher: bus, Audit: h.db, Authority: h.auth, Now: h.clock,
	})
	h.enter(guest("a"))
	for range 10 {
		h.post(guest("a"), "仍然写得进去")
		h.ok(h.svc.AddReactions(h.ctx, h.room, map[string]int{"clap": 1}))
	}
	close(bus.letGo)
}
