package room_test

import (
	"fmt"
	"strings"
	"testing"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// everything is all that anybody can read of the room.
func (h *house) everything(people ...core.Actor) string {
	h.t.Helper()
	var all strings.Builder
	put := func(v any, err error) {
		h.ok(err)
		all.WriteString(encode(h.t, v) + "\n")
	}
	for _, p := range people {
		seat, err := h.svc.Enter(h.ctx, p, h.room)
		h.ok(err)
		snap, _, err := h.svc.Snapshot(h.ctx, seat)
		put(snap, err)
		for _, lane := range []room.Lane{room.Public, room.Staff, room.Inbox} {
			if lane != room.Staff || seat.Staff {
				put(h.log(seat, lane), nil)
				put(h.svc.Entries(h.ctx, p, h.room, lane, 0, 500))
			}
		}
		put(h.svc.Me(h.ctx, p, h.room))
	}
	host := official("host")
	page := core.Paging{Limit: 100}
	put(h.svc.Roster(h.ctx, host, h.room, "", false, page))
	put(h.svc.Bans(h.ctx, host, h.room, page))
	put(h.svc.Attendance(h.ctx, host, h.room, page))
	put(h.svc.Look(h.ctx, host, h.room))
	return all.String()
}

func (h *house) nowhere(word string, people ...core.Actor) {
	h.t.Helper()
	if all := h.everything(people...); strings.Contains(all, word) {
		at := strings.Index(all, word)
		h.t.Fatalf("%q is still there: …%s…", word, all[max(0, at-200):min(len(all), at+200)])
	}
}

func TestHiddenAndRetractedTextIsNowhere(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		host, me, you := official("host"), guest("me"), guest("you")
		h.enter(host)
		h.enter(me)
		h.enter(you)
		hidden, taken := h.post(me, "秘密甲"), h.post(me, "秘密乙")
		_, err := h.svc.PostChat(h.ctx, you, h.room, room.ChatPost{Text: "答复", ReplyTo: hidden.Seq})
		h.ok(err)
		review := room.ChatReview
		h.settings(room.SettingsUpdate{Chat: &review})
		waiting := h.post(me, "秘密丙")
		h.ok(h.svc.ReviewChat(h.ctx, host, h.room, waiting.Waiting, room.Review{Decision: room.DecidePublish}))
		heads, err := h.svc.Heads(h.ctx, h.room)
		h.ok(err)
		if !strings.Contains(h.everything(host, me, you), "秘密甲") {
			t.Fatal("the lines should be there to begin with")
		}
		h.code(h.svc.HideChat(h.ctx, you, h.room, hidden.Seq, ""), "not_allowed")
		h.code(h.svc.RetractChat(h.ctx, you, h.room, taken.Seq), "not_allowed")
		h.ok(h.svc.HideChat(h.ctx, host, h.room, hidden.Seq, "不宜公开"))
		h.ok(h.svc.HideChat(h.ctx, host, h.room, hidden.Seq, "不宜公开"))
		h.ok(h.svc.RetractChat(h.ctx, me, h.room, taken.Seq))
		h.ok(h.svc.RetractChat(h.ctx, me, h.room, heads.Public)) // the one that was reviewed
		h.nowhere("秘密", host, me, you)

		_, err = h.svc.PostChat(h.ctx, you, h.room, room.ChatPost{Text: "还问", ReplyTo: hidden.Seq})
		h.code(err, "reply_not_found")
		seat := h.enter(you)
		public := h.log(seat, room.Public)
		if e := public[hidden.Seq-1]; e.Redacted != room.Hidden || e.Data != nil {
			t.Fatalf("got %+v", e)
		}
		if n := strings.Count(strings.Join(types(public), " "), room.TypeHidden); n != 1 {
			t.Fatalf("%d entries hide it", n)
		}
		if strings.Contains(encode(t, public), "不宜公开") {
			t.Fatal("the reason is for staff alone")
		}
	})
}

func TestErasingAPersonEmptiesTheirPayloadsAndKeepsTheLog(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		host, me, you := official("host"), guest("p-1"), guest("you")
		me.Name = "梅女士"
		hostSeat, seat := h.enter(host), h.enter(me)
		h.enter(you)
		h.post(me, "梅的话")
		hidden := h.post(me, "梅藏的话")
		h.post(you, "别人的话")
		h.ok(h.svc.HideChat(h.ctx, host, h.room, hidden.Seq, "梅的隐私"))
		review := room.ChatReview
		h.settings(room.SettingsUpdate{Chat: &review})
		rejected := h.post(me, "梅被拒的话")
		h.post(me, "梅等着的话")
		h.ok(h.svc.ReviewChat(h.ctx, host, h.room, rejected.Waiting, room.Review{Decision: room.DecideReject, Reason: "梅要改"}))
		_, err := h.svc.Mute(h.ctx, host, h.room, seat.Participant, 5)
		h.ok(err)
		own := h.ownData(me.Person)
		for word, told := range map[string]bool{"梅女士": true, "梅的话": true, "梅被拒的话": true, "梅等着的话": true, "梅藏的话": false, "别人的话": false, "梅的隐私": false} {
			if strings.Contains(own, word) != told {
				t.Errorf("%s is told: %t, of %s", word, !told, own)
			}
		}
		before := h.digests()

		h.ok(h.svc.ErasePerson(h.ctx, core.System(), me.Person))
		h.ok(h.svc.ErasePerson(h.ctx, core.System(), me.Person))
		h.nowhere("梅", host, you)
		if own := h.ownData(me.Person); own != "null" {
			t.Errorf("of an erased person there is %s", own)
		}
		if lines, err := h.rooms.Lines(h.ctx, h.room, room.InboxLane(seat.Participant), 0, 10); err != nil ||
			len(lines) != 2 || lines[0].Data != nil || lines[1].Data != nil {
			t.Fatalf("the inbox: %v %v", lines, err)
		}
		if !strings.Contains(h.everything(host), "别人的话") {
			t.Fatal("somebody else's line is gone too")
		}
		after := h.digests()
		for line, was := range before {
			if after[line] != was {
				t.Fatalf("%s was %s and is %s", line, was, after[line])
			}
		}
		if len(after) != len(before)+2 {
			t.Fatalf("%d lines became %d", len(before), len(after))
		}
		public := h.log(hostSeat, room.Public)
		if last := public[len(public)-1]; last.Type != room.TypeErased || last.By != "" {
			t.Fatalf("got %+v", last)
		}
		_, err = h.svc.Enter(h.ctx, me, h.room)
		h.code(err, "not_in_room")
		_, err = h.svc.Mute(h.ctx, host, h.room, seat.Participant, 5)
		h.code(err, "participant_not_found")
	})
}

// ownData is what somebody is told that rooms keep of them.
func (h *house) ownData(person core.ID) string {
	h.t.Helper()
	_, data, err := h.svc.PersonData(h.ctx, person)
	h.ok(err)
	return encode(h.t, data)
}

// digests are the lines of the shared lanes without their payloads.
func (h *house) digests() map[string]string {
	h.t.Helper()
	out := map[string]string{}
	for _, lane := range []room.Lane{room.Public, room.Staff} {
		lines, err := h.rooms.Lines(h.ctx, h.room, string(lane), 0, 100)
		h.ok(err)
		for _, l := range lines {
			out[fmt.Sprintf("%s %d", lane, l.Seq)] = strings.Join([]string{l.Type, l.Participant, room.Stamp(l.At), l.Digest}, " ")
		}
	}
	return out
}
