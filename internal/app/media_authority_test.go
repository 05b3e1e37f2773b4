package app

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/livekit/protocol/livekit"

	"zhaoyun/internal/core"
	"zhaoyun/internal/media/client"
	"zhaoyun/internal/testkit"
)

func TestARevokedPresenterCannotSendAgainWithAnyToken(t *testing.T) {
	t.Parallel()
	s := serveWith(t, onAir(t))
	host := s.official()
	id := s.session(host)
	room := "/rooms/" + id
	presenter := s.guest("主讲人")
	presenterID := s.enter(presenter, id)
	viewer := s.guest("观众")
	s.enter(viewer, id)
	hall := s.watch(t, viewer, id)
	s.ask(host, "PUT", room+"/roster/"+presenterID+"/role", `{"role":"presenter"}`, 204)
	s.ask(host, "PUT", room+"/scene/people/"+presenterID, `{}`, 200)
	stage, answer := s.connect(t, presenter, id, "stage", client.Options{})
	send(t, stage)
	hall.sees(t, presenterID)
	testkit.Eventually(t, "the media server has renewed the token", func() bool { return stage.Token() != answer["token"] || stage.Me().Permission.CanPublish })
	tokens := map[string]string{"the first": answer["token"].(string), "the renewed": stage.Token()}

	s.ask(host, "PUT", room+"/roster/"+presenterID+"/role", `{"role":"guest"}`, 204)
	hall.misses(t, presenterID)
	if _, err := publishOne(stage); !errors.Is(err, client.ErrNotAllowed) {
		t.Errorf("on the old connection: %v", err)
	}
	tokens["the one after"] = stage.Token()
	for name, token := range tokens {
		c, err := dialMedia(client.Options{URL: "http://" + s.Addr(), Token: token})
		if err != nil {
			t.Fatalf("%s token does not let them watch: %v", name, err)
		}
		if _, err := publishOne(c); !errors.Is(err, client.ErrNotAllowed) {
			t.Errorf("with %s token: %v", name, err)
		}
		c.Close()
	}
	if hall.has(presenterID) {
		t.Error("the hall sees them again")
	}

	s.ask(host, "POST", room+"/bans", fmt.Sprintf(`{"participant":%q}`, presenterID), 201)
	for name, token := range tokens {
		_, err := dialMedia(client.Options{URL: "http://" + s.Addr(), Token: token})
		var refused *client.Refused
		if !errors.As(err, &refused) || refused.Status != http.StatusForbidden {
			t.Errorf("banned, with %s token: %v", name, err)
		}
	}
}

func TestWhoeverMayNotBeThereIsTakenOffTheAir(t *testing.T) {
	t.Parallel()
	s := serveWith(t, onAir(t))
	host := s.official()
	id := s.session(host)
	room := "/rooms/" + id
	watcher := s.watch(t, host, id)
	for name, leave := range map[string]func(token, participant string){
		"banned":     func(_, p string) { s.ask(host, "POST", room+"/bans", fmt.Sprintf(`{"participant":%q}`, p), 201) },
		"kicked":     func(_, p string) { s.ask(host, "POST", room+"/roster/"+p+"/kick", `{}`, 204) },
		"signed out": func(token, _ string) { s.ask(token, "POST", "/sign-out", "", 204) },
	} {
		t.Run(name, func(t *testing.T) {
			token := s.guest(name)
			participant := s.enter(token, id)
			s.ask(host, "PUT", room+"/scene/people/"+participant, `{}`, 200)
			stage, _ := s.connect(t, token, id, "stage", client.Options{})
			hall := s.watch(t, token, id)
			send(t, stage)
			watcher.sees(t, participant)
			leave(token, participant)
			<-stage.Done()
			<-hall.Done()
			watcher.misses(t, participant)
			_, err := dialMedia(client.Options{URL: "http://" + s.Addr(), Token: stage.Token()})
			if refused := (*client.Refused)(nil); !errors.As(err, &refused) {
				t.Errorf("they come back: %v", err)
			}
		})
	}
}

