package app

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/livekit/protocol/livekit"
	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"

	"zhaoyun/internal/media/client"
	"zhaoyun/internal/testkit"
)

func TestAnEncoderAppearsOnStageAndIsRevoked(t *testing.T) {
	t.Parallel()
	s := serveWith(t, onAir(t))
	host := s.official()
	id := s.session(host)
	room := "/rooms/" + id
	packets := make(chan string, 64)
	hall, _ := s.connect(t, host, id, "viewer", client.Options{Subscribe: true, Track: func(track *client.Track) {
		for {
			p, err := track.Read()
			if err != nil {
				return
			}
			if len(p.Payload) > 0 {
				select {
				case packets <- track.Remote.Codec().MimeType:
				default:
				}
			}
		}
	}})
	made, _ := s.ask(host, "POST", room+"/encoders", `{"label":"江河汇现场"}`, 201)
	encoder, key := made["id"].(string), made["key"].(string)
	if list, text := s.ask(host, "GET", room+"/encoders", "", 200); strings.Contains(text, key) || first(list)["connected"] != false {
		t.Fatalf("the list says %s", text)
	}

	w := s.whip(t, key)
	if w.status != http.StatusCreated || !strings.HasPrefix(w.location, "/whip/v1/") || strings.Contains(w.answer, "VP8") || !strings.Contains(w.answer, "H264") {
		t.Fatalf("%d %s\n%s", w.status, w.location, w.answer)
	}
	identity := "encoder~" + encoder
	silent := func(want bool) func() bool {
		return func() bool {
			i := slices.IndexFunc(hall.People(), func(p *livekit.ParticipantInfo) bool { return p.Identity == identity && len(p.Tracks) > 0 })
			return i >= 0 && !slices.ContainsFunc(hall.People()[i].Tracks, func(t *livekit.TrackInfo) bool { return t.Muted != want })
		}
	}
	testkit.Eventually(t, "it is silent before it is on stage", silent(true))
	for len(packets) > 0 {
		<-packets
	}
	scene, _ := s.ask(host, "PUT", room+"/scene/people/"+encoder, `{}`, 200)
	if seat := scene["people"].([]any)[0].(map[string]any); seat["encoder"] != encoder || seat["label"] != "江河汇现场" {
		t.Errorf("on stage is %v", scene)
	}
	testkit.Eventually(t, "it is seen on stage", silent(false))
	for codec := range packets {
		if codec == webrtc.MimeTypeH264 {
			break
		}
	}
	if list, _ := s.ask(host, "GET", room+"/encoders", "", 200); first(list)["connected"] != true {
		t.Errorf("the list says %v", list)
	}

	s.ask(host, "DELETE", room+"/encoders/"+encoder, "", 204)
	testkit.Eventually(t, "it is gone", func() bool {
		return !slices.ContainsFunc(hall.People(), func(p *livekit.ParticipantInfo) bool { return p.Identity == identity })
	})
	if again := s.whip(t, key); again.status != http.StatusUnauthorized {
		t.Errorf("with the revoked key: %d", again.status)
	}
	if after, _ := s.ask(host, "GET", room+"/entries?limit=500", "", 200); !strings.Contains(fmt.Sprint(after), "scene.set") {
		t.Error("the log has no scene")
	}
}

func TestAnEncoderThatSendsNoH264IsToldSo(t *testing.T) {
	t.Parallel()
	s := serveWith(t, onAir(t))
	r, err := http.NewRequest(http.MethodPost, "http://"+s.Addr()+"/whip/v1",
		strings.NewReader("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=rtpmap:96 VP8/90000\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/sdp")
	r.Header.Set("Authorization", "Bearer zy-none")
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if text, _ := io.ReadAll(res.Body); res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(string(text), "offer_without_h264") {
		t.Errorf("got %d %s", res.StatusCode, text)
	}
}

// publisher264 is an encoder that posts to WHIP, as OBS does.
type publisher264 struct {
	status   int
	location string
	answer   string
}

// whip publishes H264 and Opus with a key until the test ends. It offers VP8 as well, which is not to be chosen.
func (s *served) whip(t *testing.T, key string) publisher264 {
	t.Helper()
	pc, err := client.NewAPI().NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = pc.Close() })
	tracks := map[string]*webrtc.TrackLocalStaticSample{}
	for kind, codec := range map[string]webrtc.RTPCodecCapability{
		"video": {MimeType: webrtc.MimeTypeH264, ClockRate: 90000, SDPFmtpLine: "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f"},
		"audio": {MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2, SDPFmtpLine: "minptime=10;useinbandfec=1"},
	} {
		if tracks[kind], err = webrtc.NewTrackLocalStaticSample(codec, kind, "obs"); err != nil {
			t.Fatal(err)
		}
		if _, err := pc.AddTransceiverFromTrack(tracks[kind], webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly}); err != nil {
			t.Fatal(err)
		}
	}
	offer, err := pc.CreateOffer(nil)
	if err != nil {
		t.Fatal(err)
	}
	gathered := webrtc.GatheringCompletePromise(pc)
	if err := pc.SetLocalDescription(offer); err != nil {
		t.Fatal(err)
	}
	<-gathered
	r, err := http.NewRequest(http.MethodPost, "http://"+s.Addr()+"/whip/v1", strings.NewReader(pc.LocalDescription().SDP))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/sdp")
	r.Header.Set("Authorization", "Bearer "+key)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	w := publisher264{status: res.StatusCode, location: res.Header.Get("Location"), answer: string(text)}
	if w.status != http.StatusCreated {
		return w
	}
	if err := pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: w.answer}); err != nil {
		t.Fatal(err)
	}
	go feed(t.Context(), tracks)
	return w
}

// feed sends frames that decode nowhere, thirty times a second.
func feed(ctx context.Context, tracks map[string]*webrtc.TrackLocalStaticSample) {
	tick := time.NewTicker(33 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			_ = tracks["video"].WriteSample(media.Sample{Data: []byte{0, 0, 0, 1, 0x67, 0x42, 0xe0, 0x1f, 0, 0, 0, 1, 0x68, 1, 0, 0, 0, 1, 0x65, 1, 2, 3}, Duration: 33 * time.Millisecond})
			_ = tracks["audio"].WriteSample(media.Sample{Data: []byte{0xf8, 0xff, 0xfe}, Duration: 33 * time.Millisecond})
		}
	}
}
