package video

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"time"

	"zhaoyun/internal/core"
)

// tokenLife is how long a token lets somebody connect. Connected clients get fresh ones from the media server, and every use is asked
// about anew at the gate.
const tokenLife = 10 * time.Minute

// Modes of watching.
const (
	ModeWebRTC = "webrtc"
	ModeHLS    = "hls"
)

// Token lets somebody connect.
type Token struct {
	Mode      string
	Token     string
	Identity  string
	Publish   bool
	ExpiresAt time.Time
	HLS       string // where to watch instead, or besides
}

// Media is the live video of a room as somebody finds it.
type Media struct {
	On      bool
	Why     string // the code of why not
	Mode    string // how one more would watch
	Viewers int
	Limit   int
	HLS     string
}

// Media tells what there is to watch.
func (s *Service) Media(ctx context.Context, actor core.Actor, room core.ID) (Media, error) {
	if _, err := s.Rooms.OnAir(ctx, actor, room); err != nil {
		return Media{}, err
	}
	n, err := s.Store.CountSeats(ctx, room, KindViewer)
	m := Media{On: true, Mode: ModeWebRTC, Viewers: n, Limit: s.Viewers, HLS: s.HLS(ctx, room)}
	if m.HLS != "" && n >= s.Viewers {
		m.Mode = ModeHLS
	}
	if _, off := s.media(); off != nil {
		m.On, m.Why = false, core.AsError(off).Code
	}
	return m, err
}

// Connect gives somebody a token: for the stage when they may be on it sooner or later, otherwise to watch.
func (s *Service) Connect(ctx context.Context, actor core.Actor, room core.ID, k Kind) (Token, error) {
	server, err := s.media()
	if err != nil {
		return Token{}, err
	}
	may, err := s.Rooms.OnAir(ctx, actor, room)
	if err != nil {
		return Token{}, err
	}
	now := s.Now()
	seat := Seat{Room: room, Kind: k, Identity: may.Participant, Participant: may.Participant, Person: actor.Person, SignIn: actor.SignIn, At: now}
	hls := s.HLS(ctx, room)
	switch {
	case k == KindStage && !may.Staff && !may.OnStage:
		return Token{}, core.Conflict("not_on_stage", "You are not on stage. Raise your hand and wait to be brought on.")
	case k == KindViewer:
		n, err := s.Store.CountSeats(ctx, room, KindViewer)
		if err != nil {
			return Token{}, err
		}
		if n >= s.Viewers && hls != "" {
			return Token{Mode: ModeHLS, ExpiresAt: now.Add(tokenLife), HLS: hls}, nil
		}
		if n >= 2*s.Viewers {
			return Token{}, core.Conflict("media_full", "Too many people are watching. Sound and picture are full for now; everything else goes on.").
				With("limit", 2*s.Viewers).After(30 * time.Second)
		}
		seat.Identity += "~" + random()
	}
	if err := s.Store.PutSeat(ctx, seat); err != nil {
		return Token{}, err
	}
	g := Grant{Room: room, Identity: seat.Identity, Publish: k == KindStage && may.OnStage, Watch: true, Life: tokenLife}
	token, err := server.Sign(g, now)
	return Token{Mode: ModeWebRTC, Token: token, Identity: seat.Identity, Publish: g.Publish, ExpiresAt: now.Add(tokenLife), HLS: hls}, err
}

// Recorder lets a recording of this side watch a room without being seen. The URL is the media server's own.
func (s *Service) Recorder(ctx context.Context, room, recording core.ID) (url, token string, err error) {
	server, err := s.media()
	if err != nil {
		return "", "", err
	}
	now := s.Now()
	seat := Seat{Room: room, Kind: KindRecorder, Identity: recorderIdentity(recording), At: now}
	if err := s.Store.PutSeat(ctx, seat); err != nil {
		return "", "", err
	}
	token, err = server.Sign(Grant{Room: room, Identity: seat.Identity, Watch: true, Hidden: true, Life: tokenLife}, now)
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.url, token, err
}

// Connections lists who is connected to the media of a room, for what works on this side.
func (s *Service) Connections(ctx context.Context, room core.ID) ([]Connection, error) {
	server, err := s.media()
	if err != nil {
		return nil, err
	}
	all, err := server.Connections(ctx, room)
	return all, away(err)
}

// random is a tail that tells the windows of one participant apart.
func random() string {
	raw := make([]byte, 8)
	_, _ = rand.Read(raw) // never fails, see crypto/rand
	return hex.EncodeToString(raw)
}
