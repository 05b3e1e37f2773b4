package checkin_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/checkin"
	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

const hall, elsewhere = "hall", "elsewhere"

// house is the door of two events of one bureau, on a real store.
type house struct {
	*checkin.Service
	t   *testing.T
	db  *store.DB
	ctx context.Context
}

func newHouse(t *testing.T, db *store.DB) *house {
	t.Helper()
	h := &house{t: t, db: db, ctx: context.Background()}
	h.Service = checkin.New(checkin.Deps{Store: store.NewCheckIns(db), Tx: db, Audit: db, Events: programme{}})
	accounts := store.NewAccounts(db)
	h.ok(accounts.InsertOrganisation(h.ctx, account.Organisation{ID: "bureau", Kind: core.OrgBureau, Name: core.Text{"zh-CN": "局"}}))
	events := store.NewEvents(db)
	for _, id := range []core.ID{hall, elsewhere} {
		h.ok(events.InsertEvent(h.ctx, event.Event{ID: id, Slug: id, Status: event.StatusPublished, Organisation: "bureau", TimeZone: "Asia/Shanghai"}))
	}
	return h
}

// programme knows the events by their ids.
type programme struct{}

// Find implements checkin.Events.
func (programme) Find(_ context.Context, _ core.Actor, idOrSlug string) (core.ID, core.ID, error) {
	return idOrSlug, "bureau", nil
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
		h.t.Errorf("got %v, want %s", err, code)
	}
}

func (h *house) registers(id core.ID, ev core.ID, name, phone string, status event.RegistrationStatus) {
	h.t.Helper()
	h.ok(store.NewAccounts(h.db).InsertPerson(h.ctx, account.Person{ID: "p-" + id, Kind: core.PersonGuest, Name: name, Language: "zh-CN", TimeZone: "Asia/Shanghai"}))
	now := time.Now().UTC()
	h.ok(store.NewEvents(h.db).InsertRegistration(h.ctx, event.Registration{
		ID: id, Event: ev, Person: "p-" + id, Status: status, Name: name, OrganisationName: "示例公司", ContactKind: account.ContactPhone, Contact: phone,
		Language: "zh-CN", CreatedAt: now, QueuedAt: now, Consent: event.Consent{At: now},
	}))
}

var official = core.Actor{Person: "official", Kind: core.PersonMember, Memberships: []core.Membership{{Organisation: "bureau", Kind: core.OrgBureau, Role: core.RoleOfficial}}}

func TestTwoPhonesThatScanTheSameCodesCountEverybodyOnce(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		const people = 100
		for i := range people {
			h.registers(fmt.Sprintf("r%03d", i), hall, fmt.Sprintf("来宾%d", i), fmt.Sprintf("+861380000%04d", i), event.Confirmed)
		}
		var mu sync.Mutex
		fresh, again := 0, 0
		var phones sync.WaitGroup
		for phone := range 2 { // 200 scans: each code by both phones, in opposite orders that meet
			phones.Go(func() {
				for i := range people {
					n := i
					if phone == 1 {
						n = people - 1 - i
					}
					_, repeated, err := h.Create(h.ctx, official, hall, checkin.Draft{Code: checkin.Code("https://zs.example/", fmt.Sprintf("r%03d", n)), Method: checkin.Scan})
					mu.Lock()
					switch {
					case err != nil:
						t.Errorf("scan of %d: %v", n, err)
					case repeated:
						again++
					default:
						fresh++
					}
					mu.Unlock()
				}
			})
		}
		phones.Wait()
		page, counts, err := h.List(h.ctx, official, hall, core.Paging{Limit: 200})
		h.ok(err)
		if fresh != people || again != people || counts != (checkin.Counts{Expected: people, Came: people}) || len(page.Items) != people {
			t.Errorf("%d came, %d again, counted %+v, listed %d", fresh, again, counts, len(page.Items))
		}
	})
}

func TestTheDoorSaysWhyNot(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.registers("in", hall, "陈䶮", "+8613800001234", event.Confirmed)
		h.registers("waits", hall, "林间", "+85291231234", event.Waiting)
		h.registers("gone", hall, "周野", "+8613800009999", event.Cancelled)
		h.registers("other", elsewhere, "何处", "+8613800001234", event.Confirmed)
		scan := func(code string) error {
			_, _, err := h.Create(h.ctx, official, hall, checkin.Draft{Code: code, Method: checkin.Scan})
			return err
		}
		h.code(scan("https://zs.example/c/nobody"), "check_in_unknown")
		h.code(scan("WIFI:T:WPA;S:x;;"), "check_in_unknown")
		h.code(scan(""), "check_in_code_missing")
		h.code(scan("gone"), "check_in_cancelled")
		h.code(scan("other"), "check_in_other_event")
		h.code(scan("waits"), "check_in_waiting")
		_, _, err := h.Create(h.ctx, official, hall, checkin.Draft{Registration: "waits", Method: checkin.Digits, AdmitWaiting: true})
		h.ok(err)
		_, _, err = h.Create(h.ctx, core.Actor{Person: "guest", Kind: core.PersonGuest}, hall, checkin.Draft{Code: "in"})
		h.code(err, "not_allowed")

		found, err := h.Find(h.ctx, official, hall, "１２３４") // full width, as some keyboards give them
		h.ok(err)
		if len(found) != 2 || found[0].Contact == "+8613800001234" {
			t.Errorf("found %+v", found)
		}
		byName, err := h.Find(h.ctx, official, hall, "䶮")
		h.ok(err)
		if len(byName) != 1 || byName[0].Registration != "in" || byName[0].CheckedInAt != nil {
			t.Errorf("found %+v", byName)
		}
		_, err = h.Find(h.ctx, official, hall, "12")
		h.code(err, "check_in_digits")

		c, _, err := h.Create(h.ctx, official, hall, checkin.Draft{Code: "in", Method: checkin.Scan})
		h.ok(err)
		h.code(h.Undo(h.ctx, official, elsewhere, c.ID), "check_in_not_found")
		h.ok(h.Undo(h.ctx, official, hall, c.ID))
		_, counts, err := h.List(h.ctx, official, hall, core.Paging{Limit: 10})
		h.ok(err)
		if counts != (checkin.Counts{Expected: 1, Came: 1}) {
			t.Errorf("%+v", counts)
		}

		h.ok(h.ErasePerson(h.ctx, core.System(), "p-waits"))
		page, counts, err := h.List(h.ctx, official, hall, core.Paging{Limit: 10})
		h.ok(err)
		if counts.Came != 1 || len(page.Items) != 1 || page.Items[0].Person != "" {
			t.Errorf("after an erasure: %+v, %+v", counts, page.Items)
		}
	})
}
