package recorder

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// moving encodes a test picture that moves for some seconds, 25 pictures a second.
func moving(t testing.TB, seconds int, size string, extra ...string) []picture {
	t.Helper()
	args := append([]string{"-v", "error", "-f", "lavfi", "-i", "testsrc2=r=25:s=" + size, "-t", strconv.Itoa(seconds)}, extra...)
	args = append(args, "-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "25", "-f", "flv", "-")
	out, err := exec.CommandContext(t.Context(), "ffmpeg", args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []picture
	_ = readFLV(bytes.NewReader(out), func(_ int64, p picture) error { all = append(all, p); return nil })
	if len(all) != 25*seconds {
		t.Fatalf("%d pictures", len(all))
	}
	return all
}

// film puts what a recording kept one behind the other.
func film(t testing.TB, dir string) string {
	t.Helper()
	list, err := readPlaylist(filepath.Join(dir, Whole))
	if err != nil || len(list.segments) == 0 {
		t.Fatalf("the playlist holds %d segments, %v", len(list.segments), err)
	}
	var all []byte
	for i, s := range list.segments {
		if i == 0 {
			all = append(all, read(t, filepath.Join(dir, s.init))...)
		}
		all = append(all, read(t, filepath.Join(dir, s.file()))...)
	}
	path := filepath.Join(t.TempDir(), "film.mp4")
	if err := os.WriteFile(path, all, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// probe is what ffprobe says of a film.
type probe struct {
	Streams []struct {
		CodecName string `json:"codec_name"`
		CodecType string `json:"codec_type"`
		Width     int    `json:"width"`
	}
	Packets []struct {
		CodecType string `json:"codec_type"`
		DTS       string `json:"dts_time"`
	}
	Frames []struct {
		MediaType string `json:"media_type"`
		PTS       string `json:"pts_time"`
		Width     int    `json:"width"`
	}
	Format struct{ Duration string }
}

func ffprobe(t testing.TB, path string) probe {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "ffprobe", "-v", "error", "-show_streams", "-show_format", "-show_packets", "-show_frames",
		"-show_entries", "stream=codec_name,codec_type,width:format=duration:packet=codec_type,dts_time:frame=media_type,pts_time,width", "-of", "json", path).Output()
	if err != nil {
		t.Fatalf("ffprobe: %v", err)
	}
	var p probe
	// With packets and frames together ffprobe mixes both into one list.
	var raw struct {
		probe
		Both []struct {
			Type      string `json:"type"`
			CodecType string `json:"codec_type"`
			DTS       string `json:"dts_time"`
			MediaType string `json:"media_type"`
			PTS       string `json:"pts_time"`
			Width     int    `json:"width"`
		} `json:"packets_and_frames"`
	}
	if err := json.Unmarshal(out, &raw); err != nil {
		t.Fatal(err)
	}
	p = raw.probe
	for _, b := range raw.Both {
		if b.Type == "packet" {
			p.Packets = append(p.Packets, struct {
				CodecType string `json:"codec_type"`
				DTS       string `json:"dts_time"`
			}{b.CodecType, b.DTS})
		} else {
			p.Frames = append(p.Frames, struct {
				MediaType string `json:"media_type"`
				PTS       string `json:"pts_time"`
				Width     int    `json:"width"`
			}{b.MediaType, b.PTS, b.Width})
		}
	}
	return p
}

func seconds(t testing.TB, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// rising checks that the times of each stream rise.
func (p probe) rising(t testing.TB) {
	t.Helper()
	last := map[string]float64{"video": -1, "audio": -1}
	for _, x := range p.Packets {
		at := seconds(t, x.DTS)
		if at <= last[x.CodecType] {
			t.Errorf("%s at %f comes after %f", x.CodecType, at, last[x.CodecType])
		}
		last[x.CodecType] = at
	}
}

func sizes(p probe) string {
	var b strings.Builder
	last := 0
	for _, f := range p.Frames {
		if f.MediaType == "video" && f.Width != last {
			last = f.Width
			b.WriteString(strconv.Itoa(last) + " ")
		}
	}
	return b.String()
}

// silence is a frame of AAC.
func silence(t testing.TB) []byte {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo", "-t", "0.2", "-c:a", "aac", "-f", "adts", "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	var last []byte
	_ = readADTS(bytes.NewReader(out), func(f []byte) { last = f })
	return last
}

func always() bool { return true }

func TestPicturesOfSeveralSourcesMakeOneFilm(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	ffmpeg, err := FFmpeg()
	if err != nil {
		t.Fatal(err)
	}
	_, black, err := still(t.Context(), ffmpeg, "")
	if err != nil {
		t.Fatal(err)
	}
	epoch := time.Date(2026, 12, 3, 2, 0, 0, 0, time.UTC)
	out, err := newSegments(dir, epoch, always)
	if err != nil {
		t.Fatal(err)
	}
	wide, small := moving(t, 5, "640x360"), moving(t, 4, "320x240")
	now := epoch
	p := &program{out: out, now: func() time.Time { return now }}
	p.set("black", black)
	hush := silence(t)
	step := func(d time.Duration) {
		t.Helper()
		now = now.Add(d)
		for out.heard+aacFrame < out.ticks(now, audioRate) {
			out.hear(out.heard, hush)
		}
		if err := p.tick(now); err != nil {
			t.Fatal(err)
		}
	}
	play := func(f *feed, pictures []picture) {
		t.Helper()
		known := pictures[0].params
		for _, pic := range pictures {
			step(40 * time.Millisecond)
			if err := p.picture(f, now, known, pic); err != nil {
				t.Fatal(err)
			}
		}
	}
	step(0)
	for range 20 { // nobody publishes: 2 s
		step(100 * time.Millisecond)
	}
	one, two := &feed{name: "one"}, &feed{name: "two"}
	p.want(one)
	play(one, wide)
	p.want(two)
	play(one, wide[1:20]) // the first goes on until the second begins
	play(two, small)
	p.lost(two)
	step(40 * time.Millisecond)
	for range 19 {
		step(100 * time.Millisecond)
	}
	if err := out.finish(now); err != nil {
		t.Fatal(err)
	}
	spans, size, err := End(dir)
	if err != nil || len(spans) != 1 || !spans[0].From.Equal(epoch) || size == 0 {
		t.Fatalf("spans %v, %d bytes, %v", spans, size, err)
	}
	lasted := now.Sub(epoch).Seconds()
	if got := spans[0].Until.Sub(spans[0].From).Seconds(); got < lasted-.05 || got > lasted+.05 {
		t.Errorf("the span lasts %f of %f", got, lasted)
	}
	list := string(read(t, filepath.Join(dir, Whole)))
	if n := strings.Count(list, "#EXT-X-DISCONTINUITY\n"); n != 3 {
		t.Errorf("%d discontinuities in\n%s", n, list)
	}
	for _, path := range []string{film(t, dir), filepath.Join(dir, Whole)} {
		got := ffprobe(t, path)
		if d := seconds(t, got.Format.Duration); d < lasted-.5 || d > lasted+.5 {
			t.Errorf("%s lasts %f of %f", path, d, lasted)
		}
		if len(got.Streams) != 2 || got.Streams[0].CodecName != "h264" || got.Streams[1].CodecName != "aac" {
			t.Errorf("%s holds %+v", path, got.Streams)
		}
		if s := sizes(got); s != "1280 640 320 1280 " {
			t.Errorf("%s shows %s", path, s)
		}
		got.rising(t)
	}
}

func TestARecordingGoesOnInTheNextSegment(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	epoch := time.Date(2026, 12, 3, 2, 0, 0, 0, time.UTC)
	pictures := moving(t, 4, "320x240")
	roll := func(from time.Time) {
		t.Helper()
		out, err := newSegments(dir, epoch, always)
		if err != nil {
			t.Fatal(err)
		}
		out.heard = out.ticks(from, audioRate)
		hush := silence(t)
		for i, pic := range pictures {
			at := from.Add(time.Duration(i) * 40 * time.Millisecond)
			if err := out.picture(at, pictures[0].params, pic); err != nil {
				t.Fatal(err)
			}
			for out.heard < out.ticks(at, audioRate) {
				out.hear(out.heard, hush)
			}
		}
	}
	roll(epoch)
	// The process dies over a line of the playlist, and over a file.
	f, err := os.OpenFile(filepath.Join(dir, Whole), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = f.WriteString("#EXT-X-PROGRAM-DATE-TIME:2026-12-03T02:00:0")
	_ = f.Close()
	_ = os.WriteFile(filepath.Join(dir, ".new-1"), []byte("half"), 0o600)
	roll(epoch.Add(20 * time.Second))
	spans, _, err := End(dir)
	if err != nil || len(spans) != 2 || spans[1].From.Sub(epoch) != 20*time.Second {
		t.Fatalf("%v, %v", spans, err)
	}
	list := string(read(t, filepath.Join(dir, Whole)))
	if strings.Count(list, "#EXT-X-DISCONTINUITY\n") != 1 || !strings.HasSuffix(list, endMark) || strings.Contains(list, "02:00:0\n") {
		t.Errorf("the playlist says\n%s", list)
	}
	got := ffprobe(t, film(t, dir))
	got.rising(t)
	if d := seconds(t, got.Format.Duration); d < 21 || d > 23 {
		t.Errorf("the film lasts %f", d)
	}
	if _, err := os.Stat(filepath.Join(dir, ".new-1")); err == nil {
		t.Error("half a file is left")
	}
}

func TestSegmentsThatAreNotKeptSlideAway(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	epoch := time.Date(2026, 12, 3, 2, 0, 0, 0, time.UTC)
	kept := false
	out, err := newSegments(dir, epoch, func() bool { return kept })
	if err != nil {
		t.Fatal(err)
	}
	pictures := moving(t, 2, "320x240")
	show := func(from, until int) {
		t.Helper()
		for i := from; i < until; i++ {
			out.heard = int64(i+1) * 2 * audioRate
			for j, pic := range pictures {
				if err := out.picture(epoch.Add(time.Duration(i*50+j)*40*time.Millisecond), pictures[0].params, pic); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	show(0, 30)
	files, _ := filepath.Glob(filepath.Join(dir, "seg-*"))
	if len(files) != 2*liveSegments {
		t.Errorf("%d segments are left", len(files))
	}
	if list := string(read(t, filepath.Join(dir, Live))); strings.Count(list, "#EXTINF") != liveSegments || !strings.Contains(list, "#EXT-X-MEDIA-SEQUENCE:23\n") {
		t.Errorf("the live playlist says\n%s", list)
	}
	if spans, err := Spans(dir); err != nil || len(spans) != 0 {
		t.Errorf("kept: %v, %v", spans, err)
	}
	kept = true
	show(30, 60)
	if spans, err := Spans(dir); err != nil || len(spans) != 1 || spans[0].From.Sub(epoch) != 58*time.Second {
		t.Errorf("kept: %v, %v", spans, err)
	}
	got := ffprobe(t, film(t, dir))
	got.rising(t)
}
