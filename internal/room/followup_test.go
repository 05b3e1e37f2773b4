package room_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/core"
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

// bureau notes what its officials are told.
type bureau struct {
	broken error
	told   []string
}

// TellLate implements room.Officials.
func (b *bureau) TellLate(_ context.Context, organisation core.ID, late []room.FollowUpItem) error {
	if b.broken != nil {
		return b.broken
	}
	_, text := room.LateNotice("zh-CN", late, "https://zs.example.gov.cn/staff/follow-ups")
	b.told = append(b.told, organisation+": "+text)
	return nil
}

// escalates checks that the officials are told of the one late line once, by
// whichever server, also when the mail was away at first.
func (h *house) escalates(line core.ID) {
	h.t.Helper()
	b := &bureau{broken: errors.New("no mail server")}
	svc := room.New(room.Deps{Store: h.rooms, Sessions: h, Directory: h, Audit: h.db, Authority: h.auth, Now: h.clock, Officials: b})
	if err := svc.Escalate(h.ctx); err == nil {
		h.t.Fatal("nobody notices that nobody was told")
	}
	b.broken = nil
	for range 2 {
		h.ok(svc.Escalate(h.ctx))
	}
	if len(b.told) != 1 || !strings.Contains(b.told[0], "bureau: ") || !strings.Contains(b.told[0], "规资，2026-12-15 前书面答复") {
		h.t.Fatalf("told of %s: %q", line, b.told)
	}
}
