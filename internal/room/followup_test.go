package room_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/inbox"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

func TestWhatIsOpenAtTheEndIsAnsweredADayLater(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.openQuestions()
		me, host := guest("me"), official("host")
		mine := h.enter(me)
		q, done, taken := h.ask(me, "何时拿地？", false), h.ask(me, "已答", false), h.ask(me, "收回", false)
		h.ok(h.svc.AnswerQuestion(h.ctx, host, h.room, done.ID, room.AnsweredLive, ""))
		h.ok(h.svc.WithdrawQuestion(h.ctx, me, h.room, taken.ID))
		_, err := h.svc.SetPhase(h.ctx, host, h.room, room.Ended)
		h.ok(err)
		list := func(overdue bool) []room.FollowUpItem {
			t.Helper()
			page, err := h.svc.FollowUps(h.ctx, host, room.FollowUpFilter{Paging: core.Paging{Limit: 10}}, overdue)
			h.ok(err)
			return page.Items
		}
		lines := list(false)
		// The session ends on Tuesday, 24 November, in Shanghai: five working days are Tuesday.
		if len(lines) != 1 || lines[0].Question != q.ID || lines[0].DueOn != "2026-12-01" || lines[0].Asker != "me" || lines[0].Overdue {
			t.Fatalf("ledger %s", encode(t, lines))
		}
		f := lines[0].FollowUp
		department, day, past := "规资", "2026-12-15", "2026-11-01"
		_, err = h.svc.UpdateFollowUp(h.ctx, me, f.ID, 1, room.FollowUpChange{Department: &department})
		h.code(err, "not_allowed")
		other := core.Actor{Person: "x", Memberships: []core.Membership{{Organisation: "elsewhere", Kind: core.OrgBureau, Role: core.RoleOfficial}}}
		_, err = h.svc.ReadFollowUp(h.ctx, other, f.ID)
		h.code(err, "not_allowed")
		_, err = h.svc.UpdateFollowUp(h.ctx, host, f.ID, 1, room.FollowUpChange{DueOn: &past})
		h.code(err, "due_past")
		got, err := h.svc.UpdateFollowUp(h.ctx, host, f.ID, 1, room.FollowUpChange{Department: &department, DueOn: &day})
		h.ok(err)
		if got.Version != 2 || got.DueAt != time.Date(2026, 12, 15, 16, 0, 0, 0, time.UTC) {
			t.Fatalf("assigned %+v", got.FollowUp)
		}
		_, err = h.svc.AnswerFollowUp(h.ctx, host, f.ID, 1, "明年三月", true)
		h.code(err, "version_conflict")

		h.wait(22 * 24 * time.Hour)
		if late := list(true); len(late) != 1 || !late[0].Overdue {
			t.Fatalf("late are %s", encode(t, late))
		}
		h.escalates(f.ID)
		_, err = h.svc.AnswerFollowUp(h.ctx, host, f.ID, 2, "明年三月", true)
		h.ok(err)
		if late := list(true); len(late) != 0 {
			t.Fatalf("still late: %s", encode(t, late))
		}
		inbox := h.log(mine, room.Inbox)
		if last := inbox[len(inbox)-1]; !strings.Contains(string(last.Data), "明年三月") {
			t.Fatalf("inbox %s", encode(t, inbox))
		}
		if got := h.questions(mine)[0]; got.Answer == nil || got.Answer.Text != "明年三月" {
			t.Fatalf("everybody has %s", encode(t, got))
		}
		own, err := h.svc.Me(h.ctx, me, h.room)
		h.ok(err)
		if f := own.Questions[2].FollowUp; f == nil || f.Status != room.FollowUpAnswered || f.Department != "规资" {
			t.Fatalf("mine %s", encode(t, own.Questions))
		}
		all, err := h.svc.AllMyQuestions(h.ctx, me, core.Paging{Limit: 2})
		h.ok(err)
		if len(all.Items) != 2 || all.Next == "" || all.Items[1].ID != done.ID {
			t.Fatalf("all mine %s", encode(t, all))
		}
		_, err = h.svc.CloseFollowUp(h.ctx, host, f.ID, 3, "重复")
		h.code(err, "follow_up_done")
	})
}

