package room_test

import (
	"slices"
	"testing"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// handedOut is what everybody may take away.
func (h *house) handedOut() []string {
	h.t.Helper()
	var out []string
	for _, each := range h.shown().Handouts {
		out = append(out, each.Kind+" "+each.Name)
	}
	return out
}

func (h *house) takers(file core.ID) []string {
	h.t.Helper()
	var names []string
	p := core.Paging{Limit: 1}
	for {
		page, err := h.svc.HandoutTakers(h.ctx, official("host"), h.room, file, p)
		h.ok(err)
		for _, who := range page.Items {
			names = append(names, who.Name)
		}
		if p.Cursor = page.Next; p.Cursor == "" {
			return names
		}
	}
}

func TestFilesAreTakenAway(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		host, a, b := official("host"), guest("a"), guest("b")
		h.enter(a)
		h.enter(b)
		_, err := h.svc.SetHandout(h.ctx, host, h.room, "deck")
		h.code(err, "handout_not_found")
		for _, file := range []string{"deck", "picture"} {
			_, err = h.svc.AddSlides(h.ctx, host, h.room, file)
			h.ok(err)
		}
		_, err = h.svc.SetHandout(h.ctx, a, h.room, "deck")
		h.code(err, "not_allowed")
		h.code(h.svc.TakeHandout(h.ctx, a, h.room, "deck"), "handout_not_found")
		for range 2 {
			_, err = h.svc.SetHandout(h.ctx, host, h.room, "deck")
			h.ok(err)
		}
		_, err = h.svc.SetHandout(h.ctx, host, h.room, "picture")
		h.ok(err)
		if got := h.handedOut(); !slices.Equal(got, []string{"slides deck.pdf", "picture 图.png"}) {
			t.Fatalf("got %q", got)
		}

		for range 3 { // somebody who takes it thrice took it
			h.ok(h.svc.TakeHandout(h.ctx, a, h.room, "deck"))
		}
		h.ok(h.svc.TakeHandout(h.ctx, b, h.room, "deck"))
		h.ok(h.svc.TakeHandout(h.ctx, host, h.room, "deck")) // no sign of interest
		h.code(h.svc.TakeHandout(h.ctx, guest("outside"), h.room, "deck"), "not_in_room")
		if got := h.takers("deck"); !slices.Equal(got, []string{"a", "b"}) {
			t.Fatalf("got %q", got)
		}
		mine, err := h.svc.Handouts(h.ctx, a, h.room)
		h.ok(err)
		theirs, err := h.svc.Handouts(h.ctx, host, h.room)
		h.ok(err)
		if mine[0].Taken != nil || *theirs[0].Taken != 2 || *theirs[1].Taken != 0 {
			t.Fatalf("got %+v and %+v", mine, theirs)
		}
		_, err = h.svc.HandoutTakers(h.ctx, a, h.room, "deck", core.Paging{Limit: 9})
		h.code(err, "not_allowed")

		for range 2 {
			h.ok(h.svc.RemoveHandout(h.ctx, host, h.room, "picture"))
		}
		h.ok(h.svc.RemoveSlides(h.ctx, host, h.room, "deck")) // what is gone cannot be taken away
		if got := h.handedOut(); got != nil {
			t.Fatalf("got %q", got)
		}
		want := []string{room.TypeHandouts, room.TypeHandouts, room.TypeHandouts, room.TypeHandouts}
		if got := types(h.log(h.enter(host), room.Public)); !slices.Equal(got, want) {
			t.Fatalf("got %v", got)
		}
		h.ok(h.svc.ErasePerson(h.ctx, core.System(), "a"))
		if got := h.takers("deck"); !slices.Equal(got, []string{"b"}) {
			t.Fatalf("got %q", got)
		}
	})
}
