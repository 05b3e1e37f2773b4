package media_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/livekit/protocol/livekit"
	"github.com/pion/webrtc/v4"

	"zhaoyun/internal/media"
	"zhaoyun/internal/media/client"
	"zhaoyun/internal/testkit"
	"zhaoyun/internal/video"
)

// TestMain lets the test's own program be the media server outside.
func TestMain(m *testing.M) {
	if os.Getenv("ZHAOYUN_TEST_MEDIA_SERVER") == "" {
		os.Exit(m.Run())
	}
	e, err := media.Start(media.Settings{})
	if err != nil {
		panic(err)
	}
	_ = json.NewEncoder(os.Stdout).Encode(e.Endpoint)
	_, _ = os.Stdin.Read(make([]byte, 1)) // until the test is over
	e.Stop()
}

// servers runs the test against a media server in this process and against one in a process of its own.
func servers(t *testing.T, f func(t *testing.T, e media.Endpoint)) {
	t.Run("embedded", func(t *testing.T) {
		t.Parallel()
		e, err := media.Start(media.Settings{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(e.Stop)
		f(t, e.Endpoint)
	})
	t.Run("outside", func(t *testing.T) {
		t.Parallel()
		f(t, outside(t))
	})
}

func outside(t *testing.T) (e media.Endpoint) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "ZHAOYUN_TEST_MEDIA_SERVER=1")
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = stdin.Close()
		if err := cmd.Wait(); err != nil {
			t.Errorf("the media server: %v", err)
		}
	})
	line, err := bufio.NewReader(stdout).ReadBytes('\n')
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(line, &e); err != nil {
		t.Fatal(err)
	}
	return e
}

func TestPermissionAndItsEnd(t *testing.T) {
	t.Parallel()
	servers(t, func(t *testing.T, e media.Endpoint) {
		ctx, control := context.Background(), media.NewControl(e)
		if people, err := control.Connections(ctx, "r"); err != nil || len(people) != 0 {
			t.Fatalf("a room nobody entered has %v, %v", people, err)
		}
		presenter := join(t, e, media.Grant{Room: "r", Identity: "presenter", Publish: false, Watch: true})
		if err := publish(presenter); !errors.Is(err, client.ErrNotAllowed) {
			t.Fatalf("without permission: %v", err)
		}
		if err := control.Permit(ctx, "r", "presenter", true, true); err != nil {
			t.Fatal(err)
		}
		testkit.Eventually(t, "the presenter may publish", func() bool { return presenter.Me().Permission.CanPublish })
		if err := publish(presenter); err != nil {
			t.Fatal(err)
		}
		tracks := func() []video.Track {
			people, err := control.Connections(ctx, "r")
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range people {
				if p.Identity == "presenter" {
					return p.Tracks
				}
			}
			return nil
		}
		testkit.Eventually(t, "the track is there", func() bool { return len(tracks()) == 1 })
		if err := control.Mute(ctx, "r", "presenter", tracks()[0].ID, true); err != nil {
			t.Fatal(err)
		}
		testkit.Eventually(t, "the track is muted", func() bool { list := tracks(); return len(list) == 1 && list[0].Muted })
		if err := control.Permit(ctx, "r", "presenter", false, true); err != nil {
			t.Fatal(err)
		}
		testkit.Eventually(t, "the publication ended", func() bool { return len(tracks()) == 0 })
		if err := control.Remove(ctx, "r", "presenter"); err != nil {
			t.Fatal(err)
		}
		<-presenter.Done()
		for name, err := range map[string]error{
			"permit": control.Permit(ctx, "r", "presenter", true, true), "remove": control.Remove(ctx, "r", "presenter"),
			"clear": control.Clear(ctx, "none"),
		} {
			if err != nil {
				t.Errorf("%s of somebody gone: %v", name, err)
			}
		}
	})
}

func TestTheHiddenAreListedButSeenByNobody(t *testing.T) {
	t.Parallel()
	servers(t, func(t *testing.T, e media.Endpoint) {
		recorder := join(t, e, media.Grant{Room: "r", Identity: "recorder~1", Watch: true, Hidden: true})
		viewer := join(t, e, media.Grant{Room: "r", Identity: "viewer", Watch: true})
		control := media.NewControl(e)
		testkit.Eventually(t, "both are listed", func() bool {
			people, err := control.Connections(context.Background(), "r")
			return err == nil && len(people) == 2
		})
		if people := viewer.People(); len(people) != 0 {
			t.Errorf("the viewer sees %v", people)
		}
		if err := control.Clear(context.Background(), "r"); err != nil {
			t.Fatal(err)
		}
		<-recorder.Done()
		<-viewer.Done()
	})
}

func TestATokenOpensForItsOwnServerAlone(t *testing.T) {
	t.Parallel()
	e, other := media.Endpoint{Key: "k", Secret: "one"}, media.Endpoint{Key: "k", Secret: "two"}
	g := media.Grant{Room: "r", Identity: "p", Publish: true, Watch: true, Life: time.Minute}
	token, err := e.Sign(g, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if got, err := e.Open(token); err != nil || got.Identity != "p" || got.Room != "r" || !got.Publish {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := other.Open(token); !errors.Is(err, media.ErrToken) {
		t.Errorf("another server: %v", err)
	}
	old, err := e.Sign(g, time.Now().Add(-time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Open(old); !errors.Is(err, media.ErrToken) {
		t.Errorf("an hour later: %v", err)
	}
}

func join(t *testing.T, e media.Endpoint, g media.Grant) *client.Client {
	t.Helper()
	g.Life = time.Minute
	token, err := e.Sign(g, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	c, err := client.Connect(ctx, client.Options{URL: e.URL, Token: token})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// publish brings a microphone into the room that says nothing.
func publish(c *client.Client) error {
	track, err := webrtc.NewTrackLocalStaticSample(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2}, "microphone", "m")
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	_, err = c.Publish(ctx, track, &livekit.AddTrackRequest{Type: livekit.TrackType_AUDIO, Source: livekit.TrackSource_MICROPHONE}, nil)
	return err
}
