package room_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// encoders are those of a room, by id.
type encoders map[core.ID]string

// EncoderLabel implements room.Encoders.
func (e encoders) EncoderLabel(_ context.Context, _, id core.ID) (string, error) {
	if label := e[id]; label != "" {
		return label, nil
	}
	return "", core.NotFound("encoder_not_found", "There is none.")
}

// onStage are the names of those on stage, by the fold of the log, which the snapshot has to equal.
func (h *house) onStage() string {
	h.t.Helper()
	seat := h.enter(official("host"))
	snap, _, err := h.svc.Snapshot(h.ctx, seat)
	h.ok(err)
	state, _ := foldAll(h.log(seat, room.Public), room.NewState(), room.NewStaffState())
	if encode(h.t, state) != encode(h.t, snap.Public) {
		h.t.Fatalf("the fold is %s, the snapshot %s", encode(h.t, state), encode(h.t, snap.Public))
	}
	names := map[core.ID]string{}
	for _, p := range snap.People {
		names[p.ID] = p.Name
	}
	var out []string
	for _, p := range state.Scene.People {
		word := p.Label
		if p.ID != "" {
			word = names[p.ID]
		}
		if p.Muted {
			word += "!"
		}
		out = append(out, word)
	}
	return strings.Join(out, " ")
}

func (h *house) expectOnStage(want string) {
	h.t.Helper()
	if got := h.onStage(); got != want {
		h.t.Fatalf("on stage is %q, want %q", got, want)
	}
}

func (h *house) bring(id core.ID) {
	h.t.Helper()
	_, err := h.svc.BringOnStage(h.ctx, official("host"), h.room, id, false)
	h.ok(err)
}

func TestPeopleComeOnStageAndLeaveIt(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.svc.Encoders = encoders{"enc": "现场"}
		host, mei, lin := official("host"), guest("mei"), guest("lin")
		meiID, linID := h.enter(mei).Participant, h.enter(lin).Participant
		h.raise(mei)
		h.bring(meiID)
		h.expectOnStage(mei.Name)
		h.expectQueue("") // her hand came down
		_, err := h.svc.GoLive(h.ctx, host, h.room, []core.ID{linID, "enc", meiID}, room.LayoutThreeVenues)
		h.ok(err)
		h.expectOnStage(mei.Name + " " + lin.Name + " 现场")
		_, err = h.svc.BringOnStage(h.ctx, host, h.room, linID, true)
		h.ok(err)
		h.expectOnStage(mei.Name + " " + lin.Name + "! 现场")

		screen, none := linID, ""
		scene, err := h.svc.SetScene(h.ctx, host, h.room, room.SceneUpdate{Screen: &screen, Speaker: &meiID})
		h.ok(err)
		if scene.Screen != linID || scene.Speaker != meiID || scene.Layout != room.LayoutThreeVenues {
			t.Errorf("got %+v", scene)
		}
		_, err = h.svc.SendOffStage(h.ctx, lin, h.room, linID) // oneself
		h.ok(err)
		if scene, err = h.svc.Scene(h.ctx, h.room); err != nil || scene.Screen != "" || scene.Speaker != meiID {
			t.Errorf("without who shared the screen: %+v, %v", scene, err)
		}
		_, err = h.svc.SetScene(h.ctx, host, h.room, room.SceneUpdate{Speaker: &linID})
		h.code(err, "not_on_stage")
		_, err = h.svc.SetScene(h.ctx, host, h.room, room.SceneUpdate{Speaker: &none})
		h.ok(err)
		_, err = h.svc.SendOffStage(h.ctx, lin, h.room, meiID)
		h.code(err, "not_allowed")
		_, err = h.svc.BringOnStage(h.ctx, host, h.room, "nobody", false)
		h.code(err, "participant_not_found")

		before, err := h.svc.Heads(h.ctx, h.room)
		h.ok(err)
		_, err = h.svc.SendOffStage(h.ctx, host, h.room, linID) // again
		h.ok(err)
		if after, err := h.svc.Heads(h.ctx, h.room); err != nil || after.Public != before.Public {
			t.Error("nothing changed, and there is an entry")
		}
		_, err = h.svc.SetPhase(h.ctx, host, h.room, room.Live)
		h.ok(err)
		_, err = h.svc.SetPhase(h.ctx, host, h.room, room.Ended)
		h.ok(err)
		h.expectOnStage("")
		_, err = h.svc.BringOnStage(h.ctx, host, h.room, meiID, false)
		h.code(err, "room_ended")
	})
}

