package recorder_test

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pion/webrtc/v4"

	house "zhaoyun/internal/media"
	"zhaoyun/internal/recorder"
	"zhaoyun/internal/testkit"
)

const programMark = "ZHAOYUN_TEST_RECORDER"

// order is what a recorder in a process of its own is to do.
type order struct {
	At    house.Endpoint
	Dir   string
	Epoch time.Time
	Scene recorder.Scene
}

// TestMain lets the test program be a process that records until it is killed.
func TestMain(m *testing.M) {
	raw := os.Getenv(programMark)
	if raw == "" {
		os.Exit(m.Run())
	}
	var o order
	if err := json.Unmarshal([]byte(raw), &o); err != nil {
		panic(err)
	}
	if err := recorder.Run(context.Background(), options(o.At, o.Dir, o.Epoch, func() recorder.Scene { return o.Scene })); err != nil {
		panic(err)
	}
}

func TestARecordingSurvivesTheDeathOfItsProcess(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	scene := recorder.Scene{People: []string{"alice"}, Heard: []string{"alice"}}
	s.scene.Store(&scene)
	raw, err := json.Marshal(order{s.server.Endpoint, s.dir, s.epoch, scene})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), programMark+"="+string(raw))
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	killed := false
	t.Cleanup(func() {
		if !killed {
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
		}
	})
	published := make(chan struct{})
	go func() {
		defer close(published)
		s.publish("alice", webrtc.MimeTypeH264, 1, testkit.Clip(t, "h264", 1, 16*rate, 640, 360), testkit.Beeps(t, 16))
	}()
	holds := func(least time.Duration) func() bool {
		return func() bool {
			spans, err := recorder.Spans(s.dir)
			n := len(spans)
			return err == nil && n > 0 && spans[n-1].Until.Sub(spans[n-1].From) > least
		}
	}
	testkit.Eventually(t, "some segments are on disk", holds(5*time.Second))
	testkit.Eventually(t, "pictures are in them", func() bool { return len(testkit.NumbersSeen(t, s.film())) >= 3*rate })
	killed = true
	_ = cmd.Process.Kill() // kill -9
	_ = cmd.Wait()
	before, err := recorder.Spans(s.dir)
	if err != nil {
		t.Fatal(err)
	}
	if lost := time.Since(before[0].Until); lost > 6*time.Second {
		t.Errorf("the last %s are lost", lost)
	}
	s.check(before[0].From, testkit.NumbersSeen(t, s.film()), 1, 16*rate, 2*rate)

	stop := s.record()
	testkit.Eventually(t, "it goes on", func() bool {
		spans, err := recorder.Spans(s.dir)
		return err == nil && len(spans) == 2 && spans[1].Until.Sub(spans[1].From) > 4*time.Second
	})
	<-published
	stop()
	after, _, err := recorder.End(s.dir)
	if err != nil || len(after) != 2 || !after[0].Until.Equal(before[0].Until) || !after[1].From.After(after[0].Until) {
		t.Fatalf("%v, %v; before %v", after, err, before)
	}
	list, err := os.ReadFile(filepath.Join(s.dir, recorder.Whole))
	if err != nil || !strings.Contains(string(list), "#EXT-X-DISCONTINUITY\n") {
		t.Errorf("no discontinuity: %v\n%s", err, list)
	}
	film := testkit.NumbersSeen(t, s.film())
	s.check(after[0].From, film, 1, 16*rate, 6*rate)
	late := 0
	for number, at := range film {
		if number <= 16*rate && after[0].From.Add(at).After(after[1].From) {
			late++
		}
	}
	if late < 2*rate {
		t.Errorf("%d pictures after the death", late)
	}
}
