package realtime_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"zhaoyun/internal/bus"
	"zhaoyun/internal/core"
	"zhaoyun/internal/testkit"
	"zhaoyun/realtime"
)

func TestALetterTheBusHasLostComesAlthoughSomebodyJoinsMeanwhile(t *testing.T) {
	t.Parallel()
	h := newHouse(t, testkit.SQLite(t))
	shaky := &faulty{Bus: bus.NewMemory()}
	n := h.node(nodeOptions{bus: shaky})
	n.open()
	ann := n.join("ann", "")
	shaky.set(lose)
	_, err := n.svc.Mute(t.Context(), actor("host"), h.room, ann.hello().You.ID, 1)
	h.ok(err)
	n.join("bob", "") // whoever joins brings the lanes up to date
	ann.entry("inbox", 1)
}

func TestAStaffEntryTheBusHasLostComesAlthoughTheChatIsBusy(t *testing.T) {
	t.Parallel()
	h := newHouse(t, testkit.SQLite(t))
	shaky := &faulty{Bus: bus.NewMemory()}
	n := h.node(nodeOptions{bus: shaky})
	n.open()
	host, ann := n.join("host", ""), n.join("ann", "")
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			case <-time.After(100 * time.Millisecond):
				n.post("bob", fmt.Sprint(i))
			}
		}
	}()
	defer func() { close(stop); <-stopped }()
	testkit.Eventually(t, "the chat is busy", func() bool { return len(ann.all()) > 5 })
	shaky.set(func(m bus.Message) []bus.Message {
		if m.Kind == bus.KindEntry && bytes.Contains(m.Data, []byte(`"lane":"staff"`)) {
			return nil
		}
		return []bus.Message{m}
	})
	muted := time.Now()
	_, err := n.svc.Mute(t.Context(), actor("host"), h.room, ann.hello().You.ID, 1)
	h.ok(err)
	if late := host.entry("staff", 1).came.Sub(muted); late > 2*time.Second {
		t.Errorf("staff hears it %v late", late)
	}
	ann.entry("inbox", 1)
}

// meanwhile lets something happen right after a participant's inbox was looked at.
type meanwhile struct {
	realtime.Rooms
	then func(participants []core.ID)
}

func (m *meanwhile) InboxHeads(ctx context.Context, id core.ID, participants []core.ID) (map[core.ID]int64, error) {
	heads, err := m.Rooms.InboxHeads(ctx, id, participants)
	if m.then != nil {
		m.then(participants)
	}
	return heads, err
}

func TestALetterThatComesWhileItsReaderComesBackIsRead(t *testing.T) {
	t.Parallel()
	for name, otherTab := range map[string]bool{"with another tab": true, "alone": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, testkit.SQLite(t))
			between := &meanwhile{}
			n := h.node(nodeOptions{rooms: func(r realtime.Rooms) realtime.Rooms { between.Rooms = r; return between }})
			n.open()
			ann := n.join("ann", "")
			if !otherTab {
				_ = ann.ws.Close()
			}
			host := n.join("host", "")
			if !otherTab {
				host.wait("that ann has left", func(f frame) bool { return f.T == "presence" && f.Online == 1 })
			}
			between.then = func([]core.ID) {
				between.then = nil
				_, err := n.svc.Mute(t.Context(), actor("host"), h.room, ann.hello().You.ID, 1)
				h.ok(err)
				host.entry("staff", 1) // the bus has brought both
			}
			back := n.join("ann", fmt.Sprintf("?since=public:%d,inbox:0&epoch=%s", ann.hello().At["public"], ann.hello().Epoch))
			back.entry("inbox", 1)
		})
	}
}