func TestWhoMayNotBeThereLeavesTheStage(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		host, mei, lin := official("host"), guest("mei"), guest("lin")
		h.session.People["lin"] = policy.Presenter
		meiID, linID := h.enter(mei).Participant, h.enter(lin).Participant
		for name, leave := range map[string]func(){
			"kicked": func() { _, err := h.svc.Kick(h.ctx, host, h.room, meiID, ""); h.ok(err) },
			"banned": func() { _, err := h.svc.Ban(h.ctx, host, h.room, meiID, ""); h.ok(err) },
			"no presenter by the room": func() {
				_, err := h.svc.SetRole(h.ctx, host, h.room, linID, policy.Guest)
				h.ok(err)
				_, err = h.svc.SetRole(h.ctx, host, h.room, linID, policy.Presenter)
				h.ok(err)
			},
		} {
			h.wait(2 * time.Minute)
			if name != "no presenter by the room" {
				h.bring(meiID)
			} else {
				h.bring(linID)
			}
			leave()
			if got := h.onStage(); got != "" {
				t.Errorf("%s, and on stage is %q", name, got)
			}
			if name == "banned" {
				_, err := h.svc.Unban(h.ctx, host, h.room, meiID)
				h.ok(err)
			}
		}
		h.bring(linID)
		delete(h.session.People, "lin") // by the programme
		if air, err := h.svc.OnAir(h.ctx, lin, h.room); err != nil || air.OnStage || air.Staff {
			t.Errorf("without the role: %+v, %v", air, err)
		}
		h.expectOnStage("")
		h.bring(linID)
		h.ok(h.svc.ErasePerson(h.ctx, core.System(), "lin"))
		h.expectOnStage("")
	})
}

func TestNineAreOnStageAtMost(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		var ids []core.ID
		for i := range room.MostOnStage + 1 {
			ids = append(ids, h.enter(guest(fmt.Sprint("g", i))).Participant)
		}
		_, err := h.svc.GoLive(h.ctx, official("host"), h.room, ids, "")
		h.code(err, "scene_full")
		_, err = h.svc.GoLive(h.ctx, official("host"), h.room, ids[:room.MostOnStage], "")
		h.ok(err)
	})
}

func TestAPictureHoldsTheStage(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		host := official("host")
		for _, file := range []core.ID{"picture", "deck"} {
			_, err := h.svc.AddSlides(h.ctx, host, h.room, file)
			h.ok(err)
		}
		scene, err := h.svc.SetHold(h.ctx, host, h.room, "picture")
		h.ok(err)
		if *scene.Hold != (room.Hold{Kind: room.HoldPicture, File: "picture", Name: "图.png"}) {
			t.Errorf("got %+v", scene.Hold)
		}
		h.code(h.svc.RemoveSlides(h.ctx, host, h.room, "picture"), "slides_on_stage")
		_, err = h.svc.SetHold(h.ctx, host, h.room, "deck")
		h.code(err, "hold_file_kind")
		_, err = h.svc.SetHold(h.ctx, host, h.room, "none")
		h.code(err, "slides_not_found")
		h.expectOnStage("")
		scene, err = h.svc.ClearHold(h.ctx, host, h.room)
		h.ok(err)
		if scene.Hold != nil {
			t.Errorf("got %+v", scene)
		}
		h.ok(h.svc.RemoveSlides(h.ctx, host, h.room, "picture"))
	})
}

func TestTheCrewsDevicesAreSeenByStaff(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.session.People["lin"] = policy.Presenter
		h.ok(h.svc.SetReady(h.ctx, guest("lin"), h.room, false, &room.Devices{Camera: "denied", Microphone: "ok"}))
		h.ok(h.svc.SetReady(h.ctx, guest("lin"), h.room, true, nil))
		h.code(h.svc.SetReady(h.ctx, guest("lin"), h.room, true, &room.Devices{Camera: "broken"}), "not_one_of")
		h.expectQueue("") // the fold is the snapshot
		if r := h.rundown(); r.Crew[1].Devices != (room.Devices{Camera: "denied", Microphone: "ok"}) || !r.Crew[1].Ready {
			t.Errorf("got %+v", r.Crew)
		}
	})
}
