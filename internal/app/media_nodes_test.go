package app

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"testing"

	"zhaoyun/internal/config"
	"zhaoyun/internal/media/client"
	"zhaoyun/internal/testkit"
)

// mediaProcess is `zhaoyun media` in a process of its own; it returns the settings that lead there.
func mediaProcess(t *testing.T, cfg config.Config) config.Config {
	t.Helper()
	cfg.LiveKitKey, cfg.LiveKitSecret, cfg.MediaViewers = "zhaoyun", "0123456789abcdef0123456789abcdef", 75
	cmd := exec.Command(os.Args[0], "media", "--media-listen", "127.0.0.1:0", "--media-udp-port", "0") //nolint:gosec // this very program
	cmd.Env = append(os.Environ(), programMark+"=1", "ZHAOYUN_LIVEKIT_KEY="+cfg.LiveKitKey, "ZHAOYUN_LIVEKIT_SECRET="+cfg.LiveKitSecret)
	lines, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		if err := cmd.Wait(); err != nil {
			t.Errorf("the media server: %v", err)
		}
	})
	said := bufio.NewScanner(lines)
	for said.Scan() {
		if m := regexp.MustCompile(`address=(http://\S+)`).FindStringSubmatch(said.Text()); m != nil {
			cfg.LiveKitURL = m[1]
			break
		}
		t.Log(said.Text())
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }()
	return cfg
}

// mediaNodes are two servers with PostgreSQL, Redis and one media server between them.
func mediaNodes(t *testing.T) (here, there *served) {
	t.Helper()
	cfg := mediaProcess(t, embedded(t))
	cfg.DatabaseURL, cfg.RedisURL, cfg.BlobURL = testkit.PostgresURL(t), testkit.RedisURL(t), "file://"+t.TempDir()
	cfg.Node = "here"
	here = serveWith(t, cfg)
	cfg.Node, cfg.Data = "there", t.TempDir()
	return here, serveWith(t, cfg)
}

func TestWhatOneNodeDecidesIsFeltThroughTheOther(t *testing.T) {
	t.Parallel()
	here, there := mediaNodes(t)
	host := here.official()
	id := here.session(host)
	room := "/rooms/" + id
	mei := here.guest("梅女士")
	meiID := here.enter(mei, id)
	hall := there.watch(t, mei, id)

	there.ask(host, "PUT", room+"/scene/people/"+meiID, `{}`, 200)
	stage, answer := here.connect(t, mei, id, "stage", client.Options{})
	send(t, stage)
	hall.sees(t, meiID)

	there.ask(host, "DELETE", room+"/scene/people/"+meiID, "", 200)
	hall.misses(t, meiID)
	again, err := dialMedia(client.Options{URL: "http://" + there.Addr(), Token: answer["token"].(string)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(again.Close)
	if _, err := publishOne(again); !errors.Is(err, client.ErrNotAllowed) {
		t.Errorf("with the old token through the other node: %v", err)
	}

	there.ask(host, "PUT", room+"/scene/people/"+meiID, `{}`, 200)
	testkit.Eventually(t, "they may send again", func() bool { return again.Me().Permission.CanPublish })
	send(t, again)
	hall.sees(t, meiID)
	here.ask(host, "POST", room+"/bans", fmt.Sprintf(`{"participant":%q}`, meiID), 201)
	<-again.Done()
	<-hall.Done()
}

func TestSeveralServersWithoutAMediaServerSayThatVideoIsOff(t *testing.T) {
	t.Parallel()
	cfg := onAir(t)
	cfg.DatabaseURL, cfg.RedisURL, cfg.BlobURL = testkit.PostgresURL(t), testkit.RedisURL(t), "file://"+t.TempDir()
	s := serveWith(t, cfg)
	host := s.official()
	id := s.session(host)
	media, _ := s.ask(host, "GET", "/rooms/"+id+"/media", "", 200)
	if media["on"] != false || media["why"] != "media_off" {
		t.Errorf("got %v", media)
	}
	refused, _ := s.ask(host, "POST", "/rooms/"+id+"/media/tokens", `{"as":"viewer"}`, 409)
	if refused["code"] != "media_off" {
		t.Errorf("got %v", refused)
	}
}
