package lead_test

import (
	"context"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/lead"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

var noon = time.Date(2026, 11, 28, 4, 0, 0, 0, time.UTC)

// house is leads on a real store, with two parcels: one in a room, one on its page alone.
type house struct {
	*lead.Service
	t     *testing.T
	ctx   context.Context
	asked []room.Ask
}

func newHouse(t *testing.T, db *store.DB) *house {
	h := &house{t: t, ctx: context.Background()}
	h.Service = lead.New(lead.Deps{Store: store.NewLeads(db), Tx: db, Audit: db, Parcels: h, Rooms: h, Clock: func() time.Time { return noon }})
	return h
}

// Offered and Rooms implement lead.Parcels, NoteInterest and AskAboutParcel lead.Rooms.
func (h *house) Offered(_ context.Context, parcel core.ID) (lead.Parcel, core.ID, error) {
	if parcel == "secret" {
		return lead.Parcel{}, "", core.NotFound("parcel_not_found", "None.")
	}
	return lead.Parcel{ID: parcel, Number: "示例储出〔2026〕1 号", Name: core.Text{"zh-CN": "甲"}}, "bureau", nil
}

func (h *house) Rooms(_ context.Context, parcel core.ID) ([]core.ID, error) {
	if parcel == "shown" {
		return []core.ID{"hall", "other"}, nil
	}
	return nil, nil
}

func (h *house) NoteInterest(_ context.Context, _ core.Actor, id, _ core.ID, offset time.Duration) (room.Interest, error) {
	if id != "hall" {
		return room.Interest{}, core.NotFound("room_not_found", "None.")
	}
	return room.Interest{
		Session: room.Session{ID: "session", Event: "event"}, Parcel: room.ParcelShown{Place: 2}, At: noon.Add(-time.Hour), Second: int(offset.Seconds()),
	}, nil
}

func (h *house) AskAboutParcel(_ context.Context, _ core.Actor, id core.ID, ask room.Ask) (room.Question, error) {
	h.asked = append(h.asked, ask)
	return room.Question{ID: "question in " + id}, nil
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

func guest(name string) core.Actor { return core.Actor{Person: name, Kind: core.PersonGuest} }

func official(bureau string) core.Actor {
	return core.Actor{Person: "official of " + bureau, Kind: core.PersonMember, Memberships: []core.Membership{
		{Organisation: bureau, Kind: core.OrgBureau, Role: core.RoleOfficial},
	}}
}

func (h *house) list(actor core.Actor, f lead.Filter) []lead.Lead {
	h.t.Helper()
	f.Limit = 20
	page, err := h.List(h.ctx, actor, f, false)
	h.ok(err)
	return page.Items
}

func TestWhoWantsToTalkIsKeptOnceForAPlace(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		draft := lead.Draft{Parcel: "shown", Room: "hall", Offset: 754 * time.Second, Note: "  下周可以面谈 "}
		made, err := h.Create(h.ctx, guest("mei"), draft)
		h.ok(err)
		want := lead.Source{Event: "event", Session: "session", Room: "hall", At: noon.Add(-time.Hour), Second: 754}
		if made.Source != want || made.Note != "下周可以面谈" || made.Parcel.Place != 2 || made.Organisation != "bureau" {
			t.Fatalf("%+v", made)
		}
		again, err := h.Create(h.ctx, guest("mei"), draft)
		h.ok(err)
		page, err := h.Create(h.ctx, guest("mei"), lead.Draft{Parcel: "shown"}) // on its page, another place
		h.ok(err)
		_, err = h.Create(h.ctx, guest("lin"), draft)
		h.ok(err)
		if again.ID != made.ID || page.ID == made.ID {
			t.Fatalf("%s and %s after %s", again.ID, page.ID, made.ID)
		}
		if all := h.list(official("bureau"), lead.Filter{}); len(all) != 3 || all[2].Source.Second != 754 || all[2].Parcel.Name["zh-CN"] != "甲" {
			t.Fatalf("%+v", all)
		}
		if inRoom := h.list(official("bureau"), lead.Filter{Room: "hall"}); len(inRoom) != 2 {
			t.Errorf("%d in the room", len(inRoom))
		}
		if others := h.list(official("elsewhere"), lead.Filter{}); len(others) != 0 {
			t.Errorf("another bureau reads %+v", others)
		}
		mine, err := h.Mine(h.ctx, guest("mei"), core.Paging{Limit: 9})
		h.ok(err)
		if len(mine.Items) != 2 {
			t.Errorf("%d are mine", len(mine.Items))
		}
		h.code(h.Withdraw(h.ctx, guest("lin"), made.ID), "lead_not_found")
		h.ok(h.Withdraw(h.ctx, guest("mei"), made.ID))
		_, err = h.Create(h.ctx, guest("mei"), draft)
		h.ok(err)

		_, err = h.Create(h.ctx, guest("mei"), lead.Draft{Parcel: "secret"})
		h.code(err, "parcel_not_found")
		_, err = h.Create(h.ctx, guest("mei"), lead.Draft{Parcel: "shown", Room: "nowhere"})
		h.code(err, "room_not_found")
		_, err = h.Create(h.ctx, core.Actor{}, draft)
		h.code(err, "sign_in_required")
		_, err = h.List(h.ctx, guest("mei"), lead.Filter{}, false)
		h.code(err, "not_allowed")
		_, err = h.List(h.ctx, guest("mei"), lead.Filter{}, true)
		h.code(err, "not_allowed")
	})
}

