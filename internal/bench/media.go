package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"sync"
	"sync/atomic"
	"time"

	"github.com/livekit/protocol/livekit"
	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"
	"github.com/pion/webrtc/v4/pkg/media/h264reader"
	"golang.org/x/sync/errgroup"

	sfu "zhaoyun/internal/media"
	signal "zhaoyun/internal/media/client"
)

// picture is what is sent: 720p, thirty frames a second, 1.5 Mbit/s of H264, encoded once and sent again and again.
const (
	pictureWidth, pictureHeight = 1280, 720
	frameTime                   = time.Second / 30
)

// onAir is what a viewer of live video costs the platform with the media server in it, which asks of everybody whether they may and
// watches over them, against the same pinned media server alone: as many viewers of the same 720p picture on the one and on the other,
// in turn. The time is that of the servers.
func onAir(ctx context.Context, o Options) error {
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		o.note("media: not measured, for want of ffmpeg")
		return nil
	}
	clip, err := encode(ctx)
	if err != nil {
		return err
	}
	env, drop, err := o.sqlite().Open(ctx)
	if err != nil {
		return err
	}
	defer drop()
	house, err := start(ctx, "house", append(env, "ZHAOYUN_LIVEKIT_URL=", "ZHAOYUN_MEDIA_UDP_PORT=0", "ZHAOYUN_MEDIA_VIEWERS=10000")...)
	if err != nil {
		return err
	}
	defer house.close()
	alone, err := start(ctx, "media")
	if err != nil {
		return err
	}
	defer alone.close()
	var loss, memory []float64
	half := func(s *server, note bool) func() (float64, error) {
		return func() (float64, error) {
			w, err := o.watched(ctx, s, clip)
			if note {
				loss, memory = append(loss, w.loss), append(memory, w.memory)
			}
			return w.cpu, err
		}
	}
	for _, s := range []*server{house, alone} { // for warming up
		if _, err := half(s, false)(); err != nil {
			return err
		}
	}
	ours, bare, err := interleaved(o.Repeats, half(house, true), half(alone, false))
	if err != nil {
		return err
	}
	o.show(
		row{"media-viewer-over-server-alone", ratios(ours, bare), "x", "<=1.05"},
		row{"media-cpu-per-viewer", ours, "%", ""},
		row{"media-cpu-per-viewer-alone", bare, "%", ""},
		row{"media-loss", loss, "%", "<=0"},
		row{"media-memory-per-viewer", memory, "MiB", ""},
	)
	return nil
}

// watching is what viewers took of a server.
type watching struct {
	cpu    float64 // percent of a processor, each
	loss   float64 // percent of packets
	memory float64 // MiB, each
}

// watched has viewers watch for a while and leave again.
func (o Options) watched(ctx context.Context, s *server, clip [][]byte) (w watching, err error) {
	tickets, err := s.ask(request{Do: "watch", N: o.OnAir})
	if err != nil {
		return w, err
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	url, api := "http://"+s.addr, signal.NewAPI()
	sender, err := signal.Connect(ctx, signal.Options{URL: url, Token: tickets.Tokens[0], API: api})
	if err != nil {
		return w, fmt.Errorf("connect the sender: %w", err)
	}
	defer sender.Close()
	if err := play(ctx, sender, clip); err != nil {
		return w, err
	}
	before, err := s.settled()
	if err != nil {
		return w, err
	}
	viewers := make([]*viewer, o.OnAir)
	defer func() {
		for _, v := range viewers {
			if v != nil && v.Client != nil {
				v.Close()
			}
		}
	}()
	coming, inner := errgroup.WithContext(ctx)
	coming.SetLimit(4)
	for i := range viewers {
		coming.Go(func() (err error) {
			viewers[i], err = watch(inner, signal.Options{URL: url, Token: tickets.Tokens[i+1], API: api, Subscribe: true})
			return err
		})
	}
	if err := coming.Wait(); err != nil {
		return w, fmt.Errorf("let viewers in: %w", err)
	}
	after, err := s.settled()
	if err != nil {
		return w, err
	}
	w.memory = float64(after.Resident-before.Resident) / float64(o.OnAir) / (1 << 20)
	for _, v := range viewers {
		v.fresh.Store(true)
	}
	began := time.Now()
	from, err := s.usage()
	if err != nil {
		return w, err
	}
	select {
	case <-time.After(o.Air):
	case <-ctx.Done():
		return w, ctx.Err()
	}
	to, err := s.usage()
	if err != nil {
		return w, err
	}
	w.cpu = 100 * (to.CPU - from.CPU).Seconds() / time.Since(began).Seconds() / float64(o.OnAir)
	var expected, got int64
	for _, v := range viewers {
		e, g := v.count()
		expected, got = expected+e, got+g
	}
	if got == 0 {
		return w, errors.New("nobody received anything")
	}
	w.loss = 100 * float64(max(0, expected-got)) / float64(expected)
	return w, nil
}

// viewer receives and counts.
type viewer struct {
	*signal.Client
	fresh atomic.Bool // begin to count with the next packet

	mu       sync.Mutex
	seen     map[int64]bool
	lowest   int64
	highest  int64
	previous uint16
}

// watch returns once something has arrived.
func watch(ctx context.Context, o signal.Options) (*viewer, error) {
	v := &viewer{seen: map[int64]bool{}}
	first := make(chan struct{})
	once := sync.OnceFunc(func() { close(first) })
	o.Track = func(track *signal.Track) {
		go func() { // interceptors see reports only when they are read
			for {
				if _, err := track.RTCP(); err != nil {
					return
				}
			}
		}()
		for {
			p, err := track.Read()
			if err != nil {
				return
			}
			once()
			v.take(p.SequenceNumber)
		}
	}
	c, err := signal.Connect(ctx, o)
	if err != nil {
		return nil, err
	}
	v.Client = c
	select {
	case <-first:
		return v, nil
	case <-c.Done():
		return v, c.Err()
	case <-ctx.Done():
		return v, ctx.Err()
	}
}

// take counts a packet; numbers are carried on past 65535, and a packet that is late is one nevertheless.
func (v *viewer) take(number uint16) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.fresh.CompareAndSwap(true, false) {
		v.seen, v.lowest, v.highest, v.previous = map[int64]bool{}, 0, 0, number
	}
	at := v.highest + int64(int16(number-v.previous))
	if at > v.highest {
		v.highest, v.previous = at, number
	}
	if at >= v.lowest {
		v.seen[at] = true
	}
}

