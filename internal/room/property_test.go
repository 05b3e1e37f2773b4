package room_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// TestASnapshotAndItsTailEqualTheFoldFromTheStart plays random histories with
// real people on real stores, takes snapshots on the way, and folds.
func TestASnapshotAndItsTailEqualTheFoldFromTheStart(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		for range 3 {
			seed := rand.Uint64() //nolint:gosec // a test wants variety, not secrecy
			t.Run(fmt.Sprint(seed), func(t *testing.T) {
				h := newHouse(t, db)
				h.play(rand.New(rand.NewPCG(seed, 1)))
			})
		}
	})
}

type taken struct {
	snapshot room.Snapshot
	heads    room.Heads
}

func (h *house) play(r *rand.Rand) {
	t := h.t
	t.Helper()
	people := []core.Actor{official("host"), guest("a"), guest("b"), guest("c"), guest("d")}
	var seats []room.Seat
	for _, p := range people {
		seats = append(seats, h.enter(p))
	}
	hosts, staffSeat := people[0], seats[0]
	_, err := h.svc.AddSlides(h.ctx, hosts, h.room, "deck")
	h.ok(err)
	var snaps []taken
	for range 160 {
		if r.IntN(8) == 0 {
			snap, heads, err := h.svc.Snapshot(h.ctx, staffSeat)
			h.ok(err)
			snaps = append(snaps, taken{snap, heads})
		}
		h.wait(time.Duration(r.IntN(5000)) * time.Millisecond)
		h.step(r, hosts, people, seats)
	}
	final, heads, err := h.svc.Snapshot(h.ctx, staffSeat)
	h.ok(err)
	if r, err := h.rooms.Room(h.ctx, h.room); err != nil || r.Waiting != len(final.Staff.Waiting) {
		t.Fatalf("%d lines wait, counted are %d (%v)", len(final.Staff.Waiting), r.Waiting, err)
	}
	public, staff := h.log(staffSeat, room.Public), h.log(staffSeat, room.Staff)
	if heads.Public != int64(len(public)) || heads.Staff != int64(len(staff)) {
		t.Fatalf("heads %+v of %d and %d entries", heads, len(public), len(staff))
	}
	state, log := foldAll(append(public, staff...), room.NewState(), room.NewStaffState())
	same := func(what string, st room.State, lg room.StaffState) {
		t.Helper()
		if got, want := encode(t, st), encode(t, final.Public); got != want {
			t.Fatalf("%s\n got %s\nwant %s", what, got, want)
		}
		if got, want := encode(t, lg), encode(t, final.Staff); got != want {
			t.Fatalf("%s, staff\n got %s\nwant %s", what, got, want)
		}
	}
	same("fold from the start", state, log)
	for _, s := range snaps {
		var st room.State
		var lg room.StaffState
		travel(t, s.snapshot.Public, &st)
		travel(t, s.snapshot.Staff, &lg)
		tail := append(append([]room.Entry{}, public[s.heads.Public:]...), staff[s.heads.Staff:]...)
		st, lg = foldAll(tail, st, lg)
		same(fmt.Sprintf("snapshot at %+v", s.heads), st, lg)
	}
}

// step does something at random; what the state of things refuses is no matter.
func (h *house) step(r *rand.Rand, host core.Actor, people []core.Actor, seats []room.Seat) {
	who := people[r.IntN(len(people))]
	about := seats[1+r.IntN(len(seats)-1)].Participant
	heads, err := h.svc.Heads(h.ctx, h.room)
	h.ok(err)
	line := r.Int64N(heads.Public + 1)
	switch n := r.IntN(54); {
	case n >= 49:
		err = h.stepCeremony(r, host, who, seats)
	case n >= 45:
		err = h.stepParcel(r, host)
	case n >= 30:
		err = h.stepQuestion(r, who, host)
	case n < 12:
		post := room.ChatPost{Text: fmt.Sprintf("句 %d", r.IntN(1000))}
		if r.IntN(3) == 0 {
			post.ReplyTo = line
		}
		_, err = h.svc.PostChat(h.ctx, who, h.room, post)
	case n < 14:
		err = h.svc.HideChat(h.ctx, host, h.room, line, "理由")
	case n < 16:
		err = h.svc.RetractChat(h.ctx, who, h.room, line)
	case n < 19:
		_, err = h.svc.ShowStage(h.ctx, host, h.room, "slides", fmt.Appendf(nil, `{"file":"deck","page":%d}`, 1+r.IntN(9)))
	case n < 20:
		_, err = h.svc.ShowStage(h.ctx, host, h.room, "notice", []byte(`{"text":{"zh-CN":"通知"}}`))
	case n < 21:
		_, err = h.svc.SetPhase(h.ctx, host, h.room, []room.Phase{room.Live, room.Paused}[r.IntN(2)])
	case n < 22:
		err = h.svc.AddReactions(h.ctx, h.room, map[string]int{"clap": r.IntN(9), "like": r.IntN(3)})
	case n < 23:
		mode := []string{room.ChatOpen, room.ChatReview}[r.IntN(2)]
		h.settings(room.SettingsUpdate{Chat: &mode})
	case n < 26:
		decision := []string{room.DecidePublish, room.DecideReject}[r.IntN(2)]
		err = h.svc.ReviewChat(h.ctx, host, h.room, 1+r.Int64N(heads.Staff+1), room.Review{Decision: decision, Reason: "说明"})
	case n < 27:
		_, err = h.svc.Mute(h.ctx, host, h.room, about, r.IntN(2))
	case n < 28:
		_, err = h.svc.SetRole(h.ctx, host, h.room, about, []policy.RoomRole{policy.Guest, policy.Moderator}[r.IntN(2)])
	case n < 29 && r.IntN(2) == 0:
		h.playPoll(r, host, who)
	case n < 29 && r.IntN(2) == 0:
		err = []func() error{
			func() error { _, err := h.svc.Announce(h.ctx, host, h.room, "通知"); return err },
			func() error { return h.svc.Withdraw(h.ctx, host, h.room, line) },
			func() error {
				_, version, err := h.svc.Links(h.ctx, host, h.room)
				h.ok(err)
				_, _, err = h.svc.SetLinks(h.ctx, host, h.room, version, []room.Link{{Title: "链接", URL: "https://example.com/"}})
				return err
			},
			func() error { _, err := h.svc.RaiseHand(h.ctx, who, h.room); return err },
			func() error { return h.svc.LowerHand(h.ctx, who, h.room) },
			func() error { return h.svc.CallHand(h.ctx, host, h.room, about) },
		}[r.IntN(6)]()
	case n < 29:
		_, err = h.svc.Kick(h.ctx, host, h.room, about, "太吵")
	case r.IntN(4) == 0 && who.Person != host.Person:
		err = h.svc.ErasePerson(h.ctx, core.System(), who.Person)
	}
	if e := core.AsError(err); err != nil && e.Kind == core.KindInternal {
		h.t.Fatal(err)
	}
}

// playPoll opens, answers or closes a poll.
func (h *house) playPoll(r *rand.Rand, host, who core.Actor) {
	h.t.Helper()
	polls, err := h.svc.Polls(h.ctx, host, h.room)
	h.ok(err)
	if len(polls) == 0 || polls[len(polls)-1].Status == room.PollClosed {
		h.openPoll(fruit)
		return
	}
	last := polls[len(polls)-1]
	if _, err := h.svc.Vote(h.ctx, who, h.room, last.ID, []int{1 + r.IntN(3)}); err == nil && r.IntN(2) == 0 {
		h.closePoll(last)
	}
}
