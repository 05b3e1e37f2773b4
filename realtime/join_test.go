package realtime_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/bus"
	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

func TestARoomIsTheSameForThoseWhoStayAndThoseWhoComeLate(t *testing.T) {
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		n := h.node(nodeOptions{})
		ann := n.join("ann", "")
		if hi := ann.hello(); hi.Snapshot == nil || hi.Snapshot.Public.State != room.Waiting || hi.You.Role != "guest" || hi.Snapshot.Staff != nil {
			t.Fatalf("greeted with %s", hi.text)
		}
		n.open() // entry 1
		for i := range 10 {
			n.post(fmt.Sprintf("speaker %d", i%3), fmt.Sprintf("line %d", i))
		}
		ann.whole("public", 1, 11)

		late := n.join("late", "")
		n.post("somebody new", "after")
		late.whole("public", late.hello().At["public"]+1, 12)
		ann.whole("public", 1, 12)

		// A snapshot is shared for a while: who gets it gets the entries after it too.
		later := n.join("later", "")
		if hi := later.hello(); hi.At["public"] != late.hello().At["public"] {
			t.Errorf("the snapshot was read again, at %v", hi.At)
		}
		later.whole("public", later.hello().At["public"]+1, 12)

		// Another node has none to share and reads the room as it is.
		there := h.node(nodeOptions{}).join("there", "")
		hi := there.hello()
		if got := len(hi.Snapshot.Public.Lines); got != 11 || hi.At["public"] != 12 || hi.Snapshot.Public.State != room.Live {
			t.Errorf("there are %d lines at %v", got, hi.At)
		}
	})
}

func TestWhoComesBackGetsWhatTheyMissed(t *testing.T) {
	h := newHouse(t, testkit.SQLite(t))
	n := h.node(nodeOptions{})
	n.open()
	for i := range 8 {
		n.post("ann", fmt.Sprint(i))
	}
	epoch := n.join("first", "").hello().Epoch

	t.Run("from the place they were at", func(t *testing.T) {
		c := n.join("back", "?since=public:4,inbox:0&epoch="+epoch)
		if c.hello().Snapshot != nil {
			t.Error("with a snapshot")
		}
		c.whole("public", 5, 9)
	})
	t.Run("nothing, when they have everything", func(t *testing.T) {
		c := n.join("back", "?since=public:9&epoch="+epoch)
		n.post("ann", "next")
		c.whole("public", 10, 10)
	})
	t.Run("a snapshot, when theirs is another log, or too long ago, or a number from nowhere", func(t *testing.T) {
		for _, query := range []string{"?since=public:4&epoch=other", "?since=public:4", "?since=public:4000&epoch=" + epoch, "?since=staff:1&epoch=" + epoch} {
			if n.join("back", query).hello().Snapshot == nil {
				t.Error("no snapshot for", query)
			}
		}
		for range 510 {
			n.post("ann", "more")
		}
		if n.join("back", "?since=public:4&epoch="+epoch).hello().Snapshot == nil {
			t.Error("no snapshot after 500 entries")
		}
	})
	t.Run("from a node that has just started", func(t *testing.T) {
		other := h.node(nodeOptions{})
		other.join("back", "?since=public:400&epoch="+epoch).whole("public", 401, 520)
	})
}

func TestHiddenWordsAreInNoFrame(t *testing.T) {
	h := newHouse(t, testkit.SQLite(t))
	n := h.node(nodeOptions{})
	n.open()
	ctx := t.Context()
	watch := n.join("watch", "")
	epoch := watch.hello().Epoch
	hidden, retracted := n.post("ann", "secret-hidden"), n.post("bob", "secret-retracted")
	n.post("eve", "secret-erased")
	n.join("witness", "").hello() // a snapshot with everything in it is kept now
	h.ok(n.svc.HideChat(ctx, actor("host"), h.room, hidden, "secret-reason"))
	h.ok(n.svc.RetractChat(ctx, actor("bob"), h.room, retracted))
	h.ok(n.svc.ErasePerson(ctx, core.System(), "eve"))
	watch.whole("public", 2, 7)
	// As if the bus were late: another node does not know of it yet when they ask.
	elsewhere := h.node(nodeOptions{})
	for _, n := range []*node{n, elsewhere} {
		for _, query := range []string{"", "?since=public:1&epoch=" + epoch, "?since=public:4&epoch=" + epoch} {
			c := n.join("late", query)
			last := n.post("ann", "the end")
			c.entry("public", last)
			if text := c.text(); strings.Contains(text, "secret") || strings.Contains(text, "name of eve") {
				t.Errorf("%q: %s", query, text)
			}
		}
	}
}

