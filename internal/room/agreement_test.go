package room_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// frozen is the text of an agreement: here a page is a line.
func frozen(agreement core.ID) []byte {
	return []byte(strings.Repeat(agreement+" 第一页\n第二页\n第三页\n", 1))
}

func digestOf(b []byte) string { sum := sha256.Sum256(b); return hex.EncodeToString(sum[:]) }

// Frozen implements room.Documents.
func (h *house) Frozen(_ context.Context, session, agreement core.ID) ([]byte, error) {
	if session != h.session.ID {
		return nil, core.NotFound("agreement_not_found", "None.")
	}
	return frozen(agreement), nil
}

// Progress implements room.Documents.
func (h *house) Progress(_ context.Context, session, agreement core.ID) (room.AgreementShown, error) {
	if a, ok := h.agreements[agreement]; ok && session == h.session.ID {
		return a, nil
	}
	return room.AgreementShown{}, core.NotFound("agreement_not_found", "None.")
}

// sets tells the room of an agreement, as its domain does.
func (h *house) sets(a room.AgreementShown) error {
	if h.agreements == nil {
		h.agreements = map[core.ID]room.AgreementShown{}
	}
	h.agreements[a.Agreement] = a
	return h.svc.SetAgreement(h.ctx, h.session.ID, a)
}

func onePage(text []byte, page int) ([]byte, error) {
	return []byte(strings.Split(string(text), "\n")[page-1]), nil
}

// signing is an agreement of three pages as its domain tells of it.
func signing(id core.ID, state string, confirmed int) room.AgreementShown {
	a := room.AgreementShown{
		Agreement: id, Title: core.Text{"zh-CN": "项目合作协议"}, State: state, Digest: digestOf(frozen(id)), Pages: 3, FrozenAt: room.Stamp(start),
		Parties: []room.AgreementParty{}, Lines: []room.AgreementLine{{At: room.Stamp(start), Kind: "frozen"}},
	}
	for i, role := range []string{"甲方", "乙方", "丙方"} {
		signer := room.AgreementSigner{Name: "示例" + role, Position: "董事", State: "accepted", Person: fmt.Sprintf("signer-%d", i)}
		if i < confirmed {
			signer.State, signer.Level, signer.At = "confirmed", "passkey", room.Stamp(start)
		}
		a.Parties = append(a.Parties, room.AgreementParty{
			ID: role, Name: role + "公司", Role: role, Place: "杭州", Signers: []room.AgreementSigner{signer},
		})
	}
	return a
}

func (h *house) state() room.State {
	h.t.Helper()
	snap, _, err := h.svc.Snapshot(h.ctx, room.Seat{Room: h.room})
	h.ok(err)
	return snap.Public
}

func (h *house) heads() int64 {
	h.t.Helper()
	heads, err := h.svc.Heads(h.ctx, h.room)
	h.ok(err)
	return heads.Public
}

// stepCeremony does something of a ceremony.
func (h *house) stepCeremony(r *rand.Rand, host, who core.Actor, seats []room.Seat) error {
	id := fmt.Sprintf("agr%d", r.IntN(2))
	switch r.IntN(9) {
	case 0:
		return h.svc.RemoveAgreement(h.ctx, h.session.ID, id)
	case 1:
		_, err := h.svc.ReleaseAgreementPages(h.ctx, host, h.room, id, []room.PageRange{{1, 1 + r.IntN(3)}})
		return err
	case 2:
		_, err := h.svc.ShowStage(h.ctx, host, h.room, room.StageDocument, fmt.Appendf(nil, `{"agreement":%q,"page":2}`, id))
		return err
	case 3:
		_, err := h.svc.SetVenues(h.ctx, host, h.room, []room.Venue{{Kind: "site", Label: fmt.Sprint(r.IntN(3)), Participant: seats[1].Participant}})
		return err
	case 4:
		_, err := h.svc.SetStart(h.ctx, host, h.room, room.StartDraft{In: 5 * time.Second})
		return err
	case 5:
		return h.svc.CancelStart(h.ctx, host, h.room)
	case 6:
		_, err := h.svc.PressStart(h.ctx, who, h.room, time.Time{})
		return err
	case 7:
		return h.svc.KeepRecording(h.ctx, h.room, core.NewID(), "digest")
	}
	return h.sets(signing(id, "frozen", r.IntN(4)))
}

