package notify

import (
	"testing"
	"time"
)

func TestWhatWasHandedOverIsNotSentAgain(t *testing.T) {
	t.Parallel()
	server, ctx := startServer(t, true), t.Context()
	marks, err := NewMarks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	m, err := NewSMTP("smtp://zhaoyun:secret@"+server.addr, sender, server.roots)
	if err != nil {
		t.Fatal(err)
	}
	m.Remember(marks)
	letter := Mail{ID: "one", To: "lin@example.com", Subject: "s", Text: "t"}
	server.fail(1)
	if err := m.Mail(ctx, letter); err == nil || marks.has("one") {
		t.Fatalf("refused for now: %v", err)
	}
	for range 2 {
		if err := m.Mail(ctx, letter); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(server.received()); n != 1 {
		t.Errorf("%d mails", n)
	}
	if err := marks.Sweep(time.Now().Add(-time.Hour)); err != nil || !marks.has("one") {
		t.Errorf("swept too early: %v", err)
	}
	if err := marks.Sweep(time.Now().Add(time.Hour)); err != nil || marks.has("one") {
		t.Errorf("kept for ever: %v", err)
	}
	if err := marks.set("../escape"); err != nil || marks.has("../escape") {
		t.Errorf("a mark outside: %v", err)
	}
}
