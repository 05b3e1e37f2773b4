package event_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

func TestACopyHasWhatWasPreparedAndNothingThatHappened(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h, ctx := newHouse(t, db, false), context.Background()
		e := h.published(50)
		_, err := h.CreateSession(ctx, h.a, e.ID, event.SessionDraft{
			Kind: event.Promotion, Title: core.Text{"zh-CN": strings.Repeat("长", 120)}, Access: event.AccessPublic,
			StartsAt: e.StartsAt.Add(25 * time.Hour), EndsAt: e.StartsAt.Add(26 * time.Hour),
		})
		must(t, err)
		_, err = h.Register(ctx, core.Actor{}, e.ID, entry("a@example.com"))
		must(t, err)
		e = h.read(h.a, e.ID)

		startsAt := h.now.Add(30 * 24 * time.Hour)
		made, err := h.Copy(ctx, h.b, e.ID, startsAt)
		must(t, err)
		made = h.read(h.b, made.ID)
		if made.Status != event.StatusDraft || made.CreatedBy != h.b.Person || made.PublishedAt != nil || made.Slug == e.Slug {
			t.Fatalf("got %+v", made)
		}
		if made.Title["zh-CN"] != "云推介（副本）" || made.Title["en"] != "Cloud Promotion: Zone & Park (copy)" || made.Title["zh-HK"] != "雲推介（副本）" {
			t.Fatalf("title %v", made.Title)
		}
		if len(made.Sessions) != 2 || !made.StartsAt.Equal(startsAt) || !made.Sessions[1].StartsAt.Equal(startsAt.Add(25*time.Hour)) {
			t.Fatalf("sessions %+v", made.Sessions)
		}
		first, was := made.Sessions[0], e.Sessions[0]
		if first.ID == was.ID || first.Room == was.Room || first.Title["en"] != was.Title["en"] || first.Capacity != 50 ||
			!slices.Equal(first.People, was.People) || first.EndsAt.Sub(first.StartsAt) != was.EndsAt.Sub(was.StartsAt) {
			t.Fatalf("got %+v of %+v", first, was)
		}
		if counts, err := h.Counts(ctx, []core.ID{made.ID}); err != nil || counts[made.ID].Confirmed != 0 {
			t.Fatalf("got %+v, %v", counts, err)
		}

		// A session alone, into its own event; an over-long title makes room for the mark.
		se, err := h.CopySession(ctx, h.a, e.ID, e.Sessions[1].ID, startsAt)
		must(t, err)
		if title := []rune(se.Title["zh-CN"]); len(title) != 120 || !strings.HasSuffix(string(title), "（副本）") {
			t.Fatalf("title %q", string(title))
		}
		if now := h.read(h.a, e.ID); len(now.Sessions) != 3 || !now.EndsAt.Equal(se.EndsAt) || now.Version != e.Version+1 {
			t.Fatalf("got %+v", now)
		}
		must(t, h.DeleteSession(ctx, h.a, e.ID, se.ID))

		for _, who := range []core.Actor{{}, {Person: core.NewID(), Kind: core.PersonGuest}} {
			if _, err := h.Copy(ctx, who, e.ID, startsAt); err == nil {
				t.Error("a stranger copies an event")
			}
			if _, err := h.CopySession(ctx, who, e.ID, was.ID, startsAt); err == nil {
				t.Error("a stranger copies a session")
			}
		}
		if _, err := h.Copy(ctx, h.a, e.ID, time.Time{}); code(err) != "invalid_input" {
			t.Errorf("without a date: %v", err)
		}
		if page, err := h.List(ctx, h.a, event.Filter{}, core.Paging{Limit: 10}); err != nil || len(page.Items) != 2 {
			t.Errorf("%d events, %v", len(page.Items), err)
		}
	})
}

func TestTheChecklistSaysWhatIsMissingBeforePublishing(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h, ctx := newHouse(t, db, false), context.Background()
		list := func(e event.Event) []string {
			t.Helper()
			items, err := h.Checklist(ctx, h.a, e.ID)
			must(t, err)
			var out []string
			for _, i := range items {
				out = append(out, string(i.Level)+" "+i.Field+" "+i.Code)
			}
			return out
		}
		expect := func(e event.Event, want ...string) {
			t.Helper()
			if got := list(e); !slices.Equal(got, want) {
				t.Fatalf("got  %q\nwant %q", got, want)
			}
		}
		bare, err := h.Create(ctx, h.a, event.Draft{
			Title: core.Text{"zh-CN": "只有中文"}, Tagline: core.Text{"zh-CN": "一句话"}, Languages: []string{"zh-CN", "en"},
			Blocks: event.Blocks{Organisers: []event.Organiser{{Role: "host", Name: core.Text{"zh-CN": "某局"}}}},
		})
		must(t, err)
		expect(bare, "blocks body.title.en title_missing", "blocks sessions session_missing",
			"warns body.cover cover_missing", "warns body.tagline.en text_missing", "warns body.organisers.en text_missing")

		e := h.draft(0)
		expect(e, "warns body.cover cover_missing", "warns body.tagline.zh-CN summary_missing",
			"warns sessions[0].slides slides_missing", "warns sessions[0].people moderator_missing")

		// A second session at the same time with the same host, and nobody else.
		first := e.Sessions[0]
		se, err := h.CreateSession(ctx, h.a, e.ID, event.SessionDraft{
			Kind: event.Promotion, Title: first.Title, Access: event.AccessPublic, StartsAt: first.StartsAt.Add(time.Hour), EndsAt: first.EndsAt.Add(time.Hour),
		})
		must(t, err)
		_, err = h.SetSessionPeople(ctx, h.a, e.ID, se.ID, se.Version,
			[]event.Cast{{Person: h.a.Person, Role: policy.Presenter}, {Person: h.b.Person, Role: policy.Moderator}})
		must(t, err)
		if got := list(e); !slices.Contains(got, "warns sessions[1].startsAt crew_overlap") || slices.Contains(got, "warns sessions[1].people moderator_missing") {
			t.Fatalf("got %q", got)
		}
		h.now = first.EndsAt // the first is over and was never held
		if got := list(e); !slices.Contains(got, "warns sessions[0].endsAt session_past") {
			t.Fatalf("got %q", got)
		}
		h.now = se.EndsAt
		if got := list(e); got[0] != "blocks sessions sessions_over" {
			t.Fatalf("got %q", got)
		}
		if _, err := h.Checklist(ctx, core.Actor{Person: core.NewID(), Kind: core.PersonGuest}, e.ID); !core.HasCode(err, "event_not_found") {
			t.Errorf("a stranger reads it: %v", err)
		}
	})
}
