package hook_test

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/hook"
	"zhaoyun/internal/job"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

const bureau, elsewhere = "bureau", "elsewhere"

var admin = core.Actor{Person: "admin", Kind: core.PersonMember, Memberships: []core.Membership{{Organisation: bureau, Kind: core.OrgBureau, Role: core.RoleAdministrator}}}

// receiver is a programme outside that answers as it is told to.
type receiver struct {
	url    string
	mu     sync.Mutex
	status int
	got    []received
}

type received struct {
	header http.Header
	body   string
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	r := &receiver{status: http.StatusNoContent}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(req.Body)
		r.mu.Lock()
		defer r.mu.Unlock()
		r.got = append(r.got, received{req.Header, string(body)})
		w.Header().Set("Location", r.url)
		w.WriteHeader(r.status)
		if r.status != http.StatusNoContent {
			_, _ = io.WriteString(w, "no\x00t now\xff "+strings.Repeat("x", 1000))
		}
	}))
	t.Cleanup(server.Close)
	r.url = server.URL
	return r
}

func (r *receiver) answers(status int) { r.mu.Lock(); r.status = status; r.mu.Unlock() }

func (r *receiver) all() []received {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]received(nil), r.got...)
}

// signedBy asks openssl for the signature that a message has to have.
func (m received) signedBy(t *testing.T, secret string) bool {
	t.Helper()
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "openssl", "dgst", "-sha256", "-mac", "HMAC", "-macopt", "hexkey:"+hex.EncodeToString(key), "-binary") //nolint:gosec // a key of this test
	cmd.Stdin = strings.NewReader(m.header.Get("Webhook-Id") + "." + m.header.Get("Webhook-Timestamp") + "." + m.body)
	mac, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, signature := range strings.Fields(m.header.Get("Webhook-Signature")) {
		if signature == "v1,"+base64.StdEncoding.EncodeToString(mac) {
			return true
		}
	}
	return false
}

// house has two bureaus, on a real store, and a clock that is put forward by hand.
type house struct {
	*hook.Service
	t    *testing.T
	db   *store.DB
	jobs *job.Queue
	now  time.Time
	told []hook.Stop // to administrators
}

func newHouse(t *testing.T, db *store.DB) *house {
	t.Helper()
	h := &house{t: t, db: db, now: time.Date(2026, 11, 29, 2, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return h.now }
	h.jobs = job.New(job.Deps{Store: store.NewJobs(db), Clock: clock})
	h.Service = hook.New(hook.Deps{
		Store: store.NewHooks(db), Tx: db, Audit: db, Organisations: bureaus{}, Jobs: h.jobs, Notices: h, Networks: hook.Networks{netip.MustParsePrefix("127.0.0.0/8")}, Clock: clock,
	})
	h.jobs.Handle(hook.JobDeliver, h.Deliver, hook.Work)
	for _, id := range []core.ID{bureau, elsewhere} {
		h.ok(store.NewAccounts(db).InsertOrganisation(t.Context(), account.Organisation{ID: id, Kind: core.OrgBureau, Name: core.Text{"zh-CN": id}}))
	}
	return h
}

// WebhookStopped implements hook.Notices.
func (h *house) WebhookStopped(_ context.Context, k hook.Hook) error {
	h.told = append(h.told, k.Stopped)
	return nil
}

type bureaus struct{}

func (bureaus) Bureau(context.Context, core.ID) error { return nil }

func (h *house) ok(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) hook(url string, kinds ...hook.Kind) hook.Hook {
	h.t.Helper()
	k, err := h.Create(h.t.Context(), admin, bureau, hook.Draft{Name: "CRM", URL: url, Kinds: kinds, Active: true})
	h.ok(err)
	return k
}

func (h *house) happens(kind hook.Kind, organisation core.ID) {
	h.t.Helper()
	h.ok(h.db.InTx(h.t.Context(), func(ctx context.Context) error {
		return h.Emit(ctx, hook.Happening{Kind: kind, Organisation: organisation, At: h.now, Data: map[string]any{"event": "e"}})
	}))
}

// works does what is due after a while.
func (h *house) works(after time.Duration) {
	h.t.Helper()
	h.now = h.now.Add(after)
	h.ok(h.jobs.RunDue(h.t.Context()))
}

func (h *house) deliveries(of core.ID) []hook.Delivery {
	h.t.Helper()
	page, err := h.Deliveries(h.t.Context(), admin, hook.Filter{Hook: of, Paging: core.Paging{Limit: 50}})
	h.ok(err)
	return page.Items
}

func TestAMessageIsDeliveredSignedAndTriedAgainUnderItsIdentifier(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h, r := newHouse(t, db), newReceiver(t)
		k := h.hook(r.url, hook.LeadCreated, hook.SessionEnded)
		h.happens(hook.LeadCreated, elsewhere)
		h.happens(hook.SessionStarted, bureau)
		rolledBack := errors.New("rolled back")
		err := db.InTx(t.Context(), func(ctx context.Context) error {
			return errors.Join(h.Emit(ctx, hook.Happening{Kind: hook.LeadCreated, Organisation: bureau, At: h.now}), rolledBack)
		})
		if !errors.Is(err, rolledBack) {
			t.Fatal(err)
		}
		h.works(0)
		if got := r.all(); len(got) != 0 {
			t.Fatalf("told of what it did not ask for: %v", got)
		}
		r.answers(http.StatusFound) // a redirect is no answer, and is not followed
		h.happens(hook.LeadCreated, bureau)
		h.works(0)
		r.answers(http.StatusServiceUnavailable)
		h.works(500 * time.Millisecond) // too early for the next attempt
		h.works(time.Second)
		r.answers(http.StatusNoContent)
		h.works(5 * time.Second)
		h.works(time.Hour)
		got := r.all()
		if len(got) != 3 {
			t.Fatalf("%d requests", len(got))
		}
		d := h.deliveries(k.ID)
		if len(d) != 1 || d[0].State != hook.Delivered || len(d[0].Attempts) != 3 || d[0].Attempts[0].Status != 302 || d[0].Attempts[2].Status != 204 {
			t.Errorf("%+v", d)
		}
		if a := d[0].Attempts[1]; a.Status != 503 || !strings.HasPrefix(a.Answer, "not now") || len(a.Answer) > 500 {
			t.Errorf("%+v", a)
		}
		for i, m := range got {
			if m.header.Get("Webhook-Id") != d[0].ID || m.body != `{"type":"lead.created","timestamp":"2026-11-29T02:00:00Z","data":{"event":"e"}}` {
				t.Errorf("%d: %v %s", i, m.header, m.body)
			}
			if !m.signedBy(t, k.Secret.Shown()) {
				t.Errorf("%d is not signed: %v", i, m.header)
			}
		}
	})
}

