package room_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

func (h *house) item(title string, minutes int) room.RundownItem {
	h.t.Helper()
	it, err := h.svc.AddRundownItem(h.ctx, official("host"), h.room, room.RundownDraft{Title: title, Minutes: minutes}, "")
	h.ok(err)
	return it
}

func (h *house) rundown() room.Rundown {
	h.t.Helper()
	r, err := h.svc.Rundown(h.ctx, official("host"), h.room)
	h.ok(err)
	return r
}

func (h *house) run(item, from core.ID) {
	h.t.Helper()
	_, err := h.svc.RunItem(h.ctx, official("host"), h.room, item, from)
	h.ok(err)
}

// running is the run of show as everybody sees it, by the fold of the log, which the
// snapshot has to equal.
func (h *house) running() room.RundownShown {
	h.t.Helper()
	seat := h.enter(official("host"))
	snap, _, err := h.svc.Snapshot(h.ctx, seat)
	h.ok(err)
	log := append(h.log(seat, room.Public), h.log(seat, room.Staff)...)
	state, staff := foldAll(log, room.NewState(), room.NewStaffState())
	if got, want := encode(h.t, snap.Public), encode(h.t, state); got != want {
		h.t.Fatalf("the snapshot is %s, the fold %s", got, want)
	}
	if got, want := encode(h.t, snap.Staff), encode(h.t, staff); got != want {
		h.t.Fatalf("the snapshot for staff is %s, the fold %s", got, want)
	}
	return state.Rundown
}

func titles(r room.Rundown) string {
	var out []string
	for _, it := range r.Items {
		out = append(out, it.Title)
	}
	return strings.Join(out, " ")
}

func TestARundownIsPlannedTogether(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		host := official("host")
		h.session.People["lin"] = policy.Presenter
		a, c := h.item("开场", 5), h.item("答问", 20)
		b, err := h.svc.AddRundownItem(h.ctx, host, h.room, room.RundownDraft{Title: " 推介 ", Minutes: 15, Person: "lin", Speaker: "别人", Notes: "先问好"}, a.ID)
		h.ok(err)
		r := h.rundown()
		if titles(r) != "开场 推介 答问" || r.Items[1].Speaker != "" || !r.Items[2].StartsAt.Equal(start.Add(20*time.Minute)) {
			t.Fatalf("got %+v", r.Items)
		}
		if len(r.Crew) != 2 || r.Crew[1].Person != "lin" || r.Crew[1].Participant != "" {
			t.Fatalf("the crew is %+v", r.Crew)
		}

		// Two edit different items and do not disturb each other; the same one they do.
		_, err = h.svc.UpdateRundownItem(h.ctx, host, h.room, a.ID, a.Version, room.RundownDraft{Title: "开场", Minutes: 10})
		h.ok(err)
		_, err = h.svc.UpdateRundownItem(h.ctx, host, h.room, b.ID, b.Version, room.RundownDraft{Title: "推介", Minutes: 15})
		h.ok(err)
		_, err = h.svc.UpdateRundownItem(h.ctx, host, h.room, a.ID, a.Version, room.RundownDraft{Title: "开幕", Minutes: 10})
		h.code(err, "version_conflict")

		for want, d := range map[string]room.RundownDraft{
			"rundown_title":      {Title: " ", Minutes: 5},
			"rundown_minutes":    {Title: "甲"},
			"rundown_person":     {Title: "甲", Minutes: 5, Person: "stranger"},
			"page_out_of_range":  {Title: "甲", Minutes: 5, Stage: &room.RundownStage{Kind: room.StageSlides, Data: json.RawMessage(`{"file":"deck","page":10}`)}},
			"stage_kind_unknown": {Title: "甲", Minutes: 5, Stage: &room.RundownStage{Kind: "hologram"}},
		} {
			_, err := h.svc.AddSlides(h.ctx, host, h.room, "deck")
			h.ok(err)
			_, err = h.svc.AddRundownItem(h.ctx, host, h.room, d, "")
			if e := core.AsError(err); e.Code != want && (len(e.Fields) == 0 || e.Fields[0].Code != want) {
				t.Errorf("got %v, want %s", err, want)
			}
		}

		r, err = h.svc.OrderRundown(h.ctx, host, h.room, h.rundown().Version, []core.ID{c.ID, a.ID, b.ID})
		h.ok(err)
		if titles(r) != "答问 开场 推介" {
			t.Fatalf("got %s", titles(r))
		}
		_, err = h.svc.OrderRundown(h.ctx, host, h.room, r.Version-1, []core.ID{a.ID, b.ID, c.ID})
		h.code(err, "version_conflict")
		_, err = h.svc.OrderRundown(h.ctx, host, h.room, r.Version, []core.ID{a.ID, a.ID, c.ID})
		h.code(err, "rundown_order")
		h.code(h.svc.RemoveRundownItem(h.ctx, host, h.room, c.ID, c.Version+1), "version_conflict")
		h.ok(h.svc.RemoveRundownItem(h.ctx, host, h.room, c.ID, c.Version))
		h.code(h.svc.RemoveRundownItem(h.ctx, host, h.room, c.ID, c.Version), "rundown_item_not_found")
		if got := titles(h.rundown()); got != "开场 推介" {
			t.Fatalf("got %s", got)
		}
	})
}

