package notify

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const sender = "招云 Zhaoyun <no-reply@zhaoyun.example>"

func TestTheOutboxKeepsTheContract(t *testing.T) {
	t.Parallel()
	contract(t, func(t *testing.T) (Mailer, func() []string) {
		dir := filepath.Join(t.TempDir(), "outbox")
		o, err := NewOutbox(dir, sender, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		return o, func() []string {
			files, _ := filepath.Glob(filepath.Join(dir, "*"))
			mails := make([]string, len(files))
			for i, f := range files {
				raw, _ := os.ReadFile(f)
				if mails[i] = string(raw); filepath.Ext(f) != ".eml" {
					t.Errorf("left %s", f)
				}
			}
			return mails
		}
	})
}

func TestSMTPKeepsTheContract(t *testing.T) {
	t.Parallel()
	contract(t, func(t *testing.T) (Mailer, func() []string) {
		server := startServer(t, true)
		m, err := NewSMTP("smtp://zhaoyun:secret@"+server.addr, sender, server.roots)
		if err != nil {
			t.Fatal(err)
		}
		return m, server.received
	})
}

// contract is what every Mailer must do.
func contract(t *testing.T, open func(*testing.T) (m Mailer, received func() []string)) {
	ctx := context.Background()

	t.Run("carries everything unharmed", func(t *testing.T) {
		m, received := open(t)
		data := bytes.Repeat([]byte{0, 1, 2, '\r', '\n', '.', 0xff}, 5000)
		in := Mail{
			To: "lin@example.com", Subject: "报名成功：上城区招商推介会", Text: "您好！\n.\n" + strings.Repeat("长", 500) + "\nhttps://zs.example.gov.cn/events/x\n",
			HTML: page("t", "您好"), Attachments: []Attachment{{Name: "活动.ics", Type: "text/calendar; charset=utf-8", Data: data}},
		}
		if err := m.Mail(ctx, in); err != nil {
			t.Fatal(err)
		}
		got := parse(t, only(t, received()))
		if got.subject != in.Subject || got.to != in.To || got.from != "no-reply@zhaoyun.example" {
			t.Errorf("%+v", got)
		}
		if text := strings.ReplaceAll(got.parts["text/plain"], "\r\n", "\n"); strings.TrimSpace(text) != strings.TrimSpace(in.Text) {
			t.Errorf("text %q", text)
		}
		if !strings.Contains(got.parts["text/html"], "您好") {
			t.Errorf("html %q", got.parts["text/html"])
		}
		if got.parts["text/calendar"] != string(data) || got.names["text/calendar"] != "活动.ics" {
			t.Errorf("attachment %q of %d bytes", got.names["text/calendar"], len(got.parts["text/calendar"]))
		}
	})

	t.Run("cannot be talked into other headers", func(t *testing.T) {
		m, received := open(t)
		evil := "x\r\nBcc: victim@example.com\r\n\r\nbody\u2028more"
		if err := m.Mail(ctx, Mail{To: "lin@example.com", Subject: evil, Text: "t", Attachments: []Attachment{{Name: evil, Type: "text/plain\r\nX-Evil: 1", Data: []byte("d")}}}); err != nil {
			t.Fatal(err)
		}
		raw := only(t, received())
		got := parse(t, raw)
		if got.header.Get("Bcc") != "" || strings.Contains(raw, "\nX-Evil") || strings.Contains(raw, "\nBcc") || strings.ContainsAny(got.subject, "\r\n") {
			t.Errorf("%s", raw)
		}
	})

	t.Run("knows an address that can never work", func(t *testing.T) {
		m, received := open(t)
		for _, to := range []string{
			"", "nobody", "a@b@c", "a@x.com, b@x.com", "A <a@x.com>", "a@x.com\r\nRCPT TO:<b@x.com>", `"a b"@x.com`, strings.Repeat("a", 260) + "@x.com",
		} {
			if err := m.Mail(ctx, Mail{To: to, Subject: "s", Text: "t"}); !errors.Is(err, ErrPermanent) {
				t.Errorf("%q: %v", to, err)
			}
		}
		if got := received(); len(got) != 0 {
			t.Errorf("sent %v", got)
		}
	})
}

func only(t *testing.T, mails []string) string {
	t.Helper()
	if len(mails) != 1 {
		t.Fatalf("%d mails", len(mails))
	}
	return mails[0]
}

type parsed struct {
	header            mail.Header
	subject, to, from string
	parts, names      map[string]string // by type
}

// parse reads a mail as a mail program does.
func parse(t *testing.T, raw string) parsed {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		t.Fatalf("%v in %q", err, raw)
	}
	p := parsed{header: m.Header, parts: map[string]string{}, names: map[string]string{}}
	p.subject, _ = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	for field, to := range map[string]*string{"To": &p.to, "From": &p.from} {
		list, err := m.Header.AddressList(field)
		if err != nil || len(list) != 1 {
			t.Fatalf("%s: %v %v", field, list, err)
		}
		*to = list[0].Address
	}
	p.add(t, m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), "", m.Body)
	return p
}

