package room_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

func (h *house) raise(a core.Actor) room.MyHand {
	h.t.Helper()
	hand, err := h.svc.RaiseHand(h.ctx, a, h.room)
	h.ok(err)
	return hand
}

// queue is who waits or was called, by the fold of the staff lane, which the
// snapshot has to equal.
func (h *house) queue() string {
	h.t.Helper()
	seat := h.enter(official("host"))
	snap, _, err := h.svc.Snapshot(h.ctx, seat)
	h.ok(err)
	_, staff := foldAll(h.log(seat, room.Staff), room.NewState(), room.NewStaffState())
	if encode(h.t, staff) != encode(h.t, snap.Staff) {
		h.t.Fatalf("the fold is %s, the snapshot %s", encode(h.t, staff), encode(h.t, snap.Staff))
	}
	names := map[core.ID]string{}
	for _, p := range snap.People {
		names[p.ID] = p.Name
	}
	var out []string
	for _, hand := range staff.Hands {
		word := names[hand.Participant]
		if hand.Called {
			word += "!"
		}
		out = append(out, word)
	}
	return strings.Join(out, " ")
}

func (h *house) expectQueue(want string) {
	h.t.Helper()
	if got := h.queue(); got != want {
		h.t.Fatalf("the queue is %q, want %q", got, want)
	}
}

func TestHandsQueueInTheOrderOfRaising(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		host, a, b, c := official("host"), guest("a"), guest("b"), guest("c")
		seat := h.enter(a)
		seatB := h.enter(b)
		h.enter(c)
		for range 2 { // one hand a person
			if hand := h.raise(a); hand.Place != 1 {
				t.Fatalf("got %+v", hand)
			}
		}
		h.raise(b)
		if hand := h.raise(c); hand.Place != 3 {
			t.Fatalf("got %+v", hand)
		}
		h.expectQueue("a b c")
		h.code(h.svc.CallHand(h.ctx, a, h.room, seat.Participant), "not_allowed")
		h.code(h.svc.LowerHands(h.ctx, a, h.room, ""), "not_allowed")
		for range 2 {
			h.ok(h.svc.CallHand(h.ctx, host, h.room, seat.Participant))
		}
		h.expectQueue("a! b c")
		me, err := h.svc.Me(h.ctx, b, h.room)
		h.ok(err)
		if me.Hand == nil || me.Hand.Place != 1 || me.Hand.Called {
			t.Fatalf("got %+v", me.Hand)
		}
		h.ok(h.svc.LowerHand(h.ctx, a, h.room))
		h.ok(h.svc.LowerHand(h.ctx, a, h.room))
		h.code(h.svc.CallHand(h.ctx, host, h.room, seat.Participant), "hand_not_raised")
		h.raise(a) // at the end of the queue
		h.expectQueue("b c a")
		h.ok(h.svc.LowerHands(h.ctx, host, h.room, seatB.Participant))
		h.expectQueue("c a")
		h.ok(h.svc.LowerHands(h.ctx, host, h.room, ""))
		h.expectQueue("")

		want := []string{room.TypeHandRaised, room.TypeHandCalled, room.TypeHandLowered, room.TypeHandRaised, room.TypeHandLowered}
		if got := types(h.log(seat, room.Inbox)); !slices.Equal(got, want) {
			t.Fatalf("the inbox has %v", got)
		}
		if n := len(h.log(seat, room.Public)); n != 0 {
			t.Fatalf("%d entries are public", n)
		}
	})
}

func TestHandsGoWithTheirPeopleAndWithTheSession(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		for _, name := range []string{"gone", "here", "erased"} {
			h.enter(guest(name))
			h.raise(guest(name))
		}
		h.expectQueue("gone here erased")
		h.wait(time.Minute)
		h.ok(h.svc.LowerAbsentHands(h.ctx))
		h.expectQueue("gone here erased")
		h.wait(90 * time.Second)
		for _, name := range []string{"here", "erased"} {
			h.enter(guest(name))
		}
		h.ok(h.svc.LowerAbsentHands(h.ctx))
		h.expectQueue("here erased")
		h.ok(h.svc.ErasePerson(h.ctx, core.System(), "erased"))
		h.expectQueue("here")
		_, err := h.svc.SetPhase(h.ctx, official("host"), h.room, room.Ended)
		h.ok(err)
		h.expectQueue("")
		_, err = h.svc.RaiseHand(h.ctx, guest("here"), h.room)
		h.code(err, "room_ended")
	})
}
