package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"sync"
	"time"

	"github.com/livekit/protocol/livekit"
	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"

	sfu "zhaoyun/internal/media/client"
)

// pace is how many pictures the stream of the bench has in a second.
const pace = 30

// encoded makes some seconds of H.264 at 720p, as an encoder sends it to the stage: 1.5
// Mbit/s, a whole picture every two seconds.
func encoded(ctx context.Context) ([][]byte, error) {
	out, err := exec.CommandContext(ctx, "ffmpeg", "-v", "error", "-f", "lavfi", "-i", fmt.Sprintf("testsrc2=s=1280x720:r=%d", pace), "-t", "8", "-pix_fmt", "yuv420p",
		"-c:v", "libx264", "-preset", "veryfast", "-tune", "zerolatency", "-profile:v", "baseline", "-b:v", "1500k", "-maxrate", "1500k", "-bufsize", "1500k",
		"-g", fmt.Sprint(2*pace), "-x264-params", "aud=1", "-f", "h264", "-").Output()
	if err != nil {
		return nil, fmt.Errorf("encode a stream with ffmpeg: %w", err)
	}
	mark := []byte{0, 0, 0, 1, 9} // begins each picture
	var all [][]byte
	for _, picture := range bytes.Split(out, mark)[1:] {
		all = append(all, append(bytes.Clone(mark), picture...))
	}
	return all, nil
}

// publish sends the pictures to the stage, over and over, until the context ends.
func publish(ctx context.Context, url, token string, pictures [][]byte) (*sfu.Client, error) {
	c, err := sfu.Connect(ctx, sfu.Options{URL: url, Token: token})
	if err != nil {
		return nil, err
	}
	track, err := webrtc.NewTrackLocalStaticSample(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeH264, ClockRate: 90000}, "camera", "bench")
	if err == nil {
		_, err = c.Publish(ctx, track, &livekit.AddTrackRequest{Type: livekit.TrackType_VIDEO, Source: livekit.TrackSource_CAMERA, Width: 1280, Height: 720}, nil)
	}
	if err != nil {
		c.Close()
		return nil, err
	}
	go func() {
		tick := time.NewTicker(time.Second / pace)
		defer tick.Stop()
		for i := 0; ; i++ {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				_ = track.WriteSample(media.Sample{Data: pictures[i%len(pictures)], Duration: time.Second / pace})
			}
		}
	}()
	return c, nil
}

// watch has viewers take the stream over WebRTC until leave is called. It returns once
// all of them receive it.
func watch(ctx context.Context, url string, tokens []string) (leave func(), err error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	var clients []*sfu.Client
	leave = func() {
		for _, c := range clients {
			c.Close()
		}
	}
	came := make(chan struct{}, len(tokens))
	api := sfu.NewAPI()
	for _, token := range tokens {
		var once sync.Once
		c, err := sfu.Connect(ctx, sfu.Options{URL: url, Token: token, Subscribe: true, API: api, Track: func(t *sfu.Track) {
			for {
				if _, err := t.Read(); err != nil {
					return
				}
				once.Do(func() { came <- struct{}{} })
			}
		}})
		if err != nil {
			leave()
			return nil, err
		}
		clients = append(clients, c)
	}
	for range tokens {
		select {
		case <-came:
		case <-ctx.Done():
			leave()
			return nil, errors.New("not everybody receives the stream over WebRTC")
		}
	}
	return leave, nil
}