func (p parsed) add(t *testing.T, contentType, encoding, name string, body io.Reader) {
	t.Helper()
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		t.Fatalf("%q: %v", contentType, err)
	}
	if strings.HasPrefix(kind, "multipart/") {
		parts := multipart.NewReader(body, params["boundary"])
		for {
			part, err := parts.NextRawPart()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			file, _ := new(mime.WordDecoder).DecodeHeader(part.FileName())
			p.add(t, part.Header.Get("Content-Type"), part.Header.Get("Content-Transfer-Encoding"), file, part)
		}
	}
	switch strings.ToLower(encoding) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	text, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	p.parts[kind], p.names[kind] = string(text), name
}

func TestTheOutboxKnowsAMailThatComesTwice(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o, err := NewOutbox(dir, sender, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"one", "one", "two"} {
		if err := o.Mail(context.Background(), Mail{ID: id, To: "lin@example.com", Subject: "s", Text: "t"}); err != nil {
			t.Fatal(err)
		}
	}
	if files, _ := filepath.Glob(filepath.Join(dir, "*")); len(files) != 2 {
		t.Errorf("it holds %v", files)
	}
}

func TestTheConsoleKeepsTheContractOfTexts(t *testing.T) {
	t.Parallel()
	textContract(t, func(*testing.T) (Texter, func() []string) {
		out := &strings.Builder{}
		return NewConsole(out), func() []string {
			return strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
		}
	})
}

func TestTheGatewayKeepsTheContractOfTexts(t *testing.T) {
	t.Parallel()
	textContract(t, func(t *testing.T) (Texter, func() []string) {
		carrier := newCarrier(t)
		return carrier.gateway(t, nil), func() []string {
			var lines []string
			for _, got := range carrier.taken {
				lines = append(lines, fmt.Sprintf("SMS %s: %s", got.Phone, got.Text))
			}
			return lines
		}
	})
}

// textContract is what every Texter must do.
func textContract(t *testing.T, open func(*testing.T) (x Texter, received func() []string)) {
	t.Run("carries a message", func(t *testing.T) {
		x, received := open(t)
		text := `【示例商会】陈"明"您好 & 请答复：https://zs.example/i/abc?x={phone}`
		if err := x.Text(t.Context(), SMS{ID: "one", To: "+8613800000000", Text: text}); err != nil {
			t.Fatal(err)
		}
		if got := only(t, received()); got != "SMS +8613800000000: "+text {
			t.Errorf("%q", got)
		}
	})
	t.Run("knows a number that can never work", func(t *testing.T) {
		x, _ := open(t)
		for _, to := range []string{"", "13800000000", "+86", "+86138&x=1", "+8613800000000\r\nX: 1"} {
			if err := x.Text(t.Context(), SMS{To: to, Text: "t"}); !errors.Is(err, ErrPermanent) {
				t.Errorf("%q: %v", to, err)
			}
		}
	})
}