func TestWhileASecretIsChangedBothSign(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h, r := newHouse(t, db), newReceiver(t)
		before := h.hook(r.url, hook.LeadCreated)
		after, err := h.Rotate(t.Context(), admin, before.ID)
		h.ok(err)
		h.happens(hook.LeadCreated, bureau)
		h.works(0)
		h.now = h.now.Add(25 * time.Hour)
		h.happens(hook.LeadCreated, bureau)
		h.works(0)
		got := r.all()
		if len(got) != 2 || before.Secret == after.Secret {
			t.Fatalf("%v", got)
		}
		for i, want := range []struct{ old, fresh bool }{{true, true}, {false, true}} {
			if old, fresh := got[i].signedBy(t, before.Secret.Shown()), got[i].signedBy(t, after.Secret.Shown()); old != want.old || fresh != want.fresh {
				t.Errorf("%d: %v %v", i, old, fresh)
			}
		}
	})
}

func TestAWebhookThatFailsForLongIsSwitchedOffAndCanBeSwitchedOn(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h, r := newHouse(t, db), newReceiver(t)
		k := h.hook(r.url, hook.LeadCreated)
		r.answers(http.StatusInternalServerError)
		h.happens(hook.LeadCreated, bureau)
		for range 40 {
			h.works(time.Hour)
		}
		first := h.deliveries(k.ID)[0]
		if first.State != hook.Failed || len(first.Attempts) != hook.Work.Tries {
			t.Errorf("%s after %d attempts", first.State, len(first.Attempts))
		}
		if k, _ = h.Read(t.Context(), admin, k.ID); !k.Active || k.FailingSince == nil {
			t.Errorf("%+v", k)
		}
		h.now = h.now.Add(hook.Patience)
		h.happens(hook.LeadCreated, bureau)
		h.works(0)
		if k, _ = h.Read(t.Context(), admin, k.ID); k.Active || k.Stopped != hook.StopFailing {
			t.Fatalf("%+v", k)
		}
		sent := len(r.all())
		h.works(time.Minute) // what waits is given up
		h.happens(hook.LeadCreated, bureau)
		h.works(time.Minute)
		d := h.deliveries(k.ID)
		if len(d) != 2 || d[0].State != hook.Failed || d[0].Attempts[1].Trouble != hook.SwitchedOff || len(r.all()) != sent {
			t.Errorf("%d requests, %+v", len(r.all())-sent, d)
		}
		if _, err := h.Replay(t.Context(), admin, k.ID, first.ID); !core.HasCode(err, "webhook_off") {
			t.Errorf("%v", err)
		}
		r.answers(http.StatusOK)
		_, err := h.Test(t.Context(), admin, k.ID) // works all the same
		h.ok(err)
		h.works(0)
		if d := h.deliveries(k.ID)[0]; d.Kind != hook.Test || d.State != hook.Delivered {
			t.Errorf("%+v", d)
		}
		draft := k.Draft
		draft.Active = true
		if k, err = h.Update(t.Context(), admin, k.ID, k.Version, draft); err != nil || k.Stopped != "" || k.FailingSince != nil {
			t.Fatalf("%+v, %v", k, err)
		}
		if _, err := h.Update(t.Context(), admin, k.ID, k.Version-1, draft); !core.HasCode(err, "version_conflict") {
			t.Errorf("%v", err)
		}
		again, err := h.Replay(t.Context(), admin, k.ID, first.ID)
		h.ok(err)
		if _, err := h.Replay(t.Context(), admin, k.ID, first.ID); !core.HasCode(err, "delivery_under_way") {
			t.Errorf("%v", err)
		}
		h.works(0)
		got := r.all()
		if again.ID != first.ID || got[len(got)-1].header.Get("Webhook-Id") != first.ID {
			t.Errorf("replayed as %v", got[len(got)-1].header)
		}
		r.answers(http.StatusGone)
		h.happens(hook.LeadCreated, bureau)
		h.works(0)
		if k, _ = h.Read(t.Context(), admin, k.ID); k.Active || k.Stopped != hook.StopGone {
			t.Errorf("%+v", k)
		}
		if want := []hook.Stop{hook.StopFailing, hook.StopGone}; !slices.Equal(h.told, want) {
			t.Errorf("told %v", h.told)
		}
		h.ok(h.Delete(t.Context(), admin, k.ID))
		if _, err := h.Read(t.Context(), admin, k.ID); !core.HasCode(err, "webhook_not_found") {
			t.Errorf("%v", err)
		}
	})
}

