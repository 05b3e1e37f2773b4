package inbox_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"zhaoyun/internal/core"
	"zhaoyun/internal/inbox"
	"zhaoyun/internal/job"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// house is an inbox on a real store and queue; it is its own post office.
type house struct {
	*inbox.Service
	t     *testing.T
	ctx   context.Context
	db    *store.DB
	queue *job.Queue
	sent  []inbox.Letter
}

func newHouse(t *testing.T, db *store.DB) *house {
	h := &house{t: t, ctx: context.Background(), db: db, queue: job.New(job.Deps{Store: store.NewJobs(db)})}
	h.Service = inbox.New(inbox.Deps{Store: store.NewInbox(db), Jobs: h.queue, People: h, Mailer: h})
	h.queue.Handle(inbox.JobMail, h.Mail, job.Options{})
	return h
}

func (h *house) Recipient(_ context.Context, person core.ID) (inbox.Recipient, error) {
	if person == "silent" {
		return inbox.Recipient{}, nil
	}
	return inbox.Recipient{Mail: person + "@example.com", Language: "zh-CN"}, nil
}

func (h *house) Letter(_ context.Context, l inbox.Letter) error {
	h.sent = append(h.sent, l)
	return nil
}

func (h *house) ok(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) code(err error, code string) {
	h.t.Helper()
	if !core.HasCode(err, code) {
		h.t.Errorf("got %v, not %s", err, code)
	}
}

func (h *house) list(person core.ID, p core.Paging) ([]inbox.Message, string, int) {
	h.t.Helper()
	page, unread, err := h.List(h.ctx, core.Actor{Person: person}, p)
	h.ok(err)
	return page.Items, page.Next, unread
}

func answer(person core.ID, question, text string) inbox.Message {
	return inbox.Message{Person: person, Kind: inbox.Answer, Key: "answer:" + question, Facts: inbox.Facts{
		Session: &inbox.SessionFact{Room: "r"}, Question: &inbox.AnswerFact{ID: question, Text: "何时？", Answer: text},
	}}
}

func TestAnInboxHoldsWhatItsOwnerWasToldAndNobodyElseReadsIt(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		lin, lee := core.Actor{Person: "lin"}, core.Actor{Person: "lee"}
		boom := errors.New("boom")
		if err := db.InTx(h.ctx, func(ctx context.Context) error {
			return errors.Join(h.Tell(ctx, answer("lin", "q0", "不作数")), boom)
		}); !errors.Is(err, boom) {
			t.Fatal(err)
		}
		for i := range 5 {
			h.ok(h.Tell(h.ctx, answer("lin", fmt.Sprint("q", i), "三月"), answer("lin", fmt.Sprint("q", i), "又一次"), answer("", "q", "没有人")))
		}
		first, next, unread := h.list("lin", core.Paging{Limit: 3})
		rest, end, _ := h.list("lin", core.Paging{Limit: 3, Cursor: next})
		if len(first) != 3 || len(rest) != 2 || end != "" || unread != 5 || first[0].Facts.Question.ID != "q4" || first[0].Link() != "/me#mine-questions" {
			t.Fatalf("%+v and %+v, %d unread", first, rest, unread)
		}
		if others, _, n := h.list("lee", core.Paging{Limit: 3}); len(others) != 0 || n != 0 {
			t.Errorf("another's inbox has %+v", others)
		}
		h.code(h.Read(h.ctx, lee, first[0].ID), "message_not_found")
		h.code(h.Read(h.ctx, core.Actor{}, first[0].ID), "sign_in_required")
		_, _, err := h.List(h.ctx, core.Actor{}, core.Paging{Limit: 3})
		h.code(err, "sign_in_required")
		h.ok(h.Read(h.ctx, lin, first[0].ID))
		h.ok(h.Read(h.ctx, lin, first[0].ID))
		h.ok(h.ReadAll(h.ctx, lin, rest[0].ID)) // the two oldest; newer ones were not seen
		if _, _, n := h.list("lin", core.Paging{Limit: 3}); n != 2 {
			t.Errorf("%d unread", n)
		}
		h.ok(h.Tell(h.ctx, answer("lin", "q4", "改为四月"))) // corrected: it is new again, and there once
		again, _, n := h.list("lin", core.Paging{Limit: 9})
		if len(again) != 5 || n != 3 || again[0].Facts.Question.Answer != "改为四月" {
			t.Errorf("corrected: %+v, %d unread", again, n)
		}
	})
}

