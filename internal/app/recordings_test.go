package app

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/livekit/protocol/livekit"
	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"

	"zhaoyun/internal/media/client"
	"zhaoyun/internal/testkit"
)

// film publishes a numbered clip with beeps and notes when each picture was taken.
type film struct {
	mu   sync.Mutex
	sent map[int]time.Time
}

func (f *film) taken(n int) time.Time { f.mu.Lock(); defer f.mu.Unlock(); return f.sent[n] }

func (f *film) publish(t *testing.T, c *client.Client, pictures, sound [][]byte) (done chan struct{}) {
	t.Helper()
	video, _ := webrtc.NewTrackLocalStaticSample(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeH264, ClockRate: 90000}, "camera", "s")
	audio, _ := webrtc.NewTrackLocalStaticSample(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2}, "microphone", "s")
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for track, request := range map[*webrtc.TrackLocalStaticSample]*livekit.AddTrackRequest{
		video: {Type: livekit.TrackType_VIDEO, Source: livekit.TrackSource_CAMERA, Width: 640, Height: 360},
		audio: {Type: livekit.TrackType_AUDIO, Source: livekit.TrackSource_MICROPHONE},
	} {
		if _, err := c.Publish(ctx, track, request, nil); err != nil {
			t.Fatal(err)
		}
	}
	f.sent = map[int]time.Time{}
	begin := time.Now()
	var all sync.WaitGroup
	send := func(track *webrtc.TrackLocalStaticSample, data [][]byte, each time.Duration, note func(int, time.Time)) {
		all.Go(func() {
			for i, d := range data {
				at := begin.Add(time.Duration(i) * each)
				time.Sleep(time.Until(at))
				note(i, at)
				_ = track.WriteSample(media.Sample{Data: d, Duration: each})
			}
		})
	}
	send(video, pictures, time.Second/testkit.ClipRate, func(i int, at time.Time) {
		f.mu.Lock()
		f.sent[i+1] = at
		f.mu.Unlock()
	})
	send(audio, sound, 20*time.Millisecond, func(int, time.Time) {})
	done = make(chan struct{})
	go func() { all.Wait(); close(done) }()
	return done
}