func TestTheRundownRunsTheSession(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		host := official("host")
		h.session.People["lin"] = policy.Presenter
		_, err := h.svc.AddSlides(h.ctx, host, h.room, "deck")
		h.ok(err)
		page := func(n int) *room.RundownStage {
			return &room.RundownStage{Kind: room.StageSlides, Data: json.RawMessage(fmt.Sprintf(`{"file":"deck","page":%d}`, n))}
		}
		a, b := h.item("开场", 5), h.item("推介", 15)
		c := h.item("答问", 20)
		_, err = h.svc.UpdateRundownItem(h.ctx, host, h.room, b.ID, 1, room.RundownDraft{Title: "推介", Minutes: 15, Person: "lin", Stage: page(3), Notes: "底价不说"})
		h.ok(err)

		_, err = h.svc.SetPhase(h.ctx, host, h.room, room.Live) // starts the first item as well
		h.ok(err)
		h.wait(6 * time.Minute)
		var all sync.WaitGroup
		for _, name := range []string{"host", "other", "third"} { // press next at once
			all.Go(func() {
				if _, err := h.svc.RunItem(h.ctx, official(name), h.room, b.ID, a.ID); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		_, err = h.svc.RunItem(h.ctx, host, h.room, c.ID, a.ID)
		h.code(err, "rundown_moved")
		h.wait(4 * time.Minute)
		_, err = h.svc.SetPhase(h.ctx, host, h.room, room.Paused)
		h.ok(err)
		h.wait(10 * time.Minute)
		_, err = h.svc.SetPhase(h.ctx, host, h.room, room.Live)
		h.ok(err)
		h.wait(time.Minute)

		r := h.rundown()
		if got := fmt.Sprintln(r.Items[0].Status, r.Items[0].Ran, r.Items[1].Status, r.Items[1].Ran, r.Items[1].Material, r.Items[2].Status); got != "done 6m0s running 5m0s ready planned\n" {
			t.Fatalf("got %s", got)
		}
		// What is done is fixed; of what is on, only what nobody was told can change.
		for _, it := range []room.ScheduledItem{r.Items[0], r.Items[1]} {
			_, err = h.svc.UpdateRundownItem(h.ctx, host, h.room, it.ID, it.Version, room.RundownDraft{Title: "另一", Minutes: 1})
			h.code(err, "rundown_item_done")
			h.code(h.svc.RemoveRundownItem(h.ctx, host, h.room, it.ID, it.Version), "rundown_item_done")
		}
		_, err = h.svc.OrderRundown(h.ctx, host, h.room, r.Version, []core.ID{b.ID, a.ID, c.ID})
		h.code(err, "rundown_item_done")
		on := r.Items[1].RundownDraft
		on.Notes = "底价不说，问起就转台账"
		_, err = h.svc.UpdateRundownItem(h.ctx, host, h.room, b.ID, r.Items[1].Version, on)
		h.ok(err)
		_, err = h.svc.UpdateRundownItem(h.ctx, host, h.room, c.ID, c.Version, room.RundownDraft{Title: "部门答问", Minutes: 20})
		h.ok(err)

		seat := h.enter(host)
		shown := h.running()
		if len(shown.Runs) != 2 || shown.Next == nil || shown.Next.Title != "部门答问" {
			t.Fatalf("got %+v", shown)
		}
		people, err := h.svc.People(h.ctx, h.room, []core.ID{shown.Runs[1].Participant})
		h.ok(err)
		if len(people) != 1 || people[0].Name != "name of lin" {
			t.Fatalf("who speaks is %+v", people)
		}
		want := []string{
			room.TypeState, room.TypeRundownStarted, room.TypeRundownStarted, room.TypeStage, room.TypeState, room.TypeState, room.TypeRundownNext,
		}
		public := h.log(seat, room.Public)
		if got := types(public); !slices.Equal(got, want) {
			t.Fatalf("the log has %v", got)
		}
		if text := encode(t, append(public, h.log(seat, room.Staff)...)); strings.Contains(text, "底价") || strings.Contains(text, "lin\"") {
			t.Fatalf("notes or names are in the log: %s", text)
		}

		h.run("", b.ID)
		h.run(a.ID, "") // back to the first
		h.wait(time.Minute)
		_, err = h.svc.SetPhase(h.ctx, host, h.room, room.Ended)
		h.ok(err)
		if r = h.rundown(); r.Items[0].Ran != 7*time.Minute || r.Items[0].Status != room.ItemDone {
			t.Fatalf("got %+v", r.Items[0])
		}
		h.running()
		_, err = h.svc.AddRundownItem(h.ctx, host, h.room, room.RundownDraft{Title: "加一", Minutes: 1}, "")
		h.code(err, "room_ended")
		_, err = h.svc.RunItem(h.ctx, host, h.room, c.ID, "")
		h.code(err, "room_ended")
	})
}

func TestAnItemWhoseFileIsGoneStartsAnyway(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		host := official("host")
		_, err := h.svc.AddSlides(h.ctx, host, h.room, "deck")
		h.ok(err)
		it, err := h.svc.AddRundownItem(h.ctx, host, h.room, room.RundownDraft{
			Title: "推介", Minutes: 5, Stage: &room.RundownStage{Kind: room.StageSlides, Data: json.RawMessage(`{"file":"deck","page":1}`)},
		}, "")
		h.ok(err)
		h.ok(h.svc.RemoveSlides(h.ctx, host, h.room, "deck"))
		if m := h.rundown().Items[0].Material; m != room.MaterialMissing {
			t.Fatalf("the material is %s", m)
		}
		h.run(it.ID, "") // before the session: starts it
		if got := types(h.log(h.enter(host), room.Public)); !slices.Equal(got, []string{room.TypeState, room.TypeRundownStarted}) {
			t.Fatalf("got %v", got)
		}
	})
}

