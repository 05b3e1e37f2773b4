package room_test

import (
	"fmt"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

func TestPlacesSayThatTheyAreReady(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		host, mei := official("host"), guest("mei")
		seat := h.enter(mei)
		h.enter(guest("lin"))
		set := func(list ...room.Venue) ([]room.Venue, error) { return h.svc.SetVenues(h.ctx, host, h.room, list) }
		_, err := set(room.Venue{Kind: "moon", Label: "月"})
		h.code(err, "not_one_of")
		_, err = set(room.Venue{Kind: "site", Label: " "})
		h.code(err, "venue_label")
		_, err = set(room.Venue{Kind: "site", Label: "现场", Participant: "nobody"})
		h.code(err, "participant_not_found")
		_, err = set(room.Venue{Kind: "site", Label: "现场", Encoder: "none"})
		h.code(err, "encoder_not_found")
		list, err := set(room.Venue{Kind: "government", Label: "主会场", Ready: true}, room.Venue{Kind: "site", Label: "现场", Participant: seat.Participant})
		h.ok(err)
		if list[0].Ready || list[0].ID == "" {
			t.Errorf("%+v", list)
		}
		_, err = h.svc.SetVenueReady(h.ctx, mei, h.room, list[1].ID, true)
		h.ok(err)
		_, err = h.svc.SetVenueReady(h.ctx, mei, h.room, list[0].ID, true)
		h.code(err, "not_allowed")
		_, err = h.svc.SetVenueReady(h.ctx, guest("lin"), h.room, list[1].ID, false)
		h.code(err, "not_allowed")
		_, err = h.svc.SetVenueReady(h.ctx, host, h.room, "gone", true)
		h.code(err, "venue_not_found")
		list[1].Label = "江河汇现场"
		list, err = set(list[1], room.Venue{Kind: "company", Label: "企业"})
		h.ok(err)
		if !list[0].Ready || list[1].Ready {
			t.Errorf("lights after a change: %+v", list)
		}
		info, err := h.svc.OpenRehearsal(h.ctx, host, h.room)
		h.ok(err)
		snap, _, err := h.svc.Snapshot(h.ctx, room.Seat{Room: info.Room.ID})
		h.ok(err)
		if v := snap.Public.Venues; len(v) != 2 || v[0].Label != "江河汇现场" || v[0].Ready || v[0].Participant != "" {
			t.Errorf("the rehearsal has %+v", v)
		}
	})
}

