package room_test

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// house is a room log on a real store, with a session and people to play with.
type house struct {
	t          *testing.T
	ctx        context.Context
	db         *store.DB
	rooms      *store.Rooms
	svc        *room.Service
	auth       *store.Authority
	room       core.ID
	session    room.Session
	guests     map[core.ID]room.Standing
	notices    map[core.ID]core.Version // of the parcels that may be shown
	agreements map[core.ID]room.AgreementShown

	mu       sync.Mutex
	now      time.Time
	posts    []room.Post
	stickies [][]byte
}

var start = time.Date(2026, 11, 24, 2, 0, 0, 0, time.UTC)

func newHouse(t *testing.T, db *store.DB) *house {
	t.Helper()
	h := &house{t: t, ctx: context.Background(), now: start, guests: map[core.ID]room.Standing{}, notices: map[core.ID]core.Version{"p1": 1, "p2": 1}}
	h.on(db)
	h.session = room.Session{
		ID: core.NewID(), Kind: "promotion", Organisation: "bureau", StartsAt: start, EndsAt: start.Add(time.Hour),
		TimeZone: "Asia/Shanghai", Access: room.AccessPublic, Published: true, People: map[core.ID]policy.RoomRole{},
	}
	id, err := h.rooms.OpenRoom(h.ctx, h.session.ID)
	h.ok(err)
	h.room = id
	return h
}

// on has the house work on a store from now on.
func (h *house) on(db *store.DB) {
	h.db, h.rooms, h.auth = db, store.NewRooms(db), store.NewAuthority(db)
	h.svc = room.New(room.Deps{
		Store: h.rooms, Sessions: h, Directory: h, Files: h, Publisher: h, Audit: db, Authority: h.auth, Now: h.clock, Parcels: h,
		Documents: h, OnePage: onePage,
	})
}