// fetch reads a part of a recording without signing in.
func (s *served) fetch(path, ranges string) (*http.Response, []byte) {
	s.t.Helper()
	r := must(http.NewRequest(http.MethodGet, "http://"+s.Addr()+path, nil))
	if ranges != "" {
		r.Header.Set("Range", ranges)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	return res, must(io.ReadAll(res.Body))
}

type recorded struct {
	ID, State, URL string
	File           bool
	Bytes          int64
	Spans          []struct{ From, Until time.Time }
}

func (s *served) recorded(host, room string) (all []recorded) {
	s.t.Helper()
	_, raw := s.ask(host, "GET", room+"/recordings", "", 200)
	var page struct{ Items []recorded }
	if err := json.Unmarshal([]byte(raw), &page); err != nil {
		s.t.Fatal(err)
	}
	return page.Items
}

func TestALiveSessionIsRecordedServedReplayedAndDeleted(t *testing.T) {
	t.Parallel()
	s := serveWith(t, onAir(t))
	host := s.official()
	id := s.session(host)
	room := "/rooms/" + id
	mei := s.guest("梅女士")
	meiID := s.enter(mei, id)
	s.ask(host, "PUT", room+"/state", `{"state":"live"}`, 200)
	s.ask(host, "POST", room+"/scene/go-live", fmt.Sprintf(`{"people":[%q]}`, meiID), 200)
	stage, _ := s.connect(t, mei, id, "stage", client.Options{})
	const length = 12
	var f film
	published := f.publish(t, stage, testkit.Clip(t, "h264", 1, length*testkit.ClipRate, 640, 360), testkit.Beeps(t, length))

	var r recorded
	testkit.Eventually(t, "it is recorded by itself, as somebody is on stage", func() bool {
		if all := s.recorded(host, room); len(all) == 1 && len(all[0].Spans) == 1 {
			r = all[0]
		}
		return r.ID != ""
	})
	if state, _ := s.ask(host, "GET", room+"/entries?lane=public", "", 200); !strings.Contains(fmt.Sprint(state), "recording.started") {
		t.Error("nobody is told of the recording")
	}
	// A slide is turned while picture 150 is taken.
	testkit.Eventually(t, "half of it is on air", func() bool { return !f.taken(6 * testkit.ClipRate).IsZero() })
	_, raw := s.ask(host, "PUT", room+"/stage", `{"kind":"notice","data":{"text":{"zh-CN":"第二页"}}}`, 200)
	var turned struct{ At time.Time }
	if err := json.Unmarshal([]byte(raw), &turned); err != nil || turned.At.IsZero() {
		t.Fatalf("the slide: %s, %v", raw, err)
	}

	prefix := strings.TrimSuffix(r.URL, "index.m3u8")
	res, live := s.fetch(prefix+"live.m3u8", "")
	if res.StatusCode != http.StatusOK || res.Header.Get("Cache-Control") != "no-cache" || !strings.Contains(string(live), "#EXT-X-PROGRAM-DATE-TIME:") {
		t.Fatalf("the live playlist: %d %v\n%s", res.StatusCode, res.Header, live)
	}
	segment := ""
	for line := range strings.Lines(string(live)) {
		if strings.HasPrefix(line, "seg-") {
			segment = strings.TrimSpace(line)
		}
	}
	res, part := s.fetch(prefix+segment, "bytes=4-7")
	if res.StatusCode != http.StatusPartialContent || string(part) != "styp" || !strings.Contains(res.Header.Get("Cache-Control"), "immutable") || res.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("a part of a segment: %d %q %v", res.StatusCode, part, res.Header)
	}
	for _, path := range []string{prefix + "film.mp4", prefix + "..%2f..%2fzhaoyun.db", "/media/" + r.ID + "/" + strings.Repeat("0", 32) + "/live.m3u8"} {
		if res, _ := s.fetch(path, ""); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s is answered %d", path, res.StatusCode)
		}
	}
	s.ask(host, "DELETE", "/recordings/"+r.ID, "", 409)
	s.ask(mei, "GET", room+"/recordings", "", 403)

	<-published
	s.ask(host, "PUT", room+"/state", `{"state":"ended"}`, 200)
	testkit.Eventually(t, "it has ended and is one file", func() bool {
		r = s.recorded(host, room)[0]
		return r.State == "ended" && r.File
	})
	if len(r.Spans) != 1 || r.Bytes == 0 {
		t.Fatalf("it holds %+v", r)
	}
	_, raw = s.ask(mei, "GET", room+"/replay", "", 200) // who was there watches it again
	var replay struct {
		Recordings []struct {
			ID, URL string
			Spans   []struct{ From, Until time.Time }
		}
	}
	if err := json.Unmarshal([]byte(raw), &replay); err != nil || len(replay.Recordings) != 1 || replay.Recordings[0].ID != r.ID || len(replay.Recordings[0].Spans) != 1 {
		t.Fatalf("the replay: %s, %v", raw, err)
	}

	path := filepath.Join(t.TempDir(), "film.mp4")
	ask := must(http.NewRequest(http.MethodGet, "http://"+s.Addr()+"/api/v1/recordings/"+r.ID+"/file", nil))
	ask.Header.Set("Authorization", "Bearer "+host)
	ask.Header.Set("Range", "bytes=0-")
	answer := must(http.DefaultClient.Do(ask))
	body := must(io.ReadAll(answer.Body))
	_ = answer.Body.Close()
	if answer.StatusCode != http.StatusPartialContent || answer.Header.Get("Content-Type") != "video/mp4" {
		t.Fatalf("the file: %d %v", answer.StatusCode, answer.Header)
	}
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "ffprobe", "-v", "error", "-show_entries", "format=duration:stream=codec_name", "-of", "csv=p=0", path).Output()
	if err != nil || !strings.Contains(string(out), "h264") || !strings.Contains(string(out), "aac") {
		t.Fatalf("ffprobe: %s, %v", out, err)
	}
	lines := strings.Fields(string(out))
	lasts := must(strconv.ParseFloat(lines[len(lines)-1], 64))
	span := r.Spans[0].Until.Sub(r.Spans[0].From).Seconds()
	if d := lasts - span; d < -.5 || d > .5 {
		t.Errorf("it lasts %f s, the span %f s", lasts, span)
	}
	pictures := testkit.NumbersSeen(t, path)
	shown := 0
	for n, at := range pictures {
		if n < 1 || n > length*testkit.ClipRate {
			continue
		}
		shown++
		if d := r.Spans[0].From.Add(at).Sub(f.taken(n)).Abs(); d > 300*time.Millisecond {
			t.Errorf("picture %d is %s from its time", n, d)
		}
		if d := r.Spans[0].From.Add(at).Sub(turned.At); n == 6*testkit.ClipRate && d.Abs() > 600*time.Millisecond {
			t.Errorf("the slide was turned %s after the picture that was taken then", -d)
		}
	}
	if shown < 8*testkit.ClipRate {
		t.Errorf("%d pictures are in it", shown)
	}

	s.ask(host, "DELETE", "/recordings/"+r.ID, "", 204)
	testkit.Eventually(t, "its pictures are gone", func() bool {
		res, _ := s.fetch(prefix+segment, "")
		return res.StatusCode == http.StatusNotFound
	})
	s.ask(host, "GET", "/recordings/"+r.ID, "", 404)
	if _, raw := s.ask(mei, "GET", room+"/replay", "", 200); !strings.Contains(raw, `"recordings":[]`) {
		t.Errorf("the replay after: %s", raw)
	}
}