func TestWhoMayNotTouchTheRundownIsRefusedAndNoted(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.session.People["lin"], h.session.People["mod"] = policy.Presenter, policy.Moderator
		it := h.item("开场", 5)
		lin, mod, g := guest("lin"), guest("mod"), guest("g")
		h.enter(g)
		refusals := map[string]func(a core.Actor) error{
			"get-rundown": func(a core.Actor) error { _, err := h.svc.Rundown(h.ctx, a, h.room); return err },
			"add-rundown-item": func(a core.Actor) error {
				_, err := h.svc.AddRundownItem(h.ctx, a, h.room, room.RundownDraft{Title: "甲", Minutes: 1}, "")
				return err
			},
			"update-rundown-item": func(a core.Actor) error {
				_, err := h.svc.UpdateRundownItem(h.ctx, a, h.room, it.ID, 1, it.RundownDraft)
				return err
			},
			"remove-rundown-item": func(a core.Actor) error { return h.svc.RemoveRundownItem(h.ctx, a, h.room, it.ID, 1) },
			"order-rundown":       func(a core.Actor) error { _, err := h.svc.OrderRundown(h.ctx, a, h.room, 1, nil); return err },
			"run-rundown":         func(a core.Actor) error { _, err := h.svc.RunItem(h.ctx, a, h.room, it.ID, ""); return err },
			"set-ready":           func(a core.Actor) error { return h.svc.SetReady(h.ctx, a, h.room, true, nil) },
			"open-rehearsal":      func(a core.Actor) error { _, err := h.svc.OpenRehearsal(h.ctx, a, h.room); return err },
			"close-rehearsal":     func(a core.Actor) error { return h.svc.CloseRehearsal(h.ctx, a, h.room) },
		}
		for op, try := range refusals {
			h.code(try(g), "not_allowed")
			page, err := store.NewAccounts(db).AuditLines(h.ctx, account.AuditFilter{Action: op, Result: core.AuditRefused}, core.Paging{Limit: 10})
			h.ok(err)
			if len(page.Items) != 1 {
				t.Errorf("%s: the audit log has %+v", op, page.Items)
			}
		}
		h.code(refusals["run-rundown"](lin), "not_allowed")
		h.code(refusals["add-rundown-item"](mod), "not_allowed")
		h.ok(refusals["add-rundown-item"](lin))
		h.ok(refusals["set-ready"](mod))
	})
}

