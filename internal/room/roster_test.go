package room_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

func TestRolesKicksAndBansReachEveryNode(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		host, a, b := official("host"), guest("a"), guest("b")
		hostSeat, seatA, seatB := h.enter(host), h.enter(a), h.enter(b)
		became := func(who core.Actor, role policy.RoomRole) {
			t.Helper()
			seat, err := h.svc.Seat(h.ctx, who, h.room)
			h.ok(err)
			if seat.Role != role {
				t.Fatalf("%s is %s, want %s", who.Person, seat.Role, role)
			}
		}
		_, err := h.svc.SetRole(h.ctx, a, h.room, seatB.Participant, policy.Host)
		h.code(err, "not_allowed")
		_, err = h.svc.SetRole(h.ctx, host, h.room, seatA.Participant, policy.Moderator)
		h.ok(err)
		became(a, policy.Moderator)
		_, err = h.svc.Kick(h.ctx, a, h.room, hostSeat.Participant, "")
		h.code(err, "participant_protected")
		_, err = h.svc.SetRole(h.ctx, host, h.room, hostSeat.Participant, policy.Guest)
		h.code(err, "participant_protected")

		_, err = h.svc.Kick(h.ctx, a, h.room, seatB.Participant, "刷屏")
		h.ok(err)
		_, err = h.svc.Seat(h.ctx, b, h.room)
		h.code(err, "kicked")
		h.wait(time.Minute)
		h.enter(b)
		_, err = h.svc.Ban(h.ctx, a, h.room, seatB.Participant, "又刷屏")
		h.ok(err)
		_, err = h.svc.Enter(h.ctx, b, h.room)
		h.code(err, "banned")
		bans, err := h.svc.Bans(h.ctx, a, h.room, core.Paging{Limit: 10})
		h.ok(err)
		if len(bans.Items) != 1 || bans.Items[0].BanReason != "又刷屏" || bans.Items[0].BannedBy != seatA.Participant {
			t.Fatalf("got %+v", bans.Items)
		}
		_, err = h.svc.Unban(h.ctx, a, h.room, seatB.Participant)
		h.ok(err)
		h.enter(b)

		// The programme has the last word: its change ends what was given in the room.
		h.session.People["a"] = policy.Presenter
		became(a, policy.Presenter)
		changes, err := h.svc.AuthorityChanges(h.ctx, time.Time{})
		h.ok(err)
		var kinds []string
		for _, c := range changes {
			if c.Room != h.room || c.Person == "" {
				t.Fatalf("got %+v", c)
			}
			kinds = append(kinds, c.Kind)
		}
		slices.Sort(kinds) // noted within one millisecond
		if got := strings.Join(kinds, " "); got != "banned banned kicked role" {
			t.Fatalf("got %s", got)
		}
	})
}

func TestOverlappingSpansOfAttendanceCountOnce(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		seat, other := h.enter(guest("a")), h.enter(guest("b"))
		at := func(s int) time.Time { return start.Add(time.Duration(s) * time.Second) }
		span := func(p string, from, to int) room.AttendanceSpan {
			return room.AttendanceSpan{Participant: p, Since: at(from), Until: at(to)}
		}
		a, b := seat.Participant, other.Participant
		for _, batch := range [][]room.AttendanceSpan{
			{span(a, 0, 30), span(a, 10, 30), span(b, 0, 20)}, // two tabs
			{span(a, 0, 60), span(a, 10, 50)},                 // the batches of a node name the start of the connection
			{span(a, 0, 60)},                                  // told twice
			{span(a, 5, 55)},                                  // another node, late
			{span(a, 100, 130), span(a, 110, 125)},            // came back
		} {
			h.ok(h.svc.Attend(h.ctx, h.room, batch))
		}
		h.wait(131 * time.Second)
		h.enter(guest("a")) // another tab takes nothing from the first one's next span, nor from one that is written down late
		h.ok(h.svc.Attend(h.ctx, h.room, []room.AttendanceSpan{span(a, 70, 80)}))
		h.ok(h.svc.Attend(h.ctx, h.room, []room.AttendanceSpan{span(a, 100, 160)}))
		page, err := h.svc.Attendance(h.ctx, official("host"), h.room, core.Paging{Limit: 10})
		h.ok(err)
		got := map[string]int64{}
		if len(page.Items) != 2 { // the host looks on from outside
			t.Fatalf("%d came", len(page.Items))
		}
		for _, i := range page.Items {
			got[i.ID] = i.Seconds
		}
		if got[a] != 130 || got[b] != 20 {
			t.Fatalf("a was there %d s, b %d s", got[a], got[b])
		}
	})
}