func TestWhatCannotBeReachedIsSaid(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		closed := httptest.NewServer(http.NotFoundHandler())
		closed.Close()
		nobodys := httptest.NewTLSServer(http.NotFoundHandler())
		nobodys.Config.ErrorLog = log.New(io.Discard, "", 0)
		t.Cleanup(nobodys.Close)
		k := []hook.Hook{h.hook(closed.URL, hook.LeadCreated), h.hook(nobodys.URL, hook.LeadCreated), h.hook("https://"+newReceiver(t).url[len("http://"):], hook.LeadCreated)}
		h.happens(hook.LeadCreated, bureau)
		h.works(0)
		for i, want := range []hook.Trouble{hook.Unreachable, hook.BadTLS, hook.BadTLS} {
			of := k[i]
			if d := h.deliveries(of.ID); len(d) != 1 || d[0].State != hook.Waiting || d[0].Attempts[0].Trouble != want {
				t.Errorf("%s: %+v", want, d)
			}
		}
		// The settings allow less than they did: nothing is sent any more.
		strict := hook.New(hook.Deps{Store: store.NewHooks(db), Tx: db, Audit: db, Organisations: bureaus{}, Jobs: h.jobs, Clock: h.Clock})
		h.jobs.Handle(hook.JobDeliver, strict.Deliver, hook.Work)
		h.works(time.Minute)
		for _, of := range k {
			if d := h.deliveries(of.ID); d[0].Attempts[len(d[0].Attempts)-1].Trouble != hook.Forbidden {
				t.Errorf("%+v", d)
			}
		}
	})
}

func TestDraftsAreCheckedAndOnlyAdministratorsMakeThem(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		good := hook.Draft{Name: "CRM", URL: "https://crm.example.com/", Kinds: []hook.Kind{hook.LeadCreated}}
		for field, bad := range map[string]hook.Draft{
			"body.name":  {Name: " ", URL: good.URL, Kinds: good.Kinds},
			"body.url":   {Name: "CRM", URL: "https://10.0.0.1/", Kinds: good.Kinds},
			"body.kinds": {Name: "CRM", URL: good.URL, Kinds: []hook.Kind{hook.Test}},
		} {
			_, err := h.Create(t.Context(), admin, bureau, bad)
			if e := core.AsError(err); e.Kind != core.KindInvalid || len(e.Fields) != 1 || e.Fields[0].Field != field {
				t.Errorf("%s: %v", field, err)
			}
		}
		official := core.Actor{Person: "official", Kind: core.PersonMember, Memberships: []core.Membership{{Organisation: bureau, Kind: core.OrgBureau, Role: core.RoleOfficial}}}
		if _, err := h.Create(t.Context(), official, bureau, good); !core.HasCode(err, "not_allowed") {
			t.Errorf("%v", err)
		}
		for range 20 {
			_, err := h.Create(t.Context(), admin, bureau, good)
			h.ok(err)
		}
		if _, err := h.Create(t.Context(), admin, bureau, good); !core.HasCode(err, "webhooks_many") {
			t.Errorf("%v", err)
		}
		page, err := store.NewAccounts(db).AuditLines(t.Context(), account.AuditFilter{Action: "create-webhook"}, core.Paging{Limit: 50})
		if err != nil || len(page.Items) != 21 || page.Items[0].Result != core.AuditOK || page.Items[0].ObjectName["zh-CN"] != "CRM" || page.Items[20].Result != core.AuditRefused {
			t.Errorf("%d lines, %+v, %v", len(page.Items), page.Items, err)
		}
	})
}
