package recorder_test

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/livekit/protocol/livekit"
	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"

	"zhaoyun/internal/core"
	house "zhaoyun/internal/media"
	"zhaoyun/internal/media/client"
	"zhaoyun/internal/recorder"
	"zhaoyun/internal/testkit"
)

const rate = testkit.ClipRate

// stage is a media server with a recorder at work.
type stage struct {
	t      *testing.T
	server *house.Embedded
	dir    string
	epoch  time.Time
	scene  atomic.Pointer[recorder.Scene]

	mu   sync.Mutex
	sent map[int]time.Time // pictures, by number
	said []time.Time       // full seconds of the beeps
}

func connect(ctx context.Context, at house.Endpoint, identity string, publish bool, o client.Options) (*client.Client, error) {
	token, err := at.Sign(house.Grant{Room: "r", Identity: identity, Publish: publish, Watch: true, Hidden: !publish, Life: time.Hour}, time.Now())
	if err != nil {
		return nil, err
	}
	o.URL, o.Token = at.URL, token
	return client.Connect(ctx, o)
}

// options are those of a recorder of the stage.
func options(at house.Endpoint, dir string, epoch time.Time, scene func() recorder.Scene) recorder.Options {
	return recorder.Options{
		Dir: dir, Epoch: epoch, FFmpeg: "ffmpeg", Kept: func() bool { return true }, Now: core.Now, Scene: scene,
		Log: slog.New(slog.NewTextHandler(os.Stderr, nil)),
		Connect: func(ctx context.Context, o client.Options) (*client.Client, error) {
			return connect(ctx, at, "recorder~1", false, o)
		},
		File: func(_ context.Context, name string) (string, error) { return name, nil },
	}
}

func newStage(t *testing.T) *stage {
	t.Helper()
	server, err := house.Start(house.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Stop)
	s := &stage{t: t, server: server, dir: t.TempDir(), epoch: core.Now(), sent: map[int]time.Time{}}
	s.scene.Store(&recorder.Scene{})
	return s
}

func (s *stage) record() (stop func()) {
	t := s.t
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		done <- recorder.Run(ctx, options(s.server.Endpoint, s.dir, s.epoch, func() recorder.Scene { return *s.scene.Load() }))
	}()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			cancel()
			if err := <-done; err != nil {
				t.Error(err)
			}
		})
	}
	t.Cleanup(stop)
	return stop
}

// publish shows a clip and beeps, once, and leaves.
func (s *stage) publish(identity, mime string, from int, pictures, sound [][]byte) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), time.Minute)
	defer cancel()
	c, err := connect(ctx, s.server.Endpoint, identity, true, client.Options{})
	if err != nil {
		s.t.Fatal(err)
	}
	defer c.Close()
	video, _ := webrtc.NewTrackLocalStaticSample(webrtc.RTPCodecCapability{MimeType: mime, ClockRate: 90000}, "v", "s")
	audio, _ := webrtc.NewTrackLocalStaticSample(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2}, "a", "s")
	if _, err := c.Publish(ctx, video, &livekit.AddTrackRequest{Type: livekit.TrackType_VIDEO, Source: livekit.TrackSource_CAMERA, Width: 640, Height: 360}, nil); err != nil {
		s.t.Fatal(err)
	}
	if _, err := c.Publish(ctx, audio, &livekit.AddTrackRequest{Type: livekit.TrackType_AUDIO, Source: livekit.TrackSource_MICROPHONE}, nil); err != nil {
		s.t.Fatal(err)
	}
	begin := time.Now()
	var all sync.WaitGroup
	all.Go(func() {
		for i, pic := range pictures {
			at := begin.Add(time.Duration(i) * time.Second / rate) // when it is taken; a busy machine sends it later
			time.Sleep(time.Until(at))
			s.mu.Lock()
			s.sent[from+i] = at
			s.mu.Unlock()
			_ = video.WriteSample(media.Sample{Data: pic, Duration: time.Second / rate})
		}
	})
	all.Go(func() {
		for i, packet := range sound {
			at := begin.Add(time.Duration(i) * 20 * time.Millisecond)
			time.Sleep(time.Until(at))
			if i%50 == 0 {
				s.mu.Lock()
				s.said = append(s.said, at)
				s.mu.Unlock()
			}
			_ = audio.WriteSample(media.Sample{Data: packet, Duration: 20 * time.Millisecond})
		}
	})
	all.Wait()
}

// film is one file of what was recorded.
func (s *stage) film() string {
	s.t.Helper()
	path := filepath.Join(s.t.TempDir(), "film.mp4")
	if err := recorder.Film(s.t.Context(), "ffmpeg", s.dir, path); err != nil {
		s.t.Fatal(err)
	}
	return path
}

// check holds pictures of a film that begins at a time against when they were sent.
func (s *stage) check(begin time.Time, pictures map[int]time.Duration, from, count, least int) {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	worst, n := time.Duration(0), 0
	for number := from; number < from+count; number++ {
		if at, ok := pictures[number]; ok {
			n++
			worst = max(worst, begin.Add(at).Sub(s.sent[number]).Abs())
		}
	}
	s.t.Logf("pictures from %d: %d of %d, the worst %s from its time", from, n, count, worst)
	if n < least || worst > 300*time.Millisecond {
		s.t.Errorf("pictures from %d: %d of %d, the worst %s from its time", from, n, count, worst)
	}
}

func TestASessionIsRecordedAsItWas(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	stop := s.record()
	first := testkit.Clip(t, "h264", 1, 6*rate, 640, 360)
	second := testkit.Clip(t, "vp8", 301, 6*rate, 320, 180)
	sound := testkit.Beeps(t, 6)
	testkit.Eventually(t, "black is recorded before anybody comes", func() bool {
		spans, err := recorder.Spans(s.dir)
		return err == nil && len(spans) == 1
	})
	s.scene.Store(&recorder.Scene{People: []string{"alice", "bob"}, Heard: []string{"alice", "bob"}})
	s.publish("alice", webrtc.MimeTypeH264, 1, first, sound)
	s.publish("bob", webrtc.MimeTypeVP8, 301, second, sound)
	s.publish("nobody", webrtc.MimeTypeVP8, 601, testkit.Clip(t, "vp8", 601, rate, 320, 180), testkit.Beeps(t, 1)) // who is not on stage is not recorded
	stop()
	spans, _, err := recorder.End(s.dir)
	if err != nil || len(spans) != 1 {
		t.Fatalf("spans %v, %v", spans, err)
	}
	path := s.film()
	pictures, tones := testkit.NumbersSeen(t, path), testkit.TonesHeard(t, path)
	s.check(spans[0].From, pictures, 1, 6*rate, 4*rate)
	s.check(spans[0].From, pictures, 301, 6*rate, 4*rate)
	if _, shown := pictures[610]; shown {
		t.Error("somebody who is not on stage was recorded")
	}
	if len(tones) < 11 || len(tones) > 13 {
		t.Errorf("%d tones of 12 to 13", len(tones))
	}
	worst := time.Duration(0)
	for _, at := range tones {
		nearest := time.Hour
		for _, said := range s.said {
			nearest = min(nearest, spans[0].From.Add(at).Sub(said).Abs())
		}
		worst = max(worst, nearest)
	}
	t.Logf("%d tones, the worst %s from its time", len(tones), worst)
	if worst > 300*time.Millisecond {
		t.Errorf("a tone is heard %s from its time", worst)
	}
}