func TestWhoLosesTheNetworkComesBackToTheSameSeat(t *testing.T) {
	t.Parallel()
	s := serveWith(t, onAir(t))
	host := s.official()
	id := s.session(host)
	participant := s.enter(host, id)
	hall := s.watch(t, host, id)
	s.ask(host, "PUT", "/rooms/"+id+"/scene/people/"+participant, `{}`, 200)
	stage, answer := s.connect(t, host, id, "stage", client.Options{})
	send(t, stage)
	hall.sees(t, participant)
	before := hall.connection(participant)
	stage.Drop()
	back, err := dialMedia(client.Options{URL: "http://" + s.Addr(), Token: answer["token"].(string)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(back.Close)
	send(t, back)
	testkit.Eventually(t, "they are seen on the new connection", func() bool {
		return hall.has(participant) && hall.connection(participant) != before
	})
}

func TestTheHostMutesSomebodyOnStage(t *testing.T) {
	t.Parallel()
	s := serveWith(t, onAir(t))
	host := s.official()
	id := s.session(host)
	room := "/rooms/" + id
	mei := s.guest("梅女士")
	meiID := s.enter(mei, id)
	s.ask(host, "PUT", room+"/scene/people/"+meiID, `{}`, 200)
	stage, _ := s.connect(t, mei, id, "stage", client.Options{})
	microphone := publishSound(t, stage)
	hall := s.watch(t, host, id)
	muted := func() bool {
		for _, p := range hall.People() {
			if p.Identity == meiID && len(p.Tracks) > 0 {
				return p.Tracks[0].Muted
			}
		}
		return false
	}
	hall.sees(t, meiID)
	s.ask(host, "PUT", room+"/scene/people/"+meiID, `{"muted":true}`, 200)
	testkit.Eventually(t, "the microphone is muted", muted)
	microphone.Mute(false)
	testkit.Eventually(t, "it is heard for a moment at most", func() bool { return !muted() })
	testkit.Eventually(t, "it is muted again", muted)
	s.ask(host, "PUT", room+"/scene/people/"+meiID, `{"muted":false}`, 200)
	testkit.Eventually(t, "she speaks again", func() bool { microphone.Mute(false); return !muted() })
}

func TestPastTheLimitNobodyElseIsLetInWithoutHLS(t *testing.T) {
	t.Parallel()
	cfg := onAir(t)
	cfg.MediaViewers = 1
	s := serveWith(t, cfg)
	s.video.HLS = func(context.Context, core.ID, bool) string { return "" } // as where there is no ffmpeg
	host := s.official()
	id := s.session(host)
	s.enter(host, id)
	for range 2 {
		s.watch(t, host, id)
	}
	answer, _ := s.ask(host, "POST", "/rooms/"+id+"/media/tokens", `{"as":"viewer"}`, 409)
	if answer["code"] != "media_full" {
		t.Errorf("got %v", answer)
	}
	s.connect(t, host, id, "stage", client.Options{}) // who works in the session always gets in
}

func TestTheRecorderIsSeenByNobodyAndHearsEverybody(t *testing.T) {
	t.Parallel()
	s := serveWith(t, onAir(t))
	host := s.official()
	id := s.session(host)
	participant := s.enter(host, id)
	hall := s.watch(t, host, id)
	url, token, err := s.video.Recorder(t.Context(), id, "recording-1")
	if err != nil {
		t.Fatal(err)
	}
	heard := make(chan string, 8)
	recorder, err := dialMedia(client.Options{URL: url, Token: token, Subscribe: true, Track: func(track *client.Track) { heard <- track.Identity }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(recorder.Close)
	s.ask(host, "PUT", "/rooms/"+id+"/scene/people/"+participant, `{}`, 200)
	stage, _ := s.connect(t, host, id, "stage", client.Options{})
	send(t, stage)
	if who := <-heard; who != participant {
		t.Errorf("it hears %s", who)
	}
	for _, p := range hall.People() {
		if p.Identity == "recorder~recording-1" || p.Kind != livekit.ParticipantInfo_STANDARD {
			t.Errorf("the hall sees %v", p)
		}
	}
	_, err = dialMedia(client.Options{URL: "http://" + s.Addr(), Token: token})
	if refused := (*client.Refused)(nil); !errors.As(err, &refused) {
		t.Errorf("it comes from outside: %v", err)
	}
}
