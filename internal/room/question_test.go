package room_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

func (h *house) ask(a core.Actor, text string, anonymous bool) room.Question {
	h.t.Helper()
	h.wait(time.Minute)
	q, err := h.svc.AskQuestion(h.ctx, a, h.room, room.Ask{Text: text, Anonymous: anonymous})
	h.ok(err)
	return q
}

// openQuestions lets questions through without review.
func (h *house) openQuestions() {
	h.t.Helper()
	open := room.QuestionsOpen
	h.settings(room.SettingsUpdate{Questions: &open})
}

func (h *house) questions(seat room.Seat) []room.StateQuestion {
	h.t.Helper()
	snap, _, err := h.svc.Snapshot(h.ctx, seat)
	h.ok(err)
	return snap.Public.Questions
}

func TestAQuestionGoesFromTheAskerThroughReviewToItsAnswer(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		me, you, host := guest("me"), guest("you"), official("host")
		mine, yours := h.enter(me), h.enter(you)
		h.enter(host)
		_, err := h.svc.AddSlides(h.ctx, host, h.room, "deck")
		h.ok(err)
		_, err = h.svc.ShowStage(h.ctx, host, h.room, "slides", json.RawMessage(`{"file":"deck","page":3}`))
		h.ok(err)
		q := h.ask(me, "3 号地块的容积率上限是多少？", false)
		if q.Status != room.QuestionWaiting || q.Seq != 0 || !strings.Contains(string(q.Stage.Data), `"page":3`) {
			t.Fatalf("asked %+v", q)
		}
		if got := h.questions(mine); len(got) != 0 {
			t.Fatalf("everybody has %+v before anybody has read it", got)
		}
		decide := func(a core.Actor, decision string) error {
			return h.svc.ReviewQuestion(h.ctx, a, h.room, q.ID, room.Review{Decision: decision})
		}
		h.code(decide(you, room.DecidePublish), "not_allowed")
		h.ok(decide(host, room.DecidePublish))
		h.ok(decide(host, room.DecidePublish)) // again
		h.code(decide(host, room.DecideReject), "already_reviewed")

		twin := h.ask(you, "容积率多少？", false)
		h.ok(h.svc.ReviewQuestion(h.ctx, host, h.room, twin.ID, room.Review{Decision: room.DecidePublish}))
		vote := func(a core.Actor, id core.ID, on bool, want int) {
			t.Helper()
			n, err := h.svc.VoteQuestion(h.ctx, a, h.room, id, on)
			h.ok(err)
			if n != want {
				t.Fatalf("%d votes, want %d", n, want)
			}
		}
		vote(you, q.ID, true, 1)
		vote(you, q.ID, true, 1)
		vote(you, q.ID, false, 0)
		vote(you, q.ID, true, 1)
		vote(host, q.ID, true, 2)
		vote(host, twin.ID, true, 1)
		vote(me, twin.ID, true, 2)
		h.ok(h.svc.MergeQuestion(h.ctx, host, h.room, twin.ID, q.ID))
		h.ok(h.svc.PinQuestion(h.ctx, host, h.room, q.ID, true))
		got := h.questions(yours)
		if len(got) != 2 || got[0].Votes != 3 || !got[0].Pinned || got[1].Status != room.QuestionMerged || got[1].Text != "" {
			t.Fatalf("merged: %s", encode(t, got))
		}
		_, err = h.svc.VoteQuestion(h.ctx, me, h.room, twin.ID, true)
		h.code(err, "question_gone")

		h.code(h.svc.AnswerQuestion(h.ctx, host, h.room, q.ID, room.AnsweredWritten, " "), "answer_length")
		h.ok(h.svc.AnswerQuestion(h.ctx, host, h.room, q.ID, room.AnsweredLive, "2.5"))
		if got := h.questions(yours)[0]; got.Status != room.QuestionAnswered || got.Answer.Text != "2.5" || got.Pinned {
			t.Fatalf("answered: %s", encode(t, got))
		}
		for _, seat := range []room.Seat{mine, yours} {
			inbox := h.log(seat, room.Inbox)
			if last := inbox[len(inbox)-1]; last.Type != room.TypeQuestionAnswered || !strings.Contains(string(last.Data), "2.5") {
				t.Fatalf("told %s", encode(t, inbox))
			}
		}
		me2, err := h.svc.Me(h.ctx, you, h.room)
		h.ok(err)
		if len(me2.Questions) != 1 || me2.Questions[0].Answer == nil || len(me2.Voted) != 1 {
			t.Fatalf("mine %+v", me2)
		}
	})
}

