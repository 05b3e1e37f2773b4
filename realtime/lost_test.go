package realtime_test

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"zhaoyun/internal/bus"
	"zhaoyun/internal/testkit"
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
