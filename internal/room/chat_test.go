package room_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

func TestManyWritersLeaveNoHoleAndNoDouble(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		const writers, each = 64, 8
		h := newHouse(t, db)
		h.settings(room.SettingsUpdate{LinesPerSecond: new(int)})
		var all sync.WaitGroup
		var mu sync.Mutex
		got := map[int64]string{}
		for w := range writers {
			a := guest(fmt.Sprintf("writer %d", w))
			h.enter(a)
			all.Go(func() {
				for i := range each {
					text := fmt.Sprintf("%d/%d", w, i)
					r, err := h.svc.PostChat(h.ctx, a, h.room, room.ChatPost{Text: text, Key: "key-" + text})
					if err != nil {
						t.Error(err)
						return
					}
					mu.Lock()
					got[r.Seq] = text
					mu.Unlock()
				}
			})
			all.Go(func() { // what is not chat shares the sequence
				if err := h.svc.AddReactions(h.ctx, h.room, map[string]int{"clap": 1}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		entries := h.log(h.enter(official("host")), room.Public)
		if len(entries) != writers*(each+1) || len(got) != writers*each {
			t.Fatalf("%d entries, %d answers", len(entries), len(got))
		}
		for i, e := range entries {
			if e.Seq != int64(i+1) {
				t.Fatalf("entry %d has number %d", i+1, e.Seq)
			}
			if text, ok := got[e.Seq]; ok && !strings.Contains(string(e.Data), `"`+text+`"`) {
				t.Fatalf("%d was answered for %s and holds %s", e.Seq, text, e.Data)
			}
		}
		testkit.Eventually(t, "every entry is published", func() bool {
			h.mu.Lock()
			defer h.mu.Unlock()
			seen := map[int64]bool{}
			for _, p := range h.posts {
				for _, e := range p.Entries {
					seen[e.Seq] = true
				}
			}
			return len(seen) == len(entries)
		})
	})
}

func TestOneKeyIsOneLineHoweverOftenItIsSent(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		// Two nodes on one store.
		other := room.New(room.Deps{Store: h.rooms, Sessions: h, Directory: h, Audit: db, Authority: h.auth, Now: h.clock})
		h.enter(guest("a"))
		h.enter(guest("b"))
		var all sync.WaitGroup
		answers := make(chan int64, 32)
		for i := range 32 {
			all.Go(func() {
				svc := []*room.Service{h.svc, other}[i%2]
				r, err := svc.PostChat(h.ctx, guest("a"), h.room, room.ChatPost{Text: "同一行", Key: "the-same-key"})
				if err != nil {
					t.Error(err)
				}
				answers <- r.Seq
			})
		}
		all.Wait()
		close(answers)
		for seq := range answers {
			if seq != 1 {
				t.Fatalf("answered %d", seq)
			}
		}
		_, err := h.svc.PostChat(h.ctx, guest("a"), h.room, room.ChatPost{Text: "另一行", Key: "the-same-key"})
		h.code(err, "idempotency_key_reused")
		r, err := h.svc.PostChat(h.ctx, guest("b"), h.room, room.ChatPost{Text: "别人的", Key: "the-same-key"})
		h.ok(err)
		if r.Seq != 2 {
			t.Fatalf("somebody else's key gave %d", r.Seq)
		}
		h.ok(h.svc.RetractChat(h.ctx, guest("a"), h.room, 1))
		r, err = h.svc.PostChat(h.ctx, guest("a"), h.room, room.ChatPost{Text: "同一行", Key: "the-same-key"})
		h.ok(err)
		if r.Seq != 1 {
			t.Fatalf("after retraction the key gave %d", r.Seq)
		}
	})
}