func TestVotesOfManyAreToldTogether(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.openQuestions()
		q := h.ask(guest0(h, "asker"), "工期多久？", false)
		var all sync.WaitGroup
		for i := range 40 {
			a := guest0(h, fmt.Sprint("voter ", i))
			all.Go(func() {
				if _, err := h.svc.VoteQuestion(h.ctx, a, h.room, q.ID, true); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		seat := h.enter(official("host"))
		testkit.Eventually(t, "everybody is told of 40 votes", func() bool { return h.questions(seat)[0].Votes == 40 })
		n := 0
		for _, kind := range types(h.log(seat, room.Public)) {
			if kind == room.TypeQuestionsCounted {
				n++
			}
		}
		if n > 5 {
			t.Fatalf("40 votes took %d entries", n)
		}
	})
}

// guest0 is a guest who has entered.
func guest0(h *house, name string) core.Actor {
	h.enter(guest(name))
	return guest(name)
}

func TestTheRulesOfAsking(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		me, host := guest0(h, "me"), official("host")
		refused := func(a core.Actor, ask room.Ask, code string) *core.Error {
			t.Helper()
			_, err := h.svc.AskQuestion(h.ctx, a, h.room, ask)
			h.code(err, code)
			return core.AsError(err)
		}
		refused(guest("outside"), room.Ask{Text: "在吗？"}, "not_in_room")
		refused(me, room.Ask{Text: "？"}, "question_length")
		refused(me, room.Ask{Text: strings.Repeat("长", 501)}, "question_length")
		first, err := h.svc.AskQuestion(h.ctx, me, h.room, room.Ask{Text: "第一个", Key: "key-of-one"})
		h.ok(err)
		again, err := h.svc.AskQuestion(h.ctx, me, h.room, room.Ask{Text: "第一个", Key: "key-of-one"})
		h.ok(err)
		if again.ID != first.ID {
			t.Fatalf("the same key made %s and %s", first.ID, again.ID)
		}
		refused(me, room.Ask{Text: "另一个", Key: "key-of-one"}, "idempotency_key_reused")
		if e := refused(me, room.Ask{Text: "第二个"}, "question_pace"); e.RetryAfter != 10*time.Second {
			t.Fatalf("retry after %v", e.RetryAfter)
		}
		words, refuse, closed := []string{"内幕"}, room.WordRefuse, room.QuestionsClosed
		h.settings(room.SettingsUpdate{Words: &words, OnWord: &refuse})
		h.wait(time.Minute)
		refused(me, room.Ask{Text: "有内 幕吗"}, "chat_refused_word")
		h.settings(room.SettingsUpdate{Questions: &closed})
		refused(me, room.Ask{Text: "第三个"}, "questions_closed")
		h.ask(host, "工作人员可以代问", false)
		for range 19 {
			h.openQuestions()
			h.ask(me, "还有一个", false)
		}
		h.wait(time.Minute)
		refused(me, room.Ask{Text: "太多了"}, "questions_many")

		h.ok(h.svc.WithdrawQuestion(h.ctx, me, h.room, first.ID))
		h.ok(h.svc.WithdrawQuestion(h.ctx, me, h.room, first.ID))
		h.code(h.svc.WithdrawQuestion(h.ctx, host, h.room, h.ask(me, "最后一个", false).ID), "not_allowed")
		snap, _, err := h.svc.Snapshot(h.ctx, h.enter(host))
		h.ok(err)
		if len(snap.Staff.Questions) != 0 {
			t.Fatalf("still waits: %s", encode(t, snap.Staff.Questions))
		}
	})
}

func TestALongListKeepsThePinnedTheWantedAndTheLatest(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.openQuestions()
		host := official("host")
		seat := h.enter(host)
		var ids []core.ID
		for i := range 70 {
			ids = append(ids, h.ask(host, fmt.Sprint("第 ", i), false).ID)
			switch i {
			case 3:
				h.ok(h.svc.PinQuestion(h.ctx, host, h.room, ids[3], true))
			case 5:
				_, err := h.svc.VoteQuestion(h.ctx, host, h.room, ids[5], true)
				h.ok(err)
				h.ok(h.svc.CountVotes(h.ctx, h.room))
			}
		}
		got := h.questions(seat)
		if len(got) != 60 || got[0].Text != "第 3" || got[1].Text != "第 5" || got[2].Text != "第 12" || got[59].Text != "第 69" {
			t.Fatalf("kept %s", encode(t, got))
		}
		h.code(h.svc.PinQuestion(h.ctx, host, h.room, ids[0], true), "question_unlisted")
		var all []string
		page := core.Paging{Limit: 25}
		for {
			list, err := h.svc.ListQuestions(h.ctx, host, h.room, room.FilterAll, true, page)
			h.ok(err)
			for _, q := range list.Items {
				all = append(all, q.ID)
			}
			if page.Cursor = list.Next; page.Cursor == "" {
				break
			}
		}
		if len(all) != 70 || all[0] != ids[5] || all[1] != ids[69] {
			t.Fatalf("%d listed, first %v", len(all), all[:2])
		}
	})
}