func TestAStartIsCountedDownToAndPressed(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		host, mei, lin := official("host"), guest("mei"), guest("lin")
		h.enter(lin)
		seat := h.enter(mei)
		begin := func(in time.Duration) (room.Start, error) {
			return h.svc.SetStart(h.ctx, host, h.room, room.StartDraft{In: in, Label: core.Text{"zh-CN": " 开工 "}, Parcel: "p1"})
		}
		press := func(who core.Actor, at time.Time) (room.Start, error) {
			return h.svc.PressStart(h.ctx, who, h.room, at)
		}
		_, err := press(mei, time.Time{})
		h.code(err, "start_none")
		_, err = begin(time.Second)
		h.code(err, "start_seconds")
		_, err = h.svc.SetStart(h.ctx, mei, h.room, room.StartDraft{In: time.Minute})
		h.code(err, "not_allowed")
		_, err = h.svc.SetStart(h.ctx, host, h.room, room.StartDraft{In: time.Minute, Parcel: "elsewhere"})
		h.code(err, "parcel_not_shown")
		s, err := begin(10 * time.Second)
		h.ok(err)
		if s.At != room.Stamp(start.Add(10*time.Second)) || s.Label["zh-CN"] != "开工" {
			t.Errorf("%+v", s)
		}
		_, err = begin(10 * time.Second)
		h.code(err, "start_running")
		h.ok(h.svc.CancelStart(h.ctx, host, h.room))
		h.ok(h.svc.CancelStart(h.ctx, host, h.room))
		if h.state().Start != nil {
			t.Error("a cancelled start is shown")
		}
		for _, at := range []time.Time{start.Add(-time.Hour), start.Add(time.Second), start.Add(time.Hour)} {
			_, err = h.svc.SetStart(h.ctx, host, h.room, room.StartDraft{At: at})
			h.code(err, "start_seconds")
		}
		zero := start.Add(10*time.Second + 5*time.Millisecond)
		s, err = h.svc.SetStart(h.ctx, host, h.room, room.StartDraft{At: zero, In: time.Hour})
		h.ok(err)
		if s.At != room.Stamp(zero) {
			t.Errorf("set for %s, not %s", s.At, room.Stamp(zero))
		}
		h.ok(h.svc.CancelStart(h.ctx, host, h.room))
		_, err = begin(10 * time.Second)
		h.ok(err)
		zero = start.Add(10 * time.Second)
		_, err = press(mei, time.Time{})
		h.code(err, "press_not_yours")
		_, err = h.svc.BringOnStage(h.ctx, host, h.room, seat.Participant, false)
		h.ok(err)
		_, err = press(mei, time.Time{})
		h.code(err, "press_window")
		_, err = press(mei, zero)
		h.code(err, "press_time") // that has not come yet
		// The net took four seconds: what counts is when it was pressed.
		h.wait(14 * time.Second)
		after, err := press(mei, zero.Add(-250*time.Millisecond))
		h.ok(err)
		if len(after.Presses) != 1 || after.Presses[0] != (room.Press{By: seat.Participant, Offset: -250}) {
			t.Errorf("%+v", after.Presses)
		}
		again, err := press(mei, time.Time{})
		if h.ok(err); len(again.Presses) != 1 {
			t.Errorf("pressed twice: %+v", again.Presses)
		}
		_, err = h.svc.SetVenues(h.ctx, host, h.room, []room.Venue{{Kind: "site", Label: "现场", Participant: h.enter(lin).Participant}})
		h.ok(err)
		_, err = press(lin, time.Time{})
		h.ok(err)
		h.code(h.svc.CancelStart(h.ctx, host, h.room), "start_over")
		h.wait(time.Minute)
		_, err = press(host, time.Time{})
		h.code(err, "press_not_yours")
		if got := h.state().Start.Presses; len(got) != 2 || got[1].Offset != 4000 {
			t.Errorf("%+v", got)
		}
		_, err = begin(10 * time.Second)
		h.ok(err)
		if s := h.state().Start; len(s.Presses) != 0 {
			t.Errorf("the next start has %+v", s)
		}
	})
}

func TestARecordingIsKeptAsEvidence(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		for _, digest := range []string{"aa", "aa", "bb"} {
			h.ok(h.svc.KeepRecording(h.ctx, h.room, "rec", digest))
		}
		if kept := h.state().Kept; len(kept) != 2 || kept[1].Digest != "bb" {
			t.Errorf("%+v", kept)
		}
	})
}

// starts are set, cancelled and pressed; venues become ready.
func starts(s *script) {
	s.public("venues.set", host, `{"venues":[{"id":"v1","kind":"government","label":"主会场","place":"上城区","participant":"prt_mei"},{"id":"v2","kind":"site","label":"现场 <&>","encoder":"k1"}]}`)
	s.public("venues.set", mei, `{"venues":[{"id":"v1","kind":"government","label":"主会场","place":"上城区","participant":"prt_mei","ready":true},{"id":"v2","kind":"site","label":"现场 <&>","encoder":"k1"}]}`)
	s.public("start.pressed", mei, `{"start":1,"offset":5}`)
	first := s.public("start.set", host, `{"at":"2026-11-24T02:01:00.000Z","label":{"zh-CN":"开工"},"parcel":"p1"}`)
	s.public("start.cancelled", host, `{"start":99}`)
	s.public("start.cancelled", host, fmt.Sprintf(`{"start":%d}`, first))
	second := s.public("start.set", host, `{"at":"2026-11-24T02:02:00.000Z"}`)
	s.public("start.cancelled", host, fmt.Sprintf(`{"start":%d}`, first))
	for i := range 22 {
		s.public("start.pressed", fmt.Sprintf("prt_%d", i), fmt.Sprintf(`{"start":%d,"offset":%d}`, second, i*10-30))
	}
	s.public("start.pressed", mei, fmt.Sprintf(`{"start":%d,"offset":5}`, first))
	s.public("start.set", host, `null`)
	s.public("venues.set", host, `null`)
}