func TestTheRulesOfTheChat(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		me, host := guest("me"), official("host")
		seat := h.enter(me)
		h.enter(guest("you"))
		refused := func(a core.Actor, post room.ChatPost, code string) *core.Error {
			t.Helper()
			_, err := h.svc.PostChat(h.ctx, a, h.room, post)
			h.code(err, code)
			return core.AsError(err)
		}
		refused(guest("outside"), room.ChatPost{Text: "嘿"}, "not_in_room")
		refused(core.Actor{}, room.ChatPost{Text: "嘿"}, "sign_in_required")
		refused(me, room.ChatPost{Text: " \u202e\n "}, "chat_length")
		refused(me, room.ChatPost{Text: strings.Repeat("字", 1001)}, "chat_length")
		refused(me, room.ChatPost{Text: "答", ReplyTo: 7}, "reply_not_found")
		h.post(me, strings.Repeat("😀", 1000))

		two, slow, words, refuse := 2, 10, []string{"内幕", "VPN"}, room.WordRefuse
		h.settings(room.SettingsUpdate{LinesPerSecond: &two, Words: &words})
		h.wait(time.Second)
		h.post(me, "一")
		h.post(guest("you"), "二")
		if e := refused(me, room.ChatPost{Text: "三"}, "chat_budget"); e.RetryAfter <= 0 || e.RetryAfter > time.Second {
			t.Fatalf("retry after %v", e.RetryAfter)
		}
		h.post(host, "staff is outside the budget")
		h.wait(time.Second)

		h.settings(room.SettingsUpdate{SlowSeconds: &slow})
		h.post(me, "四")
		h.wait(4 * time.Second)
		if e := refused(me, room.ChatPost{Text: "五"}, "chat_slow"); e.RetryAfter != 6*time.Second {
			t.Fatalf("retry after %v", e.RetryAfter)
		}
		h.post(guest("you"), "六")
		h.wait(6 * time.Second)

		if r := h.post(me, "有ｖ\u200bＰ n吗"); r.Status != room.StatusWaiting || r.Waiting != 1 {
			t.Fatalf("got %+v", r)
		}
		h.wait(time.Minute)
		h.settings(room.SettingsUpdate{OnWord: &refuse})
		refused(me, room.ChatPost{Text: "内 幕 消息"}, "chat_refused_word")
		h.post(host, "官方辟谣：没有内幕")

		_, err := h.svc.Mute(h.ctx, host, h.room, seat.Participant, 5)
		h.ok(err)
		if e := refused(me, room.ChatPost{Text: "七"}, "chat_muted"); e.RetryAfter != 5*time.Minute {
			t.Fatalf("retry after %v", e.RetryAfter)
		}
		_, err = h.svc.Mute(h.ctx, host, h.room, seat.Participant, 0)
		h.ok(err)
		h.post(me, "八")

		closed := room.ChatClosed
		h.settings(room.SettingsUpdate{Chat: &closed})
		refused(me, room.ChatPost{Text: "九"}, "chat_closed")
		h.post(host, "十")
		if got := types(h.log(seat, room.Inbox)); strings.Join(got, " ") != "me.muted me.muted" {
			t.Fatalf("inbox %v", got)
		}
	})
}

func TestALineIsReadBeforeItIsPublished(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		me, host := guest("me"), official("host")
		seat, hostSeat := h.enter(me), h.enter(host)
		review := room.ChatReview
		h.settings(room.SettingsUpdate{Chat: &review})
		first, second := h.post(me, "第一句"), h.post(me, "第二句")
		if first.Seq != 0 || second.Waiting != 2 {
			t.Fatalf("got %+v %+v", first, second)
		}
		mine, err := h.svc.Me(h.ctx, me, h.room)
		h.ok(err)
		if len(mine.Waiting) != 2 || mine.Waiting[0].Text != "第一句" {
			t.Fatalf("got %+v", mine.Waiting)
		}
		decide := func(seq int64, decision string) error {
			return h.svc.ReviewChat(h.ctx, host, h.room, seq, room.Review{Decision: decision, Reason: "因为"})
		}
		h.ok(decide(1, room.DecidePublish))
		h.ok(decide(1, room.DecidePublish)) // again
		h.code(decide(1, room.DecideReject), "already_reviewed")
		h.ok(decide(2, room.DecideReject))
		h.code(decide(3, room.DecidePublish), "line_not_found") // a chat.reviewed
		h.code(h.svc.ReviewChat(h.ctx, me, h.room, 2, room.Review{Decision: room.DecidePublish}), "not_allowed")

		public := h.log(seat, room.Public)
		last := public[len(public)-1]
		if last.Type != room.TypePosted || last.By != seat.Participant || !strings.Contains(string(last.Data), "第一句") {
			t.Fatalf("got %+v", last)
		}
		inbox := h.log(seat, room.Inbox)
		if len(inbox) != 2 || !strings.Contains(string(inbox[0].Data), fmt.Sprintf(`"public":%d`, last.Seq)) ||
			!strings.Contains(string(inbox[1].Data), "因为") {
			t.Fatalf("inbox %s", encode(t, inbox))
		}
		if _, err := h.svc.Tail(h.ctx, seat, room.Staff, 0, 10); !core.HasCode(err, "not_allowed") {
			t.Fatalf("a guest reads the staff lane: %v", err)
		}
		if got := h.log(hostSeat, room.Inbox); len(got) != 0 {
			t.Fatalf("the host reads somebody's inbox: %v", got)
		}
	})
}
