package room_test

import (
	"slices"
	"testing"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

func TestACopiedRoomHasWhatWasLaidReadyAndNothingThatHappened(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		host := official("host")
		h.settings(room.SettingsUpdate{Chat: ptr(room.ChatReview), Words: &[]string{"加微信"}})
		for _, file := range []string{"deck", "picture"} {
			_, err := h.svc.AddSlides(h.ctx, host, h.room, file)
			h.ok(err)
		}
		_, err := h.svc.SetHandout(h.ctx, host, h.room, "picture")
		h.ok(err)
		_, _, err = h.svc.SetLinks(h.ctx, host, h.room, 0, []room.Link{{Title: "指南", URL: "https://example.com/"}})
		h.ok(err)
		poll, err := h.svc.CreatePoll(h.ctx, host, h.room, room.PollDraftData{Kind: room.PollSingle, Question: "最关心？", Options: []string{"甲", "乙"}, Results: "live"})
		h.ok(err)
		_, err = h.svc.SetPollStatus(h.ctx, host, h.room, poll.ID, room.PollOpen)
		h.ok(err)
		h.post(host, "说过的话")
		_, err = h.svc.Announce(h.ctx, host, h.room, "公告过的")
		h.ok(err)
		h.whisper(host, "后台说的")

		source := h.room
		target, err := h.rooms.OpenRoom(h.ctx, core.NewID())
		h.ok(err)
		h.ok(h.svc.CopyPrepared(h.ctx, source, target))
		h.room = target

		state := h.shown() // which is the fold of its log
		if state.State != room.Waiting || state.Settings.Chat != room.ChatReview || len(state.Lines) != 0 || state.Announcement != nil || len(state.Polls) != 0 {
			t.Fatalf("got %s", encode(t, state))
		}
		if len(state.Links) != 1 || len(state.Handouts) != 1 || state.Handouts[0].File != "picture" {
			t.Fatalf("got %s", encode(t, state))
		}
		settings, _, err := h.svc.Settings(h.ctx, host, target)
		h.ok(err)
		if !slices.Equal(settings.Words, []string{"加微信"}) {
			t.Fatalf("got %+v", settings)
		}
		files, err := h.svc.Slides(h.ctx, host, target)
		h.ok(err)
		if len(files) != 2 || files[0].File != "deck" {
			t.Fatalf("got %+v", files)
		}
		polls, err := h.svc.Polls(h.ctx, host, target)
		h.ok(err)
		if len(polls) != 1 || polls[0].ID == poll.ID || polls[0].Status != room.PollDraft || polls[0].Tally != nil {
			t.Fatalf("got %+v", polls)
		}
		if got := h.whispered(); got != nil {
			t.Fatalf("got %q", got)
		}

		// Taking a file from one room leaves it in the other.
		h.ok(h.svc.RemoveSlides(h.ctx, host, target, "picture"))
		h.room = source
		if got := h.handedOut(); !slices.Equal(got, []string{"picture 图.png"}) {
			t.Fatalf("got %q", got)
		}
	})
}

func TestACopiedRoomNobodyCameToCanBeTakenAway(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		host := official("host")
		_, err := h.svc.AddSlides(h.ctx, host, h.room, "deck")
		h.ok(err)
		_, err = h.svc.CreatePoll(h.ctx, host, h.room, room.PollDraftData{Kind: room.PollRating, Question: "打几分？", Results: "live"})
		h.ok(err)
		target, err := h.rooms.OpenRoom(h.ctx, core.NewID())
		h.ok(err)
		h.ok(h.svc.CopyPrepared(h.ctx, h.room, target))
		h.ok(h.rooms.RemoveRoom(h.ctx, target))
		_, err = h.rooms.Room(h.ctx, target)
		h.code(err, "room_not_found")
		h.enter(guest("a"))
		h.code(h.rooms.RemoveRoom(h.ctx, h.room), "room_used")
	})
}
