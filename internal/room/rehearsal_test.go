package room_test

import (
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

func (h *house) rehearse() core.ID {
	h.t.Helper()
	info, err := h.svc.OpenRehearsal(h.ctx, official("host"), h.room)
	h.ok(err)
	return info.Room.ID
}

func TestARehearsalIsPreparedLikeTheSession(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		host := official("host")
		h.session.People["lin"] = policy.Presenter
		_, err := h.svc.AddSlides(h.ctx, host, h.room, "deck")
		h.ok(err)
		_, err = h.svc.CreatePoll(h.ctx, host, h.room, room.PollDraftData{Kind: "rating", Question: "满意吗？", Results: "live"})
		h.ok(err)
		h.item("开场", 5)
		helper := h.enter(guest("helper"))
		_, err = h.svc.SetRole(h.ctx, host, h.room, helper.Participant, policy.Moderator)
		h.ok(err)

		id := h.rehearse()
		if again := h.rehearse(); again != id || id == h.room {
			t.Fatalf("got %s, then %s", id, again)
		}
		real := h.room
		h.room = id
		if files, err := h.svc.Slides(h.ctx, guest("lin"), id); err != nil || len(files) != 1 {
			t.Fatalf("got %v, %v", files, err)
		}
		if polls, err := h.svc.Polls(h.ctx, host, id); err != nil || len(polls) != 1 {
			t.Fatalf("got %v, %v", polls, err)
		}
		if seat := h.enter(guest("helper")); seat.Role != policy.Moderator {
			t.Fatalf("got %+v", seat)
		}
		for _, a := range []core.Actor{guest("g"), {}} { // the crew alone, and nobody learns of it
			_, err = h.svc.Enter(h.ctx, a, id)
			h.code(err, "room_not_found")
			_, err = h.svc.Look(h.ctx, a, id)
			h.code(err, "room_not_found")
		}

		// Everything works, planned times count from its own start, and nothing counts.
		h.wait(-3 * time.Hour)
		h.run(h.rundown().Items[0].ID, "")
		if r := h.rundown(); !r.Start.Equal(start.Add(-3 * time.Hour)) {
			t.Fatalf("got %v", r.Start)
		}
		q, err := h.svc.AskQuestion(h.ctx, guest("lin"), id, room.Ask{Text: "没人答的问题"})
		h.ok(err)
		if mine, err := h.svc.AllMyQuestions(h.ctx, guest("lin"), core.Paging{Limit: 10}); err != nil || len(mine.Items) != 0 {
			t.Fatalf("got %+v (%v) beside %+v", mine, err, q)
		}
		_, err = h.svc.SetPhase(h.ctx, host, id, room.Ended)
		h.ok(err)
		if led, err := h.svc.FollowUps(h.ctx, host, room.FollowUpFilter{Paging: core.Paging{Limit: 10}}, false); err != nil || len(led.Items) != 0 {
			t.Fatalf("the ledger has %+v, %v", led, err)
		}
		h.room = real
		if n := len(h.log(h.enter(host), room.Public)); n != 0 {
			t.Fatalf("the session's log has %d entries", n)
		}
		h.emptied(db, id, func() { h.ok(h.svc.CloseRehearsal(h.ctx, host, real)) })
		h.ok(h.svc.CloseRehearsal(h.ctx, host, real))
		_, err = h.svc.Enter(h.ctx, host, id)
		h.code(err, "room_not_found")
		// What nodes had still to write about it is nobody's.
		h.ok(h.svc.Attend(h.ctx, id, []room.AttendanceSpan{{Participant: "p", Since: start, Until: start.Add(time.Second)}}))
		h.ok(h.svc.AddReactions(h.ctx, id, map[string]int{"clap": 1}))
	})
}

// emptied checks that a room leaves nothing behind in any table.
func (h *house) emptied(db *store.DB, id core.ID, remove func()) {
	h.t.Helper()
	find := "SELECT t.name FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c WHERE t.type = 'table' AND c.name = 'room_id' AND t.name NOT IN ('sessions', 'authority_changes')"
	if db.Postgres() {
		find = "SELECT table_name FROM information_schema.columns WHERE table_schema = current_schema() AND column_name = 'room_id' AND table_name NOT IN ('sessions', 'authority_changes')"
	}
	var tables []string
	h.ok(db.Conn(h.ctx).NewRaw(find).Scan(h.ctx, &tables))
	count := func() (n int64) {
		for _, table := range tables {
			rows, err := db.Conn(h.ctx).NewSelect().TableExpr(table).Where("room_id = ?", id).Count(h.ctx)
			h.ok(err)
			n += rows
		}
		return n
	}
	if count() == 0 || len(tables) < 8 {
		h.t.Fatalf("nothing of the room is in %v", tables)
	}
	remove()
	if n := count(); n != 0 {
		h.t.Fatalf("%d rows are left in %s", n, strings.Join(tables, ", "))
	}
}

func TestARehearsalGoesByItself(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		host := official("host")
		gone := func(id core.ID) {
			t.Helper()
			_, err := h.svc.Look(h.ctx, host, id)
			h.code(err, "room_not_found")
		}
		id := h.rehearse()
		h.wait(23 * time.Hour)
		h.ok(h.svc.EndRehearsals(h.ctx))
		h.ok(h.lookAt(id))
		h.wait(2 * time.Hour)
		h.ok(h.svc.EndRehearsals(h.ctx))
		gone(id)

		id = h.rehearse()
		_, err := h.svc.SetPhase(h.ctx, host, id, room.Live) // rehearsing the start is no start
		h.ok(err)
		h.ok(h.lookAt(id))
		_, err = h.svc.SetPhase(h.ctx, host, h.room, room.Live)
		h.ok(err)
		gone(id)
		_, err = h.svc.OpenRehearsal(h.ctx, host, h.room)
		h.code(err, "rehearsal_late")
		if _, err := h.svc.Look(h.ctx, host, h.room); err != nil {
			t.Fatal(err)
		}
	})
}

func (h *house) lookAt(id core.ID) error {
	_, err := h.svc.Look(h.ctx, official("host"), id)
	return err
}
