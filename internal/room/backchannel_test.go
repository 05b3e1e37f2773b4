package room_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// whispered is what the backchannel says, by the fold of the staff lane, which the
// snapshot has to equal.
func (h *house) whispered() []string {
	h.t.Helper()
	seat := h.enter(official("host"))
	snap, _, err := h.svc.Snapshot(h.ctx, seat)
	h.ok(err)
	_, staff := foldAll(h.log(seat, room.Staff), room.NewState(), room.NewStaffState())
	if encode(h.t, staff) != encode(h.t, snap.Staff) {
		h.t.Fatalf("the fold is %s, the snapshot %s", encode(h.t, staff), encode(h.t, snap.Staff))
	}
	var out []string
	for _, l := range staff.Backchannel {
		out = append(out, l.Status+" "+l.Text)
	}
	return out
}

func (h *house) whisper(a core.Actor, text string) room.BackchannelLine {
	h.t.Helper()
	l, err := h.svc.PostBackchannel(h.ctx, a, h.room, text)
	h.ok(err)
	return l
}

func TestTheBackchannelIsForThoseWhoRunTheSession(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		host, presenter, g := official("host"), guest("presenter"), guest("g")
		h.session.People["presenter"] = policy.Presenter
		h.enter(g)
		for _, wrong := range []string{" \n ", strings.Repeat("长", 501)} {
			_, err := h.svc.PostBackchannel(h.ctx, host, h.room, wrong)
			h.code(err, "backchannel_length")
		}
		h.whisper(host, "规资说道路的问题他可以答")
		mine := h.whisper(presenter, "摄像头没画面")
		if got := h.whispered(); !slices.Equal(got, []string{"posted 规资说道路的问题他可以答", "posted 摄像头没画面"}) {
			t.Fatalf("got %q", got)
		}

		_, err := h.svc.PostBackchannel(h.ctx, g, h.room, "我也说")
		h.code(err, "not_allowed")
		_, err = h.svc.Backchannel(h.ctx, g, h.room)
		h.code(err, "not_allowed")
		h.code(h.svc.RetractBackchannel(h.ctx, g, h.room, mine.Seq), "not_allowed")
		h.code(h.svc.RetractBackchannel(h.ctx, host, h.room, mine.Seq), "not_allowed") // not the host's own
		h.code(h.svc.RetractBackchannel(h.ctx, host, h.room, 99), "line_not_found")
		said, err := h.svc.Backchannel(h.ctx, presenter, h.room)
		h.ok(err)
		if len(said.Items) != 2 || len(said.People) != 2 {
			t.Fatalf("got %+v", said)
		}
		for _, word := range []string{"摄像头", "规资"} {
			h.nowhere(word, g)
		}

		for range 2 {
			h.ok(h.svc.RetractBackchannel(h.ctx, presenter, h.room, mine.Seq))
		}
		if got := h.whispered(); !slices.Equal(got, []string{"posted 规资说道路的问题他可以答", "retracted "}) {
			t.Fatalf("got %q", got)
		}
		h.nowhere("摄像头", host, presenter)
	})
}

func TestTheBackchannelKeepsAPaceAndForgetsWhoIsErased(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		host, m := official("host"), guest("moderator")
		h.session.People["moderator"] = policy.Moderator
		for range 5 {
			h.whisper(m, "秘密")
		}
		_, err := h.svc.PostBackchannel(h.ctx, m, h.room, "太快")
		h.code(err, "backchannel_slow")
		h.whisper(host, "别人不受影响")
		h.wait(5 * time.Second)
		h.whisper(m, "秘密")

		h.ok(h.svc.ErasePerson(h.ctx, core.System(), "moderator"))
		h.nowhere("秘密", host)
		want := []string{"erased ", "erased ", "erased ", "erased ", "erased ", "posted 别人不受影响", "erased "}
		if got := h.whispered(); !slices.Equal(got, want) {
			t.Fatalf("got %q", got)
		}
	})
}
