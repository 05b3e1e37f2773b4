package room_test

import (
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

func TestInterestKnowsItsSecondOfTheSession(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.enter(guest("mei"))
		note := func(offset time.Duration) room.Interest {
			in, err := h.svc.NoteInterest(h.ctx, guest("mei"), h.room, "p2", offset)
			h.ok(err)
			return in
		}
		h.wait(time.Minute)
		if in := note(0); in.Second != 0 || in.Parcel.Place != 2 {
			t.Errorf("before the start: %+v", in)
		}
		h.phase(room.Live)
		h.wait(90 * time.Second)
		if in := note(0); in.Second != 90 || !in.At.Equal(h.clock()) {
			t.Errorf("while it is live: %+v", in)
		}
		h.phase(room.Paused)
		h.wait(time.Hour)
		h.phase(room.Live)
		h.wait(10 * time.Second)
		live := h.clock()
		if in := note(0); in.Second != 90+5+10 {
			t.Errorf("after a break, which the replay shows in five seconds: %+v", in)
		}
		h.phase(room.Ended)
		h.wait(24 * time.Hour)
		if in := note(105 * time.Second); in.Second != 105 || !in.At.Equal(live) {
			t.Errorf("in the replay: %+v, want the moment %s", in, live)
		}
		if n := len(h.staffLog(room.TypeLead)); n != 3 {
			t.Errorf("staff was told of %d, want those while the session went on", n)
		}
		_, err := h.svc.NoteInterest(h.ctx, guest("mei"), h.room, "elsewhere", 0)
		h.code(err, "parcel_not_shown")
		_, err = h.svc.NoteInterest(h.ctx, guest("stranger"), h.room, "p2", 0)
		h.code(err, "room_ended")
	})
}

func (h *house) staffLog(kind string) (found []room.Entry) {
	h.t.Helper()
	for _, e := range h.log(h.enter(official("host")), room.Staff) {
		if e.Type == kind {
			found = append(found, e)
		}
	}
	return found
}

func TestAParcelIsAskedAboutFromItsPage(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		ask := func(h *house, who core.Actor, text string) (room.Question, error) {
			return h.svc.AskAboutParcel(h.ctx, who, h.room, room.Ask{Text: text, Parcel: "p2", Key: text})
		}
		t.Run("before and during the session it waits for review, even where others do not", func(t *testing.T) {
			h := newHouse(t, db)
			open := room.QuestionsOpen
			h.settings(room.SettingsUpdate{Questions: &open})
			q, err := ask(h, guest("mei"), "何时交地？")
			h.ok(err)
			if q.Status != room.QuestionWaiting || q.Stage == nil || q.Stage.Kind != room.StageParcel {
				t.Fatalf("%+v", q)
			}
			again, err := ask(h, guest("mei"), "何时交地？")
			h.ok(err)
			if again.ID != q.ID {
				t.Error("asked twice under one key")
			}
			_, err = ask(h, guest("mei"), "还有一问？")
			h.code(err, "question_pace")
		})
		t.Run("after the session it is a line of the ledger, answered to who asked", func(t *testing.T) {
			h := newHouse(t, db)
			h.phase(room.Live)
			h.phase(room.Ended)
			q, err := ask(h, guest("lin"), "配套学校？")
			h.ok(err)
			page, err := h.svc.FollowUps(h.ctx, official("host"), room.FollowUpFilter{Room: h.room, Paging: core.Paging{Limit: 9}}, false)
			h.ok(err)
			if len(page.Items) != 1 || page.Items[0].Question != q.ID || page.Items[0].Status != room.FollowUpOpen || page.Items[0].DueOn == "" {
				t.Fatalf("%+v", page.Items)
			}
		})
		t.Run("who was banned asks nothing", func(t *testing.T) {
			h := newHouse(t, db)
			seat := h.enter(guest("bad"))
			_, err := h.svc.Ban(h.ctx, official("host"), h.room, seat.Participant, "")
			h.ok(err)
			_, err = ask(h, guest("bad"), "再问一次？")
			h.code(err, "banned")
			_, err = h.svc.AskAboutParcel(h.ctx, guest("mei"), h.room, room.Ask{Text: "？", Parcel: "p2"})
			h.code(err, "question_length")
			_, err = h.svc.AskAboutParcel(h.ctx, guest("mei"), h.room, room.Ask{Text: "在哪里？", Parcel: "p9x"})
			h.code(err, "parcel_not_shown")
		})
	})
}
