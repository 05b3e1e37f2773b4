package notify

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/testkit"
)

func code(to string) account.Message {
	return account.Message{Channel: account.ChannelMail, To: to, Subject: "您的验证码", Text: "您的验证码是 123456。\n\nhttps://zs.example.gov.cn/?a=1&b=2 <script>"}
}

func TestMessagesAreTriedAgainWithoutHoldingAnybodyUp(t *testing.T) {
	t.Parallel()
	server := startServer(t, true)
	smtp, err := NewSMTP("smtp://zhaoyun:secret@"+server.addr, sender, server.roots)
	if err != nil {
		t.Fatal(err)
	}
	var printed strings.Builder
	s := New(Deps{Mail: smtp, SMS: NewConsole(&printed)})
	s.queue.pauses = []time.Duration{time.Millisecond, time.Millisecond, time.Millisecond}
	server.fail(2)
	if err := s.Send(context.Background(), code("lin@example.com")); err != nil {
		t.Fatal(err)
	}
	testkit.Eventually(t, "the mail arrives in the end", func() bool { return len(server.received()) == 1 })
	got := parse(t, server.received()[0])
	if got.subject != "您的验证码" || !strings.Contains(got.parts["text/html"], `href="https://zs.example.gov.cn/?a=1&amp;b=2"`) || strings.Contains(got.parts["text/html"], "<script") {
		t.Fatalf("%+v", got)
	}
	if err := s.Send(context.Background(), code("not an address")); !errors.Is(err, ErrPermanent) {
		t.Fatal(err)
	}
	if err := s.Send(context.Background(), account.Message{Channel: account.ChannelSMS, To: "+8613800000000", Text: "【招云】\n验证码"}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	if printed.String() != "SMS +8613800000000: 【招云】 验证码\n" {
		t.Fatalf("%q", printed.String())
	}
	if err := s.Send(context.Background(), code("lin@example.com")); !core.HasCode(err, "messages_busy") {
		t.Fatal("taken after the end:", err)
	}
}

// gate is a Mailer that lets nothing through until it opens.
type gate struct {
	open chan struct{}
	mu   sync.Mutex
	sent int
}

func (g *gate) Mail(ctx context.Context, _ Mail) error {
	select {
	case <-g.open:
	case <-ctx.Done():
		return ctx.Err()
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.sent++
	return nil
}

func TestAFullQueueSaysSoAndShuttingDownEmptiesIt(t *testing.T) {
	t.Parallel()
	ctx, g := context.Background(), &gate{open: make(chan struct{})}
	s := New(Deps{Mail: g, Log: slog.New(slog.DiscardHandler)})
	s.queue.size = 10
	for range 10 {
		if err := s.Send(ctx, code("lin@example.com")); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Send(ctx, code("lin@example.com")); !core.HasCode(err, "messages_busy") {
		t.Fatal(err)
	}
	close(g.open)
	if err := s.Close(ctx); err != nil || g.sent != 10 {
		t.Fatal(err, g.sent)
	}
}

func TestShuttingDownGivesUpInTime(t *testing.T) {
	t.Parallel()
	s := New(Deps{Mail: &gate{open: make(chan struct{})}})
	if err := s.Send(context.Background(), code("lin@example.com")); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	if err := s.Close(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatal(err)
	}
}
