package room_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

var fruit = room.PollDraftData{
	Kind: room.PollSingle, Question: "最关心哪一项？", Options: []string{"地价", "配套", "政策"}, Results: room.ResultsLive,
}

// ask opens a poll.
func (h *house) openPoll(d room.PollDraftData) room.Poll {
	h.t.Helper()
	p, err := h.svc.CreatePoll(h.ctx, official("host"), h.room, d)
	h.ok(err)
	p, err = h.svc.SetPollStatus(h.ctx, official("host"), h.room, p.ID, room.PollOpen)
	h.ok(err)
	return p
}

func (h *house) closePoll(p room.Poll) room.Tally {
	h.t.Helper()
	p, err := h.svc.SetPollStatus(h.ctx, official("host"), h.room, p.ID, room.PollClosed)
	h.ok(err)
	return *p.Tally
}

func (h *house) vote(a core.Actor, p room.Poll, choices ...int) {
	h.t.Helper()
	_, err := h.svc.Vote(h.ctx, a, h.room, p.ID, choices)
	h.ok(err)
}

func TestAPollFromDraftToItsFinalTally(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		host, a, b := official("host"), guest("a"), guest("b")
		seat := h.enter(host)
		h.enter(a)
		h.enter(b)
		p, err := h.svc.CreatePoll(h.ctx, host, h.room, fruit)
		h.ok(err)
		_, err = h.svc.Vote(h.ctx, a, h.room, p.ID, []int{1})
		h.code(err, "poll_not_found") // drafts are nobody's to know of
		changed := fruit
		changed.Question = "  最关心\n哪一项呢？ "
		_, err = h.svc.UpdatePoll(h.ctx, host, h.room, p.ID, p.Version+1, changed)
		h.code(err, "version_conflict")
		p, err = h.svc.UpdatePoll(h.ctx, host, h.room, p.ID, p.Version, changed)
		h.ok(err)
		_, err = h.svc.SetPollStatus(h.ctx, host, h.room, p.ID, room.PollClosed)
		h.code(err, "poll_status_order")
		for range 2 { // the second changes nothing
			_, err = h.svc.SetPollStatus(h.ctx, host, h.room, p.ID, room.PollOpen)
			h.ok(err)
		}
		_, err = h.svc.UpdatePoll(h.ctx, host, h.room, p.ID, p.Version+1, fruit)
		h.code(err, "poll_not_draft")
		h.code(h.svc.DeletePoll(h.ctx, host, h.room, p.ID), "poll_not_draft")

		h.vote(a, p, 1)
		h.vote(b, p, 2)
		h.vote(a, p, 3) // changed while it is open
		for _, wrong := range [][]int{{}, {0}, {4}, {1, 2}} {
			_, err = h.svc.Vote(h.ctx, a, h.room, p.ID, wrong)
			h.code(err, "vote_choices")
		}
		_, err = h.svc.Vote(h.ctx, guest("stranger"), h.room, p.ID, []int{1})
		h.code(err, "not_in_room")
		me, err := h.svc.Me(h.ctx, a, h.room)
		h.ok(err)
		if len(me.Polls) != 1 || !slices.Equal(me.Polls[0].Choices, []int{3}) || me.Polls[0].Tally.Voters != 2 {
			t.Fatalf("a late joiner is told %s", encode(t, me.Polls))
		}
		for range 2 {
			if got := encode(t, h.closePoll(p)); got != `{"voters":2,"counts":[0,1,1]}` {
				t.Fatalf("got %s", got)
			}
		}
		_, err = h.svc.Vote(h.ctx, b, h.room, p.ID, []int{1})
		h.code(err, "poll_closed")

		log := h.log(seat, room.Public)
		if got := types(log); !slices.Equal(got, []string{room.TypePollOpened, room.TypePollClosed}) {
			t.Fatalf("got %v", got)
		}
		if strings.Contains(encode(t, log), h.enter(a).Participant) {
			t.Fatal("the log names a voter")
		}
		snap, _, err := h.svc.Snapshot(h.ctx, seat)
		h.ok(err)
		state, _ := foldAll(log, room.NewState(), room.NewStaffState())
		if encode(t, snap.Public) != encode(t, state) || len(state.Polls) != 1 {
			t.Fatalf("the snapshot is %s, the fold %s", encode(t, snap.Public), encode(t, state))
		}
	})
}