func TestAQuestionThatNobodyReadIsAnsweredToItsAskerAlone(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		me, host := guest("me"), official("host")
		mine := h.enter(me)
		h.ask(me, "没有人审", false)
		second := h.ask(me, "第二个", false)
		_, err := h.svc.SetPhase(h.ctx, host, h.room, room.Ended)
		h.ok(err)
		page, err := h.svc.FollowUps(h.ctx, host, room.FollowUpFilter{Status: room.FollowUpOpen, Paging: core.Paging{Limit: 1}}, false)
		h.ok(err)
		next, err := h.svc.FollowUps(h.ctx, host, room.FollowUpFilter{Paging: core.Paging{Limit: 1, Cursor: page.Next}}, false)
		h.ok(err)
		if len(page.Items) != 1 || len(next.Items) != 1 || next.Items[0].ID == page.Items[0].ID {
			t.Fatalf("pages %s %s", encode(t, page), encode(t, next))
		}
		first, last := page.Items[0], next.Items[0]
		_, err = h.svc.AnswerFollowUp(h.ctx, host, first.ID, 1, "书面答复", true)
		h.code(err, "question_not_public")
		_, err = h.svc.AnswerFollowUp(h.ctx, host, first.ID, 1, "书面答复", false)
		h.ok(err)
		if got := types(h.log(mine, room.Inbox)); len(got) != 1 || got[0] != room.TypeQuestionAnswered {
			t.Fatalf("inbox %v", got)
		}
		_, err = h.svc.CloseFollowUp(h.ctx, host, last.ID, 1, " ")
		h.code(err, "required")
		h.ok(h.svc.WithdrawQuestion(h.ctx, me, h.room, second.ID))
		f, err := h.svc.ReadFollowUp(h.ctx, host, last.ID)
		h.ok(err)
		if f.Status != room.FollowUpClosed || f.Text != "" {
			t.Fatalf("withdrawn: %+v", f)
		}
	})
}

// told notes what people are told, and knows the officials of the bureau.
type told struct {
	broken   error
	messages []inbox.Message
}

// Officials implements room.Officials.
func (n *told) Officials(_ context.Context, organisation core.ID) ([]core.ID, error) {
	return []core.ID{"of " + organisation}, nil
}

// Tell implements room.Notices.
func (n *told) Tell(_ context.Context, messages ...inbox.Message) error {
	if n.broken == nil {
		n.messages = append(n.messages, messages...)
	}
	return n.broken
}

// escalates checks that the officials are told of the one late line once, by
// whichever server, also when telling failed at first.
func (h *house) escalates(line core.ID) {
	h.t.Helper()
	n := &told{broken: errors.New("no database")}
	svc := room.New(room.Deps{Store: h.rooms, Sessions: h, Directory: h, Audit: h.db, Authority: h.auth, Now: h.clock, Officials: n, Notices: n})
	if err := svc.Escalate(h.ctx); err == nil {
		h.t.Fatal("nobody notices that nobody was told")
	}
	n.broken = nil
	for range 2 {
		h.ok(svc.Escalate(h.ctx))
	}
	if len(n.messages) != 1 || n.messages[0].Person != "of bureau" {
		h.t.Fatalf("told %+v", n.messages)
	}
	if late := n.messages[0].Facts.Late; len(late) != 1 || late[0].FollowUp != line || late[0].Department != "规资" || late[0].DueOn != "2026-12-15" {
		h.t.Fatalf("told of %+v", late)
	}
}

