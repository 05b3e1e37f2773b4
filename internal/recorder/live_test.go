package recorder_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"log/slog"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/livekit/protocol/livekit"
	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"
	"github.com/pion/webrtc/v4/pkg/media/ivfreader"

	"zhaoyun/internal/core"
	house "zhaoyun/internal/media"
	"zhaoyun/internal/media/client"
	"zhaoyun/internal/recorder"
	"zhaoyun/internal/testkit"
)

const (
	rate   = 25
	blocks = 10 // bits of the number that every picture carries
)

// numbered draws pictures that carry their number, as black and white blocks.
func numbered(from, count, w, h int) []byte {
	var all bytes.Buffer
	for n := from; n < from+count; n++ {
		luma := bytes.Repeat([]byte{128}, w*h)
		for b := range blocks {
			shade := byte(235 * (n >> b & 1))
			for y := h / 4; y < h*3/4; y++ {
				for x := b * w / blocks; x < (b+1)*w/blocks; x++ {
					luma[y*w+x] = shade
				}
			}
		}
		all.Write(luma)
		all.Write(bytes.Repeat([]byte{128}, w*h/2))
	}
	return all.Bytes()
}

// clip encodes numbered pictures and returns them one by one.
func clip(t testing.TB, mime string, from, count, w, h int) [][]byte {
	t.Helper()
	args := []string{"-v", "error", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", strconv.Itoa(w) + "x" + strconv.Itoa(h), "-r", strconv.Itoa(rate), "-i", "-"}
	if mime == webrtc.MimeTypeVP8 {
		args = append(args, "-c:v", "libvpx", "-deadline", "realtime", "-b:v", "1M", "-auto-alt-ref", "0", "-g", "25", "-f", "ivf", "-")
	} else {
		args = append(args, "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-profile:v", "baseline", "-g", "25", "-x264-params", "aud=1", "-f", "h264", "-")
	}
	cmd := exec.CommandContext(t.Context(), "ffmpeg", args...)
	cmd.Stdin = bytes.NewReader(numbered(from, count, w, h))
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var all [][]byte
	if mime == webrtc.MimeTypeVP8 {
		r, _, err := ivfreader.NewWith(bytes.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		for {
			frame, _, err := r.ParseNextFrame()
			if errors.Is(err, io.EOF) {
				break
			}
			all = append(all, frame)
		}
	} else {
		mark := []byte{0, 0, 0, 1, 9}
		for _, frame := range bytes.Split(out, mark)[1:] {
			all = append(all, append(bytes.Clone(mark), frame...))
		}
	}
	if len(all) != count {
		t.Fatalf("%d pictures of %d", len(all), count)
	}
	return all
}

// beeps are packets of Opus with a tone of a tenth of a second at every full second.
func beeps(t testing.TB, seconds int) [][]byte {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "aevalsrc='if(lt(mod(t,1),0.1),0.5*sin(2*PI*1000*t),0)':s=48000",
		"-t", strconv.Itoa(seconds), "-c:a", "libopus", "-b:a", "64k", "-application", "lowdelay", "-frame_duration", "20", "-f", "ogg", "-page_duration", "20000", "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all [][]byte
	for len(out) > 27 && bytes.HasPrefix(out, []byte("OggS")) {
		segments := out[27 : 27+int(out[26])]
		body := out[27+len(segments):]
		size := 0
		for _, n := range segments {
			if size += int(n); n < 255 {
				if !bytes.HasPrefix(body, []byte("Opus")) {
					all = append(all, body[:size])
				}
				body, size = body[size:], 0
			}
		}
		out = body
	}
	return all
}

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

// seen reads the numbers of the pictures of a film, with the times at which they come.
func seen(t testing.TB, path string) map[int]time.Duration {
	t.Helper()
	const w, h = 100, 40
	var complaint bytes.Buffer
	cmd := exec.CommandContext(t.Context(), "ffmpeg", "-nostdin", "-copyts", "-i", path, "-an", "-vf", "scale=100:40,format=gray,showinfo", "-fps_mode", "passthrough", "-f", "rawvideo", "-")
	cmd.Stderr = &complaint
	raw, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v %s", err, complaint.String())
	}
	var times []time.Duration
	for line := range strings.SplitSeq(complaint.String(), "\n") {
		if _, rest, ok := strings.Cut(line, "pts_time:"); ok {
			v, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			times = append(times, time.Duration(v*float64(time.Second)))
		}
	}
	if len(times) != len(raw)/(w*h) {
		t.Fatalf("%d times of %d pictures", len(times), len(raw)/(w*h))
	}
	first := map[int]time.Duration{}
	for i, at := range times {
		pic := raw[i*w*h:][:w*h]
		n, clear := 0, true
		for b := range blocks {
			shade := pic[20*w+b*10+5]
			clear = clear && (shade < 60 || shade > 180)
			if shade > 128 {
				n |= 1 << b
			}
		}
		if _, again := first[n]; clear && !again {
			first[n] = at
		}
	}
	return first
}

// heard finds when tones begin in a film.
func heard(t testing.TB, path string) (tones []time.Duration) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-nostdin", "-i", path, "-vn", "-ac", "1", "-ar", "48000", "-af", "aresample=async=1:first_pts=0", "-f", "s16le", "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	const step = 240 // 5 ms
	quiet := 100
	for i := 0; i+step*2 <= len(out); i += step * 2 {
		sum := 0.
		for j := 0; j < step*2; j += 2 {
			v := float64(int16(binary.LittleEndian.Uint16(out[i+j:]))) / 32768
			sum += v * v
		}
		if math.Sqrt(sum/step) > .1 {
			if quiet > 40 {
				tones = append(tones, time.Duration(i/2)*time.Second/48000)
			}
			quiet = 0
		} else {
			quiet++
		}
	}
	return tones
}

// check holds pictures of a film that begins at a time against when they were sent.
func (s *stage) check(begin time.Time, pictures map[int]time.Duration, from, count, least int) {
	s.t.Helper()
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
	first := clip(t, webrtc.MimeTypeH264, 1, 6*rate, 640, 360)
	second := clip(t, webrtc.MimeTypeVP8, 301, 6*rate, 320, 180)
	sound := beeps(t, 6)
	testkit.Eventually(t, "black is recorded before anybody comes", func() bool {
		spans, err := recorder.Spans(s.dir)
		return err == nil && len(spans) == 1
	})
	s.scene.Store(&recorder.Scene{People: []string{"alice", "bob"}, Heard: []string{"alice", "bob"}})
	s.publish("alice", webrtc.MimeTypeH264, 1, first, sound)
	s.publish("bob", webrtc.MimeTypeVP8, 301, second, sound)
	s.publish("nobody", webrtc.MimeTypeVP8, 601, clip(t, webrtc.MimeTypeVP8, 601, rate, 320, 180), beeps(t, 1)) // who is not on stage is not recorded
	stop()
	spans, _, err := recorder.End(s.dir)
	if err != nil || len(spans) != 1 {
		t.Fatalf("spans %v, %v", spans, err)
	}
	path := s.film()
	pictures, tones := seen(t, path), heard(t, path)
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
