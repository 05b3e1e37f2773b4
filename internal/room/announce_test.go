package room_test

import (
	"slices"
	"strings"
	"testing"

	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// shown is what everybody sees, by the fold, which the snapshot has to equal.
func (h *house) shown() room.State {
	h.t.Helper()
	seat := h.enter(official("host"))
	snap, _, err := h.svc.Snapshot(h.ctx, seat)
	h.ok(err)
	state, _ := foldAll(h.log(seat, room.Public), room.NewState(), room.NewStaffState())
	if encode(h.t, snap.Public) != encode(h.t, state) {
		h.t.Fatalf("the snapshot is %s, the fold %s", encode(h.t, snap.Public), encode(h.t, state))
	}
	return state
}

func TestAnAnnouncementStandsUntilItIsWithdrawn(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		host := official("host")
		h.enter(guest("g"))
		_, err := h.svc.Announce(h.ctx, guest("g"), h.room, "大家好")
		h.code(err, "not_allowed")
		for _, wrong := range []string{" \n ", strings.Repeat("长", 201)} {
			_, err = h.svc.Announce(h.ctx, host, h.room, wrong)
			h.code(err, "announcement_length")
		}
		first, err := h.svc.Announce(h.ctx, host, h.room, "茶歇到 10:45")
		h.ok(err)
		second, err := h.svc.Announce(h.ctx, host, h.room, "茶歇到 10:50")
		h.ok(err)
		h.ok(h.svc.Withdraw(h.ctx, host, h.room, first.Seq)) // is not shown any more: nothing
		if got := h.shown().Announcement; got == nil || got.Text != "茶歇到 10:50" {
			t.Fatalf("got %+v", got)
		}
		h.code(h.svc.Withdraw(h.ctx, guest("g"), h.room, second.Seq), "not_allowed")
		h.code(h.svc.Withdraw(h.ctx, host, h.room, 99), "line_not_found")
		for range 2 {
			h.ok(h.svc.Withdraw(h.ctx, host, h.room, second.Seq))
		}
		if got := h.shown().Announcement; got != nil {
			t.Fatalf("got %+v", got)
		}
		want := []string{room.TypeAnnounced, room.TypeAnnounced, room.TypeWithdrawn}
		if got := types(h.log(h.enter(host), room.Public)); !slices.Equal(got, want) {
			t.Fatalf("got %v", got)
		}
	})
}

func TestLinksToTakeAwayAreHTTPS(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		host := official("host")
		h.enter(guest("g"))
		good := []room.Link{{Title: " 投资 指南 ", URL: " https://www.example.com/指南?a=1 "}}
		for _, wrong := range []room.Link{
			{Title: "指南", URL: "http://example.com"}, {Title: "指南", URL: "javascript:alert(1)"}, {Title: "指南", URL: "https://"},
			{Title: "指南", URL: "https://bank.example@evil.example/"}, {Title: "指南", URL: "https://a b/"}, {Title: "", URL: "https://example.com"},
			{Title: "指南", URL: "https://example.com/" + strings.Repeat("a", 500)}, {Title: "指南", URL: "//example.com"},
		} {
			_, _, err := h.svc.SetLinks(h.ctx, host, h.room, 0, []room.Link{wrong})
			h.code(err, "invalid_input")
		}
		_, _, err := h.svc.SetLinks(h.ctx, host, h.room, 0, slices.Repeat(good, 21))
		h.code(err, "too_many_links")
		_, _, err = h.svc.SetLinks(h.ctx, guest("g"), h.room, 0, good)
		h.code(err, "not_allowed")
		_, version, err := h.svc.SetLinks(h.ctx, host, h.room, 0, good)
		h.ok(err)
		_, _, err = h.svc.SetLinks(h.ctx, host, h.room, 0, nil)
		h.code(err, "version_conflict")
		links, _, err := h.svc.Links(h.ctx, guest("g"), h.room)
		h.ok(err)
		if got := encode(t, links); got != `[{"title":"投资 指南","url":"https://www.example.com/%E6%8C%87%E5%8D%97?a=1"}]` {
			t.Fatalf("got %s", got)
		}
		if encode(t, h.shown().Links) != encode(t, links) {
			t.Fatal("the state shows others")
		}
		_, _, err = h.svc.SetLinks(h.ctx, host, h.room, version, nil)
		h.ok(err)
		if len(h.shown().Links) != 0 {
			t.Fatal("they are still there")
		}
	})
}