func TestWhoAskedIsToldOfTheAnswerAndEverybodyReadsItBesideTheEvent(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.onProgramme()
		n := &told{}
		h.svc.Notices = n
		h.openQuestions()
		me, twin, host := guest("me"), guest("twin"), official("host")
		h.enter(me)
		h.enter(twin)
		q, same := h.ask(me, "何时拿地？", true), h.ask(twin, "什么时候拿地？", false)
		h.ok(h.svc.MergeQuestion(h.ctx, host, h.room, same.ID, q.ID))
		live := h.ask(twin, "在场问的", false)
		h.ok(h.svc.AnswerQuestion(h.ctx, host, h.room, live.ID, room.AnsweredLive, ""))
		if len(n.messages) != 1 || n.messages[0].Person != twin.Person || n.messages[0].Facts.Question.How != room.AnsweredLive {
			t.Fatalf("answered live: %s", encode(t, n.messages))
		}
		_, err := h.svc.SetPhase(h.ctx, host, h.room, room.Ended)
		h.ok(err)
		page, err := h.svc.FollowUps(h.ctx, host, room.FollowUpFilter{Paging: core.Paging{Limit: 10}}, false)
		h.ok(err)
		department := "规资"
		f, err := h.svc.UpdateFollowUp(h.ctx, host, page.Items[0].ID, 1, room.FollowUpChange{Department: &department})
		h.ok(err)
		f, err = h.svc.AnswerFollowUp(h.ctx, host, f.ID, f.Version, "明年三月", false)
		h.ok(err)
		if len(n.messages) != 3 {
			t.Fatalf("told %s", encode(t, n.messages))
		}
		for _, m := range n.messages[1:] {
			want := map[core.ID]string{me.Person: "何时拿地？", twin.Person: "什么时候拿地？"}[m.Person]
			if a := m.Facts.Question; a == nil || a.Text != want || a.Answer != "明年三月" || a.Department != "规资" || a.OnPage || m.Facts.Event == nil {
				t.Errorf("%s is told %s", m.Person, encode(t, m))
			}
		}
		beside := func() []room.PageAnswer {
			t.Helper()
			list, err := h.svc.PageAnswers(h.ctx, n.messages[0].Facts.Event.ID, core.Paging{Limit: 5})
			h.ok(err)
			return list.Items
		}
		if got := beside(); len(got) != 0 {
			t.Fatalf("for the asker alone, but everybody reads %s", encode(t, got))
		}
		f, err = h.svc.AnswerFollowUp(h.ctx, host, f.ID, f.Version, "明年四月", true)
		h.ok(err)
		if !f.OnPage || !n.messages[len(n.messages)-1].Facts.Question.OnPage {
			t.Errorf("published as %s", encode(t, f))
		}
		if got := beside(); len(got) != 1 || got[0].Answer != "明年四月" || got[0].Question != "何时拿地？" || got[0].Department != "规资" || strings.Contains(encode(t, got), "name of") {
			t.Fatalf("everybody reads %s", encode(t, got))
		}
		f, err = h.svc.AnswerFollowUp(h.ctx, host, f.ID, f.Version, "明年四月", false)
		h.ok(err)
		if got := beside(); len(got) != 0 || !f.Public {
			t.Fatalf("taken off the page: %s", encode(t, got))
		}
		_, err = h.svc.AnswerFollowUp(h.ctx, host, f.ID, f.Version, "明年四月", true)
		h.ok(err)
		h.ok(h.svc.HideQuestion(h.ctx, host, h.room, q.ID, ""))
		if got := beside(); len(got) != 0 {
			t.Fatalf("hidden, but everybody reads %s", encode(t, got))
		}
	})
}

// onProgramme makes the session of the house one of an event of the store.
func (h *house) onProgramme() {
	h.t.Helper()
	bureau := account.Organisation{ID: core.NewID(), Kind: core.OrgBureau, Name: core.Text{"zh-CN": "局"}, Version: 1, CreatedAt: start}
	h.ok(store.NewAccounts(h.db).InsertOrganisation(h.ctx, bureau))
	e := event.Event{ID: core.NewID(), Slug: "e", Status: event.StatusPublished, Organisation: bureau.ID, Version: 1, CreatedAt: start}
	h.ok(store.NewEvents(h.db).InsertEvent(h.ctx, e))
	h.session.Event, h.session.EventSlug = e.ID, e.Slug
	h.ok(store.NewEvents(h.db).InsertSession(h.ctx, event.Session{
		ID: h.session.ID, Event: e.ID, Kind: event.Promotion, StartsAt: start, EndsAt: start, TimeZone: "UTC", Room: h.room, Version: 1, CreatedAt: start, UpdatedAt: start,
	}))
}