func TestARoomShowsHowFarAnAgreementIs(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		seat := h.enter(guest("signer-1"))
		h.ok(h.sets(signing("a", "frozen", 0)))
		before := h.heads()
		h.ok(h.sets(signing("a", "frozen", 0)))
		if h.heads() != before {
			t.Error("the same said twice made an entry")
		}
		h.ok(h.sets(signing("b", "frozen", 0)))
		h.ok(h.sets(signing("a", "frozen", 2)))
		all := h.state().Agreements
		if len(all) != 2 || all[0].Agreement != "a" || all[0].Parties[1].Signers[0].State != "confirmed" {
			t.Fatalf("%+v", all)
		}
		if got := all[0].Parties[1].Signers[0].Participant; got != seat.Participant {
			t.Errorf("the picture of the second party is that of %q", got)
		}
		// Who comes after everything was said about the agreement is known once on stage.
		late := h.enter(guest("signer-2"))
		_, err := h.svc.BringOnStage(h.ctx, official("host"), h.room, late.Participant, false)
		h.ok(err)
		for _, a := range h.state().Agreements {
			if got := a.Parties[2].Signers[0].Participant; got != late.Participant {
				t.Errorf("the picture of the third party of %s is that of %q", a.Agreement, got)
			}
		}
		all = h.state().Agreements
		if text := encode(t, all); strings.Contains(text, "signer-") {
			t.Errorf("accounts are told: %s", text)
		}
		// The caller's transaction decides.
		stop := errors.New("stop")
		err = h.rooms.InTx(h.ctx, func(ctx context.Context) error {
			h.ok(h.svc.SetAgreement(ctx, h.session.ID, signing("a", "released", 3)))
			return stop
		})
		if !errors.Is(err, stop) || h.state().Agreements[0].State != "frozen" {
			t.Error("a confirmation that was not kept is shown")
		}
		// What completes after the ceremony is shown after it.
		_, err = h.svc.SetPhase(h.ctx, official("host"), h.room, room.Live)
		h.ok(err)
		_, err = h.svc.SetPhase(h.ctx, official("host"), h.room, room.Ended)
		h.ok(err)
		h.ok(h.sets(signing("a", "released", 3)))
		h.ok(h.svc.RemoveAgreement(h.ctx, h.session.ID, "b"))
		h.ok(h.svc.RemoveAgreement(h.ctx, h.session.ID, "b"))
		if all := h.state().Agreements; len(all) != 1 || all[0].State != "released" {
			t.Errorf("%+v", all)
		}
	})
}