func (h *house) ok(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// code fails the test unless err carries the code.
func (h *house) code(err error, code string) {
	h.t.Helper()
	if !core.HasCode(err, code) {
		h.t.Fatalf("got %v, want %s", err, code)
	}
}

func (h *house) clock() time.Time { h.mu.Lock(); defer h.mu.Unlock(); return h.now }
func (h *house) wait(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
}

// Session and Standing implement room.Sessions, Card room.Directory, File, Attach
// and Detach room.Files, Publish room.Publisher.
func (h *house) Session(context.Context, core.ID) (room.Session, error) { return h.session, nil }

func (h *house) Standing(_ context.Context, _, person core.ID) (room.Standing, error) {
	return h.guests[person], nil
}

func (h *house) Card(_ context.Context, person core.ID) (string, string, error) {
	return "name of " + person, "org of " + person, nil
}

func (h *house) File(_ context.Context, _ core.Actor, id core.ID) (room.File, error) {
	if id == "picture" {
		return room.File{ID: id, Name: "图.png", Type: "image/png", Ready: true, Width: 800, Height: 600}, nil
	}
	return room.File{ID: id, Name: id + ".pdf", Type: "application/pdf", Ready: true, Pages: 9}, nil
}

func (h *house) Attach(context.Context, core.Actor, core.ID, string) error { return nil }
func (h *house) Detach(context.Context, core.ID, string) error             { return nil }

func (h *house) Publish(_ context.Context, _ core.ID, kind string, data []byte) {
	if kind == room.PublishSticky {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.stickies = append(h.stickies, data)
		return
	}
	var p room.Post
	if err := json.Unmarshal(data, &p); err != nil {
		h.t.Error(err)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.posts = append(h.posts, p)
}

// official is a host by office.
func official(name string) core.Actor {
	return core.Actor{Person: name, Name: name, Kind: core.PersonMember, Memberships: []core.Membership{
		{Organisation: "bureau", Kind: core.OrgBureau, Role: core.RoleOfficial},
	}}
}

func guest(name string) core.Actor {
	return core.Actor{Person: name, Name: name, Kind: core.PersonGuest}
}

func (h *house) enter(a core.Actor) room.Seat {
	h.t.Helper()
	seat, err := h.svc.Enter(h.ctx, a, h.room)
	h.ok(err)
	return seat
}

func (h *house) post(a core.Actor, text string) room.ChatResult {
	h.t.Helper()
	r, err := h.svc.PostChat(h.ctx, a, h.room, room.ChatPost{Text: text})
	h.ok(err)
	return r
}

func (h *house) settings(u room.SettingsUpdate) {
	h.t.Helper()
	_, version, err := h.svc.Settings(h.ctx, official("host"), h.room)
	h.ok(err)
	_, _, err = h.svc.UpdateSettings(h.ctx, official("host"), h.room, version, u)
	h.ok(err)
}

// log reads a whole lane.
func (h *house) log(seat room.Seat, lane room.Lane) []room.Entry {
	h.t.Helper()
	var all []room.Entry
	for {
		part, err := h.svc.Tail(h.ctx, seat, lane, int64(len(all)), 7)
		h.ok(err)
		if len(part) == 0 {
			return all
		}
		all = append(all, part...)
	}
}

func types(entries []room.Entry) []string {
	var out []string
	for _, e := range entries {
		out = append(out, e.Type)
	}
	return out
}

func encode(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestTwoHostsPressingStartAtOnceStartOnce(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		var all sync.WaitGroup
		for _, name := range []string{"host", "other", "third"} {
			all.Go(func() {
				if _, err := h.svc.SetPhase(h.ctx, official(name), h.room, room.Live); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		seat := h.enter(official("host"))
		if got := types(h.log(seat, room.Public)); !slices.Equal(got, []string{room.TypeState}) {
			t.Fatalf("got %v", got)
		}
		_, err := h.svc.SetPhase(h.ctx, official("host"), h.room, room.Waiting)
		h.code(err, "room_state_order")
		_, err = h.svc.SetPhase(h.ctx, guest("g"), h.room, room.Ended)
		h.code(err, "not_in_room")
		_, err = h.svc.SetPhase(h.ctx, official("host"), h.room, room.Ended)
		h.ok(err)
		_, err = h.svc.SetPhase(h.ctx, official("host"), h.room, room.Live)
		h.code(err, "room_state_order")
	})
}

func TestTheDoor(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		refused := func(a core.Actor, code string) {
			t.Helper()
			_, err := h.svc.Enter(h.ctx, a, h.room)
			h.code(err, code)
			info, err := h.svc.Look(h.ctx, a, h.room)
			if code == "room_not_found" {
				h.code(err, code)
				return
			}
			h.ok(err)
			if info.Door.Open || info.Door.Code != code {
				t.Fatalf("the door says %+v, want %s", info.Door, code)
			}
		}
		h.wait(-time.Hour)
		refused(core.Actor{}, "sign_in_required")
		refused(guest("early"), "room_not_open")
		h.enter(official("host"))
		h.wait(50 * time.Minute)
		h.enter(guest("early"))

		// The programme changes; a moment later it is felt at the door.
		h.session.Published = false
		h.wait(time.Second)
		refused(guest("early"), "room_not_found")
		h.enter(official("host"))
		h.session.Published = true

		h.session.Access = room.AccessRegistered
		h.wait(time.Second)
		refused(guest("stranger"), "registration_required")
		h.guests["known"] = room.Standing{Registered: true, Org: "某某公司"}
		if seat := h.enter(guest("known")); seat.Org != "某某公司" {
			t.Fatalf("got %+v", seat)
		}
		h.session.Access = room.AccessInvited
		h.wait(time.Second)
		refused(guest("known"), "invitation_required")
		h.session.Access = room.AccessPublic

		h.session.Capacity = 3
		h.wait(time.Second)
		h.enter(guest("third"))
		refused(guest("fourth"), "room_full")
		h.enter(guest("third")) // another tab
		h.wait(2 * time.Minute)
		h.enter(guest("fourth")) // the others have gone

		_, err := h.svc.SetPhase(h.ctx, official("host"), h.room, room.Live)
		h.ok(err)
		_, err = h.svc.SetPhase(h.ctx, official("host"), h.room, room.Ended)
		h.ok(err)
		refused(guest("fourth"), "room_ended")
		if _, err := h.svc.Entries(h.ctx, guest("fourth"), h.room, room.Public, 0, 10); err != nil {
			t.Fatalf("who was there reads on: %v", err)
		}
		_, err = h.svc.Entries(h.ctx, guest("stranger"), h.room, room.Public, 0, 10)
		h.code(err, "room_ended")
		h.enter(official("host"))
	})
}

func TestTheLastSeatIsTakenOnce(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		h.session.Capacity = 3
		var in, out int
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				_, err := h.svc.Enter(h.ctx, guest(core.NewID()), h.room)
				h.mu.Lock()
				defer h.mu.Unlock()
				switch {
				case err == nil:
					in++
				case core.HasCode(err, "room_full"):
					out++
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if in != 3 || out != 5 {
			t.Fatalf("%d in, %d out", in, out)
		}
	})
}
