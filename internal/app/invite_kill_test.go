package app

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/http"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-ical"
	"github.com/emersion/go-smtp"

	"zhaoyun/internal/account"
	"zhaoyun/internal/chamber"
	"zhaoyun/internal/config"
	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/invite"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/store"
)

const invited = 1000

// postOffice is a mail server that keeps what it is given, and may kill who gives it.
type postOffice struct {
	addr string
	mu   sync.Mutex
	got  map[string][]string // mails by receiver
	n    int
	kill func()
	at   map[int]string // after how many mails to kill, and when within the next
}

func (o *postOffice) NewSession(*smtp.Conn) (smtp.Session, error) { return &counter{office: o}, nil }

type counter struct {
	office *postOffice
	to     string
}

func (c *counter) Mail(string, *smtp.MailOptions) error { return nil }
func (c *counter) Reset()                               {}
func (c *counter) Logout() error                        { return nil }

func (c *counter) Rcpt(to string, _ *smtp.RcptOptions) error {
	c.to = to
	return nil
}

func (c *counter) Data(r io.Reader) error {
	o := c.office
	o.mu.Lock()
	o.n++
	moment := o.at[o.n]
	o.mu.Unlock()
	head := make([]byte, 2000)
	n, _ := io.ReadFull(r, head)
	if moment == "before the last line" {
		o.kill() // what is on the way already still comes, and may be all of it
	}
	rest, err := io.ReadAll(r)
	raw := append(head[:n], rest...)
	if err != nil {
		return err // cut off by chance: not accepted
	}
	o.mu.Lock()
	o.got[c.to] = append(o.got[c.to], string(raw))
	o.mu.Unlock()
	switch moment {
	case "before the answer": // the mail is delivered, and its sender never learns it
		time.Sleep(2 * time.Millisecond) // no server stores a mail faster
		o.kill()
	case "after the answer":
		time.AfterFunc(time.Millisecond, o.kill)
	case "at random":
		time.AfterFunc(time.Duration(rand.IntN(20))*time.Millisecond, o.kill) //nolint:gosec // any moment
	}
	return nil
}

func (o *postOffice) delivered() (mails, people int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, list := range o.got {
		mails += len(list)
	}
	return mails, len(o.got)
}

// TestAThousandInvitationsSurviveBeingKilled sends to a real mail server by a real
// process that is killed at the worst moments: nobody gets two, nobody gets none.
func TestAThousandInvitationsSurviveBeingKilled(t *testing.T) {
	t.Parallel()
	office := &postOffice{got: map[string][]string{}, at: map[int]string{
		120: "before the last line", 280: "before the answer", 430: "after the answer", 600: "before the answer", 750: "at random",
	}}
	server := smtp.NewServer(office)
	server.Domain = "localhost"
	ln := must(net.Listen("tcp", "127.0.0.1:0"))
	office.addr = ln.Addr().String()
	go func() { _ = server.Serve(ln) }()
	t.Cleanup(func() { _ = server.Close() })

	data := t.TempDir()
	campaign := queued(t, data)
	free := must(net.Listen("tcp", "127.0.0.1:0"))
	address := free.Addr().String()
	_ = free.Close()

	kills := 0
	deadline := time.Now().Add(4 * time.Minute)
	for {
		cmd := program(data)
		cmd.Args = append(cmd.Args[:2:2], "--data", data, "--listen", address, "--smtp-url", "smtp://"+office.addr+"?tls=off", "--mail-rate", "60000", "--livekit-url", "off")
		var once sync.Once
		office.mu.Lock()
		office.kill = func() { once.Do(func() { _ = cmd.Process.Kill() }) }
		office.mu.Unlock()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		if !untilKilled(office, ended, deadline) {
			checkUnsubscribe(t, office)
			_ = cmd.Process.Kill()
			<-ended
			break
		}
		kills++
	}
	mails, people := office.delivered()
	t.Logf("%d mails to %d people, killed %d times", mails, people, kills)
	if kills != len(office.at) || people != invited {
		t.Errorf("killed %d times; %d people have mail", kills, people)
	}
	for to, list := range office.got {
		if len(list) != 1 {
			t.Errorf("%s has %d", to, len(list))
		}
		checkInvitation(t, to, list[0])
	}
	a := must(Open(context.Background(), dataConfig(t, data), slog.New(slog.DiscardHandler)))
	defer a.Close()
	counts := must(a.invites.Counts(context.Background(), []core.ID{campaign}))
	if counts[campaign].By[invite.Sent] != invited {
		t.Errorf("the campaign counts %v", counts[campaign])
	}
}

// untilKilled waits until a process was killed; false: everybody has mail, and no more comes.
func untilKilled(o *postOffice, ended chan error, deadline time.Time) bool {
	quiet, last := 0, 0
	for {
		select {
		case <-ended:
			return time.Now().Before(deadline)
		case <-time.After(200 * time.Millisecond):
		}
		mails, people := o.delivered()
		if quiet++; mails != last {
			quiet, last = 0, mails
		}
		if people == invited && quiet > 15 || time.Now().After(deadline) {
			return false
		}
	}
}

func dataConfig(t *testing.T, data string) config.Config {
	cfg := embedded(t)
	cfg.Data = data
	return cfg
}