func TestWhoMayRunPollsAndWhatAPollMayAsk(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.session.People["p"] = policy.Presenter
		h.enter(guest("g"))
		p, err := h.svc.CreatePoll(h.ctx, official("host"), h.room, fruit)
		h.ok(err)
		for _, a := range []core.Actor{guest("g"), guest("p")} {
			_, err := h.svc.CreatePoll(h.ctx, a, h.room, fruit)
			h.code(err, "not_allowed")
			_, err = h.svc.UpdatePoll(h.ctx, a, h.room, p.ID, p.Version, fruit)
			h.code(err, "not_allowed")
			_, err = h.svc.SetPollStatus(h.ctx, a, h.room, p.ID, room.PollOpen)
			h.code(err, "not_allowed")
			h.code(h.svc.DeletePoll(h.ctx, a, h.room, p.ID), "not_allowed")
		}
		_, err = h.svc.Polls(h.ctx, guest("g"), h.room)
		h.code(err, "not_allowed")
		_, err = h.svc.Polls(h.ctx, guest("p"), h.room)
		h.ok(err)
		refused, err := db.Conn(h.ctx).NewSelect().Table("audit").Where("result <> 'ok'").Count(h.ctx)
		h.ok(err)
		if refused != 9 {
			t.Errorf("%d refusals are in the audit log", refused)
		}

		long := strings.Repeat("长", 201)
		for name, d := range map[string]room.PollDraftData{
			"no question":     {Kind: room.PollSingle, Options: fruit.Options, Results: "live"},
			"a long question": {Kind: room.PollSingle, Question: long, Options: fruit.Options, Results: "live"},
			"one option":      {Kind: room.PollSingle, Question: "问", Options: []string{"甲"}, Results: "live"},
			"the same twice":  {Kind: room.PollSingle, Question: "问", Options: []string{"甲", " 甲 "}, Results: "live"},
			"an empty option": {Kind: room.PollSingle, Question: "问", Options: []string{"甲", " "}, Results: "live"},
			"seven to rank":   {Kind: room.PollRanking, Question: "问", Options: strings.Split("甲乙丙丁戊己庚", ""), Results: "live"},
			"more than all":   {Kind: room.PollMultiple, Question: "问", Options: fruit.Options, MinChoices: 1, MaxChoices: 4, Results: "live"},
			"none":            {Kind: room.PollMultiple, Question: "问", Options: fruit.Options, MaxChoices: 2, Results: "live"},
			"another kind":    {Kind: "quiz", Question: "问", Options: fruit.Options, Results: "live"},
			"no results":      {Kind: room.PollSingle, Question: "问", Options: fruit.Options},
		} {
			if _, err := h.svc.CreatePoll(h.ctx, official("host"), h.room, d); !core.HasCode(err, "invalid_input") {
				t.Errorf("%s: got %v", name, err)
			}
		}
		h.ok(h.svc.DeletePoll(h.ctx, official("host"), h.room, p.ID))
		h.code(h.svc.DeletePoll(h.ctx, official("host"), h.room, p.ID), "poll_not_found")
	})
}

func TestEachKindOfPollIsTalliedItsOwnWay(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		people := []core.Actor{guest("a"), guest("b"), guest("c")}
		for _, a := range people {
			h.enter(a)
		}
		for _, c := range []struct {
			kind     room.PollKind
			votes    [][]int
			refused  [][]int
			expected string
		}{
			{room.PollSingle, [][]int{{1}, {3}, {3}}, [][]int{{1, 2}}, `{"voters":3,"counts":[1,0,2]}`},
			{room.PollMultiple, [][]int{{1}, {3, 1}, {2, 3}}, [][]int{{1, 1}, {1, 2, 3}}, `{"voters":3,"counts":[2,1,2]}`},
			{room.PollRating, [][]int{{5}, {5}, {2}}, [][]int{{6}}, `{"voters":3,"counts":[0,1,0,0,2]}`},
			{room.PollRanking, [][]int{{3, 1, 2}, {3, 2, 1}, {1, 2, 3}}, [][]int{{1, 2}, {1, 2, 2}}, `{"voters":3,"counts":[6,5,7]}`},
		} {
			d := fruit
			d.Kind, d.MinChoices, d.MaxChoices = c.kind, 1, 2
			p := h.openPoll(d)
			_, err := h.svc.SetPollStatus(h.ctx, official("host"), h.room, h.draft(d), room.PollOpen)
			h.code(err, "poll_open_already")
			for i, v := range c.votes {
				h.vote(people[i], p, v...)
			}
			for _, v := range c.refused {
				_, err := h.svc.Vote(h.ctx, people[0], h.room, p.ID, v)
				h.code(err, "vote_choices")
			}
			if got := encode(t, h.closePoll(p)); got != c.expected {
				t.Errorf("%s: got %s, want %s", c.kind, got, c.expected)
			}
		}
	})
}

func (h *house) draft(d room.PollDraftData) core.ID {
	h.t.Helper()
	p, err := h.svc.CreatePoll(h.ctx, official("host"), h.room, d)
	h.ok(err)
	return p.ID
}

func TestTheEndOfASessionClosesItsPoll(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.enter(guest("a"))
		seat := h.enter(official("host"))
		p := h.openPoll(fruit)
		h.vote(guest("a"), p, 2)
		_, err := h.svc.SetPhase(h.ctx, official("host"), h.room, room.Ended)
		h.ok(err)
		log := h.log(seat, room.Public)
		if got := types(log); !slices.Equal(got, []string{room.TypePollOpened, room.TypePollClosed, room.TypeState}) {
			t.Fatalf("got %v", got)
		}
		if !strings.Contains(string(log[1].Data), `"counts":[0,1,0]`) {
			t.Fatalf("got %s", log[1].Data)
		}
		_, err = h.svc.SetPollStatus(h.ctx, official("host"), h.room, h.draft(fruit), room.PollOpen)
		h.code(err, "room_ended")
	})
}

