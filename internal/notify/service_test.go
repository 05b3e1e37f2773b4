package notify

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/inbox"
	"zhaoyun/internal/job"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

func code(to string) account.Message {
	return account.Message{Channel: account.ChannelMail, To: to, Subject: "您的验证码", Text: "您的验证码是 123456。\n\nhttps://zs.example.gov.cn/?a=1&b=2 <script>"}
}

// desk is a service with its queue, a real mail server and a clock that is put on by hand.
type desk struct {
	*Service
	server  *mailServer
	queue   *job.Queue
	printed *strings.Builder
	ahead   atomic.Int64
}

func newDesk(t *testing.T, db *store.DB) *desk {
	t.Helper()
	d := &desk{server: startServer(t, true), printed: &strings.Builder{}}
	smtp, err := NewSMTP("smtp://zhaoyun:secret@"+d.server.addr, sender, d.server.roots)
	if err != nil {
		t.Fatal(err)
	}
	clock := func() time.Time { return core.Now().Add(time.Duration(d.ahead.Load())) }
	d.queue = job.New(job.Deps{Store: store.NewJobs(db), Clock: clock})
	d.Service = New(Deps{Mail: smtp, SMS: NewConsole(d.printed), Jobs: d.queue, Clock: clock})
	d.queue.Handle(JobCode, d.SendCode, job.Options{Tries: 6})
	return d
}

// run does what is due after a while.
func (d *desk) run(t *testing.T, after time.Duration) {
	t.Helper()
	d.ahead.Add(int64(after))
	if err := d.queue.RunDue(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func TestACodeIsTriedAgainWithoutHoldingAnybodyUp(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		d := newDesk(t, db)
		send := func(m account.Message) {
			t.Helper()
			if err := d.Send(t.Context(), m); err != nil {
				t.Fatal(err)
			}
		}
		d.server.fail(2)
		send(code("lin@example.com"))
		for range 3 {
			d.run(t, 30*time.Second)
		}
		if len(d.server.received()) != 1 {
			t.Fatalf("%d mails", len(d.server.received()))
		}
		got := parse(t, d.server.received()[0])
		if got.subject != "您的验证码" || !strings.Contains(got.parts["text/html"], `href="https://zs.example.gov.cn/?a=1&amp;b=2"`) || strings.Contains(got.parts["text/html"], "<script") {
			t.Fatalf("%+v", got)
		}
		send(code("not an address")) // fails for good, and alone
		late := code("lin@example.com")
		late.GoodUntil = d.Clock().Add(time.Second)
		send(late)
		send(account.Message{Channel: account.ChannelSMS, To: "+8613800000000", Text: "【招云】\n验证码"})
		d.run(t, time.Minute)
		if len(d.server.received()) != 1 {
			t.Error("a code was sent that is no longer good")
		}
		if d.printed.String() != "SMS +8613800000000: 【招云】 验证码\n" {
			t.Fatalf("%q", d.printed)
		}
	})
}

func TestOneAddressGetsSoManyMailsAnHour(t *testing.T) {
	t.Parallel()
	d := newDesk(t, testkit.SQLite(t))
	send := func(to string) {
		t.Helper()
		if err := d.Notify(t.Context(), event.Mail{To: to, Subject: "s", Text: "t"}); err != nil {
			t.Fatal(err)
		}
	}
	for range mailsHourly + 3 {
		send("lin@example.com")
	}
	send("lee@example.com")
	d.ahead.Add(int64(time.Hour))
	send("lin@example.com")
	if n := len(d.server.received()); n != mailsHourly+2 {
		t.Errorf("%d mails", n)
	}
	if err := d.Notify(t.Context(), event.Mail{To: "gone@example.com", Subject: "s", Text: "t"}); !errors.Is(err, ErrPermanent) {
		t.Errorf("a mailbox that is gone: %v", err)
	}
}

// everybody is reached at one address.
type everybody inbox.Recipient

func (e everybody) Recipient(context.Context, core.ID) (inbox.Recipient, error) {
	return inbox.Recipient(e), nil
}

func TestAMessageComesByMailInTheLanguageOfItsReceiverAndCanBeStopped(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		d, ctx := newDesk(t, db), t.Context()
		box := inbox.New(inbox.Deps{
			Store: store.NewInbox(db), Jobs: d.queue, People: everybody{Mail: "lee@example.com", Language: "en"}, Mailer: d,
			PublicURL: "https://zs.example.gov.cn",
		})
		d.queue.Handle(inbox.JobMail, box.Mail, job.Options{})
		tell := func(question string) {
			t.Helper()
			err := box.Tell(ctx, inbox.Message{Person: "lee", Kind: inbox.Answer, Key: "answer:" + question, Facts: inbox.Facts{
				Event:    &inbox.EventFact{Slug: "cloud", Title: core.Text{"zh-CN": "云推介"}},
				Session:  &inbox.SessionFact{Room: "r", Title: core.Text{"zh-CN": "上午场", "en": "Morning"}},
				Question: &inbox.AnswerFact{Text: "When?", How: "written", Answer: "三月", Department: "规资"},
			}})
			if err != nil {
				t.Fatal(err)
			}
		}
		tell("one")
		d.run(t, 0)
		got := parse(t, only(t, d.server.received()))
		stop := strings.Trim(got.header.Get("List-Unsubscribe"), "<>")
		for _, want := range []string{"asked in “Morning”", "When?", "三月", "Answered by: 规资", "https://zs.example.gov.cn/me#mine-questions", "https://zs.example.gov.cn/unsubscribe/"} {
			if !strings.Contains(got.parts["text/plain"], want) {
				t.Errorf("without %q: %s", want, got.parts["text/plain"])
			}
		}
		if got.subject != "Your question has been answered: Morning" || got.header.Get("List-Unsubscribe-Post") != "List-Unsubscribe=One-Click" {
			t.Errorf("%+v", got.header)
		}
		token, kind, _ := strings.Cut(strings.TrimPrefix(stop, "https://zs.example.gov.cn/api/v1/unsubscribe/"), "/")
		if err := box.Unsubscribe(ctx, "another", inbox.Answer); !core.HasCode(err, "unsubscribe_unknown") {
			t.Errorf("a token of nobody's: %v", err)
		}
		if err := box.Unsubscribe(ctx, token, inbox.Kind(kind)); err != nil {
			t.Fatal(err)
		}
		tell("two")
		d.run(t, 0)
		if n := len(d.server.received()); n != 1 {
			t.Errorf("stopped, but there are %d mails", n)
		}
	})
}
