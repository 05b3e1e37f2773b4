package event_test

import (
	"slices"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/land"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

func TestAnEventPresentsParcelsInOrderAndItsCopyDoesToo(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db, true)
		plots := h.Parcels.(*land.Service)
		var ids []core.ID
		for _, number := range []string{"1号", "2号", "3号"} {
			p, err := plots.Create(t.Context(), h.a, land.Draft{Fields: land.Fields{Number: number, Visibility: land.Public}})
			must(t, err)
			ids = append(ids, p.ID)
		}
		slices.Reverse(ids)
		e := h.draft(10)
		e, err := h.SetStatus(t.Context(), h.a, e.ID, e.Version, event.StatusPublished)
		must(t, err)
		if e.Status != event.StatusReview {
			t.Fatalf("is %s", e.Status)
		}
		e, err = h.SetParcels(t.Context(), h.a, e.ID, e.Version, ids)
		must(t, err)
		if e.Status != event.StatusDraft {
			t.Errorf("what changed under review stays %s", e.Status)
		}
		if _, err := h.SetParcels(t.Context(), h.b, e.ID, e.Version-1, ids); !core.HasCode(err, "version_conflict") {
			t.Errorf("an old version: %v", err)
		}
		copied, err := h.Copy(t.Context(), h.a, e.ID, h.now.Add(100*time.Hour))
		must(t, err)
		for _, id := range []core.ID{e.ID, copied.ID} {
			of, err := plots.Presented(t.Context(), core.Actor{}, id)
			must(t, err)
			var got []core.ID
			for _, p := range of[id] {
				got = append(got, p.ID)
			}
			if !slices.Equal(got, ids) {
				t.Errorf("presents %v, not %v", got, ids)
			}
		}
	})
}
