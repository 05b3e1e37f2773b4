package room_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// Of implements room.Parcels.
func (h *house) Of(context.Context, room.Session) ([]core.ID, error) {
	return []core.ID{"p1", "p2"}, nil
}

// Shown implements room.Parcels.
func (h *house) Shown(_ context.Context, _ room.Session, parcel core.ID) (room.ParcelShown, error) {
	version := h.notices[parcel]
	if version == 0 {
		return room.ParcelShown{}, core.NotFound("parcel_not_shown", "None.")
	}
	return room.ParcelShown{
		Parcel: parcel, Version: version, Place: int(parcel[1] - '0'), Number: "示例储出〔2026〕" + parcel, Name: core.Text{"zh-CN": "地块 " + parcel},
		Bounds: []float64{120.1, 30.2, 120.2, 30.3}, Figures: fmt.Appendf(nil, `{"areaM2":%d}`, 24000+version),
	}, nil
}

func (h *house) show(parcel string) room.Stage {
	h.t.Helper()
	shown, err := h.svc.ShowStage(h.ctx, official("host"), h.room, room.StageParcel, fmt.Appendf(nil, `{"parcel":%q}`, parcel))
	h.ok(err)
	return shown
}

func looking(stage int64) room.Camera {
	return room.Camera{Stage: stage, Lng: 120.15, Lat: 30.25, Zoom: 16, Pitch: 45, Bearing: -20, Layers: []string{"massing"}}
}

// stepParcel shows a parcel or looks elsewhere on the map.
func (h *house) stepParcel(r *rand.Rand, host core.Actor) error {
	snap, _, err := h.svc.Snapshot(h.ctx, room.Seat{Room: h.room})
	if err != nil {
		return err
	}
	if at := snap.Public.Stage; at != nil && at.Kind == room.StageParcel && r.IntN(4) > 0 {
		c := looking(at.Seq)
		c.Zoom = float64(12 + r.IntN(6))
		_, err := h.svc.SetCamera(h.ctx, host, h.room, c)
		return err
	}
	_, err = h.svc.ShowStage(h.ctx, host, h.room, room.StageParcel, fmt.Appendf(nil, `{"parcel":"p%d"}`, 1+r.IntN(2)))
	return err
}

func TestAParcelOnStage(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		t.Run("shows the figures of the notice, whatever is sent", func(t *testing.T) {
			h := newHouse(t, db)
			shown, err := h.svc.ShowStage(h.ctx, official("host"), h.room, room.StageParcel,
				[]byte(`{"parcel":"p1","version":99,"number":"invented","name":{},"figures":{"areaM2":1}}`))
			h.ok(err)
			want := `{"parcel":"p1","version":1,"place":1,"number":"示例储出〔2026〕p1","name":{"zh-CN":"地块 p1"},"bounds":[120.1,30.2,120.2,30.3],"figures":{"areaM2":24001}}`
			if string(shown.Data) != want {
				t.Fatalf("got %s\nwant %s", shown.Data, want)
			}
			if again := h.show("p1"); again.Seq != shown.Seq {
				t.Fatal("showing what is shown made another entry")
			}
			h.notices["p1"]++
			if later := h.show("p1"); later.Seq == shown.Seq || string(later.Data) == want {
				t.Fatal("the figures of a newer notice are not shown")
			}
		})
		t.Run("is one of the event's", func(t *testing.T) {
			h := newHouse(t, db)
			_, err := h.svc.ShowStage(h.ctx, official("host"), h.room, room.StageParcel, []byte(`{"parcel":"elsewhere"}`))
			h.code(err, "parcel_not_shown")
			_, err = h.svc.ShowStage(h.ctx, official("host"), h.room, room.StageParcel, []byte(`{"parcel":"p1","price":1}`))
			h.code(err, "stage_data")
		})
		t.Run("is kept by the questions asked meanwhile, without its figures", func(t *testing.T) {
			h := newHouse(t, db)
			seq := h.show("p1").Seq
			h.enter(guest("mei"))
			ask := func(about string) room.Question {
				q, err := h.svc.AskQuestion(h.ctx, guest("mei"), h.room, room.Ask{Text: "何时交地？", Parcel: about})
				h.ok(err)
				h.wait(time.Minute)
				return q
			}
			const p1 = `{"parcel":"p1","place":1,"number":"示例储出〔2026〕p1","name":{"zh-CN":"地块 p1"}}`
			for _, about := range []string{"", "p1"} {
				if q := ask(about); q.Stage == nil || string(q.Stage.Data) != p1 || q.Stage.Seq != seq {
					t.Fatalf("%+v", q.Stage)
				}
			}
			if q := ask("p2"); q.Stage == nil || q.Stage.Seq != 0 || q.Stage.Kind != room.StageParcel {
				t.Fatalf("a question about another parcel keeps %+v", q.Stage)
			}
			_, err := h.svc.AskQuestion(h.ctx, guest("mei"), h.room, room.Ask{Text: "何时交地？", Parcel: "elsewhere"})
			h.code(err, "parcel_not_shown")
		})
	})
}