func TestPagesOfAnAgreementArePrivateUntilTheHostLetsThemOut(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		host, mei := official("host"), guest("mei")
		h.enter(mei)
		show := func(data string) error {
			_, err := h.svc.ShowStage(h.ctx, host, h.room, room.StageDocument, []byte(data))
			return err
		}
		read := func(who core.Actor, page int) error {
			pdf, err := h.svc.AgreementPage(h.ctx, who, h.room, "a", page)
			if err == nil && (strings.Contains(string(pdf), "第二页") != (page == 2) || strings.Count(string(pdf), "页") != 1) {
				t.Errorf("page %d is %q", page, pdf)
			}
			return err
		}
		h.code(show(`{"agreement":"a","page":2}`), "agreement_not_shown")
		draft := signing("a", "proposed", 0)
		draft.Digest, draft.Pages = "", 0
		h.ok(h.sets(draft))
		h.code(show(`{"agreement":"a","page":2}`), "agreement_not_frozen")
		h.code(read(host, 1), "agreement_not_frozen")
		h.ok(h.sets(signing("a", "frozen", 0)))
		h.code(show(`{"agreement":"a","page":4}`), "page_out_of_range")
		h.ok(show(`{"agreement":"a","page":2,"title":{"zh-CN":"另一份"},"digest":"00"}`))
		if data := string(h.state().Stage.Data); !strings.Contains(data, "项目合作协议") || !strings.Contains(data, digestOf(frozen("a"))) {
			t.Errorf("the stage says %s", data)
		}
		h.code(read(mei, 2), "page_private")
		h.ok(read(host, 2))
		open := func(who core.Actor, ranges ...room.PageRange) error {
			_, err := h.svc.ReleaseAgreementPages(h.ctx, who, h.room, "a", ranges)
			return err
		}
		h.code(open(mei, room.PageRange{1, 3}), "not_allowed")
		h.code(open(host, room.PageRange{3, 4}), "page_out_of_range")
		h.ok(open(host, room.PageRange{3, 3}, room.PageRange{2, 2}))
		if got := h.state().Agreements[0].Open; len(got) != 1 || got[0] != (room.PageRange{2, 3}) {
			t.Errorf("let out are %v", got)
		}
		h.ok(read(mei, 2))
		h.code(read(mei, 1), "page_private")
		h.code(read(mei, 4), "page_out_of_range")
		h.code(read(guest("nobody"), 2), "not_in_room")
		h.ok(open(host))
		h.code(read(mei, 2), "page_private")
		// Another text has other pages: none of them was let out.
		h.ok(open(host, room.PageRange{1, 3}))
		other := signing("a", "frozen", 0)
		other.Digest = digestOf([]byte("anders"))
		h.ok(h.sets(other))
		h.code(read(mei, 2), "page_private")
		if err := read(host, 3); err == nil || core.AsError(err).Kind != core.KindInternal {
			t.Errorf("a text with another digest is shown: %v", err)
		}
		// A rehearsal begins with the same agreements, and nothing of them let out.
		h.ok(open(host, room.PageRange{1, 3}))
		info, err := h.svc.OpenRehearsal(h.ctx, host, h.room)
		h.ok(err)
		snap, _, err := h.svc.Snapshot(h.ctx, room.Seat{Room: info.Room.ID})
		if h.ok(err); len(snap.Public.Agreements) != 1 || len(snap.Public.Agreements[0].Open) != 0 {
			t.Errorf("the rehearsal has %+v", snap.Public.Agreements)
		}
	})
}

// agreements come, change, are read and go.
func agreements(s *script) {
	set := func(id, state, rest string) {
		s.public("agreement.set", "", fmt.Sprintf(`{"agreement":%q,"title":{"zh-CN":"协议 <&>"},"state":%q%s}`, id, state, rest))
	}
	const (
		text    = `,"digest":"9f2c71ae","pages":12,"frozenAt":"2026-11-24T02:00:00.000Z"`
		parties = `,"parties":[{"id":"p1","name":"示例区投资促进局","role":"甲方","place":"杭州","signers":[{"name":"示例甲","position":"授权代表","state":"confirmed","at":"2026-11-24T02:08:12.000Z","level":"passkey","participant":"prt_mei"}]},` +
			`{"id":"p2","name":"示例控股","role":"乙方","signers":[{"name":"示例乙","state":"confirmed","level":"code"}]}]`
		lines = `,"lines":[{"at":"2026-11-24T02:00:00.000Z","kind":"frozen"},{"at":"2026-11-24T02:08:12.000Z","kind":"confirmed","who":"甲方","level":"passkey"}]`
	)
	set("a1", "draft", `,"parties":[],"lines":[]`)
	set("a2", "frozen", text+parties+lines)
	set("a3", "frozen", text+`,"parties":[]`) // not whole
	s.public("agreement.pages", host, `{"agreement":"a2","open":[[1,3],[12,12]]}`)
	s.public("agreement.pages", host, `{"agreement":"nobody's","open":[[1,3]]}`)
	s.public("stage.shown", host, `{"kind":"document","data":{"agreement":"a2","page":3,"pages":12,"title":{"zh-CN":"协议 <&>"},"digest":"9f2c71ae"}}`)
	set("a2", "confirmed", text+parties+lines)
	set("a1", "frozen", text+parties+lines)
	s.public("agreement.pages", host, `{"agreement":"a1","open":[[1,1]]}`)
	set("a1", "frozen", `,"digest":"00","pages":2`+parties+lines) // another text
	s.public("agreement.pages", "", `null`)
	set("a2", "released", text+`,"releasedAt":"2026-11-24T02:12:00.000Z"`+parties+lines)
	set("a4", "withdrawn", parties+lines)
	s.public("agreement.removed", "", `{"agreement":"a1"}`)
	s.public("agreement.removed", "", `{"agreement":"a1"}`)
	s.public("recording.kept", "", `{"id":"rec_1","digest":"aa"}`)
	s.public("recording.kept", "", `{"id":"rec_2","digest":"bb"}`)
}