func TestTheRosterComesInPages(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		names := []string{"一", "二", "三", "100%", "Abc_d"}
		for _, n := range names {
			h.enter(guest(n))
		}
		h.enter(official("host"))
		var got []string
		cursor := ""
		for {
			page, err := h.svc.Roster(h.ctx, official("host"), h.room, "", false, core.Paging{Cursor: cursor, Limit: 2})
			h.ok(err)
			for _, i := range page.Items {
				got = append(got, i.Name)
			}
			if cursor = page.Next; cursor == "" {
				break
			}
		}
		if strings.Join(got, " ") != strings.Join(append(names, "host"), " ") {
			t.Fatalf("got %v", got)
		}
		for q, want := range map[string]string{"abc": "Abc_d", "0%": "100%", "_": "Abc_d", "org of 一": "一", `\`: ""} {
			page, err := h.svc.Roster(h.ctx, official("host"), h.room, q, false, core.Paging{Limit: 50})
			h.ok(err)
			var found []string
			for _, i := range page.Items {
				found = append(found, i.Name)
			}
			if strings.Join(found, " ") != want {
				t.Errorf("%q found %v", q, found)
			}
		}
		_, err := h.svc.Roster(h.ctx, official("host"), h.room, "", false, core.Paging{Cursor: "x' OR 1", Limit: 50})
		h.code(err, "cursor_form")
		_, err = h.svc.Roster(h.ctx, guest("一"), h.room, "", false, core.Paging{Limit: 50})
		h.code(err, "not_allowed")
	})
}

func TestTheStageShowsOnlyWhatFits(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		host := official("host")
		h.enter(guest("g"))
		show := func(a core.Actor, kind, data string) error {
			_, err := h.svc.ShowStage(h.ctx, a, h.room, kind, []byte(data))
			return err
		}
		h.code(show(host, "slides", `{"file":"deck","page":1}`), "slides_not_found")
		for _, f := range []string{"deck", "picture"} {
			_, err := h.svc.AddSlides(h.ctx, host, h.room, f)
			h.ok(err)
		}
		for _, c := range []struct{ kind, data, code string }{
			{"slides", `{"file":"deck","page":10}`, "page_out_of_range"},
			{"slides", `{"file":"deck","page":0}`, "page_out_of_range"},
			{"slides", `{"file":"picture","page":1}`, "stage_file_kind"},
			{"slides", `{"file":"deck","page":1,"script":"x"}`, "stage_data"},
			{"slides", `[]`, "stage_data"},
			{"picture", `{"file":"deck"}`, "stage_file_kind"},
			{"notice", `{"text":{"en":"hello"}}`, "invalid_input"},
			{"notice", `{"text":{"zh-CN":"好","fr":"bon"}}`, "invalid_input"},
			{"countdown", `{"endsAt":"2026-11-24T01:00:00Z","label":{}}`, "countdown_end"},
			{"countdown", `{"endsAt":"soon"}`, "countdown_end"},
			{"video", `{}`, "stage_kind_unknown"},
		} {
			h.code(show(host, c.kind, c.data), c.code)
		}
		h.code(show(guest("g"), "blank", `{}`), "not_allowed")
		h.ok(show(host, "slides", `{"file":"deck","page":3}`))
		h.ok(show(host, "slides", `{"page":3,"file":"deck","pages":1,"name":"<script>"}`)) // the same slide
		h.code(h.svc.RemoveSlides(h.ctx, host, h.room, "deck"), "slides_on_stage")
		h.ok(show(host, "countdown", `{"endsAt":"2026-11-24T10:30:00+08:00","label":{"zh-CN":"开始"}}`))
		h.ok(h.svc.RemoveSlides(h.ctx, host, h.room, "deck"))
		public := h.log(h.enter(host), room.Public)
		if len(public) != 2 || string(public[0].Data) != `{"kind":"slides","data":{"file":"deck","page":3,"pages":9,"name":"deck.pdf"}}` ||
			!strings.Contains(string(public[1].Data), `"endsAt":"2026-11-24T02:30:00.000Z"`) {
			t.Fatalf("got %s", encode(t, public))
		}
	})
}
