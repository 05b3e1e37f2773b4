package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/livekit/protocol/livekit"
	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"

	"zhaoyun/internal/config"
	"zhaoyun/internal/media/client"
	"zhaoyun/internal/testkit"
)

// onAir are the settings of one process alone with a media server in it.
func onAir(t testing.TB) config.Config {
	cfg := embedded(t)
	cfg.LiveKitURL, cfg.MediaViewers = "", 75
	return cfg
}

func TestWhoIsBroughtOnStageIsSeenAndWhoLeavesItIsNot(t *testing.T) {
	t.Parallel()
	s := serveWith(t, onAir(t))
	host := s.official()
	id := s.session(host)
	room := "/rooms/" + id
	mei := s.guest("梅女士")
	meiID := s.enter(mei, id)
	hall := s.watch(t, mei, id)

	s.ask(mei, "POST", room+"/media/tokens", `{"as":"stage"}`, 409)
	s.ask(host, "POST", room+"/scene/go-live", fmt.Sprintf(`{"people":[%q],"layout":"speaker"}`, meiID), 200)
	stage, answer := s.connect(t, mei, id, "stage", client.Options{})
	if answer["publish"] != true || answer["identity"] != meiID {
		t.Fatalf("on stage: %v", answer)
	}
	send(t, stage)
	hall.sees(t, meiID)

	s.ask(host, "DELETE", room+"/scene/people/"+meiID, "", 200)
	hall.misses(t, meiID)
	testkit.Eventually(t, "the one sent off may not send", func() bool { return !stage.Me().Permission.CanPublish })
	if _, err := publishOne(stage); !errors.Is(err, client.ErrNotAllowed) {
		t.Errorf("sending again: %v", err)
	}

	s.ask(host, "PUT", room+"/scene/people/"+meiID, `{}`, 200)
	testkit.Eventually(t, "the one brought back may send", func() bool { return stage.Me().Permission.CanPublish })
	s.ask(host, "PUT", room+"/state", `{"state":"live"}`, 200)
	s.ask(host, "PUT", room+"/state", `{"state":"ended"}`, 200)
	<-stage.Done()
	<-hall.Done()
}

// audience is somebody who watches, and whom they see.
type audience struct {
	*client.Client
}

func (s *served) watch(t *testing.T, token, room string) audience {
	t.Helper()
	c, _ := s.connect(t, token, room, "viewer", client.Options{Subscribe: true, Track: func(track *client.Track) {
		for {
			if _, err := track.Read(); err != nil {
				return
			}
		}
	}})
	return audience{c}
}

func (a audience) has(identity string) bool {
	return slices.ContainsFunc(a.People(), func(p *livekit.ParticipantInfo) bool { return p.Identity == identity && len(p.Tracks) > 0 })
}

// connection is the media server's name for the latest connection of somebody who sends.
func (a audience) connection(identity string) (sid string) {
	for _, p := range a.People() {
		if p.Identity == identity && len(p.Tracks) > 0 && p.Sid != "" {
			sid = p.Sid
		}
	}
	return sid
}

func (a audience) sees(t *testing.T, identity string) {
	t.Helper()
	testkit.Eventually(t, identity+" is seen", func() bool { return a.has(identity) })
}

func (a audience) misses(t *testing.T, identity string) {
	t.Helper()
	testkit.Eventually(t, identity+" is not seen", func() bool { return !a.has(identity) })
}

// connect asks for a token and connects with it through the house's own port.
func (s *served) connect(t *testing.T, token, room, as string, o client.Options) (*client.Client, map[string]any) {
	t.Helper()
	answer, _ := s.ask(token, "POST", "/rooms/"+room+"/media/tokens", fmt.Sprintf(`{"as":%q}`, as), 201)
	o.URL, o.Token = "http://"+s.Addr(), answer["token"].(string)
	c, err := dialMedia(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c, answer
}

func dialMedia(o client.Options) (*client.Client, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	return client.Connect(ctx, o)
}

func publishOne(c *client.Client) (*webrtc.TrackLocalStaticSample, error) {
	track, err := webrtc.NewTrackLocalStaticSample(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP8, ClockRate: 90000}, "camera", "camera")
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	_, err = c.Publish(ctx, track, &livekit.AddTrackRequest{Type: livekit.TrackType_VIDEO, Source: livekit.TrackSource_CAMERA, Width: 320, Height: 180}, nil)
	return track, err
}

// send publishes a camera until the connection ends.
func send(t *testing.T, c *client.Client) {
	t.Helper()
	track, err := publishOne(c)
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
				_ = track.WriteSample(media.Sample{Data: []byte{0x10, 0, 0, 0x9d, 1, 0x2a, 0x40, 1, 0xb4, 0, 1, 2, 3}, Duration: 33 * time.Millisecond})
			}
		}
	}()
}

// publishSound publishes a microphone that says nothing.
func publishSound(t *testing.T, c *client.Client) *client.Publication {
	t.Helper()
	track, err := webrtc.NewTrackLocalStaticSample(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2}, "microphone", "camera")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	p, err := c.Publish(ctx, track, &livekit.AddTrackRequest{Type: livekit.TrackType_AUDIO, Source: livekit.TrackSource_MICROPHONE}, nil)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-c.Done():
				return
			case <-tick.C:
				_ = track.WriteSample(media.Sample{Data: []byte{0xf8, 0xff, 0xfe}, Duration: 20 * time.Millisecond})
			}
		}
	}()
	return p
}
