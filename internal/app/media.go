package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"zhaoyun/api"
	"zhaoyun/internal/config"
	"zhaoyun/internal/core"
	"zhaoyun/internal/media"
	"zhaoyun/internal/store"
	"zhaoyun/internal/video"
)

// wireVideo makes what decides who may send and watch; the media server comes with startMedia.
func (a *App) wireVideo() {
	a.video = video.New(video.Deps{
		Store: store.NewVideo(a.db), Rooms: a.rooms, Auth: a.accounts, Audit: a.db, Now: a.now, Log: a.log, Metrics: a.metrics, Viewers: a.cfg.MediaViewers,
	})
	a.rooms.Staged = func(room core.ID) { a.video.Nudge(room) }
	a.authority.OnChange(a.video.Changed)
	a.proxy = media.NewProxy(a.video, func(what string, err error) { a.log.Debug(what, "error", err.Error()) })
}

// mountMedia serves signalling and WHIP on the house's own port.
func (a *App) mountMedia(s *api.Server) {
	signal := func(c *fiber.Ctx) error {
		if err := a.proxy.Signal(c); err != nil {
			return err
		}
		if c.Response().StatusCode() == fiber.StatusSwitchingProtocols {
			a.gate.upgraded(c.Context().Conn())
		}
		return nil
	}
	s.App.Get("/rtc", signal)
	s.App.Get("/rtc/*", signal)
	s.App.All("/whip/*", a.proxy.Whip)
}

// startMedia starts the media server, or finds the one outside. Without one the house works, and says so.
func (a *App) startMedia() {
	end, where, err := a.mediaServer()
	if err != nil {
		a.video.Off("media_unavailable")
		a.log.Error("live video is off", "error", err.Error())
		return
	}
	if where == "" {
		a.log.Info("live video is off", "why", end.URL)
		return
	}
	target, err := url.Parse(end.URL)
	if err != nil {
		a.log.Error("live video is off", "error", err.Error())
		return
	}
	a.video.Use(media.NewControl(end), end.URL)
	a.proxy.Lead(target)
	a.log.Info("live video", "server", where)
}

// mediaServer is where the media server is, in words as well.
func (a *App) mediaServer() (media.Endpoint, string, error) {
	switch {
	case a.cfg.LiveKitURL == config.MediaOff:
		return media.Endpoint{URL: "ZHAOYUN_LIVEKIT_URL=off"}, "", nil
	case a.cfg.LiveKitURL != "":
		return media.Endpoint{URL: a.cfg.LiveKitURL, Key: a.cfg.LiveKitKey, Secret: a.cfg.LiveKitSecret}, a.cfg.LiveKitURL, nil
	case a.cfg.RedisURL != "":
		return media.Endpoint{URL: "several servers need ZHAOYUN_LIVEKIT_URL"}, "", nil
	}
	e, err := media.Start(mediaSettings(a.cfg))
	if err != nil {
		return media.Endpoint{}, "", err
	}
	a.closers = append(a.closers, func() error { e.Stop(); return nil })
	address := a.cfg.MediaHost()
	if address == "" {
		address = "127.0.0.1"
	}
	return e.Endpoint, fmt.Sprintf("in this process, UDP %s", net.JoinHostPort(address, fmt.Sprint(e.UDPPort))), nil
}

func mediaSettings(c config.Config) media.Settings {
	return media.Settings{
		Address: c.MediaHost(), UDPPort: c.MediaUDPPort, TCPPort: c.MediaTCPPort, Key: c.LiveKitKey, Secret: c.LiveKitSecret,
		TURN: media.TURN{Domain: c.TURNDomain, Port: c.TURNPort, CertFile: c.TURNCert, KeyFile: c.TURNKey},
	}
}

// runVideo keeps the media server to what people may do.
func (a *App) runVideo(ctx context.Context) { a.video.Run(ctx) }

// mediaCmd is a media server in a process of its own.
type mediaCmd struct {
	Listen string `name:"media-listen" env:"ZHAOYUN_MEDIA_LISTEN" default:"127.0.0.1:7880" help:"Address of signalling and control, for the platform's servers alone."`
}

// Run serves until the context ends.
func (m mediaCmd) Run(e *env) error {
	s := mediaSettings(e.cfg)
	if s.Key == "" || len(s.Secret) < 32 {
		return errors.New("set ZHAOYUN_LIVEKIT_KEY and a ZHAOYUN_LIVEKIT_SECRET of 32 characters or more, the same as on the platform's servers")
	}
	host, port, err := net.SplitHostPort(m.Listen)
	if err != nil {
		return fmt.Errorf("ZHAOYUN_MEDIA_LISTEN: %w", err)
	}
	if s.Port, err = strconv.Atoi(port); err != nil {
		return fmt.Errorf("ZHAOYUN_MEDIA_LISTEN: %w", err)
	}
	s.Listen = host
	server, err := media.Start(s)
	if err != nil {
		return err
	}
	e.log.Info("serving picture and sound", "address", server.URL, "udp", server.UDPPort)
	<-e.ctx.Done()
	server.Stop()
	return nil
}