// count is how many packets there were and how many of them arrived. The last few may still be on their way once more.
func (v *viewer) count() (expected, got int64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	const late = 20
	for n := v.lowest; n <= v.highest-late; n++ {
		expected++
		if v.seen[n] {
			got++
		}
	}
	return expected, got
}

// play sends the clip again and again until the sender leaves.
func play(ctx context.Context, c *signal.Client, clip [][]byte) error {
	track, err := webrtc.NewTrackLocalStaticSample(webrtc.RTPCodecCapability{
		MimeType: webrtc.MimeTypeH264, ClockRate: 90000, SDPFmtpLine: "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
	}, "camera", "camera")
	if err != nil {
		return err
	}
	_, err = c.Publish(ctx, track, &livekit.AddTrackRequest{
		Type: livekit.TrackType_VIDEO, Source: livekit.TrackSource_CAMERA, Width: pictureWidth, Height: pictureHeight,
	}, nil)
	if err != nil {
		return fmt.Errorf("publish the picture: %w", err)
	}
	go func() {
		tick := time.NewTicker(frameTime)
		defer tick.Stop()
		for n := 0; ; n++ {
			select {
			case <-c.Done():
				return
			case <-tick.C:
				_ = track.WriteSample(media.Sample{Data: clip[n%len(clip)], Duration: frameTime})
			}
		}
	}()
	return nil
}

// encode makes the picture, as frames: a key frame a second, and nothing that looks ahead.
func encode(ctx context.Context) ([][]byte, error) {
	cmd := exec.CommandContext(ctx, "ffmpeg", "-v", "error", "-f", "lavfi", "-i", fmt.Sprintf("testsrc2=s=%dx%d:r=30:d=6", pictureWidth, pictureHeight),
		"-c:v", "libx264", "-profile:v", "baseline", "-preset", "veryfast", "-b:v", "1500k", "-maxrate", "1500k", "-bufsize", "750k",
		"-x264-params", "keyint=30:scenecut=0:slices=1:sliced-threads=0:repeat-headers=1", "-f", "h264", "-")
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("encode the picture: %w", err)
	}
	units, err := h264reader.NewReader(bytes.NewReader(out))
	if err != nil {
		return nil, fmt.Errorf("read the picture: %w", err)
	}
	var (
		frames [][]byte
		frame  []byte
	)
	for {
		unit, err := units.NextNAL()
		if errors.Is(err, io.EOF) {
			return frames, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read the picture: %w", err)
		}
		frame = append(append(frame, 0, 0, 0, 1), unit.Data...)
		if unit.UnitType == h264reader.NalUnitTypeCodedSliceIdr || unit.UnitType == h264reader.NalUnitTypeCodedSliceNonIdr {
			frames, frame = append(frames, frame), nil
		}
	}
}

// ServeMedia is the pinned media server alone: it lets everybody in whom the bench sends.
func ServeMedia(in io.Reader, out io.Writer) error {
	server, err := sfu.Start(sfu.Settings{})
	if err != nil {
		return err
	}
	defer server.Stop()
	rooms := 0
	return serve(in, out, doing{
		"hello": func(request) (answer, error) { return answer{Addr: server.URL[len("http://"):]}, nil },
		"watch": func(r request) (answer, error) {
			rooms++
			var a answer
			for i := range r.N + 1 {
				token, err := server.Sign(sfu.Grant{
					Room: fmt.Sprint("room-", rooms), Identity: fmt.Sprint("person-", i), Publish: i == 0, Watch: true, Life: time.Minute,
				}, time.Now())
				if err != nil {
					return a, err
				}
				a.Tokens = append(a.Tokens, token)
			}
			return a, nil
		},
	})
}
