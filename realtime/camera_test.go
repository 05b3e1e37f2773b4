package realtime_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
	"zhaoyun/internal/testkit"
)

// Of implements room.Parcels.
func (h *house) Of(context.Context, room.Session) ([]core.ID, error) {
	return []core.ID{"p1", "p2"}, nil
}

// Shown implements room.Parcels.
func (h *house) Shown(_ context.Context, _ room.Session, parcel core.ID) (room.ParcelShown, error) {
	return room.ParcelShown{Parcel: parcel, Version: 1, Number: "1", Name: core.Text{"zh-CN": "甲"}, Figures: []byte(`{}`)}, nil
}

func isCamera(f frame) bool { return f.T == "sticky" && f.Key == "camera" }

func TestThePresentersCameraIsFollowed(t *testing.T) {
	t.Parallel()
	h := newHouse(t, testkit.SQLite(t))
	h.session.People["pres"] = policy.Presenter
	n := h.node(nodeOptions{})
	n.open()
	ann, pres := n.join("ann", ""), n.join("pres", "")
	shown, err := n.svc.ShowStage(t.Context(), actor("pres"), h.room, room.StageParcel, json.RawMessage(`{"parcel":"p1"}`))
	h.ok(err)
	view := func(lng string) string {
		return fmt.Sprintf(`{"stage":%d,"lng":%s,"lat":30.25,"zoom":16.2,"pitch":45,"bearing":-20,"layers":["massing"]}`, shown.Seq, lng)
	}
	look := func(data string) { pres.say(`{"t":"sticky","key":"camera","data":` + data + `}`) }

	// Rounded to a centimetre, and what belongs to no camera left out.
	look(view("120.123456789")[:len(view("120.123456789"))-1] + `,"point":[120.1,30.2],"evil":1}`)
	pointing := view("120.1234568")[:len(view("120.1234568"))-1] + `,"point":[120.1,30.2]}`
	ann.wait("where the presenter looks and points", func(f frame) bool { return isCamera(f) && string(f.Data) == pointing })
	late := n.join("late", "")
	late.wait("the same", func(f frame) bool { return isCamera(f) && string(f.Data) == pointing })

	// The settled view of the log takes the place of what moved.
	settled := room.Camera{Stage: shown.Seq, Lng: 120.125, Lat: 30.25, Zoom: 16, Layers: []string{}}
	_, err = n.svc.SetCamera(t.Context(), actor("pres"), h.room, settled)
	h.ok(err)
	ann.wait("the settled view", func(f frame) bool { return f.T == "entry" && f.Type == room.TypeCamera })
	last := n.join("last", "")
	last.wait("the settled view, in the snapshot or after it", func(f frame) bool {
		return f.T == "entry" && f.Type == room.TypeCamera || f.T == "hello" && f.Snapshot.Public.Camera != nil
	})
	look(view("120.126"))
	first := last.wait("where the presenter looks now", isCamera)
	if string(first.Data) != view("120.126") {
		t.Errorf("after the settled view the last to come was told %s", first.Data)
	}

	ann.say(`{"t":"sticky","key":"camera","data":` + view("0") + `}`)
	ann.wait("a refusal", func(f frame) bool { return f.T == "error" && f.Code == "not_allowed" })
	wrong := []string{`{"stage":1,"lng":200}`, `{"stage":0}`, view("120")[:len(view("120"))-1] + `,"point":[0,99]}`, `[]`}
	for _, data := range wrong {
		look(data)
	}
	testkit.Eventually(t, "all that is no view is refused", func() bool {
		refused := 0
		for _, f := range pres.all() {
			if f.T == "error" && f.Code == "frame_invalid" {
				refused++
			}
		}
		return refused == len(wrong)
	})
}