func TestStaffHaveALaneOfTheirOwnAndTheRestAnInbox(t *testing.T) {
	h := newHouse(t, testkit.SQLite(t))
	lossy := &faulty{Bus: bus.NewMemory()}
	n := h.node(nodeOptions{bus: lossy})
	n.open()
	ctx := t.Context()
	_, version, err := n.svc.Settings(ctx, actor("host"), h.room)
	h.ok(err)
	review := room.ChatReview
	_, _, err = n.svc.UpdateSettings(ctx, actor("host"), h.room, version, room.SettingsUpdate{Chat: &review})
	h.ok(err)
	host, ann, bob := n.join("host", ""), n.join("ann", ""), n.join("bob", "")
	annAgain := n.join("ann", "") // her other tab
	if hi := host.hello(); hi.Snapshot.Staff == nil || hi.You.Role != "host" {
		t.Errorf("the host is greeted with %s", hi.text)
	}
	wait := func(text string) int64 {
		r, err := n.svc.PostChat(ctx, actor("ann"), h.room, room.ChatPost{Text: text})
		h.ok(err)
		if r.Seq != 0 {
			t.Fatal("it does not wait")
		}
		return r.Waiting
	}
	one := wait("please publish")
	host.whole("staff", 1, 1)
	h.ok(n.svc.ReviewChat(ctx, actor("host"), h.room, one, room.Review{Decision: room.DecidePublish}))
	ann.whole("inbox", 1, 1)
	annAgain.whole("inbox", 1, 1)
	bob.whole("public", 3, 3)
	t.Run("which is read from the store when the bus loses it", func(t *testing.T) {
		two := wait("please reject")
		lossy.set(lose)
		h.ok(n.svc.ReviewChat(ctx, actor("host"), h.room, two, room.Review{Decision: room.DecideReject, Reason: "no"}))
		ann.whole("inbox", 1, 2)
		annAgain.whole("inbox", 1, 2)
		lossy.set(nil)
	})
	t.Run("and from the place they were at", func(t *testing.T) {
		back := n.join("ann", "?since=public:3,inbox:1&epoch="+ann.hello().Epoch)
		back.whole("inbox", 2, 2)
	})
	if strings.Contains(bob.text(), `"staff"`) || strings.Contains(bob.text(), `"inbox","seq"`) || strings.Contains(bob.text(), "please reject") {
		t.Errorf("bob was told: %s", bob.text())
	}

	t.Run("a role given brings the lane, taken takes it away", func(t *testing.T) {
		p := bob.hello().You.ID
		_, err := n.svc.SetRole(ctx, actor("host"), h.room, p, policy.Moderator)
		h.ok(err)
		bob.wait("you", func(f frame) bool { return f.T == "you" && f.Role == "moderator" })
		bob.wait("a second hello", func(f frame) bool { return f.T == "hello" && f.Snapshot.Staff != nil })
		wait("for bob's eyes")
		bob.wait("a staff entry", func(f frame) bool { return f.T == "entry" && f.Lane == "staff" && f.Type == room.TypeWaiting })
		_, err = n.svc.SetRole(ctx, actor("host"), h.room, p, policy.Guest)
		h.ok(err)
		bob.wait("you", func(f frame) bool { return f.T == "you" && f.Role == "guest" })
		bob.wait("a third hello", func(f frame) bool {
			return f.T == "hello" && f.Snapshot.Staff == nil && slices.Contains(bob.texts(), `"role":"moderator"`) && f.text != bob.hello().text
		})
		wait("not for bob")
		host.wait("the line", func(f frame) bool { return strings.Contains(f.text, "not for bob") })
		n.post("host", "marker")
		bob.wait("the marker", func(f frame) bool { return strings.Contains(f.text, "marker") })
		if strings.Contains(bob.text(), "not for bob") {
			t.Error("bob still reads the staff lane")
		}
	})
	t.Run("a mute is told", func(t *testing.T) {
		_, err := n.svc.Mute(ctx, actor("host"), h.room, ann.hello().You.ID, 5)
		h.ok(err)
		began := time.Now()
		f := ann.wait("you", func(f frame) bool { return f.T == "you" && strings.Contains(f.text, "mutedUntil") })
		if took := f.came.Sub(began); took > 2*time.Second {
			t.Errorf("it took %v", took)
		}
	})
}

// texts are the frames as far as a contains can ask for.
func (c *client) texts() []string {
	var all []string
	for _, f := range c.all() {
		if f.T == "you" {
			all = append(all, `"role":"`+f.Role+`"`)
		}
	}
	return all
}
