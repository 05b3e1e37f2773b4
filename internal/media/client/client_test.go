package client_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/livekit/protocol/livekit"
	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"

	house "zhaoyun/internal/media"
	"zhaoyun/internal/media/client"
	"zhaoyun/internal/testkit"
)

func TestAWatcherReceivesWhatIsPublished(t *testing.T) {
	t.Parallel()
	s := serve(t)
	for mime, kind := range map[string]livekit.TrackType{
		webrtc.MimeTypeVP8: livekit.TrackType_VIDEO, webrtc.MimeTypeH264: livekit.TrackType_VIDEO, webrtc.MimeTypeOpus: livekit.TrackType_AUDIO,
	} {
		t.Run(mime, func(t *testing.T) {
			t.Parallel()
			room := "room-" + mime
			got := make(chan string, 8)
			s.join(t, room, "watcher", false, client.Options{Subscribe: true, Track: func(track *client.Track) {
				for {
					packet, err := track.Read()
					if err != nil {
						return
					}
					if len(packet.Payload) > 0 {
						got <- track.Identity + " " + track.Remote.Codec().MimeType + " " + track.Info.Source.String()
						return
					}
				}
			}})
			speaker := s.join(t, room, "speaker", true, client.Options{})
			publish(t, speaker, mime, kind)
			if first := <-got; first != "speaker "+mime+" CAMERA" && first != "speaker "+mime+" MICROPHONE" {
				t.Errorf("got %q", first)
			}
		})
	}
}

func TestAWatcherIsToldWhoComesMutesEndsATrackAndLeaves(t *testing.T) {
	t.Parallel()
	s := serve(t)
	var seen log
	s.join(t, "r", "watcher", false, client.Options{
		People: func(people []*livekit.ParticipantInfo) {
			for _, p := range people {
				seen.add("here " + p.Identity)
				for _, track := range p.Tracks {
					if track.Muted {
						seen.add("muted " + p.Identity)
					}
				}
			}
		},
		Left: func(p *livekit.ParticipantInfo) { seen.add("left " + p.Identity) },
		Unpublished: func(identity string, track *livekit.TrackInfo) {
			seen.add("ended " + identity + " " + track.Source.String())
		},
	})
	speaker := s.join(t, "r", "speaker", true, client.Options{})
	seen.await(t, "here speaker")
	publication := publish(t, speaker, webrtc.MimeTypeVP8, livekit.TrackType_VIDEO)
	publication.Mute(true)
	seen.await(t, "muted speaker")
	if err := publication.End(context.Background()); err != nil {
		t.Fatal(err)
	}
	seen.await(t, "ended speaker CAMERA")
	speaker.Close()
	seen.await(t, "left speaker")
}

func TestWhoMayNotPublishIsToldSo(t *testing.T) {
	t.Parallel()
	s := serve(t)
	watcher := s.join(t, "r", "watcher", false, client.Options{})
	track, err := webrtc.NewTrackLocalStaticSample(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP8}, "video", "camera")
	if err != nil {
		t.Fatal(err)
	}
	_, err = watcher.Publish(context.Background(), track, &livekit.AddTrackRequest{Type: livekit.TrackType_VIDEO, Source: livekit.TrackSource_CAMERA}, nil)
	if !errors.Is(err, client.ErrNotAllowed) {
		t.Errorf("got %v", err)
	}
}

func TestATokenOfNobodyIsRefused(t *testing.T) {
	t.Parallel()
	s := serve(t)
	_, err := client.Connect(context.Background(), client.Options{URL: s.URL, Token: "none"})
	var refused *client.Refused
	if !errors.As(err, &refused) || refused.Status != 401 {
		t.Errorf("got %v", err)
	}
}

func TestTheLaterOfTwoWithOneNameTakesOver(t *testing.T) {
	t.Parallel()
	s := serve(t)
	first := s.join(t, "r", "speaker", true, client.Options{})
	s.join(t, "r", "speaker", true, client.Options{})
	<-first.Done()
	var removed *client.Removed
	if !errors.As(first.Err(), &removed) || removed.Reason != livekit.DisconnectReason_DUPLICATE_IDENTITY {
		t.Errorf("the first ended because %v", first.Err())
	}
}

func TestEverybodyIsToldWhenTheServerStops(t *testing.T) {
	t.Parallel()
	e, err := house.Start(house.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	c := server{e}.join(t, "r", "watcher", false, client.Options{})
	e.Stop()
	<-c.Done()
	if c.Err() == nil {
		t.Error("it ended for no reason")
	}
}

type server struct{ *house.Embedded }

func serve(t *testing.T) server {
	t.Helper()
	e, err := house.Start(house.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Stop)
	return server{e}
}

func (s server) join(t *testing.T, room, identity string, publish bool, o client.Options) *client.Client {
	t.Helper()
	token, err := s.Sign(house.Grant{Room: room, Identity: identity, Publish: publish, Watch: true, Life: time.Minute}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	o.URL, o.Token = s.URL, token
	c, err := client.Connect(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// publish sends a frame that decodes nowhere, thirty times a second: nobody here decodes.
func publish(t *testing.T, c *client.Client, mime string, kind livekit.TrackType) *client.Publication {
	t.Helper()
	codec := webrtc.RTPCodecCapability{MimeType: mime, ClockRate: 90000}
	frame, source := []byte{0, 0, 0, 1, 0x65, 1, 2, 3}, livekit.TrackSource_CAMERA
	switch mime {
	case webrtc.MimeTypeOpus:
		codec.ClockRate, codec.Channels, source = 48000, 2, livekit.TrackSource_MICROPHONE
		frame = []byte{0xf8, 0xff, 0xfe}
	case webrtc.MimeTypeVP8:
		frame = []byte{0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xb4, 0x00, 1, 2, 3}
	case webrtc.MimeTypeH264:
		codec.SDPFmtpLine = "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f"
	}
	track, err := webrtc.NewTrackLocalStaticSample(codec, "track-"+mime, "stream")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	publication, err := c.Publish(ctx, track, &livekit.AddTrackRequest{Type: kind, Source: source, Width: 320, Height: 180}, nil)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		tick := time.NewTicker(33 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-c.Done():
				return
			case <-tick.C:
				_ = track.WriteSample(media.Sample{Data: frame, Duration: 33 * time.Millisecond})
			}
		}
	}()
	return publication
}

// log is what a client was told, to be waited for.
type log struct {
	mu    sync.Mutex
	lines map[string]bool
}

func (l *log) add(line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.lines == nil {
		l.lines = map[string]bool{}
	}
	l.lines[line] = true
}

func (l *log) await(t *testing.T, line string) {
	t.Helper()
	testkit.Eventually(t, line, func() bool {
		l.mu.Lock()
		defer l.mu.Unlock()
		return l.lines[line]
	})
}