// queued lays a campaign to a thousand members ready, given to the queue.
func queued(t *testing.T, data string) core.ID {
	t.Helper()
	ctx := context.Background()
	a := must(Open(ctx, dataConfig(t, data), slog.New(slog.DiscardHandler)))
	defer a.Close()
	organisation := func(kind core.OrgKind, name string) account.Organisation {
		return must(a.accounts.CreateOrganisation(ctx, core.System(), account.Organisation{Kind: kind, Name: core.Text{"zh-CN": name}}))
	}
	bureau, club := organisation(core.OrgBureau, "示例投资促进局"), organisation(core.OrgChamber, "示例商会")
	host := must(a.accounts.CreatePerson(ctx, core.System(), account.PersonDraft{
		Name: "甲", Contacts: []string{"host@bureau.example"}, Memberships: []account.MembershipDraft{{Organisation: bureau.ID, Role: core.RoleOfficial}},
	}))
	official := core.Actor{Person: host.ID, Kind: core.PersonMember, Memberships: []core.Membership{{Organisation: bureau.ID, Kind: core.OrgBureau, Role: core.RoleOfficial}}}
	secretary := core.Actor{Person: host.ID, Kind: core.PersonMember, Memberships: []core.Membership{{Organisation: club.ID, Kind: core.OrgChamber, Role: core.RoleSecretary}}}
	e := must(a.events.Create(ctx, official, event.Draft{Title: core.Text{"zh-CN": "云推介", "en": "Cloud Promotion", "zh-HK": "雲推介"}}))
	all := core.Text{"zh-CN": "上午场", "en": "Morning", "zh-HK": "上午場"}
	start := core.Now().Add(100 * time.Hour)
	se := must(a.events.CreateSession(ctx, official, e.ID, event.SessionDraft{Kind: event.Promotion, Title: all, StartsAt: start, EndsAt: start.Add(time.Hour), Access: event.AccessRegistered}))
	must(a.events.SetSessionPeople(ctx, official, e.ID, se.ID, se.Version, []event.Cast{{Person: host.ID, Role: policy.Host}}))
	e = must(a.events.Read(ctx, official, e.ID))
	must(a.events.SetStatus(ctx, official, e.ID, e.Version, event.StatusPublished))
	c := must(a.invites.Invite(ctx, official, e.ID, club.ID, invite.Offer{Deadline: start.Add(-time.Hour)}))
	members := make([]chamber.Member, invited)
	for i := range members {
		members[i] = chamber.Member{
			ID: core.NewID(), Chamber: club.ID, Version: 1, CreatedAt: core.Now(), UpdatedAt: core.Now(), Consent: chamber.Consent{Basis: chamber.Membership, At: core.Now()},
			Details: chamber.Details{Name: fmt.Sprint("会员", i), Mail: fmt.Sprintf("m%d@members.example", i), Language: core.Languages[i%3], TimeZone: "Europe/London"},
		}
	}
	for part := members; len(part) > 0; part = part[100:] {
		if err := store.NewMembers(a.db).InsertMembers(ctx, part[:100]); err != nil {
			t.Fatal(err)
		}
	}
	must(a.invites.Choose(ctx, secretary, c.ID, invite.Selection{All: true}))
	must(a.invites.Send(ctx, secretary, c.ID, nil))
	return c.ID
}

// checkInvitation reads a mail as mail programs do.
func checkInvitation(t *testing.T, to, raw string) {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		t.Fatalf("%s: %v", to, err)
	}
	parts := map[string]string{}
	collect(t, m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body, parts)
	link := strings.TrimSuffix(strings.Trim(m.Header.Get("List-Unsubscribe"), "<>"), "/unsubscribe")
	token := link[strings.LastIndex(link, "/")+1:]
	if len(token) != 16 || m.Header.Get("List-Unsubscribe-Post") != "List-Unsubscribe=One-Click" || m.Header.Get("Message-Id") == "" {
		t.Errorf("%s: headers %v", to, m.Header)
	}
	for kind, want := range map[string]string{"text/plain": "/i/" + token, "text/html": "/i/" + token} {
		if !strings.Contains(parts[kind], want) {
			t.Errorf("%s: %s without its link: %q", to, kind, parts[kind])
		}
	}
	cal, err := ical.NewDecoder(strings.NewReader(parts["text/calendar"])).Decode()
	if err != nil || len(cal.Events()) != 1 {
		t.Fatalf("%s: the calendar file: %v", to, err)
	}
	start, err := cal.Events()[0].DateTimeStart(time.UTC)
	if uid, _ := cal.Events()[0].Props.Text(ical.PropUID); err != nil || uid == "" || !start.After(time.Now()) {
		t.Errorf("%s: the calendar file says %v, %v", to, start, err)
	}
}

func collect(t *testing.T, contentType, encoding string, body io.Reader, parts map[string]string) {
	t.Helper()
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasPrefix(kind, "multipart/") {
		list := multipart.NewReader(body, params["boundary"])
		for {
			part, err := list.NextRawPart()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			collect(t, part.Header.Get("Content-Type"), part.Header.Get("Content-Transfer-Encoding"), part, parts)
		}
	}
	switch strings.ToLower(encoding) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	var text bytes.Buffer
	if _, err := text.ReadFrom(body); err != nil {
		t.Fatal(err)
	}
	parts[kind] = text.String()
}

// checkUnsubscribe stops a chamber's mail as a mail program does (RFC 8058).
func checkUnsubscribe(t *testing.T, o *postOffice) {
	t.Helper()
	o.mu.Lock()
	raw := o.got["m7@members.example"]
	o.mu.Unlock()
	if len(raw) == 0 {
		t.Fatal("nothing came to m7")
	}
	m := must(mail.ReadMessage(strings.NewReader(raw[0])))
	res, err := http.Post(strings.Trim(m.Header.Get("List-Unsubscribe"), "<>"), "application/x-www-form-urlencoded", strings.NewReader("List-Unsubscribe=One-Click"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusNoContent {
		t.Errorf("unsubscribing answers %d", res.StatusCode)
	}
}