func TestTheCameraOfAMap(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		camera := func(h *house) *room.Camera {
			snap, _, err := h.svc.Snapshot(h.ctx, room.Seat{Room: h.room})
			h.ok(err)
			return snap.Public.Camera
		}
		t.Run("is where who comes later begins, until something else is shown", func(t *testing.T) {
			h := newHouse(t, db)
			stage := h.show("p1").Seq
			if camera(h) != nil {
				t.Fatal("there is a view before there was one")
			}
			c := looking(stage)
			c.Lng = 120.123456789
			_, err := h.svc.SetCamera(h.ctx, official("host"), h.room, c)
			h.ok(err)
			if got := camera(h); got == nil || got.Lng != 120.1234568 || got.Layers[0] != "massing" {
				t.Fatalf("%+v", got)
			}
			h.show("p2")
			if camera(h) != nil {
				t.Fatal("the view of one parcel is that of another")
			}
			_, err = h.svc.SetCamera(h.ctx, official("host"), h.room, looking(stage))
			h.code(err, "camera_elsewhere")
		})
		t.Run("is kept once a second at most, and not twice the same", func(t *testing.T) {
			h := newHouse(t, db)
			c := looking(h.show("p1").Seq)
			for range 3 {
				_, err := h.svc.SetCamera(h.ctx, official("host"), h.room, c)
				h.ok(err)
			}
			c.Zoom++
			_, err := h.svc.SetCamera(h.ctx, official("host"), h.room, c)
			h.code(err, "camera_pace")
			var refused *core.Error
			if !errors.As(err, &refused) || refused.RetryAfter != time.Second {
				t.Fatalf("%+v", refused)
			}
			h.wait(time.Second)
			_, err = h.svc.SetCamera(h.ctx, official("host"), h.room, c)
			h.ok(err)
			if n := len(h.entries(room.TypeCamera)); n != 2 {
				t.Fatalf("%d views are in the log, want 2", n)
			}
		})
		t.Run("is moved by who presents, to where there is a map", func(t *testing.T) {
			h := newHouse(t, db)
			c := looking(h.show("p1").Seq)
			h.enter(guest("mei"))
			_, err := h.svc.SetCamera(h.ctx, guest("mei"), h.room, c)
			h.code(err, "not_allowed")
			for name, spoil := range map[string]func(c *room.Camera){
				"latitude": func(c *room.Camera) { c.Lat = 91 }, "zoom": func(c *room.Camera) { c.Zoom = -1 },
				"layer": func(c *room.Camera) { c.Layers = []string{"gold"} }, "stage": func(c *room.Camera) { c.Stage = 0 },
			} {
				wrong := c
				spoil(&wrong)
				if _, err := h.svc.SetCamera(h.ctx, official("host"), h.room, wrong); !core.HasCode(err, "camera_invalid") {
					t.Errorf("%s: %v", name, err)
				}
			}
		})
	})
}

func (h *house) entries(kind string) (found []json.RawMessage) {
	h.t.Helper()
	for _, e := range h.log(room.Seat{Room: h.room}, room.Public) {
		if e.Type == kind {
			found = append(found, e.Data)
		}
	}
	return found
}