func TestMailGoesOutForWhatIsWantedAndStillThere(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		lin := core.Actor{Person: "lin"}
		h.ok(h.Tell(h.ctx, answer("lin", "one", "三月")))
		h.ok(h.Tell(h.ctx, answer("lin", "one", "四月"))) // takes the place of the first
		h.ok(h.Tell(h.ctx, answer("silent", "two", "没有地址")))
		h.ok(h.Tell(h.ctx, answer("lin", "three", "读过了")))
		list, _, _ := h.list("lin", core.Paging{Limit: 1})
		h.ok(h.Read(h.ctx, lin, list[0].ID))
		h.ok(h.queue.RunDue(h.ctx))
		if len(h.sent) != 1 || h.sent[0].To != "lin@example.com" {
			t.Fatalf("sent %+v", h.sent)
		}
		wanted, err := h.Want(h.ctx, lin, map[inbox.Kind]bool{inbox.Answer: false})
		h.ok(err)
		if wanted[inbox.Answer] || !wanted[inbox.Moved] {
			t.Errorf("wanted is %v", wanted)
		}
		_, err = h.Want(h.ctx, lin, map[inbox.Kind]bool{"gossip": true})
		h.code(err, "not_one_of")
		h.ok(h.Tell(h.ctx, answer("lin", "four", "不想收")))
		h.ok(h.queue.RunDue(h.ctx))
		if len(h.sent) != 1 {
			t.Errorf("sent %+v", h.sent[1:])
		}
		_, err = h.Want(h.ctx, lin, map[inbox.Kind]bool{inbox.Answer: true})
		h.ok(err)
		h.ok(h.Tell(h.ctx, answer("lin", "five", "已删")))
		h.ok(h.ErasePerson(h.ctx, core.System(), "lin"))
		h.ok(h.queue.RunDue(h.ctx))
		if left, _, _ := h.list("lin", core.Paging{Limit: 9}); len(left) != 0 || len(h.sent) != 1 {
			t.Errorf("of an erased person there is left %+v, sent %+v", left, h.sent[1:])
		}
	})
}

func TestEveryKindHasALetterInEveryLanguage(t *testing.T) {
	t.Parallel()
	h := newHouse(t, testkit.SQLite(t))
	title := core.Text{"zh-CN": "云推介"}
	for _, k := range inbox.Kinds {
		h.ok(h.Tell(h.ctx, inbox.Message{Person: "lin", Kind: k, Key: string(k), Facts: inbox.Facts{
			Event: &inbox.EventFact{Title: title}, Session: &inbox.SessionFact{Title: title, TimeZone: "Asia/Shanghai"}, Role: "host",
			Question: &inbox.AnswerFact{Text: "何时？", How: "live"}, Late: []inbox.LateFact{{Text: "何时？", DueOn: "2026-12-01"}},
			Parcel: &inbox.ParcelFact{Number: "杭政储出[2020]12号", Name: title, Fields: []inbox.FieldFact{{Field: "status"}, {Field: "note"}}},
			Credit: &inbox.CreditFact{Investor: "示例公司", Text: "两家都有贡献"}, Webhook: &inbox.WebhookFact{Name: "CRM", Why: "gone"},
		}}))
	}
	h.ok(h.queue.RunDue(h.ctx))
	if len(h.sent) != len(inbox.Kinds)-1 { // the event itself mails new times
		t.Fatalf("%d letters", len(h.sent))
	}
	for _, l := range h.sent {
		if l.Subject == "" || len(l.Text) < 40 {
			t.Errorf("%+v", l)
		}
	}
}