func TestTheCrewSaysThatItIsReady(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.session.People["lin"] = policy.Presenter
		for range 2 {
			h.ok(h.svc.SetReady(h.ctx, guest("lin"), h.room, true, nil))
		}
		h.running()
		if r := h.rundown(); !r.Crew[1].Ready || r.Crew[0].Ready {
			t.Fatalf("got %+v", r.Crew)
		}
		h.ok(h.svc.SetReady(h.ctx, guest("lin"), h.room, false, nil))
		h.ok(h.svc.SetReady(h.ctx, guest("lin"), h.room, true, nil))
		h.ok(h.svc.ErasePerson(h.ctx, core.System(), "lin"))
		h.running()
	})
}

// TestAnySequenceGivesConsistentTimes plays sessions at random and adds up beside.
func TestAnySequenceGivesConsistentTimes(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		for seed := range uint64(6) {
			h := newHouse(t, db)
			r := rand.New(rand.NewPCG(seed, 7)) //nolint:gosec // repeatable on purpose
			var items []core.ID
			for i := range 4 {
				items = append(items, h.item(fmt.Sprintf("第 %d 项", i+1), 5).ID)
			}
			host := official("host")
			ran, current, phase := map[core.ID]time.Duration{}, "", room.Waiting
			for range 40 {
				passed := time.Duration(r.IntN(90_000)) * time.Millisecond
				h.wait(passed)
				if current != "" && phase == room.Live {
					ran[current] += passed
				}
				switch pick := r.IntN(10); {
				case pick < 5: // next, previous or any
					to := items[r.IntN(len(items))]
					h.run(to, current)
					if current = to; phase == room.Waiting {
						phase = room.Live
					}
				case pick == 5:
					if phase != room.Waiting {
						h.run("", current)
						current = ""
					}
				default:
					to := room.Paused
					if phase != room.Live {
						to = room.Live
					}
					if phase == room.Waiting {
						current = items[0]
					}
					_, err := h.svc.SetPhase(h.ctx, host, h.room, to)
					h.ok(err)
					phase = to
				}
			}
			if phase == room.Waiting {
				continue
			}
			_, err := h.svc.SetPhase(h.ctx, host, h.room, room.Ended)
			h.ok(err)
			h.consistent(ran)
		}
	})
}

// consistent checks the runs of an ended session: one after another, none longer
// than it was on, and together what the items ran.
func (h *house) consistent(ran map[core.ID]time.Duration) {
	h.t.Helper()
	shown, before := h.running(), ""
	for _, run := range shown.Runs {
		from, errFrom := time.Parse(time.RFC3339, run.At)
		until, errUntil := time.Parse(time.RFC3339, run.Until)
		if errFrom != nil || errUntil != nil || run.At < before || until.Before(from) || run.Since != "" ||
			time.Duration(run.RanMs)*time.Millisecond > until.Sub(from) {
			h.t.Fatalf("a run is %+v, the one before ended %s", run, before)
		}
		before = run.Until
	}
	for _, it := range h.rundown().Items {
		if it.Ran != ran[it.ID] {
			h.t.Fatalf("%s ran %s, should be %s", it.Title, it.Ran, ran[it.ID])
		}
	}
}