func TestNobodyButTheAuditLogKnowsWhoAskedAnonymously(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		me, host := guest("secret-person"), official("host")
		mine, hosts := h.enter(me), h.enter(host)
		h.enter(guest("other"))
		q := h.ask(me, "匿名：补偿标准？", true)
		h.ok(h.svc.ReviewQuestion(h.ctx, host, h.room, q.ID, room.Review{Decision: room.DecidePublish}))
		rejected, hidden := h.ask(me, "匿名二", true), h.ask(me, "匿名三", true)
		h.ok(h.svc.ReviewQuestion(h.ctx, host, h.room, rejected.ID, room.Review{Decision: room.DecideReject, Reason: "不宜"}))
		h.ok(h.svc.ReviewQuestion(h.ctx, host, h.room, hidden.ID, room.Review{Decision: room.DecidePublish}))
		h.ok(h.svc.HideQuestion(h.ctx, host, h.room, hidden.ID, "重复"))
		kept := h.ask(me, "匿名四", true)
		h.ok(h.svc.AnswerQuestion(h.ctx, host, h.room, q.ID, room.AnsweredWritten, "按规定"))
		_, err := h.svc.SetPhase(h.ctx, host, h.room, room.Ended)
		h.ok(err)

		clean := func(what string, v any) {
			t.Helper()
			if text := encode(t, v); strings.Contains(text, mine.Participant) || strings.Contains(text, "secret-person") {
				t.Errorf("%s tells who asked: %s", what, text)
			}
		}
		clean("the public lane", h.log(hosts, room.Public))
		clean("the staff lane", h.log(hosts, room.Staff))
		snap, _, err := h.svc.Snapshot(h.ctx, hosts)
		h.ok(err)
		clean("the snapshot", snap)
		for _, filter := range []string{room.FilterAll, room.FilterWaiting, room.FilterMine} {
			list, err := h.svc.ListQuestions(h.ctx, host, h.room, filter, true, core.Paging{Limit: 50})
			h.ok(err)
			clean("the list "+filter, list)
		}
		ledger, err := h.svc.FollowUps(h.ctx, host, room.FollowUpFilter{Paging: core.Paging{Limit: 50}}, false)
		h.ok(err)
		if clean("the ledger", ledger); len(ledger.Items) != 1 || ledger.Items[0].Text != "匿名四" {
			t.Fatalf("ledger %s", encode(t, ledger))
		}
		h.mu.Lock()
		for _, p := range h.posts {
			for _, e := range p.Entries {
				if e.For = ""; e.Lane != room.Inbox {
					clean("a published entry", e)
				}
			}
			clean("published people", p.People)
		}
		h.mu.Unlock()
		own, err := h.svc.Me(h.ctx, me, h.room)
		h.ok(err)
		if len(own.Questions) != 4 || own.Questions[0].ID != kept.ID || own.Questions[0].FollowUp == nil {
			t.Fatalf("mine %s", encode(t, own.Questions))
		}
		if told := h.ownData(me.Person); !strings.Contains(told, "匿名四") || !strings.Contains(told, "按规定") {
			t.Errorf("the asker is told %s", told)
		}
		// Erasing the asker takes the tie away, and leaves the words: their going would tell.
		h.ok(h.svc.ErasePerson(h.ctx, core.System(), me.Person))
		if got := h.questions(hosts); got[0].Text != "匿名：补偿标准？" {
			t.Fatalf("after erasing %s", encode(t, got))
		}
	})
}

// stepQuestion does something to a question at random, see step.
func (h *house) stepQuestion(r *rand.Rand, who, host core.Actor) error {
	h.t.Helper()
	pick := func() core.ID {
		list, err := h.svc.ListQuestions(h.ctx, host, h.room, []string{room.FilterAll, room.FilterWaiting}[r.IntN(2)], false, core.Paging{Limit: 90})
		if err != nil || len(list.Items) == 0 {
			return "none"
		}
		return list.Items[r.IntN(len(list.Items))].ID
	}
	switch n := r.IntN(16); {
	case n < 6:
		_, err := h.svc.AskQuestion(h.ctx, who, h.room, room.Ask{Text: fmt.Sprintf("问 %d", r.IntN(1000)), Anonymous: r.IntN(3) == 0})
		return err
	case n < 8:
		return h.svc.ReviewQuestion(h.ctx, host, h.room, pick(), room.Review{Decision: []string{room.DecidePublish, room.DecideReject}[r.IntN(2)]})
	case n < 10:
		_, err := h.svc.VoteQuestion(h.ctx, who, h.room, pick(), r.IntN(4) > 0)
		return err
	case n < 11:
		return h.svc.CountVotes(h.ctx, h.room)
	case n < 12:
		return h.svc.MergeQuestion(h.ctx, host, h.room, pick(), pick())
	case n < 13:
		return h.svc.PinQuestion(h.ctx, host, h.room, pick(), r.IntN(3) > 0)
	case n < 14:
		return h.svc.HideQuestion(h.ctx, host, h.room, pick(), "理由")
	case n < 15:
		return h.svc.AnswerQuestion(h.ctx, host, h.room, pick(), room.AnsweredLive, []string{"", "答"}[r.IntN(2)])
	case r.IntN(2) == 0:
		h.settings(room.SettingsUpdate{Questions: ptr([]string{room.QuestionsOpen, room.QuestionsReview}[r.IntN(2)])})
		return nil
	default:
		return h.svc.WithdrawQuestion(h.ctx, who, h.room, pick())
	}
}

func ptr[T any](v T) *T { return &v }
