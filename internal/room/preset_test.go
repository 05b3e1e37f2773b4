package room_test

import (
	"strings"
	"testing"

	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

func TestACeremonyIsPlannedWithOnePress(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		host := official("host")
		_, err := h.svc.PresetRundown(h.ctx, host, h.room)
		h.code(err, "rundown_no_preset")
		for kind, want := range map[string]string{"signing": "各方签署 · Signing", "groundbreaking": "宣布开工，共同启动 · Declared open; the start together"} {
			h := newHouse(t, db)
			h.session.Kind, h.session.Languages = kind, []string{"zh-CN", "en", "zh-HK"}
			r, err := h.svc.PresetRundown(h.ctx, host, h.room)
			h.ok(err)
			if !strings.Contains(titles(r), want) || r.Items[len(r.Items)-1].EndsAt.Before(h.session.StartsAt) {
				t.Errorf("%s plans %s", kind, titles(r))
			}
			_, err = h.svc.PresetRundown(h.ctx, host, h.room)
			h.code(err, "rundown_not_empty")
			if got := h.rundown(); len(got.Items) != len(r.Items) {
				t.Errorf("planned twice: %s", titles(got))
			}
		}
		h = newHouse(t, db)
		h.session.Kind, h.session.Languages = "signing", []string{"zh-HK"}
		r, err := h.svc.PresetRundown(h.ctx, host, h.room)
		h.ok(err)
		if r.Items[4].Title != "交換文本" || r.Items[4].Notes != "" || !strings.HasPrefix(r.Items[3].Notes, "看各方的燈") {
			t.Errorf("in one language: %+v", r.Items[4])
		}
		_, err = h.svc.PresetRundown(h.ctx, guest("mei"), h.room)
		h.code(err, "not_in_room")
	})
}