func TestTheBureauSaysHowFarItIs(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		made, err := h.Create(h.ctx, guest("mei"), lead.Draft{Parcel: "shown"})
		h.ok(err)
		_, err = h.SetStatus(h.ctx, official("elsewhere"), made.ID, 1, lead.Contacted)
		h.code(err, "not_allowed")
		got, err := h.SetStatus(h.ctx, official("bureau"), made.ID, 1, lead.Contacted)
		h.ok(err)
		if got.Status != lead.Contacted || got.Version != 2 || got.UpdatedBy != "official of bureau" {
			t.Errorf("%+v", got)
		}
		_, err = h.SetStatus(h.ctx, official("bureau"), made.ID, 1, lead.Closed)
		h.code(err, "version_conflict")
		if fresh := h.list(official("bureau"), lead.Filter{Status: lead.Fresh}); len(fresh) != 0 {
			t.Errorf("%+v", fresh)
		}
		h.ok(h.ErasePerson(h.ctx, core.System(), "mei"))
		if all := h.list(official("bureau"), lead.Filter{}); len(all) != 1 || all[0].Person != "" || all[0].Note != "" {
			t.Errorf("after erasing the person: %+v", all)
		}
	})
}

func TestAQuestionGoesWhereItCanBeAnswered(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		asked, err := h.AskAbout(h.ctx, guest("mei"), lead.Ask{Parcel: "shown", Text: "何时交地？", Anonymous: true, Key: "key"})
		h.ok(err)
		if asked.Question != "question in hall" || asked.Lead != nil || len(h.asked) != 1 || h.asked[0] != (room.Ask{Text: "何时交地？", Anonymous: true, Key: "key", Parcel: "shown"}) {
			t.Fatalf("%+v, %+v", asked, h.asked)
		}
		alone := lead.Ask{Parcel: "alone", Text: "何时挂牌？"}
		first, err := h.AskAbout(h.ctx, guest("mei"), alone)
		h.ok(err)
		again, err := h.AskAbout(h.ctx, guest("mei"), alone)
		h.ok(err)
		if first.Lead == nil || first.Lead.Kind != lead.Question || again.Lead.ID != first.Lead.ID {
			t.Fatalf("%+v and %+v", first, again)
		}
		alone.Anonymous = true
		_, err = h.AskAbout(h.ctx, guest("mei"), alone)
		h.code(err, "question_needs_name")
		_, err = h.AskAbout(h.ctx, guest("mei"), lead.Ask{Parcel: "alone", Text: "？"})
		h.code(err, "lead_note_length")
		_, err = h.AskAbout(h.ctx, guest("mei"), lead.Ask{Parcel: "secret", Text: "在哪里？"})
		h.code(err, "parcel_not_found")
	})
}