func TestWhoIsBannedOrErasedHasNoVote(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.enter(official("host"))
		a, b := h.enter(guest("a")), h.enter(guest("b"))
		h.enter(guest("c"))
		p := h.openPoll(fruit)
		h.vote(guest("a"), p, 1)
		h.vote(guest("c"), p, 1)
		_, err := h.svc.Ban(h.ctx, official("host"), h.room, b.Participant, "")
		h.ok(err)
		_, err = h.svc.Vote(h.ctx, guest("b"), h.room, p.ID, []int{1})
		h.code(err, "banned")
		h.ok(h.svc.ErasePerson(h.ctx, core.System(), a.Person))
		if got := encode(t, h.closePoll(p)); got != `{"voters":1,"counts":[1,0,0]}` {
			t.Fatalf("got %s", got)
		}
	})
}

// TestFiveThousandVoteAtOnce has everybody vote, a third of them twice, while the
// poll runs, and some until it is closed: whoever was told so is in the tally.
func TestFiveThousandVoteAtOnce(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		const voters, late = 5000, 200
		h.crowd(voters + late)
		p := h.openPoll(fruit)
		began := time.Now()
		var all sync.WaitGroup
		for i := range voters {
			all.Go(func() {
				a := guest(fmt.Sprintf("voter %d", i))
				if i%3 == 0 {
					h.cast(a, p, 3)
				}
				h.cast(a, p, 1+i%2)
			})
		}
		all.Wait()
		t.Logf("%.0f votes a second, %d people", float64(voters+voters/3)/time.Since(began).Seconds(), voters)
		var (
			mu      sync.Mutex
			counted int64
		)
		for i := range late {
			all.Go(func() {
				_, err := h.svc.Vote(h.ctx, guest(fmt.Sprintf("voter %d", voters+i)), h.room, p.ID, []int{3})
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					counted++
				case !core.HasCode(err, "poll_closed"):
					t.Error(err)
				}
			})
		}
		tally := h.closePoll(p)
		all.Wait()
		if want := (room.Tally{Voters: voters + counted, Counts: []int64{voters / 2, voters / 2, counted}}); encode(t, tally) != encode(t, want) {
			t.Fatalf("got %+v, want %+v", tally, want)
		}
		if n := len(h.told(p)); n > 1+int(time.Since(began)/(400*time.Millisecond)) {
			t.Errorf("the tally was told %d times", n)
		}
	})
}

// cast is vote for other goroutines.
func (h *house) cast(a core.Actor, p room.Poll, choice int) {
	if _, err := h.svc.Vote(h.ctx, a, h.room, p.ID, []int{choice}); err != nil {
		h.t.Error(err)
	}
}

// crowd puts people into the room.
func (h *house) crowd(n int) {
	h.t.Helper()
	all := make([]room.Participant, n)
	for i := range all {
		name := fmt.Sprintf("voter %d", i)
		all[i] = room.Participant{ID: core.NewID(), Room: h.room, Person: name, Name: name, Role: policy.Guest, CreatedAt: h.clock()}
	}
	h.ok(h.rooms.AddParticipants(h.ctx, all))
}

// told lists the running tallies of a poll that were published.
func (h *house) told(p room.Poll) []room.Sticky {
	h.mu.Lock()
	defer h.mu.Unlock()
	var all []room.Sticky
	for _, data := range h.stickies {
		var s room.Sticky
		if json.Unmarshal(data, &s) == nil && s.Key == room.StickyPoll+p.ID {
			all = append(all, s)
		}
	}
	return all
}

func TestARunningTallyIsToldOnlyWhenItIsLive(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.enter(guest("a"))
		hidden := fruit
		hidden.Results = room.ResultsClosed
		secret := h.openPoll(hidden)
		h.vote(guest("a"), secret, 1)
		me, err := h.svc.Me(h.ctx, guest("a"), h.room)
		h.ok(err)
		if me.Polls[0].Tally != nil {
			t.Fatal("a hidden tally is told")
		}
		staff, err := h.svc.Polls(h.ctx, official("host"), h.room)
		h.ok(err)
		if staff[0].Tally == nil || staff[0].Tally.Voters != 1 {
			t.Fatalf("the host sees %+v", staff[0].Tally)
		}
		h.closePoll(secret)
		open := h.openPoll(fruit)
		h.vote(guest("a"), open, 2)
		testkit.Eventually(t, "the live tally", func() bool { return len(h.told(open)) == 1 })
		if got := encode(t, h.told(open)[0]); !strings.Contains(got, `"counts":[0,1,0]`) || !strings.Contains(got, `"v":[1,1]`) {
			t.Fatalf("got %s", got)
		}
		if len(h.told(secret)) != 0 {
			t.Fatal("a hidden tally was told")
		}
	})
}
